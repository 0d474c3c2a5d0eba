/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of core/payment share. Nobody else includes this. */
#pragma once

#include "miqat-bank-account.h"
#include "miqat-booking.h"
#include "miqat-area.h"
#include "miqat-invoice.h"
#include "miqat-journal.h"
#include "miqat-payment-flag.h"
#include "miqat-payment-rules.h"
#include "miqat-proof.h"
#include "miqat-receipt.h"
#include "miqat-rows.h"

G_BEGIN_DECLS

extern const MiqatStatements miqat_bank_account_statements;
extern const MiqatStatements miqat_proof_statements;
extern const MiqatStatements miqat_proof_model_statements;
extern const MiqatStatements miqat_receipt_statements;
extern const MiqatStatements miqat_journal_statements;
extern const MiqatStatements miqat_flag_statements;
extern const MiqatStatements miqat_payment_check_statements;
extern const MiqatCommand miqat_payment_commands[];
extern const MiqatInvariant miqat_payment_invariants[];

/* A hub that runs what a workstation has already done: paper is in somebody's hand, so what does not
 * fit is flagged instead of refused. */
static inline gboolean
miqat_payment_has_happened (const MiqatCall *call)
{
  return call->role == MIQAT_SITE_HUB && call->device_id != NULL;
}

/* What it does not know then is no reason to refuse. */
static inline gboolean
miqat_payment_may_be_unknown (const MiqatCall *call, const GError *failure)
{
  return miqat_payment_has_happened (call) && g_error_matches (failure, MIQAT_REFUSAL, MIQAT_PROBLEM_NOT_FOUND);
}

/* ---- invoices ------------------------------------------------------------------------------- */

/* DP and remainder of a booking that has just been registered. */
gboolean miqat_invoice_create_all (MiqatCall *call, const MiqatBooking *booking, GError **error);
/* Sets anew when the remainder is due, where it is not paid: the departure leaves on another day. */
gboolean miqat_invoice_follow_departure (MiqatCall *call, const char *departure_id, GError **error);
/* Cancels what is not paid, or makes it owed again. */
gboolean miqat_invoice_cancel_open (MiqatCall *call, const char *booking_id, GError **error);
gboolean miqat_invoice_reinstate (MiqatCall *call, const char *booking_id, GError **error);
/* Sets "paid", "pending" or "unpaid" of a booking's live invoices from what was paid and what waits. */
gboolean miqat_invoice_refresh_status (MiqatCall *call, const char *booking_id, GError **error);

/* The open lines of a booking in the order in which money is given; those of `first_invoice_id`
 * (nullable) before all others. Elements are MiqatOpenLine with owned texts. */
GPtrArray *miqat_invoice_list_open_lines (MiqatDb *db, const char *booking_id,
                                          const char *first_invoice_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Adds an allocation, and the amount to the line and its invoice. */
gboolean miqat_invoice_pay_line (MiqatCall *call, const char *transaction_id, const char *branch_id,
                                 const MiqatOpenLine *line, GError **error);

/* What each traveller still owes on live invoices, by position. */
typedef struct {
  char *traveller_id;
  gint64 dp_lines; /* how many */
  gint64 dp_open;
  gint64 open;
  gint64 beyond_dp; /* paid on other lines */
} MiqatTravellerDebt;
GPtrArray *miqat_invoice_list_debts (MiqatDb *db, const char *booking_id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* ---- money received ------------------------------------------------------------------------- */

typedef struct {
  const char *booking_id;
  const char *method; /* "cash", "transfer" */
  const char *bank_account_id; /* transfers */
  const char *proof_id;        /* nullable */
  const char *invoice_id;      /* nullable: paid before what is due earlier */
  const char *payer_name;
  const char *receipt_code;
  gint64 amount;
  gboolean account_closed; /* to be looked at */
  gboolean retake; /* try for the seats even when the booking was cancelled, not only lapsed */
} MiqatMoney;

/* Books money: transaction, receipt, journal, allocation, and what follows for the booking. The
 * result gets transaction_id, receipt_id, receipt_code, credit, and open; where the seats are gone, instead of
 * open the name of the flag. What has happened is booked also for a booking that is not there, because the hub
 * refused it: as a credit under that id in the workstation's office, flagged. */
gboolean miqat_payment_receive (MiqatCall *call, const MiqatMoney *money, GError **error);
/* The booking that money is for; NULL in `*booking` when it is not there and the money was received all the
 * same. Refuses not_found otherwise. */
gboolean miqat_payment_find_booking (MiqatCall *call, const char *booking_id, MiqatBooking **booking, GError **error);
/* Gives what earlier payments left over to lines that are open now. */
gboolean miqat_payment_use_credit (MiqatCall *call, const char *booking_id,
                                   const char *first_invoice_id, GError **error);

typedef struct {
  char *id;
  gint64 rest; /* not allocated, above zero */
} MiqatCredit;
/* Transactions with something left over (MiqatCredit), oldest first. */
GPtrArray *miqat_receipt_list_credits (MiqatDb *db, const char *booking_id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

gboolean miqat_receipt_insert_transaction (MiqatCall *call, const char *id, const char *branch_id,
                                           const MiqatMoney *money, GError **error);
/* `transaction_id` NULL: a void receipt. Refuses receipt_series when the number cannot be this one. */
gboolean miqat_receipt_insert (MiqatCall *call, const MiqatMoney *money, const char *branch_id,
                               const char *transaction_id, GError **error);
/* The next code of the series that the call writes in, for a booking of `branch_id`. */
char *miqat_receipt_allot_code (MiqatCall *call, const char *branch_id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* ---- proofs --------------------------------------------------------------------------------- */

gboolean miqat_proof_insert (MiqatCall *call, const MiqatProof *proof, const char *content_hash,
                             GError **error);
gboolean miqat_proof_decide (MiqatCall *call, const char *id, gboolean approved, const char *reason,
                             GError **error);
/* Without what belongs to the booking (code, payer) and without warnings; refuses not_found. */
MiqatProof *miqat_proof_load_row (MiqatDb *db, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Adds them. */
gboolean miqat_proof_complete (MiqatDb *db, MiqatProof *self, GError **error);
/* How many proofs of a booking wait; of one invoice when given. */
gboolean miqat_proof_count_of_booking (MiqatDb *db, const char *booking_id, const char *invoice_id,
                                       gint64 *count, GError **error);
/* A booking of which no proof is waiting any more (`*waiting` is 0) does not wait for the office either. */
gboolean miqat_proof_end_waiting (MiqatCall *call, const MiqatBooking *booking, gint64 *waiting, GError **error);
/* For rows whose columns are those of miqat_proof_load_row(). */
#define MIQAT_PROOF_COLUMNS \
  "p.id, p.booking_id, p.branch_id, p.invoice_id, i.invoice_code, p.document_id, p.bank_account_id," \
  " b.bank_name, p.sender_name, p.amount_claimed, i.amount - i.paid, p.submitted_at, p.status," \
  " p.reject_reason, p.verified_by, p.verified_at"
#define MIQAT_PROOF_FROM \
  " FROM payment_proofs p JOIN payment_invoices i ON i.id = p.invoice_id" \
  " JOIN bank_accounts b ON b.id = p.bank_account_id"
gpointer miqat_proof_read (MiqatStatement *row, guint first_column);

/* ---- bank accounts -------------------------------------------------------------------------- */

gboolean miqat_bank_account_apply_add (MiqatCall *call, GError **error);
gboolean miqat_bank_account_apply_edit (MiqatCall *call, GError **error);
gboolean miqat_bank_account_apply_close (MiqatCall *call, GError **error);

/* ---- commands ------------------------------------------------------------------------------- */

/* The node a booking is about: its branch for offices, its seller for everybody else. */
gboolean miqat_payment_subject_of (MiqatCall *call, const char *booking_id, char **node_id,
                                   GError **error);
gboolean miqat_payment_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_payment_record_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_payment_apply_record (MiqatCall *call, GError **error);
gboolean miqat_payment_allot_record (MiqatCall *call, MiqatArgs *args, GError **error);
gboolean miqat_proof_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_proof_approve_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_proof_apply_submit (MiqatCall *call, GError **error);
gboolean miqat_proof_apply_approve (MiqatCall *call, GError **error);
gboolean miqat_proof_apply_reject (MiqatCall *call, GError **error);
gboolean miqat_proof_allot_approve (MiqatCall *call, MiqatArgs *args, GError **error);
gboolean miqat_flag_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_flag_apply_close (MiqatCall *call, GError **error);

gboolean miqat_payment_on_event (MiqatCall *call, MiqatEventKind event, const char *subject_id,
                                 GError **error);

G_END_DECLS

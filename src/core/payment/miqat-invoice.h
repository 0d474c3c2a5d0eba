/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a booking owes: invoices with a line per traveller. Made when a booking is registered: the
 * DP, and what remains, due H-x before the departure. */
#pragma once

#include "miqat-actor.h"
#include "miqat-db.h"
#include "miqat-day.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *traveller_id;
  guint position; /* of the traveller, from 1 */
  gint64 amount;
  gint64 paid;
} MiqatInvoiceLine;

typedef struct {
  char *id;
  char *booking_id;
  char *code;  /* "INV-20260622-SBY2-001-DP" */
  char *type;  /* "dp", "installment", "final", "full" */
  char *status; /* "unpaid", "pending" (a proof waits), "paid", "cancelled" */
  char *payment_mode; /* "auto", "manual" */
  gint64 amount;
  gint64 paid;
  MiqatDay due_date;
  GPtrArray *lines; /* MiqatInvoiceLine, by position; NULL when they were not asked for */
} MiqatInvoice;

void miqat_invoice_free (MiqatInvoice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatInvoice, miqat_invoice_free)

/* A booking's invoices (MiqatInvoice), oldest due first. The caller has checked that the booking is
 * the reader's to see (miqat_booking_load() does). */
GPtrArray *miqat_invoice_list (MiqatDb *db, const char *booking_id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Those of the reader's scope (MiqatInvoice), newest first, at most `limit`; without their lines. */
GPtrArray *miqat_invoice_list_newest (MiqatDb *db, MiqatReader reader, guint limit, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* The one with this id or code; refuses not_found. */
MiqatInvoice *miqat_invoice_load (MiqatDb *db, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MiqatInvoice *miqat_invoice_load_by_code (MiqatDb *db, const char *code, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* The booking in which a traveller is billed; refuses not_found before the booking is registered. */
char *miqat_invoice_dup_booking_of_traveller (MiqatDb *db, const char *traveller_id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* Whether a traveller of the booking owes nothing any more; FALSE where nothing is billed. */
gboolean miqat_invoice_is_paid_full (MiqatDb *db, const char *booking_id, const char *traveller_id, gboolean *is,
                                     GError **error);

/* What a booking owes now, over its live invoices. */
typedef struct {
  gint64 billed; /* sum of the invoices that are not cancelled */
  gint64 paid;   /* of those, by allocation */
  gint64 credit; /* received, but taken by no line */
  gint64 next_due;        /* open amount of the next invoice; 0: nothing is open */
  MiqatDay next_due_date; /* MIQAT_DAY_NONE then */
  char *next_invoice_id;  /* nullable */
} MiqatBalance;
void miqat_balance_clear (MiqatBalance *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiqatBalance, miqat_balance_clear)

gboolean miqat_balance_read (MiqatDb *db, const char *booking_id, MiqatBalance *balance,
                             GError **error);

G_END_DECLS

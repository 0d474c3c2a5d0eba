/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money received, and the kwitansi for it. */
#pragma once

#include "miqat-actor.h"
#include "miqat-db.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *code; /* "KW-SBY2-000012" */
  char *branch_id;
  char *transaction_id; /* NULL: void, its number was used up by a decision the hub did not need */
  char *booking_id;
  char *payer_name;
  char *method;           /* "transfer", "cash", "midtrans" */
  char *bank_account_id;  /* nullable */
  char *proof_id;         /* nullable */
  char *received_by;      /* actor id */
  gint64 amount;
  MiqatDay issued_day;
  MiqatInstant issued_at;
} MiqatReceipt;

void miqat_receipt_free (MiqatReceipt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatReceipt, miqat_receipt_free)

/* Refuse not_found, also for what is outside the reader's scope. */
MiqatReceipt *miqat_receipt_load (MiqatDb *db, MiqatReader reader, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MiqatReceipt *miqat_receipt_load_by_code (MiqatDb *db, MiqatReader reader, const char *code,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
MiqatReceipt *miqat_receipt_load_of_transaction (MiqatDb *db, const char *transaction_id,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A booking's receipts (MiqatReceipt), oldest first; the void ones are left out. */
GPtrArray *miqat_receipt_list (MiqatDb *db, MiqatReader reader, const char *booking_id,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Those of the reader's scope (MiqatReceipt), newest first, at most `limit`; the void ones too. */
GPtrArray *miqat_receipt_list_newest (MiqatDb *db, MiqatReader reader, guint limit, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* Whether stamp duty applies to a receipt of `amount` on `day` by the rulebook, and how much. */
gboolean miqat_receipt_get_stamp_duty (MiqatDb *db, gint64 amount, MiqatDay day, gint64 *duty,
                                       GError **error);

G_END_DECLS

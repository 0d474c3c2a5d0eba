/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agency's bank accounts, to which payers transfer, and how payers may pay at present. */
#pragma once

#include "miqat-db.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *bank_name;
  char *account_number;
  char *account_holder;
  gboolean is_active;
  gint64 display_order;
} MiqatBankAccount;

void miqat_bank_account_free (MiqatBankAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatBankAccount, miqat_bank_account_free)

/* Refuses not_found. */
MiqatBankAccount *miqat_bank_account_load (MiqatDb *db, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* MiqatBankAccount in display order; only those in use unless `closed_too`. */
GPtrArray *miqat_bank_account_list (MiqatDb *db, gboolean closed_too, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* How new invoices ask to be paid. Manual transfer is always offered beside "auto". */
typedef struct {
  gboolean automatic; /* the switch is on; whether a gateway key exists is the receiver's to know */
} MiqatPaymentMode;
gboolean miqat_payment_mode_read (MiqatDb *db, MiqatPaymentMode *mode, GError **error);

G_END_DECLS

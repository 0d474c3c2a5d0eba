/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal: double entry, append-only. miqat_journal_post() is the only function that writes it,
 * and it cannot write an entry that does not balance. */
#pragma once

#include "miqat-command.h"

G_BEGIN_DECLS

#define MIQAT_ACCOUNT_CASH "1100"                /* party: the office */
#define MIQAT_ACCOUNT_BANK "1200"                /* party: the bank account */
#define MIQAT_ACCOUNT_DEPOSITS "2100"            /* party: the booking */
#define MIQAT_ACCOUNT_COMMISSION_PAYABLE "2200"  /* party: the node */
#define MIQAT_ACCOUNT_COMMISSION_EXPENSE "5100"  /* party: the booking */

typedef struct {
  const char *kind; /* "payment", "allocation", "commission", "reversal" */
  const char *branch_id;
  const char *booking_id;
  const char *source_id; /* the row that is posted; one entry per kind and source */
  const char *debit;     /* account codes */
  const char *debit_party;
  const char *credit;
  const char *credit_party;
  gint64 amount; /* above zero */
} MiqatPosting;

/* Posts one entry of two lines, dated call->day. Its id follows from the command's id and
 * `source_id`. */
gboolean miqat_journal_post (MiqatCall *call, const MiqatPosting *posting, GError **error);

/* The balance of an account, debits positive; of one party when given. */
gboolean miqat_journal_get_balance (MiqatDb *db, const char *account, const char *party_id,
                                    gint64 *balance, GError **error);

/* The chart of accounts a new agency begins with. */
gboolean miqat_payment_seed (MiqatDb *db, GError **error);

G_END_DECLS

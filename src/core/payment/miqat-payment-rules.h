/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How money is asked for and divided; pure functions on numbers. */
#pragma once

#include "miqat-day.h"

G_BEGIN_DECLS

/* What one traveller pays first: the fixed amount, or `percent` of the price when above zero,
 * rounded up to a whole rupiah; never more than the price. */
gint64 miqat_payment_dp (gint64 price, gint64 per_person, gint64 percent);

/* H-x before the departure, but never before the day on which the invoice is made. */
MiqatDay miqat_payment_final_due (MiqatDay departure, gint64 days_before, MiqatDay today);

/* A line that waits for money, in the order in which money is given: see miqat_payment_allocate(). */
typedef struct {
  const char *line_id;
  const char *invoice_id;
  const char *traveller_id;
  gint64 open; /* above zero */
  gint64 take; /* set by allocate */
} MiqatOpenLine;

/* Gives `amount` to the lines in their order, each up to what it has open. Returns what is left:
 * the credit. */
gint64 miqat_payment_allocate (MiqatOpenLine *lines, guint count, gint64 amount);

/* "KW-SBY2-000012" from series and number, and back. The number has six digits or more. */
char *miqat_receipt_make_code (const char *series, gint64 number) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_receipt_split_code (const char *code, char **series, gint64 *number);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How money is asked for and divided. */
#include "config.h"

#include "miqat-payment-rules.h"

#include <string.h>

#define PERCENT 100

gint64
miqat_payment_dp (gint64 price, gint64 per_person, gint64 percent)
{
  gint64 asked = per_person;

  /* Rounded up: a DP that is a rupiah too small would never count as paid by who pays in full. */
  if (percent > 0)
    asked = (price * percent + PERCENT - 1) / PERCENT;
  return MIN (asked, price);
}

MiqatDay
miqat_payment_final_due (MiqatDay departure, gint64 days_before, MiqatDay today)
{
  gint64 due = (gint64) departure - days_before;

  return (MiqatDay) MAX (due, (gint64) today);
}

gint64
miqat_payment_allocate (MiqatOpenLine *lines, guint count, gint64 amount)
{
  g_assert (amount >= 0);
  for (guint i = 0; i < count; i++) {
    g_assert (lines[i].open > 0);
    lines[i].take = MIN (lines[i].open, amount);
    amount -= lines[i].take;
  }
  return amount;
}

char *
miqat_receipt_make_code (const char *series, gint64 number)
{
  return g_strdup_printf ("KW-%s-%06" G_GINT64_FORMAT, series, number);
}

gboolean
miqat_receipt_split_code (const char *code, char **series, gint64 *number)
{
  const char *dash = strrchr (code, '-');
  g_autofree char *again = NULL;
  g_autofree char *name = NULL;
  gint64 parsed;

  if (!g_str_has_prefix (code, "KW-") || dash <= code + 3
      || !g_ascii_string_to_signed (dash + 1, 10, 1, G_MAXINT32, &parsed, NULL))
    return FALSE;
  name = g_strndup (code + 3, (gsize) (dash - code - 3));
  /* Only the one spelling: a number has one receipt code. */
  again = miqat_receipt_make_code (name, parsed);
  if (g_strcmp0 (again, code) != 0)
    return FALSE;
  *series = g_steal_pointer (&name);
  *number = parsed;
  return TRUE;
}

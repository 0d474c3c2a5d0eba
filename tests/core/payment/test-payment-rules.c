/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How money is asked for and divided. */
#include "config.h"

#include "miqat-payment-rules.h"

static void
test_dp (void)
{
  static const struct {
    gint64 price, per_person, percent, dp;
  } rows[] = {
    { 33900000, 5000000, 0, 5000000 },
    { 33900000, 5000000, 30, 10170000 },
    { 4000000, 5000000, 0, 4000000 },
    { 0, 5000000, 0, 0 },
    { 33900000, 0, 0, 0 },
    { 33900001, 5000000, 50, 16950001 }, /* rounded up */
    { 33900000, 5000000, 100, 33900000 },
    { 1, 5000000, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (miqat_payment_dp (rows[i].price, rows[i].per_person, rows[i].percent), ==,
                     rows[i].dp);
}

static void
test_final_due (void)
{
  MiqatDay today = miqat_day_from_parts (2026, 6, 22);

  g_assert_cmpint (miqat_payment_final_due (miqat_day_from_parts (2026, 12, 1), 45, today), ==,
                   miqat_day_from_parts (2026, 10, 17));
  g_assert_cmpint (miqat_payment_final_due (miqat_day_from_parts (2026, 7, 1), 45, today), ==,
                   today);
  g_assert_cmpint (miqat_payment_final_due (miqat_day_from_parts (2026, 8, 6), 45, today), ==,
                   today);
  g_assert_cmpint (miqat_payment_final_due (miqat_day_from_parts (2026, 8, 7), 45, today), ==,
                   today + 1);
}

static void
test_allocate (void)
{
  static const struct {
    gint64 amount;
    gint64 takes[3]; /* of 5, 3 and 10 */
    gint64 rest;
  } rows[] = {
    { 0, { 0, 0, 0 }, 0 },  { 4, { 4, 0, 0 }, 0 },   { 5, { 5, 0, 0 }, 0 },   { 6, { 5, 1, 0 }, 0 },
    { 9, { 5, 3, 1 }, 0 }, { 18, { 5, 3, 10 }, 0 }, { 20, { 5, 3, 10 }, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    MiqatOpenLine lines[] = { { .open = 5 }, { .open = 3 }, { .open = 10 } };

    g_assert_cmpint (miqat_payment_allocate (lines, 3, rows[i].amount), ==, rows[i].rest);
    for (guint n = 0; n < 3; n++)
      g_assert_cmpint (lines[n].take, ==, rows[i].takes[n]);
  }
  g_assert_cmpint (miqat_payment_allocate (NULL, 0, 7), ==, 7);
}

static void
test_receipt_code (void)
{
  static const char *const wrong[] = {
    "", "KW", "KW-", "KW-SBY2", "KW-SBY2-", "KW-SBY2-12", "KW-SBY2-000000", "KW-SBY2-0000012",
    "KW--000012", "XX-SBY2-000012", "KW-SBY2-00001a", "KW-SBY2--00012", "KW-SBY2-+00012",
  };
  g_autofree char *code = miqat_receipt_make_code ("SBY2", 12);
  g_autofree char *large = miqat_receipt_make_code ("SBY2", 1234567);
  g_autofree char *series = NULL;
  gint64 number = 0;

  g_assert_cmpstr (code, ==, "KW-SBY2-000012");
  g_assert_cmpstr (large, ==, "KW-SBY2-1234567");
  g_assert_true (miqat_receipt_split_code (code, &series, &number));
  g_assert_cmpstr (series, ==, "SBY2");
  g_assert_cmpint (number, ==, 12);
  g_clear_pointer (&series, g_free);
  g_assert_true (miqat_receipt_split_code (large, &series, &number));
  g_assert_cmpint (number, ==, 1234567);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *none = NULL;

    if (miqat_receipt_split_code (wrong[i], &none, &number))
      g_error ("%s is no receipt number", wrong[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payment/rules/dp", test_dp);
  g_test_add_func ("/payment/rules/final-due", test_final_due);
  g_test_add_func ("/payment/rules/allocate", test_allocate);
  g_test_add_func ("/payment/rules/receipt-code", test_receipt_code);
  return g_test_run ();
}

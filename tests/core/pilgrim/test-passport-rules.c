/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passports: numbers, and how long they are good for. */
#include "config.h"

#include "miqat-passport-rules.h"

static void
test_numbers (void)
{
  static const struct {
    const char *text;
    gboolean good;
  } rows[] = {
    { "C1234567", TRUE }, { "X123456", TRUE }, { "AB123456", TRUE }, { "e1234567", TRUE },
    { "AB1234567", TRUE }, { "1234567", FALSE }, { "C12345", FALSE }, { "C12345678", FALSE },
    { "ABC123456", FALSE }, { "C123 4567", FALSE }, { "C123456O", FALSE }, { "", FALSE },
  };
  g_autofree char *capitals = miqat_passport_normalize ("e1234567");

  g_assert_cmpstr (capitals, ==, "E1234567");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (miqat_passport_check (rows[i].text), ==,
                     rows[i].good ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_NOT_A_PASSPORT);
}

static void
test_validity (void)
{
  MiqatDay departure = miqat_day_from_parts (2026, 8, 31);
  static const struct {
    int year, month, day, months;
    MiqatPassportValidity validity;
  } rows[] = {
    /* Six months required, seven advised. */
    { 2027, 3, 31, 7, MIQAT_PASSPORT_GOOD },
    { 2027, 3, 30, 6, MIQAT_PASSPORT_SHORT },
    { 2027, 2, 28, 6, MIQAT_PASSPORT_SHORT }, /* February has no 31st: its last day will do */
    { 2027, 2, 27, 5, MIQAT_PASSPORT_REFUSED },
    { 2026, 8, 31, 0, MIQAT_PASSPORT_REFUSED },
    { 2026, 8, 30, -1, MIQAT_PASSPORT_EXPIRED },
    { 2025, 8, 31, -12, MIQAT_PASSPORT_EXPIRED },
    { 2031, 8, 31, 60, MIQAT_PASSPORT_GOOD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    MiqatDay expiry = miqat_day_from_parts (rows[i].year, rows[i].month, rows[i].day);

    g_test_message ("%d-%d-%d", rows[i].year, rows[i].month, rows[i].day);
    g_assert_cmpint (miqat_passport_get_validity (expiry, departure, 6, 7), ==, rows[i].validity);
    g_assert_cmpint (miqat_passport_get_months_left (expiry, departure), ==, rows[i].months);
  }
  g_assert_cmpint (miqat_passport_get_validity (MIQAT_DAY_NONE, departure, 6, 7), ==, MIQAT_PASSPORT_UNKNOWN);
}

static void
test_days (void)
{
  MiqatDay issued = miqat_day_from_parts (2022, 1, 5);

  g_assert_cmpint (miqat_passport_check_days (issued, issued + 1), ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpint (miqat_passport_check_days (issued, issued), ==, MIQAT_PROBLEM_PASSPORT_DAYS);
  g_assert_cmpint (miqat_passport_check_days (issued, issued - 1), ==, MIQAT_PROBLEM_PASSPORT_DAYS);
  g_assert_cmpint (miqat_passport_check_days (MIQAT_DAY_NONE, issued), ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpint (miqat_passport_check_days (issued, MIQAT_DAY_NONE), ==, MIQAT_PROBLEM_NONE);
}

static void
test_names (void)
{
  g_assert_cmpint (miqat_passport_check_name ("Siti Aminah", NULL), ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpint (miqat_passport_check_name ("Suharti", NULL), ==, MIQAT_PROBLEM_NAME_ONE_WORD);
  g_assert_cmpint (miqat_passport_check_name ("Suharti", ""), ==, MIQAT_PROBLEM_NAME_ONE_WORD);
  g_assert_cmpint (miqat_passport_check_name ("Suharti", "Kartono"), ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpint (miqat_passport_check_name ("Abdul-Rahman", NULL), ==, MIQAT_PROBLEM_NAME_ONE_WORD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/passport-rules/numbers", test_numbers);
  g_test_add_func ("/passport-rules/validity", test_validity);
  g_test_add_func ("/passport-rules/days", test_days);
  g_test_add_func ("/passport-rules/names", test_names);
  return g_test_run ();
}

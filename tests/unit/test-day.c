/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days: the calendar against GLib's own, and what people type (contracts §8.4). */
#include "config.h"

#include "miqat-day.h"

#include <string.h>

static MiqatDay
day (const char *text)
{
  MiqatDay result = MIQAT_DAY_NONE;

  g_assert_cmpint (miqat_day_parse (text, &result), ==, MIQAT_PROBLEM_NONE);
  return result;
}

static void
test_calendar (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, G_DATE_JANUARY, 1900);
  MiqatDay last = miqat_day_from_parts (2199, 12, 31);
  MiqatDay first = miqat_day_from_parts (1900, 1, 1);

  g_assert_cmpint (miqat_day_from_parts (1970, 1, 1), ==, 0);
  for (MiqatDay i = first; i <= last; i++) {
    char buffer[MIQAT_DAY_TEXT_SIZE];
    int y, m, d;

    miqat_day_get_parts (i, &y, &m, &d);
    g_assert_cmpint (y, ==, g_date_get_year (date));
    g_assert_cmpint (m, ==, (int) g_date_get_month (date));
    g_assert_cmpint (d, ==, g_date_get_day (date));
    g_assert_cmpint (miqat_day_from_parts (y, m, d), ==, i);
    g_assert_cmpint (day (miqat_day_to_text (i, buffer)), ==, i);
    g_date_add_days (date, 1);
  }
}

static void
test_extremes (void)
{
  static const MiqatDay days[] = { G_MININT32 + 1, -719469, -719468, -1, 0, G_MAXINT32 };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    g_autofree char *text = miqat_day_format_long (days[i], TRUE);
    int y, m, d;

    miqat_day_get_parts (days[i], &y, &m, &d);
    g_assert_cmpint (m, >=, 1);
    g_assert_cmpint (m, <=, 12);
    g_assert_cmpint (d, >=, 1);
    g_assert_cmpint (d, <=, 31);
    g_assert_nonnull (text);
  }
}

static void
test_parse_refusals (void)
{
  static const char *const refused[] = {
    "",           "2026-02-29", "2026-6-22",  "2026-06-22 ", " 2026-06-22", "22-06-2026",
    "1899-12-31", "2200-01-01", "2026-00-01", "2026-13-01",  "2026-01-00",  "2026-01-32",
    "2026/06/22", "+026-06-22", "2026-06-2",  "2026-06-022", "0000-00-00",  "2026-06-22T00:00",
    "1900-02-29", "2100-02-29",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    MiqatDay result = 5;

    g_assert_cmpint (miqat_day_parse (refused[i], &result), ==, MIQAT_PROBLEM_NOT_A_DAY);
    g_assert_cmpint (result, ==, 5);
  }
  g_assert_cmpint (day ("2000-02-29"), ==, 11016);
}

static void
test_parse_typed (void)
{
  static const struct {
    const char *typed, *text; /* NULL when refused */
  } cases[] = {
    { "2026-06-22", "2026-06-22" },        { "22/06/2026", "2026-06-22" },
    { "22-6-2026", "2026-06-22" },         { "22 Juni 2026", "2026-06-22" },
    { "22 Jun 2026", "2026-06-22" },       { " 22/6/2026 ", "2026-06-22" },
    { "5 maret 2026", "2026-03-05" },      { "05/03/2026", "2026-03-05" },
    { "17 AGU 2026", "2026-08-17" },       { "17 agustus 2026", "2026-08-17" },
    { "17 August 2026", "2026-08-17" },    { "1 Mei 2026", "2026-05-01" },
    { "1 May 2026", "2026-05-01" },        { "31  Des  2026", "2026-12-31" },
    { "31 Dec 2026", "2026-12-31" },       { "2 Okt 2026", "2026-10-02" },
    { "2 October 2026", "2026-10-02" },    { "29 Februari 2028", "2028-02-29" },
    { "29 Februari 2026", NULL },          { "22/06-2026", NULL },
    { "22/06/26", NULL },                  { "22 Ju 2026", NULL },
    { "22 Junii 2026", NULL },             { "22 2026", NULL },
    { "Juni 2026", NULL },                 { "22Juni2026", NULL },
    { "06/22/2026", NULL },                { "022/06/2026", NULL },
    { "22/06/2026x", NULL },               { "", NULL },
    { "2026/06/22", NULL },                { "22 Juni 20260", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    MiqatProblemCode expected = cases[i].text ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_NOT_A_DAY;
    MiqatDay result = MIQAT_DAY_NONE;

    g_test_message ("%s", cases[i].typed);
    g_assert_cmpint (miqat_day_parse_typed (cases[i].typed, &result), ==, expected);
    if (cases[i].text != NULL)
      g_assert_cmpint (result, ==, day (cases[i].text));
  }
}

static void
test_formats (void)
{
  static const char *const short_id[] = {
    "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
  };
  g_autofree char *long_id = miqat_day_format_long (day ("2026-03-05"), TRUE);
  g_autofree char *long_en = miqat_day_format_long (day ("2026-03-05"), FALSE);
  g_autofree char *monday = miqat_day_format_long (day ("2026-06-22"), TRUE);
  g_autofree char *friday = miqat_day_format_long (day ("1945-08-17"), TRUE);

  g_assert_cmpstr (long_id, ==, "Kamis, 5 Maret 2026");
  g_assert_cmpstr (long_en, ==, "Thursday, 5 March 2026");
  g_assert_cmpstr (monday, ==, "Senin, 22 Juni 2026");
  g_assert_cmpstr (friday, ==, "Jumat, 17 Agustus 1945");
  for (int month = 1; month <= 12; month++) {
    MiqatDay first = miqat_day_from_parts (2026, month, 1);
    g_autofree char *text = miqat_day_format (first, TRUE);
    g_autofree char *english = miqat_day_format (first, FALSE);
    g_autofree char *expected = g_strdup_printf ("1 %s 2026", short_id[month - 1]);
    MiqatDay again;

    g_assert_cmpstr (text, ==, expected);
    g_assert_cmpint (miqat_day_parse_typed (text, &again), ==, MIQAT_PROBLEM_NONE);
    g_assert_cmpint (again, ==, first);
    g_assert_cmpint (miqat_day_parse_typed (english, &again), ==, MIQAT_PROBLEM_NONE);
    g_assert_cmpint (again, ==, first);
  }
}

static void
test_ages (void)
{
  static const struct {
    const char *birth, *on;
    int age;
  } cases[] = {
    { "1945-08-17", "2026-08-16", 80 }, { "1945-08-17", "2026-08-17", 81 },
    { "2000-02-29", "2018-02-28", 17 }, { "2000-02-29", "2018-03-01", 18 },
    { "2000-02-29", "2020-02-29", 20 }, { "2026-06-22", "2026-06-22", 0 },
    { "2026-06-22", "2026-06-21", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (miqat_day_get_age (day (cases[i].birth), day (cases[i].on)), ==, cases[i].age);
}

static void
test_add_months (void)
{
  static const struct {
    const char *from;
    int months;
    const char *to;
  } cases[] = {
    { "2026-06-22", 0, "2026-06-22" },  { "2026-06-22", 6, "2026-12-22" },
    { "2026-06-22", 7, "2027-01-22" },  { "2026-08-31", 6, "2027-02-28" },
    { "2027-08-31", 6, "2028-02-29" },  { "2026-01-31", -2, "2025-11-30" },
    { "2026-01-15", -1, "2025-12-15" }, { "2026-03-31", -13, "2025-02-28" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (miqat_day_add_months (day (cases[i].from), cases[i].months), ==,
                     day (cases[i].to));
}

/* Random bytes are either refused or a real day. */
static void
test_random_text (void)
{
  static const char letters[] = "0123456789-/ JunimaretX.\303";

  for (guint run = 0; run < 100000; run++) {
    char text[16] = { 0 };
    int length = g_test_rand_int_range (0, 15);
    MiqatDay result = MIQAT_DAY_NONE;

    for (int i = 0; i < length; i++)
      text[i] = run % 2 ? letters[g_test_rand_int_range (0, sizeof letters - 1)]
                        : (char) g_test_rand_int_range (1, 256);
    if (miqat_day_parse_typed (text, &result) == MIQAT_PROBLEM_NONE) {
      int y, m, d;

      miqat_day_get_parts (result, &y, &m, &d);
      g_assert_true (miqat_day_is_valid (y, m, d));
    } else
      g_assert_cmpint (result, ==, MIQAT_DAY_NONE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/calendar", test_calendar);
  g_test_add_func ("/day/extremes", test_extremes);
  g_test_add_func ("/day/parse-refusals", test_parse_refusals);
  g_test_add_func ("/day/parse-typed", test_parse_typed);
  g_test_add_func ("/day/formats", test_formats);
  g_test_add_func ("/day/ages", test_ages);
  g_test_add_func ("/day/add-months", test_add_months);
  g_test_add_func ("/day/random-text", test_random_text);
  return g_test_run ();
}

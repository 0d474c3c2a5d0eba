/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NIK: vectors of contracts §4.4 and every way to be wrong, in the order of the checks. */
#include "config.h"

#include "miqat-nik-rules.h"

static void
test_check (void)
{
  static const struct {
    const char *text;
    MiqatProblemCode code;
  } rows[] = {
    { "3171011708450001", MIQAT_PROBLEM_NONE },
    { "3171015708450001", MIQAT_PROBLEM_NONE },
    { "3171 0117 0845 0001", MIQAT_PROBLEM_NONE },
    { "31.71.01.170845.0001", MIQAT_PROBLEM_NONE },
    { "3171-01-170845-0001", MIQAT_PROBLEM_NONE },
    { "3171012902001234", MIQAT_PROBLEM_NONE },  /* 29 February 2000 */
    { "3171017112990001", MIQAT_PROBLEM_NONE },  /* a woman born on the 31st */
    { "9171011708450001", MIQAT_PROBLEM_NONE },
    { "9671011708450001", MIQAT_PROBLEM_NONE },
    { "5401011708450001", MIQAT_PROBLEM_NONE },  /* a retired province, on cards of people alive */
    { "3199011708450001", MIQAT_PROBLEM_NONE },  /* a regency that no province has: invented */
    { "3171013002001234", MIQAT_PROBLEM_NIK_DATE },
    { "3171012902991234", MIQAT_PROBLEM_NIK_DATE }, /* 1999 and 2099 have no such day */
    { "3171010008450001", MIQAT_PROBLEM_NIK_DATE },
    { "3171014008450001", MIQAT_PROBLEM_NIK_DATE },
    { "3171017208450001", MIQAT_PROBLEM_NIK_DATE },
    { "3171011713450001", MIQAT_PROBLEM_NIK_DATE },
    { "3171011708450000", MIQAT_PROBLEM_NIK_DATE },
    { "3273010119800002", MIQAT_PROBLEM_NIK_DATE },
    { "9971011708450001", MIQAT_PROBLEM_NIK_PROVINCE },
    { "9771011708450001", MIQAT_PROBLEM_NIK_PROVINCE },
    { "0071011708450001", MIQAT_PROBLEM_NIK_PROVINCE },
    { "2071011708450001", MIQAT_PROBLEM_NIK_PROVINCE },
    { "31710117084500", MIQAT_PROBLEM_NIK_LENGTH },
    { "31710117084500011", MIQAT_PROBLEM_NIK_LENGTH },
    { "", MIQAT_PROBLEM_NIK_LENGTH },
    { "317101170845000A", MIQAT_PROBLEM_NIK_DIGITS },
    { "A", MIQAT_PROBLEM_NIK_DIGITS },
    { "٣١٧١٠١١٧٠٨٤٥٠٠٠١", MIQAT_PROBLEM_NIK_DIGITS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (miqat_nik_check (rows[i].text), ==, rows[i].code);
  }
}

static void
test_parts (void)
{
  MiqatNik nik;

  g_assert_cmpint (miqat_nik_parse ("3578015708450001", &nik), ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpint (nik.province, ==, 35);
  g_assert_cmpstr (miqat_nik_get_province (nik.province), ==, "Jawa Timur");
  g_assert_cmpint (nik.sex, ==, MIQAT_SEX_FEMALE);
  g_assert_cmpint (nik.day, ==, 17);
  g_assert_cmpint (nik.month, ==, 8);
  g_assert_cmpint (nik.year, ==, 45);
  g_assert_null (miqat_nik_get_province (97));
  g_assert_null (miqat_nik_get_province (54));
}

static void
test_person (void)
{
  static const char man[] = "3171011708450001", woman[] = "3171015708450001";
  MiqatDay birth = miqat_day_from_parts (1945, 8, 17);
  static const struct {
    const char *nik;
    int year, month, day; /* 0: no date */
    MiqatSex sex;
    MiqatProblemCode code;
  } rows[] = {
    { man, 1945, 8, 17, MIQAT_SEX_MALE, MIQAT_PROBLEM_NONE },
    { man, 2045, 8, 17, MIQAT_SEX_MALE, MIQAT_PROBLEM_NONE }, /* the century is not in the number */
    { man, 0, 0, 0, MIQAT_SEX_UNKNOWN, MIQAT_PROBLEM_NONE },
    { woman, 1945, 8, 17, MIQAT_SEX_FEMALE, MIQAT_PROBLEM_NONE },
    { man, 0, 0, 0, MIQAT_SEX_FEMALE, MIQAT_PROBLEM_NIK_MISMATCH },
    { woman, 0, 0, 0, MIQAT_SEX_MALE, MIQAT_PROBLEM_NIK_MISMATCH },
    { man, 1945, 8, 18, MIQAT_SEX_MALE, MIQAT_PROBLEM_NIK_MISMATCH },
    { man, 1945, 9, 17, MIQAT_SEX_MALE, MIQAT_PROBLEM_NIK_MISMATCH },
    { man, 1946, 8, 17, MIQAT_SEX_MALE, MIQAT_PROBLEM_NIK_MISMATCH },
    { "1234", 1946, 8, 17, MIQAT_SEX_MALE, MIQAT_PROBLEM_NIK_LENGTH },
  };

  g_assert_cmpint (miqat_nik_check_person (man, birth, MIQAT_SEX_MALE), ==, MIQAT_PROBLEM_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    MiqatDay day = rows[i].year == 0 ? MIQAT_DAY_NONE
                                     : miqat_day_from_parts (rows[i].year, rows[i].month, rows[i].day);

    g_assert_cmpint (miqat_nik_check_person (rows[i].nik, day, rows[i].sex), ==, rows[i].code);
  }
}

static void
test_guess (void)
{
  MiqatDay today = miqat_day_from_parts (2026, 6, 22);
  static const struct {
    const char *nik;
    int year;
  } rows[] = {
    { "3171011708450001", 1945 },
    { "3171011708100001", 2010 },
    { "3171012206260001", 2026 }, /* born today */
    { "3171012306260001", 1926 }, /* not tomorrow: 99 years and 364 days ago */
    { "3171012902001234", 2000 },
  };
  MiqatNik nik;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    int year = 0, month, day;
    MiqatDay birth;

    g_assert_cmpint (miqat_nik_parse (rows[i].nik, &nik), ==, MIQAT_PROBLEM_NONE);
    birth = miqat_nik_guess_birth (&nik, today);
    if (birth != MIQAT_DAY_NONE)
      miqat_day_get_parts (birth, &year, &month, &day);
    g_assert_cmpint (year, ==, rows[i].year);
  }
}

static void
test_demo (void)
{
  g_assert_true (miqat_nik_is_demo ("3191011708450001"));
  g_assert_true (miqat_nik_is_demo ("9199011708450001"));
  g_assert_false (miqat_nik_is_demo ("3171011708450001"));
  g_assert_false (miqat_nik_is_demo ("3191"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nik-rules/check", test_check);
  g_test_add_func ("/nik-rules/parts", test_parts);
  g_test_add_func ("/nik-rules/person", test_person);
  g_test_add_func ("/nik-rules/guess", test_guess);
  g_test_add_func ("/nik-rules/demo", test_demo);
  return g_test_run ();
}

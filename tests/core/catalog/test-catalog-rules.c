/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Routes, flight numbers, codes and ceilings. */
#include "config.h"

#include "miqat-catalog-rules.h"

static void
test_routes (void)
{
  static const struct {
    const char *typed, *route;
  } rows[] = {
    { "SUB-JED-MED-SUB", "SUB-JED-MED-SUB" },
    { "sub - jed - med - sub", "SUB-JED-MED-SUB" },
    { "SUB → JED", "SUB-JED" },
    { "SUB/JED/MED", "SUB-JED-MED" },
    { "CGK–JED", "CGK-JED" },
    { "SUB", NULL },
    { "", NULL },
    { "SUB-SUB", NULL },
    { "SUBA-JED", NULL },
    { "SUB-J3D", NULL },
    { "Surabaya-Jeddah", NULL },
    { "AAA-BBB-AAA-BBB-AAA-BBB-AAA-BBB-AAA", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *route = miqat_route_normalize (rows[i].typed);

    g_assert_cmpstr (route, ==, rows[i].route);
    g_assert_cmpint (miqat_route_check (rows[i].typed), ==,
                     rows[i].route != NULL ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_NOT_A_ROUTE);
  }
}

static const char *
get_city (const char *code, gpointer data)
{
  return g_str_equal (code, "SUB") ? "Surabaya" : g_str_equal (code, "JED") ? "Jeddah" : NULL;
}

static void
test_route_text (void)
{
  g_autofree char *text = miqat_route_describe ("SUB-JED-XYZ", get_city, NULL);

  g_assert_cmpstr (text, ==, "Surabaya → Jeddah → XYZ");
}

static void
test_flights (void)
{
  static const struct {
    const char *typed, *number;
  } rows[] = {
    { "SV5276", "SV5276" }, { "sv 5276", "SV5276" }, { "GA-1", "GA1" }, { "8B123", "8B123" },
    { "G9 12", "G912" }, { "SV52760", NULL }, { "SV", NULL }, { "5276", NULL }, { "12345", NULL },
    { "SVA5276", NULL }, { "SV52a", NULL }, { "SV_12", NULL }, { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *number = miqat_flight_number_normalize (rows[i].typed);

    g_assert_cmpstr (number, ==, rows[i].number);
    g_assert_cmpint (miqat_flight_number_check (rows[i].typed), ==,
                     rows[i].number != NULL ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_NOT_A_FLIGHT);
  }
}

static void
test_codes (void)
{
  g_autofree char *series = miqat_code_make_series ("BK", miqat_day_from_parts (2026, 6, 22), "SBY2");
  g_autofree char *first = miqat_code_make (series, 1);
  g_autofree char *many = miqat_code_make (series, 12345);

  g_assert_cmpstr (series, ==, "BK-20260622-SBY2");
  g_assert_cmpstr (first, ==, "BK-20260622-SBY2-001");
  g_assert_cmpstr (many, ==, "BK-20260622-SBY2-12345");
  g_assert_true (miqat_code_is_in_series (first, series));
  g_assert_true (miqat_code_is_in_series (many, series));
  g_assert_false (miqat_code_is_in_series ("BK-20260622-SBY-001", series));
  g_assert_false (miqat_code_is_in_series ("BK-20260622-SBY2-01", series));
  g_assert_false (miqat_code_is_in_series ("BK-20260622-SBY2-1x1", series));
  g_assert_false (miqat_code_is_in_series ("BK-20260622-SBY21-001", series));
  g_assert_false (miqat_code_is_in_series ("BK-20260622-SBY2-1234567890", series));
  g_assert_false (miqat_code_is_in_series ("", series));
}

static void
test_ceiling (void)
{
  g_assert_true (miqat_price_is_allowed (G_MAXINT32, 0));
  g_assert_true (miqat_price_is_allowed (100, 100));
  g_assert_false (miqat_price_is_allowed (101, 100));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog-rules/routes", test_routes);
  g_test_add_func ("/catalog-rules/route-text", test_route_text);
  g_test_add_func ("/catalog-rules/flights", test_flights);
  g_test_add_func ("/catalog-rules/codes", test_codes);
  g_test_add_func ("/catalog-rules/ceiling", test_ceiling);
  return g_test_run ();
}

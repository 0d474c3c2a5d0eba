/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments in three zones, around midnight and before 1970; clocks. */
#include "config.h"

#include "miqat-instant.h"

/* 2026-06-21T17:30:00Z: already the 22nd in all of Indonesia. */
#define HALF_PAST_MIDNIGHT_WIB (G_GINT64_CONSTANT (1782063000) * MIQAT_SECOND)

static void
test_zones (void)
{
  static const char *const names[] = { "WIB", "WITA", "WIT" };
  MiqatZone zone = MIQAT_ZONE_WIB;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_assert_true (miqat_zone_from_name (names[i], &zone));
    g_assert_cmpint (zone, ==, i);
    g_assert_cmpstr (miqat_zone_get_name (zone), ==, names[i]);
  }
  g_assert_false (miqat_zone_from_name ("UTC", &zone));
  g_assert_false (miqat_zone_from_name ("wib", &zone));
  g_assert_false (miqat_zone_from_name (NULL, &zone));
  g_assert_cmpint (zone, ==, MIQAT_ZONE_WIT);
}

static void
test_business_day (void)
{
  MiqatDay day = miqat_day_from_parts (2026, 6, 22);
  MiqatInstant midnight = miqat_instant_from_day (day, MIQAT_ZONE_WIB);

  g_assert_cmpint (miqat_instant_get_day (HALF_PAST_MIDNIGHT_WIB, MIQAT_ZONE_WIB), ==, day);
  g_assert_cmpint (miqat_instant_get_day (midnight, MIQAT_ZONE_WIB), ==, day);
  g_assert_cmpint (miqat_instant_get_day (midnight - 1, MIQAT_ZONE_WIB), ==, day - 1);
  g_assert_cmpint (miqat_instant_get_day (midnight - 1, MIQAT_ZONE_WITA), ==, day);
  g_assert_cmpint (midnight - miqat_instant_from_day (day, MIQAT_ZONE_WIT), ==, 2 * MIQAT_HOUR);
  /* 1970 began in Jakarta while it was 1969 in UTC. */
  g_assert_cmpint (miqat_instant_from_day (0, MIQAT_ZONE_WIB), ==, -7 * MIQAT_HOUR);
  g_assert_cmpint (miqat_instant_get_day (-7 * MIQAT_HOUR - 1, MIQAT_ZONE_WIB), ==, -1);
}

static void
test_formats (void)
{
  static const struct {
    MiqatZone zone;
    const char *time, *full;
  } cases[] = {
    { MIQAT_ZONE_WIB, "00.30", "22 Jun 2026 00.30" },
    { MIQAT_ZONE_WITA, "01.30", "22 Jun 2026 01.30" },
    { MIQAT_ZONE_WIT, "02.30", "22 Jun 2026 02.30" },
  };
  g_autofree char *iso = miqat_instant_to_iso (HALF_PAST_MIDNIGHT_WIB);
  g_autofree char *before = miqat_instant_to_iso (-1);
  g_autofree char *may = miqat_instant_format (
      miqat_instant_from_day (miqat_day_from_parts (2026, 5, 1), MIQAT_ZONE_WIB), MIQAT_ZONE_WIB,
      FALSE);

  g_assert_cmpstr (iso, ==, "2026-06-21T17:30:00Z");
  g_assert_cmpstr (before, ==, "1969-12-31T23:59:59Z");
  g_assert_cmpstr (may, ==, "1 May 2026 00.00");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *time = miqat_instant_format_time (HALF_PAST_MIDNIGHT_WIB, cases[i].zone);
    g_autofree char *full = miqat_instant_format (HALF_PAST_MIDNIGHT_WIB, cases[i].zone, TRUE);

    g_assert_cmpstr (time, ==, cases[i].time);
    g_assert_cmpstr (full, ==, cases[i].full);
  }
}

static void
test_iso_against_glib (void)
{
  for (guint run = 0; run < 5000; run++) {
    gint64 seconds = g_test_rand_int_range (G_MININT32, G_MAXINT32);
    g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (seconds);
    g_autofree char *expected = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");
    g_autofree char *iso = miqat_instant_to_iso (seconds * MIQAT_SECOND + 999999);

    g_assert_cmpstr (iso, ==, expected);
  }
}

static void
test_clocks (void)
{
  MiqatFixedClock fixed;
  MiqatInstant before = g_get_real_time ();

  g_assert_cmpint (miqat_clock_now (miqat_clock_get_system ()), >=, before);
  miqat_fixed_clock_init (&fixed, HALF_PAST_MIDNIGHT_WIB);
  g_assert_cmpint (miqat_clock_now (&fixed.parent), ==, HALF_PAST_MIDNIGHT_WIB);
  fixed.instant += MIQAT_MINUTE;
  g_assert_cmpint (miqat_clock_now (&fixed.parent), ==, HALF_PAST_MIDNIGHT_WIB + 60000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instant/zones", test_zones);
  g_test_add_func ("/instant/business-day", test_business_day);
  g_test_add_func ("/instant/formats", test_formats);
  g_test_add_func ("/instant/iso-against-glib", test_iso_against_glib);
  g_test_add_func ("/instant/clocks", test_clocks);
  return g_test_run ();
}

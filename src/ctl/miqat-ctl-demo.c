/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl demo: a new database with an invented agency in it. */
#include "config.h"

#include "miqat-ctl.h"
#include "miqat-demo.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#define SEED 1448

static const char *const scales[] = {
  [MIQAT_DEMO_SMALL] = "small",
  [MIQAT_DEMO_AGENCY] = "agency",
  [MIQAT_DEMO_LARGE] = "large",
};

static gboolean
find_scale (const char *name, MiqatDemoScale *scale)
{
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    if (strcmp (scales[i], name) == 0) {
      *scale = (MiqatDemoScale) i;
      return TRUE;
    }
  return FALSE;
}

static void
print_progress (const char *what, guint done, guint total)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%s: %u / %u%s", what, done, total, done == total ? "\n" : "");
}

/* Half past eight in the morning: work waits and the day is young. Earlier than that it is now, and what still
 * waits then is of the night. */
static MiqatInstant
find_end (MiqatDay today, MiqatInstant now)
{
  MiqatInstant end = miqat_instant_from_day (today, MIQAT_ZONE_WIB) + 8 * MIQAT_HOUR + 30 * MIQAT_MINUTE;

  return miqat_instant_get_day (now, MIQAT_ZONE_WIB) == today ? MIN (now, end) : end;
}

static gboolean
parse_now (const char *text, MiqatInstant *now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  if (time == NULL)
    return FALSE;
  *now = g_date_time_to_unix (time) * MIQAT_SECOND;
  return TRUE;
}

static int
make (MiqatDemoOptions *options)
{
  g_autoptr (GError) error = NULL;
  MiqatDemoReport report = { 0 };

  if (!miqat_demo_make (options, &report, &error))
    return miqat_ctl_fail (error);
  g_print (_("%" PRId64 " packages, %" PRId64 " departures, %" PRId64
             " bookings, %" PRId64 " travellers\n"),
           report.packages, report.departures, report.bookings, report.travellers);
  g_print (_("Everybody's password is %s; “miqatctl list users” names them.\n"), MIQAT_DEMO_PASSWORD);
  return MIQAT_CTL_DONE;
}

static int
run (const MiqatCtlVerb *verb, int argc, char **argv)
{
  g_auto (MiqatCtlPlace) place = { 0 };
  g_autofree char *scale = NULL, *today = NULL, *moment = NULL;
  MiqatInstant now = miqat_clock_now (miqat_clock_get_system ());
  gint64 seed = SEED;
  int bookings = 0;
  const GOptionEntry entries[] = {
    { "scale", 0, 0, G_OPTION_ARG_STRING, &scale, N_("small (unless given), agency or large"), N_("SCALE") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_("Another number gives other people"), N_("N") },
    { "today", 0, 0, G_OPTION_ARG_STRING, &today, N_("The day on which the story ends"), N_("YYYY-MM-DD") },
    { "now", 0, 0, G_OPTION_ARG_STRING, &moment, N_("As if it were now 2026-06-22T05:00:00+07"), N_("INSTANT") },
    { "bookings", 0, 0, G_OPTION_ARG_INT, &bookings, N_("So many bookings instead of the scale's"), N_("N") },
    { NULL },
  };
  MiqatDemoOptions options = { .scale = MIQAT_DEMO_SMALL, .progress = print_progress };
  int status;

  if (!miqat_ctl_parse (verb, entries, &place, 0, 0, &argc, &argv, &status))
    return status;
  if (scale != NULL && !find_scale (scale, &options.scale))
    return miqat_ctl_misused (verb, _("“%s” is no scale"), scale);
  if (moment != NULL && !parse_now (moment, &now))
    return miqat_ctl_misused (verb, _("“%s” is no moment"), moment);
  options.today = miqat_instant_get_day (now, MIQAT_ZONE_WIB);
  if (today != NULL && miqat_day_parse (today, &options.today) != MIQAT_PROBLEM_NONE)
    return miqat_ctl_misused (verb, _("“%s” is no day"), today);
  if (bookings < 0 || bookings > 10 * 1000 * 1000)
    return miqat_ctl_misused (verb, _("--bookings goes from 1 to %d"), 10 * 1000 * 1000);
  options.bookings = (guint) bookings;
  options.seed = (guint64) seed;
  options.end = find_end (options.today, now);
  options.database = place.database;
  options.key_file = place.key_file;
  return make (&options);
}

const MiqatCtlVerb miqat_ctl_demo_verb = {
  "demo", "", N_("Make a new database with an invented agency"), run,
};

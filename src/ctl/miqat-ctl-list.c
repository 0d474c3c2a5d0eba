/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl list: what is in the database, for people and for programs. */
#include "config.h"

#include "miqat-ctl-nouns.h"
#include "miqat-ctl.h"

#include <glib/gi18n.h>
#include <string.h>

#define LIMIT 100
#define LIMIT_MAX (2 * 1000 * 1000)

static int
print_noun (const MiqatCtlPlace *place, const MiqatCtlNoun *noun, const MiqatCtlQuery *query,
            gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatDb) db = miqat_ctl_open_reader (place, NULL, &error);
  g_autoptr (MiqatCtlTable) table = NULL;
  gboolean done;

  if (db == NULL || !miqat_db_begin_read (db, &error))
    return miqat_ctl_fail (error);
  table = miqat_ctl_table_new (noun->columns, query->limit, json);
  done = noun->fill (db, query, table, &error);
  miqat_db_end_read (db);
  if (!done)
    return miqat_ctl_fail (error);
  miqat_ctl_table_print (table);
  return MIQAT_CTL_DONE;
}

static int
run (const MiqatCtlVerb *verb, int argc, char **argv)
{
  g_auto (MiqatCtlPlace) place = { 0 };
  g_autofree char *format = NULL, *search = NULL;
  gint64 limit = LIMIT;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("“table” (unless given) or “json”"), N_("FORMAT") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_("Only what has these words (bookings, pilgrims), or of one thing, as bookings/ID (audit)"),
      N_("TEXT") },
    { "limit", 0, 0, G_OPTION_ARG_INT64, &limit, N_("At most so many rows; 100 unless given"), N_("N") },
    { NULL },
  };
  const MiqatCtlNoun *noun;
  MiqatCtlQuery query = { .now = miqat_clock_now (miqat_clock_get_system ()) };
  gboolean json;
  int status;

  if (!miqat_ctl_parse (verb, entries, &place, 1, 1, &argc, &argv, &status))
    return status;
  json = g_strcmp0 (format, "json") == 0;
  if (format != NULL && !json && g_strcmp0 (format, "table") != 0)
    return miqat_ctl_misused (verb, _("“%s” is no format"), format);
  if (limit < 1 || limit > LIMIT_MAX)
    return miqat_ctl_misused (verb, _("--limit goes from 1 to %d"), LIMIT_MAX);
  if (strcmp (argv[1], "commands") == 0) {
    miqat_ctl_print_commands (json);
    return MIQAT_CTL_DONE;
  }
  noun = miqat_ctl_noun_find (argv[1]);
  if (noun == NULL)
    return miqat_ctl_misused (verb, _("there is no “%s”"), argv[1]);
  if (search != NULL && !noun->can_search)
    return miqat_ctl_misused (verb, _("--search does not look among %s"), noun->name);
  query.limit = (guint) limit;
  query.search = search;
  return print_noun (&place, noun, &query, json);
}

const MiqatCtlVerb miqat_ctl_list_verb = {
  "list", "NOUN", N_("Show what is in the database"), run, miqat_ctl_noun_describe_all,
};

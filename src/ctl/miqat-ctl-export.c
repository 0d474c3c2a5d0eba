/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl export: workbooks for others. */
#include "config.h"

#include "miqat-ctl.h"
#include "miqat-departure.h"
#include "miqat-siskopatuh-export.h"

#include <glib/gi18n.h>
#include <string.h>

static MiqatSiskopatuhReport *
export_siskopatuh (MiqatSite *site, const char *departure, const char *output, const char *folder,
                   GError **error)
{
  g_autoptr (MiqatDb) db = miqat_site_open_reader (site, error);
  g_autoptr (MiqatDeparture) known = db != NULL ? miqat_departure_load_by_code (db, departure, error) : NULL;
  g_autoptr (MiqatSiskopatuhLists) lists = NULL;
  MiqatSiskopatuhOptions options = {
    .departure_code = departure,
    .path = output,
    .now = miqat_clock_now (miqat_site_get_clock (site)),
  };

  if (known == NULL)
    return NULL;
  lists = miqat_siskopatuh_lists_load (folder, error);
  if (lists == NULL)
    return NULL;
  options.lists = lists;
  /* Identity numbers leave the house: never without a word in the audit. */
  if (!miqat_site_note_view (site, MIQAT_ACTOR_SYSTEM, "departures", known->id, "export.siskopatuh", error))
    return NULL;
  return miqat_siskopatuh_export (db, miqat_site_get_key (site), &options, error);
}

static void
print_report (const MiqatSiskopatuhReport *report, const char *output)
{
  for (guint i = 0; i < report->remarks->len; i++) {
    g_autofree char *sentence = miqat_siskopatuh_remark_dup_sentence (report->remarks->pdata[i]);

    g_printerr ("%s\n", sentence);
  }
  if (report->n_nameless > 0)
    g_printerr (g_dngettext (GETTEXT_PACKAGE, "%u place without a name was left out.\n",
                             "%u places without a name were left out.\n", report->n_nameless),
                report->n_nameless);
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u traveller in %s\n", "%u travellers in %s\n",
                        report->n_written),
           report->n_written, output);
}

static int
run (const MiqatCtlVerb *verb, int argc, char **argv)
{
  g_auto (MiqatCtlPlace) place = { 0 };
  g_autofree char *departure = NULL, *output = NULL, *folder = NULL;
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
    { "departure", 0, 0, G_OPTION_ARG_STRING, &departure, N_("Code of the departure"), N_("CODE") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("The workbook to write"), N_("FILE") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Replace the file if it exists"), NULL },
    { "lists", 0, 0, G_OPTION_ARG_FILENAME, &folder,
      N_("Folder with the agency's own lists instead of the built-in ones"), N_("FOLDER") },
    { NULL },
  };
  g_autoptr (MiqatSite) site = NULL;
  g_autoptr (MiqatSiskopatuhReport) report = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!miqat_ctl_parse (verb, entries, &place, 1, 1, &argc, &argv, &status))
    return status;
  if (strcmp (argv[1], "siskopatuh") != 0)
    return miqat_ctl_misused (verb, _("there is no “%s”; there is %s"), argv[1], "siskopatuh");
  if (departure == NULL)
    return miqat_ctl_misused (verb, _("--departure is missing"));
  if (output == NULL)
    return miqat_ctl_misused (verb, _("--output is missing"));
  if (!force && !miqat_ctl_check_absent (output, &error)) {
    status = miqat_ctl_fail (error);
    g_printerr ("  %s\n", _("With --force it is replaced."));
    return status;
  }
  site = miqat_ctl_open (&place, NULL, &error);
  if (site != NULL)
    report = export_siskopatuh (site, departure, output, folder, &error);
  if (report == NULL)
    return miqat_ctl_fail (error);
  print_report (report, output);
  return MIQAT_CTL_DONE;
}

const MiqatCtlVerb miqat_ctl_export_verb = {
  "export", "KIND", N_("Write a workbook for others: siskopatuh"), run,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl verify: recomputes every invariant and names what does not hold. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-ctl.h"
#include "miqat-verify.h"

#include <glib/gi18n.h>
#include <inttypes.h>

static void
print_progress (const char *title, guint index, guint count, gpointer data)
{
  g_printerr ("[%u/%u] %s\n", index + 1, count, _(title));
}

static void
print_text (const MiqatVerification *verification)
{
  gint64 checked = 0;

  for (guint i = 0; i < verification->findings->len; i++) {
    const MiqatFinding *finding = verification->findings->pdata[i];

    checked += finding->checked;
    g_print ("%-9s %-34s %10" G_GINT64_FORMAT "  %s\n", finding->n_faults == 0 ? "ok" : "FAULT",
             finding->name, finding->checked, _(finding->title));
    for (guint j = 0; j < finding->faults->len; j++)
      g_print ("          - %s\n", (char *) finding->faults->pdata[j]);
    if (finding->n_faults > finding->faults->len)
      g_print (_("          - and %" PRId64 " more\n"),
               finding->n_faults - finding->faults->len);
  }
  g_print (_("%u invariants, %" PRId64 " rows checked, %" PRId64 " faults\n"),
           verification->findings->len, checked, verification->n_faults);
}

static int
run (const MiqatCtlVerb *verb, int argc, char **argv)
{
  g_auto (MiqatCtlPlace) place = { 0 };
  g_autofree char *format = NULL;
  gboolean verbose = FALSE;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("“table” (unless given) or “json”"), N_("FORMAT") },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &verbose, N_("Say on stderr what is being checked"), NULL },
    { NULL },
  };
  g_autoptr (MiqatKey) key = NULL;
  g_autoptr (MiqatDb) db = NULL;
  g_autoptr (MiqatVerification) verification = NULL;
  g_autoptr (GError) error = NULL;
  gboolean json;
  int status;

  if (!miqat_ctl_parse (verb, entries, &place, 0, 0, &argc, &argv, &status))
    return status;
  json = g_strcmp0 (format, "json") == 0;
  if (format != NULL && !json && g_strcmp0 (format, "table") != 0)
    return miqat_ctl_misused (verb, _("“%s” is no format"), format);
  db = miqat_ctl_open_reader (&place, &key, &error);
  if (db != NULL)
    verification = miqat_verify (db, key, miqat_areas, verbose ? print_progress : NULL, NULL, &error);
  if (verification == NULL)
    return miqat_ctl_fail (error);
  if (json) {
    g_autofree char *text = miqat_verification_to_json (verification);

    g_print ("%s\n", text);
  } else {
    print_text (verification);
  }
  return verification->n_faults == 0 ? MIQAT_CTL_DONE : MIQAT_CTL_REFUSED;
}

const MiqatCtlVerb miqat_ctl_verify_verb = {
  "verify", "", N_("Check everything that must always hold"), run,
};

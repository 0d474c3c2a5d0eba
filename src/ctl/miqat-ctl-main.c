/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl: the agency from a shell. */
#include "config.h"

#include "miqat-crypto.h"
#include "miqat-ctl.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const MiqatCtlVerb *const verbs[] = {
  &miqat_ctl_init_verb,   &miqat_ctl_demo_verb,   &miqat_ctl_run_verb,        &miqat_ctl_list_verb,
  &miqat_ctl_export_verb, &miqat_ctl_verify_verb, &miqat_ctl_enrol_code_verb,
  &miqat_ctl_enrol_verb,  &miqat_ctl_sync_verb,   &miqat_ctl_compare_verb,
};

static void
print_help (void)
{
  g_print (_("Usage: miqatctl VERB --database FILE …\n\n"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_print ("  %-12s %s\n", verbs[i]->name, _(verbs[i]->summary));
  g_print (_("\n“miqatctl VERB --help” explains each. It ends with 0 when done, 1 when refused\n"
             "(code and sentence on stderr), 2 when the command line was not understood.\n"));
}

/* A result that could not be written is no result. */
static int
finish (int status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  g_printerr (_("miqatctl: the result could not be written\n"));
  return status == MIQAT_CTL_DONE ? MIQAT_CTL_REFUSED : status;
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("MIQAT_LOCALE_DIR") != NULL ? g_getenv ("MIQAT_LOCALE_DIR")
                                                                         : MIQAT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("miqatctl");

  if (argc >= 2 && (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0
                    || strcmp (argv[1], "help") == 0)) {
    print_help ();
    return finish (MIQAT_CTL_DONE);
  }
  if (argc >= 2 && strcmp (argv[1], "--version") == 0) {
    g_print ("miqatctl %s\n", MIQAT_VERSION);
    return finish (MIQAT_CTL_DONE);
  }
  miqat_crypto_init ();
  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[1], verbs[i]->name) == 0)
      return finish (verbs[i]->run (verbs[i], argc - 1, argv + 1));
  if (argc >= 2)
    g_printerr (_("miqatctl: there is no verb “%s”\n"), argv[1]);
  else
    g_printerr (_("miqatctl: a verb is missing\n"));
  g_printerr (_("Try “miqatctl --help”.\n"));
  return MIQAT_CTL_USAGE;
}

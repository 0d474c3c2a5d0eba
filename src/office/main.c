/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-application.h"

#include <libintl.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  g_autoptr (MiqatApplication) app = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("MIQAT_LOCALE_DIR") != NULL ? g_getenv ("MIQAT_LOCALE_DIR") : MIQAT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  app = miqat_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}

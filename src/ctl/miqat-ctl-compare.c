/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl compare: whether a workstation holds exactly the hub's rows of its scope. */
#include "config.h"

#include "miqat-ctl.h"
#include "miqat-sync-compare.h"

#include <glib/gi18n.h>
#include <inttypes.h>

static int
compare (const MiqatCtlPlace *hub, const MiqatCtlPlace *other)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatSite) hub_site = miqat_ctl_open (hub, NULL, &error);
  g_autoptr (MiqatSite) site = hub_site != NULL ? miqat_ctl_open (other, NULL, &error) : NULL;
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func (g_free);
  gint64 compared = 0;

  if (site == NULL || !miqat_sync_compare (hub_site, site, &compared, differences, &error))
    return miqat_ctl_fail (error);
  for (guint i = 0; i < differences->len; i++)
    g_print ("%s\n", (char *) differences->pdata[i]);
  g_print (_("%" PRId64 " rows compared, %u differences\n"), compared, differences->len);
  return differences->len == 0 ? MIQAT_CTL_DONE : MIQAT_CTL_REFUSED;
}

static int
run (const MiqatCtlVerb *verb, int argc, char **argv)
{
  g_auto (MiqatCtlPlace) place = { 0 };
  g_auto (MiqatCtlPlace) other = { 0 };
  const GOptionEntry entries[] = {
    { "with", 0, 0, G_OPTION_ARG_FILENAME, &other.database,
      N_("The workstation's database; nothing may wait in it"), N_("FILE") },
    { NULL },
  };
  int status;

  if (!miqat_ctl_parse (verb, entries, &place, 0, 0, &argc, &argv, &status))
    return status;
  if (other.database == NULL)
    return miqat_ctl_misused (verb, _("%s is missing"), "--with");
  return compare (&place, &other);
}

const MiqatCtlVerb miqat_ctl_compare_verb = {
  "compare", "", N_("Compare a workstation's rows with the hub's"), run,
};

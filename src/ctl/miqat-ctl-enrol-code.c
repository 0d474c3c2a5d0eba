/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl enrol-code: the one-time code with which a new workstation joins an office. */
#include "config.h"

#include "miqat-ctl.h"
#include "miqat-sync-enrolment.h"
#include "miqat-user.h"

#include <glib/gi18n.h>

/* The office with this code, its letters' case ignored. */
static char *
find_office (MiqatSite *site, const char *code, GError **error)
{
  g_autoptr (MiqatDb) db = miqat_site_open_reader (site, error);
  g_autoptr (GPtrArray) offices = db != NULL ? miqat_user_list_offices (db, error) : NULL;

  if (offices == NULL)
    return NULL;
  for (guint i = 0; i < offices->len; i++) {
    const MiqatUser *office = offices->pdata[i];

    if (g_ascii_strcasecmp (office->site_code, code) == 0)
      return g_strdup (office->id);
  }
  miqat_refuse (error, "node", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return NULL;
}

static int
run (const MiqatCtlVerb *verb, int argc, char **argv)
{
  g_auto (MiqatCtlPlace) place = { 0 };
  g_autofree char *node = NULL;
  const GOptionEntry entries[] = {
    { "node", 0, 0, G_OPTION_ARG_STRING, &node, N_("Code of the office: SBY"), N_("CODE") },
    { NULL },
  };
  g_autoptr (MiqatSite) site = NULL;
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (JsonNode) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *office_id = NULL;
  g_autofree char *code = NULL;
  g_autofree char *hash = NULL;
  int status;

  if (!miqat_ctl_parse (verb, entries, &place, 0, 0, &argc, &argv, &status))
    return status;
  if (node == NULL)
    return miqat_ctl_misused (verb, _("--node is missing"));
  site = miqat_ctl_open (&place, NULL, &error);
  if (site != NULL)
    office_id = find_office (site, node, &error);
  if (office_id == NULL)
    return miqat_ctl_fail (error);
  code = miqat_enrolment_code_new ();
  hash = miqat_enrolment_code_hash (code);
  json_object_set_string_member (args, "node_id", office_id);
  json_object_set_string_member (args, "code_hash", hash);
  result = miqat_ctl_run (site, "device.create_code", MIQAT_ACTOR_SYSTEM, NULL, args, &error);
  if (result == NULL)
    return miqat_ctl_fail (error);
  g_print ("%s\n", code);
  return MIQAT_CTL_DONE;
}

const MiqatCtlVerb miqat_ctl_enrol_code_verb = {
  "enrol-code", "", N_("Print a one-time code for a new workstation"), run,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl enrol: makes a workstation's database with a code, as the office's first page does. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-ctl.h"
#include "miqat-sync-enrolment.h"
#include "miqat-sync-http.h"

#include <glib/gi18n.h>

static int
enrol (const MiqatCtlPlace *place, const char *hub, const char *code, const char *device)
{
  const MiqatSiteOptions options = {
    .database = place->database,
    .key_file = place->key_file,
    .areas = miqat_areas,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatSyncTransport) transport = miqat_sync_http_new (hub, NULL, &error);
  g_autoptr (MiqatEnrolmentAttempt) attempt = miqat_enrolment_attempt_new (code, device);
  g_autoptr (MiqatEnrolment) enrolment = NULL;
  g_autoptr (MiqatSite) site = NULL;

  /* Before the code is used up. */
  if (transport != NULL && !miqat_ctl_check_absent (place->database, &error))
    return miqat_ctl_fail (error);
  if (transport != NULL)
    enrolment = miqat_enrolment_attempt_send (attempt, transport, NULL, &error);
  if (enrolment != NULL)
    site = miqat_enrolment_create_site (enrolment, &options, hub, &error);
  if (site == NULL)
    return miqat_ctl_fail (error);
  g_print ("%s · %s\n", enrolment->node_name, enrolment->code);
  return MIQAT_CTL_DONE;
}

static int
run (const MiqatCtlVerb *verb, int argc, char **argv)
{
  g_auto (MiqatCtlPlace) place = { 0 };
  g_autofree char *hub = NULL, *code = NULL, *device = NULL;
  const GOptionEntry entries[] = {
    { "hub", 0, 0, G_OPTION_ARG_STRING, &hub, N_("The head office's server"), N_("URL") },
    { "code", 0, 0, G_OPTION_ARG_STRING, &code, N_("The one-time code"), N_("CODE") },
    { "device", 0, 0, G_OPTION_ARG_STRING, &device, N_("What people call this computer"), N_("NAME") },
    { NULL },
  };
  int status;

  if (!miqat_ctl_parse (verb, entries, &place, 0, 0, &argc, &argv, &status))
    return status;
  if (hub == NULL || code == NULL)
    return miqat_ctl_misused (verb, _("%s is missing"), hub == NULL ? "--hub" : "--code");
  return enrol (&place, hub, code, device != NULL ? device : g_get_host_name ());
}

const MiqatCtlVerb miqat_ctl_enrol_verb = {
  "enrol", "", N_("Make the database of a new workstation"), run,
};

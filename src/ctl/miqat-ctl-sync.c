/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl sync: one exchange of a workstation with the hub, as its office does in the background. */
#include "config.h"

#include "miqat-ctl.h"
#include "miqat-replica.h"
#include "miqat-sync-http.h"

#include <glib/gi18n.h>

/* What a person did without the network is sent in that person's name, so whoever did it signs in. */
static gboolean
sign_in (MiqatReplica *replica, const char *email, const char *password_file, GError **error)
{
  g_autofree char *password = NULL;
  g_autoptr (MiqatSignedIn) person = NULL;

  if (email == NULL)
    return TRUE;
  password = miqat_ctl_read_password (password_file, error);
  person = password != NULL ? miqat_replica_sign_in (replica, email, password, NULL, error) : NULL;
  return person != NULL;
}

static int
exchange (MiqatSite *site, const char *email, const char *password_file)
{
  g_autoptr (GError) error = NULL;
  MiqatSyncTransport *transport = miqat_sync_http_new (miqat_site_get_identity (site)->hub_url, NULL, &error);
  g_autoptr (MiqatReplica) replica = transport != NULL ? miqat_replica_new (site, transport, NULL) : NULL;
  MiqatReplicaStatus status;

  if (replica == NULL || !sign_in (replica, email, password_file, &error)
      || !miqat_replica_exchange (replica, NULL, &error))
    return miqat_ctl_fail (error);
  miqat_replica_get_status (replica, &status);
  g_print (_("%u changes wait, %u were refused\n"), status.waiting, status.refused);
  return status.waiting == 0 && status.refused == 0 ? MIQAT_CTL_DONE : MIQAT_CTL_REFUSED;
}

static int
run (const MiqatCtlVerb *verb, int argc, char **argv)
{
  g_auto (MiqatCtlPlace) place = { 0 };
  g_autofree char *email = NULL, *password_file = NULL;
  const GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &email, N_("Whose changes are to be sent"), N_("EMAIL") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_("That person's password, in a file"),
      N_("FILE") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatSite) site = NULL;
  int status;

  if (!miqat_ctl_parse (verb, entries, &place, 0, 0, &argc, &argv, &status))
    return status;
  if ((email != NULL) != (password_file != NULL))
    return miqat_ctl_misused (verb, _("%s is missing"), email != NULL ? "--password-file" : "--as");
  site = miqat_ctl_open (&place, NULL, &error);
  if (site == NULL)
    return miqat_ctl_fail (error);
  if (miqat_site_get_identity (site)->role != MIQAT_SITE_REPLICA)
    return miqat_ctl_misused (verb, _("%s is no workstation's database"), place.database);
  return exchange (site, email, password_file);
}

const MiqatCtlVerb miqat_ctl_sync_verb = {
  "sync", "", N_("Exchange changes with the head office once"), run,
};

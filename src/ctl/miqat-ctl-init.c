/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl init: a new database with its key, and the agency in it. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-ctl.h"
#include "miqat-id.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* What the options say, in the order of agency.create's parameters. */
typedef struct {
  char *name, *legal_name, *licence, *address, *city, *phone, *whatsapp, *email;
  char *zone, *code, *password_file;
  gboolean alone;
} Options;

static void
clear_options (Options *self)
{
  char **texts[] = { &self->name, &self->legal_name, &self->licence, &self->address, &self->city,
                     &self->phone, &self->whatsapp, &self->email, &self->zone, &self->code,
                     &self->password_file };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static JsonObject *
make_args (const Options *options, GError **error)
{
  const struct { const char *name, *value; } given[] = {
    { "name", options->name },
    { "legal_name", options->legal_name != NULL ? options->legal_name : options->name },
    { "licence_number", options->licence },
    { "address", options->address },
    { "city", options->city },
    { "phone", options->phone != NULL ? options->phone : options->whatsapp },
    { "whatsapp", options->whatsapp },
    { "email", options->email },
    { "zone", options->zone != NULL ? options->zone : "WIB" },
    { "site_code", options->code != NULL ? options->code : "PST" },
  };
  g_autoptr (JsonObject) args = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    if (given[i].value != NULL)
      json_object_set_string_member (args, given[i].name, given[i].value);
  if (options->password_file != NULL) {
    g_autofree char *password = miqat_ctl_read_password (options->password_file, error);
    g_autofree char *verifier = password != NULL ? miqat_password_make_verifier (password) : NULL;

    if (verifier == NULL)
      return NULL;
    json_object_set_string_member (args, "verifier", verifier);
  }
  return g_steal_pointer (&args);
}

static MiqatSite *
create_site (const MiqatCtlPlace *place, const Options *options, GError **error)
{
  g_autofree char *node_id = miqat_id_new (miqat_clock_now (miqat_clock_get_system ()));
  MiqatZone zone = MIQAT_ZONE_WIB;
  const MiqatSiteOptions site_options = {
    .database = place->database,
    .key_file = place->key_file,
    .areas = miqat_areas,
  };
  MiqatSiteIdentity identity = {
    .role = options->alone ? MIQAT_SITE_ALONE : MIQAT_SITE_HUB,
    .node_id = node_id,
    .code = options->code != NULL ? options->code : "PST",
  };

  if (options->zone != NULL && !miqat_zone_from_name (options->zone, &zone)) {
    miqat_refuse (error, "zone", MIQAT_PROBLEM_NOT_A_CHOICE, "choices", "WIB, WITA, WIT", NULL);
    return NULL;
  }
  identity.zone = zone;
  return miqat_site_create (&site_options, &identity, error);
}

/* A refused agency leaves no database behind: what was wrong can be corrected and said again. */
static void
remove_database (const MiqatCtlPlace *place)
{
  static const char *const endings[] = { "", "-wal", "-shm", NULL };

  for (guint i = 0; endings[i] != NULL; i++) {
    g_autofree char *path = g_strconcat (place->database, endings[i], NULL);

    g_unlink (path);
  }
  if (place->key_file != NULL) {
    g_unlink (place->key_file);
  } else {
    g_autofree char *path = g_strconcat (place->database, ".key", NULL);

    g_unlink (path);
  }
}

static int
initialise (const MiqatCtlPlace *place, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) args = make_args (options, &error);
  g_autoptr (MiqatSite) site = args != NULL ? create_site (place, options, &error) : NULL;
  g_autoptr (JsonNode) result = NULL;

  if (site == NULL)
    return miqat_ctl_fail (error);
  if (options->name == NULL) {
    g_print ("%s\n", miqat_site_get_identity (site)->node_id);
    return MIQAT_CTL_DONE;
  }
  result = miqat_ctl_run (site, "agency.create", MIQAT_ACTOR_SYSTEM, NULL, args, &error);
  if (result == NULL) {
    g_clear_pointer (&site, miqat_site_close);
    remove_database (place);
    return miqat_ctl_fail (error);
  }
  g_print ("%s\n", miqat_site_get_identity (site)->node_id);
  return MIQAT_CTL_DONE;
}

static int
run (const MiqatCtlVerb *verb, int argc, char **argv)
{
  g_auto (MiqatCtlPlace) place = { 0 };
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name,
      N_("The agency's name; without it the database waits for the first run"), N_("TEXT") },
    { "legal-name", 0, 0, G_OPTION_ARG_STRING, &options.legal_name, N_("Its name in law"), N_("TEXT") },
    { "licence", 0, 0, G_OPTION_ARG_STRING, &options.licence, N_("Number of its licence"), N_("TEXT") },
    { "address", 0, 0, G_OPTION_ARG_STRING, &options.address, N_("Address"), N_("TEXT") },
    { "city", 0, 0, G_OPTION_ARG_STRING, &options.city, N_("City"), N_("TEXT") },
    { "phone", 0, 0, G_OPTION_ARG_STRING, &options.phone, N_("Telephone"), N_("TEXT") },
    { "whatsapp", 0, 0, G_OPTION_ARG_STRING, &options.whatsapp, N_("WhatsApp number"), N_("NUMBER") },
    { "email", 0, 0, G_OPTION_ARG_STRING, &options.email,
      N_("E-mail address, with which the head office signs in"), N_("ADDRESS") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &options.password_file,
      N_("File with its password"), N_("FILE") },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &options.zone, N_("WIB (unless given), WITA or WIT"), N_("ZONE") },
    { "code", 0, 0, G_OPTION_ARG_STRING, &options.code,
      N_("Code of the head office; PST unless given"), N_("CODE") },
    { "alone", 0, 0, G_OPTION_ARG_NONE, &options.alone,
      N_("For one computer without a receiver"), NULL },
    { NULL },
  };
  int status;

  if (!miqat_ctl_parse (verb, entries, &place, 0, 0, &argc, &argv, &status))
    return status;
  return initialise (&place, &options);
}

const MiqatCtlVerb miqat_ctl_init_verb = {
  "init", "", N_("Make a new database with its key"), run,
};

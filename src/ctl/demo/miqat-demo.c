/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stage: a new database, a clock that the script moves, and the acts in their order. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-ctl.h"
#include "miqat-demo-private.h"
#include "miqat-demo-resource.h"
#include "miqat-local-vault.h"

#include <glib/gi18n.h>

/* How many days ago the agency opened; large needs years of history. */
#define OPENED_SMALL 120
#define OPENED_AGENCY 420
#define OPENED_LARGE 3650

MiqatInstant
miqat_demo_moment (const MiqatDemo *self, int days, int minutes)
{
  return miqat_instant_from_day (self->options->today + days, MIQAT_ZONE_WIB) + minutes * MIQAT_MINUTE;
}

MiqatInstant
miqat_demo_before_end (const MiqatDemo *self, int minutes)
{
  return self->options->end - minutes * MIQAT_MINUTE;
}

void
miqat_demo_set_time (MiqatDemo *self, MiqatInstant instant)
{
  self->clock.instant = instant;
}

void
miqat_demo_progress (MiqatDemo *self, const char *what, guint done, guint total)
{
  if (self->options->progress != NULL)
    self->options->progress (what, done, total);
}

JsonNode *
miqat_demo_load_data (const char *name, GError **error)
{
  g_autofree char *path = g_strconcat ("/id/miqat/demo/", name, NULL);
  g_autoptr (GBytes) bytes
    = g_resource_lookup_data (miqat_demo_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gsize length = 0;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  return miqat_json_parse (data, length, 0, error);
}

/* ---- commands --------------------------------------------------------------------------------- */

JsonObject *
miqat_demo_run (MiqatDemo *self, const char *command, const char *actor_id, JsonObject *args, GError **error)
{
  g_autoptr (JsonObject) taken = args;
  g_autoptr (JsonNode) result = NULL;
  char id[37];

  miqat_demo_random_id (&self->random, self->clock.instant, id);
  result = miqat_ctl_run (self->site, command, actor_id, id, taken, error);
  if (result == NULL) {
    g_prefix_error (error, "%s: ", command);
    return NULL;
  }
  return json_object_ref (json_node_get_object (result));
}

gboolean
miqat_demo_do (MiqatDemo *self, const char *command, const char *actor_id, JsonObject *args, GError **error)
{
  g_autoptr (JsonObject) result = miqat_demo_run (self, command, actor_id, args, error);

  return result != NULL;
}

char *
miqat_demo_get (MiqatDemo *self, const char *command, const char *actor_id, JsonObject *args,
                const char *member, GError **error)
{
  g_autoptr (JsonObject) result = miqat_demo_run (self, command, actor_id, args, error);

  return result != NULL ? g_strdup (miqat_json_get_text (result, member)) : NULL;
}

/* ---- the cast --------------------------------------------------------------------------------- */

void
miqat_demo_office_free (gpointer data)
{
  MiqatDemoOffice *self = data;
  char *texts[] = { self->id, self->code, self->city, self->airport, self->executive, self->sales,
                    self->finance, self->documents };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  for (guint i = 0; i < MIQAT_DEMO_PARTNERS; i++) {
    g_free (self->partners[i]);
    g_free (self->affiliate_codes[i]);
  }
  g_free (self);
}

void
miqat_demo_departure_free (gpointer data)
{
  MiqatDemoDeparture *self = data;

  g_free (self->id);
  g_free (self->code);
  g_ptr_array_unref (self->rooms);
  g_free (self);
}

MiqatDemoOffice *
miqat_demo_find_office (MiqatDemo *self, const char *code, guint *index)
{
  for (guint i = 0; i < self->offices->len; i++) {
    MiqatDemoOffice *office = self->offices->pdata[i];

    if (g_strcmp0 (office->code, code) == 0) {
      if (index != NULL)
        *index = i;
      return office;
    }
  }
  g_error ("data/demo names the office %s, which is not there", code);
}

void
miqat_demo_next_person (MiqatDemo *self, MiqatDemoPerson *person)
{
  miqat_demo_people_make (self->people, &self->random, self->options->today, ++self->next_person, person);
}

/* ---- the play --------------------------------------------------------------------------------- */

static MiqatSite *
create_site (MiqatDemo *self, GError **error)
{
  const MiqatSiteOptions options = {
    .database = self->options->database,
    .key_file = self->options->key_file,
    .clock = &self->clock.parent,
    .areas = miqat_areas,
  };
  MiqatSiteIdentity identity = { .role = MIQAT_SITE_HUB, .code = "PST", .zone = MIQAT_ZONE_WIB };
  char node_id[37];

  miqat_demo_random_id (&self->random, self->clock.instant, node_id);
  identity.node_id = node_id;
  return miqat_site_create (&options, &identity, error);
}

static gboolean
play (MiqatDemo *self, GError **error)
{
  const MiqatDemoOptions *options = self->options;
  guint bookings = options->bookings;

  if (!miqat_demo_make_network (self, error))
    return FALSE;
  switch (options->scale) {
  case MIQAT_DEMO_SMALL:
    return miqat_demo_make_packages (self, 0, error)
           && miqat_demo_make_departures (self, 0, 0, 0, error)
           && miqat_demo_play_bookings (self, bookings > 0 ? bookings : 40, error);
  case MIQAT_DEMO_AGENCY:
    return miqat_demo_make_packages (self, 60, error)
           && miqat_demo_make_departures (self, 160, -300, 300, error)
           && miqat_demo_play_bookings (self, bookings > 0 ? bookings : 2000, error);
  case MIQAT_DEMO_LARGE:
    return miqat_demo_make_packages (self, 60, error)
           && miqat_demo_make_departures (self, 0, 0, 0, error)
           && miqat_demo_load_bookings (self, bookings > 0 ? bookings : 1000000, error);
  }
  return FALSE;
}

static int
get_opened (MiqatDemoScale scale)
{
  return scale == MIQAT_DEMO_SMALL ? OPENED_SMALL : scale == MIQAT_DEMO_AGENCY ? OPENED_AGENCY : OPENED_LARGE;
}

static gboolean
set_stage (MiqatDemo *self, GError **error)
{
  g_autofree char *folder = NULL;

  miqat_demo_random_init (&self->random, self->options->seed);
  miqat_fixed_clock_init (&self->clock, 0);
  miqat_demo_set_time (self, miqat_demo_moment (self, -get_opened (self->options->scale), 9 * 60));
  self->offices = g_ptr_array_new_with_free_func (miqat_demo_office_free);
  self->accounts = g_ptr_array_new_with_free_func (g_free);
  self->packages = g_ptr_array_new_with_free_func (g_free);
  self->departures = g_ptr_array_new_with_free_func (miqat_demo_departure_free);
  self->verifier = miqat_password_make_verifier (MIQAT_DEMO_PASSWORD);
  self->people = miqat_demo_people_load (error);
  self->site = self->people != NULL ? create_site (self, error) : NULL;
  if (self->site == NULL)
    return FALSE;
  /* Where the office looks for it. */
  folder = g_strconcat (self->options->database, ".vault", NULL);
  self->vault = miqat_local_vault_new (folder, (MiqatKey *) miqat_site_get_key (self->site), error);
  return self->vault != NULL;
}

gboolean
miqat_demo_make (const MiqatDemoOptions *options, MiqatDemoReport *report, GError **error)
{
  MiqatDemo self = { .options = options };
  gboolean done = set_stage (&self, error) && play (&self, error);

  miqat_vault_free (self.vault);
  g_clear_pointer (&self.site, miqat_site_close);
  miqat_demo_people_free (self.people);
  g_ptr_array_unref (self.offices);
  g_ptr_array_unref (self.accounts);
  g_ptr_array_unref (self.packages);
  g_ptr_array_unref (self.departures);
  g_free (self.verifier);
  *report = self.report;
  return done;
}

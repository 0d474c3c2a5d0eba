/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The play: a new database, and the acts in their order. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-demo-private.h"
#include "miqat-local-vault.h"

/* How many days ago the agency opened; large needs years of history. */
#define OPENED_SMALL 120
#define OPENED_AGENCY 420
#define OPENED_LARGE 3650

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

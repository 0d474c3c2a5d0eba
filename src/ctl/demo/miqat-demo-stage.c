/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stage that all acts stand on: a clock that the script moves, commands, and the cast. */
#include "config.h"

#include "miqat-ctl.h"
#include "miqat-demo-private.h"
#include "miqat-demo-resource.h"

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

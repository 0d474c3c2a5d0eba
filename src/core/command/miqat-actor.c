/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of tiers and duties, and the reader's scope that follows from an actor. */
#include "config.h"

#include "miqat-actor.h"

typedef struct {
  guint bit;
  const char *name;
} Name;

static const Name tier_names[] = {
  { MIQAT_TIER_PUSAT, "pusat" },     { MIQAT_TIER_CABANG, "cabang" },
  { MIQAT_TIER_MITRA, "mitra" },     { MIQAT_TIER_AGEN, "agen" },
  { MIQAT_TIER_RESELLER, "reseller" }, { MIQAT_TIER_PUBLIC, "public" },
  { MIQAT_TIER_GATEWAY, "gateway" }, { MIQAT_TIER_SYSTEM, "system" },
};

static const Name duty_names[] = {
  { MIQAT_DUTY_SALES, "sales" },           { MIQAT_DUTY_FINANCE, "finance" },
  { MIQAT_DUTY_DOCUMENTS, "documents" },   { MIQAT_DUTY_OPERATIONS, "operations" },
  { MIQAT_DUTY_MARKETING, "marketing" },   { MIQAT_DUTY_EXECUTIVE, "executive" },
};

static const char *
find_name (const Name *names, gsize count, guint bit)
{
  for (gsize i = 0; i < count; i++)
    if (names[i].bit == bit)
      return names[i].name;
  return NULL;
}

static guint
find_bit (const Name *names, gsize count, const char *name)
{
  for (gsize i = 0; i < count; i++)
    if (g_strcmp0 (names[i].name, name) == 0)
      return names[i].bit;
  return 0;
}

const char *
miqat_tier_get_name (MiqatTiers tier)
{
  return find_name (tier_names, G_N_ELEMENTS (tier_names), tier);
}

MiqatTiers
miqat_tier_from_name (const char *name)
{
  return find_bit (tier_names, G_N_ELEMENTS (tier_names), name);
}

MiqatTiers
miqat_tier_get_below (MiqatTiers tier)
{
  g_return_val_if_fail (tier != 0 && tier <= MIQAT_TIER_RESELLER, 0);

  return tier == MIQAT_TIER_RESELLER ? 0 : tier << 1;
}

const char *
miqat_duty_get_name (MiqatDuties duty)
{
  return find_name (duty_names, G_N_ELEMENTS (duty_names), duty);
}

MiqatDuties
miqat_duty_from_name (const char *name)
{
  return find_bit (duty_names, G_N_ELEMENTS (duty_names), name);
}

void
miqat_actor_free (MiqatActor *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->node_id);
  g_free (self->branch_id);
  g_free (self);
}

MiqatActor *
miqat_actor_copy (const MiqatActor *self)
{
  MiqatActor *copy = g_new0 (MiqatActor, 1);

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->node_id = g_strdup (self->node_id);
  copy->branch_id = g_strdup (self->branch_id);
  copy->tier = self->tier;
  copy->duties = self->duties;
  return copy;
}

MiqatReader
miqat_actor_get_reader (const MiqatActor *self)
{
  MiqatReader reader = { NULL, NULL };

  if (self->tier == MIQAT_TIER_PUSAT || self->tier == MIQAT_TIER_SYSTEM)
    return reader;
  /* An empty text equals no branch: somebody without one sees nothing. */
  reader.branch_id = self->branch_id != NULL ? self->branch_id : "";
  if (self->tier != MIQAT_TIER_CABANG)
    reader.node_id = self->node_id != NULL ? self->node_id : "";
  return reader;
}

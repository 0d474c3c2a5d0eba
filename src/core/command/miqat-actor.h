/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who does something: a person and the node of the network for which that person acts. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Actors that are nobody in the tables; use these as actor ids. */
#define MIQAT_ACTOR_PUBLIC "public"   /* a visitor of the public pages */
#define MIQAT_ACTOR_GATEWAY "gateway" /* a payment or message service */
#define MIQAT_ACTOR_SYSTEM "system"   /* a timer, or an administrator at the machine itself */

typedef enum {
  MIQAT_TIER_PUSAT    = 1 << 0,
  MIQAT_TIER_CABANG   = 1 << 1,
  MIQAT_TIER_MITRA    = 1 << 2,
  MIQAT_TIER_AGEN     = 1 << 3,
  MIQAT_TIER_RESELLER = 1 << 4,
  MIQAT_TIER_PUBLIC   = 1 << 5,
  MIQAT_TIER_GATEWAY  = 1 << 6,
  MIQAT_TIER_SYSTEM   = 1 << 7,
} MiqatTiers;
#define MIQAT_TIER_OFFICES (MIQAT_TIER_PUSAT | MIQAT_TIER_CABANG)

/* Duties of staff. Nodes below Cabang act for themselves and have none. */
typedef enum {
  MIQAT_DUTY_SALES      = 1 << 0,
  MIQAT_DUTY_FINANCE    = 1 << 1,
  MIQAT_DUTY_DOCUMENTS  = 1 << 2,
  MIQAT_DUTY_OPERATIONS = 1 << 3,
  MIQAT_DUTY_MARKETING  = 1 << 4,
  MIQAT_DUTY_EXECUTIVE  = 1 << 5,
} MiqatDuties;
#define MIQAT_DUTY_ANY 0x3f

typedef struct {
  char *id;        /* staff or node id, or one of MIQAT_ACTOR_… */
  char *name;
  char *node_id;   /* the node acted for; NULL for public, gateway, system */
  char *branch_id; /* that node's office */
  MiqatTiers tier; /* exactly one bit */
  MiqatDuties duties;
} MiqatActor;

void miqat_actor_free (MiqatActor *self);
MiqatActor *miqat_actor_copy (const MiqatActor *self) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatActor, miqat_actor_free)

/* "pusat", "cabang", … and back; 0 for unknown names. */
const char *miqat_tier_get_name (MiqatTiers tier);
MiqatTiers miqat_tier_from_name (const char *name);
MiqatTiers miqat_tier_get_below (MiqatTiers tier); /* 0 below reseller */
const char *miqat_duty_get_name (MiqatDuties duty);
MiqatDuties miqat_duty_from_name (const char *name);

/* A reader's scope: `branch_id` NULL sees everything (Pusat), otherwise one branch; `node_id` is
 * set for Mitra and below, who see only their own subtree. Queries bind it; they never skip it. */
typedef struct {
  const char *branch_id;
  const char *node_id;
} MiqatReader;
MiqatReader miqat_actor_get_reader (const MiqatActor *self);

G_END_DECLS

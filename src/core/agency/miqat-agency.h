/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agency's own profile, and who its people are: staff, and the nodes of its network. */
#pragma once

#include "miqat-actor.h"
#include "miqat-db.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *name;           /* "Al Barokah Wisata" */
  char *legal_name;     /* "PT Al Barokah Wisata Utama" */
  char *licence_number; /* stands on every document */
  MiqatDay licence_date; /* MIQAT_DAY_NONE: not given */
  char *address;
  char *city;
  char *phone;
  char *whatsapp;
  char *email;
  MiqatZone zone; /* in which H-x is counted */
} MiqatAgency;

void miqat_agency_free (MiqatAgency *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatAgency, miqat_agency_free)

/* Refuses not_found before the first run. */
MiqatAgency *miqat_agency_load (MiqatDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The actor behind an id: a member of staff acts for a branch with the duties given; a node of the
 * network acts for itself (Pusat's and a Cabang's own account has every duty); "public", "gateway"
 * and "system" are themselves. NULL without error for anybody unknown or no longer active. */
MiqatActor *miqat_agency_load_actor (MiqatDb *db, const char *actor_id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* Somebody who can sign in. `verifier` is NULL where credentials are not kept (workstations) or
 * none is set. */
typedef struct {
  char *id; /* the actor id */
  char *full_name;
  char *email;
  char *node_id;
  char *branch_id;
  char *verifier; /* nullable */
  gboolean is_staff;
  gboolean is_active;
} MiqatPerson;

void miqat_person_free (MiqatPerson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatPerson, miqat_person_free)

/* Staff or node with this e-mail address, letters' case ignored; NULL without error when nobody
 * has it. */
MiqatPerson *miqat_person_find_by_email (MiqatDb *db, const char *email, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MiqatPerson *miqat_person_find_by_id (MiqatDb *db, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever can sign in or act: staff of the offices, and the nodes of the network. */
#pragma once

#include "miqat-actor.h"
#include "miqat-db.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

/* Somebody who can sign in. `verifier` is NULL where credentials are not kept (workstations) or
 * none is set. */
typedef struct {
  char *id; /* the actor id */
  char *full_name;
  char *email;
  char *node_id;
  char *branch_id;
  char *verifier; /* nullable */
  MiqatInstant verifier_since; /* 0 without one */
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

/* The actor behind an id: a member of staff acts for a branch with the duties given; a node of the
 * network acts for itself (Pusat's and a Cabang's own account has every duty); "public", "gateway"
 * and "system" are themselves. NULL without error for anybody unknown or no longer active. */
MiqatActor *miqat_person_load_actor (MiqatDb *db, const char *actor_id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* The name of a member of staff, a node, or an actor like "system", for "verified by"; the id
 * itself when it is not known here. */
char *miqat_person_dup_name (MiqatDb *db, const char *actor_id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

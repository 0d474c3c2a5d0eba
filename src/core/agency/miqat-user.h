/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nodes of the network (Pusat, Cabang, Mitra, Agen, Reseller), read through its closure table. */
#pragma once

#include "miqat-actor.h"
#include "miqat-db.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  MiqatTiers tier;
  char *parent_id; /* NULL: Pusat */
  char *branch_id; /* the office at or above */
  char *full_name;
  char *email;
  char *phone; /* digits, 628… */
  char *city;
  MiqatZone zone;
  char *site_code; /* offices: "SBY"; NULL below */
  char *affiliate_code;
  gboolean is_active;
  MiqatInstant created_at;
} MiqatUser;

void miqat_user_free (MiqatUser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatUser, miqat_user_free)

/* Refuses not_found. */
MiqatUser *miqat_user_load (MiqatDb *db, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The active node that earns with this code; NULL without error when there is none. */
MiqatUser *miqat_user_find_by_affiliate_code (MiqatDb *db, const char *code, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MiqatUser *miqat_user_load_pusat (MiqatDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Lists of MiqatUser; full transfer; NULL only with `error`. */
/* The direct downlines, by name. */
GPtrArray *miqat_user_list_children (MiqatDb *db, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* The node itself, its parent, … Pusat: one query on the closure table. */
GPtrArray *miqat_user_list_upline (MiqatDb *db, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Pusat, then every Cabang by name; the inactive too. */
GPtrArray *miqat_user_list_offices (MiqatDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whom the reader may see: everybody, a branch, or a subtree; by branch, tier and name. */
GPtrArray *miqat_user_list (MiqatDb *db, MiqatReader reader, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* Whether `node_id` is `above_id` or below it. FALSE in `*covers` for unknown ids. */
gboolean miqat_user_covers (MiqatDb *db, const char *above_id, const char *node_id,
                            gboolean *covers, GError **error);

G_END_DECLS

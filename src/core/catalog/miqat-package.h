/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages: what is offered, without a date. Cost and margin are kept apart, in rows that only the
 * head office holds, and read by a function of their own. */
#pragma once

#include "miqat-command.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *name;
  char *slug;
  char *kind;   /* "umrah", "umrah_plus", "haji_khusus" */
  char *description;
  char **inclusions; /* NULL-terminated, never NULL */
  char **exclusions;
  char *terms;
  char *cancellation_policy;
  char *status; /* "draft", "published", "archived" */
  gint64 max_price; /* rupiah per person; 0: no ceiling. For offices, never for the public. */
  int duration_days;
  MiqatInstant created_at;
  MiqatInstant updated_at;
} MiqatPackage;
void miqat_package_free (MiqatPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatPackage, miqat_package_free)

/* Both refuse not_found. */
MiqatPackage *miqat_package_load (MiqatDb *db, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
MiqatPackage *miqat_package_load_by_slug (MiqatDb *db, const char *slug, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Of any status, sorted by name. */
GPtrArray *miqat_package_list (MiqatDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Rupiah per traveller. `*found` is FALSE when no cost was set, when this database has none (a
 * branch's workstation), and for every reader but the head office. `reader` NULL: no restriction, for
 * commands. */
gboolean miqat_package_load_costs (MiqatDb *db, const char *id, const MiqatReader *reader,
                                   gint64 *cost, gint64 *margin, gboolean *found, GError **error);
/* The same of a departure: the cost and margin that were in force when it was made. */
gboolean miqat_departure_load_costs (MiqatDb *db, const char *departure_id, const MiqatReader *reader,
                                     gint64 *cost, gint64 *margin, gboolean *found, GError **error);

extern const MiqatStatements miqat_package_statements;

G_END_DECLS

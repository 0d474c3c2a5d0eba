/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of core/command share, and what sync needs of the runner. Nobody else includes
 * this. */
#pragma once

#include "miqat-search.h"
#include "miqat-site.h"

G_BEGIN_DECLS

struct _MiqatSite {
  gatomicrefcount refs; /* the owner's, and those of answers and announcements on their way */
  char *database;
  char *key_file;
  MiqatClock *clock;
  const MiqatArea *const *areas;
  MiqatSiteIdentity identity; /* its texts are owned */
  MiqatKey *key;
  MiqatWriter *writer;
  GHashTable *commands; /* name → const MiqatCommand */
  GHashTable *tables;   /* name → const MiqatTable */
  const char **captured; /* names of tables that are not local, NULL-terminated */
  GMutex lock;          /* guards subscriptions */
  GArray *subscriptions;
  guint next_subscription;
};

MiqatSite *miqat_site_ref (MiqatSite *self);
void miqat_site_unref (MiqatSite *self);

/* ---- the runner, on the writer thread -------------------------------------------------------- */

/* What one execution knows beside the call itself. */
typedef struct {
  MiqatSite *site;
  MiqatActor *actor;
  MiqatArgs *args;
} MiqatCallPrivate;

/* Applies a checked call inside a savepoint with capture: codes are allotted, the function and its
 * events run, and on any failure all of it is rolled back. `changeset` is nullable. */
gboolean miqat_call_apply (MiqatCall *call, MiqatArgs *args, MiqatChanges **changes,
                           GBytes **changeset, GError **error);

/* Whether the actor may run such a command at all: tier and duty. Needs no arguments, so that whoever may not
 * hears that, and nothing about parameters. */
gboolean miqat_call_check_actor (const MiqatCall *call, GError **error);
/* The rest, with arguments that are valid: connection, and over whom. */
gboolean miqat_call_check_reach (MiqatCall *call, GError **error);

MiqatActor *miqat_site_load_actor (MiqatSite *self, MiqatDb *db, const char *actor_id, GError **error);

/* For replay: runs a queued command again with what was kept of it. Nothing is remembered or
 * queued; the caller stores the new changeset. Failing is a refusal or an error as usual. */
typedef struct {
  const char *id;
  const char *name;
  JsonObject *args;
  const char *actor_id;
  MiqatInstant claimed_at;
  MiqatDay day;
} MiqatReplayed;
gboolean miqat_site_replay_one (MiqatSite *self, MiqatDb *db, const MiqatReplayed *replayed,
                                MiqatChanges **changes, GBytes **changeset, GError **error);

/* ---- what is derived from row changes -------------------------------------------------------- */

gboolean miqat_audit_write (MiqatCall *call, const MiqatChanges *changes, GError **error);
gboolean miqat_audit_write_refusal (MiqatCall *call, const GError *refusal, GError **error);
/* That somebody looked at something, or did something else that changes no row. */
typedef struct {
  gint64 seq; /* in this database's trail, when read */
  char *id;
  char *actor_id;
  char *device_id; /* nullable: at the hub itself */
  MiqatInstant at;
  char *table;
  char *row_key;
  char *what;
} MiqatAuditView;

void miqat_audit_view_free (MiqatAuditView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatAuditView, miqat_audit_view_free)

/* Once for each id. */
gboolean miqat_audit_write_view (MiqatSite *site, MiqatDb *db, const MiqatAuditView *view, GError **error);
/* Those after `after` (MiqatAuditView), oldest first: a workstation tells them to its hub. */
GPtrArray *miqat_audit_read_views (MiqatDb *db, gint64 after, guint limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One entry per touched row and scope; sets `seq` to the newest number of the feed. */
gboolean miqat_feed_write (MiqatSite *site, MiqatDb *db, const char *command_id,
                           const MiqatChanges *changes, gint64 *seq, GError **error);
gboolean miqat_feed_get_newest (MiqatDb *db, gint64 *seq, GError **error);

/* Brings the search index in line with the rows that changed, or with one row by key. */
gboolean miqat_search_update (MiqatSite *site, MiqatDb *db, const MiqatChanges *changes, GError **error);
gboolean miqat_search_update_row (MiqatSite *site, MiqatDb *db, const MiqatTable *table,
                                  const char *row_key, GError **error);

/* ---- the queue of a replica ------------------------------------------------------------------ */

/* Appends a command that ran here to the queue for the hub. Arguments are sealed. */
gboolean miqat_pending_append (MiqatCall *call, const MiqatArgs *args, GBytes *changeset, GError **error);

extern const MiqatStatements miqat_search_statements;
extern const MiqatStatements miqat_feed_statements;

G_END_DECLS

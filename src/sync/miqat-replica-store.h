/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workstation's own bookkeeping of sync: the queue of commands (pending_commands) and small facts
 * (sync_state). */
#pragma once

#include "miqat-command.h"
#include "miqat-db.h"

G_BEGIN_DECLS

/* ---- small facts ---------------------------------------------------------------------------- */

#define MIQAT_SYNC_STATE_TOKEN "device_token" /* secret */
#define MIQAT_SYNC_STATE_CURSOR "cursor"      /* missing: the rows were never fetched whole */
#define MIQAT_SYNC_STATE_SEQ "cursor_seq"
#define MIQAT_SYNC_STATE_SNAPSHOT "snapshot"  /* JSON: how far fetching them is */
#define MIQAT_SYNC_STATE_VIEWED "viewed"      /* of the audit trail: up to where the hub has heard of it */
#define MIQAT_SYNC_STATE_REPLAY "replay"      /* the queue's effects were taken back and must be made again */
#define MIQAT_SYNC_STATE_LENIENT "lenient"    /* rows were fetched anew because of a missing reference */
/* Prefixes; the rest of the name is an id or a hash. */
#define MIQAT_SYNC_STATE_GRANT "grant:"     /* secret: that a person signed in here */
#define MIQAT_SYNC_STATE_UPLOAD "upload:"   /* contents the hub may not have yet */

/* NULL without an error when it is not set. */
char *miqat_sync_state_dup (MiqatDb *db, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* `value` NULL removes it. */
gboolean miqat_sync_state_set (MiqatDb *db, const char *name, const char *value, GError **error);
char *miqat_sync_state_dup_secret (MiqatDb *db, const MiqatKey *key, const char *name, GError **error)
                                   G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_sync_state_set_secret (MiqatDb *db, const MiqatKey *key, const char *name,
                                      const char *value, GError **error);
/* What follows `prefix` in the names that begin with it, sorted; at most `limit`. */
GPtrArray *miqat_sync_state_list (MiqatDb *db, const char *prefix, guint limit, GError **error)
                                  G_GNUC_WARN_UNUSED_RESULT;

/* ---- the queue ------------------------------------------------------------------------------ */

typedef enum {
  MIQAT_QUEUED_WAITING,  /* the hub has not decided */
  MIQAT_QUEUED_ACCEPTED, /* it has, and its rows are on their way */
  MIQAT_QUEUED_REFUSED,  /* it refused; somebody must decide */
} MiqatQueuedState;

typedef struct {
  gint64 seq;
  char *id;
  char *name;
  JsonObject *args;
  char *actor_id;
  char *actor_name;
  MiqatInstant claimed_at;
  MiqatDay day;
  MiqatQueuedState state;
  gint64 feed_seq;
  gboolean has_effect;     /* its changes are in the tables now */
  MiqatProblems *problems; /* nullable: why it was refused, or why it has no effect here now */
} MiqatQueued;

void miqat_queued_free (MiqatQueued *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatQueued, miqat_queued_free)

/* Commands after `after` (a seq; 0: all) in order, at most `limit` (0: no limit), of one state or of
 * all (-1). */
GPtrArray *miqat_queue_read (MiqatDb *db, const MiqatKey *key, int state, gint64 after, guint limit,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* One by id; NULL without an error when there is none. */
MiqatQueued *miqat_queue_find (MiqatDb *db, const MiqatKey *key, const char *id, GError **error)
                               G_GNUC_WARN_UNUSED_RESULT;
/* The changesets of those with an effect, in order (GBytes). */
GPtrArray *miqat_queue_read_effects (MiqatDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* `problems` nullable. Refusing is final; `feed_seq` counts for accepted ones only. */
gboolean miqat_queue_decide (MiqatDb *db, const char *id, MiqatQueuedState state, gint64 feed_seq,
                             const MiqatProblems *problems, GError **error);
/* `changeset` NULL: no effect, because of `problems` (nullable). */
gboolean miqat_queue_set_effect (MiqatDb *db, gint64 seq, GBytes *changeset,
                                 const MiqatProblems *problems, GError **error);
/* All effects at once were taken back. */
gboolean miqat_queue_forget_effects (MiqatDb *db, GError **error);
gboolean miqat_queue_remove (MiqatDb *db, const char *id, GError **error);
/* Removes accepted ones of which the rows have come; tells how many. */
gboolean miqat_queue_drop_settled (MiqatDb *db, gint64 feed_seq, gint64 *dropped, GError **error);

typedef struct {
  guint waiting;
  MiqatInstant oldest; /* of those that wait; 0: none */
  guint refused;
} MiqatQueueCounts;
gboolean miqat_queue_count (MiqatDb *db, MiqatQueueCounts *counts, GError **error);

/* A refused command is sent again under an id that follows from its own, so that doing so twice is
 * doing it once. */
char *miqat_queue_make_resend_id (const char *id) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_queue_was_resent (MiqatDb *db, const char *id, gboolean *resent, GError **error);

/* Whether `later` names a row that `earlier` makes. */
gboolean miqat_queued_depends_on (const MiqatQueued *later, const MiqatQueued *earlier);

extern const MiqatStatements miqat_replica_statements;

G_END_DECLS

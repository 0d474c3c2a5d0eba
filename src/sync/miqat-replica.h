/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workstation's side of sync. It sends what people did, in order; takes what others did; and keeps
 * the tables at "the hub's rows plus what is still queued". A thread of its own does so in the
 * background and tries again by itself when there is no connection; the main loop never waits.
 *
 * Functions that end in _async run in a thread and call back in the caller's context. Those without
 * block. Both need no background thread, so tests and the simulator drive a replica step by step. */
#pragma once

#include "miqat-replica-store.h"
#include "miqat-sync-transport.h"
#include "miqat-site.h"
#include "miqat-vault.h"

G_BEGIN_DECLS

typedef struct _MiqatReplica MiqatReplica;

/* `site` must be a replica's; it and `vault` (nullable) are borrowed and outlive the replica. Takes
 * `transport`. To be made on the thread whose default context is run: that is where it hears of new
 * commands. */
MiqatReplica *miqat_replica_new (MiqatSite *site, MiqatSyncTransport *transport, MiqatVault *vault)
                                 G_GNUC_WARN_UNUSED_RESULT;
/* Stops; on the thread that made it. */
void miqat_replica_free (MiqatReplica *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatReplica, miqat_replica_free)

/* Begins and ends the work in the background. */
void miqat_replica_start (MiqatReplica *self);
void miqat_replica_stop (MiqatReplica *self);
/* Tries at once instead of when it is time: the network came back, somebody pressed a button. */
void miqat_replica_nudge (MiqatReplica *self);

/* One whole exchange: sends all that waits, fetches all that is new. Blocks. Fails with
 * MIQAT_SYNC_ERROR, a refusal of the hub, or an error of the database; nothing is half done then. */
gboolean miqat_replica_exchange (MiqatReplica *self, GCancellable *cancellable, GError **error);

/* ---- status ---------------------------------------------------------------------------------- */

typedef struct {
  gboolean online;             /* the last try reached the hub */
  MiqatInstant offline_since;  /* when not online; 0: not since the start */
  gboolean loading;            /* the rows are being fetched whole; not ready for work */
  guint loaded;                /* rows so far */
  guint waiting;               /* changes that the hub has not decided */
  MiqatInstant oldest_waiting; /* 0: none */
  guint refused;               /* changes that somebody must decide (commands, not cases) */
  gint64 clock_wrong;          /* microseconds this computer is ahead of the hub; 0 when close */
  gboolean revoked;            /* the key is destroyed, the data with it */
  MiqatProblemCode trouble;    /* what keeps exchanges from working though the hub answers, such as a
                                  full disk or a hub that must be updated; NONE: nothing */
  gboolean sign_in_needed;     /* something waits for its author to sign in with the network */
  gboolean damaged;            /* the rows could not be brought in line; they will be fetched anew */
} MiqatReplicaStatus;

void miqat_replica_get_status (MiqatReplica *self, MiqatReplicaStatus *status);

/* Calls `changed` in `context` (nullable: the thread's default) when the status has changed. */
typedef void (*MiqatReplicaChanged) (MiqatReplica *self, gpointer data);
guint miqat_replica_subscribe (MiqatReplica *self, GMainContext *context, MiqatReplicaChanged changed,
                               gpointer data);
void miqat_replica_unsubscribe (MiqatReplica *self, guint subscription);

/* ---- people ---------------------------------------------------------------------------------- */

typedef struct {
  char *id; /* the actor id for commands */
  char *name;
  gboolean offline; /* let in by what this computer remembers */
} MiqatSignedIn;

void miqat_signed_in_free (MiqatSignedIn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatSignedIn, miqat_signed_in_free)

/* Asks the hub, or without a connection the memory of this computer. Refuses sign_in_wrong,
 * sign_in_slow_down, sign_in_offline, not_yours (another office's person). */
MiqatSignedIn *miqat_replica_sign_in (MiqatReplica *self, const char *email, const char *password,
                                      GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_replica_sign_in_async (MiqatReplica *self, const char *email, const char *password,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
MiqatSignedIn *miqat_replica_sign_in_finish (MiqatReplica *self, GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- what needs the hub ---------------------------------------------------------------------- */

/* Runs a command at the hub at once (class ONLINE, but any may), then fetches what it did. The answer
 * may be a refusal. Without a connection: refused needs_connection. When the answer is lost it is
 * asked for again; MIQAT_SYNC_ERROR_OFFLINE then means that it is not known whether it was done: the
 * same request (same id) may be sent again. */
MiqatAnswer *miqat_replica_run_online (MiqatReplica *self, const MiqatRequest *request,
                                       GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_replica_run_online_async (MiqatReplica *self, const MiqatRequest *request,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
MiqatAnswer *miqat_replica_run_online_finish (MiqatReplica *self, GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The contents of a document: from the vault of this computer, or else from the hub, and then kept.
 * Refuses not_found, needs_connection, file_damaged. */
GBytes *miqat_replica_fetch_document (MiqatReplica *self, const char *content_hash,
                                      GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_replica_fetch_document_async (MiqatReplica *self, const char *content_hash,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
GBytes *miqat_replica_fetch_document_finish (MiqatReplica *self, GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- Perlu perhatian ------------------------------------------------------------------------- */

/* What the hub refused, as one case: the command that was refused and those that built on it. */
typedef struct {
  MiqatQueued *head;
  GPtrArray *dependents; /* of MiqatQueued, in order; never NULL */
} MiqatRefusedCase;

void miqat_refused_case_free (MiqatRefusedCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatRefusedCase, miqat_refused_case_free)

/* Oldest first, MiqatRefusedCase. `db`: a reader of the site's. */
GPtrArray *miqat_replica_list_cases (MiqatSite *site, MiqatDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sends a refused command again: with `args` (nullable: as it was), as `actor_id` (nullable: as whom
 * it was), under a new id, from now. Answers like any command; when it is done here, the refused one
 * is gone, and when it is refused again here, nothing has changed. */
MiqatAnswer *miqat_replica_resend (MiqatReplica *self, const char *id, JsonObject *args,
                                   const char *actor_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_replica_resend_async (MiqatReplica *self, const char *id, JsonObject *args,
                                 const char *actor_id, GAsyncReadyCallback callback,
                                 gpointer user_data);
MiqatAnswer *miqat_replica_resend_finish (MiqatReplica *self, GAsyncResult *result,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Gives a refused command up, and with it those that built on it. Who did so and why goes to the hub,
 * into the audit trail. Refuses required without a reason, not_found. */
gboolean miqat_replica_discard (MiqatReplica *self, const char *id, const char *actor_id,
                                const char *reason, GError **error);
void miqat_replica_discard_async (MiqatReplica *self, const char *id, const char *actor_id,
                                  const char *reason, GAsyncReadyCallback callback, gpointer user_data);
gboolean miqat_replica_discard_finish (MiqatReplica *self, GAsyncResult *result, GError **error);

G_END_DECLS

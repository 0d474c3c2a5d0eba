/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the replica share. */
#pragma once

#include "miqat-offline-person.h"
#include "miqat-replica.h"
#include "miqat-replica-store.h"
#include "miqat-site-private.h"
#include "miqat-sync-client.h"

G_BEGIN_DECLS

typedef struct {
  guint id;
  GMainContext *context;
  MiqatReplicaChanged changed;
  gpointer data;
} MiqatReplicaSubscription;

struct _MiqatReplica {
  gatomicrefcount references;
  MiqatSite *site;
  MiqatSyncTransport *transport;
  MiqatVault *vault;
  guint site_subscription;
  GMutex exchanging; /* one exchange at a time */
  GMutex uploading;  /* documents go up beside the next exchange, one at a time */
  GMutex reading;    /* guards `reader` */
  MiqatDb *reader;

  GMutex lock;       /* guards all below */
  GCond woken;
  GThread *thread;
  gboolean stopping;
  gboolean nudged;
  GCancellable *waiting; /* the long poll, while there is one */
  GCancellable *stopped; /* everything else in the background */
  GPtrArray *running;    /* GCancellables of what runs in threads of its own */
  char *token;           /* once read */
  MiqatReplicaStatus status;
  GArray *subscriptions;
  guint next_subscription;
};

MiqatReplica *miqat_replica_ref (MiqatReplica *self);
void miqat_replica_unref (MiqatReplica *self);

/* ---- rows, inside a job of the writer -------------------------------------------------------- */

/* Takes back the effects of the queue, replaces the touched rows by the hub's, and makes the effects
 * of what is still queued again. All or nothing. */
typedef struct {
  MiqatSite *site;
  GPtrArray *pages;   /* (nullable) of JsonNode: answers of /sync/changes, oldest first */
  const char *cursor; /* (nullable) where the hub's rows are now */
  gint64 seq;         /* the same as a number; settles accepted commands */
  gboolean changed;   /* out: whether any row may be another now */
} MiqatRebase;
gboolean miqat_replica_rebase (MiqatDb *db, MiqatRebase *rebase, GError **error);

/* Puts the rows of one answer into the tables, without regard to references. */
gboolean miqat_replica_put_page (MiqatDb *db, MiqatSite *site, JsonNode *page, guint *n_rows, GError **error);

/* Takes the queue's effects back and leaves them so. */
gboolean miqat_replica_take_back (MiqatDb *db, MiqatSite *site, GError **error);

/* ---- the exchange, on whichever thread --------------------------------------------------------- */

/* The parts of one exchange, under `exchanging`. */
/* Notes the documents that these commands (MiqatQueued) name. */
gboolean miqat_replica_note_uploads (MiqatReplica *self, const GPtrArray *commands, GError **error);
gboolean miqat_replica_push (MiqatReplica *self, GCancellable *cancellable, GError **error);
/* Beside `exchanging`, since a document may take minutes on a thin line. A document that cannot be read
 * here is left where it is, told in `unreadable` (nullable out), and does not keep the others back. */
gboolean miqat_replica_upload (MiqatReplica *self, GError **unreadable, GCancellable *cancellable, GError **error);
gboolean miqat_replica_load (MiqatReplica *self, GCancellable *cancellable, GError **error);
gboolean miqat_replica_pull (MiqatReplica *self, GCancellable *cancellable, GError **error);
/* Waits, at most so long, for the hub to have something new. */
gboolean miqat_replica_wait (MiqatReplica *self, guint seconds, gboolean *changed,
                             GCancellable *cancellable, GError **error);
/* The rows are not what they should be: they will be fetched anew. */
gboolean miqat_replica_reset (MiqatReplica *self, GError **error);

/* Asks with the device's token, and notes what the answer says of clock and connection. */
JsonObject *miqat_replica_ask (MiqatReplica *self, MiqatSyncMethod method, const char *target,
                               GBytes *body, guint timeout_ms, JsonNode **root,
                               GCancellable *cancellable, GError **error);
GBytes *miqat_replica_ask_contents (MiqatReplica *self, const char *target, GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Runs a job of the writer and waits. */
gboolean miqat_replica_write (MiqatReplica *self, MiqatWriterJob job, gpointer data, GError **error);
/* Begins a message that names protocol and schema. */
void miqat_replica_begin_message (MiqatJsonWriter *json, GString *out);
/* The same for a query: "…?protocol=1&schema=11". */
GString *miqat_replica_begin_target (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void miqat_replica_add_param (GString *target, const char *name, const char *value);

/* The connection for reading, which one thread has at a time and only shortly; NULL (and nothing to
 * end) when it cannot be opened. */
MiqatDb *miqat_replica_begin_read (MiqatReplica *self, GError **error);
void miqat_replica_end_read (MiqatReplica *self);

/* One of the small facts (MIQAT_SYNC_STATE_…); NULL without an error when it is not set. */
char *miqat_replica_dup_state (MiqatReplica *self, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Something that blocks, in a thread of its own. `run` returns through the task. */
typedef struct _MiqatReplicaErrand MiqatReplicaErrand;
struct _MiqatReplicaErrand {
  MiqatReplica *self;
  GCancellable *cancellable; /* the caller's, or the replica's end */
  GCancellable *callers;     /* nullable */
  gulong handler;
  void (*run) (MiqatReplicaErrand *errand, GTask *task);
  gpointer input;
  GDestroyNotify input_free;
};
void miqat_replica_run_errand (MiqatReplica *self, void (*run) (MiqatReplicaErrand *, GTask *),
                               gpointer input, GDestroyNotify input_free, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* Cancels them all and waits. */
void miqat_replica_end_errands (MiqatReplica *self);

/* ---- status ------------------------------------------------------------------------------------ */

/* The hub answered; `hub_now` 0: without saying the time. */
void miqat_replica_note_answer (MiqatReplica *self, MiqatInstant hub_now);
void miqat_replica_note_loading (MiqatReplica *self, gboolean loading, guint rows);
void miqat_replica_note_sign_in_needed (MiqatReplica *self, gboolean needed);
void miqat_replica_note_failure (MiqatReplica *self, const GError *error);
void miqat_replica_note_success (MiqatReplica *self);
void miqat_replica_note_damaged (MiqatReplica *self);
/* Counts the queue again. */
void miqat_replica_note_queue (MiqatReplica *self);
void miqat_replica_clear_subscription (gpointer data);

G_END_DECLS

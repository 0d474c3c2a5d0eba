/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the server: one HTTP thread and its connections. Private to this folder. */
#pragma once

#include <libsoup/soup.h>

#include "miqat-http-server.h"

G_BEGIN_DECLS

/* What the threads of a server share. Counted, since exchanges may outlive the server. */
typedef struct {
  gatomicrefcount references;
  const MiqatHttpRouter *router;
  MiqatHttpServerOptions options;
  MiqatHttpLimits *limits;
  gint64 body_bytes; /* these five atomic */
  guint64 requests;
  guint64 refused;
  guint64 failed;
  guint64 cut;
} MiqatHttpShared;

MiqatHttpShared *miqat_http_shared_ref (MiqatHttpShared *self);
void miqat_http_shared_unref (MiqatHttpShared *self);

typedef struct {
  gatomicrefcount references;
  MiqatHttpShared *shared;
  GMutex mutex;
  gboolean closed;       /* under the mutex: nothing is attached to the context any more */
  GMainContext *context;
  int n_connections;     /* atomic */
  int stopping;          /* atomic */
  /* Only on its thread. */
  GQueue connections;    /* of MiqatHttpConnection, by their links */
  SoupServer *soup;
  int quiet_fd;          /* the other end of the library's only listener, see listen_on() */
  GSocket *listener;
  GSource *accepting;    /* (nullable) */
  gpointer thread_data;
} MiqatHttpWorker;

MiqatHttpWorker *miqat_http_worker_new (MiqatHttpShared *shared) G_GNUC_WARN_UNUSED_RESULT;
MiqatHttpWorker *miqat_http_worker_ref (MiqatHttpWorker *self);
void miqat_http_worker_unref (MiqatHttpWorker *self);

/* The thread: listens on `fd` (taken) and serves until told to stop. `ready` gets NULL or a GError
 * that the reader frees. */
void miqat_http_worker_run (MiqatHttpWorker *self, int fd, gint64 *stop_at_us, GAsyncQueue *ready);

void miqat_http_worker_log (MiqatHttpWorker *self, const char *line);

/* --- Connections; only on the worker's thread --- */

/* Accepts what comes to the listener, until told to stop. */
void miqat_http_connections_accept (MiqatHttpWorker *worker);
void miqat_http_connections_stop_accepting (MiqatHttpWorker *worker);
/* Cuts what took too long; tries again to accept where that had failed. */
void miqat_http_connections_sweep (MiqatHttpWorker *worker);
/* Closes what is idle. */
void miqat_http_connections_close_idle (MiqatHttpWorker *worker);
/* Answers "busy" to what still waits for its answer. */
void miqat_http_connections_give_up (MiqatHttpWorker *worker);
/* Cuts everything and forgets the library's objects. */
void miqat_http_connections_cut (MiqatHttpWorker *worker);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTTP server, behind a seam that hides the library. It listens on loopback or a unix socket
 * only: a reverse proxy stands before it (DESIGN §9). It nevertheless enforces, itself: one Host, one
 * framing of the body, well-formed headers, body limits while reading, a budget for all bodies
 * together, deadlines for reading, answering and writing, a cap on connections. Range is ignored.
 *
 * One or two HTTP threads share one listening socket; each has its own main context. */
#pragma once

#include "miqat-http-router.h"

G_BEGIN_DECLS

typedef void (*MiqatHttpLog) (const char *line, gpointer data);

/* Zero everywhere means the default given in brackets. */
typedef struct {
  const char *unix_path;  /* a unix socket (mode 0660, replaced if stale), or NULL: loopback TCP */
  guint16 port;           /* loopback port; 0: any free one, see miqat_http_server_get_port() */
  guint threads;          /* [1] */
  guint connections_max;  /* per thread [512]; more get 503 */
  gsize bodies_max;       /* bytes of request bodies in memory at once [128 MiB]; beyond: 503 */
  guint read_ms;          /* from the first byte (or the connect) to the end of the body [20 s] */
  guint answer_ms;        /* from there to the answer, unless the route says otherwise [30 s] */
  guint write_ms;         /* from there until it is sent [60 s] */
  guint idle_ms;          /* a kept connection between requests [75 s] */
  guint limit_keys_max;   /* keys of each class of rate limits [20000] */
  gboolean behind_proxy;  /* believe X-Real-IP and X-Forwarded-Proto */
  MiqatClock *clock;      /* [the system's] */
  MiqatHttpLog log;       /* gets access lines, from any HTTP thread [standard error] */
  gpointer log_data;
  /* Made on each HTTP thread when it starts, freed there when it ends. */
  gpointer (*thread_new) (gpointer data);
  void (*thread_free) (gpointer thread_data);
  gpointer thread_data;   /* argument of thread_new */
} MiqatHttpServerOptions;

typedef struct {
  guint64 requests;     /* answered */
  guint64 refused;      /* of these: 4xx */
  guint64 failed;       /* of these: 5xx */
  guint64 cut;          /* connections cut: broken framing, too large, too slow */
  guint connections;    /* open now */
  gsize body_bytes;     /* request bodies in memory now */
} MiqatHttpCounts;

typedef struct _MiqatHttpServer MiqatHttpServer;

/* Listens and starts the threads. Borrows `router`, which must outlive the server and not change.
 * Fails with a GIOError when the address cannot be had. */
MiqatHttpServer *miqat_http_server_start (const MiqatHttpRouter *router,
                                          const MiqatHttpServerOptions *options,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* 0 on a unix socket. */
guint16 miqat_http_server_get_port (const MiqatHttpServer *self);
MiqatHttpLimits *miqat_http_server_get_limits (MiqatHttpServer *self);
void miqat_http_server_get_counts (MiqatHttpServer *self, MiqatHttpCounts *counts);

/* Graceful: refuses new connections, closes idle ones, lets requests in progress finish for at most
 * `deadline_ms`, cuts the rest, ends the threads. Waits for that. Harmless when repeated. */
void miqat_http_server_stop (MiqatHttpServer *self, guint deadline_ms);
/* Stops with a deadline of 0 if that was not done. Exchanges may outlive the server. */
void miqat_http_server_free (MiqatHttpServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatHttpServer, miqat_http_server_free)

G_END_DECLS

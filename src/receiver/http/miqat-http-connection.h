/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the server: one connection and the request on it. Private to this folder. */
#pragma once

#include "miqat-http-framing.h"
#include "miqat-http-stream.h"
#include "miqat-http-worker.h"

G_BEGIN_DECLS

typedef enum {
  CONNECTION_IDLE,      /* between two requests */
  CONNECTION_READING,   /* from the connect or the first byte to the end of the body */
  CONNECTION_HANDLING,  /* a handler has it */
  CONNECTION_WRITING,   /* the answer is on its way */
  CONNECTION_LINGERING, /* answered in the middle of the request; what still comes is thrown away */
  CONNECTION_N_STATES
} ConnectionState;

typedef struct {
  gatomicrefcount references; /* the stream's, the address's, the signals', the exchange's */
  MiqatHttpWorker *worker;
  GSocket *socket;
  MiqatHttpStream *stream;    /* borrowed from the library; NULL when it is gone */
  char *peer;                 /* its address, "local" on a unix socket */
  GList link;
  ConnectionState state;
  gint64 since_us;            /* when the state began */

  /* The request, NULL and 0 between requests. */
  gint64 started_us;
  SoupServerMessage *message;
  MiqatHttpFraming framing;
  MiqatHttpRequest *request;
  MiqatHttpMatch match;
  MiqatHttpExchange *exchange;
  MiqatHttpResponse *early;   /* decided before the body was read */
  GByteArray *body;
  gsize discarded;
  gint64 body_bytes;          /* counted in the budget; none once the body is the request's */
  guint status;               /* as sent */
  gsize sent_bytes;
  gboolean paused;
  gboolean logged;
} MiqatHttpConnection;

/* Hands a new connection to the library. */
void miqat_http_connection_start (MiqatHttpWorker *worker, GSocket *socket);
/* Connects to the library's signals. */
void miqat_http_connection_watch (MiqatHttpWorker *worker);
MiqatHttpConnection *miqat_http_connection_ref (MiqatHttpConnection *self);
void miqat_http_connection_unref (MiqatHttpConnection *self);
void miqat_http_connection_set_state (MiqatHttpConnection *self, ConnectionState state);

/* Forgets the request, finished or not. */
void miqat_http_connection_clear_request (MiqatHttpConnection *self);
/* Ends reading and writing; the library notices and lets go of the connection. */
void miqat_http_connection_shut (MiqatHttpConnection *self);
/* The same for who still sends after a refusal: it is told at once, not when its buffers are full. */
void miqat_http_connection_reset (MiqatHttpConnection *self);

/* Sends `response`, by the library, or by hand when the body is still coming. */
void miqat_http_connection_send (MiqatHttpConnection *self, MiqatHttpResponse *response);
/* Sends a problem by hand and throws the rest away. */
void miqat_http_connection_refuse (MiqatHttpConnection *self, guint status);
/* Writes the access line and counts. */
void miqat_http_connection_log (MiqatHttpConnection *self);

/* A MiqatHttpAnswered; data is a MiqatHttpConnection. */
void miqat_http_connection_answered (MiqatHttpExchange *exchange, MiqatHttpResponse *response,
                                     gpointer data);

G_END_DECLS

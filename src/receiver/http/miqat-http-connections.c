/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All connections of a worker: how they come, and how they are cut when they take too long or the
 * server stops. The library could accept them too, but its listener is gone for good after the
 * first failed accept (too many open files, or another thread was faster). */
#include "config.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "miqat-http-connection.h"

#define ACCEPT_MAX 16

/* --- Accepting ------------------------------------------------------------------------------- */

static void
turn_away (GSocket *socket)
{
  static const char full[] = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n"
                             "Retry-After: 5\r\nConnection: close\r\n\r\n";

  g_socket_send_with_blocking (socket, full, sizeof full - 1, FALSE, NULL, NULL);
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
}

static gboolean
on_listener_ready_cb (GSocket *listener, GIOCondition condition, gpointer data)
{
  MiqatHttpWorker *worker = data;

  for (guint i = 0; i < ACCEPT_MAX; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GSocket) socket = g_socket_accept (listener, NULL, &error);

    if (!socket && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
      break;
    if (!socket) {
      /* The listener stays ready, so trying again at once would only spin: the sweep will. */
      g_message ("cannot accept a connection: %s", error->message);
      g_clear_pointer (&worker->accepting, g_source_unref);
      return G_SOURCE_REMOVE;
    }
    if (g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV4)
      g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
    if (worker->connections.length < worker->shared->options.connections_max)
      miqat_http_connection_start (worker, socket);
    else
      turn_away (socket);
  }
  return G_SOURCE_CONTINUE;
}

void
miqat_http_connections_accept (MiqatHttpWorker *worker)
{
  if (worker->accepting || !worker->listener)
    return;
  worker->accepting = g_socket_create_source (worker->listener, G_IO_IN, NULL);
  g_source_set_callback (worker->accepting, G_SOURCE_FUNC (on_listener_ready_cb), worker, NULL);
  g_source_attach (worker->accepting, worker->context);
}

void
miqat_http_connections_stop_accepting (MiqatHttpWorker *worker)
{
  if (worker->accepting)
    g_source_destroy (worker->accepting);
  g_clear_pointer (&worker->accepting, g_source_unref);
  g_clear_object (&worker->listener);
}

/* --- Deadlines ------------------------------------------------------------------------------- */

static guint
get_limit_ms (const MiqatHttpConnection *self)
{
  const MiqatHttpServerOptions *options = &self->worker->shared->options;

  switch (self->state) {
  case CONNECTION_IDLE:
    return options->idle_ms;
  case CONNECTION_READING:
    return options->read_ms;
  case CONNECTION_HANDLING:
    return self->match.route && self->match.route->answer_ms ? self->match.route->answer_ms
                                                             : options->answer_ms;
  case CONNECTION_WRITING:
    return options->write_ms;
  case CONNECTION_LINGERING:
  case CONNECTION_N_STATES:
    break;
  }
  return 1000;
}

/* Answered first: whoever hears that it was cancelled may answer too, and then comes too late. */
static void
give_up (MiqatHttpConnection *self)
{
  g_autoptr (MiqatHttpExchange) exchange = miqat_http_exchange_ref (self->exchange);

  miqat_http_exchange_answer_problem (exchange, MIQAT_PROBLEM_DATABASE_BUSY);
  g_cancellable_cancel (miqat_http_exchange_get_cancellable (exchange));
}

static void
cut_late (MiqatHttpConnection *self)
{
  switch (self->state) {
  case CONNECTION_READING:
    miqat_http_connection_refuse (self, 408);
    miqat_http_connection_shut (self);
    break;
  case CONNECTION_HANDLING:
    give_up (self);
    break;
  case CONNECTION_WRITING:
    __atomic_add_fetch (&self->worker->shared->cut, 1, __ATOMIC_RELAXED);
    miqat_http_connection_shut (self);
    break;
  case CONNECTION_LINGERING:
    miqat_http_connection_reset (self);
    break;
  case CONNECTION_IDLE:
  case CONNECTION_N_STATES:
    miqat_http_connection_shut (self);
    break;
  }
}

/* A client that closed its half while it waits will hardly read the answer. */
static void
notice_leaving (MiqatHttpConnection *self)
{
  char byte;

  if (!g_cancellable_is_cancelled (miqat_http_exchange_get_cancellable (self->exchange))
      && recv (g_socket_get_fd (self->socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
    g_cancellable_cancel (miqat_http_exchange_get_cancellable (self->exchange));
}

void
miqat_http_connections_sweep (MiqatHttpWorker *worker)
{
  gint64 now_us = g_get_monotonic_time ();

  miqat_http_connections_accept (worker);
  for (GList *link = worker->connections.head, *next; link; link = next) {
    MiqatHttpConnection *self = link->data;

    next = link->next;
    if (g_socket_is_closed (self->socket))
      continue;
    if (now_us - self->since_us > get_limit_ms (self) * G_GINT64_CONSTANT (1000))
      cut_late (self);
    else if (self->state == CONNECTION_HANDLING && self->paused)
      notice_leaving (self);
  }
}

void
miqat_http_connections_close_idle (MiqatHttpWorker *worker)
{
  for (GList *link = worker->connections.head; link; link = link->next) {
    MiqatHttpConnection *self = link->data;

    if (self->state == CONNECTION_IDLE || (self->state == CONNECTION_READING && !self->message))
      miqat_http_connection_shut (self);
  }
}

void
miqat_http_connections_give_up (MiqatHttpWorker *worker)
{
  for (GList *link = worker->connections.head; link; link = link->next) {
    MiqatHttpConnection *self = link->data;

    if (self->state == CONNECTION_HANDLING && self->exchange)
      give_up (self);
  }
}

void
miqat_http_connections_cut (MiqatHttpWorker *worker)
{
  for (GList *link = worker->connections.head, *next; link; link = next) {
    MiqatHttpConnection *self = link->data;

    next = link->next;
    miqat_http_connection_ref (self);
    miqat_http_connection_shut (self);
    miqat_http_connection_clear_request (self);
    miqat_http_connection_set_state (self, CONNECTION_LINGERING);
    miqat_http_connection_unref (self);
  }
}

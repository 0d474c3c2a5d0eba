/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receiving half of a connection: the library's signals, in the order in which they come for one
 * message: request-started, got-headers, got-chunk …, got-body, finished. Everything here runs on
 * the worker's thread. */
#include "config.h"

#include <sys/socket.h>

#include "miqat-http-connection.h"

#define CONNECTION_KEY "miqat-http-connection"
#define DISCARD_MAX (512 * 1024)
#define BODY_START (64 * 1024)

/* All accounts behind one address together: the computers of a large office, and no flood. */
static const MiqatHttpRate office_rate = { "office", 600, 36000 };

/* --- Life ------------------------------------------------------------------------------------ */

MiqatHttpConnection *
miqat_http_connection_ref (MiqatHttpConnection *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
miqat_http_connection_unref (MiqatHttpConnection *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->request, miqat_http_request_unref);
  g_clear_pointer (&self->early, miqat_http_response_unref);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_object_unref (self->socket);
  g_free (self->peer);
  miqat_http_worker_unref (self->worker);
  g_free (self);
}

static void
unref_closure (gpointer data, GClosure *closure)
{
  miqat_http_connection_unref (data);
}

void
miqat_http_connection_set_state (MiqatHttpConnection *self, ConnectionState state)
{
  self->state = state;
  self->since_us = g_get_monotonic_time ();
}

void
miqat_http_connection_shut (MiqatHttpConnection *self)
{
  if (!g_socket_is_closed (self->socket))
    g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}

void
miqat_http_connection_reset (MiqatHttpConnection *self)
{
  struct linger none = { .l_onoff = 1 };

  if (!g_socket_is_closed (self->socket))
    setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_LINGER, &none, sizeof none);
  miqat_http_connection_shut (self);
}

void
miqat_http_connection_clear_request (MiqatHttpConnection *self)
{
  MiqatHttpExchange *exchange = g_steal_pointer (&self->exchange);

  if (exchange && !miqat_http_exchange_is_answered (exchange))
    g_cancellable_cancel (miqat_http_exchange_get_cancellable (exchange));
  g_clear_pointer (&exchange, miqat_http_exchange_unref);
  g_clear_object (&self->message);
  g_clear_pointer (&self->request, miqat_http_request_unref);
  g_clear_pointer (&self->early, miqat_http_response_unref);
  g_clear_pointer (&self->body, g_byte_array_unref);
  __atomic_sub_fetch (&self->worker->shared->body_bytes, self->body_bytes, __ATOMIC_RELAXED);
  self->body_bytes = 0;
  self->match = (MiqatHttpMatch){ NULL };
  self->framing = (MiqatHttpFraming){ 0 };
  self->started_us = 0;
  self->discarded = 0;
  self->status = 0;
  self->sent_bytes = 0;
  self->paused = FALSE;
  self->logged = FALSE;
}

static void
on_stream_began (gpointer data)
{
  MiqatHttpConnection *self = data;

  if (self->state == CONNECTION_IDLE)
    miqat_http_connection_set_state (self, CONNECTION_READING);
}

static void
on_stream_broken (gpointer data, guint status)
{
  MiqatHttpConnection *self = data;

  if (self->state == CONNECTION_IDLE || self->state == CONNECTION_READING)
    miqat_http_connection_refuse (self, status);
}

/* The library let go of the stream: the end of the connection. */
static void
on_stream_gone (gpointer data)
{
  MiqatHttpConnection *self = data;

  self->stream = NULL;
  g_queue_unlink (&self->worker->connections, &self->link);
  g_atomic_int_add (&self->worker->n_connections, -1);
  miqat_http_connection_clear_request (self);
  miqat_http_connection_unref (self);
}

/* The library says of a message only its addresses; the remote one, an object of our making, leads
 * back to the connection. On a unix socket both are invented: the library expects numbers. */
void
miqat_http_connection_start (MiqatHttpWorker *worker, GSocket *socket)
{
  g_autoptr (GSocketAddress) peer = g_socket_get_remote_address (socket, NULL);
  g_autoptr (GSocketAddress) local = g_inet_socket_address_new_from_string ("127.0.0.1", 80);
  g_autoptr (GSocketAddress) remote = g_inet_socket_address_new_from_string ("127.0.0.1", 1);
  g_autoptr (MiqatHttpStream) stream = NULL;
  MiqatHttpConnection *self = g_new0 (MiqatHttpConnection, 1);
  MiqatHttpStreamWatch watch = { on_stream_began, on_stream_broken, self };

  g_atomic_ref_count_init (&self->references);
  self->worker = miqat_http_worker_ref (worker);
  self->socket = g_object_ref (socket);
  self->stream = stream = miqat_http_stream_new (socket, &watch);
  if (G_IS_INET_SOCKET_ADDRESS (peer))
    self->peer = g_inet_address_to_string (
        g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (peer)));
  else
    self->peer = g_strdup ("local");
  self->link.data = self;
  miqat_http_connection_set_state (self, CONNECTION_READING);
  g_queue_push_tail_link (&worker->connections, &self->link);
  g_atomic_int_inc (&worker->n_connections);
  g_object_set_data_full (G_OBJECT (remote), CONNECTION_KEY, miqat_http_connection_ref (self),
                          (GDestroyNotify) miqat_http_connection_unref);
  g_object_set_data_full (G_OBJECT (stream), CONNECTION_KEY, self, on_stream_gone);
  soup_server_accept_iostream (worker->soup, G_IO_STREAM (stream), local, remote, NULL);
}

/* --- Headers --------------------------------------------------------------------------------- */

static void
copy_header (const char *name, const char *value, gpointer data)
{
  miqat_http_request_add_header (data, name, value);
}

static void
set_client (MiqatHttpConnection *self)
{
  gboolean behind_proxy = self->worker->shared->options.behind_proxy;
  const char *said = miqat_http_request_get_header (self->request, "X-Real-IP");
  const char *scheme = miqat_http_request_get_header (self->request, "X-Forwarded-Proto");
  const char *client = behind_proxy && said && g_hostname_is_ip_address (said) ? said : self->peer;

  miqat_http_request_set_client (self->request, client,
                                 behind_proxy && g_strcmp0 (scheme, "https") == 0);
}

/* The request without its body; NULL when its address is malformed. `*method_known` FALSE: it is
 * another method than ours, and the request reads GET. */
static MiqatHttpRequest *
make_request (MiqatHttpConnection *self, gboolean *method_known)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  GUri *uri = soup_server_message_get_uri (self->message);
  const char *query = g_uri_get_query (uri);
  g_autofree char *target = NULL;
  MiqatHttpRequest *request;

  target = g_strconcat (g_uri_get_path (uri), query ? "?" : NULL, query, NULL);
  request = miqat_http_request_new (soup_server_message_get_method (self->message), target);
  *method_known = request != NULL;
  if (!request)
    request = miqat_http_request_new ("GET", target);
  if (!request)
    return NULL;

  /* The library's answer to many ranges is many times the page; see DESIGN §9. */
  soup_message_headers_remove (headers, "Range");
  soup_message_headers_remove (headers, "If-Range");
  soup_message_headers_foreach (headers, copy_header, request);
  miqat_http_request_set_id (request, miqat_http_request_get_header (request, "X-Request-Id"));
  if (self->worker->shared->options.clock)
    miqat_http_request_set_received (request,
                                     miqat_clock_now (self->worker->shared->options.clock));
  return request;
}

static MiqatHttpExchange *
make_exchange (MiqatHttpConnection *self)
{
  MiqatHttpExchangeOptions options = {
    .answered = miqat_http_connection_answered,
    .answered_data = miqat_http_connection_ref (self),
    .answered_data_free = (GDestroyNotify) miqat_http_connection_unref,
    .limits = self->worker->shared->limits,
    .thread_data = self->worker->thread_data,
  };

  options.problem_page = miqat_http_router_get_problem_page (self->worker->shared->router,
                                                             &options.problem_page_data);
  return miqat_http_exchange_new (self->request, &options);
}

/* An account has a budget of its own; the strangers behind an address share one. So what strangers
 * use up is not missing to who is signed in at the same address. */
static gboolean
check_rate (MiqatHttpConnection *self, GError **error)
{
  const MiqatHttpRate *rate = self->match.route->rate;
  g_autofree char *address
      = miqat_http_limits_make_address_key (miqat_http_request_get_client (self->request));
  g_autofree char *account = miqat_http_router_dup_account (self->worker->shared->router,
                                                            self->request, self->match.route);

  if (!account)
    return miqat_http_exchange_check_rate (self->exchange, rate, address, error);
  return miqat_http_exchange_check_rate (self->exchange, rate, account, error)
         && miqat_http_exchange_check_rate (self->exchange, &office_rate, address, error);
}

/* Everything that can be refused before the body is read. */
static void
check_early (MiqatHttpConnection *self)
{
  const MiqatHttpRoute *route = self->match.route;
  GError *error = NULL;

  if (!route) {
    miqat_http_router_run (self->worker->shared->router, &self->match, self->exchange);
    return;
  }
  if (self->framing.length > (route->body_max ? route->body_max : MIQAT_HTTP_BODY_DEFAULT)) {
    miqat_http_exchange_answer_problem (self->exchange, MIQAT_PROBLEM_BODY_TOO_LARGE);
    return;
  }
  if (route->rate && !check_rate (self, &error))
    miqat_http_exchange_answer_error (self->exchange, error);
}

static void
on_message_got_headers_cb (SoupServerMessage *message, MiqatHttpConnection *self)
{
  gboolean method_known;

  if (self->state != CONNECTION_READING || self->message) {
    miqat_http_connection_shut (self);
    return;
  }
  self->started_us = g_get_monotonic_time ();
  self->message = g_object_ref (message);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  self->framing = *miqat_http_stream_get_framing (self->stream);
  if (soup_server_message_get_status (message) != 0
      || !(self->request = make_request (self, &method_known))) {
    miqat_http_connection_refuse (self, 400);
    return;
  }
  set_client (self);
  self->match = miqat_http_router_match (self->worker->shared->router, self->request);
  if (!method_known) {
    self->match.route = NULL;
    self->match.allowed = self->match.allowed ? self->match.allowed : MIQAT_HTTP_GET;
  }
  self->exchange = make_exchange (self);
  check_early (self);
}

/* --- Body ------------------------------------------------------------------------------------ */

static void
on_message_got_chunk_cb (SoupServerMessage *message, GBytes *chunk, MiqatHttpConnection *self)
{
  MiqatHttpShared *shared = self->worker->shared;
  gsize size = g_bytes_get_size (chunk);
  gsize limit;

  if (self->state != CONNECTION_READING || !self->exchange || !self->match.route) {
    self->discarded += size;
    if (self->discarded > DISCARD_MAX)
      miqat_http_connection_reset (self);
    return;
  }
  self->body_bytes += size;
  limit = self->match.route->body_max ? self->match.route->body_max : MIQAT_HTTP_BODY_DEFAULT;
  if (__atomic_add_fetch (&shared->body_bytes, size, __ATOMIC_RELAXED)
      > (gint64) shared->options.bodies_max)
    miqat_http_exchange_answer_problem (self->exchange, MIQAT_PROBLEM_DATABASE_BUSY);
  else if ((gsize) self->body_bytes > limit)
    miqat_http_exchange_answer_problem (self->exchange, MIQAT_PROBLEM_BODY_TOO_LARGE);
  else {
    /* What is announced is not reserved: it may never come. */
    if (!self->body)
      self->body = g_byte_array_sized_new (CLAMP (self->framing.length, 512, BODY_START));
    g_byte_array_append (self->body, g_bytes_get_data (chunk, NULL), size);
  }
}

/* A body that is whole, for as long as anybody holds it: a visitor who hangs up leaves it to whoever still
 * works on it, and there it counts as before. */
typedef struct {
  MiqatHttpShared *shared;
  GByteArray *array;
  gint64 counted;
} Body;

static void
free_body (gpointer data)
{
  Body *body = data;

  __atomic_sub_fetch (&body->shared->body_bytes, body->counted, __ATOMIC_RELAXED);
  miqat_http_shared_unref (body->shared);
  g_byte_array_unref (body->array);
  g_free (body);
}

static GBytes *
take_body (MiqatHttpConnection *self)
{
  Body *body = g_new0 (Body, 1);

  body->shared = miqat_http_shared_ref (self->worker->shared);
  body->array = g_steal_pointer (&self->body);
  body->counted = self->body_bytes;
  self->body_bytes = 0;
  return g_bytes_new_with_free_func (body->array->data, body->array->len, free_body, body);
}

static void
on_message_got_body_cb (SoupServerMessage *message, MiqatHttpConnection *self)
{
  g_autoptr (MiqatHttpExchange) exchange = NULL;

  if (self->state != CONNECTION_READING || self->message != message || !self->exchange)
    return;
  miqat_http_connection_set_state (self, CONNECTION_HANDLING);
  if (self->body) {
    g_autoptr (GBytes) body = take_body (self);

    miqat_http_request_set_body (self->request, body);
  }
  if (self->early) {
    g_autoptr (MiqatHttpResponse) early = g_steal_pointer (&self->early);

    miqat_http_connection_send (self, early);
    return;
  }

  exchange = miqat_http_exchange_ref (self->exchange);
  miqat_http_router_run (self->worker->shared->router, &self->match, exchange);
  if (self->state != CONNECTION_HANDLING)
    return;
  /* Two references are ours. With no third nobody will ever answer, unless somebody just did. */
  g_clear_pointer (&exchange, miqat_http_exchange_unref);
  if (!miqat_http_exchange_is_kept (self->exchange)
      && !miqat_http_exchange_is_answered (self->exchange))
    miqat_http_exchange_answer_problem (self->exchange, MIQAT_PROBLEM_INTERNAL);
  if (self->state != CONNECTION_HANDLING)
    return;
  self->paused = TRUE;
  soup_server_message_pause (message);
}

/* --- Ends ------------------------------------------------------------------------------------ */

static void
on_message_finished_cb (SoupServerMessage *message, MiqatHttpConnection *self)
{
  if (self->message != message)
    return;
  miqat_http_connection_log (self);
  if (self->state == CONNECTION_LINGERING)
    miqat_http_connection_shut (self);
  else {
    miqat_http_connection_set_state (self, CONNECTION_IDLE);
    miqat_http_stream_set_idle (self->stream, TRUE);
  }
  miqat_http_connection_clear_request (self);
  if (g_atomic_int_get (&self->worker->stopping))
    miqat_http_connection_shut (self);
}

/* What the library answers by itself, to requests it could not read, has no got-headers. */
static void
on_message_wrote_headers_cb (SoupServerMessage *message, MiqatHttpConnection *self)
{
  if (self->message || self->state != CONNECTION_READING)
    return;
  self->status = soup_server_message_get_status (message);
  miqat_http_connection_log (self);
  miqat_http_connection_set_state (self, CONNECTION_LINGERING);
}

static void
connect_signal (SoupServerMessage *message, const char *name, GCallback callback,
                MiqatHttpConnection *self)
{
  g_signal_connect_data (message, name, callback, miqat_http_connection_ref (self), unref_closure,
                         0);
}

/* For the first message when the connection is made, for those that follow at their first byte. */
static void
on_server_request_started_cb (SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  MiqatHttpConnection *self = g_object_get_data (G_OBJECT (remote), CONNECTION_KEY);

  g_assert (self != NULL && self->stream != NULL);
  miqat_http_stream_set_idle (self->stream, FALSE);
  if (self->state == CONNECTION_IDLE)
    miqat_http_connection_set_state (self, CONNECTION_READING);
  if (self->state != CONNECTION_READING) {
    miqat_http_connection_shut (self);
    return;
  }
  connect_signal (message, "got-headers", G_CALLBACK (on_message_got_headers_cb), self);
  connect_signal (message, "got-chunk", G_CALLBACK (on_message_got_chunk_cb), self);
  connect_signal (message, "got-body", G_CALLBACK (on_message_got_body_cb), self);
  connect_signal (message, "wrote-headers", G_CALLBACK (on_message_wrote_headers_cb), self);
  connect_signal (message, "finished", G_CALLBACK (on_message_finished_cb), self);
}

void
miqat_http_connection_watch (MiqatHttpWorker *worker)
{
  g_signal_connect (worker->soup, "request-started", G_CALLBACK (on_server_request_started_cb),
                    NULL);
}

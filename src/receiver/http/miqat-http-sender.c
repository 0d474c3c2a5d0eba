/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sending half of a connection. An answer may come from any thread; it is carried to the worker's
 * and sent there: by the library once the request was read, by hand while its body is still coming
 * (the library would read all of it first). */
#include "config.h"

#include "miqat-envelope.h"
#include "miqat-http-connection.h"

typedef void (*EmitHeader) (const char *name, const char *value, gpointer data);

static gboolean
has_header (const MiqatHttpResponse *response, const char *name)
{
  return miqat_http_response_get_header (response, name) != NULL;
}

/* Every header of the answer but those about its length. `response` NULL: only what always goes. */
static void
emit_headers (MiqatHttpConnection *self, const MiqatHttpResponse *response, gboolean close,
              EmitHeader emit, gpointer data)
{
  GPtrArray *extra = self->exchange ? miqat_http_exchange_get_extra_headers (self->exchange) : NULL;

  for (guint i = 0; response && i < miqat_http_response_get_n_headers (response); i++) {
    const char *name, *value;

    miqat_http_response_get_nth_header (response, i, &name, &value);
    emit (name, value, data);
  }
  for (guint i = 0; extra && i + 1 < extra->len; i += 2)
    emit (g_ptr_array_index (extra, i), g_ptr_array_index (extra, i + 1), data);
  if (!response || !has_header (response, "Cache-Control"))
    emit ("Cache-Control", "no-store", data);
  if (!response || !has_header (response, "Referrer-Policy"))
    emit ("Referrer-Policy", "same-origin", data);
  emit ("X-Content-Type-Options", "nosniff", data);
  if (self->request)
    emit ("X-Request-Id", miqat_http_request_get_id (self->request), data);
  if (close)
    emit ("Connection", "close", data);
}

/* --- By the library -------------------------------------------------------------------------- */

static void
emit_to_library (const char *name, const char *value, gpointer data)
{
  soup_message_headers_append (data, name, value);
}

static gboolean
is_not_modified (const MiqatHttpRequest *request, const MiqatHttpResponse *response)
{
  const char *etag = miqat_http_response_get_header (response, "ETag");

  return etag && miqat_http_request_is_safe (request)
         && miqat_http_response_get_status (response) == 200
         && miqat_http_request_matches_etag (request, etag);
}

static void
send_by_library (MiqatHttpConnection *self, MiqatHttpResponse *response)
{
  SoupServerMessage *message = self->message;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  GBytes *body = miqat_http_response_get_body (response);
  gsize size = g_bytes_get_size (body);
  gboolean stopping = g_atomic_int_get (&self->worker->stopping) != 0;

  self->status = is_not_modified (self->request, response)
                     ? 304
                     : miqat_http_response_get_status (response);
  soup_server_message_set_status (message, self->status, NULL);
  emit_headers (self, response, stopping, emit_to_library, headers);
  if (self->status == 304 || miqat_http_request_is_head (self->request))
    soup_message_headers_set_content_length (headers, size);
  else if (size > 0) {
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
    self->sent_bytes = size;
  }
  miqat_http_connection_set_state (self, CONNECTION_WRITING);
  if (self->paused) {
    self->paused = FALSE;
    soup_server_message_unpause (message);
  }
}

/* --- By hand --------------------------------------------------------------------------------- */

static void
emit_to_text (const char *name, const char *value, gpointer data)
{
  g_string_append_printf (data, "%s: %s\r\n", name, value);
}

/* Sends what fits into the socket's buffer, which a refusal does, and lets the client finish its
 * sentence for a moment: with unread bytes, closing would destroy the answer on its way. */
static void
send_by_hand (MiqatHttpConnection *self, guint status, const MiqatHttpResponse *response,
              const char *body, gsize size)
{
  g_autoptr (GString) text = g_string_new (NULL);

  self->status = status;
  self->sent_bytes = size;
  g_string_append_printf (text, "HTTP/1.1 %u %s\r\n", status, soup_status_get_phrase (status));
  emit_headers (self, response, TRUE, emit_to_text, text);
  g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", size);
  if (!self->request || !miqat_http_request_is_head (self->request))
    g_string_append_len (text, body, size);
  if (!g_socket_is_closed (self->socket)) {
    g_socket_send_with_blocking (self->socket, text->str, text->len, FALSE, NULL, NULL);
    g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
  }
  miqat_http_connection_set_state (self, CONNECTION_LINGERING);
  __atomic_add_fetch (&self->worker->shared->cut, 1, __ATOMIC_RELAXED);
  miqat_http_connection_log (self);
}

void
miqat_http_connection_refuse (MiqatHttpConnection *self, guint status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatHttpResponse) response = NULL;
  const char *body;
  gsize size = 0;

  /* Of a request that could not be read, at least its answer and the log have a common id. */
  if (!self->request) {
    self->request = miqat_http_request_new ("GET", "/");
    miqat_http_request_set_client (self->request, self->peer, FALSE);
  }
  miqat_refuse (&error, NULL, status == 413 ? MIQAT_PROBLEM_BODY_TOO_LARGE : MIQAT_PROBLEM_REQUEST_BROKEN,
                NULL);
  response = miqat_envelope_new_error (error, self->request);
  body = g_bytes_get_data (miqat_http_response_get_body (response), &size);
  send_by_hand (self, status, response, body, size);
}

/* --- Either ---------------------------------------------------------------------------------- */

void
miqat_http_connection_send (MiqatHttpConnection *self, MiqatHttpResponse *response)
{
  switch (self->state) {
  case CONNECTION_READING:
    if (miqat_http_framing_has_body (&self->framing)) {
      gsize size;
      const char *body = g_bytes_get_data (miqat_http_response_get_body (response), &size);

      send_by_hand (self, miqat_http_response_get_status (response), response, body, size);
    } else
      self->early = miqat_http_response_ref (response);
    break;
  case CONNECTION_HANDLING:
    send_by_library (self, response);
    break;
  case CONNECTION_IDLE:
  case CONNECTION_WRITING:
  case CONNECTION_LINGERING:
  case CONNECTION_N_STATES:
    break;
  }
}

typedef struct {
  MiqatHttpConnection *connection;
  MiqatHttpExchange *exchange;
  MiqatHttpResponse *response;
} Delivery;

static void
free_delivery (gpointer data)
{
  Delivery *delivery = data;

  miqat_http_connection_unref (delivery->connection);
  miqat_http_exchange_unref (delivery->exchange);
  miqat_http_response_unref (delivery->response);
  g_free (delivery);
}

static gboolean
deliver (gpointer data)
{
  Delivery *delivery = data;

  /* The connection may meanwhile be at another request, or at its end. */
  if (delivery->connection->exchange == delivery->exchange)
    miqat_http_connection_send (delivery->connection, delivery->response);
  return G_SOURCE_REMOVE;
}

void
miqat_http_connection_answered (MiqatHttpExchange *exchange, MiqatHttpResponse *response,
                                gpointer data)
{
  MiqatHttpConnection *self = data;
  MiqatHttpWorker *worker = self->worker;
  Delivery *delivery;
  g_autoptr (GSource) source = NULL;

  if (g_main_context_is_owner (worker->context)) {
    if (self->exchange == exchange)
      miqat_http_connection_send (self, response);
    return;
  }
  delivery = g_new0 (Delivery, 1);
  delivery->connection = miqat_http_connection_ref (self);
  delivery->exchange = miqat_http_exchange_ref (exchange);
  delivery->response = miqat_http_response_ref (response);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, delivery, free_delivery);
  g_mutex_lock (&worker->mutex);
  if (!worker->closed)
    g_source_attach (source, worker->context);
  g_mutex_unlock (&worker->mutex);
}

void
miqat_http_connection_log (MiqatHttpConnection *self)
{
  MiqatHttpShared *shared = self->worker->shared;
  g_autofree char *path = NULL;
  g_autofree char *line = NULL;
  gint64 taken_ms = 0;

  if (self->logged)
    return;
  self->logged = TRUE;
  __atomic_add_fetch (&shared->requests, 1, __ATOMIC_RELAXED);
  if (self->status >= 500)
    __atomic_add_fetch (&shared->failed, 1, __ATOMIC_RELAXED);
  else if (self->status >= 400)
    __atomic_add_fetch (&shared->refused, 1, __ATOMIC_RELAXED);

  if (self->request)
    path = miqat_http_router_make_log_path (&self->match, self->request);
  if (self->started_us)
    taken_ms = (g_get_monotonic_time () - self->started_us) / 1000;
  line = g_strdup_printf ("access id=%s client=%s method=%s path=%s status=%u bytes=%" G_GSIZE_FORMAT
                          " ms=%" G_GINT64_FORMAT,
                          self->request ? miqat_http_request_get_id (self->request) : "-",
                          self->request ? miqat_http_request_get_client (self->request) : self->peer,
                          self->message ? soup_server_message_get_method (self->message) : "-",
                          path ? path : "-", self->status, self->sent_bytes, taken_ms);
  miqat_http_worker_log (self->worker, line);
}

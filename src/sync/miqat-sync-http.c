/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTTP client of workstations. Each request runs in the main context of the thread that waits for it,
 * with a session, a deadline and a limit of its own: libsoup 3.2 goes on counting the connections that
 * ended threads left behind, and once there are as many as it allows every request would wait. */
#include "config.h"

#include "miqat-sync-http.h"

#include "miqat-sync-wire.h"

#include <libsoup/soup.h>

#define PIECE (64 * 1024)

typedef struct {
  MiqatSyncTransport parent;
  GTlsDatabase *authorities; /* NULL: the system's */
  char *base; /* without the last slash */
} MiqatSyncHttp;

static const char *const methods[] = { "GET", "POST", "PUT" };

static GPrivate thread_context = G_PRIVATE_INIT ((GDestroyNotify) g_main_context_unref);

/* ---- one request ---------------------------------------------------------------------------- */

typedef struct {
  SoupMessage *message;
  GMainContext *context;     /* of the thread that waits */
  GCancellable *cancellable; /* our own: the caller's ends in it, and the deadline */
  GSource *giving_up;        /* after the caller's was cancelled */
  GInputStream *stream;
  GByteArray *body;
  gboolean overdue;
  gboolean done;
  GError *error;
} Exchange;

static void on_piece_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
finish (Exchange *self, GError *error)
{
  self->error = error;
  self->done = TRUE;
}

static void
read_on (Exchange *self)
{
  g_input_stream_read_bytes_async (self->stream, PIECE, G_PRIORITY_DEFAULT, self->cancellable,
                                   on_piece_cb, self);
}

static void
on_piece_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *self = data;
  GError *error = NULL;
  g_autoptr (GBytes) piece = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (piece == NULL || g_bytes_get_size (piece) == 0) {
    finish (self, error);
    return;
  }
  if (self->body->len + g_bytes_get_size (piece) > MIQAT_SYNC_ANSWER_MAX) {
    finish (self, g_error_new_literal (MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER, "The answer is too large"));
    return;
  }
  g_byte_array_append (self->body, g_bytes_get_data (piece, NULL), (guint) g_bytes_get_size (piece));
  read_on (self);
}

static void
on_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *self = data;
  GError *error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream != NULL)
    read_on (self);
  else
    finish (self, error);
}

static gboolean
give_up_cb (gpointer data)
{
  Exchange *self = data;

  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
on_deadline_cb (gpointer data)
{
  Exchange *self = data;

  self->overdue = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

/* Somebody else's thread wants it to end. The library is told so in our own: a cancellation from
 * outside can meet a source that is just being taken apart. */
static void
on_cancelled_cb (GCancellable *callers, gpointer data)
{
  Exchange *self = data;

  self->giving_up = g_idle_source_new ();
  g_source_set_priority (self->giving_up, G_PRIORITY_HIGH);
  g_source_set_callback (self->giving_up, give_up_cb, self, NULL);
  g_source_attach (self->giving_up, self->context);
}

static GMainContext *
get_context (void)
{
  GMainContext *context = g_private_get (&thread_context);

  if (context == NULL) {
    context = g_main_context_new ();
    g_private_set (&thread_context, context);
  }
  return context;
}

static SoupSession *
make_session (const MiqatSyncHttp *self)
{
  /* Deadlines are ours. */
  SoupSession *session = soup_session_new_with_options ("timeout", 0, "user-agent", "Miqat/" MIQAT_VERSION, NULL);

  if (self->authorities != NULL)
    soup_session_set_tls_database (session, self->authorities);
  return session;
}

static void
run (MiqatSyncHttp *self, Exchange *exchange, guint timeout_ms)
{
  g_autoptr (GSource) deadline = g_timeout_source_new (timeout_ms);
  g_autoptr (SoupSession) session = make_session (self);

  g_source_set_callback (deadline, on_deadline_cb, exchange, NULL);
  g_source_attach (deadline, exchange->context);
  g_main_context_push_thread_default (exchange->context);
  soup_session_send_async (session, exchange->message, G_PRIORITY_DEFAULT,
                           exchange->cancellable, on_answer_cb, exchange);
  while (!exchange->done)
    g_main_context_iteration (exchange->context, TRUE);
  g_source_destroy (deadline);
  /* While its context is still this one. */
  g_clear_object (&exchange->stream);
  soup_session_abort (session);
  g_main_context_pop_thread_default (exchange->context);
}

/* ---- errors --------------------------------------------------------------------------------- */

/* Whether nothing can have arrived. */
static gboolean
never_connected (const GError *error)
{
  return error->domain == G_RESOLVER_ERROR || error->domain == G_TLS_ERROR
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND);
}

static void
explain (const Exchange *exchange, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return;
  if (exchange->error->domain == MIQAT_SYNC_ERROR)
    g_propagate_error (error, g_error_copy (exchange->error));
  else if (exchange->overdue)
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_OFFLINE, "The hub takes too long");
  else
    g_set_error_literal (error, MIQAT_SYNC_ERROR,
                         never_connected (exchange->error) ? MIQAT_SYNC_ERROR_UNREACHABLE
                                                           : MIQAT_SYNC_ERROR_OFFLINE,
                         exchange->error->message);
}

/* ---- the transport -------------------------------------------------------------------------- */

static SoupMessage *
make_message (const MiqatSyncHttp *self, const MiqatSyncRequest *request)
{
  g_autofree char *address = g_strconcat (self->base, request->target, NULL);
  SoupMessage *message = soup_message_new (methods[request->method], address);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;
  /* The token is for the hub, and for nobody it points to. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (message);
  if (request->token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", request->token, NULL);

    soup_message_headers_replace (headers, "Authorization", bearer);
  }
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (
      message, request->method == MIQAT_SYNC_PUT ? "application/octet-stream" : "application/json",
      request->body);
  return message;
}

static MiqatSyncResponse *
send (MiqatSyncTransport *transport, const MiqatSyncRequest *request, GCancellable *cancellable,
      GError **error)
{
  MiqatSyncHttp *self = (MiqatSyncHttp *) transport;
  g_autoptr (SoupMessage) message = make_message (self, request);
  g_autoptr (GCancellable) own = g_cancellable_new ();
  Exchange exchange = { .message = message, .context = get_context (), .cancellable = own };
  MiqatSyncResponse *response = NULL;
  gulong handler = 0;

  if (message == NULL) {
    g_set_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_UNREACHABLE, "%s is not an address", self->base);
    return NULL;
  }
  exchange.body = g_byte_array_new ();
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled_cb), &exchange, NULL);
  run (self, &exchange, request->timeout_ms);
  g_cancellable_disconnect (cancellable, handler);
  if (exchange.giving_up != NULL) {
    g_source_destroy (exchange.giving_up);
    g_source_unref (exchange.giving_up);
  }
  if (exchange.error == NULL) {
    response = miqat_sync_response_new (soup_message_get_status (message),
                                        g_byte_array_free_to_bytes (exchange.body));
  } else {
    explain (&exchange, cancellable, error);
    g_error_free (exchange.error);
    g_byte_array_unref (exchange.body);
  }
  return response;
}

static void
http_free (MiqatSyncTransport *transport)
{
  MiqatSyncHttp *self = (MiqatSyncHttp *) transport;

  g_clear_object (&self->authorities);
  g_free (self->base);
  g_free (self);
}

/* ---- making one ----------------------------------------------------------------------------- */

static gboolean
is_this_computer (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0
         || (address != NULL && g_inet_address_get_is_loopback (address));
}

static gboolean
check_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL
      || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is not the address of a hub", url);
    return FALSE;
  }
  if (g_str_equal (scheme, "http") && !is_this_computer (host)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "%s is not safe: a hub on another computer is reached by https", url);
    return FALSE;
  }
  return TRUE;
}

MiqatSyncTransport *
miqat_sync_http_new (const char *url, const char *certificates, GError **error)
{
  g_autoptr (GTlsDatabase) authorities = NULL;
  MiqatSyncHttp *self;
  gsize length;

  if (!check_url (url, error))
    return NULL;
  if (certificates != NULL) {
    authorities = g_tls_file_database_new (certificates, error);
    if (authorities == NULL)
      return NULL;
  }
  self = g_new0 (MiqatSyncHttp, 1);
  self->parent.send = send;
  self->parent.free = http_free;
  self->base = g_strdup (url);
  length = strlen (self->base);
  while (length > 0 && self->base[length - 1] == '/')
    self->base[--length] = '\0';
  self->authorities = authorities != NULL ? g_object_ref (authorities) : NULL;
  return &self->parent;
}

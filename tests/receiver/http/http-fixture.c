/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http-fixture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "miqat-envelope.h"

#define WAIT_S 5

/* --- Handlers -------------------------------------------------------------------------------- */

static void
answer_text (MiqatHttpExchange *exchange, const char *text)
{
  miqat_http_exchange_answer (exchange, miqat_http_response_new_text (200, g_string_new (text)));
}

static void
handle_hello (MiqatHttpExchange *exchange, gpointer data)
{
  Fixture *self = data;

  g_atomic_int_inc (&self->calls);
  answer_text (exchange, "hello");
}

/* Says what arrived. */
static void
handle_echo (MiqatHttpExchange *exchange, gpointer data)
{
  Fixture *self = data;
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  const char *query = miqat_http_request_get_query (request, "q");
  const char *name = miqat_http_request_get_param (request, "name");
  g_autofree char *cookie = miqat_http_request_dup_cookie (request, "aff");
  GString *text = g_string_new (NULL);

  g_atomic_int_inc (&self->calls);
  g_string_printf (text, "name=%s q=%s cookie=%s client=%s secure=%d range=%s body=%" G_GSIZE_FORMAT,
                   name ? name : "-", query ? query : "-", cookie ? cookie : "-",
                   miqat_http_request_get_client (request), miqat_http_request_is_secure (request),
                   miqat_http_request_get_header (request, "Range") ? "yes" : "no",
                   g_bytes_get_size (miqat_http_request_get_body (request)));
  miqat_http_exchange_answer (exchange, miqat_http_response_new_text (200, text));
}

/* Works on the body longer than anybody waits for it. */
static void
handle_keep (MiqatHttpExchange *exchange, gpointer data)
{
  Fixture *self = data;
  GBytes *body = miqat_http_request_get_body (miqat_http_exchange_get_request (exchange));

  g_atomic_pointer_set (&self->kept, g_bytes_ref (body));
  answer_text (exchange, "kept");
}

static void
handle_page (MiqatHttpExchange *exchange, gpointer data)
{
  GString *html = g_string_new (NULL);
  MiqatHttpResponse *response;

  for (guint i = 0; i < 1310; i++)
    g_string_append (html, "0123456789");
  response = miqat_http_response_new_html (200, html);
  miqat_http_response_set_etag (response, NULL);
  miqat_http_response_set_public (response, 1, 60);
  miqat_http_exchange_answer (exchange, response);
}

static void
handle_cookie (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatHttpResponse *response = miqat_http_response_new_redirect (0, "/paket?x=1");
  MiqatHttpCookie cookie = { .name = "aff", .value = "AGEN1", .max_age_s = 604800 };

  g_assert_true (miqat_http_response_set_cookie (response, &cookie));
  miqat_http_exchange_answer (exchange, response);
}

static gpointer
answer_later (gpointer data)
{
  g_autoptr (MiqatHttpExchange) exchange = data;

  g_usleep (50 * 1000);
  answer_text (exchange, "later");
  answer_text (exchange, "twice"); /* dropped */
  return NULL;
}

static void
handle_later (MiqatHttpExchange *exchange, gpointer data)
{
  g_thread_unref (g_thread_new ("later", answer_later, miqat_http_exchange_ref (exchange)));
}

static void
handle_forgotten (MiqatHttpExchange *exchange, gpointer data)
{
}

static gpointer
wait_for_cancel (gpointer data)
{
  g_autoptr (MiqatHttpExchange) exchange = data;

  for (guint i = 0; i < 500; i++) {
    if (g_cancellable_is_cancelled (miqat_http_exchange_get_cancellable (exchange)))
      break;
    g_usleep (10 * 1000);
  }
  answer_text (exchange, "too late");
  return NULL;
}

static void
handle_never (MiqatHttpExchange *exchange, gpointer data)
{
  g_thread_unref (g_thread_new ("never", wait_for_cancel, miqat_http_exchange_ref (exchange)));
}

static void
handle_broken (MiqatHttpExchange *exchange, gpointer data)
{
  miqat_http_exchange_answer_error (
      exchange, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "the secret table is on fire"));
}

static void
handle_refused (MiqatHttpExchange *exchange, gpointer data)
{
  GError *error = NULL;

  miqat_refuse (&error, "pax", MIQAT_PROBLEM_SEATS_SHORT, "left", "2", NULL);
  miqat_http_exchange_answer_error (exchange, error);
}

static void
handle_big (MiqatHttpExchange *exchange, gpointer data)
{
  GString *text = g_string_new (NULL);

  g_string_set_size (text, 8 * 1024 * 1024);
  memset (text->str, 'x', text->len);
  miqat_http_exchange_answer (exchange, miqat_http_response_new_text (200, text));
}

static void
handle_thread (MiqatHttpExchange *exchange, gpointer data)
{
  g_autofree char *own = g_strdup_printf ("thread %p", (void *) g_thread_self ());

  answer_text (exchange,
               g_strcmp0 (miqat_http_exchange_get_thread_data (exchange), own) == 0 ? "own" : "foreign");
}

static const MiqatHttpRate slow_rate = { "slow", 3, 60 };

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_GET, "/", handle_hello },
  { MIQAT_HTTP_GET | MIQAT_HTTP_POST, "/echo/:name", handle_echo },
  { MIQAT_HTTP_GET | MIQAT_HTTP_POST, "/echo", handle_echo },
  { MIQAT_HTTP_GET, "/tiket/:token", handle_hello },
  { MIQAT_HTTP_POST, "/small", handle_echo, .body_max = 10 },
  { MIQAT_HTTP_POST, "/large", handle_echo, .body_max = 4 * 1024 * 1024 },
  { MIQAT_HTTP_POST, "/keep", handle_keep, .body_max = 4 * 1024 * 1024 },
  { MIQAT_HTTP_GET, "/page", handle_page },
  { MIQAT_HTTP_GET, "/cookie", handle_cookie },
  { MIQAT_HTTP_GET, "/later", handle_later },
  { MIQAT_HTTP_GET, "/forgotten", handle_forgotten },
  { MIQAT_HTTP_GET, "/never", handle_never, .answer_ms = 150 },
  { MIQAT_HTTP_GET, "/waits", handle_never },
  { MIQAT_HTTP_GET, "/broken", handle_broken },
  { MIQAT_HTTP_GET, "/big", handle_big },
  { MIQAT_HTTP_GET, "/thread", handle_thread },
  { MIQAT_HTTP_GET, "/slow", handle_hello, .rate = &slow_rate },
  { MIQAT_HTTP_POST, "/api/bookings", handle_refused },
};

/* --- The server ------------------------------------------------------------------------------ */

static void
keep_line (const char *line, gpointer data)
{
  Fixture *self = data;

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->lines, g_strdup (line));
  g_mutex_unlock (&self->mutex);
}

Fixture *
fixture_new (const MiqatHttpServerOptions *options)
{
  Fixture *self = g_new0 (Fixture, 1);
  MiqatHttpServerOptions own = { 0 };
  g_autoptr (GError) error = NULL;

  if (options)
    own = *options;
  own.log = keep_line;
  own.log_data = self;
  g_mutex_init (&self->mutex);
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->unix_path = g_strdup (own.unix_path);
  self->router = miqat_http_router_new ();
  miqat_http_router_add (self->router, routes, G_N_ELEMENTS (routes), self);
  miqat_http_router_add_alias (self->router, "/api/v1", "/api");
  self->server = miqat_http_server_start (self->router, &own, &error);
  g_assert_no_error (error);
  self->port = miqat_http_server_get_port (self->server);
  return self;
}

void
fixture_free (Fixture *self)
{
  miqat_http_server_free (self->server);
  miqat_http_router_free (self->router);
  g_ptr_array_unref (self->lines);
  g_mutex_clear (&self->mutex);
  g_free (self->unix_path);
  g_free (self);
}

char *
fixture_wait_line (Fixture *self, const char *text)
{
  for (guint i = 0; i < 500; i++) {
    g_autofree char *found = NULL;

    g_mutex_lock (&self->mutex);
    for (guint j = 0; j < self->lines->len && !found; j++)
      if (strstr (g_ptr_array_index (self->lines, j), text))
        found = g_strdup (g_ptr_array_index (self->lines, j));
    g_mutex_unlock (&self->mutex);
    if (found)
      return g_steal_pointer (&found);
    g_usleep (10 * 1000);
  }
  g_error ("no line with \"%s\"", text);
}

/* --- The client ------------------------------------------------------------------------------ */

int
fixture_connect (Fixture *self)
{
  struct timeval wait = { .tv_sec = WAIT_S };
  struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons (self->port) };
  struct sockaddr_un un = { .sun_family = AF_UNIX };
  int fd = socket (self->unix_path ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int result;

  g_assert_cmpint (fd, >=, 0);
  in.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (self->unix_path)
    g_strlcpy (un.sun_path, self->unix_path, sizeof un.sun_path);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  result = self->unix_path ? connect (fd, (struct sockaddr *) &un, sizeof un)
                           : connect (fd, (struct sockaddr *) &in, sizeof in);
  g_assert_cmpint (result, ==, 0);
  return fd;
}

/* The server may close in the middle: that is no failure of the client. */
void
fixture_send (int fd, const char *bytes, gssize length)
{
  gsize left = length < 0 ? strlen (bytes) : (gsize) length;

  while (left > 0) {
    gssize sent = send (fd, bytes, left, MSG_NOSIGNAL);

    if (sent <= 0)
      return;
    bytes += sent;
    left -= sent;
  }
}

char *
fixture_read_all (int fd)
{
  GString *text = g_string_new (NULL);
  char buffer[65536];
  gssize got;

  while ((got = recv (fd, buffer, sizeof buffer, 0)) > 0)
    g_string_append_len (text, buffer, got);
  return g_string_free (text, FALSE);
}

char *
fixture_read_answer (int fd, gboolean head)
{
  GString *text = g_string_new (NULL);
  gsize wanted = G_MAXSIZE;

  while (text->len < wanted) {
    char c;
    const char *end;

    if (recv (fd, &c, 1, 0) != 1)
      break;
    g_string_append_c (text, c);
    if (wanted == G_MAXSIZE && (end = strstr (text->str, "\r\n\r\n"))) {
      g_autofree char *length = fixture_dup_header (text->str, "Content-Length");

      wanted = end + 4 - text->str + (length && !head ? g_ascii_strtoull (length, NULL, 10) : 0);
    }
  }
  return g_string_free (text, FALSE);
}

char *
fixture_ask (Fixture *self, const char *format, ...)
{
  g_autofree char *bytes = NULL;
  va_list args;
  char *answer;
  int fd = fixture_connect (self);

  va_start (args, format);
  bytes = g_strdup_vprintf (format, args);
  va_end (args);
  fixture_send (fd, bytes, -1);
  answer = fixture_read_answer (fd, g_str_has_prefix (bytes, "HEAD "));
  close (fd);
  return answer;
}

char *
fixture_ask_all (Fixture *self, const char *bytes, gssize length)
{
  int fd = fixture_connect (self);
  char *answer;

  fixture_send (fd, bytes, length);
  answer = fixture_read_all (fd);
  close (fd);
  return answer;
}

guint
fixture_get_status (const char *answer)
{
  return g_str_has_prefix (answer, "HTTP/1.") ? (guint) g_ascii_strtoull (answer + 9, NULL, 10) : 0;
}

char *
fixture_dup_header (const char *answer, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\r\n", -1);
  gsize length = strlen (name);

  for (guint i = 1; lines[i] && *lines[i]; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strstrip (g_strdup (lines[i] + length + 1));
  return NULL;
}

const char *
fixture_get_body (const char *answer)
{
  const char *end = strstr (answer, "\r\n\r\n");

  return end ? end + 4 : "";
}

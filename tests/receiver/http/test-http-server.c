/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What well-behaved clients see. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http-fixture.h"
#include "miqat-crypto.h"

#define HOST "Host: x\r\n"

static void
test_answers (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *hello = fixture_ask (fixture, "GET / HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *kind = fixture_dup_header (hello, "Content-Type");
  g_autofree char *cache = fixture_dup_header (hello, "Cache-Control");
  g_autofree char *sniff = fixture_dup_header (hello, "X-Content-Type-Options");
  g_autofree char *id = fixture_dup_header (hello, "X-Request-Id");
  g_autofree char *line = NULL;
  MiqatHttpCounts counts;

  assert_status (hello, 200);
  g_assert_cmpstr (fixture_get_body (hello), ==, "hello");
  g_assert_cmpstr (kind, ==, "text/plain; charset=utf-8");
  g_assert_cmpstr (cache, ==, "no-store");
  g_assert_cmpstr (sniff, ==, "nosniff");
  g_assert_cmpuint (strlen (id), >=, 8);
  line = fixture_wait_line (fixture, id);
  assert_contains (line, "client=127.0.0.1 method=GET path=/ status=200 bytes=5 ms=");
  miqat_http_server_get_counts (fixture->server, &counts);
  g_assert_cmpuint (counts.requests, ==, 1);
  g_assert_cmpuint (counts.refused + counts.failed + counts.cut, ==, 0);
}

static void
test_request (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *answer = fixture_ask (
      fixture,
      "POST /echo/a%%2Fb%%20c?q=satu+dua&q=tiga&bad=%%ff HTTP/1.1\r\n" HOST
      "Cookie: x=1; aff=AGEN1 ; aff=other\r\nX-Real-IP: 9.9.9.9\r\nX-Forwarded-Proto: https\r\n"
      "X-Request-Id: abc-12345678\r\nContent-Length: 3\r\n\r\nabc");
  g_autofree char *id = fixture_dup_header (answer, "X-Request-Id");

  /* The proxy's headers count for nothing when there is no proxy. */
  g_assert_cmpstr (fixture_get_body (answer), ==,
                   "name=a/b c q=satu dua cookie=AGEN1 client=127.0.0.1 secure=0 range=no body=3");
  g_assert_cmpstr (id, ==, "abc-12345678");
}

static void
test_proxy (void)
{
  MiqatHttpServerOptions options = { .behind_proxy = TRUE };
  g_autoptr (Fixture) fixture = fixture_new (&options);
  g_autofree char *good = fixture_ask (fixture, "GET /echo HTTP/1.1\r\n" HOST
                                       "X-Real-IP: 2001:db8::7\r\nX-Forwarded-Proto: https\r\n\r\n");
  g_autofree char *bad = fixture_ask (fixture, "GET /echo HTTP/1.1\r\n" HOST
                                      "X-Real-IP: <script>\r\nX-Request-Id: a b\r\n\r\n");
  g_autofree char *id = fixture_dup_header (bad, "X-Request-Id");

  assert_contains (good, "client=2001:db8::7 secure=1");
  assert_contains (bad, "client=127.0.0.1 secure=0");
  g_assert_cmpuint (strlen (id), ==, 36);
}

static void
test_head_and_etag (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *page = fixture_ask (fixture, "GET /page HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *head = fixture_ask (fixture, "HEAD /page HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *etag = fixture_dup_header (page, "ETag");
  g_autofree char *length = fixture_dup_header (head, "Content-Length");
  g_autofree char *csp = fixture_dup_header (page, "Content-Security-Policy");
  g_autofree char *cache = fixture_dup_header (page, "Cache-Control");
  g_autofree char *same = fixture_ask_all (
      fixture, "GET /page HTTP/1.1\r\n" HOST "If-None-Match: \"x\", *\r\nConnection: close\r\n\r\n", -1);
  g_autofree char *again = fixture_ask (
      fixture, "GET /page HTTP/1.1\r\n" HOST "If-None-Match: \"x\"\r\n\r\n");
  g_autofree char *request = g_strdup_printf (
      "GET /page HTTP/1.1\r\n" HOST "If-None-Match: W/%s\r\nConnection: close\r\n\r\n", etag);
  g_autofree char *weak = fixture_ask_all (fixture, request, -1);

  g_assert_cmpstr (length, ==, "13100");
  g_assert_cmpstr (fixture_get_body (head), ==, "");
  g_assert_cmpuint (strlen (fixture_get_body (page)), ==, 13100);
  g_assert_nonnull (csp);
  g_assert_cmpstr (cache, ==, "public, max-age=1, stale-while-revalidate=60");
  assert_status (same, 304);
  g_assert_cmpstr (fixture_get_body (same), ==, "");
  assert_status (weak, 304);
  assert_status (again, 200);
}

static void
test_cookie_and_redirect (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *answer = fixture_ask (fixture, "GET /cookie HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *cookie = fixture_dup_header (answer, "Set-Cookie");
  g_autofree char *location = fixture_dup_header (answer, "Location");

  assert_status (answer, 303);
  g_assert_cmpstr (location, ==, "/paket?x=1");
  g_assert_cmpstr (cookie, ==, "aff=AGEN1; Path=/; Max-Age=604800; HttpOnly; Secure; SameSite=Lax");
}

static void
test_not_found_and_method (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *missing = fixture_ask (fixture, "GET /nowhere HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *options = fixture_ask (fixture, "OPTIONS / HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *star = fixture_ask (fixture, "OPTIONS * HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *trace = fixture_ask (fixture, "TRACE / HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *removed = fixture_ask (fixture, "DELETE /echo HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *allow = fixture_dup_header (removed, "Allow");
  g_autofree char *posted = fixture_ask (
      fixture, "POST /nowhere HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc");

  assert_status (missing, 404);
  assert_contains (missing, "\"code\":\"not_found\"");
  assert_status (options, 405);
  assert_status (star, 405);
  assert_status (trace, 405);
  assert_status (removed, 405);
  g_assert_cmpstr (allow, ==, "GET, HEAD, POST");
  assert_status (posted, 404);
}

static void
test_errors (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *refused = fixture_ask (
      fixture, "POST /api/v1/bookings HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n{}");
  g_autofree char *broken = NULL;
  g_autofree char *forgotten = NULL;

  assert_status (refused, 409);
  assert_contains (refused, "{\"code\":\"seats_short\",\"field\":\"pax\"");
  g_test_expect_message (NULL, G_LOG_LEVEL_MESSAGE, "*the secret table is on fire*");
  broken = fixture_ask (fixture, "GET /broken HTTP/1.1\r\n" HOST "\r\n");
  g_test_assert_expected_messages ();
  assert_status (broken, 500);
  assert_contains (broken, "\"code\":\"internal\"");
  g_assert_null (strstr (broken, "fire"));
  forgotten = fixture_ask (fixture, "GET /forgotten HTTP/1.1\r\n" HOST "\r\n");
  assert_status (forgotten, 500);
}

static void
test_later (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *later = fixture_ask (fixture, "GET /later HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *never = fixture_ask (fixture, "GET /never HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *retry = fixture_dup_header (never, "Retry-After");

  g_assert_cmpstr (fixture_get_body (later), ==, "later");
  assert_status (never, 503);
  g_assert_nonnull (retry);
}

static void
test_client_leaves (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *line = NULL;
  int fd = fixture_connect (fixture);

  fixture_send (fd, "GET /waits HTTP/1.1\r\n" HOST "\r\n", -1);
  g_usleep (50 * 1000);
  close (fd);
  /* The handler sees its cancellable and answers long before its thirty seconds. */
  line = fixture_wait_line (fixture, "path=/waits");
}

static void
test_keep_alive_and_pipelining (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GString) five = g_string_new (NULL);
  g_autofree char *answers = NULL;
  const char *at;
  guint count = 0;
  int fd = fixture_connect (fixture);

  for (guint i = 0; i < 3; i++) {
    g_autofree char *answer = NULL;

    fixture_send (fd, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nab", -1);
    answer = fixture_read_answer (fd, FALSE);
    assert_contains (answer, "body=2");
  }
  close (fd);
  for (guint i = 0; i < 5; i++)
    g_string_append_printf (five, "GET %s HTTP/1.1\r\n" HOST "%s\r\n", i % 2 ? "/later" : "/",
                            i == 4 ? "Connection: close\r\n" : "");
  answers = fixture_ask_all (fixture, five->str, five->len);
  for (at = answers; (at = strstr (at, "HTTP/1.1 200 ")); at++)
    count++;
  g_assert_cmpuint (count, ==, 5);
}

/* What is closed is forgotten: nothing keeps a connection but its socket. */
static void
test_connections_end (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  MiqatHttpCounts counts;
  int silent = fixture_connect (fixture);
  int idle = fixture_connect (fixture);
  g_autofree char *answer = NULL;

  fixture_send (idle, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nab", -1);
  answer = fixture_read_answer (idle, FALSE);
  miqat_http_server_get_counts (fixture->server, &counts);
  g_assert_cmpuint (counts.connections, ==, 2);
  close (silent);
  close (idle);
  for (guint i = 0; i < 200 && counts.connections > 0; i++) {
    g_usleep (10 * 1000);
    miqat_http_server_get_counts (fixture->server, &counts);
  }
  g_assert_cmpuint (counts.connections, ==, 0);
  g_assert_cmpuint (counts.body_bytes, ==, 0);
}

/* A client that closes its half after asking gets its answer and nothing else. */
static void
test_half_closed (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *answer = NULL;
  int fd = fixture_connect (fixture);

  fixture_send (fd, "GET / HTTP/1.1\r\n" HOST "\r\n", -1);
  shutdown (fd, SHUT_WR);
  answer = fixture_read_all (fd);
  assert_status (answer, 200);
  g_assert_cmpstr (fixture_get_body (answer), ==, "hello");
  close (fd);
}

static void
test_log_hides_secrets (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *one = fixture_ask (fixture, "GET /tiket/geheim123?k=geheim456 HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *two = fixture_ask (fixture, "GET /echo/x%%1b%%5d HTTP/1.1\r\n" HOST "\r\n");
  g_autofree char *line = fixture_wait_line (fixture, "path=/tiket/:token status=200");

  assert_status (one, 200);
  g_assert_null (strstr (line, "geheim"));
  assert_status (two, 400);
}

static void
test_rate (void)
{
  MiqatHttpServerOptions options = { .behind_proxy = TRUE };
  g_autoptr (Fixture) fixture = fixture_new (&options);
  g_autofree char *last = NULL;
  g_autofree char *other = NULL;
  g_autofree char *retry = NULL;

  for (guint i = 0; i < 4; i++) {
    g_free (last);
    last = fixture_ask (fixture, "GET /slow HTTP/1.1\r\n" HOST "X-Real-IP: 10.0.0.1\r\n\r\n");
    assert_status (last, i < 3 ? 200 : 429);
  }
  retry = fixture_dup_header (last, "Retry-After");
  g_assert_cmpint (g_ascii_strtoll (retry, NULL, 10), >, 0);
  g_assert_cmpint (g_ascii_strtoll (retry, NULL, 10), <=, 60);
  other = fixture_ask (fixture, "GET /slow HTTP/1.1\r\n" HOST "X-Real-IP: 10.0.0.2\r\n\r\n");
  assert_status (other, 200);
}

static void
test_unix_socket (void)
{
  g_autofree char *folder = g_dir_make_tmp ("miqat-http-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "socket", NULL);
  MiqatHttpServerOptions options = { .unix_path = path, .threads = 2 };
  Fixture *fixture = fixture_new (&options);
  MiqatHttpRouter *router = miqat_http_router_new ();
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  for (guint i = 0; i < 20; i++) {
    g_autofree char *answer = fixture_ask (fixture, "GET /echo HTTP/1.1\r\n" HOST "\r\n");

    assert_contains (answer, "client=local");
  }
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0660);
  /* Alive, it is not taken away. */
  g_assert_null (miqat_http_server_start (router, &options, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  miqat_http_router_free (router);
  fixture_free (fixture);
  g_assert_cmpint (g_stat (path, &info), !=, 0);

  /* A file that is no socket stays. */
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  router = miqat_http_router_new ();
  g_clear_error (&error);
  g_assert_null (miqat_http_server_start (router, &options, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  miqat_http_router_free (router);
  g_unlink (path);
  g_rmdir (folder);
}

static gpointer
ask_often (gpointer data)
{
  for (guint i = 0; i < 25; i++) {
    g_autofree char *answer = fixture_ask (data, "GET /later HTTP/1.1\r\n" HOST "\r\n");

    assert_status (answer, 200);
  }
  return NULL;
}

static void
test_threads (void)
{
  MiqatHttpServerOptions options = { .threads = 2 };
  g_autoptr (Fixture) fixture = fixture_new (&options);
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("client", ask_often, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* Each HTTP thread has its own, as a connection to the database would be. */
static gpointer
make_thread_data (gpointer data)
{
  g_atomic_int_inc ((int *) data);
  return g_strdup_printf ("thread %p", (void *) g_thread_self ());
}

static void
free_thread_data (gpointer data)
{
  g_autofree char *expected = g_strdup_printf ("thread %p", (void *) g_thread_self ());

  g_assert_cmpstr (data, ==, expected);
  g_free (data);
}

static void
test_thread_data (void)
{
  int made = 0;
  MiqatHttpServerOptions options = { .threads = 2, .thread_new = make_thread_data,
                                     .thread_free = free_thread_data, .thread_data = &made };
  g_autoptr (Fixture) fixture = fixture_new (&options);
  g_autofree char *answer = fixture_ask (fixture, "GET /thread HTTP/1.1\r\n" HOST "\r\n");

  g_assert_cmpint (g_atomic_int_get (&made), ==, 2);
  g_assert_cmpstr (fixture_get_body (answer), ==, "own");
}

static void
test_stop_gracefully (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *answer = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *closed = NULL;
  gint64 start;
  int idle = fixture_connect (fixture);
  int busy = fixture_connect (fixture);

  fixture_send (idle, "GET / HTTP/1.1\r\n" HOST "\r\n", -1);
  answer = fixture_read_answer (idle, FALSE);
  fixture_send (busy, "GET /later HTTP/1.1\r\n" HOST "\r\n", -1);
  g_usleep (20 * 1000);
  start = g_get_monotonic_time ();
  miqat_http_server_stop (fixture->server, 3000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  rest = fixture_read_all (busy);
  assert_status (rest, 200);
  assert_contains (rest, "Connection: close");
  closed = fixture_read_all (idle);
  g_assert_cmpstr (closed, ==, "");
  close (idle);
  close (busy);
}

static void
test_stop_with_deadline (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *rest = NULL;
  gint64 start = g_get_monotonic_time ();
  int fd = fixture_connect (fixture);

  fixture_send (fd, "GET /waits HTTP/1.1\r\n" HOST "\r\n", -1);
  g_usleep (50 * 1000);
  miqat_http_server_stop (fixture->server, 100);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
  rest = fixture_read_all (fd);
  assert_status (rest, 503);
  close (fd);
  /* The handler's thread lets go of its exchange after the server is gone. */
  g_clear_pointer (&fixture->server, miqat_http_server_free);
  g_usleep (100 * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  g_test_add_func ("/http/server/answers", test_answers);
  g_test_add_func ("/http/server/request", test_request);
  g_test_add_func ("/http/server/proxy", test_proxy);
  g_test_add_func ("/http/server/head-and-etag", test_head_and_etag);
  g_test_add_func ("/http/server/cookie-and-redirect", test_cookie_and_redirect);
  g_test_add_func ("/http/server/not-found-and-method", test_not_found_and_method);
  g_test_add_func ("/http/server/errors", test_errors);
  g_test_add_func ("/http/server/later", test_later);
  g_test_add_func ("/http/server/client-leaves", test_client_leaves);
  g_test_add_func ("/http/server/keep-alive-and-pipelining", test_keep_alive_and_pipelining);
  g_test_add_func ("/http/server/connections-end", test_connections_end);
  g_test_add_func ("/http/server/half-closed", test_half_closed);
  g_test_add_func ("/http/server/log-hides-secrets", test_log_hides_secrets);
  g_test_add_func ("/http/server/rate", test_rate);
  g_test_add_func ("/http/server/unix-socket", test_unix_socket);
  g_test_add_func ("/http/server/threads", test_threads);
  g_test_add_func ("/http/server/thread-data", test_thread_data);
  g_test_add_func ("/http/server/stop-gracefully", test_stop_gracefully);
  g_test_add_func ("/http/server/stop-with-deadline", test_stop_with_deadline);
  return g_test_run ();
}

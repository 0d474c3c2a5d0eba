/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What clients must not get away with. After each attack an honest request is served. */
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http-fixture.h"
#include "miqat-crypto.h"

#define HOST "Host: x\r\n"

/* Short enough for a test, long enough for a busy machine. */
static const MiqatHttpServerOptions impatient
    = { .read_ms = 400, .write_ms = 400, .idle_ms = 400, .answer_ms = 2000 };

static void
assert_alive (Fixture *fixture)
{
  g_autofree char *answer = fixture_ask (fixture, "GET / HTTP/1.1\r\n" HOST "\r\n");

  assert_status (answer, 200);
}

typedef struct {
  const char *name;
  const char *bytes;
  guint status; /* 0: closed without an answer */
} Case;

/* Everything behind the first request would reach "/" if it were taken for a second one. */
#define SECOND "GET / HTTP/1.1\r\n" HOST "\r\n"

static const Case framing_cases[] = {
  { "no host", "GET /echo HTTP/1.1\r\n\r\n", 400 },
  { "two hosts", "GET /echo HTTP/1.1\r\n" HOST "Host: y\r\n\r\n" SECOND, 400 },
  { "equal hosts", "GET /echo HTTP/1.1\r\n" HOST HOST "\r\n" SECOND, 400 },
  { "odd host", "GET /echo HTTP/1.1\r\nHost: x y\r\n\r\n", 400 },
  { "length and chunked",
    "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SECOND, 400 },
  { "chunked and length",
    "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nContent-Length: 60\r\n\r\n0\r\n\r\n" SECOND, 400 },
  { "two lengths", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\nContent-Length: 0\r\n\r\n" SECOND, 400 },
  { "equal lengths", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx" SECOND, 400 },
  { "length list", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 1, 1\r\n\r\nx" SECOND, 400 },
  { "other encoding", "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" SECOND, 501 },
  { "other encoding and length",
    "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n" SECOND, 501 },
  { "gzip, chunked", "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" SECOND, 501 },
  { "two encodings",
    "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" SECOND, 501 },
  { "chunked in 1.0", "POST /echo HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
  { "plus length", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: +5\r\n\r\nabcde" SECOND, 400 },
  { "hex length", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 0x5\r\n\r\nabcde" SECOND, 400 },
  { "negative length", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: -5\r\n\r\n" SECOND, 400 },
  { "huge length", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999\r\n\r\n" SECOND, 400 },
  { "empty length", "POST /echo HTTP/1.1\r\n" HOST "Content-Length:\r\n\r\n" SECOND, 400 },
  { "blank before colon", "GET /echo HTTP/1.1\r\n" HOST "X : y\r\n\r\n" SECOND, 400 },
  { "blank before length", "POST /echo HTTP/1.1\r\n" HOST "Content-Length : 4\r\n\r\nabcd" SECOND, 400 },
  { "odd name", "GET /echo HTTP/1.1\r\n" HOST "X(y): y\r\n\r\n" SECOND, 400 },
  { "escape in value", "GET /echo HTTP/1.1\r\n" HOST "X: \033[2J\r\n\r\n" SECOND, 400 },
  { "folded header", "GET /echo HTTP/1.1\r\n" HOST "X: y\r\n Content-Length: 50\r\n\r\n" SECOND, 400 },
  { "bare line feeds", "GET /echo HTTP/1.1\n" "Host: x\n\n" SECOND, 400 },
  { "one bare line feed", "GET /echo HTTP/1.1\r\n" HOST "X: y\nZ: z\r\n\r\n" SECOND, 400 },
  { "bare return", "GET /echo HTTP/1.1\r\n" HOST "X: y\rZ: z\r\n\r\n" SECOND, 400 },
  { "old version", "GET /echo\r\n\r\n", 400 },
  { "odd version", "GET /echo HTTP/1.1x\r\n" HOST "\r\n" SECOND, 400 },
  { "two blanks", "GET  /echo HTTP/1.1\r\n" HOST "\r\n" SECOND, 400 },
  { "blank in address", "GET /echo /b HTTP/1.1\r\n" HOST "\r\n" SECOND, 400 },
  { "chunk size with sign", "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n+1\r\nx\r\n0\r\n\r\n" SECOND, 400 },
  { "chunk size with 0x", "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0x1\r\nx\r\n0\r\n\r\n" SECOND, 400 },
  { "chunk size too long", "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" SECOND, 400 },
  { "chunk extension", "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n1;a=b\r\nx\r\n0\r\n\r\n" SECOND, 400 },
  { "chunk too long", "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n1\r\nxyz\r\n0\r\n\r\n" SECOND, 400 },
  { "trailer", "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nHost: y\r\n\r\n" SECOND, 400 },
  { "empty lines", "\r\n\r\n" SECOND, 400 },
  { "garbage", "\x16\x03\x01\x02\x01\r\n\r\n", 400 },
  { "traversal", "GET /echo/../../etc/passwd HTTP/1.1\r\n" HOST "\r\n", 404 },
  { "escaped traversal", "GET /echo/%2e%2e/x HTTP/1.1\r\n" HOST "\r\n", 404 },
  { "nul in path", "GET /echo/a%00b HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "not utf-8 in path", "GET /echo/%ff%fe HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "broken escape in path", "GET /echo/%zz HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "line break in path", "GET /echo/a%0d%0ab HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "connect", "CONNECT x:80 HTTP/1.1\r\n" HOST "\r\n", 405 },
  { "https address", "GET https://x/echo HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "unknown method", "BREW / HTTP/1.1\r\n" HOST "\r\n", 405 },
  { "over the limit", "POST /small HTTP/1.1\r\n" HOST "Content-Length: 11\r\n\r\n0123456789A", 413 },
  { "chunked over the limit",
    "POST /small HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n8\r\n01234567\r\n8\r\n01234567\r\n0\r\n\r\n", 413 },
  { "post to nothing", "POST /nowhere HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc", 404 },
};

static void
test_case (gconstpointer data)
{
  const Case *entry = data;
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *answer = NULL;
  int fd = fixture_connect (fixture);
  const char *second;

  fixture_send (fd, entry->bytes, -1);
  answer = fixture_read_answer (fd, FALSE);
  if (fixture_get_status (answer) != entry->status)
    g_error ("%s: %u instead of %u", entry->name, fixture_get_status (answer), entry->status);
  if (entry->status == 400) {
    g_autofree char *id = fixture_dup_header (answer, "X-Request-Id");

    assert_contains (answer, "\"code\":\"request_broken\"");
    assert_contains (answer, id);
  }
  if (strstr (entry->bytes, SECOND)) {
    g_autofree char *rest = fixture_read_all (fd);

    g_assert_cmpuint (g_atomic_int_get (&fixture->calls), ==, 0);
    second = strstr (rest, "HTTP/1.1");
    g_assert_null (second);
  }
  close (fd);
  assert_alive (fixture);
}

static void
test_nul_in_header (void)
{
  static const char bytes[] = "GET /echo HTTP/1.1\r\n" HOST "X: a\0b\r\n\r\n";
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *answer = fixture_ask_all (fixture, bytes, sizeof bytes - 1);

  g_assert_cmpuint (fixture_get_status (answer), !=, 200);
  assert_alive (fixture);
}

static void
test_many_headers (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GString) bytes = g_string_new ("GET /echo HTTP/1.1\r\n" HOST);
  g_autofree char *answer = NULL;

  for (guint i = 0; i < 70; i++)
    g_string_append_printf (bytes, "X-%u: y\r\n", i);
  g_string_append (bytes, "\r\n");
  answer = fixture_ask_all (fixture, bytes->str, bytes->len);
  assert_status (answer, 431);
  assert_alive (fixture);
}

static void
test_long_header (void)
{
  g_autoptr (Fixture) fixture = fixture_new (&impatient);
  g_autofree char *filler = g_strnfill (200 * 1024, 'a');
  g_autofree char *bytes = g_strconcat ("GET /echo HTTP/1.1\r\n" HOST "X: ", filler, "\r\n\r\n", NULL);
  g_autofree char *answer = fixture_ask_all (fixture, bytes, -1);

  assert_status (answer, 431);
  assert_alive (fixture);
}

static void
test_ranges (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GString) bytes = g_string_new ("GET /page HTTP/1.1\r\n" HOST "Connection: close\r\nRange: bytes=0-");
  g_autofree char *answer = NULL;
  g_autofree char *echo = NULL;

  for (guint i = 0; i < 799; i++)
    g_string_append (bytes, ",0-");
  g_string_append (bytes, "\r\n\r\n");
  answer = fixture_ask_all (fixture, bytes->str, bytes->len);
  assert_status (answer, 200);
  g_assert_cmpuint (strlen (fixture_get_body (answer)), ==, 13100);
  echo = fixture_ask (fixture, "GET /echo HTTP/1.1\r\n" HOST "Range: bytes=0-1\r\nIf-Range: x\r\n\r\n");
  assert_contains (echo, "range=no");
}

/* A body that never ends: cut at the limit, not at its end. */
static void
send_endless (Fixture *fixture, const char *head, const char *piece, gsize limit)
{
  g_autofree char *answer = NULL;
  MiqatHttpCounts counts;
  gsize sent = 0, size = strlen (piece);
  int fd = fixture_connect (fixture);

  fixture_send (fd, head, -1);
  while (sent < 64 * 1024 * 1024) {
    gssize got = send (fd, piece, size, MSG_NOSIGNAL);

    if (got <= 0)
      break;
    sent += got;
  }
  g_assert_cmpuint (sent, <, limit);
  answer = fixture_read_all (fd); /* it may be lost to a client that never stopped to listen */
  close (fd);
  for (guint i = 0; i < 300; i++) {
    miqat_http_server_get_counts (fixture->server, &counts);
    if (counts.connections == 0)
      break;
    g_usleep (10 * 1000);
  }
  g_assert_cmpuint (counts.body_bytes, ==, 0);
  g_assert_cmpuint (counts.cut, >=, 1);
}

static void
test_endless_body (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GString) chunk = g_string_new ("1000\r\n");
  g_autofree char *filler = g_strnfill (0x1000, 'z');
  g_autofree char *plain = g_strnfill (64 * 1024, 'z');

  /* Beside the limit: what is thrown away, and the buffers of both sockets. */
  send_endless (fixture, "POST /small HTTP/1.1\r\n" HOST "Content-Length: 52428800\r\n\r\n", plain,
                16 * 1024 * 1024);
  g_string_append (chunk, filler);
  g_string_append (chunk, "\r\n");
  send_endless (fixture, "POST /large HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n", chunk->str,
                24 * 1024 * 1024);
  assert_alive (fixture);
}

static void
test_refusal_is_readable (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *body = g_strnfill (300 * 1024, 'b');
  g_autofree char *bytes
      = g_strconcat ("POST /small HTTP/1.1\r\n" HOST "Content-Length: 307200\r\n\r\n", body, NULL);
  g_autofree char *line = NULL;

  /* A client that first sends all and then listens still reads why. */
  for (guint i = 0; i < 20; i++) {
    g_autofree char *answer = fixture_ask_all (fixture, bytes, -1);

    assert_status (answer, 413);
    assert_contains (answer, "\"code\":\"body_too_large\"");
    assert_contains (answer, "Connection: close");
  }
  line = fixture_wait_line (fixture, "path=/small status=413");
}

static void
test_expect_continue (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *refused = NULL;
  g_autofree char *go_on = NULL;
  g_autofree char *answer = NULL;
  int fd = fixture_connect (fixture);

  fixture_send (fd, "POST /small HTTP/1.1\r\n" HOST "Content-Length: 100\r\nExpect: 100-continue\r\n\r\n", -1);
  refused = fixture_read_all (fd);
  assert_status (refused, 413);
  close (fd);

  fd = fixture_connect (fixture);
  fixture_send (fd, "POST /small HTTP/1.1\r\n" HOST "Content-Length: 4\r\nExpect: 100-continue\r\n\r\n", -1);
  go_on = fixture_read_answer (fd, TRUE);
  assert_status (go_on, 100);
  fixture_send (fd, "abcd", 4);
  answer = fixture_read_answer (fd, FALSE);
  assert_contains (answer, "body=4");
  close (fd);
}

static void
test_budget (void)
{
  MiqatHttpServerOptions options = { .bodies_max = 600 * 1024 };
  g_autoptr (Fixture) fixture = fixture_new (&options);
  g_autofree char *half = g_strnfill (400 * 1024, 'b');
  g_autofree char *answer = NULL;
  MiqatHttpCounts counts = { 0 };
  int first = fixture_connect (fixture);
  int second = fixture_connect (fixture);

  fixture_send (first, "POST /large HTTP/1.1\r\n" HOST "Content-Length: 800000\r\n\r\n", -1);
  fixture_send (first, half, -1);
  for (guint i = 0; i < 300 && counts.body_bytes < 400 * 1024; i++) {
    g_usleep (10 * 1000);
    miqat_http_server_get_counts (fixture->server, &counts);
  }
  g_assert_cmpuint (counts.body_bytes, ==, 400 * 1024);
  fixture_send (second, "POST /large HTTP/1.1\r\n" HOST "Content-Length: 409600\r\n\r\n", -1);
  fixture_send (second, half, -1);
  answer = fixture_read_all (second);
  assert_status (answer, 503);
  close (first);
  close (second);
  assert_alive (fixture);
}

/* Who hangs up has not given the memory back: somebody still works on what was sent. */
static void
test_budget_after_hanging_up (void)
{
  MiqatHttpServerOptions options = { .bodies_max = 600 * 1024 };
  g_autoptr (Fixture) fixture = fixture_new (&options);
  g_autofree char *body = g_strnfill (400 * 1024, 'b');
  g_autofree char *next = NULL;
  MiqatHttpCounts counts = { .connections = 1 };
  int fd = fixture_connect (fixture);

  fixture_send (fd, "POST /keep HTTP/1.1\r\n" HOST "Content-Length: 409600\r\n\r\n", -1);
  fixture_send (fd, body, -1);
  for (guint i = 0; i < 300 && g_atomic_pointer_get (&fixture->kept) == NULL; i++)
    g_usleep (10 * 1000);
  close (fd);
  for (guint i = 0; i < 300 && counts.connections > 0; i++) {
    g_usleep (10 * 1000);
    miqat_http_server_get_counts (fixture->server, &counts);
  }
  g_assert_cmpuint (counts.connections, ==, 0);
  g_assert_cmpuint (counts.body_bytes, ==, 400 * 1024);
  fd = fixture_connect (fixture);
  fixture_send (fd, "POST /large HTTP/1.1\r\n" HOST "Content-Length: 409600\r\n\r\n", -1);
  fixture_send (fd, body, -1);
  next = fixture_read_all (fd);
  close (fd);
  assert_status (next, 503);
  g_bytes_unref (fixture->kept);
  for (guint i = 0; i < 300 && counts.body_bytes > 0; i++) {
    g_usleep (10 * 1000);
    miqat_http_server_get_counts (fixture->server, &counts);
  }
  g_assert_cmpuint (counts.body_bytes, ==, 0);
  assert_alive (fixture);
}

/* --- Slowness -------------------------------------------------------------------------------- */

static void
drip (Fixture *fixture, const char *head, const char *piece, guint expected)
{
  g_autofree char *answer = NULL;
  gint64 start = g_get_monotonic_time ();
  int fd = fixture_connect (fixture);

  if (head)
    fixture_send (fd, head, -1);
  for (guint i = 0; piece && i < 60; i++) {
    if (send (fd, piece, strlen (piece), MSG_NOSIGNAL) < 0)
      break;
    g_usleep (50 * 1000);
  }
  answer = fixture_read_all (fd);
  if (expected)
    assert_status (answer, expected);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 4 * G_USEC_PER_SEC);
  close (fd);
}

static void
test_slow (void)
{
  g_autoptr (Fixture) fixture = fixture_new (&impatient);
  MiqatHttpCounts counts = { 0 };

  drip (fixture, NULL, NULL, 408);                                      /* says nothing */
  drip (fixture, "GET / HT", NULL, 408);                                /* half a line */
  drip (fixture, "GET / HTTP/1.1\r\n" HOST, "X: y\r\n", 0);             /* a header at a time */
  drip (fixture, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 100\r\n\r\n", "z", 0);
  drip (fixture, "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n", "1\r\nz\r\n", 0);
  drip (fixture, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 100\r\n\r\nabc", NULL, 408);
  /* The client may hear of it before it is counted. */
  for (guint i = 0; i < 300 && counts.cut < 6; i++) {
    g_usleep (10 * 1000);
    miqat_http_server_get_counts (fixture->server, &counts);
  }
  g_assert_cmpuint (counts.cut, ==, 6);
  assert_alive (fixture);
}

static void
test_idle (void)
{
  g_autoptr (Fixture) fixture = fixture_new (&impatient);
  g_autofree char *answer = NULL;
  g_autofree char *rest = NULL;
  gint64 start = g_get_monotonic_time ();
  int fd = fixture_connect (fixture);

  fixture_send (fd, "GET / HTTP/1.1\r\n" HOST "\r\n", -1);
  answer = fixture_read_answer (fd, FALSE);
  rest = fixture_read_all (fd);
  g_assert_cmpstr (rest, ==, "");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 4 * G_USEC_PER_SEC);
  close (fd);
}

static void
test_slow_reader (void)
{
  g_autoptr (Fixture) fixture = fixture_new (&impatient);
  g_autofree char *line = NULL;
  int fd = fixture_connect (fixture);

  fixture_send (fd, "GET /big HTTP/1.1\r\n" HOST "\r\n", -1);
  line = fixture_wait_line (fixture, "path=/big");
  close (fd);
  assert_alive (fixture);
}

static void
test_crowd (void)
{
  MiqatHttpServerOptions options = { .connections_max = 20 };
  g_autoptr (Fixture) fixture = fixture_new (&options);
  MiqatHttpCounts counts;
  int fds[40];
  guint refused = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = fixture_connect (fixture);
  for (guint i = 20; i < G_N_ELEMENTS (fds); i++) {
    g_autofree char *answer = fixture_read_answer (fds[i], FALSE);

    refused += fixture_get_status (answer) == 503;
  }
  g_assert_cmpuint (refused, ==, 20);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  for (guint i = 0; i < 300; i++) {
    miqat_http_server_get_counts (fixture->server, &counts);
    if (counts.connections == 0)
      break;
    g_usleep (10 * 1000);
  }
  assert_alive (fixture);
}

/* Without descriptors accepting fails for a while, not for ever. */
static void
test_no_descriptors (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *answer = NULL;
  struct rlimit before, low;
  int fd, probe;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  fd = fixture_connect (fixture);
  fixture_send (fd, "GET / HTTP/1.1\r\n" HOST "\r\n", -1);
  answer = fixture_read_answer (fd, FALSE);
  close (fd);
  g_usleep (100 * 1000);

  probe = dup (0);
  close (probe);
  low = before;
  low.rlim_cur = probe + 1; /* one more: the client's own end */
  g_test_expect_message (NULL, G_LOG_LEVEL_MESSAGE, "cannot accept*");
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &low), ==, 0);
  fd = fixture_connect (fixture);
  g_usleep (100 * 1000);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);
  fixture_send (fd, "GET / HTTP/1.1\r\n" HOST "\r\n", -1);
  g_free (answer);
  answer = fixture_read_answer (fd, FALSE);
  assert_status (answer, 200);
  close (fd);
  g_test_assert_expected_messages ();
}

/* Random damage to honest requests: anything may be answered, nothing may break. */
static void
test_mutations (void)
{
  static const char *const honest[] = {
    "GET /echo/a?q=1 HTTP/1.1\r\n" HOST "Cookie: aff=1\r\nConnection: close\r\n\r\n",
    "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\nConnection: close\r\n\r\nabcde",
    "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "POST /small HTTP/1.1\r\n" HOST "Content-Length: 50\r\nExpect: 100-continue\r\n\r\n",
  };
  static const char spice[] = "\r\n\0:%/ ?&=+-,;0159afxz\xff\x7f\t";
  MiqatHttpServerOptions options = { .read_ms = 2000 };
  g_autoptr (Fixture) fixture = fixture_new (&options);

  for (guint round = 0; round < 400; round++) {
    const char *base = honest[g_test_rand_int_range (0, G_N_ELEMENTS (honest))];
    g_autoptr (GString) bytes = g_string_new (base);
    int fd = fixture_connect (fixture);
    char byte;

    for (gint32 i = g_test_rand_int_range (1, 5); i > 0; i--) {
      guint at = g_test_rand_int_range (0, bytes->len);

      if (g_test_rand_bit ())
        bytes->str[at] = spice[g_test_rand_int_range (0, sizeof spice - 1)];
      else
        g_string_erase (bytes, at, 1);
    }
    fixture_send (fd, bytes->str, bytes->len);
    shutdown (fd, SHUT_WR);
    while (recv (fd, &byte, 1, 0) > 0)
      ;
    close (fd);
  }
  assert_alive (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  for (guint i = 0; i < G_N_ELEMENTS (framing_cases); i++) {
    g_autofree char *path = g_strconcat ("/http/hostile/framing/", framing_cases[i].name, NULL);

    for (char *p = path; *p; p++)
      if (*p == ' ' || *p == ',')
        *p = '-';
    g_test_add_data_func (path, &framing_cases[i], test_case);
  }
  g_test_add_func ("/http/hostile/nul-in-header", test_nul_in_header);
  g_test_add_func ("/http/hostile/many-headers", test_many_headers);
  g_test_add_func ("/http/hostile/long-header", test_long_header);
  g_test_add_func ("/http/hostile/ranges", test_ranges);
  g_test_add_func ("/http/hostile/endless-body", test_endless_body);
  g_test_add_func ("/http/hostile/refusal-is-readable", test_refusal_is_readable);
  g_test_add_func ("/http/hostile/expect-continue", test_expect_continue);
  g_test_add_func ("/http/hostile/budget", test_budget);
  g_test_add_func ("/http/hostile/budget-after-hanging-up", test_budget_after_hanging_up);
  g_test_add_func ("/http/hostile/slow", test_slow);
  g_test_add_func ("/http/hostile/idle", test_idle);
  g_test_add_func ("/http/hostile/slow-reader", test_slow_reader);
  g_test_add_func ("/http/hostile/crowd", test_crowd);
  g_test_add_func ("/http/hostile/no-descriptors", test_no_descriptors);
  g_test_add_func ("/http/hostile/mutations", test_mutations);
  return g_test_run ();
}

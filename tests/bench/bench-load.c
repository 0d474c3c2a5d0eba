/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small HTTP/1.1 load generator: keeps N connections busy for some seconds, each with one request
 * at a time, and prints one line of JSON. Every POST has an Idempotency-Key of its own, of the kind
 * that our pages and offices send, and comes, as it says, from another address, as real visitors do. */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "miqat-id.h"

#define BUFFER_SIZE (256 * 1024)

typedef struct {
  int fd;
  GString *request;
  gsize sent;
  char *answer; /* of BUFFER_SIZE */
  gsize received;
  gint64 began;
} Visitor;

static struct {
  int port, connections, seconds, warm_up;
  char *path, *bodies_file;
  char **bodies; /* NULL: GET */
  guint next_body;
  guint32 next_address;
  gboolean counting;
  guint64 answers, refused, failed, bytes;
  GArray *latencies; /* of gint64 microseconds */
} load = { .connections = 64, .seconds = 5, .warm_up = 1 };

static const GOptionEntry options[] = {
  { "port", 0, 0, G_OPTION_ARG_INT, &load.port, "on 127.0.0.1", "PORT" },
  { "path", 0, 0, G_OPTION_ARG_STRING, &load.path, "what to ask for", "PATH" },
  { "bodies", 0, 0, G_OPTION_ARG_FILENAME, &load.bodies_file, "POST these, one JSON text a line, in turn", "FILE" },
  { "connections", 0, 0, G_OPTION_ARG_INT, &load.connections, "at a time", "N" },
  { "seconds", 0, 0, G_OPTION_ARG_INT, &load.seconds, "to measure", "N" },
  { "warm-up", 0, 0, G_OPTION_ARG_INT, &load.warm_up, "seconds before that", "N" },
  { NULL },
};

/* ---- one visitor ------------------------------------------------------------------------------- */

static void
write_request (Visitor *self)
{
  const char *body;
  g_autofree char *id = NULL;
  guint32 address;

  self->sent = 0;
  self->received = 0;
  self->began = g_get_monotonic_time ();
  if (load.bodies == NULL) {
    g_string_printf (self->request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n",
                     load.path);
    return;
  }

  if (load.bodies[load.next_body] == NULL)
    load.next_body = 0;
  body = load.bodies[load.next_body++];
  id = miqat_id_new (g_get_real_time ());
  address = load.next_address++; /* begins anywhere: nobody comes again in the next round */
  g_string_printf (self->request,
                   "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                   "Idempotency-Key: %s\r\nX-Real-IP: 10.%u.%u.%u\r\nContent-Length: %zu\r\n\r\n%s",
                   load.path, id, address >> 16 & 255, address >> 8 & 255, address & 255, strlen (body), body);
}

static void
connect_visitor (Visitor *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons ((guint16) load.port) };
  int one = 1;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (self->fd < 0 || connect (self->fd, (struct sockaddr *) &address, sizeof address) != 0)
    g_error ("Nobody listens on port %d: %s", load.port, g_strerror (errno));
  setsockopt (self->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  fcntl (self->fd, F_SETFL, fcntl (self->fd, F_GETFL) | O_NONBLOCK);
}

static void
send_more (Visitor *self)
{
  while (self->sent < self->request->len) {
    gssize count = send (self->fd, self->request->str + self->sent, self->request->len - self->sent, MSG_NOSIGNAL);

    if (count <= 0)
      return;
    self->sent += (gsize) count;
  }
}

/* Whether the whole answer is there. */
static gboolean
is_complete (const Visitor *self)
{
  const char *end = g_strstr_len (self->answer, (gssize) self->received, "\r\n\r\n");
  const char *length;
  gsize head;

  if (end == NULL)
    return FALSE;
  head = (gsize) (end - self->answer) + 4;
  for (const char *line = self->answer; (line = strstr (line, "\r\n")) != NULL && line < end;) {
    line += 2;
    if (g_ascii_strncasecmp (line, "content-length:", 15) == 0) {
      length = line + 15;
      return self->received >= head + (gsize) g_ascii_strtoull (length, NULL, 10);
    }
  }
  /* Chunked. */
  return self->received >= head + 5 && memcmp (self->answer + self->received - 5, "0\r\n\r\n", 5) == 0;
}

static void
count_answer (const Visitor *self)
{
  gint64 took = g_get_monotonic_time () - self->began;
  char class = self->received > 9 ? self->answer[9] : '?';

  if (!load.counting)
    return;
  load.answers++;
  load.bytes += self->received;
  load.refused += class == '4';
  load.failed += class != '2' && class != '3' && class != '4';
  g_array_append_val (load.latencies, took);
}

/* FALSE when the server has closed the connection. */
static gboolean
receive_more (Visitor *self)
{
  for (;;) {
    gssize count = recv (self->fd, self->answer + self->received, BUFFER_SIZE - 1 - self->received, 0);

    if (count == 0 || (count < 0 && errno != EAGAIN))
      return FALSE;
    if (count < 0)
      return TRUE;
    self->received += (gsize) count;
    self->answer[self->received] = '\0';
    if (is_complete (self)) {
      count_answer (self);
      write_request (self);
      send_more (self);
    } else if (self->received >= BUFFER_SIZE - 1)
      g_error ("An answer is longer than %d bytes", BUFFER_SIZE);
  }
}

/* ---- all of them ------------------------------------------------------------------------------- */

static void
watch (int poll, Visitor *self)
{
  struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = self };

  epoll_ctl (poll, EPOLL_CTL_ADD, self->fd, &event);
}

static void
serve (int poll, gint64 until)
{
  struct epoll_event events[256];

  while (g_get_monotonic_time () < until) {
    int count = epoll_wait (poll, events, G_N_ELEMENTS (events), 100);

    for (int i = 0; i < count; i++) {
      Visitor *visitor = events[i].data.ptr;

      if (events[i].events & EPOLLOUT)
        send_more (visitor);
      if (receive_more (visitor))
        continue;
      load.failed += load.counting;
      close (visitor->fd);
      connect_visitor (visitor);
      write_request (visitor);
      watch (poll, visitor);
    }
  }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static gint64
pick (guint per_mille)
{
  guint count = load.latencies->len;

  return count == 0 ? 0 : g_array_index (load.latencies, gint64, (guint) ((guint64) (count - 1) * per_mille / 1000));
}

static void
report (gint64 took)
{
  g_array_sort (load.latencies, compare_times);
  g_print ("{\"answers\": %" G_GUINT64_FORMAT ", \"refused\": %" G_GUINT64_FORMAT ", \"failed\": %" G_GUINT64_FORMAT
           ", \"bytes\": %" G_GUINT64_FORMAT ", \"microseconds\": %" G_GINT64_FORMAT ", \"p50\": %" G_GINT64_FORMAT
           ", \"p99\": %" G_GINT64_FORMAT "}\n",
           load.answers, load.refused, load.failed, load.bytes, took, pick (500), pick (990));
}

/* So that whoever started us can read the server's processor time at exactly these moments. */
static void
say (const char *word)
{
  g_print ("%s\n", word);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int poll = epoll_create1 (EPOLL_CLOEXEC);
  gint64 began;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  if (load.bodies_file != NULL) {
    if (!g_file_get_contents (load.bodies_file, &text, NULL, &error))
      g_error ("%s", error->message);
    load.bodies = g_strsplit (g_strstrip (text), "\n", -1);
  }
  load.latencies = g_array_new (FALSE, FALSE, sizeof (gint64));
  load.next_address = g_random_int ();

  for (int i = 0; i < load.connections; i++) {
    Visitor *visitor = g_new0 (Visitor, 1);

    visitor->request = g_string_new (NULL);
    visitor->answer = g_malloc (BUFFER_SIZE);
    connect_visitor (visitor);
    write_request (visitor);
    watch (poll, visitor);
  }

  serve (poll, g_get_monotonic_time () + load.warm_up * G_USEC_PER_SEC);
  say ("begin");
  load.counting = TRUE;
  began = g_get_monotonic_time ();
  serve (poll, began + load.seconds * G_USEC_PER_SEC);
  load.counting = FALSE;
  began = g_get_monotonic_time () - began;
  say ("end");
  report (began);
  return 0;
}

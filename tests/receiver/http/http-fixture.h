/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real server on a free loopback port and a client that writes bytes, whatever they are. */
#pragma once

#include "miqat-http-server.h"

G_BEGIN_DECLS

typedef struct {
  MiqatHttpRouter *router;
  MiqatHttpServer *server;
  char *unix_path;
  guint16 port;
  GMutex mutex;
  GPtrArray *lines;   /* the access log; under the mutex */
  guint calls;        /* atomic: how often a handler ran */
  GBytes *kept;       /* atomic: the last body that /keep was sent */
} Fixture;

/* `options` may be NULL. Its log and router are the fixture's. */
Fixture *fixture_new (const MiqatHttpServerOptions *options);
void fixture_free (Fixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)
/* Waits for the line of the access log that contains `text`. */
char *fixture_wait_line (Fixture *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Blocking client socket; reads give up after five seconds. */
int fixture_connect (Fixture *self);
void fixture_send (int fd, const char *bytes, gssize length);
/* Everything until the server closes or five seconds of silence. */
char *fixture_read_all (int fd) G_GNUC_WARN_UNUSED_RESULT;
/* One answer with its body, by its Content-Length; `head` for one without a body. */
char *fixture_read_answer (int fd, gboolean head) G_GNUC_WARN_UNUSED_RESULT;
/* Connects, sends, reads one answer, closes. */
char *fixture_ask (Fixture *self, const char *format, ...) G_GNUC_PRINTF (2, 3) G_GNUC_WARN_UNUSED_RESULT;
/* Connects, sends all, reads until the server closes. */
char *fixture_ask_all (Fixture *self, const char *bytes, gssize length) G_GNUC_WARN_UNUSED_RESULT;

guint fixture_get_status (const char *answer);
char *fixture_dup_header (const char *answer, const char *name) G_GNUC_WARN_UNUSED_RESULT;
const char *fixture_get_body (const char *answer);

#define assert_status(answer, status) g_assert_cmpuint (fixture_get_status (answer), ==, (status))
#define assert_contains(text, part)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (!strstr ((text), (part)))                                                                  \
      g_error ("%s:%d: \"%s\" is not in: %s", __FILE__, __LINE__, (part), (text));                 \
  }                                                                                                \
  G_STMT_END

G_END_DECLS

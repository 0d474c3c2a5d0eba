/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One HTTP request as handlers see it, whatever library received it. Everything in it is decoded
 * once, checked for UTF-8 and bounded. After it was handed to a handler it never changes, so any
 * thread may read it; borrowed strings live as long as the request. */
#pragma once

#include "miqat-http-form.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

/* Flags, so that a route can accept several. HEAD arrives as GET; its answer is sent without the
 * body. */
typedef enum {
  MIQAT_HTTP_GET = 1 << 0,
  MIQAT_HTTP_POST = 1 << 1,
  MIQAT_HTTP_PUT = 1 << 2,
  MIQAT_HTTP_PATCH = 1 << 3,
  MIQAT_HTTP_DELETE = 1 << 4,
} MiqatHttpMethod;
#define MIQAT_HTTP_N_METHODS 5

#define MIQAT_HTTP_QUERY_MAX 64     /* parameters read; what follows is ignored */
#define MIQAT_HTTP_HEADERS_MAX 64   /* header lines; more are refused */
#define MIQAT_HTTP_SEGMENTS_MAX 16  /* parts of a path */
#define MIQAT_HTTP_PATH_MAX 1024    /* bytes of a decoded path */

typedef struct _MiqatHttpRequest MiqatHttpRequest;
MiqatHttpRequest *miqat_http_request_ref (MiqatHttpRequest *self);
void miqat_http_request_unref (MiqatHttpRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatHttpRequest, miqat_http_request_unref)

MiqatHttpMethod miqat_http_request_get_method (const MiqatHttpRequest *self);
gboolean miqat_http_request_is_head (const MiqatHttpRequest *self);
/* GET or HEAD: changes nothing. */
gboolean miqat_http_request_is_safe (const MiqatHttpRequest *self);

/* Decoded, without the query, beginning with "/". A "/" that was escaped in the address shows here
 * like any other; the router matches the parts, not this text. */
const char *miqat_http_request_get_path (const MiqatHttpRequest *self);
/* Path and query as they were sent (escaped), for building links back to this page. */
const char *miqat_http_request_get_target (const MiqatHttpRequest *self);
/* The part of the path that matched ":name" or "*name" of the route's pattern; NULL if it has none. */
const char *miqat_http_request_get_param (const MiqatHttpRequest *self, const char *name);
/* The first query parameter of that name, NULL when absent. A parameter that cannot be decoded
 * counts as absent: people share addresses with all sorts of tails. (Broken escapes never get here:
 * the library answers 400.) */
const char *miqat_http_request_get_query (const MiqatHttpRequest *self, const char *name);
/* The same as a whole number; `fallback` when absent or not a number, clamped to [min, max]. */
gint64 miqat_http_request_get_query_int (const MiqatHttpRequest *self, const char *name, gint64 min,
                                         gint64 max, gint64 fallback);

/* The first header of that name, in any case of letters; NULL when absent. */
const char *miqat_http_request_get_header (const MiqatHttpRequest *self, const char *name);
/* The first cookie of that name, or NULL. */
char *miqat_http_request_dup_cookie (const MiqatHttpRequest *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;
/* The token of "Authorization: Bearer …", or NULL. */
const char *miqat_http_request_get_bearer (const MiqatHttpRequest *self);
/* Compares the media type of the body without its parameters. */
gboolean miqat_http_request_is_type (const MiqatHttpRequest *self, const char *media_type);
/* Whether the client asks for JSON: its path begins with "/api/" or it accepts application/json and
 * not text/html. */
gboolean miqat_http_request_wants_json (const MiqatHttpRequest *self);
/* Whether If-None-Match names `etag` (weak comparison, "*" included). */
gboolean miqat_http_request_matches_etag (const MiqatHttpRequest *self, const char *etag);

/* Never NULL; empty when there was none. */
GBytes *miqat_http_request_get_body (const MiqatHttpRequest *self);
/* The body as JSON. The content type must be application/json (so that no foreign form can post
 * here with a person's cookies). Refuses with a json_* problem. */
JsonNode *miqat_http_request_parse_json (const MiqatHttpRequest *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The body as a form, urlencoded or multipart; `file_max` caps each file (0: no files taken).
 * Refuses with the problem that miqat-http-form.h names. */
MiqatHttpForm *miqat_http_request_parse_form (const MiqatHttpRequest *self, gsize file_max,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The client's address as text: what the trusted proxy says, or the peer; "local" on a unix socket
 * without a proxy. */
const char *miqat_http_request_get_client (const MiqatHttpRequest *self);
/* Whether the client came over TLS, as the trusted proxy says. */
gboolean miqat_http_request_is_secure (const MiqatHttpRequest *self);
/* The correlation id that also stands in the answer and in every log line. */
const char *miqat_http_request_get_id (const MiqatHttpRequest *self);
MiqatInstant miqat_http_request_get_received (const MiqatHttpRequest *self);

/* For the server, and for tests of handlers: building a request. NULL when the method is not one of
 * the above (or HEAD), or when the path cannot be decoded: broken escapes, NUL, control characters,
 * not UTF-8, "." or ".." parts, too long, too many parts. */
MiqatHttpRequest *miqat_http_request_new (const char *method, const char *target) G_GNUC_WARN_UNUSED_RESULT;
void miqat_http_request_add_header (MiqatHttpRequest *self, const char *name, const char *value);
void miqat_http_request_set_body (MiqatHttpRequest *self, GBytes *body);
void miqat_http_request_set_client (MiqatHttpRequest *self, const char *client, gboolean secure);
/* Takes a sane `id` (8 to 64 letters, digits, "-", "_", "."), else makes a new one. */
void miqat_http_request_set_id (MiqatHttpRequest *self, const char *id);
void miqat_http_request_set_received (MiqatHttpRequest *self, MiqatInstant received);
/* The decoded parts of the path, NULL-terminated; for the router. */
const char *const *miqat_http_request_get_segments (const MiqatHttpRequest *self);
void miqat_http_request_add_param (MiqatHttpRequest *self, const char *name, const char *value);

G_END_DECLS

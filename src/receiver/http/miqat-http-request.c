/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-http-request.h"

#include <string.h>

typedef struct {
  char *name;
  char *value;
} Pair;

struct _MiqatHttpRequest {
  gatomicrefcount references;
  MiqatHttpMethod method;
  gboolean head;
  gboolean secure;
  char *target;
  char *path;
  GPtrArray *segments; /* decoded, NULL-terminated */
  GArray *queries;     /* Pair */
  GArray *headers;
  GArray *params;
  GBytes *body;
  char *client;
  char *id;
  MiqatInstant received;
};

/* --- Pairs ----------------------------------------------------------------------------------- */

static void
clear_pair (gpointer data)
{
  Pair *pair = data;

  g_free (pair->name);
  g_free (pair->value);
}

static GArray *
make_pairs (void)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  g_array_set_clear_func (pairs, clear_pair);
  return pairs;
}

/* Takes both. */
static void
add_pair (GArray *pairs, char *name, char *value)
{
  Pair pair = { name, value };

  g_array_append_val (pairs, pair);
}

static const char *
find_pair (const GArray *pairs, const char *name, gboolean any_case)
{
  for (guint i = 0; i < pairs->len; i++) {
    const Pair *pair = &g_array_index (pairs, Pair, i);

    if (any_case ? g_ascii_strcasecmp (pair->name, name) == 0 : strcmp (pair->name, name) == 0)
      return pair->value;
  }
  return NULL;
}

/* --- Building -------------------------------------------------------------------------------- */

static gboolean
read_method (const char *text, MiqatHttpMethod *method)
{
  static const struct
  {
    const char *name;
    MiqatHttpMethod method;
  } names[] = {
    { "GET", MIQAT_HTTP_GET },     { "HEAD", MIQAT_HTTP_GET },   { "POST", MIQAT_HTTP_POST },
    { "PUT", MIQAT_HTTP_PUT },     { "PATCH", MIQAT_HTTP_PATCH }, { "DELETE", MIQAT_HTTP_DELETE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, text)) {
      *method = names[i].method;
      return TRUE;
    }
  return FALSE;
}

/* One part of a path. What could climb, end a string or hide in a log is refused. */
static gboolean
add_segment (GPtrArray *segments, const char *text, gsize length)
{
  g_autofree char *segment = miqat_http_unescape (text, length, FALSE);

  if (!segment || segments->len >= MIQAT_HTTP_SEGMENTS_MAX)
    return FALSE;
  if (g_str_equal (segment, ".") || g_str_equal (segment, ".."))
    return FALSE;
  for (const char *p = segment; *p; p++)
    if (g_ascii_iscntrl (*p))
      return FALSE;
  g_ptr_array_add (segments, g_steal_pointer (&segment));
  return TRUE;
}

/* "/a/b%20c" → "a", "b c"; "/" → ""; a slash at the end makes an empty last part. */
static gboolean
read_path (MiqatHttpRequest *self, const char *path, gsize length)
{
  const char *end = path + length;

  if (length == 0 || *path != '/' || length > 3 * MIQAT_HTTP_PATH_MAX)
    return FALSE;
  self->segments = g_ptr_array_new_with_free_func (g_free);
  for (const char *at = path + 1;;) {
    const char *slash = memchr (at, '/', end - at);
    const char *stop = slash ? slash : end;

    if (!add_segment (self->segments, at, stop - at))
      return FALSE;
    if (!slash)
      break;
    at = slash + 1;
  }
  g_ptr_array_add (self->segments, NULL);
  self->path = miqat_http_unescape (path, length, FALSE);
  return self->path && strlen (self->path) <= MIQAT_HTTP_PATH_MAX;
}

static void
read_query (MiqatHttpRequest *self, const char *query)
{
  while (*query && self->queries->len < MIQAT_HTTP_QUERY_MAX) {
    gsize length = strcspn (query, "&");
    const char *equals = memchr (query, '=', length);
    gsize name_length = equals ? (gsize) (equals - query) : length;
    g_autofree char *name = miqat_http_unescape (query, name_length, TRUE);
    g_autofree char *value = NULL;

    if (equals)
      value = miqat_http_unescape (equals + 1, length - name_length - 1, TRUE);
    else
      value = g_strdup ("");
    if (name && value && name_length > 0 && !find_pair (self->queries, name, FALSE))
      add_pair (self->queries, g_steal_pointer (&name), g_steal_pointer (&value));
    query += length;
    if (*query)
      query++;
  }
}

MiqatHttpRequest *
miqat_http_request_new (const char *method, const char *target)
{
  g_autoptr (MiqatHttpRequest) self = g_new0 (MiqatHttpRequest, 1);
  gsize path_length;

  g_return_val_if_fail (method != NULL && target != NULL, NULL);

  g_atomic_ref_count_init (&self->references);
  self->queries = make_pairs ();
  self->headers = make_pairs ();
  self->params = make_pairs ();
  self->body = g_bytes_new_static ("", 0);
  self->client = g_strdup ("local");
  self->head = g_str_equal (method, "HEAD");
  path_length = strcspn (target, "?");
  if (!read_method (method, &self->method) || !read_path (self, target, path_length))
    return NULL;
  self->target = g_strdup (target);
  if (target[path_length] == '?')
    read_query (self, target + path_length + 1);
  miqat_http_request_set_id (self, NULL);
  self->received = miqat_clock_now (miqat_clock_get_system ());
  return g_steal_pointer (&self);
}

MiqatHttpRequest *
miqat_http_request_ref (MiqatHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
miqat_http_request_unref (MiqatHttpRequest *self)
{
  if (!self || !g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  g_array_unref (self->queries);
  g_array_unref (self->headers);
  g_array_unref (self->params);
  g_bytes_unref (self->body);
  g_free (self->target);
  g_free (self->path);
  g_free (self->client);
  g_free (self->id);
  g_free (self);
}

void
miqat_http_request_add_header (MiqatHttpRequest *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  if (self->headers->len < MIQAT_HTTP_HEADERS_MAX && g_utf8_validate (value, -1, NULL))
    add_pair (self->headers, g_strdup (name), g_strdup (value));
}

void
miqat_http_request_set_body (MiqatHttpRequest *self, GBytes *body)
{
  g_return_if_fail (self != NULL && body != NULL);

  g_bytes_ref (body);
  g_bytes_unref (self->body);
  self->body = body;
}

void
miqat_http_request_set_client (MiqatHttpRequest *self, const char *client, gboolean secure)
{
  g_return_if_fail (self != NULL && client != NULL);

  g_free (self->client);
  self->client = g_strdup (client);
  self->secure = secure;
}

static gboolean
is_sane_id (const char *id)
{
  gsize length = strspn (id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

  return id[length] == 0 && length >= 8 && length <= 64;
}

void
miqat_http_request_set_id (MiqatHttpRequest *self, const char *id)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  self->id = id && is_sane_id (id) ? g_strdup (id) : g_uuid_string_random ();
}

void
miqat_http_request_set_received (MiqatHttpRequest *self, MiqatInstant received)
{
  g_return_if_fail (self != NULL);
  self->received = received;
}

void
miqat_http_request_add_param (MiqatHttpRequest *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);
  add_pair (self->params, g_strdup (name), g_strdup (value));
}

/* --- Reading --------------------------------------------------------------------------------- */

MiqatHttpMethod
miqat_http_request_get_method (const MiqatHttpRequest *self)
{
  return self->method;
}

gboolean
miqat_http_request_is_head (const MiqatHttpRequest *self)
{
  return self->head;
}

gboolean
miqat_http_request_is_safe (const MiqatHttpRequest *self)
{
  return self->method == MIQAT_HTTP_GET;
}

const char *
miqat_http_request_get_path (const MiqatHttpRequest *self)
{
  return self->path;
}

const char *
miqat_http_request_get_target (const MiqatHttpRequest *self)
{
  return self->target;
}

const char *const *
miqat_http_request_get_segments (const MiqatHttpRequest *self)
{
  return (const char *const *) self->segments->pdata;
}

const char *
miqat_http_request_get_param (const MiqatHttpRequest *self, const char *name)
{
  return find_pair (self->params, name, FALSE);
}

const char *
miqat_http_request_get_query (const MiqatHttpRequest *self, const char *name)
{
  return find_pair (self->queries, name, FALSE);
}

const char *
miqat_http_request_get_header (const MiqatHttpRequest *self, const char *name)
{
  return find_pair (self->headers, name, TRUE);
}

GBytes *
miqat_http_request_get_body (const MiqatHttpRequest *self)
{
  return self->body;
}

const char *
miqat_http_request_get_client (const MiqatHttpRequest *self)
{
  return self->client;
}

gboolean
miqat_http_request_is_secure (const MiqatHttpRequest *self)
{
  return self->secure;
}

const char *
miqat_http_request_get_id (const MiqatHttpRequest *self)
{
  return self->id;
}

MiqatInstant
miqat_http_request_get_received (const MiqatHttpRequest *self)
{
  return self->received;
}

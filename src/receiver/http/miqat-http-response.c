/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-http-response.h"

#include <string.h>

#include "miqat-crypto.h"
#include "miqat-http-form.h"

typedef struct {
  char *name;
  char *value;
} Header;

struct _MiqatHttpResponse {
  gatomicrefcount references;
  guint status;
  GArray *headers;
  GBytes *body;
};

static void
clear_header (gpointer data)
{
  Header *header = data;

  g_free (header->name);
  g_free (header->value);
}

MiqatHttpResponse *
miqat_http_response_new (guint status)
{
  MiqatHttpResponse *self = g_new0 (MiqatHttpResponse, 1);

  g_return_val_if_fail (status >= 200 && status <= 599, NULL);
  g_atomic_ref_count_init (&self->references);
  self->status = status;
  self->headers = g_array_new (FALSE, FALSE, sizeof (Header));
  g_array_set_clear_func (self->headers, clear_header);
  self->body = g_bytes_new_static ("", 0);
  return self;
}

MiqatHttpResponse *
miqat_http_response_ref (MiqatHttpResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
miqat_http_response_unref (MiqatHttpResponse *self)
{
  if (!self || !g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

/* --- Kinds ----------------------------------------------------------------------------------- */

MiqatHttpResponse *
miqat_http_response_new_bytes (guint status, const char *content_type, GBytes *body)
{
  MiqatHttpResponse *self = miqat_http_response_new (status);

  miqat_http_response_take_body (self, content_type, body);
  return self;
}

MiqatHttpResponse *
miqat_http_response_new_html (guint status, GString *html)
{
  MiqatHttpResponse *self = miqat_http_response_new_bytes (status, "text/html; charset=utf-8",
                                                           g_string_free_to_bytes (html));

  miqat_http_response_set_header (self, "Content-Security-Policy", MIQAT_HTTP_CSP);
  return self;
}

MiqatHttpResponse *
miqat_http_response_new_json (guint status, GString *json)
{
  return miqat_http_response_new_bytes (status, "application/json; charset=utf-8",
                                        g_string_free_to_bytes (json));
}

MiqatHttpResponse *
miqat_http_response_new_text (guint status, GString *text)
{
  return miqat_http_response_new_bytes (status, "text/plain; charset=utf-8",
                                        g_string_free_to_bytes (text));
}

/* A path of this server or a web address. Browsers read "\" as "/" and drop tabs and line breaks, so
 * these are not let through at all. */
static gboolean
is_location (const char *location)
{
  for (const char *p = location; *p; p++)
    if ((guchar) *p <= ' ' || *p == '\\' || *p == 0x7f)
      return FALSE;
  if (location[0] == '/')
    return location[1] != '/';
  return g_str_has_prefix (location, "https://") || g_str_has_prefix (location, "http://");
}

MiqatHttpResponse *
miqat_http_response_new_redirect (guint status, const char *location)
{
  MiqatHttpResponse *self = miqat_http_response_new (status ? status : 303);
  g_autofree char *escaped = NULL;

  /* Letters outside ASCII are escaped; what is escaped already stays. */
  if (location && is_location (location))
    escaped = g_uri_escape_string (location, G_URI_RESERVED_CHARS_GENERIC_DELIMITERS
                                   G_URI_RESERVED_CHARS_SUBCOMPONENT_DELIMITERS "%", FALSE);
  miqat_http_response_set_header (self, "Location", escaped ? escaped : "/");
  return self;
}

/* --- Headers and body ------------------------------------------------------------------------ */

guint
miqat_http_response_get_status (const MiqatHttpResponse *self)
{
  return self->status;
}

GBytes *
miqat_http_response_get_body (const MiqatHttpResponse *self)
{
  return self->body;
}

static Header *
find_header (const MiqatHttpResponse *self, const char *name)
{
  for (guint i = 0; i < self->headers->len; i++) {
    Header *header = &g_array_index (self->headers, Header, i);

    if (g_ascii_strcasecmp (header->name, name) == 0)
      return header;
  }
  return NULL;
}

const char *
miqat_http_response_get_header (const MiqatHttpResponse *self, const char *name)
{
  const Header *header = find_header (self, name);

  return header ? header->value : NULL;
}

guint
miqat_http_response_get_n_headers (const MiqatHttpResponse *self)
{
  return self->headers->len;
}

void
miqat_http_response_get_nth_header (const MiqatHttpResponse *self, guint index, const char **name,
                                    const char **value)
{
  const Header *header = &g_array_index (self->headers, Header, index);

  g_return_if_fail (index < self->headers->len);
  *name = header->name;
  *value = header->value;
}

static char *
make_value (const char *value)
{
  char *clean = g_strdup (value);

  for (char *p = clean; *p; p++)
    if (g_ascii_iscntrl (*p) && *p != '\t')
      *p = '?';
  return clean;
}

void
miqat_http_response_set_header (MiqatHttpResponse *self, const char *name, const char *value)
{
  Header *header;

  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  header = find_header (self, name);
  if (!header) {
    miqat_http_response_add_header (self, name, value);
    return;
  }
  g_free (header->value);
  header->value = make_value (value);
}

void
miqat_http_response_add_header (MiqatHttpResponse *self, const char *name, const char *value)
{
  Header header;

  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  header.name = g_strdup (name);
  header.value = make_value (value);
  g_array_append_val (self->headers, header);
}

void
miqat_http_response_take_body (MiqatHttpResponse *self, const char *content_type, GBytes *body)
{
  g_return_if_fail (self != NULL && content_type != NULL && body != NULL);

  g_bytes_unref (self->body);
  self->body = body;
  miqat_http_response_set_header (self, "Content-Type", content_type);
}

/* --- Cookies --------------------------------------------------------------------------------- */

static gboolean
is_cookie_text (const char *text, const char *forbidden)
{
  for (const char *p = text; *p; p++)
    if ((guchar) *p <= ' ' || (guchar) *p >= 0x7f || strchr (forbidden, *p))
      return FALSE;
  return TRUE;
}

gboolean
miqat_http_response_set_cookie (MiqatHttpResponse *self, const MiqatHttpCookie *cookie)
{
  static const char *const same_sites[] = { "Lax", "Strict", "None" };
  g_autoptr (GString) value = g_string_new (NULL);
  const char *path;

  g_return_val_if_fail (self != NULL && cookie->name != NULL && cookie->value != NULL, FALSE);

  path = cookie->path ? cookie->path : "/";
  if (!*cookie->name || !is_cookie_text (cookie->name, "()<>@,;:\\\"/[]?={}")
      || !is_cookie_text (cookie->value, "\",;\\") || !is_cookie_text (path, ";"))
    return FALSE;

  g_string_append_printf (value, "%s=%s; Path=%s", cookie->name, cookie->value, path);
  if (cookie->max_age_s != 0)
    g_string_append_printf (value, "; Max-Age=%" G_GINT64_FORMAT, MAX (cookie->max_age_s, 0));
  if (!cookie->readable)
    g_string_append (value, "; HttpOnly");
  if (!cookie->insecure || cookie->same_site == MIQAT_HTTP_SAME_SITE_NONE)
    g_string_append (value, "; Secure");
  g_string_append_printf (value, "; SameSite=%s", same_sites[cookie->same_site]);
  miqat_http_response_add_header (self, "Set-Cookie", value->str);
  return TRUE;
}

/* --- Caching and saving ---------------------------------------------------------------------- */

void
miqat_http_response_set_etag (MiqatHttpResponse *self, const char *tag)
{
  g_autofree char *hash = NULL;
  g_autofree char *quoted = NULL;

  g_return_if_fail (self != NULL);

  if (!tag)
    tag = hash = miqat_hash_bytes (self->body);
  quoted = g_strdup_printf ("\"%.64s\"", tag);
  miqat_http_response_set_header (self, "ETag", quoted);
}

void
miqat_http_response_set_public (MiqatHttpResponse *self, guint max_age_s, guint stale_s)
{
  g_autofree char *value = NULL;

  if (stale_s > 0)
    value = g_strdup_printf ("public, max-age=%u, stale-while-revalidate=%u", max_age_s, stale_s);
  else
    value = g_strdup_printf ("public, max-age=%u", max_age_s);
  miqat_http_response_set_header (self, "Cache-Control", value);
}

void
miqat_http_response_set_private (MiqatHttpResponse *self, guint max_age_s)
{
  g_autofree char *value = g_strdup_printf ("private, max-age=%u", max_age_s);

  miqat_http_response_set_header (self, "Cache-Control", value);
}

void
miqat_http_response_set_download (MiqatHttpResponse *self, const char *file_name)
{
  g_autofree char *plain = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *value = NULL;

  g_return_if_fail (self != NULL && file_name != NULL);

  /* An old name in ASCII and the real one (RFC 6266). */
  plain = g_str_to_ascii (file_name, NULL);
  for (char *p = plain; *p; p++)
    if (!g_ascii_isalnum (*p) && !strchr ("-_. ", *p))
      *p = '_';
  escaped = miqat_http_escape (file_name);
  value = g_strdup_printf ("attachment; filename=\"%s\"; filename*=UTF-8''%s", plain, escaped);
  miqat_http_response_set_header (self, "Content-Disposition", value);
}

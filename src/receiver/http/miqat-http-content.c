/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request says in its headers and its body, read when asked for. */
#include "config.h"

#include <string.h>

#include "miqat-http-request.h"
#include "miqat-json.h"

gint64
miqat_http_request_get_query_int (const MiqatHttpRequest *self, const char *name, gint64 min,
                                  gint64 max, gint64 fallback)
{
  const char *text = miqat_http_request_get_query (self, name);
  gint64 number;

  if (!text || !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return fallback;
  return CLAMP (number, min, max);
}

char *
miqat_http_request_dup_cookie (const MiqatHttpRequest *self, const char *name)
{
  const char *at = miqat_http_request_get_header (self, "Cookie");
  gsize name_length = strlen (name);

  while (at && *at) {
    gsize length;

    at += strspn (at, "; \t");
    length = strcspn (at, ";");
    if (length > name_length && strncmp (at, name, name_length) == 0 && at[name_length] == '=')
      return g_strchomp (g_strndup (at + name_length + 1, length - name_length - 1));
    at += length;
  }
  return NULL;
}

const char *
miqat_http_request_get_bearer (const MiqatHttpRequest *self)
{
  const char *value = miqat_http_request_get_header (self, "Authorization");

  if (!value || g_ascii_strncasecmp (value, "Bearer ", 7) != 0)
    return NULL;
  return value + 7 + strspn (value + 7, " ");
}

gboolean
miqat_http_request_is_type (const MiqatHttpRequest *self, const char *media_type)
{
  const char *value = miqat_http_request_get_header (self, "Content-Type");
  gsize length = strlen (media_type);

  return value && g_ascii_strncasecmp (value, media_type, length) == 0
         && (value[length] == 0 || strchr ("; \t", value[length]));
}

gboolean
miqat_http_request_wants_json (const MiqatHttpRequest *self)
{
  const char *accept = miqat_http_request_get_header (self, "Accept");

  if (g_str_has_prefix (miqat_http_request_get_path (self), "/api/"))
    return TRUE;
  return accept && strstr (accept, "application/json") && !strstr (accept, "text/html");
}

gboolean
miqat_http_request_matches_etag (const MiqatHttpRequest *self, const char *etag)
{
  const char *at = miqat_http_request_get_header (self, "If-None-Match");
  gsize etag_length = strlen (etag);

  while (at && *at) {
    gsize length;

    at += strspn (at, ", \t");
    if (*at == '*')
      return TRUE;
    if (g_str_has_prefix (at, "W/"))
      at += 2;
    length = strcspn (at, ", \t");
    if (length == etag_length && strncmp (at, etag, length) == 0)
      return TRUE;
    at += length;
  }
  return FALSE;
}

JsonNode *
miqat_http_request_parse_json (const MiqatHttpRequest *self, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (miqat_http_request_get_body (self), &length);

  if (!miqat_http_request_is_type (self, "application/json")) {
    miqat_refuse (error, NULL, MIQAT_PROBLEM_JSON_BROKEN, NULL);
    return NULL;
  }
  /* The route has bounded the body already. */
  return miqat_json_parse (data ? data : "", length, MAX (length, 1), error);
}

MiqatHttpForm *
miqat_http_request_parse_form (const MiqatHttpRequest *self, gsize file_max, GError **error)
{
  GBytes *body = miqat_http_request_get_body (self);
  MiqatHttpForm *form = NULL;
  MiqatProblemCode code = MIQAT_PROBLEM_FILE_DAMAGED;

  if (miqat_http_request_is_type (self, "application/x-www-form-urlencoded"))
    code = miqat_http_form_parse_urlencoded (body, &form);
  else if (miqat_http_request_is_type (self, "multipart/form-data"))
    code = miqat_http_form_parse_multipart (
        body, miqat_http_request_get_header (self, "Content-Type"), file_max, &form);
  if (code == MIQAT_PROBLEM_FILE_TOO_LARGE) {
    g_autofree char *max = g_format_size_full (file_max, G_FORMAT_SIZE_IEC_UNITS);

    miqat_refuse (error, NULL, code, "max", max, NULL);
  } else if (code != MIQAT_PROBLEM_NONE)
    miqat_refuse (error, NULL, code, NULL);
  return form;
}

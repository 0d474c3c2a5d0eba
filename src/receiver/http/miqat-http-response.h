/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a handler answers. A response is counted by reference; once answered it must not be changed
 * any more, but may be answered again, by any thread: that is how a page rendered once is served
 * from memory. Without a cache rule it is sent with "Cache-Control: no-store". */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _MiqatHttpResponse MiqatHttpResponse;

/* No body; for 204, or to be filled by the setters. */
MiqatHttpResponse *miqat_http_response_new (guint status) G_GNUC_WARN_UNUSED_RESULT;
/* Each takes its body. HTML gets the strict Content-Security-Policy below; replace it with
 * miqat_http_response_set_header() where a page needs more. */
MiqatHttpResponse *miqat_http_response_new_html (guint status, GString *html) G_GNUC_WARN_UNUSED_RESULT;
MiqatHttpResponse *miqat_http_response_new_json (guint status, GString *json) G_GNUC_WARN_UNUSED_RESULT;
MiqatHttpResponse *miqat_http_response_new_text (guint status, GString *text) G_GNUC_WARN_UNUSED_RESULT;
/* For a large file give the bytes of a mapped file; they are sent without a copy. */
MiqatHttpResponse *miqat_http_response_new_bytes (guint status, const char *content_type,
                                                  GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
/* 303 unless `status` says otherwise (0). `location` must be a path of this server ("/…", not "//…")
 * or an http(s) address; anything else leads to "/". */
MiqatHttpResponse *miqat_http_response_new_redirect (guint status, const char *location) G_GNUC_WARN_UNUSED_RESULT;

#define MIQAT_HTTP_CSP                                                                             \
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "               \
  "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "                \
  "base-uri 'none'; frame-ancestors 'none'"

MiqatHttpResponse *miqat_http_response_ref (MiqatHttpResponse *self);
void miqat_http_response_unref (MiqatHttpResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatHttpResponse, miqat_http_response_unref)

guint miqat_http_response_get_status (const MiqatHttpResponse *self);
/* Never NULL. */
GBytes *miqat_http_response_get_body (const MiqatHttpResponse *self);
/* The first of that name, or NULL. */
const char *miqat_http_response_get_header (const MiqatHttpResponse *self, const char *name);
guint miqat_http_response_get_n_headers (const MiqatHttpResponse *self);
void miqat_http_response_get_nth_header (const MiqatHttpResponse *self, guint index,
                                         const char **name, const char **value);

/* Replaces a header of that name. Control characters in a value become "?", so that no value can
 * begin another header. */
void miqat_http_response_set_header (MiqatHttpResponse *self, const char *name, const char *value);
void miqat_http_response_add_header (MiqatHttpResponse *self, const char *name, const char *value);
void miqat_http_response_take_body (MiqatHttpResponse *self, const char *content_type, GBytes *body);

typedef enum {
  MIQAT_HTTP_SAME_SITE_LAX,
  MIQAT_HTTP_SAME_SITE_STRICT,
  MIQAT_HTTP_SAME_SITE_NONE, /* forces Secure */
} MiqatHttpSameSite;

typedef struct {
  const char *name;
  const char *value;  /* cookie characters only; encode anything else first */
  const char *path;   /* NULL: "/" */
  gint64 max_age_s;   /* 0: until the browser closes; negative: delete it */
  gboolean readable;  /* FALSE: HttpOnly */
  gboolean insecure;  /* FALSE: Secure; TRUE only for a receiver without TLS on one PC */
  MiqatHttpSameSite same_site;
} MiqatHttpCookie;

/* FALSE, and nothing is set, when name or value have characters that a cookie cannot carry. */
gboolean miqat_http_response_set_cookie (MiqatHttpResponse *self, const MiqatHttpCookie *cookie);

/* A strong tag, from `tag` or (NULL) from a hash of the body. The server answers 304 to a matching
 * If-None-Match by itself. */
void miqat_http_response_set_etag (MiqatHttpResponse *self, const char *tag);

/* "public, max-age=…, stale-while-revalidate=…": the same for everybody. */
void miqat_http_response_set_public (MiqatHttpResponse *self, guint max_age_s, guint stale_s);
/* "private, max-age=…" for one person's browser only. */
void miqat_http_response_set_private (MiqatHttpResponse *self, guint max_age_s);

/* Content-Disposition: the browser saves it under this name, which may have any letters. */
void miqat_http_response_set_download (MiqatHttpResponse *self, const char *file_name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches the bytes of HTTP/1 requests before the library reads them, and lets only those through that
 * can be read in one way. The library forgives much (two Hosts, two lengths, a blank before the colon,
 * bare line feeds): what a proxy reads otherwise is how one request is smuggled inside another. This
 * is no second parser: it finds where a request ends and refuses what it would have to interpret.
 *
 * A pure state machine over bytes, one for each connection. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MIQAT_HTTP_HEAD_MAX (32 * 1024) /* bytes of the request line and all headers */

typedef enum {
  MIQAT_HTTP_FRAMING_HEAD,
  MIQAT_HTTP_FRAMING_BODY,
  MIQAT_HTTP_FRAMING_CHUNK_SIZE,
  MIQAT_HTTP_FRAMING_CHUNK_DATA,
  MIQAT_HTTP_FRAMING_CHUNK_END,
  MIQAT_HTTP_FRAMING_LAST_END,
  MIQAT_HTTP_FRAMING_BROKEN,
} MiqatHttpFramingState;

typedef struct {
  MiqatHttpFramingState state;
  guint status;   /* when BROKEN: 400, 431 or 501 */
  gsize scanned;  /* bytes of an unfinished head already looked at */
  guint64 left;   /* bytes of the body or chunk still to come */
  /* Of the request whose head was read last. */
  guint lines;
  guint hosts;
  guint lengths;
  guint encodings;
  guint64 length;
} MiqatHttpFraming;

/* `data` begins where the last call's answer ended. Returns how many bytes may be passed on: those of
 * at most one request. 0 means that more must come first, or that it is BROKEN. */
gsize miqat_http_framing_feed (MiqatHttpFraming *self, const guint8 *data, gsize length);

gboolean miqat_http_framing_has_body (const MiqatHttpFraming *self);

G_END_DECLS

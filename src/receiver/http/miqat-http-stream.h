/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A socket's stream as the library gets to see it: only requests that are soundly framed come through
 * (miqat-http-framing.h), a head not before it is complete. And the end of a connection that stands
 * idle between requests is told as a request of one byte that breaks off, because libsoup 3.2 forgets
 * idle connections when their clients leave, with memory and descriptor, but not busy ones. */
#pragma once

#include <gio/gio.h>

#include "miqat-http-framing.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_HTTP_STREAM (miqat_http_stream_get_type ())
G_DECLARE_FINAL_TYPE (MiqatHttpStream, miqat_http_stream, MIQAT, HTTP_STREAM, GIOStream)

/* Called with `data` while the library reads. */
typedef struct {
  void (*began) (gpointer data);                /* the first byte of a request is there */
  void (*broken) (gpointer data, guint status); /* once; afterwards the stream is at its end */
  gpointer data;
} MiqatHttpStreamWatch;

MiqatHttpStream *miqat_http_stream_new (GSocket *socket, const MiqatHttpStreamWatch *watch) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the library stands between two requests. */
void miqat_http_stream_set_idle (MiqatHttpStream *self, gboolean idle);
/* Of the request that is being read or was read last. */
const MiqatHttpFraming *miqat_http_stream_get_framing (MiqatHttpStream *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-http-stream.h"

#include <string.h>

#define PIECE 16384

/* --- The input ------------------------------------------------------------------------------- */

#define MIQAT_TYPE_HTTP_INPUT (miqat_http_input_get_type ())
G_DECLARE_FINAL_TYPE (MiqatHttpInput, miqat_http_input, MIQAT, HTTP_INPUT, GInputStream)

struct _MiqatHttpInput {
  GInputStream parent_instance;
  GSocket *socket;
  MiqatHttpStreamWatch watch;
  MiqatHttpFraming framing;
  GByteArray *held;  /* received, not yet passed on */
  gsize start;       /* of what is held */
  gsize passable;    /* of that, what the library may have */
  gboolean starved;  /* nothing can be said of what is held before more comes */
  gboolean idle;
  gboolean ended;
};

static void miqat_http_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatHttpInput, miqat_http_input, G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      miqat_http_input_pollable_init))

/* Appends what the socket has. FALSE when it has nothing (`error`); its end is remembered. */
static gboolean
receive (MiqatHttpInput *self, GError **error)
{
  g_autoptr (GError) own = NULL;
  guint8 piece[PIECE];
  gssize got = g_socket_receive_with_blocking (self->socket, (char *) piece, sizeof piece, FALSE,
                                               NULL, &own);

  self->starved = FALSE;
  if (got > 0)
    g_byte_array_append (self->held, piece, got);
  else if (got < 0 && g_error_matches (own, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
    g_propagate_error (error, g_steal_pointer (&own));
    return FALSE;
  } else
    self->ended = TRUE;
  return TRUE;
}

/* Lets the framing look at what is held. */
static void
inspect (MiqatHttpInput *self)
{
  gsize size = self->held->len - self->start;
  gboolean first = self->framing.state == MIQAT_HTTP_FRAMING_HEAD && self->framing.scanned == 0;

  if (size == 0 || self->ended || self->starved)
    return;
  if (first)
    self->watch.began (self->watch.data);
  self->passable = miqat_http_framing_feed (&self->framing, self->held->data + self->start, size);
  if (self->passable > 0)
    return;
  self->starved = TRUE;
  if (self->framing.state == MIQAT_HTTP_FRAMING_BROKEN) {
    self->ended = TRUE;
    self->watch.broken (self->watch.data, self->framing.status);
  }
}

static gssize
pass (MiqatHttpInput *self, void *buffer, gsize count)
{
  gsize size = MIN (count, self->passable);

  memcpy (buffer, self->held->data + self->start, size);
  self->start += size;
  self->passable -= size;
  if (self->start == self->held->len) {
    g_byte_array_set_size (self->held, 0);
    self->start = 0;
  } else if (self->passable == 0) {
    g_byte_array_remove_range (self->held, 0, self->start);
    self->start = 0;
  }
  return size;
}

static gssize
read_nonblocking (GPollableInputStream *stream, void *buffer, gsize count, GError **error)
{
  MiqatHttpInput *self = MIQAT_HTTP_INPUT (stream);

  if (count == 0)
    return 0;
  /* A following request that came along is looked at before more is received. */
  if (self->passable == 0)
    inspect (self);
  while (self->passable == 0 && !self->ended) {
    if (!receive (self, error))
      return -1;
    inspect (self);
  }
  if (self->passable > 0)
    return pass (self, buffer, count);
  if (!self->idle)
    return 0;
  /* The library would answer the byte as malformed, after an answer that was complete. */
  g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
  self->idle = FALSE;
  *(char *) buffer = 'x';
  return 1;
}

static gssize
read_blocking (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable,
               GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "only without blocking");
  return -1;
}

static gboolean
has_something (const MiqatHttpInput *self)
{
  return self->passable > 0 || self->ended || (self->held->len > self->start && !self->starved);
}

static gboolean
is_readable (GPollableInputStream *stream)
{
  MiqatHttpInput *self = MIQAT_HTTP_INPUT (stream);

  return has_something (self) || g_socket_condition_check (self->socket, G_IO_IN) != 0;
}

static GSource *
create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  MiqatHttpInput *self = MIQAT_HTTP_INPUT (stream);
  g_autoptr (GSource) base = NULL;

  if (has_something (self))
    base = g_timeout_source_new (0);
  else
    base = g_socket_create_source (self->socket, G_IO_IN, NULL);
  return g_pollable_source_new_full (stream, base, cancellable);
}

static void
miqat_http_input_finalize (GObject *object)
{
  MiqatHttpInput *self = MIQAT_HTTP_INPUT (object);

  g_object_unref (self->socket);
  g_byte_array_unref (self->held);
  G_OBJECT_CLASS (miqat_http_input_parent_class)->finalize (object);
}

static void
miqat_http_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = is_readable;
  iface->create_source = create_source;
  iface->read_nonblocking = read_nonblocking;
}

static void
miqat_http_input_class_init (MiqatHttpInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = miqat_http_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = read_blocking;
}

static void
miqat_http_input_init (MiqatHttpInput *self)
{
  self->held = g_byte_array_new ();
}

/* --- The stream ------------------------------------------------------------------------------ */

struct _MiqatHttpStream {
  GIOStream parent_instance;
  GIOStream *base;
  MiqatHttpInput *input;
};

G_DEFINE_FINAL_TYPE (MiqatHttpStream, miqat_http_stream, G_TYPE_IO_STREAM)

static GInputStream *
get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (MIQAT_HTTP_STREAM (stream)->input);
}

static GOutputStream *
get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (MIQAT_HTTP_STREAM (stream)->base);
}

static gboolean
close_stream (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return g_io_stream_close (MIQAT_HTTP_STREAM (stream)->base, cancellable, error);
}

/* GIOStream closes itself when it is disposed, so what that needs lives until finalize. */
static void
miqat_http_stream_finalize (GObject *object)
{
  MiqatHttpStream *self = MIQAT_HTTP_STREAM (object);

  g_object_unref (self->input);
  g_object_unref (self->base);
  G_OBJECT_CLASS (miqat_http_stream_parent_class)->finalize (object);
}

static void
miqat_http_stream_class_init (MiqatHttpStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = miqat_http_stream_finalize;
  stream_class->get_input_stream = get_input_stream;
  stream_class->get_output_stream = get_output_stream;
  stream_class->close_fn = close_stream;
}

static void
miqat_http_stream_init (MiqatHttpStream *self)
{
}

MiqatHttpStream *
miqat_http_stream_new (GSocket *socket, const MiqatHttpStreamWatch *watch)
{
  MiqatHttpStream *self = g_object_new (MIQAT_TYPE_HTTP_STREAM, NULL);

  self->base = G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
  self->input = g_object_new (MIQAT_TYPE_HTTP_INPUT, NULL);
  self->input->socket = g_object_ref (socket);
  self->input->watch = *watch;
  return self;
}

void
miqat_http_stream_set_idle (MiqatHttpStream *self, gboolean idle)
{
  self->input->idle = idle;
}

const MiqatHttpFraming *
miqat_http_stream_get_framing (MiqatHttpStream *self)
{
  return &self->input->framing;
}

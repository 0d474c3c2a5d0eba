/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed files, as declared in miqat-crypto.h: a magic word, the stream's header, and pieces of
 * 64 KiB of which the last is marked, so that a shortened file is noticed. */
#include "config.h"

#include "miqat-crypto-private.h"

#include <gio/gio.h>
#include <sodium.h>
#include <string.h>

#define MAGIC "MQF1"
#define MAGIC_SIZE 4
#define HEADER_SIZE crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define PIECE_SIZE (64 * 1024)
#define PIECE_OVERHEAD crypto_secretstream_xchacha20poly1305_ABYTES
#define LAST_PIECE crypto_secretstream_xchacha20poly1305_TAG_FINAL

typedef crypto_secretstream_xchacha20poly1305_state Stream;

static void
start_sealing (const MiqatKey *key, Stream *stream, GByteArray *out)
{
  guint8 subkey[MIQAT_KEY_SIZE];
  guint8 header[HEADER_SIZE];

  miqat_key_derive (key, MIQAT_SUBKEY_FILE, subkey);
  crypto_secretstream_xchacha20poly1305_init_push (stream, header, subkey);
  sodium_memzero (subkey, sizeof subkey);
  g_byte_array_append (out, (const guint8 *) MAGIC, MAGIC_SIZE);
  g_byte_array_append (out, header, sizeof header);
}

static void
seal_pieces (Stream *stream, const guint8 *data, gsize size, GByteArray *out)
{
  g_autofree guint8 *piece = g_malloc (PIECE_SIZE + PIECE_OVERHEAD);
  gboolean last;

  do {
    gsize length = MIN (size, PIECE_SIZE);

    last = length == size;
    crypto_secretstream_xchacha20poly1305_push (stream, piece, NULL, data, length, NULL, 0,
                                                last ? LAST_PIECE : 0);
    g_byte_array_append (out, piece, (guint) (length + PIECE_OVERHEAD));
    if (!last)
      data += length;
    size -= length;
  } while (!last);
}

gboolean
miqat_seal_file (const MiqatKey *key, GBytes *contents, const char *path, GError **error)
{
  g_autoptr (GByteArray) out = NULL;
  g_autoptr (GError) io_error = NULL;
  const guint8 *data;
  Stream stream;
  gsize size;

  g_return_val_if_fail (key != NULL && contents != NULL && path != NULL, FALSE);

  data = g_bytes_get_data (contents, &size);
  /* A GByteArray counts in 32 bits. */
  g_return_val_if_fail (size < G_MAXINT32, FALSE);
  out = g_byte_array_new ();
  start_sealing (key, &stream, out);
  seal_pieces (&stream, data, size, out);
  sodium_memzero (&stream, sizeof stream);
  if (g_file_set_contents_full (path, (const char *) out->data, out->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &io_error))
    return TRUE;
  g_set_error_literal (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_IO, io_error->message);
  return FALSE;
}

/* Reads at most `most` bytes, so that a file that grows meanwhile cannot fill the memory. */
static GByteArray *
read_limited (const char *path, gsize most, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) io_error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &io_error);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (PIECE_SIZE);
  gssize n = 0;

  while (stream != NULL
         && (n = g_input_stream_read (G_INPUT_STREAM (stream), piece, PIECE_SIZE, NULL, &io_error))
                > 0) {
    if (data->len + (gsize) n > most) {
      g_set_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_IO,
                   "%s is larger than its limit", path);
      return NULL;
    }
    g_byte_array_append (data, piece, (guint) n);
  }
  if (io_error == NULL)
    return g_steal_pointer (&data);
  g_set_error_literal (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_IO, io_error->message);
  return NULL;
}

static gboolean
start_opening (const MiqatKey *key, Stream *stream, const GByteArray *sealed)
{
  guint8 subkey[MIQAT_KEY_SIZE];
  int result;

  if (sealed->len < MAGIC_SIZE + HEADER_SIZE || memcmp (sealed->data, MAGIC, MAGIC_SIZE) != 0)
    return FALSE;
  miqat_key_derive (key, MIQAT_SUBKEY_FILE, subkey);
  result = crypto_secretstream_xchacha20poly1305_init_pull (stream, sealed->data + MAGIC_SIZE,
                                                            subkey);
  sodium_memzero (subkey, sizeof subkey);
  return result == 0;
}

/* Only the last piece may carry the mark, and it must end the file. */
static gboolean
open_pieces (Stream *stream, const guint8 *data, gsize size, GByteArray *out)
{
  g_autofree guint8 *piece = g_malloc (PIECE_SIZE);

  while (size > 0) {
    gsize length = MIN (size, PIECE_SIZE + PIECE_OVERHEAD);
    unsigned long long opened = 0;
    guint8 tag = 0;

    if (length < PIECE_OVERHEAD
        || crypto_secretstream_xchacha20poly1305_pull (stream, piece, &opened, &tag, data, length,
                                                       NULL, 0)
               != 0)
      return FALSE;
    g_byte_array_append (out, piece, (guint) opened);
    data += length;
    size -= length;
    if ((tag == LAST_PIECE) != (size == 0))
      return FALSE;
    if (tag == LAST_PIECE)
      return TRUE;
  }
  return FALSE;
}

static gsize
get_sealed_size (gsize size)
{
  gsize pieces = size / PIECE_SIZE + 1;

  return MAGIC_SIZE + HEADER_SIZE + size + pieces * PIECE_OVERHEAD;
}

GBytes *
miqat_open_file (const MiqatKey *key, const char *path, gsize limit, GError **error)
{
  g_autoptr (GByteArray) sealed = NULL;
  g_autoptr (GByteArray) out = NULL;
  Stream stream;
  gboolean ok;

  g_return_val_if_fail (key != NULL && path != NULL, NULL);

  limit = MIN (limit, G_MAXINT32);
  sealed = read_limited (path, get_sealed_size (limit), error);
  if (sealed == NULL)
    return NULL;
  out = g_byte_array_new ();
  ok = start_opening (key, &stream, sealed)
       && open_pieces (&stream, sealed->data + MAGIC_SIZE + HEADER_SIZE,
                       sealed->len - MAGIC_SIZE - HEADER_SIZE, out);
  sodium_memzero (&stream, sizeof stream);
  if (ok && out->len <= limit)
    return g_byte_array_free_to_bytes (g_steal_pointer (&out));
  if (ok)
    g_set_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_IO, "%s is larger than its limit",
                 path);
  else
    g_set_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_FORGED,
                 "%s cannot be opened: wrong key or altered", path);
  return NULL;
}

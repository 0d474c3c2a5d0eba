/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks the structure of JPEG, PNG and PDF files. Every read is bounded by the cursor's end, every
 * loop consumes bytes. */
#include "config.h"

#include "miqat-picture.h"

#include <string.h>

typedef struct {
  const guint8 *data;
  gsize length;
  gsize position;
} Cursor;

static const guint8 png_magic[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
static const guint8 jpeg_magic[] = { 0xff, 0xd8, 0xff };
static const guint8 pdf_magic[] = { '%', 'P', 'D', 'F', '-' };

/* Whether the data begin with the magic, or end within it. */
static gboolean
begins_like (const guint8 *data, gsize length, const guint8 *magic, gsize magic_length)
{
  return memcmp (data, magic, MIN (length, magic_length)) == 0;
}

static gsize
get_left (const Cursor *cursor)
{
  return cursor->length - cursor->position;
}

static guint32
peek_be (const Cursor *cursor, gsize offset, guint bytes)
{
  guint32 value = 0;

  g_assert (get_left (cursor) >= offset + bytes);
  for (guint i = 0; i < bytes; i++)
    value = value << 8 | cursor->data[cursor->position + offset + i];
  return value;
}

static MiqatProblemCode
check_size (guint width, guint height)
{
  if (width == 0 || height == 0)
    return MIQAT_PROBLEM_FILE_DAMAGED;
  if (width > MIQAT_PICTURE_SIDE_MAX || height > MIQAT_PICTURE_SIDE_MAX
      || (guint64) width * height > MIQAT_PICTURE_PIXELS_MAX)
    return MIQAT_PROBLEM_FILE_TOO_LARGE;
  return MIQAT_PROBLEM_NONE;
}

/* --- PNG ------------------------------------------------------------------------------------- */

static guint32
compute_crc (const guint8 *data, gsize length)
{
  static guint32 table[256];
  static gsize ready;
  guint32 crc = 0xffffffff;

  if (g_once_init_enter (&ready)) {
    for (guint32 i = 0; i < 256; i++) {
      guint32 value = i;

      for (int bit = 0; bit < 8; bit++)
        value = value & 1 ? 0xedb88320 ^ value >> 1 : value >> 1;
      table[i] = value;
    }
    g_once_init_leave (&ready, 1);
  }
  for (gsize i = 0; i < length; i++)
    crc = table[(crc ^ data[i]) & 0xff] ^ crc >> 8;
  return ~crc;
}

static MiqatProblemCode
check_png_header (const Cursor *cursor, guint32 length, MiqatPicture *picture)
{
  static const struct
  {
    guint8 color;
    guint8 depths; /* the allowed bit depths, added up */
  } kinds[] = {
    { 0, 1 + 2 + 4 + 8 + 16 }, { 2, 8 + 16 }, { 3, 1 + 2 + 4 + 8 }, { 4, 8 + 16 }, { 6, 8 + 16 },
  };
  guint8 depth, color;

  if (length != 13)
    return MIQAT_PROBLEM_FILE_DAMAGED;
  picture->width = peek_be (cursor, 8, 4);
  picture->height = peek_be (cursor, 12, 4);
  depth = peek_be (cursor, 16, 1);
  color = peek_be (cursor, 17, 1);
  if (peek_be (cursor, 18, 1) != 0 || peek_be (cursor, 19, 1) != 0 || peek_be (cursor, 20, 1) > 1)
    return MIQAT_PROBLEM_FILE_DAMAGED;
  if (depth == 0 || (depth & (depth - 1)) != 0)
    return MIQAT_PROBLEM_FILE_DAMAGED;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].color == color && (kinds[i].depths & depth))
      return check_size (picture->width, picture->height);
  return MIQAT_PROBLEM_FILE_DAMAGED;
}

static MiqatProblemCode
check_png (Cursor *cursor, MiqatPicture *picture)
{
  gboolean data_seen = FALSE;

  cursor->position = sizeof png_magic;
  for (guint count = 0;; count++) {
    guint32 length, kind;

    if (get_left (cursor) < 12)
      return MIQAT_PROBLEM_FILE_DAMAGED;
    length = peek_be (cursor, 0, 4);
    kind = peek_be (cursor, 4, 4);
    if (length > G_MAXINT32 || get_left (cursor) - 12 < length)
      return MIQAT_PROBLEM_FILE_DAMAGED;
    if (compute_crc (cursor->data + cursor->position + 4, (gsize) length + 4)
        != peek_be (cursor, 8 + (gsize) length, 4))
      return MIQAT_PROBLEM_FILE_DAMAGED;

    if ((count == 0) != (kind == 0x49484452)) /* IHDR */
      return MIQAT_PROBLEM_FILE_DAMAGED;
    if (count == 0) {
      MiqatProblemCode code = check_png_header (cursor, length, picture);

      if (code != MIQAT_PROBLEM_NONE)
        return code;
    }
    if (kind == 0x49444154) /* IDAT */
      data_seen = data_seen || length > 0;
    if (kind == 0x49454e44) /* IEND */
      return data_seen && length == 0 ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_FILE_DAMAGED;
    cursor->position += (gsize) length + 12;
  }
}

/* --- JPEG ------------------------------------------------------------------------------------ */

/* Moves behind the next marker and returns it, skipping fill bytes; 0 at the end of the data or
 * where something else stands. */
static guint8
read_marker (Cursor *cursor)
{
  if (get_left (cursor) < 2 || cursor->data[cursor->position] != 0xff)
    return 0;
  while (get_left (cursor) > 0 && cursor->data[cursor->position] == 0xff)
    cursor->position++;
  return get_left (cursor) > 0 ? cursor->data[cursor->position++] : 0;
}

/* Moves to the marker that ends a scan's entropy-coded data. */
static gboolean
skip_scan (Cursor *cursor)
{
  while (get_left (cursor) >= 2) {
    const guint8 *found = memchr (cursor->data + cursor->position, 0xff, get_left (cursor) - 1);

    if (!found)
      return FALSE;
    cursor->position = found - cursor->data;
    if (found[1] == 0 || (found[1] >= 0xd0 && found[1] <= 0xd7))
      cursor->position += 2; /* a stuffed byte, a restart */
    else if (found[1] == 0xff)
      cursor->position++;
    else
      return TRUE;
  }
  return FALSE;
}

/* A frame header (SOF): baseline, extended or progressive; nothing else is made by cameras or read by
 * common decoders. */
static MiqatProblemCode
check_frame (const Cursor *cursor, guint8 marker, gsize length, MiqatPicture *picture)
{
  guint components;

  if (marker > 0xc2)
    return MIQAT_PROBLEM_FILE_KIND;
  if (length < 8 || picture->width != 0)
    return MIQAT_PROBLEM_FILE_DAMAGED;
  components = peek_be (cursor, 7, 1);
  if (components < 1 || components > 4 || length != 8 + 3 * (gsize) components)
    return MIQAT_PROBLEM_FILE_DAMAGED;
  picture->height = peek_be (cursor, 3, 2);
  picture->width = peek_be (cursor, 5, 2);
  return check_size (picture->width, picture->height);
}

static gboolean
is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static MiqatProblemCode
check_jpeg (Cursor *cursor, MiqatPicture *picture)
{
  gboolean scan_seen = FALSE;

  cursor->position = 2;
  for (;;) {
    guint8 marker = read_marker (cursor);
    gsize length;

    if (marker == 0xd9) /* EOI */
      return scan_seen ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_FILE_DAMAGED;
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8) || get_left (cursor) < 2)
      return MIQAT_PROBLEM_FILE_DAMAGED;
    length = peek_be (cursor, 0, 2);
    if (length < 2 || get_left (cursor) < length)
      return MIQAT_PROBLEM_FILE_DAMAGED;
    if (is_frame (marker)) {
      MiqatProblemCode code = check_frame (cursor, marker, length, picture);

      if (code != MIQAT_PROBLEM_NONE)
        return code;
    }
    cursor->position += length;
    if (marker == 0xda) { /* SOS */
      if (picture->width == 0 || !skip_scan (cursor))
        return MIQAT_PROBLEM_FILE_DAMAGED;
      scan_seen = TRUE;
    }
  }
}

/* --- PDF ------------------------------------------------------------------------------------- */

/* The last place of `word` in the data, NULL if none; unlike g_strrstr_len() not stopped by NUL. */
static const guint8 *
find_last (const guint8 *data, gsize length, const char *word)
{
  gsize size = strlen (word);

  for (gsize i = length; i >= size; i--)
    if (memcmp (data + i - size, word, size) == 0)
      return data + i - size;
  return NULL;
}

static MiqatProblemCode
check_pdf (const Cursor *cursor)
{
  /* Programs pad and append a little after the end mark. */
  gsize tail = MIN (cursor->length, 2048);
  const guint8 *end = cursor->data + cursor->length - tail;
  const guint8 *mark;

  if (cursor->length < 9 || (cursor->data[5] != '1' && cursor->data[5] != '2')
      || cursor->data[6] != '.' || !g_ascii_isdigit (cursor->data[7]))
    return MIQAT_PROBLEM_FILE_DAMAGED;
  mark = find_last (end, tail, "%%EOF");
  if (!mark || !find_last (end, mark - end, "startxref"))
    return MIQAT_PROBLEM_FILE_DAMAGED;
  return MIQAT_PROBLEM_NONE;
}

/* --- */

MiqatProblemCode
miqat_picture_check (const guint8 *data, gsize length, gsize limit, MiqatPicture *picture)
{
  Cursor cursor = { data, length, 0 };
  MiqatPicture found = { 0 };
  MiqatProblemCode code;

  g_return_val_if_fail (picture != NULL, MIQAT_PROBLEM_INTERNAL);

  if (length == 0)
    return MIQAT_PROBLEM_FILE_EMPTY;
  g_return_val_if_fail (data != NULL, MIQAT_PROBLEM_INTERNAL);
  if (length > (limit ? limit : MIQAT_PICTURE_SIZE_MAX))
    return MIQAT_PROBLEM_FILE_TOO_LARGE;

  if (begins_like (data, length, png_magic, sizeof png_magic))
    found.kind = MIQAT_PICTURE_PNG;
  else if (begins_like (data, length, jpeg_magic, sizeof jpeg_magic))
    found.kind = MIQAT_PICTURE_JPEG;
  else if (begins_like (data, length, pdf_magic, sizeof pdf_magic))
    found.kind = MIQAT_PICTURE_PDF;
  else
    return MIQAT_PROBLEM_FILE_KIND;
  if (length < sizeof png_magic)
    return MIQAT_PROBLEM_FILE_DAMAGED;

  if (found.kind == MIQAT_PICTURE_PNG)
    code = check_png (&cursor, &found);
  else if (found.kind == MIQAT_PICTURE_JPEG)
    code = check_jpeg (&cursor, &found);
  else
    code = check_pdf (&cursor);
  if (code == MIQAT_PROBLEM_NONE)
    *picture = found;
  return code;
}

const char *
miqat_picture_kind_get_media_type (MiqatPictureKind kind)
{
  static const char *const types[] = { "image/jpeg", "image/png", "application/pdf" };

  g_return_val_if_fail (kind < G_N_ELEMENTS (types), NULL);
  return types[kind];
}

const char *
miqat_picture_kind_get_extension (MiqatPictureKind kind)
{
  static const char *const extensions[] = { "jpg", "png", "pdf" };

  g_return_val_if_fail (kind < G_N_ELEMENTS (extensions), NULL);
  return extensions[kind];
}

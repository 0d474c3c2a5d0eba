/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the picture of a transfer slip, so that whoever checks payments in the invented agency has
 * something to look at: black letters of five by seven dots on white paper, as a PNG. */
#include "config.h"

#include "miqat-demo-private.h"

#include <string.h>
#include <zlib.h>

#define WIDTH 720
#define HEIGHT 960
#define MARGIN 48
#define DOT 4         /* pixels of a dot */
#define LINE_HEIGHT 52
#define GLYPH_COLUMNS 5
#define GLYPH_ROWS 7

/* Rows from the top; the highest of five bits is the left dot. */
static const struct {
  char letter;
  guint8 rows[GLYPH_ROWS];
} glyphs[] = {
  { 'A', { 0x0e, 0x11, 0x11, 0x1f, 0x11, 0x11, 0x11 } }, { 'B', { 0x1e, 0x11, 0x11, 0x1e, 0x11, 0x11, 0x1e } },
  { 'C', { 0x0f, 0x10, 0x10, 0x10, 0x10, 0x10, 0x0f } }, { 'D', { 0x1e, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1e } },
  { 'E', { 0x1f, 0x10, 0x10, 0x1e, 0x10, 0x10, 0x1f } }, { 'F', { 0x1f, 0x10, 0x10, 0x1e, 0x10, 0x10, 0x10 } },
  { 'G', { 0x0f, 0x10, 0x10, 0x13, 0x11, 0x11, 0x0f } }, { 'H', { 0x11, 0x11, 0x11, 0x1f, 0x11, 0x11, 0x11 } },
  { 'I', { 0x0e, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0e } }, { 'J', { 0x03, 0x01, 0x01, 0x01, 0x01, 0x11, 0x0e } },
  { 'K', { 0x11, 0x12, 0x14, 0x18, 0x14, 0x12, 0x11 } }, { 'L', { 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x1f } },
  { 'M', { 0x11, 0x1b, 0x15, 0x15, 0x11, 0x11, 0x11 } }, { 'N', { 0x11, 0x19, 0x19, 0x15, 0x13, 0x13, 0x11 } },
  { 'O', { 0x0e, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0e } }, { 'P', { 0x1e, 0x11, 0x11, 0x1e, 0x10, 0x10, 0x10 } },
  { 'Q', { 0x0e, 0x11, 0x11, 0x11, 0x15, 0x12, 0x0d } }, { 'R', { 0x1e, 0x11, 0x11, 0x1e, 0x14, 0x12, 0x11 } },
  { 'S', { 0x0f, 0x10, 0x10, 0x0e, 0x01, 0x01, 0x1e } }, { 'T', { 0x1f, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04 } },
  { 'U', { 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0e } }, { 'V', { 0x11, 0x11, 0x11, 0x11, 0x0a, 0x0a, 0x04 } },
  { 'W', { 0x11, 0x11, 0x11, 0x15, 0x15, 0x1b, 0x11 } }, { 'X', { 0x11, 0x0a, 0x0a, 0x04, 0x0a, 0x0a, 0x11 } },
  { 'Y', { 0x11, 0x11, 0x0a, 0x04, 0x04, 0x04, 0x04 } }, { 'Z', { 0x1f, 0x01, 0x02, 0x04, 0x08, 0x10, 0x1f } },
  { '0', { 0x0e, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0e } }, { '1', { 0x04, 0x0c, 0x14, 0x04, 0x04, 0x04, 0x1f } },
  { '2', { 0x0e, 0x11, 0x01, 0x06, 0x08, 0x10, 0x1f } }, { '3', { 0x1e, 0x01, 0x01, 0x0e, 0x01, 0x01, 0x1e } },
  { '4', { 0x02, 0x06, 0x0a, 0x12, 0x1f, 0x02, 0x02 } }, { '5', { 0x1f, 0x10, 0x1e, 0x01, 0x01, 0x11, 0x0e } },
  { '6', { 0x0e, 0x10, 0x10, 0x1e, 0x11, 0x11, 0x0e } }, { '7', { 0x1f, 0x01, 0x02, 0x02, 0x04, 0x04, 0x04 } },
  { '8', { 0x0e, 0x11, 0x11, 0x0e, 0x11, 0x11, 0x0e } }, { '9', { 0x0e, 0x11, 0x11, 0x0f, 0x01, 0x01, 0x0e } },
  { '.', { 0x00, 0x00, 0x00, 0x00, 0x00, 0x0c, 0x0c } }, { ',', { 0x00, 0x00, 0x00, 0x00, 0x0c, 0x04, 0x08 } },
  { ':', { 0x00, 0x0c, 0x0c, 0x00, 0x0c, 0x0c, 0x00 } }, { '-', { 0x00, 0x00, 0x00, 0x1f, 0x00, 0x00, 0x00 } },
  { '/', { 0x01, 0x02, 0x02, 0x04, 0x08, 0x08, 0x10 } },
};

typedef struct {
  guint8 pixels[HEIGHT][WIDTH]; /* 0 black, 255 white */
} Paper;

static void
fill (Paper *self, guint x, guint y, guint width, guint height, guint8 shade)
{
  for (guint row = y; row < MIN (y + height, HEIGHT); row++)
    for (guint column = x; column < MIN (x + width, WIDTH); column++)
      self->pixels[row][column] = shade;
}

static const guint8 *
find_glyph (char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (glyphs); i++)
    if (glyphs[i].letter == g_ascii_toupper (letter))
      return glyphs[i].rows;
  return NULL;
}

static void
draw_text (Paper *self, guint x, guint y, const char *text)
{
  for (; *text != '\0'; text++, x += (GLYPH_COLUMNS + 1) * DOT) {
    const guint8 *rows = find_glyph (*text);

    for (guint row = 0; rows != NULL && row < GLYPH_ROWS; row++)
      for (guint column = 0; column < GLYPH_COLUMNS; column++)
        if ((rows[row] & (1 << (GLYPH_COLUMNS - 1 - column))) != 0)
          fill (self, x + column * DOT, y + row * DOT, DOT, DOT, 0x20);
  }
}

static void
append_32 (GByteArray *bytes, guint32 value)
{
  const guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

static void
append_chunk (GByteArray *png, const char *kind, const guint8 *data, guint length)
{
  guint begin;

  append_32 (png, length);
  begin = png->len;
  g_byte_array_append (png, (const guint8 *) kind, 4);
  if (length > 0)
    g_byte_array_append (png, data, length);
  append_32 (png, (guint32) crc32 (0, png->data + begin, png->len - begin));
}

static GBytes *
encode (const Paper *self)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a };
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autofree guint8 *lines = g_malloc0 (HEIGHT * (WIDTH + 1));
  uLongf size = compressBound (HEIGHT * (WIDTH + 1));
  g_autofree guint8 *packed = g_malloc (size);
  /* Eight bits of grey, no filter, not interlaced. */
  static const guint8 format[] = { 8, 0, 0, 0, 0 };

  for (guint row = 0; row < HEIGHT; row++)
    memcpy (lines + row * (WIDTH + 1) + 1, self->pixels[row], WIDTH);
  if (compress2 (packed, &size, lines, HEIGHT * (WIDTH + 1), 9) != Z_OK)
    g_error ("A picture could not be packed");
  g_byte_array_append (png, signature, sizeof signature);
  append_32 (header, WIDTH);
  append_32 (header, HEIGHT);
  g_byte_array_append (header, format, sizeof format);
  append_chunk (png, "IHDR", header->data, header->len);
  append_chunk (png, "IDAT", packed, (guint) size);
  append_chunk (png, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&png));
}

GBytes *
miqat_demo_draw_slip (const char *const *lines)
{
  g_autofree Paper *paper = g_new (Paper, 1);
  guint y = MARGIN;

  memset (paper->pixels, 0xff, sizeof paper->pixels);
  fill (paper, 0, 0, WIDTH, 12, 0x60);
  for (; *lines != NULL; lines++, y += LINE_HEIGHT)
    draw_text (paper, MARGIN, y, *lines);
  fill (paper, MARGIN, y, WIDTH - 2 * MARGIN, 4, 0x60);
  return encode (paper);
}

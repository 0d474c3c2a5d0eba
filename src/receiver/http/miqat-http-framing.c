/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem */
#include "config.h"

#include "miqat-http-framing.h"

#include <string.h>

#include "miqat-http-request.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define TOKEN LETTERS DIGITS "!#$%&'*+-.^_`|~"
#define SIZE_DIGITS_MAX 7

static void
break_off (MiqatHttpFraming *self, guint status)
{
  self->state = MIQAT_HTTP_FRAMING_BROKEN;
  self->status = status;
}

/* --- The head, line by line ------------------------------------------------------------------ */

/* Two hex digits after each "%": of others the library says nothing but "400". */
static gboolean
is_target (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] <= ' ' || text[i] == 0x7f
        || (text[i] == '%' && !(g_ascii_isxdigit (text[i + 1]) && g_ascii_isxdigit (text[i + 2]))))
      return FALSE;
  return length > 0;
}

/* METHOD SP target SP HTTP/1.x, with one blank each and none inside. */
static gboolean
read_request_line (const char *line, gboolean *http_1_0)
{
  gsize method = strspn (line, TOKEN);
  const char *target = line + method + 1;
  gsize target_length;

  if (method == 0 || method > 16 || line[method] != ' ')
    return FALSE;
  target_length = strcspn (target, " ");
  if (!is_target (target, target_length) || target[target_length] != ' ')
    return FALSE;
  *http_1_0 = g_str_equal (target + target_length + 1, "HTTP/1.0");
  return *http_1_0 || g_str_equal (target + target_length + 1, "HTTP/1.1");
}

static gboolean
is_value (const char *text)
{
  for (const char *p = text; *p; p++)
    if (g_ascii_iscntrl (*p) && *p != '\t')
      return FALSE;
  return TRUE;
}

static gboolean
is_host (const char *text)
{
  gsize length = strspn (text, LETTERS DIGITS "-._:[]");

  return length > 0 && length <= 255 && text[length] == 0;
}

static gboolean
read_length (const char *text, guint64 *length)
{
  gsize digits = strspn (text, DIGITS);

  if (digits == 0 || digits > 15 || text[digits])
    return FALSE;
  *length = g_ascii_strtoull (text, NULL, 10);
  return TRUE;
}

/* Name, colon, value. A line that continues the one before begins with a blank and is no name. Returns
 * a status, 0 for a good line. */
static guint
read_header (MiqatHttpFraming *self, char *line)
{
  gsize name = strspn (line, TOKEN);
  char *value;

  if (name == 0 || line[name] != ':')
    return 400;
  line[name] = 0;
  value = g_strstrip (line + name + 1);
  if (!is_value (value))
    return 400;
  if (++self->lines > MIQAT_HTTP_HEADERS_MAX)
    return 431;
  if (g_ascii_strcasecmp (line, "Host") == 0)
    return ++self->hosts == 1 && is_host (value) ? 0 : 400;
  if (g_ascii_strcasecmp (line, "Content-Length") == 0)
    return ++self->lengths == 1 && read_length (value, &self->length) ? 0 : 400;
  if (g_ascii_strcasecmp (line, "Transfer-Encoding") == 0) {
    if (g_ascii_strcasecmp (value, "chunked") != 0)
      return 501;
    return ++self->encodings == 1 ? 0 : 400;
  }
  return 0;
}

/* The whole head, without its empty line. */
static guint
read_head (MiqatHttpFraming *self, char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  gboolean http_1_0 = FALSE;

  self->lines = self->hosts = self->lengths = self->encodings = 0;
  self->length = 0;
  /* Of an empty text g_strsplit() makes no line at all. */
  if (!lines[0] || !read_request_line (lines[0], &http_1_0))
    return 400;
  for (guint i = 1; lines[i]; i++) {
    guint status = read_header (self, lines[i]);

    if (status != 0)
      return status;
  }
  if (self->hosts != 1 || self->lengths + self->encodings > 1 || (http_1_0 && self->encodings > 0))
    return 400;
  return 0;
}

static void
begin_body (MiqatHttpFraming *self)
{
  self->left = self->length;
  if (self->encodings > 0)
    self->state = MIQAT_HTTP_FRAMING_CHUNK_SIZE;
  else if (self->left > 0)
    self->state = MIQAT_HTTP_FRAMING_BODY;
}

/* Returns the head's size once it is complete and sound, else 0. */
static gsize
feed_head (MiqatHttpFraming *self, const guint8 *data, gsize length)
{
  const guint8 *end;
  gsize size;
  g_autofree char *head = NULL;
  guint status;

  /* A line feed alone ends a line for some readers and not for others. */
  for (; self->scanned < length; self->scanned++)
    if (data[self->scanned] == 0
        || (data[self->scanned] == '\n' && (self->scanned == 0 || data[self->scanned - 1] != '\r'))) {
      break_off (self, 400);
      return 0;
    } else if (self->scanned >= 3 && memcmp (data + self->scanned - 3, "\r\n\r\n", 4) == 0)
      break;
  end = self->scanned < length ? data + self->scanned + 1 : NULL;
  if (!end && length > MIQAT_HTTP_HEAD_MAX)
    break_off (self, 431);
  if (!end)
    return 0;

  size = end - data;
  self->scanned = 0;
  head = g_strndup ((const char *) data, size - 4);
  status = size > MIQAT_HTTP_HEAD_MAX ? 431 : read_head (self, head);
  if (status != 0) {
    break_off (self, status);
    return 0;
  }
  begin_body (self);
  return size;
}

/* --- The body -------------------------------------------------------------------------------- */

static gsize
feed_counted (MiqatHttpFraming *self, gsize length, MiqatHttpFramingState next)
{
  gsize size = MIN (self->left, length);

  self->left -= size;
  if (self->left == 0)
    self->state = next;
  return size;
}

/* Hexadecimal digits and CR LF; no extensions, which nobody sends and readers treat differently. */
static gsize
feed_chunk_size (MiqatHttpFraming *self, const guint8 *data, gsize length)
{
  guint64 size = 0;
  gsize digits = 0;

  while (digits < length && g_ascii_isxdigit (data[digits]) && digits <= SIZE_DIGITS_MAX)
    size = size << 4 | (guint) g_ascii_xdigit_value (data[digits++]);
  if (digits > SIZE_DIGITS_MAX || (digits < length && (digits == 0 || data[digits] != '\r'))
      || (digits + 1 < length && data[digits + 1] != '\n'))
    break_off (self, 400);
  if (self->state == MIQAT_HTTP_FRAMING_BROKEN || digits + 2 > length)
    return 0;
  self->left = size;
  self->state = size > 0 ? MIQAT_HTTP_FRAMING_CHUNK_DATA : MIQAT_HTTP_FRAMING_LAST_END;
  return digits + 2;
}

static gsize
feed_line_end (MiqatHttpFraming *self, const guint8 *data, gsize length,
               MiqatHttpFramingState next)
{
  if (memcmp (data, "\r\n", MIN (length, 2)) != 0)
    break_off (self, 400);
  else if (length >= 2) {
    self->state = next;
    return 2;
  }
  return 0;
}

gsize
miqat_http_framing_feed (MiqatHttpFraming *self, const guint8 *data, gsize length)
{
  gsize passed = 0;

  while (passed < length) {
    const guint8 *at = data + passed;
    gsize left = length - passed;
    gsize step = 0;

    switch (self->state) {
    case MIQAT_HTTP_FRAMING_HEAD:
      step = feed_head (self, at, left);
      break;
    case MIQAT_HTTP_FRAMING_BODY:
      step = feed_counted (self, left, MIQAT_HTTP_FRAMING_HEAD);
      break;
    case MIQAT_HTTP_FRAMING_CHUNK_SIZE:
      step = feed_chunk_size (self, at, left);
      break;
    case MIQAT_HTTP_FRAMING_CHUNK_DATA:
      step = feed_counted (self, left, MIQAT_HTTP_FRAMING_CHUNK_END);
      break;
    case MIQAT_HTTP_FRAMING_CHUNK_END:
      step = feed_line_end (self, at, left, MIQAT_HTTP_FRAMING_CHUNK_SIZE);
      break;
    case MIQAT_HTTP_FRAMING_LAST_END:
      step = feed_line_end (self, at, left, MIQAT_HTTP_FRAMING_HEAD);
      break;
    case MIQAT_HTTP_FRAMING_BROKEN:
      break;
    }
    passed += step;
    /* Nothing moves, or a request ends here: the next one is looked at when it is asked for. */
    if (step == 0 || self->state == MIQAT_HTTP_FRAMING_HEAD)
      break;
  }
  return passed;
}

gboolean
miqat_http_framing_has_body (const MiqatHttpFraming *self)
{
  return self->encodings > 0 || self->length > 0;
}

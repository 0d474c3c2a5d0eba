/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader stands, between calls, right behind a delimiter. What follows it decides: "--" ends the
 * form, CR LF begins a part: header lines, an empty line, contents up to the next delimiter. */
#define _GNU_SOURCE /* memmem */
#include "config.h"

#include "miqat-http-multipart.h"

#include <string.h>

/* --- Headers: parameters of a value ---------------------------------------------------------- */

static gboolean
is_token_char (char c)
{
  return g_ascii_isalnum (c) || (c != 0 && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

static const char *
skip_blanks (const char *text)
{
  while (*text == ' ' || *text == '\t')
    text++;
  return text;
}

/* Reads one `; name=value` or `; name="value"`. Browsers write %22 for a quote inside a value and
 * older ones a backslash before it. Returns the text behind it; NULL when malformed or when the
 * value does not fit. */
static const char *
read_parameter (const char *text, char *name, gsize name_size, char *value, gsize value_size)
{
  gsize n = 0, v = 0;

  text = skip_blanks (text);
  if (*text++ != ';')
    return NULL;
  for (text = skip_blanks (text); is_token_char (*text); text++) {
    if (n + 1 >= name_size)
      return NULL;
    name[n++] = g_ascii_tolower (*text);
  }
  name[n] = 0;
  if (n == 0 || *text++ != '=')
    return NULL;

  if (*text != '"') {
    for (; is_token_char (*text) && v + 1 < value_size; text++)
      value[v++] = *text;
    value[v] = 0;
    return v == 0 || is_token_char (*text) ? NULL : text;
  }
  for (text++; *text && *text != '"'; text++) {
    if (text[0] == '\\' && (text[1] == '"' || text[1] == '\\'))
      text++;
    if (v + 1 >= value_size)
      return NULL;
    value[v++] = *text;
  }
  value[v] = 0;
  return *text == '"' ? text + 1 : NULL;
}

/* Whether `line` is the header `name` (in lower case, with the colon); `*value` is what follows. */
static gboolean
is_header (const char *line, const char *name, const char **value)
{
  gsize length = strlen (name);

  if (g_ascii_strncasecmp (line, name, length) != 0)
    return FALSE;
  *value = skip_blanks (line + length);
  return TRUE;
}

/* --- One part's headers ---------------------------------------------------------------------- */

static MiqatProblemCode
copy_text (char *to, gsize size, const char *from)
{
  if (!g_utf8_validate (from, -1, NULL))
    return MIQAT_PROBLEM_NOT_UTF8;
  for (const char *p = from; *p; p++)
    if (g_ascii_iscntrl (*p))
      return MIQAT_PROBLEM_CONTROL_CHARACTER;
  return g_strlcpy (to, from, size) < size ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_TOO_LONG;
}

static MiqatProblemCode
read_disposition (const char *value, MiqatMultipartPart *part)
{
  char name[32];
  char text[MIQAT_MULTIPART_HEADERS_MAX + 1];

  if (g_ascii_strncasecmp (value, "form-data", 9) != 0 || part->name[0])
    return MIQAT_PROBLEM_FILE_DAMAGED;
  for (value = skip_blanks (value + 9); *value; value = skip_blanks (value)) {
    MiqatProblemCode code = MIQAT_PROBLEM_NONE;

    value = read_parameter (value, name, sizeof name, text, sizeof text);
    if (!value)
      return MIQAT_PROBLEM_FILE_DAMAGED;
    if (g_str_equal (name, "name") && !part->name[0])
      code = copy_text (part->name, sizeof part->name, text);
    else if (g_str_equal (name, "filename") && !part->is_file) {
      const char *last = text;

      for (const char *p = text; *p; p++)
        if (*p == '/' || *p == '\\')
          last = p + 1;
      part->is_file = TRUE;
      code = copy_text (part->file_name, sizeof part->file_name, last);
    }
    if (code != MIQAT_PROBLEM_NONE)
      return code;
  }
  return MIQAT_PROBLEM_NONE;
}

static void
read_content_type (const char *value, MiqatMultipartPart *part)
{
  gsize limit = sizeof part->content_type - 1;
  gsize i;

  for (i = 0; i < limit && (is_token_char (value[i]) || value[i] == '/'); i++)
    part->content_type[i] = g_ascii_tolower (value[i]);
  part->content_type[i] = 0;
  if (value[i] != 0 && value[i] != ';' && value[i] != ' ')
    part->content_type[0] = 0;
}

/* Reads the header lines up to the empty one. */
static MiqatProblemCode
read_headers (MiqatMultipart *self, MiqatMultipartPart *part)
{
  gsize end = self->position + MIN (self->length - self->position, MIQAT_MULTIPART_HEADERS_MAX);

  for (;;) {
    char line[MIQAT_MULTIPART_HEADERS_MAX + 1];
    const guint8 *start = self->data + self->position;
    const guint8 *stop = memchr (start, '\r', end - self->position);
    const char *value;
    gsize length;

    if (!stop || stop + 1 >= self->data + end || stop[1] != '\n')
      return end < self->length ? MIQAT_PROBLEM_TOO_LONG : MIQAT_PROBLEM_FILE_DAMAGED;
    length = stop - start;
    self->position += length + 2;
    if (length == 0)
      return part->name[0] ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_FILE_DAMAGED;
    if (memchr (start, 0, length) || memchr (start, '\n', length))
      return MIQAT_PROBLEM_FILE_DAMAGED;
    memcpy (line, start, length);
    line[length] = 0;

    if (is_header (line, "content-disposition:", &value)) {
      MiqatProblemCode code = read_disposition (value, part);

      if (code != MIQAT_PROBLEM_NONE)
        return code;
    } else if (is_header (line, "content-type:", &value))
      read_content_type (value, part);
    else if (is_header (line, "content-transfer-encoding:", &value)
             && g_ascii_strcasecmp (value, "binary") != 0
             && g_ascii_strcasecmp (value, "8bit") != 0)
      return MIQAT_PROBLEM_FILE_DAMAGED;
  }
}

/* --- The reader ------------------------------------------------------------------------------ */

/* Sets the delimiter from `multipart/form-data; boundary=…`. */
static gboolean
read_boundary (MiqatMultipart *self, const char *content_type)
{
  static const char type[] = "multipart/form-data";
  char name[32];
  char value[MIQAT_MULTIPART_BOUNDARY_MAX + 1];

  if (!content_type || g_ascii_strncasecmp (content_type, type, sizeof type - 1) != 0)
    return FALSE;
  content_type += sizeof type - 1;
  while (content_type && *content_type) {
    content_type = read_parameter (content_type, name, sizeof name, value, sizeof value);
    if (!content_type || !g_str_equal (name, "boundary"))
      continue;
    for (const char *p = value; *p; p++)
      if (!g_ascii_isprint (*p))
        return FALSE;
    if (!value[0] || g_str_has_suffix (value, " "))
      return FALSE;
    self->delimiter_length
        = g_snprintf (self->delimiter, sizeof self->delimiter, "\r\n--%s", value);
    return TRUE;
  }
  return FALSE;
}

MiqatProblemCode
miqat_multipart_init (MiqatMultipart *self, const guint8 *data, gsize length,
                      const char *content_type, gsize file_max)
{
  gsize dash_length;

  g_return_val_if_fail (data != NULL || length == 0, MIQAT_PROBLEM_INTERNAL);

  *self = (MiqatMultipart){ .data = data, .length = length, .file_max = file_max, .done = TRUE };
  if (!read_boundary (self, content_type))
    return MIQAT_PROBLEM_FILE_DAMAGED;

  /* The first delimiter has no CR LF before it; browsers write no preamble. */
  dash_length = self->delimiter_length - 2;
  if (length < dash_length || memcmp (data, self->delimiter + 2, dash_length) != 0)
    return MIQAT_PROBLEM_FILE_DAMAGED;
  self->position = dash_length;
  self->done = FALSE;
  return MIQAT_PROBLEM_NONE;
}

/* Behind a delimiter: is there another part, and is what stands here well formed? */
static MiqatProblemCode
read_after_delimiter (MiqatMultipart *self)
{
  const guint8 *here = self->data + self->position;
  gsize left = self->length - self->position;

  if (left >= 2 && memcmp (here, "--", 2) == 0) {
    self->done = TRUE;
    return left == 2 || (left == 4 && memcmp (here + 2, "\r\n", 2) == 0)
               ? MIQAT_PROBLEM_NONE
               : MIQAT_PROBLEM_FILE_DAMAGED;
  }
  if (left < 2 || memcmp (here, "\r\n", 2) != 0)
    return MIQAT_PROBLEM_FILE_DAMAGED;
  self->position += 2;
  return MIQAT_PROBLEM_NONE;
}

static MiqatProblemCode
read_part (MiqatMultipart *self, MiqatMultipartPart *part)
{
  const guint8 *end;
  MiqatProblemCode code;

  if (++self->parts > MIQAT_MULTIPART_PARTS_MAX)
    return MIQAT_PROBLEM_TOO_MANY;
  *part = (MiqatMultipartPart){ 0 };
  code = read_headers (self, part);
  if (code != MIQAT_PROBLEM_NONE)
    return code;

  end = memmem (self->data + self->position, self->length - self->position, self->delimiter,
                self->delimiter_length);
  if (!end)
    return MIQAT_PROBLEM_FILE_DAMAGED;
  part->start = self->position;
  part->length = end - (self->data + self->position);
  self->position += part->length + self->delimiter_length;
  if (part->is_file && part->length > self->file_max)
    return MIQAT_PROBLEM_FILE_TOO_LARGE;
  return MIQAT_PROBLEM_NONE;
}

gboolean
miqat_multipart_next (MiqatMultipart *self, MiqatMultipartPart *part, MiqatProblemCode *code)
{
  *code = MIQAT_PROBLEM_NONE;
  if (self->done)
    return FALSE;
  *code = read_after_delimiter (self);
  if (*code == MIQAT_PROBLEM_NONE && !self->done)
    *code = read_part (self, part);
  if (*code != MIQAT_PROBLEM_NONE)
    self->done = TRUE;
  return !self->done;
}

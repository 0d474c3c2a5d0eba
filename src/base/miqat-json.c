/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON in: a strict scanner (RFC 8259) that keeps its own small stack instead of recursing, then
 * the parser. What the parser would accept beyond the standard, or silently change, never reaches
 * it. */
#include "config.h"

#include "miqat-json.h"

#include <string.h>

#define SAFE_INTEGER_MAX (G_GUINT64_CONSTANT (1) << 53)
#define NUMBER_LENGTH_MAX 64
#define NAME_SHOWN_MAX 40

typedef enum {
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END, /* just after "[" */
  EXPECT_NAME,
  EXPECT_NAME_OR_END, /* just after "{" */
  EXPECT_COLON,
  EXPECT_COMMA_OR_END,
} Expectation;

/* An object or an array that was opened and not yet closed, and where in it the scanner is. */
typedef struct {
  GHashTable *names; /* of an object; NULL for an array */
  const char *name;  /* of the member at hand, owned by `names` */
  guint index;       /* of the element at hand */
} Level;

typedef struct {
  const char *p;
  const char *end;
  Expectation expectation;
  guint depth;
  Level levels[MIQAT_JSON_DEPTH_MAX];
  MiqatProblemCode problem;
  GString *text; /* the string scanned last, unescaped */
} Scanner;

static gboolean
fail (Scanner *self, MiqatProblemCode problem)
{
  self->problem = problem;
  return FALSE;
}

static void
skip_space (Scanner *self)
{
  while (self->p < self->end && strchr (" \t\n\r", *self->p) != NULL)
    self->p++;
}

static gboolean
scan_hex (Scanner *self, gunichar *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    if (self->p == self->end || !g_ascii_isxdigit (*self->p))
      return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
    *unit = *unit << 4 | (gunichar) g_ascii_xdigit_value (*self->p++);
  }
  return TRUE;
}

/* After "\u". Half a surrogate pair is no character, and NUL would end the text early. */
static gboolean
scan_unicode_escape (Scanner *self)
{
  gunichar unit, low;

  if (!scan_hex (self, &unit))
    return FALSE;
  if (unit >= 0xd800 && unit <= 0xdbff) {
    if (self->end - self->p < 2 || self->p[0] != '\\' || self->p[1] != 'u')
      return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
    self->p += 2;
    if (!scan_hex (self, &low))
      return FALSE;
    if (low < 0xdc00 || low > 0xdfff)
      return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
    unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  } else if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
  g_string_append_unichar (self->text, unit);
  return TRUE;
}

static gboolean
scan_escape (Scanner *self)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (self->p == self->end)
    return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
  if (*self->p == 'u') {
    self->p++;
    return scan_unicode_escape (self);
  }
  found = memchr (letters, *self->p, sizeof letters - 1);
  if (found == NULL)
    return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
  g_string_append_c (self->text, meanings[found - letters]);
  self->p++;
  return TRUE;
}

/* At the opening quote. */
static gboolean
scan_string (Scanner *self)
{
  g_string_truncate (self->text, 0);
  self->p++;
  while (self->p < self->end) {
    char c = *self->p++;

    if (c == '"')
      return TRUE;
    if ((guint8) c < 0x20)
      return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
    if (c != '\\')
      g_string_append_c (self->text, c);
    else if (!scan_escape (self))
      return FALSE;
  }
  return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
}

static gsize
skip_digits (Scanner *self)
{
  const char *start = self->p;

  while (self->p < self->end && g_ascii_isdigit (*self->p))
    self->p++;
  return (gsize) (self->p - start);
}

static gboolean
check_magnitude (Scanner *self, const char *start, gboolean whole)
{
  char buffer[NUMBER_LENGTH_MAX + 1];
  gsize length = (gsize) (self->p - start);

  if (length > NUMBER_LENGTH_MAX)
    return fail (self, MIQAT_PROBLEM_MONEY_TOO_LARGE);
  memcpy (buffer, start, length);
  buffer[length] = '\0';
  if (whole) {
    /* Saturates at G_MAXUINT64 where the digits do not fit. */
    if (g_ascii_strtoull (*buffer == '-' ? buffer + 1 : buffer, NULL, 10) > SAFE_INTEGER_MAX)
      return fail (self, MIQAT_PROBLEM_MONEY_TOO_LARGE);
    return TRUE;
  }
  if (ABS (g_ascii_strtod (buffer, NULL)) > (double) SAFE_INTEGER_MAX)
    return fail (self, MIQAT_PROBLEM_MONEY_TOO_LARGE);
  return TRUE;
}

static gboolean
scan_number (Scanner *self)
{
  const char *start = self->p;
  gboolean whole = TRUE;

  if (*self->p == '-')
    self->p++;
  if (self->p < self->end && *self->p == '0')
    self->p++;
  else if (skip_digits (self) == 0)
    return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
  if (self->p < self->end && *self->p == '.') {
    whole = FALSE;
    self->p++;
    if (skip_digits (self) == 0)
      return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
  }
  if (self->p < self->end && (*self->p == 'e' || *self->p == 'E')) {
    whole = FALSE;
    self->p++;
    if (self->p < self->end && (*self->p == '+' || *self->p == '-'))
      self->p++;
    if (skip_digits (self) == 0)
      return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
  }
  return check_magnitude (self, start, whole);
}

static gboolean
scan_word (Scanner *self)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    gsize length = strlen (words[i]);

    if ((gsize) (self->end - self->p) >= length && memcmp (self->p, words[i], length) == 0) {
      self->p += length;
      return TRUE;
    }
  }
  return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
}

static gboolean
open_container (Scanner *self, gboolean object)
{
  if (self->depth == MIQAT_JSON_DEPTH_MAX)
    return fail (self, MIQAT_PROBLEM_JSON_TOO_DEEP);
  self->levels[self->depth++] = (Level) {
    .names = object ? g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) : NULL,
  };
  self->expectation = object ? EXPECT_NAME_OR_END : EXPECT_VALUE_OR_END;
  self->p++;
  return TRUE;
}

static gboolean
close_container (Scanner *self)
{
  gboolean object;

  if (self->depth == 0)
    return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
  object = self->levels[self->depth - 1].names != NULL;
  if (*self->p != (object ? '}' : ']'))
    return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
  self->p++;
  self->depth--;
  g_clear_pointer (&self->levels[self->depth].names, g_hash_table_unref);
  self->expectation = EXPECT_COMMA_OR_END;
  return TRUE;
}

static gboolean
scan_name (Scanner *self)
{
  Level *level = &self->levels[self->depth - 1];
  char *name;

  if (*self->p == '}' && self->expectation == EXPECT_NAME_OR_END)
    return close_container (self);
  if (*self->p != '"')
    return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
  if (!scan_string (self))
    return FALSE;
  name = g_strdup (self->text->str);
  level->name = name;
  if (!g_hash_table_add (level->names, name))
    return fail (self, MIQAT_PROBLEM_JSON_DUPLICATE);
  if (g_hash_table_size (level->names) > MIQAT_JSON_NAMES_MAX)
    return fail (self, MIQAT_PROBLEM_JSON_TOO_LARGE);
  self->expectation = EXPECT_COLON;
  return TRUE;
}

static gboolean
scan_value (Scanner *self)
{
  char c = *self->p;

  if (c == ']' && self->expectation == EXPECT_VALUE_OR_END)
    return close_container (self);
  if (c == '{' || c == '[')
    return open_container (self, c == '{');
  self->expectation = EXPECT_COMMA_OR_END;
  if (c == '"')
    return scan_string (self);
  if (c == '-' || g_ascii_isdigit (c))
    return scan_number (self);
  return scan_word (self);
}

static gboolean
scan_colon (Scanner *self)
{
  if (*self->p++ != ':')
    return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
  self->expectation = EXPECT_VALUE;
  return TRUE;
}

static gboolean
scan_comma_or_end (Scanner *self)
{
  Level *level;

  if (self->depth == 0)
    return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
  if (*self->p != ',')
    return close_container (self);
  self->p++;
  level = &self->levels[self->depth - 1];
  level->index++;
  self->expectation = level->names != NULL ? EXPECT_NAME : EXPECT_VALUE;
  return TRUE;
}

static gboolean
scan_step (Scanner *self)
{
  switch (self->expectation) {
  case EXPECT_VALUE:
  case EXPECT_VALUE_OR_END:
    return scan_value (self);
  case EXPECT_NAME:
  case EXPECT_NAME_OR_END:
    return scan_name (self);
  case EXPECT_COLON:
    return scan_colon (self);
  case EXPECT_COMMA_OR_END:
    return scan_comma_or_end (self);
  }
  g_assert_not_reached ();
}

static gboolean
scan_document (Scanner *self)
{
  for (;;) {
    skip_space (self);
    if (self->p == self->end)
      break;
    if (!scan_step (self))
      return FALSE;
  }
  if (self->depth > 0 || self->expectation != EXPECT_COMMA_OR_END)
    return fail (self, MIQAT_PROBLEM_JSON_BROKEN);
  return TRUE;
}

static gboolean
refuse_size (gsize size_max, GError **error)
{
  gboolean large = size_max >= 1024;
  g_autofree char *max = g_strdup_printf ("%" G_GSIZE_FORMAT " %s",
                                          large ? size_max / 1024 : size_max, large ? "KiB" : "B");

  return miqat_refuse (error, NULL, MIQAT_PROBLEM_JSON_TOO_LARGE, "max", max, NULL);
}

static char *
dup_shown (const char *name)
{
  return g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), NAME_SHOWN_MAX));
}

/* Where the scanner is, as the fields of problems are written: "rooms.0.price". NULL outside of
 * everything. */
static char *
dup_path (const Scanner *self)
{
  g_autoptr (GString) path = g_string_new (NULL);

  for (guint i = 0; i < self->depth; i++) {
    const Level *level = &self->levels[i];
    g_autofree char *part = level->names != NULL ? dup_shown (level->name)
                                                 : g_strdup_printf ("%u", level->index);

    g_string_append_printf (path, "%s%s", i > 0 ? "." : "", part);
  }
  return path->len > 0 ? g_strdup (path->str) : NULL;
}

static gboolean
refuse_scan (const Scanner *scanner, GError **error)
{
  g_autofree char *shown = NULL;

  switch ((int) scanner->problem) {
  case MIQAT_PROBLEM_JSON_DUPLICATE:
    shown = dup_shown (scanner->text->str);
    return miqat_refuse (error, NULL, scanner->problem, "name", shown, NULL);
  case MIQAT_PROBLEM_JSON_TOO_LARGE:
    return miqat_refuse (error, NULL, scanner->problem, "max", G_STRINGIFY (MIQAT_JSON_NAMES_MAX), NULL);
  case MIQAT_PROBLEM_MONEY_TOO_LARGE:
    shown = dup_path (scanner);
    return miqat_refuse (error, shown, scanner->problem, NULL);
  default:
    return miqat_refuse (error, NULL, scanner->problem, NULL);
  }
}

static gboolean
check_document (const char *data, gsize length, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Scanner scanner = { .p = data, .end = data + length, .text = text };
  gboolean ok = scan_document (&scanner) || refuse_scan (&scanner, error);

  for (guint i = 0; i < scanner.depth; i++)
    g_clear_pointer (&scanner.levels[i].names, g_hash_table_unref);
  return ok;
}

JsonNode *
miqat_json_parse (const char *data, gsize length, gsize size_max, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (size_max == 0)
    size_max = MIQAT_JSON_SIZE_MAX;
  if (length > size_max) {
    refuse_size (size_max, error);
    return NULL;
  }
  if (length == 0 || !g_utf8_validate_len (data, length, NULL)) {
    miqat_refuse (error, NULL, MIQAT_PROBLEM_JSON_BROKEN, NULL);
    return NULL;
  }
  if (!check_document (data, length, error))
    return NULL;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, data, (gssize) length, NULL)) {
    miqat_refuse (error, NULL, MIQAT_PROBLEM_JSON_BROKEN, NULL);
    return NULL;
  }
  return json_parser_steal_root (parser);
}

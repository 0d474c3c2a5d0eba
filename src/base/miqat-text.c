/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cleaning, checking and folding of typed text. Telephone numbers and e-mail addresses have
 * miqat-contact.c. */
#include "config.h"

#include "miqat-text.h"

#include <string.h>

/* No script needs more marks on one letter (UAX #15); long runs would make composing slow. */
#define MARKS_MAX 30
#define BULLET "\342\200\242"

/* Shows nothing by itself: zero-width spaces and joiners, direction marks, soft hyphen. Pasted
 * numbers and names often carry them. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0x00ad || c == 0x034f || c == 0x061c || c == 0x180e || (c >= 0x200b && c <= 0x200f)
         || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

static gboolean
is_line_break (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

typedef struct {
  GString *out;
  gboolean multiline;
  gboolean space;   /* white space is waiting to be written */
  guint breaks;     /* line breaks in it */
  gboolean after_cr;
  guint marks;      /* combining marks in a row */
} Cleaner;

static void
note_space (Cleaner *self, gunichar c)
{
  self->space = TRUE;
  if (is_line_break (c) && !(c == '\n' && self->after_cr))
    self->breaks++;
  self->after_cr = c == '\r';
  self->marks = 0;
}

static void
write_space (Cleaner *self)
{
  if (self->space && self->out->len > 0) {
    if (self->multiline && self->breaks > 0)
      g_string_append (self->out, self->breaks > 1 ? "\n\n" : "\n");
    else
      g_string_append_c (self->out, ' ');
  }
  self->space = FALSE;
  self->breaks = 0;
  self->after_cr = FALSE;
}

static MiqatProblemCode
clean_char (Cleaner *self, gunichar c)
{
  if (is_invisible (c))
    return MIQAT_PROBLEM_NONE;
  if (g_unichar_isspace (c)) {
    note_space (self, c);
    return MIQAT_PROBLEM_NONE;
  }
  if (g_unichar_iscntrl (c))
    return MIQAT_PROBLEM_CONTROL_CHARACTER;
  self->marks = g_unichar_combining_class (c) != 0 ? self->marks + 1 : 0;
  if (self->marks > MARKS_MAX)
    return MIQAT_PROBLEM_NOT_UTF8;
  write_space (self);
  g_string_append_unichar (self->out, c);
  return MIQAT_PROBLEM_NONE;
}

/* An id, a code, a number: one word of visible ASCII, and nothing to clean. */
static gboolean
is_clean_word (const char *text)
{
  while (*text > ' ' && *text <= '~')
    text++;
  return *text == '\0';
}

MiqatProblemCode
miqat_text_clean (const char *typed, gboolean multiline, char **clean)
{
  g_autoptr (GString) out = NULL;
  Cleaner cleaner = { .multiline = multiline };

  g_return_val_if_fail (typed != NULL && clean != NULL, MIQAT_PROBLEM_NOT_TEXT);

  if (is_clean_word (typed)) {
    *clean = g_strdup (typed);
    return MIQAT_PROBLEM_NONE;
  }
  if (!g_utf8_validate (typed, -1, NULL))
    return MIQAT_PROBLEM_NOT_UTF8;
  out = g_string_new (NULL);
  cleaner.out = out;
  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p)) {
    MiqatProblemCode problem = clean_char (&cleaner, g_utf8_get_char (p));

    if (problem != MIQAT_PROBLEM_NONE)
      return problem;
  }
  *clean = g_utf8_normalize (out->str, (gssize) out->len, G_NORMALIZE_NFC);
  return MIQAT_PROBLEM_NONE;
}

/* The blocks whose letters a passport's Latin line can stand for. */
static gboolean
is_latin_letter (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_LATIN && g_unichar_isalpha (c)
         && (c < 0x0250 || (c >= 0x1e00 && c < 0x1f00));
}

static gunichar
straighten_apostrophe (gunichar c)
{
  return c == 0x2018 || c == 0x2019 || c == 0x02bc || c == '`' ? '\'' : c;
}

static MiqatProblemCode
check_name_char (gunichar c)
{
  if (is_latin_letter (c) || c == ' ' || c == '.' || c == '\'' || c == '-' || c == '/')
    return MIQAT_PROBLEM_NONE;
  return g_unichar_isalpha (c) ? MIQAT_PROBLEM_NAME_NOT_LATIN : MIQAT_PROBLEM_NOT_A_NAME;
}

MiqatProblemCode
miqat_text_check_name (const char *typed, char **clean)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) out = NULL;
  gboolean has_letter = FALSE;
  MiqatProblemCode problem = miqat_text_clean (typed, FALSE, &text);

  if (problem != MIQAT_PROBLEM_NONE)
    return problem;
  if (*text == '\0')
    return MIQAT_PROBLEM_REQUIRED;
  out = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = straighten_apostrophe (g_utf8_get_char (p));

    problem = check_name_char (c);
    if (problem != MIQAT_PROBLEM_NONE)
      return problem;
    has_letter = has_letter || is_latin_letter (c);
    g_string_append_unichar (out, c);
  }
  if (!has_letter)
    return MIQAT_PROBLEM_NOT_A_NAME;
  *clean = g_strdup (out->str);
  return MIQAT_PROBLEM_NONE;
}

guint
miqat_text_count_words (const char *text)
{
  gboolean inside = FALSE;
  guint count = 0;

  g_return_val_if_fail (text != NULL, 0);

  /* A dash or dot that stands alone is no word. */
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isspace (c))
      inside = FALSE;
    else if (!inside && g_unichar_isalnum (c)) {
      inside = TRUE;
      count++;
    }
  }
  return count;
}

/* Letters with a stroke or joined letters, which do not decompose. */
static const char *
find_plain_letters (gunichar c)
{
  static const struct {
    gunichar c;
    const char *plain;
  } table[] = {
    { 0x00e6, "ae" }, { 0x00f0, "d" },  { 0x00f8, "o" }, { 0x00fe, "th" }, { 0x0111, "d" },
    { 0x0127, "h" },  { 0x0131, "i" },  { 0x0142, "l" }, { 0x0153, "oe" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].c == c)
      return table[i].plain;
  return NULL;
}

static char *
drop_marks (const char *decomposed)
{
  GString *out = g_string_new (NULL);

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!g_unichar_ismark (c))
      g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

char *
miqat_text_fold (const char *text)
{
  g_autofree char *valid = NULL, *decomposed = NULL, *bare = NULL, *folded = NULL;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKD);
  bare = drop_marks (decomposed);
  folded = g_utf8_casefold (bare, -1);
  out = g_string_new (NULL);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    const char *plain = find_plain_letters (c);

    if (plain != NULL)
      g_string_append (out, plain);
    else
      g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

char *
miqat_text_make_slug (const char *text)
{
  g_autofree char *folded = miqat_text_fold (text);
  GString *out = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *p = folded; p != NULL && *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p)) {
      gap = out->len > 0;
      continue;
    }
    if (gap)
      g_string_append_c (out, '-');
    gap = FALSE;
    g_string_append_c (out, *p);
  }
  return g_string_free (out, FALSE);
}

char *
miqat_text_mask (const char *text, guint head, guint tail)
{
  GString *out;
  gsize length, index = 0;
  gboolean short_text;

  g_return_val_if_fail (text != NULL, NULL);

  out = g_string_new (NULL);
  length = (gsize) g_utf8_strlen (text, -1);
  /* Too short to hide anything between the ends: hide all of it. */
  short_text = length <= (gsize) head + tail;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), index++) {
    if (!short_text && (index < head || index >= length - tail))
      g_string_append_unichar (out, g_utf8_get_char (p));
    else
      g_string_append (out, BULLET);
  }
  return g_string_free (out, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-postgres-sql.h"

#include <string.h>

typedef struct {
  const char *at;
  GString *out;
  GPtrArray *names;
  guint depth;          /* of parentheses */
  gboolean after_table; /* behind a closing parenthesis at depth 0, where table options stand */
} Translation;

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

/* What is copied as it stands: quoted text, quoted names, comments, dollar quotes. 0 if none begins
 * here. */
static gsize
measure_verbatim (const char *at)
{
  const char *end = NULL;

  if (*at == '\'' || *at == '"') {
    /* A doubled quote ends one text and begins the next, which comes to the same. */
    end = strchr (at + 1, *at);
    return end != NULL ? (gsize) (end - at) + 1 : strlen (at);
  }
  if (g_str_has_prefix (at, "--"))
    return strcspn (at, "\n");
  if (g_str_has_prefix (at, "/*"))
    end = strstr (at + 2, "*/");
  else if (g_str_has_prefix (at, "$$"))
    end = strstr (at + 2, "$$");
  else
    return 0;
  return end != NULL ? (gsize) (end - at) + 2 : strlen (at);
}

static guint
number_name (Translation *self, const char *name, gsize length)
{
  for (guint i = 0; i < self->names->len; i++)
    if (strlen (self->names->pdata[i]) == length
        && memcmp (self->names->pdata[i], name, length) == 0)
      return i + 1;

  g_ptr_array_add (self->names, g_strndup (name, length));
  return self->names->len;
}

static gboolean
is_keyword (const char *word, gsize length, const char *keyword)
{
  return strlen (keyword) == length && g_ascii_strncasecmp (word, keyword, length) == 0;
}

/* Drops the space or comma before an option. */
static void
drop_separator (GString *out)
{
  while (out->len > 0
         && (g_ascii_isspace (out->str[out->len - 1]) || out->str[out->len - 1] == ','))
    g_string_truncate (out, out->len - 1);
}

static gsize
measure_word (const char *at)
{
  gsize length = 0;

  while (is_word (at[length]))
    length++;
  return length;
}

static void
translate_word (Translation *self)
{
  const char *word = self->at;
  gsize length = measure_word (word);
  gsize space = strspn (word + length, " \t\r\n");

  self->at += length;
  if (is_keyword (word, length, "INTEGER"))
    g_string_append (self->out, "bigint");
  else if (is_keyword (word, length, "BLOB"))
    g_string_append (self->out, "bytea");
  else if (self->after_table && is_keyword (word, length, "STRICT"))
    drop_separator (self->out);
  else if (self->after_table && is_keyword (word, length, "WITHOUT")
           && is_keyword (word + length + space, measure_word (word + length + space), "ROWID")) {
    drop_separator (self->out);
    self->at += space + strlen ("ROWID");
  } else {
    g_string_append_len (self->out, word, (gssize) length);
    self->after_table = FALSE;
  }
}

static void
translate_colon (Translation *self)
{
  gsize length = measure_word (self->at + 1);

  if (self->at[1] == ':') { /* a cast */
    g_string_append (self->out, "::");
    self->at += 2;
  } else if (length == 0)
    g_string_append_c (self->out, *self->at++);
  else {
    g_string_append_printf (self->out, "$%u", number_name (self, self->at + 1, length));
    self->at += 1 + length;
  }
}

static void
translate_next (Translation *self)
{
  gsize verbatim = measure_verbatim (self->at);

  if (verbatim > 0) {
    g_string_append_len (self->out, self->at, (gssize) verbatim);
    self->at += verbatim;
  } else if (is_word (*self->at))
    translate_word (self);
  else if (*self->at == ':')
    translate_colon (self);
  else {
    if (*self->at == '(')
      self->depth++;
    else if (*self->at == ')' && self->depth > 0)
      self->depth--;
    if (*self->at == ')' && self->depth == 0)
      self->after_table = TRUE;
    else if (*self->at != ',' && !g_ascii_isspace (*self->at))
      self->after_table = FALSE;
    g_string_append_c (self->out, *self->at++);
  }
}

char *
miqat_postgres_translate (const char *sql, char ***names)
{
  Translation self = { .at = sql, .out = g_string_new (NULL) };

  self.names = g_ptr_array_new_with_free_func (g_free);
  while (*self.at != '\0')
    translate_next (&self);

  g_ptr_array_add (self.names, NULL);
  if (names != NULL) {
    g_ptr_array_set_free_func (self.names, NULL);
    *names = (char **) g_ptr_array_free (self.names, FALSE);
  } else
    g_ptr_array_unref (self.names);
  return g_string_free (self.out, FALSE);
}

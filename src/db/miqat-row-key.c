/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row's primary key as one text, as audit, feed and sync carry it, and back into a statement. */
#include "config.h"

#include "miqat-db-private.h"

#include <string.h>

static void
append_key_part (GString *key, const MiqatValue *value, gboolean alone)
{
  switch (value->kind) {
  case MIQAT_VALUE_NULL:
    break;
  case MIQAT_VALUE_INT:
    g_string_append_printf (key, "%" G_GINT64_FORMAT, value->number);
    break;
  case MIQAT_VALUE_TEXT:
    if (alone) {
      g_string_append (key, value->text);
      break;
    }
    for (const char *c = value->text; *c != '\0'; c++) {
      if (*c == '|' || *c == '\\')
        g_string_append_c (key, '\\');
      g_string_append_c (key, *c);
    }
    break;
  case MIQAT_VALUE_BYTES:
    {
      gsize size;
      const guint8 *bytes = g_bytes_get_data (value->bytes, &size);

      for (gsize i = 0; i < size; i++)
        g_string_append_printf (key, "%02x", bytes[i]);
    }
    break;
  }
}

char *
miqat_row_key_make (const MiqatValue *values, const guint *keys, guint n_keys)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < n_keys; i++) {
    if (i > 0)
      g_string_append_c (key, '|');
    append_key_part (key, &values[keys[i]], n_keys == 1);
  }
  return g_string_free (key, FALSE);
}

/* NULL when it is none. */
static GBytes *
parse_hex (const char *text)
{
  gsize size = strlen (text) / 2;
  g_autofree guint8 *bytes = g_malloc (size + 1);

  if (strlen (text) % 2 != 0 || text[strspn (text, "0123456789abcdef")] != '\0')
    return NULL;
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (text[2 * i]) << 4
                         | g_ascii_xdigit_value (text[2 * i + 1]));
  return g_bytes_new (bytes, size);
}

gboolean
miqat_row_key_bind_part (MiqatStatement *statement, const char *name, const MiqatColumn *column,
                         const char *text)
{
  if (g_ascii_strcasecmp (column->type, "INTEGER") == 0 || g_str_equal (column->type, "bigint")) {
    gint64 number;

    if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
      return FALSE;
    miqat_statement_bind_int (statement, name, number);
  } else if (g_ascii_strcasecmp (column->type, "BLOB") == 0 || g_str_equal (column->type, "bytea")) {
    g_autoptr (GBytes) bytes = parse_hex (text);

    if (bytes == NULL)
      return FALSE;
    miqat_statement_bind_bytes (statement, name, bytes);
  } else
    miqat_statement_bind_text (statement, name, text);
  return TRUE;
}

static char **
split_key (const char *key)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_autoptr (GString) part = g_string_new (NULL);

  for (; *key != '\0'; key++)
    if (*key == '|') {
      g_strv_builder_add (parts, part->str);
      g_string_truncate (part, 0);
    } else {
      if (*key == '\\' && key[1] != '\0')
        key++;
      g_string_append_c (part, *key);
    }
  g_strv_builder_add (parts, part->str);
  return g_strv_builder_end (parts);
}

gboolean
miqat_row_key_bind (MiqatStatement *statement, const MiqatTableInfo *info, const char *key)
{
  g_auto (GStrv) parts = info->n_keys == 1 ? NULL : split_key (key);
  const char *alone[] = { key, NULL };
  const char *const *texts = parts != NULL ? (const char *const *) parts : alone;

  if (parts != NULL && g_strv_length (parts) != info->n_keys)
    return FALSE;
  for (guint i = 0; i < info->n_keys; i++) {
    char name[16];

    g_snprintf (name, sizeof name, "k%u", i);
    if (!miqat_row_key_bind_part (statement, name, &info->schema.columns[info->keys[i]],
                                  texts[i]))
      return FALSE;
  }
  return TRUE;
}

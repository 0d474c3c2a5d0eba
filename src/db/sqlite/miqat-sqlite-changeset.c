/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes in the format of SQLite's session extension (https://www.sqlite.org/session.html,
 * "changeset format"): for each table a header, then its changes; a change is a byte for what
 * happened and the row before, after, or both. */
#include "config.h"

#include "miqat-sqlite-private.h"

#include <string.h>

enum { FIELD_UNDEFINED, FIELD_INT, FIELD_FLOAT, FIELD_TEXT, FIELD_BLOB, FIELD_NULL };

static void
append_byte (GByteArray *out, guint8 byte)
{
  g_byte_array_append (out, &byte, 1);
}

/* SQLite's own variable length: seven bits a byte, the highest first. */
static void
append_length (GByteArray *out, gsize length)
{
  g_assert (length < 1u << 28);
  for (int shift = 21; shift > 0; shift -= 7)
    if (length >> shift != 0)
      append_byte (out, (guint8) (0x80 | (length >> shift & 0x7f)));
  append_byte (out, (guint8) (length & 0x7f));
}

static void
append_value (GByteArray *out, const MiqatValue *value)
{
  switch (value->kind) {
  case MIQAT_VALUE_NULL:
    append_byte (out, FIELD_NULL);
    return;
  case MIQAT_VALUE_INT:
    {
      guint64 number = GUINT64_TO_BE ((guint64) value->number);

      append_byte (out, FIELD_INT);
      g_byte_array_append (out, (const guint8 *) &number, sizeof number);
      return;
    }
  case MIQAT_VALUE_TEXT:
    append_byte (out, FIELD_TEXT);
    append_length (out, strlen (value->text));
    g_byte_array_append (out, (const guint8 *) value->text, (guint) strlen (value->text));
    return;
  case MIQAT_VALUE_BYTES:
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (value->bytes, &size);

      append_byte (out, FIELD_BLOB);
      append_length (out, size);
      if (size > 0)
        g_byte_array_append (out, data, (guint) size);
      return;
    }
  }
  g_assert_not_reached ();
}

static void
append_table (GByteArray *out, const MiqatChangeColumns *columns)
{
  append_byte (out, 'T');
  append_length (out, columns->n_columns);
  g_byte_array_append (out, columns->key, columns->n_columns);
  g_byte_array_append (out, (const guint8 *) columns->table, (guint) strlen (columns->table) + 1);
}

static void
append_whole (GByteArray *out, const MiqatChange *change)
{
  const MiqatValue *row = change->kind == MIQAT_CHANGE_INSERT ? change->after : change->before;

  append_byte (out, change->kind == MIQAT_CHANGE_INSERT ? SQLITE_INSERT : SQLITE_DELETE);
  append_byte (out, 0); /* nobody's consequence */
  for (guint i = 0; i < change->columns->n_columns; i++)
    append_value (out, &row[i]);
}

/* The key and what differs; and what differs, as it became. */
static void
append_update (GByteArray *out, const MiqatChange *change)
{
  const MiqatChangeColumns *columns = change->columns;

  append_byte (out, SQLITE_UPDATE);
  append_byte (out, 0);
  for (guint i = 0; i < columns->n_columns; i++)
    if (columns->key[i] != 0 || !miqat_value_equal (&change->before[i], &change->after[i]))
      append_value (out, &change->before[i]);
    else
      append_byte (out, FIELD_UNDEFINED);
  for (guint i = 0; i < columns->n_columns; i++)
    if (!miqat_value_equal (&change->before[i], &change->after[i]))
      append_value (out, &change->after[i]);
    else
      append_byte (out, FIELD_UNDEFINED);
}

GByteArray *
miqat_sqlite_changeset_new (const MiqatChanges *changes)
{
  GByteArray *out = g_byte_array_new ();
  const MiqatChangeColumns *last = NULL;

  for (guint i = 0; i < miqat_changes_get_count (changes); i++) {
    const MiqatChange *change = miqat_changes_get (changes, i);

    if (change->columns != last)
      append_table (out, change->columns);
    last = change->columns;
    if (change->kind == MIQAT_CHANGE_UPDATE)
      append_update (out, change);
    else
      append_whole (out, change);
  }
  return out;
}

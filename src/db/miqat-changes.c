/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of row changes, without an engine. It may be handed to another thread. */
#include "config.h"

#include "miqat-db-private.h"

struct _MiqatChanges {
  GArray *changes;    /* MiqatChange */
  GPtrArray *columns; /* a reference on each table's */
};

/* ---- a table's columns ----------------------------------------------------------------------- */

MiqatChangeColumns *
miqat_change_columns_new (const char *table, guint n_columns)
{
  MiqatChangeColumns *self = g_atomic_rc_box_new0 (MiqatChangeColumns);

  self->table = g_strdup (table);
  self->n_columns = n_columns;
  self->names = g_new0 (char *, n_columns + 1);
  self->key = g_new0 (guint8, n_columns);
  return self;
}

MiqatChangeColumns *
miqat_change_columns_ref (MiqatChangeColumns *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_columns (gpointer data)
{
  MiqatChangeColumns *self = data;

  g_free (self->table);
  g_strfreev (self->names);
  g_free (self->key);
}

void
miqat_change_columns_unref (MiqatChangeColumns *self)
{
  g_atomic_rc_box_release_full (self, clear_columns);
}

/* ---- the list -------------------------------------------------------------------------------- */

static void
clear_change (gpointer data)
{
  MiqatChange *change = data;

  miqat_values_free (change->before, change->columns->n_columns);
  miqat_values_free (change->after, change->columns->n_columns);
}

MiqatChanges *
miqat_changes_new (void)
{
  MiqatChanges *self = g_atomic_rc_box_new0 (MiqatChanges);

  self->changes = g_array_new (FALSE, FALSE, sizeof (MiqatChange));
  g_array_set_clear_func (self->changes, clear_change);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) miqat_change_columns_unref);
  return self;
}

void
miqat_changes_add (MiqatChanges *self, MiqatChangeKind kind, MiqatChangeColumns *columns,
                   MiqatValue *before, MiqatValue *after)
{
  MiqatChange change = { .kind = kind, .columns = columns, .before = before, .after = after };

  /* Changes of one table come together. */
  if (self->columns->len == 0 || self->columns->pdata[self->columns->len - 1] != columns)
    g_ptr_array_add (self->columns, miqat_change_columns_ref (columns));
  g_array_append_val (self->changes, change);
}

MiqatChanges *
miqat_changes_ref (MiqatChanges *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_changes (gpointer data)
{
  MiqatChanges *self = data;

  g_array_unref (self->changes);
  g_ptr_array_unref (self->columns);
}

void
miqat_changes_unref (MiqatChanges *self)
{
  g_atomic_rc_box_release_full (self, clear_changes);
}

guint
miqat_changes_get_count (const MiqatChanges *self)
{
  return self->changes->len;
}

const MiqatChange *
miqat_changes_get (const MiqatChanges *self, guint index)
{
  g_return_val_if_fail (index < self->changes->len, NULL);

  return &g_array_index (self->changes, MiqatChange, index);
}

gboolean
miqat_changes_touch (const MiqatChanges *self, const char *table)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (((MiqatChangeColumns *) self->columns->pdata[i])->table, table))
      return TRUE;
  return FALSE;
}

/* ---- one change ------------------------------------------------------------------------------ */

static const MiqatValue *
find_value (const MiqatChange *self, const MiqatValue *values, const char *column)
{
  if (values == NULL)
    return NULL;
  for (guint i = 0; i < self->columns->n_columns; i++)
    if (g_str_equal (self->columns->names[i], column))
      return &values[i];
  return NULL;
}

const MiqatValue *
miqat_change_get (const MiqatChange *self, const char *column)
{
  return find_value (self, self->after != NULL ? self->after : self->before, column);
}

const MiqatValue *
miqat_change_get_before (const MiqatChange *self, const char *column)
{
  return find_value (self, self->before, column);
}

gboolean
miqat_change_touches (const MiqatChange *self, const char *column)
{
  const MiqatValue *before = find_value (self, self->before, column);
  const MiqatValue *after = find_value (self, self->after, column);

  if (before != NULL && after != NULL)
    return !miqat_value_equal (before, after);
  return before != NULL || after != NULL;
}

char *
miqat_change_dup_key (const MiqatChange *self)
{
  const MiqatChangeColumns *columns = self->columns;
  const MiqatValue *values = self->after != NULL ? self->after : self->before;
  g_autofree guint *keys = g_new (guint, columns->n_columns);
  guint n_keys = 0;

  for (guint i = 0; i < columns->n_columns; i++)
    if (columns->key[i] > 0) {
      keys[columns->key[i] - 1] = i;
      n_keys++;
    }
  return miqat_row_key_make (values, keys, n_keys);
}

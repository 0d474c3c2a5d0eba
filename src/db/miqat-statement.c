/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements on loan: the rules of binding and stepping, the same for every engine. */
#include "config.h"

#include "miqat-db-private.h"

static const char *
get_store (MiqatStatement *self)
{
  return self->table != NULL ? self->table->name : "(table row)";
}

MiqatStatement *
miqat_statement_lend (MiqatStatement *self)
{
  if (self->on_loan)
    g_error ("Statement %u of store %s is used again while it is on loan", self->index,
             get_store (self));

  miqat_db_use (self->db);
  self->on_loan = TRUE;
  self->state = MIQAT_STATEMENT_READY;
  self->bound = 0;
  self->changes = 0;
  return self;
}

MiqatStatement *
miqat_db_statement (MiqatDb *self, const MiqatStatements *table, guint index, GError **error)
{
  MiqatStatement **slots;

  miqat_db_check_thread (self);
  if (index >= table->count)
    g_error ("Store %s has no statement %u", table->name, index);
  if (!miqat_db_check_failure (self, error))
    return NULL;

  slots = g_hash_table_lookup (self->stores, table);
  if (slots == NULL) {
    slots = g_new0 (MiqatStatement *, table->count);
    g_hash_table_insert (self->stores, (gpointer) table, slots);
  }

  if (slots[index] == NULL) {
    slots[index] = self->driver->prepare (self, table->sql[index], TRUE, error);
    if (slots[index] == NULL) {
      g_prefix_error (error, "%s[%u]: ", table->name, index);
      return NULL;
    }
    slots[index]->db = self;
    slots[index]->table = table;
    slots[index]->index = index;
  }

  return miqat_statement_lend (slots[index]);
}

MiqatStatement *
miqat_db_prepare_once (MiqatDb *self, const char *sql, GError **error)
{
  MiqatStatement *statement;

  if (!miqat_db_check_failure (self, error))
    return NULL;
  statement = self->driver->prepare (self, sql, FALSE, error);
  if (statement == NULL)
    return NULL;

  statement->db = self;
  statement->once = TRUE;
  return miqat_statement_lend (statement);
}

void
miqat_statement_return (MiqatStatement *self)
{
  MiqatDb *db;

  if (self == NULL)
    return;

  db = self->db;
  g_assert (self->on_loan);
  miqat_db_check_thread (db);
  db->driver->clear (self);
  self->on_loan = FALSE;
  miqat_db_unuse (db);
  if (self->once)
    db->driver->free (self);
}

/* ---- binding --------------------------------------------------------------------------------- */

static guint
find_parameter (MiqatStatement *self, const char *name)
{
  guint position;

  g_assert (self->on_loan);
  if (self->state == MIQAT_STATEMENT_ROW)
    g_error ("Statement %u of store %s is bound while it has rows", self->index, get_store (self));

  position = self->db->driver->find_parameter (self, name);
  if (position == 0)
    g_error ("Statement %u of store %s has no parameter :%s", self->index, get_store (self), name);

  self->state = MIQAT_STATEMENT_READY;
  if (position <= 64)
    self->bound |= G_GUINT64_CONSTANT (1) << (position - 1);
  return position;
}

void
miqat_statement_bind_text (MiqatStatement *self, const char *name, const char *text)
{
  if (self == NULL)
    return;
  if (text == NULL)
    miqat_statement_bind_null (self, name);
  else
    self->db->driver->bind_text (self, find_parameter (self, name), text);
}

void
miqat_statement_bind_int (MiqatStatement *self, const char *name, gint64 number)
{
  if (self != NULL)
    self->db->driver->bind_int (self, find_parameter (self, name), number);
}

void
miqat_statement_bind_bytes (MiqatStatement *self, const char *name, GBytes *bytes)
{
  if (self == NULL)
    return;
  if (bytes == NULL)
    miqat_statement_bind_null (self, name);
  else
    self->db->driver->bind_bytes (self, find_parameter (self, name), bytes);
}

void
miqat_statement_bind_null (MiqatStatement *self, const char *name)
{
  if (self != NULL)
    self->db->driver->bind_null (self, find_parameter (self, name));
}

void
miqat_statement_bind_value (MiqatStatement *self, const char *name, const MiqatValue *value)
{
  switch (value->kind) {
  case MIQAT_VALUE_NULL:
    miqat_statement_bind_null (self, name);
    break;
  case MIQAT_VALUE_INT:
    miqat_statement_bind_int (self, name, value->number);
    break;
  case MIQAT_VALUE_TEXT:
    miqat_statement_bind_text (self, name, value->text);
    break;
  case MIQAT_VALUE_BYTES:
    miqat_statement_bind_bytes (self, name, value->bytes);
    break;
  }
}

/* ---- stepping -------------------------------------------------------------------------------- */

/* A forgotten parameter would silently be NULL. */
static void
check_bound (MiqatStatement *self)
{
  for (guint i = 0; i < MIN (self->n_parameters, 64); i++)
    if ((self->bound >> i & 1) == 0)
      g_error ("Statement %u of store %s runs without its parameter %u", self->index,
               get_store (self), i + 1);
}

gboolean
miqat_statement_step (MiqatStatement *self, gboolean *row, GError **error)
{
  g_autoptr (GError) local = NULL;

  *row = FALSE;
  if (self == NULL)
    return FALSE;

  g_assert (self->on_loan);
  miqat_db_check_thread (self->db);
  if (self->state == MIQAT_STATEMENT_DONE)
    return TRUE;
  if (self->state == MIQAT_STATEMENT_READY) {
    check_bound (self);
    if (!miqat_db_check_failure (self->db, error))
      return FALSE;
  }

  if (self->db->driver->step (self, row, &local)) {
    self->state = *row ? MIQAT_STATEMENT_ROW : MIQAT_STATEMENT_DONE;
    return TRUE;
  }

  self->state = MIQAT_STATEMENT_DONE;
  g_prefix_error (&local, "%s[%u]: ", get_store (self), self->index);
  miqat_db_fail (self->db, local);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
miqat_statement_run (MiqatStatement *self, GError **error)
{
  gboolean row;

  if (self == NULL)
    return FALSE;

  /* Running it once more with the same values is as good as binding them again. */
  if (self->state == MIQAT_STATEMENT_DONE)
    self->state = MIQAT_STATEMENT_READY;
  do
    if (!miqat_statement_step (self, &row, error))
      return FALSE;
  while (row);
  return TRUE;
}

gint64
miqat_statement_get_changes (MiqatStatement *self)
{
  return self->changes;
}

/* ---- columns --------------------------------------------------------------------------------- */

static void
check_column (MiqatStatement *self, guint column)
{
  g_assert (self->on_loan && self->state == MIQAT_STATEMENT_ROW);
  if (column >= self->n_columns)
    g_error ("Statement %u of store %s has no column %u", self->index, get_store (self), column);
}

guint
miqat_statement_get_n_columns (MiqatStatement *self)
{
  return self->n_columns;
}

const char *
miqat_statement_get_column_name (MiqatStatement *self, guint column)
{
  g_assert (column < self->n_columns);
  return self->db->driver->get_column_name (self, column);
}

MiqatValueKind
miqat_statement_get_kind (MiqatStatement *self, guint column)
{
  check_column (self, column);
  return self->db->driver->get_kind (self, column);
}

gboolean
miqat_statement_is_null (MiqatStatement *self, guint column)
{
  return miqat_statement_get_kind (self, column) == MIQAT_VALUE_NULL;
}

gint64
miqat_statement_get_int (MiqatStatement *self, guint column)
{
  check_column (self, column);
  return self->db->driver->get_int (self, column);
}

const char *
miqat_statement_get_text (MiqatStatement *self, guint column)
{
  check_column (self, column);
  return self->db->driver->get_text (self, column);
}

char *
miqat_statement_dup_text (MiqatStatement *self, guint column)
{
  return g_strdup (miqat_statement_get_text (self, column));
}

GBytes *
miqat_statement_dup_bytes (MiqatStatement *self, guint column)
{
  check_column (self, column);
  return self->db->driver->dup_bytes (self, column);
}

void
miqat_statement_read_value (MiqatStatement *self, guint column, MiqatValue *value)
{
  *value = (MiqatValue){ .kind = miqat_statement_get_kind (self, column) };
  switch (value->kind) {
  case MIQAT_VALUE_NULL:
    break;
  case MIQAT_VALUE_INT:
    value->number = miqat_statement_get_int (self, column);
    break;
  case MIQAT_VALUE_TEXT:
    value->text = miqat_statement_dup_text (self, column);
    break;
  case MIQAT_VALUE_BYTES:
    value->bytes = miqat_statement_dup_bytes (self, column);
    break;
  }
}

/* ---- shortcuts ------------------------------------------------------------------------------- */

static gboolean
step_first (MiqatStatement *self, va_list args, gboolean *row, GError **error)
{
  const char *name;

  while (self != NULL && (name = va_arg (args, const char *)) != NULL)
    miqat_statement_bind_text (self, name, va_arg (args, const char *));
  return miqat_statement_step (self, row, error);
}

/* A write is not done before its end. */
static gboolean
finish (MiqatStatement *self, GError **error)
{
  return self->read_only || self->state == MIQAT_STATEMENT_DONE
         || miqat_statement_run (self, error);
}

gboolean
miqat_db_read_int (MiqatDb *self, const MiqatStatements *table, guint index, gint64 *number,
                   gboolean *found, GError **error, ...)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (self, table, index, error);
  gboolean row, ok;
  va_list args;

  *number = 0;
  va_start (args, error);
  ok = step_first (statement, args, &row, error);
  va_end (args);
  if (!ok)
    return FALSE;

  if (found != NULL)
    *found = row;
  if (row)
    *number = miqat_statement_get_int (statement, 0);
  return finish (statement, error);
}

gboolean
miqat_db_read_text (MiqatDb *self, const MiqatStatements *table, guint index, char **text,
                    GError **error, ...)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (self, table, index, error);
  gboolean row, ok;
  va_list args;

  *text = NULL;
  va_start (args, error);
  ok = step_first (statement, args, &row, error);
  va_end (args);
  if (!ok)
    return FALSE;

  if (row)
    *text = miqat_statement_dup_text (statement, 0);
  if (finish (statement, error))
    return TRUE;

  g_clear_pointer (text, g_free);
  return FALSE;
}

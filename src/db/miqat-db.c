/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections and transactions, as far as they are the same for every engine. */
#include "config.h"

#include "miqat-db-private.h"

G_DEFINE_QUARK (miqat-db-error-quark, miqat_db_error)

MiqatProblemCode
miqat_db_error_get_problem (const GError *error)
{
  if (error == NULL || error->domain != MIQAT_DB_ERROR)
    return MIQAT_PROBLEM_INTERNAL;

  switch ((MiqatDbError) error->code) {
  case MIQAT_DB_ERROR_BUSY:
    return MIQAT_PROBLEM_DATABASE_BUSY;
  case MIQAT_DB_ERROR_UNIQUE:
    return MIQAT_PROBLEM_ALREADY_EXISTS;
  case MIQAT_DB_ERROR_NO_SPACE:
    return MIQAT_PROBLEM_DATABASE_FULL;
  case MIQAT_DB_ERROR_READ_ONLY:
    return MIQAT_PROBLEM_DATABASE_READ_ONLY;
  case MIQAT_DB_ERROR_CORRUPT:
    return MIQAT_PROBLEM_DATABASE_DAMAGED;
  case MIQAT_DB_ERROR_NEWER:
    return MIQAT_PROBLEM_DATABASE_NEWER;
  case MIQAT_DB_ERROR_ENGINE:
  case MIQAT_DB_ERROR_CHECK:
  case MIQAT_DB_ERROR_FOREIGN_KEY:
  case MIQAT_DB_ERROR_NOT_NULL:
  case MIQAT_DB_ERROR_APPEND_ONLY:
  case MIQAT_DB_ERROR_FOREIGN:
  case MIQAT_DB_ERROR_IO:
  case MIQAT_DB_ERROR_MISSING:
    return MIQAT_PROBLEM_DATABASE_FAILED;
  }
  return MIQAT_PROBLEM_DATABASE_FAILED;
}

/* ---- one connection, one thread -------------------------------------------------------------- */

void
miqat_db_check_thread (MiqatDb *self)
{
  /* Nothing locks here; this finds the programmer who shares a connection, it does not help him. */
  if (self->uses > 0 && self->user != g_thread_self ())
    g_error ("A database connection is used by two threads at once");
}

void
miqat_db_use (MiqatDb *self)
{
  miqat_db_check_thread (self);
  if (self->uses++ == 0)
    self->user = g_thread_self ();
}

void
miqat_db_unuse (MiqatDb *self)
{
  miqat_db_check_thread (self);
  g_assert (self->uses > 0);
  self->uses--;
}

void
miqat_db_init (MiqatDb *self, const MiqatDbDriver *driver, const char *path, gboolean writable)
{
  self->driver = driver;
  self->path = g_strdup (path);
  self->writable = writable;
  self->stores = g_hash_table_new (NULL, NULL);
  self->tables = g_hash_table_new (g_str_hash, g_str_equal);
  self->retired = g_ptr_array_new_with_free_func ((GDestroyNotify) miqat_table_info_free);
  self->schema_version = -1;
}

/* Drivers call this before they close the engine's handle, on which statements depend. */
void
miqat_db_clear_statements (MiqatDb *self)
{
  GHashTableIter iter;
  gpointer table, value;

  g_hash_table_iter_init (&iter, self->stores);
  while (g_hash_table_iter_next (&iter, &table, &value)) {
    MiqatStatement **slots = value;

    for (guint i = 0; i < ((const MiqatStatements *) table)->count; i++)
      if (slots[i] != NULL) {
        if (slots[i]->on_loan)
          g_error ("Statement %u of %s is on loan while its database closes", i,
                   slots[i]->table->name);
        self->driver->free (slots[i]);
      }
    g_free (slots);
  }
  g_hash_table_remove_all (self->stores);

  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    miqat_table_info_free (value);
  g_hash_table_remove_all (self->tables);
  g_ptr_array_set_size (self->retired, 0);
}

void
miqat_db_clear (MiqatDb *self)
{
  g_clear_pointer (&self->stores, g_hash_table_unref);
  g_clear_pointer (&self->tables, g_hash_table_unref);
  g_clear_pointer (&self->retired, g_ptr_array_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_error (&self->failure);
}

MiqatDb *
miqat_db_open (const char *location, MiqatDbMode mode, GError **error)
{
  g_return_val_if_fail (location != NULL, NULL);

  if (g_str_has_prefix (location, "postgres:") || g_str_has_prefix (location, "postgresql:")) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE,
                 "This program was built without PostgreSQL");
    return NULL;
  }
  if (g_str_has_prefix (location, "sqlite:"))
    location += strlen ("sqlite:");

  return miqat_sqlite_open (location, mode, error);
}

void
miqat_db_close (MiqatDb *self)
{
  if (self == NULL)
    return;

  if (self->capturing)
    miqat_db_capture_cancel (self);
  if (self->writing)
    miqat_db_rollback (self);
  while (self->reading > 0)
    miqat_db_end_read (self);
  if (self->uses > 0)
    g_error ("A database closes while %u of its statements are on loan", self->uses);

  self->driver->close (self);
}

const char *
miqat_db_get_path (MiqatDb *self)
{
  return self->path;
}

const char *
miqat_db_get_engine (MiqatDb *self)
{
  return self->driver->engine;
}

void
miqat_db_interrupt (MiqatDb *self)
{
  self->driver->interrupt (self);
}

gint64
miqat_db_get_generation (MiqatDb *self)
{
  static gint failures = 0;
  gint64 generation;

  miqat_db_check_thread (self);
  /* Whoever cannot ask must not believe that nothing changed: a failure is a number never seen. */
  if (!self->driver->get_generation (self, &generation, NULL))
    return -1 - g_atomic_int_add (&failures, 1);
  return generation;
}

/* ---- write transactions ---------------------------------------------------------------------- */

void
miqat_db_fail (MiqatDb *self, const GError *error)
{
  if (self->writing && self->failure == NULL)
    self->failure = g_error_copy (error);
}

gboolean
miqat_db_check_failure (MiqatDb *self, GError **error)
{
  if (self->failure == NULL)
    return TRUE;

  if (error != NULL)
    *error = g_error_copy (self->failure);
  return FALSE;
}

/* Some failures (a full disk, an I/O error, OR ROLLBACK) make the engine give up the whole
 * transaction behind our back. */
static gboolean
check_transaction (MiqatDb *self, GError **error)
{
  if (!miqat_db_check_failure (self, error))
    return FALSE;
  if (self->driver->in_transaction (self))
    return TRUE;

  g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE,
               "The database has given up the transaction");
  return FALSE;
}

static void
end_write (MiqatDb *self)
{
  self->writing = FALSE;
  self->savepoints = 0;
  self->noting = FALSE;
  g_clear_error (&self->failure);
  if (self->constraints_off)
    miqat_db_set_constraints (self, TRUE, NULL);
  miqat_db_unuse (self);
}

gboolean
miqat_db_begin (MiqatDb *self, GError **error)
{
  miqat_db_check_thread (self);
  g_assert (!self->writing && self->reading == 0);

  if (!self->writable) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_READ_ONLY,
                 "The database is open for reading only");
    return FALSE;
  }
  if (!self->driver->control (self, MIQAT_DB_VERB_BEGIN, error))
    return FALSE;

  miqat_db_use (self);
  self->writing = TRUE;
  return TRUE;
}

gboolean
miqat_db_commit (MiqatDb *self, GError **error)
{
  miqat_db_check_thread (self);
  g_assert (self->writing && self->savepoints == 0 && !self->capturing && !self->constraints_off);

  if (!check_transaction (self, error)
      || !self->driver->control (self, MIQAT_DB_VERB_COMMIT, error)) {
    miqat_db_rollback (self);
    return FALSE;
  }

  end_write (self);
  return TRUE;
}

void
miqat_db_rollback (MiqatDb *self)
{
  g_autoptr (GError) error = NULL;

  miqat_db_check_thread (self);
  g_assert (self->writing);

  if (self->capturing)
    miqat_db_capture_cancel (self);
  if (self->driver->in_transaction (self)
      && !self->driver->control (self, MIQAT_DB_VERB_ROLLBACK, &error))
    g_error ("A transaction cannot be rolled back: %s", error->message);
  end_write (self);
}

gboolean
miqat_db_is_writing (MiqatDb *self)
{
  return self->writing && self->driver->in_transaction (self);
}

void
miqat_db_note_savepoints (MiqatDb *self)
{
  miqat_db_check_thread (self);
  g_assert (self->writing && self->savepoints == 0);

  self->noting = TRUE;
}

gboolean
miqat_db_savepoint (MiqatDb *self, GError **error)
{
  miqat_db_check_thread (self);
  g_assert (self->writing);

  if (!check_transaction (self, error)
      || (!self->noting && !self->driver->control (self, MIQAT_DB_VERB_SAVEPOINT, error)))
    return FALSE;

  if (self->noting && self->savepoints == 0)
    self->noted = self->driver->count_written (self);
  self->savepoints++;
  return TRUE;
}

gboolean
miqat_db_release (MiqatDb *self, GError **error)
{
  miqat_db_check_thread (self);
  g_assert (self->writing && self->savepoints > 0);

  if (!check_transaction (self, error)
      || (!self->noting && !self->driver->control (self, MIQAT_DB_VERB_RELEASE, error))) {
    miqat_db_rollback_to (self);
    return FALSE;
  }

  self->savepoints--;
  return TRUE;
}

/* Going back to where nothing was written yet is going nowhere. */
static void
rollback_noted (MiqatDb *self)
{
  g_autoptr (GError) error = NULL;

  if (self->driver->count_written (self) == self->noted)
    return;
  error = g_error_new_literal (MIQAT_DB_ERROR, MIQAT_DB_ERROR_BUSY, "There is no savepoint to go back to");
  miqat_db_fail (self, error);
}

void
miqat_db_rollback_to (MiqatDb *self)
{
  g_autoptr (GError) error = NULL;

  miqat_db_check_thread (self);
  g_assert (self->writing && self->savepoints > 0);

  self->savepoints--;
  if (!self->driver->in_transaction (self))
    return; /* everything is gone already; commit will say so */

  if (self->noting) {
    rollback_noted (self);
    return;
  }
  g_clear_error (&self->failure);
  if (!self->driver->control (self, MIQAT_DB_VERB_ROLLBACK_TO, &error))
    miqat_db_fail (self, error);
}

/* ---- read transactions ----------------------------------------------------------------------- */

gboolean
miqat_db_begin_read (MiqatDb *self, GError **error)
{
  miqat_db_check_thread (self);

  if (self->reading == 0 && !self->writing
      && !self->driver->control (self, MIQAT_DB_VERB_BEGIN_READ, error))
    return FALSE;

  self->reading++;
  miqat_db_use (self);
  return TRUE;
}

void
miqat_db_end_read (MiqatDb *self)
{
  g_autoptr (GError) error = NULL;

  miqat_db_check_thread (self);
  g_assert (self->reading > 0);

  self->reading--;
  if (self->reading == 0 && !self->writing && self->driver->in_transaction (self)
      && !self->driver->control (self, MIQAT_DB_VERB_END_READ, &error))
    g_error ("A read transaction cannot be ended: %s", error->message);
  miqat_db_unuse (self);
}

/* ---- handed on to the driver ----------------------------------------------------------------- */

gboolean
miqat_db_run_script (MiqatDb *self, const char *sql, GError **error)
{
  g_autoptr (GError) local = NULL;

  miqat_db_check_thread (self);
  if (!miqat_db_check_failure (self, error))
    return FALSE;
  if (self->driver->run_script (self, sql, &local))
    return TRUE;

  miqat_db_fail (self, local);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
miqat_db_capture_begin (MiqatDb *self, const char *const *captured, GError **error)
{
  miqat_db_check_thread (self);
  g_assert (!self->capturing && self->writing);

  if (!check_transaction (self, error) || !self->driver->capture_begin (self, captured, error))
    return FALSE;
  self->capturing = TRUE;
  return TRUE;
}

MiqatChanges *
miqat_db_capture_end (MiqatDb *self, GBytes **changeset, GError **error)
{
  MiqatChanges *changes;

  miqat_db_check_thread (self);
  g_assert (self->capturing);

  if (changeset != NULL)
    *changeset = NULL;
  if (!check_transaction (self, error)) {
    miqat_db_capture_cancel (self);
    return NULL;
  }

  changes = self->driver->capture_end (self, changeset, error);
  self->capturing = FALSE;
  return changes;
}

void
miqat_db_capture_cancel (MiqatDb *self)
{
  miqat_db_check_thread (self);
  if (!self->capturing)
    return;

  self->driver->capture_cancel (self);
  self->capturing = FALSE;
}

static gboolean
refuse_replay (MiqatDb *self, GError **error)
{
  g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE, "%s has no replay",
               self->driver->engine);
  return FALSE;
}

gboolean
miqat_db_set_constraints (MiqatDb *self, gboolean enabled, GError **error)
{
  miqat_db_check_thread (self);
  if (self->driver->set_constraints == NULL)
    return refuse_replay (self, error);
  if (!self->driver->set_constraints (self, enabled, error))
    return FALSE;

  self->constraints_off = !enabled;
  return TRUE;
}

gboolean
miqat_db_undo (MiqatDb *self, GBytes *const *changesets, guint count, GError **error)
{
  g_autoptr (GError) local = NULL;

  miqat_db_check_thread (self);
  if (self->driver->undo == NULL)
    return refuse_replay (self, error);
  /* A capture may be open: sync watches what it takes back, for the search index. */
  g_assert (self->writing && self->constraints_off);

  if (!check_transaction (self, error))
    return FALSE;
  if (self->driver->undo (self, changesets, count, &local))
    return TRUE;

  miqat_db_fail (self, local);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
miqat_db_check_foreign_keys (MiqatDb *self, GError **error)
{
  miqat_db_check_thread (self);
  return self->driver->check_foreign_keys (self, error);
}

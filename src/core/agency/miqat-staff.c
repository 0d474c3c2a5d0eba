/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people who act for an office: tables staff and staff_duties. */
#include "config.h"

#include "miqat-agency-private.h"
#include "miqat-rows.h"

/* Duties come as one row each; folding them into the person is the reader's work. */
#define SELECT_STAFF \
  "SELECT s.id, s.branch_id, s.full_name, s.email, s.phone, s.is_active, s.created_at, d.duty" \
  " FROM staff s LEFT JOIN staff_duties d ON d.staff_id = s.id"

enum {
  SQL_LOAD,
  SQL_LIST,
  SQL_INSERT,
  SQL_UPDATE,
  SQL_SET_ACTIVE,
  SQL_DUTY_ADD,
  SQL_DUTY_REMOVE,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_LOAD] = SELECT_STAFF " WHERE s.id = :id ORDER BY d.duty",
  [SQL_LIST] =
    SELECT_STAFF " WHERE CAST (:node_id AS TEXT) IS NULL AND (s.branch_id = :branch_id OR :branch_id IS NULL)"
    " ORDER BY s.full_name, s.id, d.duty",
  [SQL_INSERT] =
    "INSERT INTO staff (id, branch_id, full_name, email, phone, is_active, created_at, updated_at)"
    " VALUES (:id, :branch_id, :full_name, :email, :phone, 1, :at, :at)",
  [SQL_UPDATE] =
    "UPDATE staff SET full_name = coalesce(:full_name, full_name), phone = coalesce(:phone, phone),"
    " updated_at = :at WHERE id = :id",
  [SQL_SET_ACTIVE] = "UPDATE staff SET is_active = :active, updated_at = :at WHERE id = :id",
  [SQL_DUTY_ADD] =
    "INSERT INTO staff_duties (staff_id, duty, branch_id) VALUES (:staff_id, :duty, :branch_id)",
  [SQL_DUTY_REMOVE] = "DELETE FROM staff_duties WHERE staff_id = :staff_id AND duty = :duty",
};

const MiqatStatements miqat_staff_statements = { "staff", sql, N_SQL, 0 };

void
miqat_staff_free (MiqatStaff *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->branch_id);
  g_free (self->full_name);
  g_free (self->email);
  g_free (self->phone);
  g_free (self);
}

static gpointer
read_staff (MiqatStatement *row)
{
  MiqatStaff *self = g_new0 (MiqatStaff, 1);
  const char *duty = miqat_statement_get_text (row, 7);

  self->id = miqat_statement_dup_text (row, 0);
  self->branch_id = miqat_statement_dup_text (row, 1);
  self->full_name = miqat_statement_dup_text (row, 2);
  self->email = miqat_statement_dup_text (row, 3);
  self->phone = miqat_statement_dup_text (row, 4);
  self->is_active = miqat_statement_get_int (row, 5) != 0;
  self->created_at = miqat_statement_get_int (row, 6);
  self->duties = duty != NULL ? miqat_duty_from_name (duty) : 0;
  return self;
}

/* One record per person from one per duty; they come person by person. */
static GPtrArray *
collect_staff (MiqatStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) rows
    = miqat_rows_collect (statement, read_staff, (GDestroyNotify) miqat_staff_free, error);
  GPtrArray *people;
  MiqatStaff *last = NULL;

  if (rows == NULL)
    return NULL;
  people = g_ptr_array_new_with_free_func ((GDestroyNotify) miqat_staff_free);
  while (rows->len > 0) {
    MiqatStaff *one = g_ptr_array_steal_index (rows, 0);

    if (last != NULL && g_strcmp0 (last->id, one->id) == 0) {
      last->duties |= one->duties;
      miqat_staff_free (one);
    } else {
      g_ptr_array_add (people, one);
      last = one;
    }
  }
  return people;
}

MiqatStaff *
miqat_staff_load (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_staff_statements, SQL_LOAD, error);
  g_autoptr (GPtrArray) people = NULL;

  miqat_statement_bind_text (statement, "id", id);
  people = collect_staff (statement, error);
  if (people == NULL)
    return NULL;
  if (people->len == 0) {
    miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_FOUND, NULL);
    return NULL;
  }
  return g_ptr_array_steal_index (people, 0);
}

GPtrArray *
miqat_staff_list (MiqatDb *db, MiqatReader reader, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_staff_statements, SQL_LIST, error);

  miqat_rows_bind_reader (statement, reader);
  return collect_staff (statement, error);
}

/* ---- writing -------------------------------------------------------------------------------- */

static MiqatStatement *
lend (MiqatCall *call, guint index, const char *name, const char *id, GError **error)
{
  MiqatStatement *statement = miqat_db_statement (call->db, &miqat_staff_statements, index, error);

  miqat_statement_bind_text (statement, name, id);
  return statement;
}

gboolean
miqat_staff_insert (MiqatCall *call, const MiqatStaff *staff, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call, SQL_INSERT, "id", staff->id, error);

  miqat_statement_bind_text (statement, "branch_id", staff->branch_id);
  miqat_statement_bind_text (statement, "full_name", staff->full_name);
  miqat_statement_bind_text (statement, "email", staff->email);
  miqat_statement_bind_text (statement, "phone", staff->phone);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error)
         && miqat_staff_write_duties (call, staff, staff->duties, error);
}

gboolean
miqat_staff_update (MiqatCall *call, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call, SQL_UPDATE, "id", id, error);

  miqat_statement_bind_text (statement, "full_name", miqat_args_text (call->args, "full_name"));
  miqat_statement_bind_text (statement, "phone", miqat_args_text (call->args, "phone"));
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_staff_set_active (MiqatCall *call, const char *id, gboolean active, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call, SQL_SET_ACTIVE, "id", id, error);

  miqat_statement_bind_int (statement, "active", active ? 1 : 0);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

static gboolean
write_duty (MiqatCall *call, const MiqatStaff *staff, MiqatDuties duty, gboolean wanted,
            GError **error)
{
  g_autoptr (MiqatStatement) statement = NULL;

  /* Removing first means that adding what is there already cannot fail. */
  statement = lend (call, SQL_DUTY_REMOVE, "staff_id", staff->id, error);
  miqat_statement_bind_text (statement, "duty", miqat_duty_get_name (duty));
  if (!miqat_statement_run (statement, error))
    return FALSE;
  if (!wanted)
    return TRUE;
  g_clear_pointer (&statement, miqat_statement_return);
  statement = lend (call, SQL_DUTY_ADD, "staff_id", staff->id, error);
  miqat_statement_bind_text (statement, "duty", miqat_duty_get_name (duty));
  miqat_statement_bind_text (statement, "branch_id", staff->branch_id);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_staff_write_duties (MiqatCall *call, const MiqatStaff *staff, MiqatDuties duties,
                          GError **error)
{
  for (MiqatDuties duty = MIQAT_DUTY_SALES; duty <= MIQAT_DUTY_EXECUTIVE; duty <<= 1)
    if (!write_duty (call, staff, duty, (duties & duty) != 0, error))
      return FALSE;
  return TRUE;
}

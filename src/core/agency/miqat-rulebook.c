/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rulebook: table rules. */
#include "config.h"

#include "miqat-agency-private.h"
#include "miqat-id.h"
#include "miqat-rows.h"

#define COLUMNS "id, name, effective_date, value, severity, source"

enum { SQL_GET, SQL_LIST, SQL_INSERT, SQL_REPLACE, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_GET] =
    "SELECT " COLUMNS " FROM rules WHERE name = :name AND effective_date <= :day"
    " ORDER BY effective_date DESC LIMIT 1",
  [SQL_LIST] = "SELECT " COLUMNS " FROM rules ORDER BY name, effective_date DESC",
  [SQL_INSERT] =
    "INSERT INTO rules (" COLUMNS ") VALUES (:id, :name, :day, :value, :severity, :source)"
    " ON CONFLICT (name, effective_date) DO NOTHING",
  [SQL_REPLACE] =
    "INSERT INTO rules (" COLUMNS ") VALUES (:id, :name, :day, :value, :severity, :source)"
    " ON CONFLICT (name, effective_date) DO UPDATE SET value = excluded.value,"
    " severity = excluded.severity, source = excluded.source",
};

const MiqatStatements miqat_rule_statements = { "rules", sql, N_SQL, 0 };

/* In the order of MiqatSeverity; also the choices of `rule.set`. */
const char *const miqat_severity_names[] = { "value", "warn", "block", NULL };

const char *
miqat_severity_get_name (MiqatSeverity severity)
{
  return miqat_severity_names[severity];
}

static MiqatSeverity
get_severity (const char *name)
{
  for (guint i = 0; miqat_severity_names[i] != NULL; i++)
    if (g_strcmp0 (miqat_severity_names[i], name) == 0)
      return (MiqatSeverity) i;
  return MIQAT_SEVERITY_VALUE;
}

void
miqat_rule_free (MiqatRule *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->source);
  g_free (self);
}

static gpointer
read_rule (MiqatStatement *row)
{
  MiqatRule *self = g_new0 (MiqatRule, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->name = miqat_statement_dup_text (row, 1);
  if (miqat_day_parse (miqat_statement_get_text (row, 2), &self->effective_date) != MIQAT_PROBLEM_NONE)
    self->effective_date = MIQAT_DAY_NONE;
  self->value = miqat_statement_get_int (row, 3);
  self->severity = get_severity (miqat_statement_get_text (row, 4));
  self->source = miqat_statement_dup_text (row, 5);
  return self;
}

MiqatRule *
miqat_rule_get (MiqatDb *db, const char *name, MiqatDay day, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_rule_statements, SQL_GET, error);
  char text[MIQAT_DAY_TEXT_SIZE];

  miqat_statement_bind_text (statement, "name", name);
  miqat_statement_bind_text (statement, "day", miqat_day_to_text (day, text));
  return miqat_rows_take_first (statement, read_rule, error);
}

gboolean
miqat_rule_get_value (MiqatDb *db, const char *name, MiqatDay day, gint64 fallback, gint64 *value,
                      GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatRule) rule = miqat_rule_get (db, name, day, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  *value = rule != NULL ? rule->value : fallback;
  return TRUE;
}

GPtrArray *
miqat_rule_list (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_rule_statements, SQL_LIST, error);

  return miqat_rows_collect (statement, read_rule, (GDestroyNotify) miqat_rule_free, error);
}

gboolean
miqat_rule_write (MiqatDb *db, const MiqatRule *rule, gboolean replace, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_rule_statements, replace ? SQL_REPLACE : SQL_INSERT, error);
  char day[MIQAT_DAY_TEXT_SIZE];

  miqat_statement_bind_text (statement, "id", rule->id);
  miqat_statement_bind_text (statement, "name", rule->name);
  miqat_statement_bind_text (statement, "day", miqat_day_to_text (rule->effective_date, day));
  miqat_statement_bind_int (statement, "value", rule->value);
  miqat_statement_bind_text (statement, "severity", miqat_severity_get_name (rule->severity));
  miqat_statement_bind_text (statement, "source", rule->source);
  return miqat_statement_run (statement, error);
}

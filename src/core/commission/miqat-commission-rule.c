/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nodes pass on to their downlines: table commission_rules. */
#include "config.h"

#include "miqat-commission-private.h"

#define COLUMNS "id, granter_id, grantee_id, package_id, kind, value, updated_at"

enum { SQL_FIND, SQL_LIST, SQL_LOAD, SQL_SAME, SQL_INSERT, SQL_UPDATE, SQL_REMOVE, N_SQL };

static const char *const sql[N_SQL] = {
  /* The most particular first: who before what. */
  [SQL_FIND] =
    "SELECT " COLUMNS " FROM commission_rules WHERE granter_id = :granter_id"
    " AND (grantee_id IS NULL OR grantee_id = :grantee_id)"
    " AND (package_id IS NULL OR package_id = :package_id)"
    " ORDER BY CASE WHEN grantee_id IS NULL THEN 1 ELSE 0 END,"
    " CASE WHEN package_id IS NULL THEN 1 ELSE 0 END LIMIT 1",
  [SQL_LIST] =
    "SELECT " COLUMNS " FROM commission_rules WHERE granter_id = :granter_id"
    " ORDER BY coalesce(grantee_id, ''), coalesce(package_id, '')",
  [SQL_LOAD] = "SELECT " COLUMNS " FROM commission_rules WHERE id = :id",
  [SQL_SAME] =
    "SELECT " COLUMNS " FROM commission_rules WHERE granter_id = :granter_id"
    " AND coalesce(grantee_id, '') = :grantee_id AND coalesce(package_id, '') = :package_id",
  [SQL_INSERT] =
    "INSERT INTO commission_rules (id, granter_id, branch_id, grantee_id, package_id, kind, value,"
    " updated_at) VALUES (:id, :granter_id, :branch_id, :grantee_id, :package_id, :kind, :value, :at)",
  [SQL_UPDATE] =
    "UPDATE commission_rules SET kind = :kind, value = :value, updated_at = :at WHERE id = :id",
  [SQL_REMOVE] = "DELETE FROM commission_rules WHERE id = :id",
};

const MiqatStatements miqat_commission_rule_statements = { "commission-rules", sql, N_SQL, 0 };

void
miqat_commission_rule_free (MiqatCommissionRule *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->granter_id);
  g_free (self->grantee_id);
  g_free (self->package_id);
  g_free (self);
}

const char *
miqat_grant_kind_get_name (MiqatGrantKind kind)
{
  return kind == MIQAT_GRANT_PERCENT ? "percent" : "flat";
}

MiqatGrantKind
miqat_grant_kind_from_name (const char *name)
{
  return g_strcmp0 (name, "percent") == 0 ? MIQAT_GRANT_PERCENT : MIQAT_GRANT_FLAT;
}

static gpointer
read_rule (MiqatStatement *row)
{
  MiqatCommissionRule *self = g_new0 (MiqatCommissionRule, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->granter_id = miqat_statement_dup_text (row, 1);
  self->grantee_id = miqat_statement_dup_text (row, 2);
  self->package_id = miqat_statement_dup_text (row, 3);
  self->grant.kind = miqat_grant_kind_from_name (miqat_statement_get_text (row, 4));
  self->grant.value = miqat_statement_get_int (row, 5);
  self->updated_at = miqat_statement_get_int (row, 6);
  return self;
}

static MiqatStatement *
lend (MiqatDb *db, guint index, const char *name, const char *text, GError **error)
{
  MiqatStatement *statement = miqat_db_statement (db, &miqat_commission_rule_statements, index, error);

  miqat_statement_bind_text (statement, name, text);
  return statement;
}

gboolean
miqat_commission_find_grant (MiqatDb *db, const char *granter_id, const char *grantee_id,
                             const char *package_id, MiqatGrant *grant, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_FIND, "granter_id", granter_id, error);
  g_autoptr (MiqatCommissionRule) rule = NULL;
  g_autoptr (GError) failure = NULL;

  miqat_statement_bind_text (statement, "grantee_id", grantee_id);
  miqat_statement_bind_text (statement, "package_id", package_id);
  if (statement == NULL)
    return FALSE;
  rule = miqat_rows_take_first (statement, read_rule, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  *grant = rule != NULL ? rule->grant : (MiqatGrant) { MIQAT_GRANT_NONE, 0 };
  return TRUE;
}

GPtrArray *
miqat_commission_rule_list (MiqatDb *db, const char *granter_id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_LIST, "granter_id", granter_id, error);

  return miqat_rows_collect (statement, read_rule, (GDestroyNotify) miqat_commission_rule_free, error);
}

MiqatCommissionRule *
miqat_commission_rule_load (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_LOAD, "id", id, error);

  return miqat_rows_take_one (statement, read_rule, error);
}

/* ---- writing -------------------------------------------------------------------------------- */

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static gboolean
find_same (MiqatCall *call, MiqatCommissionRule *rule, MiqatCommissionRule **same, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_SAME, "granter_id", rule->granter_id, error);
  g_autoptr (GError) failure = NULL;

  miqat_statement_bind_text (statement, "grantee_id", or_empty (rule->grantee_id));
  miqat_statement_bind_text (statement, "package_id", or_empty (rule->package_id));
  if (statement == NULL)
    return FALSE;
  *same = miqat_rows_take_first (statement, read_rule, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
miqat_commission_rule_write (MiqatCall *call, MiqatCommissionRule *rule, const char *branch_id,
                             GError **error)
{
  g_autoptr (MiqatCommissionRule) same = NULL;
  g_autoptr (MiqatStatement) statement = NULL;

  if (!find_same (call, rule, &same, error))
    return FALSE;
  if (same != NULL) {
    g_free (rule->id);
    rule->id = g_strdup (same->id);
  }
  statement = lend (call->db, same != NULL ? SQL_UPDATE : SQL_INSERT, "id", rule->id, error);
  if (same == NULL) {
    miqat_statement_bind_text (statement, "granter_id", rule->granter_id);
    miqat_statement_bind_text (statement, "branch_id", branch_id);
    miqat_statement_bind_text (statement, "grantee_id", rule->grantee_id);
    miqat_statement_bind_text (statement, "package_id", rule->package_id);
  }
  miqat_statement_bind_text (statement, "kind", miqat_grant_kind_get_name (rule->grant.kind));
  miqat_statement_bind_int (statement, "value", rule->grant.value);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_commission_rule_remove (MiqatCall *call, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_REMOVE, "id", id, error);

  return miqat_statement_run (statement, error);
}

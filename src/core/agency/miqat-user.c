/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nodes of the network: tables users and hierarchy_paths. */
#include "config.h"

#include "miqat-agency-private.h"
#include "miqat-rows.h"

#define COLUMNS "id, role, parent_id, branch_id, full_name, email, phone, city, zone, site_code," \
                " affiliate_code, is_active, created_at"
#define U_COLUMNS "u.id, u.role, u.parent_id, u.branch_id, u.full_name, u.email, u.phone, u.city," \
                  " u.zone, u.site_code, u.affiliate_code, u.is_active, u.created_at"
/* Pusat first, resellers last. */
#define TIER_ORDER "CASE u.role WHEN 'pusat' THEN 0 WHEN 'cabang' THEN 1 WHEN 'mitra' THEN 2" \
                   " WHEN 'agen' THEN 3 ELSE 4 END"

enum {
  COL_ID,
  COL_ROLE,
  COL_PARENT_ID,
  COL_BRANCH_ID,
  COL_FULL_NAME,
  COL_EMAIL,
  COL_PHONE,
  COL_CITY,
  COL_ZONE,
  COL_SITE_CODE,
  COL_AFFILIATE_CODE,
  COL_IS_ACTIVE,
  COL_CREATED_AT,
};

enum {
  SQL_LOAD,
  SQL_BY_AFFILIATE_CODE,
  SQL_PUSAT,
  SQL_CHILDREN,
  SQL_UPLINE,
  SQL_OFFICES,
  SQL_LIST,
  SQL_COVERS,
  SQL_AFFILIATE_CODE_USED,
  SQL_SITE_CODE_USED,
  SQL_INSERT,
  SQL_INSERT_SELF_PATH,
  SQL_INSERT_PATHS,
  SQL_UPDATE,
  SQL_SET_ACTIVE,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_LOAD] = "SELECT " COLUMNS " FROM users WHERE id = :id",
  [SQL_BY_AFFILIATE_CODE] =
    "SELECT " COLUMNS " FROM users WHERE affiliate_code = :code AND is_active = 1",
  [SQL_PUSAT] = "SELECT " COLUMNS " FROM users WHERE role = 'pusat' ORDER BY id LIMIT 1",
  [SQL_CHILDREN] = "SELECT " COLUMNS " FROM users WHERE parent_id = :id ORDER BY name_key, id",
  [SQL_UPLINE] =
    "SELECT " U_COLUMNS " FROM hierarchy_paths h JOIN users u ON u.id = h.ancestor_id"
    " WHERE h.descendant_id = :id ORDER BY h.path_length",
  [SQL_OFFICES] =
    "SELECT " U_COLUMNS " FROM users u WHERE u.role IN ('pusat', 'cabang')"
    " ORDER BY " TIER_ORDER ", u.name_key, u.id",
  [SQL_LIST] =
    "SELECT " U_COLUMNS " FROM users u"
    " WHERE (u.branch_id = :branch_id OR :branch_id IS NULL)"
    " AND (EXISTS (SELECT 1 FROM hierarchy_paths h"
    "  WHERE h.ancestor_id = :node_id AND h.descendant_id = u.id) OR :node_id IS NULL)"
    " ORDER BY u.branch_id, " TIER_ORDER ", u.name_key, u.id",
  [SQL_COVERS] =
    "SELECT 1 FROM hierarchy_paths WHERE ancestor_id = :above_id AND descendant_id = :node_id",
  [SQL_AFFILIATE_CODE_USED] = "SELECT 1 FROM users WHERE affiliate_code = :code",
  [SQL_SITE_CODE_USED] = "SELECT 1 FROM users WHERE site_code = :code",
  [SQL_INSERT] =
    "INSERT INTO users (id, role, parent_id, branch_id, full_name, name_key, email, phone, city,"
    " zone, site_code, affiliate_code, is_active, created_at, updated_at)"
    " VALUES (:id, :role, :parent_id, :branch_id, :full_name, :name_key, :email, :phone, :city,"
    " :zone, :site_code, :affiliate_code, 1, :at, :at)",
  [SQL_INSERT_SELF_PATH] =
    "INSERT INTO hierarchy_paths (ancestor_id, descendant_id, path_length, branch_id)"
    " VALUES (:id, :id, 0, :branch_id)",
  [SQL_INSERT_PATHS] =
    "INSERT INTO hierarchy_paths (ancestor_id, descendant_id, path_length, branch_id)"
    " SELECT ancestor_id, :id, path_length + 1, :branch_id FROM hierarchy_paths"
    " WHERE descendant_id = :parent_id",
  [SQL_UPDATE] =
    "UPDATE users SET full_name = coalesce(:full_name, full_name),"
    " name_key = coalesce(:name_key, name_key), phone = coalesce(:phone, phone),"
    " city = coalesce(:city, city), zone = coalesce(:zone, zone), updated_at = :at WHERE id = :id",
  [SQL_SET_ACTIVE] = "UPDATE users SET is_active = :active, updated_at = :at WHERE id = :id",
};

const MiqatStatements miqat_user_statements = { "users", sql, N_SQL, 0 };

void
miqat_user_free (MiqatUser *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->parent_id);
  g_free (self->branch_id);
  g_free (self->full_name);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->city);
  g_free (self->site_code);
  g_free (self->affiliate_code);
  g_free (self);
}

static gpointer
read_user (MiqatStatement *row)
{
  MiqatUser *self = g_new0 (MiqatUser, 1);

  self->id = miqat_statement_dup_text (row, COL_ID);
  self->tier = miqat_tier_from_name (miqat_statement_get_text (row, COL_ROLE));
  self->parent_id = miqat_statement_dup_text (row, COL_PARENT_ID);
  self->branch_id = miqat_statement_dup_text (row, COL_BRANCH_ID);
  self->full_name = miqat_statement_dup_text (row, COL_FULL_NAME);
  self->email = miqat_statement_dup_text (row, COL_EMAIL);
  self->phone = miqat_statement_dup_text (row, COL_PHONE);
  self->city = miqat_statement_dup_text (row, COL_CITY);
  miqat_zone_from_name (miqat_statement_get_text (row, COL_ZONE), &self->zone);
  self->site_code = miqat_statement_dup_text (row, COL_SITE_CODE);
  self->affiliate_code = miqat_statement_dup_text (row, COL_AFFILIATE_CODE);
  self->is_active = miqat_statement_get_int (row, COL_IS_ACTIVE) != 0;
  self->created_at = miqat_statement_get_int (row, COL_CREATED_AT);
  return self;
}

/* A loan of a statement with one text bound. */
static MiqatStatement *
lend (MiqatDb *db, guint index, const char *name, const char *text, GError **error)
{
  MiqatStatement *statement = miqat_db_statement (db, &miqat_user_statements, index, error);

  if (name != NULL)
    miqat_statement_bind_text (statement, name, text);
  return statement;
}

static GPtrArray *
list (MiqatStatement *statement, GError **error)
{
  return miqat_rows_collect (statement, read_user, (GDestroyNotify) miqat_user_free, error);
}

MiqatUser *
miqat_user_load (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_LOAD, "id", id, error);

  return miqat_rows_take_one (statement, read_user, error);
}

MiqatUser *
miqat_user_find (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_LOAD, "id", id, error);

  return miqat_rows_take_first (statement, read_user, error);
}

MiqatUser *
miqat_user_find_by_affiliate_code (MiqatDb *db, const char *code, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_BY_AFFILIATE_CODE, "code", code, error);

  return miqat_rows_take_first (statement, read_user, error);
}

MiqatUser *
miqat_user_load_pusat (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_PUSAT, NULL, NULL, error);

  return miqat_rows_take_one (statement, read_user, error);
}

GPtrArray *
miqat_user_list_children (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_CHILDREN, "id", id, error);

  return list (statement, error);
}

GPtrArray *
miqat_user_list_upline (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_UPLINE, "id", id, error);

  return list (statement, error);
}

GPtrArray *
miqat_user_list_offices (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_OFFICES, NULL, NULL, error);

  return list (statement, error);
}

GPtrArray *
miqat_user_list (MiqatDb *db, MiqatReader reader, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_LIST, NULL, NULL, error);

  miqat_rows_bind_reader (statement, reader);
  return list (statement, error);
}

gboolean
miqat_user_covers (MiqatDb *db, const char *above_id, const char *node_id, gboolean *covers,
                   GError **error)
{
  gint64 one;

  return miqat_db_read_int (db, &miqat_user_statements, SQL_COVERS, &one, covers, error, "above_id",
                            above_id, "node_id", node_id, NULL);
}

/* ---- writing -------------------------------------------------------------------------------- */

gboolean
miqat_user_code_is_used (MiqatDb *db, gboolean of_site, const char *code, gboolean *used,
                         GError **error)
{
  gint64 one;

  return miqat_db_read_int (db, &miqat_user_statements,
                            of_site ? SQL_SITE_CODE_USED : SQL_AFFILIATE_CODE_USED, &one, used, error,
                            "code", code, NULL);
}

/* Every office knows the others, and so holds the paths between them: they are Pusat's. */
static gboolean
insert_paths (MiqatDb *db, const MiqatUser *user, GError **error)
{
  const char *holder = user->tier == MIQAT_TIER_CABANG ? user->parent_id : user->branch_id;
  g_autoptr (MiqatStatement) itself = lend (db, SQL_INSERT_SELF_PATH, "id", user->id, error);
  g_autoptr (MiqatStatement) above = NULL;

  miqat_statement_bind_text (itself, "branch_id", holder);
  if (!miqat_statement_run (itself, error))
    return FALSE;
  if (user->parent_id == NULL)
    return TRUE;
  above = lend (db, SQL_INSERT_PATHS, "id", user->id, error);
  miqat_statement_bind_text (above, "branch_id", holder);
  miqat_statement_bind_text (above, "parent_id", user->parent_id);
  return miqat_statement_run (above, error);
}

gboolean
miqat_user_insert (MiqatDb *db, const MiqatUser *user, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_INSERT, "id", user->id, error);
  g_autofree char *name_key = miqat_text_fold (user->full_name);

  miqat_statement_bind_text (statement, "role", miqat_tier_get_name (user->tier));
  miqat_statement_bind_text (statement, "parent_id", user->parent_id);
  miqat_statement_bind_text (statement, "branch_id", user->branch_id);
  miqat_statement_bind_text (statement, "full_name", user->full_name);
  miqat_statement_bind_text (statement, "name_key", name_key);
  miqat_statement_bind_text (statement, "email", user->email);
  miqat_statement_bind_text (statement, "phone", user->phone);
  miqat_statement_bind_text (statement, "city", user->city);
  miqat_statement_bind_text (statement, "zone", miqat_zone_get_name (user->zone));
  miqat_statement_bind_text (statement, "site_code", user->site_code);
  miqat_statement_bind_text (statement, "affiliate_code", user->affiliate_code);
  miqat_statement_bind_int (statement, "at", user->created_at);
  return miqat_statement_run (statement, error) && insert_paths (db, user, error);
}

gboolean
miqat_user_update (MiqatCall *call, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_UPDATE, "id", id, error);
  const char *full_name = miqat_args_text (call->args, "full_name");
  g_autofree char *name_key = full_name != NULL ? miqat_text_fold (full_name) : NULL;

  miqat_statement_bind_text (statement, "full_name", full_name);
  miqat_statement_bind_text (statement, "name_key", name_key);
  miqat_statement_bind_text (statement, "phone", miqat_args_text (call->args, "phone"));
  miqat_statement_bind_text (statement, "city", miqat_args_text (call->args, "city"));
  miqat_statement_bind_text (statement, "zone", miqat_args_text (call->args, "zone"));
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_user_set_active (MiqatCall *call, const char *id, gboolean active, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_SET_ACTIVE, "id", id, error);

  miqat_statement_bind_int (statement, "active", active ? 1 : 0);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

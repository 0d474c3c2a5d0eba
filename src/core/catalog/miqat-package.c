/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store of packages and of what they cost. */
#include "config.h"

#include "miqat-catalog-private.h"
#include "miqat-rows.h"

#include <string.h>

enum {
  SQL_LOAD,
  SQL_LOAD_BY_SLUG,
  SQL_LIST,
  SQL_INSERT,
  SQL_UPDATE,
  SQL_SLUG_EXISTS,
  SQL_COSTS,
  SQL_DEPARTURE_COSTS,
  SQL_PUT_COSTS,
  SQL_SNAPSHOT,
  SQL_SNAPSHOT_MISSING,
  N_SQL
};

#define COLUMNS \
  "id, name, slug, kind, description, inclusions, exclusions, terms, cancellation_policy, status," \
  " max_price, duration_days, created_at, updated_at"

static const char *const sql[N_SQL] = {
  [SQL_LOAD] = "SELECT " COLUMNS " FROM packages WHERE id = :id",
  [SQL_LOAD_BY_SLUG] = "SELECT " COLUMNS " FROM packages WHERE slug = :slug",
  [SQL_LIST] = "SELECT " COLUMNS " FROM packages ORDER BY name, id",
  [SQL_INSERT] =
    "INSERT INTO packages (id, name, slug, kind, description, inclusions, exclusions, terms,"
    " cancellation_policy, status, max_price, duration_days, created_at, updated_at)"
    " VALUES (:id, :name, :slug, :kind, :description, :inclusions, :exclusions, :terms,"
    " :cancellation_policy, :status, :max_price, :duration_days, :created_at, :updated_at)",
  [SQL_UPDATE] =
    "UPDATE packages SET name = :name, slug = :slug, kind = :kind, description = :description,"
    " inclusions = :inclusions, exclusions = :exclusions, terms = :terms,"
    " cancellation_policy = :cancellation_policy, status = :status, max_price = :max_price,"
    " duration_days = :duration_days, updated_at = :updated_at WHERE id = :id",
  [SQL_SLUG_EXISTS] = "SELECT count(*) FROM packages WHERE slug = :slug AND id <> :id",
  [SQL_COSTS] = "SELECT cost, margin FROM package_costs WHERE package_id = :id",
  [SQL_DEPARTURE_COSTS] = "SELECT cost, margin FROM departure_costs WHERE departure_id = :id",
  [SQL_PUT_COSTS] =
    "INSERT INTO package_costs (package_id, cost, margin, updated_at)"
    " VALUES (:id, :cost, :margin, :updated_at)"
    " ON CONFLICT (package_id) DO UPDATE SET cost = excluded.cost, margin = excluded.margin,"
    " updated_at = excluded.updated_at",
  [SQL_SNAPSHOT] =
    "INSERT INTO departure_costs (departure_id, cost, margin)"
    " SELECT d.id, c.cost, c.margin FROM departures d"
    " JOIN package_costs c ON c.package_id = d.package_id WHERE d.id = :id",
  [SQL_SNAPSHOT_MISSING] =
    "INSERT INTO departure_costs (departure_id, cost, margin)"
    " SELECT d.id, c.cost, c.margin FROM departures d"
    " JOIN package_costs c ON c.package_id = d.package_id"
    " WHERE d.package_id = :id"
    " AND NOT EXISTS (SELECT 1 FROM departure_costs x WHERE x.departure_id = d.id)",
};

const MiqatStatements miqat_package_statements = { "packages", sql, N_SQL, 0 };

/* ---- lists of texts ------------------------------------------------------------------------- */

char *
miqat_catalog_texts_to_json (const char *const *texts)
{
  GString *out = g_string_new (NULL);
  MiqatJsonWriter writer;

  miqat_json_writer_init (&writer, out);
  miqat_json_begin_array (&writer);
  for (; texts != NULL && *texts != NULL; texts++)
    miqat_json_text (&writer, *texts);
  miqat_json_end_array (&writer);
  return g_string_free (out, FALSE);
}

char **
miqat_catalog_texts_from_json (const char *json)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  g_autoptr (JsonNode) node = NULL;

  if (json != NULL)
    node = miqat_json_parse (json, strlen (json), 0, NULL);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++) {
      JsonNode *entry = json_array_get_element (array, i);

      if (json_node_get_value_type (entry) == G_TYPE_STRING)
        g_strv_builder_add (texts, json_node_get_string (entry));
    }
  }
  return g_strv_builder_end (texts);
}

/* ---- records -------------------------------------------------------------------------------- */

void
miqat_package_free (MiqatPackage *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->slug);
  g_free (self->kind);
  g_free (self->description);
  g_strfreev (self->inclusions);
  g_strfreev (self->exclusions);
  g_free (self->terms);
  g_free (self->cancellation_policy);
  g_free (self->status);
  g_free (self);
}

static gpointer
read_package (MiqatStatement *row)
{
  MiqatPackage *self = g_new0 (MiqatPackage, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->name = miqat_statement_dup_text (row, 1);
  self->slug = miqat_statement_dup_text (row, 2);
  self->kind = miqat_statement_dup_text (row, 3);
  self->description = miqat_statement_dup_text (row, 4);
  self->inclusions = miqat_catalog_texts_from_json (miqat_statement_get_text (row, 5));
  self->exclusions = miqat_catalog_texts_from_json (miqat_statement_get_text (row, 6));
  self->terms = miqat_statement_dup_text (row, 7);
  self->cancellation_policy = miqat_statement_dup_text (row, 8);
  self->status = miqat_statement_dup_text (row, 9);
  self->max_price = miqat_statement_get_int (row, 10);
  self->duration_days = (int) miqat_statement_get_int (row, 11);
  self->created_at = miqat_statement_get_int (row, 12);
  self->updated_at = miqat_statement_get_int (row, 13);
  return self;
}

MiqatPackage *
miqat_package_load (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_package_statements, SQL_LOAD, error);

  miqat_statement_bind_text (statement, "id", id);
  return miqat_rows_take_one (statement, read_package, error);
}

MiqatPackage *
miqat_package_load_by_slug (MiqatDb *db, const char *slug, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_package_statements, SQL_LOAD_BY_SLUG, error);

  miqat_statement_bind_text (statement, "slug", slug);
  return miqat_rows_take_one (statement, read_package, error);
}

GPtrArray *
miqat_package_list (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_package_statements, SQL_LIST, error);

  return miqat_rows_collect (statement, read_package, (GDestroyNotify) miqat_package_free, error);
}

static gboolean
load_costs (MiqatDb *db, guint index, const char *id, const MiqatReader *reader, gint64 *cost,
            gint64 *margin, gboolean *found, GError **error)
{
  g_autoptr (MiqatStatement) statement = NULL;

  *cost = *margin = 0;
  *found = FALSE;
  /* Not even asked for: what is not read cannot be shown. */
  if (reader != NULL && (reader->branch_id != NULL || reader->node_id != NULL))
    return TRUE;
  statement = miqat_db_statement (db, &miqat_package_statements, index, error);
  miqat_statement_bind_text (statement, "id", id);
  if (statement == NULL || !miqat_statement_step (statement, found, error))
    return FALSE;
  if (*found) {
    *cost = miqat_statement_get_int (statement, 0);
    *margin = miqat_statement_get_int (statement, 1);
  }
  return TRUE;
}

gboolean
miqat_package_load_costs (MiqatDb *db, const char *id, const MiqatReader *reader, gint64 *cost,
                          gint64 *margin, gboolean *found, GError **error)
{
  return load_costs (db, SQL_COSTS, id, reader, cost, margin, found, error);
}

gboolean
miqat_departure_load_costs (MiqatDb *db, const char *departure_id, const MiqatReader *reader,
                            gint64 *cost, gint64 *margin, gboolean *found, GError **error)
{
  return load_costs (db, SQL_DEPARTURE_COSTS, departure_id, reader, cost, margin, found, error);
}

/* ---- writes --------------------------------------------------------------------------------- */

static gboolean
put_package (MiqatDb *db, guint index, const MiqatPackage *self, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_package_statements, index, error);
  g_autofree char *inclusions = miqat_catalog_texts_to_json ((const char *const *) self->inclusions);
  g_autofree char *exclusions = miqat_catalog_texts_to_json ((const char *const *) self->exclusions);

  miqat_statement_bind_text (statement, "id", self->id);
  miqat_statement_bind_text (statement, "name", self->name);
  miqat_statement_bind_text (statement, "slug", self->slug);
  miqat_statement_bind_text (statement, "kind", self->kind);
  miqat_statement_bind_text (statement, "description", self->description);
  miqat_statement_bind_text (statement, "inclusions", inclusions);
  miqat_statement_bind_text (statement, "exclusions", exclusions);
  miqat_statement_bind_text (statement, "terms", self->terms);
  miqat_statement_bind_text (statement, "cancellation_policy", self->cancellation_policy);
  miqat_statement_bind_text (statement, "status", self->status);
  miqat_statement_bind_int (statement, "max_price", self->max_price);
  miqat_statement_bind_int (statement, "duration_days", self->duration_days);
  if (index == SQL_INSERT)
    miqat_statement_bind_int (statement, "created_at", self->created_at);
  miqat_statement_bind_int (statement, "updated_at", self->updated_at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_package_insert (MiqatDb *db, const MiqatPackage *package, GError **error)
{
  return put_package (db, SQL_INSERT, package, error);
}

gboolean
miqat_package_write (MiqatDb *db, const MiqatPackage *package, GError **error)
{
  return put_package (db, SQL_UPDATE, package, error);
}

gboolean
miqat_package_slug_exists (MiqatDb *db, const char *slug, const char *except_id, gboolean *exists,
                           GError **error)
{
  gint64 count = 0;

  if (!miqat_db_read_int (db, &miqat_package_statements, SQL_SLUG_EXISTS, &count, NULL, error,
                          "slug", slug, "id", except_id, NULL))
    return FALSE;
  *exists = count > 0;
  return TRUE;
}

gboolean
miqat_package_put_costs (MiqatDb *db, const char *package_id, gint64 cost, gint64 margin,
                         MiqatInstant at, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_package_statements, SQL_PUT_COSTS, error);

  miqat_statement_bind_text (statement, "id", package_id);
  miqat_statement_bind_int (statement, "cost", cost);
  miqat_statement_bind_int (statement, "margin", margin);
  miqat_statement_bind_int (statement, "updated_at", at);
  return miqat_statement_run (statement, error);
}

static gboolean
run_with_id (MiqatDb *db, guint index, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_package_statements, index, error);

  miqat_statement_bind_text (statement, "id", id);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_departure_snapshot_costs (MiqatDb *db, const char *departure_id, GError **error)
{
  return run_with_id (db, SQL_SNAPSHOT, departure_id, error);
}

gboolean
miqat_package_snapshot_missing (MiqatDb *db, const char *package_id, GError **error)
{
  return run_with_id (db, SQL_SNAPSHOT_MISSING, package_id, error);
}

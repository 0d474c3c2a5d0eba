/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-migration.h"

#include <gio/gio.h>
#include <string.h>

#include "miqat-db-private.h"

#define FOLDER "/id/miqat/migrations"

/* ---- the scripts ----------------------------------------------------------------------------- */

/* "007-commission.sqlite.sql" → 7 and "sqlite"; a shared script has no engine. FALSE for a name
 * that is none of a migration. */
static gboolean
parse_name (const char *name, guint *version, char **engine)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", -1);
  guint n_parts = g_strv_length (parts);

  if (n_parts < 2 || n_parts > 3 || !g_str_equal (parts[n_parts - 1], "sql")
      || strlen (parts[0]) < 5 || parts[0][3] != '-')
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (!g_ascii_isdigit (parts[0][i]))
      return FALSE;

  *version = (guint) g_ascii_strtoull (parts[0], NULL, 10);
  *engine = n_parts == 3 ? g_strdup (parts[1]) : NULL;
  return *version > 0;
}

static char **
list_names (void)
{
  char **names = g_resources_enumerate_children (FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return names != NULL ? names : g_new0 (char *, 1);
}

/* Also checks that no version is missing: a build without one would skip it for ever. */
guint
miqat_migration_get_newest (void)
{
  g_auto (GStrv) names = list_names ();
  g_autofree guint8 *seen = g_new0 (guint8, 1000);
  guint newest = 0;

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *engine = NULL;
    guint version;

    if (!parse_name (names[i], &version, &engine))
      g_error ("%s is not the name of a migration", names[i]);
    seen[version] = 1;
    newest = MAX (newest, version);
  }
  for (guint version = 1; version <= newest; version++)
    if (!seen[version])
      g_error ("Migration %u is missing", version);
  return newest;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Shared scripts come before those of one engine, and each kind by name. */
static void
add_names (GPtrArray *found, char **names, guint version, const char *engine)
{
  guint first = found->len;

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *of = NULL;
    guint number;

    if (parse_name (names[i], &number, &of) && number == version && g_strcmp0 (of, engine) == 0)
      g_ptr_array_add (found, names[i]);
  }
  if (found->len > first)
    qsort (found->pdata + first, found->len - first, sizeof (gpointer), compare_names);
}

char **
miqat_migration_dup_scripts (guint version, const char *engine)
{
  g_auto (GStrv) names = list_names ();
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) scripts = g_strv_builder_new ();

  add_names (found, names, version, NULL);
  add_names (found, names, version, engine);
  for (guint i = 0; i < found->len; i++) {
    g_autofree char *path = g_strconcat (FOLDER "/", found->pdata[i], NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes
        = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
    g_autofree char *script = NULL;

    if (bytes == NULL)
      g_error ("%s: %s", path, error->message);
    script = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    g_strv_builder_add (scripts, script);
  }
  return g_strv_builder_end (scripts);
}

/* ---- running them ---------------------------------------------------------------------------- */

gboolean
miqat_migration_get_version (MiqatDb *db, guint *version, GError **error)
{
  return db->driver->get_version (db, version, error);
}

static gboolean
refuse_newer (MiqatDb *db, guint version, guint newest, GError **error)
{
  g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_NEWER,
               "%s has version %u, this program knows %u", db->path, version, newest);
  return FALSE;
}

static gboolean
note_row (const MiqatValue *values, const char *key, gpointer data, GError **error)
{
  *(gboolean *) data = TRUE;
  return TRUE;
}

static gboolean
has_rows (MiqatDb *db, gboolean *rows, GError **error)
{
  g_auto (GStrv) tables = miqat_db_list_tables (db, error);

  *rows = FALSE;
  if (tables == NULL)
    return FALSE;

  for (guint i = 0; tables[i] != NULL && !*rows; i++) {
    MiqatTableInfo *info = miqat_db_get_table_info (db, tables[i], error);

    if (info == NULL)
      return FALSE;
    if (info->n_keys == 0)
      *rows = TRUE; /* none of ours, so rather one copy too many */
    else if (!miqat_db_each_row (db, &info->schema, NULL, NULL, NULL, 1, note_row, rows, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
back_up (MiqatDb *db, guint version, GError **error)
{
  g_autofree char *path = NULL;
  gboolean rows;

  if (!has_rows (db, &rows, error))
    return FALSE;
  if (!rows)
    return TRUE;

  path = g_strdup_printf ("%s.v%u.bak", db->path, version);
  if (db->driver->backup (db, path, error))
    return TRUE;
  g_prefix_error (error, "backup before migration: ");
  return FALSE;
}

static gboolean
run_scripts (MiqatDb *db, guint from, guint to, GError **error)
{
  for (guint version = from + 1; version <= to; version++) {
    g_auto (GStrv) scripts = miqat_migration_dup_scripts (version, db->driver->engine);

    for (guint i = 0; scripts[i] != NULL; i++)
      if (!miqat_db_run_script (db, scripts[i], error)) {
        g_prefix_error (error, "migration %u: ", version);
        return FALSE;
      }
  }
  return TRUE;
}

/* Scripts run with triggers and foreign keys off, so that they may rebuild a table or correct an
 * append-only one; the check afterwards holds them to it. */
static gboolean
change_schema (MiqatDb *db, const MiqatMigrationHooks *hooks, guint from, guint to, GError **error)
{
  gboolean replays = db->driver->set_constraints != NULL;

  if (replays && !miqat_db_set_constraints (db, FALSE, error))
    return FALSE;
  if (hooks != NULL && hooks->before != NULL && !hooks->before (db, hooks->data, error))
    return FALSE;
  if (!run_scripts (db, from, to, error) || !db->driver->set_version (db, to, error)
      || !miqat_db_check_foreign_keys (db, error))
    return FALSE;
  if (replays && !miqat_db_set_constraints (db, TRUE, error))
    return FALSE;
  return hooks == NULL || hooks->after == NULL || hooks->after (db, hooks->data, error);
}

static gboolean
migrate_locked (MiqatDb *db, const MiqatMigrationHooks *hooks, guint newest, GError **error)
{
  guint version;

  if (!miqat_db_begin (db, error))
    return FALSE;

  /* Another process may have been faster. */
  if (miqat_migration_get_version (db, &version, error)
      && (version <= newest || refuse_newer (db, version, newest, error))
      && (version == newest || change_schema (db, hooks, version, newest, error)))
    return miqat_db_commit (db, error);

  miqat_db_rollback (db);
  return FALSE;
}

gboolean
miqat_migrate (MiqatDb *db, const MiqatMigrationHooks *hooks, GError **error)
{
  guint newest = miqat_migration_get_newest ();
  guint version;

  if (!miqat_migration_get_version (db, &version, error))
    return FALSE;
  if (version == newest)
    return TRUE;
  if (version > newest)
    return refuse_newer (db, version, newest, error);

  return back_up (db, version, error) && migrate_locked (db, hooks, newest, error);
}

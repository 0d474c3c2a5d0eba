/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks the invariants of all areas, and checks itself what belongs to none of them. */
#include "config.h"

#include "miqat-schema.h"
#include "miqat-verify.h"

#include <glib/gi18n-lib.h>

enum { SQL_INTEGRITY, SQL_FOREIGN_KEYS, SQL_SEARCH_WORDS, SQL_SEARCH_COUNT, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_INTEGRITY] = "PRAGMA integrity_check (100)",
  [SQL_FOREIGN_KEYS] = "PRAGMA foreign_key_check",
  [SQL_SEARCH_WORDS] =
    "SELECT w.words FROM search_rows r JOIN search_words w ON w.rowid = r.id"
    " WHERE r.kind = :kind AND r.row_key = :row_key",
  [SQL_SEARCH_COUNT] = "SELECT count(*) FROM search_rows",
};

/* The engine's own checks, and its search index: SQLite's alone. */
const MiqatStatements miqat_verify_statements = { "verify", sql, N_SQL, (1u << N_SQL) - 1 };

static void
finding_free (gpointer data)
{
  MiqatFinding *self = data;

  g_ptr_array_unref (self->faults);
  g_free (self);
}

void
miqat_verification_free (MiqatVerification *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->findings);
  g_free (self);
}

/* ---- the database as a whole ------------------------------------------------------------------ */

/* What a check of the whole database may use. */
typedef struct {
  MiqatDb *db;
  const MiqatKey *key;
  const MiqatArea *const *areas;
} Whole;

typedef struct {
  const char *name;
  const char *title;
  gboolean (*check) (const Whole *whole, gint64 *checked, GPtrArray *faults, GError **error);
} WholeInvariant;

static gboolean
check_integrity (const Whole *whole, gint64 *checked, GPtrArray *faults, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (whole->db, &miqat_verify_statements, SQL_INTEGRITY, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  *checked = 1;
  while (TRUE) {
    if (!miqat_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (g_strcmp0 (miqat_statement_get_text (statement, 0), "ok") != 0)
      g_ptr_array_add (faults, miqat_statement_dup_text (statement, 0));
  }
}

static gboolean
check_foreign_keys (const Whole *whole, gint64 *checked, GPtrArray *faults, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (whole->db, &miqat_verify_statements, SQL_FOREIGN_KEYS, error);
  g_auto (GStrv) tables = NULL;
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  tables = miqat_db_list_tables (whole->db, error);
  if (tables == NULL)
    return FALSE;
  *checked = g_strv_length (tables);
  while (TRUE) {
    if (!miqat_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    g_ptr_array_add (faults, g_strdup_printf ("%s: row %" G_GINT64_FORMAT " refers to a missing row of %s",
                                              miqat_statement_get_text (statement, 0),
                                              miqat_statement_get_int (statement, 1),
                                              miqat_statement_get_text (statement, 2)));
  }
}

/* One sealed column of one table, being walked. */
typedef struct {
  const MiqatKey *key;
  const MiqatTable *table;
  const MiqatSealedColumn *sealed;
  guint column;
  gint index_column; /* -1: none */
  gint64 *checked;
  GPtrArray *faults;
} SealedWalk;

static gboolean
check_sealed_row (const MiqatValue *values, const char *row_key, gpointer data, GError **error)
{
  SealedWalk *self = data;
  const MiqatValue *value = &values[self->column];
  const MiqatValue *index = self->index_column < 0 ? NULL : &values[self->index_column];
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  if (value->kind != MIQAT_VALUE_BYTES) {
    if (index != NULL && index->kind == MIQAT_VALUE_TEXT)
      g_ptr_array_add (self->faults, g_strdup_printf ("%s %s: %s is set without %s", self->table->name,
                                                      row_key, self->sealed->index_column,
                                                      self->sealed->column));
    return TRUE;
  }
  (*self->checked)++;
  text = miqat_open (self->key, self->sealed->context, value->bytes, NULL);
  if (text == NULL) {
    g_ptr_array_add (self->faults, g_strdup_printf ("%s %s: %s does not open", self->table->name,
                                                    row_key, self->sealed->column));
    return TRUE;
  }
  if (index == NULL)
    return TRUE;
  expected = miqat_blind_index (self->key, self->sealed->context, text);
  if (index->kind != MIQAT_VALUE_TEXT || g_strcmp0 (index->text, expected) != 0)
    g_ptr_array_add (self->faults, g_strdup_printf ("%s %s: %s does not belong to %s",
                                                    self->table->name, row_key,
                                                    self->sealed->index_column, self->sealed->column));
  return TRUE;
}

static gint
find_column (const MiqatTableSchema *schema, const char *name)
{
  for (guint i = 0; name != NULL && i < schema->n_columns; i++)
    if (g_strcmp0 (schema->columns[i].name, name) == 0)
      return (gint) i;
  return -1;
}

static gboolean
check_sealed_table (const Whole *whole, const MiqatTable *table, gint64 *checked, GPtrArray *faults,
                    GError **error)
{
  const MiqatTableSchema *schema = miqat_db_get_table (whole->db, table->name, error);

  if (schema == NULL)
    return FALSE;
  for (const MiqatSealedColumn *sealed = table->sealed; sealed->column != NULL; sealed++) {
    gint column = find_column (schema, sealed->column);
    SealedWalk walk = {
      .key = whole->key,
      .table = table,
      .sealed = sealed,
      .index_column = find_column (schema, sealed->index_column),
      .checked = checked,
      .faults = faults,
    };

    g_assert (column >= 0);
    walk.column = (guint) column;
    if (!miqat_db_each_row (whole->db, schema, NULL, NULL, NULL, G_MAXUINT, check_sealed_row, &walk, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_sealed (const Whole *whole, gint64 *checked, GPtrArray *faults, GError **error)
{
  if (whole->key == NULL)
    return TRUE;
  for (guint i = 0; whole->areas[i] != NULL; i++)
    for (const MiqatTable *t = whole->areas[i]->tables; t != NULL && t->name != NULL; t++)
      if (t->sealed != NULL && !check_sealed_table (whole, t, checked, faults, error))
        return FALSE;
  return TRUE;
}

/* One searchable table, being walked. */
typedef struct {
  MiqatDb *db;
  const MiqatTable *table;
  const MiqatTableSchema *schema;
  GString *words;
  gint64 *checked;
  gint64 *found;
  GPtrArray *faults;
} SearchWalk;

static gboolean
check_search_row (const MiqatValue *values, const char *row_key, gpointer data, GError **error)
{
  SearchWalk *self = data;
  g_autofree char *indexed = NULL;

  g_string_truncate (self->words, 0);
  for (guint i = 0; self->table->search[i] != NULL; i++) {
    const MiqatValue *value = &values[find_column (self->schema, self->table->search[i])];

    if (value->kind == MIQAT_VALUE_TEXT && *value->text != '\0')
      g_string_append_printf (self->words, "%s%s", self->words->len > 0 ? " " : "", value->text);
  }
  if (!miqat_db_read_text (self->db, &miqat_verify_statements, SQL_SEARCH_WORDS, &indexed, error, "kind",
                           self->table->name, "row_key", row_key, NULL))
    return FALSE;
  (*self->checked)++;
  *self->found += indexed != NULL;
  if (g_strcmp0 (indexed != NULL ? indexed : "", self->words->str) != 0)
    g_ptr_array_add (self->faults, g_strdup_printf ("%s %s is not found by its words",
                                                    self->table->name, row_key));
  return TRUE;
}

static gboolean
check_search (const Whole *whole, gint64 *checked, GPtrArray *faults, GError **error)
{
  g_autoptr (GString) words = g_string_new (NULL);
  gint64 found = 0, indexed = 0;

  for (guint i = 0; whole->areas[i] != NULL; i++)
    for (const MiqatTable *t = whole->areas[i]->tables; t != NULL && t->name != NULL; t++) {
      SearchWalk walk = { whole->db, t, NULL, words, checked, &found, faults };

      if (t->search == NULL)
        continue;
      walk.schema = miqat_db_get_table (whole->db, t->name, error);
      if (walk.schema == NULL
          || !miqat_db_each_row (whole->db, walk.schema, NULL, NULL, NULL, G_MAXUINT, check_search_row,
                                 &walk, error))
        return FALSE;
    }
  if (!miqat_db_read_int (whole->db, &miqat_verify_statements, SQL_SEARCH_COUNT, &indexed, NULL, error, NULL))
    return FALSE;
  if (indexed != found)
    g_ptr_array_add (faults, g_strdup_printf ("%" G_GINT64_FORMAT " entries of the search index lead nowhere",
                                              indexed - found));
  return TRUE;
}

static const WholeInvariant whole_invariants[] = {
  { "database.integrity", N_("The database file is whole."), check_integrity },
  { "database.references", N_("Every reference leads to a row."), check_foreign_keys },
  { "database.sealed", N_("Sealed values open with this database's key and are found by their index."),
    check_sealed },
  { "database.search", N_("The search index has the words of every row, and no others."), check_search },
};

/* ---- all of them ------------------------------------------------------------------------------ */

static MiqatFinding *
add_finding (MiqatVerification *self, const char *name, const char *title)
{
  MiqatFinding *finding = g_new0 (MiqatFinding, 1);

  finding->name = name;
  finding->title = title;
  finding->faults = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->findings, finding);
  return finding;
}

static void
close_finding (MiqatVerification *self, MiqatFinding *finding)
{
  finding->n_faults = finding->faults->len;
  self->n_faults += finding->n_faults;
  if (finding->faults->len > MIQAT_VERIFY_FAULTS_MAX)
    g_ptr_array_set_size (finding->faults, MIQAT_VERIFY_FAULTS_MAX);
}

static guint
count_invariants (const MiqatArea *const *areas)
{
  guint count = G_N_ELEMENTS (whole_invariants);

  for (guint i = 0; areas[i] != NULL; i++)
    for (const MiqatInvariant *v = areas[i]->invariants; v != NULL && v->name != NULL; v++)
      count++;
  return count;
}

static gboolean
check_all (MiqatVerification *self, const Whole *whole, MiqatVerifyProgress progress, gpointer data,
           GError **error)
{
  guint count = count_invariants (whole->areas), index = 0;

  for (guint i = 0; i < G_N_ELEMENTS (whole_invariants); i++) {
    const WholeInvariant *v = &whole_invariants[i];
    MiqatFinding *finding = add_finding (self, v->name, v->title);

    if (progress != NULL)
      progress (v->title, index++, count, data);
    if (!v->check (whole, &finding->checked, finding->faults, error))
      return FALSE;
    close_finding (self, finding);
  }
  for (guint i = 0; whole->areas[i] != NULL; i++)
    for (const MiqatInvariant *v = whole->areas[i]->invariants; v != NULL && v->name != NULL; v++) {
      MiqatFinding *finding = add_finding (self, v->name, v->title);

      if (progress != NULL)
        progress (v->title, index++, count, data);
      if (!v->check (whole->db, &finding->checked, finding->faults, error)) {
        g_prefix_error (error, "%s: ", v->name);
        return FALSE;
      }
      close_finding (self, finding);
    }
  return TRUE;
}

MiqatVerification *
miqat_verify (MiqatDb *db, const MiqatKey *key, const MiqatArea *const *areas,
              MiqatVerifyProgress progress, gpointer data, GError **error)
{
  g_autoptr (MiqatVerification) self = g_new0 (MiqatVerification, 1);
  const Whole whole = { db, key, areas };
  gboolean done;

  self->findings = g_ptr_array_new_with_free_func (finding_free);
  if (!miqat_db_begin_read (db, error))
    return NULL;
  done = check_all (self, &whole, progress, data, error);
  miqat_db_end_read (db);
  return done ? g_steal_pointer (&self) : NULL;
}

char **
miqat_verify_list_names (const MiqatArea *const *areas)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (whole_invariants); i++)
    g_ptr_array_add (names, g_strdup (whole_invariants[i].name));
  for (guint i = 0; areas[i] != NULL; i++)
    for (const MiqatInvariant *v = areas[i]->invariants; v != NULL && v->name != NULL; v++)
      g_ptr_array_add (names, g_strdup (v->name));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static void
write_finding (MiqatJsonWriter *writer, const MiqatFinding *finding)
{
  miqat_json_begin_object (writer);
  miqat_json_add_text (writer, "name", finding->name);
  miqat_json_add_text (writer, "title", _(finding->title));
  miqat_json_add_int (writer, "checked", finding->checked);
  miqat_json_name (writer, "faults");
  miqat_json_begin_array (writer);
  for (guint i = 0; i < finding->faults->len; i++)
    miqat_json_text (writer, finding->faults->pdata[i]);
  miqat_json_end_array (writer);
  if (finding->n_faults > finding->faults->len)
    miqat_json_add_int (writer, "more", finding->n_faults - finding->faults->len);
  miqat_json_end_object (writer);
}

char *
miqat_verification_to_json (const MiqatVerification *self)
{
  GString *text = g_string_new (NULL);
  MiqatJsonWriter writer;

  miqat_json_writer_init (&writer, text);
  miqat_json_begin_object (&writer);
  miqat_json_add_flag (&writer, "ok", self->n_faults == 0);
  miqat_json_add_int (&writer, "faults", self->n_faults);
  miqat_json_name (&writer, "invariants");
  miqat_json_begin_array (&writer);
  for (guint i = 0; i < self->findings->len; i++)
    write_finding (&writer, self->findings->pdata[i]);
  miqat_json_end_array (&writer);
  miqat_json_end_object (&writer);
  return g_string_free (text, FALSE);
}

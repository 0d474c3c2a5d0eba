/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit trail: one entry per command, with what each changed row was and what it became. Personal
 * values stand as keyed hashes, so that a person can be erased without breaking the trail, and two
 * entries about the same value can still be matched. */
#include "config.h"

#include "miqat-command-sql.h"
#include "miqat-id.h"
#include "miqat-json.h"
#include "miqat-schema.h"
#include "miqat-site-private.h"

#include <string.h>

#define TEXT_SHOWN 200

static const char *const kinds[] = { "insert", "update", "delete" };

static gboolean
is_sealed (const MiqatTable *table, const char *column)
{
  for (const MiqatSealedColumn *sealed = table->sealed; sealed != NULL && sealed->column != NULL; sealed++)
    if (g_strcmp0 (sealed->column, column) == 0 || g_strcmp0 (sealed->index_column, column) == 0)
      return TRUE;
  return FALSE;
}

static void
write_value (MiqatJsonWriter *json, const MiqatKey *key, const MiqatTable *table,
             const char *column, const MiqatValue *value)
{
  if (value == NULL || value->kind == MIQAT_VALUE_NULL) {
    miqat_json_null (json);
  } else if (value->kind == MIQAT_VALUE_BYTES || is_sealed (table, column)) {
    miqat_json_text (json, "#sealed");
  } else if (value->kind == MIQAT_VALUE_INT) {
    miqat_json_int (json, value->number);
  } else if (table->personal != NULL && g_strv_contains (table->personal, column)) {
    g_autofree char *mask = miqat_audit_mask (key, value->text);
    miqat_json_text (json, mask);
  } else if (strlen (value->text) > TEXT_SHOWN && g_utf8_strlen (value->text, -1) > TEXT_SHOWN) {
    g_autofree char *head = g_utf8_substring (value->text, 0, TEXT_SHOWN);
    g_autofree char *cut = g_strconcat (head, "…", NULL);
    miqat_json_text (json, cut);
  } else {
    miqat_json_text (json, value->text);
  }
}

static gboolean
differs (const MiqatChange *change, guint column)
{
  return change->before == NULL || change->after == NULL
         || !miqat_value_equal (&change->before[column], &change->after[column]);
}

/* {"column": [before, after], …} of the columns that differ. */
static void
describe_columns (MiqatJsonWriter *json, const MiqatKey *key, const MiqatTable *table, const MiqatChange *change)
{
  miqat_json_begin_object (json);
  for (guint i = 0; i < change->columns->n_columns; i++) {
    const char *name = change->columns->names[i];

    if (!differs (change, i))
      continue;
    miqat_json_name (json, name);
    miqat_json_begin_array (json);
    write_value (json, key, table, name, change->before != NULL ? &change->before[i] : NULL);
    write_value (json, key, table, name, change->after != NULL ? &change->after[i] : NULL);
    miqat_json_end_array (json);
  }
  miqat_json_end_object (json);
}

static void
describe_change (MiqatJsonWriter *json, const MiqatKey *key, const MiqatTable *table, const char *row_key,
                 const MiqatChange *change)
{
  miqat_json_begin_object (json);
  miqat_json_add_text (json, "table", table->name);
  miqat_json_add_text (json, "row", row_key);
  miqat_json_add_text (json, "change", kinds[change->kind]);
  miqat_json_name (json, "columns");
  describe_columns (json, key, table, change);
  miqat_json_end_object (json);
}

static gboolean
insert_entry (MiqatCall *call, const char *outcome, const char *detail, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_command_statements, SQL_AUDIT_INSERT, error);

  if (statement == NULL)
    return FALSE;
  miqat_statement_bind_text (statement, "command_id", call->id);
  miqat_statement_bind_text (statement, "command", call->command->name);
  miqat_statement_bind_int (statement, "accepted_at", call->accepted_at);
  miqat_statement_bind_int (statement, "claimed_at", call->at);
  miqat_statement_bind_text (statement, "actor_id", call->actor->id);
  miqat_statement_bind_text (statement, "node_id", call->actor->node_id);
  miqat_statement_bind_text (statement, "device_id", call->device_id);
  miqat_statement_bind_text (statement, "outcome", outcome);
  miqat_statement_bind_text (statement, "detail", detail);
  return miqat_statement_run (statement, error);
}

/* ---- whose history -------------------------------------------------------------------------- */

typedef struct {
  const char *table;
  char *row_key;
} Subject;

static void
clear_subject (gpointer data)
{
  Subject *self = data;

  g_free (self->row_key);
}

static gboolean
is_tally (const MiqatTable *table, const MiqatChange *change)
{
  if (table->tallies == NULL)
    return FALSE;
  for (guint i = 0; i < change->columns->n_columns; i++)
    if (differs (change, i) && !g_strv_contains (table->tallies, change->columns->names[i]))
      return FALSE;
  return TRUE;
}

/* Few subjects: a command is about one thing, or two. */
static void
note_subject (GArray *subjects, const char *table, const char *row_key)
{
  Subject subject;

  for (guint i = 0; i < subjects->len; i++) {
    const Subject *known = &g_array_index (subjects, Subject, i);

    if (g_str_equal (known->table, table) && g_str_equal (known->row_key, row_key))
      return;
  }
  subject = (Subject) { table, g_strdup (row_key) };
  g_array_append_val (subjects, subject);
}

/* FALSE when the row has no owner: a proof's picture belongs to no pilgrim. */
static gboolean
note_owner (GArray *subjects, const MiqatTable *table, const MiqatValue *owner)
{
  if (owner == NULL || owner->kind != MIQAT_VALUE_TEXT)
    return FALSE;
  note_subject (subjects, table->subject, owner->text);
  return TRUE;
}

static void
note_change (GArray *subjects, const MiqatTable *table, const char *row_key, const MiqatChange *change)
{
  gboolean owned;

  if (is_tally (table, change) || (table->subject != NULL && table->subject_key == NULL))
    return;
  owned = table->subject != NULL && note_owner (subjects, table, miqat_change_get (change, table->subject_key));
  /* A row that moves is in both histories. */
  if (table->subject != NULL && note_owner (subjects, table, miqat_change_get_before (change, table->subject_key)))
    owned = TRUE;
  if (!owned)
    note_subject (subjects, table->name, row_key);
}

static gboolean
add_subjects (MiqatDb *db, const char *command_id, const GArray *subjects, GError **error)
{
  for (guint i = 0; i < subjects->len; i++) {
    const Subject *subject = &g_array_index (subjects, Subject, i);
    g_autoptr (MiqatStatement) statement
      = miqat_db_statement (db, &miqat_command_statements, SQL_AUDIT_ADD_SUBJECT, error);

    miqat_statement_bind_text (statement, "table_name", subject->table);
    miqat_statement_bind_text (statement, "row_key", subject->row_key);
    miqat_statement_bind_text (statement, "command_id", command_id);
    if (!miqat_statement_run (statement, error))
      return FALSE;
  }
  return TRUE;
}

static GArray *
subjects_new (void)
{
  GArray *subjects = g_array_new (FALSE, FALSE, sizeof (Subject));

  g_array_set_clear_func (subjects, clear_subject);
  return subjects;
}

/* ---- entries -------------------------------------------------------------------------------- */

gboolean
miqat_audit_write (MiqatCall *call, const MiqatChanges *changes, GError **error)
{
  MiqatCallPrivate *private = call->private;
  g_autoptr (GArray) subjects = subjects_new ();
  g_autoptr (GString) detail = g_string_new (NULL);
  MiqatJsonWriter json;

  if (miqat_changes_get_count (changes) == 0)
    return TRUE;
  miqat_json_writer_init (&json, detail);
  miqat_json_begin_array (&json);
  for (guint i = 0; i < miqat_changes_get_count (changes); i++) {
    const MiqatChange *change = miqat_changes_get (changes, i);
    const MiqatTable *table = miqat_site_find_table (private->site, change->columns->table);
    g_autofree char *row_key = miqat_change_dup_key (change);

    describe_change (&json, call->key, table, row_key, change);
    note_change (subjects, table, row_key, change);
  }
  miqat_json_end_array (&json);
  if (!add_subjects (call->db, call->id, subjects, error))
    return FALSE;
  return insert_entry (call, "done", detail->str, error);
}

gboolean
miqat_audit_write_refusal (MiqatCall *call, const GError *refusal, GError **error)
{
  g_autoptr (JsonNode) problems = miqat_problems_to_json (miqat_refusal_get_problems (refusal));
  g_autofree char *detail = miqat_json_canonical (problems);

  return insert_entry (call, "refused", detail, error);
}

static gboolean
has_view (MiqatDb *db, const char *id, gboolean *found, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_command_statements, SQL_AUDIT_HAS_VIEW, error);

  miqat_statement_bind_text (statement, "command_id", id);
  return miqat_statement_step (statement, found, error);
}

/* Whose history it is that this row was looked at. A row that is not here is its own. */
static gboolean
note_viewed (MiqatSite *site, MiqatDb *db, const char *table_name, const char *row_key, GArray *subjects,
             GError **error)
{
  const MiqatTable *table = miqat_site_find_table (site, table_name);
  const MiqatTableSchema *schema;
  g_autoptr (GError) failure = NULL;
  MiqatValue *row;

  if (table == NULL || table->subject_key == NULL) {
    note_subject (subjects, table_name, row_key);
    return TRUE;
  }
  schema = miqat_db_get_table (db, table_name, error);
  if (schema == NULL)
    return FALSE;
  row = miqat_db_read_row (db, schema, row_key, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (row == NULL || !note_owner (subjects, table, miqat_table_schema_get (schema, row, table->subject_key)))
    note_subject (subjects, table_name, row_key);
  miqat_values_free (row, schema->n_columns);
  return TRUE;
}

void
miqat_audit_view_free (MiqatAuditView *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->actor_id);
  g_free (self->device_id);
  g_free (self->table);
  g_free (self->row_key);
  g_free (self->what);
  g_free (self);
}

static char *
describe_view (const MiqatAuditView *view)
{
  GString *detail = g_string_new (NULL);
  MiqatJsonWriter json;

  miqat_json_writer_init (&json, detail);
  miqat_json_begin_object (&json);
  miqat_json_add_text (&json, "table", view->table);
  miqat_json_add_text (&json, "row", view->row_key);
  miqat_json_add_text (&json, "what", view->what);
  miqat_json_end_object (&json);
  return g_string_free (detail, FALSE);
}

gboolean
miqat_audit_write_view (MiqatSite *site, MiqatDb *db, const MiqatAuditView *view, GError **error)
{
  static const MiqatCommand viewing = { .name = "view" };
  const MiqatActor actor = { .id = view->actor_id };
  MiqatCall call = {
    .db = db, .command = &viewing, .actor = &actor, .id = view->id, .device_id = view->device_id, .at = view->at,
    .accepted_at = view->at,
  };
  g_autoptr (GArray) subjects = subjects_new ();
  g_autofree char *detail = NULL;
  gboolean found;

  if (!has_view (db, view->id, &found, error))
    return FALSE;
  if (found)
    return TRUE;
  detail = describe_view (view);
  return note_viewed (site, db, view->table, view->row_key, subjects, error)
         && add_subjects (db, view->id, subjects, error) && insert_entry (&call, "viewed", detail, error);
}

static gpointer
read_view (MiqatStatement *row)
{
  const char *detail = miqat_statement_get_text (row, 4);
  g_autoptr (JsonNode) node = miqat_json_parse (detail, strlen (detail), 0, NULL);
  JsonObject *described = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  MiqatAuditView *self = g_new0 (MiqatAuditView, 1);

  self->seq = miqat_statement_get_int (row, 0);
  self->id = miqat_statement_dup_text (row, 1);
  self->actor_id = miqat_statement_dup_text (row, 2);
  self->at = miqat_statement_get_int (row, 3);
  if (described != NULL) {
    self->table = g_strdup (miqat_json_get_text (described, "table"));
    self->row_key = g_strdup (miqat_json_get_text (described, "row"));
    self->what = g_strdup (miqat_json_get_text (described, "what"));
  }
  return self;
}

GPtrArray *
miqat_audit_read_views (MiqatDb *db, gint64 after, guint limit, GError **error)
{
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func ((GDestroyNotify) miqat_audit_view_free);
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_command_statements, SQL_AUDIT_READ_VIEWS, error);
  gboolean found = TRUE;

  miqat_statement_bind_int (statement, "after", after);
  miqat_statement_bind_int (statement, "limit", limit);
  while (found) {
    if (!miqat_statement_step (statement, &found, error))
      return NULL;
    if (found)
      g_ptr_array_add (views, read_view (statement));
  }
  return g_steal_pointer (&views);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit trail: one entry per changed row, with what it was and what it became. Personal values
 * stand as keyed hashes, so that a person can be erased without breaking the trail, and two entries
 * about the same value can still be matched. */
#include "config.h"

#include "miqat-command-sql.h"
#include "miqat-id.h"
#include "miqat-site-private.h"

#include <string.h>

#define TEXT_SHOWN 200

static const char *const outcomes[] = { "insert", "update", "delete" };

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

/* {"column": [before, after], …} of the columns that differ. */
static char *
describe_change (const MiqatKey *key, const MiqatTable *table, const MiqatChange *change)
{
  GString *text = g_string_new (NULL);
  MiqatJsonWriter json;

  miqat_json_writer_init (&json, text);
  miqat_json_begin_object (&json);
  for (guint i = 0; i < change->columns->n_columns; i++) {
    const MiqatValue *before = change->before != NULL ? &change->before[i] : NULL;
    const MiqatValue *after = change->after != NULL ? &change->after[i] : NULL;

    if (before != NULL && after != NULL && miqat_value_equal (before, after))
      continue;
    miqat_json_name (&json, change->columns->names[i]);
    miqat_json_begin_array (&json);
    write_value (&json, key, table, change->columns->names[i], before);
    write_value (&json, key, table, change->columns->names[i], after);
    miqat_json_end_array (&json);
  }
  miqat_json_end_object (&json);
  return g_string_free (text, FALSE);
}

static gboolean
insert_entry (MiqatCall *call, const char *outcome, const char *table, const char *row_key,
              const char *detail, GError **error)
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
  miqat_statement_bind_text (statement, "table_name", table);
  miqat_statement_bind_text (statement, "row_key", row_key);
  miqat_statement_bind_text (statement, "detail", detail);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_audit_write (MiqatCall *call, const MiqatChanges *changes, GError **error)
{
  MiqatCallPrivate *private = call->private;

  for (guint i = 0; i < miqat_changes_get_count (changes); i++) {
    const MiqatChange *change = miqat_changes_get (changes, i);
    const MiqatTable *table = miqat_site_find_table (private->site, change->columns->table);
    g_autofree char *key = miqat_change_dup_key (change);
    g_autofree char *detail = describe_change (call->key, table, change);

    if (!insert_entry (call, outcomes[change->kind], table->name, key, detail, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
miqat_audit_write_refusal (MiqatCall *call, const GError *refusal, GError **error)
{
  g_autoptr (JsonNode) problems = miqat_problems_to_json (miqat_refusal_get_problems (refusal));
  g_autofree char *detail = miqat_json_canonical (problems);

  return insert_entry (call, "refused", NULL, NULL, detail, error);
}

static gboolean
has_view (MiqatDb *db, const char *id, const char *table, const char *row_key, gboolean *found, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_command_statements, SQL_AUDIT_HAS_VIEW, error);

  miqat_statement_bind_text (statement, "table_name", table);
  miqat_statement_bind_text (statement, "row_key", row_key);
  miqat_statement_bind_text (statement, "command_id", id);
  return miqat_statement_step (statement, found, error);
}

gboolean
miqat_audit_write_view (MiqatDb *db, const char *id, const char *actor_id, MiqatInstant at,
                        const char *table, const char *row_key, const char *what, GError **error)
{
  static const MiqatCommand viewing = { .name = "view" };
  const MiqatActor actor = { .id = (char *) actor_id };
  MiqatCall call = {
    .db = db, .command = &viewing, .actor = &actor, .id = id, .at = at, .accepted_at = at,
  };
  g_autoptr (GString) detail = NULL;
  MiqatJsonWriter json;
  gboolean found;

  if (!has_view (db, id, table, row_key, &found, error))
    return FALSE;
  if (found)
    return TRUE;
  detail = g_string_new (NULL);
  miqat_json_writer_init (&json, detail);
  miqat_json_begin_object (&json);
  miqat_json_add_text (&json, "what", what);
  miqat_json_end_object (&json);
  return insert_entry (&call, "viewed", table, row_key, detail->str, error);
}

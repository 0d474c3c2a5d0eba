/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All SQL of the workstation's own bookkeeping. */
#include "config.h"

#include "miqat-replica-store.h"

#include "miqat-id.h"

#include <string.h>

#define QUEUED                                                                                     \
  "SELECT seq, id, name, args_sealed, actor_id, actor_name, claimed_at, day, state, feed_seq,"     \
  "       changeset IS NOT NULL, problems FROM pending_commands "

enum {
  SQL_STATE_GET,
  SQL_STATE_PUT,
  SQL_STATE_DELETE,
  SQL_STATE_LIST,
  SQL_QUEUE_ALL,
  SQL_QUEUE_OF_STATE,
  SQL_QUEUE_ONE,
  SQL_QUEUE_EFFECTS,
  SQL_QUEUE_DECIDE,
  SQL_QUEUE_SET_EFFECT,
  SQL_QUEUE_FORGET,
  SQL_QUEUE_DELETE,
  SQL_QUEUE_DROP,
  SQL_QUEUE_COUNT,
  SQL_COMMAND_DONE,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_STATE_GET] = "SELECT value FROM sync_state WHERE name = :name",
  [SQL_STATE_PUT] =
    "INSERT INTO sync_state (name, value) VALUES (:name, :value)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  [SQL_STATE_DELETE] = "DELETE FROM sync_state WHERE name = :name",
  [SQL_STATE_LIST] =
    "SELECT name FROM sync_state WHERE name >= :first AND name < :beyond ORDER BY name LIMIT :limit",
  [SQL_QUEUE_ALL] = QUEUED "WHERE seq > :after ORDER BY seq LIMIT :limit",
  [SQL_QUEUE_OF_STATE] = QUEUED "WHERE seq > :after AND state = :state ORDER BY seq LIMIT :limit",
  [SQL_QUEUE_ONE] = QUEUED "WHERE id = :id",
  [SQL_QUEUE_EFFECTS] = "SELECT changeset FROM pending_commands WHERE changeset IS NOT NULL ORDER BY seq",
  [SQL_QUEUE_DECIDE] =
    "UPDATE pending_commands SET state = :state, feed_seq = :feed_seq, problems = :problems"
    " WHERE id = :id AND state = 'waiting'",
  [SQL_QUEUE_SET_EFFECT] =
    "UPDATE pending_commands SET changeset = :changeset, problems = :problems WHERE seq = :seq",
  [SQL_QUEUE_FORGET] = "UPDATE pending_commands SET changeset = NULL WHERE changeset IS NOT NULL",
  [SQL_QUEUE_DELETE] = "DELETE FROM pending_commands WHERE id = :id",
  [SQL_QUEUE_DROP] = "DELETE FROM pending_commands WHERE state = 'accepted' AND feed_seq <= :feed_seq",
  [SQL_QUEUE_COUNT] =
    "SELECT count(CASE WHEN state = 'waiting' THEN 1 END),"
    "       coalesce(min(CASE WHEN state = 'waiting' THEN claimed_at END), 0),"
    "       count(CASE WHEN state = 'refused' THEN 1 END) FROM pending_commands",
  [SQL_COMMAND_DONE] = "SELECT 1 FROM commands WHERE id = :id AND status = 'done'",
};

const MiqatStatements miqat_replica_statements = { "replica", sql, N_SQL, 0 };

static const char *const state_names[] = { "waiting", "accepted", "refused" };

static MiqatStatement *
lend (MiqatDb *db, guint index, GError **error)
{
  return miqat_db_statement (db, &miqat_replica_statements, index, error);
}

/* ---- small facts ---------------------------------------------------------------------------- */

char *
miqat_sync_state_dup (MiqatDb *db, const char *name, GError **error)
{
  char *value = NULL;

  if (!miqat_db_read_text (db, &miqat_replica_statements, SQL_STATE_GET, &value, error, "name", name, NULL))
    return NULL;
  return value;
}

gboolean
miqat_sync_state_set (MiqatDb *db, const char *name, const char *value, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = lend (db, value != NULL ? SQL_STATE_PUT : SQL_STATE_DELETE, error);

  if (statement == NULL)
    return FALSE;
  miqat_statement_bind_text (statement, "name", name);
  if (value != NULL)
    miqat_statement_bind_text (statement, "value", value);
  return miqat_statement_run (statement, error);
}

static char *
make_context (const char *name)
{
  return g_strconcat ("sync_state.", name, NULL);
}

char *
miqat_sync_state_dup_secret (MiqatDb *db, const MiqatKey *key, const char *name, GError **error)
{
  g_autofree char *value = miqat_sync_state_dup (db, name, error);
  g_autofree char *context = make_context (name);
  g_autoptr (GBytes) sealed = NULL;
  gsize size = 0;
  guint8 *data;

  if (value == NULL)
    return NULL;
  data = g_base64_decode (value, &size);
  sealed = g_bytes_new_take (data, size);
  return miqat_open (key, context, sealed, error);
}

gboolean
miqat_sync_state_set_secret (MiqatDb *db, const MiqatKey *key, const char *name, const char *value,
                             GError **error)
{
  g_autofree char *context = make_context (name);
  g_autoptr (GBytes) sealed = miqat_seal (key, context, value);
  gsize size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  g_autofree char *text = g_base64_encode (data, size);

  return miqat_sync_state_set (db, name, text, error);
}

GPtrArray *
miqat_sync_state_list (MiqatDb *db, const char *prefix, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MiqatStatement) statement = lend (db, SQL_STATE_LIST, error);
  g_autofree char *beyond = g_strdup (prefix);
  gsize length = strlen (prefix);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  beyond[length - 1]++; /* "upload:" … "upload;" */
  miqat_statement_bind_text (statement, "first", prefix);
  miqat_statement_bind_text (statement, "beyond", beyond);
  miqat_statement_bind_int (statement, "limit", limit);
  while (TRUE) {
    if (!miqat_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&list);
    g_ptr_array_add (list, g_strdup (miqat_statement_get_text (statement, 0) + length));
  }
}

/* ---- the queue ------------------------------------------------------------------------------ */

void
miqat_queued_free (MiqatQueued *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_clear_pointer (&self->args, json_object_unref);
  g_free (self->actor_id);
  g_free (self->actor_name);
  g_clear_pointer (&self->problems, miqat_problems_free);
  g_free (self);
}

static JsonObject *
open_args (const MiqatKey *key, GBytes *sealed, GError **error)
{
  g_autofree char *text = miqat_open (key, "pending_commands.args", sealed, error);
  g_autoptr (JsonNode) node = NULL;

  if (text == NULL)
    return NULL;
  node = miqat_json_parse (text, strlen (text), G_MAXUINT32, error);
  return node != NULL ? json_object_ref (json_node_get_object (node)) : NULL;
}

static MiqatProblems *
read_problems (const char *text)
{
  g_autoptr (JsonNode) node
    = text != NULL ? miqat_json_parse (text, strlen (text), G_MAXUINT32, NULL) : NULL;

  return node != NULL ? miqat_problems_from_json (node) : NULL;
}

static char *
write_problems (const MiqatProblems *problems)
{
  g_autoptr (JsonNode) node = problems != NULL ? miqat_problems_to_json (problems) : NULL;

  return node != NULL ? miqat_json_canonical (node) : NULL;
}

static MiqatQueuedState
read_state (const char *name)
{
  guint state = 0;

  while (state < G_N_ELEMENTS (state_names) - 1 && g_strcmp0 (state_names[state], name) != 0)
    state++;
  return (MiqatQueuedState) state;
}

static MiqatQueued *
read_queued (MiqatStatement *row, const MiqatKey *key, GError **error)
{
  g_autoptr (MiqatQueued) self = g_new0 (MiqatQueued, 1);
  g_autoptr (GBytes) sealed = miqat_statement_dup_bytes (row, 3);

  self->seq = miqat_statement_get_int (row, 0);
  self->id = miqat_statement_dup_text (row, 1);
  self->name = miqat_statement_dup_text (row, 2);
  self->actor_id = miqat_statement_dup_text (row, 4);
  self->actor_name = miqat_statement_dup_text (row, 5);
  self->claimed_at = miqat_statement_get_int (row, 6);
  if (miqat_day_parse (miqat_statement_get_text (row, 7), &self->day) != MIQAT_PROBLEM_NONE)
    self->day = MIQAT_DAY_NONE;
  self->state = read_state (miqat_statement_get_text (row, 8));
  self->feed_seq = miqat_statement_is_null (row, 9) ? 0 : miqat_statement_get_int (row, 9);
  self->has_effect = miqat_statement_get_int (row, 10) != 0;
  self->problems = read_problems (miqat_statement_get_text (row, 11));
  self->args = open_args (key, sealed, error);
  return self->args != NULL ? g_steal_pointer (&self) : NULL;
}

GPtrArray *
miqat_queue_read (MiqatDb *db, const MiqatKey *key, int state, gint64 after, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) miqat_queued_free);
  g_autoptr (MiqatStatement) statement = lend (db, state < 0 ? SQL_QUEUE_ALL : SQL_QUEUE_OF_STATE, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  if (state >= 0)
    miqat_statement_bind_text (statement, "state", state_names[state]);
  miqat_statement_bind_int (statement, "after", after);
  miqat_statement_bind_int (statement, "limit", limit != 0 ? limit : G_MAXINT32);
  while (TRUE) {
    MiqatQueued *one;

    if (!miqat_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&list);
    one = read_queued (statement, key, error);
    if (one == NULL)
      return NULL;
    g_ptr_array_add (list, one);
  }
}

MiqatQueued *
miqat_queue_find (MiqatDb *db, const MiqatKey *key, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_QUEUE_ONE, error);
  gboolean row = FALSE;

  miqat_statement_bind_text (statement, "id", id);
  if (statement == NULL || !miqat_statement_step (statement, &row, error) || !row)
    return NULL;
  return read_queued (statement, key, error);
}

GPtrArray *
miqat_queue_read_effects (MiqatDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (MiqatStatement) statement = lend (db, SQL_QUEUE_EFFECTS, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  while (TRUE) {
    if (!miqat_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&list);
    g_ptr_array_add (list, miqat_statement_dup_bytes (statement, 0));
  }
}

gboolean
miqat_queue_decide (MiqatDb *db, const char *id, MiqatQueuedState state, gint64 feed_seq,
                    const MiqatProblems *problems, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_QUEUE_DECIDE, error);
  g_autofree char *text = write_problems (problems);

  if (statement == NULL)
    return FALSE;
  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "state", state_names[state]);
  if (state == MIQAT_QUEUED_ACCEPTED)
    miqat_statement_bind_int (statement, "feed_seq", feed_seq);
  else
    miqat_statement_bind_null (statement, "feed_seq");
  miqat_statement_bind_text (statement, "problems", text);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_queue_set_effect (MiqatDb *db, gint64 seq, GBytes *changeset, const MiqatProblems *problems,
                        GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_QUEUE_SET_EFFECT, error);
  g_autofree char *text = write_problems (problems);

  if (statement == NULL)
    return FALSE;
  miqat_statement_bind_int (statement, "seq", seq);
  miqat_statement_bind_bytes (statement, "changeset", changeset);
  miqat_statement_bind_text (statement, "problems", text);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_queue_forget_effects (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_QUEUE_FORGET, error);

  return miqat_statement_run (statement, error);
}

gboolean
miqat_queue_remove (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_QUEUE_DELETE, error);

  miqat_statement_bind_text (statement, "id", id);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_queue_drop_settled (MiqatDb *db, gint64 feed_seq, gint64 *dropped, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_QUEUE_DROP, error);

  miqat_statement_bind_int (statement, "feed_seq", feed_seq);
  if (!miqat_statement_run (statement, error))
    return FALSE;
  *dropped = miqat_statement_get_changes (statement);
  return TRUE;
}

gboolean
miqat_queue_count (MiqatDb *db, MiqatQueueCounts *counts, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_QUEUE_COUNT, error);
  gboolean row = FALSE;

  if (statement == NULL || !miqat_statement_step (statement, &row, error))
    return FALSE;
  counts->waiting = (guint) miqat_statement_get_int (statement, 0);
  counts->oldest = miqat_statement_get_int (statement, 1);
  counts->refused = (guint) miqat_statement_get_int (statement, 2);
  return TRUE;
}

gboolean
miqat_queue_was_resent (MiqatDb *db, const char *id, gboolean *resent, GError **error)
{
  g_autofree char *next = miqat_queue_make_resend_id (id);
  gint64 one;

  return miqat_db_read_int (db, &miqat_replica_statements, SQL_COMMAND_DONE, &one, resent, error, "id",
                            next, NULL);
}

char *
miqat_queue_make_resend_id (const char *id)
{
  return miqat_id_derive (id, "resend");
}

/* ---- dependence ----------------------------------------------------------------------------- */

/* An id that a command derives for a row keeps the moment of the command's own id and is of version
 * 8, so a text tells whose child it is. */
#define MOMENT_LENGTH 13
#define VERSION_AT 14

static gboolean
names_child_of (JsonNode *node, const char *id)
{
  if (JSON_NODE_HOLDS_VALUE (node)) {
    const char *text = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

    return miqat_id_is_valid (text) && text[VERSION_AT] == '8' && strncmp (text, id, MOMENT_LENGTH) == 0;
  }
  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++)
      if (names_child_of (json_array_get_element (array, i), id))
        return TRUE;
  }
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObjectIter iter;
    JsonNode *member;

    json_object_iter_init (&iter, json_node_get_object (node));
    while (json_object_iter_next (&iter, NULL, &member))
      if (names_child_of (member, id))
        return TRUE;
  }
  return FALSE;
}

gboolean
miqat_queued_depends_on (const MiqatQueued *later, const MiqatQueued *earlier)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  if (later->seq <= earlier->seq)
    return FALSE;
  json_node_init_object (node, later->args);
  return names_child_of (node, earlier->id);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Push: sends the queue in order, a batch at a time, and takes the hub's decisions. */
#include "config.h"

#include "miqat-replica-private.h"

#define BATCH_BYTES (512 * 1024)
#define READ_AT_ONCE 100
#define VIEWS_MAX 50

/* ---- what to send --------------------------------------------------------------------------- */

typedef struct {
  GPtrArray *queue;    /* of MiqatQueued: what was looked at */
  GPtrArray *batch;    /* borrowed from it: what is sent now */
  GHashTable *grants;  /* person → grant */
  GPtrArray *views;    /* of MiqatAuditView: what people looked at, and gave up */
  gboolean last;       /* nothing older stays behind */
  gboolean blocked;    /* somebody must sign in before the rest can go */
} Batch;

static Batch *
batch_new (void)
{
  Batch *self = g_new0 (Batch, 1);

  self->queue = g_ptr_array_new_with_free_func ((GDestroyNotify) miqat_queued_free);
  self->batch = g_ptr_array_new ();
  self->grants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static void
batch_free (Batch *self)
{
  g_ptr_array_unref (self->batch);
  g_ptr_array_unref (self->queue);
  g_hash_table_unref (self->grants);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)

static gboolean
depends_on_any (const MiqatQueued *queued, const GPtrArray *others)
{
  for (guint i = 0; i < others->len; i++)
    if (miqat_queued_depends_on (queued, g_ptr_array_index (others, i)))
      return TRUE;
  return FALSE;
}

/* FALSE with `error`; `*has` tells whether the person has a grant. */
static gboolean
find_grant (Batch *self, MiqatDb *db, const MiqatKey *key, const char *person, gboolean *has, GError **error)
{
  g_autofree char *name = g_strconcat (MIQAT_SYNC_STATE_GRANT, person, NULL);
  g_autoptr (GError) failure = NULL;
  char *grant;

  *has = g_hash_table_contains (self->grants, person);
  if (*has)
    return TRUE;
  grant = miqat_sync_state_dup_secret (db, key, name, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  *has = grant != NULL;
  if (grant != NULL)
    g_hash_table_insert (self->grants, g_strdup (person), grant);
  return TRUE;
}

/* Chooses from the front, reading on until the batch is full. Commands of somebody who must sign in
 * first stay behind, and what builds on them, but not the rest. */
static gboolean
choose (Batch *self, MiqatDb *db, const MiqatKey *key, GError **error)
{
  g_autoptr (GPtrArray) behind = g_ptr_array_new ();
  gboolean more = TRUE;
  gint64 after = 0;

  while (more && self->batch->len < MIQAT_SYNC_COMMANDS_MAX) {
    g_autoptr (GPtrArray) read = miqat_queue_read (db, key, MIQAT_QUEUED_WAITING, after, READ_AT_ONCE, error);

    if (read == NULL)
      return FALSE;
    more = read->len == READ_AT_ONCE;
    while (read->len > 0 && self->batch->len < MIQAT_SYNC_COMMANDS_MAX) {
      MiqatQueued *queued = g_ptr_array_steal_index (read, 0);
      gboolean has = FALSE;

      g_ptr_array_add (self->queue, queued);
      after = queued->seq;
      if (!find_grant (self, db, key, queued->actor_id, &has, error))
        return FALSE;
      g_ptr_array_add (has && !depends_on_any (queued, behind) ? self->batch : behind, queued);
    }
    more = more || read->len > 0;
  }
  self->blocked = behind->len > 0;
  self->last = !self->blocked && !more;
  return TRUE;
}

static gboolean
read_views (Batch *self, MiqatDb *db, const MiqatKey *key, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *sent = miqat_sync_state_dup (db, MIQAT_SYNC_STATE_VIEWED, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  self->views = miqat_audit_read_views (db, sent != NULL ? g_ascii_strtoll (sent, NULL, 10) : 0, VIEWS_MAX, error);
  for (guint i = 0; self->views != NULL && i < self->views->len; i++) {
    const MiqatAuditView *view = g_ptr_array_index (self->views, i);
    gboolean has;

    if (!find_grant (self, db, key, view->actor_id, &has, error))
      return FALSE;
  }
  return self->views != NULL;
}

static Batch *
read_batch (MiqatReplica *self, GError **error)
{
  const MiqatKey *key = miqat_site_get_key (self->site);
  g_autoptr (Batch) batch = batch_new ();
  MiqatDb *db = miqat_replica_begin_read (self, error);
  gboolean ok;

  if (db == NULL)
    return NULL;
  ok = choose (batch, db, key, error) && read_views (batch, db, key, error);
  miqat_replica_end_read (self);
  return ok ? g_steal_pointer (&batch) : NULL;
}

/* ---- the message ---------------------------------------------------------------------------- */

static void
write_command (MiqatJsonWriter *json, const MiqatQueued *queued)
{
  g_autoptr (JsonNode) args = json_node_alloc ();
  char day[MIQAT_DAY_TEXT_SIZE];

  json_node_init_object (args, queued->args);
  miqat_json_begin_object (json);
  miqat_json_add_text (json, "id", queued->id);
  miqat_json_add_text (json, "name", queued->name);
  miqat_json_add_text (json, "actor_id", queued->actor_id);
  miqat_json_add_int (json, "claimed_at", queued->claimed_at);
  miqat_json_add_text (json, "day", queued->day != MIQAT_DAY_NONE ? miqat_day_to_text (queued->day, day) : NULL);
  miqat_json_name (json, "args");
  miqat_json_node (json, args);
  miqat_json_end_object (json);
}

/* Stops adding where the message becomes too large; what does not fit goes with the next. */
static void
write_commands (MiqatJsonWriter *json, Batch *batch)
{
  guint count = 0;

  miqat_json_name (json, "commands");
  miqat_json_begin_array (json);
  while (count < batch->batch->len && (count == 0 || json->out->len < BATCH_BYTES))
    write_command (json, g_ptr_array_index (batch->batch, count++));
  miqat_json_end_array (json);
  if (count < batch->batch->len) {
    g_ptr_array_set_size (batch->batch, (int) count);
    batch->last = FALSE;
  }
}

static void
write_grants (MiqatJsonWriter *json, const Batch *batch)
{
  GHashTableIter iter;
  gpointer person, grant;

  miqat_json_name (json, "grants");
  miqat_json_begin_object (json);
  g_hash_table_iter_init (&iter, batch->grants);
  while (g_hash_table_iter_next (&iter, &person, &grant))
    miqat_json_add_text (json, person, grant);
  miqat_json_end_object (json);
}

static void
write_views (MiqatJsonWriter *json, const Batch *batch)
{
  miqat_json_name (json, "views");
  miqat_json_begin_array (json);
  for (guint i = 0; i < batch->views->len; i++) {
    const MiqatAuditView *view = g_ptr_array_index (batch->views, i);

    miqat_json_begin_object (json);
    miqat_json_add_text (json, "id", view->id);
    miqat_json_add_text (json, "actor_id", view->actor_id);
    miqat_json_add_int (json, "at", view->at);
    miqat_json_add_text (json, "table", view->table);
    miqat_json_add_text (json, "row", view->row_key);
    miqat_json_add_text (json, "what", view->what);
    miqat_json_end_object (json);
  }
  miqat_json_end_array (json);
}

static GBytes *
write_batch (Batch *batch)
{
  GString *out = g_string_new (NULL);
  MiqatJsonWriter json;

  miqat_replica_begin_message (&json, out);
  write_grants (&json, batch);
  write_commands (&json, batch);
  write_views (&json, batch);
  miqat_json_add_int (&json, "idle", batch->last ? 1 : 0);
  return miqat_sync_message_end (&json, out);
}

/* ---- the answer ----------------------------------------------------------------------------- */

typedef struct {
  MiqatReplica *replica;
  const Batch *batch;
  JsonArray *results;
  guint decided;
  gboolean refused;
  gboolean too_new; /* the hub does not know a command yet */
} Decisions;

static MiqatProblems *
read_problems (JsonObject *result)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  JsonArray *list = miqat_json_get_array (result, "problems");

  if (list == NULL)
    return NULL;
  json_node_init_array (node, list);
  return miqat_problems_from_json (node);
}

/* The hub does not believe a grant: it is thrown away, and its person asked to sign in. */
static gboolean
drop_grant (Decisions *self, MiqatDb *db, const char *id, GError **error)
{
  for (guint i = 0; i < self->batch->batch->len; i++) {
    const MiqatQueued *queued = g_ptr_array_index (self->batch->batch, i);

    if (g_str_equal (queued->id, id)) {
      g_autofree char *name = g_strconcat (MIQAT_SYNC_STATE_GRANT, queued->actor_id, NULL);

      return miqat_sync_state_set (db, name, NULL, error);
    }
  }
  return TRUE;
}

static gboolean
take_held (Decisions *self, MiqatDb *db, const char *id, const MiqatProblems *problems, GError **error)
{
  MiqatProblemCode code = problems != NULL && miqat_problems_get_count (problems) > 0
                            ? miqat_problems_get (problems, 0)->code
                            : MIQAT_PROBLEM_INTERNAL;

  if (code == MIQAT_PROBLEM_COMMAND_TOO_NEW) {
    self->too_new = TRUE;
    return TRUE;
  }
  self->decided++;
  return drop_grant (self, db, id, error);
}

static gboolean
take_result (Decisions *self, MiqatDb *db, JsonObject *result, GError **error)
{
  const char *id = miqat_json_get_text (result, "id");
  const char *state = miqat_json_get_text (result, "state");
  g_autoptr (MiqatProblems) problems = read_problems (result);

  if (id == NULL || state == NULL)
    return TRUE;
  if (g_str_equal (state, "held"))
    return take_held (self, db, id, problems, error);
  self->decided++;
  if (g_str_equal (state, "done"))
    return miqat_queue_decide (db, id, MIQAT_QUEUED_ACCEPTED, miqat_json_get_int (result, "feed_seq", 0),
                               NULL, error);
  self->refused = TRUE;
  return miqat_queue_decide (db, id, MIQAT_QUEUED_REFUSED, 0, problems, error);
}

/* What has happened goes to the hub whatever it built on: money that was received stays received. */
static gboolean
is_fact (MiqatSite *site, const MiqatQueued *queued)
{
  const MiqatCommand *command = miqat_site_find_command (site, queued->name);

  return command != NULL && command->class == MIQAT_COMMAND_FACT;
}

/* What waits for something that was refused cannot be right: it is refused with it, as one case. */
static gboolean
refuse_dependents (MiqatDb *db, MiqatSite *site, GError **error)
{
  g_autoptr (GPtrArray) queue = miqat_queue_read (db, miqat_site_get_key (site), -1, 0, 0, error);
  g_autoptr (GPtrArray) refused = g_ptr_array_new ();
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();

  if (queue == NULL)
    return FALSE;
  miqat_problems_add (problems, NULL, MIQAT_PROBLEM_DEPENDS_ON_REFUSED, NULL);
  for (guint i = 0; i < queue->len; i++) {
    MiqatQueued *queued = g_ptr_array_index (queue, i);

    if (queued->state == MIQAT_QUEUED_REFUSED) {
      g_ptr_array_add (refused, queued);
    } else if (queued->state == MIQAT_QUEUED_WAITING && !is_fact (site, queued)
               && depends_on_any (queued, refused)) {
      if (!miqat_queue_decide (db, queued->id, MIQAT_QUEUED_REFUSED, 0, problems, error))
        return FALSE;
      g_ptr_array_add (refused, queued);
    }
  }
  return TRUE;
}

static gboolean
note_views_sent (const Batch *batch, MiqatDb *db, GError **error)
{
  const MiqatAuditView *last = batch->views->len > 0 ? g_ptr_array_index (batch->views, batch->views->len - 1) : NULL;
  char seq[24];

  if (last == NULL)
    return TRUE;
  g_snprintf (seq, sizeof seq, "%" G_GINT64_FORMAT, last->seq);
  return miqat_sync_state_set (db, MIQAT_SYNC_STATE_VIEWED, seq, error);
}

/* Effects of what was refused go at once, unless the rows are being fetched anew anyway. */
static gboolean
remove_refused_effects (Decisions *self, MiqatDb *db, GError **error)
{
  MiqatRebase rebase = { .site = self->replica->site };
  g_autoptr (GError) failure = NULL;
  g_autofree char *cursor = miqat_sync_state_dup (db, MIQAT_SYNC_STATE_CURSOR, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  return cursor == NULL || miqat_replica_rebase (db, &rebase, error);
}

static gboolean
take_decisions_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  Decisions *self = data;

  self->decided = 0;
  self->refused = self->too_new = FALSE;
  for (guint i = 0; i < json_array_get_length (self->results); i++) {
    JsonNode *node = json_array_get_element (self->results, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && !take_result (self, db, json_node_get_object (node), error))
      return FALSE;
  }
  if (!note_views_sent (self->batch, db, error))
    return FALSE;
  if (!self->refused)
    return TRUE;
  return refuse_dependents (db, self->replica->site, error)
         && remove_refused_effects (self, db, error);
}

static gboolean
take_answer (MiqatReplica *self, const Batch *batch, JsonObject *answer, gboolean *go_on, GError **error)
{
  Decisions decisions = { .replica = self, .batch = batch,
                          .results = miqat_json_get_array (answer, "results") };

  if (decisions.results == NULL) {
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER, "The hub decided nothing");
    return FALSE;
  }
  if (!miqat_replica_write (self, take_decisions_job, &decisions, error))
    return FALSE;
  if (decisions.refused)
    miqat_site_announce (self->site, NULL);
  if (miqat_json_get_int (answer, "stopped", 0) != 0 && decisions.decided == 0
      && json_array_get_length (decisions.results) == 0) {
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_HUB, "The hub cannot save at the moment");
    return FALSE;
  }
  if (decisions.too_new)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_COMMAND_TOO_NEW, NULL);
  *go_on = decisions.decided > 0 || batch->views->len > 0;
  return TRUE;
}

/* A refused command that was sent again is done with; normally it goes at once, but the computer may
 * have stopped in between. */
static gboolean
drop_resent_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  MiqatReplica *self = data;
  g_autoptr (GPtrArray) refused
    = miqat_queue_read (db, miqat_site_get_key (self->site), MIQAT_QUEUED_REFUSED, 0, 0, error);

  for (guint i = 0; refused != NULL && i < refused->len; i++) {
    const MiqatQueued *queued = g_ptr_array_index (refused, i);
    gboolean resent = FALSE;

    if (!miqat_queue_was_resent (db, queued->id, &resent, error)
        || (resent && !miqat_queue_remove (db, queued->id, error)))
      return FALSE;
  }
  return refused != NULL;
}

static gboolean
drop_resent (MiqatReplica *self, GError **error)
{
  MiqatReplicaStatus status;

  miqat_replica_get_status (self, &status);
  return status.refused == 0 || miqat_replica_write (self, drop_resent_job, self, error);
}

gboolean
miqat_replica_push (MiqatReplica *self, GCancellable *cancellable, GError **error)
{
  gboolean go_on = TRUE;

  if (!drop_resent (self, error))
    return FALSE;
  while (go_on) {
    g_autoptr (Batch) batch = read_batch (self, error);
    g_autoptr (GBytes) body = NULL;
    g_autoptr (JsonNode) root = NULL;
    JsonObject *answer;

    if (batch == NULL)
      return FALSE;
    miqat_replica_note_sign_in_needed (self, batch->blocked);
    if (batch->batch->len == 0 && batch->views->len == 0)
      return TRUE;
    if (!miqat_replica_note_uploads (self, batch->batch, error))
      return FALSE;
    body = write_batch (batch);
    answer = miqat_replica_ask (self, MIQAT_SYNC_POST, MIQAT_SYNC_PREFIX "/commands", body,
                                MIQAT_SYNC_TIMEOUT_MS, &root, cancellable, error);
    if (answer == NULL || !take_answer (self, batch, answer, &go_on, error))
      return FALSE;
  }
  return TRUE;
}

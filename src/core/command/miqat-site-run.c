/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The single write path: one request from its arrival on the writer thread to its answer. */
#include "config.h"

#include "miqat-command-sql.h"
#include "miqat-id.h"
#include "miqat-site-private.h"

/* A request on its way: its own copy of everything, then what became of it. */
typedef struct {
  MiqatSite *site;
  char *id;
  char *name;
  JsonObject *args; /* read here, and referenced nowhere else than in the thread of whoever asked */
  char *body_hash;
  char *actor_id;
  char *device_id;
  char *series;
  MiqatInstant claimed_at;
  MiqatInstant not_before;
  MiqatDay day;
  MiqatChanges *changes; /* announced after the commit */
} Run;

/* The arguments without what a receiver added to them. */
static JsonObject *
dup_sent (MiqatSite *site, const char *name, JsonObject *args)
{
  const MiqatCommand *command = miqat_site_find_command (site, name);
  JsonObject *sent = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, args);
  while (json_object_iter_next (&iter, &member, &node))
    json_object_set_member (sent, member, json_node_copy (node));
  if (command == NULL)
    return sent;
  for (const MiqatParam *param = command->params; param != NULL && param->name != NULL; param++)
    if ((param->flags & MIQAT_PARAM_ADDED) != 0 && json_object_has_member (sent, param->name))
      json_object_remove_member (sent, param->name);
  return sent;
}

/* In the thread of whoever asks: references to JSON are not counted atomically. Keyed: a bare hash of a
 * sixteen-digit number could be guessed. */
static char *
hash_body (MiqatSite *site, const char *name, JsonObject *args)
{
  g_autoptr (JsonObject) sent = dup_sent (site, name, args);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), sent);
  g_autofree char *body = miqat_json_canonical (node);
  g_autofree char *whole = g_strconcat (name, "\n", body, NULL);

  return miqat_keyed_hash (site->key, "command", whole);
}

static Run *
run_new (MiqatSite *site, const MiqatRequest *request)
{
  Run *self = g_new0 (Run, 1);

  self->site = miqat_site_ref (site);
  self->id = request->id != NULL ? g_strdup (request->id)
                                 : miqat_id_new (miqat_clock_now (site->clock));
  self->name = g_strdup (request->name);
  self->args = request->args != NULL ? json_object_ref (request->args) : json_object_new ();
  self->body_hash = hash_body (site, self->name, self->args);
  self->actor_id = g_strdup (request->actor_id);
  self->device_id = g_strdup (request->device_id);
  self->series = g_strdup (request->series);
  self->claimed_at = request->claimed_at;
  self->not_before = request->not_before;
  self->day = request->day != 0 ? request->day : MIQAT_DAY_NONE;
  return self;
}

static void
run_free (gpointer data)
{
  Run *self = data;

  g_free (self->id);
  g_free (self->name);
  json_object_unref (self->args);
  g_free (self->body_hash);
  g_free (self->actor_id);
  g_free (self->device_id);
  g_free (self->series);
  g_clear_pointer (&self->changes, miqat_changes_unref);
  miqat_site_unref (self->site);
  g_free (self);
}

void
miqat_answer_free (MiqatAnswer *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_clear_pointer (&self->result, json_node_unref);
  g_clear_pointer (&self->problems, miqat_problems_free);
  g_free (self);
}

/* ---- remembered answers --------------------------------------------------------------------- */

static JsonNode *
make_object_node (JsonObject *object)
{
  JsonNode *node = json_node_alloc ();

  json_node_init_object (node, object);
  return node;
}

static MiqatAnswer *
answer_refused (const Run *run, const MiqatProblems *problems)
{
  MiqatAnswer *answer = g_new0 (MiqatAnswer, 1);

  answer->id = g_strdup (run->id);
  answer->problems = miqat_problems_copy (problems);
  return answer;
}

static MiqatAnswer *
answer_refused_because (const Run *run, MiqatProblemCode code)
{
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();

  miqat_problems_add (problems, NULL, code, NULL);
  return answer_refused (run, problems);
}

static MiqatAnswer *
answer_from_memory (const Run *run, MiqatStatement *row, GError **error)
{
  const char *text = miqat_statement_get_text (row, 3);
  g_autoptr (JsonNode) node = miqat_json_parse (text, strlen (text), G_MAXUINT32, error);
  MiqatAnswer *answer;

  if (node == NULL)
    return NULL;
  answer = g_new0 (MiqatAnswer, 1);
  answer->id = g_strdup (run->id);
  answer->repeated = TRUE;
  answer->done = g_strcmp0 (miqat_statement_get_text (row, 2), "done") == 0;
  answer->feed_seq = miqat_statement_get_int (row, 4);
  if (answer->done)
    answer->result = g_steal_pointer (&node);
  else
    answer->problems = miqat_problems_from_json (node);
  return answer;
}

/* The first answer to this id, if it was asked before; NULL without an error when it was not. */
static MiqatAnswer *
recall (const Run *run, MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_command_statements, SQL_COMMAND_FIND, error);
  gboolean row = FALSE;

  miqat_statement_bind_text (statement, "id", run->id);
  if (statement == NULL || !miqat_statement_step (statement, &row, error) || !row)
    return NULL;
  if (!miqat_secret_equal (miqat_statement_get_text (statement, 0), run->body_hash)
      || g_strcmp0 (miqat_statement_get_text (statement, 1), run->actor_id) != 0)
    return answer_refused_because (run, MIQAT_PROBLEM_COMMAND_REPEATED);
  return answer_from_memory (run, statement, error);
}

static gboolean
remember (MiqatCall *call, const Run *run, const MiqatAnswer *answer, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_command_statements, SQL_COMMAND_INSERT, error);
  g_autoptr (JsonNode) node = answer->done ? json_node_ref (answer->result)
                                           : miqat_problems_to_json (answer->problems);
  g_autofree char *text = miqat_json_canonical (node);

  if (statement == NULL)
    return FALSE;
  miqat_statement_bind_text (statement, "id", call->id);
  miqat_statement_bind_text (statement, "name", call->command->name);
  miqat_statement_bind_text (statement, "body_hash", run->body_hash);
  miqat_statement_bind_text (statement, "actor_id", call->actor->id);
  miqat_statement_bind_text (statement, "node_id", call->actor->node_id);
  miqat_statement_bind_text (statement, "device_id", call->device_id);
  miqat_statement_bind_int (statement, "claimed_at", call->at);
  miqat_statement_bind_int (statement, "accepted_at", call->accepted_at);
  miqat_statement_bind_text (statement, "status", answer->done ? "done" : "refused");
  miqat_statement_bind_text (statement, "answer", text);
  miqat_statement_bind_int (statement, "feed_seq", answer->feed_seq);
  return miqat_statement_run (statement, error);
}

/* ---- the call ------------------------------------------------------------------------------- */

/* A workstation's clock is not to be trusted: what it claims counts only between its last contact
 * and now. */
static MiqatInstant
clamp_claim (const Run *run, MiqatInstant now)
{
  if (run->claimed_at == 0 || run->claimed_at > now)
    return now;
  if (run->device_id != NULL && run->claimed_at < run->not_before)
    return run->not_before;
  return run->claimed_at;
}

static void
init_call (MiqatCall *call, const Run *run, MiqatDb *db, const MiqatCommand *command,
           MiqatCallPrivate *private)
{
  const MiqatSite *site = run->site;

  *call = (MiqatCall) {
    .db = db,
    .key = site->key,
    .command = command,
    .actor = private->actor,
    .id = run->id,
    .role = site->identity.role,
    .site_node_id = site->identity.node_id,
    .device_id = run->device_id != NULL ? run->device_id : site->identity.device_id,
    .series = run->series != NULL ? run->series : site->identity.code,
    .zone = site->identity.zone,
    .accepted_at = miqat_clock_now (site->clock),
    .result = json_object_new (),
    .private = private,
  };
  call->at = clamp_claim (run, call->accepted_at);
  call->day = run->day != MIQAT_DAY_NONE ? run->day : miqat_instant_get_day (call->at, call->zone);
}

/* What follows from the changes of a command that was applied. */
static gboolean
derive (MiqatCall *call, const MiqatArgs *args, MiqatChanges *changes, GBytes *changeset,
        MiqatAnswer *answer, GError **error)
{
  MiqatCallPrivate *private = call->private;
  MiqatSite *site = private->site;

  if (!miqat_search_update (site, call->db, changes, error))
    return FALSE;
  if (call->role == MIQAT_SITE_REPLICA)
    return miqat_pending_append (call, args, changeset, error);
  if (!miqat_audit_write (call, changes, error))
    return FALSE;
  if (call->role == MIQAT_SITE_HUB)
    return miqat_feed_write (site, call->db, call->id, changes, &answer->feed_seq, error);
  return TRUE;
}

static MiqatAnswer *
finish_done (MiqatCall *call, Run *run, const MiqatArgs *args, GBytes *changeset, GError **error)
{
  g_autoptr (MiqatAnswer) answer = g_new0 (MiqatAnswer, 1);

  answer->id = g_strdup (run->id);
  answer->done = TRUE;
  answer->result = make_object_node (call->result);
  if (!derive (call, args, run->changes, changeset, answer, error)
      || !remember (call, run, answer, error))
    return NULL;
  return g_steal_pointer (&answer);
}

/* A refusal is an answer: it is remembered and audited. On a replica nobody else has seen the
 * command, so it is simply given back to whoever typed it. */
static MiqatAnswer *
finish_refused (MiqatCall *call, const Run *run, const GError *refusal, GError **error)
{
  g_autoptr (MiqatAnswer) answer = answer_refused (run, miqat_refusal_get_problems (refusal));

  if (call->role == MIQAT_SITE_REPLICA)
    return g_steal_pointer (&answer);
  if (!miqat_audit_write_refusal (call, refusal, error) || !remember (call, run, answer, error))
    return NULL;
  return g_steal_pointer (&answer);
}

static MiqatAnswer *
check_and_apply (MiqatCall *call, Run *run, GError **error)
{
  MiqatCallPrivate *private = call->private;
  g_autoptr (MiqatArgs) args = NULL;
  g_autoptr (GBytes) changeset = NULL;
  GBytes **undo = call->role == MIQAT_SITE_REPLICA ? &changeset : NULL;
  g_autoptr (GError) failure = NULL;

  if (miqat_call_check_actor (call, &failure))
    args = miqat_args_new (call->command->params, run->args, &failure);
  call->args = private->args = args;
  if (args != NULL && miqat_call_check_reach (call, &failure)
      && miqat_call_apply (call, args, &run->changes, undo, &failure))
    return finish_done (call, run, args, changeset, error);
  if (failure->domain == MIQAT_REFUSAL)
    return finish_refused (call, run, failure, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static MiqatAnswer *
run_request (Run *run, MiqatDb *db, GError **error)
{
  const MiqatCommand *command = miqat_site_find_command (run->site, run->name);
  g_autoptr (MiqatActor) actor = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;
  g_autoptr (GError) failure = NULL;
  MiqatCallPrivate private = { .site = run->site };
  MiqatCall call;

  if (command == NULL)
    return answer_refused_because (run, MIQAT_PROBLEM_COMMAND_UNKNOWN);
  if (!miqat_id_is_valid (run->id))
    return answer_refused_because (run, MIQAT_PROBLEM_NOT_AN_ID);
  actor = miqat_site_load_actor (run->site, db, run->actor_id, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (actor == NULL)
    return answer_refused_because (run, MIQAT_PROBLEM_NOT_SIGNED_IN);
  answer = recall (run, db, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (answer != NULL)
    return g_steal_pointer (&answer);

  private.actor = actor;
  init_call (&call, run, db, command, &private);
  answer = check_and_apply (&call, run, error);
  json_object_unref (call.result);
  return g_steal_pointer (&answer);
}

static gboolean
run_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  Run *run = data;

  /* Of an attempt that was rolled back. */
  g_clear_pointer (&run->changes, miqat_changes_unref);
  *result = run_request (run, db, error);
  return *result != NULL;
}

static void
announce_run (Run *run)
{
  if (run->changes != NULL && miqat_changes_get_count (run->changes) > 0)
    miqat_site_announce (run->site, run->changes);
}

MiqatAnswer *
miqat_site_run (MiqatSite *self, const MiqatRequest *request, GError **error)
{
  Run *run = run_new (self, request);
  gpointer answer = NULL;

  if (miqat_writer_run (self->writer, MIQAT_WRITER_REPEATABLE, run_job, run,
                        (GDestroyNotify) miqat_answer_free, &answer, error))
    announce_run (run);
  run_free (run);
  return answer;
}

static void
on_run_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  gpointer answer = NULL;
  GError *error = NULL;

  if (miqat_writer_run_finish (run->site->writer, result, &answer, &error)) {
    announce_run (run);
    g_task_return_pointer (task, answer, (GDestroyNotify) miqat_answer_free);
  } else {
    g_task_return_error (task, error);
  }
}

void
miqat_site_run_async (MiqatSite *self, const MiqatRequest *request, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Run *run = run_new (self, request);

  g_task_set_task_data (task, run, run_free);
  /* Once queued a command runs: whoever waits may leave, but what was asked is done or refused. */
  g_task_set_check_cancellable (task, FALSE);
  miqat_writer_run_async (self->writer, MIQAT_WRITER_REPEATABLE, run_job, run, NULL,
                          (GDestroyNotify) miqat_answer_free, NULL, on_run_done_cb, task);
}

MiqatAnswer *
miqat_site_run_finish (MiqatSite *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- replay --------------------------------------------------------------------------------- */

gboolean
miqat_site_replay_one (MiqatSite *self, MiqatDb *db, const MiqatReplayed *replayed,
                       MiqatChanges **changes, GBytes **changeset, GError **error)
{
  Run run = {
    .site = self,
    .id = (char *) replayed->id,
    .name = (char *) replayed->name,
    .args = replayed->args,
    .actor_id = (char *) replayed->actor_id,
    .claimed_at = replayed->claimed_at,
    .day = replayed->day,
  };
  const MiqatCommand *command = miqat_site_find_command (self, replayed->name);
  g_autoptr (MiqatActor) actor = NULL;
  g_autoptr (MiqatArgs) args = NULL;
  MiqatCallPrivate private = { .site = self };
  MiqatCall call;
  gboolean applied;

  if (command == NULL)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_COMMAND_UNKNOWN, NULL);
  actor = miqat_site_load_actor (self, db, replayed->actor_id, error);
  if (actor == NULL)
    return error != NULL && *error != NULL
             ? FALSE
             : miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_SIGNED_IN, NULL);
  private.actor = actor;
  init_call (&call, &run, db, command, &private);
  if (miqat_call_check_actor (&call, error))
    args = miqat_args_new (command->params, replayed->args, error);
  call.args = private.args = args;
  applied = args != NULL && miqat_call_check_reach (&call, error)
            && miqat_call_apply (&call, args, changes, changeset, error)
            && miqat_search_update (self, db, *changes, error);
  json_object_unref (call.result);
  return applied;
}

/* ---- looking -------------------------------------------------------------------------------- */

typedef struct {
  MiqatSite *site;
  MiqatAuditView *view;
} Look;

static Look *
look_new (MiqatSite *site, const char *actor_id, const char *table, const char *row_key, const char *what)
{
  Look *self = g_new0 (Look, 1);
  MiqatAuditView *view = g_new0 (MiqatAuditView, 1);

  view->at = miqat_clock_now (site->clock);
  view->id = miqat_id_new (view->at);
  view->actor_id = g_strdup (actor_id);
  view->device_id = g_strdup (site->identity.device_id);
  view->table = g_strdup (table);
  view->row_key = g_strdup (row_key);
  view->what = g_strdup (what);
  self->site = miqat_site_ref (site);
  self->view = view;
  return self;
}

static void
look_free (gpointer data)
{
  Look *self = data;

  miqat_site_unref (self->site);
  miqat_audit_view_free (self->view);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static gboolean
note_look_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  const Look *look = data;

  return miqat_audit_write_view (look->site, db, look->view, error);
}

gboolean
miqat_site_note_view (MiqatSite *self, const char *actor_id, const char *table, const char *row_key,
                      const char *what, GError **error)
{
  g_autoptr (Look) look = look_new (self, actor_id, table, row_key, what);

  return miqat_writer_run (self->writer, MIQAT_WRITER_REPEATABLE, note_look_job, look, NULL, NULL, error);
}

static void
on_look_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MiqatSite *self = data;
  g_autoptr (GError) error = NULL;

  /* Nobody waits for this; the log is the only place left where the failure can be seen. */
  if (!miqat_writer_run_finish (self->writer, result, NULL, &error))
    g_warning ("a view could not be noted in the audit trail: %s", error->message);
  miqat_site_unref (self);
}

void
miqat_site_note_view_async (MiqatSite *self, const char *actor_id, const char *table, const char *row_key,
                            const char *what)
{
  miqat_writer_run_async (self->writer, MIQAT_WRITER_REPEATABLE, note_look_job,
                          look_new (self, actor_id, table, row_key, what), look_free, NULL, NULL, on_look_noted_cb,
                          miqat_site_ref (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done at the hub while somebody waits: commands that need it, and documents. */
#include "config.h"

#include "miqat-replica-private.h"

#include "miqat-id.h"

/* How often a request is sent whose answer was lost: by its id it is done once. */
#define TRIES 3

/* ---- commands ------------------------------------------------------------------------------- */

static char *
find_grant (MiqatReplica *self, const char *actor_id, GError **error)
{
  g_autofree char *name = g_strconcat (MIQAT_SYNC_STATE_GRANT, actor_id, NULL);
  MiqatDb *db = miqat_replica_begin_read (self, error);
  g_autoptr (GError) failure = NULL;
  char *grant;

  if (db == NULL)
    return NULL;
  grant = miqat_sync_state_dup_secret (db, miqat_site_get_key (self->site), name, &failure);
  miqat_replica_end_read (self);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (grant == NULL)
    miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_SIGNED_IN, NULL);
  return grant;
}

static void
write_request (MiqatJsonWriter *json, const MiqatRequest *request, const char *id, MiqatInstant now)
{
  char day[MIQAT_DAY_TEXT_SIZE];

  miqat_json_begin_object (json);
  miqat_json_add_text (json, "id", id);
  miqat_json_add_text (json, "name", request->name);
  miqat_json_add_text (json, "actor_id", request->actor_id);
  miqat_json_add_int (json, "claimed_at", request->claimed_at != 0 ? request->claimed_at : now);
  if (request->day != 0 && request->day != MIQAT_DAY_NONE)
    miqat_json_add_text (json, "day", miqat_day_to_text (request->day, day));
  miqat_json_name (json, "args");
  if (request->args != NULL) {
    g_autoptr (JsonNode) args = json_node_alloc ();

    json_node_init_object (args, request->args);
    miqat_json_node (json, args);
  } else {
    miqat_json_begin_object (json);
    miqat_json_end_object (json);
  }
  miqat_json_end_object (json);
}

static GBytes *
write_message (const MiqatRequest *request, const char *id, const char *grant, MiqatInstant now)
{
  GString *out = g_string_new (NULL);
  MiqatJsonWriter json;

  miqat_replica_begin_message (&json, out);
  miqat_json_name (&json, "grants");
  miqat_json_begin_object (&json);
  miqat_json_add_text (&json, request->actor_id, grant);
  miqat_json_end_object (&json);
  miqat_json_name (&json, "commands");
  miqat_json_begin_array (&json);
  write_request (&json, request, id, now);
  miqat_json_end_array (&json);
  miqat_json_add_int (&json, "online", 1);
  /* The queue may hold something older. */
  miqat_json_add_int (&json, "idle", 0);
  return miqat_sync_message_end (&json, out);
}

static JsonObject *
ask_hub (MiqatReplica *self, GBytes *body, JsonNode **root, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean sent = FALSE;

  for (guint i = 0; i < TRIES; i++) {
    JsonObject *answer;

    g_clear_error (&failure);
    answer = miqat_replica_ask (self, MIQAT_SYNC_POST, MIQAT_SYNC_PREFIX "/commands", body,
                                MIQAT_SYNC_TIMEOUT_MS, root, cancellable, &failure);
    if (answer != NULL)
      return answer;
    sent = sent || !g_error_matches (failure, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_UNREACHABLE);
    if (!g_error_matches (failure, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_OFFLINE))
      break;
  }
  if (g_error_matches (failure, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_UNREACHABLE)) {
    if (sent)
      g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_OFFLINE, failure->message);
    else
      miqat_refuse (error, NULL, MIQAT_PROBLEM_NEEDS_CONNECTION, NULL);
    return NULL;
  }
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static MiqatAnswer *
read_answer (JsonObject *message, const char *id, GError **error)
{
  JsonArray *results = miqat_json_get_array (message, "results");
  JsonNode *node
    = results != NULL && json_array_get_length (results) == 1 ? json_array_get_element (results, 0) : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *state = object != NULL ? miqat_json_get_text (object, "state") : NULL;
  JsonArray *problems = object != NULL ? miqat_json_get_array (object, "problems") : NULL;
  MiqatAnswer *answer;

  if (state == NULL || g_strcmp0 (miqat_json_get_text (object, "id"), id) != 0
      || (!g_str_equal (state, "done") && problems == NULL)) {
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_HUB, "The hub did not decide");
    return NULL;
  }
  answer = g_new0 (MiqatAnswer, 1);
  answer->id = g_strdup (id);
  answer->done = g_str_equal (state, "done");
  answer->feed_seq = miqat_json_get_int (object, "feed_seq", 0);
  if (answer->done) {
    JsonNode *result = json_object_get_member (object, "result");

    answer->result = result != NULL && JSON_NODE_HOLDS_OBJECT (result)
                       ? json_node_copy (result)
                       : json_node_init_object (json_node_alloc (), json_object_new ());
  } else {
    g_autoptr (JsonNode) list = json_node_alloc ();

    json_node_init_array (list, problems);
    answer->problems = miqat_problems_from_json (list);
  }
  return answer;
}

MiqatAnswer *
miqat_replica_run_online (MiqatReplica *self, const MiqatRequest *request, GCancellable *cancellable,
                          GError **error)
{
  MiqatInstant now = miqat_clock_now (miqat_site_get_clock (self->site));
  g_autofree char *id = request->id != NULL ? g_strdup (request->id) : miqat_id_new (now);
  g_autofree char *grant = find_grant (self, request->actor_id, error);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;
  JsonObject *message;

  if (grant == NULL)
    return NULL;
  body = write_message (request, id, grant, now);
  message = ask_hub (self, body, &root, cancellable, error);
  if (message == NULL)
    return NULL;
  answer = read_answer (message, id, error);
  if (answer == NULL)
    return NULL;
  /* It is done; that its rows are here too is a kindness, and the background makes up for it. */
  if (answer->done)
    miqat_replica_exchange (self, cancellable, NULL);
  return g_steal_pointer (&answer);
}

/* ---- documents ------------------------------------------------------------------------------ */

static GBytes *
fetch_from_hub (MiqatReplica *self, const char *content_hash, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat ("/documents/", content_hash, NULL);
  g_autoptr (GString) target = miqat_replica_begin_target (path);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) contents
    = miqat_replica_ask_contents (self, target->str, cancellable, &failure);
  g_autofree char *hash = NULL;

  if (contents == NULL) {
    if (failure->domain == MIQAT_SYNC_ERROR)
      miqat_refuse (error, NULL, MIQAT_PROBLEM_NEEDS_CONNECTION, NULL);
    else
      g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  hash = miqat_hash_bytes (contents);
  if (!g_str_equal (hash, content_hash)) {
    miqat_refuse (error, NULL, MIQAT_PROBLEM_FILE_DAMAGED, NULL);
    return NULL;
  }
  return g_steal_pointer (&contents);
}

GBytes *
miqat_replica_fetch_document (MiqatReplica *self, const char *content_hash, GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (GError) damaged = NULL;
  g_autofree char *stored = NULL;

  if (self->vault != NULL && miqat_vault_has (self->vault, content_hash)) {
    contents = miqat_vault_get (self->vault, content_hash, MIQAT_SYNC_DOCUMENT_MAX, &damaged);
    if (contents != NULL)
      return g_steal_pointer (&contents);
  }
  /* A copy that was damaged here is fetched once more. */
  contents = fetch_from_hub (self, content_hash, cancellable, error);
  if (contents == NULL || self->vault == NULL)
    return g_steal_pointer (&contents);
  if (damaged != NULL && !miqat_vault_remove (self->vault, content_hash, error))
    return NULL;
  stored = miqat_vault_put (self->vault, contents, error);
  return stored != NULL ? g_steal_pointer (&contents) : NULL;
}

/* ---- without waiting ------------------------------------------------------------------------ */

typedef struct {
  char *id;
  char *name;
  JsonObject *args;
  char *actor_id;
  MiqatInstant claimed_at;
  MiqatDay day;
} Online;

static void
online_free (gpointer data)
{
  Online *self = data;

  g_free (self->id);
  g_free (self->name);
  g_clear_pointer (&self->args, json_object_unref);
  g_free (self->actor_id);
  g_free (self);
}

static void
run_online (MiqatReplicaErrand *errand, GTask *task)
{
  const Online *input = errand->input;
  const MiqatRequest request = {
    .id = input->id, .name = input->name, .args = input->args, .actor_id = input->actor_id,
    .claimed_at = input->claimed_at, .day = input->day,
  };
  GError *error = NULL;
  MiqatAnswer *answer
    = miqat_replica_run_online (errand->self, &request, errand->cancellable, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) miqat_answer_free);
  else
    g_task_return_error (task, error);
}

void
miqat_replica_run_online_async (MiqatReplica *self, const MiqatRequest *request,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Online *input = g_new0 (Online, 1);

  input->id = g_strdup (request->id);
  input->name = g_strdup (request->name);
  input->args = request->args != NULL ? json_object_ref (request->args) : NULL;
  input->actor_id = g_strdup (request->actor_id);
  input->claimed_at = request->claimed_at;
  input->day = request->day;
  miqat_replica_run_errand (self, run_online, input, online_free, cancellable, callback, user_data);
}

MiqatAnswer *
miqat_replica_run_online_finish (MiqatReplica *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_fetch (MiqatReplicaErrand *errand, GTask *task)
{
  GError *error = NULL;
  GBytes *contents
    = miqat_replica_fetch_document (errand->self, errand->input, errand->cancellable, &error);

  if (contents != NULL)
    g_task_return_pointer (task, contents, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
miqat_replica_fetch_document_async (MiqatReplica *self, const char *content_hash,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  miqat_replica_run_errand (self, run_fetch, g_strdup (content_hash), g_free, cancellable, callback,
                            user_data);
}

GBytes *
miqat_replica_fetch_document_finish (MiqatReplica *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

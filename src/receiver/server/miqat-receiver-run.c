/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a handler to the writer and back, and to the pools for what takes long. */
#include "config.h"

#include "miqat-command-sql.h"
#include "miqat-crypto.h"
#include "miqat-envelope.h"
#include "miqat-id.h"
#include "miqat-json.h"
#include "miqat-receiver-context.h"

/* Work that may wait; beyond, a visitor is asked to come back. */
#define WAITING_MAX 32
/* The parent of ids made from keys that are no ids themselves. */
#define KEY_PARENT "01890a5d-ac96-774b-bcce-b302099a8057"

MiqatReceiverThread *
miqat_receiver_get_thread (MiqatHttpExchange *exchange)
{
  return miqat_http_exchange_get_thread_data (exchange);
}

MiqatDb *
miqat_receiver_get_db (MiqatHttpExchange *exchange)
{
  return miqat_receiver_get_thread (exchange)->db;
}

const MiqatActor *
miqat_receiver_get_actor (MiqatHttpExchange *exchange)
{
  return miqat_http_exchange_get_visitor (exchange);
}

MiqatInstant
miqat_receiver_now (MiqatReceiver *self)
{
  return miqat_clock_now (self->clock);
}

MiqatDay
miqat_receiver_today (MiqatReceiver *self)
{
  return miqat_instant_get_day (miqat_receiver_now (self), self->zone);
}

/* ---- commands -------------------------------------------------------------------------------- */

void
miqat_receiver_answer_failure (MiqatHttpExchange *exchange, GError *error)
{
  MiqatProblemCode code = miqat_site_error_get_problem (error);

  if (error->domain == MIQAT_REFUSAL || miqat_envelope_get_status (code) < 500) {
    miqat_http_exchange_answer_error (exchange, error);
    return;
  }
  g_message ("request %s failed: %s", miqat_http_request_get_id (miqat_http_exchange_get_request (exchange)),
             error->message);
  g_error_free (error);
  miqat_http_exchange_answer_problem (exchange, code);
}

typedef struct {
  MiqatHttpExchange *exchange;
  MiqatRan ran;
  gpointer data;
  GDestroyNotify data_free;
} Running;

static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Running *running = data;
  MiqatReceiver *self = miqat_receiver_get_thread (running->exchange)->receiver;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = miqat_site_run_finish (self->site, result, &error);

  if (answer != NULL)
    running->ran (running->exchange, answer, running->data);
  else
    miqat_receiver_answer_failure (running->exchange, g_steal_pointer (&error));
  if (running->data_free != NULL)
    running->data_free (running->data);
  miqat_http_exchange_unref (running->exchange);
  g_free (running);
}

char *
miqat_receiver_make_id (MiqatReceiver *self, const char *key, const char *actor_id, const char *name)
{
  g_autofree char *label = NULL;

  if (key == NULL || *key == '\0')
    return miqat_id_new (miqat_receiver_now (self));
  label = g_strconcat (actor_id, " ", name, " ", key, NULL);
  return miqat_id_derive (miqat_id_is_valid (key) ? key : KEY_PARENT, label);
}

/* "done", "refused", or NULL when nobody asked that yet. */
static gboolean
find_outcome (MiqatDb *db, const char *id, char **outcome, GError **error)
{
  g_autoptr (MiqatStatement) row = miqat_db_statement (db, &miqat_command_statements, SQL_COMMAND_FIND, error);
  gboolean found = FALSE;

  miqat_statement_bind_text (row, "id", id);
  if (row == NULL || !miqat_statement_step (row, &found, error))
    return FALSE;
  *outcome = found ? miqat_statement_dup_text (row, 2) : NULL;
  return TRUE;
}

gboolean
miqat_receiver_was_asked (MiqatReceiver *self, MiqatHttpExchange *exchange, const char *name, const char *key)
{
  const MiqatActor *actor = miqat_receiver_get_actor (exchange);
  g_autofree char *id = miqat_receiver_make_id (self, key, actor != NULL ? actor->id : MIQAT_ACTOR_PUBLIC, name);
  g_autofree char *outcome = NULL;

  return find_outcome (miqat_receiver_get_db (exchange), id, &outcome, NULL) && outcome != NULL;
}

/* The id of a form's command. The browser's "back" brings a refused form with its first id: what is mended
 * on it is another command, and its id comes from the form's and from what is sent now. What was done
 * keeps its id, so that it cannot be done twice. */
static char *
make_form_id (MiqatHttpExchange *exchange, const MiqatReceiverRun *run, char *id, GError **error)
{
  g_autofree char *first = id;
  g_autofree char *body = NULL, *hash = NULL, *label = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *outcome = NULL;

  if (!find_outcome (miqat_receiver_get_db (exchange), id, &outcome, error))
    return NULL;
  if (g_strcmp0 (outcome, "refused") != 0)
    return g_steal_pointer (&first);
  node = json_node_init_object (json_node_alloc (), run->args);
  body = miqat_json_canonical (node);
  hash = miqat_hash_text (body);
  label = g_strconcat ("again ", hash, NULL);
  return miqat_id_derive (first, label);
}

void
miqat_receiver_run (MiqatReceiver *self, MiqatHttpExchange *exchange, const MiqatReceiverRun *run)
{
  const char *actor_id = run->actor_id != NULL ? run->actor_id : MIQAT_ACTOR_PUBLIC;
  g_autofree char *id = miqat_receiver_make_id (self, run->key, actor_id, run->name);
  MiqatRequest request = { .name = run->name, .args = run->args, .actor_id = actor_id };
  g_autoptr (GError) error = NULL;
  Running *running;

  if (run->page_form)
    id = make_form_id (exchange, run, id, &error);
  if (id == NULL) {
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    if (run->data_free != NULL)
      run->data_free (run->data);
    return;
  }
  request.id = id;
  running = g_new0 (Running, 1);
  running->exchange = miqat_http_exchange_ref (exchange);
  running->ran = run->ran;
  running->data = run->data;
  running->data_free = run->data_free;
  /* Not cancelled when the visitor leaves: what was asked for is done. */
  miqat_site_run_async (self->site, &request, NULL, on_run_cb, running);
}

GError *
miqat_receiver_answer_to_error (const MiqatAnswer *answer)
{
  GError *error = NULL;

  if (!answer->done)
    miqat_refuse_all (&error, miqat_problems_copy (answer->problems));
  return error;
}

/* ---- work ------------------------------------------------------------------------------------ */

typedef struct {
  MiqatHttpExchange *exchange;
  MiqatWork work;
  MiqatWorked worked;
  gpointer data;
  GDestroyNotify data_free;
} Job;

static void
on_worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;

  job->worked (job->exchange, job->data);
  if (job->data_free != NULL)
    job->data_free (job->data);
  miqat_http_exchange_unref (job->exchange);
  g_free (job);
}

static void
work (gpointer data, gpointer pool_data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);

  job->work (job->data);
  g_task_return_boolean (task, TRUE);
}

GThreadPool *
miqat_receiver_work_pool_new (guint threads)
{
  return g_thread_pool_new (work, NULL, (int) threads, FALSE, NULL);
}

gboolean
miqat_receiver_work (GThreadPool *pool, MiqatHttpExchange *exchange, MiqatWork start, MiqatWorked worked,
                     gpointer data, GDestroyNotify data_free)
{
  GTask *task;
  Job *job;

  if (g_thread_pool_unprocessed (pool) > WAITING_MAX) {
    miqat_http_exchange_answer_problem (exchange, MIQAT_PROBLEM_TOO_MANY_REQUESTS);
    if (data_free != NULL)
      data_free (data);
    return FALSE;
  }
  job = g_new0 (Job, 1);
  *job = (Job) { miqat_http_exchange_ref (exchange), start, worked, data, data_free };
  task = g_task_new (NULL, NULL, on_worked_cb, job);
  g_task_set_task_data (task, job, NULL);
  g_thread_pool_push (pool, task, NULL);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-writer.h"

#include "miqat-db-private.h"

#define BATCH_MAX 256
#define QUEUE_MAX 4096
/* Where one job had to be rolled back (a departure that sells out), others soon will. */
#define CAREFUL_BATCHES 32

/* Its address marks our tasks. */
static char task_tag;

typedef struct {
  MiqatWriterFlags flags;
  MiqatWriterJob run;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  gpointer result;
  GError *error; /* NULL when the job has succeeded so far */
  GTask *task;   /* NULL for a caller that waits */
  /* For a caller that waits, under the writer's lock. */
  gboolean done;
  GCond finished;
} Job;

struct _MiqatWriter {
  MiqatDb *db;
  GThread *thread;
  GMutex lock;
  GCond queued;
  GQueue queue;
  gboolean closing;
  guint careful; /* so many batches more that could do without savepoints have them */
  guint64 n_commits;
  guint64 n_jobs;
};

/* ---- answers --------------------------------------------------------------------------------- */

static void
free_job (gpointer data)
{
  Job *job = data;

  if (job->data_free != NULL)
    job->data_free (job->data);
  if (job->result != NULL && job->result_free != NULL)
    job->result_free (job->result);
  g_clear_error (&job->error);
  g_free (job);
}

static void
drop_result (Job *job)
{
  gpointer result = g_steal_pointer (&job->result);

  if (result != NULL && job->result_free != NULL)
    job->result_free (result);
}

/* Runs in the caller's context, so that its callback, its data and its result are only ever
 * touched there. */
static void
answer_task (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&job->result), job->result_free);
}

static gboolean
on_answers (gpointer user_data)
{
  GPtrArray *tasks = user_data;

  for (guint i = 0; i < tasks->len; i++) {
    g_autoptr (GTask) task = g_steal_pointer (&tasks->pdata[i]);

    answer_task (task);
  }
  return G_SOURCE_REMOVE;
}

static void
unref_task (gpointer task)
{
  g_clear_object ((GTask **) &task);
}

/* Answers the first of these jobs and all that wait in the same context, waking it once. */
static void
answer_context (Job **jobs, guint count)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func (unref_task);
  GMainContext *context = g_task_get_context (jobs[0]->task);
  g_autoptr (GSource) source = g_idle_source_new ();

  for (guint i = 0; i < count; i++) {
    if (jobs[i] == NULL || jobs[i]->task == NULL || g_task_get_context (jobs[i]->task) != context)
      continue;
    g_ptr_array_add (tasks, g_steal_pointer (&jobs[i]->task));
    jobs[i] = NULL; /* the other thread's from here on */
  }
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_answers, tasks, (GDestroyNotify) g_ptr_array_unref);
  g_source_attach (source, context);
}

static void
answer_waiting (MiqatWriter *self, Job *job)
{
  g_mutex_lock (&self->lock);
  job->done = TRUE;
  g_cond_signal (&job->finished);
  g_mutex_unlock (&self->lock);
}

static void
answer_all (MiqatWriter *self, Job **jobs, guint count)
{
  for (guint i = 0; i < count; i++) {
    if (jobs[i] == NULL)
      continue;
    if (jobs[i]->task != NULL)
      answer_context (&jobs[i], count - i);
    else
      answer_waiting (self, jobs[i]);
  }
}

/* ---- one batch ------------------------------------------------------------------------------- */

static void
fail_job (Job *job, const GError *error)
{
  drop_result (job);
  if (job->error == NULL)
    job->error = g_error_copy (error);
}

static gboolean
run_in_savepoint (MiqatDb *db, Job *job, GError **error)
{
  guint uses = db->uses;

  if (!miqat_db_savepoint (db, error))
    return FALSE;

  if (!job->run (db, job->data, &job->result, error)) {
    g_assert (error == NULL || *error != NULL);
    miqat_db_capture_cancel (db);
    /* Whatever it had opened inside goes with it. */
    while (db->savepoints > 1)
      miqat_db_rollback_to (db);
    miqat_db_rollback_to (db);
    if (db->constraints_off && miqat_db_is_writing (db))
      miqat_db_set_constraints (db, TRUE, NULL);
    return FALSE;
  }

  if (db->savepoints != 1 || db->capturing || db->constraints_off || db->uses != uses)
    g_error ("A job has left something open");
  return miqat_db_release (db, error);
}

static void
run_job (MiqatDb *db, Job *job)
{
  GError *error = NULL;

  if (job->task != NULL
      && g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &error))
    job->error = error;
  else if (!run_in_savepoint (db, job, &error)) {
    drop_result (job);
    job->error = error;
  }
}

/* What the other jobs of a batch are told when one of them took the transaction with it. Where the
 * disk is to blame they are told so; otherwise trying again will do. */
static GError *
explain_loss (const GError *cause)
{
  if (cause != NULL && cause->domain == MIQAT_DB_ERROR
      && (cause->code == MIQAT_DB_ERROR_NO_SPACE || cause->code == MIQAT_DB_ERROR_IO
          || cause->code == MIQAT_DB_ERROR_CORRUPT || cause->code == MIQAT_DB_ERROR_READ_ONLY))
    return g_error_copy (cause);

  return g_error_new (MIQAT_DB_ERROR, MIQAT_DB_ERROR_BUSY,
                      "Another change took this one back with it: %s",
                      cause != NULL ? cause->message : "the transaction was lost");
}

static void
fail_all (Job **jobs, guint count, const GError *error)
{
  for (guint i = 0; i < count; i++)
    fail_job (jobs[i], error);
}

static gboolean
are_repeatable (Job **jobs, guint count)
{
  for (guint i = 0; i < count; i++)
    if ((jobs[i]->flags & MIQAT_WRITER_REPEATABLE) == 0)
      return FALSE;
  return TRUE;
}

static void
forget_outcome (Job **jobs, guint count)
{
  for (guint i = 0; i < count; i++) {
    drop_result (jobs[i]);
    g_clear_error (&jobs[i]->error);
  }
}

/* Runs jobs in the transaction that was begun, as if none of them had to be rolled back, and commits.
 * FALSE, with everything as before and the transaction over, when one had to, or when anything else
 * went wrong. */
static gboolean
run_lightly (MiqatDb *db, Job **jobs, guint count)
{
  gboolean ok = TRUE;

  miqat_db_note_savepoints (db);
  for (guint i = 0; ok && i < count; i++) {
    run_job (db, jobs[i]);
    ok = miqat_db_is_writing (db) && miqat_db_check_failure (db, NULL);
  }
  if (ok)
    ok = miqat_db_commit (db, NULL);
  else
    miqat_db_rollback (db);

  if (!ok)
    forget_outcome (jobs, count);
  return ok;
}

/* Runs jobs in the transaction that was begun, each in its savepoint, and ends it. Returns how many of
 * them are decided. Not all: when one takes the transaction with it, those behind it have not run and
 * get their chance in the next. */
static guint
run_carefully (MiqatDb *db, Job **jobs, guint count, gboolean *committed)
{
  g_autoptr (GError) error = NULL;
  guint n_good = 0;

  for (guint i = 0; i < count; i++) {
    run_job (db, jobs[i]);
    if (!miqat_db_is_writing (db) || !miqat_db_check_failure (db, NULL)) {
      g_autoptr (GError) loss = explain_loss (jobs[i]->error);

      miqat_db_rollback (db);
      fail_all (jobs, i + 1, loss);
      return i + 1;
    }
    if (jobs[i]->error == NULL)
      n_good++;
  }

  if (n_good == 0)
    miqat_db_rollback (db);
  else if (!miqat_db_commit (db, &error))
    fail_all (jobs, count, error);
  else
    *committed = TRUE;
  return count;
}

static gboolean
begin_or_fail (MiqatDb *db, Job **jobs, guint count)
{
  g_autoptr (GError) error = NULL;

  if (miqat_db_begin (db, &error))
    return TRUE;
  fail_all (jobs, count, error);
  return FALSE;
}

/* Whether to run without savepoints. A job alone is rolled back as quickly with one. */
static gboolean
may_be_light (MiqatWriter *self, Job **jobs, guint count)
{
  if (count == 1 || !are_repeatable (jobs, count))
    return FALSE;
  if (self->careful == 0)
    return TRUE;
  self->careful--;
  return FALSE;
}

static guint
run_batch (MiqatWriter *self, Job **jobs, guint count, gboolean *committed)
{
  *committed = FALSE;
  if (!begin_or_fail (self->db, jobs, count))
    return count;

  if (may_be_light (self, jobs, count)) {
    *committed = run_lightly (self->db, jobs, count);
    if (*committed)
      return count;
    self->careful = CAREFUL_BATCHES;
    if (!begin_or_fail (self->db, jobs, count))
      return count;
  }
  return run_carefully (self->db, jobs, count, committed);
}

/* Takes all that wait, up to a batch. FALSE when there is nothing left to wait for. */
static gboolean
take_batch (MiqatWriter *self, GPtrArray *batch)
{
  g_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->queue) && !self->closing)
    g_cond_wait (&self->queued, &self->lock);
  while (batch->len < BATCH_MAX && !g_queue_is_empty (&self->queue))
    g_ptr_array_add (batch, g_queue_pop_head (&self->queue));
  g_mutex_unlock (&self->lock);
  return batch->len > 0;
}

static gpointer
write_loop (gpointer data)
{
  MiqatWriter *self = data;
  g_autoptr (GPtrArray) batch = g_ptr_array_new ();

  while (take_batch (self, batch)) {
    for (guint at = 0; at < batch->len;) {
      gboolean committed;
      guint count = run_batch (self, (Job **) batch->pdata + at, batch->len - at, &committed);

      g_mutex_lock (&self->lock);
      self->n_commits += committed ? 1 : 0;
      self->n_jobs += count;
      g_mutex_unlock (&self->lock);

      answer_all (self, (Job **) batch->pdata + at, count);
      at += count;
    }
    g_ptr_array_set_size (batch, 0);
  }
  return NULL;
}

/* ---- the writer ------------------------------------------------------------------------------ */

MiqatWriter *
miqat_writer_new (MiqatDb *db)
{
  MiqatWriter *self = g_new0 (MiqatWriter, 1);

  self->db = db;
  g_mutex_init (&self->lock);
  g_cond_init (&self->queued);
  g_queue_init (&self->queue);
  self->thread = g_thread_new ("miqat-writer", write_loop, self);
  return self;
}

void
miqat_writer_free (MiqatWriter *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_signal (&self->queued);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  miqat_db_close (self->db);
  g_cond_clear (&self->queued);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
push (MiqatWriter *self, Job *job, GError **error)
{
  gboolean room;

  g_mutex_lock (&self->lock);
  g_assert (!self->closing);
  room = g_queue_get_length (&self->queue) < QUEUE_MAX;
  if (room) {
    g_queue_push_tail (&self->queue, job);
    g_cond_signal (&self->queued);
  }
  g_mutex_unlock (&self->lock);

  if (!room)
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_BUSY, "%u changes wait already", QUEUE_MAX);
  return room;
}

void
miqat_writer_run_async (MiqatWriter *self, MiqatWriterFlags flags, MiqatWriterJob run, gpointer data,
                        GDestroyNotify data_free, GDestroyNotify result_free,
                        GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);
  g_autoptr (GError) error = NULL;

  job->flags = flags;
  job->run = run;
  job->data = data;
  job->data_free = data_free;
  job->result_free = result_free;
  job->task = task;
  g_task_set_source_tag (task, &task_tag);
  g_task_set_task_data (task, job, free_job);
  /* What was committed is not reported as cancelled. */
  g_task_set_check_cancellable (task, FALSE);

  if (!push (self, job, &error)) {
    job->error = g_steal_pointer (&error);
    answer_context (&job, 1);
  }
}

gboolean
miqat_writer_run_finish (MiqatWriter *self, GAsyncResult *result, gpointer *value, GError **error)
{
  GError *local = NULL;
  gpointer pointer;

  g_return_val_if_fail (g_async_result_is_tagged (result, &task_tag), FALSE);

  pointer = g_task_propagate_pointer (G_TASK (result), &local);
  if (local != NULL) {
    g_propagate_error (error, local);
    if (value != NULL)
      *value = NULL;
    return FALSE;
  }

  if (value != NULL)
    *value = pointer;
  else if (pointer != NULL) {
    /* Nobody wants it. */
    Job *job = g_task_get_task_data (G_TASK (result));

    if (job->result_free != NULL)
      job->result_free (pointer);
  }
  return TRUE;
}

gboolean
miqat_writer_run (MiqatWriter *self, MiqatWriterFlags flags, MiqatWriterJob run, gpointer data,
                  GDestroyNotify result_free, gpointer *value, GError **error)
{
  Job job = { .flags = flags, .run = run, .data = data, .result_free = result_free };

  if (g_thread_self () == self->thread)
    g_error ("A job waits for the thread that runs it");
  if (value != NULL)
    *value = NULL;
  g_cond_init (&job.finished);
  if (!push (self, &job, error))
    return FALSE;

  g_mutex_lock (&self->lock);
  while (!job.done)
    g_cond_wait (&job.finished, &self->lock);
  g_mutex_unlock (&self->lock);
  g_cond_clear (&job.finished);

  if (job.error != NULL) {
    g_propagate_error (error, job.error);
    return FALSE;
  }
  if (value != NULL)
    *value = g_steal_pointer (&job.result);
  else
    drop_result (&job);
  return TRUE;
}

guint
miqat_writer_get_queue_length (MiqatWriter *self)
{
  guint length;

  g_mutex_lock (&self->lock);
  length = g_queue_get_length (&self->queue);
  g_mutex_unlock (&self->lock);
  return length;
}

void
miqat_writer_get_counts (MiqatWriter *self, guint64 *commits, guint64 *jobs)
{
  g_mutex_lock (&self->lock);
  *commits = self->n_commits;
  *jobs = self->n_jobs;
  g_mutex_unlock (&self->lock);
}

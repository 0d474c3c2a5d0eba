/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writer thread: order, isolation, and honest answers. */
#include "config.h"

#include "db-test.h"

#include "miqat-sqlite-private.h"
#include "miqat-writer.h"

typedef struct {
  DbTest base;
  MiqatWriter *writer;
  MiqatWriterFlags flags; /* of all jobs; what comes of them is the same either way */
  GMutex gate; /* held by the test while jobs queue up */
} Test;

static void
set_up (Test *self, gconstpointer data)
{
  db_test_set_up (&self->base, NULL);
  self->flags = (MiqatWriterFlags) GPOINTER_TO_UINT (data);
  db_test_write (self->base.db,
                 "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, who INTEGER NOT NULL, x TEXT) STRICT;"
                 "CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY,"
                 "  t INTEGER NOT NULL REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED) STRICT;");
  self->writer = miqat_writer_new (g_steal_pointer (&self->base.db));
  self->base.db = db_test_open (&self->base, MIQAT_DB_READ_ONLY);
  g_mutex_init (&self->gate);
}

static void
tear_down (Test *self, gconstpointer data)
{
  g_clear_pointer (&self->writer, miqat_writer_free);
  g_mutex_clear (&self->gate);
  db_test_tear_down (&self->base, NULL);
}

/* ---- jobs ------------------------------------------------------------------------------------ */

static gboolean
wait_at_gate (MiqatDb *db, gpointer gate, gpointer *result, GError **error)
{
  g_mutex_lock (gate);
  g_mutex_unlock (gate);
  return TRUE;
}

static gboolean
run_sql (MiqatDb *db, gpointer sql, gpointer *result, GError **error)
{
  g_assert_true (miqat_db_is_writing (db));
  if (!miqat_db_run_script (db, sql, error))
    return FALSE;
  *result = g_strdup (sql);
  return TRUE;
}

/* Writes something, leaves a savepoint and a capture open, and gives up. */
static gboolean
give_up (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  static const char *const tables[] = { "t", NULL };

  db_test_run (db, "INSERT INTO t (who) VALUES (-1)");
  g_assert_true (miqat_db_savepoint (db, error));
  g_assert_true (miqat_db_capture_begin (db, tables, error));
  db_test_run (db, "INSERT INTO t (who) VALUES (-2)");
  g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_CHECK, "given up");
  return FALSE;
}

/* ---- the answers of a batch ------------------------------------------------------------------ */

typedef struct {
  GString *order;
  guint n_left;
  MiqatWriter *writer;
} Batch;

typedef struct {
  Batch *batch;
  char name;
  gboolean ok;
  GError *error;
} Expected;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Expected *expected = data;
  g_autofree char *value = NULL;

  g_string_append_c (expected->batch->order, expected->name);
  expected->ok = miqat_writer_run_finish (expected->batch->writer, result, (gpointer *) &value, &expected->error);
  expected->batch->n_left--;
}

static void
queue (Test *self, Batch *batch, Expected *expected, char name, MiqatWriterJob job, const char *sql)
{
  expected->batch = batch;
  expected->name = name;
  expected->ok = FALSE;
  expected->error = NULL;
  batch->writer = self->writer;
  batch->n_left++;
  miqat_writer_run_async (self->writer, self->flags, job, g_strdup (sql), g_free, g_free, NULL, on_done,
                          expected);
}

static void
wait_for (Batch *batch)
{
  while (batch->n_left > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* Makes sure that what is queued next comes into one batch. */
static void
close_gate (Test *self)
{
  g_mutex_lock (&self->gate);
  miqat_writer_run_async (self->writer, self->flags, wait_at_gate, &self->gate, NULL, NULL, NULL, NULL, NULL);
  while (miqat_writer_get_queue_length (self->writer) > 0)
    g_thread_yield ();
}

static void
test_order (Test *self, gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Batch batch = { .order = order };
  Expected expected[20];
  guint64 commits, more_commits, jobs;

  g_assert_true (miqat_writer_run (self->writer, self->flags, run_sql, (gpointer) "SELECT 1", g_free, NULL, NULL));
  miqat_writer_get_counts (self->writer, &commits, &jobs);
  g_assert_cmpuint (commits, ==, 1);
  close_gate (self);
  for (guint i = 0; i < 20; i++) {
    g_autofree char *sql = g_strdup_printf ("INSERT INTO t VALUES (%u, 0, NULL)", i + 1);

    queue (self, &batch, &expected[i], (char) ('a' + i), run_sql, sql);
  }
  g_assert_cmpuint (miqat_writer_get_queue_length (self->writer), ==, 20);
  g_mutex_unlock (&self->gate);
  wait_for (&batch);
  g_assert_cmpstr (order->str, ==, "abcdefghijklmnopqrst");
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM t"), ==, 20);
  miqat_writer_get_counts (self->writer, &more_commits, &jobs);
  g_assert_cmpuint (more_commits, ==, commits + 2); /* the one at the gate, and all others */
  g_assert_cmpuint (jobs, ==, 22);
}

static void
test_isolation (Test *self, gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Batch batch = { .order = order };
  Expected good, bad, worse, last;

  close_gate (self);
  queue (self, &batch, &good, 'a', run_sql, "INSERT INTO t VALUES (1, 1, NULL)");
  queue (self, &batch, &bad, 'b', run_sql, "INSERT INTO t VALUES (2, 1, NULL); INSERT INTO t VALUES (1, 1, NULL)");
  queue (self, &batch, &worse, 'c', give_up, NULL);
  queue (self, &batch, &last, 'd', run_sql, "INSERT INTO t VALUES (3, 1, NULL)");
  g_mutex_unlock (&self->gate);
  wait_for (&batch);

  g_assert_true (good.ok);
  g_assert_error (bad.error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_UNIQUE);
  g_assert_error (worse.error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_CHECK);
  g_assert_true (last.ok);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT group_concat (id, '') FROM t"), ==, 13);
  g_clear_error (&bad.error);
  g_clear_error (&worse.error);
}

/* A deferred reference shows at the end only; the release finds it, so it sinks one job alone. */
static void
test_deferred (Test *self, gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Batch batch = { .order = order };
  Expected good, bad;

  close_gate (self);
  queue (self, &batch, &good, 'a', run_sql, "INSERT INTO child VALUES (1, 1); INSERT INTO t VALUES (1, 1, NULL)");
  queue (self, &batch, &bad, 'b', run_sql, "INSERT INTO child VALUES (2, 99)");
  g_mutex_unlock (&self->gate);
  wait_for (&batch);
  g_assert_true (good.ok);
  g_assert_error (bad.error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN_KEY);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM child"), ==, 1);
  g_clear_error (&bad.error);
}

/* One job takes the transaction with it: those before it are told so, those behind it run. */
static void
test_transaction_lost (Test *self, gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Batch batch = { .order = order };
  Expected before, killer, behind;

  close_gate (self);
  queue (self, &batch, &before, 'a', run_sql, "INSERT INTO t VALUES (1, 1, NULL)");
  queue (self, &batch, &killer, 'b', run_sql, "INSERT OR ROLLBACK INTO t VALUES (2, 1, NULL), (2, 1, NULL)");
  queue (self, &batch, &behind, 'c', run_sql, "INSERT INTO t VALUES (3, 1, NULL)");
  g_mutex_unlock (&self->gate);
  wait_for (&batch);
  g_assert_cmpstr (order->str, ==, "abc");
  g_assert_error (before.error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_BUSY);
  g_assert_error (killer.error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_UNIQUE);
  g_assert_true (behind.ok);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT group_concat (id, '') FROM t"), ==, 3);
  g_clear_error (&before.error);
  g_clear_error (&killer.error);
}

/* The job does not notice, or does not say, that its transaction is gone. */
static gboolean
lose_silently (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  g_assert_false (miqat_db_run_script (db, "INSERT OR ROLLBACK INTO t VALUES (9, 1, NULL), (9, 1, NULL)", NULL));
  *result = g_strdup ("fine");
  return TRUE;
}

static void
test_lost_silently (Test *self, gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Batch batch = { .order = order };
  Expected before, liar;

  close_gate (self);
  queue (self, &batch, &before, 'a', run_sql, "INSERT INTO t VALUES (1, 1, NULL)");
  queue (self, &batch, &liar, 'b', lose_silently, NULL);
  g_mutex_unlock (&self->gate);
  wait_for (&batch);
  g_assert_false (before.ok);
  g_assert_false (liar.ok);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM t"), ==, 0);
  g_clear_error (&before.error);
  g_clear_error (&liar.error);
}

static void
test_full (Test *self, gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Batch batch = { .order = order };
  Expected before, full, behind;

  g_assert_true (miqat_writer_run (self->writer, self->flags, run_sql, (gpointer) "PRAGMA max_page_count = 30",
                                   g_free, NULL, NULL));
  close_gate (self);
  queue (self, &batch, &before, 'a', run_sql, "INSERT INTO t VALUES (1, 1, NULL)");
  queue (self, &batch, &full, 'b', run_sql,
         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
         "  INSERT INTO t SELECT i + 10, 1, hex (zeroblob (1000)) FROM n");
  queue (self, &batch, &behind, 'c', run_sql, "INSERT INTO t VALUES (2, 1, NULL)");
  g_mutex_unlock (&self->gate);
  wait_for (&batch);
  g_assert_error (full.error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_NO_SPACE);
  /* Whether SQLite could keep the rest is its business; what was said must be true. */
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM t"), ==, before.ok + behind.ok);
  if (!before.ok)
    g_assert_error (before.error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_NO_SPACE);
  g_assert_true (behind.ok);
  g_clear_error (&before.error);
  g_clear_error (&full.error);
}

/* ---- commits that fail ----------------------------------------------------------------------- */

/* Held by another process, so that not even the beginning works. */
static void
test_busy (Test *self, gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (MiqatDb) other = db_test_open (&self->base, MIQAT_DB_READ_WRITE);
  Batch batch = { .order = order };
  Expected first, second;

  close_gate (self);
  queue (self, &batch, &first, 'a', run_sql, "INSERT INTO t VALUES (1, 1, NULL)");
  queue (self, &batch, &second, 'b', run_sql, "INSERT INTO t VALUES (2, 1, NULL)");
  g_mutex_unlock (&self->gate);
  while (!miqat_db_begin (other, NULL))
    ;
  wait_for (&batch);
  /* Either they were faster than this, or they were refused. */
  g_assert_cmpint (first.ok, ==, second.ok);
  if (!first.ok)
    g_assert_error (first.error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_BUSY);
  miqat_db_rollback (other);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM t"), ==, first.ok ? 2 : 0);
  g_clear_error (&first.error);
  g_clear_error (&second.error);
}

/* A hook in SQLite refuses the commit, as a failing disk would. */
static gint n_freed;

static void
free_counted (gpointer data)
{
  g_atomic_int_inc (&n_freed);
  g_free (data);
}

static int
refuse_commit (void *data)
{
  return 1;
}

static gboolean
break_commit (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  sqlite3_commit_hook (((MiqatSqlite *) db)->handle, data != NULL ? refuse_commit : NULL, NULL);
  *result = g_strdup ("x");
  return TRUE;
}

static void
test_commit_fails (Test *self, gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Batch batch = { .order = order };
  Expected first;
  gpointer value = NULL;

  g_atomic_int_set (&n_freed, 0);
  close_gate (self);
  queue (self, &batch, &first, 'a', run_sql, "INSERT INTO t VALUES (1, 1, NULL)");
  miqat_writer_run_async (self->writer, self->flags, break_commit, GINT_TO_POINTER (1), NULL, free_counted,
                          NULL, NULL, NULL);
  g_mutex_unlock (&self->gate);
  wait_for (&batch);
  g_assert_nonnull (first.error);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM t"), ==, 0);
  /* Of each time it ran. */
  g_assert_cmpint (g_atomic_int_get (&n_freed), ==, (self->flags & MIQAT_WRITER_REPEATABLE) != 0 ? 2 : 1);
  g_clear_error (&first.error);

  /* The writer goes on. */
  g_assert_true (miqat_writer_run (self->writer, self->flags, break_commit, NULL, free_counted, &value, &error));
  g_free (value);
  g_assert_true (miqat_writer_run (self->writer, self->flags, run_sql, (gpointer) "INSERT INTO t VALUES (1, 1, NULL)",
                                   g_free, NULL, &error));
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM t"), ==, 1);
}

/* ---- many threads ---------------------------------------------------------------------------- */

#define N_THREADS 8
#define N_EACH 200

typedef struct {
  Test *test;
  int who;
} Worker;

/* Waits for each write and then expects to read it. */
static gpointer
work (gpointer data)
{
  Worker *worker = data;
  g_autoptr (MiqatDb) reader = db_test_open (&worker->test->base, MIQAT_DB_READ_ONLY);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < N_EACH; i++) {
    g_autofree char *sql = g_strdup_printf ("INSERT INTO t (who) VALUES (%d)", worker->who);
    g_autofree char *count = g_strdup_printf ("SELECT COUNT(*) FROM t WHERE who = %d", worker->who);
    g_autofree char *value = NULL;

    g_assert_true (miqat_writer_run (worker->test->writer, worker->test->flags, run_sql, sql, g_free,
                                     (gpointer *) &value, &error));
    g_assert_cmpstr (value, ==, sql);
    g_assert_cmpint (db_test_int (reader, count), ==, i + 1);
  }
  return NULL;
}

static void
test_threads (Test *self, gconstpointer data)
{
  GThread *threads[N_THREADS];
  Worker workers[N_THREADS];
  guint64 commits, jobs;

  for (int i = 0; i < N_THREADS; i++) {
    workers[i] = (Worker){ .test = self, .who = i };
    threads[i] = g_thread_new ("worker", work, &workers[i]);
  }
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  miqat_writer_get_counts (self->writer, &commits, &jobs);
  g_test_message ("%u jobs in %u commits", (guint) jobs, (guint) commits);
  g_assert_cmpuint (jobs, ==, N_THREADS * N_EACH);
  g_assert_cmpuint (commits, <, jobs); /* some went together */
}

/* ---- the context, cancelling, the end -------------------------------------------------------- */

static void
note_thread (gpointer data)
{
  g_assert_true (g_thread_self () == data);
  g_atomic_int_inc (&n_freed);
}

static void
on_noted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (g_main_context_get_thread_default () != NULL);
  g_main_loop_quit (data);
}

static gpointer
run_with_context (gpointer data)
{
  Test *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);

  g_main_context_push_thread_default (context);
  miqat_writer_run_async (self->writer, self->flags, wait_at_gate, &self->gate, NULL, NULL, NULL, on_noted, loop);
  g_main_loop_run (loop);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static gboolean
take_thread (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  g_assert_true (g_thread_self () != data);
  *result = data;
  return TRUE;
}

static void
test_context (Test *self, gconstpointer data)
{
  GThread *thread = g_thread_new ("context", run_with_context, self);

  g_thread_join (thread);

  /* Data and an unclaimed result are freed where the job came from. */
  g_atomic_int_set (&n_freed, 0);
  miqat_writer_run_async (self->writer, self->flags, take_thread, g_thread_self (), note_thread,
                          note_thread, NULL, NULL, NULL);
  while (g_atomic_int_get (&n_freed) < 2)
    g_main_context_iteration (NULL, TRUE);
}

/* Too late to cancel: the job has begun. */
static gboolean
cancel_itself (MiqatDb *db, gpointer cancellable, gpointer *result, GError **error)
{
  db_test_run (db, "INSERT INTO t VALUES (2, 1, NULL)");
  g_cancellable_cancel (cancellable);
  return TRUE;
}

static void
test_cancel (Test *self, gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Batch batch = { .order = order, .n_left = 1, .writer = self->writer };
  Expected cancelled = { .batch = &batch, .name = 'a' };

  close_gate (self);
  miqat_writer_run_async (self->writer, self->flags, run_sql, (gpointer) "INSERT INTO t VALUES (1, 1, NULL)", NULL, g_free,
                          cancellable, on_done, &cancelled);
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&self->gate);
  wait_for (&batch);
  g_assert_error (cancelled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM t"), ==, 0);
  g_clear_error (&cancelled.error);

  g_cancellable_reset (cancellable);
  batch.n_left = 1;
  miqat_writer_run_async (self->writer, self->flags, cancel_itself, cancellable, NULL, NULL, cancellable,
                          on_done, &cancelled);
  wait_for (&batch);
  g_assert_no_error (cancelled.error);
  g_assert_true (cancelled.ok);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM t"), ==, 1);
}

/* The queue has an end, and what is in it is finished before the writer goes. */
static void
test_queue_full (Test *self, gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  g_autofree Expected *expected = g_new0 (Expected, 4097);
  Batch batch = { .order = order };
  guint n_ok = 0;

  close_gate (self);
  for (guint i = 0; i < 4097; i++)
    queue (self, &batch, &expected[i], '.', run_sql, "INSERT INTO t (who) VALUES (1)");
  g_mutex_unlock (&self->gate);
  g_clear_pointer (&self->writer, miqat_writer_free);
  wait_for (&batch);
  for (guint i = 0; i < 4097; i++)
    n_ok += expected[i].ok;
  g_assert_cmpuint (n_ok, ==, 4096);
  g_assert_error (expected[4096].error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_BUSY);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM t"), ==, 4096);
  g_clear_error (&expected[4096].error);
}

/* ---- repeating ------------------------------------------------------------------------------- */

typedef struct {
  const char *sql;
  gboolean gives_up; /* before it writes anything */
  int runs;
} Counted;

static gboolean
run_counted (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  Counted *self = data;

  self->runs++;
  if (self->gives_up) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_CHECK, "given up");
    return FALSE;
  }
  return miqat_db_run_script (db, self->sql, error);
}

/* Runs both in one batch; one of them is known to be rolled back, or neither is. */
static void
run_pair (Test *self, Counted *first, Counted *second)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Batch batch = { .order = order, .writer = self->writer, .n_left = 2 };
  Expected expected[2] = { { .batch = &batch, .name = 'a' }, { .batch = &batch, .name = 'b' } };

  first->runs = second->runs = 0;
  close_gate (self);
  miqat_writer_run_async (self->writer, self->flags, run_counted, first, NULL, NULL, NULL, on_done, &expected[0]);
  miqat_writer_run_async (self->writer, self->flags, run_counted, second, NULL, NULL, NULL, on_done, &expected[1]);
  g_mutex_unlock (&self->gate);
  wait_for (&batch);
  g_assert_true (expected[0].ok);
  g_clear_error (&expected[1].error);
}

/* Without savepoints at first; again, with them, when one job must be rolled back; and for a while
 * with them from the start. Refusing before anything is written costs nobody anything. */
static void
test_repeated (Test *self, gconstpointer data)
{
  int more = (self->flags & MIQAT_WRITER_REPEATABLE) != 0 ? 1 : 0;
  Counted good = { .sql = "INSERT INTO t (who) VALUES (1)" };
  Counted bad = { .sql = "INSERT INTO t (who) VALUES (2); INSERT INTO t VALUES (1, 2, NULL)" };
  Counted early = { .gives_up = TRUE };

  run_pair (self, &good, &good);
  g_assert_cmpint (good.runs, ==, 2);
  run_pair (self, &good, &early);
  g_assert_cmpint (good.runs, ==, 1);
  g_assert_cmpint (early.runs, ==, 1);
  run_pair (self, &good, &bad);
  g_assert_cmpint (good.runs, ==, 1 + more);
  g_assert_cmpint (bad.runs, ==, 1 + more);
  run_pair (self, &good, &bad);
  g_assert_cmpint (good.runs, ==, 1);
  g_assert_cmpint (bad.runs, ==, 1);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM t WHERE who = 1"), ==, 5);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM t WHERE who = 2"), ==, 0);
}

static void
add_tests (const char *kind, MiqatWriterFlags flags)
{
  const struct {
    const char *name;
    void (*run) (Test *self, gconstpointer data);
  } tests[] = {
    { "order", test_order },
    { "isolation", test_isolation },
    { "deferred", test_deferred },
    { "transaction-lost", test_transaction_lost },
    { "lost-silently", test_lost_silently },
    { "full", test_full },
    { "busy", test_busy },
    { "commit-fails", test_commit_fails },
    { "threads", test_threads },
    { "context", test_context },
    { "cancel", test_cancel },
    { "queue-full", test_queue_full },
    { "repeated", test_repeated },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strdup_printf ("/db/writer/%s/%s", kind, tests[i].name);

    g_test_add (path, Test, GUINT_TO_POINTER (flags), set_up, tests[i].run, tear_down);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_tests ("once", MIQAT_WRITER_ONCE);
  add_tests ("repeatable", MIQAT_WRITER_REPEATABLE);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one thread that writes. Jobs queue up; the thread takes all that wait (at most 256), runs them
 * in one transaction, commits once, and only then tells each of them how it went (group commit). A
 * job that fails is rolled back alone, by a savepoint; a commit that fails fails them all. Jobs that
 * may be repeated first run without savepoints, which is quicker; only when one of them has to be
 * rolled back are they all run again, each in its own.
 * A job that is alone waits for nobody. Should a job take the whole transaction with it (a full
 * disk), all that ran in it before fail too: with its error where the disk is to blame, else with
 * BUSY. */
#pragma once

#include <gio/gio.h>

#include "miqat-db.h"

G_BEGIN_DECLS

typedef struct _MiqatWriter MiqatWriter;

typedef enum {
  MIQAT_WRITER_ONCE = 0,
  /* The job depends on the database and its own data alone, finds its data as they were when it is
   * run again after a rollback, and writes rows only: neither tables nor pragmas. */
  MIQAT_WRITER_REPEATABLE = 1 << 0,
} MiqatWriterFlags;

/* Runs on the writer thread. Sets `*result` (freed on that thread if the commit
 * fails) and returns TRUE, or sets `error`; what it wrote is rolled back then. To leave a
 * statement, a savepoint or a capture open is a programmer's error. */
typedef gboolean (*MiqatWriterJob) (MiqatDb *db, gpointer data, gpointer *result, GError **error);

/* Takes `db`. */
MiqatWriter *miqat_writer_new (MiqatDb *db) G_GNUC_WARN_UNUSED_RESULT;
/* Finishes what is queued, then ends the thread and closes the database. */
void miqat_writer_free (MiqatWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatWriter, miqat_writer_free)

/* Queues a job; `callback` is called in the caller's thread-default main context after the commit.
 * `data` and an unclaimed result are freed by the functions given, in that context too. Cancelling
 * works until the job begins; what was committed is reported as such. Refuses with BUSY when 4096
 * jobs wait. A callback must not wait in that context for another answer: both may have come at once. */
void miqat_writer_run_async (MiqatWriter *self, MiqatWriterFlags flags, MiqatWriterJob job, gpointer data,
                             GDestroyNotify data_free, GDestroyNotify result_free,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
/* `self` may be gone by then. `value` may be NULL. */
gboolean miqat_writer_run_finish (MiqatWriter *self, GAsyncResult *result, gpointer *value, GError **error);

/* The same, waiting. Never from a main loop that must stay lively. */
gboolean miqat_writer_run (MiqatWriter *self, MiqatWriterFlags flags, MiqatWriterJob job, gpointer data,
                           GDestroyNotify result_free, gpointer *value, GError **error);

guint miqat_writer_get_queue_length (MiqatWriter *self);
/* Batches committed and jobs done since the start, for metrics. */
void miqat_writer_get_counts (MiqatWriter *self, guint64 *commits, guint64 *jobs);

G_END_DECLS

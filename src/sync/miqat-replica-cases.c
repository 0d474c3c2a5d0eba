/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the hub refused, until somebody has decided. */
#include "config.h"

#include "miqat-id.h"
#include "miqat-replica-private.h"

/* ---- cases ---------------------------------------------------------------------------------- */

void
miqat_refused_case_free (MiqatRefusedCase *self)
{
  if (self == NULL)
    return;
  miqat_queued_free (self->head);
  g_ptr_array_unref (self->dependents);
  g_free (self);
}

static gboolean
belongs_to (const MiqatQueued *queued, const MiqatRefusedCase *one)
{
  if (miqat_queued_depends_on (queued, one->head))
    return TRUE;
  for (guint i = 0; i < one->dependents->len; i++)
    if (miqat_queued_depends_on (queued, g_ptr_array_index (one->dependents, i)))
      return TRUE;
  return FALSE;
}

/* Takes `queued`. */
static void
add_to_cases (GPtrArray *cases, MiqatQueued *queued)
{
  MiqatRefusedCase *one;

  for (guint i = 0; i < cases->len; i++) {
    one = g_ptr_array_index (cases, i);
    if (belongs_to (queued, one)) {
      g_ptr_array_add (one->dependents, queued);
      return;
    }
  }
  one = g_new0 (MiqatRefusedCase, 1);
  one->head = queued;
  one->dependents = g_ptr_array_new_with_free_func ((GDestroyNotify) miqat_queued_free);
  g_ptr_array_add (cases, one);
}

GPtrArray *
miqat_replica_list_cases (MiqatSite *site, MiqatDb *db, GError **error)
{
  g_autoptr (GPtrArray) cases
    = g_ptr_array_new_with_free_func ((GDestroyNotify) miqat_refused_case_free);
  g_autoptr (GPtrArray) refused
    = miqat_queue_read (db, miqat_site_get_key (site), MIQAT_QUEUED_REFUSED, 0, 0, error);

  if (refused == NULL)
    return NULL;
  while (refused->len > 0)
    add_to_cases (cases, g_ptr_array_steal_index (refused, 0));
  return g_steal_pointer (&cases);
}

static MiqatQueued *
find_refused (MiqatReplica *self, const char *id, GError **error)
{
  MiqatDb *db = miqat_replica_begin_read (self, error);
  g_autoptr (MiqatQueued) queued = NULL;
  g_autoptr (GError) failure = NULL;

  if (db == NULL)
    return NULL;
  queued = miqat_queue_find (db, miqat_site_get_key (self->site), id, &failure);
  miqat_replica_end_read (self);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (queued == NULL || queued->state != MIQAT_QUEUED_REFUSED) {
    miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_FOUND, NULL);
    return NULL;
  }
  return g_steal_pointer (&queued);
}

/* ---- sending again -------------------------------------------------------------------------- */

static gboolean
remove_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  return miqat_queue_remove (db, data, error);
}

MiqatAnswer *
miqat_replica_resend (MiqatReplica *self, const char *id, JsonObject *args, const char *actor_id,
                      GError **error)
{
  g_autoptr (MiqatQueued) queued = find_refused (self, id, error);
  g_autofree char *next = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;
  MiqatRequest request;

  if (queued == NULL)
    return NULL;
  next = miqat_queue_make_resend_id (id);
  request = (MiqatRequest) {
    .id = next,
    .name = queued->name,
    .args = args != NULL ? args : queued->args,
    .actor_id = actor_id != NULL ? actor_id : queued->actor_id,
    .day = MIQAT_DAY_NONE,
  };
  answer = miqat_site_run (self->site, &request, error);
  if (answer == NULL)
    return NULL;
  if (answer->done && !miqat_replica_write (self, remove_job, queued->id, error))
    return NULL;
  miqat_replica_note_queue (self);
  miqat_replica_nudge (self);
  return g_steal_pointer (&answer);
}

/* ---- giving up ------------------------------------------------------------------------------ */

typedef struct {
  MiqatSite *site;
  const char *id;
  const char *actor_id;
  const char *reason;
  MiqatInstant now;
} Discarding;

static gboolean
discard_one (MiqatDb *db, const Discarding *self, const MiqatQueued *queued, GError **error)
{
  g_autofree char *view_id = miqat_id_derive (queued->id, "audit:discarded");
  g_autofree char *what = g_strdup_printf ("discarded %s: %s", queued->name, self->reason);
  const MiqatAuditView view = {
    .id = view_id,
    .actor_id = (char *) self->actor_id,
    .device_id = (char *) miqat_site_get_identity (self->site)->device_id,
    .at = self->now,
    .table = (char *) "pending_commands",
    .row_key = queued->id,
    .what = what,
  };

  return miqat_audit_write_view (self->site, db, &view, error) && miqat_queue_remove (db, queued->id, error);
}

static gboolean
discard_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  const Discarding *self = data;
  g_autoptr (GPtrArray) cases = miqat_replica_list_cases (self->site, db, error);

  for (guint i = 0; cases != NULL && i < cases->len; i++) {
    const MiqatRefusedCase *one = g_ptr_array_index (cases, i);
    gboolean whole = g_str_equal (one->head->id, self->id);

    if (whole && !discard_one (db, self, one->head, error))
      return FALSE;
    for (guint d = 0; d < one->dependents->len; d++) {
      const MiqatQueued *dependent = g_ptr_array_index (one->dependents, d);

      if ((whole || g_str_equal (dependent->id, self->id))
          && !discard_one (db, self, dependent, error))
        return FALSE;
    }
  }
  return cases != NULL;
}

gboolean
miqat_replica_discard (MiqatReplica *self, const char *id, const char *actor_id, const char *reason,
                       GError **error)
{
  g_autoptr (MiqatQueued) queued = NULL;
  Discarding discarding = {
    .site = self->site, .id = id, .actor_id = actor_id, .reason = reason,
    .now = miqat_clock_now (miqat_site_get_clock (self->site)),
  };

  if (reason == NULL || *reason == '\0')
    return miqat_refuse (error, "reason", MIQAT_PROBLEM_REQUIRED, NULL);
  queued = find_refused (self, id, error);
  if (queued == NULL || !miqat_replica_write (self, discard_job, &discarding, error))
    return FALSE;
  miqat_replica_note_queue (self);
  miqat_replica_nudge (self);
  return TRUE;
}

/* ---- without waiting ------------------------------------------------------------------------ */

typedef struct {
  char *id;
  JsonObject *args;
  char *actor_id;
  char *reason;
} Decision;

static Decision *
decision_new (const char *id, JsonObject *args, const char *actor_id, const char *reason)
{
  Decision *self = g_new0 (Decision, 1);

  self->id = g_strdup (id);
  self->args = args != NULL ? json_object_ref (args) : NULL;
  self->actor_id = g_strdup (actor_id);
  self->reason = g_strdup (reason);
  return self;
}

static void
decision_free (gpointer data)
{
  Decision *self = data;

  g_free (self->id);
  g_clear_pointer (&self->args, json_object_unref);
  g_free (self->actor_id);
  g_free (self->reason);
  g_free (self);
}

static void
run_resend (MiqatReplicaErrand *errand, GTask *task)
{
  const Decision *input = errand->input;
  GError *error = NULL;
  MiqatAnswer *answer
    = miqat_replica_resend (errand->self, input->id, input->args, input->actor_id, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) miqat_answer_free);
  else
    g_task_return_error (task, error);
}

void
miqat_replica_resend_async (MiqatReplica *self, const char *id, JsonObject *args,
                            const char *actor_id, GAsyncReadyCallback callback, gpointer user_data)
{
  miqat_replica_run_errand (self, run_resend, decision_new (id, args, actor_id, NULL), decision_free,
                            NULL, callback, user_data);
}

MiqatAnswer *
miqat_replica_resend_finish (MiqatReplica *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_discard (MiqatReplicaErrand *errand, GTask *task)
{
  const Decision *input = errand->input;
  GError *error = NULL;

  if (miqat_replica_discard (errand->self, input->id, input->actor_id, input->reason, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
miqat_replica_discard_async (MiqatReplica *self, const char *id, const char *actor_id,
                             const char *reason, GAsyncReadyCallback callback, gpointer user_data)
{
  miqat_replica_run_errand (self, run_discard, decision_new (id, NULL, actor_id, reason),
                            decision_free, NULL, callback, user_data);
}

gboolean
miqat_replica_discard_finish (MiqatReplica *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

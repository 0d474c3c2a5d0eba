/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One execution of a command: its rights, its savepoint, its events, and what its function may ask
 * for. */
#include "config.h"

#include "miqat-command-sql.h"
#include "miqat-id.h"
#include "miqat-site-private.h"

char *
miqat_call_derive_id (const MiqatCall *self, const char *label)
{
  return miqat_id_derive (self->id, label);
}

char *
miqat_call_derive_id_at (const MiqatCall *self, const char *label, guint index)
{
  g_autofree char *numbered = g_strdup_printf ("%s:%u", label, index);

  return miqat_id_derive (self->id, numbered);
}

gboolean
miqat_call_emit (MiqatCall *self, MiqatEventKind event, const char *subject_id, GError **error)
{
  MiqatCallPrivate *private = self->private;

  for (guint i = 0; private->site->areas[i] != NULL; i++) {
    const MiqatArea *area = private->site->areas[i];

    if (area->on_event != NULL && !area->on_event (self, event, subject_id, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
miqat_call_next_number (MiqatCall *self, const char *series, gint64 *number, GError **error)
{
  g_autoptr (MiqatStatement) advance
    = miqat_db_statement (self->db, &miqat_command_statements, SQL_COUNTER_ADVANCE, error);

  miqat_statement_bind_text (advance, "series", series);
  return miqat_statement_run (advance, error)
         && miqat_db_read_int (self->db, &miqat_command_statements, SQL_COUNTER_READ, number, NULL, error,
                               "series", series, NULL);
}

/* ---- rights --------------------------------------------------------------------------------- */

static gboolean
covers (MiqatCall *self, const char *node_id, gboolean *result, GError **error)
{
  MiqatCallPrivate *private = self->private;

  if (self->actor->tier == MIQAT_TIER_SYSTEM) {
    *result = TRUE;
    return TRUE;
  }
  *result = FALSE;
  if (self->actor->node_id == NULL)
    return TRUE;
  for (guint i = 0; private->site->areas[i] != NULL; i++) {
    const MiqatArea *area = private->site->areas[i];

    if (area->covers != NULL)
      return area->covers (self->db, self->actor->node_id, node_id, result, error);
  }
  return TRUE;
}

gboolean
miqat_call_check_over (MiqatCall *self, const char *node_id, const char *field, GError **error)
{
  gboolean allowed = FALSE;

  if (!covers (self, node_id, &allowed, error))
    return FALSE;
  if (!allowed)
    return miqat_refuse (error, field, MIQAT_PROBLEM_NOT_YOURS, NULL);
  return TRUE;
}

static gboolean
has_duty (const MiqatCommand *command, const MiqatActor *actor)
{
  if (command->duties == 0 || (actor->tier & MIQAT_TIER_OFFICES) == 0)
    return TRUE;
  return (actor->duties & command->duties) != 0;
}

static gboolean
check_subject (MiqatCall *call, GError **error)
{
  g_autofree char *node_id = NULL;

  if (call->command->subject == NULL)
    return TRUE;
  if (!call->command->subject (call, &node_id, error))
    return FALSE;
  /* The public and gateways have no subtree; what they may touch is the command's own affair. */
  if (node_id == NULL || (call->actor->tier & (MIQAT_TIER_PUBLIC | MIQAT_TIER_GATEWAY)) != 0)
    return TRUE;
  return miqat_call_check_over (call, node_id, NULL, error);
}

gboolean
miqat_call_check_actor (const MiqatCall *call, GError **error)
{
  const MiqatCommand *command = call->command;
  const MiqatActor *actor = call->actor;

  if (actor->tier != MIQAT_TIER_SYSTEM
      && ((command->tiers & actor->tier) == 0 || !has_duty (command, actor)))
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_ALLOWED, NULL);
  return TRUE;
}

gboolean
miqat_call_check_reach (MiqatCall *call, GError **error)
{
  const MiqatCommand *command = call->command;

  if (command->class == MIQAT_COMMAND_ONLINE && call->role == MIQAT_SITE_REPLICA)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_NEEDS_CONNECTION, NULL);
  return check_subject (call, error);
}

/* ---- applying ------------------------------------------------------------------------------- */

static gboolean
needs_code (const MiqatCommand *command, const MiqatArgs *args)
{
  for (const MiqatParam *param = command->params; param != NULL && param->name != NULL; param++)
    if ((param->flags & MIQAT_PARAM_CODE) != 0 && !miqat_args_has (args, param->name))
      return TRUE;
  return FALSE;
}

static gboolean
allot_and_apply (MiqatCall *call, MiqatArgs *args, GError **error)
{
  const MiqatCommand *command = call->command;

  if (command->allot != NULL && needs_code (command, args) && !command->allot (call, args, error))
    return FALSE;
  return command->apply (call, error);
}

gboolean
miqat_call_apply (MiqatCall *call, MiqatArgs *args, MiqatChanges **changes, GBytes **changeset,
                  GError **error)
{
  MiqatCallPrivate *private = call->private;

  if (!miqat_db_savepoint (call->db, error))
    return FALSE;
  if (miqat_db_capture_begin (call->db, private->site->captured, error)) {
    if (allot_and_apply (call, args, error)) {
      *changes = miqat_db_capture_end (call->db, changeset, error);
      if (*changes != NULL) {
        if (miqat_db_release (call->db, error))
          return TRUE;
        /* It has rolled back already. */
        g_clear_pointer (changes, miqat_changes_unref);
        return FALSE;
      }
    } else {
      miqat_db_capture_cancel (call->db);
    }
  }
  miqat_db_rollback_to (call->db);
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The messaging area: what people are told. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-messaging-private.h"

#include <glib/gi18n-lib.h>

static const char *const outcomes[] = { "sent", "failed", NULL };

static const MiqatParam mark_params[] = {
  { "message_id", N_("Message"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "outcome", N_("Outcome"), MIQAT_PARAM_CHOICE, MIQAT_PARAM_REQUIRED, .choices = outcomes },
  { NULL },
};

static gboolean
subject_message (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (MiqatMessage) message
    = miqat_message_load (call->db, miqat_args_text (call->args, "message_id"), error);

  if (message == NULL)
    return FALSE;
  *node_id = g_strdup (message->branch_id);
  return TRUE;
}

static gboolean
apply_mark (MiqatCall *call, GError **error)
{
  return miqat_message_mark (call, miqat_args_text (call->args, "message_id"),
                             g_str_equal (miqat_args_text (call->args, "outcome"), "sent"), error);
}

static const MiqatCommand commands[] = {
  { "message.mark", N_("Note that a message was sent"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_OFFICES, 0,
    mark_params, subject_message, .apply = apply_mark },
  { NULL },
};

static const char *const outbox_personal[] = { "recipient", "body", NULL };

static const MiqatTable tables[] = {
  { "outbox", MIQAT_SCOPE_BRANCH, "branch_id", .personal = outbox_personal,
    .subject = "bookings", .subject_key = "booking_id" },
  { NULL },
};

static const MiqatStatements *const statements[] = { &miqat_outbox_statements, NULL };

const MiqatArea miqat_messaging_area = {
  .name = "messaging",
  .commands = commands,
  .tables = tables,
  .statements = statements,
  .invariants = miqat_messaging_invariants,
  .on_event = miqat_messaging_on_event,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of core/messaging share. Nobody else includes this. */
#pragma once

#include "miqat-area.h"
#include "miqat-outbox.h"
#include "miqat-template.h"

G_BEGIN_DECLS

extern const MiqatStatements miqat_outbox_statements;
extern const MiqatInvariant miqat_messaging_invariants[];

/* Queues a WhatsApp message; `subject_id` with the template makes its id. */
gboolean miqat_outbox_queue (MiqatCall *call, const char *branch_id, const char *booking_id,
                             const char *recipient, MiqatTemplate template, const char *subject_id,
                             GHashTable *words, GError **error);
MiqatMessage *miqat_message_load (MiqatDb *db, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_message_mark (MiqatCall *call, const char *id, gboolean sent, GError **error);

gboolean miqat_messaging_on_event (MiqatCall *call, MiqatEventKind event, const char *subject_id,
                                   GError **error);

G_END_DECLS

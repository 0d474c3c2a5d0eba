/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages to people, queued by what happens and sent by whoever dispatches: a service, or a clerk
 * who opens the wa.me link. Only a database that is nobody's replica queues them. */
#pragma once

#include "miqat-actor.h"
#include "miqat-db.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *branch_id;
  char *booking_id; /* nullable */
  char *channel;    /* "whatsapp", "email" */
  char *recipient;  /* 628… */
  char *template_name;
  char *body;
  char *status; /* "queued", "sent", "failed" */
  gint64 attempts;
  MiqatInstant queued_at;
  MiqatInstant sent_at; /* 0: not yet */
} MiqatMessage;

void miqat_message_free (MiqatMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatMessage, miqat_message_free)

/* MiqatMessage in the reader's scope. A booking's, newest first; those that wait, oldest first. */
GPtrArray *miqat_outbox_list_of_booking (MiqatDb *db, MiqatReader reader, const char *booking_id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *miqat_outbox_list_queued (MiqatDb *db, MiqatReader reader, guint limit, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* "https://wa.me/628…?text=…": opens WhatsApp with the message filled in. */
char *miqat_message_make_link (const MiqatMessage *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

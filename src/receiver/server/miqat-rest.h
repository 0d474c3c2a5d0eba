/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the REST handlers share: bodies, answers, commands, pages of lists. */
#pragma once

#include "miqat-envelope.h"
#include "miqat-receiver-context.h"

G_BEGIN_DECLS

/* The body's object (a new reference); NULL having answered. */
JsonObject *miqat_rest_read (MiqatHttpExchange *exchange) G_GNUC_WARN_UNUSED_RESULT;

/* Adds to what a command returned; nullable. */
typedef gboolean (*MiqatRestDone) (MiqatHttpExchange *exchange, JsonObject *result, GError **error);

/* Runs a command as the signed-in person (else the public) and answers its result with `status`. The
 * client's Idempotency-Key makes a repetition the same. */
void miqat_rest_run (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const char *name, JsonObject *args,
                     guint status, MiqatRestDone done);

/* Answers an envelope that was written, or the error. Takes both. */
void miqat_rest_answer (MiqatHttpExchange *exchange, MiqatEnvelope *envelope, gboolean written, GError *error);

typedef struct {
  gint64 page; /* from 1 */
  gint64 per_page;
  guint first; /* rows [first, first + count) of `total` */
  guint count;
} MiqatRestPage;

/* ?page= and ?per_page= for a list of `total` rows, written into the envelope. */
MiqatRestPage miqat_rest_get_page (MiqatHttpExchange *exchange, MiqatEnvelope *envelope, guint total);

G_END_DECLS

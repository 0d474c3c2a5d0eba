/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workstation's half of the wire: sends a message, and turns what comes back into an object or
 * into an error that says what to do. */
#pragma once

#include "miqat-sync-wire.h"

G_BEGIN_DECLS

/* How long answers may take. */
#define MIQAT_SYNC_TIMEOUT_MS 30000
#define MIQAT_SYNC_SIGN_IN_TIMEOUT_MS 10000
#define MIQAT_SYNC_DOCUMENT_TIMEOUT_MS 120000

/* Sends and reads the answer's object; `root` keeps it alive. Fails with the hub's refusal
 * (MIQAT_REFUSAL), with MIQAT_SYNC_ERROR, or cancelled. A device the hub has revoked gets
 * MIQAT_SYNC_ERROR_REVOKED. */
JsonObject *miqat_sync_ask (MiqatSyncTransport *transport, const MiqatSyncRequest *request,
                            JsonNode **root, GCancellable *cancellable, GError **error);
/* The same for an answer that is a document's contents. */
GBytes *miqat_sync_ask_contents (MiqatSyncTransport *transport, const MiqatSyncRequest *request,
                                 GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hub's side of sync: the one database that is the truth answers its workstations. It knows no
 * HTTP; the receiver maps requests to it, tests and the simulator call it as it is.
 *
 * Who asks is the device (by its token), and for commands the person (by the grant that signing in
 * gave). Commands run as that person, with rights as they are now, and with the device's series; the
 * time they claim is clamped to the device's last visit. Rows are given only of the device's scope. */
#pragma once

#include "miqat-sync-transport.h"
#include "miqat-sync-wire.h"
#include "miqat-vault.h"

G_BEGIN_DECLS

typedef struct _MiqatSyncHub MiqatSyncHub;

/* `site` must be a hub's; it and `vault` (nullable: no documents) are borrowed and outlive the hub.
 * `context` (nullable: the thread's default) must be run by somebody for long polls to be answered. */
MiqatSyncHub *miqat_sync_hub_new (MiqatSite *site, MiqatVault *vault, GMainContext *context) G_GNUC_WARN_UNUSED_RESULT;
/* Answers those who wait, and waits for what is being answered. On the thread of `context`. */
void miqat_sync_hub_free (MiqatSyncHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatSyncHub, miqat_sync_hub_free)

/* Answers and blocks meanwhile; never waits for changes. Any thread. `client` (nullable) is the
 * address that asks, for throttling. */
MiqatSyncResponse *miqat_sync_hub_answer (MiqatSyncHub *self, const MiqatSyncRequest *request,
                                          const char *client) G_GNUC_WARN_UNUSED_RESULT;

/* Called once, on any thread; takes `response`. */
typedef void (*MiqatSyncAnswered) (MiqatSyncResponse *response, gpointer data);

/* Answers from a pool of threads, keeping long polls waiting for changes without a thread of their
 * own. Copies what it needs of `request`. Any thread; returns at once. */
void miqat_sync_hub_answer_async (MiqatSyncHub *self, const MiqatSyncRequest *request,
                                  const char *client, MiqatSyncAnswered answered, gpointer data);

extern const MiqatStatements miqat_sync_hub_statements;

G_END_DECLS

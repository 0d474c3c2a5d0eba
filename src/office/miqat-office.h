/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every view of the office is given: the database to read, the one way to change it, who is
 * signed in, and word of what has changed. Made once by the application and passed on; nothing is
 * looked up globally. Lives on the main thread and never blocks it.
 *
 * Signals:
 *   "changed" (MiqatChanges *changes, NULL: everything may have changed) after any commit
 *   "actor-changed" when somebody signed in or out
 *   "sync-changed" when the state of exchange with the hub is another */
#pragma once

#include <gio/gio.h>

#include "miqat-site.h"
#include "miqat-sync-pill.h"
#include "miqat-vault.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_OFFICE (miqat_office_get_type ())
G_DECLARE_FINAL_TYPE (MiqatOffice, miqat_office, MIQAT, OFFICE, GObject)

/* Opens the database at `path` and, on a workstation, begins to exchange with its hub. `vault_folder`
 * NULL: beside the database. */
MiqatOffice *miqat_office_open (const char *path, const char *vault_folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes a site that was just made (enrolment). */
MiqatOffice *miqat_office_new_for_site (MiqatSite *site, const char *vault_folder, GError **error)
                                        G_GNUC_WARN_UNUSED_RESULT;

MiqatSite *miqat_office_get_site (MiqatOffice *self);
/* A read-only connection for the main thread. */
MiqatDb *miqat_office_get_db (MiqatOffice *self);
MiqatInstant miqat_office_get_now (MiqatOffice *self);
MiqatZone miqat_office_get_zone (MiqatOffice *self);
gboolean miqat_office_is_workstation (MiqatOffice *self);

/* ---- people --------------------------------------------------------------------------------- */

/* Who is signed in; NULL: nobody. */
const MiqatActor *miqat_office_get_actor (MiqatOffice *self);
MiqatReader miqat_office_get_reader (MiqatOffice *self);
/* Whether the person signed in has tier and duty for a command. */
gboolean miqat_office_may (MiqatOffice *self, const char *command);
/* Checks with the hub, or without the network by what this computer remembers. Refuses
 * sign_in_wrong, sign_in_offline. */
void miqat_office_sign_in_async (MiqatOffice *self, const char *email, const char *password,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean miqat_office_sign_in_finish (MiqatOffice *self, GAsyncResult *result, GError **error);
void miqat_office_sign_out (MiqatOffice *self);

/* ---- changing ------------------------------------------------------------------------------- */

/* Runs a command as the person signed in; those that need the hub go there at once. `args` is
 * nullable and copied. The answer may be a refusal: show its problems. */
void miqat_office_run_async (MiqatOffice *self, const char *command, JsonObject *args,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
MiqatAnswer *miqat_office_run_finish (MiqatOffice *self, GAsyncResult *result, GError **error)
                                      G_GNUC_WARN_UNUSED_RESULT;

/* ---- documents ------------------------------------------------------------------------------ */

/* Contents by their hash: from the vault, else from the hub. Opening one is noted in the audit. */
void miqat_office_load_document_async (MiqatOffice *self, const char *document_id, const char *content_hash,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GBytes *miqat_office_load_document_finish (MiqatOffice *self, GAsyncResult *result, GError **error)
                                           G_GNUC_WARN_UNUSED_RESULT;
/* Seals contents into the vault and gives their hash, for a command that names it. */
void miqat_office_store_document_async (MiqatOffice *self, GBytes *contents, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer data);
char *miqat_office_store_document_finish (MiqatOffice *self, GAsyncResult *result, GError **error)
                                          G_GNUC_WARN_UNUSED_RESULT;

/* ---- exchange ------------------------------------------------------------------------------- */

void miqat_office_get_sync_status (MiqatOffice *self, MiqatSyncStatus *status);
/* Exchanges now rather than at the next occasion. */
void miqat_office_sync_now (MiqatOffice *self);
/* The workstation's half of sync; NULL at a hub and where the office is alone. */
struct _MiqatReplica;
struct _MiqatReplica *miqat_office_get_replica (MiqatOffice *self);

/* ---- drafts --------------------------------------------------------------------------------- */

/* What was typed into a form and not yet saved; sealed with the database's key, kept over a crash.
 * `draft` NULL removes it. */
void miqat_office_keep_draft (MiqatOffice *self, const char *form, JsonObject *draft);
JsonObject *miqat_office_load_draft (MiqatOffice *self, const char *form) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binds the database, the exchange with the hub and the person signed in together for the views. */
#include "config.h"

#include "miqat-person.h"
#include "miqat-areas.h"
#include "miqat-local-vault.h"
#include "miqat-office.h"
#include "miqat-replica.h"
#include "miqat-sync-http.h"

#include <glib/gstdio.h>
#include <string.h>

struct _MiqatOffice {
  GObject parent_instance;

  MiqatSite *site;
  MiqatDb *db;
  MiqatVault *vault;
  MiqatReplica *replica; /* NULL at a hub and alone */
  MiqatActor *actor;
  char *draft_folder;
  guint subscription;
  guint replica_subscription;
};

enum { SIGNAL_CHANGED, SIGNAL_ACTOR_CHANGED, SIGNAL_SYNC_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatOffice, miqat_office, G_TYPE_OBJECT)

/* ---- opening -------------------------------------------------------------------------------- */

static void
on_site_changed_cb (MiqatSite *site, MiqatChanges *changes, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_CHANGED], 0, changes);
}

static void
on_replica_changed_cb (MiqatReplica *replica, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_SYNC_CHANGED], 0);
}

/* Whoever comes back from a tunnel does not wait for the next try. */
static void
on_network_changed_cb (MiqatOffice *self, gboolean available)
{
  if (available && self->replica != NULL)
    miqat_replica_nudge (self->replica);
}

static gboolean
start (MiqatOffice *self, const char *path, const char *vault_folder, GError **error)
{
  const MiqatSiteIdentity *identity = miqat_site_get_identity (self->site);
  g_autofree char *folder = vault_folder != NULL ? g_strdup (vault_folder)
                                                 : g_strconcat (path, ".vault", NULL);

  self->draft_folder = g_strconcat (path, ".drafts", NULL);
  self->db = miqat_site_open_reader (self->site, error);
  if (self->db == NULL)
    return FALSE;
  self->vault = miqat_local_vault_new (folder, miqat_site_get_key (self->site), error);
  if (self->vault == NULL)
    return FALSE;
  self->subscription = miqat_site_subscribe (self->site, NULL, on_site_changed_cb, self);
  if (identity->role == MIQAT_SITE_REPLICA) {
    MiqatSyncTransport *transport = miqat_sync_http_new (identity->hub_url, NULL, error);

    if (transport == NULL)
      return FALSE;
    self->replica = miqat_replica_new (self->site, transport, self->vault);
    self->replica_subscription = miqat_replica_subscribe (self->replica, NULL, on_replica_changed_cb, self);
    miqat_replica_start (self->replica);
    g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                             G_CALLBACK (on_network_changed_cb), self, G_CONNECT_SWAPPED);
  }
  return TRUE;
}

MiqatOffice *
miqat_office_open (const char *path, const char *vault_folder, GError **error)
{
  MiqatSiteOptions options = { .database = path, .areas = miqat_areas };
  MiqatSite *site = miqat_site_open (&options, error);

  return site != NULL ? miqat_office_new_for_site (site, vault_folder, error) : NULL;
}

MiqatOffice *
miqat_office_new_for_site (MiqatSite *site, const char *vault_folder, GError **error)
{
  g_autoptr (MiqatOffice) self = g_object_new (MIQAT_TYPE_OFFICE, NULL);

  self->site = site;
  if (!start (self, miqat_site_get_database (site), vault_folder, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
miqat_office_dispose (GObject *object)
{
  MiqatOffice *self = MIQAT_OFFICE (object);

  if (self->replica != NULL)
    miqat_replica_unsubscribe (self->replica, self->replica_subscription);
  g_clear_pointer (&self->replica, miqat_replica_free);
  if (self->subscription != 0)
    miqat_site_unsubscribe (self->site, self->subscription);
  self->subscription = 0;
  g_clear_pointer (&self->vault, miqat_vault_free);
  g_clear_pointer (&self->db, miqat_db_close);
  g_clear_pointer (&self->site, miqat_site_close);
  G_OBJECT_CLASS (miqat_office_parent_class)->dispose (object);
}

static void
miqat_office_finalize (GObject *object)
{
  MiqatOffice *self = MIQAT_OFFICE (object);

  miqat_actor_free (self->actor);
  g_free (self->draft_folder);
  G_OBJECT_CLASS (miqat_office_parent_class)->finalize (object);
}

static void
miqat_office_class_init (MiqatOfficeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = miqat_office_dispose;
  G_OBJECT_CLASS (klass)->finalize = miqat_office_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MIQAT_TYPE_OFFICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_ACTOR_CHANGED] = g_signal_new ("actor-changed", MIQAT_TYPE_OFFICE, G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SYNC_CHANGED] = g_signal_new ("sync-changed", MIQAT_TYPE_OFFICE, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
miqat_office_init (MiqatOffice *self)
{
}

MiqatSite *
miqat_office_get_site (MiqatOffice *self)
{
  return self->site;
}

MiqatDb *
miqat_office_get_db (MiqatOffice *self)
{
  return self->db;
}

MiqatInstant
miqat_office_get_now (MiqatOffice *self)
{
  return miqat_clock_now (miqat_site_get_clock (self->site));
}

MiqatZone
miqat_office_get_zone (MiqatOffice *self)
{
  return miqat_site_get_identity (self->site)->zone;
}

gboolean
miqat_office_is_workstation (MiqatOffice *self)
{
  return self->replica != NULL;
}

struct _MiqatReplica *
miqat_office_get_replica (MiqatOffice *self)
{
  return self->replica;
}

/* ---- people --------------------------------------------------------------------------------- */

const MiqatActor *
miqat_office_get_actor (MiqatOffice *self)
{
  return self->actor;
}

MiqatReader
miqat_office_get_reader (MiqatOffice *self)
{
  MiqatReader nobody = { "", "" };

  return self->actor != NULL ? miqat_actor_get_reader (self->actor) : nobody;
}

gboolean
miqat_office_may (MiqatOffice *self, const char *command)
{
  const MiqatCommand *found = miqat_site_find_command (self->site, command);

  g_return_val_if_fail (found != NULL, FALSE);
  if (self->actor == NULL || (found->tiers & self->actor->tier) == 0)
    return FALSE;
  return found->duties == 0 || (found->duties & self->actor->duties) != 0;
}

/* Who signed in becomes the actor, as the database describes that person now. */
static gboolean
become (MiqatOffice *self, const char *actor_id, GError **error)
{
  MiqatActor *actor = miqat_person_load_actor (self->db, actor_id, error);

  if (actor == NULL)
    return error != NULL && *error != NULL
             ? FALSE
             : miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_YOURS, NULL);
  miqat_actor_free (self->actor);
  self->actor = actor;
  g_signal_emit (self, signals[SIGNAL_ACTOR_CHANGED], 0);
  return TRUE;
}

static void
on_replica_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  MiqatOffice *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (MiqatSignedIn) person = miqat_replica_sign_in_finish (self->replica, result, &error);

  if (person != NULL)
    g_task_return_pointer (task, g_strdup (person->id), g_free);
  else
    g_task_return_error (task, error);
}

typedef struct {
  char *verifier;
  char *password;
  char *actor_id;
} Checking;

static void
checking_free (gpointer data)
{
  Checking *self = data;

  g_free (self->verifier);
  miqat_secret_free (self->password);
  g_free (self->actor_id);
  g_free (self);
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Checking *self = data;
  GError *error = NULL;

  if (miqat_password_verify (self->verifier, self->password)) {
    g_task_return_pointer (task, g_steal_pointer (&self->actor_id), g_free);
  } else {
    miqat_refuse (&error, NULL, MIQAT_PROBLEM_SIGN_IN_WRONG, NULL);
    g_task_return_error (task, error);
  }
}

/* At the hub's own database the verifier is here; Argon2 still belongs on a thread of its own. */
static void
check_here (MiqatOffice *self, GTask *task, const char *email, const char *password)
{
  GError *error = NULL;
  g_autoptr (MiqatPerson) person = miqat_person_find_by_email (self->db, email, &error);
  Checking *checking;

  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (person == NULL || person->verifier == NULL || !person->is_active) {
    miqat_refuse (&error, NULL, MIQAT_PROBLEM_SIGN_IN_WRONG, NULL);
    g_task_return_error (task, error);
    return;
  }
  checking = g_new0 (Checking, 1);
  checking->verifier = g_strdup (person->verifier);
  checking->password = g_strdup (password);
  checking->actor_id = g_strdup (person->id);
  g_task_set_task_data (task, checking, checking_free);
  g_task_run_in_thread (task, check_in_thread);
}

void
miqat_office_sign_in_async (MiqatOffice *self, const char *email, const char *password,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  if (self->replica != NULL)
    miqat_replica_sign_in_async (self->replica, email, password, cancellable, on_replica_signed_in_cb,
                                 g_steal_pointer (&task));
  else
    check_here (self, task, email, password);
}

gboolean
miqat_office_sign_in_finish (MiqatOffice *self, GAsyncResult *result, GError **error)
{
  g_autofree char *actor_id = g_task_propagate_pointer (G_TASK (result), error);

  return actor_id != NULL && become (self, actor_id, error);
}

void
miqat_office_sign_out (MiqatOffice *self)
{
  g_clear_pointer (&self->actor, miqat_actor_free);
  g_signal_emit (self, signals[SIGNAL_ACTOR_CHANGED], 0);
}

/* ---- changing ------------------------------------------------------------------------------- */

static void
on_run_here_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  MiqatOffice *self = g_task_get_source_object (task);
  GError *error = NULL;
  MiqatAnswer *answer = miqat_site_run_finish (self->site, result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) miqat_answer_free);
  else
    g_task_return_error (task, error);
}

static void
on_run_online_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  MiqatOffice *self = g_task_get_source_object (task);
  GError *error = NULL;
  MiqatAnswer *answer = miqat_replica_run_online_finish (self->replica, result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) miqat_answer_free);
  else
    g_task_return_error (task, error);
}

void
miqat_office_run_async (MiqatOffice *self, const char *command, JsonObject *args,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  const MiqatCommand *found = miqat_site_find_command (self->site, command);
  MiqatRequest request = { .name = command, .args = args };
  GError *error = NULL;

  g_return_if_fail (found != NULL);
  if (self->actor == NULL) {
    miqat_refuse (&error, NULL, MIQAT_PROBLEM_NOT_SIGNED_IN, NULL);
    g_task_return_error (task, error);
    return;
  }
  request.actor_id = self->actor->id;
  if (self->replica != NULL && found->class == MIQAT_COMMAND_ONLINE)
    miqat_replica_run_online_async (self->replica, &request, cancellable, on_run_online_cb,
                                    g_steal_pointer (&task));
  else
    miqat_site_run_async (self->site, &request, cancellable, on_run_here_cb, g_steal_pointer (&task));
}

MiqatAnswer *
miqat_office_run_finish (MiqatOffice *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- documents ------------------------------------------------------------------------------ */

typedef struct {
  MiqatVault *vault;
  char *content_hash;
  GBytes *contents;
} Stored;

static void
stored_free (gpointer data)
{
  Stored *self = data;

  g_free (self->content_hash);
  g_clear_pointer (&self->contents, g_bytes_unref);
  g_free (self);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Stored *self = data;
  GError *error = NULL;
  GBytes *contents = miqat_vault_get (self->vault, self->content_hash, 0, &error);

  if (contents != NULL)
    g_task_return_pointer (task, contents, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
on_fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  MiqatOffice *self = g_task_get_source_object (task);
  GError *error = NULL;
  GBytes *contents = miqat_replica_fetch_document_finish (self->replica, result, &error);

  if (contents != NULL)
    g_task_return_pointer (task, contents, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
miqat_office_load_document_async (MiqatOffice *self, const char *document_id, const char *content_hash,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Stored *stored;

  if (self->actor != NULL)
    miqat_site_note_view_async (self->site, self->actor->id, "documents", document_id, "opened");
  if (self->replica != NULL) {
    miqat_replica_fetch_document_async (self->replica, content_hash, cancellable, on_fetched_cb,
                                        g_steal_pointer (&task));
    return;
  }
  stored = g_new0 (Stored, 1);
  stored->vault = self->vault;
  stored->content_hash = g_strdup (content_hash);
  g_task_set_task_data (task, stored, stored_free);
  g_task_run_in_thread (task, load_in_thread);
}

GBytes *
miqat_office_load_document_finish (MiqatOffice *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Stored *self = data;
  GError *error = NULL;
  char *hash = miqat_vault_put (self->vault, self->contents, &error);

  if (hash != NULL)
    g_task_return_pointer (task, hash, g_free);
  else
    g_task_return_error (task, error);
}

void
miqat_office_store_document_async (MiqatOffice *self, GBytes *contents, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Stored *stored = g_new0 (Stored, 1);

  stored->vault = self->vault;
  stored->contents = g_bytes_ref (contents);
  g_task_set_task_data (task, stored, stored_free);
  g_task_run_in_thread (task, store_in_thread);
}

char *
miqat_office_store_document_finish (MiqatOffice *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- exchange ------------------------------------------------------------------------------- */

void
miqat_office_get_sync_status (MiqatOffice *self, MiqatSyncStatus *status)
{
  MiqatReplicaStatus replica;

  *status = (MiqatSyncStatus) { .alone = self->replica == NULL, .online = self->replica == NULL };
  if (self->replica == NULL)
    return;
  miqat_replica_get_status (self->replica, &replica);
  status->online = replica.online;
  status->offline_since = replica.offline_since;
  status->waiting = replica.waiting;
  status->oldest_waiting = replica.oldest_waiting;
  status->refused = replica.refused;
}

void
miqat_office_sync_now (MiqatOffice *self)
{
  if (self->replica != NULL)
    miqat_replica_nudge (self->replica);
}

/* ---- drafts --------------------------------------------------------------------------------- */

static char *
make_draft_path (MiqatOffice *self, const char *form)
{
  g_autofree char *person = g_strdup_printf ("%s %s", self->actor != NULL ? self->actor->id : "", form);
  g_autofree char *name = miqat_keyed_hash (miqat_site_get_key (self->site), "draft", person);

  return g_build_filename (self->draft_folder, name, NULL);
}

void
miqat_office_keep_draft (MiqatOffice *self, const char *form, JsonObject *draft)
{
  g_autofree char *path = make_draft_path (self, form);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (draft == NULL) {
    g_unlink (path);
    return;
  }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, draft);
  text = miqat_json_canonical (node);
  bytes = g_bytes_new (text, strlen (text));
  /* A draft is a convenience: that it could not be kept must not stop the typing. */
  if (g_mkdir_with_parents (self->draft_folder, 0700) != 0
      || !miqat_seal_file (miqat_site_get_key (self->site), bytes, path, &error))
    g_message ("a draft could not be kept: %s", error != NULL ? error->message : self->draft_folder);
}

JsonObject *
miqat_office_load_draft (MiqatOffice *self, const char *form)
{
  g_autofree char *path = make_draft_path (self, form);
  g_autoptr (GBytes) bytes = miqat_open_file (miqat_site_get_key (self->site), path, MIQAT_JSON_SIZE_MAX, NULL);
  g_autoptr (JsonNode) node = NULL;
  const char *text;
  gsize length = 0;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  node = miqat_json_parse (text, length, 0, NULL);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_object_ref (json_node_get_object (node)) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in at a workstation: at the hub while there is a connection, else by what this computer
 * remembers of earlier times. */
#include "config.h"

#include "miqat-replica-private.h"

#include "miqat-setting.h"
#include "miqat-text.h"

#define DAY (24 * MIQAT_HOUR)

void
miqat_signed_in_free (MiqatSignedIn *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static MiqatSignedIn *
signed_in_new (const char *id, const char *name, gboolean offline)
{
  MiqatSignedIn *self = g_new0 (MiqatSignedIn, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->offline = offline;
  return self;
}

/* The address as it is kept; what is none cannot be anybody's. */
static char *
clean_email (const char *typed, GError **error)
{
  char *email = NULL;

  if (miqat_text_check_email (typed, &email) == MIQAT_PROBLEM_NONE)
    return email;
  miqat_refuse (error, NULL, MIQAT_PROBLEM_SIGN_IN_WRONG, NULL);
  return NULL;
}

static MiqatOfflinePerson *
find_person (MiqatReplica *self, const char *email, GError **error)
{
  MiqatDb *db = miqat_replica_begin_read (self, error);
  MiqatOfflinePerson *person;

  if (db == NULL)
    return NULL;
  person = miqat_offline_person_find (db, email, error);
  miqat_replica_end_read (self);
  return person;
}

/* ---- at the hub ----------------------------------------------------------------------------- */

typedef struct {
  const MiqatKey *key;
  MiqatOfflinePerson person;
  const char *grant;
} Remembering;

static gboolean
remember_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  const Remembering *self = data;
  g_autofree char *name = g_strconcat (MIQAT_SYNC_STATE_GRANT, self->person.id, NULL);

  return miqat_sync_state_set_secret (db, self->key, name, self->grant, error)
         && miqat_offline_person_keep (db, &self->person, error);
}

static gboolean
remember (MiqatReplica *self, const char *id, const char *email, const char *password,
          const char *grant, GError **error)
{
  g_autofree char *verifier = miqat_password_make_verifier (password);
  Remembering remembering = {
    .key = miqat_site_get_key (self->site),
    .person = { (char *) id, (char *) email, verifier, miqat_clock_now (miqat_site_get_clock (self->site)) },
    .grant = grant,
  };

  return miqat_replica_write (self, remember_job, &remembering, error);
}

static gboolean
forget_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  return miqat_offline_person_forget (db, data, error);
}

/* The hub does not accept a password that this computer still would: it was changed, or the person
 * may no longer sign in. */
static gboolean
forget_if_changed (MiqatReplica *self, const char *email, const char *password, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatOfflinePerson) person = find_person (self, email, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (person == NULL || !miqat_password_verify (person->verifier, password))
    return TRUE;
  return miqat_replica_write (self, forget_job, person->id, error);
}

static GBytes *
write_sign_in (const char *email, const char *password)
{
  GString *out = g_string_new (NULL);
  MiqatJsonWriter json;

  miqat_replica_begin_message (&json, out);
  miqat_json_add_text (&json, "email", email);
  miqat_json_add_text (&json, "password", password);
  return miqat_sync_message_end (&json, out);
}

static MiqatSignedIn *
sign_in_at_hub (MiqatReplica *self, const char *email, const char *password,
                GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = write_sign_in (email, password);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *answer
    = miqat_replica_ask (self, MIQAT_SYNC_POST, MIQAT_SYNC_PREFIX "/sign-in", body,
                         MIQAT_SYNC_SIGN_IN_TIMEOUT_MS, &root, cancellable, error);
  JsonObject *person = answer != NULL ? miqat_json_get_object (answer, "person") : NULL;
  const char *id = person != NULL ? miqat_json_get_text (person, "id") : NULL;
  const char *grant = answer != NULL ? miqat_json_get_text (answer, "grant") : NULL;

  if (answer == NULL)
    return NULL;
  if (id == NULL || grant == NULL) {
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER, "The hub does not say who signed in");
    return NULL;
  }
  if (!remember (self, id, email, password, grant, error))
    return NULL;
  /* What waited for this person can go now. */
  miqat_replica_nudge (self);
  return signed_in_new (id, miqat_json_get_text (person, "name"), FALSE);
}

/* ---- from memory ---------------------------------------------------------------------------- */

static MiqatActor *
load_person (MiqatReplica *self, const char *id, gint64 *days, GError **error)
{
  MiqatDb *db = miqat_replica_begin_read (self, error);
  MiqatActor *actor = NULL;

  if (db == NULL)
    return NULL;
  if (miqat_setting_get (db, MIQAT_SETTING_OFFLINE_SIGN_IN_DAYS, days, error))
    actor = miqat_site_load_actor (self->site, db, id, error);
  miqat_replica_end_read (self);
  return actor;
}

static MiqatSignedIn *
sign_in_from_memory (MiqatReplica *self, const char *email, const char *password, GError **error)
{
  MiqatInstant now = miqat_clock_now (miqat_site_get_clock (self->site));
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatOfflinePerson) person = find_person (self, email, &failure);
  g_autoptr (MiqatActor) actor = NULL;
  gint64 days = 0;

  if (person != NULL)
    actor = load_person (self, person->id, &days, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (person != NULL && !miqat_password_verify (person->verifier, password)) {
    miqat_refuse (error, NULL, MIQAT_PROBLEM_SIGN_IN_WRONG, NULL);
    return NULL;
  }
  if (actor == NULL || now - person->verified_at >= days * DAY) {
    miqat_refuse (error, NULL, MIQAT_PROBLEM_SIGN_IN_OFFLINE, NULL);
    return NULL;
  }
  return signed_in_new (actor->id, actor->name, TRUE);
}

MiqatSignedIn *
miqat_replica_sign_in (MiqatReplica *self, const char *email, const char *password,
                       GCancellable *cancellable, GError **error)
{
  g_autofree char *clean = clean_email (email, error);
  g_autoptr (GError) failure = NULL;
  MiqatSignedIn *signed_in;

  if (clean == NULL)
    return NULL;
  signed_in = sign_in_at_hub (self, clean, password, cancellable, &failure);
  if (signed_in != NULL)
    return signed_in;
  if (failure->domain == MIQAT_SYNC_ERROR && failure->code != MIQAT_SYNC_ERROR_REVOKED)
    return sign_in_from_memory (self, clean, password, error);
  if (g_error_matches (failure, MIQAT_REFUSAL, MIQAT_PROBLEM_SIGN_IN_WRONG)
      && !forget_if_changed (self, clean, password, error))
    return NULL;
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* ---- without waiting ------------------------------------------------------------------------ */

typedef struct {
  char *email;
  char *password;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  g_free (self->email);
  miqat_secret_free (self->password);
  g_free (self);
}

static void
run_sign_in (MiqatReplicaErrand *errand, GTask *task)
{
  const SignIn *input = errand->input;
  GError *error = NULL;
  MiqatSignedIn *signed_in
    = miqat_replica_sign_in (errand->self, input->email, input->password, errand->cancellable, &error);

  if (signed_in != NULL)
    g_task_return_pointer (task, signed_in, (GDestroyNotify) miqat_signed_in_free);
  else
    g_task_return_error (task, error);
}

void
miqat_replica_sign_in_async (MiqatReplica *self, const char *email, const char *password,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  SignIn *input = g_new0 (SignIn, 1);

  input->email = g_strdup (email);
  input->password = g_strdup (password);
  miqat_replica_run_errand (self, run_sign_in, input, sign_in_free, cancellable, callback, user_data);
}

MiqatSignedIn *
miqat_replica_sign_in_finish (MiqatReplica *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

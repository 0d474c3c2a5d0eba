/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workstations enrol, people sign in at them. */
#include "config.h"

#include "miqat-sync-hub-private.h"

#include "miqat-agency.h"
#include "miqat-person.h"
#include "miqat-setting.h"
#include "miqat-sync-enrolment.h"
#include "miqat-text.h"
#include "miqat-user.h"

#include <string.h>

#define TRIES_MAX 6
#define TRIES_PAUSE (15 * MIQAT_MINUTE)
/* Beyond this they are forgotten: codes and passwords are too many to be found in so few tries. */
#define TRIES_KEPT 2000
#define DAY (24 * MIQAT_HOUR)
#define EMAIL_MAX 254
#define PASSWORD_MAX 1024

/* ---- throttling ----------------------------------------------------------------------------- */

typedef struct {
  guint failures;
  MiqatInstant last;
} Tries;

static gboolean
is_over (gpointer key, gpointer value, gpointer data)
{
  const Tries *tries = value;
  const MiqatInstant *now = data;

  return *now - tries->last >= TRIES_PAUSE;
}

gboolean
miqat_sync_tries_check (MiqatSyncHub *self, const char *key, MiqatInstant now, GError **error)
{
  MiqatInstant left = 0;
  const Tries *tries;

  g_mutex_lock (&self->lock);
  tries = g_hash_table_lookup (self->tries, key);
  if (tries != NULL && tries->failures >= TRIES_MAX)
    left = tries->last + TRIES_PAUSE - now;
  g_mutex_unlock (&self->lock);
  if (left > 0) {
    g_autofree char *minutes = g_strdup_printf ("%d", (int) ((left + MIQAT_MINUTE - 1) / MIQAT_MINUTE));

    return miqat_refuse (error, NULL, MIQAT_PROBLEM_SIGN_IN_SLOW_DOWN, "minutes", minutes, NULL);
  }
  return TRUE;
}

void
miqat_sync_tries_note (MiqatSyncHub *self, const char *key, MiqatInstant now, gboolean success)
{
  Tries *tries;

  g_mutex_lock (&self->lock);
  tries = g_hash_table_lookup (self->tries, key);
  if (success) {
    g_hash_table_remove (self->tries, key);
  } else {
    if (tries == NULL) {
      if (g_hash_table_size (self->tries) >= TRIES_KEPT)
        g_hash_table_foreach_remove (self->tries, is_over, &now);
      if (g_hash_table_size (self->tries) >= TRIES_KEPT)
        g_hash_table_remove_all (self->tries);
      tries = g_new0 (Tries, 1);
      g_hash_table_insert (self->tries, g_strdup (key), tries);
    }
    if (now - tries->last >= TRIES_PAUSE)
      tries->failures = 0;
    tries->failures++;
    tries->last = now;
  }
  g_mutex_unlock (&self->lock);
}

/* ---- enrolling ------------------------------------------------------------------------------ */

static gboolean
write_device (MiqatSyncVisit *visit, const char *token_hash, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatDevice) device = miqat_device_find_by_token (visit->db, token_hash, &failure);
  g_autoptr (MiqatUser) office = NULL;
  g_autoptr (MiqatAgency) agency = NULL;

  if (device == NULL) {
    if (failure != NULL)
      g_propagate_error (error, g_steal_pointer (&failure));
    else
      miqat_refuse (error, "code", MIQAT_PROBLEM_ENROL_CODE_WRONG, NULL);
    return FALSE;
  }
  office = miqat_user_load (visit->db, device->node_id, error);
  agency = office != NULL ? miqat_agency_load (visit->db, error) : NULL;
  if (agency == NULL)
    return FALSE;
  miqat_json_add_text (&visit->json, "device_id", device->id);
  miqat_json_add_text (&visit->json, "code", device->code);
  miqat_json_add_text (&visit->json, "node_id", device->node_id);
  miqat_json_add_text (&visit->json, "node_name", office->full_name);
  miqat_json_add_text (&visit->json, "agency_name", agency->name);
  miqat_json_add_text (&visit->json, "zone", miqat_zone_get_name (office->zone));
  return TRUE;
}

gboolean
miqat_sync_hub_enrol (MiqatSyncVisit *visit, GError **error)
{
  const char *id = miqat_json_get_text (visit->message, "id");
  const char *code = miqat_json_get_text (visit->message, "code");
  const char *name = miqat_json_get_text (visit->message, "name");
  const char *token = miqat_json_get_text (visit->message, "token");
  g_autoptr (JsonObject) args = NULL;
  g_autofree char *code_hash = NULL;
  g_autofree char *token_hash = NULL;
  g_autofree char *key = g_strconcat ("enrol:", visit->client != NULL ? visit->client : "", NULL);
  gboolean done;

  if (id == NULL || code == NULL || name == NULL || token == NULL || strlen (token) < 40)
    return miqat_refuse (error, "code", MIQAT_PROBLEM_ENROL_CODE_WRONG, NULL);
  if (!miqat_sync_tries_check (visit->hub, key, visit->now, error))
    return FALSE;
  code_hash = miqat_enrolment_code_hash (code);
  token_hash = miqat_hash_text (token);
  args = json_object_new ();
  json_object_set_string_member (args, "code_hash", code_hash);
  json_object_set_string_member (args, "token_hash", token_hash);
  json_object_set_string_member (args, "name", name);
  done = miqat_sync_visit_run_system (visit, id, "device.enrol", args, error);
  miqat_sync_tries_note (visit->hub, key, visit->now, done);
  return done && write_device (visit, token_hash, error);
}

/* ---- grants --------------------------------------------------------------------------------- */

#define GRANT_CONTEXT "sync.grant"

char *
miqat_sync_grant_make (const MiqatKey *key, const char *person_id, const char *device_id, MiqatInstant since,
                       MiqatInstant until)
{
  g_autofree char *claim = g_strdup_printf ("2.%s.%s.%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, person_id, device_id,
                                            since, until);
  g_autofree char *signature = miqat_sign (key, GRANT_CONTEXT, claim);

  return g_strconcat (claim, ".", signature, NULL);
}

MiqatProblemCode
miqat_sync_grant_check (const MiqatKey *key, const char *grant, const char *person_id, const char *device_id,
                        MiqatInstant password_since, MiqatInstant at)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *claim = NULL;
  gint64 since, until;

  if (grant == NULL)
    return MIQAT_PROBLEM_NOT_SIGNED_IN;
  parts = g_strsplit (grant, ".", 7);
  if (g_strv_length (parts) != 6 || !g_str_equal (parts[0], "2") || !g_str_equal (parts[1], person_id)
      || !g_str_equal (parts[2], device_id)
      || !g_ascii_string_to_signed (parts[3], 10, 0, G_MAXINT64, &since, NULL)
      || !g_ascii_string_to_signed (parts[4], 10, 0, G_MAXINT64, &until, NULL))
    return MIQAT_PROBLEM_TOKEN_FORGED;
  claim = g_strdup_printf ("2.%s.%s.%s.%s", parts[1], parts[2], parts[3], parts[4]);
  if (!miqat_verify_signature (key, GRANT_CONTEXT, claim, parts[5]))
    return MIQAT_PROBLEM_TOKEN_FORGED;
  if (since < password_since && at >= password_since)
    return MIQAT_PROBLEM_TOKEN_EXPIRED;
  return at < until ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_TOKEN_EXPIRED;
}

/* ---- signing in ----------------------------------------------------------------------------- */

static char *
dup_dummy_verifier (MiqatSyncHub *self)
{
  g_autofree char *made = NULL;
  g_autofree char *verifier = NULL;

  g_mutex_lock (&self->lock);
  verifier = g_strdup (self->dummy_verifier);
  g_mutex_unlock (&self->lock);
  if (verifier != NULL)
    return g_steal_pointer (&verifier);
  made = miqat_password_make_verifier ("nobody");
  g_mutex_lock (&self->lock);
  if (self->dummy_verifier == NULL)
    self->dummy_verifier = g_steal_pointer (&made);
  verifier = g_strdup (self->dummy_verifier);
  g_mutex_unlock (&self->lock);
  return g_steal_pointer (&verifier);
}

/* People of this office and of those above it; partners below the offices have no workstation. */
static gboolean
may_work_here (MiqatSyncVisit *visit, const char *person_id, gboolean *may, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatActor) actor
    = miqat_site_load_actor (visit->hub->site, visit->db, person_id, &failure);

  *may = FALSE;
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (actor == NULL || actor->node_id == NULL || (actor->tier & MIQAT_TIER_OFFICES) == 0)
    return TRUE;
  return miqat_user_covers (visit->db, actor->node_id, visit->device->node_id, may, error);
}

static gboolean
write_person (MiqatSyncVisit *visit, const MiqatPerson *person, GError **error)
{
  g_autofree char *grant = NULL;
  MiqatInstant until;
  gint64 days;

  if (!miqat_setting_get (visit->db, MIQAT_SETTING_OFFLINE_SIGN_IN_DAYS, &days, error))
    return FALSE;
  until = visit->now + days * DAY;
  grant = miqat_sync_grant_make (miqat_site_get_key (visit->hub->site), person->id,
                                 visit->device->id, visit->now, until);
  miqat_json_name (&visit->json, "person");
  miqat_json_begin_object (&visit->json);
  miqat_json_add_text (&visit->json, "id", person->id);
  miqat_json_add_text (&visit->json, "name", person->full_name);
  miqat_json_add_text (&visit->json, "email", person->email);
  miqat_json_end_object (&visit->json);
  miqat_json_add_text (&visit->json, "grant", grant);
  miqat_json_add_int (&visit->json, "until", until);
  miqat_json_add_int (&visit->json, "days", days);
  return TRUE;
}

gboolean
miqat_sync_hub_sign_in (MiqatSyncVisit *visit, GError **error)
{
  const char *email = miqat_json_get_text (visit->message, "email");
  const char *password = miqat_json_get_text (visit->message, "password");
  g_autofree char *folded = NULL;
  g_autofree char *key = NULL;
  g_autofree char *dummy = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatPerson) person = NULL;
  gboolean right, may = FALSE;

  if (email == NULL || password == NULL || strlen (email) > EMAIL_MAX || strlen (password) > PASSWORD_MAX)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_SIGN_IN_WRONG, NULL);
  folded = miqat_text_fold (email);
  key = g_strconcat ("sign-in:", folded, NULL);
  if (!miqat_sync_tries_check (visit->hub, key, visit->now, error))
    return FALSE;
  person = miqat_person_find_by_email (visit->db, email, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  dummy = dup_dummy_verifier (visit->hub);
  right = miqat_password_verify (
    person != NULL && person->verifier != NULL ? person->verifier : dummy, password);
  right = right && person != NULL && person->verifier != NULL && person->is_active;
  if (right && !may_work_here (visit, person->id, &may, error))
    return FALSE;
  miqat_sync_tries_note (visit->hub, key, visit->now, right && may);
  if (!right)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_SIGN_IN_WRONG, NULL);
  if (!may)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_YOURS, NULL);
  return write_person (visit, person, error);
}

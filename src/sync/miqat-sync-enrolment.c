/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-sync-enrolment.h"

#include "miqat-id.h"
#include "miqat-replica-store.h"
#include "miqat-site-private.h"
#include "miqat-sync-client.h"

#include <string.h>

/* No letters or digits that look or sound alike. */
static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

#define N_SYMBOLS (sizeof alphabet - 1)
#define CODE_LENGTH 12
#define GROUP 4

char *
miqat_enrolment_code_new (void)
{
  GString *code = g_string_new (NULL);
  guint symbols = 0;

  while (symbols < CODE_LENGTH) {
    g_autofree char *token = miqat_token_new ();
    gsize size = 0;
    g_autofree guint8 *bytes = miqat_base64url_decode (token, &size);

    for (gsize i = 0; i < size && symbols < CODE_LENGTH; i++) {
      /* The last values of a byte would favour the first symbols. */
      if (bytes[i] >= 256 - 256 % N_SYMBOLS)
        continue;
      if (symbols > 0 && symbols % GROUP == 0)
        g_string_append_c (code, '-');
      g_string_append_c (code, alphabet[bytes[i] % N_SYMBOLS]);
      symbols++;
    }
  }
  return g_string_free (code, FALSE);
}

char *
miqat_enrolment_code_hash (const char *typed)
{
  g_autoptr (GString) code = g_string_new (NULL);

  for (const char *c = typed; *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (code, g_ascii_toupper (*c));
  return miqat_hash_text (code->str);
}

/* ---- an attempt ----------------------------------------------------------------------------- */

struct _MiqatEnrolmentAttempt {
  char *id;
  char *code;
  char *name;
  char *token;
};

MiqatEnrolmentAttempt *
miqat_enrolment_attempt_new (const char *typed_code, const char *device_name)
{
  MiqatEnrolmentAttempt *self = g_new0 (MiqatEnrolmentAttempt, 1);

  self->id = miqat_id_new (miqat_clock_now (miqat_clock_get_system ()));
  self->code = g_strdup (typed_code);
  self->name = g_strdup (device_name);
  /* Made here, so that a repeat proves to be the same workstation. */
  self->token = miqat_token_new ();
  return self;
}

void
miqat_enrolment_attempt_free (MiqatEnrolmentAttempt *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->code);
  g_free (self->name);
  miqat_secret_free (self->token);
  g_free (self);
}

void
miqat_enrolment_free (MiqatEnrolment *self)
{
  if (self == NULL)
    return;
  miqat_secret_free (self->token);
  g_free (self->device_id);
  g_free (self->code);
  g_free (self->node_id);
  g_free (self->node_name);
  g_free (self->agency_name);
  g_free (self);
}

static GBytes *
write_attempt (const MiqatEnrolmentAttempt *self)
{
  GString *out = g_string_new (NULL);
  MiqatJsonWriter json;

  miqat_json_writer_init (&json, out);
  miqat_json_begin_object (&json);
  miqat_json_add_int (&json, "protocol", MIQAT_SYNC_PROTOCOL);
  miqat_json_add_text (&json, "id", self->id);
  miqat_json_add_text (&json, "code", self->code);
  miqat_json_add_text (&json, "name", self->name);
  miqat_json_add_text (&json, "token", self->token);
  return miqat_sync_message_end (&json, out);
}

MiqatEnrolment *
miqat_enrolment_attempt_send (MiqatEnrolmentAttempt *self, MiqatSyncTransport *transport,
                              GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = write_attempt (self);
  const MiqatSyncRequest request = {
    .method = MIQAT_SYNC_POST,
    .target = MIQAT_SYNC_PREFIX "/enrol",
    .body = body,
    .timeout_ms = MIQAT_SYNC_TIMEOUT_MS,
  };
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (MiqatEnrolment) enrolment = NULL;
  JsonObject *answer = miqat_sync_ask (transport, &request, &root, cancellable, error);

  if (answer == NULL)
    return NULL;
  enrolment = g_new0 (MiqatEnrolment, 1);
  enrolment->token = g_strdup (self->token);
  enrolment->device_id = g_strdup (miqat_json_get_text (answer, "device_id"));
  enrolment->code = g_strdup (miqat_json_get_text (answer, "code"));
  enrolment->node_id = g_strdup (miqat_json_get_text (answer, "node_id"));
  enrolment->node_name = g_strdup (miqat_json_get_text (answer, "node_name"));
  enrolment->agency_name = g_strdup (miqat_json_get_text (answer, "agency_name"));
  if (enrolment->device_id == NULL || enrolment->code == NULL || enrolment->node_id == NULL
      || miqat_json_get_text (answer, "zone") == NULL
      || !miqat_zone_from_name (miqat_json_get_text (answer, "zone"), &enrolment->zone)) {
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER,
                         "The hub enrolled this workstation, but did not say as what");
    return NULL;
  }
  return g_steal_pointer (&enrolment);
}

/* ---- the database --------------------------------------------------------------------------- */

typedef struct {
  MiqatSite *site;
  const char *token;
} Keeping;

static gboolean
keep_token_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  const Keeping *keeping = data;

  return miqat_sync_state_set_secret (db, miqat_site_get_key (keeping->site),
                                      MIQAT_SYNC_STATE_TOKEN, keeping->token, error);
}

MiqatSite *
miqat_enrolment_create_site (const MiqatEnrolment *self, const MiqatSiteOptions *options,
                             const char *hub_url, GError **error)
{
  const MiqatSiteIdentity identity = {
    .role = MIQAT_SITE_REPLICA,
    .node_id = self->node_id,
    .device_id = self->device_id,
    .code = self->code,
    .zone = self->zone,
    .hub_url = hub_url,
  };
  g_autoptr (MiqatSite) site = miqat_site_create (options, &identity, error);
  Keeping keeping = { site, self->token };

  if (site == NULL
      || !miqat_writer_run (miqat_site_get_writer (site), MIQAT_WRITER_ONCE, keep_token_job, &keeping,
                            NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&site);
}

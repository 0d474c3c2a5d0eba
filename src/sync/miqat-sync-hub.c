/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes requests apart, finds out who asks, calls the endpoint, and writes the answer. */
#include "config.h"

#include "miqat-sync-hub-private.h"

#include "miqat-migration.h"
#include "miqat-user.h"

#include <string.h>

/* A connection that nobody needs at the moment is kept, up to so many. */
#define READERS_KEPT 4
#define SEEN_EVERY (5 * MIQAT_MINUTE)
/* Bytes that somebody may send who has not shown a device's token. */
#define STRANGER_MAX 4096

typedef enum {
  NEEDS_DEVICE = 1 << 0,
  HAS_SUBJECT = 1 << 1, /* the path goes on */
  HAS_CONTENTS = 1 << 2, /* the body is not JSON */
} EndpointFlags;

typedef struct {
  MiqatSyncMethod method;
  const char *path;
  EndpointFlags flags;
  gboolean (*answer) (MiqatSyncVisit *visit, GError **error);
} Endpoint;

static const Endpoint endpoints[] = {
  { MIQAT_SYNC_POST, "/sync/enrol", 0, miqat_sync_hub_enrol },
  { MIQAT_SYNC_POST, "/sync/sign-in", NEEDS_DEVICE, miqat_sync_hub_sign_in },
  { MIQAT_SYNC_POST, "/sync/commands", NEEDS_DEVICE, miqat_sync_hub_commands },
  { MIQAT_SYNC_GET, "/sync/changes", NEEDS_DEVICE, miqat_sync_hub_changes },
  { MIQAT_SYNC_GET, "/sync/snapshot", NEEDS_DEVICE, miqat_sync_hub_snapshot },
  { MIQAT_SYNC_GET, "/sync/documents/", NEEDS_DEVICE | HAS_SUBJECT, miqat_sync_hub_document_get },
  { MIQAT_SYNC_PUT, "/sync/documents/", NEEDS_DEVICE | HAS_SUBJECT | HAS_CONTENTS,
    miqat_sync_hub_document_put },
};

/* ---- readers -------------------------------------------------------------------------------- */

static MiqatDb *
take_reader (MiqatSyncHub *self, GError **error)
{
  MiqatDb *db;

  g_mutex_lock (&self->lock);
  db = g_queue_pop_tail (&self->readers);
  g_mutex_unlock (&self->lock);
  return db != NULL ? db : miqat_site_open_reader (self->site, error);
}

static void
give_reader_back (MiqatSyncHub *self, MiqatDb *db)
{
  gboolean keep;

  g_mutex_lock (&self->lock);
  keep = self->readers.length < READERS_KEPT;
  if (keep)
    g_queue_push_tail (&self->readers, db);
  g_mutex_unlock (&self->lock);
  if (!keep)
    miqat_db_close (db);
}

/* ---- the visit ------------------------------------------------------------------------------ */

gint64
miqat_sync_visit_get_int (const MiqatSyncVisit *self, const char *name, gint64 fallback)
{
  const char *text = g_hash_table_lookup (self->query, name);
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL))
    return fallback;
  return number;
}

MiqatReader
miqat_sync_visit_get_reader (const MiqatSyncVisit *self)
{
  return (MiqatReader) { .branch_id = self->branch_id };
}

gboolean
miqat_sync_visit_run_system (MiqatSyncVisit *self, const char *id, const char *name, JsonObject *args,
                             GError **error)
{
  const MiqatRequest request = {
    .id = id, .name = name, .args = args, .actor_id = MIQAT_ACTOR_SYSTEM, .day = MIQAT_DAY_NONE,
  };
  g_autoptr (MiqatAnswer) answer = miqat_site_run (self->hub->site, &request, error);

  if (answer == NULL)
    return FALSE;
  if (!answer->done)
    return miqat_refuse_all (error, miqat_problems_copy (answer->problems));
  return TRUE;
}

gboolean
miqat_sync_visit_note_seen (MiqatSyncVisit *self, gboolean idle, gboolean now, GError **error)
{
  g_autoptr (JsonObject) args = NULL;

  if (!idle || (!now && self->now - self->device->last_seen_at < SEEN_EVERY))
    return TRUE;
  args = json_object_new ();
  json_object_set_string_member (args, "device_id", self->device->id);
  return miqat_sync_visit_run_system (self, NULL, "device.seen", args, error);
}

static void
clear_visit (MiqatSyncVisit *self)
{
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->root, json_node_unref);
  g_clear_pointer (&self->device, miqat_device_free);
  g_clear_pointer (&self->branch_id, g_free);
  g_clear_pointer (&self->contents, g_bytes_unref);
  if (self->out != NULL)
    g_string_free (self->out, TRUE);
  if (self->db != NULL)
    give_reader_back (self->hub, self->db);
}

/* ---- who asks, and what --------------------------------------------------------------------- */

static const Endpoint *
find_endpoint (MiqatSyncVisit *visit, GError **error)
{
  const char *target = visit->request->target;
  const char *query = strchr (target, '?');
  gsize length = query != NULL ? (gsize) (query - target) : strlen (target);
  gboolean known = FALSE;

  if (query != NULL)
    visit->query = g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
  if (visit->query == NULL)
    visit->query = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++) {
    const Endpoint *one = &endpoints[i];
    gsize own = strlen (one->path);

    if (length < own || memcmp (target, one->path, own) != 0
        || ((one->flags & HAS_SUBJECT) == 0 && length > own))
      continue;
    known = TRUE;
    if (one->method != visit->request->method)
      continue;
    visit->subject = g_strndup (target + own, length - own);
    return one;
  }
  miqat_refuse (error, NULL, known ? MIQAT_PROBLEM_METHOD_WRONG : MIQAT_PROBLEM_NOT_FOUND, NULL);
  return NULL;
}

static gboolean
read_message (MiqatSyncVisit *visit, const Endpoint *endpoint, GError **error)
{
  GBytes *body = visit->request->body;
  gsize size;
  const char *data;

  if (endpoint->method != MIQAT_SYNC_POST || (endpoint->flags & HAS_CONTENTS) != 0)
    return TRUE;
  if (body == NULL)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_JSON_BROKEN, NULL);
  data = g_bytes_get_data (body, &size);
  visit->root = miqat_json_parse (
    data, size, (endpoint->flags & NEEDS_DEVICE) != 0 ? MIQAT_SYNC_PUSH_MAX : STRANGER_MAX, error);
  if (visit->root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (visit->root))
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_AN_OBJECT, NULL);
  visit->message = json_node_get_object (visit->root);
  return TRUE;
}

/* A workstation whose program is newer than ours may say what we cannot understand. */
static gboolean
check_protocol (MiqatSyncVisit *visit, GError **error)
{
  gint64 protocol = visit->message != NULL ? miqat_json_get_int (visit->message, "protocol", 0)
                                           : miqat_sync_visit_get_int (visit, "protocol", 0);
  gint64 schema = visit->message != NULL ? miqat_json_get_int (visit->message, "schema", 0)
                                         : miqat_sync_visit_get_int (visit, "schema", 0);
  guint ours = 0;

  if (!miqat_migration_get_version (visit->db, &ours, error))
    return FALSE;
  if (protocol > MIQAT_SYNC_PROTOCOL || schema > (gint64) ours)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_COMMAND_TOO_NEW, NULL);
  return TRUE;
}

static gboolean
find_device (MiqatSyncVisit *visit, GError **error)
{
  g_autofree char *hash = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatUser) office = NULL;

  if (visit->request->token == NULL)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_TOKEN_FORGED, NULL);
  hash = miqat_hash_text (visit->request->token);
  visit->device = miqat_device_find_by_token (visit->db, hash, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (visit->device == NULL)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_TOKEN_FORGED, NULL);
  if (visit->device->revoked_at != 0)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_DEVICE_REVOKED, NULL);
  office = miqat_user_load (visit->db, visit->device->node_id, error);
  if (office == NULL)
    return FALSE;
  if (office->tier != MIQAT_TIER_PUSAT)
    visit->branch_id = g_strdup (office->id);
  return TRUE;
}

/* ---- the answer ----------------------------------------------------------------------------- */

static guint
get_status (const GError *error)
{
  const MiqatProblems *problems = miqat_refusal_get_problems (error);

  if (problems == NULL)
    return error->domain == MIQAT_DB_ERROR ? 503 : 500;
  /* Only what matters to whoever sends again or gives up has a number of its own. */
  switch ((int) miqat_problems_get (problems, 0)->code) {
  case MIQAT_PROBLEM_TOKEN_FORGED:
  case MIQAT_PROBLEM_TOKEN_EXPIRED:
  case MIQAT_PROBLEM_SIGN_IN_WRONG:
    return 401;
  case MIQAT_PROBLEM_DEVICE_REVOKED:
    return 403;
  case MIQAT_PROBLEM_NOT_FOUND:
    return 404;
  case MIQAT_PROBLEM_METHOD_WRONG:
    return 405;
  case MIQAT_PROBLEM_COMMAND_TOO_NEW:
    return 426;
  case MIQAT_PROBLEM_SIGN_IN_SLOW_DOWN:
  case MIQAT_PROBLEM_TOO_MANY_REQUESTS:
    return 429;
  case MIQAT_PROBLEM_INTERNAL:
    return 500;
  default:
    return 422;
  }
}

static MiqatSyncResponse *
answer_error (const MiqatSyncVisit *visit, const GError *error)
{
  const MiqatProblems *problems = miqat_refusal_get_problems (error);
  g_autoptr (MiqatProblems) own = NULL;
  g_autoptr (JsonNode) list = NULL;
  GString *out = g_string_new (NULL);
  MiqatJsonWriter json;

  if (problems == NULL) {
    g_warning ("sync: %s: %s", visit->request->target, error->message);
    own = miqat_problems_new ();
    miqat_problems_add (own, NULL,
                        error->domain == MIQAT_DB_ERROR ? miqat_db_error_get_problem (error)
                                                        : MIQAT_PROBLEM_INTERNAL,
                        NULL);
    problems = own;
  }
  list = miqat_problems_to_json (problems);
  miqat_json_writer_init (&json, out);
  miqat_json_begin_object (&json);
  miqat_json_add_int (&json, "now", visit->now);
  miqat_json_name (&json, "problems");
  miqat_json_node (&json, list);
  return miqat_sync_response_new (get_status (error), miqat_sync_message_end (&json, out));
}

static gboolean
answer_visit (MiqatSyncVisit *visit, GError **error)
{
  const Endpoint *endpoint = find_endpoint (visit, error);

  if (endpoint == NULL)
    return FALSE;
  visit->db = take_reader (visit->hub, error);
  if (visit->db == NULL)
    return FALSE;
  /* Who asks comes first: a stranger's body is not worth parsing. */
  if ((endpoint->flags & NEEDS_DEVICE) != 0 && !find_device (visit, error))
    return FALSE;
  if (!read_message (visit, endpoint, error) || !check_protocol (visit, error))
    return FALSE;
  visit->out = g_string_new (NULL);
  miqat_json_writer_init (&visit->json, visit->out);
  miqat_json_begin_object (&visit->json);
  miqat_json_add_int (&visit->json, "now", visit->now);
  return endpoint->answer (visit, error);
}

MiqatSyncResponse *
miqat_sync_hub_answer_or_wait (MiqatSyncHub *self, const MiqatSyncRequest *request,
                               const char *client, gboolean *nothing_new)
{
  MiqatSyncVisit visit = { .hub = self, .request = request, .client = client };
  g_autoptr (GError) error = NULL;
  MiqatSyncResponse *response;

  visit.now = miqat_clock_now (miqat_site_get_clock (self->site));
  if (!answer_visit (&visit, &error))
    response = answer_error (&visit, error);
  else if (visit.contents != NULL)
    response = miqat_sync_response_new (200, g_steal_pointer (&visit.contents));
  else
    response = miqat_sync_response_new (
      200, miqat_sync_message_end (&visit.json, g_steal_pointer (&visit.out)));
  if (nothing_new != NULL)
    *nothing_new = visit.nothing_new;
  clear_visit (&visit);
  return response;
}

MiqatSyncResponse *
miqat_sync_hub_answer (MiqatSyncHub *self, const MiqatSyncRequest *request, const char *client)
{
  return miqat_sync_hub_answer_or_wait (self, request, client, NULL);
}

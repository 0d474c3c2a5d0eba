/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Push: commands that people gave at a workstation run here, in order, as those people. */
#include "config.h"

#include "miqat-id.h"
#include "miqat-sync-hub-private.h"

typedef struct {
  MiqatSyncVisit *visit;
  JsonObject *grants; /* nullable */
  gboolean online;    /* given at this moment, not queued */
  gboolean stopped;   /* the rest was not looked at */
} Push;

/* ---- answers -------------------------------------------------------------------------------- */

static void
write_problems (MiqatJsonWriter *json, const MiqatProblems *problems)
{
  g_autoptr (JsonNode) list = miqat_problems_to_json (problems);

  miqat_json_name (json, "problems");
  miqat_json_node (json, list);
}

static void
write_answer (Push *self, const MiqatAnswer *answer)
{
  MiqatJsonWriter *json = &self->visit->json;

  miqat_json_begin_object (json);
  miqat_json_add_text (json, "id", answer->id);
  miqat_json_add_text (json, "state", answer->done ? "done" : "refused");
  miqat_json_add_int (json, "feed_seq", answer->feed_seq);
  if (answer->done) {
    miqat_json_name (json, "result");
    miqat_json_node (json, answer->result);
  } else {
    write_problems (json, answer->problems);
  }
  miqat_json_end_object (json);
}

/* "refused" is final; "held" leaves the command with the workstation, and what follows it too. */
static void
write_problem (Push *self, const char *id, const char *state, MiqatProblemCode code)
{
  MiqatJsonWriter *json = &self->visit->json;
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();

  miqat_problems_add (problems, NULL, code, NULL);
  miqat_json_begin_object (json);
  miqat_json_add_text (json, "id", id);
  miqat_json_add_text (json, "state", state);
  miqat_json_add_int (json, "feed_seq", 0);
  write_problems (json, problems);
  miqat_json_end_object (json);
}

/* ---- one command ---------------------------------------------------------------------------- */

/* The business day is the workstation's to say, but it must be that of the moment, in some zone. */
static MiqatDay
check_day (const char *text, MiqatInstant at)
{
  MiqatDay today = miqat_instant_get_day (at, MIQAT_ZONE_WIB);
  MiqatDay day;

  if (text == NULL || miqat_day_parse (text, &day) != MIQAT_PROBLEM_NONE || ABS (day - today) > 1)
    return MIQAT_DAY_NONE;
  return day;
}

/* What fails in the same way whenever it is tried: the workstation must not wait for it. */
static gboolean
is_lasting (const GError *error)
{
  if (error->domain != MIQAT_DB_ERROR)
    return FALSE;
  return error->code == MIQAT_DB_ERROR_UNIQUE || error->code == MIQAT_DB_ERROR_CHECK
         || error->code == MIQAT_DB_ERROR_FOREIGN_KEY || error->code == MIQAT_DB_ERROR_NOT_NULL
         || error->code == MIQAT_DB_ERROR_APPEND_ONLY;
}

static void
run_command (Push *self, const MiqatRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = miqat_site_run (self->visit->hub->site, request, &error);

  if (answer != NULL) {
    write_answer (self, answer);
    return;
  }
  g_warning ("sync: %s %s: %s", request->name, request->id, error->message);
  if (is_lasting (error))
    write_problem (self, request->id, "refused", MIQAT_PROBLEM_INTERNAL);
  else
    self->stopped = TRUE;
}

static void
hold (Push *self, const char *id, MiqatProblemCode code)
{
  write_problem (self, id, "held", code);
  self->stopped = TRUE;
}

static gboolean
take_command (Push *self, JsonObject *object, GError **error)
{
  MiqatSyncVisit *visit = self->visit;
  const MiqatDevice *device = visit->device;
  MiqatRequest request = {
    .id = miqat_json_get_text (object, "id"),
    .name = miqat_json_get_text (object, "name"),
    .args = miqat_json_get_object (object, "args"),
    .actor_id = miqat_json_get_text (object, "actor_id"),
    .device_id = device->id,
    .claimed_at = miqat_json_get_int (object, "claimed_at", 0),
    .not_before = device->last_seen_at,
  };
  MiqatProblemCode code;

  if (request.name == NULL || request.actor_id == NULL || !miqat_id_is_valid (request.id))
    return miqat_refuse (error, "commands", MIQAT_PROBLEM_NOT_AN_OBJECT, NULL);
  request.day = check_day (miqat_json_get_text (object, "day"),
                           CLAMP (request.claimed_at, request.not_before, visit->now));
  code = miqat_sync_grant_check (
    miqat_site_get_key (visit->hub->site),
    self->grants != NULL ? miqat_json_get_text (self->grants, request.actor_id) : NULL,
    request.actor_id, device->id, CLAMP (request.claimed_at, request.not_before, visit->now));
  if (code != MIQAT_PROBLEM_NONE) {
    hold (self, request.id, code);
    return TRUE;
  }
  if (miqat_site_find_command (visit->hub->site, request.name) == NULL) {
    hold (self, request.id, MIQAT_PROBLEM_COMMAND_TOO_NEW);
    return TRUE;
  }
  /* What runs here first gets its codes from the hub's own series: the workstation counts its own. */
  request.series = self->online ? NULL : device->code;
  run_command (self, &request);
  return TRUE;
}

static gboolean
take_commands (Push *self, JsonArray *commands, GError **error)
{
  guint count = commands != NULL ? json_array_get_length (commands) : 0;

  if (count > MIQAT_SYNC_COMMANDS_MAX)
    return miqat_refuse (error, "commands", MIQAT_PROBLEM_TOO_MANY, "max",
                         G_STRINGIFY (MIQAT_SYNC_COMMANDS_MAX), NULL);
  miqat_json_name (&self->visit->json, "results");
  miqat_json_begin_array (&self->visit->json);
  for (guint i = 0; i < count && !self->stopped; i++) {
    JsonNode *node = json_array_get_element (commands, i);

    if (!JSON_NODE_HOLDS_OBJECT (node))
      return miqat_refuse (error, "commands", MIQAT_PROBLEM_NOT_AN_OBJECT, NULL);
    if (!take_command (self, json_node_get_object (node), error))
      return FALSE;
  }
  miqat_json_end_array (&self->visit->json);
  return TRUE;
}

/* ---- what was given up ---------------------------------------------------------------------- */

typedef struct {
  MiqatSite *site;
  const char *id;
  const char *actor_id;
  const char *reason;
  MiqatInstant at;
} Discard;

static gboolean
note_discard_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  const Discard *discard = data;
  g_autofree char *audit_id = miqat_id_derive (discard->id, "audit:discarded");
  g_autofree char *what = g_strconcat ("discarded: ", discard->reason, NULL);

  return miqat_audit_write_view (discard->site, db, audit_id, discard->actor_id, discard->at, "pending_commands",
                                 discard->id, what, error);
}

/* Somebody gave up a refused command: the trail says who and why. */
static gboolean
take_discards (Push *self, JsonArray *discards, GError **error)
{
  guint count = discards != NULL ? json_array_get_length (discards) : 0;

  for (guint i = 0; i < count && i < MIQAT_SYNC_COMMANDS_MAX; i++) {
    JsonNode *node = json_array_get_element (discards, i);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    Discard discard;

    if (object == NULL || !miqat_id_is_valid (miqat_json_get_text (object, "id"))
        || miqat_json_get_text (object, "actor_id") == NULL
        || miqat_json_get_text (object, "reason") == NULL)
      return miqat_refuse (error, "discards", MIQAT_PROBLEM_NOT_AN_OBJECT, NULL);
    discard = (Discard) {
      .site = self->visit->hub->site,
      .id = miqat_json_get_text (object, "id"),
      .actor_id = miqat_json_get_text (object, "actor_id"),
      .reason = miqat_json_get_text (object, "reason"),
      .at = miqat_json_get_int (object, "at", self->visit->now),
    };
    if (!miqat_writer_run (miqat_site_get_writer (self->visit->hub->site), MIQAT_WRITER_REPEATABLE,
                           note_discard_job, &discard, NULL, NULL, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
miqat_sync_hub_commands (MiqatSyncVisit *visit, GError **error)
{
  Push push = {
    .visit = visit,
    .grants = miqat_json_get_object (visit->message, "grants"),
    .online = miqat_json_get_int (visit->message, "online", 0) != 0,
  };
  gboolean idle = miqat_json_get_int (visit->message, "idle", 0) != 0;

  if (!take_commands (&push, miqat_json_get_array (visit->message, "commands"), error)
      || !take_discards (&push, miqat_json_get_array (visit->message, "discards"), error))
    return FALSE;
  miqat_json_add_int (&visit->json, "stopped", push.stopped ? 1 : 0);
  /* What it says from now on cannot have happened before. */
  return miqat_sync_visit_note_seen (visit, idle && !push.stopped, TRUE, error);
}

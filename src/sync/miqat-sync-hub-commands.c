/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Push: commands that people gave at a workstation run here, in order, as those people. */
#include "config.h"

#include "miqat-id.h"
#include "miqat-person.h"
#include "miqat-sync-hub-private.h"

#include <string.h>

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

/* NULL without error for an unknown id, such as "system". */
static gboolean
find_person (Push *self, const char *actor_id, MiqatPerson **person, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *person = miqat_person_find_by_id (self->visit->db, actor_id, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static MiqatProblemCode
check_grant (Push *self, const char *actor_id, const MiqatPerson *person, MiqatInstant at)
{
  const MiqatSyncVisit *visit = self->visit;
  const char *grant = self->grants != NULL ? miqat_json_get_text (self->grants, actor_id) : NULL;

  return miqat_sync_grant_check (miqat_site_get_key (visit->hub->site), grant, actor_id, visit->device->id,
                                 person != NULL ? person->verifier_since : 0, at);
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
  g_autoptr (MiqatPerson) person = NULL;
  MiqatProblemCode code;

  if (request.name == NULL || request.actor_id == NULL || !miqat_id_is_valid (request.id))
    return miqat_refuse (error, "commands", MIQAT_PROBLEM_NOT_AN_OBJECT, NULL);
  request.day = check_day (miqat_json_get_text (object, "day"),
                           CLAMP (request.claimed_at, request.not_before, visit->now));
  if (!find_person (self, request.actor_id, &person, error))
    return FALSE;
  code = check_grant (self, request.actor_id, person, CLAMP (request.claimed_at, request.not_before, visit->now));
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

/* ---- what was looked at, and given up --------------------------------------------------------- */

#define ROW_MAX 200
#define WHAT_MAX 1000

static gboolean
is_short (const char *text, gsize max)
{
  return text != NULL && *text != '\0' && strlen (text) <= max;
}

/* A workstation speaks for the people of its office and for whoever administers it; for visitors from
 * the head office only if they signed in there. */
static gboolean
works_there (Push *self, const char *actor_id, MiqatInstant at, gboolean *works, GError **error)
{
  const char *branch_id = self->visit->branch_id;
  g_autoptr (MiqatPerson) person = NULL;

  if (!find_person (self, actor_id, &person, error))
    return FALSE;
  *works = g_strcmp0 (actor_id, MIQAT_ACTOR_SYSTEM) == 0
           || (person != NULL && (branch_id == NULL || g_strcmp0 (person->branch_id, branch_id) == 0))
           || check_grant (self, actor_id, person, at) == MIQAT_PROBLEM_NONE;
  return TRUE;
}

static gboolean
is_view (Push *self, const MiqatAuditView *view, gboolean *valid, GError **error)
{
  *valid = miqat_id_is_valid (view->id) && is_short (view->actor_id, ROW_MAX) && is_short (view->row_key, ROW_MAX)
           && is_short (view->what, WHAT_MAX) && view->table != NULL
           && (g_str_equal (view->table, "pending_commands")
               || miqat_site_find_table (self->visit->hub->site, view->table) != NULL);
  return !*valid || works_there (self, view->actor_id, view->at, valid, error);
}

typedef struct {
  MiqatSite *site;
  const MiqatAuditView *view;
} Noting;

static gboolean
note_view_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  const Noting *noting = data;

  return miqat_audit_write_view (noting->site, db, noting->view, error);
}

/* Who looked at something personal at a workstation, or gave up a refused command and why: the trail is
 * the hub's, and says at which workstation. What cannot be so is left out; the workstation's log of
 * it stays where it is. */
static gboolean
take_view (Push *self, JsonObject *object, GError **error)
{
  const MiqatSyncVisit *visit = self->visit;
  const MiqatAuditView view = {
    .id = (char *) miqat_json_get_text (object, "id"),
    .actor_id = (char *) miqat_json_get_text (object, "actor_id"),
    .device_id = visit->device->id,
    .at = CLAMP (miqat_json_get_int (object, "at", visit->now), visit->device->last_seen_at, visit->now),
    .table = (char *) miqat_json_get_text (object, "table"),
    .row_key = (char *) miqat_json_get_text (object, "row"),
    .what = (char *) miqat_json_get_text (object, "what"),
  };
  Noting noting = { visit->hub->site, &view };
  gboolean valid = FALSE;

  if (!is_view (self, &view, &valid, error))
    return FALSE;
  if (valid)
    return miqat_writer_run (miqat_site_get_writer (noting.site), MIQAT_WRITER_REPEATABLE, note_view_job, &noting,
                             NULL, NULL, error);
  g_message ("sync: workstation %s told of a view that cannot be", visit->device->id);
  return TRUE;
}

static gboolean
take_views (Push *self, JsonArray *views, GError **error)
{
  guint count = views != NULL ? json_array_get_length (views) : 0;

  for (guint i = 0; i < count && i < MIQAT_SYNC_COMMANDS_MAX; i++) {
    JsonNode *node = json_array_get_element (views, i);

    if (!JSON_NODE_HOLDS_OBJECT (node))
      return miqat_refuse (error, "views", MIQAT_PROBLEM_NOT_AN_OBJECT, NULL);
    if (!take_view (self, json_node_get_object (node), error))
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
      || !take_views (&push, miqat_json_get_array (visit->message, "views"), error))
    return FALSE;
  miqat_json_add_int (&visit->json, "stopped", push.stopped ? 1 : 0);
  /* What it says from now on cannot have happened before. */
  return miqat_sync_visit_note_seen (visit, idle && !push.stopped, TRUE, error);
}

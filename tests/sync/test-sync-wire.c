/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as they travel, requests that make no sense, and who may ask. */
#include "config.h"

#include "sync-test.h"

#include "miqat-id.h"
#include "miqat-replica-private.h"
#include "miqat-sync-hub-private.h"

#include <string.h>

/* ---- rows ----------------------------------------------------------------------------------- */

static MiqatTestAgency *
make_replica (void)
{
  g_autofree char *node = miqat_id_new (MIQAT_TEST_NOW);
  const MiqatSiteIdentity identity = {
    .role = MIQAT_SITE_REPLICA, .node_id = node, .device_id = "device", .code = "SBY1", .zone = MIQAT_ZONE_WIB,
  };

  return miqat_test_agency_new_empty (&identity);
}

static JsonNode *
parse (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  JsonNode *node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return node;
}

/* What reading row `index` of a block gives: "column=value …" of what is not empty, or the error. */
static char *
read_row (MiqatTestAgency *agency, const char *json, guint index)
{
  g_autoptr (JsonNode) node = parse (json);
  const MiqatKey *key = miqat_site_get_key (agency->site);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *row_key = NULL;
  MiqatSyncRows rows;
  MiqatValue *values = NULL;

  if (miqat_sync_rows_init (&rows, agency->site, miqat_test_agency_read (agency),
                            json_node_get_object (node), &error)) {
    if (rows.table == NULL)
      return g_strdup ("skipped");
    row_key = miqat_sync_rows_dup_key (&rows, index, &error);
    if (row_key != NULL)
      values = miqat_sync_rows_read (&rows, index, key, &error);
  }
  if (error != NULL) {
    g_assert_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER);
    g_assert_null (values);
    miqat_sync_rows_clear (&rows);
    return g_strdup ("error");
  }
  g_string_append_printf (out, "%s:", row_key);
  for (guint i = 0; i < rows.schema->n_columns; i++) {
    if (values[i].kind == MIQAT_VALUE_TEXT)
      g_string_append_printf (out, " %s=%s", rows.schema->columns[i].name, values[i].text);
    else if (values[i].kind == MIQAT_VALUE_INT)
      g_string_append_printf (out, " %s=%" G_GINT64_FORMAT, rows.schema->columns[i].name, values[i].number);
    else if (values[i].kind == MIQAT_VALUE_BYTES)
      g_string_append_printf (out, " %s=sealed", rows.schema->columns[i].name);
  }
  miqat_values_free (values, rows.schema->n_columns);
  miqat_sync_rows_clear (&rows);
  return g_strdup (out->str);
}

static void
test_rows (void)
{
  g_autoptr (MiqatTestAgency) agency = make_replica ();
  static const struct {
    const char *json, *expected;
  } cases[] = {
    { "{'table':'airlines','columns':['code','name'],'rows':[['SV','Saudia']],'gone':[]}", "SV: code=SV name=Saudia" },
    /* In another order, with a column of a newer hub. */
    { "{'table':'airlines','columns':['name','colour','code'],'rows':[['Saudia','green','SV']],'gone':[]}",
      "SV: code=SV name=Saudia" },
    { "{'table':'airlines','columns':['code'],'rows':[['SV']],'gone':[]}", "SV: code=SV" },
    { "{'table':'lease_beds','columns':['pool_id','room_type_id','capacity','taken'],'rows':[['p','r',3,1]],'gone':[]}",
      "p|r: pool_id=p room_type_id=r capacity=3 taken=1" },
    { "{'table':'settings','columns':['name','value','updated_at'],'rows':[['a','b','9223372036854775807']],'gone':[]}",
      "a: name=a value=b updated_at=9223372036854775807" },
    { "{'table':'pilgrim_health','columns':['pilgrim_id','notes_sealed'],'rows':[['p','Asma']],'gone':[]}",
      "p: pilgrim_id=p notes_sealed=sealed" },
    { "{'table':'no_such_table','columns':[],'rows':[],'gone':[]}", "skipped" },
    /* What is nobody else's to write. */
    { "{'table':'credentials','columns':['owner_id'],'rows':[['x']],'gone':[]}", "skipped" },
    { "{'table':'pending_commands','columns':['seq'],'rows':[[1]],'gone':[]}", "skipped" },
    { "{'table':'site','columns':['id'],'rows':[[1]],'gone':[]}", "skipped" },
    { "{'columns':['code'],'rows':[['SV']],'gone':[]}", "error" },
    { "{'table':'airlines','rows':[['SV']],'gone':[]}", "error" },
    { "{'table':'airlines','columns':['code'],'gone':[]}", "error" },
    { "{'table':'airlines','columns':['code'],'rows':[['SV']]}", "error" },
    { "{'table':'airlines','columns':['code','name'],'rows':[['SV']],'gone':[]}", "error" },
    { "{'table':'airlines','columns':['code','name'],'rows':['SV'],'gone':[]}", "error" },
    { "{'table':'airlines','columns':['name'],'rows':[['Saudia']],'gone':[]}", "error" },
    { "{'table':'airlines','columns':['code','name'],'rows':[[null,'Saudia']],'gone':[]}", "error" },
    { "{'table':'airlines','columns':['code','name'],'rows':[['SV',{}]],'gone':[]}", "error" },
    { "{'table':'airlines','columns':['code','name'],'rows':[['SV',1.5]],'gone':[]}", "error" },
    { "{'table':'airlines','columns':['code','name'],'rows':[['SV',true]],'gone':[]}", "error" },
    { "{'table':'settings','columns':['name','value','updated_at'],'rows':[['a','b','x']],'gone':[]}", "error" },
    { "{'table':'airlines','columns':[7,'code'],'rows':[['x','SV']],'gone':[]}", "SV: code=SV" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *read = read_row (agency, cases[i].json, 0);

    if (g_strcmp0 (read, cases[i].expected) != 0)
      g_error ("%s gives %s, not %s", cases[i].json, read, cases[i].expected);
  }
}

/* A row leaves one database and enters another: sealed with another key, with its own index. */
static void
test_round_trip (void)
{
  g_autoptr (SyncTest) test = sync_test_new ();
  g_autoptr (MiqatTestAgency) other = make_replica ();
  const MiqatKey *key = miqat_site_get_key (test->hub->site);
  const MiqatTable *table = miqat_site_find_table (test->hub->site, "pilgrims");
  const char *pilgrim = miqat_test_do (test->hub, test->hub->surabaya_staff, "pilgrim.create", "pilgrim_id",
                                       "{'full_name': 'Budi Santoso', 'nik': '3578010203800001'}");
  g_autoptr (GError) error = NULL;
  MiqatDb *db = miqat_test_agency_read (test->hub);
  const MiqatTableSchema *schema = miqat_db_get_table (db, "pilgrims", &error);
  MiqatValue *values = miqat_db_read_row (db, schema, pilgrim, &error);
  g_autofree char *before = miqat_sync_row_describe (table, schema, key, values, &error);
  g_autofree char *after = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  MiqatJsonWriter json;
  MiqatSyncRows rows;
  MiqatValue *read;

  miqat_json_writer_init (&json, out);
  miqat_sync_rows_begin (&json, table, schema);
  g_assert_true (miqat_sync_rows_add (&json, table, schema, key, values, &error));
  miqat_sync_rows_end (&json, NULL);
  g_assert_nonnull (strstr (out->str, "3578010203800001"));
  g_assert_null (strstr (out->str, "nik_index"));
  node = json_from_string (out->str, &error);
  g_assert_no_error (error);
  g_assert_true (miqat_sync_rows_init (&rows, other->site, miqat_test_agency_read (other),
                                       json_node_get_object (node), &error));
  read = miqat_sync_rows_read (&rows, 0, miqat_site_get_key (other->site), &error);
  g_assert_no_error (error);
  after = miqat_sync_row_describe (table, rows.schema, miqat_site_get_key (other->site), read, &error);
  g_assert_cmpstr (after, ==, before);
  miqat_values_free (read, rows.schema->n_columns);
  miqat_values_free (values, schema->n_columns);
  miqat_sync_rows_clear (&rows);

  /* With the wrong key it does not leave at all. */
  values = miqat_db_read_row (db, schema, pilgrim, &error);
  g_string_truncate (out, 0);
  miqat_json_writer_init (&json, out);
  miqat_sync_rows_begin (&json, table, schema);
  g_assert_false (miqat_sync_rows_add (&json, table, schema, miqat_site_get_key (other->site), values, &error));
  g_assert_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_FORGED);
  miqat_values_free (values, schema->n_columns);
}

/* Bytes that were changed on the way are read, or refused; never more. */
static void
test_bent_bytes (void)
{
  g_autoptr (MiqatTestAgency) agency = make_replica ();
  static const char text[]
    = "{\"table\":\"lease_beds\",\"columns\":[\"pool_id\",\"room_type_id\",\"capacity\",\"taken\"],"
      "\"rows\":[[\"p\",\"r\",3,1],[\"p\",\"s\",4,0]],\"gone\":[\"p|q\",\"x\"]}";
  static const char bends[] = "{}[]\",:0x\\n-9.e";

  for (guint i = 0; i < 20000; i++) {
    g_autofree char *bent = g_strdup (text);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (JsonNode) root = NULL;
    JsonObject *object;
    MiqatSyncRows rows;

    for (gint n = g_test_rand_int_range (1, 4); n > 0; n--)
      bent[g_test_rand_int_range (0, (gint) sizeof text - 1)]
        = bends[g_test_rand_int_range (0, (gint) sizeof bends - 1)];
    bytes = g_bytes_new (bent, strlen (bent));
    object = miqat_sync_message_parse (bytes, MIQAT_SYNC_PUSH_MAX, &root, NULL);
    if (object == NULL)
      continue;
    if (miqat_sync_rows_init (&rows, agency->site, miqat_test_agency_read (agency), object, NULL)
        && rows.table != NULL) {
      for (guint r = 0; r < json_array_get_length (rows.rows); r++) {
        g_autofree char *key = miqat_sync_rows_dup_key (&rows, r, NULL);
        MiqatValue *values = miqat_sync_rows_read (&rows, r, miqat_site_get_key (agency->site), NULL);

        if (values != NULL)
          miqat_values_free (values, rows.schema->n_columns);
      }
    }
    miqat_sync_rows_clear (&rows);
  }
}

/* ---- who asks ------------------------------------------------------------------------------- */

static guint
ask (SyncTest *test, MiqatSyncMethod method, const char *target, const char *token, const char *body,
     MiqatProblemCode code)
{
  g_autofree char *text = body != NULL ? g_strdelimit (g_strdup (body), "'", '"') : NULL;
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  const MiqatSyncRequest request = { .method = method, .target = target, .token = token, .body = bytes };
  g_autoptr (MiqatSyncResponse) response = miqat_sync_hub_answer (test->answers, &request, NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = miqat_sync_message_parse (response->body, MIQAT_SYNC_PUSH_MAX, &root, NULL);

  g_assert_nonnull (object);
  g_assert_cmpint (miqat_json_get_int (object, "now", 0), ==, test->hub->clock.instant);
  if (code != MIQAT_PROBLEM_NONE) {
    JsonObject *problem = json_array_get_object_element (json_object_get_array_member (object, "problems"), 0);

    g_assert_cmpstr (json_object_get_string_member (problem, "code"), ==, miqat_problem_code_get_name (code));
  }
  return response->status;
}

static void
test_strange_requests (void)
{
  g_autoptr (SyncTest) test = sync_test_new ();
  SyncTestOffice *office = sync_test_enrol (test, test->hub->surabaya, test->hub->surabaya_staff);
  g_autoptr (GError) error = NULL;
  g_autofree char *token
    = miqat_sync_state_dup_secret (miqat_test_agency_read (&office->agency), miqat_site_get_key (office->agency.site),
                                   MIQAT_SYNC_STATE_TOKEN, &error);
  g_autofree char *other = miqat_token_new ();

  g_assert_nonnull (token);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_GET, "/sync/nothing", token, NULL, MIQAT_PROBLEM_NOT_FOUND), ==, 404);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_GET, "/sync/changesx", token, NULL, MIQAT_PROBLEM_NOT_FOUND), ==, 404);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_POST, "/sync/changes", token, "{}", MIQAT_PROBLEM_METHOD_WRONG), ==, 405);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_GET, "/sync/changes", NULL, NULL, MIQAT_PROBLEM_TOKEN_FORGED), ==, 401);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_GET, "/sync/changes", other, NULL, MIQAT_PROBLEM_TOKEN_FORGED), ==, 401);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_GET, "/sync/changes?protocol=1&since=rubbish", token, NULL, 0), ==, 200);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_GET, "/sync/changes?protocol=2", token, NULL,
                         MIQAT_PROBLEM_COMMAND_TOO_NEW), ==, 426);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_GET, "/sync/changes?protocol=1&schema=9999", token, NULL,
                         MIQAT_PROBLEM_COMMAND_TOO_NEW), ==, 426);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_GET, "/sync/snapshot?protocol=1&table=nothing", token, NULL,
                         MIQAT_PROBLEM_NOT_FOUND), ==, 404);
  /* Not even the head office's tables have a name for a branch. */
  g_assert_cmpuint (ask (test, MIQAT_SYNC_GET, "/sync/snapshot?protocol=1&table=package_costs", token, NULL,
                         MIQAT_PROBLEM_NOT_FOUND), ==, 404);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_GET, "/sync/snapshot?protocol=1&table=credentials", token, NULL,
                         MIQAT_PROBLEM_NOT_FOUND), ==, 404);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_POST, "/sync/commands", token, "nonsense", MIQAT_PROBLEM_JSON_BROKEN), ==, 422);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_POST, "/sync/commands", token, "[]", MIQAT_PROBLEM_NOT_AN_OBJECT), ==, 422);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_POST, "/sync/commands", token, "{'protocol':1,'commands':[1]}",
                         MIQAT_PROBLEM_NOT_AN_OBJECT), ==, 422);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_POST, "/sync/commands", token, "{'protocol':1,'commands':[{'id':'x'}]}",
                         MIQAT_PROBLEM_NOT_AN_OBJECT), ==, 422);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_POST, "/sync/sign-in", token, "{'protocol':1}", MIQAT_PROBLEM_SIGN_IN_WRONG), ==, 401);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_POST, "/sync/enrol", NULL, "{'protocol':1}", MIQAT_PROBLEM_ENROL_CODE_WRONG), ==, 422);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_GET, "/sync/documents/../../etc/passwd", token, NULL, MIQAT_PROBLEM_NOT_FOUND), ==, 404);
  g_assert_cmpuint (ask (test, MIQAT_SYNC_PUT, "/sync/documents/abc", token, "x", MIQAT_PROBLEM_NOT_FOUND), ==, 404);
}

/* A command is run only as somebody who signed in at that very workstation. */
static void
test_grants (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatTestAgency) other = make_replica ();
  const MiqatKey *key = miqat_site_get_key (hub->site);
  MiqatInstant until = MIQAT_TEST_NOW + MIQAT_HOUR;
  g_autofree char *grant = miqat_sync_grant_make (key, hub->surabaya_staff, "device-1", MIQAT_TEST_NOW, until);
  g_autofree char *longer = g_strdup (grant);
  char *digit = strrchr (longer, '.') - 1;

  g_assert_cmpint (miqat_sync_grant_check (key, grant, hub->surabaya_staff, "device-1", 0, MIQAT_TEST_NOW), ==,
                   MIQAT_PROBLEM_NONE);
  g_assert_cmpint (miqat_sync_grant_check (key, grant, hub->surabaya_staff, "device-1", 0, until), ==,
                   MIQAT_PROBLEM_TOKEN_EXPIRED);
  g_assert_cmpint (miqat_sync_grant_check (key, grant, hub->surabaya_staff, "device-2", 0, MIQAT_TEST_NOW), ==,
                   MIQAT_PROBLEM_TOKEN_FORGED);
  g_assert_cmpint (miqat_sync_grant_check (key, grant, hub->pusat_staff, "device-1", 0, MIQAT_TEST_NOW), ==,
                   MIQAT_PROBLEM_TOKEN_FORGED);
  g_assert_cmpint (miqat_sync_grant_check (key, NULL, hub->pusat_staff, "device-1", 0, MIQAT_TEST_NOW), ==,
                   MIQAT_PROBLEM_NOT_SIGNED_IN);
  g_assert_cmpint (miqat_sync_grant_check (miqat_site_get_key (other->site), grant, hub->surabaya_staff,
                                           "device-1", 0, MIQAT_TEST_NOW),
                   ==, MIQAT_PROBLEM_TOKEN_FORGED);
  /* The password was changed: what was done before stands, what is done afterwards needs a new sign-in. */
  g_assert_cmpint (miqat_sync_grant_check (key, grant, hub->surabaya_staff, "device-1", MIQAT_TEST_NOW + 2,
                                           MIQAT_TEST_NOW + 1),
                   ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpint (miqat_sync_grant_check (key, grant, hub->surabaya_staff, "device-1", MIQAT_TEST_NOW + 2,
                                           MIQAT_TEST_NOW + 2),
                   ==, MIQAT_PROBLEM_TOKEN_EXPIRED);
  *digit = *digit == '9' ? '8' : '9';
  g_assert_cmpint (miqat_sync_grant_check (key, longer, hub->surabaya_staff, "device-1", 0, MIQAT_TEST_NOW),
                   ==, MIQAT_PROBLEM_TOKEN_FORGED);
}

/* Somebody else's name on a command is no use. */
static void
test_command_as_somebody_else (void)
{
  g_autoptr (SyncTest) test = sync_test_new ();
  SyncTestOffice *office = sync_test_enrol (test, test->hub->surabaya, test->hub->surabaya_staff);
  g_autoptr (GError) error = NULL;
  MiqatDb *db = miqat_test_agency_read (&office->agency);
  const MiqatKey *key = miqat_site_get_key (office->agency.site);
  g_autofree char *token = miqat_sync_state_dup_secret (db, key, MIQAT_SYNC_STATE_TOKEN, &error);
  g_autofree char *name = g_strconcat (MIQAT_SYNC_STATE_GRANT, office->staff, NULL);
  g_autofree char *grant = miqat_sync_state_dup_secret (db, key, name, &error);
  static const char *const actors[] = { "system", "public", NULL };

  for (guint i = 0; i < 3; i++) {
    const char *actor = i < 2 ? actors[i] : test->hub->pusat_staff;
    g_autofree char *id = miqat_id_new (test->hub->clock.instant);
    g_autofree char *body = g_strdup_printf (
      "{'protocol':1,'grants':{'%s':'%s'},'commands':[{'id':'%s','name':'hotel.add','actor_id':'%s','claimed_at':1,"
      "'args':{'name':'Hotel Palsu','city':'makkah','stars':5,'distance_m':1}}]}", actor, grant, id, actor);

    g_assert_cmpuint (ask (test, MIQAT_SYNC_POST, "/sync/commands", token, body, 0), ==, 200);
  }
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM hotels WHERE name = 'Hotel Palsu'"), ==, 0);
}

/* ---- dependence ----------------------------------------------------------------------------- */

static MiqatQueued *
make_queued (gint64 seq, const char *id, const char *args)
{
  MiqatQueued *queued = g_new0 (MiqatQueued, 1);
  g_autoptr (JsonNode) node = parse (args);

  queued->seq = seq;
  queued->id = g_strdup (id);
  queued->args = json_object_ref (json_node_get_object (node));
  return queued;
}

static void
test_dependence (void)
{
  g_autofree char *first_id = miqat_id_new (MIQAT_TEST_NOW);
  g_autofree char *second_id = miqat_id_new (MIQAT_TEST_NOW + MIQAT_SECOND);
  g_autofree char *made = miqat_id_derive (first_id, "booking");
  g_autofree char *args = g_strdup_printf ("{'list': [{'booking_id': '%s'}]}", made);
  g_autofree char *plain = g_strdup_printf ("{'booking_id': '%s'}", first_id);
  g_autoptr (MiqatQueued) first = make_queued (1, first_id, "{}");
  g_autoptr (MiqatQueued) second = make_queued (2, second_id, args);
  g_autoptr (MiqatQueued) third = make_queued (3, second_id, plain);
  g_autoptr (MiqatQueued) earlier = make_queued (0, second_id, args);

  g_assert_true (miqat_queued_depends_on (second, first));
  g_assert_false (miqat_queued_depends_on (first, second));
  g_assert_false (miqat_queued_depends_on (third, first));
  g_assert_false (miqat_queued_depends_on (earlier, first));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/wire/rows", test_rows);
  g_test_add_func ("/sync/wire/round-trip", test_round_trip);
  g_test_add_func ("/sync/wire/bent-bytes", test_bent_bytes);
  g_test_add_func ("/sync/wire/strange-requests", test_strange_requests);
  g_test_add_func ("/sync/wire/grants", test_grants);
  g_test_add_func ("/sync/wire/command-as-somebody-else", test_command_as_somebody_else);
  g_test_add_func ("/sync/wire/dependence", test_dependence);
  return g_test_run ();
}

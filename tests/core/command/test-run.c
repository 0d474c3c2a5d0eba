/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The single write path: what is remembered, refused, recorded and announced, whatever the command. */
#include "miqat-id.h"
#include "miqat-schema.h"
#include "miqat-test-agency.h"

static MiqatAnswer *
run (MiqatTestAgency *agency, const char *id, const char *actor_id, const char *name, const char *key,
     const char *value)
{
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (GError) error = NULL;
  MiqatRequest request = { .id = id, .name = name, .args = args, .actor_id = actor_id };
  MiqatAnswer *answer;

  json_object_set_string_member (args, "name", key);
  json_object_set_string_member (args, "value", value);
  answer = miqat_site_run (agency->site, &request, &error);
  g_assert_no_error (error);
  return answer;
}

static MiqatProblemCode
first_code (const MiqatAnswer *answer)
{
  return answer->problems != NULL ? miqat_problems_get (answer->problems, 0)->code : MIQAT_PROBLEM_NONE;
}

static void
test_repeated (void)
{
  g_autoptr (MiqatTestAgency) agency = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autofree char *id = miqat_id_new (MIQAT_TEST_NOW);
  g_autoptr (MiqatAnswer) first = run (agency, id, "system", "setting.set", "dp_per_person", "6000000");
  gint64 entries = miqat_test_number (agency, "SELECT count(*) FROM audit_log");
  g_autoptr (MiqatAnswer) again = run (agency, id, "system", "setting.set", "dp_per_person", "6000000");
  g_autoptr (MiqatAnswer) other = run (agency, id, "system", "setting.set", "dp_per_person", "1");
  g_autoptr (MiqatAnswer) stranger = run (agency, id, agency->pusat_staff, "setting.set", "dp_per_person", "6000000");

  g_assert_true (first->done && !first->repeated);
  g_assert_true (again->done && again->repeated);
  g_assert_cmpint (again->feed_seq, ==, first->feed_seq);
  g_assert_cmpint (first_code (other), ==, MIQAT_PROBLEM_COMMAND_REPEATED);
  g_assert_cmpint (first_code (stranger), ==, MIQAT_PROBLEM_COMMAND_REPEATED);
  /* Nothing was done, and so nothing recorded, a second time. */
  g_assert_cmpint (miqat_test_number (agency, "SELECT count(*) FROM audit_log"), ==, entries);
}

static void
test_refusal_is_remembered (void)
{
  g_autoptr (MiqatTestAgency) agency = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autofree char *id = miqat_id_new (MIQAT_TEST_NOW);
  g_autoptr (MiqatAnswer) first = run (agency, id, agency->surabaya_staff, "setting.set", "dp_per_person", "1");
  g_autoptr (MiqatAnswer) again = run (agency, id, agency->surabaya_staff, "setting.set", "dp_per_person", "1");

  g_assert_cmpint (first_code (first), ==, MIQAT_PROBLEM_NOT_ALLOWED);
  g_assert_true (again->repeated);
  g_assert_cmpint (first_code (again), ==, MIQAT_PROBLEM_NOT_ALLOWED);
  g_assert_cmpint (miqat_test_number (agency, "SELECT count(*) FROM audit_log WHERE outcome = 'refused'"), ==, 1);
}

static void
test_strangers (void)
{
  g_autoptr (MiqatTestAgency) agency = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autofree char *nobody = miqat_id_new (MIQAT_TEST_NOW);
  g_autoptr (MiqatAnswer) unknown = run (agency, NULL, nobody, "setting.set", "dp_per_person", "1");
  g_autoptr (MiqatAnswer) nothing = run (agency, NULL, "system", "no.such_command", "a", "b");
  g_autoptr (MiqatAnswer) bad_id = run (agency, "1", "system", "setting.set", "dp_per_person", "1");

  g_assert_cmpint (first_code (unknown), ==, MIQAT_PROBLEM_NOT_SIGNED_IN);
  g_assert_cmpint (first_code (nothing), ==, MIQAT_PROBLEM_COMMAND_UNKNOWN);
  g_assert_cmpint (first_code (bad_id), ==, MIQAT_PROBLEM_NOT_AN_ID);
}

/* Whoever may not run a command hears that and nothing about its parameters; over whom is only known with
 * arguments that are right. */
static void
test_rights_come_first (void)
{
  g_autoptr (MiqatTestAgency) agency = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatAnswer) tier = run (agency, NULL, agency->surabaya_staff, "setting.set", "", "");
  g_autoptr (MiqatAnswer) duty = run (agency, NULL, agency->pusat_sales, "setting.set", "", "");
  g_autoptr (MiqatAnswer) allowed = run (agency, NULL, agency->pusat_staff, "setting.set", "", "");

  g_assert_cmpint (first_code (tier), ==, MIQAT_PROBLEM_NOT_ALLOWED);
  g_assert_cmpuint (miqat_problems_get_count (tier->problems), ==, 1);
  g_assert_cmpint (first_code (duty), ==, MIQAT_PROBLEM_NOT_ALLOWED);
  g_assert_cmpint (first_code (allowed), ==, MIQAT_PROBLEM_REQUIRED);
}

static void
test_online_needs_the_hub (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatTestAgency) replica = miqat_test_agency_new_replica (hub, hub->pusat, "PST1");
  g_autoptr (MiqatAnswer) answer = run (replica, NULL, hub->pusat_staff, "setting.set", "dp_per_person", "6000000");

  g_assert_cmpint (first_code (answer), ==, MIQAT_PROBLEM_NEEDS_CONNECTION);
  g_assert_cmpint (miqat_test_number (replica, "SELECT count(*) FROM pending_commands"), ==, 0);
}

/* Every change of every command stands in the audit trail and, at a hub, in the feed; checked here
 * on the commands that made the agency. */
static void
test_everything_is_recorded (void)
{
  g_autoptr (MiqatTestAgency) agency = miqat_test_agency_new (MIQAT_SITE_HUB);

  g_assert_cmpint (miqat_test_number (agency,
    "SELECT count(*) FROM users u WHERE NOT EXISTS (SELECT 1 FROM audit_subjects s"
    " JOIN audit_log a ON a.command_id = s.command_id, json_each (a.detail) c"
    " WHERE s.table_name = 'users' AND s.row_key = u.id AND c.value ->> 'row' = u.id"
    " AND c.value ->> 'table' = 'users' AND c.value ->> 'change' = 'insert')"), ==, 0);
  g_assert_cmpint (miqat_test_number (agency,
    "SELECT count(*) FROM users u WHERE NOT EXISTS (SELECT 1 FROM change_feed f"
    " WHERE f.table_name = 'users' AND f.row_key = u.id)"), ==, 0);
  g_assert_cmpint (miqat_test_number (agency,
    "SELECT count(*) FROM change_feed WHERE table_name IN ('credentials', 'devices')"), ==, 0);
  /* No verifier, in any form, in the trail. */
  g_assert_cmpint (miqat_test_number (agency,
    "SELECT count(*) FROM audit_log WHERE instr (detail, 'argon2') > 0"), ==, 0);
}

static gboolean
has_column (const MiqatTableSchema *schema, const char *column)
{
  for (guint i = 0; i < schema->n_columns; i++)
    if (g_str_equal (schema->columns[i].name, column))
      return TRUE;
  return FALSE;
}

static void
assert_columns (const MiqatTableSchema *schema, const char *const *columns)
{
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    g_assert_true (has_column (schema, columns[i]));
}

/* A subject has a history of its own, or is part of something that has. */
static void
assert_subject (MiqatTestAgency *agency, const MiqatTable *table, const MiqatTableSchema *schema)
{
  const MiqatTable *subject = miqat_site_find_table (agency->site, table->subject);

  g_assert_nonnull (subject);
  if (table->subject_key == NULL)
    return;
  g_assert_true (has_column (schema, table->subject_key));
  g_assert_null (subject->subject);
}

/* What the declaration of a table names is there. */
static void
test_declarations (void)
{
  g_autoptr (MiqatTestAgency) agency = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatDb) db = miqat_site_open_reader (agency->site, NULL);
  const MiqatArea *const *areas = miqat_site_get_areas (agency->site);

  for (guint i = 0; areas[i] != NULL; i++)
    for (const MiqatTable *table = areas[i]->tables; table != NULL && table->name != NULL; table++) {
      const MiqatTableSchema *schema = miqat_db_get_table (db, table->name, NULL);

      g_test_message ("%s", table->name);
      g_assert_nonnull (schema);
      assert_columns (schema, table->personal);
      assert_columns (schema, table->search);
      assert_columns (schema, table->tallies);
      if (table->subject != NULL)
        assert_subject (agency, table, schema);
    }
}

typedef struct {
  guint calls;
  gboolean touched_settings;
} Heard;

static void
on_changed_cb (MiqatSite *site, MiqatChanges *changes, gpointer data)
{
  Heard *heard = data;

  heard->calls++;
  heard->touched_settings |= changes != NULL && miqat_changes_touch (changes, "settings");
}

static void
test_announced (void)
{
  g_autoptr (MiqatTestAgency) agency = miqat_test_agency_new (MIQAT_SITE_HUB);
  Heard heard = { 0 };
  guint subscription;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  subscription = miqat_site_subscribe (agency->site, NULL, on_changed_cb, &heard);
  miqat_answer_free (run (agency, NULL, "system", "setting.set", "dp_per_person", "6000000"));
  miqat_answer_free (run (agency, NULL, agency->surabaya_staff, "setting.set", "dp_per_person", "1"));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (heard.calls, ==, 1);
  g_assert_true (heard.touched_settings);
  miqat_site_unsubscribe (agency->site, subscription);
  miqat_answer_free (run (agency, NULL, "system", "setting.set", "dp_per_person", "7000000"));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (heard.calls, ==, 1);
}

/* Whoever closes an agency may have news and answers on their way. */
static void
test_closed_meanwhile (void)
{
  MiqatTestAgency *agency = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (JsonObject) args = json_object_new ();
  const MiqatRequest request = { .name = "booking.expire_holds", .args = args, .actor_id = "system" };
  Heard heard = { 0 };

  miqat_site_subscribe (agency->site, NULL, on_changed_cb, &heard);
  miqat_answer_free (run (agency, NULL, "system", "setting.set", "dp_per_person", "6000000"));
  miqat_site_run_async (agency->site, &request, NULL, NULL, NULL);
  miqat_site_note_view_async (agency->site, agency->pusat_staff, "pilgrims", "x", "nik");
  miqat_test_agency_free (agency);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (heard.calls, ==, 0);
}

static void
test_append_only (void)
{
  g_autoptr (MiqatTestAgency) agency = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autofree char *command = g_strdup_printf ("sqlite3 '%s' \"DELETE FROM audit_log\"", agency->path);
  g_autofree char *errors = NULL;
  char *argv[] = { (char *) "/bin/sh", (char *) "-c", command, NULL };
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, argv, NULL, 0, NULL, NULL, NULL, &errors, &status, NULL));
  g_assert_cmpint (status, !=, 0);
  g_assert_nonnull (strstr (errors, "append-only"));
}

/* ---- the key -------------------------------------------------------------------------------- */

static MiqatSite *
open_with (const MiqatTestAgency *agency, const char *key_file, GError **error)
{
  const MiqatSiteOptions options = {
    .database = agency->path,
    .key_file = key_file,
    .areas = miqat_site_get_areas (agency->site),
  };

  return miqat_site_open (&options, error);
}

static void
assert_foreign (MiqatSite *site, GError **error)
{
  g_assert_null (site);
  g_assert_error (*error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_KEY);
  g_clear_error (error);
}

/* A key that is whole and of another database opens nothing, and nothing is written: not even what an older
 * database lacks. */
static void
test_foreign_key (void)
{
  g_autoptr (MiqatTestAgency) agency = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatTestAgency) other = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatTestAgency) replica = miqat_test_agency_new_replica (agency, agency->surabaya, "SBY2");
  g_autofree char *own = g_strconcat (agency->path, ".key", NULL);
  g_autofree char *foreign = g_strconcat (other->path, ".key", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatSite) site = NULL;

  assert_foreign (open_with (agency, foreign, &error), &error);
  /* Each workstation has a key of its own, not the hub's. */
  assert_foreign (open_with (replica, own, &error), &error);
  g_assert_false (miqat_site_check_key (miqat_test_agency_read (agency), miqat_site_get_key (other->site), foreign,
                                        &error));
  g_assert_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_KEY);
  g_clear_error (&error);

  site = open_with (agency, own, &error);
  g_assert_no_error (error);
  g_assert_nonnull (site);
}

typedef struct {
  guint subscription;
  guint calls;
} Leaver;

static void
on_last_cb (MiqatSite *site, MiqatChanges *changes, gpointer data)
{
  Leaver *self = data;

  if (++self->calls == 2)
    miqat_site_unsubscribe (site, self->subscription);
}

static void
count_cb (MiqatSite *site, MiqatChanges *changes, gpointer data)
{
  ++*(guint *) data;
}

/* Changes that wait are told one by one; who leaves meanwhile hears no more. Whoever listens in any
 * thread has heard before the answer. */
static void
test_announced_together (void)
{
  g_autoptr (MiqatTestAgency) agency = miqat_test_agency_new (MIQAT_SITE_HUB);
  Leaver leaver = { 0 };
  guint told = 0, at_once = 0;

  leaver.subscription = miqat_site_subscribe (agency->site, NULL, on_last_cb, &leaver);
  miqat_site_subscribe (agency->site, NULL, count_cb, &told);
  miqat_site_subscribe_anywhere (agency->site, count_cb, &at_once);
  for (guint i = 0; i < 3; i++)
    miqat_site_announce (agency->site, NULL);
  g_assert_cmpuint (at_once, ==, 3);
  g_assert_cmpuint (told, ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (told, ==, 3);
  g_assert_cmpuint (leaver.calls, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/run/repeated", test_repeated);
  g_test_add_func ("/command/run/refusal-is-remembered", test_refusal_is_remembered);
  g_test_add_func ("/command/run/strangers", test_strangers);
  g_test_add_func ("/command/run/rights-come-first", test_rights_come_first);
  g_test_add_func ("/command/run/online-needs-the-hub", test_online_needs_the_hub);
  g_test_add_func ("/command/run/everything-is-recorded", test_everything_is_recorded);
  g_test_add_func ("/command/run/declarations", test_declarations);
  g_test_add_func ("/command/run/announced", test_announced);
  g_test_add_func ("/command/run/announced-together", test_announced_together);
  g_test_add_func ("/command/run/closed-meanwhile", test_closed_meanwhile);
  g_test_add_func ("/command/run/append-only", test_append_only);
  g_test_add_func ("/command/run/foreign-key", test_foreign_key);
  return g_test_run ();
}

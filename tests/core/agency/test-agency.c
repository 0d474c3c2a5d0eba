/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agency and its network: the first run, growing, and everybody staying within their tier. */
#include "config.h"

#include "miqat-agency.h"
#include "miqat-id.h"
#include "miqat-network-rules.h"
#include "miqat-rulebook.h"
#include "miqat-setting.h"
#include "miqat-test-agency.h"
#include "miqat-user.h"

#define AGENCY \
  "{'name': 'A', 'legal_name': 'PT A', 'licence_number': '1', 'address': 'Jl', 'city': 'Solo'," \
  " 'phone': '0271', 'whatsapp': '081211112222', 'email': 'a@contoh.id', 'zone': 'WITA', 'site_code': 'PST'}"
#define NEW_NODE "'full_name': 'Budi Santoso', 'email': '%s', 'phone': '0812 3456 7890'"
#define VERIFIER "$argon2id$v=19$m=65536,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"

static void
test_first_run (void)
{
  g_autofree char *node_id = miqat_id_new (MIQAT_TEST_NOW);
  const MiqatSiteIdentity identity = { MIQAT_SITE_ALONE, node_id, NULL, "PST", MIQAT_ZONE_WITA, NULL };
  g_autoptr (MiqatTestAgency) site = miqat_test_agency_new_empty (&identity);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAgency) none = miqat_agency_load (miqat_test_agency_read (site), &error);
  g_autoptr (MiqatAgency) agency = NULL;

  g_assert_null (none);
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_NOT_FOUND);
  g_clear_error (&error);
  miqat_test_refused (site, MIQAT_ACTOR_PUBLIC, "agency.create", "not_allowed", NULL, AGENCY);
  g_assert_cmpstr (miqat_test_do (site, MIQAT_ACTOR_SYSTEM, "agency.create", "node_id", AGENCY), ==,
                   node_id);
  miqat_test_refused (site, MIQAT_ACTOR_SYSTEM, "agency.create", "already_exists", NULL, AGENCY);

  agency = miqat_agency_load (miqat_test_agency_read (site), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (agency->name, ==, "A");
  g_assert_cmpint (agency->zone, ==, MIQAT_ZONE_WITA);
  g_assert_cmpint (agency->licence_date, ==, MIQAT_DAY_NONE);
  g_assert_cmpint (miqat_test_number (site, "SELECT count(*) FROM accounts"), >=, 5);
  miqat_test_verify (site);
}

static void
test_edit (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatAgency) agency = NULL;

  miqat_test_refused (hub, hub->surabaya_staff, "agency.edit", "not_allowed", NULL,
                      "{'city': 'Solo'}");
  miqat_test_refused (hub, hub->pusat_sales, "agency.edit", "not_allowed", NULL,
                      "{'city': 'Solo'}");
  miqat_test_do (hub, hub->pusat_staff, "agency.edit", NULL,
                 "{'city': 'Solo', 'licence_date': '2024-03-01'}");
  agency = miqat_agency_load (miqat_test_agency_read (hub), NULL);
  g_assert_cmpstr (agency->city, ==, "Solo");
  g_assert_cmpstr (agency->legal_name, ==, "PT Wisata Contoh");
  g_assert_cmpint (agency->licence_date, ==, miqat_day_from_parts (2024, 3, 1));
}

/* Each tier makes exactly the tier below, whatever it asks for. */
static void
test_tiers (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *mitra;

  mitra = miqat_test_do (hub, hub->surabaya_staff, "user.create", "user_id", "{" NEW_NODE "}",
                         "m2@contoh.id");
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM users WHERE role = 'mitra'"), ==,
                   3);
  miqat_test_do (hub, mitra, "user.create", NULL, "{" NEW_NODE ", 'role': 'agen'}", "a2@contoh.id");
  miqat_test_refused (hub, hub->surabaya_staff, "user.create", "tier_wrong", "role",
                      "{" NEW_NODE ", 'role': 'agen'}", "x@contoh.id");
  miqat_test_refused (hub, hub->reseller, "user.create", "tier_wrong", "role",
                      "{" NEW_NODE ", 'role': 'agen'}", "x@contoh.id");
  miqat_test_refused (hub, hub->reseller, "user.create", "tier_wrong", "role", "{" NEW_NODE "}",
                      "x@contoh.id");
  /* A branch does not reach past its Mitra, nor into another branch. */
  miqat_test_refused (hub, hub->surabaya_staff, "user.create", "not_yours", "parent_id",
                      "{" NEW_NODE ", 'parent_id': '%s'}", "x@contoh.id", hub->mitra);
  miqat_test_refused (hub, hub->surabaya_staff, "user.create", "not_yours", NULL,
                      "{" NEW_NODE ", 'parent_id': '%s'}", "x@contoh.id", hub->makassar);
  miqat_test_refused (hub, hub->surabaya_sales, "user.create", "not_allowed", NULL,
                      "{" NEW_NODE "}", "x@contoh.id");
  miqat_test_verify (hub);
}

static void
test_branch (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatUser) branch = NULL;
  const char *id;

  miqat_test_refused (hub, hub->pusat_staff, "user.create", "required", "site_code",
                      "{" NEW_NODE "}", "b@contoh.id");
  miqat_test_refused (hub, hub->pusat_staff, "user.create", "site_code_taken", "site_code",
                      "{" NEW_NODE ", 'site_code': 'SBY'}", "b@contoh.id");
  miqat_test_refused (hub, hub->pusat_staff, "user.create", "code_letters", "site_code",
                      "{" NEW_NODE ", 'site_code': 'mdn'}", "b@contoh.id");
  miqat_test_refused (hub, hub->surabaya_staff, "user.create", "unknown_field", "site_code",
                      "{" NEW_NODE ", 'site_code': 'MDN'}", "b@contoh.id");
  id = miqat_test_do (hub, hub->pusat_staff, "user.create", "user_id",
                      "{" NEW_NODE ", 'site_code': 'MDN', 'zone': 'WIT', 'city': 'Ambon'}", "b@contoh.id");
  branch = miqat_user_load (miqat_test_agency_read (hub), id, NULL);
  g_assert_cmpint (branch->tier, ==, MIQAT_TIER_CABANG);
  g_assert_cmpstr (branch->branch_id, ==, id);
  g_assert_cmpint (branch->zone, ==, MIQAT_ZONE_WIT);
  g_assert_cmpstr (branch->phone, ==, "6281234567890");
  miqat_test_verify (hub);
}

static void
test_unique (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);

  miqat_test_refused (hub, hub->mitra, "user.create", "email_taken", "email", "{" NEW_NODE "}",
                      "Agen@Contoh.id");
  /* Staff and nodes sign in the same way, so they share the addresses. */
  miqat_test_refused (hub, hub->mitra, "user.create", "email_taken", "email", "{" NEW_NODE "}",
                      "sby.jual@contoh.id");
  miqat_test_refused (hub, hub->mitra, "user.create", "affiliate_code_taken", "affiliate_code",
                      "{" NEW_NODE ", 'affiliate_code': 'AF-Agen'}", "n@contoh.id");
  miqat_test_refused (hub, hub->mitra, "user.create", "not_a_verifier", "verifier",
                      "{" NEW_NODE ", 'verifier': 'rahasia123'}", "n@contoh.id");
  miqat_test_refused (hub, hub->mitra, "user.create", "not_a_phone", "phone",
                      "{'full_name': 'Budi', 'email': 'n@contoh.id', 'phone': '021-555'}");
}

static void
test_same_command_again (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autofree char *id = miqat_id_new (MIQAT_TEST_NOW);
  g_autoptr (JsonNode) first = json_from_string (
    "{\"full_name\":\"Budi\",\"email\":\"n@contoh.id\",\"phone\":\"081234567890\"}", NULL);
  g_autoptr (JsonNode) other = json_from_string (
    "{\"full_name\":\"Budi\",\"email\":\"o@contoh.id\",\"phone\":\"081234567890\"}", NULL);
  MiqatRequest request = {
    .id = id, .name = "user.create", .actor_id = hub->mitra, .args = json_node_get_object (first),
  };
  g_autoptr (MiqatAnswer) done = miqat_site_run (hub->site, &request, NULL);
  g_autoptr (MiqatAnswer) repeated = miqat_site_run (hub->site, &request, NULL);
  g_autoptr (MiqatAnswer) refused = NULL;

  g_assert_true (done->done && repeated->done && repeated->repeated);
  g_assert_true (json_node_equal (done->result, repeated->result));
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM users WHERE email = 'n@contoh.id'"),
                   ==, 1);
  request.args = json_node_get_object (other);
  refused = miqat_site_run (hub->site, &request, NULL);
  g_assert_false (refused->done);
  g_assert_cmpint (miqat_problems_get (refused->problems, 0)->code, ==,
                   MIQAT_PROBLEM_COMMAND_REPEATED);
}

static void
test_closure (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autoptr (GPtrArray) upline = miqat_user_list_upline (db, hub->reseller, NULL);
  const char *expected[] = { hub->reseller, hub->agen, hub->mitra, hub->surabaya, hub->pusat };
  gboolean covers = FALSE;

  g_assert_cmpuint (upline->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < upline->len; i++)
    g_assert_cmpstr (((MiqatUser *) g_ptr_array_index (upline, i))->id, ==, expected[i]);
  g_assert_true (miqat_user_covers (db, hub->surabaya, hub->reseller, &covers, NULL) && covers);
  g_assert_true (miqat_user_covers (db, hub->reseller, hub->surabaya, &covers, NULL) && !covers);
  g_assert_true (miqat_user_covers (db, hub->makassar, hub->reseller, &covers, NULL) && !covers);
  g_assert_true (miqat_user_covers (db, hub->agen, hub->agen, &covers, NULL) && covers);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM hierarchy_paths"), ==,
                   1 + 2 + 2 + 3 + 4 + 5 + 3);
  miqat_test_verify (hub);
}

static void
test_list_scope (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autoptr (GPtrArray) all = miqat_user_list (db, (MiqatReader) { NULL, NULL }, NULL);
  g_autoptr (GPtrArray) branch = miqat_user_list (db, (MiqatReader) { hub->surabaya, NULL }, NULL);
  g_autoptr (GPtrArray) below
    = miqat_user_list (db, (MiqatReader) { hub->surabaya, hub->agen }, NULL);
  g_autoptr (GPtrArray) children = miqat_user_list_children (db, hub->pusat, NULL);
  g_autoptr (GPtrArray) offices = miqat_user_list_offices (db, NULL);

  g_assert_cmpuint (all->len, ==, 7);
  g_assert_cmpuint (branch->len, ==, 4);
  g_assert_cmpuint (below->len, ==, 2);
  g_assert_cmpuint (children->len, ==, 2);
  g_assert_cmpuint (offices->len, ==, 3);
  g_assert_cmpstr (((MiqatUser *) g_ptr_array_index (offices, 0))->id, ==, hub->pusat);
}

static void
test_active (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autoptr (MiqatUser) found = miqat_user_find_by_affiliate_code (db, "AF-Agen", NULL);
  g_autoptr (MiqatUser) gone = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;

  g_assert_cmpstr (found->id, ==, hub->agen);
  miqat_test_refused (hub, hub->mitra, "user.set_active", "own_account", "user_id",
                      "{'user_id': '%s', 'active': false}", hub->mitra);
  miqat_test_refused (hub, hub->pusat_staff, "user.set_active", "own_account", "user_id",
                      "{'user_id': '%s', 'active': false}", hub->pusat);
  miqat_test_refused (hub, hub->makassar_staff, "user.set_active", "not_yours", NULL,
                      "{'user_id': '%s', 'active': false}", hub->agen);
  miqat_test_do (hub, hub->mitra, "user.set_active", NULL, "{'user_id': '%s', 'active': false}",
                 hub->agen);
  gone = miqat_user_find_by_affiliate_code (db, "AF-Agen", NULL);
  g_assert_null (gone);
  /* Whoever is switched off is nobody. */
  answer = miqat_test_run (hub, hub->agen, "user.create", "{" NEW_NODE "}", "n@contoh.id");
  g_assert_false (answer->done);
  g_assert_cmpint (miqat_problems_get (answer->problems, 0)->code, ==, MIQAT_PROBLEM_NOT_SIGNED_IN);
  miqat_test_refused (hub, MIQAT_ACTOR_SYSTEM, "user.create", "node_inactive", "parent_id",
                      "{" NEW_NODE ", 'parent_id': '%s'}", "n@contoh.id", hub->agen);
}

static void
test_edit_user (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatUser) user = NULL;

  miqat_test_do (hub, hub->agen, "user.edit", NULL,
                 "{'user_id': '%s', 'full_name': 'Ágen Baru', 'phone': '+62 813 1111 2222'}", hub->agen);
  user = miqat_user_load (miqat_test_agency_read (hub), hub->agen, NULL);
  g_assert_cmpstr (user->full_name, ==, "Ágen Baru");
  g_assert_cmpstr (user->phone, ==, "6281311112222");
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM users WHERE name_key = 'agen baru'"),
                   ==, 1);
  miqat_test_refused (hub, hub->agen, "user.edit", "not_yours", NULL,
                      "{'user_id': '%s', 'city': 'Solo'}", hub->mitra);
}

/* What a workstation may not do without the hub it says, and the hub's own rows are not there. */
static void
test_replica (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatTestAgency) office = NULL;
  g_autoptr (GPtrArray) people = NULL;

  miqat_test_do (hub, hub->pusat_staff, "credential.set", NULL,
                 "{'owner_id': '%s', 'verifier': '" VERIFIER "'}", hub->surabaya_staff);
  office = miqat_test_agency_new_replica (hub, hub->surabaya, "SBY2");
  miqat_test_refused (office, office->mitra, "user.create", "needs_connection", NULL,
                      "{" NEW_NODE "}", "n@contoh.id");
  g_assert_cmpint (miqat_test_number (office, "SELECT count(*) FROM credentials"), ==, 0);
  /* Every office is known everywhere, but only the own branch's network. */
  people = miqat_user_list (miqat_test_agency_read (office), (MiqatReader) { NULL, NULL }, NULL);
  g_assert_cmpuint (people->len, ==, 6);
  miqat_test_verify (office);
}

static void
test_settings (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  gint64 value = 0;

  for (guint i = 0; i < MIQAT_N_SETTINGS; i++) {
    const MiqatSettingInfo *info = miqat_setting_get_info (i);
    MiqatSetting found;

    g_assert_true (miqat_setting_from_name (info->name, &found) && found == i);
    g_assert_cmpint (info->fallback, >=, info->min);
    g_assert_cmpint (info->fallback, <=, info->max);
    g_assert_true (miqat_setting_get (db, i, &value, NULL));
    g_assert_cmpint (value, ==, info->fallback);
  }
  miqat_test_do (hub, hub->pusat_staff, "setting.set", NULL,
                 "{'name': 'final_due_days', 'value': 30}");
  miqat_test_do (hub, hub->pusat_staff, "setting.set", NULL,
                 "{'name': 'final_due_days', 'value': 60}");
  g_assert_true (miqat_setting_get (db, MIQAT_SETTING_FINAL_DUE_DAYS, &value, NULL));
  g_assert_cmpint (value, ==, 60);
  miqat_test_refused (hub, hub->pusat_staff, "setting.set", "too_large", "value",
                      "{'name': 'final_due_days', 'value': 366}");
  miqat_test_refused (hub, hub->pusat_staff, "setting.set", "too_small", "value",
                      "{'name': 'hold_minutes_public', 'value': 4}");
  miqat_test_refused (hub, hub->pusat_staff, "setting.set", "not_a_choice", "name",
                      "{'name': 'colour', 'value': 4}");
  miqat_test_refused (hub, hub->surabaya_staff, "setting.set", "not_allowed", NULL,
                      "{'name': 'final_due_days', 'value': 3}");
}

static void
test_rules (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  static const struct {
    const char *name;
    int year, month, day;
    gint64 value;
  } rows[] = {
    { MIQAT_RULE_REFERENCE_PRICE, 2017, 12, 31, -1 },
    { MIQAT_RULE_REFERENCE_PRICE, 2019, 1, 1, 20000000 },
    { MIQAT_RULE_REFERENCE_PRICE, 2024, 4, 7, 26000000 },
    { MIQAT_RULE_REFERENCE_PRICE, 2024, 4, 8, 23000000 },
    { MIQAT_RULE_PASSPORT_BLOCK_MONTHS, 2026, 6, 22, 6 },
    { MIQAT_RULE_PASSPORT_WARN_MONTHS, 2026, 6, 22, 7 },
    { MIQAT_RULE_VACCINE_REQUIRED, 2025, 2, 10, 0 },
    { MIQAT_RULE_VACCINE_REQUIRED, 2025, 4, 25, 1 },
    { MIQAT_RULE_STAMP_DUTY_ABOVE, 2026, 1, 1, 5000000 },
    { "no_such_rule", 2026, 1, 1, -1 },
  };
  g_autoptr (MiqatRule) rule = NULL;
  gint64 value = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    MiqatDay day = miqat_day_from_parts (rows[i].year, rows[i].month, rows[i].day);

    g_assert_true (miqat_rule_get_value (db, rows[i].name, day, -1, &value, NULL));
    g_assert_cmpint (value, ==, rows[i].value);
  }
  miqat_test_do (hub, hub->pusat_staff, "rule.set", NULL,
                 "{'name': 'stamp_duty', 'effective_date': '2027-01-01', 'value': 20000,"
                 " 'severity': 'value', 'source': 'Contoh'}");
  miqat_test_do (hub, hub->pusat_staff, "rule.set", NULL,
                 "{'name': 'stamp_duty', 'effective_date': '2027-01-01', 'value': 15000,"
                 " 'severity': 'warn', 'source': 'Contoh kedua'}");
  rule = miqat_rule_get (db, MIQAT_RULE_STAMP_DUTY, miqat_day_from_parts (2027, 1, 1), NULL);
  g_assert_cmpint (rule->value, ==, 15000);
  g_assert_cmpint (rule->severity, ==, MIQAT_SEVERITY_WARN);
  g_assert_cmpstr (rule->source, ==, "Contoh kedua");
  miqat_test_refused (hub, hub->makassar_staff, "rule.set", "not_allowed", NULL,
                      "{'name': 'x', 'effective_date': '2027-01-01', 'value': 1, 'severity': 'warn', 'source': 'abc'}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agency/first-run", test_first_run);
  g_test_add_func ("/agency/edit", test_edit);
  g_test_add_func ("/agency/tiers", test_tiers);
  g_test_add_func ("/agency/branch", test_branch);
  g_test_add_func ("/agency/unique", test_unique);
  g_test_add_func ("/agency/same-command-again", test_same_command_again);
  g_test_add_func ("/agency/closure", test_closure);
  g_test_add_func ("/agency/list-scope", test_list_scope);
  g_test_add_func ("/agency/active", test_active);
  g_test_add_func ("/agency/edit-user", test_edit_user);
  g_test_add_func ("/agency/replica", test_replica);
  g_test_add_func ("/agency/settings", test_settings);
  g_test_add_func ("/agency/rules", test_rules);
  return g_test_run ();
}

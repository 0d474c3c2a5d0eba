/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Staff, duties, passwords, and who an actor is. */
#include "config.h"

#include "miqat-person.h"
#include "miqat-staff.h"
#include "miqat-test-agency.h"

#define VERIFIER "$argon2id$v=19$m=65536,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"
#define OTHER "$argon2id$v=19$m=65536,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$bGFpbmxhaW5sYWlubGFpbmxhaW5sYWlubGFpbmxhaW4"
#define PERSON "'full_name': 'Siti Aminah', 'email': '%s', 'phone': '081234567890'"

static void
test_actors (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  const struct {
    const char *id;
    MiqatTiers tier;
    MiqatDuties duties;
    const char *node_id;
  } rows[] = {
    { MIQAT_ACTOR_PUBLIC, MIQAT_TIER_PUBLIC, 0, NULL },
    { MIQAT_ACTOR_GATEWAY, MIQAT_TIER_GATEWAY, 0, NULL },
    { MIQAT_ACTOR_SYSTEM, MIQAT_TIER_SYSTEM, 0, NULL },
    { hub->pusat, MIQAT_TIER_PUSAT, MIQAT_DUTY_ANY, hub->pusat },
    { hub->surabaya, MIQAT_TIER_CABANG, MIQAT_DUTY_ANY, hub->surabaya },
    { hub->agen, MIQAT_TIER_AGEN, 0, hub->agen },
    { hub->surabaya_staff, MIQAT_TIER_CABANG, MIQAT_DUTY_ANY, hub->surabaya },
    { hub->pusat_sales, MIQAT_TIER_PUSAT, MIQAT_DUTY_SALES, hub->pusat },
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (MiqatActor) actor = miqat_person_load_actor (db, rows[i].id, &error);

    g_assert_no_error (error);
    g_assert_cmpint (actor->tier, ==, rows[i].tier);
    g_assert_cmpint (actor->duties, ==, rows[i].duties);
    g_assert_cmpstr (actor->node_id, ==, rows[i].node_id);
  }
  g_assert_null (miqat_person_load_actor (db, "nobody", &error));
  g_assert_no_error (error);
}

static void
test_create (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autoptr (MiqatStaff) staff = NULL;
  const char *id;

  id = miqat_test_do (hub, hub->surabaya_staff, "staff.create", "staff_id",
                      "{" PERSON ", 'duties': ['finance', 'documents']}", "siti@contoh.id");
  staff = miqat_staff_load (db, id, NULL);
  g_assert_cmpstr (staff->branch_id, ==, hub->surabaya);
  g_assert_cmpint (staff->duties, ==, MIQAT_DUTY_FINANCE | MIQAT_DUTY_DOCUMENTS);
  miqat_test_refused (hub, hub->surabaya_staff, "staff.create", "email_taken", "email",
                      "{" PERSON ", 'duties': ['sales']}", "SITI@contoh.id");
  miqat_test_refused (hub, hub->surabaya_staff, "staff.create", "not_a_choice", "duties.1",
                      "{" PERSON ", 'duties': ['sales', 'boss']}", "x@contoh.id");
  miqat_test_refused (hub, hub->surabaya_staff, "staff.create", "too_few", "duties",
                      "{" PERSON ", 'duties': []}", "x@contoh.id");
  miqat_test_refused (hub, hub->surabaya_staff, "staff.create", "not_yours", NULL,
                      "{" PERSON ", 'duties': ['sales'], 'branch_id': '%s'}", "x@contoh.id", hub->makassar);
  miqat_test_refused (hub, hub->surabaya_staff, "staff.create", "not_found", "branch_id",
                      "{" PERSON ", 'duties': ['sales'], 'branch_id': '%s'}", "x@contoh.id", hub->mitra);
  miqat_test_refused (hub, hub->surabaya_sales, "staff.create", "not_allowed", NULL,
                      "{" PERSON ", 'duties': ['sales']}", "x@contoh.id");
  miqat_test_refused (hub, hub->mitra, "staff.create", "not_allowed", NULL,
                      "{" PERSON ", 'duties': ['sales']}", "x@contoh.id");
  miqat_test_verify (hub);
}

static void
test_duties (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autoptr (MiqatStaff) staff = NULL;
  g_autoptr (GPtrArray) list = NULL;

  miqat_test_do (hub, hub->pusat_staff, "staff.set_duties", NULL,
                 "{'staff_id': '%s', 'duties': ['marketing', 'sales', 'sales']}", hub->surabaya_sales);
  staff = miqat_staff_load (db, hub->surabaya_sales, NULL);
  g_assert_cmpint (staff->duties, ==, MIQAT_DUTY_MARKETING | MIQAT_DUTY_SALES);
  miqat_test_refused (hub, hub->makassar_staff, "staff.set_duties", "not_yours", NULL,
                      "{'staff_id': '%s', 'duties': ['sales']}", hub->surabaya_sales);
  list = miqat_staff_list (db, (MiqatReader) { hub->surabaya, NULL }, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = miqat_staff_list (db, (MiqatReader) { hub->surabaya, hub->agen }, NULL);
  g_assert_cmpuint (list->len, ==, 0);
}

static void
test_active (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autoptr (MiqatActor) actor = NULL;

  miqat_test_refused (hub, hub->surabaya_staff, "staff.set_active", "own_account", "staff_id",
                      "{'staff_id': '%s', 'active': false}", hub->surabaya_staff);
  miqat_test_do (hub, hub->surabaya_staff, "staff.set_active", NULL,
                 "{'staff_id': '%s', 'active': false}", hub->surabaya_sales);
  actor = miqat_person_load_actor (db, hub->surabaya_sales, NULL);
  g_assert_null (actor);
  /* Nobody acts for an office that is switched off. */
  miqat_test_do (hub, hub->pusat_staff, "user.set_active", NULL,
                 "{'user_id': '%s', 'active': false}", hub->makassar);
  actor = miqat_person_load_actor (db, hub->makassar_staff, NULL);
  g_assert_null (actor);
}

static void
test_credentials (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autoptr (MiqatPerson) person = NULL;

  person = miqat_person_find_by_email (db, "SBY.jual@contoh.id", NULL);
  g_assert_null (person->verifier);
  miqat_test_do (hub, hub->surabaya_sales, "credential.set", NULL,
                 "{'owner_id': '%s', 'verifier': '" VERIFIER "'}", hub->surabaya_sales);
  g_clear_pointer (&person, miqat_person_free);
  person = miqat_person_find_by_email (db, "SBY.jual@contoh.id", NULL);
  g_assert_cmpstr (person->verifier, ==, VERIFIER);
  g_assert_cmpstr (person->id, ==, hub->surabaya_sales);
  g_assert_true (person->is_staff);
  g_assert_cmpstr (person->branch_id, ==, hub->surabaya);
  /* Another one's needs the executive duty, or standing above. */
  miqat_test_refused (hub, hub->surabaya_sales, "credential.set", "not_allowed", "owner_id",
                      "{'owner_id': '%s', 'verifier': '" OTHER "'}", hub->surabaya_staff);
  miqat_test_refused (hub, hub->makassar_staff, "credential.set", "not_yours", NULL,
                      "{'owner_id': '%s', 'verifier': '" OTHER "'}", hub->surabaya_sales);
  miqat_test_refused (hub, hub->reseller, "credential.set", "not_yours", NULL,
                      "{'owner_id': '%s', 'verifier': '" OTHER "'}", hub->agen);
  miqat_test_do (hub, hub->agen, "credential.set", NULL,
                 "{'owner_id': '%s', 'verifier': '" OTHER "'}", hub->reseller);
  miqat_test_do (hub, hub->surabaya_staff, "credential.set", NULL,
                 "{'owner_id': '%s', 'verifier': '" OTHER "'}", hub->surabaya_sales);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM audit_log WHERE detail GLOB '*argon2id*'"),
                   ==, 0);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM change_feed WHERE table_name ="
                                           " 'credentials'"),
                   ==, 0);
  g_assert_null (miqat_person_find_by_email (db, "keiner@contoh.id", NULL));
  miqat_test_verify (hub);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/staff/actors", test_actors);
  g_test_add_func ("/staff/create", test_create);
  g_test_add_func ("/staff/duties", test_duties);
  g_test_add_func ("/staff/active", test_active);
  g_test_add_func ("/staff/credentials", test_credentials);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workstations: one code, one enrolment; numbers that are not used again; revoking. */
#include "config.h"

#include "miqat-crypto.h"
#include "miqat-device.h"
#include "miqat-test-agency.h"

typedef struct {
  char *code_hash;
  char *token_hash;
} Enrolment;

static void
enrolment_clear (Enrolment *self)
{
  g_free (self->code_hash);
  g_free (self->token_hash);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Enrolment, enrolment_clear)

static Enrolment
prepare (MiqatTestAgency *hub, const char *actor_id, const char *node_id, const char *code)
{
  g_autofree char *token = g_strconcat ("token of ", code, NULL);
  Enrolment self = { miqat_hash_text (code), miqat_hash_text (token) };

  miqat_test_do (hub, actor_id, "device.create_code", "expires_at",
                 "{'node_id': '%s', 'code_hash': '%s'}", node_id, self.code_hash);
  return self;
}

static const char *
enrol (MiqatTestAgency *hub, const Enrolment *enrolment, const char *want)
{
  return miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "device.enrol", want,
                        "{'code_hash': '%s', 'token_hash': '%s', 'name': 'Meja depan'}",
                        enrolment->code_hash, enrolment->token_hash);
}

static void
refuse_enrol (MiqatTestAgency *hub, const Enrolment *enrolment)
{
  miqat_test_refused (hub, MIQAT_ACTOR_SYSTEM, "device.enrol", "enrol_code_wrong", "code_hash",
                      "{'code_hash': '%s', 'token_hash': '%s', 'name': 'Meja depan'}",
                      enrolment->code_hash, enrolment->token_hash);
}

static void
test_enrol (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_auto (Enrolment) first = prepare (hub, hub->surabaya_staff, hub->surabaya, "one");
  g_auto (Enrolment) second = prepare (hub, hub->pusat_staff, hub->surabaya, "two");
  g_autoptr (MiqatDevice) device = NULL;

  g_assert_cmpstr (enrol (hub, &first, "code"), ==, "SBY1");
  g_assert_cmpstr (enrol (hub, &second, "code"), ==, "SBY2");
  refuse_enrol (hub, &first);
  device = miqat_device_find_by_token (db, first.token_hash, NULL);
  g_assert_cmpstr (device->code, ==, "SBY1");
  g_assert_cmpstr (device->node_id, ==, hub->surabaya);
  g_assert_cmpint (device->revoked_at, ==, 0);
  miqat_test_refused (hub, hub->makassar_staff, "device.create_code", "not_yours", NULL,
                      "{'node_id': '%s', 'code_hash': '%s'}", hub->surabaya, first.token_hash);
  miqat_test_refused (hub, hub->pusat_staff, "device.create_code", "not_found", "node_id",
                      "{'node_id': '%s', 'code_hash': '%s'}", hub->mitra, first.token_hash);
  miqat_test_refused (hub, hub->surabaya_staff, "device.enrol", "not_allowed", NULL,
                      "{'code_hash': '%s', 'token_hash': '%s', 'name': 'X'}", first.code_hash, first.token_hash);
}

static void
test_late (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (Enrolment) late = prepare (hub, hub->surabaya_staff, hub->surabaya, "late");
  g_auto (Enrolment) unknown = { miqat_hash_text ("never"), miqat_hash_text ("token") };

  miqat_test_agency_pass (hub, 24 * MIQAT_HOUR);
  refuse_enrol (hub, &late);
  refuse_enrol (hub, &unknown);
}

static void
test_revoke (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_auto (Enrolment) enrolment = prepare (hub, hub->surabaya_staff, hub->surabaya, "one");
  const char *id = enrol (hub, &enrolment, "device_id");
  g_autoptr (MiqatDevice) device = NULL;
  g_autoptr (GPtrArray) list = NULL;

  miqat_test_agency_pass (hub, MIQAT_HOUR);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "device.seen", NULL, "{'device_id': '%s'}", id);
  miqat_test_refused (hub, hub->makassar_staff, "device.revoke", "not_yours", NULL,
                      "{'device_id': '%s'}", id);
  miqat_test_do (hub, hub->pusat_staff, "device.revoke", NULL, "{'device_id': '%s'}", id);
  device = miqat_device_find (db, id, NULL);
  g_assert_cmpint (device->last_seen_at, ==, MIQAT_TEST_NOW + MIQAT_HOUR);
  g_assert_cmpint (device->revoked_at, ==, MIQAT_TEST_NOW + MIQAT_HOUR);
  list = miqat_device_list (db, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  miqat_test_refused (hub, MIQAT_ACTOR_SYSTEM, "device.seen", "not_found", "device_id",
                      "{'device_id': '%s'}", hub->pusat);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM change_feed WHERE table_name IN"
                                           " ('devices', 'enrolments')"),
                   ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device/enrol", test_enrol);
  g_test_add_func ("/device/late", test_late);
  g_test_add_func ("/device/revoke", test_revoke);
  return g_test_run ();
}

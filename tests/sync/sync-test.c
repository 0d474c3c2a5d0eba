/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-test.h"

#include "miqat-areas.h"
#include "miqat-sync-compare.h"
#include "miqat-sync-enrolment.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* ---- a vault in memory ---------------------------------------------------------------------- */

static char *
vault_put (MiqatVault *vault, GBytes *contents, GError **error)
{
  SyncTestVault *self = (SyncTestVault *) vault;
  char *hash = miqat_hash_bytes (contents);

  g_hash_table_insert (self->contents, g_strdup (hash), g_bytes_ref (contents));
  return hash;
}

static GBytes *
vault_get (MiqatVault *vault, const char *hash, gsize limit, GError **error)
{
  SyncTestVault *self = (SyncTestVault *) vault;
  GBytes *contents = g_hash_table_lookup (self->contents, hash);

  if (g_strcmp0 (self->damaged, hash) == 0) {
    g_set_error_literal (error, MIQAT_VAULT_ERROR, MIQAT_VAULT_ERROR_DAMAGED, "altered");
    return NULL;
  }
  if (contents != NULL)
    return g_bytes_ref (contents);
  g_set_error_literal (error, MIQAT_VAULT_ERROR, MIQAT_VAULT_ERROR_MISSING, "no such contents");
  return NULL;
}

static gboolean
vault_has (MiqatVault *vault, const char *hash)
{
  return g_hash_table_contains (((SyncTestVault *) vault)->contents, hash);
}

static gboolean
vault_remove (MiqatVault *vault, const char *hash, GError **error)
{
  SyncTestVault *self = (SyncTestVault *) vault;

  if (g_strcmp0 (self->damaged, hash) == 0)
    self->damaged = NULL;
  g_hash_table_remove (self->contents, hash);
  return TRUE;
}

static void
vault_free (MiqatVault *vault)
{
  g_hash_table_unref (((SyncTestVault *) vault)->contents);
  g_free (vault);
}

SyncTestVault *
sync_test_vault_new (void)
{
  SyncTestVault *self = g_new0 (SyncTestVault, 1);

  self->parent = (MiqatVault) { vault_put, vault_get, vault_has, vault_remove, vault_free };
  self->contents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  return self;
}

/* ---- the wire ------------------------------------------------------------------------------- */

static gboolean
happens (SyncTestWire *self, guint *planned)
{
  if (*planned > 0) {
    --*planned;
    return TRUE;
  }
  return self->rand != NULL && g_rand_int_range (self->rand, 0, 30) == 0;
}

static MiqatSyncResponse *
wire_send (MiqatSyncTransport *transport, const MiqatSyncRequest *request, GCancellable *cancellable,
           GError **error)
{
  SyncTestWire *self = (SyncTestWire *) transport;
  MiqatSyncResponse *response;

  if (self->cut || self->break_after == 0) {
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_UNREACHABLE, "the wire is cut");
    return NULL;
  }
  if (self->break_after > 0)
    self->break_after--;
  self->sent++;
  if (g_str_has_prefix (request->target, "/sync/commands"))
    self->commands_sent++;
  if (happens (self, &self->lose_requests)) {
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_OFFLINE, "the request is lost");
    return NULL;
  }
  response = miqat_sync_hub_answer (*self->hub, request, "127.0.0.1");
  if (self->meanwhile != NULL && g_str_has_prefix (request->target, "/sync/changes")) {
    self->meanwhile (self->meanwhile_data);
    self->meanwhile = NULL;
  }
  if (happens (self, &self->repeat)) {
    miqat_sync_response_free (response);
    response = miqat_sync_hub_answer (*self->hub, request, "127.0.0.1");
  }
  if (happens (self, &self->lose_answers)) {
    miqat_sync_response_free (response);
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_OFFLINE, "the answer is lost");
    return NULL;
  }
  return response;
}

static void
wire_free (MiqatSyncTransport *transport)
{
  SyncTestWire *self = (SyncTestWire *) transport;

  g_clear_pointer (&self->rand, g_rand_free);
  g_free (self);
}

SyncTestWire *
sync_test_wire_new (SyncTest *self)
{
  SyncTestWire *wire = g_new0 (SyncTestWire, 1);

  wire->parent = (MiqatSyncTransport) { wire_send, wire_free };
  wire->hub = &self->answers;
  wire->break_after = -1;
  return wire;
}

/* ---- the hub -------------------------------------------------------------------------------- */

static void
set_password (SyncTest *self, const char *owner_id, const char *verifier)
{
  miqat_test_do (self->hub, MIQAT_ACTOR_SYSTEM, "credential.set", NULL,
                 "{'owner_id': '%s', 'verifier': '%s'}", owner_id, verifier);
}

SyncTest *
sync_test_new (void)
{
  SyncTest *self = g_new0 (SyncTest, 1);
  /* Slow to make, so one for all. */
  static char *verifier;

  self->hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  self->vault = sync_test_vault_new ();
  self->answers = miqat_sync_hub_new (self->hub->site, &self->vault->parent, NULL);
  self->offices = g_ptr_array_new ();
  if (verifier == NULL)
    verifier = miqat_password_make_verifier (SYNC_TEST_PASSWORD);
  set_password (self, self->hub->pusat_staff, verifier);
  set_password (self, self->hub->surabaya_staff, verifier);
  set_password (self, self->hub->makassar_staff, verifier);
  self->bank_account = miqat_test_do (self->hub, self->hub->pusat_staff, "bank_account.add",
                                      "bank_account_id",
                                      "{'bank_name': 'BSI', 'account_number': '7001234567',"
                                      " 'account_holder': 'PT Wisata Contoh'}");
  self->package = miqat_test_do (self->hub, self->hub->pusat_staff, "package.create", "package_id",
                                 "{'name': 'Umroh Reguler 9 Hari', 'kind': 'umrah', 'duration_days': 9}");
  miqat_test_do (self->hub, self->hub->pusat_staff, "package.set_prices", NULL,
                 "{'package_id': '%s', 'cost': 25000000, 'margin': 5000000, 'max_price': 60000000}",
                 self->package);
  miqat_test_do (self->hub, self->hub->pusat_staff, "package.publish", NULL, "{'package_id': '%s'}",
                 self->package);
  return self;
}

void
sync_test_add_departure (SyncTest *self, guint seats)
{
  g_autofree char *sql = NULL;

  self->departure = miqat_test_do (self->hub, self->hub->pusat_staff, "departure.add", "departure_id",
                                   "{'package_id': '%s', 'departure_date': '2026-11-20',"
                                   " 'return_date': '2026-11-28', 'airline_code': 'SV',"
                                   " 'flight_number': 'SV817', 'origin_airport': 'SUB',"
                                   " 'route': 'SUB-JED-MED-SUB', 'total_seats': %u,"
                                   " 'rooms': [{'type': 'quad', 'price': 33900000}]}",
                                   self->package, seats);
  sql = g_strdup_printf ("SELECT id FROM room_types WHERE departure_id = '%s'", self->departure);
  g_ptr_array_add (self->hub->owned, miqat_test_text (self->hub, sql));
  self->quad = g_ptr_array_index (self->hub->owned, self->hub->owned->len - 1);
}

void
sync_test_pass (SyncTest *self, gint64 microseconds)
{
  miqat_test_agency_pass (self->hub, microseconds);
  for (guint i = 0; i < self->offices->len; i++)
    miqat_test_agency_pass (&((SyncTestOffice *) g_ptr_array_index (self->offices, i))->agency, microseconds);
}

/* Delivers what was announced and nobody has waited for; announcements name their site. */
static void
hear (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* ---- offices -------------------------------------------------------------------------------- */

static MiqatSiteOptions
get_options (SyncTestOffice *office)
{
  return (MiqatSiteOptions) {
    .database = office->agency.path,
    .clock = &office->agency.clock.parent,
    .areas = miqat_areas,
  };
}

static void
enrol (SyncTestOffice *office, const char *node_id)
{
  SyncTest *self = office->test;
  g_autofree char *code = miqat_enrolment_code_new ();
  g_autofree char *hash = miqat_enrolment_code_hash (code);
  g_autoptr (MiqatEnrolmentAttempt) attempt = NULL;
  g_autoptr (MiqatEnrolment) enrolment = NULL;
  g_autoptr (MiqatEnrolment) again = NULL;
  g_autoptr (GError) error = NULL;
  const MiqatSiteOptions options = get_options (office);
  SyncTestWire *wire = sync_test_wire_new (self);

  miqat_test_do (self->hub, self->hub->pusat_staff, "device.create_code", NULL,
                 "{'node_id': '%s', 'code_hash': '%s'}", node_id, hash);
  attempt = miqat_enrolment_attempt_new (code, "Meja 1");
  wire->lose_answers = 1;
  enrolment = miqat_enrolment_attempt_send (attempt, &wire->parent, NULL, &error);
  g_assert_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_OFFLINE);
  g_clear_error (&error);
  enrolment = miqat_enrolment_attempt_send (attempt, &wire->parent, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (enrolment->node_id, ==, node_id);
  office->agency.site = miqat_enrolment_create_site (enrolment, &options, "https://hub.contoh.id", &error);
  g_assert_no_error (error);
  miqat_sync_transport_free (&wire->parent);
}

static void
start (SyncTestOffice *office)
{
  office->wire = sync_test_wire_new (office->test);
  office->replica = miqat_replica_new (office->agency.site, &office->wire->parent, &office->vault->parent);
}

static char *
dup_email (SyncTest *self, const char *staff)
{
  g_autofree char *sql = g_strdup_printf ("SELECT email FROM staff WHERE id = '%s'", staff);

  return miqat_test_text (self->hub, sql);
}

SyncTestOffice *
sync_test_enrol (SyncTest *self, const char *node_id, const char *staff)
{
  SyncTestOffice *office = g_new0 (SyncTestOffice, 1);
  g_autofree char *email = dup_email (self, staff);
  g_autoptr (MiqatSignedIn) signed_in = NULL;
  g_autoptr (GError) error = NULL;

  office->test = self;
  office->staff = staff;
  office->vault = sync_test_vault_new ();
  office->agency.owned = g_ptr_array_new_with_free_func (g_free);
  office->agency.folder = g_dir_make_tmp ("miqat-test-XXXXXX", &error);
  g_assert_no_error (error);
  office->agency.path = g_build_filename (office->agency.folder, "kantor.miqat", NULL);
  miqat_fixed_clock_init (&office->agency.clock, self->hub->clock.instant);
  g_ptr_array_add (self->offices, office);
  enrol (office, node_id);
  start (office);
  sync_test_exchange (office);
  signed_in = miqat_replica_sign_in (office->replica, email, SYNC_TEST_PASSWORD, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (signed_in->offline);
  g_assert_cmpstr (signed_in->id, ==, staff);
  return office;
}

void
sync_test_restart (SyncTestOffice *office)
{
  const MiqatSiteOptions options = get_options (office);
  g_autoptr (GError) error = NULL;

  hear ();
  g_clear_pointer (&office->agency.db, miqat_db_close);
  miqat_replica_free (office->replica);
  miqat_site_close (office->agency.site);
  office->agency.site = miqat_site_open (&options, &error);
  g_assert_no_error (error);
  start (office);
}

void
sync_test_damage (SyncTestOffice *office, const char *sql)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (office->agency.path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK
      || sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  sqlite3_close (db);
}

void
sync_test_close_hub (SyncTest *self)
{
  hear ();
  g_clear_pointer (&self->answers, miqat_sync_hub_free);
  g_clear_pointer (&self->hub->db, miqat_db_close);
  g_clear_pointer (&self->hub->site, miqat_site_close);
}

void
sync_test_open_hub (SyncTest *self)
{
  const MiqatSiteOptions options = {
    .database = self->hub->path, .clock = &self->hub->clock.parent, .areas = miqat_areas,
  };
  g_autoptr (GError) error = NULL;

  self->hub->site = miqat_site_open (&options, &error);
  g_assert_no_error (error);
  self->answers = miqat_sync_hub_new (self->hub->site, &self->vault->parent, NULL);
}

void
sync_test_copy (const char *from, const char *to)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (from, &contents, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, contents, (gssize) size, &error);
  g_assert_no_error (error);
}

static void
office_free (SyncTestOffice *office)
{
  g_autoptr (GDir) dir = g_dir_open (office->agency.folder, 0, NULL);
  const char *name;

  g_clear_pointer (&office->agency.db, miqat_db_close);
  miqat_replica_free (office->replica);
  miqat_site_close (office->agency.site);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (office->agency.folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (office->agency.folder);
  miqat_vault_free (&office->vault->parent);
  g_ptr_array_unref (office->agency.owned);
  g_free (office->agency.folder);
  g_free (office->agency.path);
  g_free (office);
}

void
sync_test_free (SyncTest *self)
{
  if (self == NULL)
    return;
  hear ();
  for (guint i = 0; i < self->offices->len; i++)
    office_free (g_ptr_array_index (self->offices, i));
  g_ptr_array_unref (self->offices);
  miqat_sync_hub_free (self->answers);
  miqat_vault_free (&self->vault->parent);
  miqat_test_agency_free (self->hub);
  g_free (self);
}

/* ---- exchanging ----------------------------------------------------------------------------- */

void
sync_test_exchange (SyncTestOffice *office)
{
  g_autoptr (GError) error = NULL;

  miqat_replica_exchange (office->replica, NULL, &error);
  g_assert_no_error (error);
}

GError *
sync_test_exchange_fails (SyncTestOffice *office)
{
  GError *error = NULL;

  g_assert_false (miqat_replica_exchange (office->replica, NULL, &error));
  g_assert_nonnull (error);
  return error;
}

MiqatReplicaStatus
sync_test_status (SyncTestOffice *office)
{
  MiqatReplicaStatus status;

  miqat_replica_get_status (office->replica, &status);
  return status;
}

GPtrArray *
sync_test_cases (SyncTestOffice *office)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *cases = miqat_replica_list_cases (office->agency.site,
                                               miqat_test_agency_read (&office->agency), &error);

  g_assert_no_error (error);
  return cases;
}

void
sync_test_compare (SyncTestOffice *office)
{
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gint64 compared = 0;

  miqat_sync_compare (office->test->hub->site, office->agency.site, &compared, differences, &error);
  g_assert_no_error (error);
  g_assert_cmpint (compared, >, 50);
  if (differences->len > 0)
    g_error ("%u differences, the first: %s", differences->len,
             (const char *) g_ptr_array_index (differences, 0));
}

void
sync_test_settle (SyncTest *self)
{
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < self->offices->len; i++)
      sync_test_exchange (g_ptr_array_index (self->offices, i));
  for (guint i = 0; i < self->offices->len; i++) {
    SyncTestOffice *office = g_ptr_array_index (self->offices, i);
    MiqatReplicaStatus status = sync_test_status (office);

    g_assert_true (status.online);
    g_assert_false (status.damaged);
    g_assert_cmpuint (status.waiting, ==, 0);
    g_assert_cmpint (miqat_test_number (&office->agency, "SELECT count(*) FROM pending_commands WHERE state = 'accepted'"),
                     ==, 0);
    sync_test_compare (office);
  }
  miqat_test_verify (self->hub);
}

/* ---- selling -------------------------------------------------------------------------------- */

const char *
sync_test_book (SyncTestOffice *office, guint pax, const char *payer)
{
  g_autoptr (MiqatAnswer) answer = NULL;
  char *id;

  sync_test_pass (office->test, MIQAT_SECOND);
  answer = miqat_test_run (&office->agency, office->staff, "booking.create",
                           "{'departure_id': '%s', 'channel': 'desk',"
                           " 'rooms': [{'room_type_id': '%s', 'pax': %u}],"
                           " 'payer_name': '%s', 'payer_phone': '081233344455'}",
                           office->test->departure, office->test->quad, pax, payer);
  if (!answer->done)
    return NULL;
  id = g_strdup (json_object_get_string_member (json_node_get_object (answer->result), "booking_id"));
  g_ptr_array_add (office->agency.owned, id);
  return id;
}

SyncTestTwo
sync_test_two_offices (guint seats)
{
  SyncTestTwo two;

  two.test = sync_test_new ();
  sync_test_add_departure (two.test, seats);
  two.surabaya = sync_test_enrol (two.test, two.test->hub->surabaya, two.test->hub->surabaya_staff);
  two.makassar = sync_test_enrol (two.test, two.test->hub->makassar, two.test->hub->makassar_staff);
  return two;
}

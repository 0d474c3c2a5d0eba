/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-net.h"

#include "miqat-areas.h"
#include "miqat-replica.h"
#include "miqat-sync-enrolment.h"
#include "miqat-sync-http.h"
#include "miqat-sync-routes.h"
#include "miqat-test-folder.h"

static void
log_nothing (const char *line, gpointer data)
{
}

static void
start_server (OfficeNet *self)
{
  const MiqatHttpServerOptions options = { .port = self->port, .log = log_nothing };
  g_autoptr (GError) error = NULL;

  self->server = miqat_http_server_start (self->router, &options, &error);
  g_assert_no_error (error);
  self->port = miqat_http_server_get_port (self->server);
}

static MiqatSite *
enrol (OfficeNet *self)
{
  MiqatTestAgency *hub = self->test->hub;
  g_autofree char *path = g_build_filename (self->folder, "kantor.miqat", NULL);
  g_autofree char *code = miqat_enrolment_code_new ();
  g_autofree char *hash = miqat_enrolment_code_hash (code);
  const MiqatSiteOptions options = { .database = path, .areas = miqat_areas, .clock = &self->clock.parent };
  g_autoptr (MiqatEnrolmentAttempt) attempt = miqat_enrolment_attempt_new (code, "Meja 1");
  g_autoptr (MiqatEnrolment) enrolment = NULL;
  g_autoptr (MiqatSyncTransport) transport = NULL;
  g_autoptr (GError) error = NULL;
  MiqatSite *site;

  miqat_test_do (hub, hub->pusat_staff, "device.create_code", NULL, "{'node_id': '%s', 'code_hash': '%s'}",
                 hub->surabaya, hash);
  transport = miqat_sync_http_new (self->url, NULL, &error);
  g_assert_no_error (error);
  enrolment = miqat_enrolment_attempt_send (attempt, transport, NULL, &error);
  g_assert_no_error (error);
  site = miqat_enrolment_create_site (enrolment, &options, self->url, &error);
  g_assert_no_error (error);
  return site;
}

static gboolean
is_online (gpointer data)
{
  MiqatSyncStatus status;

  miqat_office_get_sync_status (data, &status);
  return status.online;
}

static gboolean
is_offline (gpointer data)
{
  return !is_online (data);
}

char *
office_net_dup_email (OfficeNet *self)
{
  g_autofree char *sql = g_strdup_printf ("SELECT email FROM staff WHERE id = '%s'", self->test->hub->surabaya_staff);

  return miqat_test_text (self->test->hub, sql);
}

void
office_net_sign_in (OfficeNet *self)
{
  g_autofree char *email = office_net_dup_email (self);

  office_test_sign_in_with (self->office, email, SYNC_TEST_PASSWORD);
}

OfficeNet *
office_net_new (guint seats)
{
  OfficeNet *self = g_new0 (OfficeNet, 1);
  g_autoptr (GError) error = NULL;

  self->test = sync_test_new ();
  sync_test_add_departure (self->test, seats);
  self->router = miqat_http_router_new ();
  miqat_sync_routes_add (self->router, self->test->answers);
  start_server (self);
  self->url = g_strdup_printf ("http://127.0.0.1:%u/", self->port);
  self->folder = g_dir_make_tmp ("miqat-net-XXXXXX", NULL);
  miqat_fixed_clock_init (&self->clock, self->test->hub->clock.instant);
  self->office = miqat_office_new_for_site (enrol (self), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (office_test_wait (is_online, self->office));
  office_net_sign_in (self);
  return self;
}

void
office_net_free (OfficeNet *self)
{
  widget_test_wait (100);
  g_assert_finalize_object (self->office);
  g_clear_pointer (&self->server, miqat_http_server_free);
  sync_test_free (self->test);
  miqat_http_router_free (self->router);
  miqat_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->url);
  g_free (self);
}

void
office_net_pass (OfficeNet *self, gint64 microseconds)
{
  miqat_test_agency_pass (self->test->hub, microseconds);
  self->clock.instant += microseconds;
}

void
office_net_cut (OfficeNet *self)
{
  g_clear_pointer (&self->server, miqat_http_server_free);
  miqat_office_sync_now (self->office);
  g_assert_true (office_test_wait (is_offline, self->office));
}

void
office_net_mend (OfficeNet *self)
{
  start_server (self);
  miqat_office_sync_now (self->office);
  g_assert_true (office_test_wait (is_online, self->office));
}

/* ---- selling -------------------------------------------------------------------------------- */

static void
on_booked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = miqat_office_run_finish (MIQAT_OFFICE (source), result, &error);

  g_assert_no_error (error);
  g_assert_true (answer->done);
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

void
office_net_sell_here (OfficeNet *self, guint pax)
{
  g_autofree char *text = g_strdup_printf ("{\"departure_id\": \"%s\", \"channel\": \"desk\", \"rooms\":"
                                           " [{\"room_type_id\": \"%s\", \"pax\": %u}],"
                                           " \"payer_name\": \"Siti Rahmah\", \"payer_phone\": \"081233344455\"}",
                                           self->test->departure, self->test->quad, pax);
  g_autoptr (JsonNode) args = json_from_string (text, NULL);
  gboolean booked = FALSE;

  miqat_office_run_async (self->office, "booking.create", json_node_get_object (args), NULL, on_booked_cb, &booked);
  g_assert_true (office_test_wait (is_true, &booked));
}

void
office_net_sell_there (OfficeNet *self, guint pax)
{
  miqat_test_do (self->test->hub, self->test->hub->pusat_staff, "booking.create", NULL,
                 "{'departure_id': '%s', 'channel': 'desk', 'rooms': [{'room_type_id': '%s', 'pax': %u}],"
                 " 'payer_name': 'Budi Santoso', 'payer_phone': '081233344456'}",
                 self->test->departure, self->test->quad, pax);
}

gboolean
office_net_has_case (OfficeNet *self)
{
  MiqatSyncStatus status;

  miqat_office_get_sync_status (self->office, &status);
  return status.refused > 0;
}

static gboolean
has_case (gpointer data)
{
  return office_net_has_case (data);
}

void
office_net_wait_for_case (OfficeNet *self)
{
  g_assert_true (office_test_wait (has_case, self));
}

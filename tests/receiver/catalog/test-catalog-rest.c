/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages and departures by REST: read by everybody, written by few. */
#include "config.h"

#include "receiver-fixture.h"

static void
test_public_reads (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *packages = receiver_get (self, "/api/v1/packages?per_page=1");
  g_autofree char *same = receiver_get (self, "/api/packages?per_page=1");
  g_autofree char *one = receiver_get (self, "/api/packages/umroh-contoh-9-hari");
  g_autofree char *path = g_strconcat ("/api/departures/", self->trip.departure_id, NULL);
  g_autofree char *departure = receiver_get (self, path);
  g_autofree char *missing = receiver_get (self, "/api/packages/tidak-ada");
  g_autofree char *etag = fixture_dup_header (packages, "ETag");
  g_autofree char *condition = g_strdup_printf ("If-None-Match: %s\r\n", etag);
  g_autofree char *unchanged = receiver_ask (self, "GET", "/api/packages?per_page=1", condition, NULL);

  assert_status (packages, 200);
  assert_contains (packages, "\"pagination\"");
  assert_contains (packages, "\"success\":true");
  assert_lacks (one, "margin");
  assert_lacks (one, "28000000");
  assert_lacks (one, "max_price");
  g_assert_cmpstr (fixture_get_body (packages), ==, fixture_get_body (same));
  assert_status (departure, 200);
  assert_contains (departure, "\"left\":45");
  assert_status (missing, 404);
  assert_contains (missing, "\"code\":\"not_found\"");
  assert_status (unchanged, 304);
}

/* What is offered is Pusat's to say. */
static void
test_package_by_branch (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *cabang = receiver_get_token (self, self->agency->surabaya_staff);
  g_autofree char *package = receiver_send_json (self, "POST", "/api/packages", cabang,
                                                 "{'name': 'Paket', 'kind': 'umrah', 'duration_days': 9}");

  assert_status (package, 403);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM packages"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog-rest/public-reads", test_public_reads);
  g_test_add_func ("/catalog-rest/package-by-branch", test_package_by_branch);
  return g_test_run ();
}

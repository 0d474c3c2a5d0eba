/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The REST interface: who may what, and what happens to those who send odd things. */
#include "config.h"

#include "miqat-crypto.h"
#include "miqat-health-routes.h"
#include "receiver-fixture.h"

#include <glib/gstdio.h>

#include <string.h>
#include <unistd.h>

#define PASSWORD "rahasia-sekali-2026"
#define NEW_USER "{'role': '%s', 'full_name': 'Orang Baru', 'email': '%s@contoh.id', 'phone': '081355556666'}"

static char *
find_email (Receiver *self, const char *id)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT email FROM (SELECT id, email FROM users UNION ALL SELECT id, email FROM staff) p WHERE id = '%s'", id);

  return miqat_test_text (self->agency, sql);
}

/* Gives somebody a password and signs in; the whole answer. */
static char *
sign_in (Receiver *self, const char *id)
{
  g_autofree char *verifier = miqat_password_make_verifier (PASSWORD);
  g_autofree char *email = find_email (self, id);

  miqat_test_do (self->agency, MIQAT_ACTOR_SYSTEM, "credential.set", NULL, "{'owner_id': '%s', 'verifier': '%s'}", id,
                 verifier);
  return receiver_send_json (self, "POST", "/api/auth/login", NULL, "{'email': '%s', 'password': '" PASSWORD "'}", email);
}

static char *
get_token (Receiver *self, const char *id)
{
  g_autofree char *answer = sign_in (self, id);

  assert_status (answer, 200);
  return receiver_dup_member (answer, "access_token");
}

static char *
get_with (Receiver *self, const char *path, const char *token)
{
  g_autofree char *headers = g_strdup_printf ("Authorization: Bearer %s\r\n", token);

  return receiver_ask (self, "GET", path, headers, NULL);
}

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
  g_autofree char *mode = receiver_get (self, "/api/payments/mode");
  g_autofree char *accounts = receiver_get (self, "/api/bank-accounts");
  g_autofree char *etag = fixture_dup_header (packages, "ETag");
  g_autofree char *condition = g_strdup_printf ("If-None-Match: %s\r\n", etag);
  g_autofree char *unchanged = receiver_ask (self, "GET", "/api/packages?per_page=1", condition, NULL);

  assert_status (packages, 200);
  assert_contains (packages, "\"pagination\"");
  assert_contains (packages, "\"success\":true");
  g_assert_null (strstr (one, "margin"));
  g_assert_null (strstr (one, "28000000"));
  g_assert_null (strstr (one, "max_price"));
  g_assert_cmpstr (fixture_get_body (packages), ==, fixture_get_body (same));
  assert_status (departure, 200);
  assert_contains (departure, "\"left\":45");
  assert_status (missing, 404);
  assert_contains (missing, "\"code\":\"not_found\"");
  assert_contains (mode, "\"manual\":true");
  assert_contains (accounts, "7001112223");
  assert_status (unchanged, 304);
}

static void
test_health (void)
{
  static const char *const paths[] = { "/api/health", "/api/health/database", "/api/health/storage",
                                       "/api/health/external" };
  g_autoptr (Receiver) self = receiver_new ();

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *answer = receiver_get (self, paths[i]);
    g_autofree char *request_id = fixture_dup_header (answer, "X-Request-Id");

    assert_status (answer, 200);
    assert_contains (answer, "\"status\":\"ok\"");
    g_assert_nonnull (request_id);
  }
}

/* The folder of the documents belongs to the storage, on whatever disk it is. */
static void
test_storage (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *vault = g_build_filename (self->agency->folder, "vault", NULL);
  g_autofree char *elsewhere = g_build_filename (self->agency->folder, "elsewhere", NULL);
  g_autofree char *gone = NULL, *back = NULL;

  g_assert_cmpstr (miqat_health_check_folder (vault, 1), ==, "ok");
  g_assert_cmpstr (miqat_health_check_folder (vault, G_MAXUINT64), ==, "full");
  g_assert_cmpstr (miqat_health_check_folder (elsewhere, 1), ==, "missing");
  g_assert_cmpint (g_rename (vault, elsewhere), ==, 0);
  gone = receiver_get (self, "/api/health/storage");
  assert_status (gone, 503);
  assert_contains (gone, "\"database\":\"ok\",\"documents\":\"missing\"");
  g_assert_cmpint (g_rename (elsewhere, vault), ==, 0);
  back = receiver_get (self, "/api/health/storage");
  assert_status (back, 200);
}

/* What the agency has set, not what we would like. */
static void
test_payment_mode (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *manual = receiver_get (self, "/api/payments/mode");
  g_autofree char *automatic = NULL;

  assert_contains (manual, "\"mode\":\"manual\",\"automatic\":false,\"manual\":true");
  miqat_test_do (self->agency, self->agency->pusat_staff, "setting.set", NULL,
                 "{'name': 'payment_mode_auto', 'value': 1}");
  automatic = receiver_get (self, "/api/payments/mode");
  assert_contains (automatic, "\"mode\":\"auto\",\"automatic\":true,\"manual\":true");
}

/* Refusals speak Indonesian without any locale, and English to who asks. */
static void
test_languages (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *indonesian = receiver_get (self, "/api/commissions");
  g_autofree char *english = receiver_ask (self, "GET", "/api/commissions", "Accept-Language: en-GB,en;q=0.9\r\n", NULL);

  assert_contains (indonesian, "Silakan masuk");
  assert_contains (english, "Please sign in");
}

/* The receiver marks what has departed when it starts and on every new day. */
static void
test_departed (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  MiqatReceiverOptions options = { .listen = "127.0.0.1:0", .site = self->agency->site, .quiet = TRUE };
  g_autoptr (GError) error = NULL;
  MiqatReceiver *again;
  const char *sql = "SELECT count(*) FROM departures WHERE status = 'departed'";

  g_assert_cmpint (miqat_test_number (self->agency, sql), ==, 0);
  miqat_test_agency_pass (self->agency, G_GINT64_CONSTANT (400) * 24 * MIQAT_HOUR);
  again = miqat_receiver_start (&options, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 200 && miqat_test_number (self->agency, sql) == 0; i++) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (10000);
  }
  g_assert_cmpint (miqat_test_number (self->agency, sql), ==, 1);
  miqat_receiver_stop (again);
}

static void
test_sign_in (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *answer = sign_in (self, self->agency->surabaya_staff);
  g_autofree char *cookie = fixture_dup_header (answer, "Set-Cookie");
  g_autofree char *wrong = receiver_send_json (self, "POST", "/api/auth/login", NULL,
                                               "{'email': 'tidak@ada.id', 'password': 'salah-salah'}");
  g_autofree char *none = receiver_get (self, "/api/commissions");
  g_autofree char *forged = get_with (self, "/api/commissions", "a.b.c");

  assert_status (answer, 200);
  assert_contains (cookie, "HttpOnly");
  assert_contains (cookie, "SameSite=Strict");
  assert_status (wrong, 401);
  assert_status (none, 401);
  assert_status (forged, 401);
  for (guint i = 0; i < 8; i++) {
    g_autofree char *again = receiver_send_json (self, "POST", "/api/auth/login", NULL,
                                                 "{'email': 'tidak@ada.id', 'password': 'salah-salah'}");

    if (fixture_get_status (again) == 429)
      return;
  }
  g_error ("nobody was slowed down");
}

/* What strangers at an office's address use up is not missing to who is signed in there. */
static void
test_rates (void)
{
  static const char *const path = "/api/departures", *const empty = "{}";
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *token = get_token (self, self->agency->surabaya_staff);
  g_autofree char *other = get_token (self, self->agency->makassar_staff);
  guint junk = 0, own = 0;

  for (guint status = 0; status != 429; junk++) {
    g_autofree char *answer = receiver_send_json (self, "POST", path, junk % 2 == 0 ? NULL : "a.b.c", "%s", empty);

    status = fixture_get_status (answer);
    g_assert_true (status == 401 || status == 429);
    g_assert_cmpuint (junk, <, 100);
  }
  for (guint status = 0; status != 429; own++) {
    g_autofree char *answer = receiver_send_json (self, "POST", path, token, "%s", empty);

    status = fixture_get_status (answer);
    g_assert_true (status == 422 || status == 429);
    g_assert_cmpuint (own, <, 100);
  }
  g_assert_cmpuint (own, >, 20);
  g_free (token);
  token = receiver_send_json (self, "POST", path, other, "%s", empty);
  assert_status (token, 422);
}

static char *
refresh (Receiver *self, const char *cookie)
{
  g_autofree char *headers = g_strdup_printf ("Cookie: %.*s\r\n", (int) strcspn (cookie, ";"), cookie);

  return receiver_ask (self, "POST", "/api/auth/refresh", headers, NULL);
}

static void
test_refresh (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *answer = sign_in (self, self->agency->pusat_staff);
  g_autofree char *first = fixture_dup_header (answer, "Set-Cookie");
  g_autofree char *one = refresh (self, first);
  g_autofree char *second = fixture_dup_header (one, "Set-Cookie");
  g_autofree char *stolen = NULL;
  g_autofree char *after = NULL;

  assert_status (one, 200);
  g_assert_cmpstr (first, !=, second);
  stolen = refresh (self, first);
  assert_status (stolen, 401);
  /* The thief had it or the owner: neither goes on. */
  after = refresh (self, second);
  assert_status (after, 401);
}

static void
test_rights (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *reseller = get_token (self, self->agency->reseller);
  g_autofree char *agen = get_token (self, self->agency->agen);
  g_autofree char *cabang = get_token (self, self->agency->surabaya_staff);
  g_autofree char *prices = g_strdup_printf ("/api/packages/%s/prices", self->trip.package_id);
  g_autofree char *upwards = receiver_send_json (self, "POST", "/api/users", reseller, NEW_USER, "agen", "satu");
  g_autofree char *downwards = receiver_send_json (self, "POST", "/api/users", agen, NEW_USER, "reseller", "dua");
  g_autofree char *cost = receiver_send_json (self, "POST", prices, cabang, "{'cost': 1, 'margin': 1}");
  g_autofree char *package = receiver_send_json (self, "POST", "/api/packages", cabang,
                                                 "{'name': 'Paket', 'kind': 'umrah', 'duration_days': 9}");
  g_autofree char *list = get_with (self, "/api/users", agen);
  g_autofree char *board = get_with (self, "/api/affiliate/dashboard", agen);

  assert_status (upwards, 403);
  assert_contains (upwards, "\"code\":");
  assert_status (downwards, 201);
  assert_status (cost, 403);
  assert_status (package, 403);
  assert_contains (list, "Orang Baru");
  assert_contains (board, "affiliate_code");
}

static void
test_bookings (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *json = g_strdup_printf ("{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 2}]}",
                                           self->trip.departure_id, self->trip.quad_id);
  g_autofree char *held = NULL;
  g_autofree char *again = NULL;
  g_autofree char *id = NULL;
  g_autofree char *token = NULL;
  g_autofree char *path = NULL;
  g_autofree char *linked = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *foreign = NULL;
  g_autofree char *nobody = NULL;
  g_autofree char *makassar = get_token (self, self->agency->makassar_staff);
  g_autofree char *pusat = get_token (self, self->agency->pusat_staff);

  g_strdelimit (json, "'", '"');
  held = receiver_ask (self, "POST", "/api/bookings",
                       "Content-Type: application/json\r\nIdempotency-Key: 7d0f6a52-3f0e-4cc1-9a5b-111111111111\r\n", json);
  again = receiver_ask (self, "POST", "/api/bookings",
                        "Content-Type: application/json\r\nIdempotency-Key: 7d0f6a52-3f0e-4cc1-9a5b-111111111111\r\n", json);
  assert_status (held, 201);
  id = receiver_dup_member (held, "booking_id");
  token = receiver_dup_member (held, "token");
  assert_contains (again, id);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM bookings"), ==, 1);
  path = g_strconcat ("/api/bookings/", id, NULL);
  g_clear_pointer (&linked, g_free);
  linked = g_strconcat (path, "?token=", token, NULL);
  mine = receiver_get (self, linked);
  nobody = receiver_get (self, path);
  foreign = get_with (self, path, makassar);
  assert_status (mine, 200);
  assert_contains (mine, "\"status\":\"seat_locked\"");
  assert_status (nobody, 401);
  assert_status (foreign, 403);
  assert_contains (foreign, "not_yours");
  g_free (g_steal_pointer (&mine));
  mine = get_with (self, path, pusat);
  assert_status (mine, 200);
}

static void
test_verify (void)
{
  static const char *const fields = "&sender_name=Budi&amount=5000000&file_name=bukti.png";
  g_autoptr (Receiver) self = receiver_new ();
  const char *booking = miqat_test_book_public (self->agency, &self->trip, NULL);
  const char *invoice = miqat_test_invoice (self->agency, booking, "dp");
  const char *proof = miqat_test_send_proof (self->agency, &self->trip, booking, invoice, 5000000, "satu");
  g_autofree char *sales = get_token (self, self->agency->pusat_sales);
  g_autofree char *staff = get_token (self, self->agency->pusat_staff);
  g_autofree char *path = g_strdup_printf ("/api/payments/%s/verify", proof);
  g_autofree char *upload = g_strdup_printf (
    "/api/payments/upload-proof?booking_id=%s&invoice_id=%s&bank_account_id=%s%s", booking, invoice,
    self->trip.bank_account_id, fields);
  g_autofree char *unsigned_in = receiver_ask (self, "POST", upload, "Content-Type: image/png\r\n", "x");
  g_autofree char *refused = receiver_send_json (self, "PATCH", path, sales, "{'action': 'approve'}");
  g_autofree char *odd = receiver_send_json (self, "PATCH", path, staff, "{'action': 'dance'}");
  g_autofree char *approved = receiver_send_json (self, "PATCH", path, staff, "{'action': 'approve'}");

  assert_status (unsigned_in, 401);
  assert_status (refused, 403);
  assert_status (odd, 422);
  assert_status (approved, 200);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM receipts"), ==, 1);
}

static void
test_odd_bodies (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  GString *deep = g_string_new (NULL);
  g_autofree char *nested = NULL;
  g_autofree char *list = receiver_send_json (self, "POST", "/api/bookings", NULL, "[]");
  g_autofree char *broken = receiver_send_json (self, "POST", "/api/bookings", NULL, "{'a':");
  g_autofree char *unknown = receiver_send_json (self, "POST", "/api/bookings", NULL, "{'x': 1}");
  g_autofree char *kind = receiver_ask (self, "POST", "/api/bookings", "Content-Type: text/plain\r\n", "{}");
  g_autofree char *method = receiver_ask (self, "DELETE", "/api/packages", NULL, NULL);

  for (guint i = 0; i < 10000; i++)
    g_string_append_c (deep, '[');
  nested = receiver_send_json (self, "POST", "/api/bookings", NULL, "%s", deep->str);
  g_string_free (deep, TRUE);
  assert_contains (nested, "json_too_deep");
  assert_contains (list, "not_an_object");
  assert_contains (broken, "json_broken");
  assert_contains (unknown, "unknown_field");
  assert_contains (kind, "json_broken");
  assert_status (method, 405);
}

static void
test_endless_body (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *block = g_strnfill (64 * 1024, 'x');
  int fd = fixture_connect (&self->client);
  g_autofree char *answer = NULL;

  fixture_send (fd, "POST /api/bookings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n", -1);
  for (guint i = 0; i < 20; i++) {
    fixture_send (fd, "10000\r\n", -1);
    fixture_send (fd, block, 64 * 1024);
    fixture_send (fd, "\r\n", -1);
  }
  answer = fixture_read_all (fd);
  close (fd);
  /* Told so, or simply cut. */
  g_assert_true (*answer == '\0' || fixture_get_status (answer) == 413);
  g_free (answer);
  answer = receiver_get (self, "/api/health");
  assert_status (answer, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rest/public-reads", test_public_reads);
  g_test_add_func ("/rest/health", test_health);
  g_test_add_func ("/rest/storage", test_storage);
  g_test_add_func ("/rest/payment-mode", test_payment_mode);
  g_test_add_func ("/rest/languages", test_languages);
  g_test_add_func ("/rest/departed", test_departed);
  g_test_add_func ("/rest/sign-in", test_sign_in);
  g_test_add_func ("/rest/rates", test_rates);
  g_test_add_func ("/rest/refresh", test_refresh);
  g_test_add_func ("/rest/rights", test_rights);
  g_test_add_func ("/rest/bookings", test_bookings);
  g_test_add_func ("/rest/verify", test_verify);
  g_test_add_func ("/rest/odd-bodies", test_odd_bodies);
  g_test_add_func ("/rest/endless-body", test_endless_body);
  return g_test_run ();
}

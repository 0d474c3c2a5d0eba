/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A booking by REST: with its link, by its office, by nobody else. */
#include "config.h"

#include "receiver-fixture.h"

#include <string.h>

static void
test_access (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *held = receiver_send_json (
    self, "POST", "/api/bookings", NULL, "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 2}]}",
    self->trip.departure_id, self->trip.quad_id);
  g_autofree char *id = receiver_dup_member (held, "booking_id");
  g_autofree char *token = receiver_dup_member (held, "token");
  g_autofree char *path = g_strconcat ("/api/bookings/", id, NULL);
  g_autofree char *linked = g_strconcat (path, "?token=", token, NULL);
  g_autofree char *makassar = receiver_get_token (self, self->agency->makassar_staff);
  g_autofree char *pusat = receiver_get_token (self, self->agency->pusat_staff);
  g_autofree char *mine = receiver_get (self, linked);
  g_autofree char *nobody = receiver_get (self, path);
  g_autofree char *foreign = receiver_get_with (self, path, makassar);
  g_autofree char *own = receiver_get_with (self, path, pusat);

  assert_status (held, 201);
  assert_status (mine, 200);
  assert_contains (mine, "\"status\":\"seat_locked\"");
  assert_status (nobody, 401);
  assert_status (foreign, 403);
  assert_contains (foreign, "not_yours");
  assert_status (own, 200);
}

/* As a telephone asks that keeps no cookies: `headers` are whole lines. */
static char *
ask_hold (Receiver *self, const char *headers, guint pax)
{
  g_autofree char *head = g_strconcat ("Content-Type: application/json\r\n", headers, NULL);
  g_autofree char *body = g_strdup_printf (
    "{\"departure_id\": \"%s\", \"rooms\": [{\"room_type_id\": \"%s\", \"pax\": %u}]}", self->trip.departure_id,
    self->trip.quad_id, pax);

  return receiver_ask (self, "POST", "/api/bookings", head, body);
}

/* Another telephone, another cookie: the address stays, and cannot take a whole departure. */
static void
test_one_address (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  guint held = 0;

  for (guint i = 0; i < 6; i++) {
    g_autofree char *page = receiver_get (self, RECEIVER_PACKAGE);
    g_autofree char *cookie = fixture_dup_header (page, "Set-Cookie");
    g_autofree char *headers = i % 2 == 0
                                 ? g_strdup_printf ("User-Agent: phone %u\r\n", i)
                                 : g_strdup_printf ("Cookie: %.*s\r\n", (int) strcspn (cookie, ";"), cookie);
    g_autofree char *answer = ask_hold (self, headers, 4);

    if (fixture_get_status (answer) == 201)
      held += 4;
    else
      assert_contains (answer, "hold_address");
  }
  g_assert_cmpuint (held, ==, 20);
}

/* Page and REST draw on one allowance. */
static void
test_one_rate (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *after = NULL;
  guint asked = 0;

  for (guint status = 0; status != 429; asked++) {
    g_autofree char *answer = ask_hold (self, "", 99);

    status = fixture_get_status (answer);
    g_assert_cmpuint (asked, <, 60);
  }
  after = receiver_post (self, "/pesan", "slug=umroh-contoh-9-hari");
  assert_status (after, 429);
}

/* A request that got no answer is sent again, perhaps over another network: it is the same one. */
static void
test_repeat (void)
{
  static const char *const first_headers = "Idempotency-Key: satu\r\nUser-Agent: at home\r\n";
  static const char *const next_headers = "Idempotency-Key: satu\r\nUser-Agent: on the way\r\n";
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *first = ask_hold (self, first_headers, 2);
  g_autofree char *again = ask_hold (self, next_headers, 2);
  g_autofree char *other = ask_hold (self, next_headers, 3);
  g_autofree char *id = receiver_dup_member (first, "booking_id");

  assert_status (first, 201);
  assert_status (again, 201);
  assert_contains (again, id);
  assert_status (other, 409);
  assert_contains (other, "command_repeated");
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM bookings"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/booking-rest/access", test_access);
  g_test_add_func ("/booking-rest/one-address", test_one_address);
  g_test_add_func ("/booking-rest/one-rate", test_one_rate);
  g_test_add_func ("/booking-rest/repeat", test_repeat);
  return g_test_run ();
}

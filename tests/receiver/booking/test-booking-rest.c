/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A booking by REST: with its link, by its office, by nobody else. */
#include "config.h"

#include "receiver-fixture.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/booking-rest/access", test_access);
  return g_test_run ();
}

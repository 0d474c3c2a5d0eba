/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in by REST, how often anybody may ask, and the partners below oneself. */
#include "config.h"

#include "receiver-fixture.h"

#include <string.h>

static void
test_sign_in (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *answer = receiver_sign_in (self, self->agency->surabaya_staff);
  g_autofree char *cookie = fixture_dup_header (answer, "Set-Cookie");
  g_autofree char *wrong = receiver_send_json (self, "POST", "/api/auth/login", NULL,
                                               "{'email': 'tidak@ada.id', 'password': 'salah-salah'}");

  assert_status (answer, 200);
  assert_contains (cookie, "HttpOnly");
  assert_contains (cookie, "SameSite=Strict");
  assert_status (wrong, 401);
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
  g_autofree char *token = receiver_get_token (self, self->agency->surabaya_staff);
  g_autofree char *other = receiver_get_token (self, self->agency->makassar_staff);
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
  g_autofree char *answer = receiver_sign_in (self, self->agency->pusat_staff);
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

/* A session of the old password does not go on under the new one. */
static void
test_new_password (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *before = receiver_sign_in (self, self->agency->agen);
  g_autofree char *old = fixture_dup_header (before, "Set-Cookie");
  g_autofree char *after = receiver_sign_in (self, self->agency->agen); /* sets the password anew */
  g_autofree char *new = fixture_dup_header (after, "Set-Cookie");
  g_autofree char *refused = refresh (self, old);
  g_autofree char *done = refresh (self, new);

  assert_status (refused, 401);
  assert_status (done, 200);
}

/* Partners are added downwards and seen by who stands above them. */
static void
test_users (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *agen = receiver_get_token (self, self->agency->agen);
  g_autofree char *other = receiver_get_token (self, self->agency->makassar_mitra);
  g_autofree char *made = receiver_send_json (
    self, "POST", "/api/users", agen,
    "{'role': 'reseller', 'full_name': 'Orang Baru', 'email': 'baru@contoh.id', 'phone': '081355556666'}");
  g_autofree char *list = receiver_get_with (self, "/api/users", agen);
  g_autofree char *foreign = receiver_get_with (self, "/api/users", other);

  assert_status (made, 201);
  assert_contains (list, "Orang Baru");
  assert_status (foreign, 200);
  assert_lacks (foreign, "Orang Baru");
}

#define NEW_PARTNER \
  "{\"role\": \"reseller\", \"full_name\": \"Orang Baru\", \"email\": \"baru@contoh.id\", \"phone\": \"081355556666\", %s}"

static char *
ask_partner (Receiver *self, const char *token, const char *more)
{
  g_autofree char *headers = g_strdup_printf (
    "Content-Type: application/json\r\nAuthorization: Bearer %s\r\nIdempotency-Key: satu\r\n", token);
  g_autofree char *body = g_strdup_printf (NEW_PARTNER, more);

  return receiver_ask (self, "POST", "/api/users", headers, body);
}

/* A verifier is salted, so it is another each time it is made; the request is the same. */
static void
test_repeat (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *token = receiver_get_token (self, self->agency->agen);
  g_autofree char *first = ask_partner (self, token, "\"password\": \"sandi-yang-panjang\"");
  g_autofree char *again = ask_partner (self, token, "\"password\": \"sandi-yang-panjang\"");
  g_autofree char *other = ask_partner (self, token, "\"city\": \"Solo\"");

  assert_status (first, 201);
  assert_status (again, 201);
  assert_status (other, 409);
}

/* What a sign-in costs is ours to say: a verifier is made here and nowhere else. */
static void
test_foreign_verifier (void)
{
  static const char *const huge = "\"verifier\": \"$argon2id$v=19$m=4194304,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA"
                                  "$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g\"";
  static const char *const own = "\"verifier\": \"$argon2id$v=19$m=65536,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA"
                                 "$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g\"";
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *token = receiver_get_token (self, self->agency->agen);
  const char *const bodies[] = { huge, own };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autofree char *answer = ask_partner (self, token, bodies[i]);

    assert_status (answer, 422);
    assert_contains (answer, "verifier");
    assert_contains (answer, "unknown_field");
  }
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM users WHERE full_name = 'Orang Baru'"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agency-rest/sign-in", test_sign_in);
  g_test_add_func ("/agency-rest/rates", test_rates);
  g_test_add_func ("/agency-rest/refresh", test_refresh);
  g_test_add_func ("/agency-rest/new-password", test_new_password);
  g_test_add_func ("/agency-rest/users", test_users);
  g_test_add_func ("/agency-rest/repeat", test_repeat);
  g_test_add_func ("/agency-rest/foreign-verifier", test_foreign_verifier);
  return g_test_run ();
}

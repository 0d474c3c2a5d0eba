/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A partner's link, from the first click to his booking. */
#include "config.h"

#include "receiver-fixture.h"

#include <string.h>

static void
test_ref (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *code = miqat_test_text (
    self->agency, "SELECT affiliate_code FROM users WHERE role = 'agen' ORDER BY id LIMIT 1");
  g_autofree char *path = g_strdup_printf ("%s?ref=%s", RECEIVER_PACKAGE, code);
  g_autofree char *page = receiver_get (self, path);
  g_autofree char *cookie = fixture_dup_header (page, "Set-Cookie");
  g_autofree char *rule = fixture_dup_header (page, "Cache-Control");
  g_autofree char *field = receiver_dup_field (page, "ref");
  g_autofree char *plain = receiver_get (self, RECEIVER_PACKAGE);
  g_autofree char *unknown = receiver_get (self, RECEIVER_PACKAGE "?ref=TIDAK-ADA");
  g_autofree char *sent = g_strdup_printf ("Cookie: %.*s\r\n", (int) strcspn (cookie, ";"), cookie);
  g_autofree char *wa = receiver_ask (self, "GET", "/wa/umroh-contoh-9-hari", sent, NULL);
  g_autofree char *number = fixture_dup_header (wa, "Location");
  g_autofree char *phone = miqat_test_text (self->agency, "SELECT phone FROM users WHERE role = 'agen' ORDER BY id LIMIT 1");

  g_assert_true (g_str_has_prefix (cookie, "miqat_ref="));
  assert_contains (cookie, "Max-Age=604800");
  assert_contains (cookie, "HttpOnly");
  assert_contains (cookie, "SameSite=Lax");
  assert_contains (cookie, "Path=/");
  g_assert_cmpstr (rule, ==, "no-store");
  g_assert_cmpstr (field, ==, code);
  assert_lacks (plain, "miqat_ref");
  assert_lacks (plain, code);
  assert_lacks (unknown, "miqat_ref");
  assert_status (wa, 302);
  assert_contains (number, phone);
  for (guint i = 0; i < 50 && miqat_test_number (self->agency, "SELECT count(*) FROM affiliate_clicks") == 0; i++)
    g_usleep (20000);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM affiliate_clicks"), ==, 1);
}

/* A customer of IPv6 has addresses without number, all of one /64. Clicks from there are few; another's count. */
static void
test_clicks_of_one_network (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *code = miqat_test_text (
    self->agency, "SELECT affiliate_code FROM users WHERE role = 'agen' ORDER BY id LIMIT 1");
  g_autofree char *path = g_strdup_printf ("/?ref=%s", code);

  for (guint i = 0; i < 40; i++) {
    g_autofree char *headers = g_strdup_printf ("X-Real-IP: 2001:db8:1:2::%x\r\n", i + 1);
    g_autofree char *page = receiver_ask (self, "GET", path, headers, NULL);

    assert_status (page, 200);
    assert_contains (page, "miqat_ref=");
  }
  g_free (receiver_ask (self, "GET", path, "X-Real-IP: 2001:db8:1:3::1\r\n", NULL));
  for (guint i = 0; i < 100 && miqat_test_number (self->agency, "SELECT count(*) FROM affiliate_clicks") < 21; i++)
    g_usleep (20000);
  g_usleep (200000);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM affiliate_clicks"), ==, 21);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(DISTINCT visitor_hash) FROM affiliate_clicks"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/affiliate-pages/ref", test_ref);
  g_test_add_func ("/affiliate-pages/clicks-of-one-network", test_clicks_of_one_network);
  return g_test_run ();
}

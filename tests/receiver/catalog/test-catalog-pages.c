/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is offered, as a visitor sees it, and as one who shares it. */
#include "config.h"

#include "receiver-fixture.h"

#include <string.h>

static void
test_cached (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *first = receiver_get (self, "/");
  g_autofree char *again = receiver_ask (self, "GET", "/", "Cookie: miqat_ref=x\r\nUser-Agent: other\r\n", NULL);
  g_autofree char *etag = fixture_dup_header (first, "ETag");
  g_autofree char *rule = fixture_dup_header (first, "Cache-Control");
  g_autofree char *condition = g_strdup_printf ("If-None-Match: %s\r\n", etag);
  g_autofree char *unchanged = receiver_ask (self, "GET", "/", condition, NULL);
  g_autofree char *later = NULL;
  g_autofree char *path = NULL;

  assert_status (first, 200);
  g_assert_true (g_str_has_prefix (rule, "public"));
  g_assert_cmpstr (fixture_get_body (first), ==, fixture_get_body (again));
  g_assert_null (fixture_dup_header (first, "Set-Cookie"));
  assert_status (unchanged, 304);
  assert_contains (first, "Umroh Contoh 9 Hari");
  assert_contains (first, "Kuota 0/45");
  assert_lacks (first, "style=");
  assert_lacks (first, "<script>");
  path = receiver_hold (self, 2);
  later = receiver_ask (self, "GET", "/", condition, NULL);
  assert_status (later, 200);
  assert_contains (later, "Kuota 2/45");
}

/* Who gets a link sees a picture, under the address by which the link's sender came. */
static void
test_share (void)
{
  static const char *const paths[] = { "/", "/paket", RECEIVER_PACKAGE };
  g_autoptr (Receiver) self = receiver_new ();

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *page = receiver_get (self, paths[i]);

    assert_contains (page, "property=\"og:image\" content=\"http://localhost/web/share.png");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog-pages/cached", test_cached);
  g_test_add_func ("/catalog-pages/share", test_share);
  return g_test_run ();
}

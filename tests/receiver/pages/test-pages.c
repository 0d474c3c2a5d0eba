/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all pages share. */
#include "config.h"

#include "miqat-page-cache.h"
#include "receiver-fixture.h"

#include <string.h>

/* The oldest makes room, and what anybody can make up is not kept at all. */
static void
test_cache_full (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autoptr (GError) error = NULL;
  MiqatReceiverThread thread = { .receiver = self->receiver, .cache = miqat_page_cache_new () };
  const char *const expected[] = { "key 1", "key 128" };

  thread.db = miqat_site_open_reader (self->agency->site, &error);
  g_assert_no_error (error);
  for (guint i = 0; i <= MIQAT_PAGE_CACHE_MAX; i++) {
    g_autofree char *key = g_strdup_printf ("key %u", i);
    g_autoptr (MiqatHttpResponse) response = miqat_http_response_new_text (200, g_string_new (key));

    g_usleep (2);
    g_assert_true (miqat_page_cache_put (&thread, key, response) == response);
    miqat_page_cache_put (&thread, NULL, response);
  }
  g_assert_null (miqat_page_cache_get (&thread, "key 0"));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autoptr (MiqatHttpResponse) kept = miqat_page_cache_get (&thread, expected[i]);

    g_assert_nonnull (kept);
  }
  miqat_page_cache_free (thread.cache);
  miqat_db_close (thread.db);
}

static void
test_calm_pages (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *missing = receiver_get (self, "/tidak/ada");
  g_autofree char *package = receiver_get (self, "/paket/%3Cscript%3E");
  g_autofree char *about = receiver_get (self, "/tentang");
  g_autofree char *metrics = receiver_get (self, "/metrics");

  assert_status (missing, 404);
  assert_contains (missing, "Halaman tidak ditemukan");
  assert_status (package, 404);
  assert_lacks (package, "<script>");
  assert_status (about, 200);
  assert_contains (metrics, "miqat_requests_total");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/cache-full", test_cache_full);
  g_test_add_func ("/pages/calm", test_calm_pages);
  return g_test_run ();
}

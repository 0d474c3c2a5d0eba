/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receiver as a service: its health, its languages, and what it does by itself. */
#include "config.h"

#include "miqat-health-routes.h"
#include "receiver-fixture.h"

#include <glib/gstdio.h>

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/health", test_health);
  g_test_add_func ("/server/storage", test_storage);
  g_test_add_func ("/server/languages", test_languages);
  g_test_add_func ("/server/departed", test_departed);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same over real HTTP: a receiver's routes, the workstation's client, and work in the background
 * that nobody asked for. */
#include "config.h"

#include "sync-test.h"

#include "miqat-http-server.h"
#include "miqat-sync-http.h"
#include "miqat-sync-routes.h"

#include <string.h>

typedef struct {
  SyncTest *test;
  MiqatHttpRouter *router;
  MiqatHttpServer *server;
  guint16 port;
  SyncTestOffice *office;
  MiqatReplica *replica; /* over HTTP, on the office's database */
  guint status_changes;
} Net;

static void
log_nothing (const char *line, gpointer data)
{
}

static void
start_server (Net *net)
{
  const MiqatHttpServerOptions options = { .port = net->port, .log = log_nothing };
  g_autoptr (GError) error = NULL;

  net->server = miqat_http_server_start (net->router, &options, &error);
  g_assert_no_error (error);
  net->port = miqat_http_server_get_port (net->server);
}

static void
on_status_cb (MiqatReplica *replica, gpointer data)
{
  ((Net *) data)->status_changes++;
}

static Net *
net_new (void)
{
  Net *net = g_new0 (Net, 1);
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  MiqatSyncTransport *transport;

  net->test = sync_test_new ();
  sync_test_add_departure (net->test, 20);
  net->office = sync_test_enrol (net->test, net->test->hub->surabaya, net->test->hub->surabaya_staff);
  net->router = miqat_http_router_new ();
  miqat_sync_routes_add (net->router, net->test->answers);
  start_server (net);
  url = g_strdup_printf ("http://127.0.0.1:%u/", net->port);
  transport = miqat_sync_http_new (url, NULL, &error);
  g_assert_no_error (error);
  net->replica = miqat_replica_new (net->office->agency.site, transport, &net->office->vault->parent);
  miqat_replica_subscribe (net->replica, NULL, on_status_cb, net);
  return net;
}

static void
net_free (Net *net)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  miqat_replica_free (net->replica);
  miqat_http_server_free (net->server);
  sync_test_free (net->test);
  miqat_http_router_free (net->router);
  g_free (net);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Net, net_free)

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until a number of the database is as expected; at most 20 seconds. */
static void
wait_for_number (MiqatTestAgency *agency, const char *sql, gint64 expected)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  guint timer = g_timeout_add (20, wake_cb, NULL);

  while (miqat_test_number (agency, sql) != expected) {
    if (g_get_monotonic_time () > end)
      g_error ("%s is %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, sql, miqat_test_number (agency, sql), expected);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (timer);
}

static gboolean
is_online (MiqatReplica *replica)
{
  MiqatReplicaStatus status;

  miqat_replica_get_status (replica, &status);
  return status.online;
}

static void
wait_for_online (MiqatReplica *replica, gboolean online)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  guint timer = g_timeout_add (20, wake_cb, NULL);

  while (is_online (replica) != online) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (timer);
}

static void
test_exchange (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (GError) error = NULL;

  sync_test_book (net->office, 2, "Budi Santoso");
  miqat_replica_exchange (net->replica, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (miqat_test_number (net->test->hub, "SELECT count(*) FROM bookings"), ==, 1);
  sync_test_compare (net->office);
}

/* What is typed here goes up by itself, what happens there comes down, without anybody polling. */
static void
test_live (void)
{
  g_autoptr (Net) net = net_new ();
  gint64 begun;

  miqat_replica_start (net->replica);
  wait_for_online (net->replica, TRUE);
  sync_test_book (net->office, 2, "Budi Santoso");
  wait_for_number (net->test->hub, "SELECT count(*) FROM bookings", 1);
  wait_for_number (&net->office->agency, "SELECT count(*) FROM pending_commands", 0);
  begun = g_get_monotonic_time ();
  miqat_test_do (net->test->hub, MIQAT_ACTOR_PUBLIC, "booking.hold", NULL,
                 "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 3}],"
                 " 'affiliate_code': 'AF-Reseller', 'channel': 'public', 'holder': 'visitor-1'}",
                 net->test->departure, net->test->quad);
  wait_for_number (&net->office->agency, "SELECT count(*) FROM bookings", 2);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 10 * G_USEC_PER_SEC);
  g_assert_cmpuint (net->status_changes, >, 0);
  miqat_replica_stop (net->replica);
  sync_test_compare (net->office);
}

/* The receiver goes away and comes back: the workstation says so, and catches up. */
static void
test_away_and_back (void)
{
  g_autoptr (Net) net = net_new ();
  MiqatReplicaStatus status;

  miqat_replica_start (net->replica);
  wait_for_online (net->replica, TRUE);
  g_clear_pointer (&net->server, miqat_http_server_free);
  wait_for_online (net->replica, FALSE);
  miqat_replica_get_status (net->replica, &status);
  g_assert_cmpint (status.offline_since, ==, net->office->agency.clock.instant);
  sync_test_book (net->office, 1, "Siti Aminah");
  while (miqat_replica_get_status (net->replica, &status), status.waiting == 0)
    g_main_context_iteration (NULL, TRUE);
  start_server (net);
  miqat_replica_nudge (net->replica);
  wait_for_online (net->replica, TRUE);
  wait_for_number (net->test->hub, "SELECT count(*) FROM bookings", 1);
  wait_for_number (&net->office->agency, "SELECT count(*) FROM pending_commands", 0);
}

static void
on_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Signing in does not wait for the main loop, nor the main loop for it. */
static void
test_sign_in_async (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (MiqatSignedIn) signed_in = NULL;
  g_autoptr (MiqatSignedIn) offline = NULL;
  g_autoptr (GError) error = NULL;

  miqat_replica_start (net->replica);
  miqat_replica_sign_in_async (net->replica, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, NULL, on_signed_in_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  signed_in = miqat_replica_sign_in_finish (net->replica, result, &error);
  g_assert_no_error (error);
  g_assert_false (signed_in->offline);
  g_clear_pointer (&net->server, miqat_http_server_free);
  miqat_replica_sign_in_async (net->replica, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, NULL, on_signed_in_cb, &second);
  while (second == NULL)
    g_main_context_iteration (NULL, TRUE);
  offline = miqat_replica_sign_in_finish (net->replica, second, &error);
  g_assert_no_error (error);
  g_assert_true (offline->offline);
}

static void
test_documents (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *data = g_malloc (3 * 1024 * 1024);
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GBytes) fetched = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *invoice = NULL;
  g_autoptr (GError) error = NULL;
  const char *booking = sync_test_book (net->office, 1, "Budi Santoso");

  memset (data, 'x', 3 * 1024 * 1024);
  picture = g_bytes_new_take (g_steal_pointer (&data), 3 * 1024 * 1024);
  hash = miqat_vault_put (&net->office->vault->parent, picture, NULL);
  invoice = miqat_test_text (&net->office->agency, "SELECT id FROM payment_invoices ORDER BY due_date");
  miqat_test_do (&net->office->agency, net->office->staff, "payment.submit_proof", NULL,
                 "{'booking_id': '%s', 'invoice_id': '%s', 'content_hash': '%s',"
                 " 'file_name': 'bukti.jpg', 'media_type': 'image/jpeg', 'size_bytes': 3145728,"
                 " 'bank_account_id': '%s', 'sender_name': 'Budi', 'amount': 5000000}",
                 booking, invoice, hash, net->test->bank_account);
  miqat_replica_exchange (net->replica, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (miqat_vault_has (&net->test->vault->parent, hash));
  miqat_vault_remove (&net->office->vault->parent, hash, NULL);
  fetched = miqat_replica_fetch_document (net->replica, hash, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (fetched, picture));
}

static gpointer
sign_in_in_thread (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatSignedIn) who = miqat_replica_sign_in (data, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (who->offline);
  return NULL;
}

/* Errands are sent from whatever thread is free: the connections that ended threads left behind, also to a
 * receiver that went away, do not stand in the way. */
static void
test_many_threads (void)
{
  g_autoptr (Net) net = net_new ();

  miqat_replica_start (net->replica);
  wait_for_online (net->replica, TRUE);
  for (guint i = 0; i < 16; i++) {
    g_thread_join (g_thread_new ("errand", sign_in_in_thread, net->replica));
    if (i % 4 == 3) {
      g_clear_pointer (&net->server, miqat_http_server_free);
      wait_for_online (net->replica, FALSE);
      start_server (net);
      miqat_replica_nudge (net->replica);
      wait_for_online (net->replica, TRUE);
    }
  }
}

/* A workstation that is closed while it waits is closed at once. */
static void
test_stop_is_quick (void)
{
  g_autoptr (Net) net = net_new ();
  gint64 begun;

  miqat_replica_start (net->replica);
  wait_for_online (net->replica, TRUE);
  g_usleep (300000);
  begun = g_get_monotonic_time ();
  miqat_replica_stop (net->replica);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 2 * G_USEC_PER_SEC);
}

static void
test_urls (void)
{
  static const char *const bad[] = {
    "", "hub.contoh.id", "ftp://hub.contoh.id", "http://hub.contoh.id", "http://192.168.1.2:8080",
    "https://", "https://hub.contoh.id/?a=b", "https://hub.contoh.id/#x", "http://127.0.0.1.evil.example",
  };
  static const char *const good[] = {
    "https://hub.contoh.id", "https://hub.contoh.id:8443/miqat/", "http://localhost:8080", "http://127.0.0.1:1",
    "http://[::1]:8080",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    if (miqat_sync_http_new (bad[i], NULL, &error) != NULL)
      g_error ("%s was taken", bad[i]);
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (GError) error = NULL;
    MiqatSyncTransport *transport = miqat_sync_http_new (good[i], NULL, &error);

    g_assert_no_error (error);
    miqat_sync_transport_free (transport);
  }
}

/* Nobody there; somebody there who is no hub; somebody who never answers. */
static void
test_not_a_hub (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (GError) error = NULL;
  MiqatSyncTransport *transport = miqat_sync_http_new (url, NULL, &error);
  MiqatSyncTransport *nobody = miqat_sync_http_new ("http://127.0.0.1:1", NULL, &error);
  const MiqatSyncRequest request = { .method = MIQAT_SYNC_GET, .target = "/sync/changes", .timeout_ms = 300 };
  gint64 begun = g_get_monotonic_time ();

  g_assert_null (miqat_sync_transport_send (transport, &request, NULL, &error));
  g_assert_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_OFFLINE);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 3 * G_USEC_PER_SEC);
  g_clear_error (&error);
  g_assert_null (miqat_sync_transport_send (nobody, &request, NULL, &error));
  g_assert_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_UNREACHABLE);
  miqat_sync_transport_free (transport);
  miqat_sync_transport_free (nobody);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/http/exchange", test_exchange);
  g_test_add_func ("/sync/http/live", test_live);
  g_test_add_func ("/sync/http/away-and-back", test_away_and_back);
  g_test_add_func ("/sync/http/sign-in-async", test_sign_in_async);
  g_test_add_func ("/sync/http/documents", test_documents);
  g_test_add_func ("/sync/http/stop-is-quick", test_stop_is_quick);
  g_test_add_func ("/sync/http/many-threads", test_many_threads);
  g_test_add_func ("/sync/http/urls", test_urls);
  g_test_add_func ("/sync/http/not-a-hub", test_not_a_hub);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the receiver together, and takes it apart in the right order. */
#include "config.h"

#include "miqat-receiver-context.h"

#include "miqat-affiliate-routes.h"
#include "miqat-areas.h"
#include "miqat-auth-routes.h"
#include "miqat-booking-routes.h"
#include "miqat-catalog-routes.h"
#include "miqat-commission-routes.h"
#include "miqat-guard.h"
#include "miqat-health-routes.h"
#include "miqat-local-vault.h"
#include "miqat-page-cache.h"
#include "miqat-payment-routes.h"
#include "miqat-problem-page.h"
#include "miqat-sync-hub.h"
#include "miqat-sync-routes.h"
#include "miqat-web-files.h"

#include <string.h>

#define LISTEN_DEFAULT "127.0.0.1:8765"
#define STOP_MS 8000
#define SWEEP_SECONDS 15

/* Tables that the public pages are made of. */
static const char *const public_tables[] = {
  "agencies", "packages", "departures", "room_types", "seat_pools", "hotels", "users", "bank_accounts", NULL,
};

static void
on_changed_cb (MiqatSite *site, MiqatChanges *changes, gpointer data)
{
  MiqatReceiver *self = data;
  gboolean touched = changes == NULL;

  for (guint i = 0; !touched && public_tables[i] != NULL; i++)
    touched = miqat_changes_touch (changes, public_tables[i]);
  if (touched)
    g_atomic_int_inc (&self->public_generation);
}

static gpointer
thread_new (gpointer data)
{
  MiqatReceiver *self = data;
  MiqatReceiverThread *thread = g_new0 (MiqatReceiverThread, 1);
  g_autoptr (GError) error = NULL;

  thread->receiver = self;
  thread->db = miqat_site_open_reader (self->site, &error);
  if (thread->db == NULL)
    g_error ("The database cannot be read: %s", error->message);
  thread->cache = miqat_page_cache_new ();
  return thread;
}

static void
thread_free (gpointer data)
{
  MiqatReceiverThread *thread = data;

  miqat_page_cache_free (thread->cache);
  miqat_db_close (thread->db);
  g_free (thread);
}

static void
on_swept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MiqatReceiver *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = miqat_site_run_finish (self->site, result, &error);

  self->sweeps--;
  if (answer == NULL)
    g_printerr ("lapsed holds or past departures could not be written: %s\n", error->message);
}

static void
sweep (MiqatReceiver *self, const char *command)
{
  const MiqatRequest request = { .name = command, .actor_id = MIQAT_ACTOR_SYSTEM };

  self->sweeps++;
  miqat_site_run_async (self->site, &request, NULL, on_swept_cb, self);
}

/* Lapsed holds give their seats back; once a day, yesterday's departures have departed. */
static gboolean
on_sweep_cb (gpointer data)
{
  MiqatReceiver *self = data;
  MiqatDay today = miqat_receiver_today (self);

  sweep (self, "booking.expire_holds");
  if (self->departed_until != today) {
    self->departed_until = today;
    sweep (self, "departure.depart");
  }
  return G_SOURCE_CONTINUE;
}

static void
log_line (const char *line, gpointer data)
{
  MiqatReceiver *self = data;

  if (!self->quiet)
    g_printerr ("%s\n", line);
}

static void
add_routes (MiqatReceiver *self)
{
  self->router = miqat_http_router_new ();
  miqat_http_router_add_alias (self->router, "/api/v1", "/api");
  miqat_http_router_set_guard (self->router, miqat_guard_check, self);
  miqat_http_router_set_account (self->router, miqat_guard_dup_account, self);
  miqat_http_router_set_problem_page (self->router, miqat_problem_page_make, self);
  miqat_web_files_add (self->router);
  miqat_health_routes_add (self->router, self);
  miqat_catalog_routes_add (self->router, self);
  miqat_booking_routes_add (self->router, self);
  miqat_payment_routes_add (self->router, self);
  miqat_auth_routes_add (self->router, self);
  miqat_affiliate_routes_add (self->router, self);
  miqat_commission_routes_add (self->router, self);
  if (self->hub != NULL)
    miqat_sync_routes_add (self->router, self->hub);
}

/* "127.0.0.1:8765" or "unix:PATH". */
static gboolean
read_listen (const char *listen, MiqatHttpServerOptions *server, GError **error)
{
  const char *colon = strrchr (listen, ':');
  guint64 port = 0;

  if (g_str_has_prefix (listen, "unix:") && listen[5] != '\0') {
    server->unix_path = listen + 5;
    return TRUE;
  }
  if (colon == NULL
      || !(g_str_has_prefix (listen, "127.0.0.1:") || g_str_has_prefix (listen, "localhost:"))
      || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "--listen takes 127.0.0.1:PORT or unix:PATH, not %s", listen);
    return FALSE;
  }
  server->port = (guint16) port;
  return TRUE;
}

static gboolean
open_site (MiqatReceiver *self, const MiqatReceiverOptions *options, GError **error)
{
  const MiqatSiteOptions site = {
    .database = options->database,
    .key_file = options->key_file,
    .areas = miqat_areas,
  };
  self->owns_site = options->site == NULL;
  self->site = options->site != NULL ? options->site : miqat_site_open (&site, error);
  if (self->site == NULL)
    return FALSE;
  if (miqat_site_get_identity (self->site)->role == MIQAT_SITE_REPLICA) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "%s belongs to a workstation", miqat_site_get_database (self->site));
    return FALSE;
  }
  self->vault_folder = options->vault != NULL ? g_strdup (options->vault)
                                              : g_strconcat (miqat_site_get_database (self->site), ".vault", NULL);
  self->vault = miqat_local_vault_new (self->vault_folder, (MiqatKey *) miqat_site_get_key (self->site), error);
  if (self->vault == NULL)
    return FALSE;
  self->clock = miqat_site_get_clock (self->site);
  self->zone = miqat_site_get_identity (self->site)->zone;
  self->started_at = miqat_clock_now (self->clock);
  if (miqat_site_get_identity (self->site)->role == MIQAT_SITE_HUB)
    self->hub = miqat_sync_hub_new (self->site, self->vault, NULL);
  self->subscription = miqat_site_subscribe_anywhere (self->site, on_changed_cb, self);
  return TRUE;
}

static void
set_public_url (MiqatReceiver *self, const char *url)
{
  self->public_url = g_strdup (url != NULL ? url : "");
  while (g_str_has_suffix (self->public_url, "/"))
    self->public_url[strlen (self->public_url) - 1] = '\0';
  self->secure = g_str_has_prefix (self->public_url, "https://");
}

MiqatReceiver *
miqat_receiver_start (const MiqatReceiverOptions *options, GError **error)
{
  g_autoptr (MiqatReceiver) self = g_new0 (MiqatReceiver, 1);
  MiqatHttpServerOptions server = {
    .threads = options->threads != 0 ? options->threads : 1,
    .behind_proxy = options->trusted_proxy,
    .thread_new = thread_new,
    .thread_free = thread_free,
    .thread_data = self,
    .log = log_line,
    .log_data = self,
  };

  self->quiet = options->quiet;
  set_public_url (self, options->public_url);
  if (!read_listen (options->listen != NULL ? options->listen : LISTEN_DEFAULT, &server, error)
      || !open_site (self, options, error))
    return NULL;
  server.clock = self->clock;
  g_mutex_init (&self->uploads_lock);
  self->uploads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->slow = miqat_receiver_work_pool_new (2);
  self->passwords = miqat_receiver_work_pool_new (2);
  add_routes (self);
  self->server = miqat_http_server_start (self->router, &server, error);
  if (self->server == NULL)
    return NULL;
  on_sweep_cb (self);
  self->sweep_source = g_timeout_add_seconds (SWEEP_SECONDS, on_sweep_cb, self);
  return g_steal_pointer (&self);
}

guint16
miqat_receiver_get_port (MiqatReceiver *self)
{
  return miqat_http_server_get_port (self->server);
}

void
miqat_receiver_stop (MiqatReceiver *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->sweep_source, g_source_remove);
  if (self->server != NULL)
    miqat_http_server_stop (self->server, STOP_MS);
  g_clear_pointer (&self->hub, miqat_sync_hub_free);
  if (self->slow != NULL)
    g_thread_pool_free (self->slow, FALSE, TRUE);
  if (self->passwords != NULL)
    g_thread_pool_free (self->passwords, FALSE, TRUE);
  g_clear_pointer (&self->server, miqat_http_server_free);
  g_clear_pointer (&self->router, miqat_http_router_free);
  while (self->sweeps > 0)
    g_main_context_iteration (NULL, TRUE);
  if (self->subscription != 0)
    miqat_site_unsubscribe (self->site, self->subscription);
  if (self->owns_site)
    miqat_site_close (self->site);
  g_clear_pointer (&self->uploads, g_hash_table_unref);
  g_mutex_clear (&self->uploads_lock);
  miqat_vault_free (self->vault);
  g_free (self->public_url);
  g_free (self->vault_folder);
  g_free (self);
}

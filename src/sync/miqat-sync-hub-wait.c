/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hub's threads. Requests are answered from a small pool; one that waits for changes is put aside
 * until something changes or its time is over, and takes no thread meanwhile. */
#include "config.h"

#include "miqat-sync-hub-private.h"

#include <string.h>

#define WORKERS 4
#define PASSWORD_WORKERS 2
#define QUEUE_MAX 512
#define PASSWORD_QUEUE_MAX 8
#define WAIT_MAX_S 55

typedef struct {
  MiqatSyncRequest request; /* its texts and body are owned */
  char *client;
  MiqatSyncAnswered answered;
  gpointer data;
  gint64 deadline;          /* monotonic; 0: answer at once */
  GSource *timer;           /* while it waits */
} Asking;

static void
asking_free (Asking *self)
{
  g_free ((char *) self->request.target);
  g_free ((char *) self->request.token);
  g_clear_pointer (&self->request.body, g_bytes_unref);
  g_free (self->client);
  g_free (self);
}

static void
finish (Asking *self, MiqatSyncResponse *response)
{
  self->answered (response, self->data);
  asking_free (self);
}

static void
finish_busy (Asking *self)
{
  static const char text[] = "{\"now\":0,\"problems\":[{\"code\":\"database_busy\"}]}";

  finish (self, miqat_sync_response_new (503, g_bytes_new_static (text, sizeof text - 1)));
}

/* ---- long polls ----------------------------------------------------------------------------- */

static gint64
find_deadline (const char *target)
{
  const char *query = strchr (target, '?');
  g_autoptr (GHashTable) params
    = query != NULL ? g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  const char *wait = params != NULL ? g_hash_table_lookup (params, "wait") : NULL;
  guint64 seconds;

  if (wait == NULL || !g_ascii_string_to_unsigned (wait, 10, 1, WAIT_MAX_S, &seconds, NULL))
    return 0;
  return g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
}

static void
stop_timer (Asking *asking)
{
  g_source_destroy (asking->timer);
  g_clear_pointer (&asking->timer, g_source_unref);
}

/* What a timer knows. Another thread may just be answering the poll: it is whoever takes it out of
 * `waiting`, and until then nobody else looks into it. */
typedef struct {
  MiqatSyncHub *hub;
  Asking *asking;
} Deadline;

/* The time of one that waits is over: it is answered as things are. */
static gboolean
on_deadline_cb (gpointer data)
{
  const Deadline *deadline = data;
  MiqatSyncHub *self = deadline->hub;
  Asking *asking = deadline->asking;
  gboolean mine;

  g_mutex_lock (&self->lock);
  mine = self->waiting != NULL && g_ptr_array_remove_fast (self->waiting, asking);
  g_mutex_unlock (&self->lock);
  if (mine) {
    stop_timer (asking);
    asking->deadline = 0;
    g_thread_pool_push (self->workers, asking, NULL);
  }
  return G_SOURCE_REMOVE;
}

static void
start_timer (MiqatSyncHub *self, Asking *asking)
{
  gint64 left_ms = (asking->deadline - g_get_monotonic_time ()) / 1000;
  Deadline *deadline = g_new (Deadline, 1);

  *deadline = (Deadline) { self, asking };
  asking->timer = g_timeout_source_new ((guint) MAX (left_ms, 1));
  g_source_set_callback (asking->timer, on_deadline_cb, deadline, g_free);
  g_source_attach (asking->timer, self->context);
}

typedef enum { WAITS, CHANGED, CLOSING } Aside;

/* Puts a poll aside unless something changed since `announced` was read. */
static Aside
put_aside (MiqatSyncHub *self, Asking *asking, guint64 announced)
{
  Aside aside = CLOSING;

  g_mutex_lock (&self->lock);
  if (self->waiting != NULL && self->announced != announced) {
    aside = CHANGED;
  } else if (self->waiting != NULL) {
    aside = WAITS;
    start_timer (self, asking);
    g_ptr_array_add (self->waiting, asking);
  }
  g_mutex_unlock (&self->lock);
  return aside;
}

static GPtrArray *
take_waiting (MiqatSyncHub *self, gboolean closing)
{
  GPtrArray *taken;

  g_mutex_lock (&self->lock);
  self->announced++;
  taken = self->waiting;
  self->waiting = closing ? NULL : g_ptr_array_new ();
  g_mutex_unlock (&self->lock);
  return taken;
}

static void
on_changed_cb (MiqatSite *site, MiqatChanges *changes, gpointer data)
{
  MiqatSyncHub *self = data;
  g_autoptr (GPtrArray) taken = take_waiting (self, FALSE);

  for (guint i = 0; i < taken->len; i++) {
    Asking *asking = g_ptr_array_index (taken, i);

    stop_timer (asking);
    g_thread_pool_push (self->workers, asking, NULL);
  }
}

/* ---- answering ------------------------------------------------------------------------------ */

static guint64
get_announced (MiqatSyncHub *self)
{
  guint64 announced;

  g_mutex_lock (&self->lock);
  announced = self->announced;
  g_mutex_unlock (&self->lock);
  return announced;
}

static void
answer_in_pool (gpointer item, gpointer data)
{
  Asking *asking = item;
  MiqatSyncHub *self = data;

  while (TRUE) {
    guint64 announced = get_announced (self);
    gboolean nothing_new = FALSE;
    MiqatSyncResponse *response
      = miqat_sync_hub_answer_or_wait (self, &asking->request, asking->client, &nothing_new);
    Aside aside = nothing_new && g_get_monotonic_time () < asking->deadline
                    ? put_aside (self, asking, announced)
                    : CLOSING;

    if (aside == CLOSING) {
      finish (asking, response);
      return;
    }
    miqat_sync_response_free (response);
    if (aside == WAITS)
      return;
  }
}

void
miqat_sync_hub_answer_async (MiqatSyncHub *self, const MiqatSyncRequest *request, const char *client,
                             MiqatSyncAnswered answered, gpointer data)
{
  Asking *asking = g_new0 (Asking, 1);
  gboolean password = g_str_has_prefix (request->target, MIQAT_SYNC_PREFIX "/sign-in");
  GThreadPool *pool = password ? self->passwords : self->workers;

  asking->request.method = request->method;
  asking->request.target = g_strdup (request->target);
  asking->request.token = g_strdup (request->token);
  asking->request.body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  asking->client = g_strdup (client);
  asking->answered = answered;
  asking->data = data;
  asking->deadline = request->method == MIQAT_SYNC_GET ? find_deadline (request->target) : 0;
  if (g_thread_pool_unprocessed (pool) >= (password ? PASSWORD_QUEUE_MAX : QUEUE_MAX))
    finish_busy (asking);
  else
    g_thread_pool_push (pool, asking, NULL);
}

/* ---- life ----------------------------------------------------------------------------------- */

MiqatSyncHub *
miqat_sync_hub_new (MiqatSite *site, MiqatVault *vault, GMainContext *context)
{
  MiqatSyncHub *self = g_new0 (MiqatSyncHub, 1);

  g_assert (miqat_site_get_identity (site)->role == MIQAT_SITE_HUB);
  self->site = site;
  self->vault = vault;
  self->context = context != NULL ? g_main_context_ref (context) : g_main_context_ref_thread_default ();
  g_mutex_init (&self->lock);
  g_queue_init (&self->readers);
  self->tries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->waiting = g_ptr_array_new ();
  self->workers = g_thread_pool_new (answer_in_pool, self, WORKERS, FALSE, NULL);
  self->passwords = g_thread_pool_new (answer_in_pool, self, PASSWORD_WORKERS, FALSE, NULL);
  self->subscription = miqat_site_subscribe_anywhere (site, on_changed_cb, self);
  return self;
}

static void
close_reader (gpointer db)
{
  miqat_db_close (db);
}

void
miqat_sync_hub_free (MiqatSyncHub *self)
{
  g_autoptr (GPtrArray) taken = NULL;

  if (self == NULL)
    return;
  miqat_site_unsubscribe (self->site, self->subscription);
  taken = take_waiting (self, TRUE);
  for (guint i = 0; i < taken->len; i++) {
    Asking *asking = g_ptr_array_index (taken, i);

    stop_timer (asking);
    finish_busy (asking);
  }
  g_thread_pool_free (self->workers, FALSE, TRUE);
  g_thread_pool_free (self->passwords, FALSE, TRUE);
  g_queue_clear_full (&self->readers, close_reader);
  g_hash_table_unref (self->tries);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->dummy_verifier);
  g_free (self);
}

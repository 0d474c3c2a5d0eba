/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-offer.h"
#include "miqat-page-cache.h"

/* How old an answer may be when rows have changed that it is not made of. */
#define REST_US (2 * G_USEC_PER_SEC)

/* A browser asks each time whether it is still true; the proxy before us keeps it for a second, and gives out
 * the old one while it asks. */
#define CACHE_RULE "public, max-age=0, s-maxage=1, stale-while-revalidate=5"

typedef struct {
  MiqatHttpResponse *response;
  gint64 data_generation;
  int public_generation;
  MiqatDay day;
  gint64 made_us;
  MiqatInstant until; /* then a hold lapses, without any row changing */
} Kept;

struct _MiqatPageCache {
  GHashTable *kept;
};

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  miqat_http_response_unref (kept->response);
  g_free (kept);
}

MiqatPageCache *
miqat_page_cache_new (void)
{
  MiqatPageCache *self = g_new0 (MiqatPageCache, 1);

  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kept_free);
  return self;
}

void
miqat_page_cache_free (MiqatPageCache *self)
{
  g_hash_table_unref (self->kept);
  g_free (self);
}

/* Nothing was committed since; or nothing public, as this process was told, and not long ago (another
 * process may have written). */
static gboolean
is_true (const Kept *kept, MiqatReceiverThread *thread)
{
  MiqatReceiver *receiver = thread->receiver;

  if (kept->day != miqat_receiver_today (receiver) || kept->until <= miqat_receiver_now (receiver))
    return FALSE;
  if (kept->data_generation == miqat_db_get_generation (thread->db))
    return TRUE;
  return kept->public_generation == g_atomic_int_get (&receiver->public_generation)
         && g_get_monotonic_time () - kept->made_us < REST_US;
}

MiqatHttpResponse *
miqat_page_cache_get (MiqatReceiverThread *thread, const char *key)
{
  Kept *kept = g_hash_table_lookup (thread->cache->kept, key);

  return kept != NULL && is_true (kept, thread) ? miqat_http_response_ref (kept->response) : NULL;
}

/* The oldest goes. */
static void
make_room (MiqatPageCache *self)
{
  GHashTableIter iter;
  gpointer key, value;
  const char *oldest = NULL;
  gint64 made_us = G_MAXINT64;

  if (g_hash_table_size (self->kept) < MIQAT_PAGE_CACHE_MAX)
    return;
  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (((const Kept *) value)->made_us < made_us) {
      made_us = ((const Kept *) value)->made_us;
      oldest = key;
    }
  g_hash_table_remove (self->kept, oldest);
}

MiqatHttpResponse *
miqat_page_cache_put (MiqatReceiverThread *thread, const char *key, MiqatHttpResponse *response)
{
  MiqatInstant until = 0;
  Kept *kept;

  miqat_http_response_set_header (response, "Cache-Control", CACHE_RULE);
  miqat_http_response_set_etag (response, NULL);
  if (key == NULL || !miqat_booking_next_lapse (thread->db, miqat_receiver_now (thread->receiver), &until, NULL))
    return response; /* if not known how long it holds, not kept either */
  kept = g_new0 (Kept, 1);
  kept->response = miqat_http_response_ref (response);
  kept->until = until;
  kept->data_generation = miqat_db_get_generation (thread->db);
  kept->public_generation = g_atomic_int_get (&thread->receiver->public_generation);
  kept->day = miqat_receiver_today (thread->receiver);
  kept->made_us = g_get_monotonic_time ();
  if (!g_hash_table_contains (thread->cache->kept, key))
    make_room (thread->cache);
  g_hash_table_replace (thread->cache->kept, g_strdup (key), kept);
  return response;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bucket is stored as the moment at which it will be full again: a token costs one interval, and
 * none is left when that moment would lie more than `burst` intervals ahead. */
#include "config.h"

#include "miqat-http-limits.h"

#include <gio/gio.h>
#include <string.h>

typedef struct {
  char *key;
  gint64 full_at_us;
  GList link;          /* in the order of use, last used first */
} Bucket;

/* The keys of one kind of thing. */
typedef struct {
  GHashTable *buckets; /* key → Bucket */
  GQueue used;
} Class;

struct _MiqatHttpLimits {
  GMutex mutex;
  GHashTable *classes; /* address of the name → Class */
  guint keys_max;
};

static void
free_bucket (gpointer data)
{
  Bucket *bucket = data;

  g_free (bucket->key);
  g_free (bucket);
}

static void
free_class (gpointer data)
{
  Class *class = data;

  g_hash_table_unref (class->buckets); /* the links are inside the buckets */
  g_free (class);
}

MiqatHttpLimits *
miqat_http_limits_new (guint keys_max)
{
  MiqatHttpLimits *self = g_new0 (MiqatHttpLimits, 1);

  g_return_val_if_fail (keys_max > 0, NULL);
  g_mutex_init (&self->mutex);
  self->classes = g_hash_table_new_full (NULL, NULL, NULL, free_class);
  self->keys_max = keys_max;
  return self;
}

void
miqat_http_limits_free (MiqatHttpLimits *self)
{
  if (!self)
    return;
  g_hash_table_unref (self->classes);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static Class *
use_class (MiqatHttpLimits *self, const MiqatHttpRate *rate)
{
  Class *class = g_hash_table_lookup (self->classes, rate->name);

  if (!class) {
    class = g_new0 (Class, 1);
    class->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_bucket);
    g_queue_init (&class->used);
    g_hash_table_insert (self->classes, (gpointer) rate->name, class);
  }
  return class;
}

static void
remove_bucket (Class *class, Bucket *bucket)
{
  g_queue_unlink (&class->used, &bucket->link);
  g_hash_table_remove (class->buckets, bucket->key);
}

/* Finds the bucket or makes a full one, and puts it first. */
static Bucket *
use_bucket (MiqatHttpLimits *self, const MiqatHttpRate *rate, const char *key)
{
  Class *class = use_class (self, rate);
  Bucket *bucket = g_hash_table_lookup (class->buckets, key);

  if (bucket)
    g_queue_unlink (&class->used, &bucket->link);
  else {
    if (g_hash_table_size (class->buckets) >= self->keys_max)
      remove_bucket (class, g_queue_peek_tail (&class->used));
    bucket = g_new0 (Bucket, 1);
    bucket->key = g_strdup (key);
    bucket->link.data = bucket;
    g_hash_table_insert (class->buckets, bucket->key, bucket);
  }
  g_queue_push_head_link (&class->used, &bucket->link);
  return bucket;
}

gboolean
miqat_http_limits_take (MiqatHttpLimits *self, const MiqatHttpRate *rate, const char *key,
                        gint64 now_us, guint *retry_after_s)
{
  gint64 interval_us, ahead_us, wait_us;
  Bucket *bucket;

  g_return_val_if_fail (self != NULL && rate != NULL && key != NULL, FALSE);
  g_return_val_if_fail (rate->burst > 0 && rate->per_hour > 0, FALSE);

  interval_us = G_GINT64_CONSTANT (3600000000) / rate->per_hour;
  g_mutex_lock (&self->mutex);
  bucket = use_bucket (self, rate, key);
  ahead_us = MAX (bucket->full_at_us - now_us, 0) + interval_us;
  wait_us = ahead_us - interval_us * rate->burst;
  if (wait_us <= 0)
    bucket->full_at_us = now_us + ahead_us;
  g_mutex_unlock (&self->mutex);

  if (wait_us > 0 && retry_after_s)
    *retry_after_s = (guint) MIN ((wait_us + 999999) / 1000000, 86400);
  return wait_us <= 0;
}

void
miqat_http_limits_forget (MiqatHttpLimits *self, const MiqatHttpRate *rate, const char *key)
{
  Class *class;
  Bucket *bucket;

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  class = use_class (self, rate);
  bucket = g_hash_table_lookup (class->buckets, key);
  if (bucket)
    remove_bucket (class, bucket);
  g_mutex_unlock (&self->mutex);
}

guint
miqat_http_limits_get_count (MiqatHttpLimits *self)
{
  GHashTableIter iter;
  gpointer class;
  guint count = 0;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->classes);
  while (g_hash_table_iter_next (&iter, NULL, &class))
    count += g_hash_table_size (((Class *) class)->buckets);
  g_mutex_unlock (&self->mutex);
  return count;
}

char *
miqat_http_limits_make_address_key (const char *address)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);
  const guint8 *b;

  if (!parsed || g_inet_address_get_family (parsed) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (address);
  b = g_inet_address_to_bytes (parsed);
  /* ::ffff:a.b.c.d is an IPv4 client on a socket for both. */
  if (memcmp (b, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12) == 0)
    return g_strdup_printf ("%u.%u.%u.%u", b[12], b[13], b[14], b[15]);
  return g_strdup_printf ("%02x%02x:%02x%02x:%02x%02x:%02x%02x::/64", b[0], b[1], b[2], b[3], b[4],
                          b[5], b[6], b[7]);
}

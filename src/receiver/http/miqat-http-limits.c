/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bucket is stored as the moment at which it will be full again: a token costs one interval, and
 * none is left when that moment would lie more than `burst` intervals ahead. */
#include "config.h"

#include "miqat-http-limits.h"

#include <gio/gio.h>
#include <string.h>

typedef struct {
  const char *class_name; /* the address counts */
  char *key;
  gint64 full_at_us;
  GList link;             /* in the order of use, last used first */
} Bucket;

struct _MiqatHttpLimits {
  GMutex mutex;
  GHashTable *buckets; /* Bucket → itself */
  GQueue used;
  guint keys_max;
};

static guint
hash_bucket (gconstpointer data)
{
  const Bucket *bucket = data;

  return g_str_hash (bucket->key) ^ g_direct_hash (bucket->class_name);
}

static gboolean
equal_buckets (gconstpointer a, gconstpointer b)
{
  const Bucket *one = a, *other = b;

  return one->class_name == other->class_name && g_str_equal (one->key, other->key);
}

static void
free_bucket (gpointer data)
{
  Bucket *bucket = data;

  g_free (bucket->key);
  g_free (bucket);
}

MiqatHttpLimits *
miqat_http_limits_new (guint keys_max)
{
  MiqatHttpLimits *self = g_new0 (MiqatHttpLimits, 1);

  g_return_val_if_fail (keys_max > 0, NULL);
  g_mutex_init (&self->mutex);
  g_queue_init (&self->used);
  self->buckets = g_hash_table_new_full (hash_bucket, equal_buckets, free_bucket, NULL);
  self->keys_max = keys_max;
  return self;
}

void
miqat_http_limits_free (MiqatHttpLimits *self)
{
  if (!self)
    return;
  g_hash_table_unref (self->buckets); /* the links are inside the buckets */
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
remove_bucket (MiqatHttpLimits *self, Bucket *bucket)
{
  g_queue_unlink (&self->used, &bucket->link);
  g_hash_table_remove (self->buckets, bucket);
}

/* Finds the bucket or makes a full one, and puts it first. */
static Bucket *
use_bucket (MiqatHttpLimits *self, const MiqatHttpRate *rate, const char *key)
{
  Bucket wanted = { .class_name = rate->name, .key = (char *) key };
  Bucket *bucket = g_hash_table_lookup (self->buckets, &wanted);

  if (bucket)
    g_queue_unlink (&self->used, &bucket->link);
  else {
    if (g_hash_table_size (self->buckets) >= self->keys_max)
      remove_bucket (self, g_queue_peek_tail (&self->used));
    bucket = g_new0 (Bucket, 1);
    bucket->class_name = rate->name;
    bucket->key = g_strdup (key);
    bucket->link.data = bucket;
    g_hash_table_add (self->buckets, bucket);
  }
  g_queue_push_head_link (&self->used, &bucket->link);
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
  Bucket wanted = { .class_name = rate->name, .key = (char *) key };
  Bucket *bucket;

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  bucket = g_hash_table_lookup (self->buckets, &wanted);
  if (bucket)
    remove_bucket (self, bucket);
  g_mutex_unlock (&self->mutex);
}

guint
miqat_http_limits_get_count (MiqatHttpLimits *self)
{
  guint count;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->mutex);
  count = g_hash_table_size (self->buckets);
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

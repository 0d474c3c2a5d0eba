/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-list-cache.h"

#include <string.h>

static void
free_kept (gpointer data)
{
  MiqatListKept *kept = data;

  g_object_unref (kept->item);
  g_free (kept);
}

void
miqat_list_cache_init (MiqatListCache *self)
{
  self->kept = g_hash_table_new_full (NULL, NULL, NULL, free_kept);
  g_queue_init (&self->recent);
}

void
miqat_list_cache_clear (MiqatListCache *self)
{
  g_queue_init (&self->recent);
  g_clear_pointer (&self->kept, g_hash_table_unref);
}

void
miqat_list_cache_drop_all (MiqatListCache *self)
{
  g_queue_init (&self->recent);
  g_hash_table_remove_all (self->kept);
}

MiqatListKept *
miqat_list_cache_find (MiqatListCache *self, guint32 row)
{
  return g_hash_table_lookup (self->kept, GUINT_TO_POINTER (row));
}

MiqatListKept *
miqat_list_cache_keep (MiqatListCache *self, guint32 row, guint64 digest, gpointer item)
{
  MiqatListKept *kept = g_new0 (MiqatListKept, 1);

  kept->row = row;
  kept->position = MIQAT_LIST_NOWHERE;
  kept->digest = digest;
  kept->item = item;
  kept->link.data = kept;
  g_hash_table_insert (self->kept, GUINT_TO_POINTER (row), kept);
  g_queue_push_head_link (&self->recent, &kept->link);

  if (self->recent.length > MIQAT_LIST_KEPT_MAX) {
    MiqatListKept *oldest = g_queue_peek_tail (&self->recent);

    g_queue_unlink (&self->recent, &oldest->link);
    g_hash_table_remove (self->kept, GUINT_TO_POINTER (oldest->row));
  }
  return kept;
}

void
miqat_list_cache_touch (MiqatListCache *self, MiqatListKept *kept)
{
  g_queue_unlink (&self->recent, &kept->link);
  g_queue_push_head_link (&self->recent, &kept->link);
}

void
miqat_list_cache_shift (MiqatListCache *self, guint position, guint removed, guint added)
{
  for (GList *link = self->recent.head; link != NULL; link = link->next) {
    MiqatListKept *kept = link->data;

    if (kept->position == MIQAT_LIST_NOWHERE || kept->position < position)
      continue;
    if (kept->position < position + removed)
      kept->position = MIQAT_LIST_NOWHERE;
    else
      kept->position = kept->position - removed + added;
  }
}

/* ---- digests --------------------------------------------------------------------------------- */

static guint64
add_bytes (guint64 digest, const void *data, gsize size)
{
  const guint8 *bytes = data;

  for (gsize i = 0; i < size; i++)
    digest = (digest ^ bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return digest;
}

/* FNV-1a over all columns: enough to see that a row has changed, and cheaper than keeping it. */
guint64
miqat_list_digest_row (MiqatStatement *statement)
{
  guint64 digest = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = 0; i < miqat_statement_get_n_columns (statement); i++) {
    guint8 kind = (guint8) miqat_statement_get_kind (statement, i);

    digest = add_bytes (digest, &kind, 1);
    if (kind == MIQAT_VALUE_INT) {
      gint64 number = miqat_statement_get_int (statement, i);

      digest = add_bytes (digest, &number, sizeof number);
    } else if (kind == MIQAT_VALUE_TEXT) {
      const char *text = miqat_statement_get_text (statement, i);

      digest = add_bytes (digest, text, strlen (text) + 1);
    } else if (kind == MIQAT_VALUE_BYTES) {
      g_autoptr (GBytes) bytes = miqat_statement_dup_bytes (statement, i);
      gsize size = g_bytes_get_size (bytes);

      digest = add_bytes (digest, &size, sizeof size);
      digest = add_bytes (digest, g_bytes_get_data (bytes, NULL), size);
    }
  }
  return digest != 0 ? digest : 1;
}

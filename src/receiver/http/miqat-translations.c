/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file: seven words of 32 bits (magic, revision, count, offset of the originals' table, offset of
 * the translations' table, two for a hash table not needed here); each table has length and offset of a
 * text that ends with a zero. In the byte order of whoever made it; ours is made on the same machine. */
#include "config.h"

#include "miqat-translations.h"

#include <string.h>

#define MAGIC 0x950412deu
#define COUNT_MAX 100000u

struct _MiqatTranslations {
  GBytes *bytes;
  GHashTable *texts; /* both of `bytes` */
};

static gboolean
read_word (const char *data, gsize length, gsize offset, guint32 *word)
{
  if (offset > length || length - offset < sizeof *word)
    return FALSE;
  memcpy (word, data + offset, sizeof *word);
  return TRUE;
}

/* The text that entry `index` of a table points to; NULL unless it ends inside the file. */
static const char *
read_text (const char *data, gsize length, guint32 table, guint index)
{
  guint32 size = 0, offset = 0;
  gsize entry = (gsize) table + 8 * (gsize) index;

  if (!read_word (data, length, entry, &size) || !read_word (data, length, entry + 4, &offset)
      || offset >= length || size >= length - offset || data[offset + size] != '\0')
    return NULL;
  return data + offset;
}

static gboolean
read_all (MiqatTranslations *self)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (self->bytes, &length);
  guint32 magic = 0, count = 0, originals = 0, translations = 0;

  if (!read_word (data, length, 0, &magic) || magic != MAGIC || !read_word (data, length, 8, &count)
      || count > COUNT_MAX || !read_word (data, length, 12, &originals)
      || !read_word (data, length, 16, &translations))
    return FALSE;
  for (guint i = 0; i < count; i++) {
    const char *original = read_text (data, length, originals, i);
    const char *translation = read_text (data, length, translations, i);

    if (original == NULL || translation == NULL)
      return FALSE;
    if (*original != '\0' && *translation != '\0') /* the empty one is the file's head */
      g_hash_table_insert (self->texts, (gpointer) original, (gpointer) translation);
  }
  return TRUE;
}

MiqatTranslations *
miqat_translations_new (GBytes *bytes)
{
  g_autoptr (MiqatTranslations) self = g_new0 (MiqatTranslations, 1);

  self->bytes = g_bytes_ref (bytes);
  self->texts = g_hash_table_new (g_str_hash, g_str_equal);
  return read_all (self) ? g_steal_pointer (&self) : NULL;
}

void
miqat_translations_free (MiqatTranslations *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->texts);
  g_bytes_unref (self->bytes);
  g_free (self);
}

const char *
miqat_translations_find (const MiqatTranslations *self, const char *original)
{
  return g_hash_table_lookup (self->texts, original);
}

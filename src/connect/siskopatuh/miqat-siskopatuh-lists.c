/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-json.h"
#include "miqat-siskopatuh-lists.h"
#include "miqat-siskopatuh-resource.h"

#define FILE_MAX (256 * 1024)

static const struct {
  const char *file;
  const char *member;
} places[MIQAT_SISKOPATUH_N_LISTS] = {
  [MIQAT_SISKOPATUH_LIST_TITLE] = { "choices.json", "title" },
  [MIQAT_SISKOPATUH_LIST_IDENTITY] = { "choices.json", "identity" },
  [MIQAT_SISKOPATUH_LIST_CITIZENSHIP] = { "choices.json", "citizenship" },
  [MIQAT_SISKOPATUH_LIST_MARITAL_STATUS] = { "choices.json", "marital_status" },
  [MIQAT_SISKOPATUH_LIST_EDUCATION] = { "choices.json", "education" },
  [MIQAT_SISKOPATUH_LIST_OCCUPATION] = { "choices.json", "occupation" },
  [MIQAT_SISKOPATUH_LIST_VISA_PROVIDER] = { "choices.json", "visa_provider" },
  [MIQAT_SISKOPATUH_LIST_INSURER] = { "choices.json", "insurer" },
  [MIQAT_SISKOPATUH_LIST_PROVINCE] = { "regions.json", "provinces" },
  [MIQAT_SISKOPATUH_LIST_NEW_PROVINCE] = { "regions.json", "new_provinces" },
  [MIQAT_SISKOPATUH_LIST_REGENCY] = { "regions.json", "regencies" },
  [MIQAT_SISKOPATUH_LIST_CITY] = { "regions.json", "cities" },
  [MIQAT_SISKOPATUH_LIST_AMBIGUOUS] = { "regions.json", "ambiguous" },
};

struct _MiqatSiskopatuhLists {
  GHashTable *words[MIQAT_SISKOPATUH_N_LISTS]; /* comparison key → the workbook's spelling */
  guint counts[MIQAT_SISKOPATUH_N_LISTS];
};

/* Letters and digits only, in capitals: "Kab. A g a m" and "KAB AGAM" are the same. */
static char *
make_key (const char *text)
{
  GString *key = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text))
      g_string_append_c (key, g_ascii_toupper (*text));
  return g_string_free (key, FALSE);
}

static void
add_word (MiqatSiskopatuhLists *self, MiqatSiskopatuhList list, const char *typed, const char *word)
{
  g_autofree char *key = make_key (typed);

  if (!g_hash_table_contains (self->words[list], key))
    g_hash_table_insert (self->words[list], g_steal_pointer (&key), g_strdup (word));
}

static gboolean
fail (const char *file, const char *member, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: \"%s\" is missing or misshapen",
               file, member);
  return FALSE;
}

/* { "WORD": ["alias", …], … } */
static gboolean
take_object (MiqatSiskopatuhLists *self, MiqatSiskopatuhList list, JsonObject *object, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  /* The workbook's own words go first, so that no alias can hide one. A new province is not in the
   * workbook at all. */
  for (GList *m = members; m != NULL && list != MIQAT_SISKOPATUH_LIST_NEW_PROVINCE; m = m->next)
    add_word (self, list, m->data, m->data);
  for (GList *m = members; m != NULL; m = m->next) {
    JsonArray *aliases = miqat_json_get_array (object, m->data);

    if (aliases == NULL)
      return fail (places[list].file, m->data, error);
    for (guint i = 0; i < json_array_get_length (aliases); i++) {
      const char *alias = json_node_get_string (json_array_get_element (aliases, i));

      if (alias == NULL)
        return fail (places[list].file, m->data, error);
      add_word (self, list, alias, m->data);
    }
  }
  self->counts[list] = g_list_length (members);
  return TRUE;
}

/* ["WORD", …] */
static gboolean
take_array (MiqatSiskopatuhLists *self, MiqatSiskopatuhList list, JsonArray *array, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *word = json_node_get_string (json_array_get_element (array, i));

    if (word == NULL)
      return fail (places[list].file, places[list].member, error);
    add_word (self, list, word, word);
  }
  self->counts[list] = json_array_get_length (array);
  return TRUE;
}

static GBytes *
read_file (const char *folder, const char *file, GError **error)
{
  g_autofree char *path = NULL;
  char *contents;
  gsize length;

  if (folder == NULL) {
    path = g_strconcat ("/id/miqat/siskopatuh/", file, NULL);
    return g_resource_lookup_data (miqat_siskopatuh_get_resource (), path,
                                   G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  }
  path = g_build_filename (folder, file, NULL);
  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  return g_bytes_new_take (contents, length);
}

static JsonNode *
parse_file (const char *folder, const char *file, GError **error)
{
  g_autoptr (GBytes) bytes = read_file (folder, file, error);
  g_autoptr (JsonNode) node = NULL;
  gsize length = 0;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  node = miqat_json_parse (data, length, FILE_MAX, error);
  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node)) {
    fail (file, "the whole", error);
    return NULL;
  }
  return g_steal_pointer (&node);
}

static gboolean
take_file (MiqatSiskopatuhLists *self, const char *folder, const char *file, GError **error)
{
  g_autoptr (JsonNode) node = parse_file (folder, file, error);
  JsonObject *object;

  if (node == NULL)
    return FALSE;
  object = json_node_get_object (node);
  for (guint list = 0; list < MIQAT_SISKOPATUH_N_LISTS; list++) {
    JsonObject *words;
    JsonArray *names;

    if (g_strcmp0 (places[list].file, file) != 0)
      continue;
    words = miqat_json_get_object (object, places[list].member);
    names = miqat_json_get_array (object, places[list].member);
    if (words != NULL ? !take_object (self, list, words, error)
        : names != NULL ? !take_array (self, list, names, error)
                        : !fail (file, places[list].member, error))
      return FALSE;
  }
  return TRUE;
}

MiqatSiskopatuhLists *
miqat_siskopatuh_lists_load (const char *folder, GError **error)
{
  g_autoptr (MiqatSiskopatuhLists) self = g_new0 (MiqatSiskopatuhLists, 1);

  for (guint i = 0; i < MIQAT_SISKOPATUH_N_LISTS; i++)
    self->words[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!take_file (self, folder, "choices.json", error)
      || !take_file (self, folder, "regions.json", error))
    return NULL;
  return g_steal_pointer (&self);
}

void
miqat_siskopatuh_lists_free (MiqatSiskopatuhLists *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < MIQAT_SISKOPATUH_N_LISTS; i++)
    g_hash_table_unref (self->words[i]);
  g_free (self);
}

const char *
miqat_siskopatuh_lists_find (const MiqatSiskopatuhLists *self, MiqatSiskopatuhList list,
                             const char *typed)
{
  g_autofree char *key = NULL;

  if (typed == NULL)
    return NULL;
  key = make_key (typed);
  return g_hash_table_lookup (self->words[list], key);
}

guint
miqat_siskopatuh_lists_get_count (const MiqatSiskopatuhLists *self, MiqatSiskopatuhList list)
{
  return self->counts[list];
}

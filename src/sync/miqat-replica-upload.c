/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contents of documents on their way to the hub. A command names them by hash; before it is sent the
 * hash is noted, and stays noted until the hub has the contents. */
#include "config.h"

#include "miqat-replica-private.h"

static void
collect_hashes (JsonNode *node, const char *name, GPtrArray *hashes)
{
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObjectIter iter;
    const char *member;
    JsonNode *value;

    json_object_iter_init (&iter, json_node_get_object (node));
    while (json_object_iter_next (&iter, &member, &value))
      collect_hashes (value, member, hashes);
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++)
      collect_hashes (json_array_get_element (array, i), NULL, hashes);
  } else if (g_strcmp0 (name, "content_hash") == 0 && JSON_NODE_HOLDS_VALUE (node)
             && json_node_get_value_type (node) == G_TYPE_STRING) {
    g_ptr_array_add (hashes, json_node_dup_string (node));
  }
}

typedef struct {
  GPtrArray *hashes;
} Uploads;

static gboolean
note_uploads_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  const Uploads *uploads = data;

  for (guint i = 0; i < uploads->hashes->len; i++) {
    g_autofree char *name
      = g_strconcat (MIQAT_SYNC_STATE_UPLOAD, (const char *) g_ptr_array_index (uploads->hashes, i), NULL);

    if (!miqat_sync_state_set (db, name, "1", error))
      return FALSE;
  }
  return TRUE;
}

gboolean
miqat_replica_note_uploads (MiqatReplica *self, const GPtrArray *commands, GError **error)
{
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  Uploads uploads = { hashes };

  for (guint i = 0; i < commands->len; i++) {
    const MiqatQueued *queued = g_ptr_array_index (commands, i);
    g_autoptr (JsonNode) node = json_node_alloc ();

    json_node_init_object (node, queued->args);
    collect_hashes (node, NULL, hashes);
  }
  return hashes->len == 0 || miqat_replica_write (self, note_uploads_job, &uploads, error);
}

typedef struct {
  const char *hash;
} Uploaded;

static gboolean
drop_upload_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  const Uploaded *uploaded = data;
  g_autofree char *name = g_strconcat (MIQAT_SYNC_STATE_UPLOAD, uploaded->hash, NULL);

  return miqat_sync_state_set (db, name, NULL, error);
}

static GBytes *
read_contents (MiqatReplica *self, const char *hash, GError **unreadable)
{
  g_autoptr (GError) failure = NULL;
  GBytes *contents = miqat_vault_get (self->vault, hash, MIQAT_SYNC_DOCUMENT_MAX, &failure);

  if (contents == NULL && *unreadable == NULL)
    g_propagate_prefixed_error (unreadable, g_steal_pointer (&failure), "document %s: ", hash);
  return contents;
}

/* What the hub does not want (the command was refused, or it is a repeat) is not offered again. */
static gboolean
upload_one (MiqatReplica *self, const char *hash, GError **unreadable, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat ("/documents/", hash, NULL);
  g_autoptr (GString) target = miqat_replica_begin_target (path);
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) failure = NULL;
  Uploaded uploaded = { hash };

  if (self->vault != NULL && miqat_vault_has (self->vault, hash)) {
    contents = read_contents (self, hash, unreadable);
    if (contents == NULL)
      return TRUE;
    if (miqat_replica_ask (self, MIQAT_SYNC_PUT, target->str, contents,
                           MIQAT_SYNC_DOCUMENT_TIMEOUT_MS, &root, cancellable, &failure) == NULL
        && failure->domain != MIQAT_REFUSAL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  }
  return miqat_replica_write (self, drop_upload_job, &uploaded, error);
}

gboolean
miqat_replica_upload (MiqatReplica *self, GError **unreadable, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMutexLocker) uploading = g_mutex_locker_new (&self->uploading);
  MiqatDb *db = miqat_replica_begin_read (self, error);
  g_autoptr (GPtrArray) hashes = NULL;

  if (db == NULL)
    return FALSE;
  hashes = miqat_sync_state_list (db, MIQAT_SYNC_STATE_UPLOAD, G_MAXINT32, error);
  miqat_replica_end_read (self);
  if (hashes == NULL)
    return FALSE;
  for (guint i = 0; i < hashes->len; i++)
    if (!upload_one (self, g_ptr_array_index (hashes, i), unreadable, cancellable, error))
      return FALSE;
  return TRUE;
}

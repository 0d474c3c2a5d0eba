/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of sealed files, spread over 256 subfolders. */
#include "config.h"

#include "miqat-local-vault.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>

#define CONTEXT "vault.name"
#define HASH_LENGTH 64
/* Room that a sealed file needs beyond its contents, and a file system for its own ends. */
#define SPARE_BYTES (64 * 1024)

typedef struct {
  MiqatVault parent;
  char *folder;
  MiqatKey *key;
} LocalVault;

static gboolean
fail (GError **error, MiqatVaultError code, const char *message, const char *detail)
{
  g_set_error (error, MIQAT_VAULT_ERROR, code, "%s: %s", message, detail);
  return FALSE;
}

/* NULL with MISSING for what cannot be a hash: nothing is stored under such a name. */
static char *
make_path (LocalVault *self, const char *content_hash, GError **error)
{
  g_autofree char *name = NULL;
  char folder[3] = { 0 };

  if (strlen (content_hash) != HASH_LENGTH || strspn (content_hash, "0123456789abcdef") != HASH_LENGTH) {
    fail (error, MIQAT_VAULT_ERROR_MISSING, "not the hash of any contents", content_hash);
    return NULL;
  }
  name = miqat_keyed_hash (self->key, CONTEXT, content_hash);
  memcpy (folder, name, 2);
  return g_build_filename (self->folder, folder, name, NULL);
}

static gboolean
has_room (LocalVault *self, gsize size)
{
  struct statvfs stat;

  return statvfs (self->folder, &stat) != 0
         || (guint64) stat.f_bavail * stat.f_frsize >= (guint64) size + SPARE_BYTES;
}

static GBytes *
get (MiqatVault *vault, const char *content_hash, gsize limit, GError **error)
{
  LocalVault *self = (LocalVault *) vault;
  g_autofree char *path = make_path (self, content_hash, error);
  g_autofree char *found = NULL;
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (GError) failure = NULL;

  if (path == NULL)
    return NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    fail (error, MIQAT_VAULT_ERROR_MISSING, "the document is not in the vault", content_hash);
    return NULL;
  }
  limit = limit > 0 ? MIN (limit, MIQAT_LOCAL_VAULT_LIMIT) : MIQAT_LOCAL_VAULT_LIMIT;
  contents = miqat_open_file (self->key, path, limit, &failure);
  if (contents == NULL) {
    gboolean forged = g_error_matches (failure, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_FORGED);
    GStatBuf info;
    gboolean large = !forged && g_stat (path, &info) == 0 && info.st_size > (goffset) limit;

    fail (error, forged ? MIQAT_VAULT_ERROR_DAMAGED : large ? MIQAT_VAULT_ERROR_TOO_LARGE : MIQAT_VAULT_ERROR_IO,
          "the document cannot be read", failure->message);
    return NULL;
  }
  /* Sealed under the right key, yet perhaps moved under another's name. */
  found = miqat_hash_bytes (contents);
  if (strcmp (found, content_hash) != 0) {
    fail (error, MIQAT_VAULT_ERROR_DAMAGED, "the document is not what its name says", content_hash);
    return NULL;
  }
  return g_steal_pointer (&contents);
}

static gboolean
is_whole (MiqatVault *vault, const char *content_hash)
{
  g_autoptr (GBytes) contents = get (vault, content_hash, 0, NULL);

  return contents != NULL;
}

static char *
put (MiqatVault *vault, GBytes *contents, GError **error)
{
  LocalVault *self = (LocalVault *) vault;
  g_autofree char *content_hash = miqat_hash_bytes (contents);
  g_autofree char *path = NULL, *folder = NULL;
  g_autoptr (GError) failure = NULL;
  gsize size = g_bytes_get_size (contents);

  if (size > MIQAT_LOCAL_VAULT_LIMIT) {
    fail (error, MIQAT_VAULT_ERROR_TOO_LARGE, "the document is too large", content_hash);
    return NULL;
  }
  /* What is there and whole stays; what was damaged is healed by putting it again. */
  if (is_whole (vault, content_hash))
    return g_steal_pointer (&content_hash);
  path = make_path (self, content_hash, error);
  folder = g_path_get_dirname (path);
  if (!has_room (self, size)) {
    fail (error, MIQAT_VAULT_ERROR_NO_SPACE, "the disk is full", self->folder);
    return NULL;
  }
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    fail (error, MIQAT_VAULT_ERROR_IO, folder, g_strerror (errno));
    return NULL;
  }
  if (!miqat_seal_file (self->key, contents, path, &failure)) {
    fail (error, has_room (self, size) ? MIQAT_VAULT_ERROR_IO : MIQAT_VAULT_ERROR_NO_SPACE,
          "the document could not be stored", failure->message);
    return NULL;
  }
  return g_steal_pointer (&content_hash);
}

static gboolean
has (MiqatVault *vault, const char *content_hash)
{
  g_autofree char *path = make_path ((LocalVault *) vault, content_hash, NULL);

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static gboolean
remove_contents (MiqatVault *vault, const char *content_hash, GError **error)
{
  g_autofree char *path = make_path ((LocalVault *) vault, content_hash, NULL);

  if (path == NULL || g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  return fail (error, MIQAT_VAULT_ERROR_IO, path, g_strerror (errno));
}

static void
free_vault (MiqatVault *vault)
{
  LocalVault *self = (LocalVault *) vault;

  miqat_key_unref (self->key);
  g_free (self->folder);
  g_free (self);
}

MiqatVault *
miqat_local_vault_new (const char *folder, MiqatKey *key, GError **error)
{
  LocalVault *self;

  g_return_val_if_fail (folder != NULL && key != NULL, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    fail (error, MIQAT_VAULT_ERROR_IO, folder, g_strerror (errno));
    return NULL;
  }
  self = g_new0 (LocalVault, 1);
  self->parent = (MiqatVault) { put, get, has, remove_contents, free_vault };
  self->folder = g_strdup (folder);
  self->key = miqat_key_ref (key);
  return &self->parent;
}

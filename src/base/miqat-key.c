/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database's key: kept in guarded memory, and in a file of 64 hex digits and a line break that
 * only its owner may read. */
#include "config.h"

#include "miqat-crypto-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEX_SIZE (2 * MIQAT_KEY_SIZE)
#define KDF_CONTEXT "miqat_v1"

G_STATIC_ASSERT (MIQAT_KEY_SIZE == crypto_kdf_KEYBYTES);
G_STATIC_ASSERT (sizeof KDF_CONTEXT - 1 == crypto_kdf_CONTEXTBYTES);

struct _MiqatKey {
  gatomicrefcount ref_count;
  guint8 *bytes; /* sodium_malloc, read-only */
};

G_DEFINE_QUARK (miqat-crypto-error-quark, miqat_crypto_error)

void
miqat_crypto_init (void)
{
  if (sodium_init () < 0)
    g_error ("libsodium cannot start");
}

MiqatKey *
miqat_key_new_from_bytes (const guint8 bytes[MIQAT_KEY_SIZE])
{
  MiqatKey *self;

  g_return_val_if_fail (bytes != NULL, NULL);

  miqat_crypto_init ();
  self = g_new0 (MiqatKey, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = sodium_malloc (MIQAT_KEY_SIZE);
  if (self->bytes == NULL)
    g_error ("no guarded memory for a key: %s", g_strerror (errno));
  memcpy (self->bytes, bytes, MIQAT_KEY_SIZE);
  sodium_mprotect_readonly (self->bytes);
  return self;
}

MiqatKey *
miqat_key_new_random (void)
{
  guint8 bytes[MIQAT_KEY_SIZE];
  MiqatKey *self;

  miqat_crypto_init ();
  randombytes_buf (bytes, sizeof bytes);
  self = miqat_key_new_from_bytes (bytes);
  sodium_memzero (bytes, sizeof bytes);
  return self;
}

MiqatKey *
miqat_key_ref (MiqatKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
miqat_key_unref (MiqatKey *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  sodium_free (self->bytes); /* wipes */
  g_free (self);
}

void
miqat_key_derive (const MiqatKey *self, MiqatSubkey subkey, guint8 bytes[MIQAT_KEY_SIZE])
{
  crypto_kdf_derive_from_key (bytes, MIQAT_KEY_SIZE, subkey, KDF_CONTEXT, self->bytes);
}

/* systemd hands a credential to its service through an access list, which shows as a group's
 * right to read although no group has it. */
static gboolean
is_service_credential (const char *path)
{
  const char *folder = g_getenv ("CREDENTIALS_DIRECTORY");
  g_autofree char *parent = g_path_get_dirname (path);

  return folder != NULL && *folder != '\0' && strcmp (folder, parent) == 0;
}

static gboolean
check_mode (int fd, const char *path, GError **error)
{
  struct stat info;
  mode_t foreign = is_service_credential (path) ? S_IRWXO | S_IWGRP : S_IRWXG | S_IRWXO;

  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode)) {
    g_set_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_KEY, "%s is not a key file", path);
    return FALSE;
  }
  if ((info.st_mode & foreign) != 0) {
    g_set_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_KEY,
                 "%s is open to others than its owner (mode %04o)", path,
                 (guint) info.st_mode & 07777);
    return FALSE;
  }
  return TRUE;
}

static gssize
read_fully (int fd, char *buffer, gsize size)
{
  gsize done = 0;

  while (done < size) {
    gssize n = read (fd, buffer + done, size - done);

    if (n == 0)
      break;
    if (n > 0)
      done += (gsize) n;
    else if (errno != EINTR)
      return -1;
  }
  return (gssize) done;
}

static MiqatKey *
parse_key (const char *text, gssize length)
{
  guint8 bytes[MIQAT_KEY_SIZE];
  size_t decoded = 0;
  MiqatKey *self = NULL;

  if (length != HEX_SIZE && !(length == HEX_SIZE + 1 && text[HEX_SIZE] == '\n'))
    return NULL;
  if (sodium_hex2bin (bytes, sizeof bytes, text, HEX_SIZE, NULL, &decoded, NULL) == 0
      && decoded == sizeof bytes)
    self = miqat_key_new_from_bytes (bytes);
  sodium_memzero (bytes, sizeof bytes);
  return self;
}

MiqatKey *
miqat_key_load (const char *path, GError **error)
{
  char text[HEX_SIZE + 2];
  MiqatKey *self = NULL;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0) {
    g_set_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_KEY, "%s: %s", path,
                 g_strerror (errno));
    return NULL;
  }
  if (check_mode (fd, path, error)) {
    self = parse_key (text, read_fully (fd, text, sizeof text));
    sodium_memzero (text, sizeof text);
    if (self == NULL)
      g_set_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_KEY,
                   "%s does not hold a key of %d hex digits", path, HEX_SIZE);
  }
  close (fd);
  return self;
}

static gboolean
write_fully (int fd, const char *text, gsize size)
{
  while (size > 0) {
    gssize n = write (fd, text, size);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return FALSE;
    text += n;
    size -= (gsize) n;
  }
  return fsync (fd) == 0;
}

/* A key whose name is lost in a power cut takes the database with it. */
static gboolean
sync_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean ok;

  if (fd < 0)
    return FALSE;
  ok = fsync (fd) == 0;
  close (fd);
  return ok;
}

gboolean
miqat_key_save (const MiqatKey *self, const char *path, GError **error)
{
  char text[HEX_SIZE + 2];
  gboolean ok;
  int saved_errno;
  int fd;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    g_set_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_IO, "%s: %s", path,
                 g_strerror (errno));
    return FALSE;
  }
  sodium_bin2hex (text, sizeof text, self->bytes, MIQAT_KEY_SIZE);
  text[HEX_SIZE] = '\n';
  ok = write_fully (fd, text, HEX_SIZE + 1);
  sodium_memzero (text, sizeof text);
  ok = close (fd) == 0 && ok && sync_folder_of (path);
  if (ok)
    return TRUE;
  saved_errno = errno;
  g_unlink (path);
  g_set_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_IO, "%s: %s", path,
               g_strerror (saved_errno));
  return FALSE;
}

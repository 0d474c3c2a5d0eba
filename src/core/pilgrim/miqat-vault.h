/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the contents of documents are kept. The agency knows a document by the hash of its contents
 * (documents.content_hash, miqat_hash_bytes()); a vault stores and finds contents by it. The embedded
 * vault is a folder of sealed files (connect/vault); others speak to an object store.
 *
 * Contents are put before the command that names them runs, so that a document row never refers to
 * nothing; when the command is refused, whoever put them removes them unless another row names them.
 *
 * Functions block; call them off the main loop. They may be called from any thread, several at once.
 * Errors: MIQAT_VAULT_ERROR, or the domain of what lies below (MIQAT_CRYPTO_ERROR, G_IO_ERROR). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MIQAT_VAULT_ERROR (miqat_vault_error_quark ())
GQuark miqat_vault_error_quark (void);
typedef enum {
  MIQAT_VAULT_ERROR_MISSING, /* no such contents */
  MIQAT_VAULT_ERROR_DAMAGED, /* there, but altered, cut off, or under another key */
  MIQAT_VAULT_ERROR_TOO_LARGE,
  MIQAT_VAULT_ERROR_NO_SPACE,
  MIQAT_VAULT_ERROR_IO,
} MiqatVaultError;

typedef struct _MiqatVault MiqatVault;
struct _MiqatVault {
  /* Stores contents and returns their hash. Storing them again changes nothing. On return they will
   * survive a power cut. */
  char *(*put) (MiqatVault *self, GBytes *contents, GError **error);
  /* At most `limit` bytes; 0: the vault's own limit. */
  GBytes *(*get) (MiqatVault *self, const char *content_hash, gsize limit, GError **error);
  gboolean (*has) (MiqatVault *self, const char *content_hash);
  /* Removing what is not there succeeds. */
  gboolean (*remove) (MiqatVault *self, const char *content_hash, GError **error);
  void (*free) (MiqatVault *self);
};

static inline char *
miqat_vault_put (MiqatVault *self, GBytes *contents, GError **error)
{
  return self->put (self, contents, error);
}

static inline GBytes *
miqat_vault_get (MiqatVault *self, const char *content_hash, gsize limit, GError **error)
{
  return self->get (self, content_hash, limit, error);
}

static inline gboolean
miqat_vault_has (MiqatVault *self, const char *content_hash)
{
  return self->has (self, content_hash);
}

static inline gboolean
miqat_vault_remove (MiqatVault *self, const char *content_hash, GError **error)
{
  return self->remove (self, content_hash, error);
}

static inline void
miqat_vault_free (MiqatVault *self)
{
  if (self != NULL)
    self->free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatVault, miqat_vault_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The embedded vault: a folder of sealed files. A file's name is a keyed hash of its contents' hash,
 * so neither names nor contents tell anything without the database's key. Files are written beside
 * their place and moved into it when they are safe on the disk: there is never half of one. */
#pragma once

#include "miqat-crypto.h"
#include "miqat-vault.h"

G_BEGIN_DECLS

/* What a file may hold when nobody says less. */
#define MIQAT_LOCAL_VAULT_LIMIT (32 * 1024 * 1024)

/* Opens a folder, making it (for its owner alone) when it is missing. Takes a reference on `key`. */
MiqatVault *miqat_local_vault_new (const char *folder, MiqatKey *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sub-keys of a database's key, for the files of this folder that use them. */
#pragma once

#include "miqat-crypto.h"

G_BEGIN_DECLS

/* The numbers are part of the stored format. */
typedef enum {
  MIQAT_SUBKEY_FIELD = 1,
  MIQAT_SUBKEY_FILE = 2,
  MIQAT_SUBKEY_INDEX = 3,
  MIQAT_SUBKEY_MASK = 4,
  MIQAT_SUBKEY_NAME = 5,
  MIQAT_SUBKEY_SIGN = 6,
} MiqatSubkey;

/* Writes the sub-key into `bytes`; wipe them after use. */
void miqat_key_derive (const MiqatKey *self, MiqatSubkey subkey, guint8 bytes[MIQAT_KEY_SIZE]);

G_END_DECLS

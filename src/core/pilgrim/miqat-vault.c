/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-vault.h"

G_DEFINE_QUARK (miqat-vault-error-quark, miqat_vault_error)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What on a workstation still waits for the hub's answer. Elsewhere nothing ever waits. */
#pragma once

#include "miqat-db.h"

G_BEGIN_DECLS

/* The ids that waiting commands of the given names (NULL-terminated) gave to what they made:
 * miqat_call_derive_id() of each with `label`. A set of owned texts; empty at the hub. */
GHashTable *miqat_waiting_list_made (MiqatDb *db, const char *const *commands, const char *label,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

extern const MiqatStatements miqat_waiting_statements;

G_END_DECLS

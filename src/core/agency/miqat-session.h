/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is signed in over REST: refresh tokens, of which the database has only the hash. Each is used
 * once and followed by another of its family; one that comes back a second time was stolen, and ends
 * the whole family. A new password ends all families of its owner. */
#pragma once

#include "miqat-command.h"

G_BEGIN_DECLS

#define MIQAT_SESSION_DAYS 7

/* session.refresh ends "done" with this member when it found a token used twice: the family is
 * revoked, which a refusal could not write. Otherwise the result has "owner_id". */
#define MIQAT_SESSION_REUSED "reused"

G_END_DECLS

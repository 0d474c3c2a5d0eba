/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids are UUIDv7 in lower-case text (RFC 9562), made by whoever writes a row: they sort by time and
 * need no database to hand them out. */
#pragma once

#include "miqat-instant.h"

G_BEGIN_DECLS

#define MIQAT_ID_SIZE 37

/* A new id for the moment `now`; random beyond the millisecond. */
char *miqat_id_new (MiqatInstant now) G_GNUC_WARN_UNUSED_RESULT;

/* An id that follows from another and a label: the same on every machine that runs the same
 * command, which is what lets a workstation's prediction and the hub's truth name the same rows.
 * Keeps the parent's time. `parent` must be a valid id. */
char *miqat_id_derive (const char *parent, const char *label) G_GNUC_WARN_UNUSED_RESULT;

/* Exactly 36 characters, lower case, version 7 or 8, RFC variant. */
gboolean miqat_id_is_valid (const char *id);

/* The moment inside the id, to the millisecond. */
MiqatInstant miqat_id_get_instant (const char *id);

G_END_DECLS

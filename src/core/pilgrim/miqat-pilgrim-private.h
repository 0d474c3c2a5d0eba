/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of core/pilgrim share. Nobody else includes this. */
#pragma once

#include "miqat-area.h"
#include "miqat-pilgrim.h"

G_BEGIN_DECLS

/* The places of sealed values; opened under another name they count as forged. */
#define MIQAT_CONTEXT_NIK "pilgrims.nik"
#define MIQAT_CONTEXT_PASSPORT "pilgrims.passport"
#define MIQAT_CONTEXT_HEALTH "pilgrim_health.notes"

/* The record's texts that are columns of the same name and, but for the full name, may be NULL. */
typedef struct {
  const char *name;
  gsize offset; /* of a char * in MiqatPilgrim */
} MiqatPilgrimText;
extern const MiqatPilgrimText miqat_pilgrim_texts[]; /* ends with name NULL */
static inline char **
miqat_pilgrim_get_text (const MiqatPilgrim *self, const MiqatPilgrimText *text)
{
  return (char **) ((char *) self + text->offset);
}

char *miqat_family_to_json (const GPtrArray *members) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *miqat_family_from_json (const char *json) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *miqat_family_from_args (const MiqatArgs *fields) G_GNUC_WARN_UNUSED_RESULT;

/* A branch that knows the pilgrim, the first by id; NULL in `*branch_id` when there is none. */
gboolean miqat_pilgrim_load_branch (MiqatDb *db, const char *id, char **branch_id, GError **error);

extern const MiqatCommand miqat_pilgrim_commands[];
extern const MiqatInvariant miqat_pilgrim_invariants[];
extern const MiqatStatements miqat_pilgrim_write_statements;
extern const MiqatStatements miqat_pilgrim_check_statements;

G_END_DECLS

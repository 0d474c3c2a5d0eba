/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pilgrims and their papers. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-document.h"
#include "miqat-pilgrim-list.h"
#include "miqat-pilgrim-private.h"

static const MiqatSealedColumn pilgrim_sealed[] = {
  { "nik_sealed", MIQAT_CONTEXT_NIK, "nik_index" },
  { "passport_sealed", MIQAT_CONTEXT_PASSPORT, "passport_index" },
  { NULL },
};
static const MiqatSealedColumn health_sealed[] = {
  { "notes_sealed", MIQAT_CONTEXT_HEALTH, NULL },
  { NULL },
};
static const char *const pilgrim_personal[] = {
  "full_name", "name_key", "place_of_birth", "date_of_birth", "address", "father_name", "phone",
  "home_phone", "family_members", "emergency_contact_name", "emergency_contact_phone", NULL,
};
static const char *const pilgrim_search[] = { "full_name", "phone", NULL };
static const char *const document_personal[] = { "file_name", NULL };

static const MiqatTable tables[] = {
  { "pilgrims", MIQAT_SCOPE_PILGRIM, "id", pilgrim_sealed, pilgrim_personal, pilgrim_search },
  { "pilgrim_branches", MIQAT_SCOPE_BRANCH, "branch_id", .subject = "pilgrims", .subject_key = "pilgrim_id" },
  { "pilgrim_health", MIQAT_SCOPE_PILGRIM, "pilgrim_id", health_sealed, .subject = "pilgrims",
    .subject_key = "pilgrim_id" },
  { "documents", MIQAT_SCOPE_PILGRIM, "pilgrim_id", .personal = document_personal, .subject = "pilgrims",
    .subject_key = "pilgrim_id" },
  { NULL },
};

static const MiqatStatements *const statements[] = {
  &miqat_pilgrim_statements,
  &miqat_pilgrim_write_statements,
  &miqat_pilgrim_list_statements,
  &miqat_pilgrim_check_statements,
  &miqat_document_statements,
  NULL,
};

const MiqatArea miqat_pilgrim_area = {
  .name = "pilgrim",
  .commands = miqat_pilgrim_commands,
  .tables = tables,
  .statements = statements,
  .invariants = miqat_pilgrim_invariants,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must always hold of pilgrims. What only the database's key can tell is
 * miqat_pilgrim_verify_sealed(). */
#include "config.h"

#include "miqat-pilgrim-private.h"
#include "miqat-rows.h"

#include <glib/gi18n-lib.h>

enum {
  SQL_PILGRIMS,
  SQL_KNOWN_TO_A_BRANCH,
  SQL_SEALED_WITH_INDEX,
  SQL_NAME_KEYS,
  SQL_DOCUMENTS,
  SQL_DOCUMENT_NAMED,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_PILGRIMS] = "SELECT count(*) FROM pilgrims",
  [SQL_KNOWN_TO_A_BRANCH] =
    "SELECT 'pilgrim ' || p.id || ' is known to no office' FROM pilgrims p"
    " WHERE NOT EXISTS (SELECT 1 FROM pilgrim_branches b WHERE b.pilgrim_id = p.id) ORDER BY p.id",
  [SQL_SEALED_WITH_INDEX] =
    "SELECT 'pilgrim ' || p.id || ' has a sealed number without an index, or an index without a number'"
    " FROM pilgrims p WHERE (p.nik_sealed IS NULL) <> (p.nik_index IS NULL)"
    " OR (p.passport_sealed IS NULL) <> (p.passport_index IS NULL)"
    " OR (p.passport_index IS NOT NULL AND p.has_passport = 0) ORDER BY p.id",
  [SQL_NAME_KEYS] =
    "SELECT 'pilgrim ' || p.id || ' has no name to sort by' FROM pilgrims p"
    " WHERE p.name_key = '' OR p.full_name = '' ORDER BY p.id",
  [SQL_DOCUMENTS] = "SELECT count(*) FROM documents",
  [SQL_DOCUMENT_NAMED] =
    "SELECT 'document ' || d.id || ' is a paper of nobody' FROM documents d"
    " WHERE (d.pilgrim_id IS NULL) <> (d.doc_type = 'transfer_proof') ORDER BY d.id",
};

const MiqatStatements miqat_pilgrim_check_statements = { "pilgrim-checks", sql, N_SQL, 0 };

#define CHECK(name, count, faults)                                                                  \
  static gboolean name (MiqatDb *db, gint64 *checked, GPtrArray *found, GError **error)             \
  {                                                                                                 \
    return miqat_rows_check (db, &miqat_pilgrim_check_statements, count, faults, checked, found, error); \
  }

CHECK (check_known_to_a_branch, SQL_PILGRIMS, SQL_KNOWN_TO_A_BRANCH)
CHECK (check_sealed_with_index, SQL_PILGRIMS, SQL_SEALED_WITH_INDEX)
CHECK (check_name_keys, SQL_PILGRIMS, SQL_NAME_KEYS)
CHECK (check_document_named, SQL_DOCUMENTS, SQL_DOCUMENT_NAMED)

const MiqatInvariant miqat_pilgrim_invariants[] = {
  { "pilgrim.known_to_a_branch", N_ ("Every pilgrim is known to an office."), check_known_to_a_branch },
  { "pilgrim.sealed_with_index", N_ ("Every sealed number has its index."), check_sealed_with_index },
  { "pilgrim.name_keys", N_ ("Every pilgrim has a name."), check_name_keys },
  { "pilgrim.document_owner", N_ ("Every document but a proof of payment belongs to a pilgrim."),
    check_document_named },
  { NULL },
};

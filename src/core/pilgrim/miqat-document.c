/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store of documents: what was handed in, not its contents. */
#include "config.h"

#include "miqat-document.h"
#include "miqat-rows.h"

#include <string.h>

enum { SQL_LOAD, SQL_LIST, SQL_MAY_READ, SQL_IS_USED, SQL_INSERT, N_SQL };

#define COLUMNS \
  "d.id, d.branch_id, d.pilgrim_id, d.doc_type, d.content_hash, d.file_name, d.media_type," \
  " d.size_bytes, d.created_at"

/* A pilgrim's papers follow the pilgrim; other documents belong to one branch. */
#define IN_SCOPE \
  " CAST(:node_id AS TEXT) IS NULL AND (CAST(:branch_id AS TEXT) IS NULL" \
  " OR (d.pilgrim_id IS NULL AND d.branch_id = :branch_id) OR EXISTS" \
  " (SELECT 1 FROM pilgrim_branches b WHERE b.pilgrim_id = d.pilgrim_id AND b.branch_id = :branch_id))"

static const char *const sql[N_SQL] = {
  [SQL_LOAD] = "SELECT " COLUMNS " FROM documents d WHERE d.id = :id AND" IN_SCOPE,
  [SQL_LIST] =
    "SELECT " COLUMNS " FROM documents d WHERE d.pilgrim_id = :id AND" IN_SCOPE
    " ORDER BY d.created_at DESC, d.id DESC",
  [SQL_MAY_READ] = "SELECT count(*) FROM documents d WHERE d.content_hash = :hash AND" IN_SCOPE,
  [SQL_IS_USED] = "SELECT count(*) FROM documents WHERE content_hash = :hash",
  [SQL_INSERT] =
    "INSERT INTO documents (id, branch_id, pilgrim_id, doc_type, content_hash, file_name,"
    " media_type, size_bytes, created_at)"
    " VALUES (:id, :branch_id, :pilgrim_id, :doc_type, :content_hash, :file_name, :media_type,"
    " :size_bytes, :created_at)",
};

const MiqatStatements miqat_document_statements = { "documents", sql, N_SQL, 0 };

const char *const miqat_document_types[]
  = { "ktp", "passport", "vaccine", "photo", "visa", "other", NULL };
const char *const miqat_document_media_types[] = { "image/jpeg", "image/png", "application/pdf", NULL };

MiqatProblemCode
miqat_document_check_hash (const char *text)
{
  if (strlen (text) != 64 || strspn (text, "0123456789abcdef") != 64)
    return MIQAT_PROBLEM_NOT_AN_ID;
  return MIQAT_PROBLEM_NONE;
}

void
miqat_document_free (MiqatDocument *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->branch_id);
  g_free (self->pilgrim_id);
  g_free (self->doc_type);
  g_free (self->content_hash);
  g_free (self->file_name);
  g_free (self->media_type);
  g_free (self);
}

static gpointer
read_document (MiqatStatement *row)
{
  MiqatDocument *self = g_new0 (MiqatDocument, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->branch_id = miqat_statement_dup_text (row, 1);
  self->pilgrim_id = miqat_statement_dup_text (row, 2);
  self->doc_type = miqat_statement_dup_text (row, 3);
  self->content_hash = miqat_statement_dup_text (row, 4);
  self->file_name = miqat_statement_dup_text (row, 5);
  self->media_type = miqat_statement_dup_text (row, 6);
  self->size_bytes = miqat_statement_get_int (row, 7);
  self->created_at = miqat_statement_get_int (row, 8);
  return self;
}

MiqatDocument *
miqat_document_load (MiqatDb *db, const char *id, const MiqatReader *reader, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_document_statements, SQL_LOAD, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_rows_bind_reader (statement, *reader);
  return miqat_rows_take_one (statement, read_document, error);
}

GPtrArray *
miqat_document_list (MiqatDb *db, const char *pilgrim_id, const MiqatReader *reader, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_document_statements, SQL_LIST, error);

  miqat_statement_bind_text (statement, "id", pilgrim_id);
  miqat_rows_bind_reader (statement, *reader);
  return miqat_rows_collect (statement, read_document, (GDestroyNotify) miqat_document_free, error);
}

gboolean
miqat_document_may_read (MiqatDb *db, const char *content_hash, const MiqatReader *reader,
                         gboolean *may, GError **error)
{
  g_autoptr (MiqatStatement) row
    = miqat_db_statement (db, &miqat_document_statements, SQL_MAY_READ, error);
  gboolean found = FALSE;

  miqat_statement_bind_text (row, "hash", content_hash);
  miqat_rows_bind_reader (row, *reader);
  if (row == NULL || !miqat_statement_step (row, &found, error))
    return FALSE;
  *may = found && miqat_statement_get_int (row, 0) > 0;
  return TRUE;
}

gboolean
miqat_document_is_used (MiqatDb *db, const char *content_hash, gboolean *used, GError **error)
{
  gint64 count = 0;

  if (!miqat_db_read_int (db, &miqat_document_statements, SQL_IS_USED, &count, NULL, error, "hash",
                          content_hash, NULL))
    return FALSE;
  *used = count > 0;
  return TRUE;
}

gboolean
miqat_document_insert (MiqatCall *call, const MiqatArgs *fields, const char *id, const char *doc_type,
                       const char *branch_id, const char *pilgrim_id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_document_statements, SQL_INSERT, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "branch_id", branch_id);
  miqat_statement_bind_text (statement, "pilgrim_id", pilgrim_id);
  miqat_statement_bind_text (statement, "doc_type", doc_type);
  miqat_statement_bind_text (statement, "content_hash", miqat_args_text (fields, "content_hash"));
  miqat_statement_bind_text (statement, "file_name", miqat_args_text (fields, "file_name"));
  miqat_statement_bind_text (statement, "media_type", miqat_args_text (fields, "media_type"));
  miqat_statement_bind_int (statement, "size_bytes", miqat_args_int (fields, "size_bytes", 0));
  miqat_statement_bind_int (statement, "created_at", call->at);
  return miqat_statement_run (statement, error);
}

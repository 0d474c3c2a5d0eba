/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers of pilgrims and proofs of payment: what they are and the hash of their contents, which lie
 * in the vault (miqat-vault.h). */
#pragma once

#include "miqat-command.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *branch_id;
  char *pilgrim_id; /* NULL for proofs of payment */
  char *doc_type;   /* "ktp", "passport", "vaccine", "photo", "visa", "transfer_proof", "other" */
  char *content_hash;
  char *file_name;
  char *media_type; /* "image/jpeg", "image/png", "application/pdf" */
  gint64 size_bytes;
  MiqatInstant created_at;
} MiqatDocument;
void miqat_document_free (MiqatDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatDocument, miqat_document_free)

/* Refuses not_found, also outside the reader's scope. */
MiqatDocument *miqat_document_load (MiqatDb *db, const char *id, const MiqatReader *reader,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Newest first. The reader must know the pilgrim; otherwise the list is empty. */
GPtrArray *miqat_document_list (MiqatDb *db, const char *pilgrim_id, const MiqatReader *reader,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE in `*may` when some document of the reader's scope has these contents: whether a workstation
 * may fetch them. */
gboolean miqat_document_may_read (MiqatDb *db, const char *content_hash, const MiqatReader *reader,
                                  gboolean *may, GError **error);
/* TRUE in `*used` when any document row has these contents: whether the vault must keep them. */
gboolean miqat_document_is_used (MiqatDb *db, const char *content_hash, gboolean *used, GError **error);

/* The kinds a pilgrim hands in: all of doc_type but "transfer_proof". */
extern const char *const miqat_document_types[];
/* The parameters that describe an uploaded file, for tables of MiqatParam in files that include
 * <glib/gi18n-lib.h>. */
extern const char *const miqat_document_media_types[];
MiqatProblemCode miqat_document_check_hash (const char *text);
#define MIQAT_DOCUMENT_SIZE_MAX (10 * 1024 * 1024)
#define MIQAT_DOCUMENT_FIELDS                                                                          \
  { "content_hash", N_ ("Contents"), MIQAT_PARAM_KEY, MIQAT_PARAM_REQUIRED,                            \
    .check = miqat_document_check_hash },                                                              \
  { "file_name", N_ ("File name"), MIQAT_PARAM_TEXT, MIQAT_PARAM_REQUIRED, .max = 200 },               \
  { "media_type", N_ ("Kind of file"), MIQAT_PARAM_CHOICE, MIQAT_PARAM_REQUIRED,                       \
    .choices = miqat_document_media_types },                                                           \
  { "size_bytes", N_ ("Size in bytes"), MIQAT_PARAM_COUNT, MIQAT_PARAM_REQUIRED, .min = 1,             \
    .max = MIQAT_DOCUMENT_SIZE_MAX }

/* For areas below, inside a command: stores the row of an uploaded file from arguments of the
 * MIQAT_DOCUMENT_FIELDS kind. `pilgrim_id` NULL for proofs. */
gboolean miqat_document_insert (MiqatCall *call, const MiqatArgs *fields, const char *id,
                                const char *doc_type, const char *branch_id, const char *pilgrim_id,
                                GError **error);

extern const MiqatStatements miqat_document_statements;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes tables as a real .xlsx workbook, sheet by sheet and row by row. Texts stay texts: a NIK
 * keeps its sixteen digits, "=1+1" is never a formula, days are written as YYYY-MM-DD.
 *
 * The workbook is built beside its target, read back, and only then put in the target's place: a
 * full disk or a crash leaves what was there before. Not for several threads at once. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MiqatXlsxWriter MiqatXlsxWriter;

typedef struct {
  const char *header;
  guint width; /* in characters; 0: as wide as the header */
} MiqatXlsxColumn;

/* Prepares a workbook that finish puts at `path`. Fails with G_FILE_ERROR where the folder cannot be
 * written, or (EXIST) where something lies that is not an ordinary file. */
MiqatXlsxWriter *miqat_xlsx_writer_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Without finish before it, nothing is left behind. */
void miqat_xlsx_writer_free (MiqatXlsxWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatXlsxWriter, miqat_xlsx_writer_free)

/* Begins a sheet and writes its header row, which stays in sight when scrolling. `name` has at most
 * 31 characters and none of []:*?/\ in it. */
void miqat_xlsx_writer_begin_sheet (MiqatXlsxWriter *self, const char *name,
                                    const MiqatXlsxColumn *columns, guint n_columns);

/* A cell of the current row, columns from 0. NULL and empty text leave it empty. */
void miqat_xlsx_writer_put_text (MiqatXlsxWriter *self, guint column, const char *text);
/* A number of at most ±MIQAT_MONEY_MAX, shown with grouping: amounts and counts. */
void miqat_xlsx_writer_put_number (MiqatXlsxWriter *self, guint column, gint64 number);
void miqat_xlsx_writer_end_row (MiqatXlsxWriter *self);

/* Closes the workbook, reads it back and moves it into place. Whatever failed on the way is reported
 * here: G_FILE_ERROR (NOSPC when the disk is full), MIQAT_XLSX_ERROR. To be called once. */
gboolean miqat_xlsx_writer_finish (MiqatXlsxWriter *self, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the texts of an .xlsx workbook: enough to check what we wrote and to take in lists that
 * others send. Formulas are not computed (their stored result is read), dates of other programs
 * come as the numbers they are stored as. Everything is bounded, so that a hostile file costs
 * little: sizes, rows, columns. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MIQAT_XLSX_ERROR (miqat_xlsx_error_quark ())
GQuark miqat_xlsx_error_quark (void);
typedef enum {
  MIQAT_XLSX_ERROR_DAMAGED,   /* cut off, altered, or no workbook at all */
  MIQAT_XLSX_ERROR_TOO_LARGE, /* more than the limits of this reader */
  MIQAT_XLSX_ERROR_CONTENT,   /* a text or a name that a workbook cannot hold */
} MiqatXlsxError;

#define MIQAT_XLSX_FILE_MAX (64 * 1024 * 1024)
#define MIQAT_XLSX_ROWS_MAX 1048576
#define MIQAT_XLSX_COLUMNS_MAX 512

typedef struct {
  char *name;
  GPtrArray *rows; /* of GPtrArray of char *, with NULL for empty cells and empty rows */
} MiqatXlsxSheet;

typedef struct _MiqatXlsxBook MiqatXlsxBook;

MiqatXlsxBook *miqat_xlsx_book_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
MiqatXlsxBook *miqat_xlsx_book_new_from_bytes (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_xlsx_book_free (MiqatXlsxBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatXlsxBook, miqat_xlsx_book_free)

guint miqat_xlsx_book_get_n_sheets (const MiqatXlsxBook *self);
const MiqatXlsxSheet *miqat_xlsx_book_get_sheet (const MiqatXlsxBook *self, guint index);
/* From 0; NULL for an empty cell and outside the table. */
const char *miqat_xlsx_sheet_get (const MiqatXlsxSheet *self, guint row, guint column);

G_END_DECLS

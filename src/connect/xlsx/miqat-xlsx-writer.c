/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-xlsx-reader.h"
#include "miqat-xlsx-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define TEXT_MAX 32767
#define FORMAT_TEXT 49       /* "@" */
#define FORMAT_GROUPED 3     /* "#,##0" */
#define WIDTH_MAX 60

struct _MiqatXlsxWriter {
  char *path;
  char *folder;
  char *draft; /* the file being written, beside the target */
  lxw_workbook *book;
  lxw_worksheet *sheet;
  lxw_format *header_format, *text_format, *number_format;
  guint n_columns;
  guint row;
  guint filled; /* rows up to the last one with a cell */
  GPtrArray *row_counts; /* `filled` of finished sheets, to compare when reading back */
  GError *failure;       /* the first one; finish reports it */
};

static void
fail_errno (GError **error, const char *path, int code)
{
  g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (code), "%s: %s", path,
               g_strerror (code));
}

/* The draft stands in the target's folder: moving it into place is then one step, and what it holds
 * never lies in a folder that others read. */
static gboolean
make_draft (MiqatXlsxWriter *self, GError **error)
{
  g_autofree char *base = g_path_get_basename (self->path);
  int fd;

  self->folder = g_path_get_dirname (self->path);
  self->draft = g_strdup_printf ("%s" G_DIR_SEPARATOR_S ".%s.XXXXXX", self->folder, base);
  fd = g_mkstemp_full (self->draft, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) {
    int code = errno;

    g_clear_pointer (&self->draft, g_free);
    fail_errno (error, self->path, code);
    return FALSE;
  }
  close (fd);
  return TRUE;
}

/* A device, a pipe, a folder or a link is never what somebody wants to see replaced by a workbook. */
static gboolean
check_target (const char *path, GError **error)
{
  GStatBuf info;

  if (g_lstat (path, &info) != 0 || S_ISREG (info.st_mode))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s is not an ordinary file and is not replaced", path);
  return FALSE;
}

static void
make_formats (MiqatXlsxWriter *self)
{
  self->header_format = workbook_add_format (self->book);
  format_set_bold (self->header_format);
  format_set_text_wrap (self->header_format);
  format_set_align (self->header_format, LXW_ALIGN_VERTICAL_TOP);
  format_set_bg_color (self->header_format, 0xE3EDE3);
  format_set_bottom (self->header_format, LXW_BORDER_THIN);
  format_set_num_format_index (self->header_format, FORMAT_TEXT);

  self->text_format = workbook_add_format (self->book);
  format_set_num_format_index (self->text_format, FORMAT_TEXT);

  self->number_format = workbook_add_format (self->book);
  format_set_num_format_index (self->number_format, FORMAT_GROUPED);
}

MiqatXlsxWriter *
miqat_xlsx_writer_new (const char *path, GError **error)
{
  g_autoptr (MiqatXlsxWriter) self = g_new0 (MiqatXlsxWriter, 1);
  lxw_workbook_options options = { 0 };

  self->path = g_strdup (path);
  self->row_counts = g_ptr_array_new ();
  if (!check_target (path, error) || !make_draft (self, error))
    return NULL;
  options.tmpdir = self->folder;
  self->book = workbook_new_opt (self->draft, &options);
  if (self->book == NULL) {
    fail_errno (error, path, ENOMEM);
    return NULL;
  }
  make_formats (self);
  return g_steal_pointer (&self);
}

/* The library has no way to drop a workbook other than writing it. */
static lxw_error
close_book (MiqatXlsxWriter *self)
{
  lxw_workbook *book = g_steal_pointer (&self->book);

  return book != NULL ? workbook_close (book) : LXW_NO_ERROR;
}

void
miqat_xlsx_writer_free (MiqatXlsxWriter *self)
{
  if (self == NULL)
    return;
  close_book (self);
  if (self->draft != NULL)
    g_unlink (self->draft);
  g_clear_error (&self->failure);
  g_ptr_array_unref (self->row_counts);
  g_free (self->draft);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/* ---- contents --------------------------------------------------------------------------------- */

static void
note (MiqatXlsxWriter *self, lxw_error status)
{
  if (status != LXW_NO_ERROR && self->failure == NULL)
    self->failure = g_error_new (MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_CONTENT, "%s: %s", self->path,
                                 lxw_strerror (status));
}

static void
end_sheet (MiqatXlsxWriter *self)
{
  if (self->sheet != NULL)
    g_ptr_array_add (self->row_counts, GUINT_TO_POINTER (self->filled));
  self->sheet = NULL;
}

void
miqat_xlsx_writer_begin_sheet (MiqatXlsxWriter *self, const char *name,
                               const MiqatXlsxColumn *columns, guint n_columns)
{
  g_return_if_fail (n_columns > 0 && n_columns <= MIQAT_XLSX_COLUMNS_MAX);

  end_sheet (self);
  self->n_columns = n_columns;
  self->row = 0;
  self->sheet = workbook_add_worksheet (self->book, name);
  if (self->sheet == NULL) {
    note (self, LXW_ERROR_INVALID_SHEETNAME_CHARACTER);
    return;
  }
  for (guint i = 0; i < n_columns; i++) {
    guint width = columns[i].width;

    if (width == 0)
      width = CLAMP ((guint) g_utf8_strlen (columns[i].header, -1) + 2, 8, WIDTH_MAX);
    note (self, worksheet_set_column (self->sheet, (lxw_col_t) i, (lxw_col_t) i, width,
                                      self->text_format));
    note (self, worksheet_write_string (self->sheet, 0, (lxw_col_t) i, columns[i].header,
                                        self->header_format));
  }
  worksheet_freeze_panes (self->sheet, 1, 0);
  self->row = self->filled = 1;
}

/* What XML cannot hold would make the whole workbook unreadable. */
static gboolean
is_writable (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) > TEXT_MAX)
    return FALSE;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    if (character < 0x20 && character != '\n' && character != '\t')
      return FALSE;
    if (character == 0xFFFE || character == 0xFFFF)
      return FALSE;
  }
  return TRUE;
}

void
miqat_xlsx_writer_put_text (MiqatXlsxWriter *self, guint column, const char *text)
{
  g_return_if_fail (column < self->n_columns);

  if (text == NULL || *text == '\0' || self->sheet == NULL)
    return;
  if (!is_writable (text)) {
    if (self->failure == NULL)
      self->failure
        = g_error_new (MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_CONTENT,
                       "%s: row %u, column %u holds text that a workbook cannot hold", self->path,
                       self->row + 1, column + 1);
    return;
  }
  note (self, worksheet_write_string (self->sheet, self->row, (lxw_col_t) column, text,
                                      self->text_format));
  self->filled = self->row + 1;
}

void
miqat_xlsx_writer_put_number (MiqatXlsxWriter *self, guint column, gint64 number)
{
  g_return_if_fail (column < self->n_columns);

  if (self->sheet == NULL)
    return;
  /* The format knows no whole numbers; below 2^53 none is lost. */
  note (self, worksheet_write_number (self->sheet, self->row, (lxw_col_t) column, number,
                                      self->number_format));
  self->filled = self->row + 1;
}

void
miqat_xlsx_writer_end_row (MiqatXlsxWriter *self)
{
  self->row++;
}

/* ---- the end ---------------------------------------------------------------------------------- */

/* The library does not notice when its temporary files cannot grow, and packs what it finds. So the
 * workbook is read again before anybody else sees it. */
static gboolean
read_back (MiqatXlsxWriter *self, GError **error)
{
  g_autoptr (MiqatXlsxBook) book = miqat_xlsx_book_open (self->draft, error);

  if (book == NULL)
    return FALSE;
  for (guint i = 0; i < self->row_counts->len; i++) {
    guint expected = GPOINTER_TO_UINT (self->row_counts->pdata[i]);
    guint found = i < miqat_xlsx_book_get_n_sheets (book)
                    ? miqat_xlsx_book_get_sheet (book, i)->rows->len : 0;

    if (found != expected) {
      g_set_error (error, MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_DAMAGED,
                   "%s: the workbook could not be written completely", self->path);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  int code;

  if (fd < 0 || fsync (fd) != 0) {
    code = errno;
    if (fd >= 0)
      close (fd);
    fail_errno (error, path, code);
    return FALSE;
  }
  close (fd);
  return TRUE;
}

static gboolean
fail_close (MiqatXlsxWriter *self, lxw_error status, int code, GError **error)
{
  if (code != 0)
    fail_errno (error, self->path, code);
  else
    g_set_error (error, MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_DAMAGED, "%s: %s", self->path,
                 lxw_strerror (status));
  return FALSE;
}

gboolean
miqat_xlsx_writer_finish (MiqatXlsxWriter *self, GError **error)
{
  lxw_error status;

  g_return_val_if_fail (self->book != NULL, FALSE);

  end_sheet (self);
  errno = 0;
  status = close_book (self);
  if (status != LXW_NO_ERROR)
    return fail_close (self, status, errno, error);
  if (self->failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&self->failure));
    return FALSE;
  }
  if (!read_back (self, error) || !sync_path (self->draft, O_RDONLY, error) || !check_target (self->path, error))
    return FALSE;
  if (g_rename (self->draft, self->path) != 0) {
    fail_errno (error, self->path, errno);
    return FALSE;
  }
  g_clear_pointer (&self->draft, g_free);
  return sync_path (self->folder, O_RDONLY | O_DIRECTORY, error);
}

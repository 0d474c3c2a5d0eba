/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three small parsers, one for each kind of part: the list of sheets with the files they stand in,
 * the texts that cells share, and the cells. */
#include "config.h"

#include "miqat-xlsx-archive.h"
#include "miqat-xlsx-reader.h"

#include <string.h>

#define CELLS_MAX (16 * 1000 * 1000)

struct _MiqatXlsxBook {
  GPtrArray *sheets; /* of MiqatXlsxSheet */
};

G_DEFINE_QUARK (miqat-xlsx-error-quark, miqat_xlsx_error)

static void
free_row (gpointer data)
{
  if (data != NULL)
    g_ptr_array_unref (data);
}

static MiqatXlsxSheet *
sheet_new (const char *name)
{
  MiqatXlsxSheet *self = g_new0 (MiqatXlsxSheet, 1);

  self->name = g_strdup (name);
  self->rows = g_ptr_array_new_with_free_func (free_row);
  return self;
}

static void
sheet_free (gpointer data)
{
  MiqatXlsxSheet *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static gboolean
parse_part (const MiqatXlsxArchive *archive, const char *name, const GMarkupParser *parser,
            gpointer data, GError **error)
{
  g_autoptr (GBytes) bytes = miqat_xlsx_archive_read (archive, name, error);
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) local = NULL;
  gsize length = 0;
  const char *text;

  if (bytes == NULL)
    return FALSE;
  text = g_bytes_get_data (bytes, &length);
  context = g_markup_parse_context_new (parser, G_MARKUP_PREFIX_ERROR_POSITION, data, NULL);
  if (g_markup_parse_context_parse (context, text, (gssize) length, &local)
      && g_markup_parse_context_end_parse (context, &local))
    return TRUE;
  if (local->domain == MIQAT_XLSX_ERROR)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_DAMAGED,
                 "Not a readable workbook: %s: %s", name, local->message);
  return FALSE;
}

static const char *
find_attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return values[i];
  return NULL;
}

/* ---- the list of sheets ----------------------------------------------------------------------- */

typedef struct {
  GPtrArray *names;
  GPtrArray *relations;
  GHashTable *targets; /* relation → file */
} Contents;

static void
on_workbook_start (GMarkupParseContext *context, const char *element, const char **names,
                   const char **values, gpointer data, GError **error)
{
  Contents *self = data;
  const char *name = find_attribute (names, values, "name");
  const char *relation = find_attribute (names, values, "r:id");

  if (strcmp (element, "sheet") != 0 || name == NULL || relation == NULL)
    return;
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->relations, g_strdup (relation));
}

static void
on_relation_start (GMarkupParseContext *context, const char *element, const char **names,
                   const char **values, gpointer data, GError **error)
{
  Contents *self = data;
  const char *id = find_attribute (names, values, "Id");
  const char *target = find_attribute (names, values, "Target");

  if (strcmp (element, "Relationship") != 0 || id == NULL || target == NULL)
    return;
  g_hash_table_replace (self->targets, g_strdup (id),
                        *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL));
}

/* ---- shared texts ----------------------------------------------------------------------------- */

typedef struct {
  GPtrArray *texts;
  GString *text;
  gboolean in_text;
  guint phonetic; /* depth inside a reading aid, which is not part of the text */
} SharedTexts;

static void
on_shared_start (GMarkupParseContext *context, const char *element, const char **names,
                 const char **values, gpointer data, GError **error)
{
  SharedTexts *self = data;

  if (strcmp (element, "si") == 0)
    g_string_truncate (self->text, 0);
  else if (strcmp (element, "rPh") == 0)
    self->phonetic++;
  else if (strcmp (element, "t") == 0)
    self->in_text = self->phonetic == 0;
}

static void
on_shared_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  SharedTexts *self = data;

  if (strcmp (element, "si") == 0)
    g_ptr_array_add (self->texts, g_strdup (self->text->str));
  else if (strcmp (element, "rPh") == 0)
    self->phonetic--;
  else if (strcmp (element, "t") == 0)
    self->in_text = FALSE;
}

static void
on_shared_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
                GError **error)
{
  SharedTexts *self = data;

  if (self->in_text)
    g_string_append_len (self->text, text, (gssize) length);
}

/* ---- cells ------------------------------------------------------------------------------------ */

typedef struct {
  const GPtrArray *shared;
  MiqatXlsxSheet *sheet;
  GString *text;
  gboolean in_value;
  gboolean is_shared;
  guint next_row; /* where a row without a number goes */
  guint next_column;
  guint n_cells;
} Cells;

/* "AF12" → column 31, row 11. FALSE for anything else. */
static gboolean
parse_reference (const char *reference, guint *row, guint *column)
{
  guint64 number = 0;
  guint letters = 0;

  for (; *reference >= 'A' && *reference <= 'Z'; reference++) {
    letters = letters * 26 + (guint) (*reference - 'A') + 1;
    if (letters > MIQAT_XLSX_COLUMNS_MAX)
      return FALSE;
  }
  if (letters == 0 || !g_ascii_string_to_unsigned (reference, 10, 1, MIQAT_XLSX_ROWS_MAX, &number, NULL))
    return FALSE;
  *row = (guint) number - 1;
  *column = letters - 1;
  return TRUE;
}

static void
fail_cells (GError **error, const char *what)
{
  g_set_error (error, MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_TOO_LARGE,
               "The sheet is larger than can be read: %s", what);
}

static void
begin_row (Cells *self, const char *number, GError **error)
{
  guint64 row = self->next_row;

  if (number != NULL && g_ascii_string_to_unsigned (number, 10, 1, MIQAT_XLSX_ROWS_MAX, &row, NULL))
    row--;
  if (row >= MIQAT_XLSX_ROWS_MAX) {
    fail_cells (error, "rows");
    return;
  }
  self->next_row = (guint) row;
  self->next_column = 0;
}

static void
begin_cell (Cells *self, const char *reference, const char *kind, GError **error)
{
  guint row = self->next_row, column = self->next_column;

  if (reference != NULL && !parse_reference (reference, &row, &column)) {
    fail_cells (error, reference);
    return;
  }
  if (column >= MIQAT_XLSX_COLUMNS_MAX || ++self->n_cells > CELLS_MAX) {
    fail_cells (error, "cells");
    return;
  }
  self->next_row = row;
  self->next_column = column;
  self->is_shared = g_strcmp0 (kind, "s") == 0;
  g_string_truncate (self->text, 0);
}

static void
end_cell (Cells *self, GError **error)
{
  const char *text = self->text->str;
  guint64 index = 0;
  GPtrArray *row;

  if (self->is_shared && self->text->len > 0) {
    if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &index, NULL)
        || index >= self->shared->len) {
      g_set_error (error, MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_DAMAGED,
                   "Not a readable workbook: a cell names the missing text %s", text);
      return;
    }
    text = g_ptr_array_index (self->shared, index);
  }
  if (*text != '\0') {
    while (self->sheet->rows->len <= self->next_row)
      g_ptr_array_add (self->sheet->rows, NULL);
    if (self->sheet->rows->pdata[self->next_row] == NULL)
      self->sheet->rows->pdata[self->next_row] = g_ptr_array_new_with_free_func (g_free);
    row = self->sheet->rows->pdata[self->next_row];
    if (row->len <= self->next_column)
      g_ptr_array_set_size (row, (gint) self->next_column + 1);
    g_free (row->pdata[self->next_column]);
    row->pdata[self->next_column] = g_strdup (text);
  }
  self->next_column++;
}

static void
on_cells_start (GMarkupParseContext *context, const char *element, const char **names,
                const char **values, gpointer data, GError **error)
{
  Cells *self = data;

  if (strcmp (element, "row") == 0)
    begin_row (self, find_attribute (names, values, "r"), error);
  else if (strcmp (element, "c") == 0)
    begin_cell (self, find_attribute (names, values, "r"), find_attribute (names, values, "t"), error);
  else if (strcmp (element, "v") == 0 || strcmp (element, "t") == 0)
    self->in_value = TRUE;
}

static void
on_cells_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Cells *self = data;

  if (strcmp (element, "c") == 0)
    end_cell (self, error);
  else if (strcmp (element, "row") == 0)
    self->next_row++;
  else if (strcmp (element, "v") == 0 || strcmp (element, "t") == 0)
    self->in_value = FALSE;
}

static void
on_cells_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
               GError **error)
{
  Cells *self = data;

  if (self->in_value)
    g_string_append_len (self->text, text, (gssize) length);
}

static const GMarkupParser workbook_parser = { .start_element = on_workbook_start };
static const GMarkupParser relation_parser = { .start_element = on_relation_start };
static const GMarkupParser shared_parser = {
  .start_element = on_shared_start, .end_element = on_shared_end, .text = on_shared_text,
};
static const GMarkupParser cells_parser = {
  .start_element = on_cells_start, .end_element = on_cells_end, .text = on_cells_text,
};

/* ---- the book --------------------------------------------------------------------------------- */

static gboolean
read_sheet (MiqatXlsxBook *self, const MiqatXlsxArchive *archive, const char *name,
            const char *file, const GPtrArray *shared, GError **error)
{
  Cells cells = { .shared = shared, .sheet = sheet_new (name), .text = g_string_new (NULL) };
  gboolean done;

  g_ptr_array_add (self->sheets, cells.sheet);
  done = parse_part (archive, file, &cells_parser, &cells, error);
  g_string_free (cells.text, TRUE);
  return done;
}

static gboolean
read_shared (const MiqatXlsxArchive *archive, GPtrArray *texts, GError **error)
{
  SharedTexts shared = { .texts = texts };
  gboolean done;

  if (!miqat_xlsx_archive_has (archive, "xl/sharedStrings.xml"))
    return TRUE;
  shared.text = g_string_new (NULL);
  done = parse_part (archive, "xl/sharedStrings.xml", &shared_parser, &shared, error);
  g_string_free (shared.text, TRUE);
  return done;
}

static gboolean
read_book (MiqatXlsxBook *self, const MiqatXlsxArchive *archive, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) shared = g_ptr_array_new_with_free_func (g_free);
  Contents contents = { names, relations, targets };

  if (!parse_part (archive, "xl/workbook.xml", &workbook_parser, &contents, error)
      || !parse_part (archive, "xl/_rels/workbook.xml.rels", &relation_parser, &contents, error)
      || !read_shared (archive, shared, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++) {
    const char *file = g_hash_table_lookup (targets, relations->pdata[i]);

    if (file == NULL) {
      g_set_error (error, MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_DAMAGED,
                   "Not a readable workbook: the sheet %s is missing", (char *) names->pdata[i]);
      return FALSE;
    }
    if (!read_sheet (self, archive, names->pdata[i], file, shared, error))
      return FALSE;
  }
  return TRUE;
}

MiqatXlsxBook *
miqat_xlsx_book_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (MiqatXlsxArchive) archive = NULL;
  g_autoptr (MiqatXlsxBook) self = NULL;

  if (g_bytes_get_size (bytes) > MIQAT_XLSX_FILE_MAX) {
    g_set_error (error, MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_TOO_LARGE,
                 "The workbook is larger than %d bytes", MIQAT_XLSX_FILE_MAX);
    return NULL;
  }
  archive = miqat_xlsx_archive_new (bytes, error);
  if (archive == NULL)
    return NULL;
  self = g_new0 (MiqatXlsxBook, 1);
  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  if (!read_book (self, archive, error))
    return NULL;
  return g_steal_pointer (&self);
}

MiqatXlsxBook *
miqat_xlsx_book_open (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = NULL;

  if (file == NULL)
    return NULL;
  bytes = g_mapped_file_get_bytes (file);
  return miqat_xlsx_book_new_from_bytes (bytes, error);
}

void
miqat_xlsx_book_free (MiqatXlsxBook *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sheets);
  g_free (self);
}

guint
miqat_xlsx_book_get_n_sheets (const MiqatXlsxBook *self)
{
  return self->sheets->len;
}

const MiqatXlsxSheet *
miqat_xlsx_book_get_sheet (const MiqatXlsxBook *self, guint index)
{
  g_return_val_if_fail (index < self->sheets->len, NULL);

  return self->sheets->pdata[index];
}

const char *
miqat_xlsx_sheet_get (const MiqatXlsxSheet *self, guint row, guint column)
{
  const GPtrArray *cells = row < self->rows->len ? self->rows->pdata[row] : NULL;

  return cells != NULL && column < cells->len ? cells->pdata[column] : NULL;
}

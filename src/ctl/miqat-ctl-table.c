/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows for people are kept until their widths are known; rows for programs are printed at once. */
#include "config.h"

#include "miqat-ctl-table.h"
#include "miqat-json.h"

/* Columns wider than this are cut for people; programs get everything. */
#define WIDTH_MAX 48

struct _MiqatCtlTable {
  const MiqatCtlColumn *columns;
  guint n_columns;
  gboolean json;
  GPtrArray *cells; /* for people: all cells, row by row */
  GString *row;     /* for programs: the current row */
  MiqatJsonWriter writer;
  guint column;
  guint n_rows;
};

MiqatCtlTable *
miqat_ctl_table_new (const MiqatCtlColumn *columns, gboolean json)
{
  MiqatCtlTable *self = g_new0 (MiqatCtlTable, 1);

  self->columns = columns;
  while (columns[self->n_columns].name != NULL)
    self->n_columns++;
  self->json = json;
  self->cells = g_ptr_array_new_with_free_func (g_free);
  self->row = g_string_new (NULL);
  return self;
}

void
miqat_ctl_table_free (MiqatCtlTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->cells);
  g_string_free (self->row, TRUE);
  g_free (self);
}

static void
begin_cell (MiqatCtlTable *self)
{
  if (!self->json)
    return;
  if (self->column == 0) {
    g_string_truncate (self->row, 0);
    miqat_json_writer_init (&self->writer, self->row);
    miqat_json_begin_object (&self->writer);
  }
  miqat_json_name (&self->writer, self->columns[self->column].name);
}

static void
end_cell (MiqatCtlTable *self)
{
  if (++self->column < self->n_columns)
    return;
  self->column = 0;
  if (self->json) {
    miqat_json_end_object (&self->writer);
    g_print ("%s\n%s", self->n_rows == 0 ? "[" : ",", self->row->str);
  }
  self->n_rows++;
}

void
miqat_ctl_table_text (MiqatCtlTable *self, const char *text)
{
  begin_cell (self);
  if (self->json)
    miqat_json_text (&self->writer, text);
  else
    g_ptr_array_add (self->cells, g_strdup (text != NULL ? text : ""));
  end_cell (self);
}

void
miqat_ctl_table_number (MiqatCtlTable *self, gint64 number)
{
  begin_cell (self);
  if (self->json)
    miqat_json_int (&self->writer, number);
  else
    g_ptr_array_add (self->cells, g_strdup_printf ("%" G_GINT64_FORMAT, number));
  end_cell (self);
}

void
miqat_ctl_table_flag (MiqatCtlTable *self, gboolean flag)
{
  begin_cell (self);
  if (self->json)
    miqat_json_flag (&self->writer, flag);
  else
    g_ptr_array_add (self->cells, g_strdup (flag ? "yes" : "no"));
  end_cell (self);
}

/* ---- for people ------------------------------------------------------------------------------- */

static guint
measure (const MiqatCtlTable *self, guint column)
{
  glong width = g_utf8_strlen (self->columns[column].name, -1);

  for (guint i = column; i < self->cells->len; i += self->n_columns)
    width = MAX (width, g_utf8_strlen (self->cells->pdata[i], -1));
  return (guint) MIN (width, WIDTH_MAX);
}

static void
print_cell (const MiqatCtlTable *self, guint column, const char *text, guint width, GString *line)
{
  glong length = g_utf8_strlen (text, -1);
  gboolean right = self->columns[column].kind == MIQAT_CTL_NUMBER;
  g_autofree char *cut = NULL;

  if (length > (glong) width) {
    g_autofree char *head = g_utf8_substring (text, 0, (glong) width - 1);

    cut = g_strconcat (head, "…", NULL);
    text = cut;
    length = (glong) width;
  }
  if (line->len > 0)
    g_string_append (line, "  ");
  for (glong i = length; right && i < (glong) width; i++)
    g_string_append_c (line, ' ');
  for (const char *c = text; *c != '\0'; c++)
    g_string_append_c (line, *c == '\n' ? ' ' : *c);
  for (glong i = length; !right && column + 1 < self->n_columns && i < (glong) width; i++)
    g_string_append_c (line, ' ');
}

static void
print_for_people (MiqatCtlTable *self)
{
  g_autofree guint *widths = g_new (guint, self->n_columns);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < self->n_columns; i++) {
    widths[i] = measure (self, i);
    print_cell (self, i, self->columns[i].name, widths[i], line);
  }
  g_print ("%s\n", line->str);
  for (guint at = 0; at < self->cells->len; at += self->n_columns) {
    g_string_truncate (line, 0);
    for (guint i = 0; i < self->n_columns; i++)
      print_cell (self, i, self->cells->pdata[at + i], widths[i], line);
    g_print ("%s\n", line->str);
  }
}

void
miqat_ctl_table_print (MiqatCtlTable *self)
{
  g_return_if_fail (self->column == 0);

  if (!self->json)
    print_for_people (self);
  else
    g_print ("%s\n", self->n_rows == 0 ? "[]" : "\n]");
}

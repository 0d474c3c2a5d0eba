/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows for people are kept until their widths are known; rows for programs are printed at once. */
#include "config.h"

#include "miqat-ctl-table.h"
#include "miqat-day.h"
#include "miqat-instant.h"
#include "miqat-json.h"

/* Columns wider than this are cut for people; programs get everything. */
#define WIDTH_MAX 48

struct _MiqatCtlTable {
  const MiqatCtlColumn *columns;
  guint n_columns;
  guint limit;
  gboolean json;
  GPtrArray *cells; /* for people: all cells, row by row */
  GString *row;     /* for programs: the current row */
  MiqatJsonWriter writer;
  guint n_rows;
};

MiqatCtlTable *
miqat_ctl_table_new (const MiqatCtlColumn *columns, guint limit, gboolean json)
{
  MiqatCtlTable *self = g_new0 (MiqatCtlTable, 1);

  self->columns = columns;
  while (columns[self->n_columns].name != NULL)
    self->n_columns++;
  self->limit = limit;
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

/* ---- cells ------------------------------------------------------------------------------------ */

static void
add_text (MiqatCtlTable *self, const char *text)
{
  if (self->json)
    miqat_json_text (&self->writer, text);
  else
    g_ptr_array_add (self->cells, g_strdup (text != NULL ? text : ""));
}

static void
add_number (MiqatCtlTable *self, gint64 number)
{
  if (self->json)
    miqat_json_int (&self->writer, number);
  else
    g_ptr_array_add (self->cells, g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

static void
add_flag (MiqatCtlTable *self, gboolean flag)
{
  if (self->json)
    miqat_json_flag (&self->writer, flag);
  else
    g_ptr_array_add (self->cells, g_strdup (flag ? "yes" : "no"));
}

static void
add_instant (MiqatCtlTable *self, MiqatInstant instant)
{
  g_autofree char *text = instant == 0 ? NULL : miqat_instant_to_iso (instant);

  add_text (self, text);
}

static void
add_day (MiqatCtlTable *self, MiqatDay day)
{
  char text[MIQAT_DAY_TEXT_SIZE];

  add_text (self, day == MIQAT_DAY_NONE ? NULL : miqat_day_to_text (day, text));
}

static void
add_cell (MiqatCtlTable *self, MiqatCtlKind kind, gconstpointer member)
{
  switch (kind) {
  case MIQAT_CTL_TEXT:
    add_text (self, *(const char *const *) member);
    break;
  case MIQAT_CTL_NUMBER:
    add_number (self, *(const gint64 *) member);
    break;
  case MIQAT_CTL_COUNT:
    add_number (self, *(const int *) member);
    break;
  case MIQAT_CTL_FLAG:
    add_flag (self, *(const gboolean *) member);
    break;
  case MIQAT_CTL_INSTANT:
    add_instant (self, *(const MiqatInstant *) member);
    break;
  case MIQAT_CTL_DAY:
    add_day (self, *(const MiqatDay *) member);
    break;
  }
}

/* ---- rows ------------------------------------------------------------------------------------- */

static void
begin_object (MiqatCtlTable *self)
{
  g_string_truncate (self->row, 0);
  miqat_json_writer_init (&self->writer, self->row);
  miqat_json_begin_object (&self->writer);
}

static void
end_object (MiqatCtlTable *self)
{
  miqat_json_end_object (&self->writer);
  g_print ("%s\n%s", self->n_rows == 0 ? "[" : ",", self->row->str);
}

void
miqat_ctl_table_add (MiqatCtlTable *self, gconstpointer record)
{
  if (self->n_rows == self->limit)
    return;
  if (self->json)
    begin_object (self);
  for (const MiqatCtlColumn *column = self->columns; column->name != NULL; column++) {
    if (self->json)
      miqat_json_name (&self->writer, column->name);
    add_cell (self, column->kind, (const char *) record + column->offset);
  }
  if (self->json)
    end_object (self);
  self->n_rows++;
}

gboolean
miqat_ctl_table_take (MiqatCtlTable *self, GPtrArray *records)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    miqat_ctl_table_add (self, records->pdata[i]);
  if (records == NULL)
    return FALSE;
  g_ptr_array_unref (records);
  return TRUE;
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
  MiqatCtlKind kind = self->columns[column].kind;
  gboolean right = kind == MIQAT_CTL_NUMBER || kind == MIQAT_CTL_COUNT;
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
  if (!self->json)
    print_for_people (self);
  else
    g_print ("%s\n", self->n_rows == 0 ? "[]" : "\n]");
}

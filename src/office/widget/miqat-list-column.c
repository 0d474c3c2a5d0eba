/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-list-column.h"

#include "miqat-day.h"
#include "miqat-money.h"
#include "miqat-quota-bar.h"
#include "miqat-status-pill.h"

typedef struct {
  MiqatListColumn column; /* name and title are not used here */
  gpointer data;
  gboolean indonesian;
} Cell;

/* A name that is cut off shows whole when pointed at. */
static gboolean
on_query_tooltip_cb (
    GtkLabel *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return TRUE;
}

static GtkWidget *
make_label (MiqatCellKind kind)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean right = kind == MIQAT_CELL_MONEY || kind == MIQAT_CELL_NUMBER;

  gtk_label_set_xalign (GTK_LABEL (label), right ? 1 : 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (!right) {
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_widget_set_has_tooltip (label, TRUE);
    g_signal_connect (label, "query-tooltip", G_CALLBACK (on_query_tooltip_cb), NULL);
  }
  if (right || kind == MIQAT_CELL_DAY)
    gtk_widget_add_css_class (label, "numeric");
  if (kind == MIQAT_CELL_CODE)
    gtk_widget_add_css_class (label, "miqat-code");
  if (kind == MIQAT_CELL_PERSON)
    gtk_widget_add_css_class (label, "miqat-strong");
  return label;
}

static void
on_setup_cb (GtkListItemFactory *factory, GtkListItem *row, Cell *cell)
{
  GtkWidget *child = NULL;

  switch (cell->column.kind) {
  case MIQAT_CELL_TEXT:
  case MIQAT_CELL_CODE:
  case MIQAT_CELL_PERSON:
  case MIQAT_CELL_DAY:
  case MIQAT_CELL_NUMBER:
  case MIQAT_CELL_MONEY:
    child = make_label (cell->column.kind);
    break;
  case MIQAT_CELL_STATUS:
    child = miqat_status_pill_new (NULL, MIQAT_TONE_NEUTRAL);
    break;
  case MIQAT_CELL_QUOTA:
    child = miqat_quota_bar_new ();
    miqat_quota_bar_set_compact (MIQAT_QUOTA_BAR (child), TRUE);
    break;
  case MIQAT_CELL_CUSTOM:
    child = cell->column.make (cell->data);
    break;
  }
  gtk_list_item_set_child (row, child);
}

static char *
dup_number_text (Cell *cell, gint64 number)
{
  if (cell->column.kind == MIQAT_CELL_DAY)
    return number == MIQAT_DAY_NONE ? g_strdup ("–")
                                    : miqat_day_format ((MiqatDay)number, cell->indonesian);
  if (number == G_MININT64)
    return g_strdup ("–");
  return miqat_money_format_plain (number);
}

static void
bind_text (Cell *cell, GtkLabel *label, gpointer item)
{
  g_autofree char *text = cell->column.text (item, cell->data);

  gtk_label_set_text (label, text != NULL ? text : "");
}

static void
bind_number (Cell *cell, GtkLabel *label, gpointer item)
{
  g_autofree char *text = dup_number_text (cell, cell->column.number (item, cell->data));

  gtk_label_set_text (label, text);
  if (cell->column.tone != NULL)
    miqat_tone_apply (cell->column.tone (item, cell->data), GTK_WIDGET (label));
}

static void
bind_status (Cell *cell, MiqatStatusPill *pill, gpointer item)
{
  g_autofree char *text = cell->column.text (item, cell->data);

  miqat_status_pill_set (pill, text, cell->column.tone (item, cell->data));
}

static void
bind_quota (Cell *cell, MiqatQuotaBar *bar, gpointer item)
{
  guint taken = 0, held = 0, capacity = 0;

  cell->column.quota (item, &taken, &held, &capacity, cell->data);
  miqat_quota_bar_set_seats (bar, taken, held, capacity);
}

static void
on_bind_cb (GtkListItemFactory *factory, GtkListItem *row, Cell *cell)
{
  GtkWidget *child = gtk_list_item_get_child (row);
  gpointer item = gtk_list_item_get_item (row);

  switch (cell->column.kind) {
  case MIQAT_CELL_TEXT:
  case MIQAT_CELL_CODE:
  case MIQAT_CELL_PERSON:
    bind_text (cell, GTK_LABEL (child), item);
    break;
  case MIQAT_CELL_DAY:
  case MIQAT_CELL_NUMBER:
  case MIQAT_CELL_MONEY:
    bind_number (cell, GTK_LABEL (child), item);
    break;
  case MIQAT_CELL_STATUS:
    bind_status (cell, MIQAT_STATUS_PILL (child), item);
    break;
  case MIQAT_CELL_QUOTA:
    bind_quota (cell, MIQAT_QUOTA_BAR (child), item);
    break;
  case MIQAT_CELL_CUSTOM:
    cell->column.bind (child, item, cell->data);
    break;
  }
}

static gboolean
has_functions (const MiqatListColumn *column)
{
  switch (column->kind) {
  case MIQAT_CELL_TEXT:
  case MIQAT_CELL_CODE:
  case MIQAT_CELL_PERSON:
    return column->text != NULL;
  case MIQAT_CELL_DAY:
  case MIQAT_CELL_NUMBER:
  case MIQAT_CELL_MONEY:
    return column->number != NULL;
  case MIQAT_CELL_STATUS:
    return column->text != NULL && column->tone != NULL;
  case MIQAT_CELL_QUOTA:
    return column->quota != NULL;
  case MIQAT_CELL_CUSTOM:
    return column->make != NULL && column->bind != NULL;
  }
  return FALSE;
}

GtkListItemFactory *
miqat_list_column_make_factory (const MiqatListColumn *column, gpointer data, gboolean indonesian)
{
  GtkListItemFactory *factory;
  Cell *cell;

  g_return_val_if_fail (column != NULL && has_functions (column), NULL);

  factory = gtk_signal_list_item_factory_new ();
  cell = g_new0 (Cell, 1);
  cell->column = *column;
  cell->data = data;
  cell->indonesian = indonesian;
  g_object_set_data_full (G_OBJECT (factory), "miqat-cell", cell, g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), cell);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), cell);
  return factory;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "miqat-list-pane.h"
#include "widget-test.h"

static char *
dup_text (gpointer item, gpointer data)
{
  return g_strdup (gtk_string_object_get_string (item));
}

static gint64
get_amount (gpointer item, gpointer data)
{
  return g_ascii_strtoll (gtk_string_object_get_string (item), NULL, 10) * 1000000;
}

static gint64
get_day (gpointer item, gpointer data)
{
  return 20626; /* 22 June 2026 */
}

static MiqatTone
get_tone (gpointer item, gpointer data)
{
  return MIQAT_TONE_GOOD;
}

static void
get_quota (gpointer item, guint *taken, guint *held, guint *capacity, gpointer data)
{
  *taken = 10;
  *held = 1;
  *capacity = 45;
}

static const MiqatListColumn columns[] = {
  { "code", "Code", MIQAT_CELL_CODE, .width = 100, .spare = 1, .sortable = TRUE, .text = dup_text },
  { "name", "Name", MIQAT_CELL_PERSON, .width = 200, .expand = TRUE, .sortable = TRUE,
    .text = dup_text },
  { "day", "Day", MIQAT_CELL_DAY, .width = 120, .spare = 2, .number = get_day },
  { "due", "Due", MIQAT_CELL_MONEY, .width = 120, .sortable = TRUE, .number = get_amount },
  { "state", "State", MIQAT_CELL_STATUS, .width = 120, .text = dup_text, .tone = get_tone },
  { "seats", "Seats", MIQAT_CELL_QUOTA, .width = 120, .hidden = TRUE, .quota = get_quota },
};

static GListModel *
make_model (guint first, guint n)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = first; i < first + n; i++) {
    g_autofree char *text = g_strdup_printf ("%u", i);

    gtk_string_list_append (list, text);
  }
  return G_LIST_MODEL (list);
}

static MiqatListPane *
make_pane (void)
{
  GtkWidget *pane = miqat_list_pane_new (FALSE);

  miqat_list_pane_add_columns (MIQAT_LIST_PANE (pane), columns, G_N_ELEMENTS (columns), NULL);
  miqat_list_pane_set_key_func (MIQAT_LIST_PANE (pane), dup_text, NULL);
  return MIQAT_LIST_PANE (pane);
}

static void
test_states (void)
{
  MiqatListPane *pane = make_pane ();
  GtkWindow *window = widget_test_show (GTK_WIDGET (pane), 1000, 600);
  g_autoptr (GListModel) empty = make_model (0, 0);
  g_autoptr (GListModel) full = make_model (1, 50);
  GtkWidget *root = GTK_WIDGET (pane);

  miqat_empty_state_set_text (miqat_list_pane_get_empty_state (pane), NULL, "No booking yet", NULL);
  miqat_list_pane_set_model (pane, empty);
  widget_test_wait_for (widget_test_shows (root, "No booking yet"));
  miqat_filter_bar_set_search (miqat_list_pane_get_filter_bar (pane), "xyz");
  widget_test_wait_for (widget_test_shows (root, "Nothing matches"));
  widget_test_click (widget_test_find_button (root, "Show everything again"));
  widget_test_wait (300);
  g_assert_cmpstr (miqat_filter_bar_get_search (miqat_list_pane_get_filter_bar (pane)), ==, "");
  g_assert_true (widget_test_shows (root, "No booking yet"));
  miqat_list_pane_set_model (pane, full);
  widget_test_wait_for (widget_test_shows (root, "3.000.000"));
  g_assert_true (widget_test_shows (root, "22 Jun 2026"));
  miqat_list_pane_set_model (pane, NULL);
  widget_test_wait (50);
  g_assert_false (widget_test_shows (root, "3.000.000"));
  widget_test_close (window);
}

typedef struct {
  char *column;
  gboolean descending;
  guint count;
} Sort;

static void
remember_sort (MiqatListPane *pane, const char *column, gboolean descending, Sort *sort)
{
  g_free (sort->column);
  sort->column = g_strdup (column);
  sort->descending = descending;
  sort->count++;
}

static void
test_sort (void)
{
  MiqatListPane *pane = make_pane ();
  GtkWindow *window = widget_test_show (GTK_WIDGET (pane), 1000, 600);
  g_autoptr (GListModel) model = make_model (1, 50);
  GtkColumnView *view
      = GTK_COLUMN_VIEW (widget_test_find (GTK_WIDGET (pane), GTK_TYPE_COLUMN_VIEW, NULL));
  g_autoptr (GtkColumnViewColumn) due
      = g_list_model_get_item (gtk_column_view_get_columns (view), 3);
  Sort sort = { 0 };
  gboolean descending;

  g_signal_connect (pane, "sort-changed", G_CALLBACK (remember_sort), &sort);
  miqat_list_pane_set_model (pane, model);
  /* Told by the program it shows, but does not report, what the program knows. */
  miqat_list_pane_set_sort (pane, "name", TRUE);
  g_assert_cmpuint (sort.count, ==, 0);
  g_assert_cmpstr (miqat_list_pane_get_sort (pane, &descending), ==, "name");
  g_assert_true (descending);
  /* As a click on the header does. */
  gtk_column_view_sort_by_column (view, due, GTK_SORT_ASCENDING);
  g_assert_cmpstr (sort.column, ==, "due");
  g_assert_false (sort.descending);
  gtk_column_view_sort_by_column (view, due, GTK_SORT_DESCENDING);
  g_assert_true (sort.descending);
  g_assert_cmpuint (sort.count, ==, 2);
  /* From the menu, by keyboard. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (pane), "columns.sort", "s", "code"));
  g_assert_cmpstr (sort.column, ==, "code");
  g_assert_true (sort.descending);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (pane), "columns.descending", NULL));
  g_assert_false (sort.descending);
  miqat_list_pane_set_sort (pane, NULL, FALSE);
  g_assert_null (miqat_list_pane_get_sort (pane, NULL));
  g_free (sort.column);
  widget_test_close (window);
}

static void
remember_item (MiqatListPane *pane, gpointer item, char **memory)
{
  g_free (*memory);
  *memory = item != NULL ? dup_text (item, NULL) : NULL;
}

static void
test_selection (void)
{
  MiqatListPane *pane = make_pane ();
  GtkWindow *window = widget_test_show (GTK_WIDGET (pane), 1000, 600);
  g_autoptr (GListModel) model = make_model (1, 500);
  GtkWidget *view = widget_test_find (GTK_WIDGET (pane), GTK_TYPE_COLUMN_VIEW, NULL);
  g_autofree char *selected = NULL;
  g_autofree char *opened = NULL;
  guint n = g_list_model_get_n_items (model);

  g_signal_connect (pane, "item-selected", G_CALLBACK (remember_item), &selected);
  g_signal_connect (pane, "item-opened", G_CALLBACK (remember_item), &opened);
  miqat_list_pane_set_model (pane, model);
  widget_test_wait (50);
  g_assert_cmpuint (miqat_list_pane_get_selected (pane), ==, GTK_INVALID_LIST_POSITION);
  g_assert_true (miqat_list_pane_move (pane, 1));
  g_assert_cmpstr (selected, ==, "1");
  g_assert_false (miqat_list_pane_move (pane, -1));
  miqat_list_pane_select (pane, 250);
  g_assert_cmpstr (selected, ==, "251");
  widget_test_wait_for (widget_test_shows (GTK_WIDGET (pane), "251"));
  g_signal_emit_by_name (view, "activate", 9);
  g_assert_cmpstr (opened, ==, "10");

  /* A refresh in two steps, with two new rows above: the same item stays selected. */
  {
    const char *above[] = { "9001", "9002", NULL };
    g_auto (GStrv) all = g_new0 (char *, n + 1);

    for (guint i = 0; i < n; i++)
      all[i] = g_strdup (gtk_string_list_get_string (GTK_STRING_LIST (model), i));
    gtk_string_list_splice (GTK_STRING_LIST (model), 0, n, NULL);
    gtk_string_list_splice (GTK_STRING_LIST (model), 0, 0, above);
    g_assert_cmpstr (selected, ==, "251");
    gtk_string_list_splice (GTK_STRING_LIST (model), 0, 2, NULL);
    gtk_string_list_splice (GTK_STRING_LIST (model), 0, 0, (const char *const *)all);
  }
  g_assert_cmpstr (selected, ==, "251");
  /* If it is gone, nothing is selected, never a neighbour. */
  gtk_string_list_splice (GTK_STRING_LIST (model), 0, n, NULL);
  gtk_string_list_splice (GTK_STRING_LIST (model), 0, 0, (const char *const[]){ "1", "2", NULL });
  g_assert_cmpuint (miqat_list_pane_get_selected (pane), ==, GTK_INVALID_LIST_POSITION);
  widget_test_wait_for (selected == NULL);
  /* Nor does a search keep what it may have taken away. */
  miqat_list_pane_select (pane, 1);
  g_assert_cmpstr (selected, ==, "2");
  miqat_filter_bar_set_search (miqat_list_pane_get_filter_bar (pane), "x");
  widget_test_wait_for (selected == NULL);
  widget_test_close (window);
}

/* What is put above the rows in view is seen by who looks at the top, and moves nobody else. */
static void
test_new_rows_above (void)
{
  const char *const added[] = { "0", NULL };
  MiqatListPane *pane = make_pane ();
  GtkWindow *window = widget_test_show (GTK_WIDGET (pane), 1000, 600);
  g_autoptr (GListModel) model = make_model (1, 100);
  GtkWidget *view = widget_test_find (GTK_WIDGET (pane), GTK_TYPE_COLUMN_VIEW, NULL);
  GtkAdjustment *scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  double before;

  miqat_list_pane_set_model (pane, model);
  miqat_list_pane_select (pane, 0);
  widget_test_wait (300);
  gtk_string_list_splice (GTK_STRING_LIST (model), 0, 0, added);
  widget_test_wait (300);
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll), ==, 0);
  gtk_adjustment_set_value (scroll, 900);
  widget_test_wait (300);
  before = gtk_adjustment_get_value (scroll);
  g_assert_cmpfloat (before, >, 800);
  gtk_string_list_splice (GTK_STRING_LIST (model), 0, 0, added);
  widget_test_wait (300);
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll), >, before + 20);
  widget_test_close (window);
}

/* All rows go and come back, as a list over a database does it. */
static void
refill (GListModel *model)
{
  guint n = g_list_model_get_n_items (model);
  g_auto (GStrv) all = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    all[i] = g_strdup (gtk_string_list_get_string (GTK_STRING_LIST (model), i));
  gtk_string_list_splice (GTK_STRING_LIST (model), 0, n, NULL);
  gtk_string_list_splice (GTK_STRING_LIST (model), 0, 0, (const char *const *)all);
}

/* GTK cannot scroll to a place in rows that it has not measured, and warns; warnings are fatal here.
 * So rows come back at all those moments at which something else wants to scroll as well. */
static void
test_scrolling_unmeasured_rows (void)
{
  MiqatListPane *pane = make_pane ();
  GtkWidget *stack = gtk_stack_new ();
  GtkWindow *window;
  g_autoptr (GListModel) model = make_model (1, 2000);
  GtkAdjustment *scroll;
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (pane);

  gtk_stack_add_named (GTK_STACK (stack), GTK_WIDGET (pane), "list");
  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new ("x"), "other");
  window = widget_test_show (stack, 1000, 600);
  scroll = gtk_scrollable_get_vadjustment (
      GTK_SCROLLABLE (widget_test_find (GTK_WIDGET (pane), GTK_TYPE_COLUMN_VIEW, NULL)));
  miqat_list_pane_set_model (pane, model);
  widget_test_wait (300);
  /* The place is kept over a refresh, and over two in a row. */
  gtk_adjustment_set_value (scroll, 9000);
  widget_test_wait (300);
  refill (model);
  refill (model);
  widget_test_wait (300);
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll), ==, 9000);
  /* A search right after a refresh begins at the top. */
  refill (model);
  miqat_filter_bar_set_search (bar, "1");
  refill (model);
  widget_test_wait (600);
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll), ==, 0);
  /* And one from elsewhere, while the list is not on screen. */
  gtk_adjustment_set_value (scroll, 9000);
  widget_test_wait (300);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "other");
  widget_test_wait (200);
  refill (model);
  miqat_filter_bar_set_search (bar, "2");
  refill (model);
  miqat_list_pane_select (pane, 1500);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "list");
  widget_test_wait_for (widget_test_shows (GTK_WIDGET (pane), "1501"));
  /* Fewer rows than the place was far down. */
  gtk_adjustment_set_value (scroll, 60000);
  widget_test_wait (300);
  gtk_string_list_splice (GTK_STRING_LIST (model), 0, g_list_model_get_n_items (model), NULL);
  gtk_string_list_splice (GTK_STRING_LIST (model), 0, 0, (const char *const[]){ "1", "2", NULL });
  widget_test_wait (300);
  widget_test_close (window);
}

static void
test_filters (void)
{
  const MiqatChoice states[] = { { "paid", "Paid" }, { "late", "Late" }, { NULL, NULL } };
  MiqatListPane *pane = make_pane ();
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (pane);
  GtkWindow *window;
  guint *changed = widget_test_count (pane, "filter-changed");
  g_autoptr (GVariant) state = NULL;

  miqat_filter_bar_add_view (bar, "all", "All");
  miqat_filter_bar_add_view (bar, "due", "To be paid");
  miqat_filter_bar_set_view_count (bar, "due", 12);
  miqat_filter_bar_add_filter (bar, "state", "State", states);
  window = widget_test_show (GTK_WIDGET (pane), 1000, 600);
  g_assert_cmpstr (miqat_filter_bar_get_view (bar), ==, "all");
  g_assert_null (miqat_filter_bar_get_filter (bar, "state"));
  g_assert_false (miqat_filter_bar_is_narrowed (bar));

  miqat_filter_bar_set_filter (bar, "state", "late");
  g_assert_cmpuint (*changed, ==, 1);
  g_assert_true (miqat_filter_bar_is_narrowed (bar));
  g_assert_true (widget_test_shows (GTK_WIDGET (pane), "State: Late"));
  miqat_filter_bar_set_view (bar, "due");
  g_assert_cmpuint (*changed, ==, 2);
  g_assert_true (widget_test_shows (GTK_WIDGET (pane), "12"));
  miqat_list_pane_set_sort (pane, "due", TRUE);
  miqat_list_pane_set_dense (pane, TRUE);
  state = miqat_list_pane_save_state (pane);

  widget_test_click (widget_test_find_button (GTK_WIDGET (pane), "edit-clear-all-symbolic"));
  g_assert_null (miqat_filter_bar_get_filter (bar, "state"));
  miqat_filter_bar_set_view (bar, "all");
  miqat_list_pane_set_sort (pane, NULL, FALSE);
  miqat_list_pane_set_dense (pane, FALSE);

  miqat_list_pane_restore_state (pane, state);
  g_assert_cmpstr (miqat_filter_bar_get_filter (bar, "state"), ==, "late");
  g_assert_cmpstr (miqat_filter_bar_get_view (bar), ==, "due");
  g_assert_cmpstr (miqat_list_pane_get_sort (pane, NULL), ==, "due");
  g_assert_true (miqat_list_pane_get_dense (pane));
  g_free (changed);
  widget_test_close (window);
}

static gboolean
is_column_shown (MiqatListPane *pane, guint position)
{
  GtkColumnView *view
      = GTK_COLUMN_VIEW (widget_test_find (GTK_WIDGET (pane), GTK_TYPE_COLUMN_VIEW, NULL));
  g_autoptr (GtkColumnViewColumn) column
      = g_list_model_get_item (gtk_column_view_get_columns (view), position);

  return gtk_column_view_column_get_visible (column);
}

static void
test_columns (void)
{
  MiqatListPane *pane = make_pane ();
  GtkWindow *window = widget_test_show (GTK_WIDGET (pane), 1000, 600);
  g_autoptr (GListModel) model = make_model (1, 5);
  g_autoptr (GVariant) state = NULL;

  miqat_list_pane_set_model (pane, model);
  widget_test_wait_for (is_column_shown (pane, 2));
  g_assert_false (is_column_shown (pane, 5));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (pane), "columns.show-seats", NULL));
  g_assert_true (is_column_shown (pane, 5));
  state = miqat_list_pane_save_state (pane);
  gtk_widget_activate_action (GTK_WIDGET (pane), "columns.show-seats", NULL);
  g_assert_false (is_column_shown (pane, 5));
  miqat_list_pane_restore_state (pane, state);
  g_assert_true (is_column_shown (pane, 5));
  gtk_widget_activate_action (GTK_WIDGET (pane), "columns.show-seats", NULL);

  /* Narrow: the most dispensable column goes first, those without a number stay. */
  gtk_window_set_default_size (window, 640, 600);
  widget_test_wait_for (!is_column_shown (pane, 2));
  g_assert_true (is_column_shown (pane, 1));
  g_assert_true (is_column_shown (pane, 3));
  gtk_window_set_default_size (window, 1000, 600);
  widget_test_wait_for (is_column_shown (pane, 2));
  widget_test_close (window);
}

static void
test_summary (void)
{
  MiqatListPane *pane = make_pane ();
  GtkWindow *window = widget_test_show (GTK_WIDGET (pane), 1000, 600);
  GtkWidget *root = GTK_WIDGET (pane);

  miqat_list_pane_set_summary (pane, "3 bookings");
  miqat_list_pane_set_total (pane, "due", "Due", 5000000);
  miqat_list_pane_set_total (pane, "due", "Due", 6000000);
  widget_test_wait_for (widget_test_shows (root, "3 bookings"));
  g_assert_true (widget_test_shows (root, "Rp\302\2406.000.000"));
  g_assert_false (widget_test_shows (root, "Rp\302\2405.000.000"));
  miqat_list_pane_clear_totals (pane);
  miqat_list_pane_set_summary (pane, NULL);
  g_assert_null (widget_test_find_label (root, "Rp\302\2406.000.000"));
  miqat_list_pane_set_busy (pane, TRUE);
  miqat_list_pane_set_busy (pane, FALSE);
  miqat_list_pane_start_search (pane);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)),
                                         widget_test_find (root, GTK_TYPE_SEARCH_ENTRY, NULL)));
  widget_test_close (window);
}

static void
test_multiple (void)
{
  GtkWidget *widget = miqat_list_pane_new (TRUE);
  MiqatListPane *pane = MIQAT_LIST_PANE (widget);
  g_autoptr (GListModel) model = make_model (1, 9);
  g_autoptr (GtkBitset) chosen = NULL;
  GtkWindow *window;

  miqat_list_pane_add_columns (pane, columns, 2, NULL);
  miqat_list_pane_set_model (pane, model);
  g_object_set (pane, "list-name", "Travellers", NULL);
  window = widget_test_show (widget, 800, 500);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (widget_test_find (widget, GTK_TYPE_COLUMN_VIEW, NULL)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Travellers");
  g_assert_true (gtk_widget_activate_action (
      gtk_widget_get_last_child (widget_test_find (widget, GTK_TYPE_COLUMN_VIEW, NULL)),
      "list.select-all", NULL));
  chosen = miqat_list_pane_get_selection (pane);
  g_assert_cmpuint (gtk_bitset_get_size (chosen), ==, 9);
  g_assert_cmpstr (gtk_string_object_get_string (miqat_list_pane_get_selected_item (pane)), ==,
                   "1");
  widget_test_close (window);
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/list/states", test_states);
  g_test_add_func ("/list/sort", test_sort);
  g_test_add_func ("/list/selection", test_selection);
  g_test_add_func ("/list/new-rows-above", test_new_rows_above);
  g_test_add_func ("/list/scrolling-unmeasured-rows", test_scrolling_unmeasured_rows);
  g_test_add_func ("/list/filters", test_filters);
  g_test_add_func ("/list/columns", test_columns);
  g_test_add_func ("/list/summary", test_summary);
  g_test_add_func ("/list/multiple", test_multiple);
  return g_test_run ();
}

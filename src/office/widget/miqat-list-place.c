/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-list-place.h"

/* How far around its old place a selected item is looked for after a refresh. */
#define SEARCH_REACH 200
/* How many items are looked through for one that is to be shown. */
#define SELECT_REACH 500

struct _MiqatListPlace {
  GObject parent_instance;

  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  GListModel *model;
  GtkSelectionModel *selection;
  gboolean multiple;
  MiqatListKeyFunc key;
  gpointer key_data;

  char *selected_key;
  guint selected_position;
  double scroll; /* where to be once the rows are measured */
  gboolean scroll_pending;
  GdkFrameClock *clock; /* nullable: while that is waited for */
  guint scroll_to;
  gboolean scroll_to_pending;
  guint scroll_to_id;
  guint lost_id;       /* idle: tells that the selection is gone */
  gboolean forgetting; /* it goes on purpose */
};

enum {
  ITEM_SELECTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatListPlace, miqat_list_place, G_TYPE_OBJECT)

static gboolean
tell_lost_cb (gpointer data)
{
  MiqatListPlace *self = data;

  self->lost_id = 0;
  g_clear_pointer (&self->selected_key, g_free);
  g_signal_emit (self, signals[ITEM_SELECTED], 0, NULL);
  return G_SOURCE_REMOVE;
}

/* A selection that a refresh takes away may come back with it; so nobody is told before the refresh
 * is over. */
static void
on_selection_changed_cb (MiqatListPlace *self)
{
  gpointer item = miqat_list_place_get_selected_item (self);

  g_clear_handle_id (&self->lost_id, g_source_remove);
  if (item == NULL && self->selected_key != NULL && !self->forgetting) {
    self->lost_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_lost_cb, self, NULL);
    return;
  }
  g_clear_pointer (&self->selected_key, g_free);
  self->selected_position = miqat_list_place_get_selected (self);
  if (item != NULL && self->key != NULL)
    self->selected_key = self->key (item, self->key_data);
  g_signal_emit (self, signals[ITEM_SELECTED], 0, item);
}

static gboolean
has_key (MiqatListPlace *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->model, position);
  g_autofree char *key = item != NULL ? self->key (item, self->key_data) : NULL;

  return g_strcmp0 (key, self->selected_key) == 0;
}

/* Never another row than the one that was selected: rather none. */
static void
select_again (MiqatListPlace *self)
{
  guint n = g_list_model_get_n_items (self->model);

  if (self->selected_key == NULL || self->key == NULL)
    return;
  for (guint distance = 0; distance < SEARCH_REACH; distance++) {
    guint below = self->selected_position + distance;
    guint above = self->selected_position - distance; /* wraps to beyond n */

    if (below < n && has_key (self, below)) {
      gtk_selection_model_select_item (self->selection, below, TRUE);
      return;
    }
    if (above < n && has_key (self, above)) {
      gtk_selection_model_select_item (self->selection, above, TRUE);
      return;
    }
  }
}

static void
stop_waiting (MiqatListPlace *self)
{
  if (self->clock != NULL)
    g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_object (&self->clock);
}

static void
on_layout_cb (MiqatListPlace *self)
{
  stop_waiting (self);
  self->scroll_pending = FALSE;
  if (self->model != NULL && g_list_model_get_n_items (self->model) > 0)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), self->scroll);
}

/* GTK cannot find a place among rows that it has not measured: it warns, and stays where it is. So the
 * value is set right after the layout that measures them, and they are placed again in the same frame.
 * What is not on screen is not measured; that goes on when it is shown. */
static void
wait_for_layout (MiqatListPlace *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);

  if (!self->scroll_pending || self->clock != NULL || !gtk_widget_get_mapped (view))
    return;
  self->clock = g_object_ref (gtk_widget_get_frame_clock (view));
  g_signal_connect_object (self->clock, "layout", G_CALLBACK (on_layout_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_widget_queue_allocate (view);
}

static void
scroll_to_value (MiqatListPlace *self, double value)
{
  self->scroll = value;
  self->scroll_pending = TRUE;
  wait_for_layout (self);
}

/* All rows may go and come back: the place is kept. A list keeps the rows that are in view where they
 * are, and so hides what comes above the first; but who looks at the top waits for just that. */
static void
on_items_changed_cb (MiqatListPlace *self, guint position, guint removed, guint added)
{
  guint n = g_list_model_get_n_items (self->model);
  double scroll = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));
  gboolean emptied = n == 0 && removed > 0;
  gboolean above = position == 0 && added > 0 && scroll <= 0;

  if (!self->scroll_pending && !self->scroll_to_pending && (emptied || above))
    scroll_to_value (self, scroll);
  if (added == n && removed == 0 && n > 0)
    select_again (self);
}

/* A list that has no size yet cannot scroll: it is asked again with each frame until it can, as
 * long as it is on screen. */
static gboolean
scroll_to_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MiqatListPlace *self = data;
  /* The list is the view's last child, under the header. */
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  if (gtk_widget_get_mapped (list)) {
    if (gtk_widget_get_height (list) == 0)
      return G_SOURCE_CONTINUE;
    self->scroll_to_pending = FALSE;
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", self->scroll_to);
  }
  self->scroll_to_id = 0;
  return G_SOURCE_REMOVE;
}

static void
start_scrolling (MiqatListPlace *self)
{
  wait_for_layout (self);
  if (self->scroll_to_pending && self->scroll_to_id == 0)
    self->scroll_to_id
        = gtk_widget_add_tick_callback (GTK_WIDGET (self->scroller), scroll_to_cb, self, NULL);
}

static void
miqat_list_place_dispose (GObject *object)
{
  MiqatListPlace *self = MIQAT_LIST_PLACE (object);

  g_clear_handle_id (&self->lost_id, g_source_remove);
  if (self->scroll_to_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->scroller), self->scroll_to_id);
  self->scroll_to_id = 0;
  stop_waiting (self);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->selected_key, g_free);
  G_OBJECT_CLASS (miqat_list_place_parent_class)->dispose (object);
}

static void
miqat_list_place_class_init (MiqatListPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = miqat_list_place_dispose;
  signals[ITEM_SELECTED] = g_signal_new ("item-selected", MIQAT_TYPE_LIST_PLACE, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
miqat_list_place_init (MiqatListPlace *self)
{
}

MiqatListPlace *
miqat_list_place_new (GtkScrolledWindow *scroller, GtkColumnView *view, gboolean multiple)
{
  MiqatListPlace *self;

  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller), NULL);
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  self = g_object_new (MIQAT_TYPE_LIST_PLACE, NULL);
  self->scroller = scroller;
  self->view = view;
  self->multiple = multiple;
  if (multiple)
    self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (NULL));
  else
    self->selection
        = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect", TRUE, NULL);
  /* A single selection does not announce what is removed, only that its item is another. */
  g_signal_connect_object (self->selection,
                           multiple ? "selection-changed" : "notify::selected-item",
                           G_CALLBACK (on_selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "map", G_CALLBACK (start_scrolling), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_column_view_set_model (view, self->selection);
  return self;
}

void
miqat_list_place_set_model (MiqatListPlace *self, GListModel *model)
{
  g_return_if_fail (MIQAT_IS_LIST_PLACE (self));

  if (self->model == model)
    return;
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (self->multiple)
    gtk_multi_selection_set_model (GTK_MULTI_SELECTION (self->selection), model);
  else
    gtk_single_selection_set_model (GTK_SINGLE_SELECTION (self->selection), model);
  if (model == NULL)
    return;
  /* After the selection's own handler, which must know the items first. */
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  select_again (self);
}

void
miqat_list_place_set_key_func (MiqatListPlace *self, MiqatListKeyFunc key, gpointer data)
{
  g_return_if_fail (MIQAT_IS_LIST_PLACE (self));

  self->key = key;
  self->key_data = data;
}

GtkSelectionModel *
miqat_list_place_get_selection (MiqatListPlace *self)
{
  g_return_val_if_fail (MIQAT_IS_LIST_PLACE (self), NULL);

  return self->selection;
}

guint
miqat_list_place_get_selected (MiqatListPlace *self)
{
  g_autoptr (GtkBitset) chosen = NULL;

  g_return_val_if_fail (MIQAT_IS_LIST_PLACE (self), GTK_INVALID_LIST_POSITION);

  if (!self->multiple)
    return gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (self->selection));
  chosen = gtk_selection_model_get_selection (self->selection);
  return gtk_bitset_is_empty (chosen) ? GTK_INVALID_LIST_POSITION : gtk_bitset_get_minimum (chosen);
}

gpointer
miqat_list_place_get_selected_item (MiqatListPlace *self)
{
  guint position = miqat_list_place_get_selected (self);
  gpointer item;

  if (!self->multiple)
    return gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (self->selection));
  if (position == GTK_INVALID_LIST_POSITION || self->model == NULL)
    return NULL;
  /* The model or the view keeps it alive. */
  item = g_list_model_get_item (self->model, position);
  g_object_unref (item);
  return item;
}

static void
select_none (MiqatListPlace *self)
{
  self->forgetting = TRUE;
  if (self->multiple)
    gtk_selection_model_unselect_all (self->selection);
  else
    gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (self->selection),
                                       GTK_INVALID_LIST_POSITION);
  self->forgetting = FALSE;
  g_clear_pointer (&self->selected_key, g_free);
}

void
miqat_list_place_select (MiqatListPlace *self, guint position)
{
  g_return_if_fail (MIQAT_IS_LIST_PLACE (self));

  if (self->model == NULL || position >= g_list_model_get_n_items (self->model)) {
    select_none (self);
    return;
  }
  gtk_selection_model_select_item (self->selection, position, TRUE);
  stop_waiting (self);
  self->scroll_pending = FALSE;
  self->scroll_to = position;
  self->scroll_to_pending = TRUE;
  start_scrolling (self);
}

gboolean
miqat_list_place_select_key (MiqatListPlace *self, const char *key)
{
  guint n = self->model != NULL ? MIN (g_list_model_get_n_items (self->model), SELECT_REACH) : 0;

  for (guint i = 0; self->key != NULL && i < n; i++) {
    g_autoptr (GObject) item = g_list_model_get_item (self->model, i);
    g_autofree char *own = self->key (item, self->key_data);

    if (g_strcmp0 (own, key) != 0)
      continue;
    miqat_list_place_select (self, i);
    return TRUE;
  }
  return FALSE;
}

void
miqat_list_place_forget (MiqatListPlace *self)
{
  g_return_if_fail (MIQAT_IS_LIST_PLACE (self));

  select_none (self);
  scroll_to_value (self, 0);
  self->scroll_to_pending = FALSE;
}

void
miqat_list_place_save (MiqatListPlace *self, GVariantDict *state)
{
  g_return_if_fail (MIQAT_IS_LIST_PLACE (self));

  if (self->selected_key != NULL)
    g_variant_dict_insert (state, "selected", "(su)", self->selected_key, self->selected_position);
}

void
miqat_list_place_restore (MiqatListPlace *self, GVariantDict *state)
{
  char *key;

  g_return_if_fail (MIQAT_IS_LIST_PLACE (self));

  if (!g_variant_dict_lookup (state, "selected", "(su)", &key, &self->selected_position))
    return;
  g_free (self->selected_key);
  self->selected_key = key;
  if (self->model != NULL)
    select_again (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-list-pane.h"

#include <glib/gi18n-lib.h>

#include "miqat-list-head.h"
#include "miqat-list-summary.h"

struct _MiqatListPane {
  GtkWidget parent_instance;

  MiqatFilterBar *filter_bar;
  GtkMenuButton *columns_button;
  GtkWidget *spinner;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  MiqatEmptyState *empty;
  MiqatEmptyState *nothing;
  MiqatListSummary *summary;

  MiqatListHead *head;
  MiqatListPlace *place;
  GListModel *model;
  gboolean multiple;
  gboolean dense;
  guint state_id; /* idle: shows table or empty state */
  guint fit_id;
};

typedef enum {
  PROP_DENSE = 1,
  PROP_MULTIPLE,
  PROP_LIST_NAME,
} MiqatListPaneProp;

static GParamSpec *props[PROP_LIST_NAME + 1];

enum {
  FILTER_CHANGED,
  SORT_CHANGED,
  ITEM_SELECTED,
  ITEM_OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatListPane, miqat_list_pane, GTK_TYPE_WIDGET)

static gboolean
show_state_cb (gpointer data)
{
  MiqatListPane *self = data;
  const char *name = "table";

  self->state_id = 0;
  if (self->model == NULL)
    name = "loading";
  else if (g_list_model_get_n_items (self->model) == 0)
    name = miqat_filter_bar_is_narrowed (self->filter_bar) ? "nothing" : "empty";
  gtk_stack_set_visible_child_name (self->stack, name);
  return G_SOURCE_REMOVE;
}

/* Later, but before the next frame: a model that empties and fills at once must not flicker. */
static void
queue_state (MiqatListPane *self)
{
  if (self->state_id == 0)
    self->state_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_state_cb, self, NULL);
}

static void
on_item_selected_cb (MiqatListPane *self, GObject *item)
{
  g_signal_emit (self, signals[ITEM_SELECTED], 0, item);
}

static void
on_items_changed_cb (MiqatListPane *self)
{
  queue_state (self);
}

static void
on_filter_changed_cb (MiqatListPane *self)
{
  miqat_list_place_forget (self->place);
  g_signal_emit (self, signals[FILTER_CHANGED], 0);
  queue_state (self);
}

static void
on_sort_changed_cb (MiqatListPane *self, const char *column, gboolean descending)
{
  miqat_list_place_forget (self->place);
  g_signal_emit (self, signals[SORT_CHANGED], 0, column, descending);
}

static gboolean
fit_cb (gpointer data)
{
  MiqatListPane *self = MIQAT_LIST_PANE (data);

  self->fit_id = 0;
  miqat_list_head_fit (self->head, gtk_widget_get_width (GTK_WIDGET (self->scroller)));
  return G_SOURCE_REMOVE;
}

/* Columns cannot change while they are being placed, so right after that. */
static void
on_width_changed_cb (MiqatListPane *self)
{
  if (self->fit_id == 0)
    self->fit_id = g_idle_add_full (GTK_PRIORITY_RESIZE, fit_cb, self, NULL);
}

static void
on_clear_filters_cb (MiqatListPane *self)
{
  miqat_filter_bar_clear (self->filter_bar);
}

static void
on_activate_cb (MiqatListPane *self, guint position)
{
  g_autoptr (GObject) item
      = self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;

  if (item != NULL)
    g_signal_emit (self, signals[ITEM_OPENED], 0, item);
}

static void
miqat_list_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiqatListPane *self = MIQAT_LIST_PANE (object);

  switch ((MiqatListPaneProp)id) {
  case PROP_DENSE:
    g_value_set_boolean (value, self->dense);
    break;
  case PROP_MULTIPLE:
    g_value_set_boolean (value, self->multiple);
    break;
  case PROP_LIST_NAME:
    g_assert_not_reached ();
  }
}

static void
miqat_list_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MiqatListPane *self = MIQAT_LIST_PANE (object);

  switch ((MiqatListPaneProp)id) {
  case PROP_DENSE:
    miqat_list_pane_set_dense (self, g_value_get_boolean (value));
    break;
  case PROP_MULTIPLE:
    self->multiple = g_value_get_boolean (value);
    break;
  case PROP_LIST_NAME:
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    g_value_get_string (value), -1);
    break;
  }
}

static void
miqat_list_pane_constructed (GObject *object)
{
  MiqatListPane *self = MIQAT_LIST_PANE (object);

  G_OBJECT_CLASS (miqat_list_pane_parent_class)->constructed (object);
  self->place = miqat_list_place_new (self->scroller, self->view, self->multiple);
  g_signal_connect_object (self->place, "item-selected", G_CALLBACK (on_item_selected_cb), self,
                           G_CONNECT_SWAPPED);
  show_state_cb (self);
}

static void
miqat_list_pane_dispose (GObject *object)
{
  MiqatListPane *self = MIQAT_LIST_PANE (object);

  g_clear_handle_id (&self->state_id, g_source_remove);
  g_clear_handle_id (&self->fit_id, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  if (self->place != NULL)
    g_object_run_dispose (G_OBJECT (self->place));
  g_clear_object (&self->place);
  g_clear_object (&self->head);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_LIST_PANE);
  G_OBJECT_CLASS (miqat_list_pane_parent_class)->dispose (object);
}

static void
miqat_list_pane_unrealize (GtkWidget *widget)
{
  MiqatListPane *self = MIQAT_LIST_PANE (widget);

  g_clear_handle_id (&self->fit_id, g_source_remove);
  GTK_WIDGET_CLASS (miqat_list_pane_parent_class)->unrealize (widget);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-list-pane.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "root", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, MiqatListPane, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, MiqatListPane, columns_button);
  gtk_widget_class_bind_template_child (widget_class, MiqatListPane, spinner);
  gtk_widget_class_bind_template_child (widget_class, MiqatListPane, stack);
  gtk_widget_class_bind_template_child (widget_class, MiqatListPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, MiqatListPane, view);
  gtk_widget_class_bind_template_child (widget_class, MiqatListPane, empty);
  gtk_widget_class_bind_template_child (widget_class, MiqatListPane, nothing);
  gtk_widget_class_bind_template_child (widget_class, MiqatListPane, summary);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_filters_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

/* The rows themselves: their list is the view's last child, under the header. */
static gboolean
miqat_list_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (
      gtk_widget_get_last_child (GTK_WIDGET (MIQAT_LIST_PANE (widget)->view)));
}

static void
miqat_list_pane_class_init (MiqatListPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  g_type_ensure (MIQAT_TYPE_FILTER_BAR);
  g_type_ensure (MIQAT_TYPE_EMPTY_STATE);
  g_type_ensure (MIQAT_TYPE_LIST_SUMMARY);
  object_class->get_property = miqat_list_pane_get_property;
  object_class->set_property = miqat_list_pane_set_property;
  object_class->constructed = miqat_list_pane_constructed;
  object_class->dispose = miqat_list_pane_dispose;
  widget_class->unrealize = miqat_list_pane_unrealize;
  widget_class->grab_focus = miqat_list_pane_grab_focus;
  props[PROP_DENSE]
      = g_param_spec_boolean ("dense", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_MULTIPLE]
      = g_param_spec_boolean ("multiple", NULL, NULL, FALSE, flags | G_PARAM_CONSTRUCT_ONLY);
  props[PROP_LIST_NAME] = g_param_spec_string ("list-name", NULL, NULL, NULL,
                                               G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[FILTER_CHANGED] = g_signal_new ("filter-changed", MIQAT_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SORT_CHANGED]
      = g_signal_new ("sort-changed", MIQAT_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[ITEM_SELECTED] = g_signal_new ("item-selected", MIQAT_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[ITEM_OPENED] = g_signal_new ("item-opened", MIQAT_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  gtk_widget_class_install_property_action (widget_class, "pane.dense", "dense");

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-list");
  bind_template (widget_class);
}

static void
miqat_list_pane_init (MiqatListPane *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->head = miqat_list_head_new (self->view);
  g_signal_connect_object (self->head, "sort-changed", G_CALLBACK (on_sort_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns",
                                  miqat_list_head_get_actions (self->head));
  g_menu_append_section (menu, NULL, miqat_list_head_get_menu (self->head));
  g_menu_append (menu, _("Dense rows"), "pane.dense");
  gtk_menu_button_set_menu_model (self->columns_button, G_MENU_MODEL (menu));
  /* At the window's edge it opens inwards. */
  gtk_widget_set_halign (GTK_WIDGET (gtk_menu_button_get_popover (self->columns_button)), GTK_ALIGN_END);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size", G_CALLBACK (on_width_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
miqat_list_pane_new (gboolean multiple)
{
  return g_object_new (MIQAT_TYPE_LIST_PANE, "multiple", multiple, NULL);
}

void
miqat_list_pane_add_columns (MiqatListPane *self,
                             const MiqatListColumn *columns,
                             gsize n,
                             gpointer data)
{
  g_return_if_fail (MIQAT_IS_LIST_PANE (self));
  g_return_if_fail (columns != NULL || n == 0);

  for (gsize i = 0; i < n; i++)
    miqat_list_head_add_column (self->head, &columns[i], data);
}

void
miqat_list_pane_set_model (MiqatListPane *self, GListModel *model)
{
  g_return_if_fail (MIQAT_IS_LIST_PANE (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (self->model == model)
    return;
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  miqat_list_place_set_model (self->place, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed_cb), self,
                             G_CONNECT_SWAPPED);
  queue_state (self);
}

GListModel *
miqat_list_pane_get_model (MiqatListPane *self)
{
  g_return_val_if_fail (MIQAT_IS_LIST_PANE (self), NULL);

  return self->model;
}

void
miqat_list_pane_set_key_func (MiqatListPane *self, MiqatListKeyFunc key, gpointer data)
{
  g_return_if_fail (MIQAT_IS_LIST_PANE (self));

  miqat_list_place_set_key_func (self->place, key, data);
}

MiqatFilterBar *
miqat_list_pane_get_filter_bar (MiqatListPane *self)
{
  g_return_val_if_fail (MIQAT_IS_LIST_PANE (self), NULL);

  return self->filter_bar;
}

MiqatEmptyState *
miqat_list_pane_get_empty_state (MiqatListPane *self)
{
  g_return_val_if_fail (MIQAT_IS_LIST_PANE (self), NULL);

  return self->empty;
}

void
miqat_list_pane_set_sort (MiqatListPane *self, const char *column, gboolean descending)
{
  g_return_if_fail (MIQAT_IS_LIST_PANE (self));

  miqat_list_head_set_sort (self->head, column, descending);
}

const char *
miqat_list_pane_get_sort (MiqatListPane *self, gboolean *descending)
{
  g_return_val_if_fail (MIQAT_IS_LIST_PANE (self), NULL);

  return miqat_list_head_get_sort (self->head, descending);
}

guint
miqat_list_pane_get_selected (MiqatListPane *self)
{
  g_return_val_if_fail (MIQAT_IS_LIST_PANE (self), GTK_INVALID_LIST_POSITION);

  return miqat_list_place_get_selected (self->place);
}

gpointer
miqat_list_pane_get_selected_item (MiqatListPane *self)
{
  g_return_val_if_fail (MIQAT_IS_LIST_PANE (self), NULL);

  return miqat_list_place_get_selected_item (self->place);
}

void
miqat_list_pane_select (MiqatListPane *self, guint position)
{
  g_return_if_fail (MIQAT_IS_LIST_PANE (self));

  miqat_list_place_select (self->place, position);
}

gboolean
miqat_list_pane_select_key (MiqatListPane *self, const char *key)
{
  g_return_val_if_fail (MIQAT_IS_LIST_PANE (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (miqat_list_place_select_key (self->place, key))
    return TRUE;
  miqat_list_place_select (self->place, GTK_INVALID_LIST_POSITION);
  return FALSE;
}

gboolean
miqat_list_pane_move (MiqatListPane *self, int step)
{
  guint selected = miqat_list_pane_get_selected (self);
  gint64 next;

  if (self->model == NULL)
    return FALSE;
  next = selected == GTK_INVALID_LIST_POSITION ? 0 : (gint64)selected + step;
  if (next < 0 || next >= g_list_model_get_n_items (self->model))
    return FALSE;
  miqat_list_pane_select (self, (guint)next);
  return TRUE;
}

GtkBitset *
miqat_list_pane_get_selection (MiqatListPane *self)
{
  g_return_val_if_fail (MIQAT_IS_LIST_PANE (self), NULL);

  return gtk_selection_model_get_selection (miqat_list_place_get_selection (self->place));
}

void
miqat_list_pane_set_summary (MiqatListPane *self, const char *words)
{
  g_return_if_fail (MIQAT_IS_LIST_PANE (self));

  miqat_list_summary_set_words (self->summary, words);
}

void
miqat_list_pane_set_total (MiqatListPane *self, const char *name, const char *label, gint64 amount)
{
  g_return_if_fail (MIQAT_IS_LIST_PANE (self));

  miqat_list_summary_set_total (self->summary, name, label, amount);
}

void
miqat_list_pane_clear_totals (MiqatListPane *self)
{
  g_return_if_fail (MIQAT_IS_LIST_PANE (self));

  miqat_list_summary_clear_totals (self->summary);
}

void
miqat_list_pane_set_busy (MiqatListPane *self, gboolean busy)
{
  g_return_if_fail (MIQAT_IS_LIST_PANE (self));

  gtk_widget_set_visible (self->spinner, busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy);
}

gboolean
miqat_list_pane_get_dense (MiqatListPane *self)
{
  g_return_val_if_fail (MIQAT_IS_LIST_PANE (self), FALSE);

  return self->dense;
}

void
miqat_list_pane_set_dense (MiqatListPane *self, gboolean dense)
{
  g_return_if_fail (MIQAT_IS_LIST_PANE (self));

  if (self->dense == dense)
    return;
  self->dense = dense;
  if (dense)
    gtk_widget_add_css_class (GTK_WIDGET (self->view), "dense");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->view), "dense");
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DENSE]);
}

void
miqat_list_pane_start_search (MiqatListPane *self)
{
  g_return_if_fail (MIQAT_IS_LIST_PANE (self));

  miqat_filter_bar_start_search (self->filter_bar);
}

GVariant *
miqat_list_pane_save_state (MiqatListPane *self)
{
  g_auto (GVariantDict) state = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) filters = NULL;

  g_return_val_if_fail (MIQAT_IS_LIST_PANE (self), NULL);

  filters = miqat_filter_bar_save_state (self->filter_bar);
  g_variant_dict_insert_value (&state, "filters", filters);
  g_variant_dict_insert (&state, "dense", "b", self->dense);
  miqat_list_place_save (self->place, &state);
  miqat_list_head_save (self->head, &state);
  return g_variant_ref_sink (g_variant_dict_end (&state));
}

void
miqat_list_pane_restore_state (MiqatListPane *self, GVariant *state)
{
  g_auto (GVariantDict) dict = { 0 };
  g_autoptr (GVariant) filters = NULL;
  gboolean dense, descending;

  g_return_if_fail (MIQAT_IS_LIST_PANE (self));
  g_return_if_fail (state != NULL && g_variant_is_of_type (state, G_VARIANT_TYPE_VARDICT));

  g_variant_dict_init (&dict, state);
  if (g_variant_dict_lookup (&dict, "dense", "b", &dense))
    miqat_list_pane_set_dense (self, dense);
  if (miqat_list_head_restore (self->head, &dict)) {
    const char *column = miqat_list_pane_get_sort (self, &descending);

    g_signal_emit (self, signals[SORT_CHANGED], 0, column, descending);
  }
  filters = g_variant_dict_lookup_value (&dict, "filters", G_VARIANT_TYPE_VARDICT);
  if (filters != NULL)
    miqat_filter_bar_restore_state (self->filter_bar, filters);
  miqat_list_place_restore (self->place, &dict);
}

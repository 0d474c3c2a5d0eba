/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-search-box.h"

#include <glib/gi18n-lib.h>

struct _MiqatSearchBox {
  GtkWidget parent_instance;

  GtkWidget *entry;
  GtkPopover *popover;
  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;
};

enum {
  QUERY_CHANGED,
  HIT_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatSearchBox, miqat_search_box, GTK_TYPE_WIDGET)

static void
open_hit (MiqatSearchBox *self, guint position)
{
  g_autoptr (MiqatSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (hit == NULL)
    return;
  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[HIT_ACTIVATED], 0, hit);
}

static void
move_selection (MiqatSearchBox *self, int step)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position = gtk_single_selection_get_selected (self->selection);

  if (n == 0)
    return;
  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  else if (step > 0)
    position = MIN (position + 1, n - 1);
  else if (position > 0)
    position--;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static void
on_search_changed_cb (MiqatSearchBox *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (*text == '\0')
    miqat_search_box_set_hits (self, NULL);
  g_signal_emit (self, signals[QUERY_CHANGED], 0, text);
}

static void
on_activate_cb (MiqatSearchBox *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position != GTK_INVALID_LIST_POSITION)
    open_hit (self, position);
}

static void
on_stop_search_cb (MiqatSearchBox *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (root != NULL)
    gtk_root_set_focus (root, NULL);
}

static void
on_row_activated_cb (MiqatSearchBox *self, guint position)
{
  open_hit (self, position);
}

static void
on_focus_leave_cb (MiqatSearchBox *self)
{
  gtk_popover_popdown (self->popover);
}

/* The cursor stays in the entry while arrows move through the answers. */
static gboolean
on_key_pressed_cb (MiqatSearchBox *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    move_selection (self, 1);
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    move_selection (self, -1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
miqat_search_box_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  gtk_widget_measure (MIQAT_SEARCH_BOX (widget)->entry, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
miqat_search_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MiqatSearchBox *self = MIQAT_SEARCH_BOX (widget);

  gtk_widget_allocate (self->entry, width, height, baseline, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->stack), MAX (width - 24, 320), -1);
  gtk_popover_present (self->popover);
}

static void
miqat_search_box_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_SEARCH_BOX);
  G_OBJECT_CLASS (miqat_search_box_parent_class)->dispose (object);
}

static void
miqat_search_box_class_init (MiqatSearchBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MIQAT_TYPE_SEARCH_HIT);
  object_class->dispose = miqat_search_box_dispose;
  widget_class->measure = miqat_search_box_measure;
  widget_class->size_allocate = miqat_search_box_size_allocate;

  signals[QUERY_CHANGED] = g_signal_new ("query-changed", MIQAT_TYPE_SEARCH_BOX, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[HIT_ACTIVATED]
      = g_signal_new ("hit-activated", MIQAT_TYPE_SEARCH_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, MIQAT_TYPE_SEARCH_HIT);

  gtk_widget_class_set_css_name (widget_class, "miqat-search-box");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-search-box.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatSearchBox, entry);
  gtk_widget_class_bind_template_child (widget_class, MiqatSearchBox, popover);
  gtk_widget_class_bind_template_child (widget_class, MiqatSearchBox, stack);
  gtk_widget_class_bind_template_child (widget_class, MiqatSearchBox, list);
  gtk_widget_class_bind_template_child (widget_class, MiqatSearchBox, selection);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
}

static void
miqat_search_box_init (MiqatSearchBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_search_box_new (void)
{
  return g_object_new (MIQAT_TYPE_SEARCH_BOX, NULL);
}

const char *
miqat_search_box_get_text (MiqatSearchBox *self)
{
  g_return_val_if_fail (MIQAT_IS_SEARCH_BOX (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
miqat_search_box_set_hits (MiqatSearchBox *self, GListModel *hits)
{
  g_return_if_fail (MIQAT_IS_SEARCH_BOX (self));
  g_return_if_fail (hits == NULL || G_IS_LIST_MODEL (hits));

  gtk_single_selection_set_model (self->selection, hits);
  if (hits == NULL) {
    gtk_popover_popdown (self->popover);
    return;
  }
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (hits) > 0 ? "hits" : "none");
  if (gtk_widget_get_mapped (self->entry))
    gtk_popover_popup (self->popover);
}

void
miqat_search_box_start (MiqatSearchBox *self)
{
  g_return_if_fail (MIQAT_IS_SEARCH_BOX (self));

  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

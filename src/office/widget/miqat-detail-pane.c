/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-detail-pane.h"

#include <glib/gi18n-lib.h>

#include "miqat-split.h"

struct _MiqatDetailPane {
  GtkWidget parent_instance;

  MiqatSplit *split;
  GtkWidget *side;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkScrolledWindow *scroller;
  GtkBox *actions_slot;
  GtkWidget *detail;
  gboolean following; /* opened by a selection, beside the list */
};

typedef enum {
  PROP_LIST = 1,
  PROP_DETAIL,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_DETAIL_WIDTH,
  PROP_OPEN,
} MiqatDetailPaneProp;

static GParamSpec *props[PROP_OPEN + 1];

enum {
  CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatDetailPane, miqat_detail_pane, GTK_TYPE_WIDGET)

static void
close_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiqatDetailPane *self = MIQAT_DETAIL_PANE (widget);

  if (miqat_detail_pane_is_open (self))
    miqat_detail_pane_close (self);
}

/* Whichever way it closed, the list must know: its row is no longer the one looked at. */
static void
on_side_shown_changed_cb (MiqatDetailPane *self)
{
  if (!miqat_split_get_side_shown (self->split)) {
    if (self->detail != NULL)
      gtk_widget_child_focus (GTK_WIDGET (miqat_split_get_content (self->split)),
                              GTK_DIR_TAB_FORWARD);
    g_signal_emit (self, signals[CLOSED], 0);
  }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OPEN]);
}

/* Beside the list it is a card like the list's own; over it, a sheet from edge to edge. */
static void
on_mode_changed_cb (MiqatDetailPane *self)
{
  if (miqat_split_get_mode (self->split) != MIQAT_SPLIT_FOLDED) {
    gtk_widget_remove_css_class (self->side, "over");
    return;
  }
  gtk_widget_add_css_class (self->side, "over");
  if (self->following)
    miqat_detail_pane_close (self);
}

static void
miqat_detail_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiqatDetailPane *self = MIQAT_DETAIL_PANE (object);
  int width;

  switch ((MiqatDetailPaneProp)id) {
  case PROP_LIST:
    g_value_set_object (value, miqat_detail_pane_get_list (self));
    break;
  case PROP_DETAIL:
    g_value_set_object (value, self->detail);
    break;
  case PROP_TITLE:
    g_value_set_string (value, gtk_label_get_text (self->title));
    break;
  case PROP_SUBTITLE:
    g_value_set_string (value, gtk_label_get_text (self->subtitle));
    break;
  case PROP_DETAIL_WIDTH:
    gtk_widget_get_size_request (self->side, &width, NULL);
    g_value_set_int (value, width);
    break;
  case PROP_OPEN:
    g_value_set_boolean (value, miqat_detail_pane_is_open (self));
    break;
  }
}

static void
miqat_detail_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MiqatDetailPane *self = MIQAT_DETAIL_PANE (object);

  switch ((MiqatDetailPaneProp)id) {
  case PROP_LIST:
    miqat_detail_pane_set_list (self, g_value_get_object (value));
    break;
  case PROP_DETAIL:
    miqat_detail_pane_set_detail (self, g_value_get_object (value));
    break;
  case PROP_TITLE:
    miqat_detail_pane_set_title (self, g_value_get_string (value),
                                 gtk_label_get_text (self->subtitle));
    break;
  case PROP_SUBTITLE:
    miqat_detail_pane_set_title (self, gtk_label_get_text (self->title),
                                 g_value_get_string (value));
    break;
  case PROP_DETAIL_WIDTH:
    gtk_widget_set_size_request (self->side, g_value_get_int (value), -1);
    break;
  case PROP_OPEN:
    if (g_value_get_boolean (value))
      miqat_detail_pane_open (self);
    else
      miqat_detail_pane_close (self);
    break;
  }
}

static void
miqat_detail_pane_dispose (GObject *object)
{
  MiqatDetailPane *self = MIQAT_DETAIL_PANE (object);

  if (self->split != NULL)
    g_signal_handlers_disconnect_by_data (self->split, self);
  self->detail = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_DETAIL_PANE);
  G_OBJECT_CLASS (miqat_detail_pane_parent_class)->dispose (object);
}

static void
miqat_detail_pane_class_init (MiqatDetailPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  g_type_ensure (MIQAT_TYPE_SPLIT);
  object_class->get_property = miqat_detail_pane_get_property;
  object_class->set_property = miqat_detail_pane_set_property;
  object_class->dispose = miqat_detail_pane_dispose;
  props[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_DETAIL] = g_param_spec_object ("detail", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  props[PROP_DETAIL_WIDTH] = g_param_spec_int ("detail-width", NULL, NULL, 280, 1200, 380, flags);
  props[PROP_OPEN]
      = g_param_spec_boolean ("open", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[CLOSED] = g_signal_new ("closed", MIQAT_TYPE_DETAIL_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "detail.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "detail.close", NULL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-detail-pane");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-detail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatDetailPane, split);
  gtk_widget_class_bind_template_child (widget_class, MiqatDetailPane, side);
  gtk_widget_class_bind_template_child (widget_class, MiqatDetailPane, title);
  gtk_widget_class_bind_template_child (widget_class, MiqatDetailPane, subtitle);
  gtk_widget_class_bind_template_child (widget_class, MiqatDetailPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, MiqatDetailPane, actions_slot);
  gtk_widget_class_bind_template_callback (widget_class, on_side_shown_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_changed_cb);
}

static void
miqat_detail_pane_init (MiqatDetailPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_detail_pane_new (void)
{
  return g_object_new (MIQAT_TYPE_DETAIL_PANE, NULL);
}

void
miqat_detail_pane_set_list (MiqatDetailPane *self, GtkWidget *list)
{
  g_return_if_fail (MIQAT_IS_DETAIL_PANE (self));

  if (list != NULL)
    gtk_widget_set_hexpand (list, TRUE);
  miqat_split_set_content (self->split, list);
}

GtkWidget *
miqat_detail_pane_get_list (MiqatDetailPane *self)
{
  g_return_val_if_fail (MIQAT_IS_DETAIL_PANE (self), NULL);

  return miqat_split_get_content (self->split);
}

void
miqat_detail_pane_set_detail (MiqatDetailPane *self, GtkWidget *detail)
{
  g_return_if_fail (MIQAT_IS_DETAIL_PANE (self));

  self->detail = detail;
  gtk_scrolled_window_set_child (self->scroller, detail);
}

GtkWidget *
miqat_detail_pane_get_detail (MiqatDetailPane *self)
{
  g_return_val_if_fail (MIQAT_IS_DETAIL_PANE (self), NULL);

  return self->detail;
}

void
miqat_detail_pane_set_title (MiqatDetailPane *self, const char *title, const char *subtitle)
{
  g_return_if_fail (MIQAT_IS_DETAIL_PANE (self));

  if (title != gtk_label_get_text (self->title))
    gtk_label_set_text (self->title, title != NULL ? title : "");
  if (subtitle != gtk_label_get_text (self->subtitle))
    gtk_label_set_text (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL && *subtitle != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->side), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (self->title), -1);
}

void
miqat_detail_pane_set_actions (MiqatDetailPane *self, GtkWidget *actions)
{
  GtkWidget *old;

  g_return_if_fail (MIQAT_IS_DETAIL_PANE (self));

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->actions_slot))) != NULL)
    gtk_box_remove (self->actions_slot, old);
  if (actions != NULL)
    gtk_box_append (self->actions_slot, actions);
  gtk_widget_set_visible (GTK_WIDGET (self->actions_slot), actions != NULL);
}

void
miqat_detail_pane_open (MiqatDetailPane *self)
{
  g_return_if_fail (MIQAT_IS_DETAIL_PANE (self));

  self->following = FALSE;
  miqat_split_set_side_shown (self->split, TRUE);
}

void
miqat_detail_pane_follow (MiqatDetailPane *self)
{
  g_return_if_fail (MIQAT_IS_DETAIL_PANE (self));

  if (miqat_detail_pane_is_over (self))
    return;
  self->following = miqat_split_get_mode (self->split) != MIQAT_SPLIT_FOLDED;
  miqat_split_set_side_shown (self->split, TRUE);
}

void
miqat_detail_pane_close (MiqatDetailPane *self)
{
  g_return_if_fail (MIQAT_IS_DETAIL_PANE (self));

  self->following = FALSE;
  miqat_split_set_side_shown (self->split, FALSE);
}

gboolean
miqat_detail_pane_is_open (MiqatDetailPane *self)
{
  g_return_val_if_fail (MIQAT_IS_DETAIL_PANE (self), FALSE);

  return miqat_split_get_side_shown (self->split);
}

gboolean
miqat_detail_pane_is_over (MiqatDetailPane *self)
{
  g_return_val_if_fail (MIQAT_IS_DETAIL_PANE (self), FALSE);

  return miqat_detail_pane_is_open (self)
         && miqat_split_get_mode (self->split) == MIQAT_SPLIT_FOLDED;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-empty-state.h"

struct _MiqatEmptyState {
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *sentence;
  GtkButton *button;
};

typedef enum {
  PROP_ICON_NAME = 1,
  PROP_TITLE,
  PROP_SENTENCE,
  PROP_BUTTON_LABEL,
  PROP_ACTION_NAME,
} MiqatEmptyStateProp;

static GParamSpec *props[PROP_ACTION_NAME + 1];

enum {
  NEXT_STEP,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatEmptyState, miqat_empty_state, GTK_TYPE_WIDGET)

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
on_clicked_cb (MiqatEmptyState *self)
{
  g_signal_emit (self, signals[NEXT_STEP], 0);
}

static void
miqat_empty_state_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiqatEmptyState *self = MIQAT_EMPTY_STATE (object);

  switch ((MiqatEmptyStateProp)id) {
  case PROP_ICON_NAME:
    g_value_set_string (value, gtk_image_get_icon_name (self->icon));
    break;
  case PROP_TITLE:
    g_value_set_string (value, gtk_label_get_text (self->title));
    break;
  case PROP_SENTENCE:
    g_value_set_string (value, gtk_label_get_text (self->sentence));
    break;
  case PROP_BUTTON_LABEL:
    g_value_set_string (value, gtk_button_get_label (self->button));
    break;
  case PROP_ACTION_NAME:
    g_value_set_string (value, gtk_actionable_get_action_name (GTK_ACTIONABLE (self->button)));
    break;
  }
}

static void
miqat_empty_state_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MiqatEmptyState *self = MIQAT_EMPTY_STATE (object);

  switch ((MiqatEmptyStateProp)id) {
  case PROP_ICON_NAME:
    gtk_image_set_from_icon_name (self->icon, g_value_get_string (value));
    break;
  case PROP_TITLE:
    set_text (self->title, g_value_get_string (value));
    break;
  case PROP_SENTENCE:
    set_text (self->sentence, g_value_get_string (value));
    break;
  case PROP_BUTTON_LABEL:
    gtk_button_set_label (self->button,
                          g_value_get_string (value) != NULL ? g_value_get_string (value) : "");
    gtk_widget_set_visible (GTK_WIDGET (self->button), g_value_get_string (value) != NULL);
    break;
  case PROP_ACTION_NAME:
    if (g_value_get_string (value) != NULL)
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button),
                                               g_value_get_string (value));
    else
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL);
    break;
  }
}

static void
miqat_empty_state_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_EMPTY_STATE);
  G_OBJECT_CLASS (miqat_empty_state_parent_class)->dispose (object);
}

static void
miqat_empty_state_class_init (MiqatEmptyStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = miqat_empty_state_get_property;
  object_class->set_property = miqat_empty_state_set_property;
  object_class->dispose = miqat_empty_state_dispose;
  props[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  props[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  props[PROP_ACTION_NAME] = g_param_spec_string ("action-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[NEXT_STEP] = g_signal_new ("next-step", MIQAT_TYPE_EMPTY_STATE, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-empty");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-empty-state.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "root", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, MiqatEmptyState, icon);
  gtk_widget_class_bind_template_child (widget_class, MiqatEmptyState, title);
  gtk_widget_class_bind_template_child (widget_class, MiqatEmptyState, sentence);
  gtk_widget_class_bind_template_child (widget_class, MiqatEmptyState, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
}

static void
miqat_empty_state_init (MiqatEmptyState *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_empty_state_new (const char *icon_name, const char *title, const char *sentence)
{
  return g_object_new (MIQAT_TYPE_EMPTY_STATE, "icon-name", icon_name, "title", title, "sentence",
                       sentence, NULL);
}

void
miqat_empty_state_set_text (MiqatEmptyState *self,
                            const char *icon_name,
                            const char *title,
                            const char *sentence)
{
  g_return_if_fail (MIQAT_IS_EMPTY_STATE (self));

  g_object_set (self, "icon-name", icon_name, "title", title, "sentence", sentence, NULL);
}

void
miqat_empty_state_set_next_step (MiqatEmptyState *self,
                                 const char *label,
                                 const char *detailed_action)
{
  g_return_if_fail (MIQAT_IS_EMPTY_STATE (self));

  g_object_set (self, "button-label", label, "action-name", detailed_action, NULL);
}

const char *
miqat_empty_state_get_title (MiqatEmptyState *self)
{
  g_return_val_if_fail (MIQAT_IS_EMPTY_STATE (self), NULL);

  return gtk_label_get_text (self->title);
}

const char *
miqat_empty_state_get_sentence (MiqatEmptyState *self)
{
  g_return_val_if_fail (MIQAT_IS_EMPTY_STATE (self), NULL);

  return gtk_label_get_text (self->sentence);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-flag-input.h"

struct _MiqatFlagInput {
  GtkWidget parent_instance;

  GtkWidget *check;
};

static void miqat_flag_input_input_init (MiqatInputInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatFlagInput,
                               miqat_flag_input,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_INPUT,
                                                      miqat_flag_input_input_init))

static void
on_toggled_cb (MiqatFlagInput *self)
{
  miqat_input_emit_changed (MIQAT_INPUT (self));
}

static JsonNode *
miqat_flag_input_get_value (MiqatInput *input)
{
  gboolean flag = gtk_check_button_get_active (GTK_CHECK_BUTTON (MIQAT_FLAG_INPUT (input)->check));

  return json_node_init_boolean (json_node_alloc (), flag);
}

static void
miqat_flag_input_set_value (MiqatInput *input, JsonNode *value)
{
  gboolean flag = value != NULL && JSON_NODE_HOLDS_VALUE (value)
                  && json_node_get_value_type (value) == G_TYPE_BOOLEAN
                  && json_node_get_boolean (value);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (MIQAT_FLAG_INPUT (input)->check), flag);
}

static GtkWidget *
miqat_flag_input_get_target (MiqatInput *input)
{
  return GTK_WIDGET (MIQAT_FLAG_INPUT (input)->check);
}

static void
miqat_flag_input_input_init (MiqatInputInterface *iface)
{
  iface->get_value = miqat_flag_input_get_value;
  iface->set_value = miqat_flag_input_set_value;
  iface->get_target = miqat_flag_input_get_target;
}

static void
miqat_flag_input_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_FLAG_INPUT);
  G_OBJECT_CLASS (miqat_flag_input_parent_class)->dispose (object);
}

static void
miqat_flag_input_class_init (MiqatFlagInputClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_flag_input_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-flag-input.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatFlagInput, check);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled_cb);
}

static void
miqat_flag_input_init (MiqatFlagInput *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_flag_input_new (const MiqatFormField *field)
{
  MiqatFlagInput *self = g_object_new (MIQAT_TYPE_FLAG_INPUT, NULL);

  gtk_check_button_set_label (GTK_CHECK_BUTTON (self->check), field->label);
  return GTK_WIDGET (self);
}

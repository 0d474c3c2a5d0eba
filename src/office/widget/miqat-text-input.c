/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-text-input.h"

struct _MiqatTextInput {
  GtkWidget parent_instance;

  GtkWidget *entry;
  gboolean secret;
};

static void miqat_text_input_input_init (MiqatInputInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatTextInput,
                               miqat_text_input,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_INPUT,
                                                      miqat_text_input_input_init))

static void
on_changed_cb (MiqatTextInput *self)
{
  miqat_input_emit_changed (MIQAT_INPUT (self));
}

static void
on_activate_cb (MiqatTextInput *self)
{
  miqat_input_emit_next (MIQAT_INPUT (self));
}

static JsonNode *
miqat_text_input_get_value (MiqatInput *input)
{
  MiqatTextInput *self = MIQAT_TEXT_INPUT (input);
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (!self->secret)
    g_strstrip (text);
  return *text != '\0' ? miqat_input_make_text_node (text) : NULL;
}

static void
miqat_text_input_set_value (MiqatInput *input, JsonNode *value)
{
  const char *text = miqat_input_get_node_text (value);

  gtk_editable_set_text (GTK_EDITABLE (MIQAT_TEXT_INPUT (input)->entry), text != NULL ? text : "");
}

static GtkWidget *
miqat_text_input_get_target (MiqatInput *input)
{
  return GTK_WIDGET (MIQAT_TEXT_INPUT (input)->entry);
}

static void
miqat_text_input_input_init (MiqatInputInterface *iface)
{
  iface->get_value = miqat_text_input_get_value;
  iface->set_value = miqat_text_input_set_value;
  iface->get_target = miqat_text_input_get_target;
}

static void
miqat_text_input_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_TEXT_INPUT);
  G_OBJECT_CLASS (miqat_text_input_parent_class)->dispose (object);
}

static void
miqat_text_input_class_init (MiqatTextInputClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_text_input_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-text-input.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatTextInput, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
miqat_text_input_init (MiqatTextInput *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_text_input_new (const MiqatFormField *field)
{
  MiqatTextInput *self = g_object_new (MIQAT_TYPE_TEXT_INPUT, NULL);

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), field->placeholder);
  self->secret = field->kind == MIQAT_FIELD_SECRET;
  if (self->secret) {
    gtk_entry_set_visibility (GTK_ENTRY (self->entry), FALSE);
    gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_PASSWORD);
  }
  return GTK_WIDGET (self);
}

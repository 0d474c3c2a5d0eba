/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-choice-input.h"

#include <glib/gi18n-lib.h>

struct _MiqatChoiceInput {
  GtkWidget parent_instance;

  GtkDropDown *dropdown;
  GPtrArray *names; /* the first is NULL: nothing chosen */
};

static void miqat_choice_input_input_init (MiqatInputInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatChoiceInput,
                               miqat_choice_input,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_INPUT,
                                                      miqat_choice_input_input_init))

static void
on_selected_cb (MiqatChoiceInput *self)
{
  miqat_input_emit_changed (MIQAT_INPUT (self));
}

static JsonNode *
miqat_choice_input_get_value (MiqatInput *input)
{
  MiqatChoiceInput *self = MIQAT_CHOICE_INPUT (input);
  guint position = gtk_drop_down_get_selected (self->dropdown);

  if (position == 0 || position >= self->names->len)
    return NULL;
  return miqat_input_make_text_node (g_ptr_array_index (self->names, position));
}

static void
miqat_choice_input_set_value (MiqatInput *input, JsonNode *value)
{
  MiqatChoiceInput *self = MIQAT_CHOICE_INPUT (input);
  const char *name = miqat_input_get_node_text (value);
  guint position = 0;

  if (name == NULL || !g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, &position))
    position = 0;
  gtk_drop_down_set_selected (self->dropdown, position);
}

static GtkWidget *
miqat_choice_input_get_target (MiqatInput *input)
{
  return GTK_WIDGET (MIQAT_CHOICE_INPUT (input)->dropdown);
}

static void
miqat_choice_input_input_init (MiqatInputInterface *iface)
{
  iface->get_value = miqat_choice_input_get_value;
  iface->set_value = miqat_choice_input_set_value;
  iface->get_target = miqat_choice_input_get_target;
}

static void
miqat_choice_input_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_CHOICE_INPUT);
  G_OBJECT_CLASS (miqat_choice_input_parent_class)->dispose (object);
}

static void
miqat_choice_input_finalize (GObject *object)
{
  g_ptr_array_unref (MIQAT_CHOICE_INPUT (object)->names);
  G_OBJECT_CLASS (miqat_choice_input_parent_class)->finalize (object);
}

static void
miqat_choice_input_class_init (MiqatChoiceInputClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_choice_input_dispose;
  G_OBJECT_CLASS (klass)->finalize = miqat_choice_input_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-choice-input.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatChoiceInput, dropdown);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
}

static void
miqat_choice_input_init (MiqatChoiceInput *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->names = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
miqat_choice_input_new (const MiqatFormField *field)
{
  MiqatChoiceInput *self = g_object_new (MIQAT_TYPE_CHOICE_INPUT, NULL);

  miqat_choice_input_set_choices (self, field->choices);
  return GTK_WIDGET (self);
}

void
miqat_choice_input_set_choices (MiqatChoiceInput *self, const MiqatChoice *choices)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) expression = NULL;
  JsonNode *old;

  g_return_if_fail (MIQAT_IS_CHOICE_INPUT (self));

  old = miqat_choice_input_get_value (MIQAT_INPUT (self));
  g_ptr_array_set_size (self->names, 0);
  g_ptr_array_add (self->names, g_strdup (""));
  gtk_string_list_append (labels, _("Choose…"));
  for (const MiqatChoice *choice = choices; choice != NULL && choice->name != NULL; choice++) {
    g_ptr_array_add (self->names, g_strdup (choice->name));
    gtk_string_list_append (labels, choice->label);
  }
  expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  gtk_drop_down_set_expression (self->dropdown, expression);
  gtk_drop_down_set_enable_search (self->dropdown, self->names->len > 9);
  gtk_drop_down_set_model (self->dropdown, G_LIST_MODEL (labels));
  miqat_choice_input_set_value (MIQAT_INPUT (self), old);
  g_clear_pointer (&old, json_node_unref);
}

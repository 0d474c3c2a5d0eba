/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-count-input.h"

struct _MiqatCountInput {
  GtkWidget parent_instance;

  GtkWidget *entry;
  gint64 min;
  gint64 max; /* min = max = 0: no limit but zero */
};

static void miqat_count_input_input_init (MiqatInputInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatCountInput,
                               miqat_count_input,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_INPUT,
                                                      miqat_count_input_input_init))

static void
on_changed_cb (MiqatCountInput *self)
{
  miqat_input_emit_changed (MIQAT_INPUT (self));
}

static void
on_activate_cb (MiqatCountInput *self)
{
  miqat_input_emit_next (MIQAT_INPUT (self));
}

static gboolean
read_number (MiqatCountInput *self, gint64 *number)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  return g_ascii_string_to_signed (g_strstrip (text), 10, G_MININT32, G_MAXINT32, number, NULL);
}

static void
step (MiqatCountInput *self, int by)
{
  g_autofree char *text = NULL;
  gint64 number;

  if (!read_number (self, &number))
    number = by > 0 ? self->min - 1 : self->min + 1;
  number += by;
  number = MAX (number, self->min);
  if (self->max > self->min)
    number = MIN (number, self->max);
  text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

static void
on_less_cb (MiqatCountInput *self)
{
  step (self, -1);
}

static void
on_more_cb (MiqatCountInput *self)
{
  step (self, 1);
}

static gboolean
on_key_pressed_cb (MiqatCountInput *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  step (self, keyval == GDK_KEY_Up ? 1 : -1);
  return GDK_EVENT_STOP;
}

static JsonNode *
miqat_count_input_get_value (MiqatInput *input)
{
  MiqatCountInput *self = MIQAT_COUNT_INPUT (input);
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gint64 number;

  if (*g_strstrip (text) == '\0')
    return NULL;
  if (read_number (self, &number))
    return json_node_init_int (json_node_alloc (), number);
  return miqat_input_make_text_node (text);
}

static void
miqat_count_input_set_value (MiqatInput *input, JsonNode *value)
{
  g_autofree char *text = NULL;
  gint64 number;

  if (miqat_input_get_node_int (value, &number))
    text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  else
    text = g_strdup (miqat_input_get_node_text (value));
  gtk_editable_set_text (GTK_EDITABLE (MIQAT_COUNT_INPUT (input)->entry), text != NULL ? text : "");
}

static MiqatProblemCode
miqat_count_input_check (MiqatInput *input)
{
  MiqatCountInput *self = MIQAT_COUNT_INPUT (input);
  gint64 number;

  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0' || read_number (self, &number))
    return MIQAT_PROBLEM_NONE;
  return MIQAT_PROBLEM_NOT_A_NUMBER;
}

static GtkWidget *
miqat_count_input_get_target (MiqatInput *input)
{
  return GTK_WIDGET (MIQAT_COUNT_INPUT (input)->entry);
}

static void
miqat_count_input_input_init (MiqatInputInterface *iface)
{
  iface->get_value = miqat_count_input_get_value;
  iface->set_value = miqat_count_input_set_value;
  iface->check = miqat_count_input_check;
  iface->get_target = miqat_count_input_get_target;
}

static void
miqat_count_input_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_COUNT_INPUT);
  G_OBJECT_CLASS (miqat_count_input_parent_class)->dispose (object);
}

static void
miqat_count_input_class_init (MiqatCountInputClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_count_input_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-count-input.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "root", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, MiqatCountInput, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_less_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_more_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
}

static void
miqat_count_input_init (MiqatCountInput *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_count_input_new (const MiqatFormField *field)
{
  MiqatCountInput *self = g_object_new (MIQAT_TYPE_COUNT_INPUT, NULL);

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), field->placeholder);
  self->min = field->min;
  self->max = field->max;
  return GTK_WIDGET (self);
}

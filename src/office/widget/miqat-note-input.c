/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-note-input.h"

struct _MiqatNoteInput {
  GtkWidget parent_instance;

  GtkWidget *text;
  GtkTextBuffer *buffer;
};

static void miqat_note_input_input_init (MiqatInputInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatNoteInput,
                               miqat_note_input,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_INPUT,
                                                      miqat_note_input_input_init))

static void
on_changed_cb (MiqatNoteInput *self)
{
  miqat_input_emit_changed (MIQAT_INPUT (self));
}

static JsonNode *
miqat_note_input_get_value (MiqatInput *input)
{
  GtkTextBuffer *buffer = MIQAT_NOTE_INPUT (input)->buffer;
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  return *text != '\0' ? miqat_input_make_text_node (text) : NULL;
}

static void
miqat_note_input_set_value (MiqatInput *input, JsonNode *value)
{
  const char *text = miqat_input_get_node_text (value);

  gtk_text_buffer_set_text (MIQAT_NOTE_INPUT (input)->buffer, text != NULL ? text : "", -1);
}

static GtkWidget *
miqat_note_input_get_target (MiqatInput *input)
{
  return GTK_WIDGET (MIQAT_NOTE_INPUT (input)->text);
}

static void
miqat_note_input_input_init (MiqatInputInterface *iface)
{
  iface->get_value = miqat_note_input_get_value;
  iface->set_value = miqat_note_input_set_value;
  iface->get_target = miqat_note_input_get_target;
}

static void
miqat_note_input_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_NOTE_INPUT);
  G_OBJECT_CLASS (miqat_note_input_parent_class)->dispose (object);
}

static void
miqat_note_input_class_init (MiqatNoteInputClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_note_input_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-note-input.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "root", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, MiqatNoteInput, text);
  gtk_widget_class_bind_template_child (widget_class, MiqatNoteInput, buffer);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
}

static void
miqat_note_input_init (MiqatNoteInput *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_note_input_new (const MiqatFormField *field)
{
  return g_object_new (MIQAT_TYPE_NOTE_INPUT, NULL);
}

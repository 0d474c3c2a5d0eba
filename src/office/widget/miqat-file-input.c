/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-file-input.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "miqat-file-chooser.h"
#include "miqat-form-row.h"

struct _MiqatFileInput {
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkLabel *name;
  gboolean required;

  GCancellable *reading;
  char *file_name;
  GBytes *contents; /* only of a file that can be used */
  MiqatPicture picture;
  MiqatProblemCode problem;
};

static void miqat_file_input_input_init (MiqatInputInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatFileInput,
                               miqat_file_input,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_INPUT, miqat_file_input_input_init))

/* ---- reading -------------------------------------------------------------------------------- */

/* One byte more than is let pass, so that a film does not fill the memory before it is refused. */
static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  gsize size = MIQAT_PICTURE_SIZE_MAX + 1, length = 0;
  g_autofree guint8 *bytes = g_malloc (size);
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (data, cancellable, &error);

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, size, &length, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_bytes_new (bytes, length), (GDestroyNotify)g_bytes_unref);
}

static void
add_problem (MiqatFileInput *self, MiqatProblems *problems, const char *field)
{
  g_autofree char *limit = g_strdup_printf ("%d MB", MIQAT_PICTURE_SIZE_MAX / 1024 / 1024);

  if (self->problem == MIQAT_PROBLEM_FILE_TOO_LARGE)
    miqat_problems_add (problems, field, self->problem, "max", limit, NULL);
  else
    miqat_problems_add (problems, field, self->problem, NULL);
}

/* Under the field at once: nobody should fill in the rest of a form around a file that is no use. */
static void
show_problem (MiqatFileInput *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (self), MIQAT_TYPE_FORM_ROW);
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();
  g_autofree char *sentence = NULL;

  if (row == NULL || self->problem == MIQAT_PROBLEM_NONE)
    return;
  add_problem (self, problems, "file");
  sentence = miqat_problem_dup_sentence (miqat_problems_get (problems, 0));
  miqat_form_row_set_error (MIQAT_FORM_ROW (row), sentence);
}

static void
show_name (MiqatFileInput *self, const char *text)
{
  gtk_label_set_text (self->name, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), text);
  gtk_button_set_label (GTK_BUTTON (self->button),
                        self->file_name != NULL ? _("Choose another…") : _("Choose a file…"));
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MiqatFileInput *self = MIQAT_FILE_INPUT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  gsize length = 0;
  const guint8 *start;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes == NULL)
    self->problem = MIQAT_PROBLEM_FILE_FAILED;
  else {
    start = g_bytes_get_data (bytes, &length);
    self->problem = miqat_picture_check (start, length, 0, &self->picture);
  }
  if (self->problem == MIQAT_PROBLEM_NONE)
    self->contents = g_steal_pointer (&bytes);
  show_name (self, self->file_name);
  miqat_input_emit_changed (MIQAT_INPUT (self));
  show_problem (self);
}

static void
forget (MiqatFileInput *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->file_name, g_free);
  g_clear_pointer (&self->contents, g_bytes_unref);
  self->problem = MIQAT_PROBLEM_NONE;
}

void
miqat_file_input_set_file (MiqatFileInput *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *base = NULL;

  g_return_if_fail (MIQAT_IS_FILE_INPUT (self));
  g_return_if_fail (G_IS_FILE (file));

  forget (self);
  base = g_file_get_basename (file);
  self->file_name = g_filename_display_name (base);
  self->reading = g_cancellable_new ();
  show_name (self, _("Reading…"));
  task = g_task_new (self, self->reading, on_read_cb, NULL);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_in_thread);
}

/* ---- choosing ------------------------------------------------------------------------------- */

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatFileInput) self = data;
  g_autoptr (GListModel) files = miqat_file_chooser_open_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL && self->button != NULL)
    miqat_file_input_set_file (self, file);
}

static void
on_clicked_cb (MiqatFileInput *self)
{
  static const char *const types[] = { "image/jpeg", "image/png", "application/pdf", NULL };
  MiqatFileChooserOptions options = { .title = _("Choose a file"),
                                      .accept = _("Choose"),
                                      .kind_label = _("Pictures and PDF"),
                                      .content_types = types };

  miqat_file_chooser_open_async (GTK_WIDGET (self), &options, FALSE, NULL, on_chosen_cb,
                                 g_object_ref (self));
}

static gboolean
on_drop_cb (MiqatFileInput *self, const GValue *value)
{
  miqat_file_input_set_file (self, g_value_get_object (value));
  return TRUE;
}

/* ---- input ---------------------------------------------------------------------------------- */

static JsonNode *
miqat_file_input_get_value (MiqatInput *input)
{
  MiqatFileInput *self = MIQAT_FILE_INPUT (input);

  return self->file_name != NULL ? miqat_input_make_text_node (self->file_name) : NULL;
}

/* A name alone brings no file back. */
static void
miqat_file_input_set_value (MiqatInput *input, JsonNode *value)
{
  MiqatFileInput *self = MIQAT_FILE_INPUT (input);

  forget (self);
  show_name (self, "");
}

static MiqatProblemCode
miqat_file_input_check (MiqatInput *input)
{
  MiqatFileInput *self = MIQAT_FILE_INPUT (input);

  if (self->contents != NULL || self->problem != MIQAT_PROBLEM_NONE)
    return MIQAT_PROBLEM_NONE;
  return self->required || self->file_name != NULL ? MIQAT_PROBLEM_FILE_MISSING : MIQAT_PROBLEM_NONE;
}

static void
miqat_file_input_collect (MiqatInput *input, const char *prefix, MiqatProblems *problems)
{
  MiqatFileInput *self = MIQAT_FILE_INPUT (input);
  g_autofree char *field = g_strndup (prefix, strlen (prefix) - 1);

  if (self->problem != MIQAT_PROBLEM_NONE)
    add_problem (self, problems, field);
}

static GtkWidget *
miqat_file_input_get_target (MiqatInput *input)
{
  return MIQAT_FILE_INPUT (input)->button;
}

static void
miqat_file_input_input_init (MiqatInputInterface *iface)
{
  iface->get_value = miqat_file_input_get_value;
  iface->set_value = miqat_file_input_set_value;
  iface->check = miqat_file_input_check;
  iface->collect = miqat_file_input_collect;
  iface->get_target = miqat_file_input_get_target;
}

/* ---- object --------------------------------------------------------------------------------- */

static void
miqat_file_input_dispose (GObject *object)
{
  forget (MIQAT_FILE_INPUT (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_FILE_INPUT);
  G_OBJECT_CLASS (miqat_file_input_parent_class)->dispose (object);
}

static void
miqat_file_input_class_init (MiqatFileInputClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_file_input_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-file-input.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "root", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, MiqatFileInput, button);
  gtk_widget_class_bind_template_child (widget_class, MiqatFileInput, name);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
}

static void
miqat_file_input_init (MiqatFileInput *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (drop, "drop", G_CALLBACK (on_drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

GtkWidget *
miqat_file_input_new (const MiqatFormField *field)
{
  MiqatFileInput *self = g_object_new (MIQAT_TYPE_FILE_INPUT, NULL);

  self->required = field->required;
  show_name (self, "");
  return GTK_WIDGET (self);
}

GBytes *
miqat_file_input_get_contents (MiqatFileInput *self)
{
  g_return_val_if_fail (MIQAT_IS_FILE_INPUT (self), NULL);

  return self->contents;
}

const char *
miqat_file_input_get_file_name (MiqatFileInput *self)
{
  g_return_val_if_fail (MIQAT_IS_FILE_INPUT (self), NULL);

  return self->file_name;
}

const char *
miqat_file_input_get_media_type (MiqatFileInput *self)
{
  g_return_val_if_fail (MIQAT_IS_FILE_INPUT (self), NULL);

  return self->contents != NULL ? miqat_picture_kind_get_media_type (self->picture.kind) : NULL;
}

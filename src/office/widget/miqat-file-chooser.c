/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-file-chooser.h"

#include <glib/gi18n-lib.h>

static void
add_filter (GtkFileChooser *chooser, const MiqatFileChooserOptions *options)
{
  g_autoptr (GtkFileFilter) filter = NULL;

  if (options->kind_label == NULL || options->content_types == NULL)
    return;
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, options->kind_label);
  for (const char *const *type = options->content_types; *type != NULL; type++)
    gtk_file_filter_add_mime_type (filter, *type);
  gtk_file_chooser_add_filter (chooser, filter);
}

/* The chooser is not a widget: the task keeps it until it has answered. */
static void
on_response_cb (GtkNativeDialog *chooser, int response, GTask *task)
{
  GListModel *files = response == GTK_RESPONSE_ACCEPT
                          ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser))
                          : NULL;

  gtk_native_dialog_hide (chooser);
  g_task_return_pointer (task, files, g_object_unref);
  g_object_unref (task);
}

static void
present (GtkWidget *parent,
         const MiqatFileChooserOptions *options,
         GtkFileChooserAction action,
         gboolean several,
         const char *file_name,
         GTask *task)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      options->title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, action, options->accept,
      NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), several);
  add_filter (GTK_FILE_CHOOSER (chooser), options);
  if (file_name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file_name);
  g_task_set_task_data (task, chooser, g_object_unref);
  g_signal_connect (chooser, "response", G_CALLBACK (on_response_cb), g_object_ref (task));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
miqat_file_chooser_open_async (GtkWidget *parent,
                               const MiqatFileChooserOptions *options,
                               gboolean several,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (options != NULL);

  task = g_task_new (NULL, cancellable, callback, data);
  present (parent, options, GTK_FILE_CHOOSER_ACTION_OPEN, several, NULL, task);
}

GListModel *
miqat_file_chooser_open_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
miqat_file_chooser_save_async (GtkWidget *parent,
                               const MiqatFileChooserOptions *options,
                               const char *file_name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (options != NULL);

  task = g_task_new (NULL, cancellable, callback, data);
  present (parent, options, GTK_FILE_CHOOSER_ACTION_SAVE, FALSE, file_name, task);
}

GFile *
miqat_file_chooser_save_finish (GAsyncResult *result)
{
  g_autoptr (GListModel) files = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  files = g_task_propagate_pointer (G_TASK (result), NULL);
  return files != NULL ? g_list_model_get_item (files, 0) : NULL;
}

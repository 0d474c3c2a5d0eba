/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define SAFE "safe"
#define VERB "verb"

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static AdwMessageDialog *
make_dialog (GtkWidget *parent, const MiqatDialogQuestion *question)
{
  GtkWidget *widget
      = adw_message_dialog_new (get_window (parent), question->title, question->consequence);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);
  const char *safe = question->safe != NULL ? question->safe : _("Keep as it is");

  adw_message_dialog_add_responses (dialog, SAFE, safe, VERB, question->verb, NULL);
  adw_message_dialog_set_close_response (dialog, SAFE);
  adw_message_dialog_set_default_response (dialog, question->destructive ? SAFE : VERB);
  adw_message_dialog_set_response_appearance (
      dialog, VERB, question->destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  return dialog;
}

/* The first answer counts: closing after it would give another. */
static void
on_response_cb (AdwMessageDialog *dialog, const char *response, GTask *task)
{
  g_object_ref (task);
  g_signal_handlers_disconnect_by_data (dialog, task);
  g_task_return_boolean (task, g_str_equal (response, VERB));
  g_object_unref (task);
}

static void
on_cancelled_cb (GCancellable *cancellable, GtkWindow *dialog)
{
  gtk_window_close (dialog);
}

static void
present (AdwMessageDialog *dialog, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  /* A cancelled question counts as answered safely. */
  g_task_set_check_cancellable (task, FALSE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response_cb), g_object_ref (task),
                         (GClosureNotify)(void (*) (void))g_object_unref, 0);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_cancelled_cb), dialog, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
miqat_dialog_confirm_async (GtkWidget *parent,
                            const MiqatDialogQuestion *question,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (question != NULL && question->title != NULL && question->verb != NULL);

  task = g_task_new (NULL, cancellable, callback, data);
  present (make_dialog (parent, question), task);
}

gboolean
miqat_dialog_confirm_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
on_reason_changed_cb (GtkEditable *editable, AdwMessageDialog *dialog)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (editable));

  adw_message_dialog_set_response_enabled (dialog, VERB, *g_strstrip (text) != '\0');
}

static void
on_reason_activate_cb (GtkEntry *entry, AdwMessageDialog *dialog)
{
  if (!adw_message_dialog_get_response_enabled (dialog, VERB))
    return;
  adw_message_dialog_response (dialog, VERB);
  gtk_window_close (GTK_WINDOW (dialog));
}

void
miqat_dialog_ask_reason_async (GtkWidget *parent,
                               const MiqatDialogQuestion *question,
                               const char *label,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autoptr (GTask) task = NULL;
  AdwMessageDialog *dialog;
  GtkWidget *entry;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (question != NULL && question->title != NULL && question->verb != NULL);

  if (label == NULL)
    label = _("Reason");
  dialog = make_dialog (parent, question);
  entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE, -1);
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_set_response_enabled (dialog, VERB, FALSE);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_reason_changed_cb), dialog, 0);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_reason_activate_cb), dialog, 0);

  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_task_data (task, g_object_ref (entry), g_object_unref);
  present (dialog, task);
  gtk_widget_grab_focus (entry);
}

char *
miqat_dialog_ask_reason_finish (GAsyncResult *result)
{
  GtkEditable *entry;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return NULL;
  entry = GTK_EDITABLE (g_task_get_task_data (G_TASK (result)));
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

void
miqat_dialog_ask_async (GtkWidget *parent,
                        const MiqatDialogQuestion *question,
                        GtkWidget *content,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = NULL;
  AdwMessageDialog *dialog;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (question != NULL && question->title != NULL && question->verb != NULL);
  g_return_if_fail (GTK_IS_WIDGET (content));

  dialog = make_dialog (parent, question);
  adw_message_dialog_set_extra_child (dialog, content);
  task = g_task_new (NULL, cancellable, callback, data);
  /* What was typed can still be read when the answer is. */
  g_task_set_task_data (task, g_object_ref (content), g_object_unref);
  present (dialog, task);
}

void
miqat_dialog_set_ready (GtkWidget *content, gboolean ready)
{
  GtkWindow *window;

  g_return_if_fail (GTK_IS_WIDGET (content));

  window = get_window (content);
  if (ADW_IS_MESSAGE_DIALOG (window))
    adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (window), VERB, ready);
}

void
miqat_dialog_tell (GtkWidget *parent, const char *title, const char *sentence)
{
  GtkWidget *dialog;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (title != NULL);

  dialog = adw_message_dialog_new (get_window (parent), title, sentence);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), SAFE, _("Understood"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), SAFE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), SAFE);
  gtk_window_present (GTK_WINDOW (dialog));
}

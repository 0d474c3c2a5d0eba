/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "miqat-dialog.h"
#include "widget-test.h"

static const MiqatDialogQuestion question = {
  .title = "Cancel 1 pilgrim of BK-1?",
  .consequence = "Deduction Rp 2.500.000, refund Rp 7.500.000.",
  .verb = "Cancel the pilgrim",
  .destructive = TRUE,
};

typedef struct {
  gboolean answered;
  gboolean chosen;
  char *reason;
} Answer;

static void
on_confirmed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->answered = TRUE;
  answer->chosen = miqat_dialog_confirm_finish (result);
}

static void
on_reason_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->answered = TRUE;
  answer->reason = miqat_dialog_ask_reason_finish (result);
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;
  return NULL;
}

static void
test_confirm (void)
{
  GtkWidget *content = gtk_label_new ("here");
  GtkWindow *window = widget_test_show (content, 800, 600);
  AdwMessageDialog *dialog;
  Answer answer = { 0 };

  miqat_dialog_confirm_async (content, &question, NULL, on_confirmed_cb, &answer);
  dialog = find_dialog ();
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog)) == window);
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, question.title);
  g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "safe");
  g_assert_cmpint (adw_message_dialog_get_response_appearance (dialog, "verb"), ==,
                   ADW_RESPONSE_DESTRUCTIVE);
  widget_test_click (widget_test_find_button (GTK_WIDGET (dialog), question.verb));
  widget_test_wait_for (answer.answered);
  g_assert_true (answer.chosen);

  /* Esc, and closing in any other way, is the safe answer. */
  answer.answered = FALSE;
  miqat_dialog_confirm_async (content, &question, NULL, on_confirmed_cb, &answer);
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  widget_test_wait_for (answer.answered);
  g_assert_false (answer.chosen);
  widget_test_wait_for (find_dialog () == NULL);
  widget_test_close (window);
}

static void
test_cancelled (void)
{
  GtkWidget *content = gtk_label_new ("here");
  GtkWindow *window = widget_test_show (content, 800, 600);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { .chosen = TRUE };

  miqat_dialog_confirm_async (content, &question, cancellable, on_confirmed_cb, &answer);
  g_cancellable_cancel (cancellable);
  widget_test_wait_for (answer.answered);
  g_assert_false (answer.chosen);
  widget_test_close (window);
}

static void
test_reason (void)
{
  GtkWidget *content = gtk_label_new ("here");
  GtkWindow *window = widget_test_show (content, 800, 600);
  AdwMessageDialog *dialog;
  GtkWidget *entry;
  Answer answer = { 0 };

  miqat_dialog_ask_reason_async (content, &question, NULL, NULL, on_reason_cb, &answer);
  dialog = find_dialog ();
  entry = adw_message_dialog_get_extra_child (dialog);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Reason");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "verb"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "   ");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "verb"));
  gtk_editable_set_text (GTK_EDITABLE (entry), " visa refused ");
  g_signal_emit_by_name (entry, "activate");
  widget_test_wait_for (answer.answered);
  g_assert_cmpstr (answer.reason, ==, "visa refused");
  g_clear_pointer (&answer.reason, g_free);
  widget_test_wait (50);

  answer.answered = FALSE;
  miqat_dialog_ask_reason_async (content, &question, "Why", NULL, on_reason_cb, &answer);
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  widget_test_wait_for (answer.answered);
  g_assert_null (answer.reason);
  widget_test_wait (50);
  widget_test_close (window);
}

static void
test_content (void)
{
  GtkWidget *content = gtk_label_new ("here");
  GtkWindow *window = widget_test_show (content, 800, 600);
  GtkWidget *inside = gtk_entry_new ();
  Answer answer = { 0 };

  miqat_dialog_ask_async (content, &question, inside, NULL, on_confirmed_cb, &answer);
  miqat_dialog_set_ready (inside, FALSE);
  g_assert_false (adw_message_dialog_get_response_enabled (find_dialog (), "verb"));
  miqat_dialog_set_ready (inside, TRUE);
  widget_test_click (widget_test_find_button (GTK_WIDGET (find_dialog ()), question.verb));
  widget_test_wait_for (answer.answered);
  g_assert_true (answer.chosen);
  widget_test_wait (50);

  miqat_dialog_tell (content, "Backup done", "It is in the folder Backups.");
  g_assert_nonnull (find_dialog ());
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  widget_test_wait (50);
  widget_test_close (window);
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/dialog/confirm", test_confirm);
  g_test_add_func ("/dialog/cancelled", test_cancelled);
  g_test_add_func ("/dialog/reason", test_reason);
  g_test_add_func ("/dialog/content", test_content);
  return g_test_run ();
}

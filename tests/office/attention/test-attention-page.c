/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the head office refuses, at the workstation that sent it: a case with its reason, edited in the
 * command's own form and sent again, over real HTTP. */
#include "config.h"

#include "office-net.h"

#include "miqat-attention-page.h"
#include "miqat-case-row.h"
#include "miqat-lines-input.h"

#include <string.h>

/* The network is cut, two places are sold at the hub and three here, of four; it comes back. */
static OfficeNet *
make_net_with_case (void)
{
  OfficeNet *net = office_net_new (4);

  office_net_cut (net);
  office_net_sell_here (net, 3);
  office_net_sell_there (net, 2);
  office_net_mend (net);
  office_net_wait_for_case (net);
  return net;
}

static gboolean
has_no_case (gpointer data)
{
  return !office_net_has_case (data);
}

static gboolean
is_at_the_hub (gpointer data)
{
  return miqat_test_number (((OfficeNet *) data)->test->hub, "SELECT count(*) FROM bookings") == 2;
}

static gboolean
is_closed (gpointer data)
{
  return office_test_find_dialog (data) == NULL;
}

static gboolean
shows_no_case (gpointer data)
{
  return widget_test_find (data, MIQAT_TYPE_CASE_ROW, NULL) == NULL;
}

/* Says somewhere what it is refused for. */
static gboolean
says_seats (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), "Only 2 seats are left") != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says_seats (child))
      return TRUE;
  return FALSE;
}

static void
set_people (MiqatForm *form, const char *people)
{
  MiqatLinesInput *rooms = MIQAT_LINES_INPUT (miqat_form_get_input (form, "rooms"));
  MiqatForm *line = MIQAT_FORM (miqat_lines_input_get_form (rooms, 0));

  gtk_editable_set_text (GTK_EDITABLE (miqat_input_get_target (miqat_form_get_input (line, "pax"))), people);
}

static void
test_edit_and_send_again (void)
{
  OfficeNet *net = make_net_with_case ();
  GtkWidget *page = miqat_attention_page_new (net->office);
  GtkWindow *window = office_test_show (page);
  MiqatCommandDialog *dialog;
  MiqatForm *form;
  g_autoptr (JsonObject) typed = NULL;

  g_assert_nonnull (widget_test_find (page, MIQAT_TYPE_CASE_ROW, NULL));
  g_assert_true (says_seats (page));
  /* What was typed, as people write it; not how the command came about. */
  g_assert_true (widget_test_shows (page, "0812-3334-4455"));
  g_assert_false (widget_test_shows (page, "desk"));
  /* The keyboard begins at the buttons. */
  miqat_page_shown (MIQAT_PAGE (page));
  g_assert_true (gtk_window_get_focus (window) == widget_test_find_button (page, "Edit and send again…"));
  g_signal_emit_by_name (widget_test_find_button (page, "Edit and send again…"), "clicked");
  dialog = office_test_find_dialog (window);
  g_assert_nonnull (dialog);
  form = miqat_command_dialog_get_form (dialog);
  /* What was typed, and why it was refused. */
  typed = miqat_form_get_json (form);
  g_assert_cmpstr (json_object_get_string_member (typed, "payer_name"), ==, "Siti Rahmah");
  g_assert_true (says_seats (GTK_WIDGET (dialog)));
  /* Still three: refused again, and the case stays. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.submit", NULL);
  widget_test_wait (500);
  g_assert_true (office_net_has_case (net));
  g_assert_true (says_seats (GTK_WIDGET (dialog)));
  set_people (form, "2");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.submit", NULL);
  g_assert_true (office_test_wait (has_no_case, net));
  g_assert_true (office_test_wait (is_at_the_hub, net));
  g_assert_true (office_test_wait (is_closed, window));
  g_assert_cmpint (miqat_test_number (net->test->hub, "SELECT count(*) FROM booking_travellers"), ==, 4);
  g_assert_true (office_test_wait (shows_no_case, page));
  gtk_window_destroy (window);
  office_net_free (net);
}

int
main (int argc, char **argv)
{
  office_test_init (&argc, &argv);
  g_test_add_func ("/office/attention/edit-and-send-again", test_edit_and_send_again);
  return g_test_run ();
}

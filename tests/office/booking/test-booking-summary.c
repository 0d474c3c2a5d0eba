/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a booking costs, beside the form, with each letter that is typed. */
#include "config.h"

#include "office-test.h"

#include "miqat-booking-page.h"
#include "miqat-booking-summary.h"
#include "miqat-lines-input.h"
#include "miqat-money.h"
#include "miqat-opener.h"

/* A sum is read out with what it is the sum of. */
static gboolean
has_named_sum (GtkWidget *widget, const char *sum)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), sum)
      && gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_named_sum (child, sum))
      return TRUE;
  return FALSE;
}

static void
test_running_total (OfficeTest *self, gconstpointer data)
{
  MiqatDeparture *departure = office_test_load_departure (self->office);
  gint64 price = ((const MiqatRoomType *) g_ptr_array_index (departure->rooms, 0))->price;
  g_autoptr (JsonObject) two = office_test_make_booking (departure, 2);
  g_autoptr (JsonObject) many = office_test_make_booking (departure, 900);
  g_autoptr (JsonObject) none = json_object_new ();
  g_autofree char *sum = NULL;
  MiqatBookingSummary *summary = MIQAT_BOOKING_SUMMARY (miqat_booking_summary_new (self->office, departure));
  GtkWindow *window = office_test_show (GTK_WIDGET (summary));

  miqat_booking_summary_show (summary, none);
  g_assert_cmpint (miqat_booking_summary_get_total (summary), ==, 0);
  g_assert_false (widget_test_shows (GTK_WIDGET (summary), "Certain"));
  miqat_booking_summary_show (summary, two);
  g_assert_cmpint (miqat_booking_summary_get_total (summary), ==, 2 * price);
  sum = miqat_money_format (2 * price);
  g_assert_true (has_named_sum (GTK_WIDGET (summary), sum));
  g_assert_true (widget_test_shows (GTK_WIDGET (summary), "Certain"));
  miqat_booking_summary_show (summary, many);
  g_assert_false (widget_test_shows (GTK_WIDGET (summary), "Certain"));
  gtk_window_destroy (window);
}

/* In the form itself, with each letter. */
static void
test_total_follows_typing (OfficeTest *self, gconstpointer data)
{
  g_autoptr (MiqatDeparture) departure = office_test_load_departure (self->office);
  gint64 price = ((const MiqatRoomType *) g_ptr_array_index (departure->rooms, 0))->price;
  g_autofree char *id = g_strconcat ("new:", departure->id, NULL);
  GtkWidget *page = miqat_booking_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  MiqatCommandDialog *dialog;
  MiqatBookingSummary *summary;
  MiqatForm *line;

  miqat_opener_open (MIQAT_OPENER (page), id);
  dialog = office_test_find_dialog (window);
  summary = MIQAT_BOOKING_SUMMARY (widget_test_find (GTK_WIDGET (dialog), MIQAT_TYPE_BOOKING_SUMMARY, NULL));
  line = MIQAT_FORM (miqat_lines_input_get_form (
      MIQAT_LINES_INPUT (miqat_form_get_input (miqat_command_dialog_get_form (dialog), "rooms")), 0));
  g_assert_cmpint (miqat_booking_summary_get_total (summary), ==, 0);
  gtk_drop_down_set_selected (
      GTK_DROP_DOWN (miqat_input_get_target (miqat_form_get_input (line, "room_type_id"))), 1);
  gtk_editable_set_text (GTK_EDITABLE (miqat_input_get_target (miqat_form_get_input (line, "pax"))), "1");
  g_assert_cmpint (miqat_booking_summary_get_total (summary), ==, price);
  gtk_editable_set_text (GTK_EDITABLE (miqat_input_get_target (miqat_form_get_input (line, "pax"))), "12");
  g_assert_cmpint (miqat_booking_summary_get_total (summary), ==, 12 * price);
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (window);
}

#define ADD(name, person, func) \
  g_test_add ("/office/booking-summary/" name, OfficeTest, person, office_test_set_up, func, office_test_tear_down)

int
main (int argc, char **argv)
{
  office_test_init (&argc, &argv);
  ADD ("running-total", "direktur@demo.example", test_running_total);
  ADD ("total-follows-typing", "direktur@demo.example", test_total_follows_typing);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of bookings: what others do appears, and a number of the morning opens its part of it. */
#include "config.h"

#include "office-test.h"

#include "miqat-booking-page.h"
#include "miqat-filter-bar.h"
#include "miqat-opener.h"

typedef struct {
  GtkWidget *page;
  guint rows;
} Rows;

static gboolean
has_more_rows (gpointer data)
{
  const Rows *rows = data;

  return office_test_count_rows (rows->page) > rows->rows;
}

static void
hold_a_seat (OfficeTest *self)
{
  g_autoptr (MiqatDeparture) departure = office_test_load_departure (self->office);
  g_autoptr (JsonObject) args = office_test_make_booking (departure, 1);
  MiqatRequest request = { .name = "booking.hold", .args = args, .actor_id = MIQAT_ACTOR_PUBLIC };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;

  json_object_remove_member (args, "payer_name");
  json_object_remove_member (args, "payer_phone");
  json_object_set_string_member (args, "departure_id", departure->id);
  json_object_set_string_member (args, "channel", "public");
  json_object_set_string_member (args, "holder", "test visitor");
  answer = miqat_site_run (miqat_office_get_site (self->office), &request, &error);
  g_assert_no_error (error);
  g_assert_true (answer->done);
}

static void
test_follows_changes (OfficeTest *self, gconstpointer data)
{
  GtkWidget *page = miqat_booking_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  Rows rows = { page, office_test_count_rows (page) };

  hold_a_seat (self);
  g_assert_true (office_test_wait (has_more_rows, &rows));
  gtk_window_destroy (window);
}

static void
test_number_opens_its_list (OfficeTest *self, gconstpointer data)
{
  GtkWidget *page = miqat_booking_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  guint all = office_test_count_rows (page);

  miqat_opener_open (MIQAT_OPENER (page), "view:seat_locked");
  g_assert_cmpstr (miqat_filter_bar_get_view (miqat_list_pane_get_filter_bar (office_test_find_list (page))), ==,
                   "seat_locked");
  widget_test_wait (300);
  g_assert_cmpuint (office_test_count_rows (page), >, 0);
  g_assert_cmpuint (office_test_count_rows (page), <, all);
  gtk_window_destroy (window);
}

#define ADD(name, person, func) \
  g_test_add ("/office/booking/" name, OfficeTest, person, office_test_set_up, func, office_test_tear_down)

int
main (int argc, char **argv)
{
  office_test_init (&argc, &argv);
  ADD ("follows-changes", "keuangan@demo.example", test_follows_changes);
  ADD ("number-opens-its-list", "direktur@demo.example", test_number_opens_its_list);
  return g_test_run ();
}

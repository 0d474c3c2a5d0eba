/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seats of a departure for one office: given, and what stays for everybody as it is typed. */
#include "config.h"

#include "office-test.h"

#include "miqat-allotment-summary.h"
#include "miqat-departure-page.h"
#include "miqat-opener.h"
#include "miqat-user.h"

typedef struct {
  OfficeTest *fixture;
  const char *departure_id;
  const char *branch_id;
} Allotted;

static gboolean
is_allotted (gpointer data)
{
  const Allotted *self = data;
  g_autoptr (MiqatDeparture) departure
    = miqat_departure_load (miqat_office_get_db (self->fixture->office), self->departure_id, NULL);

  for (guint i = 0; i < departure->pools->len; i++) {
    const MiqatSeatPool *pool = g_ptr_array_index (departure->pools, i);

    if (pool->kind == MIQAT_POOL_ALLOTMENT && g_str_equal (pool->owner_id, self->branch_id))
      return pool->capacity == 3;
  }
  return FALSE;
}

static void
test_seats_for_an_office (OfficeTest *self, gconstpointer data)
{
  g_autoptr (MiqatDeparture) departure = office_test_load_departure (self->office);
  g_autoptr (GPtrArray) offices = miqat_user_list_offices (miqat_office_get_db (self->office), NULL);
  const MiqatUser *branch = g_ptr_array_index (offices, offices->len - 1);
  GtkWidget *page = miqat_departure_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  Allotted allotted = { self, departure->id, branch->id };
  g_autoptr (JsonObject) typed = json_object_new ();
  MiqatCommandDialog *dialog;

  g_assert_false (is_allotted (&allotted));
  miqat_opener_open (MIQAT_OPENER (page), departure->id);
  g_assert_true (gtk_widget_activate_action (page, "departure.allot", NULL));
  dialog = office_test_find_dialog (window);
  g_assert_nonnull (dialog);
  json_object_set_string_member (typed, "branch_id", branch->id);
  json_object_set_int_member (typed, "seats", 3);
  miqat_form_set_json (miqat_command_dialog_get_form (dialog), typed);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.submit", NULL);
  g_assert_true (office_test_wait (is_allotted, &allotted));
  gtk_window_destroy (window);
}

/* What an office has now, and what stays for everybody, as it is typed. */
static void
test_seats_that_stay (OfficeTest *self, gconstpointer data)
{
  MiqatDeparture *departure = office_test_load_departure (self->office);
  g_autoptr (GPtrArray) offices = miqat_user_list_offices (miqat_office_get_db (self->office), NULL);
  gint64 now = miqat_departure_get_free (departure, MIQAT_POOL_PUBLIC, NULL, NULL);
  MiqatAllotmentSummary *summary = MIQAT_ALLOTMENT_SUMMARY (miqat_allotment_summary_new (departure));
  GtkWindow *window = office_test_show (GTK_WIDGET (summary));
  g_autoptr (JsonObject) typed = json_object_new ();

  miqat_allotment_summary_show (summary, typed);
  g_assert_cmpint (miqat_allotment_summary_get_left (summary), ==, now);
  json_object_set_string_member (typed, "branch_id", ((MiqatUser *) g_ptr_array_index (offices, offices->len - 1))->id);
  json_object_set_int_member (typed, "seats", 3);
  miqat_allotment_summary_show (summary, typed);
  g_assert_cmpint (miqat_allotment_summary_get_left (summary), ==, now - 3);
  g_assert_true (widget_test_shows (GTK_WIDGET (summary), "3, 0 sold"));
  g_assert_false (widget_test_shows (GTK_WIDGET (summary), "Not enough"));
  json_object_set_int_member (typed, "seats", now + 1);
  miqat_allotment_summary_show (summary, typed);
  g_assert_true (widget_test_shows (GTK_WIDGET (summary), "Not enough"));
  gtk_window_destroy (window);
}

#define ADD(name, person, func) \
  g_test_add ("/office/departure/" name, OfficeTest, person, office_test_set_up, func, office_test_tear_down)

int
main (int argc, char **argv)
{
  office_test_init (&argc, &argv);
  ADD ("seats-for-an-office", "direktur@demo.example", test_seats_for_an_office);
  ADD ("seats-that-stay", "direktur@demo.example", test_seats_that_stay);
  return g_test_run ();
}

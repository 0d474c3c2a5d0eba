/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A refused change in its form again. */
#include "config.h"

#include "office-test.h"

#include "miqat-case-edit.h"

/* The form holds what was typed, and what no person types travels beside it. */
static void
test_edit_a_refused_booking (OfficeTest *self, gconstpointer data)
{
  g_autoptr (MiqatDeparture) departure = office_test_load_departure (self->office);
  g_autoptr (JsonObject) args = office_test_make_booking (departure, 2);
  g_autoptr (JsonObject) typed = NULL;
  GtkWindow *window = office_test_show (gtk_label_new ("x"));
  MiqatQueued refused = { .id = (char *) "some-id", .name = (char *) "booking.create" };
  MiqatCommandDialog *dialog;
  JsonObject *line;

  json_object_set_string_member (args, "departure_id", departure->id);
  refused.args = args;
  dialog = miqat_case_edit (gtk_window_get_child (window), self->office, &refused);
  typed = miqat_form_get_json (miqat_command_dialog_get_form (dialog));
  g_assert_cmpstr (json_object_get_string_member (typed, "payer_name"), ==, "Siti Rahmah");
  g_assert_false (json_object_has_member (typed, "departure_id"));
  line = json_array_get_object_element (json_object_get_array_member (typed, "rooms"), 0);
  g_assert_cmpstr (json_object_get_string_member (line, "room_type_id"), ==,
                   ((const MiqatRoomType *) g_ptr_array_index (departure->rooms, 0))->id);
  g_assert_cmpint (json_object_get_int_member (line, "pax"), ==, 2);
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (window);
}

#define ADD(name, person, func) \
  g_test_add ("/office/case/" name, OfficeTest, person, office_test_set_up, func, office_test_tear_down)

int
main (int argc, char **argv)
{
  office_test_init (&argc, &argv);
  ADD ("edit-a-refused-booking", "direktur@demo.example", test_edit_a_refused_booking);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form made from a command: what the command refuses stands under its field. */
#include "config.h"

#include "office-test.h"


static gboolean
has_problem (gpointer data)
{
  return miqat_form_get_first_error (data) != NULL;
}

/* What the command refuses stands under its field, and nothing typed is lost. */
static void
test_refusal_under_field (OfficeTest *self, gconstpointer data)
{
  GtkWindow *window = office_test_show (gtk_label_new ("x"));
  g_autoptr (JsonObject) values = json_object_new ();
  g_autoptr (JsonObject) typed = NULL;
  MiqatCommandQuestion question = {
    .command = "package.create", .title = "New package", .verb = "Save", .values = values,
  };
  MiqatCommandDialog *dialog;
  MiqatForm *form;

  json_object_set_string_member (values, "name", "Umroh Percobaan");
  json_object_set_string_member (values, "kind", "umrah");
  json_object_set_int_member (values, "duration_days", 9);
  json_object_set_string_member (values, "description", "-");
  json_object_set_string_member (values, "slug", "umroh reguler / 9");
  dialog = miqat_command_dialog_show (gtk_window_get_child (window), self->office, &question);
  form = miqat_command_dialog_get_form (dialog);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.submit", NULL);
  g_assert_true (office_test_wait (has_problem, form));
  typed = miqat_form_get_json (form);
  g_assert_cmpstr (json_object_get_string_member (typed, "name"), ==, "Umroh Percobaan");
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (window);
}

#define ADD(name, person, func) \
  g_test_add ("/office/command/" name, OfficeTest, person, office_test_set_up, func, office_test_tear_down)

int
main (int argc, char **argv)
{
  office_test_init (&argc, &argv);
  ADD ("refusal-under-field", "direktur@demo.example", test_refusal_under_field);
  return g_test_run ();
}

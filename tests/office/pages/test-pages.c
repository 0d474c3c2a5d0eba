/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages on a small agency: each opens, shows rows, follows what changes, and its actions do what
 * they say. Warnings are fatal. */
#include "config.h"

#include "office-test.h"

#include "miqat-booking-page.h"
#include "miqat-command-dialog.h"
#include "miqat-departure.h"
#include "miqat-list-pane.h"
#include "miqat-look.h"
#include "miqat-office-areas.h"
#include "miqat-office-resource.h"
#include "miqat-office-search.h"
#include "miqat-payment-page.h"
#include "miqat-proof.h"
#include "miqat-search-hit.h"
#include "miqat-shell.h"
#include "miqat-test-folder.h"

typedef struct {
  char *folder;
  char *path;
  MiqatOffice *office;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("miqat-office-XXXXXX", NULL);
  self->path = office_test_make_agency (self->folder);
  self->office = miqat_office_open (self->path, NULL, &error);
  g_assert_no_error (error);
  office_test_sign_in (self->office, data != NULL ? data : "keuangan@demo.example");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  office_test_settle (50);
  g_assert_finalize_object (self->office);
  miqat_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static guint
count_rows (GtkWidget *page)
{
  GtkWidget *pane = office_test_find (page, MIQAT_TYPE_LIST_PANE);

  return g_list_model_get_n_items (miqat_list_pane_get_model (MIQAT_LIST_PANE (pane)));
}

static void
test_every_area (Fixture *self, gconstpointer data)
{
  for (const MiqatOfficeArea *area = miqat_office_areas; area->name != NULL; area++) {
    GtkWindow *window = office_test_show (area->make_page (self->office));
    guint waiting = 0;

    if (area->count != NULL)
      g_assert_true (area->count (self->office, &waiting, NULL));
    office_test_settle (150);
    gtk_window_destroy (window);
  }
}

static void
test_lists_have_rows (Fixture *self, gconstpointer data)
{
  static const char *const listed[] = { "package", "departure", "pilgrim", "booking", "payment", NULL };

  for (const MiqatOfficeArea *area = miqat_office_areas; area->name != NULL; area++) {
    if (g_strv_contains (listed, area->name)) {
      GtkWindow *window = office_test_show (area->make_page (self->office));

      g_test_message ("%s: %u rows", area->name, count_rows (gtk_window_get_child (window)));
      g_assert_cmpuint (count_rows (gtk_window_get_child (window)), >, 0);
      gtk_window_destroy (window);
    }
  }
}

/* ---- payments ------------------------------------------------------------------------------- */

typedef struct {
  GtkWidget *page;
  guint rows;
} Rows;

static gboolean
has_fewer_rows (gpointer data)
{
  const Rows *rows = data;

  return count_rows (rows->page) < rows->rows;
}

static void
test_approve (Fixture *self, gconstpointer data)
{
  GtkWidget *page = miqat_payment_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  GtkWidget *pane = office_test_find (page, MIQAT_TYPE_LIST_PANE);
  Rows rows = { page, count_rows (page) };
  guint before = 0, after = 0;
  g_autofree char *first = NULL;
  const MiqatProof *proof;

  g_assert_true (miqat_payment_page_count (self->office, &before, NULL));
  g_assert_cmpuint (before, ==, rows.rows);
  proof = miqat_proof_item_get_proof (miqat_list_pane_get_selected_item (MIQAT_LIST_PANE (pane)));
  first = g_strdup (proof->id);
  g_assert_true (gtk_widget_activate_action (page, "payment.approve", NULL));
  g_assert_true (office_test_wait (has_fewer_rows, &rows));
  g_assert_true (miqat_payment_page_count (self->office, &after, NULL));
  g_assert_cmpuint (after, ==, before - 1);
  /* The next one is already there. */
  proof = miqat_proof_item_get_proof (miqat_list_pane_get_selected_item (MIQAT_LIST_PANE (pane)));
  g_assert_cmpstr (proof->id, !=, first);
  gtk_window_destroy (window);
}

static void
test_sales_may_not_approve (Fixture *self, gconstpointer data)
{
  GtkWidget *page = miqat_payment_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  guint before = 0, after = 0;

  g_assert_true (miqat_payment_page_count (self->office, &before, NULL));
  gtk_widget_activate_action (page, "payment.approve", NULL);
  office_test_settle (200);
  g_assert_true (miqat_payment_page_count (self->office, &after, NULL));
  g_assert_cmpuint (after, ==, before);
  gtk_window_destroy (window);
}

/* ---- what others do ------------------------------------------------------------------------- */

static gboolean
has_more_rows (gpointer data)
{
  const Rows *rows = data;

  return count_rows (rows->page) > rows->rows;
}

static void
hold_a_seat (Fixture *self)
{
  g_autoptr (GPtrArray) departures = miqat_departure_list (miqat_office_get_db (self->office), NULL, NULL);
  g_autoptr (JsonObject) args = json_object_new ();
  JsonArray *rooms = json_array_new ();
  JsonObject *room = json_object_new ();
  const MiqatDeparture *departure = NULL;
  MiqatRequest request = { .name = "booking.hold", .args = args, .actor_id = MIQAT_ACTOR_PUBLIC };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;

  for (guint i = 0; i < departures->len && departure == NULL; i++) {
    const MiqatDeparture *one = g_ptr_array_index (departures, i);
    if (g_str_equal (one->status, "open"))
      departure = one;
  }
  if (departure == NULL)
    g_error ("no departure is open");
  json_object_set_string_member (room, "room_type_id", ((MiqatRoomType *) g_ptr_array_index (departure->rooms, 0))->id);
  json_object_set_int_member (room, "pax", 1);
  json_array_add_object_element (rooms, room);
  json_object_set_string_member (args, "departure_id", departure->id);
  json_object_set_array_member (args, "rooms", rooms);
  json_object_set_string_member (args, "channel", "public");
  json_object_set_string_member (args, "holder", "test visitor");
  answer = miqat_site_run (miqat_office_get_site (self->office), &request, &error);
  g_assert_no_error (error);
  g_assert_true (answer->done);
}

static void
test_follows_changes (Fixture *self, gconstpointer data)
{
  GtkWidget *page = miqat_booking_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  Rows rows = { page, count_rows (page) };

  hold_a_seat (self);
  g_assert_true (office_test_wait (has_more_rows, &rows));
  gtk_window_destroy (window);
}

/* ---- a form --------------------------------------------------------------------------------- */

static gboolean
has_problem (gpointer data)
{
  return miqat_form_get_first_error (data) != NULL;
}

/* What the command refuses stands under its field, and nothing typed is lost. */
static void
test_refusal_under_field (Fixture *self, gconstpointer data)
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

/* ---- search and window ---------------------------------------------------------------------- */

static void
test_search (Fixture *self, gconstpointer data)
{
  g_autoptr (GListModel) none = miqat_office_search (self->office, "", NULL);
  g_autoptr (GListModel) bookings = miqat_office_search (self->office, "BK", NULL);
  g_autoptr (GListModel) nobody = miqat_office_search (self->office, "zzzzqqq", NULL);

  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (bookings), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (nobody), ==, 0);
}

static void
test_window (Fixture *self, gconstpointer data)
{
  g_autoptr (GtkApplication) app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  MiqatWindow *window;

  g_application_register (G_APPLICATION (app), NULL, NULL);
  miqat_office_sign_out (self->office);
  window = miqat_window_new (app, self->office, self->path, NULL);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_null (miqat_window_get_shell (window));
  office_test_sign_in (self->office, "keuangan@demo.example");
  g_assert_nonnull (miqat_window_get_shell (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open", "(ss)", "payment", "");
  g_assert_cmpstr (miqat_shell_get_area (MIQAT_SHELL (miqat_window_get_shell (window))), ==, "payment");
  office_test_settle (150);
  miqat_office_sign_out (self->office);
  g_assert_null (miqat_window_get_shell (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(name, person, func) g_test_add ("/office/pages/" name, Fixture, person, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_resources_register (miqat_office_get_resource ());
  miqat_look_load (gdk_display_get_default ());
  ADD ("every-area", NULL, test_every_area);
  ADD ("lists-have-rows", NULL, test_lists_have_rows);
  ADD ("approve", NULL, test_approve);
  ADD ("sales-may-not-approve", "sales.sby@demo.example", test_sales_may_not_approve);
  ADD ("follows-changes", NULL, test_follows_changes);
  ADD ("refusal-under-field", "direktur@demo.example", test_refusal_under_field);
  ADD ("search", NULL, test_search);
  ADD ("window", NULL, test_window);
  return g_test_run ();
}

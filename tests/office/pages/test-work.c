/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do on the pages: numbers that open lists, seats for an office, a booking's total, the
 * record of decisions, and a refused change edited. */
#include "config.h"

#include "office-test.h"

#include "miqat-allotment-summary.h"
#include "miqat-booking-list.h"
#include "miqat-booking-page.h"
#include "miqat-booking-summary.h"
#include "miqat-case-edit.h"
#include "miqat-catalog-list.h"
#include "miqat-claim.h"
#include "miqat-departure-page.h"
#include "miqat-file-input.h"
#include "miqat-filter-bar.h"
#include "miqat-home-page.h"
#include "miqat-lines-input.h"
#include "miqat-list-pane.h"
#include "miqat-look.h"
#include "miqat-money.h"
#include "miqat-office-areas.h"
#include "miqat-office-resource.h"
#include "miqat-opener.h"
#include "miqat-payment-page.h"
#include "miqat-proof.h"
#include "miqat-user.h"
#include "miqat-test-folder.h"

#include <string.h>

typedef struct {
  char *folder;
  MiqatOffice *office;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("miqat-office-XXXXXX", NULL);
  path = office_test_make_agency (self->folder);
  self->office = miqat_office_open (path, NULL, &error);
  g_assert_no_error (error);
  office_test_sign_in (self->office, data);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  office_test_settle (50);
  g_assert_finalize_object (self->office);
  miqat_test_folder_remove (self->folder);
  g_free (self->folder);
}

static MiqatListPane *
find_pane (GtkWidget *page)
{
  return MIQAT_LIST_PANE (office_test_find (page, MIQAT_TYPE_LIST_PANE));
}

static guint
count_rows (GtkWidget *page)
{
  return g_list_model_get_n_items (miqat_list_pane_get_model (find_pane (page)));
}

/* ---- numbers -------------------------------------------------------------------------------- */

/* Buttons that open this. */
static guint
count_buttons (GtkWidget *widget, const char *area, const char *id)
{
  GVariant *target
      = GTK_IS_ACTIONABLE (widget) ? gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget)) : NULL;
  guint count = 0;

  if (!gtk_widget_get_visible (widget))
    return 0;
  if (target != NULL && g_variant_is_of_type (target, G_VARIANT_TYPE ("(ss)"))) {
    const char *to_area = NULL, *to_id = NULL;

    g_variant_get (target, "(&s&s)", &to_area, &to_id);
    count = g_str_equal (to_area, area) && g_str_equal (to_id, id);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_buttons (child, area, id);
  return count;
}

static void
test_numbers_of_the_head_office (Fixture *self, gconstpointer data)
{
  GtkWidget *page = miqat_home_page_new (self->office);
  GtkWindow *window = office_test_show (page);

  g_assert_cmpuint (count_buttons (page, "booking", "view:all"), ==, 2);
  g_assert_cmpuint (count_buttons (page, "payment", "view:decided"), ==, 1);
  g_assert_cmpuint (count_buttons (page, "booking", "view:seat_locked"), ==, 1);
  gtk_window_destroy (window);
}

/* Whoever stands on a number stays there while the page is read again. */
static void
test_number_keeps_the_cursor (Fixture *self, gconstpointer data)
{
  const GActionEntry open = { .name = "open", .parameter_type = "(ss)" };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *page = miqat_home_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  GtkWidget *focus = NULL;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), &open, 1, NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "win", G_ACTION_GROUP (actions));
  for (guint i = 0; i < 50 && (focus == NULL || count_buttons (focus, "payment", "view:decided") == 0); i++) {
    gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
    focus = gtk_window_get_focus (window);
  }
  g_assert_true (GTK_IS_BUTTON (focus));
  g_signal_emit_by_name (self->office, "changed", NULL);
  office_test_settle (300);
  g_assert_true (gtk_window_get_focus (window) == focus);
  gtk_window_destroy (window);
}

static void
test_no_numbers_at_a_branch (Fixture *self, gconstpointer data)
{
  GtkWidget *page = miqat_home_page_new (self->office);
  GtkWindow *window = office_test_show (page);

  g_assert_cmpuint (count_buttons (page, "payment", "view:decided"), ==, 0);
  g_assert_cmpuint (count_buttons (page, "booking", "view:all"), ==, 0);
  gtk_window_destroy (window);
}

static void
test_number_opens_its_list (Fixture *self, gconstpointer data)
{
  GtkWidget *page = miqat_booking_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  guint all = count_rows (page);

  miqat_opener_open (MIQAT_OPENER (page), "view:seat_locked");
  g_assert_cmpstr (miqat_filter_bar_get_view (miqat_list_pane_get_filter_bar (find_pane (page))), ==, "seat_locked");
  office_test_settle (300);
  g_assert_cmpuint (count_rows (page), >, 0);
  g_assert_cmpuint (count_rows (page), <, all);
  gtk_window_destroy (window);
}

/* ---- links ---------------------------------------------------------------------------------- */

static const char *
get_selected_id (const char *area, GtkWidget *page)
{
  gpointer item = miqat_list_pane_get_selected_item (find_pane (page));

  if (item == NULL)
    return NULL;
  if (g_str_equal (area, "booking"))
    return miqat_booking_item_get_id (item);
  if (g_str_equal (area, "departure"))
    return miqat_departure_item_get_id (item);
  return miqat_proof_item_get_proof (item)->id;
}

static GtkWidget *
make_page (Fixture *self, const char *name)
{
  for (const MiqatOfficeArea *area = miqat_office_areas; area->name != NULL; area++)
    if (g_str_equal (area->name, name))
      return area->make_page (self->office);
  g_error ("there is no area %s", name);
}

/* One link opens the thing itself, selected in its list. */
static void
follow (Fixture *self, const char *area, const char *id)
{
  GtkWidget *page = make_page (self, area);
  GtkWindow *window = office_test_show (page);

  miqat_opener_open (MIQAT_OPENER (page), id);
  office_test_settle (50);
  g_assert_cmpstr (get_selected_id (area, page), ==, id);
  gtk_window_destroy (window);
}

static void
follow_all (Fixture *self, GtkWidget *widget, guint *bookings, guint *others)
{
  GVariant *target
      = GTK_IS_ACTIONABLE (widget) ? gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget)) : NULL;
  const char *area = NULL, *id = NULL;

  if (target != NULL && g_variant_is_of_type (target, G_VARIANT_TYPE ("(ss)"))) {
    g_variant_get (target, "(&s&s)", &area, &id);
    if (*id != '\0' && !g_str_has_prefix (id, "view:")) {
      follow (self, area, id);
      (*(g_str_equal (area, "booking") ? bookings : others))++;
    }
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    follow_all (self, child, bookings, others);
}

static void
test_links_of_the_morning (Fixture *self, gconstpointer data)
{
  GtkWidget *page = miqat_home_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  guint bookings = 0, others = 0;

  follow_all (self, page, &bookings, &others);
  g_assert_cmpuint (bookings, >, 1);
  g_assert_cmpuint (others, >, 3);
  gtk_window_destroy (window);
}

/* ---- payments ------------------------------------------------------------------------------- */

static gboolean
is_approved (gpointer data)
{
  return office_test_says (data, "Approved");
}

static void
test_record_of_decisions (Fixture *self, gconstpointer data)
{
  GtkWidget *page = miqat_payment_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  MiqatClaim *claim = MIQAT_CLAIM (office_test_find (page, MIQAT_TYPE_CLAIM));
  g_autofree char *payer = g_strdup (miqat_claim_get_payer (claim));
  g_autofree char *id = NULL;
  guint rows = count_rows (page);

  id = g_strdup (miqat_proof_item_get_proof (miqat_list_pane_get_selected_item (find_pane (page)))->id);
  g_assert_false (office_test_says (page, "Approved"));
  gtk_widget_activate_action (page, "payment.approve", NULL);
  for (guint i = 0; i < 50 && count_rows (page) == rows; i++)
    office_test_settle (100);
  g_assert_cmpuint (count_rows (page), ==, rows - 1);
  /* It is no longer among those that wait, and still found. */
  miqat_opener_open (MIQAT_OPENER (page), id);
  g_assert_cmpstr (miqat_filter_bar_get_view (miqat_list_pane_get_filter_bar (find_pane (page))), ==, "decided");
  g_assert_true (office_test_wait (is_approved, page));
  g_assert_cmpstr (miqat_claim_get_payer (claim), ==, payer);
  gtk_window_destroy (window);
}

static void
test_moving_on (Fixture *self, gconstpointer data)
{
  GtkWidget *page = miqat_payment_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  MiqatListPane *pane = find_pane (page);

  g_assert_cmpuint (miqat_list_pane_get_selected (pane), ==, 0);
  gtk_widget_activate_action (page, "payment.next", NULL);
  g_assert_cmpuint (miqat_list_pane_get_selected (pane), ==, 1);
  gtk_widget_activate_action (page, "payment.previous", NULL);
  g_assert_cmpuint (miqat_list_pane_get_selected (pane), ==, 0);
  gtk_window_destroy (window);
}

/* ---- seats for an office -------------------------------------------------------------------- */

static MiqatDeparture *
load_departure (Fixture *self)
{
  g_autoptr (GPtrArray) departures = miqat_departure_list (miqat_office_get_db (self->office), NULL, NULL);

  for (guint i = 0; i < departures->len; i++) {
    const MiqatDeparture *one = g_ptr_array_index (departures, i);

    if (g_str_equal (one->status, "open") && one->total_seats - one->booked_seats >= 10)
      return miqat_departure_load (miqat_office_get_db (self->office), one->id, NULL);
  }
  g_error ("no departure is open");
}

static MiqatCommandDialog *
find_dialog (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) one = g_list_model_get_item (windows, i);

    if (MIQAT_IS_COMMAND_DIALOG (one) && gtk_window_get_transient_for (one) == window)
      return MIQAT_COMMAND_DIALOG (one);
  }
  return NULL;
}

typedef struct {
  Fixture *fixture;
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
test_seats_for_an_office (Fixture *self, gconstpointer data)
{
  g_autoptr (MiqatDeparture) departure = load_departure (self);
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
  dialog = find_dialog (window);
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
test_seats_that_stay (Fixture *self, gconstpointer data)
{
  MiqatDeparture *departure = load_departure (self);
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
  g_assert_true (office_test_says (GTK_WIDGET (summary), "3, 0 sold"));
  g_assert_false (office_test_says (GTK_WIDGET (summary), "Not enough"));
  json_object_set_int_member (typed, "seats", now + 1);
  miqat_allotment_summary_show (summary, typed);
  g_assert_true (office_test_says (GTK_WIDGET (summary), "Not enough"));
  gtk_window_destroy (window);
}

/* ---- a proof that came another way ---------------------------------------------------------- */

static GFile *
write_png (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "bukti.png", NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 40, 60);

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return g_file_new_for_path (path);
}

static gboolean
is_usable (gpointer data)
{
  return miqat_file_input_get_contents (data) != NULL;
}

typedef struct {
  Fixture *fixture;
  guint before;
} Proofs;

static gboolean
is_one_more (gpointer data)
{
  const Proofs *proofs = data;
  guint now = 0;

  return miqat_payment_page_count (proofs->fixture->office, &now, NULL) && now == proofs->before + 1;
}

/* A file from this computer waits to be checked like one from the page. */
static void
test_give_a_proof (Fixture *self, gconstpointer data)
{
  GtkWidget *page = miqat_booking_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  g_autoptr (GFile) file = write_png (self);
  MiqatCommandDialog *dialog = NULL;
  Proofs proofs = { self, 0 };
  MiqatInput *input;

  g_assert_true (miqat_payment_page_count (self->office, &proofs.before, NULL));
  miqat_opener_open (MIQAT_OPENER (page), "view:seat_locked");
  office_test_settle (200);
  for (guint i = 0; i < count_rows (page) && dialog == NULL; i++) {
    miqat_list_pane_select (find_pane (page), i);
    gtk_widget_activate_action (page, "booking.proof", NULL);
    dialog = find_dialog (window);
  }
  g_assert_nonnull (dialog);
  input = miqat_form_get_input (miqat_command_dialog_get_form (dialog), MIQAT_COMMAND_FILE);
  miqat_file_input_set_file (MIQAT_FILE_INPUT (input), file);
  g_assert_true (office_test_wait (is_usable, input));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.submit", NULL);
  g_assert_true (office_test_wait (is_one_more, &proofs));
  gtk_window_destroy (window);
}

/* ---- a booking's total ---------------------------------------------------------------------- */

static JsonObject *
make_booking (const MiqatDeparture *departure, gint64 people)
{
  const MiqatRoomType *room = g_ptr_array_index (departure->rooms, 0);
  JsonObject *args = json_object_new ();
  JsonArray *rooms = json_array_new ();
  JsonObject *line = json_object_new ();

  json_object_set_string_member (line, "room_type_id", room->id);
  json_object_set_int_member (line, "pax", people);
  json_array_add_object_element (rooms, line);
  json_object_set_array_member (args, "rooms", rooms);
  json_object_set_string_member (args, "payer_name", "Siti Rahmah");
  json_object_set_string_member (args, "payer_phone", "084000001234");
  return args;
}

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
test_running_total (Fixture *self, gconstpointer data)
{
  MiqatDeparture *departure = load_departure (self);
  gint64 price = ((const MiqatRoomType *) g_ptr_array_index (departure->rooms, 0))->price;
  g_autoptr (JsonObject) two = make_booking (departure, 2);
  g_autoptr (JsonObject) many = make_booking (departure, 900);
  g_autoptr (JsonObject) none = json_object_new ();
  g_autofree char *sum = NULL;
  MiqatBookingSummary *summary = MIQAT_BOOKING_SUMMARY (miqat_booking_summary_new (self->office, departure));
  GtkWindow *window = office_test_show (GTK_WIDGET (summary));

  miqat_booking_summary_show (summary, none);
  g_assert_cmpint (miqat_booking_summary_get_total (summary), ==, 0);
  g_assert_false (office_test_says (GTK_WIDGET (summary), "Certain"));
  miqat_booking_summary_show (summary, two);
  g_assert_cmpint (miqat_booking_summary_get_total (summary), ==, 2 * price);
  sum = miqat_money_format (2 * price);
  g_assert_true (has_named_sum (GTK_WIDGET (summary), sum));
  g_assert_true (office_test_says (GTK_WIDGET (summary), "Certain"));
  miqat_booking_summary_show (summary, many);
  g_assert_false (office_test_says (GTK_WIDGET (summary), "Certain"));
  gtk_window_destroy (window);
}

/* In the form itself, with each letter. */
static void
test_total_follows_typing (Fixture *self, gconstpointer data)
{
  g_autoptr (MiqatDeparture) departure = load_departure (self);
  gint64 price = ((const MiqatRoomType *) g_ptr_array_index (departure->rooms, 0))->price;
  g_autofree char *id = g_strconcat ("new:", departure->id, NULL);
  GtkWidget *page = miqat_booking_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  MiqatCommandDialog *dialog;
  MiqatBookingSummary *summary;
  MiqatForm *line;

  miqat_opener_open (MIQAT_OPENER (page), id);
  dialog = find_dialog (window);
  summary = MIQAT_BOOKING_SUMMARY (office_test_find (GTK_WIDGET (dialog), MIQAT_TYPE_BOOKING_SUMMARY));
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

/* ---- a refused change ----------------------------------------------------------------------- */

/* The form holds what was typed, and what no person types travels beside it. */
static void
test_edit_a_refused_booking (Fixture *self, gconstpointer data)
{
  g_autoptr (MiqatDeparture) departure = load_departure (self);
  g_autoptr (JsonObject) args = make_booking (departure, 2);
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

#define ADD(name, person, func) g_test_add ("/office/work/" name, Fixture, person, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_resources_register (miqat_office_get_resource ());
  miqat_look_load (gdk_display_get_default ());
  ADD ("numbers-of-the-head-office", "direktur@demo.example", test_numbers_of_the_head_office);
  ADD ("number-keeps-the-cursor", "direktur@demo.example", test_number_keeps_the_cursor);
  ADD ("no-numbers-at-a-branch", "sales.sby@demo.example", test_no_numbers_at_a_branch);
  ADD ("number-opens-its-list", "direktur@demo.example", test_number_opens_its_list);
  ADD ("record-of-decisions", "keuangan@demo.example", test_record_of_decisions);
  ADD ("moving-on", "keuangan@demo.example", test_moving_on);
  ADD ("seats-for-an-office", "direktur@demo.example", test_seats_for_an_office);
  ADD ("links-of-the-morning", "direktur@demo.example", test_links_of_the_morning);
  ADD ("seats-that-stay", "direktur@demo.example", test_seats_that_stay);
  ADD ("give-a-proof", "keuangan@demo.example", test_give_a_proof);
  ADD ("total-follows-typing", "direktur@demo.example", test_total_follows_typing);
  ADD ("running-total", "direktur@demo.example", test_running_total);
  ADD ("edit-a-refused-booking", "direktur@demo.example", test_edit_a_refused_booking);
  return g_test_run ();
}

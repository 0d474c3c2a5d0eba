/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the head office refuses, at the workstation that sent it: a case with its reason, edited in the
 * command's own form and sent again, over real HTTP. */
#include "config.h"

#include "office-test.h"
#include "sync-test.h"

#include "miqat-areas.h"
#include "miqat-attention-page.h"
#include "miqat-case-row.h"
#include "miqat-command-dialog.h"
#include "miqat-http-server.h"
#include "miqat-lines-input.h"
#include "miqat-look.h"
#include "miqat-office-resource.h"
#include "miqat-sync-enrolment.h"
#include "miqat-sync-http.h"
#include "miqat-sync-routes.h"
#include "miqat-test-folder.h"

#include <string.h>

typedef struct {
  SyncTest *test;
  MiqatHttpRouter *router;
  MiqatHttpServer *server;
  guint16 port;
  char *url;
  char *folder;
  MiqatOffice *office;
} Net;

static void
log_nothing (const char *line, gpointer data)
{
}

static void
start_server (Net *net)
{
  const MiqatHttpServerOptions options = { .port = net->port, .log = log_nothing };
  g_autoptr (GError) error = NULL;

  net->server = miqat_http_server_start (net->router, &options, &error);
  g_assert_no_error (error);
  net->port = miqat_http_server_get_port (net->server);
}

static MiqatSite *
enrol (Net *net)
{
  g_autofree char *path = g_build_filename (net->folder, "kantor.miqat", NULL);
  g_autofree char *code = miqat_enrolment_code_new ();
  g_autofree char *hash = miqat_enrolment_code_hash (code);
  const MiqatSiteOptions options = { .database = path, .areas = miqat_areas, .clock = &net->test->hub->clock.parent };
  g_autoptr (MiqatEnrolmentAttempt) attempt = miqat_enrolment_attempt_new (code, "Meja 1");
  g_autoptr (MiqatEnrolment) enrolment = NULL;
  g_autoptr (MiqatSyncTransport) transport = NULL;
  g_autoptr (GError) error = NULL;
  MiqatSite *site;

  miqat_test_do (net->test->hub, net->test->hub->pusat_staff, "device.create_code", NULL,
                 "{'node_id': '%s', 'code_hash': '%s'}", net->test->hub->surabaya, hash);
  transport = miqat_sync_http_new (net->url, NULL, &error);
  g_assert_no_error (error);
  enrolment = miqat_enrolment_attempt_send (attempt, transport, NULL, &error);
  g_assert_no_error (error);
  site = miqat_enrolment_create_site (enrolment, &options, net->url, &error);
  g_assert_no_error (error);
  return site;
}

static gboolean
is_online (gpointer data)
{
  MiqatSyncStatus status;

  miqat_office_get_sync_status (data, &status);
  return status.online;
}

static gboolean
is_offline (gpointer data)
{
  MiqatSyncStatus status;

  miqat_office_get_sync_status (data, &status);
  return !status.online;
}

typedef struct {
  gboolean finished;
  GError *error;
} Signing;

static void
on_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Signing *signing = data;

  miqat_office_sign_in_finish (MIQAT_OFFICE (source), result, &signing->error);
  signing->finished = TRUE;
}

static gboolean
is_finished (gpointer data)
{
  return ((Signing *) data)->finished;
}

static void
sign_in (Net *net)
{
  g_autofree char *sql = g_strdup_printf ("SELECT email FROM staff WHERE id = '%s'",
                                          net->test->hub->surabaya_staff);
  g_autofree char *email = miqat_test_text (net->test->hub, sql);
  Signing signing = { FALSE, NULL };

  miqat_office_sign_in_async (net->office, email, SYNC_TEST_PASSWORD, NULL, on_signed_in_cb, &signing);
  g_assert_true (office_test_wait (is_finished, &signing));
  g_assert_no_error (signing.error);
}

static Net *
net_new (guint seats)
{
  Net *net = g_new0 (Net, 1);
  g_autoptr (GError) error = NULL;

  net->test = sync_test_new ();
  sync_test_add_departure (net->test, seats);
  net->router = miqat_http_router_new ();
  miqat_sync_routes_add (net->router, net->test->answers);
  start_server (net);
  net->url = g_strdup_printf ("http://127.0.0.1:%u/", net->port);
  net->folder = g_dir_make_tmp ("miqat-attention-XXXXXX", NULL);
  net->office = miqat_office_new_for_site (enrol (net), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (office_test_wait (is_online, net->office));
  sign_in (net);
  return net;
}

static void
net_free (Net *net)
{
  office_test_settle (100);
  g_assert_finalize_object (net->office);
  miqat_http_server_free (net->server);
  sync_test_free (net->test);
  miqat_http_router_free (net->router);
  miqat_test_folder_remove (net->folder);
  g_free (net->folder);
  g_free (net->url);
  g_free (net);
}

/* ---- a case --------------------------------------------------------------------------------- */

static void
on_booked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = miqat_office_run_finish (MIQAT_OFFICE (source), result, &error);

  g_assert_no_error (error);
  g_assert_true (answer->done);
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* Three places, sold without the network. */
static void
book_here (Net *net)
{
  g_autofree char *text = g_strdup_printf ("{\"departure_id\": \"%s\", \"channel\": \"desk\", \"rooms\":"
                                           " [{\"room_type_id\": \"%s\", \"pax\": 3}], \"payer_name\": \"Siti Rahmah\","
                                           " \"payer_phone\": \"081233344455\"}",
                                           net->test->departure, net->test->quad);
  g_autoptr (JsonNode) args = json_from_string (text, NULL);
  gboolean booked = FALSE;

  miqat_office_run_async (net->office, "booking.create", json_node_get_object (args), NULL, on_booked_cb, &booked);
  g_assert_true (office_test_wait (is_true, &booked));
}

static gboolean
has_case (gpointer data)
{
  MiqatSyncStatus status;

  miqat_office_get_sync_status (data, &status);
  return status.refused > 0;
}

/* The network is cut, two places are sold at the hub and three here, of four; it comes back. */
static void
make_case (Net *net)
{
  g_clear_pointer (&net->server, miqat_http_server_free);
  miqat_office_sync_now (net->office);
  g_assert_true (office_test_wait (is_offline, net->office));
  book_here (net);
  miqat_test_do (net->test->hub, net->test->hub->pusat_staff, "booking.create", NULL,
                 "{'departure_id': '%s', 'channel': 'desk', 'rooms': [{'room_type_id': '%s', 'pax': 2}],"
                 " 'payer_name': 'Budi Santoso', 'payer_phone': '081233344456'}",
                 net->test->departure, net->test->quad);
  start_server (net);
  miqat_office_sync_now (net->office);
  g_assert_true (office_test_wait (has_case, net->office));
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, label);

    if (found != NULL)
      return found;
  }
  return NULL;
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

static gboolean
has_no_case (gpointer data)
{
  return !has_case (data);
}

static gboolean
is_at_the_hub (gpointer data)
{
  return miqat_test_number (((Net *) data)->test->hub, "SELECT count(*) FROM bookings") == 2;
}

static gboolean
is_closed (gpointer data)
{
  return find_dialog (data) == NULL;
}

static gboolean
shows_no_case (gpointer data)
{
  return office_test_find (data, MIQAT_TYPE_CASE_ROW) == NULL;
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
  Net *net = net_new (4);
  GtkWidget *page;
  GtkWindow *window;
  MiqatCommandDialog *dialog;
  MiqatForm *form;
  g_autoptr (JsonObject) typed = NULL;

  make_case (net);
  page = miqat_attention_page_new (net->office);
  window = office_test_show (page);
  g_assert_nonnull (office_test_find (page, MIQAT_TYPE_CASE_ROW));
  g_assert_true (says_seats (page));
  g_signal_emit_by_name (find_button (page, "Edit and send again…"), "clicked");
  dialog = find_dialog (window);
  g_assert_nonnull (dialog);
  form = miqat_command_dialog_get_form (dialog);
  /* What was typed, and why it was refused. */
  typed = miqat_form_get_json (form);
  g_assert_cmpstr (json_object_get_string_member (typed, "payer_name"), ==, "Siti Rahmah");
  g_assert_true (says_seats (GTK_WIDGET (dialog)));
  /* Still three: refused again, and the case stays. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.submit", NULL);
  office_test_settle (500);
  g_assert_true (has_case (net->office));
  g_assert_true (says_seats (GTK_WIDGET (dialog)));
  set_people (form, "2");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.submit", NULL);
  g_assert_true (office_test_wait (has_no_case, net->office));
  g_assert_true (office_test_wait (is_at_the_hub, net));
  g_assert_true (office_test_wait (is_closed, window));
  g_assert_cmpint (miqat_test_number (net->test->hub, "SELECT count(*) FROM booking_travellers"), ==, 4);
  g_assert_true (office_test_wait (shows_no_case, page));
  gtk_window_destroy (window);
  net_free (net);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  miqat_crypto_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_resources_register (miqat_office_get_resource ());
  miqat_look_load (gdk_display_get_default ());
  g_test_add_func ("/office/attention/edit-and-send-again", test_edit_and_send_again);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "miqat-office-areas.h"
#include "miqat-office-resource.h"
#include "miqat-test-folder.h"

void
office_test_init (int *argc, char ***argv)
{
  widget_test_init (argc, argv);
  g_resources_register (miqat_office_get_resource ());
}

void
office_test_set_up (OfficeTest *self, gconstpointer email)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("miqat-office-XXXXXX", NULL);
  self->path = office_test_make_agency (self->folder);
  self->office = miqat_office_open (self->path, NULL, &error);
  g_assert_no_error (error);
  if (email != NULL)
    office_test_sign_in (self->office, email);
}

void
office_test_tear_down (OfficeTest *self, gconstpointer email)
{
  widget_test_wait (100);
  g_assert_finalize_object (self->office);
  miqat_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

char *
office_test_make_agency (const char *folder)
{
  char *path = g_build_filename (folder, "hub.db", NULL);
  const char *ctl = g_getenv ("MIQATCTL");
  char *argv[] = { (char *) ctl, (char *) "demo", (char *) "--database", path, (char *) "--scale",
                   (char *) "small", (char *) "--seed", (char *) "7", NULL };
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_assert_nonnull (ctl);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &errors, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("miqatctl demo: %s", errors);
  return path;
}

static gboolean
on_time_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

gboolean
office_test_wait (gboolean (*done) (gpointer data), gpointer data)
{
  gboolean late = FALSE;
  guint source = g_timeout_add_seconds (10, on_time_cb, &late);

  while (!late && !done (data))
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (source);
  return !late;
}

/* ---- people --------------------------------------------------------------------------------- */

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

void
office_test_sign_in_with (MiqatOffice *office, const char *email, const char *password)
{
  Signing signing = { FALSE, NULL };

  miqat_office_sign_in_async (office, email, password, NULL, on_signed_in_cb, &signing);
  g_assert_true (office_test_wait (is_finished, &signing));
  g_assert_no_error (signing.error);
}

void
office_test_sign_in (MiqatOffice *office, const char *email)
{
  office_test_sign_in_with (office, email, OFFICE_TEST_PASSWORD);
}

/* ---- pages ---------------------------------------------------------------------------------- */

GtkWidget *
office_test_make_page (MiqatOffice *office, const char *area)
{
  for (const MiqatOfficeArea *one = miqat_office_areas; one->name != NULL; one++)
    if (g_str_equal (one->name, area))
      return one->make_page (office);
  g_error ("there is no area %s", area);
}

GtkWindow *
office_test_show (GtkWidget *page)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, 1280, 860);
  gtk_window_set_child (window, page);
  gtk_window_present (window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

MiqatListPane *
office_test_find_list (GtkWidget *page)
{
  return MIQAT_LIST_PANE (widget_test_find (page, MIQAT_TYPE_LIST_PANE, NULL));
}

guint
office_test_count_rows (GtkWidget *page)
{
  return g_list_model_get_n_items (miqat_list_pane_get_model (office_test_find_list (page)));
}

GtkWindow *
office_test_find_above (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) one = g_list_model_get_item (windows, i);

    if (gtk_window_get_transient_for (one) == window)
      return one;
  }
  return NULL;
}

MiqatCommandDialog *
office_test_find_dialog (GtkWindow *window)
{
  GtkWindow *above = office_test_find_above (window);

  return MIQAT_IS_COMMAND_DIALOG (above) ? MIQAT_COMMAND_DIALOG (above) : NULL;
}

/* ---- a booking ------------------------------------------------------------------------------ */

MiqatDeparture *
office_test_load_departure (MiqatOffice *office)
{
  MiqatDb *db = miqat_office_get_db (office);
  g_autoptr (GPtrArray) departures = miqat_departure_list (db, NULL, NULL);

  for (guint i = 0; i < departures->len; i++) {
    const MiqatDeparture *one = g_ptr_array_index (departures, i);

    if (g_str_equal (one->status, "open") && one->total_seats - one->booked_seats >= 10)
      return miqat_departure_load (db, one->id, NULL);
  }
  g_error ("no departure is open");
}

JsonObject *
office_test_make_booking (const MiqatDeparture *departure, gint64 people)
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "miqat-look.h"
#include "miqat-office-resource.h"
#include "miqat-test-folder.h"

#include <adwaita.h>

void
office_test_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_resources_register (miqat_office_get_resource ());
  miqat_look_load (gdk_display_get_default ());
}

void
office_test_set_up (OfficeTest *self, gconstpointer email)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("miqat-office-XXXXXX", NULL);
  path = office_test_make_agency (self->folder);
  self->office = miqat_office_open (path, NULL, &error);
  g_assert_no_error (error);
  office_test_sign_in (self->office, email);
}

void
office_test_tear_down (OfficeTest *self, gconstpointer email)
{
  office_test_settle (50);
  g_assert_finalize_object (self->office);
  miqat_test_folder_remove (self->folder);
  g_free (self->folder);
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

void
office_test_settle (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, on_time_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
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

void
office_test_sign_in (MiqatOffice *office, const char *email)
{
  Signing signing = { FALSE, NULL };

  miqat_office_sign_in_async (office, email, OFFICE_TEST_PASSWORD, NULL, on_signed_in_cb, &signing);
  g_assert_true (office_test_wait (is_finished, &signing));
  g_assert_no_error (signing.error);
}

GtkWidget *
office_test_find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = office_test_find (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

gboolean
office_test_says (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (office_test_says (child, text))
      return TRUE;
  return FALSE;
}

MiqatCommandDialog *
office_test_find_dialog (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) one = g_list_model_get_item (windows, i);

    if (MIQAT_IS_COMMAND_DIALOG (one) && gtk_window_get_transient_for (one) == window)
      return MIQAT_COMMAND_DIALOG (one);
  }
  return NULL;
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

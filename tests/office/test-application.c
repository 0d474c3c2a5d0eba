/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program on a file that is no database: it says so in its window, with the file's name. */
#include "config.h"

#include "office-test.h"

#include "miqat-application.h"
#include "miqat-test-folder.h"

#include <string.h>

typedef struct {
  MiqatApplication *app;
  char *path;
  gboolean seen;
} Failing;

static gboolean
look_cb (gpointer data)
{
  Failing *self = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self->app));
  GtkWidget *page = window != NULL ? widget_test_find (GTK_WIDGET (window), ADW_TYPE_STATUS_PAGE, NULL) : NULL;

  if (page == NULL)
    return G_SOURCE_CONTINUE;
  g_assert_cmpstr (gtk_window_get_title (window), ==, "Miqat");
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (page)), ==, "The office cannot be opened");
  g_assert_nonnull (strstr (adw_status_page_get_description (ADW_STATUS_PAGE (page)), self->path));
  self->seen = TRUE;
  /* The last window takes the program with it. */
  gtk_window_close (window);
  return G_SOURCE_REMOVE;
}

static void
test_no_database (void)
{
  g_autofree char *folder = g_dir_make_tmp ("miqat-office-XXXXXX", NULL);
  Failing failing = { .app = miqat_application_new (), .path = g_build_filename (folder, "office.db", NULL) };
  char *argv[] = { (char *) "miqat", (char *) "--database", failing.path, NULL };

  g_assert_true (g_file_set_contents (failing.path, "a letter", -1, NULL));
  g_timeout_add (50, look_cb, &failing);
  g_assert_cmpint (g_application_run (G_APPLICATION (failing.app), 3, argv), ==, 0);
  g_assert_true (failing.seen);
  g_object_unref (failing.app);
  g_free (failing.path);
  miqat_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/application/no-database", test_no_database);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window around the pages: locking and going on, switching people, idleness, the exchange in
 * words. */
#include "config.h"

#include "office-test.h"

#include "miqat-idle.h"
#include "miqat-look.h"
#include "miqat-office-resource.h"
#include "miqat-shell.h"
#include "miqat-sync-log.h"

typedef struct {
  char *folder;
  MiqatOffice *office;
  MiqatWindow *window;
} Fixture;

/* One for all tests: a process has only one. */
static GtkApplication *app;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("miqat-office-XXXXXX", NULL);
  path = office_test_make_agency (self->folder);
  self->office = miqat_office_open (path, NULL, &error);
  g_assert_no_error (error);
  self->window = miqat_window_new (app, self->office, path, NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  office_test_sign_in (self->office, "keuangan@demo.example");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  office_test_settle (100);
  g_assert_finalize_object (self->office);
  office_test_remove (self->folder);
  g_free (self->folder);
}

static gboolean
is_shown (Fixture *self)
{
  GtkWidget *shell = miqat_window_get_shell (self->window);

  return shell != NULL && gtk_widget_get_child_visible (shell);
}

/* ---- locking -------------------------------------------------------------------------------- */

static void
test_the_same_person_goes_on (Fixture *self, gconstpointer data)
{
  GtkWidget *shell = miqat_window_get_shell (self->window);

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open", "(ss)", "booking", "");
  g_assert_true (is_shown (self));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.lock", NULL);
  g_assert_false (is_shown (self));
  /* Nothing opens behind the lock. */
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open", "(ss)", "payment", "");
  office_test_sign_in (self->office, "keuangan@demo.example");
  g_assert_true (is_shown (self));
  g_assert_true (miqat_window_get_shell (self->window) == shell);
  g_assert_cmpstr (miqat_shell_get_area (MIQAT_SHELL (shell)), ==, "booking");
}

static void
test_another_person_begins_anew (Fixture *self, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open", "(ss)", "booking", "");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.lock", NULL);
  office_test_sign_in (self->office, "direktur@demo.example");
  g_assert_true (is_shown (self));
  g_assert_cmpstr (miqat_shell_get_area (MIQAT_SHELL (miqat_window_get_shell (self->window))), ==, "home");
}

/* ---- idleness ------------------------------------------------------------------------------- */

static void
on_idle_cb (MiqatIdle *idle, guint *times)
{
  (*times)++;
}

static void
test_idle (Fixture *self, gconstpointer data)
{
  g_autoptr (MiqatIdle) idle = miqat_idle_new ();
  guint times = 0;

  g_signal_connect (idle, "idle", G_CALLBACK (on_idle_cb), &times);
  miqat_idle_set_limit (idle, 0);
  office_test_settle (100);
  g_assert_cmpuint (times, ==, 0);
  miqat_idle_set_limit (idle, 60000);
  office_test_settle (100);
  g_assert_cmpuint (times, ==, 0);
  miqat_idle_set_limit (idle, 50);
  office_test_settle (400);
  g_assert_cmpuint (times, ==, 1);
  /* Once, until somebody was there. */
  office_test_settle (200);
  g_assert_cmpuint (times, ==, 1);
  miqat_idle_touch (idle);
  office_test_settle (400);
  g_assert_cmpuint (times, ==, 2);
}

/* ---- the exchange --------------------------------------------------------------------------- */

static void
test_sync_log (Fixture *self, gconstpointer data)
{
  GtkWidget *pill = GTK_WIDGET (miqat_shell_get_sync_pill (MIQAT_SHELL (miqat_window_get_shell (self->window))));
  GtkWidget *log;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.sync-log", NULL);
  log = office_test_find (pill, MIQAT_TYPE_SYNC_LOG);
  g_assert_nonnull (log);
  office_test_settle (100);
  g_assert_true (office_test_says (log, "This computer only"));
  gtk_popover_popdown (GTK_POPOVER (log));
  office_test_settle (300);
  g_assert_null (office_test_find (pill, MIQAT_TYPE_SYNC_LOG));
  /* Left open, it goes with the person. */
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.sync-log", NULL);
  miqat_office_sign_out (self->office);
  g_assert_null (miqat_window_get_shell (self->window));
}

#define ADD(name, func) g_test_add ("/office/window/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_resources_register (miqat_office_get_resource ());
  miqat_look_load (gdk_display_get_default ());
  ADD ("the-same-person-goes-on", test_the_same_person_goes_on);
  ADD ("another-person-begins-anew", test_another_person_begins_anew);
  ADD ("idle", test_idle);
  ADD ("sync-log", test_sync_log);
  app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (app), NULL, NULL))
    return 1;
  status = g_test_run ();
  g_object_unref (app);
  return status;
}

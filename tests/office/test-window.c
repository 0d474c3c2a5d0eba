/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window around the pages: signing in and out, locking and going on, switching people, idleness,
 * the exchange in words. */
#include "config.h"

#include "office-test.h"

#include "miqat-idle.h"
#include "miqat-shell.h"
#include "miqat-sync-log.h"

#include <string.h>

typedef struct {
  OfficeTest test;
  MiqatOffice *office; /* the test's */
  MiqatWindow *window;
} Fixture;

/* One for all tests: a process has only one. */
static GtkApplication *app;

static void
set_up (Fixture *self, gconstpointer email)
{
  office_test_set_up (&self->test, NULL);
  self->office = self->test.office;
  self->window = miqat_window_new (app, self->office, self->test.path, NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_null (miqat_window_get_shell (self->window));
  office_test_sign_in (self->office, email);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
}

static void
tear_down (Fixture *self, gconstpointer email)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  office_test_tear_down (&self->test, email);
}

static gboolean
is_shown (Fixture *self)
{
  GtkWidget *shell = miqat_window_get_shell (self->window);

  return shell != NULL && gtk_widget_get_child_visible (shell);
}

static void
test_sign_out (Fixture *self, gconstpointer data)
{
  g_assert_nonnull (miqat_window_get_shell (self->window));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open", "(ss)", "payment", "");
  g_assert_cmpstr (miqat_shell_get_area (MIQAT_SHELL (miqat_window_get_shell (self->window))), ==, "payment");
  widget_test_wait (150);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.sign-out", NULL);
  g_assert_null (miqat_window_get_shell (self->window));
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

/* Mapped labels of a widget and all below, in one text. */
static void
read_labels (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    read_labels (child, text);
}

static char *
read_screen (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) one = g_list_model_get_item (windows, i);

    read_labels (one, text);
  }
  return g_string_free (text, FALSE);
}

static gboolean
is_locked (gpointer data)
{
  return !is_shown (data);
}

/* Nobody is there: the window locks, and neither the page, nor a form above it, nor a question above
 * the form, nor the log of exchange can be read any more. The same person finds all of it again. */
static void
test_locks_by_itself (Fixture *self, gconstpointer data)
{
  GtkWidget *form = gtk_window_new ();
  GtkWidget *question = gtk_window_new ();
  g_autofree char *before = NULL;
  g_autofree char *locked = NULL;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open", "(ss)", "payment", "");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.sync-log", NULL);
  gtk_window_set_child (GTK_WINDOW (form), gtk_label_new ("NIK 3273"));
  gtk_window_set_transient_for (GTK_WINDOW (form), GTK_WINDOW (self->window));
  gtk_window_set_child (GTK_WINDOW (question), gtk_label_new ("Paspor C123"));
  gtk_window_set_transient_for (GTK_WINDOW (question), GTK_WINDOW (form));
  gtk_window_present (GTK_WINDOW (form));
  gtk_window_present (GTK_WINDOW (question));
  widget_test_wait (400);
  before = read_screen ();
  g_assert_nonnull (strstr (before, "NIK 3273"));
  g_assert_nonnull (strstr (before, "Paspor C123"));
  g_assert_nonnull (strstr (before, "Approve"));
  g_assert_nonnull (strstr (before, "Rp"));
  miqat_idle_set_limit (miqat_window_get_idle (self->window), 50);
  g_assert_true (office_test_wait (is_locked, self));
  locked = read_screen ();
  g_assert_null (strstr (locked, "NIK 3273"));
  g_assert_null (strstr (locked, "Paspor C123"));
  g_assert_null (strstr (locked, "Approve"));
  g_assert_null (strstr (locked, "Rp"));
  g_assert_null (strstr (locked, "Last exchange"));
  miqat_idle_set_limit (miqat_window_get_idle (self->window), 0);
  office_test_sign_in (self->office, "keuangan@demo.example");
  g_assert_true (is_shown (self));
  g_assert_true (gtk_widget_get_visible (form) && gtk_widget_get_visible (question));
  gtk_window_destroy (GTK_WINDOW (question));
  gtk_window_destroy (GTK_WINDOW (form));
}

static gboolean
is_seven_minutes (gpointer data)
{
  return miqat_idle_get_limit (miqat_window_get_idle (((Fixture *) data)->window)) == 7 * 60 * 1000;
}

static void
test_lock_minutes (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) args = json_object_new ();
  MiqatRequest request = { .name = "setting.set", .args = args, .actor_id = MIQAT_ACTOR_SYSTEM };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;

  g_assert_cmpint (miqat_idle_get_limit (miqat_window_get_idle (self->window)), ==, 20 * 60 * 1000);
  json_object_set_string_member (args, "name", "lock_minutes");
  json_object_set_int_member (args, "value", 7);
  answer = miqat_site_run (miqat_office_get_site (self->office), &request, &error);
  g_assert_no_error (error);
  g_assert_true (answer->done);
  g_assert_true (office_test_wait (is_seven_minutes, self));
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
  widget_test_wait (100);
  g_assert_cmpuint (times, ==, 0);
  miqat_idle_set_limit (idle, 60000);
  widget_test_wait (100);
  g_assert_cmpuint (times, ==, 0);
  miqat_idle_set_limit (idle, 50);
  widget_test_wait (400);
  g_assert_cmpuint (times, ==, 1);
  /* Once, until somebody was there. */
  widget_test_wait (200);
  g_assert_cmpuint (times, ==, 1);
  miqat_idle_touch (idle);
  widget_test_wait (400);
  g_assert_cmpuint (times, ==, 2);
}

/* ---- the exchange --------------------------------------------------------------------------- */

static void
test_sync_log (Fixture *self, gconstpointer data)
{
  GtkWidget *pill = GTK_WIDGET (miqat_shell_get_sync_pill (MIQAT_SHELL (miqat_window_get_shell (self->window))));
  GtkWidget *log;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.sync-log", NULL);
  log = widget_test_find (pill, MIQAT_TYPE_SYNC_LOG, NULL);
  g_assert_nonnull (log);
  widget_test_wait (100);
  g_assert_true (widget_test_shows (log, "This computer only"));
  /* There is nobody to exchange with. */
  g_assert_false (widget_test_shows (log, "Exchange now"));
  gtk_popover_popdown (GTK_POPOVER (log));
  widget_test_wait (300);
  g_assert_null (widget_test_find (pill, MIQAT_TYPE_SYNC_LOG, NULL));
  /* Left open, it goes with the person. */
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.sync-log", NULL);
  miqat_office_sign_out (self->office);
  g_assert_null (miqat_window_get_shell (self->window));
}

#define ADD(name, func) g_test_add ("/office/window/" name, Fixture, "keuangan@demo.example", set_up, func, tear_down)

int
main (int argc, char **argv)
{
  int status;

  office_test_init (&argc, &argv);
  ADD ("sign-out", test_sign_out);
  ADD ("the-same-person-goes-on", test_the_same_person_goes_on);
  ADD ("another-person-begins-anew", test_another_person_begins_anew);
  ADD ("locks-by-itself", test_locks_by_itself);
  ADD ("lock-minutes", test_lock_minutes);
  ADD ("idle", test_idle);
  ADD ("sync-log", test_sync_log);
  app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (app), NULL, NULL))
    return 1;
  status = g_test_run ();
  g_object_unref (app);
  return status;
}

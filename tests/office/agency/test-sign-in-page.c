/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "miqat-office-resource.h"
#include "miqat-sign-in-page.h"
#include "widget-test.h"

typedef struct {
  char *email;
  char *password;
  guint count;
} Request;

static void
remember (MiqatSignInPage *page, const char *email, const char *password, Request *request)
{
  g_free (request->email);
  g_free (request->password);
  request->email = g_strdup (email);
  request->password = g_strdup (password);
  request->count++;
}

static void
test_asks (void)
{
  GtkWidget *widget = miqat_sign_in_page_new ();
  MiqatSignInPage *page = MIQAT_SIGN_IN_PAGE (widget);
  GtkWindow *window = widget_test_show (widget, 1000, 700);
  GtkWidget *email = widget_test_find (widget, GTK_TYPE_ENTRY, NULL);
  GtkWidget *password = widget_test_find (widget, GTK_TYPE_PASSWORD_ENTRY, NULL);
  GtkWidget *button = widget_test_find (widget, GTK_TYPE_BUTTON, "suggested-action");
  Request request = { 0 };

  g_signal_connect (page, "sign-in-requested", G_CALLBACK (remember), &request);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (email), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "E-mail");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (password), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Password");
  g_assert_false (gtk_widget_get_sensitive (button));
  miqat_sign_in_page_set_email (page, "rina@contoh.id");
  g_signal_emit_by_name (password, "activate");
  g_assert_cmpuint (request.count, ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (password), " secret ");
  g_signal_emit_by_name (password, "activate");
  g_assert_cmpuint (request.count, ==, 1);
  g_assert_cmpstr (request.email, ==, "rina@contoh.id");
  g_assert_cmpstr (request.password, ==, " secret ");

  /* While it is checked nothing can be asked twice. */
  miqat_sign_in_page_set_busy (page, TRUE);
  g_signal_emit_by_name (password, "activate");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (request.count, ==, 1);

  miqat_sign_in_page_set_error (page, "The e-mail or the password is not right.");
  widget_test_wait_for (widget_test_shows (widget, "The e-mail or the password is not right."));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (password)), ==, "");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), password));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (password), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  /* The sentence goes when one begins to type again. */
  gtk_editable_set_text (GTK_EDITABLE (password), "n");
  g_assert_false (widget_test_shows (widget, "The e-mail or the password is not right."));

  miqat_sign_in_page_reset (page);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (password)), ==, "");
  g_free (request.email);
  g_free (request.password);
  widget_test_close (window);
}

static void
check_size (int width, int height, gboolean picture)
{
  GtkWidget *widget = miqat_sign_in_page_new ();
  GtkWindow *window;

  miqat_sign_in_page_set_agency (MIQAT_SIGN_IN_PAGE (widget), "PT Contoh", "Surabaya", NULL);
  miqat_sign_in_page_set_connection (MIQAT_SIGN_IN_PAGE (widget), MIQAT_TONE_CAUTION, "Offline");
  window = widget_test_show (widget, width, height);
  g_assert_cmpint (widget_test_shows (widget, "PT Contoh"), ==, picture);
  g_assert_true (widget_test_shows (widget, "Offline"));
  g_assert_true (widget_test_shows (widget, "Password"));
  widget_test_close (window);
}

static void
test_sizes (void)
{
  check_size (1200, 800, TRUE);
  check_size (600, 900, TRUE);
  check_size (500, 480, FALSE);
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_resources_register (miqat_office_get_resource ());
  g_test_add_func ("/sign-in/asks", test_asks);
  g_test_add_func ("/sign-in/sizes", test_sizes);
  return g_test_run ();
}

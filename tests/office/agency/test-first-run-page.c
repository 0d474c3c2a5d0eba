/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "miqat-first-run-page.h"
#include "miqat-form.h"
#include "miqat-office-resource.h"
#include "widget-test.h"

/* Nobody listens on the lowest port. */
#define NOBODY "http://127.0.0.1:1"

static void
type (GtkWidget *page, const char *field, const char *text)
{
  MiqatForm *form = MIQAT_FORM (widget_test_find (page, MIQAT_TYPE_FORM, NULL));

  gtk_editable_set_text (GTK_EDITABLE (miqat_input_get_target (miqat_form_get_input (form, field))), text);
}

static MiqatFormRow *
get_row (GtkWidget *page, const char *field)
{
  return miqat_form_get_row (MIQAT_FORM (widget_test_find (page, MIQAT_TYPE_FORM, NULL)), field);
}

/* Not one of the title bar's. */
static GtkWidget *
find_logo (GtkWidget *page)
{
  GtkWidget *form = widget_test_find (page, MIQAT_TYPE_FORM, NULL);

  return widget_test_find (gtk_widget_get_parent (form), GTK_TYPE_IMAGE, NULL);
}

static void
test_asks (void)
{
  GtkWidget *page = miqat_first_run_page_new ("/nowhere/office.db", NOBODY);
  GtkWindow *window = widget_test_show (page, 1000, 760);
  GtkWidget *connect = widget_test_find_button (page, "Connect");
  guint *enrolled = widget_test_count (page, "enrolled");

  g_assert_true (widget_test_shows (page, "Connect this computer to your office"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_logo (page)), GTK_ACCESSIBLE_PROPERTY_LABEL, "Miqat");
  /* What can be known is filled in; the code is asked for under its field. */
  widget_test_click (connect);
  g_assert_null (miqat_form_row_get_error (get_row (page, "hub")));
  g_assert_nonnull (miqat_form_row_get_error (get_row (page, "code")));
  g_assert_true (gtk_widget_get_sensitive (connect));
  g_assert_cmpuint (*enrolled, ==, 0);
  widget_test_close (window);
}

static void
test_nobody_answers (void)
{
  GtkWidget *page = miqat_first_run_page_new ("/nowhere/office.db", NOBODY);
  GtkWindow *window = widget_test_show (page, 1000, 760);
  GtkWidget *connect = widget_test_find_button (page, "Connect");

  type (page, "code", "K7QM-4TXW-9HDR");
  type (page, "device", "Front desk");
  widget_test_click (connect);
  g_assert_false (gtk_widget_get_sensitive (connect));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (connect)), ==, "Connecting…");
  /* Enter in the form meanwhile asks nothing a second time. */
  g_signal_emit_by_name (widget_test_find (page, MIQAT_TYPE_FORM, NULL), "submitted");
  widget_test_wait_for (gtk_widget_get_sensitive (connect));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (connect)), ==, "Connect");
  g_assert_true (gtk_widget_get_visible (widget_test_find (page, GTK_TYPE_BOX, "miqat-banner-box")));
  widget_test_close (window);
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_resources_register (miqat_office_get_resource ());
  g_test_add_func ("/first-run/asks", test_asks);
  g_test_add_func ("/first-run/nobody-answers", test_nobody_answers);
  return g_test_run ();
}

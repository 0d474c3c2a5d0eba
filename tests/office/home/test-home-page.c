/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The morning of the head office and of a branch: numbers that open lists, links that open the thing itself. */
#include "config.h"

#include "office-test.h"

#include "miqat-booking-list.h"
#include "miqat-catalog-list.h"
#include "miqat-home-page.h"
#include "miqat-opener.h"
#include "miqat-proof.h"

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
test_numbers_of_the_head_office (OfficeTest *self, gconstpointer data)
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
test_number_keeps_the_cursor (OfficeTest *self, gconstpointer data)
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
  widget_test_wait (300);
  g_assert_true (gtk_window_get_focus (window) == focus);
  gtk_window_destroy (window);
}

static void
test_no_numbers_at_a_branch (OfficeTest *self, gconstpointer data)
{
  GtkWidget *page = miqat_home_page_new (self->office);
  GtkWindow *window = office_test_show (page);

  g_assert_cmpuint (count_buttons (page, "payment", "view:decided"), ==, 0);
  g_assert_cmpuint (count_buttons (page, "booking", "view:all"), ==, 0);
  gtk_window_destroy (window);
}

/* ---- links ---------------------------------------------------------------------------------- */

static const char *
get_selected_id (const char *area, GtkWidget *page)
{
  gpointer item = miqat_list_pane_get_selected_item (office_test_find_list (page));

  if (item == NULL)
    return NULL;
  if (g_str_equal (area, "booking"))
    return miqat_booking_item_get_id (item);
  if (g_str_equal (area, "departure"))
    return miqat_departure_item_get_id (item);
  return miqat_proof_item_get_proof (item)->id;
}

/* One link opens the thing itself, selected in its list. */
static void
follow (OfficeTest *self, const char *area, const char *id)
{
  GtkWidget *page = office_test_make_page (self->office, area);
  GtkWindow *window = office_test_show (page);

  miqat_opener_open (MIQAT_OPENER (page), id);
  widget_test_wait (50);
  g_assert_cmpstr (get_selected_id (area, page), ==, id);
  gtk_window_destroy (window);
}

static void
follow_all (OfficeTest *self, GtkWidget *widget, guint *bookings, guint *others)
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
test_links_of_the_morning (OfficeTest *self, gconstpointer data)
{
  GtkWidget *page = miqat_home_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  guint bookings = 0, others = 0;

  follow_all (self, page, &bookings, &others);
  g_assert_cmpuint (bookings, >, 1);
  g_assert_cmpuint (others, >, 3);
  gtk_window_destroy (window);
}

#define ADD(name, person, func) \
  g_test_add ("/office/home/" name, OfficeTest, person, office_test_set_up, func, office_test_tear_down)

int
main (int argc, char **argv)
{
  office_test_init (&argc, &argv);
  ADD ("numbers-of-the-head-office", "direktur@demo.example", test_numbers_of_the_head_office);
  ADD ("number-keeps-the-cursor", "direktur@demo.example", test_number_keeps_the_cursor);
  ADD ("no-numbers-at-a-branch", "sales.sby@demo.example", test_no_numbers_at_a_branch);
  ADD ("links", "direktur@demo.example", test_links_of_the_morning);
  return g_test_run ();
}

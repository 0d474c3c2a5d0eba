/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All pages on a small agency: each opens and shows rows, and the search finds. Warnings are fatal. */
#include "config.h"

#include "office-test.h"

#include "miqat-office-areas.h"
#include "miqat-office-search.h"

static void
test_every_area (OfficeTest *self, gconstpointer data)
{
  for (const MiqatOfficeArea *area = miqat_office_areas; area->name != NULL; area++) {
    GtkWindow *window = office_test_show (area->make_page (self->office));
    guint waiting = 0;

    if (area->count != NULL)
      g_assert_true (area->count (self->office, &waiting, NULL));
    widget_test_wait (150);
    gtk_window_destroy (window);
  }
}

static void
test_lists_have_rows (OfficeTest *self, gconstpointer data)
{
  static const char *const listed[] = { "package", "departure", "pilgrim", "booking", "payment", NULL };

  for (const MiqatOfficeArea *area = miqat_office_areas; area->name != NULL; area++) {
    if (g_strv_contains (listed, area->name)) {
      GtkWindow *window = office_test_show (area->make_page (self->office));

      g_test_message ("%s: %u rows", area->name, office_test_count_rows (gtk_window_get_child (window)));
      g_assert_cmpuint (office_test_count_rows (gtk_window_get_child (window)), >, 0);
      gtk_window_destroy (window);
    }
  }
}

static void
test_search (OfficeTest *self, gconstpointer data)
{
  g_autoptr (GListModel) none = miqat_office_search (self->office, "", NULL);
  g_autoptr (GListModel) bookings = miqat_office_search (self->office, "BK", NULL);
  g_autoptr (GListModel) nobody = miqat_office_search (self->office, "zzzzqqq", NULL);

  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (bookings), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (nobody), ==, 0);
}

#define ADD(name, person, func) \
  g_test_add ("/office/pages/" name, OfficeTest, person, office_test_set_up, func, office_test_tear_down)

int
main (int argc, char **argv)
{
  office_test_init (&argc, &argv);
  ADD ("every-area", "keuangan@demo.example", test_every_area);
  ADD ("lists-have-rows", "keuangan@demo.example", test_lists_have_rows);
  ADD ("search", "keuangan@demo.example", test_search);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "miqat-detail-pane.h"
#include "miqat-page.h"
#include "miqat-shell.h"
#include "miqat-sidebar-row.h"
#include "miqat-sidebar.h"
#include "miqat-split.h"
#include "widget-test.h"

/* A page that counts what the shell does to it. */
#define TEST_TYPE_PAGE (test_page_get_type ())
G_DECLARE_FINAL_TYPE (TestPage, test_page, TEST, PAGE, MiqatPage)
struct _TestPage {
  MiqatPage parent_instance;

  guint shown;
  guint filtered;
  char *state;
};
G_DEFINE_FINAL_TYPE (TestPage, test_page, MIQAT_TYPE_PAGE)

static void
test_page_shown (MiqatPage *page)
{
  TEST_PAGE (page)->shown++;
}

static gboolean
test_page_start_filter (MiqatPage *page)
{
  TEST_PAGE (page)->filtered++;
  return TRUE;
}

static GVariant *
test_page_save_state (MiqatPage *page)
{
  return g_variant_new_string (TEST_PAGE (page)->state);
}

static void
test_page_restore_state (MiqatPage *page, GVariant *state)
{
  g_free (TEST_PAGE (page)->state);
  TEST_PAGE (page)->state = g_variant_dup_string (state, NULL);
}

static void
test_page_finalize (GObject *object)
{
  g_free (TEST_PAGE (object)->state);
  G_OBJECT_CLASS (test_page_parent_class)->finalize (object);
}

static void
test_page_class_init (TestPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_page_finalize;
  MIQAT_PAGE_CLASS (klass)->shown = test_page_shown;
  MIQAT_PAGE_CLASS (klass)->start_filter = test_page_start_filter;
  MIQAT_PAGE_CLASS (klass)->save_state = test_page_save_state;
  MIQAT_PAGE_CLASS (klass)->restore_state = test_page_restore_state;
}

static void
test_page_init (TestPage *self)
{
  self->state = g_strdup ("first");
}

static GtkWidget *
make_page (MiqatShell *shell, const char *area, gpointer data)
{
  guint *made = data;

  (*made)++;
  return g_object_new (TEST_TYPE_PAGE, "title", area, NULL);
}

static MiqatShell *
make_shell (guint *made)
{
  const char *const names[] = { "home", "bookings", "payments" };
  GtkWidget *shell = miqat_shell_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const MiqatShellArea area = { .name = names[i],
                                  .title = names[i],
                                  .icon_name = "miqat-booking-symbolic",
                                  .starts_group = i == 1,
                                  .make_page = make_page,
                                  .data = made };

    miqat_shell_add_area (MIQAT_SHELL (shell), &area);
  }
  return MIQAT_SHELL (shell);
}

static MiqatSidebarRow *
find_row (GtkWidget *root, const char *name)
{
  GtkWidget *list = widget_test_find (root, GTK_TYPE_LIST_BOX, NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (MIQAT_IS_SIDEBAR_ROW (child)
        && g_str_equal (miqat_sidebar_row_get_name (MIQAT_SIDEBAR_ROW (child)), name))
      return MIQAT_SIDEBAR_ROW (child);
  g_assert_not_reached ();
}

static void
test_areas (void)
{
  guint made = 0;
  MiqatShell *shell = make_shell (&made);
  GtkWindow *window = widget_test_show (GTK_WIDGET (shell), 1280, 800);
  guint *shown = widget_test_count (shell, "area-shown");
  TestPage *page;

  /* Pages are made when they are first wanted, and once. */
  g_assert_cmpuint (made, ==, 0);
  miqat_shell_show_area (shell, "bookings");
  g_assert_cmpuint (made, ==, 1);
  g_assert_cmpstr (miqat_shell_get_area (shell), ==, "bookings");
  miqat_shell_show_area (shell, "home");
  miqat_shell_show_area (shell, "bookings");
  g_assert_cmpuint (made, ==, 2);
  g_assert_cmpuint (*shown, ==, 3);
  page = TEST_PAGE (miqat_shell_get_page (shell, "bookings"));
  g_assert_cmpuint (page->shown, ==, 2);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (page)));
  g_assert_true (
      gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (find_row (GTK_WIDGET (shell), "bookings"))));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "bookings");

  /* An unknown area changes nothing. */
  miqat_shell_show_area (shell, "nowhere");
  g_assert_cmpstr (miqat_shell_get_area (shell), ==, "bookings");

  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (shell), "shell.show-area", "s", "payments"));
  g_assert_cmpstr (miqat_shell_get_area (shell), ==, "payments");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shell), "shell.show-number", "i", 1));
  g_assert_cmpstr (miqat_shell_get_area (shell), ==, "home");
  gtk_widget_activate_action (GTK_WIDGET (shell), "shell.show-number", "i", 9);
  g_assert_cmpstr (miqat_shell_get_area (shell), ==, "home");
  g_free (shown);
  widget_test_close (window);
}

static void
test_badges (void)
{
  guint made = 0;
  MiqatShell *shell = make_shell (&made);
  GtkWindow *window = widget_test_show (GTK_WIDGET (shell), 1280, 800);
  MiqatSidebarRow *row = find_row (GTK_WIDGET (shell), "payments");

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "payments");
  miqat_shell_set_badge (shell, "payments", 12);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "payments, 12 waiting");
  g_assert_true (widget_test_shows (GTK_WIDGET (row), "12"));
  miqat_shell_set_badge (shell, "payments", 1200);
  g_assert_true (widget_test_shows (GTK_WIDGET (row), "99+"));
  miqat_shell_set_badge (shell, "payments", 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "payments");
  miqat_shell_set_badge (shell, "nowhere", 3);
  widget_test_close (window);
}

static void
check_mode (int width, MiqatSplitMode mode)
{
  guint made = 0;
  MiqatShell *shell = make_shell (&made);
  GtkWindow *window;
  MiqatSplit *split;
  MiqatSidebar *sidebar;

  miqat_shell_show_area (shell, "home");
  window = widget_test_show (GTK_WIDGET (shell), width, 700);
  split = MIQAT_SPLIT (widget_test_find (GTK_WIDGET (shell), MIQAT_TYPE_SPLIT, NULL));
  sidebar = MIQAT_SIDEBAR (widget_test_find (GTK_WIDGET (shell), MIQAT_TYPE_SIDEBAR, NULL));
  widget_test_wait (60);
  g_assert_cmpint (miqat_split_get_mode (split), ==, mode);
  g_assert_cmpint (miqat_sidebar_get_compact (sidebar), ==, mode == MIQAT_SPLIT_COMPACT);
  g_assert_cmpint (miqat_split_get_side_shown (split), ==, mode != MIQAT_SPLIT_FOLDED);
  if (mode == MIQAT_SPLIT_WIDE) {
    g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (sidebar)), >=, 200);
    g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (sidebar)), <=, 240);
  }
  if (mode == MIQAT_SPLIT_FOLDED) {
    gtk_widget_activate_action (GTK_WIDGET (shell), "shell.toggle-sidebar", NULL);
    g_assert_true (miqat_split_get_side_shown (split));
    /* Choosing an area puts the sidebar away again. */
    g_signal_emit_by_name (sidebar, "area-activated", "payments");
    g_assert_false (miqat_split_get_side_shown (split));
    g_assert_cmpstr (miqat_shell_get_area (shell), ==, "payments");
  }
  widget_test_close (window);
}

static void
test_widths (void)
{
  check_mode (1280, MIQAT_SPLIT_WIDE);
  check_mode (1000, MIQAT_SPLIT_COMPACT);
  check_mode (840, MIQAT_SPLIT_FOLDED);
}

static void
test_resizing (void)
{
  guint made = 0;
  MiqatShell *shell = make_shell (&made);
  GtkWindow *window;
  GtkWidget *split;

  miqat_shell_show_area (shell, "home");
  window = widget_test_show (GTK_WIDGET (shell), 1280, 700);
  split = widget_test_find (GTK_WIDGET (shell), MIQAT_TYPE_SPLIT, NULL);
  gtk_window_set_default_size (window, 820, 700);
  widget_test_wait_for (miqat_split_get_mode (MIQAT_SPLIT (split)) == MIQAT_SPLIT_FOLDED);
  gtk_window_set_default_size (window, 1280, 700);
  widget_test_wait_for (miqat_split_get_mode (MIQAT_SPLIT (split)) == MIQAT_SPLIT_WIDE);
  g_assert_true (miqat_split_get_side_shown (MIQAT_SPLIT (split)));
  widget_test_close (window);
}

static void
remember_text (gpointer object, const char *text, char **memory)
{
  g_free (*memory);
  *memory = g_strdup (text);
}

static void
remember_hit (gpointer object, MiqatSearchHit *hit, char **memory)
{
  g_free (*memory);
  *memory = g_strdup (miqat_search_hit_get_target (hit));
}

static void
test_search (void)
{
  guint made = 0;
  MiqatShell *shell = make_shell (&made);
  GtkWindow *window = widget_test_show (GTK_WIDGET (shell), 1280, 800);
  MiqatSearchBox *search = miqat_shell_get_search_box (shell);
  GtkWidget *entry = widget_test_find (GTK_WIDGET (search), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_autoptr (GListStore) hits = g_list_store_new (MIQAT_TYPE_SEARCH_HIT);
  g_autoptr (MiqatSearchHit) hit = miqat_search_hit_new ("miqat-person-symbolic", "Nurul Hidayah",
                                                         "Surabaya", "Pilgrim", "pilgrim/7");
  g_autofree char *query = NULL;
  g_autofree char *target = NULL;

  g_signal_connect (shell, "query-changed", G_CALLBACK (remember_text), &query);
  g_signal_connect (shell, "hit-activated", G_CALLBACK (remember_hit), &target);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Search everything");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shell), "shell.search", NULL));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "nurul");
  widget_test_wait_for (g_strcmp0 (query, "nurul") == 0);

  miqat_search_box_set_hits (search, G_LIST_MODEL (hits));
  widget_test_wait (50);
  g_assert_nonnull (widget_test_find (GTK_WIDGET (search), GTK_TYPE_POPOVER, NULL));
  g_assert_true (
      gtk_widget_get_visible (widget_test_find (GTK_WIDGET (search), GTK_TYPE_POPOVER, NULL)));
  g_list_store_append (hits, hit);
  miqat_search_box_set_hits (search, G_LIST_MODEL (hits));
  widget_test_wait_for (widget_test_shows (GTK_WIDGET (search), "Nurul Hidayah"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (target, ==, "pilgrim/7");
  g_assert_cmpstr (miqat_search_box_get_text (search), ==, "");
  g_assert_false (
      gtk_widget_get_visible (widget_test_find (GTK_WIDGET (search), GTK_TYPE_POPOVER, NULL)));
  widget_test_close (window);
}

static void
test_filter_key (void)
{
  guint made = 0;
  MiqatShell *shell = make_shell (&made);
  GtkWindow *window = widget_test_show (GTK_WIDGET (shell), 1280, 800);

  miqat_shell_show_area (shell, "home");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shell), "shell.filter", NULL));
  g_assert_cmpuint (TEST_PAGE (miqat_shell_get_page (shell, "home"))->filtered, ==, 1);
  widget_test_close (window);
}

static void
test_person_and_toasts (void)
{
  guint made = 0;
  MiqatShell *shell = make_shell (&made);
  GtkWindow *window = widget_test_show (GTK_WIDGET (shell), 1280, 800);
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = widget_test_find (GTK_WIDGET (shell), GTK_TYPE_MENU_BUTTON, "miqat-person");
  guint *opened = widget_test_count (shell, "sync-opened");

  miqat_shell_set_person (shell, "Rina Marlina", "Sales", G_MENU_MODEL (menu));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Signed in as Rina Marlina");
  g_assert_true (widget_test_shows (GTK_WIDGET (shell), "Rina Marlina"));
  miqat_shell_set_office (shell, "PT Contoh & Rekan", "Surabaya", NULL);
  g_assert_true (widget_test_shows (GTK_WIDGET (shell), "PT Contoh & Rekan"));
  /* Names are no markup. */
  miqat_shell_tell (shell, "Saved <b> & more");
  widget_test_wait_for (widget_test_shows (GTK_WIDGET (shell), "Saved <b> & more"));
  widget_test_click (
      widget_test_find (GTK_WIDGET (miqat_shell_get_sync_pill (shell)), GTK_TYPE_BUTTON, NULL));
  g_assert_cmpuint (*opened, ==, 1);
  g_free (opened);
  widget_test_close (window);
}

static void
test_page (void)
{
  GtkWidget *page = g_object_new (TEST_TYPE_PAGE, "title", "Packages", "subtitle", "Three", NULL);
  GtkWindow *window = widget_test_show (page, 900, 600);
  GtkWidget *content = gtk_label_new ("content");
  g_autoptr (GVariant) state = NULL;

  miqat_page_set_content (MIQAT_PAGE (page), content);
  miqat_page_set_filter (MIQAT_PAGE (page), gtk_label_new ("filter"));
  miqat_page_add_action (MIQAT_PAGE (page), gtk_button_new_with_label ("Second"));
  g_assert_false (
      gtk_widget_get_visible (widget_test_find (page, GTK_TYPE_BUTTON, "suggested-action")));
  miqat_page_set_primary (MIQAT_PAGE (page), "New package", "list-add-symbolic", NULL);
  gtk_test_widget_wait_for_draw (page);
  g_assert_true (widget_test_shows (page, "content"));
  g_assert_true (widget_test_shows (page, "filter"));
  g_assert_true (widget_test_shows (page, "New package"));
  g_assert_true (widget_test_shows (page, "Three"));
  g_assert_true (miqat_page_get_content (MIQAT_PAGE (page)) == content);

  TEST_PAGE (page)->state[0] = 'F';
  state = miqat_page_save_state (MIQAT_PAGE (page));
  g_assert_false (g_variant_is_floating (state));
  miqat_page_restore_state (MIQAT_PAGE (page), state);
  g_assert_cmpstr (TEST_PAGE (page)->state, ==, "First");
  widget_test_close (window);
}

static void
check_detail (int width, gboolean over)
{
  GtkWidget *widget = miqat_detail_pane_new ();
  MiqatDetailPane *pane = MIQAT_DETAIL_PANE (widget);
  GtkWindow *window;
  guint *closed = widget_test_count (pane, "closed");

  miqat_detail_pane_set_list (pane, gtk_entry_new ());
  miqat_detail_pane_set_detail (pane, gtk_label_new ("the detail"));
  miqat_detail_pane_set_title (pane, "BK-1", NULL);
  window = widget_test_show (widget, width, 600);
  widget_test_wait (60);
  g_assert_false (miqat_detail_pane_is_open (pane));
  g_assert_false (widget_test_shows (widget, "the detail"));
  miqat_detail_pane_open (pane);
  widget_test_wait_for (widget_test_shows (widget, "the detail"));
  g_assert_cmpint (miqat_detail_pane_is_over (pane), ==, over);
  g_assert_true (gtk_widget_activate_action (widget, "detail.close", NULL));
  g_assert_false (miqat_detail_pane_is_open (pane));
  g_assert_cmpuint (*closed, ==, 1);
  g_free (closed);
  widget_test_close (window);
}

static void
test_detail (void)
{
  check_detail (1200, FALSE);
  check_detail (700, TRUE);
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/shell/areas", test_areas);
  g_test_add_func ("/shell/badges", test_badges);
  g_test_add_func ("/shell/widths", test_widths);
  g_test_add_func ("/shell/resizing", test_resizing);
  g_test_add_func ("/shell/search", test_search);
  g_test_add_func ("/shell/filter-key", test_filter_key);
  g_test_add_func ("/shell/person-and-toasts", test_person_and_toasts);
  g_test_add_func ("/page", test_page);
  g_test_add_func ("/detail-pane", test_detail);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws every area of the office into pictures: screens FOLDER DATABASE LANGUAGE. Both schemes and
 * both sizes; the language is that of the process (tests/office/screens runs it once for each). */
#include "config.h"

#include "office-test.h"

#include "miqat-detail-pane.h"
#include "miqat-gallery-shot.h"
#include "miqat-list-pane.h"
#include "miqat-look.h"
#include "miqat-office-areas.h"
#include "miqat-office-resource.h"
#include "miqat-shell.h"

#include <libintl.h>
#include <locale.h>

static const struct {
  int width;
  int height;
} sizes[] = { { 1280, 900 }, { 1024, 700 } };

static void
shoot (GtkWindow *window, const char *folder, const char *area, const char *language, gboolean dark, guint size)
{
  g_autofree char *path = g_strdup_printf ("%s/%s-%s-%s-%d.png", folder, area, language, dark ? "dark" : "light",
                                           sizes[size].width);

  gboolean drawn = FALSE;

  /* A window that was just told to draw again has nothing to show yet: wait for its next frame. */
  for (guint tries = 0; !drawn && tries < 10; tries++) {
    miqat_gallery_wait (700);
    gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
    drawn = miqat_gallery_shoot (GTK_WIDGET (window), path);
  }
  if (!drawn)
    g_error ("%s could not be drawn", path);
  g_print ("%s\n", path);
}

static GtkWindow *
find_above (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) one = g_list_model_get_item (windows, i);

    if (gtk_window_get_transient_for (one) == window)
      return one;
  }
  return NULL;
}

/* What an action of a page opens above the window, for the first thing of its list with which it can
 * be done. */
static void
shoot_above (MiqatWindow *window, const char *area, const char *action, const char *folder, const char *name,
             const char *language, gboolean dark, guint size)
{
  MiqatShell *shell = MIQAT_SHELL (miqat_window_get_shell (window));
  MiqatListPane *list;
  GtkWindow *above = NULL;

  miqat_shell_show_area (shell, area);
  list = MIQAT_LIST_PANE (office_test_find (miqat_shell_get_page (shell, area), MIQAT_TYPE_LIST_PANE));
  for (guint i = 0; i < g_list_model_get_n_items (miqat_list_pane_get_model (list)) && above == NULL; i++) {
    miqat_list_pane_select (list, i);
    miqat_gallery_wait (100);
    gtk_widget_activate_action (miqat_shell_get_page (shell, area), action, NULL);
    above = find_above (GTK_WINDOW (window));
  }
  if (above == NULL)
    g_error ("%s opened nothing", action);
  shoot (above, folder, name, language, dark, size);
  gtk_window_destroy (above);
}

/* What opens above the pages. */
static void
shoot_forms (MiqatWindow *window, const char *folder, const char *language, gboolean dark, guint size)
{
  static const struct {
    const char *area;
    const char *action;
    const char *name;
  } forms[] = {
    { "package", "package.edit", "package-edit" },
    { "package", "package.prices", "package-prices" },
    { "departure", "departure.add", "departure-new" },
    { "departure", "departure.allot", "departure-allot" },
    { "departure", "departure.sell", "booking-new" },
    { "pilgrim", "pilgrim.edit", "pilgrim-edit" },
    { "booking", "booking.add", "booking-departure" },
    { "booking", "booking.name", "booking-name" },
    { "booking", "booking.cancel", "booking-cancel" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    shoot_above (window, forms[i].area, forms[i].action, folder, forms[i].name, language, dark, size);
}

/* What opens inside the window: a detail, the search, the log of exchange. */
static void
shoot_inside (MiqatWindow *window, const char *folder, const char *language, gboolean dark, guint size)
{
  static const char *const detailed[] = { "package", "departure", "pilgrim", "booking" };
  MiqatShell *shell = MIQAT_SHELL (miqat_window_get_shell (window));
  GtkWidget *search = GTK_WIDGET (miqat_shell_get_search_box (shell));
  GtkWidget *entry = office_test_find (search, GTK_TYPE_EDITABLE);

  for (guint i = 0; i < G_N_ELEMENTS (detailed); i++) {
    GtkWidget *page, *list, *view;
    g_autofree char *name = g_strconcat (detailed[i], "-detail", NULL);

    miqat_shell_show_area (shell, detailed[i]);
    page = miqat_shell_get_page (shell, detailed[i]);
    list = office_test_find (page, MIQAT_TYPE_LIST_PANE);
    view = office_test_find (list, GTK_TYPE_COLUMN_VIEW);
    miqat_gallery_wait (200);
    miqat_list_pane_select (MIQAT_LIST_PANE (list), 2);
    g_signal_emit_by_name (view, "activate", 2);
    shoot (GTK_WINDOW (window), folder, name, language, dark, size);
    gtk_widget_activate_action (office_test_find (page, MIQAT_TYPE_DETAIL_PANE), "detail.close", NULL);
  }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.sync-log", NULL);
  shoot (GTK_WINDOW (window), folder, "sync-log", language, dark, size);
  miqat_gallery_close_popovers (GTK_WIDGET (window));
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Siti");
  shoot (GTK_WINDOW (window), folder, "search", language, dark, size);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

static void
shoot_first_run (GtkApplication *app, const char *database, const char *folder, const char *language,
                 gboolean dark, guint size)
{
  MiqatWindow *window = miqat_window_new (app, NULL, database, "https://kantor.contoh.id");

  gtk_window_set_default_size (GTK_WINDOW (window), sizes[size].width, sizes[size].height);
  gtk_window_present (GTK_WINDOW (window));
  shoot (GTK_WINDOW (window), folder, "first-run", language, dark, size);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
shoot_all (GtkApplication *app, MiqatOffice *office, const char *database, const char *folder,
           const char *language, gboolean dark, guint size)
{
  MiqatWindow *window;

  shoot_first_run (app, database, folder, language, dark, size);
  miqat_office_sign_out (office);
  window = miqat_window_new (app, office, database, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), sizes[size].width, sizes[size].height);
  gtk_window_present (GTK_WINDOW (window));
  shoot (GTK_WINDOW (window), folder, "sign-in", language, dark, size);
  office_test_sign_in (office, "direktur@demo.example");
  for (const MiqatOfficeArea *area = miqat_office_areas; area->name != NULL; area++) {
    miqat_shell_show_area (MIQAT_SHELL (miqat_window_get_shell (window)), area->name);
    shoot (GTK_WINDOW (window), folder, area->name, language, dark, size);
  }
  shoot_forms (window, folder, language, dark, size);
  shoot_inside (window, folder, language, dark, size);
  /* Who decides proofs sees the buttons for it; and a branch's morning has no numbers of the whole. */
  office_test_sign_in (office, "kasir.sby@demo.example");
  shoot (GTK_WINDOW (window), folder, "home-branch", language, dark, size);
  miqat_shell_show_area (MIQAT_SHELL (miqat_window_get_shell (window)), "payment");
  shoot (GTK_WINDOW (window), folder, "payment-decide", language, dark, size);
  miqat_shell_show_area (MIQAT_SHELL (miqat_window_get_shell (window)), "booking");
  shoot_above (window, "booking", "booking.pay", folder, "booking-pay", language, dark, size);
  shoot_above (window, "booking", "booking.proof", folder, "booking-proof", language, dark, size);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (MiqatOffice) office = NULL;
  g_autoptr (GtkApplication) app = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 4) {
    g_printerr ("usage: %s FOLDER DATABASE LANGUAGE\n", argv[0]);
    return 2;
  }
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("MIQAT_LOCALE_DIR") != NULL ? g_getenv ("MIQAT_LOCALE_DIR") : MIQAT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_resources_register (miqat_office_get_resource ());
  miqat_look_load (gdk_display_get_default ());
  office = miqat_office_open (argv[2], NULL, &error);
  if (office == NULL)
    g_error ("%s", error->message);
  app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (app), NULL, &error))
    g_error ("%s", error->message);
  for (int dark = 0; dark < 2; dark++) {
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
    for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
      shoot_all (app, office, argv[2], argv[1], argv[3], dark != 0, size);
  }
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture of everything that the office can show: screens FOLDER LANGUAGE [once]. The table below says
 * what, and how to get there as a person would; nothing is drawn that the application does not show. Both
 * schemes and both sizes, or with "once" only light and small. The language is that of the process
 * (tests/office/screens runs it once for each). Speaks TAP: a view that cannot be reached, does not fit
 * its window, or shows words that have a translation untranslated, is "not ok"; so is an action of a page
 * that the table forgets. */
#include "config.h"

#include "office-net.h"

#include "miqat-application.h"
#include "miqat-detail-pane.h"
#include "miqat-first-run-page.h"
#include "miqat-gallery-shot.h"
#include "miqat-look.h"
#include "miqat-office-areas.h"
#include "miqat-office-resource.h"
#include "miqat-quota-bar.h"
#include "miqat-shell.h"
#include "miqat-sign-in-page.h"
#include "miqat-test-folder.h"

#include <libintl.h>
#include <locale.h>

/* Where the office stands; in this order, since there is no way back. */
typedef enum {
  FIRST_RUN,  /* no database yet */
  AGENCY,     /* the computer that holds the agency */
  NEW_OFFICE, /* a workstation on which nothing was done yet */
  OFFLINE,    /* without the network, and three seats sold */
  REFUSED,    /* the head office had only two of them left */
  LATE,       /* the computer's clock is wrong */
  N_PLACES
} Place;

typedef struct {
  GtkApplication *app;
  const char *folder;
  const char *language;
  OfficeTest agency;
  OfficeNet *net;
  MiqatWindow *window;
  GApplication *program; /* with a window of its own; NULL: not yet */
  GtkWindow *other;      /* to be drawn instead of the window and what is above it */
  const char *who;
  guint pictures;
  gboolean failed;
} Scene;

typedef struct {
  Place place;
  const char *name;
  const char *who;  /* signs in first; NULL: whoever is there */
  const char *area; /* is shown then; NULL: whatever is shown */
  void (*go) (Scene *scene, const char *area, const char *what);
  const char *what;
} View;

static void show_failure (Scene *scene, const char *area, const char *what);
static void connect_to_nobody (Scene *scene, const char *area, const char *what);
static void sign_in_wrongly (Scene *scene, const char *area, const char *what);
static void press (Scene *scene, const char *area, const char *action);
static void press_and_submit (Scene *scene, const char *area, const char *action);
static void lease_offline (Scene *scene, const char *area, const char *action);
static void press_and_pick_day (Scene *scene, const char *area, const char *action);
static void press_in_window (Scene *scene, const char *area, const char *action);
static void click (Scene *scene, const char *area, const char *label);
static void open_menu (Scene *scene, const char *area, const char *button);
static void open_detail (Scene *scene, const char *area, const char *what);
static void open_seats (Scene *scene, const char *area, const char *what);
static void open_view (Scene *scene, const char *area, const char *view);
static void narrow (Scene *scene, const char *area, const char *text);
static void search (Scene *scene, const char *area, const char *text);

#define NOBODY "nobody"
#define DIRECTOR "direktur@demo.example"
#define CASHIER "kasir.sby@demo.example"
#define DESK "desk"

static const View views[] = {
  { FIRST_RUN, "first-run" },
  { FIRST_RUN, "first-run-no-answer", .go = connect_to_nobody },
  { FIRST_RUN, "failure", .go = show_failure },

  { AGENCY, "sign-in", NOBODY },
  { AGENCY, "sign-in-wrong", .go = sign_in_wrongly },
  { AGENCY, "home", DIRECTOR, "home" },
  { AGENCY, "sidebar", NULL, "home", press_in_window, "shell.toggle-sidebar" },
  { AGENCY, "person-menu", NULL, "home", open_menu, "miqat-person" },
  { AGENCY, "sync-log", NULL, "home", press_in_window, "win.sync-log" },
  { AGENCY, "search", NULL, "home", search, "Siti" },
  { AGENCY, "search-nothing", NULL, "home", search, "zzzzqqq" },
  { AGENCY, "shortcuts", NULL, "home", press_in_window, "win.shortcuts" },
  { AGENCY, "about", NULL, "home", press_in_window, "win.about" },
  { AGENCY, "package", NULL, "package" },
  { AGENCY, "package-detail", NULL, "package", open_detail },
  { AGENCY, "package-new", NULL, "package", press, "package.add" },
  { AGENCY, "package-new-wrong", NULL, "package", press_and_submit, "package.add" },
  { AGENCY, "package-edit", NULL, "package", press, "package.edit" },
  { AGENCY, "package-prices", NULL, "package", press, "package.prices" },
  { AGENCY, "departure", NULL, "departure" },
  { AGENCY, "departure-detail", NULL, "departure", open_detail },
  { AGENCY, "departure-seats", NULL, "departure", open_seats },
  { AGENCY, "departure-new", NULL, "departure", press, "departure.add" },
  { AGENCY, "departure-new-wrong", NULL, "departure", press_and_submit, "departure.add" },
  { AGENCY, "departure-new-day", NULL, "departure", press_and_pick_day, "departure.add" },
  { AGENCY, "departure-allot", NULL, "departure", press, "departure.allot" },
  { AGENCY, "booking-new", NULL, "departure", press, "departure.sell" },
  { AGENCY, "booking-new-wrong", NULL, "departure", press_and_submit, "departure.sell" },
  { AGENCY, "pilgrim", NULL, "pilgrim" },
  { AGENCY, "pilgrim-detail", NULL, "pilgrim", open_detail },
  { AGENCY, "pilgrim-edit", NULL, "pilgrim", press, "pilgrim.edit" },
  { AGENCY, "booking", NULL, "booking" },
  { AGENCY, "booking-columns", NULL, "booking", open_menu, "miqat-columns-symbolic" },
  { AGENCY, "booking-detail", NULL, "booking", open_detail },
  { AGENCY, "booking-more", NULL, "booking", open_menu, "view-more-symbolic" },
  { AGENCY, "booking-departure", NULL, "booking", press, "booking.add" },
  { AGENCY, "booking-name", NULL, "booking", press, "booking.name" },
  { AGENCY, "booking-note", NULL, "booking", press, "booking.note" },
  { AGENCY, "booking-cancel", NULL, "booking", press, "booking.cancel" },
  { AGENCY, "booking-nothing", NULL, "booking", narrow, "zzzzqqq" },
  { AGENCY, "payment", NULL, "payment" },
  { AGENCY, "attention", NULL, "attention" },
  { AGENCY, "locked", NULL, NULL, press_in_window, "win.lock" },
  /* Who decides proofs sees the buttons for it; and a branch's morning has no numbers of the whole. */
  { AGENCY, "home-branch", CASHIER, "home" },
  { AGENCY, "payment-decide", NULL, "payment" },
  { AGENCY, "payment-reject-keep", NULL, "payment", press, "payment.reject-keep" },
  { AGENCY, "payment-reject-return", NULL, "payment", press, "payment.reject-return" },
  { AGENCY, "booking-pay", NULL, "booking", press, "booking.pay" },
  { AGENCY, "booking-proof", NULL, "booking", press, "booking.proof" },
  { AGENCY, "payment-decided", NULL, "payment", open_view, "view:decided" },

  { NEW_OFFICE, "home-new", DESK, "home" },
  { NEW_OFFICE, "sync-log-in-step", NULL, "home", press_in_window, "win.sync-log" },
  { NEW_OFFICE, "departure-lease", NULL, "departure", press, "departure.lease" },
  { NEW_OFFICE, "pilgrim-none", NULL, "pilgrim" },
  { NEW_OFFICE, "booking-none", NULL, "booking" },
  { NEW_OFFICE, "payment-none", NULL, "payment" },
  { NEW_OFFICE, "attention-none", NULL, "attention" },

  { OFFLINE, "sync-log-offline", DESK, "home", press_in_window, "win.sync-log" },
  { OFFLINE, "booking-uncertain", NULL, "booking", open_detail },
  { OFFLINE, "departure-lease-offline", NULL, "departure", lease_offline, "departure.lease" },
  { OFFLINE, "locked-offline", NULL, NULL, press_in_window, "win.lock" },

  { REFUSED, "attention-case", DESK, "attention" },
  { REFUSED, "case-edit", NULL, "attention", click, "Edit and send again…" },
  { REFUSED, "case-give-up", NULL, "attention", click, "Give up…" },
  { REFUSED, "sync-log-refused", NULL, "home", press_in_window, "win.sync-log" },

  { LATE, "sync-log-clock", DESK, "home", press_in_window, "win.sync-log" },
};

/* Actions of pages and of the window that open nothing to be looked at. */
static const char *const silent[] = {
  "package.publish", "package.archive", "payment.approve", "payment.next", "payment.previous",
  "win.open", "win.sign-out", "win.sync-now", NULL,
};

static const struct {
  int width;
  int height;
} sizes[] = { { 1024, 700 }, { 1280, 900 } };

/* ---- getting there -------------------------------------------------------------------------- */

static GtkWidget *
get_page (Scene *scene, const char *area)
{
  return miqat_shell_get_page (MIQAT_SHELL (miqat_window_get_shell (scene->window)), area);
}

static void
connect_to_nobody (Scene *scene, const char *area, const char *what)
{
  GtkWidget *page = widget_test_find (GTK_WIDGET (scene->window), MIQAT_TYPE_FIRST_RUN_PAGE, NULL);
  MiqatForm *form = MIQAT_FORM (widget_test_find (page, MIQAT_TYPE_FORM, NULL));
  g_autoptr (JsonObject) typed = json_object_new ();

  json_object_set_string_member (typed, "hub", "http://127.0.0.1:1");
  json_object_set_string_member (typed, "code", "K7QM-4TXW-9HDR");
  json_object_set_string_member (typed, "device", "Meja depan");
  miqat_form_set_json (form, typed);
  g_signal_emit_by_name (form, "submitted");
  widget_test_wait_for (gtk_widget_get_sensitive (GTK_WIDGET (form)));
}

/* The program itself, on a file that is no database. */
static void
show_failure (Scene *scene, const char *area, const char *what)
{
  g_autofree char *path = g_build_filename (scene->agency.folder, "kantor.db", NULL);
  const char *const argv[] = { "miqat", "--database", path, NULL };
  g_auto (GStrv) arguments = g_strdupv ((char **) argv);
  int status = 0;

  g_assert_true (g_file_set_contents (path, "a letter", -1, NULL));
  if (scene->program != NULL) {
    g_application_activate (scene->program);
  } else {
    scene->program = G_APPLICATION (miqat_application_new ());
    g_assert_true (G_APPLICATION_GET_CLASS (scene->program)->local_command_line (scene->program, &arguments, &status));
  }
  scene->other = gtk_application_get_active_window (GTK_APPLICATION (scene->program));
}

static void
sign_in_wrongly (Scene *scene, const char *area, const char *what)
{
  GtkWidget *page = widget_test_find (GTK_WIDGET (scene->window), MIQAT_TYPE_SIGN_IN_PAGE, NULL);
  GtkWidget *password = widget_test_find (page, GTK_TYPE_PASSWORD_ENTRY, NULL);

  miqat_sign_in_page_set_email (MIQAT_SIGN_IN_PAGE (page), DIRECTOR);
  gtk_editable_set_text (GTK_EDITABLE (password), "salah");
  g_signal_emit_by_name (password, "activate");
  widget_test_wait_for (*gtk_editable_get_text (GTK_EDITABLE (password)) == '\0');
}

/* For the first thing of the page's list with which it can be done. */
static void
press (Scene *scene, const char *area, const char *action)
{
  GtkWidget *page = get_page (scene, area);
  MiqatListPane *list = office_test_find_list (page);

  for (guint i = 0; i < office_test_count_rows (page) && office_test_find_above (GTK_WINDOW (scene->window)) == NULL;
       i++) {
    miqat_list_pane_select (list, i);
    widget_test_wait (50);
    gtk_widget_activate_action (page, action, NULL);
  }
}

static gboolean
is_refused (gpointer data)
{
  MiqatForm *form = miqat_command_dialog_get_form (data);

  return miqat_form_get_first_error (form) != NULL
         || gtk_widget_get_mapped (widget_test_find (GTK_WIDGET (form), GTK_TYPE_BOX, "miqat-banner-box"));
}

static void
submit (Scene *scene)
{
  MiqatCommandDialog *dialog = office_test_find_dialog (GTK_WINDOW (scene->window));

  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.submit", NULL);
  g_assert_true (office_test_wait (is_refused, dialog));
}

static void
press_and_submit (Scene *scene, const char *area, const char *action)
{
  press (scene, area, action);
  submit (scene);
}

/* All is filled in, and only the head office could do it. */
static void
lease_offline (Scene *scene, const char *area, const char *action)
{
  g_autofree char *text = g_strdup_printf ("{\"seats\": 2, \"beds\": [{\"room_type_id\": \"%s\", \"beds\": 2}]}",
                                           scene->net->test->quad);
  g_autoptr (JsonNode) typed = json_from_string (text, NULL);

  press (scene, area, action);
  miqat_form_set_json (miqat_command_dialog_get_form (office_test_find_dialog (GTK_WINDOW (scene->window))),
                       json_node_get_object (typed));
  submit (scene);
}

static GtkWidget *
find_menu_button (GtkWidget *widget, const char *name)
{
  if (GTK_IS_MENU_BUTTON (widget)
      && (g_strcmp0 (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget)), name) == 0
          || gtk_widget_has_css_class (widget, name)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_menu_button (child, name);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
press_and_pick_day (Scene *scene, const char *area, const char *action)
{
  press (scene, area, action);
  gtk_menu_button_popup (GTK_MENU_BUTTON (find_menu_button (
    GTK_WIDGET (office_test_find_dialog (GTK_WINDOW (scene->window))), "miqat-calendar-symbolic")));
}

/* An action of the window or of the shell in it. */
static void
press_in_window (Scene *scene, const char *area, const char *action)
{
  gtk_widget_activate_action (miqat_window_get_shell (scene->window), action, NULL);
}

static void
click (Scene *scene, const char *area, const char *label)
{
  widget_test_click (widget_test_find_button (get_page (scene, area), dgettext (GETTEXT_PACKAGE, label)));
}

/* Of the page, or else of the window. */
static void
open_menu (Scene *scene, const char *area, const char *button)
{
  GtkWidget *found = find_menu_button (get_page (scene, area), button);

  if (found == NULL)
    found = find_menu_button (GTK_WIDGET (scene->window), button);
  if (g_str_equal (button, "view-more-symbolic"))
    open_detail (scene, area, NULL);
  widget_test_wait (200);
  gtk_menu_button_popup (GTK_MENU_BUTTON (found));
}

/* Of the third thing in the list, or the last. */
static void
open_detail (Scene *scene, const char *area, const char *what)
{
  GtkWidget *page = get_page (scene, area);
  MiqatListPane *list = office_test_find_list (page);
  guint position = MIN (office_test_count_rows (page), 3) - 1;

  miqat_list_pane_select (list, position);
  g_signal_emit_by_name (widget_test_find (GTK_WIDGET (list), GTK_TYPE_COLUMN_VIEW, NULL), "activate", position);
}

static void
open_seats (Scene *scene, const char *area, const char *what)
{
  GtkWidget *pane = widget_test_find (get_page (scene, area), MIQAT_TYPE_DETAIL_PANE, NULL);
  GtkWidget *quota;

  open_detail (scene, area, what);
  widget_test_wait (200);
  quota = widget_test_find (miqat_detail_pane_get_detail (MIQAT_DETAIL_PANE (pane)), MIQAT_TYPE_QUOTA_BAR, NULL);
  miqat_quota_bar_open (MIQAT_QUOTA_BAR (quota));
}

static void
open_view (Scene *scene, const char *area, const char *view)
{
  gtk_widget_activate_action (GTK_WIDGET (scene->window), "win.open", "(ss)", area, view);
}

static void
narrow (Scene *scene, const char *area, const char *text)
{
  miqat_filter_bar_set_search (miqat_list_pane_get_filter_bar (office_test_find_list (get_page (scene, area))), text);
}

static GtkWidget *
find_search_entry (Scene *scene)
{
  MiqatShell *shell = MIQAT_SHELL (miqat_window_get_shell (scene->window));

  return widget_test_find (GTK_WIDGET (miqat_shell_get_search_box (shell)), GTK_TYPE_EDITABLE, NULL);
}

static void
search (Scene *scene, const char *area, const char *text)
{
  gtk_widget_activate_action (miqat_window_get_shell (scene->window), "shell.search", NULL);
  gtk_editable_set_text (GTK_EDITABLE (find_search_entry (scene)), text);
  gtk_editable_set_position (GTK_EDITABLE (find_search_entry (scene)), -1);
}

/* ---- looking -------------------------------------------------------------------------------- */

/* A line of TAP; `problem` NULL: none. */
static void
tell (Scene *scene, const char *what, const char *problem)
{
  scene->pictures++;
  g_print ("%s %u - %s%s%s\n", problem == NULL ? "ok" : "not ok", scene->pictures, what, problem != NULL ? ": " : "",
           problem != NULL ? problem : "");
  scene->failed |= problem != NULL;
}

/* What lies topmost. */
static GtkWindow *
find_top (Scene *scene)
{
  GtkWindow *top = scene->other != NULL ? scene->other : GTK_WINDOW (scene->window);

  for (GtkWindow *above = top; above != NULL; above = office_test_find_above (top))
    top = above;
  return top;
}

static char *
find_misfit (Scene *scene, GtkWidget *top, guint size)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (top));
  int width = gdk_surface_get_width (surface);
  int height = gdk_surface_get_height (surface);

  if (width > sizes[size].width || height > sizes[size].height)
    return g_strdup_printf ("it needs %d × %d", width, height);
  if (top == GTK_WIDGET (scene->window) && (width < sizes[size].width || height < sizes[size].height))
    return g_strdup_printf ("the window is only %d × %d", width, height);
  /* A popover is put in its place by the screen, in its own time. */
  for (guint i = 0; i < 20 && !miqat_gallery_holds_popovers (top); i++)
    miqat_gallery_wait (100);
  if (!miqat_gallery_holds_popovers (top))
    return g_strdup ("what is open hangs out of the window");
  return NULL;
}

/* A label that shows a sentence of the program in English although there is a translation. */
static char *
find_untranslated (GtkWidget *widget)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (*text != '\0' && !g_str_equal (dgettext (GETTEXT_PACKAGE, text), text))
    return g_strdup_printf ("“%s” is not translated", text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    char *found = find_untranslated (child);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* Nothing moves any more. */
static void
settle (GtkWidget *top)
{
  widget_test_wait (350);
  gtk_widget_queue_draw (top);
  gtk_test_widget_wait_for_draw (top);
}

static void
shoot (Scene *scene, const View *view, gboolean dark, guint size)
{
  GtkWidget *top = GTK_WIDGET (find_top (scene));
  g_autofree char *folder = g_strdup_printf ("%s-%s-%d", scene->language, dark ? "dark" : "light", sizes[size].width);
  g_autofree char *name = g_strdup_printf ("%s/%02d-%s.png", folder, (int) (view - views) + 1, view->name);
  g_autofree char *path = g_build_filename (scene->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *problem = NULL;
  gboolean opens = view->go == press || view->go == click;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
  settle (top);
  if (opens && top == GTK_WIDGET (scene->window))
    problem = g_strdup_printf ("%s opened nothing", view->what);
  else if (!miqat_gallery_shoot (top, path))
    problem = g_strdup ("it could not be drawn");
  if (problem == NULL)
    problem = find_misfit (scene, top, size);
  if (problem == NULL)
    problem = find_untranslated (top);
  tell (scene, name, problem);
}

/* ---- back again ----------------------------------------------------------------------------- */

static void
close_above (Scene *scene)
{
  for (GtkWindow *top = find_top (scene); top != GTK_WINDOW (scene->window); top = find_top (scene)) {
    miqat_gallery_close_popovers (GTK_WIDGET (top));
    scene->other = NULL;
    /* As a person does: questions are answered by it. */
    gtk_window_close (top);
    widget_test_wait (20);
  }
  miqat_gallery_close_popovers (GTK_WIDGET (scene->window));
}

static void
put_back (Scene *scene, const View *view)
{
  GtkWidget *shell, *page, *pane;

  close_above (scene);
  shell = miqat_window_get_shell (scene->window);
  if (shell == NULL)
    return;
  if (view->go == search)
    g_signal_emit_by_name (find_search_entry (scene), "stop-search");
  if (g_strcmp0 (view->what, "shell.toggle-sidebar") == 0)
    gtk_widget_activate_action (shell, "shell.toggle-sidebar", NULL);
  page = get_page (scene, miqat_shell_get_area (MIQAT_SHELL (shell)));
  pane = widget_test_find (page, MIQAT_TYPE_DETAIL_PANE, NULL);
  if (pane != NULL)
    miqat_detail_pane_close (MIQAT_DETAIL_PANE (pane));
  if (view->go == narrow)
    miqat_filter_bar_clear (miqat_list_pane_get_filter_bar (office_test_find_list (page)));
}

/* ---- all of it ------------------------------------------------------------------------------ */

static MiqatOffice *
get_office (Scene *scene, Place place)
{
  if (place == FIRST_RUN)
    return NULL;
  return place == AGENCY ? scene->agency.office : scene->net->office;
}

static void
sign_in (Scene *scene, const View *view)
{
  if (view->who == NULL || g_strcmp0 (view->who, scene->who) == 0)
    return;
  scene->who = view->who;
  if (g_str_equal (view->who, DESK))
    office_net_sign_in (scene->net);
  else if (g_str_equal (view->who, NOBODY))
    miqat_office_sign_out (scene->agency.office);
  else
    office_test_sign_in (scene->agency.office, view->who);
}

static void
open_window (Scene *scene, Place place)
{
  MiqatOffice *office = get_office (scene, place);
  g_autofree char *nowhere = g_build_filename (scene->agency.folder, "office.db", NULL);

  if (office != NULL)
    miqat_office_sign_out (office);
  scene->who = NULL;
  scene->window = miqat_window_new (scene->app, office, nowhere, "https://kantor.contoh.id");
}

static void
close_window (Scene *scene)
{
  if (scene->window != NULL)
    gtk_window_destroy (GTK_WINDOW (scene->window));
  scene->window = NULL;
}

static void
show_view (Scene *scene, const View *view, gboolean dark, guint size)
{
  sign_in (scene, view);
  if (view->area != NULL)
    miqat_shell_show_area (MIQAT_SHELL (miqat_window_get_shell (scene->window)), view->area);
  if (view->go != NULL)
    view->go (scene, view->area, view->what);
  shoot (scene, view, dark, size);
  put_back (scene, view);
  if (g_strcmp0 (view->what, "win.lock") == 0)
    scene->who = NULL;
}

static void
show_views (Scene *scene, Place place, gboolean dark, guint size)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  if (scene->window == NULL)
    open_window (scene, place);
  gtk_window_set_default_size (GTK_WINDOW (scene->window), sizes[size].width, sizes[size].height);
  gtk_window_present (GTK_WINDOW (scene->window));
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (views[i].place == place)
      show_view (scene, &views[i], dark, size);
  /* A person of the workstation stays signed in. */
  if (scene->net == NULL)
    close_window (scene);
}

/* What happens on the way to a place. */
static void
go_to (Scene *scene, Place place)
{
  switch (place) {
  case FIRST_RUN:
    scene->agency.folder = g_dir_make_tmp ("miqat-screens-XXXXXX", NULL);
    break;
  case AGENCY:
    miqat_test_folder_remove (scene->agency.folder);
    g_free (scene->agency.folder);
    office_test_set_up (&scene->agency, NULL);
    break;
  case NEW_OFFICE:
    scene->net = office_net_new (4);
    break;
  case OFFLINE:
    office_net_cut (scene->net);
    office_net_sell_here (scene->net, 3);
    office_net_pass (scene->net, 2 * MIQAT_HOUR + 20 * MIQAT_MINUTE);
    break;
  case REFUSED:
    office_net_sell_there (scene->net, 2);
    office_net_mend (scene->net);
    office_net_wait_for_case (scene->net);
    break;
  case LATE:
    scene->net->clock.instant += 14 * MIQAT_MINUTE;
    miqat_office_sync_now (scene->net->office);
    break;
  case N_PLACES:
    g_assert_not_reached ();
  }
}

static gboolean
is_in_table (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (views[i].what, action) == 0)
      return TRUE;
  return g_strv_contains (silent, action);
}

/* What a person can do on a page of this type stands in the table, or among what opens nothing. */
static void
check_actions (Scene *scene, GtkWidget *widget)
{
  GtkWidgetClass *klass = GTK_WIDGET_GET_CLASS (widget);
  const GVariantType *parameter; /* GTK 4.8 takes no NULL for what is not wanted */
  const char *action, *property;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (klass, i, &owner, &action, &parameter, &property); i++)
    if (owner == G_OBJECT_TYPE (widget))
      tell (scene, action, is_in_table (action) ? NULL : "the table of pictures does not know it");
}

static void
check_all_actions (Scene *scene)
{
  MiqatWindow *window = miqat_window_new (scene->app, scene->agency.office, scene->agency.path, NULL);

  check_actions (scene, GTK_WIDGET (window));
  gtk_window_destroy (GTK_WINDOW (window));
  for (const MiqatOfficeArea *area = miqat_office_areas; area->name != NULL; area++) {
    GtkWidget *page = area->make_page (scene->agency.office);
    GtkWindow *alone = office_test_show (page);

    check_actions (scene, page);
    gtk_window_destroy (alone);
  }
}

static void
prepare (void)
{
  const char *locales = g_getenv ("MIQAT_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales != NULL ? locales : MIQAT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  g_resources_register (miqat_office_get_resource ());
  miqat_look_load (gdk_display_get_default ());
}

int
main (int argc, char **argv)
{
  gboolean once = argc == 4 && g_str_equal (argv[3], "once");
  Scene scene = { 0 };

  if (argc != 3 && !once) {
    g_printerr ("usage: %s FOLDER LANGUAGE [once]\n", argv[0]);
    return 2;
  }
  prepare ();
  scene.folder = argv[1];
  scene.language = argv[2];
  scene.app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (scene.app), NULL, NULL));
  for (Place place = FIRST_RUN; place < N_PLACES; place++) {
    go_to (&scene, place);
    for (guint i = 0; i < (once ? 1 : 2 * G_N_ELEMENTS (sizes)); i++)
      show_views (&scene, place, i >= G_N_ELEMENTS (sizes), i % G_N_ELEMENTS (sizes));
    close_window (&scene);
  }
  office_test_sign_in (scene.agency.office, DIRECTOR);
  check_all_actions (&scene);
  miqat_gallery_wait (500);
  office_net_free (scene.net);
  /* Some windows are still on their way out; whether all is let go is for the pages' own tests. */
  g_clear_object (&scene.program);
  g_clear_object (&scene.agency.office);
  miqat_test_folder_remove (scene.agency.folder);
  g_free (scene.agency.folder);
  g_free (scene.agency.path);
  g_object_unref (scene.app);
  g_print ("1..%u\n", scene.pictures);
  return scene.failed ? 1 : 0;
}

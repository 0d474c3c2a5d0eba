/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the office takes to show itself and its booking list: bench-office first-frame DATABASE, or
 * bench-office list DATABASE. Prints one JSON object a line; judges nothing. Start with a display. */
#include "config.h"

#include "miqat-booking-page.h"
#include "miqat-list-pane.h"
#include "miqat-look.h"
#include "miqat-office-resource.h"
#include "miqat-window.h"

#include <locale.h>
#include <stdlib.h>

#define FRAMES 200
#define STEP 600 /* pixels scrolled a frame */

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

/* Runs the loop until the widget has drawn its next frame. */
static void
on_after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
wait_for_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint_cb), &painted);

  gtk_widget_queue_draw (widget);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static void
prepare (void)
{
  setlocale (LC_ALL, "");
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_resources_register (miqat_office_get_resource ());
  miqat_look_load (gdk_display_get_default ());
}

static MiqatOffice *
open_office (const char *path)
{
  g_autoptr (GError) error = NULL;
  MiqatOffice *office = miqat_office_open (path, NULL, &error);

  if (office == NULL)
    g_error ("%s", error->message);
  return office;
}

static void
measure_first_frame (const char *path, gint64 start)
{
  g_autoptr (GtkApplication) app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_autoptr (MiqatOffice) office = open_office (path);
  MiqatWindow *window;

  g_application_register (G_APPLICATION (app), NULL, NULL);
  window = miqat_window_new (app, office, path, NULL);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_frame (GTK_WIDGET (window));
  g_print ("{\"first_frame_ms\": %.1f}\n", milliseconds_since (start));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- the list ------------------------------------------------------------------------------- */

static GtkWidget *
find_descendant (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_descendant (child, type);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

typedef struct {
  gint64 start;
  double milliseconds;
  gboolean painted;
} Frame;

static void
on_before_paint_cb (GdkFrameClock *clock, gpointer data)
{
  ((Frame *) data)->start = g_get_monotonic_time ();
}

static void
on_painted_cb (GdkFrameClock *clock, gpointer data)
{
  Frame *frame = data;

  frame->milliseconds = milliseconds_since (frame->start);
  frame->painted = TRUE;
}

static gboolean
can_go_on (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_value (adjustment) + STEP
         < gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

/* What one frame costs while scrolling: reading rows, layout and painting, without waiting for the
 * screen. */
static void
measure_scrolling (GtkWidget *window, GtkWidget *pane, double *p50, double *p95)
{
  GtkWidget *list = find_descendant (pane, GTK_TYPE_COLUMN_VIEW);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  Frame frame = { 0 };
  gulong before = g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint_cb), &frame);
  gulong after = g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted_cb), &frame);
  double times[FRAMES];

  for (guint i = 0; i < FRAMES; i++) {
    frame.painted = FALSE;
    /* Back to the top at the end: a short list must move too. */
    if (!can_go_on (adjustment))
      gtk_adjustment_set_value (adjustment, 0);
    else
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + STEP);
    while (!frame.painted)
      g_main_context_iteration (NULL, TRUE);
    times[i] = frame.milliseconds;
  }
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
  qsort (times, FRAMES, sizeof (double), compare_doubles);
  *p50 = times[FRAMES / 2];
  *p95 = times[FRAMES * 95 / 100];
}

static double
measure_search (GtkWidget *window, GtkWidget *pane, const char *typed)
{
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (MIQAT_LIST_PANE (pane));
  gint64 start;

  miqat_filter_bar_set_search (bar, typed);
  start = g_get_monotonic_time ();
  g_signal_emit_by_name (pane, "filter-changed");
  wait_for_frame (window);
  return milliseconds_since (start);
}

typedef struct {
  gboolean finished;
} Signing;

static void
on_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!miqat_office_sign_in_finish (MIQAT_OFFICE (source), result, &error))
    g_error ("%s", error->message);
  ((Signing *) data)->finished = TRUE;
}

static void
measure_list (const char *path)
{
  static const char *const typed[] = { "a", "ah", "ahm", "ahmad" };
  g_autoptr (MiqatOffice) office = open_office (path);
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  Signing signing = { FALSE };
  gint64 start;
  GtkWidget *page, *pane;
  double p50, p95;

  miqat_office_sign_in_async (office, "direktur@demo.example", "miqat-demo-2026", NULL, on_signed_in_cb, &signing);
  while (!signing.finished)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_set_default_size (window, 1280, 860);
  gtk_window_present (window);
  wait_for_frame (GTK_WIDGET (window));

  start = g_get_monotonic_time ();
  page = miqat_booking_page_new (office);
  gtk_window_set_child (window, page);
  wait_for_frame (GTK_WIDGET (window));
  pane = find_descendant (page, MIQAT_TYPE_LIST_PANE);
  g_print ("{\"rows\": %u, \"show_ms\": %.1f}\n",
           g_list_model_get_n_items (miqat_list_pane_get_model (MIQAT_LIST_PANE (pane))), milliseconds_since (start));
  measure_scrolling (GTK_WIDGET (window), pane, &p50, &p95);
  g_print ("{\"scroll_p50_ms\": %.1f, \"scroll_p95_ms\": %.1f}\n", p50, p95);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    g_print ("{\"search\": \"%s\", \"search_ms\": %.1f}\n", typed[i], measure_search (GTK_WIDGET (window), pane, typed[i]));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  gint64 start = g_get_monotonic_time ();

  if (argc != 3 || (g_strcmp0 (argv[1], "first-frame") != 0 && g_strcmp0 (argv[1], "list") != 0)) {
    g_printerr ("usage: %s first-frame|list DATABASE\n", argv[0]);
    return 2;
  }
  prepare ();
  if (g_str_equal (argv[1], "list"))
    measure_list (argv[2]);
  else
    measure_first_frame (argv[2], start);
  return 0;
}

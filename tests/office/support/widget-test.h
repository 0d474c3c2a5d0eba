/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every widget test needs: a start, a window, waiting, and finding things inside. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Before g_test_add(): display, libadwaita, look, and nothing in motion. */
void widget_test_init (int *argc, char ***argv);

/* Shows `widget` in a window of that size and waits until it is drawn. Free with
 * widget_test_close(), which also checks that the widget is gone for good. */
GtkWindow *widget_test_show (GtkWidget *widget, int width, int height);
void widget_test_close (GtkWindow *window);

void widget_test_wait (guint milliseconds);
/* Waits until `condition` holds; fails the test when it does not in twenty seconds. */
#define widget_test_wait_for(condition) \
  G_STMT_START \
  { \
    gint64 deadline_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC; \
\
    while (!(condition) && g_get_monotonic_time () < deadline_us) \
      widget_test_wait (5); \
    g_assert_true (condition); \
  } \
  G_STMT_END

/* The first widget inside `root` of that type, style class (nullable) or text. */
GtkWidget *widget_test_find (GtkWidget *root, GType type, const char *css_class);
GtkWidget *widget_test_find_label (GtkWidget *root, const char *text);
GtkWidget *widget_test_find_button (GtkWidget *root, const char *label_or_icon);
/* A label that can be seen. */
gboolean widget_test_shows (GtkWidget *root, const char *text);
void widget_test_click (GtkWidget *button);

/* Counts emissions of a signal, whatever its arguments. */
guint *widget_test_count (gpointer object, const char *signal);

G_END_DECLS

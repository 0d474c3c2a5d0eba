/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widget-test.h"

#include <adwaita.h>

#include "miqat-look.h"

void
widget_test_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11",
                "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  miqat_look_load (gdk_display_get_default ());
}

GtkWindow *
widget_test_show (GtkWidget *widget, int width, int height)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());

  gtk_window_set_default_size (window, width, height);
  adw_window_set_content (ADW_WINDOW (window), widget);
  gtk_window_present (window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

void
widget_test_close (GtkWindow *window)
{
  GtkWidget *content = adw_window_get_content (ADW_WINDOW (window));

  g_object_add_weak_pointer (G_OBJECT (content), (gpointer *)&content);
  gtk_window_destroy (window);
  /* What was put off until later may still hold it. */
  widget_test_wait (30);
  g_assert_null (content);
}

static gboolean
on_timeout_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

void
widget_test_wait (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, on_timeout_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

GtkWidget *
widget_test_find (GtkWidget *root, GType type, const char *css_class)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type)
      && (css_class == NULL || gtk_widget_has_css_class (root, css_class)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = widget_test_find (child, type, css_class);

    if (found != NULL)
      return found;
  }
  return NULL;
}

GtkWidget *
widget_test_find_label (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = widget_test_find_label (child, text);

    if (found != NULL)
      return found;
  }
  return NULL;
}

GtkWidget *
widget_test_find_button (GtkWidget *root, const char *label_or_icon)
{
  if (GTK_IS_BUTTON (root)
      && (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (root)), label_or_icon) == 0
          || widget_test_find_label (root, label_or_icon) != NULL))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = widget_test_find_button (child, label_or_icon);

    if (found != NULL)
      return found;
  }
  return NULL;
}

gboolean
widget_test_shows (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (widget_test_shows (child, text))
      return TRUE;
  return FALSE;
}

void
widget_test_click (GtkWidget *button)
{
  g_assert_true (GTK_IS_BUTTON (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
count_marshal (GClosure *closure,
               GValue *return_value,
               guint n_values,
               const GValue *values,
               gpointer hint,
               gpointer marshal_data)
{
  guint *count = closure->data;

  (*count)++;
}

guint *
widget_test_count (gpointer object, const char *signal)
{
  guint *count = g_new0 (guint, 1);
  GClosure *closure = g_closure_new_simple (sizeof (GClosure), count);

  g_closure_set_marshal (closure, count_marshal);
  g_signal_connect_closure (object, signal, closure, FALSE);
  return count;
}

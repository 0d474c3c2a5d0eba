/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>

#include "miqat-picture-view.h"
#include "widget-test.h"

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_png (int width, int height)
{
  GByteArray *array = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);

  cairo_surface_write_to_png_stream (surface, append, array);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (array);
}

static GBytes *
make_pdf (int n_pages)
{
  GByteArray *array = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, array, 595, 842);
  cairo_t *cr = cairo_create (surface);

  for (int i = 0; i < n_pages; i++) {
    cairo_rectangle (cr, 10, 10, 100, 100);
    cairo_fill (cr);
    cairo_show_page (cr);
  }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (array);
}

typedef struct {
  gboolean loaded;
  gboolean shown;
} Load;

static void
on_loaded_cb (MiqatPictureView *view, gboolean shown, Load *load)
{
  load->loaded = TRUE;
  load->shown = shown;
}

static void
load (MiqatPictureView *view, GBytes *bytes, Load *result)
{
  result->loaded = FALSE;
  miqat_picture_view_set_bytes (view, bytes, "Transfer proof");
  widget_test_wait_for (result->loaded);
}

static void
test_photo (void)
{
  GtkWidget *widget = miqat_picture_view_new ();
  MiqatPictureView *view = MIQAT_PICTURE_VIEW (widget);
  GtkWindow *window = widget_test_show (widget, 600, 600);
  MiqatPictureCanvas *canvas = miqat_picture_view_get_canvas (view);
  g_autoptr (GBytes) bytes = make_png (1200, 2400);
  Load result = { 0 };
  double fitted;

  g_signal_connect (view, "loaded", G_CALLBACK (on_loaded_cb), &result);
  load (view, bytes, &result);
  g_assert_true (result.shown);
  g_assert_null (miqat_picture_view_get_sentence (view));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (canvas), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Transfer proof");
  widget_test_wait (60);
  fitted = miqat_picture_canvas_get_zoom (canvas);
  g_assert_cmpfloat_with_epsilon (fitted, gtk_widget_get_height (GTK_WIDGET (canvas)) / 2400.0,
                                  0.001);

  gtk_widget_activate_action (widget, "picture.rotate", NULL);
  g_assert_cmpint (miqat_picture_canvas_get_rotation (canvas), ==, 90);
  g_assert_cmpfloat (miqat_picture_canvas_get_zoom (canvas), >, 0);
  gtk_widget_activate_action (widget, "picture.rotate-back", NULL);
  gtk_widget_activate_action (widget, "picture.rotate-back", NULL);
  g_assert_cmpint (miqat_picture_canvas_get_rotation (canvas), ==, 270);
  gtk_widget_activate_action (widget, "picture.rotate", NULL);

  gtk_widget_activate_action (widget, "picture.zoom-in", NULL);
  g_assert_cmpfloat_with_epsilon (miqat_picture_canvas_get_zoom (canvas), fitted * 1.25, 0.001);
  g_assert_false (miqat_picture_canvas_is_fitted (canvas));
  for (int i = 0; i < 60; i++)
    gtk_widget_activate_action (widget, "picture.zoom-in", NULL);
  g_assert_cmpfloat (miqat_picture_canvas_get_zoom (canvas), <=, 8);
  for (int i = 0; i < 90; i++)
    gtk_widget_activate_action (widget, "picture.zoom-out", NULL);
  g_assert_cmpfloat (miqat_picture_canvas_get_zoom (canvas), >, 0.01);
  gtk_widget_activate_action (widget, "picture.pan", "(ii)", 100, -100);
  gtk_widget_activate_action (widget, "picture.fit", NULL);
  g_assert_cmpfloat_with_epsilon (miqat_picture_canvas_get_zoom (canvas), fitted, 0.001);
  miqat_picture_canvas_set_mark (canvas, &(GdkRectangle){ 10, 10, 100, 40 });
  gtk_test_widget_wait_for_draw (widget);
  widget_test_close (window);
}

static void
test_pdf (void)
{
  GtkWidget *widget = miqat_picture_view_new ();
  MiqatPictureView *view = MIQAT_PICTURE_VIEW (widget);
  GtkWindow *window = widget_test_show (widget, 600, 600);
  g_autoptr (GBytes) bytes = make_pdf (2);
  Load result = { 0 };

  g_signal_connect (view, "loaded", G_CALLBACK (on_loaded_cb), &result);
  load (view, bytes, &result);
  g_assert_true (result.shown);
  g_assert_cmpuint (miqat_picture_view_get_n_pages (view), ==, 2);
  g_assert_true (widget_test_shows (widget, "Page 1 of 2"));
  result.loaded = FALSE;
  gtk_widget_activate_action (widget, "picture.next-page", NULL);
  widget_test_wait_for (result.loaded);
  g_assert_cmpuint (miqat_picture_view_get_page (view), ==, 1);
  g_assert_true (widget_test_shows (widget, "Page 2 of 2"));
  /* There is no third. */
  gtk_widget_activate_action (widget, "picture.next-page", NULL);
  g_assert_cmpuint (miqat_picture_view_get_page (view), ==, 1);
  widget_test_close (window);
}

static void
test_damaged (void)
{
  GtkWidget *widget = miqat_picture_view_new ();
  MiqatPictureView *view = MIQAT_PICTURE_VIEW (widget);
  GtkWindow *window = widget_test_show (widget, 600, 600);
  g_autoptr (GBytes) png = make_png (200, 200);
  g_autoptr (GBytes) pdf = make_pdf (1);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (png, 0, g_bytes_get_size (png) / 2);
  g_autoptr (GBytes) half_pdf = g_bytes_new_from_bytes (pdf, 0, 60);
  g_autoptr (GBytes) text = g_bytes_new_static ("hello there, I am no picture", 28);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  GBytes *const cases[] = { half, half_pdf, text, nothing };
  Load result = { 0 };

  g_signal_connect (view, "loaded", G_CALLBACK (on_loaded_cb), &result);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    load (view, cases[i], &result);
    g_assert_false (result.shown);
    g_assert_cmpuint (strlen (miqat_picture_view_get_sentence (view)), >, 10);
    g_assert_true (widget_test_shows (widget, "This document cannot be shown"));
  }
  /* It recovers with the next document. */
  load (view, png, &result);
  g_assert_true (result.shown);
  g_assert_null (miqat_picture_view_get_sentence (view));
  widget_test_close (window);
}

/* Bytes changed at random: whatever comes out, it is a picture or a sentence. */
static void
test_mangled (void)
{
  GtkWidget *widget = miqat_picture_view_new ();
  MiqatPictureView *view = MIQAT_PICTURE_VIEW (widget);
  GtkWindow *window = widget_test_show (widget, 300, 300);
  g_autoptr (GBytes) png = make_png (60, 60);
  g_autoptr (GBytes) pdf = make_pdf (1);
  GBytes *const good[] = { png, pdf };
  Load result = { 0 };

  g_signal_connect (view, "loaded", G_CALLBACK (on_loaded_cb), &result);
  for (int i = 0; i < 60; i++) {
    gsize length = g_bytes_get_size (good[i % 2]);
    guint8 *copy = g_memdup2 (g_bytes_get_data (good[i % 2], NULL), length);
    g_autoptr (GBytes) bytes = NULL;

    for (int j = 0; j < 1 + i / 6; j++)
      copy[g_test_rand_int_range (8, (gint32)length)] = (guint8)g_test_rand_int_range (0, 256);
    bytes = g_bytes_new_take (copy, length);
    load (view, bytes, &result);
    g_assert_cmpint (result.shown, ==, miqat_picture_view_get_sentence (view) == NULL);
  }
  widget_test_close (window);
}

static void
test_gone_while_reading (void)
{
  GtkWidget *widget = miqat_picture_view_new ();
  GtkWindow *window = widget_test_show (widget, 300, 300);
  g_autoptr (GBytes) bytes = make_png (3000, 3000);

  miqat_picture_view_set_bytes (MIQAT_PICTURE_VIEW (widget), bytes, NULL);
  miqat_picture_view_set_bytes (MIQAT_PICTURE_VIEW (widget), bytes, NULL);
  gtk_window_destroy (window);
  widget_test_wait (600);
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/picture/photo", test_photo);
  g_test_add_func ("/picture/pdf", test_pdf);
  g_test_add_func ("/picture/damaged", test_damaged);
  g_test_add_func ("/picture/mangled", test_mangled);
  g_test_add_func ("/picture/gone-while-reading", test_gone_while_reading);
  return g_test_run ();
}

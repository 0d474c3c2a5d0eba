/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-gallery-shot.h"

static gboolean
on_timeout_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

void
miqat_gallery_wait (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, on_timeout_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
find_popovers (GtkWidget *widget, GPtrArray *popovers)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_POPOVER (child) && gtk_widget_get_mapped (child))
      g_ptr_array_add (popovers, child);
    find_popovers (child, popovers);
  }
}

static gboolean
draw_widget (GtkWidget *widget, cairo_t *cr)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return FALSE;
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  return TRUE;
}

/* Popovers are surfaces of their own: where one stands in the window. */
static void
get_place (GtkWidget *widget, GtkWidget *popover, double *x, double *y)
{
  GdkPopup *surface = GDK_POPUP (gtk_native_get_surface (GTK_NATIVE (popover)));
  double inner_x, inner_y, outer_x, outer_y;

  gtk_native_get_surface_transform (GTK_NATIVE (popover), &inner_x, &inner_y);
  gtk_native_get_surface_transform (GTK_NATIVE (widget), &outer_x, &outer_y);
  *x = gdk_popup_get_position_x (surface) + inner_x - outer_x;
  *y = gdk_popup_get_position_y (surface) + inner_y - outer_y;
}

static void
draw_popovers (GtkWidget *widget, cairo_t *cr)
{
  g_autoptr (GPtrArray) popovers = g_ptr_array_new ();

  find_popovers (widget, popovers);
  for (guint i = 0; i < popovers->len; i++) {
    GtkWidget *popover = g_ptr_array_index (popovers, i);
    double x, y;

    get_place (widget, popover, &x, &y);
    cairo_save (cr);
    cairo_translate (cr, x, y);
    draw_widget (popover, cr);
    cairo_restore (cr);
  }
}

gboolean
miqat_gallery_shoot (GtkWidget *widget, const char *path)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  cairo_t *cr = cairo_create (surface);
  gboolean drawn = draw_widget (widget, cr);

  /* A widget that was just told to draw again has nothing to show before its next frame. */
  for (guint tries = 0; !drawn && tries < 40; tries++) {
    miqat_gallery_wait (50);
    drawn = draw_widget (widget, cr);
  }
  if (drawn && GTK_IS_NATIVE (widget))
    draw_popovers (widget, cr);
  cairo_destroy (cr);
  if (drawn)
    drawn = cairo_surface_write_to_png (surface, path) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy (surface);
  return drawn;
}

gboolean
miqat_gallery_holds_popovers (GtkWidget *widget)
{
  g_autoptr (GPtrArray) popovers = g_ptr_array_new ();

  find_popovers (widget, popovers);
  for (guint i = 0; i < popovers->len; i++) {
    GtkWidget *popover = g_ptr_array_index (popovers, i);
    graphene_rect_t window = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                 (float) gtk_widget_get_height (widget));
    graphene_rect_t inside;
    double x, y;

    /* Its shadow may. */
    get_place (widget, popover, &x, &y);
    if (!gtk_widget_compute_bounds (gtk_popover_get_child (GTK_POPOVER (popover)), popover, &inside))
      continue;
    graphene_rect_offset (&inside, (float) x, (float) y);
    if (!graphene_rect_contains_rect (&window, &inside))
      return FALSE;
  }
  return TRUE;
}

void
miqat_gallery_close_popovers (GtkWidget *widget)
{
  g_autoptr (GPtrArray) popovers = g_ptr_array_new ();

  find_popovers (widget, popovers);
  for (guint i = 0; i < popovers->len; i++)
    gtk_popover_popdown (g_ptr_array_index (popovers, i));
  if (popovers->len > 0)
    miqat_gallery_wait (100);
}

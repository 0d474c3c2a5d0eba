/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-pattern.h"

#include <math.h>

/* Side of one tile; each holds one eight-pointed star, and the crosses lie between them. */
#define TILE 84.0

struct _MiqatPattern {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (MiqatPattern, miqat_pattern, GTK_TYPE_WIDGET)

/* A square and the same square turned by an eighth: only its outline, so sixteen corners. */
static void
trace_star (cairo_t *cr, double x, double y, double radius)
{
  double inner = radius * cos (G_PI / 4) / cos (G_PI / 8);

  cairo_new_sub_path (cr);
  for (int i = 0; i < 16; i++) {
    double angle = i * G_PI / 8;
    double length = i % 2 == 0 ? radius : inner;

    cairo_line_to (cr, x + length * cos (angle), y + length * sin (angle));
  }
  cairo_close_path (cr);
}

static void
trace_tiles (cairo_t *cr, double width, double height)
{
  for (double y = -TILE / 2; y < height + TILE; y += TILE)
    for (double x = -TILE / 2; x < width + TILE; x += TILE) {
      trace_star (cr, x, y, TILE / 2);
      trace_star (cr, x, y, TILE / 3.4);
      /* From star to star, over the middle of the cross between four of them. */
      cairo_move_to (cr, x + TILE / 2 - TILE / 9, y + TILE / 2);
      cairo_line_to (cr, x + TILE / 2, y + TILE / 2 - TILE / 9);
      cairo_line_to (cr, x + TILE / 2 + TILE / 9, y + TILE / 2);
      cairo_line_to (cr, x + TILE / 2, y + TILE / 2 + TILE / 9);
      cairo_close_path (cr);
    }
}

static void
miqat_pattern_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA colour;
  cairo_pattern_t *fade;
  cairo_t *cr;

  if (width == 0 || height == 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  /* It fades towards the bottom, where the words stand. */
  fade = cairo_pattern_create_linear (0, 0, width * 0.25, height);
  cairo_pattern_add_color_stop_rgba (fade, 0, colour.red, colour.green, colour.blue, colour.alpha);
  cairo_pattern_add_color_stop_rgba (fade, 0.85, colour.red, colour.green, colour.blue,
                                     colour.alpha * 0.15);
  cairo_set_source (cr, fade);
  cairo_set_line_width (cr, 1);
  trace_tiles (cr, width, height);
  cairo_stroke (cr);
  cairo_pattern_destroy (fade);
  cairo_destroy (cr);
}

static void
miqat_pattern_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
}

static void
miqat_pattern_class_init (MiqatPatternClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = miqat_pattern_snapshot;
  widget_class->measure = miqat_pattern_measure;
  gtk_widget_class_set_css_name (widget_class, "miqat-pattern");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
miqat_pattern_init (MiqatPattern *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
miqat_pattern_new (void)
{
  return g_object_new (MIQAT_TYPE_PATTERN, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-quota-strip.h"

#define STRIP_HEIGHT 12

struct _MiqatQuotaStrip {
  GtkWidget parent_instance;

  guint taken;
  guint held;
  guint capacity;
};

G_DEFINE_FINAL_TYPE (MiqatQuotaStrip, miqat_quota_strip, GTK_TYPE_WIDGET)

MiqatTone
miqat_quota_get_tone (guint left, guint capacity)
{
  if (left == 0 || capacity == 0)
    return MIQAT_TONE_NEUTRAL;
  if ((guint64)left * 100 > (guint64)capacity * 50)
    return MIQAT_TONE_GOOD;
  if ((guint64)left * 100 >= (guint64)capacity * 25)
    return MIQAT_TONE_CAUTION;
  return MIQAT_TONE_BAD;
}

static void
miqat_quota_strip_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = 40;
    *natural = 120;
  } else {
    *minimum = STRIP_HEIGHT;
    *natural = STRIP_HEIGHT;
  }
}

static void
miqat_quota_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MiqatQuotaStrip *self = MIQAT_QUOTA_STRIP (widget);
  float width = (float)gtk_widget_get_width (widget);
  float height = (float)gtk_widget_get_height (widget);
  float taken, held;
  GskRoundedRect outline;
  GdkRGBA colour, pale;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  pale = colour;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, height), height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  pale.alpha = colour.alpha * 0.18f;
  gtk_snapshot_append_color (snapshot, &pale, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->capacity > 0) {
    taken = width * (float)MIN (self->taken, self->capacity) / (float)self->capacity;
    held = width * (float)MIN (self->taken + self->held, self->capacity) / (float)self->capacity;
    pale.alpha = colour.alpha * 0.5f;
    if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL) {
      gtk_snapshot_append_color (snapshot, &pale,
                                 &GRAPHENE_RECT_INIT (width - held, 0, held - taken, height));
      gtk_snapshot_append_color (snapshot, &colour,
                                 &GRAPHENE_RECT_INIT (width - taken, 0, taken, height));
    } else {
      gtk_snapshot_append_color (snapshot, &pale,
                                 &GRAPHENE_RECT_INIT (taken, 0, held - taken, height));
      gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (0, 0, taken, height));
    }
  }
  gtk_snapshot_pop (snapshot);
}

static void
miqat_quota_strip_class_init (MiqatQuotaStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = miqat_quota_strip_measure;
  widget_class->snapshot = miqat_quota_strip_snapshot;
  gtk_widget_class_set_css_name (widget_class, "miqat-quota-strip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
miqat_quota_strip_init (MiqatQuotaStrip *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  miqat_tone_apply (MIQAT_TONE_NEUTRAL, GTK_WIDGET (self));
}

GtkWidget *
miqat_quota_strip_new (void)
{
  return g_object_new (MIQAT_TYPE_QUOTA_STRIP, NULL);
}

void
miqat_quota_strip_set_seats (MiqatQuotaStrip *self, guint taken, guint held, guint capacity)
{
  guint used;

  g_return_if_fail (MIQAT_IS_QUOTA_STRIP (self));

  self->taken = taken;
  self->held = held;
  self->capacity = capacity;
  used = taken + held;
  miqat_tone_apply (miqat_quota_get_tone (used < capacity ? capacity - used : 0, capacity),
                    GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-picture-canvas.h"

#include <math.h>

#define ZOOM_MIN 0.05
#define ZOOM_MAX 8.0
#define WHEEL_FACTOR 1.15

struct _MiqatPictureCanvas {
  GtkWidget parent_instance;

  GdkTexture *texture;
  double zoom;     /* used when not fitted */
  double offset_x; /* of the picture's middle from the widget's */
  double offset_y;
  double drag_x;
  double drag_y;
  double pointer_x;
  double pointer_y;
  int rotation; /* degrees */
  guint tick_id;
  gboolean fitted;
  gboolean marked;
  GdkRectangle mark;
};

enum {
  VIEW_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatPictureCanvas, miqat_picture_canvas, GTK_TYPE_WIDGET)

static void
get_turned_size (MiqatPictureCanvas *self, double *width, double *height)
{
  gboolean sideways = self->rotation == 90 || self->rotation == 270;
  int texture_width = self->texture != NULL ? gdk_texture_get_width (self->texture) : 1;
  int texture_height = self->texture != NULL ? gdk_texture_get_height (self->texture) : 1;

  *width = sideways ? texture_height : texture_width;
  *height = sideways ? texture_width : texture_height;
}

double
miqat_picture_canvas_get_zoom (MiqatPictureCanvas *self)
{
  double width, height;

  g_return_val_if_fail (MIQAT_IS_PICTURE_CANVAS (self), 1);

  if (!self->fitted || self->texture == NULL)
    return self->zoom;
  get_turned_size (self, &width, &height);
  return CLAMP (MIN (gtk_widget_get_width (GTK_WIDGET (self)) / width,
                     gtk_widget_get_height (GTK_WIDGET (self)) / height),
                ZOOM_MIN, 1.5);
}

/* A picture can be moved until its edge meets the widget's; a smaller one stays in the middle. */
static void
limit_offset (MiqatPictureCanvas *self)
{
  double width, height, zoom = miqat_picture_canvas_get_zoom (self);
  double room_x, room_y;

  get_turned_size (self, &width, &height);
  room_x = MAX (0, (width * zoom - gtk_widget_get_width (GTK_WIDGET (self))) / 2);
  room_y = MAX (0, (height * zoom - gtk_widget_get_height (GTK_WIDGET (self))) / 2);
  self->offset_x = CLAMP (self->offset_x, -room_x, room_x);
  self->offset_y = CLAMP (self->offset_y, -room_y, room_y);
}

static void
emit_changed (MiqatPictureCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

/* The point of the picture under (x, y) stays there. */
static void
zoom_about (MiqatPictureCanvas *self, double factor, double x, double y)
{
  double old = miqat_picture_canvas_get_zoom (self);
  double middle_x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 + self->offset_x;
  double middle_y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 + self->offset_y;

  if (self->texture == NULL)
    return;
  self->zoom = CLAMP (old * factor, ZOOM_MIN, ZOOM_MAX);
  self->fitted = FALSE;
  self->offset_x += (x - middle_x) * (1 - self->zoom / old);
  self->offset_y += (y - middle_y) * (1 - self->zoom / old);
  limit_offset (self);
  emit_changed (self);
}

/* A fitted picture's zoom follows its room; whoever shows the number is told with the next frame.
 */
static gboolean
on_fit_changed_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MIQAT_PICTURE_CANVAS (widget)->tick_id = 0;
  g_signal_emit (widget, signals[VIEW_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
on_motion_cb (MiqatPictureCanvas *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static gboolean
on_scroll_cb (MiqatPictureCanvas *self, double dx, double dy)
{
  if (self->texture == NULL)
    return GDK_EVENT_PROPAGATE;
  zoom_about (self, pow (WHEEL_FACTOR, -dy), self->pointer_x, self->pointer_y);
  return GDK_EVENT_STOP;
}

static void
on_drag_begin_cb (MiqatPictureCanvas *self)
{
  self->drag_x = self->offset_x;
  self->drag_y = self->offset_y;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
}

static void
on_drag_update_cb (MiqatPictureCanvas *self, double dx, double dy)
{
  self->offset_x = self->drag_x + dx;
  self->offset_y = self->drag_y + dy;
  limit_offset (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_end_cb (MiqatPictureCanvas *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grab");
}

static void
snapshot_mark (MiqatPictureCanvas *self, GtkSnapshot *snapshot, double zoom, int width, int height)
{
  const GdkRGBA gold = { 0.784f, 0.663f, 0.318f, 1 };
  const GdkRGBA edges[4] = { gold, gold, gold, gold };
  float line = (float)(2.5 / zoom);
  const float widths[4] = { line, line, line, line };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (
      &outline,
      &GRAPHENE_RECT_INIT ((float)self->mark.x - (float)width / 2 - line,
                           (float)self->mark.y - (float)height / 2 - line,
                           (float)self->mark.width + 2 * line, (float)self->mark.height + 2 * line),
      line * 2);
  gtk_snapshot_append_border (snapshot, &outline, widths, edges);
}

static void
miqat_picture_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MiqatPictureCanvas *self = MIQAT_PICTURE_CANVAS (widget);
  double zoom = miqat_picture_canvas_get_zoom (self);
  int width, height;

  if (self->texture == NULL)
    return;
  width = gdk_texture_get_width (self->texture);
  height = gdk_texture_get_height (self->texture);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (widget),
                                                         (float)gtk_widget_get_height (widget)));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT ((float)(gtk_widget_get_width (widget) / 2.0 + self->offset_x),
                            (float)(gtk_widget_get_height (widget) / 2.0 + self->offset_y)));
  gtk_snapshot_rotate (snapshot, (float)self->rotation);
  gtk_snapshot_scale (snapshot, (float)zoom, (float)zoom);
  gtk_snapshot_append_texture (
      snapshot, self->texture,
      &GRAPHENE_RECT_INIT ((float)-width / 2, (float)-height / 2, (float)width, (float)height));
  if (self->marked)
    snapshot_mark (self, snapshot, zoom, width, height);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
miqat_picture_canvas_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  *minimum = 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 360 : 420;
}

static void
miqat_picture_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MiqatPictureCanvas *self = MIQAT_PICTURE_CANVAS (widget);

  limit_offset (self);
  if (self->fitted && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (widget, on_fit_changed_cb, NULL, NULL);
}

static void
miqat_picture_canvas_unrealize (GtkWidget *widget)
{
  MiqatPictureCanvas *self = MIQAT_PICTURE_CANVAS (widget);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (widget, self->tick_id);
  self->tick_id = 0;
  GTK_WIDGET_CLASS (miqat_picture_canvas_parent_class)->unrealize (widget);
}

static void
miqat_picture_canvas_dispose (GObject *object)
{
  g_clear_object (&MIQAT_PICTURE_CANVAS (object)->texture);
  G_OBJECT_CLASS (miqat_picture_canvas_parent_class)->dispose (object);
}

static void
miqat_picture_canvas_class_init (MiqatPictureCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_picture_canvas_dispose;
  widget_class->snapshot = miqat_picture_canvas_snapshot;
  widget_class->measure = miqat_picture_canvas_measure;
  widget_class->size_allocate = miqat_picture_canvas_size_allocate;
  widget_class->unrealize = miqat_picture_canvas_unrealize;
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", MIQAT_TYPE_PICTURE_CANVAS,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "miqat-canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
miqat_picture_canvas_init (MiqatPictureCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *wheel
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->zoom = 1;
  self->fitted = TRUE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion_cb), self);
  g_signal_connect_swapped (wheel, "scroll", G_CALLBACK (on_scroll_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), wheel);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
miqat_picture_canvas_new (void)
{
  return g_object_new (MIQAT_TYPE_PICTURE_CANVAS, NULL);
}

void
miqat_picture_canvas_set_texture (MiqatPictureCanvas *self, GdkTexture *texture)
{
  g_return_if_fail (MIQAT_IS_PICTURE_CANVAS (self));

  g_set_object (&self->texture, texture);
  self->marked = FALSE;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), texture != NULL ? "grab" : NULL);
  miqat_picture_canvas_fit (self);
}

gboolean
miqat_picture_canvas_is_fitted (MiqatPictureCanvas *self)
{
  g_return_val_if_fail (MIQAT_IS_PICTURE_CANVAS (self), TRUE);

  return self->fitted;
}

void
miqat_picture_canvas_fit (MiqatPictureCanvas *self)
{
  g_return_if_fail (MIQAT_IS_PICTURE_CANVAS (self));

  self->fitted = TRUE;
  self->offset_x = 0;
  self->offset_y = 0;
  emit_changed (self);
}

void
miqat_picture_canvas_zoom_by (MiqatPictureCanvas *self, double factor)
{
  g_return_if_fail (MIQAT_IS_PICTURE_CANVAS (self));
  g_return_if_fail (factor > 0);

  zoom_about (self, factor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
              gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

void
miqat_picture_canvas_rotate (MiqatPictureCanvas *self, int quarters)
{
  g_return_if_fail (MIQAT_IS_PICTURE_CANVAS (self));

  self->rotation = ((self->rotation + quarters * 90) % 360 + 360) % 360;
  limit_offset (self);
  emit_changed (self);
}

int
miqat_picture_canvas_get_rotation (MiqatPictureCanvas *self)
{
  g_return_val_if_fail (MIQAT_IS_PICTURE_CANVAS (self), 0);

  return self->rotation;
}

void
miqat_picture_canvas_pan (MiqatPictureCanvas *self, double dx, double dy)
{
  g_return_if_fail (MIQAT_IS_PICTURE_CANVAS (self));

  self->offset_x += dx;
  self->offset_y += dy;
  limit_offset (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
miqat_picture_canvas_set_mark (MiqatPictureCanvas *self, const GdkRectangle *mark)
{
  g_return_if_fail (MIQAT_IS_PICTURE_CANVAS (self));

  self->marked = mark != NULL;
  if (mark != NULL)
    self->mark = *mark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws one picture, zoomed, turned and moved. The wheel zooms about the pointer, dragging moves. It
 * fits the picture into its room until somebody zooms. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_PICTURE_CANVAS (miqat_picture_canvas_get_type ())
G_DECLARE_FINAL_TYPE (MiqatPictureCanvas, miqat_picture_canvas, MIQAT, PICTURE_CANVAS, GtkWidget)

/* Signals: "view-changed" after zoom or turn. */
GtkWidget *miqat_picture_canvas_new (void);
void miqat_picture_canvas_set_texture (MiqatPictureCanvas *self, GdkTexture *texture);
/* 1.0 is one picture pixel per logical pixel. */
double miqat_picture_canvas_get_zoom (MiqatPictureCanvas *self);
gboolean miqat_picture_canvas_is_fitted (MiqatPictureCanvas *self);
void miqat_picture_canvas_fit (MiqatPictureCanvas *self);
/* About the middle. */
void miqat_picture_canvas_zoom_by (MiqatPictureCanvas *self, double factor);
/* Quarter turns clockwise. */
void miqat_picture_canvas_rotate (MiqatPictureCanvas *self, int quarters);
int miqat_picture_canvas_get_rotation (MiqatPictureCanvas *self); /* degrees: 0, 90, 180, 270 */
void miqat_picture_canvas_pan (MiqatPictureCanvas *self, double dx, double dy);
/* A rectangle of the picture, in its own pixels, to be marked (nullable): where a value was read. */
void miqat_picture_canvas_set_mark (MiqatPictureCanvas *self, const GdkRectangle *mark);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document to look at: a photo, a scan, a PDF page by page. Keys: + and - zoom, 0 fits, R turns
 * (Shift+R the other way), arrows move, Page Up and Page Down change the page. Damaged bytes give a
 * calm sentence in place of the picture. */
#pragma once

#include <gtk/gtk.h>

#include "miqat-picture-canvas.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_PICTURE_VIEW (miqat_picture_view_get_type ())
G_DECLARE_FINAL_TYPE (MiqatPictureView, miqat_picture_view, MIQAT, PICTURE_VIEW, GtkWidget)

/* Widget actions: picture.zoom-in, picture.zoom-out, picture.fit, picture.rotate,
 * picture.rotate-back, picture.next-page, picture.previous-page.
 * Signals: "loaded" (gboolean shown): the bytes were read, or could not be. */
GtkWidget *miqat_picture_view_new (void);

/* NULL empties the view. `name` is what a screen reader calls the picture ("Transfer proof"). */
void miqat_picture_view_set_bytes (MiqatPictureView *self, GBytes *bytes, const char *name);
guint miqat_picture_view_get_page (MiqatPictureView *self);
guint miqat_picture_view_get_n_pages (MiqatPictureView *self);
/* The sentence shown in place of a picture, or NULL. */
const char *miqat_picture_view_get_sentence (MiqatPictureView *self);
MiqatPictureCanvas *miqat_picture_view_get_canvas (MiqatPictureView *self);

G_END_DECLS

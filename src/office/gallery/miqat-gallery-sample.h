/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invented data and the scenes in which the gallery shows the widgets. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_SAMPLE (miqat_sample_get_type ())
G_DECLARE_FINAL_TYPE (MiqatSample, miqat_sample, MIQAT, SAMPLE, GObject)

/* A model of `n` bookings that never existed. */
GListModel *miqat_sample_make_bookings (guint n) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  const char *name;
  GtkWidget *(*make) (void);
} MiqatGalleryScene;

/* Ends with a NULL name. */
const MiqatGalleryScene *miqat_gallery_get_scenes (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content with a side beside it. Its own width decides how: with room the two stand side by side,
 * with less the side becomes compact (what that means is the side's business), with too little it
 * folds away and slides over the content when asked for. The one place of the office that knows
 * which adaptive container the platform offers. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  MIQAT_SPLIT_WIDE,
  MIQAT_SPLIT_COMPACT,
  MIQAT_SPLIT_FOLDED,
} MiqatSplitMode;

#define MIQAT_TYPE_SPLIT_MODE (miqat_split_mode_get_type ())
GType miqat_split_mode_get_type (void);

#define MIQAT_TYPE_SPLIT (miqat_split_get_type ())
G_DECLARE_FINAL_TYPE (MiqatSplit, miqat_split, MIQAT, SPLIT, GtkWidget)

/* Properties: content, side, side-position (GtkPackType), compact-below, fold-below (pixels, 0 =
 * never), mode (read only), side-shown. */
GtkWidget *miqat_split_new (void);

GtkWidget *miqat_split_get_content (MiqatSplit *self);
void miqat_split_set_content (MiqatSplit *self, GtkWidget *content);
GtkWidget *miqat_split_get_side (MiqatSplit *self);
void miqat_split_set_side (MiqatSplit *self, GtkWidget *side);
MiqatSplitMode miqat_split_get_mode (MiqatSplit *self);
/* Whether the side can be seen. Side by side it can by default; folding hides it. */
gboolean miqat_split_get_side_shown (MiqatSplit *self);
void miqat_split_set_side_shown (MiqatSplit *self, gboolean shown);
/* Applies the mode for `width` at once, before the first frame; otherwise the width is noticed
 * when it is allocated and applied with the next frame. */
void miqat_split_expect_width (MiqatSplit *self, int width);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of a window without a screenshot tool: what the widgets draw, drawn once more into a PNG. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Runs the main loop for a while: for pictures that load and lists that fill. */
void miqat_gallery_wait (guint milliseconds);
/* FALSE when nothing was drawn or the file could not be written. */
gboolean miqat_gallery_shoot (GtkWidget *widget, const char *path);
/* Whether the popovers that are open lie inside the window, as they have to where it fills the screen. */
gboolean miqat_gallery_holds_popovers (GtkWidget *widget);
/* Before a window goes: GDK stumbles over a popover that is open when its window is destroyed. */
void miqat_gallery_close_popovers (GtkWidget *widget);

G_END_DECLS

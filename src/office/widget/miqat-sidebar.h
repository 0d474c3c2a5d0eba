/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of areas at the left of the shell: icon, label, and a badge that counts what waits for
 * the person signed in. Compact it shows icons only; labels move into tooltips. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_SIDEBAR (miqat_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (MiqatSidebar, miqat_sidebar, MIQAT, SIDEBAR, GtkWidget)

/* Properties: compact. Signals: "area-activated" (const char *name). */
GtkWidget *miqat_sidebar_new (void);

/* `starts_group` draws a gap above: areas that belong together stay together. */
void miqat_sidebar_add_area (MiqatSidebar *self, const char *name, const char *title,
                             const char *icon_name, gboolean starts_group);
void miqat_sidebar_select (MiqatSidebar *self, const char *name);
/* 0 takes the badge away. */
void miqat_sidebar_set_badge (MiqatSidebar *self, const char *name, guint count);
/* The agency's name and mark, and the office at which this workstation stands. */
void miqat_sidebar_set_office (MiqatSidebar *self, const char *agency, const char *office,
                               GdkPaintable *logo);
gboolean miqat_sidebar_get_compact (MiqatSidebar *self);
void miqat_sidebar_set_compact (MiqatSidebar *self, gboolean compact);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The look of the office: style sheets (light, dark, high contrast), our icons, and the types that
 * templates name. Every program and test that shows a Miqat widget calls this once per display,
 * after adw_init(). The style sheets follow the system's colour scheme and contrast by themselves
 * from then on. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_RESOURCE_PATH "/id/miqat/Office"

/* Calling it again for the same display does nothing. */
void miqat_look_load (GdkDisplay *display);

/* Whether this program speaks Indonesian: for the names of months and days. */
gboolean miqat_look_is_indonesian (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawn ground of the sign-in page: a lattice of eight-pointed stars in thin gold on green. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_PATTERN (miqat_pattern_get_type ())
G_DECLARE_FINAL_TYPE (MiqatPattern, miqat_pattern, MIQAT, PATTERN, GtkWidget)

GtkWidget *miqat_pattern_new (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window is put together from and needs no state of its own. */
#pragma once

#include "miqat-office.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The agency's name, and that of the office at which this computer stands. */
void miqat_window_parts_read_names (MiqatOffice *office, char **agency_name, char **office_name);
/* The first duty of a person, in a word. */
const char *miqat_window_parts_describe_duty (const MiqatActor *actor);

/* Windows above this one, such as a form half filled in. */
void miqat_window_parts_show_above (GtkWindow *window, gboolean visible);
void miqat_window_parts_close_above (GtkWindow *window);

G_END_DECLS

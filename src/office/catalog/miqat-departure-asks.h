/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a departure asks people for: a new one, seats for an office, seats for this computer. Each
 * shows a window above the one that `parent` is in. */
#pragma once

#include "miqat-command-dialog.h"
#include "miqat-departure.h"

G_BEGIN_DECLS

/* FALSE when the lists to choose from cannot be read. */
gboolean miqat_departure_ask_new (GtkWidget *parent, MiqatOffice *office, MiqatCommandDone done, gpointer data,
                                  GError **error);
gboolean miqat_departure_ask_allotment (GtkWidget *parent, MiqatOffice *office, const MiqatDeparture *departure,
                                        GError **error);
void miqat_departure_ask_lease (GtkWidget *parent, MiqatOffice *office, const MiqatDeparture *departure);

G_END_DECLS

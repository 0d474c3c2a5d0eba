/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desk's new booking: which departure, then rooms, payer and people in one form. */
#pragma once

#include "miqat-office.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for the departure first when `departure_id` is NULL. Ends with win.open on the new booking. */
void miqat_booking_new_start (GtkWidget *parent, MiqatOffice *office, const char *departure_id);

G_END_DECLS

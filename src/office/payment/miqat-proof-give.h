/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transfer proof that reached the office by another way, such as a message on a phone: asks for the
 * file and what it is about, and puts it among those that wait to be checked. */
#pragma once

#include "miqat-booking.h"
#include "miqat-office.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean miqat_proof_give (GtkWidget *parent, MiqatOffice *office, const MiqatBooking *booking, GError **error);

G_END_DECLS

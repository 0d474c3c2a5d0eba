/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A departure in a few words, with its seats; opens it. */
#pragma once

#include "miqat-departure.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_DEPARTURE_CARD (miqat_departure_card_get_type ())
G_DECLARE_FINAL_TYPE (MiqatDepartureCard, miqat_departure_card, MIQAT, DEPARTURE_CARD, GtkWidget)

GtkWidget *miqat_departure_card_new (const MiqatDeparture *departure);

G_END_DECLS

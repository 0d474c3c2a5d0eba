/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the detail of a booking says: how far it is, who travels, what is owed and paid. */
#pragma once

#include "miqat-booking.h"
#include "miqat-facts.h"
#include "miqat-office.h"
#include "miqat-stepper.h"

G_BEGIN_DECLS

/* The word for a status, and its tone. */
const char *miqat_booking_status_describe (MiqatBookingStatus status, MiqatTone *tone);

void miqat_booking_facts_show_steps (MiqatStepper *stepper, const MiqatBooking *booking);
gboolean miqat_booking_facts_show (MiqatFacts *facts, MiqatOffice *office, const MiqatBooking *booking,
                                   GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pilgrim sees after registering: where the booking stands, and what is to be paid when. */
#pragma once

#include "miqat-booking-public.h"
#include "miqat-page.h"

G_BEGIN_DECLS

MiqatHttpResponse *miqat_booking_status_page_make (MiqatReceiver *receiver, MiqatDb *db,
                                                   const MiqatBookingPublic *booking, const char *token,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Booking → DP → Cicilan → Lunas → Berangkat. */
void miqat_booking_status_write_stepper (MiqatHtml *html, const MiqatBookingPublic *booking, MiqatDay today);

G_END_DECLS

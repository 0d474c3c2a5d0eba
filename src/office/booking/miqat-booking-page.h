/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bookings: a list that stays smooth at a million rows, and beside it everything about the chosen
 * one. */
#pragma once

#include "miqat-record-page.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_BOOKING_PAGE (miqat_booking_page_get_type ())
G_DECLARE_FINAL_TYPE (MiqatBookingPage, miqat_booking_page, MIQAT, BOOKING_PAGE, MiqatRecordPage)

GtkWidget *miqat_booking_page_new (MiqatOffice *office);

G_END_DECLS

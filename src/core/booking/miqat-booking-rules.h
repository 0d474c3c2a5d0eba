/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a booking may become, and what its states mean for its seats. Pure. */
#pragma once

#include "miqat-instant.h"
#include "miqat-seats.h"

G_BEGIN_DECLS

typedef enum {
  MIQAT_BOOKING_SEAT_LOCKED,           /* held; the clock runs, or waits for a first payment */
  MIQAT_BOOKING_AWAITING_VERIFICATION, /* a proof of the first payment was sent */
  MIQAT_BOOKING_DP_PAID,
  MIQAT_BOOKING_INSTALLMENT,           /* more than the DP, less than all */
  MIQAT_BOOKING_PAID_FULL,
  MIQAT_BOOKING_CANCELLED,
  MIQAT_BOOKING_EXPIRED,               /* the hold lapsed */
  MIQAT_N_BOOKING_STATUSES
} MiqatBookingStatus;
/* "seat_locked", … */
const char *miqat_booking_status_get_name (MiqatBookingStatus status);
gboolean miqat_booking_status_from_name (const char *name, MiqatBookingStatus *status);
/* The same for people, English, to be translated. */
const char *miqat_booking_status_get_label (MiqatBookingStatus status);

/* The one table of allowed steps. A status may always follow itself. The proof of a later payment
 * does not change the status: only a booking without money can await verification. */
gboolean miqat_booking_status_may_follow (MiqatBookingStatus from, MiqatBookingStatus to);

/* FALSE for cancelled and expired: those have no seats. */
gboolean miqat_booking_status_is_live (MiqatBookingStatus status);
/* TRUE once money has made the seats firm. */
gboolean miqat_booking_status_is_firm (MiqatBookingStatus status);
/* How the seats of a live booking are counted. */
MiqatSeatState miqat_booking_status_get_seat_state (MiqatBookingStatus status);

/* A hold reads as expired from the moment its time is over, swept or not. `expires_at` 0: the clock
 * is stopped. */
MiqatBookingStatus miqat_booking_status_at (MiqatBookingStatus stored, MiqatInstant expires_at,
                                            MiqatInstant now);

/* People in one booking: a bus; and as many as the public may register at once, on a page or by REST. A larger
 * party is the office's business. */
#define MIQAT_BOOKING_PAX_MAX 45
#define MIQAT_BOOKING_PUBLIC_PAX_MAX 10

G_END_DECLS

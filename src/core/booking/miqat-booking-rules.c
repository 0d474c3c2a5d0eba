/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The states of a booking, in one table each. */
#include "config.h"

#include "miqat-booking-rules.h"

#include <glib/gi18n-lib.h>

#define BIT(status) (1u << MIQAT_BOOKING_##status)

static const struct {
  const char *name;
  const char *label;
  guint next; /* what may follow, beside itself */
} statuses[MIQAT_N_BOOKING_STATUSES] = {
  [MIQAT_BOOKING_SEAT_LOCKED] = {
    "seat_locked", N_ ("Seats held"),
    BIT (AWAITING_VERIFICATION) | BIT (DP_PAID) | BIT (INSTALLMENT) | BIT (PAID_FULL)
      | BIT (CANCELLED) | BIT (EXPIRED),
  },
  [MIQAT_BOOKING_AWAITING_VERIFICATION] = {
    "awaiting_verification", N_ ("Awaiting verification"),
    BIT (SEAT_LOCKED) | BIT (DP_PAID) | BIT (INSTALLMENT) | BIT (PAID_FULL) | BIT (CANCELLED)
      | BIT (EXPIRED),
  },
  /* Money can be reversed as well as come in, so the paid states may follow each other both ways. */
  [MIQAT_BOOKING_DP_PAID] = {
    "dp_paid", N_ ("Down payment received"),
    BIT (SEAT_LOCKED) | BIT (INSTALLMENT) | BIT (PAID_FULL) | BIT (CANCELLED),
  },
  [MIQAT_BOOKING_INSTALLMENT] = {
    "installment", N_ ("Paying in instalments"),
    BIT (SEAT_LOCKED) | BIT (DP_PAID) | BIT (PAID_FULL) | BIT (CANCELLED),
  },
  [MIQAT_BOOKING_PAID_FULL] = {
    "paid_full", N_ ("Paid in full"),
    BIT (SEAT_LOCKED) | BIT (DP_PAID) | BIT (INSTALLMENT) | BIT (CANCELLED),
  },
  [MIQAT_BOOKING_CANCELLED] = { "cancelled", N_ ("Cancelled"), 0 },
  [MIQAT_BOOKING_EXPIRED] = { "expired", N_ ("Expired"), 0 },
};

const char *
miqat_booking_status_get_name (MiqatBookingStatus status)
{
  g_return_val_if_fail (status < MIQAT_N_BOOKING_STATUSES, NULL);

  return statuses[status].name;
}

const char *
miqat_booking_status_get_label (MiqatBookingStatus status)
{
  g_return_val_if_fail (status < MIQAT_N_BOOKING_STATUSES, NULL);

  return statuses[status].label;
}

gboolean
miqat_booking_status_from_name (const char *name, MiqatBookingStatus *status)
{
  for (guint i = 0; i < MIQAT_N_BOOKING_STATUSES; i++)
    if (g_strcmp0 (statuses[i].name, name) == 0) {
      *status = i;
      return TRUE;
    }
  return FALSE;
}

gboolean
miqat_booking_status_may_follow (MiqatBookingStatus from, MiqatBookingStatus to)
{
  return from == to || (statuses[from].next & (1u << to)) != 0;
}

gboolean
miqat_booking_status_is_live (MiqatBookingStatus status)
{
  return status != MIQAT_BOOKING_CANCELLED && status != MIQAT_BOOKING_EXPIRED;
}

gboolean
miqat_booking_status_is_firm (MiqatBookingStatus status)
{
  return status == MIQAT_BOOKING_DP_PAID || status == MIQAT_BOOKING_INSTALLMENT
         || status == MIQAT_BOOKING_PAID_FULL;
}

MiqatSeatState
miqat_booking_status_get_seat_state (MiqatBookingStatus status)
{
  switch (status) {
  case MIQAT_BOOKING_AWAITING_VERIFICATION:
    return MIQAT_SEAT_VERIFYING;
  case MIQAT_BOOKING_DP_PAID:
  case MIQAT_BOOKING_INSTALLMENT:
    return MIQAT_SEAT_DP_PAID;
  case MIQAT_BOOKING_PAID_FULL:
    return MIQAT_SEAT_PAID_FULL;
  case MIQAT_BOOKING_SEAT_LOCKED:
  case MIQAT_BOOKING_CANCELLED:
  case MIQAT_BOOKING_EXPIRED:
  case MIQAT_N_BOOKING_STATUSES:
    break;
  }
  return MIQAT_SEAT_HELD;
}

MiqatBookingStatus
miqat_booking_status_at (MiqatBookingStatus stored, MiqatInstant expires_at, MiqatInstant now)
{
  gboolean running = stored == MIQAT_BOOKING_SEAT_LOCKED
                     || stored == MIQAT_BOOKING_AWAITING_VERIFICATION;

  return running && expires_at != 0 && expires_at <= now ? MIQAT_BOOKING_EXPIRED : stored;
}

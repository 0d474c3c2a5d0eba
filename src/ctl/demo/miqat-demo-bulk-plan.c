/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each booking of the bulk load is to be. A departure of the past is mostly paid; one to come
 * is in every state. */
#include "config.h"

#include "miqat-catalog-rules.h"
#include "miqat-demo-bulk.h"
#include "miqat-payment-rules.h"

/* States in percent, for departures of the past and for those to come. */
typedef struct {
  guint percent;
  MiqatBookingStatus status;
} Chance;

static const Chance past[] = {
  { 91, MIQAT_BOOKING_PAID_FULL },
  { 5, MIQAT_BOOKING_CANCELLED },
  { 4, MIQAT_BOOKING_EXPIRED },
};
static const Chance coming[] = {
  { 36, MIQAT_BOOKING_PAID_FULL },
  { 39, MIQAT_BOOKING_DP_PAID },
  { 11, MIQAT_BOOKING_INSTALLMENT },
  { 4, MIQAT_BOOKING_AWAITING_VERIFICATION },
  { 3, MIQAT_BOOKING_SEAT_LOCKED },
  { 4, MIQAT_BOOKING_CANCELLED },
  { 3, MIQAT_BOOKING_EXPIRED },
};

/* After the last payment comes what follows from it. */
static MiqatInstant
get_end (const MiqatDemoLoad *self)
{
  return miqat_demo_before_end (self->demo, 30);
}

static MiqatBookingStatus
choose_status (MiqatDemoLoad *self, const MiqatDemoFlight *flight)
{
  gboolean gone = flight->date < self->demo->options->today;
  const Chance *chances = gone ? past : coming;
  guint dice = (guint) miqat_demo_random_between (&self->demo->random, 1, 100);

  while (dice > chances->percent) {
    dice -= chances->percent;
    chances++;
  }
  return chances->status;
}

static guint
choose_pax (MiqatDemoLoad *self)
{
  guint dice = (guint) miqat_demo_random_between (&self->demo->random, 1, 100);

  return dice <= 80 ? 1 : dice <= 94 ? 2 : dice <= 98 ? 3 : 4;
}

/* When it was made: three weeks to half a year before the departure, in office hours, and not in
 * the future. What still waits is of yesterday or the last hours. */
static MiqatInstant
choose_time (MiqatDemoLoad *self, const MiqatDemoFlight *flight, MiqatBookingStatus status)
{
  MiqatDemoRandom *random = &self->demo->random;
  int until = flight->date - self->demo->options->today;
  int lead = MAX (until + 1, 20) + (int) miqat_demo_random_between (random, 0, 160);
  int minutes = (int) miqat_demo_random_between (random, 8 * 60, 17 * 60);

  if (status == MIQAT_BOOKING_SEAT_LOCKED)
    return miqat_demo_before_end (self->demo, (int) miqat_demo_random_between (random, 40, 150));
  if (status == MIQAT_BOOKING_AWAITING_VERIFICATION)
    return miqat_demo_moment (self->demo, -1, minutes);
  return miqat_demo_moment (self->demo, until - lead, minutes) + miqat_demo_random_between (random, 0, 59999999);
}

static void
pay (MiqatDemoBooking *booking, MiqatInstant at, gint64 amount)
{
  booking->payments[booking->n_payments++] = (MiqatDemoPayment) { at, amount };
}

static void
plan_payments (MiqatDemoLoad *self, const MiqatDemoFlight *flight, MiqatDemoBooking *booking)
{
  MiqatDemoRandom *random = &self->demo->random;
  gint64 total = booking->price * booking->pax;
  gint64 dp = miqat_payment_dp (booking->price, self->dp_per_person, 0) * booking->pax;
  MiqatInstant last = MIN (get_end (self), miqat_instant_from_day (flight->date - 1, MIQAT_ZONE_WIB));
  MiqatInstant first = MIN (booking->created + miqat_demo_random_between (random, 1, 30) * MIQAT_HOUR, last);
  MiqatInstant second = first + (last - first) / 1000 * miqat_demo_random_between (random, 100, 900);

  if (!miqat_booking_status_is_firm (booking->status))
    return;
  if (booking->status == MIQAT_BOOKING_PAID_FULL && miqat_demo_random_chance (random, 50)) {
    pay (booking, first, total);
    return;
  }
  pay (booking, first, dp);
  if (booking->status == MIQAT_BOOKING_PAID_FULL)
    pay (booking, second, total - dp);
  else if (booking->status == MIQAT_BOOKING_INSTALLMENT)
    pay (booking, second, 500000 * miqat_demo_random_between (random, 4, 20) * booking->pax);
}

static void
plan_people (MiqatDemoLoad *self, MiqatDemoBooking *booking)
{
  for (guint i = 0; i < booking->pax; i++) {
    miqat_demo_next_person (self->demo, &booking->people[i]);
    if (i > 0)
      miqat_demo_people_join (&booking->people[i], &booking->people[0]);
  }
}

static void
count (MiqatDemoFlight *flight, const MiqatDemoBooking *booking)
{
  if (!miqat_booking_status_is_live (booking->status))
    return;
  flight->taken += booking->pax;
  flight->beds[booking->room] += booking->pax;
  flight->counts[booking->office][miqat_booking_status_get_seat_state (booking->status)] += booking->pax;
}

void
miqat_demo_plan_booking (MiqatDemoLoad *self, MiqatDemoFlight *flight, guint number,
                         MiqatDemoBooking *booking)
{
  static const guint depths[] = { 0, 0, 0, 0, 0, 0, 1, 1, 2, 3 };
  MiqatDemoRandom *random = &self->demo->random;
  g_autofree char *series = miqat_code_make_series ("BK", flight->date, "PST");
  g_autofree char *code = miqat_code_make (series, number);

  *booking = (MiqatDemoBooking) { 0 };
  booking->status = choose_status (self, flight);
  booking->office = (guint) miqat_demo_random_between (random, 1, self->demo->offices->len - 1);
  booking->depth = depths[miqat_demo_random_next (random) % G_N_ELEMENTS (depths)];
  booking->room = (guint) miqat_demo_random_between (random, 0, MIQAT_DEMO_ROOMS - 1);
  booking->pax = choose_pax (self);
  booking->price = flight->prices[booking->room];
  booking->created = choose_time (self, flight, booking->status);
  if (booking->status == MIQAT_BOOKING_SEAT_LOCKED)
    booking->expires = booking->created + 24 * MIQAT_HOUR;
  else if (booking->status == MIQAT_BOOKING_AWAITING_VERIFICATION)
    booking->expires = booking->created + 50 * MIQAT_HOUR;
  booking->has_proof = booking->status == MIQAT_BOOKING_AWAITING_VERIFICATION;
  miqat_demo_load_id (self, booking->created, booking->id);
  miqat_demo_load_id (self, booking->created, booking->payer_id);
  g_strlcpy (booking->code, code, sizeof booking->code);
  plan_people (self, booking);
  plan_payments (self, flight, booking);
  count (flight, booking);
}

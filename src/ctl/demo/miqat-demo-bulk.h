/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the bulk load share: a departure and its bookings, decided upon before a row is
 * written, so that every counter is right from the first. */
#pragma once

#include "miqat-booking-rules.h"
#include "miqat-commission-rules.h"
#include "miqat-demo-bulk-rows.h"
#include "miqat-demo-private.h"

G_BEGIN_DECLS

#define MIQAT_DEMO_ROOMS 3
#define MIQAT_DEMO_PAX_MAX 4
#define MIQAT_DEMO_PAYMENTS_MAX 3
#define MIQAT_DEMO_OFFICES_MAX 8

typedef struct {
  MiqatInstant at;
  gint64 amount;
} MiqatDemoPayment;

/* One booking as it is to be. */
typedef struct {
  char id[37];
  char code[40];
  char payer_id[37];
  MiqatBookingStatus status;
  guint office;        /* index; never Pusat */
  guint depth;         /* 0: the branch sells itself, 1 … 3: its partners */
  guint room;          /* index */
  guint pax;
  gint64 price;        /* each */
  MiqatInstant created;
  MiqatInstant expires; /* 0: no clock */
  MiqatDemoPayment payments[MIQAT_DEMO_PAYMENTS_MAX];
  guint n_payments;
  gboolean has_proof;  /* waits to be looked at */
  MiqatDemoPerson people[MIQAT_DEMO_PAX_MAX];
  char travellers[MIQAT_DEMO_PAX_MAX][37];
} MiqatDemoBooking;

/* The departure they are on. */
typedef struct {
  char id[37];
  char code[40];
  char pool_id[37];
  char room_ids[MIQAT_DEMO_ROOMS][37];
  gint64 prices[MIQAT_DEMO_ROOMS];
  guint beds[MIQAT_DEMO_ROOMS];
  guint counts[MIQAT_DEMO_OFFICES_MAX][MIQAT_N_SEAT_STATES]; /* by office */
  MiqatDay date;
  guint seats, taken;
  guint n_bookings;
} MiqatDemoFlight;

/* The whole load. */
typedef struct {
  MiqatDemo *demo;
  MiqatDemoRows *rows; /* of the current batch */
  const MiqatKey *key;
  char *pusat_id;
  gint64 dp_per_person;
  gint64 final_due_days;
  gint64 margin;     /* of the current flight */
  gint64 cost;
  MiqatGrant grants[MIQAT_COMMISSION_DEPTH_MAX]; /* Pusat's first */
  gint64 receipts[MIQAT_DEMO_OFFICES_MAX];       /* numbers used, by office */
  GHashTable *dates; /* days on which something departs already */
  guint next_flight;
  guint n_flights;
  guint n_bookings; /* wanted */
} MiqatDemoLoad;

/* Decides what a booking is to be: the state, the people, the money. */
void miqat_demo_plan_booking (MiqatDemoLoad *self, MiqatDemoFlight *flight, guint number,
                              MiqatDemoBooking *booking);

/* A new id of that moment. */
void miqat_demo_load_id (MiqatDemoLoad *self, MiqatInstant at, char id[37]);
const char *miqat_demo_load_seller (const MiqatDemoLoad *self, const MiqatDemoBooking *booking);

/* Payer, pilgrims, booking, travellers, seats. */
void miqat_demo_load_booking (MiqatDemoLoad *self, const MiqatDemoFlight *flight, MiqatDemoBooking *booking);
/* Invoices, payments, receipts, journal, commission. After the booking. */
void miqat_demo_load_money (MiqatDemoLoad *self, const MiqatDemoFlight *flight, const MiqatDemoBooking *booking);

G_END_DECLS

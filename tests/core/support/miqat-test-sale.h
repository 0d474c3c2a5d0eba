/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something to sell, and its sale, for tests that need a booking. */
#pragma once

#include "miqat-test-agency.h"

G_BEGIN_DECLS

#define MIQAT_TEST_QUAD 33900000
#define MIQAT_TEST_DOUBLE 46600000
#define MIQAT_TEST_MARGIN 5000000

typedef struct {
  const char *package_id;
  const char *departure_id; /* 2026-12-01, 45 public seats */
  const char *quad_id, *double_id; /* room types */
  const char *bank_account_id;
} MiqatTestTrip;

/* A published package with cost and margin (0: none set), one departure, and two bank accounts. */
MiqatTestTrip miqat_test_trip_new (MiqatTestAgency *self, gint64 margin);

/* A booking made at a desk or by a node for itself, registered under the payer Budi Santoso; `pax`
 * people in quad, nameless. Its id. `seller_id` NULL: the actor's node. */
const char *miqat_test_book (MiqatTestAgency *self, const MiqatTestTrip *trip, const char *actor_id,
                             const char *seller_id, guint pax);
/* One held and registered by the public, for one named traveller. */
const char *miqat_test_book_public (MiqatTestAgency *self, const MiqatTestTrip *trip,
                                    const char *affiliate_code);
/* The booking's invoice of a type: "dp", "final". */
const char *miqat_test_invoice (MiqatTestAgency *self, const char *booking_id, const char *type);
/* Sends a proof as the public; its id. `picture` makes the contents. */
const char *miqat_test_send_proof (MiqatTestAgency *self, const MiqatTestTrip *trip, const char *booking_id,
                                   const char *invoice_id, gint64 amount, const char *picture);

G_END_DECLS

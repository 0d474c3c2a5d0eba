/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something to sell for tests: a published package, a departure with rooms, and bookings, all made
 * through the real commands. */
#pragma once

#include "miqat-booking.h"
#include "miqat-test-agency.h"

#include <string.h>

#define MIQAT_TEST_QUAD_PRICE G_GINT64_CONSTANT (33900000)
#define MIQAT_TEST_DOUBLE_PRICE G_GINT64_CONSTANT (38900000)

#define MIQAT_TEST_DEPARTURE \
  "'departure_date': '2026-09-10', 'return_date': '2026-09-18', 'airline_code': 'SV'," \
  " 'flight_number': 'SV 5276', 'origin_airport': 'SUB', 'route': 'SUB-JED-MED-SUB'"

typedef struct {
  const char *package_id;
  const char *departure_id;
  const char *code;
  char *quad;   /* room types; a quota of beds each */
  char *duo;
} MiqatTestSales;

static inline void
miqat_test_sales_clear (MiqatTestSales *self)
{
  g_free (self->quad);
  g_free (self->duo);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiqatTestSales, miqat_test_sales_clear)

static inline char *
miqat_test_room (MiqatTestAgency *agency, const char *departure_id, const char *type)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT id FROM room_types WHERE departure_id = '%s' AND type = '%s'", departure_id, type);

  return miqat_test_text (agency, sql);
}

/* A published package with cost 25.000.000, margin 5.000.000 and a ceiling of 50.000.000. */
static inline const char *
miqat_test_package (MiqatTestAgency *agency, const char *name)
{
  const char *id = miqat_test_do (agency, agency->pusat_staff, "package.create", "package_id",
                                  "{'name': '%s', 'kind': 'umrah', 'duration_days': 9,"
                                  " 'inclusions': ['Visa', 'Tiket PP'], 'exclusions': ['Paspor']}",
                                  name);

  miqat_test_do (agency, agency->pusat_staff, "package.set_prices", NULL,
                 "{'package_id': '%s', 'cost': 25000000, 'margin': 5000000, 'max_price': 50000000}", id);
  miqat_test_do (agency, agency->pusat_staff, "package.publish", NULL, "{'package_id': '%s'}", id);
  return id;
}

/* A departure of `seats`, with a quad of `quads` beds and a double of `doubles` beds (0: as many as
 * seats). */
static inline void
miqat_test_sales_init (MiqatTestSales *self, MiqatTestAgency *agency, guint seats, guint quads,
                       guint doubles)
{
  g_autofree char *quad_quota = quads > 0 ? g_strdup_printf (", 'quota': %u", quads) : g_strdup ("");
  g_autofree char *double_quota = doubles > 0 ? g_strdup_printf (", 'quota': %u", doubles) : g_strdup ("");

  self->package_id = miqat_test_package (agency, "Umroh Sembilan Hari");
  self->departure_id = miqat_test_do (
    agency, agency->pusat_staff, "departure.add", "departure_id",
    "{'package_id': '%s', " MIQAT_TEST_DEPARTURE ", 'total_seats': %u, 'rooms': ["
    "{'type': 'quad', 'price': 33900000%s}, {'type': 'double', 'price': '38.900.000'%s}]}",
    self->package_id, seats, quad_quota, double_quota);
  self->quad = miqat_test_room (agency, self->departure_id, "quad");
  self->duo = miqat_test_room (agency, self->departure_id, "double");
}

/* A hold of `pax` in the quad by a member of staff; the booking's id. */
static inline const char *
miqat_test_hold (MiqatTestAgency *agency, const MiqatTestSales *sales, const char *actor_id,
                 guint pax)
{
  return miqat_test_do (agency, actor_id, "booking.hold", "booking_id",
                        "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': %u}]}",
                        sales->departure_id, sales->quad, pax);
}

/* A booking of `pax` nameless travellers, registered on a payer. */
static inline const char *
miqat_test_booking (MiqatTestAgency *agency, const MiqatTestSales *sales, const char *actor_id,
                    guint pax)
{
  return miqat_test_do (agency, actor_id, "booking.create", "booking_id",
                        "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': %u}],"
                        " 'payer_name': 'Siti Rahma', 'payer_phone': '0812 3456 7890'}",
                        sales->departure_id, sales->quad, pax);
}

/* One number of the sales' departure. */
static inline gint64
miqat_test_departure_number (MiqatTestAgency *agency, const MiqatTestSales *sales,
                             const char *column)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT %s FROM departures WHERE id = '%s'", column, sales->departure_id);

  return miqat_test_number (agency, sql);
}

/* The booking as it is now; the test fails when it is not there. */
static inline MiqatBooking *
miqat_test_booking_load (MiqatTestAgency *agency, const char *id)
{
  g_autoptr (GError) error = NULL;
  MiqatBooking *booking
    = miqat_booking_load (miqat_test_agency_read (agency), id, NULL, agency->clock.instant, &error);

  g_assert_no_error (error);
  return booking;
}

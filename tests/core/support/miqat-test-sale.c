/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something to sell, and its sale. */
#include "config.h"

#include "miqat-test-sale.h"

#include "miqat-crypto.h"
#include "miqat-test-private.h"

#define PAYER "'payer_name': 'Budi Santoso', 'payer_phone': '081377778888'"

static const char *
find_text (MiqatTestAgency *self, const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  return miqat_test_agency_own (self, miqat_test_text (self, sql));
}

MiqatTestTrip
miqat_test_trip_new (MiqatTestAgency *self, gint64 margin)
{
  MiqatTestTrip trip;
  const char *staff = self->pusat_staff;

  trip.package_id = miqat_test_do (self, staff, "package.create", "package_id",
                                   "{'name': 'Umroh Contoh 9 Hari', 'kind': 'umrah', 'duration_days': 9}");
  if (margin > 0)
    miqat_test_do (self, staff, "package.set_prices", NULL,
                   "{'package_id': '%s', 'cost': 28000000, 'margin': %" G_GINT64_FORMAT "}",
                   trip.package_id, margin);
  miqat_test_do (self, staff, "package.publish", NULL, "{'package_id': '%s'}", trip.package_id);
  trip.departure_id = miqat_test_do (
    self, staff, "departure.add", "departure_id",
    "{'package_id': '%s', 'departure_date': '2026-12-01', 'return_date': '2026-12-09',"
    " 'airline_code': 'SV', 'flight_number': 'SV817', 'origin_airport': 'CGK',"
    " 'route': 'CGK-JED-MED-CGK', 'total_seats': 45, 'rooms': [{'type': 'quad', 'price': %d},"
    " {'type': 'double', 'price': %d}]}", trip.package_id, MIQAT_TEST_QUAD, MIQAT_TEST_DOUBLE);
  trip.quad_id = find_text (self, "SELECT id FROM room_types WHERE departure_id = '%s' AND type = 'quad'",
                            trip.departure_id);
  trip.double_id = find_text (self, "SELECT id FROM room_types WHERE departure_id = '%s' AND type = 'double'",
                              trip.departure_id);
  trip.bank_account_id = miqat_test_do (self, staff, "bank_account.add", "bank_account_id",
                                        "{'bank_name': 'BSI', 'account_number': '7001112223',"
                                        " 'account_holder': 'PT Wisata Contoh'}");
  miqat_test_do (self, staff, "bank_account.add", NULL,
                 "{'bank_name': 'Mandiri', 'account_number': '1230004445', 'account_holder': 'PT Wisata Contoh'}");
  return trip;
}

const char *
miqat_test_book (MiqatTestAgency *self, const MiqatTestTrip *trip, const char *actor_id,
                 const char *seller_id, guint pax)
{
  g_autofree char *seller
    = seller_id != NULL ? g_strdup_printf ("'seller_id': '%s', ", seller_id) : g_strdup ("");

  return miqat_test_do (self, actor_id, "booking.create", "booking_id",
                        "{%s'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': %u}], " PAYER "}",
                        seller, trip->departure_id, trip->quad_id, pax);
}

const char *
miqat_test_book_public (MiqatTestAgency *self, const MiqatTestTrip *trip,
                        const char *affiliate_code)
{
  g_autofree char *code = affiliate_code != NULL
                            ? g_strdup_printf ("'affiliate_code': '%s', ", affiliate_code) : g_strdup ("");
  const char *id = miqat_test_do (self, MIQAT_ACTOR_PUBLIC, "booking.hold", "booking_id",
                                  "{%s'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}],"
                                  " 'holder': 'visitor %u'}", code, trip->departure_id, trip->quad_id,
                                  g_random_int ());

  miqat_test_do (self, MIQAT_ACTOR_PUBLIC, "booking.register", NULL,
                 "{'booking_id': '%s', " PAYER ", 'travellers': [{'full_name': 'Siti Aminah'}]}", id);
  return id;
}

const char *
miqat_test_invoice (MiqatTestAgency *self, const char *booking_id, const char *type)
{
  return find_text (self, "SELECT id FROM payment_invoices WHERE booking_id = '%s' AND invoice_type = '%s'",
                    booking_id, type);
}

const char *
miqat_test_send_proof (MiqatTestAgency *self, const MiqatTestTrip *trip, const char *booking_id,
                       const char *invoice_id, gint64 amount, const char *picture)
{
  g_autofree char *hash = miqat_hash_text (picture);

  return miqat_test_do (self, MIQAT_ACTOR_PUBLIC, "payment.submit_proof", "proof_id",
                        "{'booking_id': '%s', 'invoice_id': '%s', 'content_hash': '%s',"
                        " 'file_name': 'bukti.jpg', 'media_type': 'image/jpeg', 'size_bytes': 34567,"
                        " 'bank_account_id': '%s', 'sender_name': 'BUDI SANTOSO', 'amount': %" G_GINT64_FORMAT "}",
                        booking_id, invoice_id, hash, trip->bank_account_id, amount);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registering: the payer, the travellers, who is already known, and naming places later. */
#include "config.h"

#include "miqat-booking-public.h"
#include "miqat-booking.h"
#include "miqat-pilgrim.h"
#include "miqat-test-sales.h"

#define PAYER "'payer_name': 'Budi Santoso', 'payer_phone': '0813 1111 2222'"
#define SITI "'full_name': 'Siti Rahmawati', 'nik': '3578015708850001', 'gender': 'female', 'date_of_birth': '1985-08-17'"

static const MiqatTraveller *
get_traveller (const MiqatBooking *booking, guint position)
{
  return g_ptr_array_index (booking->travellers, position - 1);
}

static const char *
hold_public (MiqatTestAgency *hub, const MiqatTestSales *sales, const char *holder, guint pax)
{
  return miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "booking_id",
                        "{'departure_id': '%s', 'holder': '%s', 'rooms': [{'room_type_id': '%s', 'pax': %u}]}",
                        sales->departure_id, holder, sales->quad, pax);
}

static void
test_public (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatBooking) booking = NULL;
  g_autoptr (MiqatBookingPublic) view = NULL;
  const MiqatBookingPublicTraveller *traveller;
  const char *id;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  id = hold_public (hub, &sales, "tamu", 2);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.register", "traveller_count", "travellers",
                      "{'booking_id': '%s', " PAYER ", 'travellers': [{" SITI "}]}", id);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.register", "traveller_count", "travellers",
                      "{'booking_id': '%s', " PAYER ", 'travellers': [{" SITI "}, {}, {}]}", id);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.register", "required", "travellers.1.full_name",
                      "{'booking_id': '%s', " PAYER ", 'travellers': [{" SITI "}, {}]}", id);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.register", "required", "payer_phone",
                      "{'booking_id': '%s', 'payer_name': 'Budi', 'travellers': []}", id);
  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.register", "payer_id",
                 "{'booking_id': '%s', " PAYER ", 'payer_email': 'budi@contoh.id',"
                 " 'travellers': [{" SITI "}, {'full_name': 'Budi Santoso', 'phone': '081311112222'}]}",
                 id);
  booking = miqat_test_booking_load (hub, id);
  g_assert_cmpstr (booking->payer_name, ==, "Budi Santoso");
  g_assert_cmpstr (booking->payer_phone, ==, "6281311112222");
  g_assert_cmpstr (booking->payer_email, ==, "budi@contoh.id");
  g_assert_cmpint (booking->status, ==, MIQAT_BOOKING_SEAT_LOCKED);
  g_assert_cmpstr (get_traveller (booking, 1)->pilgrim_name, ==, "Siti Rahmawati");
  g_assert_cmpstr (get_traveller (booking, 2)->pilgrim_name, ==, "Budi Santoso");
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.register", "already_exists", "booking_id",
                      "{'booking_id': '%s', " PAYER ", 'travellers': [{" SITI "}, {'full_name': 'Orang Lain'}]}", id);

  view = miqat_booking_public_load (miqat_test_agency_read (hub), id, hub->clock.instant, NULL);
  g_assert_true (view->registered);
  g_assert_cmpstr (view->payer_phone_masked, ==, "6281••••••222");
  g_assert_cmpstr (view->package_slug, ==, "umroh-sembilan-hari");
  g_assert_cmpuint (view->travellers->len, ==, 2);
  traveller = g_ptr_array_index (view->travellers, 0);
  g_assert_cmpstr (traveller->name, ==, "Siti Rahmawati");
  g_assert_false (traveller->has_ktp);
  miqat_test_verify (hub);
}

/* Every fault of every traveller at once, each with its place in the form. */
static void
test_all_faults (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatAnswer) answer = NULL;
  const char *id;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  id = hold_public (hub, &sales, "tamu", 4);
  answer = miqat_test_run (hub, MIQAT_ACTOR_PUBLIC, "booking.register",
                           "{'booking_id': '%s', " PAYER ", 'travellers': ["
                           "{" SITI "},"
                           "{'full_name': 'Ani Lestari', 'nik': '3578015708850001'},"
                           "{'full_name': 'Cici Lestari', 'nik': '3578015708850002', 'gender': 'male'},"
                           "{'full_name': 'Dedi Kurnia', 'date_of_birth': '2027-01-01'}]}",
                           id);
  g_assert_false (answer->done);
  g_assert_cmpuint (miqat_problems_get_count (answer->problems), ==, 3);
  g_assert_cmpint (miqat_problems_find (answer->problems, "travellers.1.nik")->code, ==, MIQAT_PROBLEM_TRAVELLER_TWICE);
  g_assert_cmpint (miqat_problems_find (answer->problems, "travellers.2.nik")->code, ==, MIQAT_PROBLEM_NIK_MISMATCH);
  g_assert_cmpint (miqat_problems_find (answer->problems, "travellers.3.date_of_birth")->code, ==,
                   MIQAT_PROBLEM_DAY_FUTURE);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM pilgrims"), ==, 0);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM payers"), ==, 0);
  miqat_test_verify (hub);
}

/* A form that comes too late loses the seats, never what was typed: the caller still has it. */
static void
test_too_late (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const char *id, *cancelled;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  id = hold_public (hub, &sales, "tamu", 1);
  cancelled = hold_public (hub, &sales, "tamu", 1);
  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.cancel", NULL, "{'booking_id': '%s'}", cancelled);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.register", "booking_state", NULL,
                      "{'booking_id': '%s', " PAYER ", 'travellers': [{" SITI "}]}", cancelled);
  miqat_test_agency_pass (hub, 30 * MIQAT_MINUTE - 1);
  {
    g_autoptr (MiqatBooking) booking = miqat_test_booking_load (hub, id);
    g_assert_cmpint (booking->status, ==, MIQAT_BOOKING_SEAT_LOCKED);
  }
  miqat_test_agency_pass (hub, 1);
  {
    g_autoptr (MiqatBooking) booking = miqat_test_booking_load (hub, id);
    g_assert_cmpint (booking->status, ==, MIQAT_BOOKING_EXPIRED);
    g_assert_cmpint (booking->stored_status, ==, MIQAT_BOOKING_SEAT_LOCKED);
  }
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.register", "hold_expired", NULL,
                      "{'booking_id': '%s', " PAYER ", 'travellers': [{" SITI "}]}", id);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{}");
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.register", "hold_expired", NULL,
                      "{'booking_id': '%s', " PAYER ", 'travellers': [{" SITI "}]}", id);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.register", "not_found", "booking_id",
                      "{'booking_id': '019013e4-1b00-7000-8000-000000000000', " PAYER ", 'travellers': [{" SITI "}]}");
  miqat_test_verify (hub);
}

/* At the desk places may stay without a name, and get one later. */
static void
test_desk (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatBooking) booking = NULL;
  g_autofree char *siti = NULL;
  const char *id;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  id = miqat_test_do (hub, hub->surabaya_sales, "booking.create", "booking_id",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 4}], " PAYER ","
                      " 'travellers': [{" SITI "}, {}]}",
                      sales.departure_id, sales.quad);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.name_traveller", "traveller_named", "position",
                      "{'booking_id': '%s', 'position': 1, 'full_name': 'Ani Lestari'}", id);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.name_traveller", "required", "full_name",
                      "{'booking_id': '%s', 'position': 2}", id);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.name_traveller", "not_found", "position",
                      "{'booking_id': '%s', 'position': 5, 'full_name': 'Ani Lestari'}", id);
  miqat_test_refused (hub, hub->makassar_sales, "booking.name_traveller", "not_yours", NULL,
                      "{'booking_id': '%s', 'position': 2, 'full_name': 'Ani Lestari'}", id);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.name_traveller", "not_allowed", NULL,
                      "{'booking_id': '%s', 'position': 2, 'full_name': 'Ani Lestari'}", id);
  miqat_test_do (hub, hub->surabaya_sales, "booking.name_traveller", NULL,
                 "{'booking_id': '%s', 'position': 2, 'full_name': 'Ani Lestari'}", id);
  miqat_test_do (hub, hub->surabaya_sales, "booking.name_traveller", NULL,
                 "{'booking_id': '%s', 'position': 2, 'full_name': 'Ani Wijaya', 'replace': true}", id);
  /* The same person in two places. */
  siti = miqat_test_text (hub, "SELECT id FROM pilgrims WHERE full_name = 'Siti Rahmawati'");
  miqat_test_refused (hub, hub->surabaya_sales, "booking.name_traveller", "traveller_twice", "full_name",
                      "{'booking_id': '%s', 'position': 3, 'pilgrim_id': '%s'}", id, siti);
  miqat_test_do (hub, hub->surabaya_sales, "booking.edit_traveller", NULL,
                 "{'booking_id': '%s', 'position': 1, 'father_name': 'Ahmad'}", id);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.edit_traveller", "not_found", "position",
                      "{'booking_id': '%s', 'position': 4, 'father_name': 'Ahmad'}", id);
  booking = miqat_test_booking_load (hub, id);
  g_assert_cmpstr (get_traveller (booking, 2)->pilgrim_name, ==, "Ani Wijaya");
  g_assert_null (get_traveller (booking, 3)->pilgrim_id);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.create", "traveller_count", "travellers",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}], " PAYER ","
                      " 'travellers': [{" SITI "}, {'full_name': 'Ani Lestari'}]}",
                      sales.departure_id, sales.quad);
  /* A refused booking takes no seat. */
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "booked_seats"), ==, 4);
  miqat_test_verify (hub);
}

/* Somebody who came before is the same person; the public adds to what is known, and overwrites
 * nothing; another office's pilgrim is not taken. */
static void
test_known (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const MiqatReader everybody = { NULL, NULL };
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatPilgrim) pilgrim = NULL;
  const char *known, *id;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  known = miqat_test_do (hub, hub->pusat_sales, "pilgrim.create", "pilgrim_id",
                         "{" SITI ", 'address': 'Jl. Melati 5'}");
  id = hold_public (hub, &sales, "tamu", 1);
  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.register", NULL,
                 "{'booking_id': '%s', " PAYER ", 'travellers': [{" SITI ", 'address': 'Jl. Palsu 1',"
                 " 'father_name': 'Ahmad'}]}",
                 id);
  pilgrim = miqat_pilgrim_load (miqat_test_agency_read (hub), miqat_site_get_key (hub->site), known, &everybody,
                                MIQAT_PILGRIM_IN_CLEAR, NULL);
  g_assert_cmpstr (pilgrim->address, ==, "Jl. Melati 5");
  g_assert_cmpstr (pilgrim->father_name, ==, "Ahmad");
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM pilgrims"), ==, 1);

  /* The public cannot name anybody by id, and Surabaya does not know Pusat's pilgrim. */
  id = hold_public (hub, &sales, "tamu", 1);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.register", "not_found", "travellers.0.pilgrim_id",
                      "{'booking_id': '%s', " PAYER ", 'travellers': [{'full_name': 'Siti', 'pilgrim_id': '%s'}]}",
                      id, known);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.create", "not_found", "travellers.0.pilgrim_id",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}], " PAYER ","
                      " 'travellers': [{'pilgrim_id': '%s'}]}",
                      sales.departure_id, sales.quad, known);
  /* The same number under another name is another entry until somebody has looked. */
  miqat_test_do (hub, hub->pusat_sales, "booking.create", NULL,
                 "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 2}], " PAYER ","
                 " 'travellers': [{'full_name': 'Siti Aminah', 'nik': '3578015708850001'}, {'pilgrim_id': '%s'}]}",
                 sales.departure_id, sales.quad, known);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM pilgrims"), ==, 2);
  miqat_test_verify (hub);
}

/* A partner reads no pilgrim, and so overwrites none: not by registering, not by editing a place, and
 * not by an id. What is missing a partner may add. */
static void
test_partner (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const MiqatReader everybody = { NULL, NULL };
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatPilgrim) pilgrim = NULL;
  const char *actors[] = { hub->mitra, hub->agen, hub->reseller };
  const char *known, *id, *other;

  miqat_test_sales_init (&sales, hub, 20, 0, 0);
  known = miqat_test_do (hub, hub->surabaya_sales, "pilgrim.create", "pilgrim_id",
                         "{" SITI ", 'phone': '081299999999', 'passport_number': 'C1234567'}");
  for (guint i = 0; i < G_N_ELEMENTS (actors); i++) {
    miqat_test_refused (hub, actors[i], "booking.create", "not_found", "travellers.0.pilgrim_id",
                        "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}], " PAYER ","
                        " 'travellers': [{'pilgrim_id': '%s'}]}", sales.departure_id, sales.quad, known);
    id = miqat_test_do (hub, actors[i], "booking.create", "booking_id",
                        "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 2}], " PAYER ","
                        " 'travellers': [{" SITI ", 'passport_number': 'X7654321', 'phone': '081211111111'}]}",
                        sales.departure_id, sales.quad);
    miqat_test_refused (hub, actors[i], "booking.edit_traveller", "pilgrim_known", "phone",
                        "{'booking_id': '%s', 'position': 1, 'phone': '081211111111', 'nik': null}", id);
    miqat_test_refused (hub, actors[i], "booking.edit_traveller", "pilgrim_known", "has_passport",
                        "{'booking_id': '%s', 'position': 1, 'has_passport': false}", id);
  }
  miqat_test_do (hub, hub->reseller, "booking.edit_traveller", NULL,
                 "{'booking_id': '%s', 'position': 1, 'father_name': 'Ahmad'}", id);
  miqat_test_refused (hub, hub->reseller, "booking.edit_traveller", "pilgrim_known", "father_name",
                      "{'booking_id': '%s', 'position': 1, 'father_name': 'Ahmad'}", id);
  pilgrim = miqat_pilgrim_load (miqat_test_agency_read (hub), miqat_site_get_key (hub->site), known, &everybody,
                                MIQAT_PILGRIM_IN_CLEAR, NULL);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM pilgrims"), ==, 1);
  g_assert_cmpstr (pilgrim->phone, ==, "6281299999999");
  g_assert_cmpstr (pilgrim->passport_number, ==, "C1234567");
  g_assert_cmpstr (pilgrim->nik, ==, "3578015708850001");
  g_assert_cmpstr (pilgrim->father_name, ==, "Ahmad");

  /* Who travels with the partner's own downline can be named by id; the office changes everything. */
  other = miqat_test_do (hub, hub->mitra, "booking.create", "booking_id",
                         "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}], " PAYER ","
                         " 'travellers': [{'pilgrim_id': '%s', 'phone': '081211111111'}]}",
                         sales.departure_id, sales.quad, known);
  miqat_test_do (hub, hub->surabaya_sales, "booking.edit_traveller", NULL,
                 "{'booking_id': '%s', 'position': 1, 'phone': '081233334444'}", other);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM pilgrims WHERE phone = '6281233334444'"), ==, 1);
  miqat_test_verify (hub);
}

static void
test_passengers (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const MiqatReader everybody = { NULL, NULL }, makassar = { hub->makassar, NULL };
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) theirs = NULL;
  g_autoptr (GPtrArray) paid = NULL;
  const MiqatPassenger *first;
  MiqatDb *db = miqat_test_agency_read (hub);

  miqat_test_sales_init (&sales, hub, 20, 0, 0);
  miqat_test_do (hub, hub->surabaya_sales, "booking.create", NULL,
                 "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 2}], 'infants': 1, " PAYER ","
                 " 'travellers': [{" SITI "}]}",
                 sales.departure_id, sales.quad);
  miqat_test_booking (hub, &sales, hub->makassar_sales, 3);
  miqat_test_do (hub, hub->makassar_sales, "booking.cancel", NULL, "{'booking_id': '%s', 'reason': 'Batal'}",
                 miqat_test_booking (hub, &sales, hub->makassar_sales, 1));
  hold_public (hub, &sales, "tamu", 1);
  miqat_test_agency_pass (hub, 31 * MIQAT_MINUTE); /* the public hold is gone */
  all = miqat_booking_list_passengers (db, sales.departure_id, &everybody, FALSE, hub->clock.instant, NULL);
  theirs = miqat_booking_list_passengers (db, sales.departure_id, &makassar, FALSE, hub->clock.instant, NULL);
  paid = miqat_booking_list_passengers (db, sales.departure_id, &everybody, TRUE, hub->clock.instant, NULL);
  g_assert_cmpuint (all->len, ==, 6);
  g_assert_cmpuint (theirs->len, ==, 3);
  g_assert_cmpuint (paid->len, ==, 0);
  first = g_ptr_array_index (all, 3); /* in the order of their codes */
  g_assert_cmpstr (first->pilgrim_name, ==, "Siti Rahmawati");
  g_assert_cmpstr (first->booking_code, ==, "BK-20260910-SBY-001");
  g_assert_cmpstr (first->room_type, ==, "quad");
  g_assert_cmpstr (first->payer_name, ==, "Budi Santoso");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/booking-register/public", test_public);
  g_test_add_func ("/booking-register/all-faults", test_all_faults);
  g_test_add_func ("/booking-register/too-late", test_too_late);
  g_test_add_func ("/booking-register/desk", test_desk);
  g_test_add_func ("/booking-register/known", test_known);
  g_test_add_func ("/booking-register/partner", test_partner);
  g_test_add_func ("/booking-register/passengers", test_passengers);
  return g_test_run ();
}

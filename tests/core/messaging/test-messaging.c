/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is told what when something happens. */
#include "config.h"

#include "miqat-outbox.h"
#include "miqat-template.h"
#include "miqat-test-sale.h"

#include <string.h>

static char *
find_body (MiqatTestAgency *hub, const char *template)
{
  g_autofree char *sql = g_strdup_printf ("SELECT body FROM outbox WHERE template = '%s' ORDER BY"
                                          " queued_at DESC LIMIT 1",
                                          template);

  return miqat_test_text (hub, sql);
}

static void
assert_contains (const char *body, const char *text)
{
  if (strstr (body, text) == NULL)
    g_error ("'%s' is not in:\n%s", text, body);
}

static void
test_registered (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  g_autofree char *body = NULL;
  g_autofree char *seller = NULL;

  miqat_test_book_public (hub, &trip, "AF-Agen");
  body = find_body (hub, "booking_registered");
  assert_contains (body, "Wisata Contoh");
  assert_contains (body, "Umroh Contoh 9 Hari");
  assert_contains (body, "Selasa, 1 Desember 2026");
  assert_contains (body, "Rp\302\24033.900.000");
  assert_contains (body, "Tagihan pertama: Rp\302\2405.000.000, paling lambat 22 Jun 2026 09.30");
  assert_contains (body, "BSI 7001112223 a.n. PT Wisata Contoh");
  seller = find_body (hub, "seller_registered");
  assert_contains (seller, "Budi Santoso");
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM outbox WHERE recipient = '6281377778888'"),
                   ==, 1);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM outbox WHERE recipient = '6281234567890'"),
                   ==, 1);
  /* Neither names nor numbers are in the audit trail. */
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM audit_log WHERE detail GLOB"
                                           " '*6281377778888*' OR detail GLOB '*Tagihan pertama*'"),
                   ==, 0);
  miqat_test_verify (hub);
}

static void
test_money (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *id = miqat_test_book_public (hub, &trip, "AF-Agen");
  const char *dp = miqat_test_invoice (hub, id, "dp");
  g_autofree char *rejected = NULL;
  g_autofree char *received = NULL;
  g_autofree char *full = NULL;

  miqat_test_do (hub, hub->surabaya_staff, "payment.reject", NULL,
                 "{'proof_id': '%s', 'reason': 'Gambarnya buram'}",
                 miqat_test_send_proof (hub, &trip, id, dp, 5000000, "one"));
  rejected = find_body (hub, "proof_rejected");
  assert_contains (rejected, "Alasan: Gambarnya buram");
  assert_contains (rejected, "sebelum 23 Jun 2026 09.00");
  miqat_test_do (hub, hub->surabaya_staff, "payment.approve", NULL, "{'proof_id': '%s'}",
                 miqat_test_send_proof (hub, &trip, id, dp, 5000000, "two"));
  received = find_body (hub, "payment_received");
  assert_contains (received, "KWITANSI KW-SBY-000001");
  assert_contains (received, "Terbilang: lima juta rupiah");
  assert_contains (received, "Sudah terima dari: BUDI SANTOSO");
  assert_contains (received, "Sisa: Rp\302\24028.900.000, jatuh tempo Sabtu, 17 Oktober 2026");
  miqat_test_agency_pass (hub, MIQAT_MINUTE);
  miqat_test_do (hub, hub->surabaya_staff, "payment.record", NULL,
                 "{'booking_id': '%s', 'method': 'cash', 'amount': 28900000}", id);
  full = find_body (hub, "payment_received");
  assert_contains (full, "LUNAS");
  miqat_test_verify (hub);
}

static void
test_given_back (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *id = miqat_test_book_public (hub, &trip, NULL);
  g_autofree char *expired = NULL;
  g_autofree char *cancelled = NULL;

  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", NULL,
                 "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}], 'holder': 'x'}",
                 trip.departure_id, trip.quad_id);
  miqat_test_agency_pass (hub, MIQAT_HOUR);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{}");
  expired = find_body (hub, "hold_expired");
  assert_contains (expired, "Budi Santoso");
  /* Nobody was known behind the other one. */
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM outbox WHERE template = 'hold_expired'"),
                   ==, 1);
  id = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1);
  miqat_test_do (hub, hub->surabaya_staff, "booking.cancel", NULL, "{'booking_id': '%s'}", id);
  cancelled = find_body (hub, "booking_cancelled");
  assert_contains (cancelled, "dibatalkan");
}

/* Nobody whose seats were sold is told that he has paid up. */
static void
test_money_without_seats (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *id = miqat_test_book_public (hub, &trip, NULL);
  const char *flag;
  g_autofree char *body = NULL;

  miqat_test_do (hub, hub->pusat_staff, "payment.reject", NULL,
                 "{'proof_id': '%s', 'reason': 'Gambarnya buram', 'keep_seats': false}",
                 miqat_test_send_proof (hub, &trip, id, miqat_test_invoice (hub, id, "dp"), 5000000, "one"));
  miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 45);
  flag = miqat_test_do (hub, hub->pusat_staff, "payment.record", "flag",
                        "{'booking_id': '%s', 'method': 'cash', 'amount': 33900000}", id);
  g_assert_cmpstr (flag, ==, "booking_closed");
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM outbox WHERE template = 'payment_received'"), ==, 0);
  body = find_body (hub, "payment_without_seats");
  assert_contains (body, "KWITANSI KW-PST-000001");
  assert_contains (body, "Sejumlah: Rp\302\24033.900.000");
  assert_contains (body, "seat untuk booking ini sudah tidak kami jaga lagi");
  assert_contains (body, "Kantor kami akan segera menghubungi Anda.");
  g_assert_null (strstr (body, "Lunas"));
  g_assert_null (strstr (body, "LUNAS"));
  miqat_test_verify (hub);
}

static void
test_outbox (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  MiqatDb *db = miqat_test_agency_read (hub);
  const char *id = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1);
  g_autoptr (GPtrArray) queued
    = miqat_outbox_list_queued (db, (MiqatReader) { hub->surabaya, NULL }, 10, NULL);
  const MiqatMessage *message = g_ptr_array_index (queued, 0);
  g_autofree char *link = miqat_message_make_link (message);
  g_autoptr (GPtrArray) others
    = miqat_outbox_list_queued (db, (MiqatReader) { hub->makassar, NULL }, 10, NULL);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) of_booking = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (queued->len, ==, 1);
  g_assert_cmpuint (others->len, ==, 0);
  g_assert_true (g_str_has_prefix (link, "https://wa.me/6281377778888?text=Assalamu"));
  g_assert_null (strpbrk (link, " \n{"));
  miqat_test_refused (hub, hub->makassar_staff, "message.mark", "not_yours", NULL,
                      "{'message_id': '%s', 'outcome': 'sent'}", message->id);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "message.mark", NULL,
                 "{'message_id': '%s', 'outcome': 'failed'}", message->id);
  miqat_test_do (hub, hub->surabaya_sales, "message.mark", NULL,
                 "{'message_id': '%s', 'outcome': 'sent'}", message->id);
  left = miqat_outbox_list_queued (db, (MiqatReader) { NULL, NULL }, 10, NULL);
  g_assert_cmpuint (left->len, ==, 0);
  of_booking = miqat_outbox_list_of_booking (db, (MiqatReader) { hub->surabaya, NULL }, id, NULL);
  message = g_ptr_array_index (of_booking, 0);
  g_assert_cmpstr (message->status, ==, "sent");
  g_assert_cmpint (message->attempts, ==, 2);
  g_assert_cmpint (message->sent_at, ==, MIQAT_TEST_NOW);
  g_assert_null (miqat_outbox_list_of_booking (db, (MiqatReader) { hub->makassar, NULL }, id, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_NOT_FOUND);
  miqat_test_verify (hub);
}

static void
test_replica_is_silent (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  g_autoptr (MiqatTestAgency) office = miqat_test_agency_new_replica (hub, hub->surabaya, "SBY2");

  miqat_test_book (office, &trip, office->surabaya_staff, NULL, 1);
  g_assert_cmpint (miqat_test_number (office, "SELECT count(*) FROM outbox"), ==, 0);
}

/* A template's words are filled in; a line with nothing but an empty word goes. */
static void
test_template (void)
{
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *body = NULL;

  g_hash_table_insert (words, (gpointer) "payer", (gpointer) "Siti {code}");
  g_hash_table_insert (words, (gpointer) "amount", (gpointer) "Rp 5");
  g_hash_table_insert (words, (gpointer) "code", (gpointer) "BK-1");
  g_hash_table_insert (words, (gpointer) "reason", (gpointer) "buram");
  g_hash_table_insert (words, (gpointer) "next", (gpointer) "");
  body = miqat_template_fill (MIQAT_TEMPLATE_PROOF_REJECTED, words);
  g_assert_cmpstr (body, ==,
                   "Assalamu'alaikum Siti {code},\n"
                   "bukti transfer Rp 5 untuk booking BK-1 belum dapat kami terima.\n"
                   "Alasan: buram");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messaging/registered", test_registered);
  g_test_add_func ("/messaging/money", test_money);
  g_test_add_func ("/messaging/given-back", test_given_back);
  g_test_add_func ("/messaging/money-without-seats", test_money_without_seats);
  g_test_add_func ("/messaging/outbox", test_outbox);
  g_test_add_func ("/messaging/replica-is-silent", test_replica_is_silent);
  g_test_add_func ("/messaging/template", test_template);
  return g_test_run ();
}

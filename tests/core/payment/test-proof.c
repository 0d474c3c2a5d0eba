/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transfer proofs from the public to the clerk, and what becomes of the seats meanwhile. */
#include "config.h"

#include "miqat-payment-flag.h"
#include "miqat-proof.h"
#include "miqat-test-sale.h"

#define DP G_GINT64_CONSTANT (5000000)

typedef struct {
  MiqatTestAgency *hub;
  MiqatTestTrip trip;
  const char *booking_id; /* of Surabaya's Agen, by the public */
  const char *invoice_id; /* its DP */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  self->trip = miqat_test_trip_new (self->hub, 0);
  self->booking_id = miqat_test_book_public (self->hub, &self->trip, "AF-Agen");
  self->invoice_id = miqat_test_invoice (self->hub, self->booking_id, "dp");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  miqat_test_agency_free (self->hub);
}

static const char *
send_proof (Fixture *self, const char *picture)
{
  return miqat_test_send_proof (self->hub, &self->trip, self->booking_id, self->invoice_id, DP, picture);
}

static void
assert_status (Fixture *self, const char *booking, const char *invoice)
{
  g_autofree char *sql = g_strdup_printf ("SELECT status FROM bookings WHERE id = '%s'",
                                          self->booking_id);
  g_autofree char *invoice_sql
    = g_strdup_printf ("SELECT status FROM payment_invoices WHERE id = '%s'", self->invoice_id);
  g_autofree char *is = miqat_test_text (self->hub, sql);
  g_autofree char *invoice_is = miqat_test_text (self->hub, invoice_sql);

  g_assert_cmpstr (is, ==, booking);
  g_assert_cmpstr (invoice_is, ==, invoice);
  miqat_test_verify (self->hub);
}

static gint64
get_deadline (Fixture *self)
{
  g_autofree char *sql = g_strdup_printf ("SELECT coalesce(expires_at, 0) FROM seat_locks WHERE"
                                          " booking_id = '%s'",
                                          self->booking_id);

  return miqat_test_number (self->hub, sql);
}

static void
test_approve (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;
  const char *id = send_proof (self, "picture");
  g_autoptr (GPtrArray) waiting
    = miqat_proof_list_waiting (miqat_test_agency_read (hub), (MiqatReader) { hub->surabaya, NULL },
                                10, NULL);
  const MiqatProof *proof = g_ptr_array_index (waiting, 0);

  assert_status (self, "awaiting_verification", "pending");
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_cmpstr (proof->id, ==, id);
  g_assert_cmpstr (proof->payer_name, ==, "Budi Santoso");
  g_assert_cmpstr (proof->bank_name, ==, "BSI");
  g_assert_cmpint (proof->amount_due, ==, DP);
  g_assert_cmpint (proof->warnings, ==, 0);
  miqat_test_refused (hub, hub->surabaya_sales, "payment.approve", "not_allowed", NULL,
                      "{'proof_id': '%s'}", id);
  miqat_test_refused (hub, hub->makassar_staff, "payment.approve", "not_yours", NULL,
                      "{'proof_id': '%s'}", id);
  miqat_test_refused (hub, hub->agen, "payment.approve", "not_allowed", NULL, "{'proof_id': '%s'}",
                      id);
  g_assert_cmpstr (miqat_test_do (hub, hub->surabaya_staff, "payment.approve", "receipt_code",
                                  "{'proof_id': '%s'}", id),
                   ==, "KW-SBY-000001");
  assert_status (self, "dp_paid", "paid");
  miqat_test_refused (hub, hub->surabaya_staff, "payment.approve", "proof_decided", "proof_id",
                      "{'proof_id': '%s'}", id);
  miqat_test_refused (hub, hub->surabaya_staff, "payment.reject", "proof_decided", "proof_id",
                      "{'proof_id': '%s', 'reason': 'Buram'}", id);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM payment_transactions"), ==, 1);
}

static void
test_approve_other_amount (Fixture *self, gconstpointer data)
{
  const char *id = send_proof (self, "picture");

  miqat_test_refused (self->hub, self->hub->surabaya_staff, "payment.approve", "too_small",
                      "amount", "{'proof_id': '%s', 'amount': 0}", id);
  miqat_test_do (self->hub, self->hub->surabaya_staff, "payment.approve", NULL,
                 "{'proof_id': '%s', 'amount': 4000000}", id);
  assert_status (self, "seat_locked", "unpaid");
  g_assert_cmpint (miqat_test_number (self->hub, "SELECT count(*) FROM seat_locks WHERE status ="
                                                 " 'confirmed'"),
                   ==, 1);
}

/* Saying no and keeping the seats asks for another proof, with some time. */
static void
test_reject_and_keep (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;
  const char *id = send_proof (self, "picture");
  g_autoptr (MiqatProof) proof = NULL;

  miqat_test_refused (hub, hub->surabaya_staff, "payment.reject", "required", "reason",
                      "{'proof_id': '%s'}", id);
  miqat_test_do (hub, hub->surabaya_staff, "payment.reject", NULL,
                 "{'proof_id': '%s', 'reason': 'Gambarnya buram'}", id);
  assert_status (self, "seat_locked", "unpaid");
  g_assert_cmpint (get_deadline (self), ==, MIQAT_TEST_NOW + 24 * MIQAT_HOUR);
  proof = miqat_proof_load (miqat_test_agency_read (hub),
                            (MiqatReader) { hub->surabaya, hub->agen }, id, NULL);
  g_assert_cmpstr (proof->status, ==, "rejected");
  g_assert_cmpstr (proof->reject_reason, ==, "Gambarnya buram");
  g_assert_cmpstr (proof->verified_by, ==, hub->surabaya_staff);
  miqat_test_do (hub, hub->surabaya_staff, "payment.approve", NULL, "{'proof_id': '%s'}",
                 send_proof (self, "second"));
  assert_status (self, "dp_paid", "paid");
}

static void
test_reject_and_return (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;

  miqat_test_do (hub, hub->surabaya_staff, "payment.reject", NULL,
                 "{'proof_id': '%s', 'reason': 'Bukan rekening kami', 'keep_seats': false}",
                 send_proof (self, "picture"));
  assert_status (self, "cancelled", "cancelled");
  g_assert_cmpint (miqat_test_number (hub, "SELECT booked_seats FROM departures"), ==, 0);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "payment.submit_proof", "booking_state", "booking_id",
                      "{'booking_id': '%s', 'invoice_id': '%s', 'content_hash':"
                      " 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'file_name': 'b.jpg',"
                      " 'media_type': 'image/jpeg', 'size_bytes': 1, 'bank_account_id': '%s',"
                      " 'sender_name': 'Budi', 'amount': 5}", self->booking_id, self->invoice_id,
                      self->trip.bank_account_id);
}

/* Two proofs at once: as long as one waits, the clock stays stopped. */
static void
test_two_waiting (Fixture *self, gconstpointer data)
{
  const char *first = send_proof (self, "one");
  const char *second = send_proof (self, "two");

  miqat_test_do (self->hub, self->hub->surabaya_staff, "payment.reject", NULL,
                 "{'proof_id': '%s', 'reason': 'Dobel'}", first);
  assert_status (self, "awaiting_verification", "pending");
  miqat_test_do (self->hub, self->hub->surabaya_staff, "payment.approve", NULL,
                 "{'proof_id': '%s'}", second);
  assert_status (self, "dp_paid", "paid");
}

static void
test_paid_seats_stay (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;
  const char *final, *id;

  miqat_test_do (hub, hub->surabaya_staff, "payment.approve", NULL, "{'proof_id': '%s'}",
                 send_proof (self, "dp"));
  final = miqat_test_invoice (hub, self->booking_id, "final");
  id = miqat_test_send_proof (hub, &self->trip, self->booking_id, final, 28900000, "final");
  assert_status (self, "dp_paid", "paid");
  miqat_test_refused (hub, hub->surabaya_staff, "payment.reject", "booking_state", "keep_seats",
                      "{'proof_id': '%s', 'reason': 'Buram', 'keep_seats': false}", id);
  miqat_test_do (hub, hub->surabaya_staff, "payment.reject", NULL,
                 "{'proof_id': '%s', 'reason': 'Buram'}", id);
  assert_status (self, "dp_paid", "paid");
}

/* The office has two days; then the seats are free again, and the proof still waits. */
static void
test_clock (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;
  const char *id;
  g_autoptr (MiqatProof) proof = NULL;

  miqat_test_agency_pass (hub, 20 * MIQAT_MINUTE);
  id = send_proof (self, "picture");
  g_assert_cmpint (get_deadline (self), ==, MIQAT_TEST_NOW + 20 * MIQAT_MINUTE + 48 * MIQAT_HOUR);
  miqat_test_agency_pass (hub, 47 * MIQAT_HOUR);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{}");
  assert_status (self, "awaiting_verification", "pending");
  miqat_test_agency_pass (hub, 2 * MIQAT_HOUR);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{}");
  assert_status (self, "expired", "cancelled");
  proof = miqat_proof_load (miqat_test_agency_read (hub), (MiqatReader) { NULL, NULL }, id, NULL);
  g_assert_cmpint (proof->warnings & MIQAT_PROOF_WARNING_LAPSED, !=, 0);
  miqat_test_do (hub, hub->surabaya_staff, "payment.approve", NULL, "{'proof_id': '%s'}", id);
  assert_status (self, "dp_paid", "paid");
}

/* More pictures keep the seats no longer, and one that comes when the time is over brings nothing back. */
static void
test_more_proofs (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;
  gint64 deadline;

  send_proof (self, "picture");
  deadline = get_deadline (self);
  miqat_test_agency_pass (hub, 40 * MIQAT_HOUR);
  miqat_test_send_proof (hub, &self->trip, self->booking_id, miqat_test_invoice (hub, self->booking_id, "final"), DP,
                         "other picture");
  g_assert_cmpint (get_deadline (self), ==, deadline);
  miqat_test_agency_pass (hub, 9 * MIQAT_HOUR);
  send_proof (self, "third picture");
  g_assert_cmpint (get_deadline (self), ==, deadline);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{}");
  assert_status (self, "expired", "cancelled");
}

/* A hold that has lapsed is over, whether or not its seats have been swept up. */
static void
test_too_late (Fixture *self, gconstpointer data)
{
  gint64 deadline = get_deadline (self);

  miqat_test_agency_pass (self->hub, 31 * MIQAT_MINUTE);
  send_proof (self, "picture");
  g_assert_cmpint (get_deadline (self), ==, deadline);
  assert_status (self, "seat_locked", "pending");
  miqat_test_do (self->hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{}");
  assert_status (self, "expired", "cancelled");
}

/* Two pictures of parts of the DP: one is good, the other is not. Nothing waits for the office then. */
static void
test_half_approved (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;
  const char *half = miqat_test_send_proof (hub, &self->trip, self->booking_id, self->invoice_id, 3000000, "one");
  const char *rest = miqat_test_send_proof (hub, &self->trip, self->booking_id, self->invoice_id, 2000000, "two");

  miqat_test_do (hub, hub->surabaya_staff, "payment.approve", NULL, "{'proof_id': '%s'}", half);
  assert_status (self, "awaiting_verification", "pending");
  miqat_test_do (hub, hub->surabaya_staff, "payment.reject", NULL,
                 "{'proof_id': '%s', 'reason': 'Bukan bukti', 'keep_seats': true}", rest);
  assert_status (self, "seat_locked", "unpaid");
  /* Its seats are paid for: they stay, without a clock. */
  g_assert_cmpint (get_deadline (self), ==, 0);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM seat_locks WHERE status = 'confirmed'"), ==, 1);
}

static void
test_no_limit (Fixture *self, gconstpointer data)
{
  miqat_test_do (self->hub, self->hub->pusat_staff, "setting.set", NULL,
                 "{'name': 'proof_stop_hours', 'value': 0}");
  send_proof (self, "picture");
  g_assert_cmpint (get_deadline (self), ==, 0);
  miqat_test_agency_pass (self->hub, 1000 * MIQAT_HOUR);
  miqat_test_do (self->hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{}");
  assert_status (self, "awaiting_verification", "pending");
}

static void
test_warnings (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;
  const char *other = miqat_test_book_public (hub, &self->trip, NULL);
  const char *again, *different;
  g_autoptr (MiqatProof) first = NULL;
  g_autoptr (MiqatProof) same = NULL;
  g_autoptr (MiqatProof) less = NULL;

  send_proof (self, "picture");
  miqat_test_agency_pass (hub, MIQAT_MINUTE);
  again = miqat_test_send_proof (hub, &self->trip, other, miqat_test_invoice (hub, other, "dp"), DP,
                                 "picture");
  different = miqat_test_send_proof (hub, &self->trip, other, miqat_test_invoice (hub, other, "dp"),
                                     4000000, "other picture");
  same = miqat_proof_load (miqat_test_agency_read (hub), (MiqatReader) { NULL, NULL }, again, NULL);
  g_assert_cmpint (same->warnings, ==,
                   MIQAT_PROOF_WARNING_SAME_PICTURE | MIQAT_PROOF_WARNING_SAME_SENDER);
  less = miqat_proof_load (miqat_test_agency_read (hub), (MiqatReader) { NULL, NULL }, different,
                           NULL);
  g_assert_cmpint (less->warnings, ==, MIQAT_PROOF_WARNING_AMOUNT);
}

static void
test_submit_refused (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;
  const char *other = miqat_test_book_public (hub, &self->trip, NULL);
  static const char hash[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  static const char format[] = "{'booking_id': '%s', 'invoice_id': '%s', 'content_hash': '%s', 'file_name': 'b.jpg',"
                               " 'media_type': 'image/jpeg', 'size_bytes': 1, 'bank_account_id': '%s',"
                               " 'sender_name': 'Budi', 'amount': %d}";

  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "payment.submit_proof", "not_found", "invoice_id", format,
                      other, self->invoice_id, hash, self->trip.bank_account_id, 5);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "payment.submit_proof", "too_small", "amount", format,
                      self->booking_id, self->invoice_id, hash, self->trip.bank_account_id, 0);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "payment.submit_proof", "not_found", NULL, format,
                      self->booking_id, self->invoice_id, hash, self->booking_id, 5);
  /* A partner sends proofs for its own subtree's bookings, another one's Mitra does not. */
  miqat_test_refused (hub, hub->makassar_mitra, "payment.submit_proof", "not_yours", NULL, format,
                      self->booking_id, self->invoice_id, hash, self->trip.bank_account_id, 5);
  miqat_test_refused (hub, hub->reseller, "payment.submit_proof", "not_yours", NULL, format,
                      self->booking_id, self->invoice_id, hash, self->trip.bank_account_id, 5);
  miqat_test_do (hub, hub->agen, "payment.submit_proof", NULL, format,
                 self->booking_id, self->invoice_id, hash, self->trip.bank_account_id, 5);
  for (guint i = 0; i < 4; i++)
    send_proof (self, "more");
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "payment.submit_proof", "too_many", "invoice_id", format,
                      self->booking_id, self->invoice_id, hash, self->trip.bank_account_id, 5);
}

static void
test_paid_invoice (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;

  miqat_test_do (hub, hub->surabaya_staff, "payment.approve", NULL, "{'proof_id': '%s'}",
                 send_proof (self, "dp"));
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "payment.submit_proof", "invoice_paid", "invoice_id",
                      "{'booking_id': '%s', 'invoice_id': '%s', 'content_hash':"
                      " 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'file_name': 'b.jpg',"
                      " 'media_type': 'image/jpeg', 'size_bytes': 1, 'bank_account_id': '%s',"
                      " 'sender_name': 'Budi', 'amount': 5}", self->booking_id, self->invoice_id,
                      self->trip.bank_account_id);
}

static MiqatAnswer *
push_approval (Fixture *self, const char *proof_id, const char *receipt_code)
{
  g_autoptr (JsonObject) args = json_object_new ();
  const MiqatRequest request = {
    .name = "payment.approve", .actor_id = self->hub->surabaya_staff, .args = args,
    .device_id = "the workstation", .series = "SBY2",
  };

  json_object_set_string_member (args, "proof_id", proof_id);
  json_object_set_string_member (args, "receipt_code", receipt_code);
  return miqat_site_run (self->hub->site, &request, NULL);
}

/* Paper is in somebody's hand: what an office approved while it had no network is not refused. */
static void
test_approved_twice (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;
  const char *id = send_proof (self, "picture");
  g_autoptr (MiqatAnswer) second = NULL;
  g_autoptr (MiqatAnswer) wrong = NULL;

  miqat_test_do (hub, hub->pusat_staff, "payment.approve", NULL, "{'proof_id': '%s'}", id);
  second = push_approval (self, id, "KW-SBY2-000001");
  g_assert_true (second->done);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM payment_transactions"), ==, 1);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM receipts WHERE transaction_id IS NULL"),
                   ==, 1);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM payment_flags WHERE kind ="
                                           " 'approved_twice'"),
                   ==, 1);
  assert_status (self, "dp_paid", "paid");
  /* Only in its own series, and each number once. */
  wrong = push_approval (self, id, "KW-SBY-000002");
  g_assert_false (wrong->done);
  g_clear_pointer (&wrong, miqat_answer_free);
  wrong = push_approval (self, id, "KW-SBY2-000001");
  g_assert_false (wrong->done);
}

static void
test_approved_after_rejection (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;
  const char *id = send_proof (self, "picture");
  g_autoptr (MiqatAnswer) late = NULL;

  miqat_test_do (hub, hub->pusat_staff, "payment.reject", NULL,
                 "{'proof_id': '%s', 'reason': 'Buram', 'keep_seats': false}", id);
  late = push_approval (self, id, "KW-SBY2-000001");
  g_assert_true (late->done);
  assert_status (self, "dp_paid", "paid");
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM payment_flags WHERE kind = 'was_rejected'"),
                   ==, 1);
}

static void
test_model (Fixture *self, gconstpointer data)
{
  MiqatTestAgency *hub = self->hub;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatListModel) model
    = miqat_proof_model_new (miqat_test_agency_read (hub), (MiqatReader) { hub->surabaya, NULL },
                             MIQAT_PROOFS_WAITING);
  const char *id = send_proof (self, "picture");
  g_autoptr (MiqatProofItem) item = NULL;
  gint64 count = -1;

  g_assert_true (miqat_list_model_refresh (model, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  item = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpstr (miqat_proof_item_get_proof (item)->id, ==, id);
  g_assert_cmpstr (miqat_proof_item_get_proof (item)->payer_name, ==, "Budi Santoso");
  g_assert_true (miqat_proof_count_waiting (miqat_test_agency_read (hub),
                                            (MiqatReader) { hub->surabaya, NULL }, &count, NULL));
  g_assert_cmpint (count, ==, 1);
  g_assert_true (miqat_proof_count_waiting (miqat_test_agency_read (hub),
                                            (MiqatReader) { hub->makassar, NULL }, &count, NULL));
  g_assert_cmpint (count, ==, 0);
  g_assert_true (miqat_proof_model_set_filter (model, miqat_test_agency_read (hub),
                                               (MiqatReader) { hub->surabaya, NULL }, MIQAT_PROOFS_DECIDED, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
}

#define ADD(path, test) g_test_add ("/proof/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("approve", test_approve);
  ADD ("approve-other-amount", test_approve_other_amount);
  ADD ("reject-and-keep", test_reject_and_keep);
  ADD ("reject-and-return", test_reject_and_return);
  ADD ("two-waiting", test_two_waiting);
  ADD ("paid-seats-stay", test_paid_seats_stay);
  ADD ("clock", test_clock);
  ADD ("more-proofs", test_more_proofs);
  ADD ("too-late", test_too_late);
  ADD ("half-approved", test_half_approved);
  ADD ("no-limit", test_no_limit);
  ADD ("warnings", test_warnings);
  ADD ("submit-refused", test_submit_refused);
  ADD ("paid-invoice", test_paid_invoice);
  ADD ("approved-twice", test_approved_twice);
  ADD ("approved-after-rejection", test_approved_after_rejection);
  ADD ("model", test_model);
  return g_test_run ();
}

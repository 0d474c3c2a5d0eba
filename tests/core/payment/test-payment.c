/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invoices and money received at the desk: what is asked for, how it is divided, what the booking
 * becomes, and what stands in the journal. */
#include "config.h"

#include "miqat-id.h"
#include "miqat-invoice.h"
#include "miqat-journal.h"
#include "miqat-payment-flag.h"
#include "miqat-receipt.h"
#include "miqat-test-sale.h"

#define CASH "{'booking_id': '%s', 'method': 'cash', 'amount': %" G_GINT64_FORMAT "}"
#define DP G_GINT64_CONSTANT (5000000)

static void
pay (MiqatTestAgency *hub, const char *booking_id, gint64 amount)
{
  miqat_test_do (hub, hub->surabaya_staff, "payment.record", NULL, CASH, booking_id, amount);
}

static void
assert_booking (MiqatTestAgency *hub, const char *booking_id, const char *status, gint64 paid)
{
  g_autofree char *status_sql
    = g_strdup_printf ("SELECT status FROM bookings WHERE id = '%s'", booking_id);
  g_autofree char *paid_sql = g_strdup_printf ("SELECT amount_paid FROM bookings WHERE id = '%s'",
                                               booking_id);
  g_autofree char *is = miqat_test_text (hub, status_sql);

  g_assert_cmpstr (is, ==, status);
  g_assert_cmpint (miqat_test_number (hub, paid_sql), ==, paid);
}

static void
test_invoices (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *id = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 3);
  g_autoptr (GPtrArray) invoices = miqat_invoice_list (miqat_test_agency_read (hub), id, NULL);
  const MiqatInvoice *dp = g_ptr_array_index (invoices, 0);
  const MiqatInvoice *final = g_ptr_array_index (invoices, 1);
  g_autofree char *code = miqat_test_text (hub, "SELECT booking_code FROM bookings");
  g_autofree char *dp_code = g_strconcat ("INV-", code + 3, "-DP", NULL);

  g_assert_cmpuint (invoices->len, ==, 2);
  g_assert_cmpstr (dp->type, ==, "dp");
  g_assert_cmpstr (dp->code, ==, dp_code);
  g_assert_cmpint (dp->amount, ==, 3 * DP);
  g_assert_cmpint (dp->due_date, ==, miqat_day_from_parts (2026, 6, 22));
  g_assert_cmpuint (dp->lines->len, ==, 3);
  g_assert_cmpstr (dp->payment_mode, ==, "manual");
  g_assert_cmpstr (final->type, ==, "final");
  g_assert_cmpint (final->amount, ==, 3 * (MIQAT_TEST_QUAD - DP));
  g_assert_cmpint (final->due_date, ==, miqat_day_from_parts (2026, 10, 17));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (((MiqatInvoiceLine *) g_ptr_array_index (final->lines, i))->position, ==,
                      i + 1);
  miqat_test_verify (hub);
}

/* A DP as large as the price leaves nothing for a second invoice; a price of nothing asks nothing. */
static void
test_invoices_of_settings (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *id;
  g_autoptr (GPtrArray) whole = NULL;
  g_autoptr (GPtrArray) none = NULL;

  miqat_test_do (hub, hub->pusat_staff, "setting.set", NULL,
                 "{'name': 'dp_percent', 'value': 100}");
  miqat_test_do (hub, hub->pusat_staff, "setting.set", NULL,
                 "{'name': 'payment_mode_auto', 'value': 1}");
  id = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1);
  whole = miqat_invoice_list (miqat_test_agency_read (hub), id, NULL);
  g_assert_cmpuint (whole->len, ==, 1);
  g_assert_cmpstr (((MiqatInvoice *) g_ptr_array_index (whole, 0))->payment_mode, ==, "auto");
  pay (hub, id, MIQAT_TEST_QUAD);
  assert_booking (hub, id, "paid_full", MIQAT_TEST_QUAD);

  miqat_test_do (hub, hub->pusat_staff, "setting.set", NULL, "{'name': 'dp_percent', 'value': 0}");
  miqat_test_do (hub, hub->pusat_staff, "setting.set", NULL,
                 "{'name': 'dp_per_person', 'value': 0}");
  id = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1);
  none = miqat_invoice_list (miqat_test_agency_read (hub), id, NULL);
  g_assert_cmpuint (none->len, ==, 1);
  g_assert_cmpstr (((MiqatInvoice *) g_ptr_array_index (none, 0))->type, ==, "final");
  pay (hub, id, DP);
  assert_booking (hub, id, "installment", DP);
  miqat_test_verify (hub);
}

static void
test_steps (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  MiqatDb *db = miqat_test_agency_read (hub);
  const char *id = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 2);
  const gint64 price = 2 * MIQAT_TEST_QUAD;
  g_auto (MiqatBalance) balance = { 0 };

  pay (hub, id, DP + 1000);
  assert_booking (hub, id, "seat_locked", DP + 1000);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM seat_locks WHERE status = 'confirmed'"),
                   ==, 1);
  g_assert_cmpint (miqat_test_number (hub, "SELECT paid FROM invoice_lines WHERE position = 2"
                                           " ORDER BY paid DESC LIMIT 1"),
                   ==, 1000);
  miqat_test_verify (hub);
  pay (hub, id, DP - 1000);
  assert_booking (hub, id, "dp_paid", 2 * DP);
  pay (hub, id, 7000000);
  assert_booking (hub, id, "installment", 2 * DP + 7000000);
  g_assert_true (miqat_balance_read (db, id, &balance, NULL));
  g_assert_cmpint (balance.next_due, ==, price - 2 * DP - 7000000);
  g_assert_cmpint (balance.next_due_date, ==, miqat_day_from_parts (2026, 10, 17));
  pay (hub, id, price - 2 * DP - 7000000 + 250000);
  assert_booking (hub, id, "paid_full", price + 250000);
  miqat_balance_clear (&balance);
  g_assert_true (miqat_balance_read (db, id, &balance, NULL));
  g_assert_cmpint (balance.billed, ==, price);
  g_assert_cmpint (balance.paid, ==, price);
  g_assert_cmpint (balance.credit, ==, 250000);
  g_assert_cmpint (balance.next_due, ==, 0);
  miqat_test_verify (hub);
}

static void
test_receipts (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  MiqatDb *db = miqat_test_agency_read (hub);
  const char *first = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1);
  const char *second = miqat_test_book (hub, &trip, hub->makassar_staff, NULL, 1);
  g_autoptr (GPtrArray) receipts = NULL;
  g_autoptr (MiqatReceipt) hidden = NULL;
  const MiqatReceipt *receipt;
  gint64 duty = 0;

  g_assert_cmpstr (miqat_test_do (hub, hub->surabaya_staff, "payment.record", "receipt_code", CASH, first, DP),
                   ==, "KW-SBY-000001");
  /* A refusal uses up no number. */
  miqat_test_refused (hub, hub->surabaya_staff, "payment.record", "required", "bank_account_id",
                      "{'booking_id': '%s', 'method': 'transfer', 'amount': 5}", first);
  g_assert_cmpstr (miqat_test_do (hub, hub->pusat_staff, "payment.record", "receipt_code", CASH, first, DP),
                   ==, "KW-SBY-000002");
  g_assert_cmpstr (miqat_test_do (hub, hub->makassar_staff, "payment.record", "receipt_code", CASH, second, DP),
                   ==, "KW-MKS-000001");
  receipts = miqat_receipt_list (db, (MiqatReader) { hub->surabaya, NULL }, first, NULL);
  g_assert_cmpuint (receipts->len, ==, 2);
  receipt = g_ptr_array_index (receipts, 0);
  g_assert_cmpstr (receipt->payer_name, ==, "Budi Santoso");
  g_assert_cmpstr (receipt->method, ==, "cash");
  g_assert_cmpint (receipt->issued_day, ==, miqat_day_from_parts (2026, 6, 22));
  hidden = miqat_receipt_load_by_code (db, (MiqatReader) { hub->makassar, NULL }, "KW-SBY-000001",
                                       NULL);
  g_assert_null (hidden);
  g_assert_true (miqat_receipt_get_stamp_duty (db, 5000000, receipt->issued_day, &duty, NULL) && duty == 0);
  g_assert_true (miqat_receipt_get_stamp_duty (db, 5000001, receipt->issued_day, &duty, NULL) && duty == 10000);
  miqat_test_verify (hub);
}

/* Joined by blanks; the array is freed. */
static char *
join_codes (GPtrArray *records, gsize offset)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", G_STRUCT_MEMBER (char *, records->pdata[i], offset));
  g_ptr_array_unref (records);
  return g_string_free (text, FALSE);
}

static void
assert_newest (MiqatTestAgency *hub, MiqatReader reader, guint limit, const char *receipts,
               const char *bookings)
{
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autofree char *codes
    = join_codes (miqat_receipt_list_newest (db, reader, limit, NULL), G_STRUCT_OFFSET (MiqatReceipt, code));
  g_autofree char *asked
    = join_codes (miqat_invoice_list_newest (db, reader, limit, NULL), G_STRUCT_OFFSET (MiqatInvoice, booking_id));

  g_assert_cmpstr (codes, ==, receipts);
  g_assert_cmpstr (asked, ==, bookings);
}

/* All there is, newest first: everything for the head office, its own for a branch, nothing below. */
static void
test_newest (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *ours = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1), *theirs;
  g_autofree char *both = NULL, *newer = NULL, *older = NULL;

  pay (hub, ours, DP);
  miqat_test_agency_pass (hub, MIQAT_SECOND);
  theirs = miqat_test_book (hub, &trip, hub->makassar_staff, NULL, 1);
  miqat_test_do (hub, hub->makassar_staff, "payment.record", NULL, CASH, theirs, DP);
  newer = g_strconcat (theirs, " ", theirs, NULL);
  older = g_strconcat (ours, " ", ours, NULL);
  both = g_strconcat (newer, " ", older, NULL);
  assert_newest (hub, (MiqatReader) { NULL, NULL }, 100, "KW-MKS-000001 KW-SBY-000001", both);
  assert_newest (hub, (MiqatReader) { NULL, NULL }, 1, "KW-MKS-000001", theirs);
  assert_newest (hub, (MiqatReader) { hub->surabaya, NULL }, 100, "KW-SBY-000001", older);
  assert_newest (hub, (MiqatReader) { hub->surabaya, hub->mitra }, 100, "", "");
}

static void
test_receipt_code_given (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *id = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1);
  static const char *const wrong[] = { "KW-SBY-000002", "KW-MKS-000001", "KW-SBY2-000001",
  "KW-SBY-1", "anything" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    miqat_test_refused (hub, hub->surabaya_staff, "payment.record", "receipt_series", "receipt_code",
                        "{'booking_id': '%s', 'method': 'cash', 'amount': 1, 'receipt_code': '%s'}",
                        id, wrong[i]);
  miqat_test_do (hub, hub->surabaya_staff, "payment.record", NULL,
                 "{'booking_id': '%s', 'method': 'cash', 'amount': 1, 'receipt_code': 'KW-SBY-000001'}", id);
  /* The counter has not moved, the series has: the next one is found all the same. */
  g_assert_cmpstr (miqat_test_do (hub, hub->surabaya_staff, "payment.record", "receipt_code", CASH, id, DP),
                   ==, "KW-SBY-000002");
  miqat_test_verify (hub);
}

static void
test_journal (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  MiqatDb *db = miqat_test_agency_read (hub);
  const char *id = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1);
  gint64 balance = 0;

  pay (hub, id, 3000000);
  miqat_test_do (hub, hub->surabaya_staff, "payment.record", NULL,
                 "{'booking_id': '%s', 'method': 'transfer', 'amount': 2000000, 'bank_account_id': '%s',"
                 " 'payer_name': 'Ibu Budi'}", id, trip.bank_account_id);
  g_assert_true (miqat_journal_get_balance (db, MIQAT_ACCOUNT_CASH, hub->surabaya, &balance, NULL));
  g_assert_cmpint (balance, ==, 3000000);
  g_assert_true (miqat_journal_get_balance (db, MIQAT_ACCOUNT_BANK, trip.bank_account_id, &balance, NULL));
  g_assert_cmpint (balance, ==, 2000000);
  g_assert_true (miqat_journal_get_balance (db, MIQAT_ACCOUNT_DEPOSITS, id, &balance, NULL));
  g_assert_cmpint (balance, ==, -5000000);
  g_assert_true (miqat_journal_get_balance (db, MIQAT_ACCOUNT_DEPOSITS, NULL, &balance, NULL));
  g_assert_cmpint (balance, ==, -5000000);
  miqat_test_verify (hub);
}

static void
test_refused (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *id = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1);
  const char *other = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1);

  miqat_test_refused (hub, hub->surabaya_sales, "payment.record", "not_allowed", NULL, CASH, id,
                      DP);
  miqat_test_refused (hub, hub->makassar_staff, "payment.record", "not_yours", NULL, CASH, id, DP);
  miqat_test_refused (hub, hub->agen, "payment.record", "not_allowed", NULL, CASH, id, DP);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "payment.record", "not_allowed", NULL, CASH, id, DP);
  miqat_test_refused (hub, hub->surabaya_staff, "payment.record", "too_small", "amount", CASH, id,
                      G_GINT64_CONSTANT (0));
  miqat_test_refused (hub, hub->surabaya_staff, "payment.record", "money_negative", "amount",
                      "{'booking_id': '%s', 'method': 'cash', 'amount': -5}", id);
  miqat_test_refused (hub, hub->surabaya_staff, "payment.record", "unknown_field", "bank_account_id",
                      "{'booking_id': '%s', 'method': 'cash', 'amount': 5, 'bank_account_id': '%s'}",
                      id, trip.bank_account_id);
  miqat_test_refused (hub, hub->surabaya_staff, "payment.record", "not_found", "invoice_id",
                      "{'booking_id': '%s', 'method': 'cash', 'amount': 5, 'invoice_id': '%s'}", id,
                      miqat_test_invoice (hub, other, "dp"));
  miqat_test_do (hub, hub->pusat_staff, "bank_account.close", NULL, "{'bank_account_id': '%s'}",
                 trip.bank_account_id);
  miqat_test_refused (hub, hub->surabaya_staff, "payment.record", "bank_account_closed", "bank_account_id",
                      "{'booking_id': '%s', 'method': 'transfer', 'amount': 5, 'bank_account_id': '%s'}",
                      id, trip.bank_account_id);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM payment_transactions"), ==, 0);
}

static void
test_same_command_again (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *booking_id = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1);
  g_autofree char *id = miqat_id_new (MIQAT_TEST_NOW);
  g_autoptr (JsonObject) args = json_object_new ();
  MiqatRequest request = { .id = id, .name = "payment.record", .actor_id = hub->surabaya_staff, .args = args };

  json_object_set_string_member (args, "booking_id", booking_id);
  json_object_set_string_member (args, "method", "cash");
  json_object_set_int_member (args, "amount", DP);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (MiqatAnswer) answer = miqat_site_run (hub->site, &request, NULL);

    g_assert_true (answer->done);
    g_assert_cmpint (answer->repeated, ==, i > 0);
    g_assert_cmpstr (miqat_json_get_text (json_node_get_object (answer->result), "receipt_code"),
                     ==, "KW-SBY-000001");
  }
  json_object_set_int_member (args, "amount", 2 * DP);
  {
    g_autoptr (MiqatAnswer) answer = miqat_site_run (hub->site, &request, NULL);

    g_assert_false (answer->done);
    g_assert_cmpint (miqat_problems_get (answer->problems, 0)->code, ==,
                     MIQAT_PROBLEM_COMMAND_REPEATED);
  }
  assert_booking (hub, booking_id, "dp_paid", DP);
  miqat_test_verify (hub);
}

/* The clerk may say for which invoice the money is. */
static void
test_chosen_invoice (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *id = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1);
  g_autoptr (MiqatInvoice) final = NULL;

  miqat_test_do (hub, hub->surabaya_staff, "payment.record", NULL,
                 "{'booking_id': '%s', 'method': 'cash', 'amount': 4000000, 'invoice_id': '%s'}", id,
                 miqat_test_invoice (hub, id, "final"));
  final = miqat_invoice_load (miqat_test_agency_read (hub), miqat_test_invoice (hub, id, "final"),
                              NULL);
  g_assert_cmpint (final->paid, ==, 4000000);
  assert_booking (hub, id, "seat_locked", 4000000);
  miqat_test_verify (hub);
}

/* Money that comes too late takes the seats again, if they are still to be had. */
static void
test_late (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, MIQAT_TEST_MARGIN);
  const char *late = miqat_test_book_public (hub, &trip, NULL);
  const char *gone = miqat_test_book_public (hub, &trip, NULL);
  g_autoptr (GPtrArray) flags = NULL;
  const MiqatFlag *flag;

  miqat_test_agency_pass (hub, MIQAT_HOUR);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{}");
  assert_booking (hub, late, "expired", 0);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM payment_invoices WHERE status ="
                                           " 'cancelled'"),
                   ==, 4);
  miqat_test_do (hub, hub->pusat_staff, "payment.record", NULL, CASH, late, DP);
  assert_booking (hub, late, "dp_paid", DP);
  miqat_test_verify (hub);

  /* All other seats are sold meanwhile. */
  miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 44);
  miqat_test_do (hub, hub->pusat_staff, "payment.record", NULL, CASH, gone, DP);
  assert_booking (hub, gone, "expired", DP);
  flags = miqat_flag_list_open (miqat_test_agency_read (hub), (MiqatReader) { NULL, NULL }, NULL);
  g_assert_cmpuint (flags->len, ==, 1);
  flag = g_ptr_array_index (flags, 0);
  g_assert_cmpint (flag->kind, ==, MIQAT_FLAG_BOOKING_CLOSED);
  g_assert_cmpstr (flag->booking_id, ==, gone);
  miqat_test_refused (hub, hub->makassar_staff, "payment_flag.close", "not_yours", NULL,
                      "{'flag_id': '%s', 'note': 'Dikembalikan'}", flag->id);
  miqat_test_do (hub, hub->pusat_staff, "payment_flag.close", NULL,
                 "{'flag_id': '%s', 'note': 'Dikembalikan'}", flag->id);
  g_clear_pointer (&flags, g_ptr_array_unref);
  flags = miqat_flag_list_open (miqat_test_agency_read (hub), (MiqatReader) { NULL, NULL }, NULL);
  g_assert_cmpuint (flags->len, ==, 0);
  miqat_test_verify (hub);
}

static void
test_cancelled (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *id = miqat_test_book (hub, &trip, hub->surabaya_staff, NULL, 1);
  g_autoptr (MiqatAnswer) answer = NULL;
  JsonObject *result;

  miqat_test_do (hub, hub->surabaya_staff, "booking.cancel", NULL, "{'booking_id': '%s'}", id);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM payment_invoices WHERE status ="
                                           " 'cancelled'"),
                   ==, 2);
  answer = miqat_test_run (hub, hub->pusat_staff, "payment.record", CASH, id, DP);
  result = json_node_get_object (answer->result);
  /* Its invoices are cancelled: that nothing is open would say that it is paid up. */
  g_assert_false (json_object_has_member (result, "open"));
  g_assert_cmpint (json_object_get_int_member (result, "credit"), ==, DP);
  g_assert_cmpstr (miqat_json_get_text (result, "flag"), ==, "booking_closed");
  assert_booking (hub, id, "cancelled", DP);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM payment_flags WHERE kind ="
                                           " 'booking_closed'"),
                   ==, 1);
  miqat_test_verify (hub);
}

/* A workstation predicts what the hub then does: the same rows under the same ids, with a receipt of
 * the workstation's own series. */
static void
test_pushed (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, MIQAT_TEST_MARGIN);
  const char *booking_id = miqat_test_book (hub, &trip, hub->surabaya_staff, hub->reseller, 1);
  g_autoptr (MiqatTestAgency) office = miqat_test_agency_new_replica (hub, hub->surabaya, "SBY2");
  g_autoptr (MiqatAnswer) there
    = miqat_test_run (office, office->surabaya_staff, "payment.record", CASH, booking_id, DP);
  g_autoptr (JsonObject) args = json_object_new ();
  MiqatRequest request = {
    .id = there->id, .name = "payment.record", .actor_id = hub->surabaya_staff, .args = args,
    .device_id = "the workstation", .series = "SBY2",
  };
  g_autoptr (MiqatAnswer) here = NULL;
  g_autofree char *line_there = NULL;
  g_autofree char *line_here = NULL;

  g_assert_true (there->done);
  g_assert_cmpint (miqat_test_number (office, "SELECT count(*) FROM commission_ledger"), ==, 0);
  g_assert_cmpint (miqat_test_number (office, "SELECT count(*) FROM outbox WHERE template ="
                                              " 'payment_received'"),
                   ==, 0);
  g_assert_cmpint (miqat_test_number (office, "SELECT count(*) FROM departure_costs"), ==, 0);
  json_object_set_string_member (args, "booking_id", booking_id);
  json_object_set_string_member (args, "method", "cash");
  json_object_set_int_member (args, "amount", DP);
  json_object_set_string_member (args, "receipt_code", "KW-SBY2-000001");
  here = miqat_site_run (hub->site, &request, NULL);
  g_assert_true (here->done);
  g_assert_true (json_node_equal (there->result, here->result));
  line_there = miqat_test_text (office,
                                "SELECT group_concat(id) FROM (SELECT id FROM payment_allocations"
                                " UNION SELECT id FROM journal_entries WHERE kind = 'payment' ORDER BY 1)");
  line_here = miqat_test_text (hub,
                               "SELECT group_concat(id) FROM (SELECT id FROM payment_allocations"
                               " UNION SELECT id FROM journal_entries WHERE kind = 'payment' ORDER BY 1)");
  g_assert_cmpstr (line_there, ==, line_here);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM commission_ledger"), ==, 5);
  miqat_test_verify (hub);
  miqat_test_verify (office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payment/invoices", test_invoices);
  g_test_add_func ("/payment/invoices-of-settings", test_invoices_of_settings);
  g_test_add_func ("/payment/steps", test_steps);
  g_test_add_func ("/payment/receipts", test_receipts);
  g_test_add_func ("/payment/newest", test_newest);
  g_test_add_func ("/payment/receipt-code-given", test_receipt_code_given);
  g_test_add_func ("/payment/journal", test_journal);
  g_test_add_func ("/payment/refused", test_refused);
  g_test_add_func ("/payment/same-command-again", test_same_command_again);
  g_test_add_func ("/payment/chosen-invoice", test_chosen_invoice);
  g_test_add_func ("/payment/late", test_late);
  g_test_add_func ("/payment/cancelled", test_cancelled);
  g_test_add_func ("/payment/pushed", test_pushed);
  return g_test_run ();
}

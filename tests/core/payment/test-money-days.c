/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random days of an agency's money, against an account kept apart: what came in, whatever became of
 * the bookings, is found in the journal, and every invariant holds at the end of every day. The seed
 * is printed by the test runner (--seed). */
#include "config.h"

#include "miqat-journal.h"
#include "miqat-test-sale.h"

#define DAYS 6
#define STEPS 25

typedef struct {
  MiqatTestAgency *hub;
  MiqatTestTrip trip;
  GPtrArray *bookings; /* borrowed ids */
  GPtrArray *proofs;   /* waiting, as far as the test knows */
  gint64 cash;         /* received, by the test's own account */
  gint64 bank;
  guint receipts;
} World;

static const char *
pick (GPtrArray *from)
{
  return from->len > 0 ? g_ptr_array_index (from, g_test_rand_int_range (0, from->len)) : NULL;
}

static gint64
pick_amount (void)
{
  static const gint64 amounts[] = { 1, 999, 1000000, 4999999, 5000000, 5000001, 10000000, 33900000, 70000000 };

  return amounts[g_test_rand_int_range (0, G_N_ELEMENTS (amounts))];
}

static void
book (World *world)
{
  MiqatTestAgency *hub = world->hub;
  const char *sellers[] = { hub->surabaya, hub->mitra, hub->agen, hub->reseller };

  if (miqat_test_number (hub, "SELECT total_seats - booked_seats FROM departures") < 4)
    return;
  if (g_test_rand_bit ())
    g_ptr_array_add (world->bookings,
                     (gpointer) miqat_test_book_public (hub, &world->trip, "AF-Reseller"));
  else
    g_ptr_array_add (world->bookings,
                     (gpointer) miqat_test_book (hub, &world->trip, hub->surabaya_staff,
                                                 sellers[g_test_rand_int_range (0, 4)],
                                                 (guint) g_test_rand_int_range (1, 4)));
}

static void
pay (World *world)
{
  const char *id = pick (world->bookings);
  gint64 amount = pick_amount ();

  if (id == NULL)
    return;
  if (g_test_rand_bit ()) {
    miqat_test_do (world->hub, world->hub->pusat_staff, "payment.record", NULL,
                   "{'booking_id': '%s', 'method': 'cash', 'amount': %" G_GINT64_FORMAT "}", id, amount);
    world->cash += amount;
  } else {
    miqat_test_do (world->hub, world->hub->pusat_staff, "payment.record", NULL,
                   "{'booking_id': '%s', 'method': 'transfer', 'bank_account_id': '%s',"
                   " 'amount': %" G_GINT64_FORMAT "}",
                   id, world->trip.bank_account_id, amount);
    world->bank += amount;
  }
  world->receipts++;
}

/* May be refused for many good reasons; what counts is that nothing is out of joint afterwards. */
static void
send_proof (World *world)
{
  const char *id = pick (world->bookings);
  g_autoptr (MiqatAnswer) answer = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *invoice = NULL;

  if (id == NULL)
    return;
  sql = g_strdup_printf ("SELECT id FROM payment_invoices WHERE booking_id = '%s' ORDER BY random() LIMIT 1",
                         id);
  invoice = miqat_test_text (world->hub, sql);
  answer = miqat_test_run (world->hub, MIQAT_ACTOR_PUBLIC, "payment.submit_proof",
                           "{'booking_id': '%s', 'invoice_id': '%s', 'content_hash': '%064x', 'file_name': 'b.jpg',"
                           " 'media_type': 'image/jpeg', 'size_bytes': 10, 'bank_account_id': '%s',"
                           " 'sender_name': 'Budi', 'amount': %" G_GINT64_FORMAT "}",
                           id, invoice, (guint) g_test_rand_int (), world->trip.bank_account_id,
                           pick_amount ());
  if (answer->done) {
    JsonObject *result = json_node_get_object (answer->result);

    g_ptr_array_add (world->proofs, g_strdup (json_object_get_string_member (result, "proof_id")));
  }
}

static void
decide (World *world)
{
  const char *id = pick (world->proofs);
  gint64 amount = pick_amount ();

  if (id == NULL)
    return;
  if (g_test_rand_int_range (0, 3) > 0) {
    miqat_test_do (world->hub, world->hub->pusat_staff, "payment.approve", NULL,
                   "{'proof_id': '%s', 'amount': %" G_GINT64_FORMAT "}", id, amount);
    world->bank += amount;
    world->receipts++;
  } else {
    g_autoptr (MiqatAnswer) answer
      = miqat_test_run (world->hub, world->hub->pusat_staff, "payment.reject",
                        "{'proof_id': '%s', 'reason': 'Contoh', 'keep_seats': %s}", id,
                        g_test_rand_bit () ? "true" : "false");

    if (!answer->done)
      return;
  }
  g_ptr_array_remove (world->proofs, (gpointer) id);
}

static void
cancel (World *world)
{
  const char *id = pick (world->bookings);
  g_autoptr (MiqatAnswer) answer = NULL;

  if (id != NULL)
    answer = miqat_test_run (world->hub, world->hub->pusat_staff, "booking.cancel",
                             "{'booking_id': '%s'}", id);
}

static void
pass (World *world)
{
  miqat_test_agency_pass (world->hub, g_test_rand_int_range (1, 40) * MIQAT_MINUTE);
  if (g_test_rand_bit ())
    miqat_test_do (world->hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{}");
}

static void
assert_books (World *world)
{
  MiqatDb *db = miqat_test_agency_read (world->hub);
  gint64 balance = 0;

  g_assert_true (miqat_journal_get_balance (db, MIQAT_ACCOUNT_CASH, NULL, &balance, NULL));
  g_assert_cmpint (balance, ==, world->cash);
  g_assert_true (miqat_journal_get_balance (db, MIQAT_ACCOUNT_BANK, NULL, &balance, NULL));
  g_assert_cmpint (balance, ==, world->bank);
  g_assert_true (miqat_journal_get_balance (db, MIQAT_ACCOUNT_DEPOSITS, NULL, &balance, NULL));
  g_assert_cmpint (balance, ==, -world->cash - world->bank);
  g_assert_cmpint (miqat_test_number (world->hub, "SELECT coalesce(sum(amount), 0) FROM journal_lines"),
                   ==, 0);
  g_assert_cmpint (miqat_test_number (world->hub, "SELECT count(*) FROM receipts"), ==,
                   world->receipts);
  /* Invoices: what was allocated and what is due. */
  g_assert_cmpint (miqat_test_number (world->hub,
                     "SELECT count(*) FROM payment_invoices i WHERE i.paid <> coalesce((SELECT sum(a.amount)"
                     " FROM payment_allocations a JOIN invoice_lines l ON l.id = a.line_id"
                     " WHERE l.invoice_id = i.id), 0)"),
                    ==, 0);
  miqat_test_verify (world->hub);
}

static void
test_days (void)
{
  static void (*const steps[]) (World *) = { book, book, pay, pay, send_proof, send_proof, decide,
  cancel, pass };
  World world = { .hub = miqat_test_agency_new (MIQAT_SITE_HUB) };

  world.trip = miqat_test_trip_new (world.hub, MIQAT_TEST_MARGIN);
  world.bookings = g_ptr_array_new ();
  world.proofs = g_ptr_array_new_with_free_func (g_free);
  for (guint day = 0; day < DAYS; day++) {
    for (guint i = 0; i < STEPS; i++)
      steps[g_test_rand_int_range (0, G_N_ELEMENTS (steps))] (&world);
    assert_books (&world);
    miqat_test_agency_pass (world.hub, 24 * MIQAT_HOUR);
  }
  g_ptr_array_unref (world.bookings);
  g_ptr_array_unref (world.proofs);
  miqat_test_agency_free (world.hub);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < 5; i++) {
    g_autofree char *path = g_strdup_printf ("/payment/days/%u", i);

    g_test_add_func (path, test_days);
  }
  return g_test_run ();
}

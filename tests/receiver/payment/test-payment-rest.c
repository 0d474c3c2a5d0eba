/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How to pay, by REST, and who may say that it was paid. */
#include "config.h"

#include "receiver-fixture.h"

/* What the agency has set, not what we would like. */
static void
test_mode (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *manual = receiver_get (self, "/api/payments/mode");
  g_autofree char *accounts = receiver_get (self, "/api/bank-accounts");
  g_autofree char *automatic = NULL;

  assert_contains (accounts, "7001112223");
  assert_contains (manual, "\"mode\":\"manual\",\"automatic\":false,\"manual\":true");
  miqat_test_do (self->agency, self->agency->pusat_staff, "setting.set", NULL,
                 "{'name': 'payment_mode_auto', 'value': 1}");
  automatic = receiver_get (self, "/api/payments/mode");
  assert_contains (automatic, "\"mode\":\"auto\",\"automatic\":true,\"manual\":true");
}

static void
test_verify (void)
{
  static const char *const fields = "&sender_name=Budi&amount=5000000&file_name=bukti.png";
  g_autoptr (Receiver) self = receiver_new ();
  const char *booking = miqat_test_book_public (self->agency, &self->trip, NULL);
  const char *invoice = miqat_test_invoice (self->agency, booking, "dp");
  const char *proof = miqat_test_send_proof (self->agency, &self->trip, booking, invoice, 5000000, "satu");
  g_autofree char *sales = receiver_get_token (self, self->agency->pusat_sales);
  g_autofree char *staff = receiver_get_token (self, self->agency->pusat_staff);
  g_autofree char *path = g_strdup_printf ("/api/payments/%s/verify", proof);
  g_autofree char *upload = g_strdup_printf (
    "/api/payments/upload-proof?booking_id=%s&invoice_id=%s&bank_account_id=%s%s", booking, invoice,
    self->trip.bank_account_id, fields);
  g_autofree char *unsigned_in = receiver_ask (self, "POST", upload, "Content-Type: image/png\r\n", "x");
  g_autofree char *refused = receiver_send_json (self, "PATCH", path, sales, "{'action': 'approve'}");
  g_autofree char *odd = receiver_send_json (self, "PATCH", path, staff, "{'action': 'dance'}");
  g_autofree char *approved = receiver_send_json (self, "PATCH", path, staff, "{'action': 'approve'}");

  assert_status (unsigned_in, 401);
  assert_status (refused, 403);
  assert_status (odd, 422);
  assert_status (approved, 200);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM receipts"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payment-rest/mode", test_mode);
  g_test_add_func ("/payment-rest/verify", test_verify);
  return g_test_run ();
}

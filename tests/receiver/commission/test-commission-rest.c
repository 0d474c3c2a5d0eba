/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commissions by REST: each partner reads his own. */
#include "config.h"

#include "receiver-fixture.h"

static void
test_own (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *sql = g_strdup_printf ("SELECT affiliate_code FROM users WHERE id = '%s'", self->agency->reseller);
  g_autofree char *code = miqat_test_text (self->agency, sql);
  const char *booking = miqat_test_book_public (self->agency, &self->trip, code);
  const char *invoice = miqat_test_invoice (self->agency, booking, "dp");
  const char *proof = miqat_test_send_proof (self->agency, &self->trip, booking, invoice, 5000000, "satu");
  g_autofree char *reseller = receiver_get_token (self, self->agency->reseller);
  g_autofree char *other = receiver_get_token (self, self->agency->makassar_mitra);
  g_autofree char *before = receiver_get_with (self, "/api/commissions", reseller);
  g_autofree char *after = NULL, *foreign = NULL;

  assert_contains (before, "\"data\":[]");
  miqat_test_do (self->agency, self->agency->pusat_staff, "payment.approve", NULL, "{'proof_id': '%s'}", proof);
  after = receiver_get_with (self, "/api/commissions", reseller);
  foreign = receiver_get_with (self, "/api/commissions", other);
  assert_status (after, 200);
  assert_contains (after, booking);
  assert_contains (after, "\"status\":\"pending\"");
  assert_status (foreign, 200);
  assert_contains (foreign, "\"data\":[]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commission-rest/own", test_own);
  return g_test_run ();
}

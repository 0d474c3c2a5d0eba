/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a partner sees of his link, by REST. */
#include "config.h"

#include "receiver-fixture.h"

static void
test_dashboard (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *sql = g_strdup_printf ("SELECT affiliate_code FROM users WHERE id = '%s'", self->agency->agen);
  g_autofree char *code = miqat_test_text (self->agency, sql);
  g_autofree char *agen = receiver_get_token (self, self->agency->agen);
  g_autofree char *board = receiver_get_with (self, "/api/affiliate/dashboard", agen);

  assert_status (board, 200);
  assert_contains (board, code);
  assert_contains (board, "\"clicks_30_days\":0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/affiliate-rest/dashboard", test_dashboard);
  return g_test_run ();
}

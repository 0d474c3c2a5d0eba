/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords: verifiers fit their password only. */
#include "config.h"

#include "miqat-crypto.h"

static void
test_verifier (void)
{
  g_autofree char *verifier = miqat_password_make_verifier ("sandi rahasia");
  g_autofree char *again = miqat_password_make_verifier ("sandi rahasia");

  g_assert_true (g_str_has_prefix (verifier, "$argon2id$"));
  g_assert_cmpstr (verifier, !=, again);
  g_assert_true (miqat_password_verify (verifier, "sandi rahasia"));
  g_assert_true (miqat_password_verify (again, "sandi rahasia"));
  g_assert_false (miqat_password_verify (verifier, "sandi rahasia "));
  g_assert_false (miqat_password_verify (verifier, "Sandi rahasia"));
  g_assert_false (miqat_password_verify (verifier, ""));
}

static void
test_refusals (void)
{
  static const char *const broken[] = { "", "$", "sandi", "$argon2id$v=19$m=65536,t=2,p=1$x$y" };
  g_autofree char *verifier = miqat_password_make_verifier ("");

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    g_assert_false (miqat_password_verify (broken[i], "sandi"));
  g_assert_false (miqat_password_verify (NULL, "sandi"));
  g_assert_false (miqat_password_verify (verifier, NULL));
  g_assert_true (miqat_password_verify (verifier, ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  g_test_add_func ("/password/verifier", test_verifier);
  g_test_add_func ("/password/refusals", test_refusals);
  return g_test_run ();
}

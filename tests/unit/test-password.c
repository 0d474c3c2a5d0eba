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

#define SALT "c2FsdHNhbHRzYWx0c2FsdA"
#define HASH "aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"

/* What we make ourselves, and nothing that costs more to check. */
static void
test_own (void)
{
  static const char *const foreign[] = {
    "$argon2id$",
    "$argon2id$v=19$m=4194304,t=3,p=1$" SALT "$" HASH,
    "$argon2id$v=19$m=65536,t=4000,p=1$" SALT "$" HASH,
    "$argon2i$v=19$m=65536,t=2,p=1$" SALT "$" HASH,
    "$argon2id$v=19$m=65536,t=2,p=1$" SALT,
    "$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$" HASH,
    "$argon2id$v=19$m=65536,t=2,p=1$" SALT "$aGFzaA",
    "$argon2id$v=19$m=65536,t=2,p=1$" SALT "$" HASH "aGFzaGhh",
    "$argon2id$v=19$m=65536,t=2,p=1$" SALT "$" HASH " ",
    "$argon2id$v=19$m=65536,t=2,p=1$" SALT "$" HASH "$" HASH,
  };
  g_autofree char *verifier = miqat_password_make_verifier ("sandi rahasia");

  g_assert_true (miqat_password_is_verifier (verifier));
  g_assert_true (miqat_password_is_verifier ("$argon2id$v=19$m=65536,t=2,p=1$" SALT "$" HASH));
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++) {
    g_assert_false (miqat_password_is_verifier (foreign[i]));
    g_assert_false (miqat_password_verify (foreign[i], "sandi rahasia"));
  }
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
  g_test_add_func ("/password/own", test_own);
  g_test_add_func ("/password/refusals", test_refusals);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords, as declared in miqat-crypto.h: apart from the rest because they are slow on purpose
 * and must stay off every main loop. */
#include "config.h"

#include "miqat-crypto.h"

#include <sodium.h>
#include <string.h>

char *
miqat_password_make_verifier (const char *password)
{
  char verifier[crypto_pwhash_STRBYTES];

  g_return_val_if_fail (password != NULL, NULL);

  if (crypto_pwhash_str (verifier, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE)
      != 0)
    g_error ("no memory to store a password");
  return g_strdup (verifier);
}

gboolean
miqat_password_verify (const char *verifier, const char *password)
{
  if (verifier == NULL || password == NULL)
    return FALSE;
  return crypto_pwhash_str_verify (verifier, password, strlen (password)) == 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords, as declared in miqat-crypto.h: apart from the rest because they are slow on purpose
 * and must stay off every main loop. */
#include "config.h"

#include "miqat-crypto.h"

#include <sodium.h>
#include <string.h>

/* What libsodium writes for the limits below. */
#define HEAD "$argon2id$v=19$m=65536,t=2,p=1$"
#define HASH_BYTES 32
G_STATIC_ASSERT (crypto_pwhash_MEMLIMIT_INTERACTIVE == 65536 * 1024 && crypto_pwhash_OPSLIMIT_INTERACTIVE == 2);

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

static gboolean
is_base64 (const char *text, gsize length, gsize n_bytes)
{
  guint8 bytes[HASH_BYTES];
  gsize got = 0;

  return sodium_base642bin (bytes, sizeof bytes, text, length, NULL, &got, NULL,
                            sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0
         && got == n_bytes;
}

gboolean
miqat_password_is_verifier (const char *text)
{
  const char *salt, *hash;

  if (text == NULL || !g_str_has_prefix (text, HEAD))
    return FALSE;
  salt = text + strlen (HEAD);
  hash = strchr (salt, '$');
  return hash != NULL && is_base64 (salt, (gsize) (hash - salt), crypto_pwhash_SALTBYTES)
         && is_base64 (hash + 1, strlen (hash + 1), HASH_BYTES);
}

gboolean
miqat_password_verify (const char *verifier, const char *password)
{
  if (!miqat_password_is_verifier (verifier) || password == NULL)
    return FALSE;
  return crypto_pwhash_str_verify (verifier, password, strlen (password)) == 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed fields, hashes, signatures and tokens. Keys have miqat-key.c, whole files
 * miqat-sealed-file.c, passwords miqat-password.c. */
#include "config.h"

#include "miqat-crypto-private.h"

#include <sodium.h>
#include <string.h>

#define HASH_SIZE 32
#define INDEX_SIZE 16
#define MASK_SIZE 5
#define BASE64_VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

/* A sealed field is this byte, the nonce, and the ciphertext with its tag. */
#define FIELD_FORMAT 1
#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES
#define FIELD_OVERHEAD (1 + NONCE_SIZE + TAG_SIZE)

GBytes *
miqat_seal (const MiqatKey *key, const char *context, const char *text)
{
  guint8 subkey[MIQAT_KEY_SIZE];
  gsize length;
  guint8 *out;

  g_return_val_if_fail (key != NULL && context != NULL && text != NULL, NULL);

  length = strlen (text);
  out = g_malloc (FIELD_OVERHEAD + length);
  out[0] = FIELD_FORMAT;
  randombytes_buf (out + 1, NONCE_SIZE);
  miqat_key_derive (key, MIQAT_SUBKEY_FIELD, subkey);
  crypto_aead_xchacha20poly1305_ietf_encrypt (out + 1 + NONCE_SIZE, NULL, (const guint8 *) text,
                                              length, (const guint8 *) context, strlen (context),
                                              NULL, out + 1, subkey);
  sodium_memzero (subkey, sizeof subkey);
  return g_bytes_new_take (out, FIELD_OVERHEAD + length);
}

/* `text` has room for the plain text and a closing NUL. */
static gboolean
open_field (const MiqatKey *key, const char *context, const guint8 *data, gsize size, char *text)
{
  guint8 subkey[MIQAT_KEY_SIZE];
  int result;

  miqat_key_derive (key, MIQAT_SUBKEY_FIELD, subkey);
  result = crypto_aead_xchacha20poly1305_ietf_decrypt (
      (guint8 *) text, NULL, NULL, data + 1 + NONCE_SIZE, size - 1 - NONCE_SIZE,
      (const guint8 *) context, strlen (context), data + 1, subkey);
  sodium_memzero (subkey, sizeof subkey);
  return result == 0;
}

char *
miqat_open (const MiqatKey *key, const char *context, GBytes *sealed, GError **error)
{
  g_autofree char *text = NULL;
  const guint8 *data;
  gsize size;

  g_return_val_if_fail (key != NULL && context != NULL && sealed != NULL, NULL);

  data = g_bytes_get_data (sealed, &size);
  if (size >= FIELD_OVERHEAD && data[0] == FIELD_FORMAT) {
    text = g_malloc0 (size - FIELD_OVERHEAD + 1);
    if (open_field (key, context, data, size, text))
      return g_steal_pointer (&text);
  }
  g_set_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_FORGED,
               "sealed value of %s cannot be opened: wrong key or altered", context);
  return NULL;
}

static char *
make_hex (const guint8 *bytes, gsize size)
{
  char *hex = g_malloc (size * 2 + 1);

  return sodium_bin2hex (hex, size * 2 + 1, bytes, size);
}

/* The NUL between context and text keeps ("ab", "c") apart from ("a", "bc"). */
static void
hash_keyed (const MiqatKey *key, MiqatSubkey which, const char *context, const char *text,
            guint8 *hash, gsize size)
{
  guint8 subkey[MIQAT_KEY_SIZE];
  crypto_generichash_state state;

  miqat_key_derive (key, which, subkey);
  crypto_generichash_init (&state, subkey, sizeof subkey, size);
  crypto_generichash_update (&state, (const guint8 *) context, strlen (context) + 1);
  crypto_generichash_update (&state, (const guint8 *) text, strlen (text));
  crypto_generichash_final (&state, hash, size);
  sodium_memzero (&state, sizeof state);
  sodium_memzero (subkey, sizeof subkey);
}

char *
miqat_blind_index (const MiqatKey *key, const char *context, const char *text)
{
  guint8 hash[INDEX_SIZE];

  g_return_val_if_fail (key != NULL && context != NULL && text != NULL, NULL);

  hash_keyed (key, MIQAT_SUBKEY_INDEX, context, text, hash, sizeof hash);
  return make_hex (hash, sizeof hash);
}

char *
miqat_audit_mask (const MiqatKey *key, const char *text)
{
  guint8 hash[INDEX_SIZE];
  g_autofree char *hex = NULL;

  g_return_val_if_fail (key != NULL && text != NULL, NULL);

  hash_keyed (key, MIQAT_SUBKEY_MASK, "", text, hash, sizeof hash);
  hex = make_hex (hash, MASK_SIZE);
  return g_strconcat ("#", hex, NULL);
}

char *
miqat_keyed_hash (const MiqatKey *key, const char *context, const char *text)
{
  guint8 hash[HASH_SIZE];

  g_return_val_if_fail (key != NULL && context != NULL && text != NULL, NULL);

  hash_keyed (key, MIQAT_SUBKEY_NAME, context, text, hash, sizeof hash);
  return make_hex (hash, sizeof hash);
}

static char *
hash_plain (const guint8 *data, gsize size)
{
  guint8 hash[HASH_SIZE];

  crypto_generichash (hash, sizeof hash, data, size, NULL, 0);
  return make_hex (hash, sizeof hash);
}

char *
miqat_hash_bytes (GBytes *bytes)
{
  const guint8 *data;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  return hash_plain (data, size);
}

char *
miqat_hash_text (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return hash_plain ((const guint8 *) text, strlen (text));
}

char *
miqat_token_new (void)
{
  guint8 bytes[32];
  char *token;

  randombytes_buf (bytes, sizeof bytes);
  token = miqat_base64url_encode (bytes, sizeof bytes);
  sodium_memzero (bytes, sizeof bytes);
  return token;
}

char *
miqat_sign (const MiqatKey *key, const char *context, const char *text)
{
  guint8 subkey[crypto_auth_hmacsha256_KEYBYTES];
  guint8 mac[crypto_auth_hmacsha256_BYTES];

  g_return_val_if_fail (key != NULL && context != NULL && text != NULL, NULL);

  hash_keyed (key, MIQAT_SUBKEY_SIGN, context, "", subkey, sizeof subkey);
  crypto_auth_hmacsha256 (mac, (const guint8 *) text, strlen (text), subkey);
  sodium_memzero (subkey, sizeof subkey);
  return miqat_base64url_encode (mac, sizeof mac);
}

gboolean
miqat_verify_signature (const MiqatKey *key, const char *context, const char *text,
                        const char *signature)
{
  g_autofree char *expected = miqat_sign (key, context, text);

  return miqat_secret_equal (expected, signature);
}

gboolean
miqat_secret_equal (const char *a, const char *b)
{
  gsize length;

  if (a == NULL || b == NULL)
    return FALSE;
  length = strlen (a);
  return length == strlen (b) && sodium_memcmp (a, b, length) == 0;
}

void
miqat_secret_free (char *secret)
{
  if (secret == NULL)
    return;
  sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

char *
miqat_base64url_encode (const guint8 *data, gsize length)
{
  gsize size;
  char *text;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  size = sodium_base64_encoded_len (length, BASE64_VARIANT);
  text = g_malloc (size);
  return sodium_bin2base64 (text, size, data, length, BASE64_VARIANT);
}

guint8 *
miqat_base64url_decode (const char *text, gsize *length)
{
  g_autofree guint8 *data = NULL;
  gsize size;
  size_t decoded = 0;

  g_return_val_if_fail (text != NULL && length != NULL, NULL);

  size = strlen (text);
  data = g_malloc0 (size / 4 * 3 + 3);
  if (sodium_base642bin (data, size / 4 * 3 + 3, text, size, NULL, &decoded, NULL, BASE64_VARIANT)
      != 0)
    return NULL;
  *length = decoded;
  return g_steal_pointer (&data);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed fields, hashes, signatures, tokens and base64url. */
#include "config.h"

#include "miqat-crypto.h"

#include <string.h>

#define NIK "3171011708450001"

static MiqatKey *
make_key (guint8 first)
{
  guint8 bytes[MIQAT_KEY_SIZE] = { first };

  return miqat_key_new_from_bytes (bytes);
}

static void
test_roundtrip (void)
{
  static const char *const texts[] = { "", "a", NIK, "catatan: alergi kacang \360\237\245\234" };
  g_autoptr (MiqatKey) key = miqat_key_new_random ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) sealed = miqat_seal (key, "pilgrims.nik", texts[i]);
    g_autoptr (GBytes) again = miqat_seal (key, "pilgrims.nik", texts[i]);
    g_autofree char *text = miqat_open (key, "pilgrims.nik", sealed, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (text, ==, texts[i]);
    g_assert_false (g_bytes_equal (sealed, again));
  }
}

static void
assert_forged (const MiqatKey *key, const char *context, const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  g_assert_null (miqat_open (key, context, bytes, &error));
  g_assert_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_FORGED);
}

static void
test_forgery (void)
{
  g_autoptr (MiqatKey) key = make_key (1);
  g_autoptr (MiqatKey) other = make_key (2);
  g_autoptr (GBytes) sealed = miqat_seal (key, "pilgrims.nik", NIK);
  gsize size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  g_autofree guint8 *copy = g_memdup2 (data, size);

  for (gsize i = 0; i < size; i++) {
    copy[i] ^= (guint8) (1 << g_test_rand_int_range (0, 8));
    assert_forged (key, "pilgrims.nik", copy, size);
    copy[i] = data[i];
    assert_forged (key, "pilgrims.nik", data, i);
  }
  assert_forged (key, "pilgrims.passport", data, size);
  assert_forged (other, "pilgrims.nik", data, size);
}

static gboolean
is_hex (const char *text, gsize length)
{
  return strlen (text) == length && strspn (text, "0123456789abcdef") == length;
}

static void
test_keyed_hashes (void)
{
  g_autoptr (MiqatKey) key = make_key (1);
  g_autoptr (MiqatKey) other = make_key (2);
  g_autofree char *index = miqat_blind_index (key, "pilgrims.nik", NIK);
  g_autofree char *same = miqat_blind_index (key, "pilgrims.nik", NIK);
  g_autofree char *elsewhere = miqat_blind_index (key, "pilgrims.passport", NIK);
  g_autofree char *foreign = miqat_blind_index (other, "pilgrims.nik", NIK);
  g_autofree char *left = miqat_keyed_hash (key, "ab", "c");
  g_autofree char *right = miqat_keyed_hash (key, "a", "bc");
  g_autofree char *mask = miqat_audit_mask (key, NIK);
  g_autofree char *foreign_mask = miqat_audit_mask (other, NIK);

  g_assert_true (is_hex (index, 32));
  g_assert_cmpstr (index, ==, same);
  g_assert_cmpstr (index, !=, elsewhere);
  g_assert_cmpstr (index, !=, foreign);
  g_assert_true (is_hex (left, 64));
  g_assert_cmpstr (left, !=, right);
  g_assert_cmpint (mask[0], ==, '#');
  g_assert_true (is_hex (mask + 1, 10));
  g_assert_cmpstr (mask, !=, foreign_mask);
}

/* Values in databases and file names depend on these; computed apart with Python's hashlib. */
static void
test_stored_formats (void)
{
  g_autoptr (MiqatKey) key = make_key (1);
  g_autofree char *index = miqat_blind_index (key, "pilgrims.nik", NIK);
  g_autofree char *mask = miqat_audit_mask (key, NIK);
  g_autofree char *name = miqat_keyed_hash (key, "vault", "abc");
  g_autofree char *signature = miqat_sign (key, "link", "abc");

  g_assert_cmpstr (index, ==, "a538d22f10bcbe60476bd5063b200b5f");
  g_assert_cmpstr (mask, ==, "#d904ebacdf");
  g_assert_cmpstr (name, ==, "cef83abeed706d5d8ae097e5c98cb9673f10cbe3761e8600d8bbeb8b65c9c88e");
  g_assert_cmpstr (signature, ==, "qmpj9y143bYTKSv7LOMxzxzFAFGuZn6rpOShPiOmyRI");
}

static void
test_plain_hash (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autofree char *of_bytes = miqat_hash_bytes (bytes);
  g_autofree char *of_text = miqat_hash_text ("abc");
  g_autofree char *of_nothing = miqat_hash_bytes (nothing);
  g_autofree char *of_empty = miqat_hash_text ("");

  g_assert_cmpstr (of_text, ==, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  g_assert_cmpstr (of_bytes, ==, of_text);
  g_assert_cmpstr (of_nothing, ==, of_empty);
}

static void
test_signatures (void)
{
  g_autoptr (MiqatKey) key = make_key (1);
  g_autoptr (MiqatKey) other = make_key (2);
  g_autofree char *signature = miqat_sign (key, "link", "booking=1");

  g_assert_cmpuint (strlen (signature), ==, 43);
  g_assert_true (miqat_verify_signature (key, "link", "booking=1", signature));
  g_assert_false (miqat_verify_signature (key, "link", "booking=2", signature));
  g_assert_false (miqat_verify_signature (key, "jwt", "booking=1", signature));
  g_assert_false (miqat_verify_signature (other, "link", "booking=1", signature));
  g_assert_false (miqat_verify_signature (key, "link", "booking=1", ""));
  g_assert_false (miqat_verify_signature (key, "link", "booking=1", NULL));
  for (gsize i = 0; signature[i] != '\0'; i++) {
    char kept = signature[i];

    signature[i] = kept == 'A' ? 'B' : 'A';
    g_assert_false (miqat_verify_signature (key, "link", "booking=1", signature));
    signature[i] = '\0';
    g_assert_false (miqat_verify_signature (key, "link", "booking=1", signature));
    signature[i] = kept;
  }
}

static void
test_tokens (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 1000; i++) {
    char *token = miqat_token_new ();
    gsize length = 0;
    g_autofree guint8 *bytes = miqat_base64url_decode (token, &length);

    g_assert_cmpuint (strlen (token), ==, 43);
    g_assert_nonnull (bytes);
    g_assert_cmpuint (length, ==, 32);
    g_assert_true (g_hash_table_add (seen, token));
  }
}

static void
test_secrets (void)
{
  char *secret = g_strdup ("rahasia");

  g_assert_true (miqat_secret_equal ("rahasia", secret));
  g_assert_true (miqat_secret_equal ("", ""));
  g_assert_false (miqat_secret_equal ("rahasia", "rahasi"));
  g_assert_false (miqat_secret_equal ("rahasia", "rahasib"));
  g_assert_false (miqat_secret_equal (NULL, "a"));
  g_assert_false (miqat_secret_equal ("a", NULL));
  g_assert_false (miqat_secret_equal (NULL, NULL));
  miqat_secret_free (secret);
  miqat_secret_free (NULL);
}

static void
test_base64url (void)
{
  static const struct {
    const char *plain, *encoded;
  } cases[] = {
    { "", "" },         { "f", "Zg" },         { "fo", "Zm8" },
    { "foo", "Zm9v" },  { "foob", "Zm9vYg" },  { "\373\377", "-_8" },
  };
  static const char *const refused[] = { "Zg==", "Zh", "Z", "Zm9v\n", "+/8", "Zm 9v", "Z\303\251" };
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *encoded
        = miqat_base64url_encode ((const guint8 *) cases[i].plain, strlen (cases[i].plain));
    g_autofree guint8 *plain = miqat_base64url_decode (cases[i].encoded, &length);

    g_assert_cmpstr (encoded, ==, cases[i].encoded);
    g_assert_cmpmem (plain, length, cases[i].plain, strlen (cases[i].plain));
  }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (miqat_base64url_decode (refused[i], &length));
}

static void
test_base64url_random (void)
{
  for (gsize size = 0; size < 300; size++) {
    g_autofree guint8 *data = g_malloc (size + 1);
    g_autofree guint8 *again = NULL;
    g_autofree char *text = NULL;
    gsize length;

    for (gsize i = 0; i < size; i++)
      data[i] = (guint8) g_test_rand_int ();
    text = miqat_base64url_encode (data, size);
    again = miqat_base64url_decode (text, &length);
    g_assert_cmpmem (again, length, data, size);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  g_test_add_func ("/crypto/roundtrip", test_roundtrip);
  g_test_add_func ("/crypto/forgery", test_forgery);
  g_test_add_func ("/crypto/keyed-hashes", test_keyed_hashes);
  g_test_add_func ("/crypto/stored-formats", test_stored_formats);
  g_test_add_func ("/crypto/plain-hash", test_plain_hash);
  g_test_add_func ("/crypto/signatures", test_signatures);
  g_test_add_func ("/crypto/tokens", test_tokens);
  g_test_add_func ("/crypto/secrets", test_secrets);
  g_test_add_func ("/crypto/base64url", test_base64url);
  g_test_add_func ("/crypto/base64url-random", test_base64url_random);
  return g_test_run ();
}

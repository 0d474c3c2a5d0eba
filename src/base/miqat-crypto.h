/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All cryptography of Miqat, over libsodium: sealed fields and files, blind indexes, keyed hashes,
 * passwords, tokens. Keys live in guarded memory (sodium_malloc) and are wiped when freed. Call
 * miqat_crypto_init() once at the start of a program. Everything here may be used from any
 * thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MIQAT_CRYPTO_ERROR (miqat_crypto_error_quark ())
GQuark miqat_crypto_error_quark (void);
typedef enum {
  MIQAT_CRYPTO_ERROR_FORGED, /* wrong key or altered bytes */
  MIQAT_CRYPTO_ERROR_KEY,    /* key file missing, of a wrong size, or readable by others */
  MIQAT_CRYPTO_ERROR_IO,
} MiqatCryptoError;

/* Aborts the program if libsodium cannot start: there is no way to go on. */
void miqat_crypto_init (void);

/* A database's own key: sub-keys for fields, files, indexes and masks are derived from it. */
typedef struct _MiqatKey MiqatKey;
#define MIQAT_KEY_SIZE 32
MiqatKey *miqat_key_new_random (void) G_GNUC_WARN_UNUSED_RESULT;
MiqatKey *
miqat_key_new_from_bytes (const guint8 bytes[MIQAT_KEY_SIZE]) G_GNUC_WARN_UNUSED_RESULT;
/* Reads a key file (64 hex digits and a line break); refuses one that others than its owner may
 * read or write. A file directly in $CREDENTIALS_DIRECTORY may show a group's right to read, which
 * is how systemd's access list looks. */
MiqatKey *miqat_key_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Writes it with mode 0600, refusing (IO) to replace an existing file. */
gboolean miqat_key_save (const MiqatKey *self, const char *path, GError **error);
MiqatKey *miqat_key_ref (MiqatKey *self);
void miqat_key_unref (MiqatKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatKey, miqat_key_unref)

/* Seals a field (XChaCha20-Poly1305, random nonce). `context` binds the sealed bytes to their
 * place, such as "pilgrims.nik": opened elsewhere they count as forged. */
GBytes *miqat_seal (const MiqatKey *key, const char *context,
                    const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *miqat_open (const MiqatKey *key, const char *context, GBytes *sealed,
                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A keyed hash for exact search of sealed values: hex text, 32 characters. */
char *miqat_blind_index (const MiqatKey *key, const char *context,
                         const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* A short keyed hash that stands for a value in the audit trail: "#" and 10 characters. */
char *miqat_audit_mask (const MiqatKey *key, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Seals and opens whole files with secretstream, in pieces of 64 KiB; truncation, reordering and
 * alteration are found. `limit` caps what is opened: a larger file is an IO error. Below
 * 2 GiB. */
gboolean miqat_seal_file (const MiqatKey *key, GBytes *contents, const char *path, GError **error);
GBytes *miqat_open_file (const MiqatKey *key, const char *path, gsize limit,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* BLAKE2b-256 of bytes, hex (64 characters): the name of a document's contents between sites. */
char *miqat_hash_bytes (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
char *miqat_hash_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* The same, keyed: the name of the sealed file in this database's vault. */
char *miqat_keyed_hash (const MiqatKey *key, const char *context,
                        const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Argon2id, interactive cost (about 60 ms and 64 MiB: never on a main loop). The verifier is
 * self-describing text. */
char *miqat_password_make_verifier (const char *password) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_password_verify (const char *verifier, const char *password);
/* Whether miqat_password_make_verifier() could have made it: its parameters, its lengths, nothing more. What
 * comes from elsewhere would decide how much memory every sign-in takes. */
gboolean miqat_password_is_verifier (const char *text);

/* 32 random bytes in base64url, 43 characters. */
char *miqat_token_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* HMAC-SHA256 under a sub-key named by `context`, base64url; for signed links and JWT. */
char *miqat_sign (const MiqatKey *key, const char *context,
                  const char *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_verify_signature (const MiqatKey *key, const char *context, const char *text,
                                 const char *signature);

/* Equal in constant time; FALSE at once when lengths differ or either is NULL. */
gboolean miqat_secret_equal (const char *a, const char *b);
/* Frees text after wiping it. */
void miqat_secret_free (char *secret);

/* Without padding. Decoding refuses (NULL) anything that encoding would not have written. */
char *miqat_base64url_encode (const guint8 *data, gsize length) G_GNUC_WARN_UNUSED_RESULT;
guint8 *miqat_base64url_decode (const char *text, gsize *length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

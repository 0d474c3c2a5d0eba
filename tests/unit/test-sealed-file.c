/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed files: sizes around the pieces' edges, and every way to damage one. */
#include "config.h"

#include "miqat-crypto.h"

#include <glib/gstdio.h>
#include <string.h>

#define PIECE (64 * 1024)
#define SEALED_PIECE (PIECE + 17)
#define HEAD (4 + 24)
#define LIMIT (1024 * 1024)

typedef struct {
  char *folder;
  char *path;
  MiqatKey *key;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("miqat-sealed-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "blob", NULL);
  fixture->key = miqat_key_new_random ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
  miqat_key_unref (fixture->key);
}

static GBytes *
make_contents (gsize size)
{
  guint8 *data = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 31 + i / 251);
  return g_bytes_new_take (data, size);
}

static void
seal (Fixture *fixture, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) contents = make_contents (size);

  g_assert_true (miqat_seal_file (fixture->key, contents, fixture->path, &error));
  g_assert_no_error (error);
}

static void
assert_refused (Fixture *fixture, gsize limit, MiqatCryptoError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (miqat_open_file (fixture->key, fixture->path, limit, &error));
  g_assert_error (error, MIQAT_CRYPTO_ERROR, (int) code);
}

static void
assert_forged (Fixture *fixture, const guint8 *data, gsize size)
{
  g_assert_true (g_file_set_contents (fixture->path, (const char *) data, (gssize) size, NULL));
  assert_refused (fixture, LIMIT, MIQAT_CRYPTO_ERROR_FORGED);
}

static void
test_roundtrip (Fixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = {
    0, 1, 1000, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 1, 5 * PIECE - 7,
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) contents = make_contents (sizes[i]);
    g_autoptr (GBytes) opened = NULL;
    GStatBuf info;

    seal (fixture, sizes[i]);
    g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
    g_assert_cmpint (info.st_mode & 07777, ==, 0600);
    opened = miqat_open_file (fixture->key, fixture->path, sizes[i], &error);
    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (opened, contents));
    if (sizes[i] > 0)
      assert_refused (fixture, sizes[i] - 1, MIQAT_CRYPTO_ERROR_IO);
  }
}

static void
test_each_byte (Fixture *fixture, gconstpointer unused)
{
  g_autofree guint8 *data = NULL;
  gsize size;

  seal (fixture, 100);
  g_assert_true (g_file_get_contents (fixture->path, (char **) &data, &size, NULL));
  for (gsize i = 0; i < size; i++) {
    data[i] ^= 0x10;
    assert_forged (fixture, data, size);
    data[i] ^= 0x10;
    assert_forged (fixture, data, i);
  }
}

static void
test_pieces (Fixture *fixture, gconstpointer unused)
{
  g_autofree guint8 *data = NULL;
  g_autofree guint8 *moved = NULL;
  gsize size;

  seal (fixture, 2 * PIECE + 100);
  g_assert_true (g_file_get_contents (fixture->path, (char **) &data, &size, NULL));
  g_assert_cmpuint (size, ==, HEAD + 2 * SEALED_PIECE + 100 + 17);
  /* Cut off between pieces, swapped, one left out, one repeated at the end, and with a tail. */
  assert_forged (fixture, data, HEAD);
  assert_forged (fixture, data, HEAD + SEALED_PIECE);
  assert_forged (fixture, data, HEAD + 2 * SEALED_PIECE);
  moved = g_malloc (size + SEALED_PIECE);
  memcpy (moved, data, size);
  memcpy (moved + HEAD, data + HEAD + SEALED_PIECE, SEALED_PIECE);
  memcpy (moved + HEAD + SEALED_PIECE, data + HEAD, SEALED_PIECE);
  assert_forged (fixture, moved, size);
  memcpy (moved + HEAD, data + HEAD + SEALED_PIECE, size - HEAD - SEALED_PIECE);
  assert_forged (fixture, moved, size - SEALED_PIECE);
  memcpy (moved, data, size);
  memcpy (moved + size, data + HEAD + 2 * SEALED_PIECE, 117);
  assert_forged (fixture, moved, size + 117);
  assert_forged (fixture, moved, size + 1);
}

static void
test_wrong_key_and_missing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiqatKey) other = miqat_key_new_random ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) contents = make_contents (10);

  assert_refused (fixture, LIMIT, MIQAT_CRYPTO_ERROR_IO);
  seal (fixture, 10);
  g_assert_null (miqat_open_file (other, fixture->path, LIMIT, &error));
  g_assert_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_FORGED);
  g_clear_error (&error);
  g_assert_false (miqat_seal_file (other, contents, "/nonexistent/folder/blob", &error));
  g_assert_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_IO);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  g_test_add ("/sealed-file/roundtrip", Fixture, NULL, set_up, test_roundtrip, tear_down);
  g_test_add ("/sealed-file/each-byte", Fixture, NULL, set_up, test_each_byte, tear_down);
  g_test_add ("/sealed-file/pieces", Fixture, NULL, set_up, test_pieces, tear_down);
  g_test_add ("/sealed-file/wrong-key-and-missing", Fixture, NULL, set_up,
              test_wrong_key_and_missing, tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key files: written once, read back, and refused when damaged or open to others. */
#include "config.h"

#include "miqat-crypto.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define HEX "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("miqat-key-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "main.key", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
write_file (const char *path, const char *text, int mode)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

static void
assert_refused (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (miqat_key_load (path, &error));
  g_assert_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_KEY);
  g_assert_null (strstr (error->message, "0001020304"));
}

static void
test_roundtrip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatKey) key = miqat_key_new_random ();
  g_autoptr (MiqatKey) again = NULL;
  g_autoptr (GBytes) sealed = miqat_seal (key, "x", "rahasia");
  g_autofree char *text = NULL;
  GStatBuf info;

  g_assert_true (miqat_key_save (key, fixture->path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0600);
  g_assert_cmpint (info.st_size, ==, 65);
  again = miqat_key_load (fixture->path, &error);
  g_assert_no_error (error);
  text = miqat_open (again, "x", sealed, &error);
  g_assert_cmpstr (text, ==, "rahasia");
}

static void
test_format (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MiqatKey) key = NULL;
  g_autofree char *text = NULL;
  guint8 bytes[MIQAT_KEY_SIZE];

  for (guint i = 0; i < MIQAT_KEY_SIZE; i++)
    bytes[i] = (guint8) i;
  key = miqat_key_new_from_bytes (bytes);
  g_assert_true (miqat_key_save (key, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, HEX "\n");
}

static void
test_never_replaces (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatKey) key = miqat_key_new_random ();
  g_autofree char *text = NULL;

  write_file (fixture->path, HEX "\n", 0600);
  g_assert_false (miqat_key_save (key, fixture->path, &error));
  g_assert_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_IO);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, HEX "\n");
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "", "\n", "00", HEX "00", HEX "\n\n", HEX " ", HEX "\r\n", (" " HEX),
    "g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n",
  };

  assert_refused (fixture->path);
  assert_refused (fixture->folder);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    write_file (fixture->path, texts[i], 0600);
    assert_refused (fixture->path);
  }
}

static void
test_modes (Fixture *fixture, gconstpointer data)
{
  static const int refused[] = { 0640, 0604, 0660, 0644, 0610, 0602 };
  static const int accepted[] = { 0600, 0400 };

  write_file (fixture->path, HEX, 0600);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_assert_cmpint (g_chmod (fixture->path, refused[i]), ==, 0);
    assert_refused (fixture->path);
  }
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++) {
    g_autoptr (MiqatKey) key = NULL;

    g_assert_cmpint (g_chmod (fixture->path, accepted[i]), ==, 0);
    key = miqat_key_load (fixture->path, NULL);
    g_assert_nonnull (key);
  }
}

/* systemd's credentials show the access list's mask as the group's mode. */
static void
test_service_credential (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MiqatKey) key = NULL;

  write_file (fixture->path, HEX "\n", 0440);
  assert_refused (fixture->path);
  g_setenv ("CREDENTIALS_DIRECTORY", fixture->folder, TRUE);
  key = miqat_key_load (fixture->path, NULL);
  g_assert_nonnull (key);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  assert_refused (fixture->path);
  g_unsetenv ("CREDENTIALS_DIRECTORY");
}

static void
test_references (Fixture *fixture, gconstpointer data)
{
  MiqatKey *key = miqat_key_new_random ();
  g_autoptr (MiqatKey) second = miqat_key_ref (key);
  g_autofree char *token = NULL;

  miqat_key_unref (key);
  token = miqat_sign (second, "a", "b");
  g_assert_nonnull (token);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/key/roundtrip", test_roundtrip },
    { "/key/format", test_format },
    { "/key/never-replaces", test_never_replaces },
    { "/key/refusals", test_refusals },
    { "/key/modes", test_modes },
    { "/key/service-credential", test_service_credential },
    { "/key/references", test_references },
  };

  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("CREDENTIALS_DIRECTORY");
  miqat_crypto_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}

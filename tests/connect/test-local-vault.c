/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The embedded vault: what goes in comes out, and nothing else does. */
#include "config.h"

#include "miqat-local-vault.h"
#include "miqat-test-folder.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder;
  MiqatKey *key;
  MiqatVault *vault;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  miqat_crypto_init ();
  self->folder = g_dir_make_tmp ("miqat-vault-XXXXXX", &error);
  g_assert_no_error (error);
  self->key = miqat_key_new_random ();
  self->vault = miqat_local_vault_new (self->folder, self->key, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  miqat_vault_free (self->vault);
  miqat_key_unref (self->key);
  miqat_test_folder_remove (self->folder);
  g_free (self->folder);
}

static GBytes *
make_contents (gsize size)
{
  guint8 *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 7 + i / 251);
  return g_bytes_new_take (data, size);
}

/* The one file of the vault. */
static char *
find_file (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    char *found;

    if (!g_file_test (path, G_FILE_TEST_IS_DIR))
      return g_steal_pointer (&path);
    found = find_file (path);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  static const gsize sizes[] = { 1, 100, 65536, 65537, 3000000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) contents = make_contents (sizes[i]);
    g_autofree char *expected = miqat_hash_bytes (contents);
    g_autofree char *hash = miqat_vault_put (self->vault, contents, &error);
    g_autofree char *again = miqat_vault_put (self->vault, contents, &error);
    g_autoptr (GBytes) back = NULL;

    g_assert_no_error (error);
    g_assert_cmpstr (hash, ==, expected);
    g_assert_cmpstr (again, ==, expected);
    g_assert_true (miqat_vault_has (self->vault, hash));
    back = miqat_vault_get (self->vault, hash, 0, &error);
    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (contents, back));
    g_assert_true (miqat_vault_remove (self->vault, hash, &error));
    g_assert_true (miqat_vault_remove (self->vault, hash, &error));
    g_assert_false (miqat_vault_has (self->vault, hash));
    g_assert_null (miqat_vault_get (self->vault, hash, 0, &error));
    g_assert_error (error, MIQAT_VAULT_ERROR, MIQAT_VAULT_ERROR_MISSING);
  }
}

/* Neither names nor contents tell anything, and nobody else may read either. */
static void
test_sealed (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) contents = g_bytes_new_static ("NIK 3171011708450001", 20);
  g_autofree char *hash = miqat_vault_put (self->vault, contents, NULL);
  g_autofree char *path = find_file (self->folder);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *stored = NULL;
  GStatBuf info;
  gsize length = 0;

  g_assert_null (strstr (path, hash));
  g_assert_true (g_file_get_contents (path, &stored, &length, NULL));
  for (gsize i = 0; i + 16 <= length; i++)
    g_assert_true (memcmp (stored + i, "3171011708450001", 16) != 0);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
}

static void
test_damage (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) contents = make_contents (100000);
  g_autofree char *hash = miqat_vault_put (self->vault, contents, NULL);
  g_autofree char *path = find_file (self->folder);
  g_autofree char *stored = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) back = NULL;
  gsize length = 0;
  const struct {
    gsize length, flip; /* flip 0: none */
  } rows[] = { { 0, 0 }, { 10, 0 }, { 70000, 0 }, { 100000, 50000 } };

  g_assert_true (g_file_get_contents (path, &stored, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *copy = g_memdup2 (stored, length);

    copy[rows[i].flip] ^= rows[i].flip > 0 ? 1 : 0;
    g_assert_true (g_file_set_contents (path, copy, (gssize) MIN (rows[i].length, length), NULL));
    g_assert_null (miqat_vault_get (self->vault, hash, 0, &error));
    g_assert_error (error, MIQAT_VAULT_ERROR, MIQAT_VAULT_ERROR_DAMAGED);
    g_clear_error (&error);
  }
  /* Putting the contents again heals it. */
  g_free (miqat_vault_put (self->vault, contents, &error));
  back = miqat_vault_get (self->vault, hash, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (contents, back));
}

/* A file under another's name, and a database with another key. */
static void
test_swapped (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) one = g_bytes_new_static ("satu", 4), two = g_bytes_new_static ("dua", 3);
  g_autofree char *first = miqat_vault_put (self->vault, one, NULL);
  g_autofree char *first_path = find_file (self->folder);
  g_autofree char *stored = NULL, *second = NULL, *second_path = NULL;
  g_autoptr (MiqatKey) other_key = miqat_key_new_random ();
  MiqatVault *other = miqat_local_vault_new (self->folder, other_key, NULL);
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_assert_false (miqat_vault_has (other, first));
  miqat_vault_free (other);
  g_assert_true (g_file_get_contents (first_path, &stored, &length, NULL));
  g_assert_true (miqat_vault_remove (self->vault, first, NULL));
  second = miqat_vault_put (self->vault, two, NULL);
  second_path = find_file (self->folder);
  g_assert_true (g_file_set_contents (second_path, stored, (gssize) length, NULL));
  g_assert_null (miqat_vault_get (self->vault, second, 0, &error));
  g_assert_error (error, MIQAT_VAULT_ERROR, MIQAT_VAULT_ERROR_DAMAGED);
}

static void
test_limits (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) contents = make_contents (200000);
  g_autoptr (GBytes) large = make_contents (MIQAT_LOCAL_VAULT_LIMIT + 1);
  g_autofree char *hash = miqat_vault_put (self->vault, contents, NULL);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (miqat_vault_get (self->vault, hash, 199999, &error));
  g_assert_error (error, MIQAT_VAULT_ERROR, MIQAT_VAULT_ERROR_TOO_LARGE);
  g_clear_error (&error);
  back = miqat_vault_get (self->vault, hash, 200000, &error);
  g_assert_no_error (error);
  g_assert_null (miqat_vault_put (self->vault, large, &error));
  g_assert_error (error, MIQAT_VAULT_ERROR, MIQAT_VAULT_ERROR_TOO_LARGE);
}

static void
test_names (Fixture *self, gconstpointer data)
{
  static const char *const names[] = {
    "", "..", "../../etc/passwd", "ABCDEF",
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeF",
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
    "../3456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (miqat_vault_has (self->vault, names[i]));
    g_assert_true (miqat_vault_remove (self->vault, names[i], NULL));
    g_assert_null (miqat_vault_get (self->vault, names[i], 0, &error));
    g_assert_error (error, MIQAT_VAULT_ERROR, MIQAT_VAULT_ERROR_MISSING);
  }
}

static gpointer
put_many (gpointer data)
{
  MiqatVault *vault = data;

  for (gsize i = 1; i <= 20; i++) {
    g_autoptr (GBytes) contents = make_contents (i * 1000);
    g_autofree char *hash = miqat_vault_put (vault, contents, NULL);
    g_autoptr (GBytes) back = miqat_vault_get (vault, hash, 0, NULL);

    g_assert_true (back != NULL && g_bytes_equal (contents, back));
  }
  return NULL;
}

static void
test_threads (Fixture *self, gconstpointer data)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("put", put_many, self->vault);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/local-vault/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("sealed", test_sealed);
  ADD ("damage", test_damage);
  ADD ("swapped", test_swapped);
  ADD ("limits", test_limits);
  ADD ("names", test_names);
  ADD ("threads", test_threads);
  return g_test_run ();
}

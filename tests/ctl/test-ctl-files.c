/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Database files in every bad state: told apart by code, never worse for it. */
#include "config.h"

#include "miqat-test-ctl.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

static int
write_something (MiqatTestCtl *self, const char *database)
{
  return miqat_test_ctl_run (self, "run", "setting.set", "--database", database, "--as", "system", "--args",
                             "{\"name\": \"dp_per_person\", \"value\": 4000000}", NULL);
}

static void
test_missing (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  g_autofree char *key = NULL;

  g_assert_cmpint (miqat_test_ctl_run (ctl, "verify", "--database", "@", NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "database_missing");
  g_assert_cmpint (write_something (ctl, ctl->database), ==, 1);
  miqat_test_ctl_assert_code (ctl, "database_missing");
  /* Asking did not make one. */
  g_assert_false (g_file_test (ctl->database, G_FILE_TEST_EXISTS));

  miqat_test_ctl_init (ctl);
  key = g_strconcat (ctl->database, ".key", NULL);
  g_assert_cmpint (g_chmod (key, 0644), ==, 0);
  g_assert_cmpint (write_something (ctl, ctl->database), ==, 1);
  miqat_test_ctl_assert_code (ctl, "key_unusable");
  g_assert_cmpint (g_unlink (key), ==, 0);
  g_assert_cmpint (write_something (ctl, ctl->database), ==, 1);
  miqat_test_ctl_assert_code (ctl, "key_unusable");
}

/* A key file that is whole and another database's: refused before anything is read or written with it. */
static void
test_foreign_key (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new (), other = miqat_test_ctl_new ();
  g_autofree char *foreign = g_strconcat (other->database, ".key", NULL);
  static const char *const pilgrim = "{\"full_name\": \"Siti Aminah\", \"gender\": \"female\"}";

  miqat_test_ctl_init (ctl);
  miqat_test_ctl_init (other);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "run", "pilgrim.create", "--database", "@", "--key-file", foreign,
                                       "--as", "kantor@uji.example", "--args", pilgrim, NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "key_unusable");
  g_assert_nonnull (strstr (ctl->err, "is not the key of"));
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM pilgrims"), ==, 0);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", "users", "--database", "@", "--key-file", foreign, NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "key_unusable");
  /* With an older schema: it stays the older one. */
  miqat_test_sql_plant (ctl->database, "PRAGMA user_version = 1");
  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", "users", "--database", "@", "--key-file", foreign, NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "key_unusable");
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "PRAGMA user_version"), ==, 1);
}

/* Cut off after every so many bytes: refused, or found out by verify. */
static void
test_truncated (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  g_autofree char *contents = NULL;
  gsize length = 0;

  miqat_test_ctl_init (ctl);
  g_assert_true (g_file_get_contents (ctl->database, &contents, &length, NULL));
  for (guint part = 1; part < 8; part++) {
    g_autofree char *path = miqat_test_ctl_copy (ctl, "cut.db");
    gsize cut = length * part / 8 + (part % 2) * 100;

    g_assert_true (g_file_set_contents (path, contents, (gssize) cut, NULL));
    g_assert_cmpint (miqat_test_ctl_run (ctl, "verify", "--database", path, NULL), ==, 1);
    g_assert_cmpstr (ctl->err, !=, "");
    miqat_test_ctl_assert_code (ctl, "database_damaged");
  }
}

static void
test_not_ours (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  g_autofree char *garbage = miqat_test_ctl_path (ctl, "garbage.db");
  g_autofree char *newer = NULL;

  miqat_test_ctl_write (ctl, "garbage.db", "This is a letter to a bank, and no database at all. "
                                           "It goes on for a while, as such letters do.");
  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", "users", "--database", garbage, NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "database_damaged");

  miqat_test_ctl_init (ctl);
  newer = miqat_test_ctl_copy (ctl, "newer.db");
  miqat_test_sql_plant (newer, "PRAGMA user_version = 9999");
  g_assert_cmpint (miqat_test_ctl_run (ctl, "verify", "--database", newer, NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "database_newer");
  g_assert_cmpint (write_something (ctl, newer), ==, 1);
  miqat_test_ctl_assert_code (ctl, "database_newer");
}

/* Still root, so that the program is found wherever it lies, but bound by the modes of files. */
static void
give_up_override (gpointer data)
{
  if (prctl (PR_CAPBSET_DROP, CAP_DAC_OVERRIDE) != 0)
    _exit (99);
}

/* A file that may be read and not written, by somebody without special rights. */
static void
test_read_only (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  GSpawnChildSetupFunc before = getuid () == 0 ? give_up_override : NULL;

  miqat_test_ctl_init (ctl);
  g_assert_cmpint (g_chmod (ctl->database, 0444), ==, 0);
  g_assert_cmpint (miqat_test_ctl_run_in (ctl, before, "run", "setting.set", "--database", "@", "--as",
                                          "system", "--args",
                                          "{\"name\": \"dp_per_person\", \"value\": 4000000}", NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "database_read_only");
}

/* On a disk that is full a command fails with its own code, and nothing of it is there afterwards. */
static void
test_full_disk (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  g_autofree char *disk = miqat_test_ctl_path (ctl, "disk");
  g_autofree char *database = g_build_filename (disk, "agency.db", NULL);
  g_autofree char *filler = g_build_filename (disk, "filler", NULL);
  g_autofree char *block = g_malloc0 (4096);
  int fd;

  g_assert_cmpint (g_mkdir (disk, 0700), ==, 0);
  if (mount ("none", disk, "tmpfs", 0, "size=4m") != 0) {
    g_test_skip ("only root can mount a small disk");
    return;
  }
  g_free (ctl->database);
  ctl->database = g_strdup (database);
  miqat_test_ctl_init (ctl);
  fd = g_open (filler, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  g_assert_cmpint (fd, >=, 0);
  while (write (fd, block, 4096) > 0)
    continue;
  g_assert_cmpint (errno, ==, ENOSPC);
  close (fd);
  g_assert_cmpint (write_something (ctl, ctl->database), ==, 1);
  miqat_test_ctl_assert_code (ctl, "database_full");
  g_assert_cmpint (g_unlink (filler), ==, 0);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM settings"), ==, 0);
  /* With space again the same works. */
  g_assert_cmpint (write_something (ctl, ctl->database), ==, 0);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "verify", "--database", "@", NULL), ==, 0);
  g_assert_cmpint (umount (disk), ==, 0);
}

static void
write_to_full (gpointer data)
{
  int fd = open ("/dev/full", O_WRONLY);

  if (fd < 0 || dup2 (fd, STDOUT_FILENO) < 0)
    _exit (99);
}

/* A result that is lost on the way is no success. */
static void
test_full_stdout (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();

  miqat_test_ctl_init (ctl);
  g_assert_cmpint (miqat_test_ctl_run_in (ctl, write_to_full, "list", "commands", "--database", "@", NULL), ==, 1);
  g_assert_cmpstr (ctl->err, !=, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/files/missing", test_missing);
  g_test_add_func ("/ctl/files/foreign-key", test_foreign_key);
  g_test_add_func ("/ctl/files/truncated", test_truncated);
  g_test_add_func ("/ctl/files/not-ours", test_not_ours);
  g_test_add_func ("/ctl/files/read-only", test_read_only);
  g_test_add_func ("/ctl/files/full-disk", test_full_disk);
  g_test_add_func ("/ctl/files/full-stdout", test_full_stdout);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line's manners: exit codes, what goes where, and what is left behind. */
#include "config.h"

#include "miqat-test-ctl.h"

#include <glib/gstdio.h>
#include <string.h>

#define ID "019f8cb3-7900-7989-a144-d360b5e8ca80"

/* ---- the command line itself ------------------------------------------------------------------ */

static void
test_usage (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  static const char *const verbs[] = { "init", "demo", "run", "list", "export", "verify", "enrol-code" };

  g_assert_cmpint (miqat_test_ctl_run (ctl, NULL), ==, 2);
  g_assert_cmpstr (ctl->out, ==, "");
  g_assert_cmpint (miqat_test_ctl_run (ctl, "dance", NULL), ==, 2);
  g_assert_nonnull (strstr (ctl->err, "dance"));
  g_assert_cmpint (miqat_test_ctl_run (ctl, "--help", NULL), ==, 0);
  g_assert_cmpstr (ctl->err, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_assert_nonnull (strstr (ctl->out, verbs[i]));
  g_assert_cmpint (miqat_test_ctl_run (ctl, "--version", NULL), ==, 0);
  g_assert_true (g_str_has_prefix (ctl->out, "miqatctl "));

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++) {
    g_assert_cmpint (miqat_test_ctl_run (ctl, verbs[i], "--help", NULL), ==, 0);
    g_assert_nonnull (strstr (ctl->out, "--database"));
    g_assert_cmpstr (ctl->err, ==, "");
    g_assert_cmpint (miqat_test_ctl_run (ctl, verbs[i], NULL), ==, 2);
    g_assert_cmpstr (ctl->out, ==, "");
    g_assert_cmpint (miqat_test_ctl_run (ctl, verbs[i], "--database", "@", "--no-such-thing", NULL), ==, 2);
  }
  /* A command line that was not understood makes nothing. */
  g_assert_false (g_file_test (ctl->database, G_FILE_TEST_EXISTS));
}

static void
test_misuse (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();

  g_assert_cmpint (miqat_test_ctl_run (ctl, "run", "--database", "@", "--as", "system", NULL), ==, 2);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "run", "user.create", "--database", "@", NULL), ==, 2);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "run", "user.create", "--database", "@", "--as", "system",
                                       "--id", "7", NULL), ==, 2);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", "users", "--database", "@", "--format", "xml", NULL), ==, 2);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", "users", "--database", "@", "--limit", "0", NULL), ==, 2);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", "users", "--database", "@", "--search", "Siti", NULL), ==, 2);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "verify", "--database", "@", "--format", "xml", NULL), ==, 2);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "verify", "more", "--database", "@", NULL), ==, 2);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "export", "csv", "--database", "@", NULL), ==, 2);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "export", "siskopatuh", "--database", "@", NULL), ==, 2);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "demo", "--database", "@", "--scale", "galactic", NULL), ==, 2);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "demo", "--database", "@", "--today", "2026-02-30", NULL), ==, 2);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "enrol-code", "--database", "@", NULL), ==, 2);
  g_assert_cmpstr (ctl->out, ==, "");
}

/* ---- init ------------------------------------------------------------------------------------- */

static void
assert_exists (const MiqatTestCtl *ctl, const char *path)
{
  miqat_test_ctl_assert_code (ctl, "file_exists");
  g_assert_nonnull (strstr (ctl->err, path));
}

static void
test_init (void)
{
  static const char *const seeded[] = { "airlines", "airports", "hotels", "accounts", "rules", "agencies" };
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  g_autofree char *key = g_strconcat (ctl->database, ".key", NULL);
  GStatBuf info;

  miqat_test_ctl_init (ctl);
  g_assert_cmpuint (strlen (ctl->out), ==, 37);
  g_assert_cmpstr (ctl->err, ==, "");
  g_assert_cmpint (g_stat (key, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "verify", "--database", "@", NULL), ==, 0);
  /* With what an agency begins with. */
  for (guint i = 0; i < G_N_ELEMENTS (seeded); i++) {
    g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", seeded[i]);

    g_assert_cmpint (miqat_test_sql_number (ctl->database, sql), >, 0);
  }

  /* Never over a database that is there. */
  g_assert_cmpint (miqat_test_ctl_run (ctl, MIQAT_TEST_CTL_INIT, NULL), ==, 1);
  assert_exists (ctl, ctl->database);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "demo", "--database", "@", NULL), ==, 1);
  assert_exists (ctl, ctl->database);
  /* Known before the hub is asked, which would use up the code. */
  g_assert_cmpint (miqat_test_ctl_run (ctl, "enrol", "--database", "@", "--hub", "http://127.0.0.1:9", "--code",
                                       "AAAA-AAAA", NULL), ==, 1);
  assert_exists (ctl, ctl->database);
  g_assert_true (g_file_test (ctl->database, G_FILE_TEST_EXISTS));
  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", "users", "--database", "@", NULL), ==, 0);
  g_assert_nonnull (strstr (ctl->out, "kantor@uji.example"));
  /* Nor over a key: what it has sealed would be lost. */
  g_assert_cmpint (g_unlink (ctl->database), ==, 0);
  g_assert_cmpint (miqat_test_ctl_run (ctl, MIQAT_TEST_CTL_INIT, NULL), ==, 1);
  assert_exists (ctl, key);
  g_assert_false (g_file_test (ctl->database, G_FILE_TEST_EXISTS));
}

static void
test_init_refused (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  g_autoptr (GDir) dir = NULL;
  g_autofree char *password = miqat_test_ctl_path (ctl, "password");

  g_assert_cmpint (miqat_test_ctl_run (ctl, "init", "--database", "@", "--name", "Agensi Uji", "--zone",
                                       "WIB", "--email", "bukan-alamat", NULL), ==, 1);
  /* All at once, each naming its field. */
  g_assert_nonnull (strstr (ctl->err, "miqatctl: required: whatsapp: "));
  g_assert_nonnull (strstr (ctl->err, "miqatctl: required: licence_number: "));
  g_assert_nonnull (strstr (ctl->err, "miqatctl: not_an_email: email: "));
  g_assert_cmpstr (ctl->out, ==, "");

  g_assert_cmpint (miqat_test_ctl_run (ctl, "init", "--database", "@", "--zone", "UTC", NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "not_a_choice");
  miqat_test_ctl_write (ctl, "password", "kurang\n");
  g_assert_cmpint (miqat_test_ctl_run (ctl, "init", "--database", "@", "--password-file", password, NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "password_weak");
  g_assert_cmpint (g_unlink (password), ==, 0);

  /* Nothing is left, so that it can be said again. */
  dir = g_dir_open (ctl->folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  miqat_test_ctl_init (ctl);
}

/* ---- run -------------------------------------------------------------------------------------- */

static void
test_run (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  g_autofree char *first = NULL;
  static const char args[] = "{\"name\": \"dp_per_person\", \"value\": 4000000}";

  miqat_test_ctl_init (ctl);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "run", "setting.set", "--database", "@", "--as",
                                       "kantor@uji.example", "--args", args, "--id", ID, NULL), ==, 0);
  g_assert_nonnull (strstr (ctl->out, ID));
  g_assert_cmpstr (ctl->err, ==, "");
  first = g_strdup (ctl->out);

  /* The same again is the first answer again; with other contents it is refused. */
  g_assert_cmpint (miqat_test_ctl_run_with (ctl, args, "run", "setting.set", "--database", "@", "--as",
                                            "kantor@uji.example", "--args", "-", "--id", ID, NULL), ==, 0);
  g_assert_cmpstr (ctl->out, ==, first);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "run", "setting.set", "--database", "@", "--as",
                                       "kantor@uji.example", "--args",
                                       "{\"name\": \"dp_per_person\", \"value\": 3}", "--id", ID, NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "command_repeated");
  g_assert_cmpint (miqat_test_sql_number (ctl->database,
                                          "SELECT value FROM settings WHERE name = 'dp_per_person'"),
                   ==, 4000000);
}

static void
test_run_refused (void)
{
  static const struct { const char *command, *who, *args, *code; } cases[] = {
    { "setting.set", "system", "{\"name\": \"dp_per_person\"}", "required" },
    { "setting.set", "system", "{\"name\": \"dp_per_person\", \"value\": 1.5}", "not_a_number" },
    { "setting.set", "system", "{\"name\": \"dp_per_person\", \"value\": 1, \"x\": 1}", "unknown_field" },
    { "setting.set", "system", "{\"name\": \"dp_per_person\", \"value\": 1, \"value\": 2}", "json_duplicate" },
    { "setting.set", "system", "{", "json_broken" },
    { "setting.set", "system", "[]", "not_an_object" },
    { "setting.set", "nobody@uji.example", "{}", "person_unknown" },
    { "no.such", "system", "{}", "command_unknown" },
    { "booking.expire_holds", "kantor@uji.example", "{}", "not_allowed" },
  };
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();

  miqat_test_ctl_init (ctl);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpint (miqat_test_ctl_run (ctl, "run", cases[i].command, "--database", "@", "--as",
                                         cases[i].who, "--args", cases[i].args, NULL), ==, 1);
    miqat_test_ctl_assert_code (ctl, cases[i].code);
  }
}

static void
test_password (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  g_autofree char *password = miqat_test_ctl_path (ctl, "password");
  g_autofree char *owner = NULL, *args = NULL, *verifier = NULL, *kept = NULL;

  miqat_test_ctl_init (ctl);
  owner = g_strndup (ctl->out, 36);
  args = g_strdup_printf ("{\"owner_id\": \"%s\"}", owner);
  miqat_test_ctl_write (ctl, "password", "sandi yang panjang\nbaris lain\n");
  g_assert_cmpint (miqat_test_ctl_run (ctl, "run", "credential.set", "--database", "@", "--as", "system",
                                       "--args", args, "--password-file", password, NULL), ==, 0);
  g_assert_null (strstr (ctl->out, "sandi"));
  verifier = miqat_test_sql_text (ctl->database, "SELECT verifier FROM credentials");
  g_assert_true (g_str_has_prefix (verifier, "$argon2id$"));
  /* Neither the password nor what stands for it is kept anywhere else. */
  kept = miqat_test_sql_text (ctl->database,
                              "SELECT count(*) FROM audit_log WHERE detail LIKE '%argon2%' OR detail LIKE '%sandi%'");
  g_assert_cmpstr (kept, ==, "0");
}

/* ---- enrol-code ------------------------------------------------------------------------------- */

static void
test_enrol_code (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();

  miqat_test_ctl_init (ctl);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "enrol-code", "--database", "@", "--node", "pst", NULL), ==, 0);
  g_assert_cmpuint (strlen (g_strstrip (ctl->out)), ==, 14);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM enrolments"), ==, 1);
  /* Kept as a hash, told once. */
  g_assert_cmpint (miqat_test_ctl_run (ctl, "enrol-code", "--database", "@", "--node", "TDK", NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "not_found");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/usage", test_usage);
  g_test_add_func ("/ctl/misuse", test_misuse);
  g_test_add_func ("/ctl/init", test_init);
  g_test_add_func ("/ctl/init-refused", test_init_refused);
  g_test_add_func ("/ctl/run", test_run);
  g_test_add_func ("/ctl/run-refused", test_run_refused);
  g_test_add_func ("/ctl/password", test_password);
  g_test_add_func ("/ctl/enrol-code", test_enrol_code);
  return g_test_run ();
}

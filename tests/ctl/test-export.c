/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ministry's workbook, from the database to another program's eyes. */
#include "config.h"

#include "miqat-pilgrim.h"
#include "miqat-siskopatuh-rules.h"
#include "miqat-test-ctl.h"
#include "miqat-xlsx-reader.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

static MiqatTestCtl *
make (char **departure)
{
  MiqatTestCtl *ctl = miqat_test_ctl_new ();

  miqat_test_ctl_demo (ctl, "1");
  /* The departure with most to write, nameless places among them. */
  *departure = miqat_test_sql_text (
    ctl->database,
    "SELECT d.code FROM departures d JOIN bookings b ON b.departure_id = d.id"
    " JOIN booking_travellers t ON t.booking_id = b.id WHERE b.status IN ('dp_paid', 'installment', 'paid_full')"
    " GROUP BY d.id ORDER BY sum(t.pilgrim_id IS NULL) > 0 DESC, count(*) DESC, d.code LIMIT 1");
  g_assert_nonnull (*departure);
  return ctl;
}

/* The travellers that must be in it, in its order. */
#define TRAVELLERS(what) \
  "SELECT " what " FROM booking_travellers t JOIN bookings b ON b.id = t.booking_id" \
  " JOIN departures d ON d.id = b.departure_id WHERE d.code = '%s'" \
  " AND b.status IN ('dp_paid', 'installment', 'paid_full') AND t.status = 'active'"

static void
test_contents (void)
{
  g_autofree char *departure = NULL;
  g_autoptr (MiqatTestCtl) ctl = make (&departure);
  g_autofree char *path = miqat_test_ctl_path (ctl, "jamaah.xlsx");
  g_autofree char *key_path = g_strconcat (ctl->database, ".key", NULL);
  g_autofree char *count_sql = g_strdup_printf (TRAVELLERS ("count(t.pilgrim_id)"), departure);
  g_autoptr (MiqatXlsxBook) book = NULL;
  g_autoptr (MiqatKey) key = NULL;
  g_autoptr (MiqatDb) db = NULL;
  g_autoptr (GError) error = NULL;
  const MiqatReader everything = { NULL, NULL };
  const MiqatXlsxSheet *sheet;
  gint64 count = miqat_test_sql_number (ctl->database, count_sql);

  g_assert_cmpint (count, >, 3);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "export", "siskopatuh", "--database", "@", "--departure",
                                       departure, "--output", path, NULL), ==, 0);
  book = miqat_xlsx_book_open (path, &error);
  g_assert_no_error (error);
  sheet = miqat_xlsx_book_get_sheet (book, 0);
  g_assert_cmpstr (sheet->name, ==, "Sheet1");
  g_assert_cmpuint (miqat_xlsx_book_get_n_sheets (book), ==, 1);
  g_assert_cmpuint (sheet->rows->len, ==, (guint) count + 1);
  for (guint i = 0; i < MIQAT_SISKOPATUH_N_COLUMNS; i++)
    g_assert_cmpstr (miqat_xlsx_sheet_get (sheet, 0, i), ==, miqat_siskopatuh_get_header (i));

  key = miqat_key_load (key_path, &error);
  g_assert_no_error (error);
  db = miqat_db_open (ctl->database, MIQAT_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  for (guint row = 1; row <= count; row++) {
    g_autofree char *id_sql = g_strdup_printf (
      TRAVELLERS ("t.pilgrim_id") " AND t.pilgrim_id IS NOT NULL ORDER BY b.booking_code, t.position"
                                  " LIMIT 1 OFFSET %u", departure, row - 1);
    g_autofree char *id = miqat_test_sql_text (ctl->database, id_sql);
    g_autoptr (MiqatPilgrim) pilgrim
      = miqat_pilgrim_load (db, key, id, &everything, MIQAT_PILGRIM_IN_CLEAR, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (strlen (pilgrim->nik), ==, 16);
    g_assert_cmpstr (miqat_xlsx_sheet_get (sheet, row, MIQAT_SISKOPATUH_IDENTITY_NUMBER), ==, pilgrim->nik);
    g_assert_cmpstr (miqat_xlsx_sheet_get (sheet, row, MIQAT_SISKOPATUH_PASSPORT_NUMBER), ==,
                     pilgrim->passport_number);
    g_assert_cmpstr (miqat_xlsx_sheet_get (sheet, row, MIQAT_SISKOPATUH_BIRTH_DATE), ==, pilgrim->date_of_birth);
  }
  /* Who looked at identity numbers is written down. */
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM audit_log WHERE outcome = 'viewed'"
                                                         " AND detail ->> 'table' = 'departures'"), ==, 1);
}

/* One field of a CSV with quotes; moves on. */
static char *
take_field (const char **at)
{
  GString *field = g_string_new (NULL);
  gboolean quoted = **at == '"';

  if (quoted)
    (*at)++;
  while (**at != '\0') {
    if (quoted && **at == '"' && (*at)[1] == '"')
      (*at)++;
    else if (quoted && **at == '"') {
      (*at)++;
      quoted = FALSE;
      continue;
    } else if (!quoted && (**at == ',' || **at == '\n'))
      break;
    g_string_append_c (field, *(*at)++);
  }
  return g_string_free (field, FALSE);
}

/* LibreOffice reads every header and every cell as we meant it. */
static void
test_libreoffice (void)
{
  g_autofree char *office = g_find_program_in_path ("soffice");
  g_autofree char *departure = NULL;
  g_autoptr (MiqatTestCtl) ctl = NULL;
  g_autofree char *path = NULL, *csv = NULL, *profile = NULL, *contents = NULL, *output = NULL;
  g_autoptr (MiqatXlsxBook) book = NULL;
  g_autoptr (GError) error = NULL;
  const MiqatXlsxSheet *sheet;
  const char *at;
  int status = 0;

  g_assert_nonnull (office); /* build-aux/packages.txt installs it */
  ctl = make (&departure);
  path = miqat_test_ctl_path (ctl, "jamaah.xlsx");
  csv = miqat_test_ctl_path (ctl, "jamaah.csv");
  profile = g_strconcat ("-env:UserInstallation=file://", ctl->folder, "/profile", NULL);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "export", "siskopatuh", "--database", "@", "--departure",
                                       departure, "--output", path, NULL), ==, 0);
  {
    const char *argv[] = { office, profile, "--headless", "--convert-to",
                           "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", ctl->folder, path, NULL };

    g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, &status, &error);
  }
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_file_get_contents (csv, &contents, NULL, &error);
  g_assert_no_error (error);
  book = miqat_xlsx_book_open (path, &error);
  g_assert_no_error (error);
  sheet = miqat_xlsx_book_get_sheet (book, 0);
  at = contents;
  for (guint row = 0; row < sheet->rows->len; row++) {
    for (guint column = 0; column < MIQAT_SISKOPATUH_N_COLUMNS; column++) {
      const char *cell = miqat_xlsx_sheet_get (sheet, row, column);
      g_autofree char *field = take_field (&at);

      g_assert_cmpstr (field, ==, cell != NULL ? cell : "");
      if (column + 1 < MIQAT_SISKOPATUH_N_COLUMNS)
        g_assert_cmpint (*at++, ==, ',');
    }
    g_assert_cmpint (*at++, ==, '\n');
  }
  g_assert_cmpint (*at, ==, '\0');
}

/* What is missing is told on stderr, and does not stop the export. */
static void
test_remarks (void)
{
  g_autofree char *departure = NULL;
  g_autoptr (MiqatTestCtl) ctl = make (&departure);
  g_autofree char *path = miqat_test_ctl_path (ctl, "jamaah.xlsx");

  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM booking_travellers"
                                                         " WHERE pilgrim_id IS NULL"), >, 0);
  g_assert_cmpint (miqat_test_sql_plant (ctl->database, "UPDATE pilgrims SET father_name = NULL"), >, 0);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "export", "siskopatuh", "--database", "@", "--departure",
                                       departure, "--output", path, NULL), ==, 0);
  g_assert_nonnull (strstr (ctl->err, "Nama Ayah is missing."));
  g_assert_nonnull (strstr (ctl->err, "without a name"));
  g_assert_nonnull (strstr (ctl->out, path));
}

static void
test_refused (void)
{
  g_autofree char *departure = NULL;
  g_autoptr (MiqatTestCtl) ctl = make (&departure);
  g_autofree char *path = miqat_test_ctl_path (ctl, "jamaah.xlsx");
  g_autofree char *nowhere = miqat_test_ctl_path (ctl, "nowhere/jamaah.xlsx");
  g_autofree char *kept = NULL;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (miqat_test_ctl_run (ctl, "export", "siskopatuh", "--database", "@", "--departure",
                                       "DEP-20200101-TDK-001", "--force", "--output", path, NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "not_found");
  g_assert_cmpint (miqat_test_ctl_run (ctl, "export", "siskopatuh", "--database", "@", "--departure",
                                       departure, "--output", nowhere, NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "file_failed");
  g_assert_cmpint (miqat_test_sql_plant (ctl->database, "UPDATE booking_travellers SET pilgrim_id = NULL"), >, 0);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "export", "siskopatuh", "--database", "@", "--departure",
                                       departure, "--force", "--output", path, NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "export_empty");
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
}

static int
export_to (MiqatTestCtl *ctl, const char *departure, const char *path, const char *force)
{
  return miqat_test_ctl_run (ctl, "export", "siskopatuh", "--database", "@", "--departure", departure, "--output",
                             path, force, NULL);
}

/* A file that is there is replaced when somebody says so; what is not a file, never. */
static void
test_existing (void)
{
  g_autofree char *departure = NULL;
  g_autoptr (MiqatTestCtl) ctl = make (&departure);
  g_autofree char *path = miqat_test_ctl_path (ctl, "jamaah.xlsx");
  g_autofree char *pipe = miqat_test_ctl_path (ctl, "pipe");
  g_autofree char *kept = NULL;
  GStatBuf info;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (export_to (ctl, departure, path, NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "file_exists");
  g_assert_nonnull (strstr (ctl->err, path));
  g_assert_nonnull (strstr (ctl->err, "--force"));
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
  g_assert_cmpint (export_to (ctl, departure, path, "--force"), ==, 0);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 1000);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (export_to (ctl, departure, pipe, "--force"), ==, 1);
  miqat_test_ctl_assert_code (ctl, "file_failed");
  g_assert_nonnull (strstr (ctl->err, "not an ordinary file"));
  g_assert_cmpint (g_lstat (pipe, &info), ==, 0);
  g_assert_true (S_ISFIFO (info.st_mode));
}

/* Identity numbers leave the house only when that can be written down: not while somebody else keeps
 * the database from being written to. */
static void
test_noted_first (void)
{
  static const char *const noted = "SELECT count(*) FROM audit_log WHERE outcome = 'viewed'";
  g_autofree char *departure = NULL;
  g_autoptr (MiqatTestCtl) ctl = make (&departure);
  g_autofree char *path = miqat_test_ctl_path (ctl, "jamaah.xlsx");
  gint64 before = miqat_test_sql_number (ctl->database, noted);
  sqlite3 *other = NULL;

  g_assert_cmpint (sqlite3_open (ctl->database, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (export_to (ctl, departure, path, NULL), ==, 1);
  miqat_test_ctl_assert_code (ctl, "database_busy");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, noted), ==, before);
  g_assert_cmpint (export_to (ctl, departure, path, NULL), ==, 0);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, noted), ==, before + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  g_test_add_func ("/ctl/export/contents", test_contents);
  g_test_add_func ("/ctl/export/libreoffice", test_libreoffice);
  g_test_add_func ("/ctl/export/remarks", test_remarks);
  g_test_add_func ("/ctl/export/refused", test_refused);
  g_test_add_func ("/ctl/export/existing", test_existing);
  g_test_add_func ("/ctl/export/noted-first", test_noted_first);
  return g_test_run ();
}

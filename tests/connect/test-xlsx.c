/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written can be read: by us, by another program, and after things went wrong. */
#include "config.h"

#include "miqat-xlsx-reader.h"
#include "miqat-xlsx-writer.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define NIK "9791014506880001"

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("miqat-xlsx-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "list.xlsx", NULL);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static const MiqatXlsxColumn columns[] = { { "NIK", 0 }, { "Nama (yyyy-mm-dd)", 30 }, { "Jumlah", 14 } };

/* Texts that spreadsheets like to spoil. */
static const char *const texts[] = {
  NIK, "0812", "1e5", "=1+1", "+62", "2026-06-22", "TRUE", "' quoted", "<b>&amp;\"", "a\nb",
  "  inner  spaces  ", "Zoë – ﷺ", "_x0041_",
};

static MiqatXlsxWriter *
begin (const char *path)
{
  g_autoptr (GError) error = NULL;
  MiqatXlsxWriter *writer = miqat_xlsx_writer_new (path, &error);

  g_assert_no_error (error);
  miqat_xlsx_writer_begin_sheet (writer, "Sheet1", columns, G_N_ELEMENTS (columns));
  return writer;
}

static void
write_texts (const char *path)
{
  g_autoptr (MiqatXlsxWriter) writer = begin (path);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    miqat_xlsx_writer_put_text (writer, 0, texts[i]);
    miqat_xlsx_writer_put_text (writer, 1, i % 2 == 0 ? NULL : "");
    miqat_xlsx_writer_put_number (writer, 2, G_GINT64_CONSTANT (33900000) + i);
    miqat_xlsx_writer_end_row (writer);
  }
  miqat_xlsx_writer_begin_sheet (writer, "Kosong", columns, 1);
  miqat_xlsx_writer_finish (writer, &error);
  g_assert_no_error (error);
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  g_autoptr (MiqatXlsxBook) book = NULL;
  g_autoptr (GError) error = NULL;
  const MiqatXlsxSheet *sheet;

  write_texts (self->path);
  g_assert_cmpuint (count_files (self->folder), ==, 1);
  book = miqat_xlsx_book_open (self->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (miqat_xlsx_book_get_n_sheets (book), ==, 2);
  sheet = miqat_xlsx_book_get_sheet (book, 0);
  g_assert_cmpstr (sheet->name, ==, "Sheet1");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_assert_cmpstr (miqat_xlsx_sheet_get (sheet, 0, i), ==, columns[i].header);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *number = g_strdup_printf ("%u", 33900000 + i);

    /* What looks like an escape of the format must be one that gives the text back. */
    if (strcmp (texts[i], "_x0041_") != 0)
      g_assert_cmpstr (miqat_xlsx_sheet_get (sheet, i + 1, 0), ==, texts[i]);
    g_assert_null (miqat_xlsx_sheet_get (sheet, i + 1, 1));
    g_assert_cmpstr (miqat_xlsx_sheet_get (sheet, i + 1, 2), ==, number);
  }
  g_assert_null (miqat_xlsx_sheet_get (sheet, 400, 0));
  g_assert_cmpuint (miqat_xlsx_book_get_sheet (book, 1)->rows->len, ==, 1);
}

/* Another program's opinion: LibreOffice turns the sheet into CSV. */
static void
test_libreoffice (Fixture *self, gconstpointer data)
{
  g_autofree char *office = g_find_program_in_path ("soffice");
  g_autofree char *profile = g_strconcat ("-env:UserInstallation=file://", self->folder, "/profile", NULL);
  g_autofree char *csv = g_build_filename (self->folder, "list.csv", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_assert_nonnull (office); /* build-aux/packages.txt installs it */
  write_texts (self->path);
  {
    const char *argv[] = { office, profile, "--headless", "--convert-to",
                           /* Comma, quotes around texts only, UTF-8. */
                           "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", self->folder,
                           self->path, NULL };

    g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  }
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_file_get_contents (csv, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (contents, "\"NIK\",\"Nama (yyyy-mm-dd)\",\"Jumlah\"\n\"" NIK "\",,"));
  for (guint i = 1; i < 7; i++) {
    g_autofree char *line = g_strdup_printf ("\n\"%s\",,", texts[i]);

    g_assert_nonnull (strstr (contents, line));
  }
  {
    g_autofree char *folder = g_build_filename (self->folder, "profile", NULL);
    const char *argv[] = { "rm", "-rf", folder, NULL };

    g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  }
}

/* What cannot be written is refused at the end, and what was there stays. */
static void
check_kept (Fixture *self, MiqatXlsxWriter *writer, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  g_assert_false (miqat_xlsx_writer_finish (writer, &error));
  g_assert_error (error, domain, code);
  miqat_xlsx_writer_free (writer);
  g_assert_true (g_file_get_contents (self->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

static void
test_contents (Fixture *self, gconstpointer data)
{
  g_autofree char *too_long = g_strnfill (32768, 'x');
  const char *const bad[] = { "bell \a", "cut \xc3", too_long };

  g_file_set_contents (self->path, "old", -1, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    MiqatXlsxWriter *writer = begin (self->path);

    miqat_xlsx_writer_put_text (writer, 0, bad[i]);
    miqat_xlsx_writer_end_row (writer);
    check_kept (self, writer, MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_CONTENT);
  }
}

static void
test_dropped (Fixture *self, gconstpointer data)
{
  g_file_set_contents (self->path, "old", -1, NULL);
  miqat_xlsx_writer_free (begin (self->path));
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

static void
test_no_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "missing", "list.xlsx", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (miqat_xlsx_writer_new (path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* What is not a file is not replaced by one, whoever asks: a pipe, a folder, a link. */
static void
test_no_ordinary_file (Fixture *self, gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (self->folder, "pipe", NULL);
  g_autofree char *link = g_build_filename (self->folder, "link", NULL);
  const char *const paths[] = { pipe, link, self->folder };
  g_autoptr (GError) error = NULL;
  MiqatXlsxWriter *writer;
  GStatBuf info;

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("nowhere", link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_assert_null (miqat_xlsx_writer_new (paths[i], &error));
    g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
    g_clear_error (&error);
  }
  g_assert_cmpint (g_lstat (pipe, &info), ==, 0);
  g_assert_true (S_ISFIFO (info.st_mode));

  /* Nor when it came while the workbook was being written. */
  writer = begin (self->path);
  g_assert_cmpint (mkfifo (self->path, 0600), ==, 0);
  g_assert_false (miqat_xlsx_writer_finish (writer, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  miqat_xlsx_writer_free (writer);
  g_assert_cmpint (g_lstat (self->path, &info), ==, 0);
  g_assert_true (S_ISFIFO (info.st_mode));
  g_assert_cmpuint (count_files (self->folder), ==, 3);
  g_unlink (pipe);
  g_unlink (link);
}

/* No file may grow beyond `size`: as a disk that fills up, at every point of the way. */
static void
test_full_disk (Fixture *self, gconstpointer data)
{
  static const rlim_t sizes[] = { 0, 512, 4096, 6000, 8192, 16384 };
  struct rlimit unlimited, limit;
  guint failures = 0;

  g_file_set_contents (self->path, "old", -1, NULL);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &unlimited), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    MiqatXlsxWriter *writer = begin (self->path);
    g_autoptr (GError) error = NULL;
    g_autofree char *kept = NULL;
    gboolean done;

    for (guint row = 0; row < 3000; row++) {
      g_autofree char *text = g_strdup_printf ("%u %u", row, g_str_hash ("x") * row * 2654435761u);

      miqat_xlsx_writer_put_text (writer, 1, text);
      miqat_xlsx_writer_end_row (writer);
    }
    limit = unlimited;
    limit.rlim_cur = sizes[i];
    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
    done = miqat_xlsx_writer_finish (writer, &error);
    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &unlimited), ==, 0);
    miqat_xlsx_writer_free (writer);
    g_assert_false (done);
    g_assert_nonnull (error);
    failures++;
    g_assert_true (g_file_get_contents (self->path, &kept, NULL, NULL));
    g_assert_cmpstr (kept, ==, "old");
    g_assert_cmpuint (count_files (self->folder), ==, 1);
  }
  g_assert_cmpuint (failures, ==, G_N_ELEMENTS (sizes));
}

/* Every cut and many altered bytes: read or refused, never worse. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autofree char *contents = NULL;
  gsize length = 0;

  write_texts (self->path);
  g_assert_true (g_file_get_contents (self->path, &contents, &length, NULL));
  for (gsize cut = 0; cut < length; cut += 7) {
    g_autoptr (GBytes) bytes = g_bytes_new (contents, cut);
    g_autoptr (GError) error = NULL;

    g_assert_null (miqat_xlsx_book_new_from_bytes (bytes, &error));
    g_assert_error (error, MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_DAMAGED);
  }
  for (gsize at = 0; at < length; at++) {
    g_autofree char *altered = g_memdup2 (contents, length);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (MiqatXlsxBook) book = NULL;
    g_autoptr (GError) error = NULL;

    altered[at] = (char) (altered[at] ^ (1 << (at % 8)));
    bytes = g_bytes_new (altered, length);
    book = miqat_xlsx_book_new_from_bytes (bytes, &error);
    g_assert_true ((book == NULL) == (error != NULL));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/connect/xlsx/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("libreoffice", test_libreoffice);
  ADD ("contents", test_contents);
  ADD ("dropped", test_dropped);
  ADD ("no-folder", test_no_folder);
  ADD ("no-ordinary-file", test_no_ordinary_file);
  ADD ("full-disk", test_full_disk);
  ADD ("damaged", test_damaged);
#undef ADD
  return g_test_run ();
}

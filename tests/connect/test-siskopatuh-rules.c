/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One traveller, one row: every column, every list, every warning. */
#include "config.h"

#include "miqat-siskopatuh-rules.h"

#include <glib/gstdio.h>

static MiqatSiskopatuhLists *lists;

static const MiqatSiskopatuhTraveller complete = {
  .full_name = "Siti Rahmawati Contoh", .gender = "female", .father_name = "Ahmad Contoh",
  .marital_status = "married", .citizenship = "WNI", .nik = "9791014506880001",
  .passport_number = "C1234567", .passport_date = "2024-03-01", .passport_city = "Surabaya",
  .birth_place = "Sidoarjo", .birth_date = "1988-06-05", .address = "Jl. Contoh No. 1",
  .province = "Jawa Timur", .regency = "Kota Surabaya", .district = "Gubeng",
  .village = "Airlangga", .home_phone = "0315551234", .phone = "6281234567890",
  .education = "s1", .occupation = "Ibu rumah tangga", .visa_provider = "Nusuk",
  .visa_number = "6012345678", .visa_from = "2026-05-01", .visa_until = "2026-07-30",
  .insurer = "Zurich", .policy_number = "pol-1", .policy_date = "2026-05-02",
  .policy_from = "2026-06-01", .policy_until = "2026-07-01", .bpjs_number = "0001234567890",
};

/* The order and spelling of the template, written out a second time on purpose. */
static const char *const template_headers[] = {
  "Title", "Nama (Sesuai Dengan nama Pada Kartu Vaksin)", "Nama Ayah", "Jenis Identitas",
  "No Identitas", "Nama Paspor", "No Paspor", "Tanggal Dikeluarkan Paspor(yyyy-mm-dd)",
  "Kota Paspor", "Tempat Lahir", "Tanggal Lahir(yyyy-mm-dd)", "Alamat", "Provinsi", "Kabupaten",
  "Kecamatan", "Kelurahan", "No. Telepon", "No Hp", "KewargaNegaraan", "Status Pernikahan",
  "Pendidikan", "Pekerjaan", "Provider Visa", "No Visa", "Tanggal Berlaku Visa (yyyy-mm-dd)",
  "Tanggal Akhir  Visa (yyyy-mm-dd)", "Asuransi", "No Polis", "Tanggal Input Polis (yyyy-mm-dd)",
  "Tanggal Awal Polis (yyyy-mm-dd)", "Tanggal Akhir Polis (yyyy-mm-dd)", "No BPJS",
};

static const char *const complete_row[] = {
  "NYONYA", "SITI RAHMAWATI CONTOH", "AHMAD CONTOH", "NIK", "9791014506880001",
  "SITI RAHMAWATI CONTOH", "C1234567", "2024-03-01", "SURABAYA", "SIDOARJO", "1988-06-05",
  "JL. CONTOH NO. 1", "JAWA TIMUR", "KOTA SURABAYA", "GUBENG", "AIRLANGGA", "0315551234",
  "081234567890", "WNI", "MENIKAH", "D4/S1", "TIDAK BEKERJA", "B2C", "6012345678", "2026-05-01",
  "2026-07-30", "ZURICH GENERAL TAKAFUL INDONESIA", "POL-1", "2026-05-02", "2026-06-01",
  "2026-07-01", "0001234567890",
};

/* "3:missing 13:city_or_kab" */
static char *
describe (const MiqatSiskopatuhRow *row)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < row->warnings->len; i++) {
    const MiqatSiskopatuhWarning *warning
      = &g_array_index (row->warnings, MiqatSiskopatuhWarning, i);

    g_string_append_printf (text, "%s%u:%s", i > 0 ? " " : "", (guint) warning->column + 1,
                            miqat_siskopatuh_warning_get_code (warning->kind));
  }
  return g_string_free (text, FALSE);
}

static void
test_headers (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (template_headers), ==, 32);
  g_assert_cmpuint (MIQAT_SISKOPATUH_N_COLUMNS, ==, 32);
  for (guint i = 0; i < 32; i++)
    g_assert_cmpstr (miqat_siskopatuh_get_header (i), ==, template_headers[i]);
}

static void
test_lists (void)
{
  static const struct { MiqatSiskopatuhList list; guint count; } counts[] = {
    { MIQAT_SISKOPATUH_LIST_TITLE, 3 },      { MIQAT_SISKOPATUH_LIST_IDENTITY, 4 },
    { MIQAT_SISKOPATUH_LIST_CITIZENSHIP, 2 }, { MIQAT_SISKOPATUH_LIST_MARITAL_STATUS, 3 },
    { MIQAT_SISKOPATUH_LIST_EDUCATION, 10 }, { MIQAT_SISKOPATUH_LIST_OCCUPATION, 8 },
    { MIQAT_SISKOPATUH_LIST_INSURER, 18 },   { MIQAT_SISKOPATUH_LIST_PROVINCE, 34 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpuint (miqat_siskopatuh_lists_get_count (lists, counts[i].list), ==, counts[i].count);
}

static void
test_complete (void)
{
  g_autoptr (MiqatSiskopatuhRow) row = miqat_siskopatuh_row_new (&complete, lists);
  g_autofree char *warnings = describe (row);

  for (guint i = 0; i < MIQAT_SISKOPATUH_N_COLUMNS; i++)
    g_assert_cmpstr (row->cells[i], ==, complete_row[i]);
  g_assert_cmpstr (warnings, ==, "");
}

static void
test_nothing_known (void)
{
  const MiqatSiskopatuhTraveller nobody = { 0 };
  g_autoptr (MiqatSiskopatuhRow) row = miqat_siskopatuh_row_new (&nobody, lists);
  g_autofree char *warnings = describe (row);

  for (guint i = 0; i < MIQAT_SISKOPATUH_N_COLUMNS; i++)
    g_assert_cmpstr (row->cells[i], ==, "");
  /* Home phone, visa, policy and BPJS are nobody's fault. */
  g_assert_cmpstr (warnings, ==,
                   "1:missing 2:missing 3:missing 5:missing 7:missing 8:missing 9:missing "
                   "10:missing 11:missing 12:missing 13:missing 14:missing 15:missing 16:missing "
                   "18:missing 19:missing 20:missing 21:missing 22:missing");
}

/* One field of the complete traveller changed, and what becomes of one cell. */
typedef struct {
  gsize field;
  const char *value;
  MiqatSiskopatuhColumn column;
  const char *cell;
  const char *warnings;
} Change;
#define FIELD(name) G_STRUCT_OFFSET (MiqatSiskopatuhTraveller, name)

static const Change changes[] = {
  { FIELD (gender), "male", MIQAT_SISKOPATUH_TITLE, "TUAN", "" },
  { FIELD (gender), NULL, MIQAT_SISKOPATUH_TITLE, "", "1:missing" },
  { FIELD (marital_status), "single", MIQAT_SISKOPATUH_TITLE, "NONA", "" },
  { FIELD (marital_status), "divorced", MIQAT_SISKOPATUH_TITLE, "NYONYA", "" },
  { FIELD (marital_status), "divorced", MIQAT_SISKOPATUH_MARITAL_STATUS, "JANDA / DUDA", "" },
  { FIELD (marital_status), "single", MIQAT_SISKOPATUH_MARITAL_STATUS, "BELUM MENIKAH", "" },
  { FIELD (full_name), "Sukarti", MIQAT_SISKOPATUH_NAME, "SUKARTI", "2:one_word" },
  { FIELD (full_name), "Siti Zoë", MIQAT_SISKOPATUH_NAME, "SITI ZOË", "2:not_latin" },
  { FIELD (nik), "979101450688000", MIQAT_SISKOPATUH_IDENTITY_NUMBER, "979101450688000",
    "5:bad_number" },
  { FIELD (nik), NULL, MIQAT_SISKOPATUH_IDENTITY_NUMBER, "C1234567", "" },
  { FIELD (nik), NULL, MIQAT_SISKOPATUH_IDENTITY_KIND, "PASPOR", "" },
  { FIELD (citizenship), "WNA", MIQAT_SISKOPATUH_IDENTITY_KIND, "PASPOR", "" },
  { FIELD (passport_number), "12345678", MIQAT_SISKOPATUH_PASSPORT_NUMBER, "12345678",
    "7:bad_number" },
  { FIELD (passport_number), "x1234567", MIQAT_SISKOPATUH_PASSPORT_NUMBER, "X1234567", "" },
  { FIELD (passport_date), "2024-02-30", MIQAT_SISKOPATUH_PASSPORT_DATE, "", "8:bad_day" },
  { FIELD (passport_date), "1980-01-01", MIQAT_SISKOPATUH_PASSPORT_DATE, "1980-01-01",
    "8:days_reversed" },
  { FIELD (birth_date), "12 Agustus 1988", MIQAT_SISKOPATUH_BIRTH_DATE, "", "11:bad_day" },
  { FIELD (province), "Bali", MIQAT_SISKOPATUH_PROVINCE, "B A L I", "" },
  { FIELD (province), "RIAU", MIQAT_SISKOPATUH_PROVINCE, "R I A U", "" },
  { FIELD (province), "Jambi", MIQAT_SISKOPATUH_PROVINCE, "J A M B I", "" },
  { FIELD (province), "DI Yogyakarta", MIQAT_SISKOPATUH_PROVINCE, "D.I. YOGYAKARTA", "" },
  { FIELD (province), "Jakarta", MIQAT_SISKOPATUH_PROVINCE, "DKI JAKARTA", "" },
  { FIELD (province), "Kepulauan Bangka Belitung", MIQAT_SISKOPATUH_PROVINCE, "BANGKA BELITUNG", "" },
  { FIELD (province), "Papua Tengah", MIQAT_SISKOPATUH_PROVINCE, "PAPUA", "13:old_province" },
  { FIELD (province), "Atlantis", MIQAT_SISKOPATUH_PROVINCE, "ATLANTIS", "13:not_listed" },
  { FIELD (regency), "Kab. Bantul", MIQAT_SISKOPATUH_REGENCY, "KAB. B A N T U L", "" },
  { FIELD (regency), "bantul", MIQAT_SISKOPATUH_REGENCY, "KAB. B A N T U L", "" },
  { FIELD (regency), "Kabupaten Agam", MIQAT_SISKOPATUH_REGENCY, "KAB. A G A M", "" },
  { FIELD (regency), "Kota Banjar", MIQAT_SISKOPATUH_REGENCY, "KOTA BANJAR", "" },
  { FIELD (regency), "Kabupaten Banjar", MIQAT_SISKOPATUH_REGENCY, "KAB. B A N J A R", "" },
  { FIELD (regency), "Banjar", MIQAT_SISKOPATUH_REGENCY, "BANJAR", "14:city_or_kab" },
  { FIELD (regency), "Bandung", MIQAT_SISKOPATUH_REGENCY, "BANDUNG", "14:city_or_kab" },
  { FIELD (regency), "makassar", MIQAT_SISKOPATUH_REGENCY, "KOTA MAKASSAR", "" },
  { FIELD (regency), "Kota Administrasi Jakarta Selatan", MIQAT_SISKOPATUH_REGENCY,
    "KOTA JAKARTA SELATAN", "" },
  { FIELD (regency), "Gresik", MIQAT_SISKOPATUH_REGENCY, "KAB. GRESIK", "" },
  { FIELD (regency), "Kotabaru", MIQAT_SISKOPATUH_REGENCY, "KAB. KOTABARU", "" },
  { FIELD (phone), "6591234567", MIQAT_SISKOPATUH_PHONE, "+6591234567", "" },
  { FIELD (phone), NULL, MIQAT_SISKOPATUH_PHONE, "", "18:missing" },
  { FIELD (citizenship), "Klingon", MIQAT_SISKOPATUH_CITIZENSHIP, "KLINGON", "19:not_listed" },
  { FIELD (education), "SMK", MIQAT_SISKOPATUH_EDUCATION, "SMA/MA", "" },
  { FIELD (education), "none", MIQAT_SISKOPATUH_EDUCATION, "TIDAK SEKOLAH", "" },
  { FIELD (occupation), "Wiraswasta", MIQAT_SISKOPATUH_OCCUPATION, "WIRAUSAHA", "" },
  { FIELD (occupation), "TNI/POLRI", MIQAT_SISKOPATUH_OCCUPATION, "TNI / POLRI", "" },
  { FIELD (occupation), "Pembuat perahu", MIQAT_SISKOPATUH_OCCUPATION, "LAINNYA", "22:as_other" },
  { FIELD (visa_provider), "PT. CONTOH VISA", MIQAT_SISKOPATUH_VISA_PROVIDER, "PT. CONTOH VISA",
    "23:not_listed" },
  { FIELD (visa_until), "2026-04-01", MIQAT_SISKOPATUH_VISA_UNTIL, "2026-04-01",
    "26:days_reversed" },
  { FIELD (policy_until), "2026-05-01", MIQAT_SISKOPATUH_POLICY_UNTIL, "2026-05-01",
    "31:days_reversed" },
};

static void
test_changes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    const Change *change = &changes[i];
    MiqatSiskopatuhTraveller traveller = complete;
    g_autoptr (MiqatSiskopatuhRow) row = NULL;
    g_autofree char *warnings = NULL;

    G_STRUCT_MEMBER (const char *, &traveller, change->field) = change->value;
    row = miqat_siskopatuh_row_new (&traveller, lists);
    warnings = describe (row);
    g_test_message ("%s", change->value);
    g_assert_cmpstr (row->cells[change->column], ==, change->cell);
    g_assert_cmpstr (warnings, ==, change->warnings);
  }
}

static void
test_sentence (void)
{
  const MiqatSiskopatuhWarning warning = { MIQAT_SISKOPATUH_BIRTH_DATE, MIQAT_SISKOPATUH_MISSING };
  g_autofree char *sentence = miqat_siskopatuh_warning_dup_sentence (&warning);

  g_assert_cmpstr (sentence, ==, "Tanggal Lahir is missing.");
}

/* An agency's own lists: found, and refused when misshapen. */
static void
test_own_lists (void)
{
  g_autofree char *folder = g_dir_make_tmp ("miqat-lists-XXXXXX", NULL);
  g_autofree char *choices = g_build_filename (folder, "choices.json", NULL);
  g_autoptr (MiqatSiskopatuhLists) own = NULL;
  g_autoptr (GError) error = NULL;

  own = miqat_siskopatuh_lists_load (folder, &error);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_null (own);
  g_clear_error (&error);
  g_file_set_contents (choices, "{\"title\": {\"TUAN\": \"Bapak\"}}", -1, NULL);
  own = miqat_siskopatuh_lists_load (folder, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_null (own);
  g_assert_cmpint (g_remove (choices), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  lists = miqat_siskopatuh_lists_load (NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/connect/siskopatuh/rules/headers", test_headers);
  g_test_add_func ("/connect/siskopatuh/rules/lists", test_lists);
  g_test_add_func ("/connect/siskopatuh/rules/complete", test_complete);
  g_test_add_func ("/connect/siskopatuh/rules/nothing-known", test_nothing_known);
  g_test_add_func ("/connect/siskopatuh/rules/changes", test_changes);
  g_test_add_func ("/connect/siskopatuh/rules/sentence", test_sentence);
  g_test_add_func ("/connect/siskopatuh/rules/own-lists", test_own_lists);
  status = g_test_run ();
  miqat_siskopatuh_lists_free (lists);
  return status;
}

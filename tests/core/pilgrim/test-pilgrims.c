/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pilgrims: what is sealed stays sealed, offices see whom they know, edits change what is given. */
#include "config.h"

#include "miqat-document.h"
#include "miqat-pilgrim-fields.h"
#include "miqat-pilgrim-list.h"
#include "miqat-pilgrim.h"
#include "miqat-test-agency.h"

#include <string.h>

#define NIK "3578015708850001"
#define SITI \
  "'full_name': 'Siti Rahmawati', 'nik': '3578 0157 0885 0001', 'gender': 'female'," \
  " 'place_of_birth': 'Surabaya', 'date_of_birth': '17/08/1985', 'address': 'Jl. Melati 5'," \
  " 'phone': '0812-3456-7890', 'passport_number': 'c1234567', 'passport_expiry_date': '2029-01-05'," \
  " 'passport_release_date': '5 Jan 2024', 'disease_history': 'Asma'," \
  " 'family_members': [{'name': 'Budi Santoso', 'relation': 'suami'}]"

static const MiqatReader everybody = { NULL, NULL };

static MiqatPilgrim *
load (MiqatTestAgency *agency, const char *id, MiqatPilgrimView view)
{
  g_autoptr (GError) error = NULL;
  MiqatPilgrim *pilgrim = miqat_pilgrim_load (miqat_test_agency_read (agency), miqat_site_get_key (agency->site),
                                              id, &everybody, view, &error);

  g_assert_no_error (error);
  return pilgrim;
}

static gboolean
find_bytes (const char *contents, gsize length, const char *text)
{
  gsize size = strlen (text);

  for (gsize i = 0; i + size <= length; i++)
    if (memcmp (contents + i, text, size) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
file_contains (const char *path, const char *text)
{
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return FALSE;
  return find_bytes (contents, length, text);
}

static void
test_create (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *id = miqat_test_do (hub, hub->surabaya_sales, "pilgrim.create", "pilgrim_id", "{" SITI "}");
  g_autoptr (MiqatPilgrim) clear = load (hub, id, MIQAT_PILGRIM_IN_CLEAR);
  g_autoptr (MiqatPilgrim) masked = load (hub, id, MIQAT_PILGRIM_MASKED);
  g_autoptr (MiqatPilgrim) keyless = NULL;
  g_autofree char *wal = g_strconcat (hub->path, "-wal", NULL);
  const MiqatFamilyMember *husband;

  g_assert_cmpstr (clear->nik, ==, NIK);
  g_assert_cmpstr (clear->passport_number, ==, "C1234567");
  g_assert_cmpstr (clear->disease_history, ==, "Asma");
  g_assert_cmpstr (clear->phone, ==, "6281234567890");
  g_assert_cmpstr (clear->date_of_birth, ==, "1985-08-17");
  g_assert_cmpstr (clear->passport_release_date, ==, "2024-01-05");
  g_assert_cmpstr (clear->citizenship, ==, "WNI");
  g_assert_true (clear->has_passport);
  g_assert_null (clear->father_name);
  g_assert_cmpuint (clear->family_members->len, ==, 1);
  husband = g_ptr_array_index (clear->family_members, 0);
  g_assert_cmpstr (husband->relation, ==, "suami");

  g_assert_cmpstr (masked->nik, ==, "357801••••••0001");
  g_assert_cmpstr (masked->passport_number, ==, "C1••••67");
  g_assert_cmpstr (masked->disease_history, ==, "•••");
  keyless = miqat_pilgrim_load (miqat_test_agency_read (hub), NULL, id, &everybody, MIQAT_PILGRIM_MASKED, NULL);
  g_assert_cmpstr (keyless->nik, ==, "•••");

  /* Neither the rows, nor the trail, nor what remains of either on the disk tells the numbers. */
  g_assert_false (file_contains (hub->path, NIK));
  g_assert_false (file_contains (wal, NIK));
  g_assert_false (file_contains (wal, "C1234567"));
  g_assert_false (file_contains (wal, "Asma"));
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM audit_log WHERE detail LIKE '%Rahmawati%'"), ==, 0);
  miqat_test_verify (hub);
}

static void
test_refusals (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  static const struct {
    const char *code, *field, *json;
  } rows[] = {
    { "required", "full_name", "{'gender': 'male'}" },
    { "name_not_latin", "full_name", "{'full_name': 'محمد'}" },
    { "nik_length", "nik", "{'full_name': 'Budi Santoso', 'nik': '357801570885000'}" },
    { "nik_date", "nik", "{'full_name': 'Budi Santoso', 'nik': '3578013113850001'}" },
    { "nik_province", "nik", "{'full_name': 'Budi Santoso', 'nik': '9978011708850001'}" },
    { "nik_mismatch", "nik", "{'full_name': 'Budi Santoso', 'nik': '" NIK "', 'gender': 'male'}" },
    { "nik_mismatch", "nik", "{'full_name': 'Siti Aminah', 'nik': '" NIK "', 'date_of_birth': '1985-08-18'}" },
    { "name_one_word", "father_name", "{'full_name': 'Suharti'}" },
    { "day_future", "date_of_birth", "{'full_name': 'Budi Santoso', 'date_of_birth': '2026-06-23'}" },
    { "not_a_day", "date_of_birth", "{'full_name': 'Budi Santoso', 'date_of_birth': '31-02-1985'}" },
    { "not_a_passport", "passport_number", "{'full_name': 'Budi Santoso', 'passport_number': '1234567'}" },
    { "passport_days", "passport_expiry_date",
      "{'full_name': 'Budi Santoso', 'passport_release_date': '2024-01-05', 'passport_expiry_date': '2024-01-05'}" },
    { "not_a_phone", "phone", "{'full_name': 'Budi Santoso', 'phone': '0812'}" },
    { "not_a_choice", "marital_status", "{'full_name': 'Budi Santoso', 'marital_status': 'janda'}" },
    { "too_long", "address",
      "{'full_name': 'Budi Santoso', 'address': '" "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx'}" },
    { "unknown_field", "is_admin", "{'full_name': 'Budi Santoso', 'is_admin': true}" },
    { "required", "family_members.0.relation", "{'full_name': 'Budi Santoso', 'family_members': [{'name': 'Ani'}]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    miqat_test_refused (hub, hub->surabaya_sales, "pilgrim.create", rows[i].code, rows[i].field, "%s", rows[i].json);
  miqat_test_refused (hub, hub->surabaya_sales, "pilgrim.create", "not_yours", NULL,
                      "{'full_name': 'Budi Santoso', 'branch_id': '%s'}", hub->makassar);
  miqat_test_refused (hub, hub->mitra, "pilgrim.create", "not_allowed", NULL, "{'full_name': 'Budi Santoso'}");
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM pilgrims"), ==, 0);
}

static void
test_edit (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *id = miqat_test_do (hub, hub->surabaya_sales, "pilgrim.create", "pilgrim_id", "{" SITI "}");
  g_autoptr (MiqatPilgrim) pilgrim = NULL;
  g_autofree char *before = miqat_test_text (hub, "SELECT hex(nik_sealed) FROM pilgrims");
  g_autofree char *after = NULL;
  g_auto (GStrv) missing = NULL;

  miqat_test_do (hub, hub->surabaya_staff, "pilgrim.edit", NULL,
                 "{'pilgrim_id': '%s', 'father_name': 'Ahmad', 'address': 'Jl. Mawar 7'}", id);
  pilgrim = load (hub, id, MIQAT_PILGRIM_IN_CLEAR);
  g_assert_cmpstr (pilgrim->father_name, ==, "Ahmad");
  g_assert_cmpstr (pilgrim->address, ==, "Jl. Mawar 7");
  g_assert_cmpstr (pilgrim->nik, ==, NIK);
  g_assert_cmpstr (pilgrim->full_name, ==, "Siti Rahmawati");
  after = miqat_test_text (hub, "SELECT hex(nik_sealed) FROM pilgrims");
  g_assert_cmpstr (before, ==, after);
  missing = miqat_pilgrim_list_missing (pilgrim);
  g_assert_true (g_strv_contains ((const char *const *) missing, "passport_from"));
  g_assert_true (g_strv_contains ((const char *const *) missing, "occupation"));
  g_assert_false (g_strv_contains ((const char *const *) missing, "nik"));

  /* What is new must agree with what was there. */
  miqat_test_refused (hub, hub->surabaya_staff, "pilgrim.edit", "nik_mismatch", "nik",
                      "{'pilgrim_id': '%s', 'gender': 'male'}", id);
  miqat_test_refused (hub, hub->surabaya_staff, "pilgrim.edit", "passport_days", "passport_expiry_date",
                      "{'pilgrim_id': '%s', 'passport_release_date': '2030-01-01'}", id);
  /* Another office does not even learn that she exists. */
  miqat_test_refused (hub, hub->makassar_staff, "pilgrim.edit", "not_found", "pilgrim_id",
                      "{'pilgrim_id': '%s', 'father_name': 'Lain'}", id);
  miqat_test_do (hub, hub->pusat_staff, "pilgrim.edit", NULL, "{'pilgrim_id': '%s', 'nik': '3578015708850002'}", id);
  g_clear_pointer (&pilgrim, miqat_pilgrim_free);
  pilgrim = load (hub, id, MIQAT_PILGRIM_IN_CLEAR);
  g_assert_cmpstr (pilgrim->nik, ==, "3578015708850002");
  miqat_test_verify (hub);
}

static void
assert_match (MiqatTestAgency *hub, const char *branch, MiqatPilgrimMatch expected)
{
  const MiqatReader reader = { branch, NULL };
  MiqatPilgrimMatch by_nik, by_passport;
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (GError) error = NULL;
  MiqatDb *db = miqat_test_agency_read (hub);
  const MiqatKey *key = miqat_site_get_key (hub->site);

  g_assert_true (miqat_pilgrim_find_by_nik (db, key, "3578.0157.0885.0001", &reader, &by_nik, &first, &error));
  g_assert_true (miqat_pilgrim_find_by_passport (db, key, "c1234567", &reader, &by_passport, &second, &error));
  g_assert_cmpint (by_nik, ==, expected);
  g_assert_cmpint (by_passport, ==, expected);
  g_assert_true ((first != NULL) == (expected == MIQAT_PILGRIM_KNOWN));
  g_assert_cmpstr (first, ==, second);
}

static void
test_find_and_link (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const MiqatReader surabaya = { hub->surabaya, NULL };
  const MiqatReader mitra = { hub->surabaya, hub->mitra };
  const char *id, *linked;
  g_autoptr (GPtrArray) by_phone = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatPilgrim) hidden = NULL;

  assert_match (hub, NULL, MIQAT_PILGRIM_UNKNOWN);
  id = miqat_test_do (hub, hub->surabaya_sales, "pilgrim.create", "pilgrim_id", "{" SITI "}");
  assert_match (hub, NULL, MIQAT_PILGRIM_KNOWN);
  assert_match (hub, hub->surabaya, MIQAT_PILGRIM_KNOWN);
  assert_match (hub, hub->makassar, MIQAT_PILGRIM_ELSEWHERE);
  by_phone = miqat_pilgrim_find_by_phone (miqat_test_agency_read (hub), "6281234567890", &surabaya, &error);
  g_assert_cmpuint (by_phone->len, ==, 1);
  /* A node below the office reads nobody. */
  hidden = miqat_pilgrim_load (miqat_test_agency_read (hub), NULL, id, &mitra, MIQAT_PILGRIM_MASKED, &error);
  g_assert_null (hidden);
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_NOT_FOUND);

  miqat_test_refused (hub, hub->makassar_sales, "pilgrim.link", "not_found", "nik",
                      "{'nik': '" NIK "', 'full_name': 'Siti Aminah'}");
  linked = miqat_test_do (hub, hub->makassar_sales, "pilgrim.link", "pilgrim_id",
                          "{'nik': '" NIK "', 'full_name': 'SITI RAHMAWATI'}");
  g_assert_cmpstr (linked, ==, id);
  assert_match (hub, hub->makassar, MIQAT_PILGRIM_KNOWN);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM audit_log WHERE command = 'pilgrim.link'"
                                           " AND detail LIKE '%\"pilgrim_branches\"%'"),
                   ==, 1);
  miqat_test_verify (hub);
}

static void
test_verify_sealed (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MiqatKey) foreign = miqat_key_new_random ();
  gint64 checked = 0;

  miqat_test_do (hub, hub->surabaya_sales, "pilgrim.create", NULL, "{" SITI "}");
  g_assert_true (miqat_pilgrim_verify_sealed (miqat_test_agency_read (hub), miqat_site_get_key (hub->site),
                                              &checked, faults, NULL));
  g_assert_cmpint (checked, ==, 3);
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_true (miqat_pilgrim_verify_sealed (miqat_test_agency_read (hub), foreign, &checked, faults, NULL));
  g_assert_cmpuint (faults->len, ==, 3);
}

static char *
list_names (MiqatListModel *model)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++) {
    g_autoptr (MiqatPilgrimItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", miqat_pilgrim_item_get_full_name (item));
  }
  return g_string_free (names, FALSE);
}

static void
assert_names (MiqatListModel *model, const MiqatPilgrimFilter *filter, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;

  g_assert_true (miqat_pilgrim_list_model_set_filter (model, filter, &error));
  g_assert_no_error (error);
  names = list_names (model);
  g_assert_cmpstr (names, ==, expected);
}

static void
test_list (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatPilgrimFilter filter = { .sort = MIQAT_PILGRIM_SORT_NAME };
  g_autoptr (MiqatListModel) model = NULL;
  g_autoptr (GError) error = NULL;

  miqat_test_do (hub, hub->surabaya_sales, "pilgrim.create", NULL, "{'full_name': 'Zainab Putri'}");
  miqat_test_agency_pass (hub, MIQAT_SECOND);
  miqat_test_do (hub, hub->surabaya_sales, "pilgrim.create", NULL, "{" SITI "}");
  miqat_test_agency_pass (hub, MIQAT_SECOND);
  miqat_test_do (hub, hub->makassar_sales, "pilgrim.create", NULL, "{'full_name': 'Ahmad Fauzi'}");
  model = miqat_pilgrim_list_model_new (miqat_test_agency_read (hub), &filter);
  g_assert_true (miqat_list_model_refresh (model, &error));
  assert_names (model, &filter, "Ahmad Fauzi|Siti Rahmawati|Zainab Putri");
  filter.sort = MIQAT_PILGRIM_SORT_NEWEST;
  assert_names (model, &filter, "Ahmad Fauzi|Siti Rahmawati|Zainab Putri");
  filter.reader = (MiqatReader) { hub->surabaya, NULL };
  assert_names (model, &filter, "Siti Rahmawati|Zainab Putri");
  filter.search = "rahma sit";
  assert_names (model, &filter, "Siti Rahmawati");
  filter.search = "6281234";
  assert_names (model, &filter, "Siti Rahmawati");
  filter.search = "ahmad";
  assert_names (model, &filter, "");
  filter.search = NULL;
  filter.reader = (MiqatReader) { hub->surabaya, hub->mitra };
  assert_names (model, &filter, "");
}

static void
test_sections (void)
{
  for (const MiqatParam *param = miqat_pilgrim_fields; param->name != NULL; param++) {
    char section = miqat_pilgrim_field_get_section (param->name);

    g_assert_true (section >= 'B' && section <= 'F');
    g_assert_nonnull (param->label);
  }
  g_assert_cmpint (miqat_pilgrim_field_get_section ("unknown"), ==, 0);
}

/* What was wrong is emptied by null; blank text leaves it. */
static void
test_empty (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *id = miqat_test_do (hub, hub->surabaya_sales, "pilgrim.create", "pilgrim_id", "{" SITI "}");
  g_autoptr (MiqatPilgrim) pilgrim = NULL;

  miqat_test_do (hub, hub->surabaya_staff, "pilgrim.edit", NULL,
                 "{'pilgrim_id': '%s', 'nik': '', 'address': ' ', 'disease_history': ''}", id);
  pilgrim = load (hub, id, MIQAT_PILGRIM_IN_CLEAR);
  g_assert_cmpstr (pilgrim->nik, ==, NIK);
  g_assert_cmpstr (pilgrim->address, ==, "Jl. Melati 5");
  g_assert_cmpstr (pilgrim->disease_history, ==, "Asma");

  /* Whoever has no passport has no number either; neither is forgotten in silence. */
  miqat_test_refused (hub, hub->surabaya_staff, "pilgrim.edit", "passport_numbered", "has_passport",
                      "{'pilgrim_id': '%s', 'has_passport': false}", id);
  miqat_test_refused (hub, hub->surabaya_staff, "pilgrim.edit", "passport_numbered", "has_passport",
                      "{'pilgrim_id': '%s', 'has_passport': false, 'passport_number': ' '}", id);
  miqat_test_verify (hub);

  miqat_test_do (hub, hub->surabaya_staff, "pilgrim.edit", NULL,
                 "{'pilgrim_id': '%s', 'nik': null, 'passport_number': null, 'has_passport': false, 'address': null,"
                 " 'passport_expiry_date': null, 'disease_history': null, 'family_members': null,"
                 " 'full_name': null}", id);
  g_clear_pointer (&pilgrim, miqat_pilgrim_free);
  pilgrim = load (hub, id, MIQAT_PILGRIM_IN_CLEAR);
  g_assert_null (pilgrim->nik);
  g_assert_null (pilgrim->passport_number);
  g_assert_false (pilgrim->has_passport);
  g_assert_null (pilgrim->address);
  g_assert_null (pilgrim->passport_expiry_date);
  g_assert_null (pilgrim->disease_history);
  g_assert_cmpuint (pilgrim->family_members->len, ==, 0);
  /* Everybody keeps a name. */
  g_assert_cmpstr (pilgrim->full_name, ==, "Siti Rahmawati");
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM pilgrims WHERE nik_index IS NOT NULL"
                                           " OR passport_index IS NOT NULL"), ==, 0);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM pilgrim_health"), ==, 0);
  miqat_test_verify (hub);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pilgrims/create", test_create);
  g_test_add_func ("/pilgrims/refusals", test_refusals);
  g_test_add_func ("/pilgrims/edit", test_edit);
  g_test_add_func ("/pilgrims/empty", test_empty);
  g_test_add_func ("/pilgrims/find-and-link", test_find_and_link);
  g_test_add_func ("/pilgrims/verify-sealed", test_verify_sealed);
  g_test_add_func ("/pilgrims/list", test_list);
  g_test_add_func ("/pilgrims/sections", test_sections);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents: rows about papers, and who may see them. */
#include "config.h"

#include "miqat-document.h"
#include "miqat-test-agency.h"

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define FILE_FIELDS \
  "'content_hash': '" HASH "', 'file_name': 'ktp siti.jpg', 'media_type': 'image/jpeg', 'size_bytes': 12345"

static void
test_add (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const MiqatReader surabaya = { hub->surabaya, NULL }, makassar = { hub->makassar, NULL };
  const char *pilgrim
    = miqat_test_do (hub, hub->surabaya_sales, "pilgrim.create", "pilgrim_id", "{'full_name': 'Siti Rahma'}");
  const char *id = miqat_test_do (hub, hub->surabaya_staff, "document.add", "document_id",
                                  "{'pilgrim_id': '%s', 'doc_type': 'ktp', " FILE_FIELDS "}", pilgrim);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autoptr (MiqatDocument) document = miqat_document_load (db, id, &surabaya, NULL);
  g_autoptr (GPtrArray) mine = miqat_document_list (db, pilgrim, &surabaya, NULL);
  g_autoptr (GPtrArray) theirs = miqat_document_list (db, pilgrim, &makassar, NULL);
  g_autoptr (GError) error = NULL;
  gboolean may = FALSE, used = FALSE;

  g_assert_cmpstr (document->content_hash, ==, HASH);
  g_assert_cmpstr (document->branch_id, ==, hub->surabaya);
  g_assert_cmpint (document->size_bytes, ==, 12345);
  g_assert_cmpuint (mine->len, ==, 1);
  g_assert_cmpuint (theirs->len, ==, 0);
  g_assert_null (miqat_document_load (db, id, &makassar, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_NOT_FOUND);
  g_assert_true (miqat_document_may_read (db, HASH, &surabaya, &may, NULL));
  g_assert_true (may);
  g_assert_true (miqat_document_may_read (db, HASH, &makassar, &may, NULL));
  g_assert_false (may);
  g_assert_true (miqat_document_is_used (db, HASH, &used, NULL));
  g_assert_true (used);
  miqat_test_verify (hub);
}

/* The papers go where the pilgrim goes. */
static void
test_follow (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const MiqatReader makassar = { hub->makassar, NULL };
  const char *pilgrim
    = miqat_test_do (hub, hub->surabaya_sales, "pilgrim.create", "pilgrim_id",
                     "{'full_name': 'Siti Rahma', 'nik': '3578015708850001'}");
  gboolean may = FALSE;

  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "document.add", NULL,
                 "{'pilgrim_id': '%s', 'doc_type': 'passport', " FILE_FIELDS "}", pilgrim);
  miqat_test_do (hub, hub->makassar_sales, "pilgrim.link", NULL,
                 "{'full_name': 'Siti Rahma', 'nik': '3578015708850001'}");
  g_assert_true (miqat_document_may_read (miqat_test_agency_read (hub), HASH, &makassar, &may, NULL));
  g_assert_true (may);
  miqat_test_verify (hub);
}

static void
test_refusals (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *pilgrim
    = miqat_test_do (hub, hub->surabaya_sales, "pilgrim.create", "pilgrim_id", "{'full_name': 'Siti Rahma'}");
  static const struct {
    const char *code, *field, *rest;
  } rows[] = {
    { "not_a_choice", "doc_type", "'doc_type': 'transfer_proof', " FILE_FIELDS },
    { "not_a_choice", "media_type",
      "'doc_type': 'ktp', 'content_hash': '" HASH "', 'file_name': 'a.txt', 'media_type': 'text/plain', 'size_bytes': 1" },
    { "not_an_id", "content_hash",
      "'doc_type': 'ktp', 'content_hash': '../../etc/passwd', 'file_name': 'a.jpg', 'media_type': 'image/jpeg', 'size_bytes': 1" },
    { "too_small", "size_bytes",
      "'doc_type': 'ktp', 'content_hash': '" HASH "', 'file_name': 'a.jpg', 'media_type': 'image/jpeg', 'size_bytes': 0" },
    { "too_large", "size_bytes",
      "'doc_type': 'ktp', 'content_hash': '" HASH "', 'file_name': 'a.jpg', 'media_type': 'image/jpeg', 'size_bytes': 10485761" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    miqat_test_refused (hub, hub->surabaya_staff, "document.add", rows[i].code, rows[i].field,
                        "{'pilgrim_id': '%s', %s}", pilgrim, rows[i].rest);
  miqat_test_refused (hub, hub->makassar_staff, "document.add", "not_found", "pilgrim_id",
                      "{'pilgrim_id': '%s', 'doc_type': 'ktp', " FILE_FIELDS "}", pilgrim);
  miqat_test_refused (hub, hub->reseller, "document.add", "not_allowed", NULL,
                      "{'pilgrim_id': '%s', 'doc_type': 'ktp', " FILE_FIELDS "}", pilgrim);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documents/add", test_add);
  g_test_add_func ("/documents/follow", test_follow);
  g_test_add_func ("/documents/refusals", test_refusals);
  return g_test_run ();
}

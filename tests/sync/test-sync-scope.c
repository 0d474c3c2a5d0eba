/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which offices hold a row, and which of them hear of a change. */
#include "config.h"

#include "sync-test.h"

#include "miqat-scope.h"
#include "miqat-site-private.h"

#include <string.h>

/* ---- one row -------------------------------------------------------------------------------- */

/* A row made of "column=text" pairs. */
static const MiqatValue *
look_up (gconstpointer data, const char *column)
{
  const char *const *row = data;
  static MiqatValue value;
  gsize length = strlen (column);

  for (guint i = 0; row[i] != NULL; i++) {
    if (strncmp (row[i], column, length) == 0 && row[i][length] == '=') {
      value = (MiqatValue) { .kind = MIQAT_VALUE_TEXT, .text = (char *) row[i] + length + 1 };
      return &value;
    }
  }
  return NULL;
}

static char *
find_scopes (MiqatTestAgency *agency, MiqatScope scope, const char *branch, const char *key, ...)
{
  const MiqatTable table = { .name = "t", .scope = scope, .branch = branch };
  g_autoptr (GPtrArray) row = g_ptr_array_new ();
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  const char *pair;
  va_list pairs;

  va_start (pairs, key);
  while ((pair = va_arg (pairs, const char *)) != NULL)
    g_ptr_array_add (row, (gpointer) pair);
  va_end (pairs);
  g_ptr_array_add (row, NULL);
  miqat_scope_of_row (miqat_test_agency_read (agency), &table, key, look_up, row->pdata, scopes, &error);
  g_assert_no_error (error);
  g_ptr_array_add (scopes, NULL);
  return g_strjoinv (" ", (char **) scopes->pdata);
}

static void
assert_scopes (char *scopes, const char *expected)
{
  g_assert_cmpstr (scopes, ==, expected);
  g_free (scopes);
}

static void
test_rows (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autofree char *of_surabaya = g_strconcat ("branch_id=", hub->surabaya, NULL);
  g_autofree char *of_pusat = g_strconcat ("branch_id=", hub->pusat, NULL);

  assert_scopes (find_scopes (hub, MIQAT_SCOPE_EVERYONE, NULL, "x", NULL), "*");
  assert_scopes (find_scopes (hub, MIQAT_SCOPE_PUSAT, NULL, "x", NULL), "pusat");
  assert_scopes (find_scopes (hub, MIQAT_SCOPE_HUB, NULL, "x", NULL), "");
  assert_scopes (find_scopes (hub, MIQAT_SCOPE_LOCAL, NULL, "x", NULL), "");
  assert_scopes (find_scopes (hub, MIQAT_SCOPE_BRANCH, "branch_id", "x", of_surabaya, NULL), hub->surabaya);
  assert_scopes (find_scopes (hub, MIQAT_SCOPE_BRANCH, "branch_id", "x", of_pusat, NULL), hub->pusat);
  assert_scopes (find_scopes (hub, MIQAT_SCOPE_BRANCH, "branch_id", "x", NULL), "pusat");
  assert_scopes (find_scopes (hub, MIQAT_SCOPE_BRANCH_OR_PUSAT, "branch_id", "x", of_surabaya, NULL),
                 hub->surabaya);
  assert_scopes (find_scopes (hub, MIQAT_SCOPE_BRANCH_OR_PUSAT, "branch_id", "x", of_pusat, NULL), "*");
  assert_scopes (find_scopes (hub, MIQAT_SCOPE_BRANCH_OR_PUSAT, "branch_id", "x", NULL), "*");
  /* The row that is the office itself. */
  assert_scopes (find_scopes (hub, MIQAT_SCOPE_BRANCH_OR_PUSAT, "branch_id", hub->surabaya, of_surabaya, NULL),
                 "*");
  /* A paper that belongs to nobody is its office's; one of somebody unknown is the head office's. */
  assert_scopes (find_scopes (hub, MIQAT_SCOPE_PILGRIM, "pilgrim_id", "x", of_surabaya, NULL), hub->surabaya);
  assert_scopes (find_scopes (hub, MIQAT_SCOPE_PILGRIM, "pilgrim_id", "x", "pilgrim_id=nobody", of_surabaya, NULL),
                 "pusat");
}

static void
test_admits (void)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new ();

  g_assert_false (miqat_scope_admits (scopes, "a"));
  g_assert_false (miqat_scope_admits (scopes, NULL));
  g_ptr_array_add (scopes, (gpointer) "pusat");
  g_assert_false (miqat_scope_admits (scopes, "a"));
  g_assert_true (miqat_scope_admits (scopes, NULL));
  g_ptr_array_add (scopes, (gpointer) "b");
  g_assert_false (miqat_scope_admits (scopes, "a"));
  g_assert_true (miqat_scope_admits (scopes, "b"));
  g_ptr_array_add (scopes, (gpointer) "*");
  g_assert_true (miqat_scope_admits (scopes, "a"));
}

/* ---- the feed ------------------------------------------------------------------------------- */

static gint64
count_feed (SyncTest *test, gint64 after, const char *table, const char *scope)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM change_feed WHERE seq > %" G_GINT64_FORMAT
                                          " AND table_name = '%s' AND scope = '%s'", after, table, scope);

  return miqat_test_number (test->hub, sql);
}

static gint64
get_newest (SyncTest *test)
{
  return miqat_test_number (test->hub, "SELECT coalesce(max(seq), 0) FROM change_feed");
}

static const char *
make_pilgrim (SyncTest *test)
{
  return miqat_test_do (test->hub, test->hub->surabaya_staff, "pilgrim.create", "pilgrim_id",
                        "{'full_name': 'Budi Santoso', 'nik': '3578010203800001', 'disease_history': 'Asma'}");
}

static void
test_feed (void)
{
  g_autoptr (SyncTest) test = sync_test_new ();
  gint64 before = get_newest (test);
  const char *pilgrim;

  miqat_test_do (test->hub, test->hub->pusat_staff, "package.set_prices", NULL,
                 "{'package_id': '%s', 'cost': 24000000, 'margin': 5000000, 'max_price': 61000000}", test->package);
  g_assert_cmpint (count_feed (test, before, "package_costs", "pusat"), ==, 1);
  g_assert_cmpint (count_feed (test, before, "package_costs", "*"), ==, 0);
  g_assert_cmpint (count_feed (test, before, "packages", "*"), ==, 1);

  before = get_newest (test);
  pilgrim = make_pilgrim (test);
  g_assert_cmpint (count_feed (test, before, "pilgrims", test->hub->surabaya), ==, 1);
  g_assert_cmpint (count_feed (test, before, "pilgrim_health", test->hub->surabaya), ==, 1);

  /* Another branch comes to know the person: it hears of rows that did not change. */
  before = get_newest (test);
  miqat_test_do (test->hub, test->hub->pusat_staff, "pilgrim.link", NULL,
                 "{'nik': '3578010203800001', 'full_name': 'Budi Santoso', 'branch_id': '%s'}", test->hub->makassar);
  g_assert_cmpint (count_feed (test, before, "pilgrims", test->hub->makassar), ==, 1);
  g_assert_cmpint (count_feed (test, before, "pilgrim_health", test->hub->makassar), ==, 1);
  g_assert_cmpint (count_feed (test, before, "pilgrim_branches", test->hub->makassar), ==, 1);
  g_assert_cmpint (count_feed (test, before, "pilgrims", test->hub->surabaya), ==, 0);

  before = get_newest (test);
  miqat_test_do (test->hub, test->hub->surabaya_staff, "pilgrim.edit", NULL,
                 "{'pilgrim_id': '%s', 'occupation': 'Guru'}", pilgrim);
  g_assert_cmpint (count_feed (test, before, "pilgrims", test->hub->surabaya), ==, 1);
  g_assert_cmpint (count_feed (test, before, "pilgrims", test->hub->makassar), ==, 1);
}

/* ---- leaving a scope ------------------------------------------------------------------------ */

typedef struct {
  MiqatSite *site;
  const char *key;
} Leaving;

/* No command of today takes a pilgrim from a branch; one of tomorrow may. */
static gboolean
leave_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  const Leaving *leaving = data;
  const MiqatTableSchema *schema = miqat_db_get_table (db, "pilgrim_branches", error);
  g_autoptr (MiqatChanges) changes = NULL;
  gint64 seq = 0;

  if (!miqat_db_capture_begin (db, leaving->site->captured, error)
      || !miqat_db_delete_row (db, schema, leaving->key, error))
    return FALSE;
  changes = miqat_db_capture_end (db, NULL, error);
  return changes != NULL && miqat_feed_write (leaving->site, db, "leaving", changes, &seq, error);
}

static void
test_leaving (void)
{
  g_autoptr (SyncTest) test = sync_test_new ();
  SyncTestOffice *makassar = sync_test_enrol (test, test->hub->makassar, test->hub->makassar_staff);
  const char *pilgrim = make_pilgrim (test);
  g_autofree char *key = g_strdup_printf ("%s|%s", pilgrim, test->hub->makassar);
  Leaving leaving = { test->hub->site, key };
  g_autoptr (GError) error = NULL;

  miqat_test_do (test->hub, test->hub->pusat_staff, "pilgrim.link", NULL,
                 "{'nik': '3578010203800001', 'full_name': 'Budi Santoso', 'branch_id': '%s'}", test->hub->makassar);
  sync_test_settle (test);
  g_assert_cmpint (miqat_test_number (&makassar->agency, "SELECT count(*) FROM pilgrims"), ==, 1);
  miqat_writer_run (miqat_site_get_writer (test->hub->site), MIQAT_WRITER_ONCE, leave_job, &leaving, NULL,
                    NULL, &error);
  g_assert_no_error (error);
  sync_test_exchange (makassar);
  g_assert_cmpint (miqat_test_number (&makassar->agency, "SELECT count(*) FROM pilgrims"), ==, 0);
  g_assert_cmpint (miqat_test_number (&makassar->agency, "SELECT count(*) FROM pilgrim_health"), ==, 0);
  g_assert_cmpint (miqat_test_number (&makassar->agency, "SELECT count(*) FROM pilgrim_branches"), ==, 0);
  sync_test_compare (makassar);
}

/* Every captured table of the schema is declared, and every declared one exists and can be sent. */
static void
test_declared (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) tables = miqat_db_list_tables (db, &error);

  for (guint i = 0; tables[i] != NULL; i++) {
    const MiqatTable *table = miqat_site_find_table (hub->site, tables[i]);
    const MiqatTableSchema *schema = miqat_db_get_table (db, tables[i], &error);
    gboolean found = FALSE;

    if (g_str_has_prefix (tables[i], "search_words"))
      continue;
    if (table == NULL)
      g_error ("%s has no scope", tables[i]);
    for (guint c = 0; table->branch != NULL && c < schema->n_columns; c++)
      found = found || g_str_equal (schema->columns[c].name, table->branch);
    if (table->branch != NULL && !found)
      g_error ("%s has no column %s", tables[i], table->branch);
    for (guint c = 0; c < schema->n_columns; c++)
      if (g_str_has_suffix (schema->columns[c].name, "_sealed") && table->scope != MIQAT_SCOPE_LOCAL
          && (table->sealed == NULL || !g_str_equal (table->sealed->column, schema->columns[c].name))
          && (table->sealed == NULL || table->sealed[1].column == NULL
              || !g_str_equal (table->sealed[1].column, schema->columns[c].name)))
        g_error ("%s.%s is not declared as sealed", tables[i], schema->columns[c].name);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/scope/rows", test_rows);
  g_test_add_func ("/sync/scope/admits", test_admits);
  g_test_add_func ("/sync/scope/feed", test_feed);
  g_test_add_func ("/sync/scope/leaving", test_leaving);
  g_test_add_func ("/sync/scope/declared", test_declared);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No statement walks through a whole table that grows with the agency's business, or sorts rows of one, unless
 * it says here why it may: with a million bookings that would be felt. The plans are SQLite's, on the schema as
 * the migrations make it. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-migration.h"
#include "miqat-migrations-resource.h"
#include "miqat-schema.h"
#include "miqat-sync-hub.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* Tables that stay small however much is sold: settings, the network, what is on offer, what waits for the
 * hub. All others grow. */
static const char *const small_tables[] = {
  "accounts", "agencies", "airlines", "airports", "bank_accounts", "commission_rules", "counters", "credentials",
  "departure_costs", "departures", "devices", "hierarchy_paths", "hotels", "lease_beds", "package_costs", "packages",
  "pending_commands", "room_types", "rules", "seat_counts", "seat_pools", "settings", "site", "staff", "staff_duties",
  "users", NULL,
};

#define LIST "the list of everything keeps the place of every row (db/miqat-list-model.h), read from an index alone"
#define VERIFY "looks at everything on purpose, when somebody asks whether all is well"

#define OF_ONE "what belongs to one booking, invoice, traveller or pilgrim is little"
#define NEWEST "reads the newest by their keys and stops at the limit"
#define FOUND "what a search found has a limit"
#define PART "the list of a part (a status, a branch, a departure) is put in order once, when it is opened"

/* Who may walk through a growing table all the same. `part` is of the statement's text; NULL: any. */
typedef struct {
  const char *store;
  const char *part;
  const char *reason;
} Allowed;

static const Allowed may_walk[] = {
  { "booking-checks", NULL, VERIFY },
  { "commission-checks", NULL, VERIFY },
  { "payment-checks", NULL, VERIFY },
  { "pilgrim-checks", NULL, VERIFY },
  { "command", "count(*) FROM commands", VERIFY },
  { "command", "c.status = 'refused' ORDER BY c.id", VERIFY },
  { "outbox", "count(*) FROM outbox", VERIFY },
  { "outbox", "its times say otherwise", VERIFY },
  { "pilgrims", "h.notes_sealed", VERIFY },
  { "booking-list", "FROM bookings b ORDER BY", LIST },
  { "pilgrim-list", "p.rowid FROM pilgrims p WHERE", LIST },
  { "proof-model", "rowid FROM payment_proofs WHERE", LIST },
  { "invoices", "ORDER BY id DESC LIMIT", NEWEST },
  { "receipts", "ORDER BY r.id DESC LIMIT", NEWEST },
  { NULL },
};

/* Who may sort rows of a growing table: what is sorted is small, whatever the table is. */
static const Allowed may_sort[] = {
  { "booking-checks", NULL, VERIFY },
  { "commission-checks", NULL, VERIFY },
  { "payment-checks", NULL, VERIFY },
  { "outbox", "its times say otherwise", VERIFY },
  { "pilgrims", "WHERE p.nik_index = :number", OF_ONE },
  { "pilgrims", "WHERE p.passport_index = :number", OF_ONE },
  { "pilgrims", "WHERE p.phone = :phone", OF_ONE },
  { "documents", "WHERE d.pilgrim_id = :id", OF_ONE },
  { "bookings", "WHERE b.departure_id = :id", "the passengers of one departure" },
  { "invoices", "WHERE invoice_id = :invoice_id", OF_ONE },
  { "invoices", "WHERE l.traveller_id = :traveller_id", OF_ONE },
  { "invoices", "WHERE i.booking_id = :booking_id", OF_ONE },
  { "proofs", "WHERE p.booking_id = :booking_id", OF_ONE },
  { "receipts", "WHERE r.booking_id = :booking_id", OF_ONE },
  { "receipts", "WHERE t.booking_id = :booking_id", OF_ONE },
  { "commission-ledger", "WHERE traveller_id = :traveller_id", OF_ONE },
  { "commission-ledger", "WHERE booking_id = :booking_id", OF_ONE },
  { "catalog-list", ":query", "what a search found among what is on offer" },
  { "pilgrim-list", "LIMIT 2000", FOUND },
  { "booking-list", "LIMIT 4000", FOUND },
  { "booking-list", "b.status = :status", PART },
  { "proof-model", "status IN ('approved', 'rejected')", PART },
  { NULL },
};

static sqlite3 *raw;
static GHashTable *growing; /* names of tables */
static GPtrArray *stores;

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* The next word of `*at` (owned), or NULL at the end. What is neither word nor space ends a word and is
 * a word itself. */
static char *
take_word (const char **at)
{
  const char *begin;

  while (g_ascii_isspace (**at))
    (*at)++;
  begin = *at;
  if (*begin == '\0')
    return NULL;
  do
    (*at)++;
  while (is_word (*begin) && is_word (**at));
  return g_strndup (begin, (gsize) (*at - begin));
}

/* Whether `name`, in a plan of `sql`, is a growing table or the alias of one: "FROM bookings b". */
static gboolean
stands_for_growing (const char *sql, const char *name)
{
  g_autofree char *before = NULL;
  const char *at = sql;

  if (g_hash_table_contains (growing, name))
    return TRUE;
  for (char *word = take_word (&at); word != NULL; word = take_word (&at)) {
    gboolean found = before != NULL && strcmp (word, name) == 0 && g_hash_table_contains (growing, before);

    if (strcmp (word, "AS") == 0) {
      g_free (word);
      continue;
    }
    g_free (before);
    before = word;
    if (found)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_about (const Allowed *self, const char *store, const char *sql)
{
  return strcmp (self->store, store) == 0 && (self->part == NULL || strstr (sql, self->part) != NULL);
}

static gboolean
is_allowed (const Allowed *list, const char *store, const char *sql)
{
  for (; list->store != NULL; list++)
    if (is_about (list, store, sql))
      return TRUE;
  return FALSE;
}

/* A walk through an index that has but a part of the rows in it: those that are open, or waiting. */
static gboolean
is_partial (const char *detail)
{
  const char *index = strstr (detail, "INDEX ");
  sqlite3_stmt *statement = NULL;
  gboolean partial;

  if (index == NULL)
    return FALSE;
  g_assert_cmpint (sqlite3_prepare_v2 (raw, "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?"
                                            " AND sql LIKE '% WHERE %'", -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_text (statement, 1, index + strlen ("INDEX "), -1, SQLITE_TRANSIENT);
  partial = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_finalize (statement);
  return partial;
}

/* The first step of the plan that walks through a growing table; NULL when none does. */
static char *
find_scan (const char *sql)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  sqlite3_stmt *statement = NULL;
  char *scan = NULL;

  if (sqlite3_prepare_v2 (raw, explain, -1, &statement, NULL) != SQLITE_OK)
    return g_strdup (sqlite3_errmsg (raw));
  while (scan == NULL && sqlite3_step (statement) == SQLITE_ROW) {
    const char *detail = (const char *) sqlite3_column_text (statement, 3);
    gboolean makes_index = strstr (detail, " AUTOMATIC ") != NULL; /* by a walk */
    const char *at = strchr (detail, ' ');
    g_autofree char *name = NULL;

    if (!(g_str_has_prefix (detail, "SCAN ") || makes_index) || strstr (detail, "VIRTUAL TABLE") != NULL || is_partial (detail))
      continue;
    name = take_word (&at);
    if (name != NULL && is_word (*name) && strcmp (name, "CONSTANT") != 0 && stands_for_growing (sql, name))
      scan = g_strdup (detail);
  }
  sqlite3_finalize (statement);
  return scan;
}

/* The step of the plan that sorts, when any step reads a growing table; NULL otherwise. The sort itself does
 * not say whose rows they are. */
static char *
find_sort (const char *sql)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  sqlite3_stmt *statement = NULL;
  gboolean reads_growing = FALSE;
  g_autofree char *sort = NULL;

  if (sqlite3_prepare_v2 (raw, explain, -1, &statement, NULL) != SQLITE_OK)
    return g_strdup (sqlite3_errmsg (raw));
  while (sqlite3_step (statement) == SQLITE_ROW) {
    const char *detail = (const char *) sqlite3_column_text (statement, 3);
    g_autofree char *name = NULL;

    /* "FOR RIGHT PART OF ORDER BY" puts in order only those that are equal in the index. */
    if (strcmp (detail, "USE TEMP B-TREE FOR ORDER BY") == 0 && sort == NULL)
      sort = g_strdup (detail);
    if (g_str_has_prefix (detail, "SCAN ") || g_str_has_prefix (detail, "SEARCH ")) {
      const char *at = strchr (detail, ' ');

      name = take_word (&at);
    }
    if (name != NULL && is_word (*name) && stands_for_growing (sql, name))
      reads_growing = TRUE;
  }
  sqlite3_finalize (statement);
  return reads_growing ? g_steal_pointer (&sort) : NULL;
}

typedef char *(*Finder) (const char *sql);

static void
check_store (const MiqatStatements *store, Finder find, const Allowed *list)
{
  for (guint i = 0; i < store->count; i++) {
    g_autofree char *found = find (store->sql[i]);

    if (found != NULL && !is_allowed (list, store->name, store->sql[i])) {
      g_test_message ("%s[%u]: %s: %s", store->name, i, found, store->sql[i]);
      g_test_fail ();
    }
  }
}

static void
test_store (gconstpointer data)
{
  check_store (data, find_scan, may_walk);
  check_store (data, find_sort, may_sort);
}

static gboolean
is_needed (const Allowed *reason, Finder find)
{
  for (guint i = 0; i < stores->len; i++) {
    const MiqatStatements *store = g_ptr_array_index (stores, i);

    for (guint j = 0; j < store->count; j++) {
      g_autofree char *found = is_about (reason, store->name, store->sql[j]) ? find (store->sql[j]) : NULL;

      if (found != NULL)
        return TRUE;
    }
  }
  return FALSE;
}

static void
check_needed (const Allowed *list, Finder find)
{
  for (; list->store != NULL; list++)
    if (!is_needed (list, find))
      g_test_fail_printf ("%s does not need to be allowed: %s", list->store, list->reason);
}

/* A reason that nothing needs any more would hide the next walk; a table that is gone, too. */
static void
test_lists_are_true (void)
{
  check_needed (may_walk, find_scan);
  check_needed (may_sort, find_sort);
  g_assert_cmpuint (g_hash_table_size (growing), >, 20);
  for (guint i = 0; small_tables[i] != NULL; i++) {
    g_autofree char *sql = g_strconcat ("SELECT * FROM ", small_tables[i], NULL);
    g_autofree char *scan = find_scan (sql);

    g_assert_null (scan);
  }
}

/* That the test can fail. */
static void
test_finds_walks (void)
{
  static const struct { const char *sql; gboolean walks; } cases[] = {
    { "SELECT count(*) FROM bookings b WHERE b.notes = ''", TRUE },
    { "SELECT d.id FROM departures d JOIN booking_travellers AS t ON t.price = d.total_seats", TRUE },
    { "UPDATE bookings SET notes = '' WHERE pax_count = 3", TRUE },
    { "SELECT 1 FROM no_such_table", TRUE },
    { "SELECT id FROM bookings WHERE id = 'a'", FALSE },
    { "SELECT id FROM departures WHERE route = ''", FALSE },
    { "SELECT booking_id FROM seat_locks WHERE status = 'active' AND expires_at < 5", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *scan = find_scan (cases[i].sql);

    g_test_message ("%s: %s", cases[i].sql, scan);
    g_assert_true ((scan != NULL) == cases[i].walks);
  }
}

static void
test_finds_sorts (void)
{
  static const struct { const char *sql; gboolean sorts; } cases[] = {
    { "SELECT id FROM bookings b WHERE b.branch_id = 'a' ORDER BY b.notes", TRUE },
    { "SELECT u.id FROM users u JOIN bookings b ON b.seller_id = u.id WHERE u.id = 'a' ORDER BY b.notes", TRUE },
    { "SELECT user_id FROM commission_ledger WHERE user_id = 'a' ORDER BY amount, id", TRUE },
    { "SELECT user_id FROM commission_ledger WHERE user_id = 'a' ORDER BY created_at, amount", FALSE },
    { "SELECT user_id FROM commission_ledger WHERE user_id = 'a' ORDER BY created_at DESC, id DESC", FALSE },
    { "SELECT id FROM departures ORDER BY route", FALSE },
    { "SELECT id FROM bookings ORDER BY id", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *sort = find_sort (cases[i].sql);

    g_test_message ("%s: %s", cases[i].sql, sort);
    g_assert_true ((sort != NULL) == cases[i].sorts);
  }
}

static void
add_store (const MiqatStatements *store)
{
  g_autofree char *path = g_strdup_printf ("/query-plans/%s", store->name);

  g_ptr_array_add (stores, (gpointer) store);
  g_test_add_data_func (path, store, test_store);
}

static void
add_stores (void)
{
  for (guint i = 0; miqat_areas[i] != NULL; i++)
    for (guint j = 0; miqat_areas[i]->statements != NULL && miqat_areas[i]->statements[j] != NULL; j++)
      add_store (miqat_areas[i]->statements[j]);
  add_store (&miqat_sync_hub_statements);
}

static void
open_database (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatDb) db = miqat_db_open (path, MIQAT_DB_CREATE, &error);
  g_auto (GStrv) names = NULL;

  g_assert_no_error (error);
  miqat_migrate (db, NULL, &error);
  g_assert_no_error (error);
  names = miqat_db_list_tables (db, &error);
  g_assert_no_error (error);
  growing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_strv_contains (small_tables, names[i]))
      g_hash_table_add (growing, g_strdup (names[i]));
  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("miqat-plans-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "miqat.db", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  miqat_migrations_register_resource ();
  open_database (path);
  stores = g_ptr_array_new ();
  add_stores ();
  g_test_add_func ("/query-plans/lists-are-true", test_lists_are_true);
  g_test_add_func ("/query-plans/finds-walks", test_finds_walks);
  g_test_add_func ("/query-plans/finds-sorts", test_finds_sorts);
  status = g_test_run ();
  sqlite3_close (raw);
  g_ptr_array_unref (stores);
  g_hash_table_unref (growing);
  for (guint i = 0; i < 3; i++) {
    static const char *const ends[] = { "", "-wal", "-shm" };
    g_autofree char *file = g_strconcat (path, ends[i], NULL);

    g_remove (file);
  }
  g_rmdir (folder);
  return status;
}

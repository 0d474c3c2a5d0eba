/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The windowed list: what it announces, and that following the announcements always leads to what
 * the query says. */
#include "config.h"

#include "db-test.h"

#include "miqat-list-model.h"

/* ---- items ----------------------------------------------------------------------------------- */

#define TYPE_ITEM (item_get_type ())
G_DECLARE_FINAL_TYPE (Item, item, TEST, ITEM, GObject)

struct _Item {
  GObject parent_instance;
  gint64 id;
  char *name;
};

G_DEFINE_FINAL_TYPE (Item, item, G_TYPE_OBJECT)

static guint n_built;

static void
item_finalize (GObject *object)
{
  g_free (TEST_ITEM (object)->name);
  G_OBJECT_CLASS (item_parent_class)->finalize (object);
}

static void
item_class_init (ItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = item_finalize;
}

static void
item_init (Item *self)
{
}

static gpointer
make_item (MiqatStatement *row, gpointer data)
{
  Item *item = g_object_new (TYPE_ITEM, NULL);

  n_built++;
  item->id = miqat_statement_get_int (row, 0);
  item->name = miqat_statement_dup_text (row, 1);
  return item;
}

/* ---- the model under test -------------------------------------------------------------------- */

enum { BY_RANK, PAGE, BY_NAME, HUGE_ROW, BROKEN, N_STATEMENTS };

static const char *const sql[N_STATEMENTS] = {
  [BY_RANK] = "SELECT id FROM t WHERE hidden = 0 ORDER BY rank, id",
  [PAGE] = "SELECT id, name, data FROM t WHERE id = :row",
  [BY_NAME] = "SELECT id FROM t WHERE name >= :from ORDER BY name, id",
  [HUGE_ROW] = "SELECT 4294967296",
  [BROKEN] = "SELECT id, name FROM missing WHERE id = :row",
};

static const MiqatStatements statements = { .name = "test", .sql = sql, .count = N_STATEMENTS };

static const MiqatListSource source = {
  .statements = &statements,
  .rows = BY_RANK,
  .page = PAGE,
  .item = make_item,
};

typedef struct {
  DbTest base;
  MiqatDb *reader;
  MiqatListModel *model;
  GArray *shadow;   /* row numbers, kept by following the announcements */
  GPtrArray *items; /* and the items that a view would hold */
  guint n_announced;
  guint position, removed, added; /* the last one */
  guint largest;                  /* removed + added of one that does both */
} Test;

static guint32
row_at (Test *self, guint position)
{
  return miqat_list_model_get_row (self->model, position);
}

/* Does what a view does, with all rows. */
static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Test *self = data;

  self->n_announced++;
  self->position = position;
  self->removed = removed;
  self->added = added;
  if (removed > 0 && added > 0)
    self->largest = MAX (self->largest, removed + added);
  g_assert_true (removed > 0 || added > 0);

  if (removed > 0)
    g_array_remove_range (self->shadow, position, removed);
  if (removed > 0)
    g_ptr_array_remove_range (self->items, position, removed);
  for (guint i = position; i < position + added; i++) {
    guint32 row = row_at (self, i);

    g_array_insert_val (self->shadow, i, row);
    g_ptr_array_insert (self->items, (int) i, NULL);
  }
  g_assert_cmpuint (self->shadow->len, ==, g_list_model_get_n_items (model));
}

static void
clear_item (gpointer item)
{
  if (item != NULL)
    g_object_unref (item);
}

static void
set_up (Test *self, gconstpointer data)
{
  MiqatListSource own = source;
  g_autofree char *fill = g_strdup_printf (
    "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, rank INTEGER NOT NULL, name TEXT, data BLOB,"
    "  hidden INTEGER NOT NULL DEFAULT 0) STRICT;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
    "  INSERT INTO t SELECT i, i * 10, 'name ' || i, NULL, 0 FROM n;",
    GPOINTER_TO_INT (data));

  db_test_set_up (&self->base, data);
  db_test_write (self->base.db, fill);
  self->reader = db_test_open (&self->base, MIQAT_DB_READ_ONLY);
  self->shadow = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->items = g_ptr_array_new_with_free_func (clear_item);

  own.item_type = TYPE_ITEM;
  self->model = miqat_list_model_new (self->reader, &own);
  g_signal_connect (self->model, "items-changed", G_CALLBACK (on_items_changed), self);
}

static void
tear_down (Test *self, gconstpointer data)
{
  g_ptr_array_unref (self->items);
  g_assert_finalize_object (self->model);
  g_array_unref (self->shadow);
  miqat_db_close (self->reader);
  db_test_tear_down (&self->base, data);
}

/* Changes the table and refreshes; afterwards the counters tell of this refresh only. */
static void
change (Test *self, const char *command)
{
  g_autoptr (GError) error = NULL;

  if (command != NULL)
    db_test_write (self->base.db, command);
  self->n_announced = 0;
  self->largest = 0;
  miqat_list_model_refresh (self->model, &error);
  g_assert_no_error (error);
}

/* A view asks for what it shows. */
static void
show (Test *self, guint from, guint count)
{
  for (guint i = from; i < from + count && i < self->items->len; i++)
    if (self->items->pdata[i] == NULL)
      self->items->pdata[i] = g_list_model_get_item (G_LIST_MODEL (self->model), i);
}

/* What is held must be what the table says now. */
static void
check (Test *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatStatement) statement = miqat_db_statement (self->reader, &statements, BY_RANK, &error);
  gboolean row;
  guint n = 0;

  for (; miqat_statement_step (statement, &row, &error) && row; n++) {
    gint64 id = miqat_statement_get_int (statement, 0);
    Item *item = self->items->pdata[n];

    g_assert_cmpint (g_array_index (self->shadow, guint32, n), ==, id);
    g_assert_cmpint (row_at (self, n), ==, id);
    if (item != NULL) {
      g_autofree char *query = g_strdup_printf ("SELECT name FROM t WHERE id = %" G_GINT64_FORMAT, id);
      g_autofree char *name = db_test_text (self->reader, query);

      g_assert_cmpint (item->id, ==, id);
      g_assert_cmpstr (item->name, ==, name);
    }
  }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, self->shadow->len);
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void
test_load (Test *self, gconstpointer data)
{
  guint position;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, 0);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (self->model)) == TYPE_ITEM);
  n_built = 0;
  change (self, NULL);
  g_assert_cmpuint (self->n_announced, ==, 1);
  g_assert_cmpuint (self->added, ==, 100000);
  g_assert_cmpuint (n_built, ==, 0);
  show (self, 70000, 1);
  g_assert_cmpuint (n_built, ==, 64);
  show (self, 69952, 64); /* its page */
  g_assert_cmpuint (n_built, ==, 64);
  show (self, 99990, 10);
  g_assert_cmpuint (n_built, ==, 64 + 32); /* the last page is shorter */
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (self->model), 100000));
  g_assert_true (miqat_list_model_find_row (self->model, 70001, &position));
  g_assert_cmpuint (position, ==, 70000);
  g_assert_false (miqat_list_model_find_row (self->model, 100001, &position));
  check (self);
}

static void
test_same_item (Test *self, gconstpointer data)
{
  g_autoptr (Item) first = NULL, again = NULL;

  change (self, NULL);
  first = g_list_model_get_item (G_LIST_MODEL (self->model), 5);
  again = g_list_model_get_item (G_LIST_MODEL (self->model), 5);
  g_assert_true (first == again);

  /* Others changed; this one is kept, as the very same object. */
  show (self, 0, 64);
  change (self, "UPDATE t SET name = 'new' WHERE id IN (5, 7)");
  g_clear_object (&again);
  again = g_list_model_get_item (G_LIST_MODEL (self->model), 5);
  g_assert_true (first == again);
  g_assert_cmpuint (self->n_announced, ==, 2);
}

static void
test_nothing (Test *self, gconstpointer data)
{
  change (self, NULL);
  show (self, 0, 200);
  change (self, NULL);
  g_assert_cmpuint (self->n_announced, ==, 0);
  change (self, "UPDATE t SET name = 'far away' WHERE id = 90000"); /* nobody looks at it */
  g_assert_cmpuint (self->n_announced, ==, 0);
  check (self);
}

static void
test_contents (Test *self, gconstpointer data)
{
  change (self, NULL);
  show (self, 1000, 200);
  change (self, "UPDATE t SET name = 'new' WHERE id = 1100");
  g_assert_cmpuint (self->n_announced, ==, 1);
  g_assert_cmpuint (self->position, ==, 1099);
  g_assert_cmpuint (self->removed, ==, 1);
  g_assert_cmpuint (self->added, ==, 1);
  show (self, 1000, 200);
  check (self);

  /* A run of neighbours is one announcement, but no longer than a page. */
  change (self, "UPDATE t SET data = X'00' WHERE id BETWEEN 1051 AND 1060");
  g_assert_cmpuint (self->n_announced, ==, 1);
  g_assert_cmpuint (self->position, ==, 1050);
  g_assert_cmpuint (self->added, ==, 10);
  show (self, 1000, 200);
  change (self, "UPDATE t SET name = 'all'");
  g_assert_cmpuint (self->n_announced, ==, 4); /* 200 rows that were looked at */
  g_assert_cmpuint (self->largest, ==, 128);
  show (self, 1000, 200);
  check (self);
}

static void
test_range (Test *self, gconstpointer data)
{
  change (self, NULL);
  show (self, 0, 300);

  change (self, "INSERT INTO t VALUES (200000, 55, 'between', NULL, 0)");
  g_assert_cmpuint (self->n_announced, ==, 1);
  g_assert_cmpuint (self->position, ==, 5);
  g_assert_cmpuint (self->removed, ==, 0);
  g_assert_cmpuint (self->added, ==, 1);
  show (self, 0, 300);
  check (self);

  change (self, "DELETE FROM t WHERE id = 200000");
  g_assert_cmpuint (self->n_announced, ==, 1);
  g_assert_cmpuint (self->removed, ==, 1);
  g_assert_cmpuint (self->added, ==, 0);
  check (self);

  change (self, "UPDATE t SET rank = 20000000 - rank WHERE id BETWEEN 100001 - 100 AND 100000");
  g_assert_cmpuint (self->n_announced, ==, 1);
  g_assert_cmpuint (self->position, ==, 99900);
  g_assert_cmpuint (self->removed, ==, 100);
  g_assert_cmpuint (self->added, ==, 100);
  check (self);

  /* Rows that shifted are found when their contents change. */
  show (self, 0, 300);
  change (self, "DELETE FROM t WHERE id = 3; UPDATE t SET name = 'new' WHERE id = 100");
  g_assert_cmpuint (self->n_announced, ==, 2);
  g_assert_cmpuint (self->position, ==, 98);
  show (self, 0, 300);
  check (self);
}

static void
test_move (Test *self, gconstpointer data)
{
  change (self, NULL);
  show (self, 0, 300);
  change (self, "UPDATE t SET rank = 0, name = 'first' WHERE id = 60000");
  g_assert_cmpuint (self->n_announced, ==, 2);
  g_assert_cmpuint (self->largest, ==, 0);
  g_assert_cmpuint (self->position, ==, 0);
  g_assert_cmpuint (self->added, ==, 1);
  show (self, 0, 300);
  check (self);

  change (self, "UPDATE t SET rank = 700001, name = 'back' WHERE id = 60000");
  g_assert_cmpuint (self->n_announced, ==, 2);
  g_assert_cmpuint (self->largest, ==, 0);
  show (self, 0, 300);
  check (self);
}

/* The order is another one: emptied, then filled, never both at once. */
static void
test_refill (Test *self, gconstpointer data)
{
  change (self, NULL);
  show (self, 0, 300);
  change (self, "UPDATE t SET rank = -rank");
  g_assert_cmpuint (self->n_announced, ==, 2);
  g_assert_cmpuint (self->largest, ==, 0);
  g_assert_cmpuint (self->removed, ==, 0);
  g_assert_cmpuint (self->added, ==, 100000);
  /* Where rows were seen before does not count any more. */
  change (self, "UPDATE t SET name = 'elsewhere' WHERE id = 5");
  g_assert_cmpuint (self->n_announced, ==, 0);
  show (self, 0, 300);
  check (self);

  change (self, "UPDATE t SET hidden = 1");
  g_assert_cmpuint (self->n_announced, ==, 1);
  g_assert_cmpuint (self->removed, ==, 100000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, 0);
  change (self, "UPDATE t SET hidden = 0 WHERE id > 50");
  g_assert_cmpuint (self->n_announced, ==, 1);
  check (self);
}

static void
bind_from (MiqatStatement *statement, gpointer data)
{
  miqat_statement_bind_text (statement, "from", data);
}

static void
test_source (Test *self, gconstpointer data)
{
  MiqatListSource filtered = source, broken = source;
  g_autoptr (Item) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  change (self, NULL);
  before = g_list_model_get_item (G_LIST_MODEL (self->model), 9998);
  filtered.item_type = broken.item_type = TYPE_ITEM;
  filtered.rows = BY_NAME;
  filtered.bind = bind_from;
  filtered.data = g_strdup ("name 9999");
  filtered.data_free = g_free;
  self->n_announced = 0;
  g_assert_true (miqat_list_model_set_source (self->model, &filtered, &error));
  g_assert_cmpuint (self->n_announced, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, 11);
  g_assert_cmpuint (row_at (self, 0), ==, 9999);
  after = g_list_model_get_item (G_LIST_MODEL (self->model), 0);
  g_assert_cmpint (after->id, ==, before->id);
  g_assert_true (after != before); /* the other source may make other items */

  broken.rows = HUGE_ROW;
  broken.data = g_strdup ("");
  broken.data_free = g_free;
  g_assert_false (miqat_list_model_set_source (self->model, &broken, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, 11);
  change (self, NULL);
  g_assert_cmpuint (self->n_announced, ==, 0);
}

static void
count_failures (MiqatListModel *model, const GError *error, gpointer n_failures)
{
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE);
  (*(guint *) n_failures)++;
}

static void
test_failure (Test *self, gconstpointer data)
{
  MiqatListSource broken = source;
  g_autoptr (GError) error = NULL;
  guint n_failures = 0;

  broken.item_type = TYPE_ITEM;
  broken.page = BROKEN;
  g_assert_true (miqat_list_model_set_source (self->model, &broken, &error));
  g_signal_connect (self->model, "failed", G_CALLBACK (count_failures), &n_failures);
  show (self, 0, 1);
  g_assert_true (TEST_IS_ITEM (self->items->pdata[0]));
  g_assert_cmpuint (n_failures, ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_failures, ==, 1);
  g_assert_false (miqat_list_model_refresh (self->model, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE);
}

/* A row is deleted before the list hears of it. */
static void
test_gone (Test *self, gconstpointer data)
{
  change (self, NULL);
  db_test_write (self->base.db, "DELETE FROM t WHERE id = 10");
  show (self, 9, 1);
  g_assert_cmpint (((Item *) self->items->pdata[9])->id, ==, 0);
  change (self, NULL);
  g_assert_cmpuint (self->n_announced, ==, 1);
  /* And another takes its number. */
  change (self, "INSERT INTO t VALUES (10, 100, 'again', NULL, 0)");
  show (self, 0, 20);
  check (self);
}

static void
test_memory (Test *self, gconstpointer data)
{
  g_autoptr (Item) first = NULL;

  change (self, NULL);
  n_built = 0;
  first = g_list_model_get_item (G_LIST_MODEL (self->model), 0);
  for (guint i = 0; i < 100000; i += 64) {
    g_autoptr (Item) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);
    g_autoptr (Item) again = g_list_model_get_item (G_LIST_MODEL (self->model), 0);

    g_assert_cmpint (item->id, ==, i + 1);
    g_assert_true (again == first); /* asked for all the time, so never given up */
  }
  g_assert_cmpuint (n_built, ==, 100000);
  /* The last 1024 are kept, the others are not. */
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (self->model), 99999 - 900));
  g_assert_cmpuint (n_built, ==, 100000);
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (self->model), 99999 - 1100));
  g_assert_cmpuint (n_built, >, 100000);
}

static void
on_refresh_again (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  guint *n_left = data;

  if (*n_left == 0)
    return;
  (*n_left)--;
  g_assert_true (miqat_list_model_refresh (MIQAT_LIST_MODEL (model), NULL));
}

static void
test_again (Test *self, gconstpointer data)
{
  guint n_left = 3;
  gulong handler = g_signal_connect (self->model, "items-changed", G_CALLBACK (on_refresh_again), &n_left);

  change (self, NULL);
  change (self, "DELETE FROM t WHERE id = 4");
  change (self, "DELETE FROM t WHERE id = 5");
  g_assert_cmpuint (n_left, ==, 0);
  check (self);
  g_signal_handler_disconnect (self->model, handler);
}

/* Random changes, random looks. */
static void
test_random (Test *self, gconstpointer data)
{
  guint total = 0;

  change (self, NULL);
  for (guint round = 0; round < 400; round++) {
    int a = g_test_rand_int_range (1, 1100), b = g_test_rand_int_range (1, 1100);
    g_autofree char *command = NULL;

    switch (g_test_rand_int_range (0, 7)) {
    case 0:
      command = g_strdup_printf ("UPDATE t SET name = name || '!' WHERE id %% %d = 0", a);
      break;
    case 1:
      command = g_strdup_printf ("UPDATE t SET rank = %d, name = 'moved' WHERE id = %d", b * 10 + 1, a);
      break;
    case 2:
      command = g_strdup_printf ("DELETE FROM t WHERE id = %d", a);
      break;
    case 3:
      command = g_strdup_printf ("INSERT OR IGNORE INTO t VALUES (%d, %d, 'new', NULL, 0)", a, b * 10 + 3);
      break;
    case 4:
      command = g_strdup_printf ("UPDATE t SET hidden = 1 - hidden WHERE id BETWEEN %d AND %d", a, a + b / 20);
      break;
    case 5:
      command = g_strdup_printf ("UPDATE t SET rank = %d - rank WHERE rank BETWEEN %d AND %d", 20 * b, 10 * b - 60, 10 * b + 60);
      break;
    default:
      command = g_strdup_printf ("UPDATE t SET rank = 11000 - rank WHERE %d < 60", a);
      break;
    }
    change (self, command);
    g_assert_cmpuint (self->largest, <, 512);
    total += self->n_announced;
    show (self, (guint) g_test_rand_int_range (0, 900), 120);
    check (self);
  }
  g_assert_cmpuint (total, >, 100);
}

#define TEST(path, n_rows, function)                                                               \
  g_test_add (path, Test, GINT_TO_POINTER (n_rows), set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/db/list-model/load", 100000, test_load);
  TEST ("/db/list-model/same-item", 100000, test_same_item);
  TEST ("/db/list-model/nothing", 100000, test_nothing);
  TEST ("/db/list-model/contents", 100000, test_contents);
  TEST ("/db/list-model/range", 100000, test_range);
  TEST ("/db/list-model/move", 100000, test_move);
  TEST ("/db/list-model/refill", 100000, test_refill);
  TEST ("/db/list-model/source", 100000, test_source);
  TEST ("/db/list-model/failure", 100, test_failure);
  TEST ("/db/list-model/gone", 1000, test_gone);
  TEST ("/db/list-model/memory", 100000, test_memory);
  TEST ("/db/list-model/again", 100, test_again);
  TEST ("/db/list-model/random", 1000, test_random);
  return g_test_run ();
}

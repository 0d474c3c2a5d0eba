/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "db-workload.h"

const char *const db_workload_tables[] = { "node", "slot", "pair", "flat", "number", "log", NULL };

static const char schema[] =
  "CREATE TABLE node (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
  "  parent TEXT REFERENCES node (id) ON DELETE CASCADE ON UPDATE CASCADE, data BLOB) STRICT;"
  "CREATE TABLE slot (id TEXT NOT NULL PRIMARY KEY, place INTEGER UNIQUE, label TEXT NOT NULL,"
  "  node TEXT REFERENCES node (id) ON DELETE SET NULL, amount INTEGER) STRICT;"
  "CREATE UNIQUE INDEX slot_label ON slot (label) WHERE amount > 500;"
  "CREATE TABLE pair (a TEXT NOT NULL, note TEXT, b INTEGER NOT NULL, PRIMARY KEY (b, a)) STRICT;"
  "CREATE TABLE flat (id TEXT NOT NULL PRIMARY KEY, rank INTEGER NOT NULL UNIQUE, x BLOB) STRICT, WITHOUT ROWID;"
  "CREATE TABLE number (id INTEGER NOT NULL PRIMARY KEY, text TEXT) STRICT;"
  "CREATE TABLE log (id TEXT NOT NULL PRIMARY KEY, what TEXT NOT NULL) STRICT;"
  "CREATE TABLE local (id INTEGER NOT NULL PRIMARY KEY, what TEXT) STRICT;"
  "CREATE TRIGGER slot_log AFTER UPDATE OF amount ON slot BEGIN"
  "  INSERT INTO log VALUES (NEW.id || '-' || (SELECT COUNT(*) FROM log), OLD.amount || '>' || NEW.amount); END;"
  "CREATE TRIGGER log_no_delete BEFORE DELETE ON log WHEN OLD.what LIKE '%7>%' BEGIN"
  "  SELECT RAISE (ABORT, 'append-only: log'); END;";

void
db_workload_create (MiqatDb *db)
{
  db_test_write (db, schema);
}

static gboolean
run (MiqatDb *db, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
run (MiqatDb *db, const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  return miqat_db_run_script (db, sql, NULL);
}

/* A few names only, so that commands meet. */
static const char *
pick (GRand *rand)
{
  static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g", "|", "\\", "h|i", "é", "" };

  return names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
}

static gint64
pick_number (GRand *rand)
{
  static const gint64 numbers[] = { 0, -1, G_MAXINT64, G_MININT64, 9007199254740993, 17, 501, 502, 999 };

  return g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 12)
                               : numbers[g_rand_int_range (rand, 0, G_N_ELEMENTS (numbers))];
}

#define N "%" G_GINT64_FORMAT

static gboolean
run_slot (MiqatDb *db, GRand *rand)
{
  int left = g_rand_int_range (rand, 0, 12), right = g_rand_int_range (rand, 0, 12);

  switch (g_rand_int_range (rand, 0, 7)) {
  case 0:
    return run (db, "INSERT INTO slot VALUES ('%s', %d, '%s', NULL, " N ")", pick (rand), left,
                pick (rand), pick_number (rand));
  case 1: /* two places change owners */
    return run (db, "UPDATE slot SET place = NULL WHERE place = %d;"
                    "UPDATE slot SET place = %d WHERE place = %d;"
                    "UPDATE slot SET place = %d WHERE place IS NULL AND id ="
                    "  (SELECT MIN (id) FROM slot WHERE place IS NULL);", left, left, right, right);
  case 2: /* all move on by one */
    return run (db, "UPDATE slot SET place = -place - 1 WHERE place >= 0;"
                    "UPDATE slot SET place = (-place) %% 12 WHERE place < 0;");
  case 3:
    return run (db, "UPDATE slot SET amount = " N ", label = '%s' WHERE place = %d",
                pick_number (rand), pick (rand), left);
  case 4:
    return run (db, "UPDATE slot SET id = '%s' WHERE id = '%s'", pick (rand), pick (rand));
  case 5:
    return run (db, "INSERT OR REPLACE INTO slot VALUES ('%s', %d, '%s', NULL, 1)", pick (rand),
                left, pick (rand));
  default:
    return run (db, "DELETE FROM slot WHERE place %% 3 = %d", left % 3);
  }
}

static gboolean
run_node (MiqatDb *db, GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 6)) {
  case 0:
    return run (db, "INSERT INTO node VALUES ('%s', '%s', (SELECT MAX (id) FROM node), NULL)",
                pick (rand), pick (rand));
  case 1:
    return run (db, "UPDATE node SET id = '%s' WHERE id = '%s'", pick (rand), pick (rand));
  case 2:
    return run (db, "UPDATE node SET data = zeroblob (%d) WHERE id > '%s'",
                g_rand_int_range (rand, 0, 9000), pick (rand));
  case 3:
    return run (db, "DELETE FROM node WHERE id = '%s'", pick (rand));
  case 4:
    return run (db, "UPDATE slot SET node = (SELECT MIN (id) FROM node) WHERE id < '%s'", pick (rand));
  default:
    return run (db, "DELETE FROM node WHERE id = '%s';"
                    "INSERT INTO node VALUES ('%s', 'again', NULL, X'00')", pick (rand), pick (rand));
  }
}

static gboolean
run_other (MiqatDb *db, GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 10)) {
  case 0:
    return run (db, "INSERT INTO pair VALUES ('%s', NULL, " N ") ON CONFLICT (a, b) DO UPDATE SET note = '%s'",
                pick (rand), pick_number (rand), pick (rand));
  case 1:
    return run (db, "UPDATE pair SET b = b + 1 WHERE a = '%s' AND b < 100", pick (rand));
  case 2:
    return run (db, "UPDATE pair SET note = '%s'", pick (rand));
  case 3:
    return run (db, "INSERT INTO flat VALUES ('%s', (SELECT COALESCE (MAX (rank), 0) + 1 FROM flat), X'%02x')",
                pick (rand), (guint) g_rand_int_range (rand, 0, 256));
  case 4: /* the order is turned round */
    return run (db, "UPDATE flat SET rank = -rank; UPDATE flat SET rank = rank + 100");
  case 5:
    return run (db, "INSERT INTO number VALUES (" N ", '%s')", pick_number (rand), pick (rand));
  case 6:
    return run (db, "UPDATE number SET id = id + 1 WHERE id < 20; UPDATE number SET text = id WHERE id < 5");
  case 7:
    return run (db, "DELETE FROM number");
  case 8:
    return run (db, "DELETE FROM log WHERE id LIKE '%%1'");
  default:
    return run (db, "INSERT INTO local (what) VALUES ('%s'); DELETE FROM pair", pick (rand));
  }
}

gboolean
db_workload_run (MiqatDb *db, GRand *rand, MiqatChanges **changes, GBytes **changeset)
{
  g_autoptr (MiqatChanges) captured = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  int n_steps = g_rand_int_range (rand, 1, 6);
  gboolean ok = TRUE;

  miqat_db_savepoint (db, &error);
  g_assert_no_error (error);
  miqat_db_capture_begin (db, db_workload_tables, &error);
  g_assert_no_error (error);

  for (int i = 0; ok && i < n_steps; i++)
    switch (g_rand_int_range (rand, 0, 3)) {
    case 0:
      ok = run_slot (db, rand);
      break;
    case 1:
      ok = run_node (db, rand);
      break;
    default:
      ok = run_other (db, rand);
      break;
    }

  if (!ok) {
    miqat_db_capture_cancel (db);
    miqat_db_rollback_to (db);
    return FALSE;
  }

  captured = miqat_db_capture_end (db, &bytes, &error);
  g_assert_no_error (error);
  miqat_db_release (db, &error);
  g_assert_no_error (error);
  if (changes != NULL)
    *changes = g_steal_pointer (&captured);
  if (changeset != NULL)
    *changeset = g_steal_pointer (&bytes);
  return TRUE;
}

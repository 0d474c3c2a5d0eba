-- What every database needs before it holds an agency: who it is, the commands it has answered,
-- the trail of changes, and the counters from which codes are made.
--
-- The house rules for all migrations: portable SQL in SQLite's spelling; instants are INTEGER UTC
-- microseconds ending in _at; days are TEXT YYYY-MM-DD ending in _date or _day; money is INTEGER
-- rupiah; flags are 0 or 1; ids are UUID text made by the writer; sealed columns end in _sealed,
-- their blind index in _index.

-- This database itself; one row, never synchronised.
CREATE TABLE site (
  id        INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  role      TEXT NOT NULL CHECK (role IN ('hub', 'alone', 'replica')),
  node_id   TEXT NOT NULL,      -- the Pusat or Cabang whose office this is
  device_id TEXT,               -- replicas: the enrolled workstation
  code      TEXT NOT NULL,      -- series of this database's own codes: "SBY2", or "PST" at the hub
  zone      TEXT NOT NULL CHECK (zone IN ('WIB', 'WITA', 'WIT')),
  hub_url   TEXT,               -- replicas: where to push and pull
  key_check_sealed BLOB NOT NULL -- opens with this database's own key only
) STRICT;

-- Commands this database has answered. A repeated id gets the same answer; a repeated id with
-- another body is refused. Personal and secret arguments are not kept, only the body's keyed hash.
CREATE TABLE commands (
  id          TEXT NOT NULL PRIMARY KEY,
  name        TEXT NOT NULL,
  body_hash   TEXT NOT NULL,
  actor_id    TEXT NOT NULL,
  node_id     TEXT,
  device_id   TEXT,
  claimed_at  INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL,
  status      TEXT NOT NULL CHECK (status IN ('done', 'refused')),
  answer      TEXT NOT NULL,    -- JSON: the result, or the problems
  feed_seq    INTEGER NOT NULL  -- the newest feed entry when it was answered
) STRICT;
CREATE INDEX commands_by_time ON commands (accepted_at);

-- Who changed what, in every database that is nobody's replica: an entry for each command, with all
-- rows it changed. Append-only; numbered by the engine in the order of writing.
CREATE TABLE audit_log (
  seq         INTEGER NOT NULL PRIMARY KEY,
  command_id  TEXT NOT NULL,
  command     TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  claimed_at  INTEGER NOT NULL,
  actor_id    TEXT NOT NULL,
  node_id     TEXT,
  device_id   TEXT,
  outcome     TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'viewed')),
  detail      TEXT NOT NULL     -- JSON: the changes, the problems, or what was viewed; personal values masked
) STRICT;
CREATE INDEX audit_log_by_command ON audit_log (command_id);

-- Whose history an entry belongs to: of a booking, for instance, also what changed its travellers.
CREATE TABLE audit_subjects (
  table_name TEXT NOT NULL,
  row_key    TEXT NOT NULL,
  command_id TEXT NOT NULL,
  PRIMARY KEY (table_name, row_key, command_id)
) STRICT, WITHOUT ROWID;

-- Which rows changed, for pull. Rows themselves are read when asked for, so an entry is small.
-- Scope "*" is every office, "pusat" the head office only, otherwise a branch's id.
CREATE TABLE change_feed (
  seq        INTEGER NOT NULL PRIMARY KEY,
  command_id TEXT NOT NULL,
  table_name TEXT NOT NULL,
  row_key    TEXT NOT NULL,
  scope      TEXT NOT NULL
) STRICT;
CREATE INDEX change_feed_by_scope ON change_feed (scope, seq);

-- The last number of each series of codes; never synchronised, because every database numbers
-- its own series.
CREATE TABLE counters (
  series TEXT NOT NULL PRIMARY KEY,
  value  INTEGER NOT NULL CHECK (value >= 0)
) STRICT;

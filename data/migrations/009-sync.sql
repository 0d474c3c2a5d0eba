-- Workstations and the hub: who may connect, what waits, who may sign in without the network.

-- Hub: enrolled workstations and one-time codes. Tokens and codes are kept as hashes.
CREATE TABLE devices (
  id           TEXT NOT NULL PRIMARY KEY,
  node_id      TEXT NOT NULL REFERENCES users (id),
  name         TEXT NOT NULL,
  code         TEXT NOT NULL UNIQUE,
  token_hash   TEXT NOT NULL UNIQUE,
  enrolled_at  INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  revoked_at   INTEGER
) STRICT;

CREATE TABLE enrolments (
  code_hash  TEXT NOT NULL PRIMARY KEY,
  node_id    TEXT NOT NULL REFERENCES users (id),
  expires_at INTEGER NOT NULL,
  used_at    INTEGER
) STRICT;

-- Hub: refresh tokens, rotated at each use. A used one that comes back revokes its whole family.
CREATE TABLE refresh_tokens (
  token_hash TEXT NOT NULL PRIMARY KEY,
  family_id  TEXT NOT NULL,
  owner_id   TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at    INTEGER,
  revoked_at INTEGER
) STRICT;
CREATE INDEX refresh_tokens_by_family ON refresh_tokens (family_id);
CREATE INDEX refresh_tokens_by_owner ON refresh_tokens (owner_id, expires_at);

-- Workstation: commands the hub has not accepted, in order, with what is needed to take their
-- effect back. Arguments are sealed: they hold what was typed.
CREATE TABLE pending_commands (
  seq         INTEGER NOT NULL PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  args_sealed BLOB NOT NULL,
  actor_id    TEXT NOT NULL,
  actor_name  TEXT NOT NULL,
  node_id     TEXT NOT NULL,
  claimed_at  INTEGER NOT NULL,
  day         TEXT NOT NULL,
  schema      INTEGER NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused')),
  feed_seq    INTEGER,          -- accepted: gone from here once the pull has passed it
  problems    TEXT,             -- why the hub refused it, or why it no longer runs here
  changeset   BLOB              -- NULL: has no effect here now
) STRICT;

-- Workstation: who may sign in without the network, by a verifier made here.
CREATE TABLE offline_people (
  staff_id    TEXT NOT NULL PRIMARY KEY,
  email       TEXT NOT NULL UNIQUE,
  verifier    TEXT NOT NULL,
  verified_at INTEGER NOT NULL
) STRICT;

-- Workstation: the cursor and the like.
CREATE TABLE sync_state (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- The agency: its profile, the five tiers of its network, its staff, settings and dated rules.

CREATE TABLE agencies (
  id             TEXT NOT NULL PRIMARY KEY,
  name           TEXT NOT NULL,
  legal_name     TEXT NOT NULL,
  licence_number TEXT NOT NULL,
  licence_date   TEXT,
  address        TEXT NOT NULL,
  city           TEXT NOT NULL,
  phone          TEXT NOT NULL,
  whatsapp       TEXT NOT NULL,
  email          TEXT NOT NULL,
  zone           TEXT NOT NULL CHECK (zone IN ('WIB', 'WITA', 'WIT'))
) STRICT;

-- The nodes of the network: Pusat, Cabang, Mitra, Agen, Reseller.
CREATE TABLE users (
  id             TEXT NOT NULL PRIMARY KEY,
  role           TEXT NOT NULL CHECK (role IN ('pusat', 'cabang', 'mitra', 'agen', 'reseller')),
  parent_id      TEXT REFERENCES users (id),
  branch_id      TEXT NOT NULL REFERENCES users (id), -- the Cabang at or above; Pusat itself
  full_name      TEXT NOT NULL,
  name_key       TEXT NOT NULL,                       -- folded, for sorting and search
  email          TEXT NOT NULL UNIQUE,
  phone          TEXT NOT NULL,
  city           TEXT NOT NULL,
  zone           TEXT NOT NULL CHECK (zone IN ('WIB', 'WITA', 'WIT')),
  site_code      TEXT UNIQUE,                         -- offices only: "SBY"
  affiliate_code TEXT NOT NULL UNIQUE,
  is_active      INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  CHECK ((role = 'pusat') = (parent_id IS NULL)),
  CHECK ((role IN ('pusat', 'cabang')) = (site_code IS NOT NULL))
) STRICT;
CREATE INDEX users_by_parent ON users (parent_id);
CREATE INDEX users_by_branch ON users (branch_id, role, name_key);

-- Closure table: every ancestor of every node, itself at length 0.
CREATE TABLE hierarchy_paths (
  ancestor_id   TEXT NOT NULL REFERENCES users (id),
  descendant_id TEXT NOT NULL REFERENCES users (id),
  path_length   INTEGER NOT NULL CHECK (path_length BETWEEN 0 AND 4),
  branch_id     TEXT NOT NULL REFERENCES users (id),  -- the descendant's branch; Pusat for offices
  PRIMARY KEY (ancestor_id, descendant_id)
) STRICT;
CREATE INDEX hierarchy_paths_by_descendant ON hierarchy_paths (descendant_id, path_length);
CREATE INDEX hierarchy_paths_by_branch ON hierarchy_paths (branch_id);

-- People who act for Pusat or a Cabang.
CREATE TABLE staff (
  id         TEXT NOT NULL PRIMARY KEY,
  branch_id  TEXT NOT NULL REFERENCES users (id),
  full_name  TEXT NOT NULL,
  email      TEXT NOT NULL UNIQUE,
  phone      TEXT NOT NULL,
  is_active  INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_by_branch ON staff (branch_id);

CREATE TABLE staff_duties (
  staff_id  TEXT NOT NULL REFERENCES staff (id),
  duty      TEXT NOT NULL CHECK (duty IN ('sales', 'finance', 'documents', 'operations', 'marketing', 'executive')),
  branch_id TEXT NOT NULL REFERENCES users (id),
  PRIMARY KEY (staff_id, duty)
) STRICT;

-- Password verifiers of staff and network nodes. Never leaves the hub.
CREATE TABLE credentials (
  owner_id   TEXT NOT NULL PRIMARY KEY,
  verifier   TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
  name       TEXT NOT NULL PRIMARY KEY,
  value      TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- The rulebook: rules of the state, an airline or the agency, dated and sourced.
CREATE TABLE rules (
  id             TEXT NOT NULL PRIMARY KEY,
  name           TEXT NOT NULL,
  effective_date TEXT NOT NULL,
  value          INTEGER NOT NULL,
  severity       TEXT NOT NULL CHECK (severity IN ('warn', 'block', 'value')),
  source         TEXT NOT NULL,
  UNIQUE (name, effective_date)
) STRICT;

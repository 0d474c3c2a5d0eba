-- The people who travel, and their papers.

CREATE TABLE pilgrims (
  id                      TEXT NOT NULL PRIMARY KEY,
  full_name               TEXT NOT NULL,
  name_key                TEXT NOT NULL,
  gender                  TEXT CHECK (gender IN ('male', 'female')),
  place_of_birth          TEXT,
  date_of_birth           TEXT,
  nik_sealed              BLOB,
  nik_index               TEXT,
  address                 TEXT,
  province                TEXT,
  regency                 TEXT,
  district                TEXT,
  village                 TEXT,
  father_name             TEXT,
  citizenship             TEXT NOT NULL DEFAULT 'WNI' CHECK (citizenship IN ('WNI', 'WNA')),
  has_passport            INTEGER NOT NULL DEFAULT 0 CHECK (has_passport IN (0, 1)),
  passport_sealed         BLOB,
  passport_index          TEXT,
  passport_from           TEXT,
  passport_release_date   TEXT,
  passport_expiry_date    TEXT,
  marital_status          TEXT CHECK (marital_status IN ('single', 'married', 'divorced')),
  phone                   TEXT,
  home_phone              TEXT,
  education               TEXT,
  occupation              TEXT,
  family_members          TEXT NOT NULL DEFAULT '[]', -- JSON list of {"name", "relation"}
  emergency_contact_name  TEXT,
  emergency_contact_phone TEXT,
  registration_source     TEXT,
  created_at              INTEGER NOT NULL,
  updated_at              INTEGER NOT NULL
) STRICT;
CREATE INDEX pilgrims_by_name ON pilgrims (name_key, id);
CREATE INDEX pilgrims_by_time ON pilgrims (created_at, id);
CREATE INDEX pilgrims_by_nik ON pilgrims (nik_index);
CREATE INDEX pilgrims_by_passport ON pilgrims (passport_index);
CREATE INDEX pilgrims_by_phone ON pilgrims (phone);

-- The branches that may see a pilgrim: those with a booking or lead of theirs.
CREATE TABLE pilgrim_branches (
  pilgrim_id TEXT NOT NULL REFERENCES pilgrims (id),
  branch_id  TEXT NOT NULL REFERENCES users (id),
  PRIMARY KEY (pilgrim_id, branch_id)
) STRICT;
CREATE INDEX pilgrim_branches_by_branch ON pilgrim_branches (branch_id, pilgrim_id);

-- A narrower audience than the pilgrim's other data.
CREATE TABLE pilgrim_health (
  pilgrim_id   TEXT NOT NULL PRIMARY KEY REFERENCES pilgrims (id),
  notes_sealed BLOB NOT NULL
) STRICT;

-- A stored file. The contents lie sealed in the vault, named by a keyed hash of content_hash.
CREATE TABLE documents (
  id           TEXT NOT NULL PRIMARY KEY,
  branch_id    TEXT NOT NULL REFERENCES users (id),
  pilgrim_id   TEXT REFERENCES pilgrims (id),
  doc_type     TEXT NOT NULL CHECK (doc_type IN ('ktp', 'passport', 'vaccine', 'photo', 'visa', 'transfer_proof', 'other')),
  content_hash TEXT NOT NULL,
  file_name    TEXT NOT NULL,
  media_type   TEXT NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'application/pdf')),
  size_bytes   INTEGER NOT NULL CHECK (size_bytes > 0),
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX documents_by_pilgrim ON documents (pilgrim_id);
CREATE INDEX documents_by_content ON documents (content_hash);
CREATE INDEX documents_by_branch ON documents (branch_id);

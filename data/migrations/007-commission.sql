-- How the margin flows down the network, and what each node has earned. Affiliate clicks.

-- What a granter passes on to a direct downline, per traveller: a default for all of them, or an
-- exception for one; for all packages, or one.
CREATE TABLE commission_rules (
  id         TEXT NOT NULL PRIMARY KEY,
  granter_id TEXT NOT NULL REFERENCES users (id),
  branch_id  TEXT NOT NULL REFERENCES users (id),  -- whom it binds: the grantee's, else the granter's
  grantee_id TEXT REFERENCES users (id),
  package_id TEXT REFERENCES packages (id),
  kind       TEXT NOT NULL CHECK (kind IN ('flat', 'percent')),
  value      INTEGER NOT NULL CHECK (value >= 0),  -- rupiah, or basis points of the room price
  updated_at INTEGER NOT NULL,
  CHECK (kind = 'flat' OR value <= 10000)
) STRICT;
CREATE UNIQUE INDEX commission_rules_one ON commission_rules (granter_id, coalesce(grantee_id, ''), coalesce(package_id, ''));
CREATE INDEX commission_rules_by_branch ON commission_rules (branch_id);

-- What there was to distribute for a traveller. For Pusat's eyes only, hence a table of its own.
CREATE TABLE commission_margins (
  traveller_id TEXT NOT NULL PRIMARY KEY REFERENCES booking_travellers (id),
  booking_id   TEXT NOT NULL REFERENCES bookings (id),
  margin       INTEGER NOT NULL CHECK (margin >= 0),
  price        INTEGER NOT NULL CHECK (price >= 0),
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX commission_margins_by_booking ON commission_margins (booking_id);

-- One row per traveller and earner; shares and Pusat's remainder add up to the margin.
CREATE TABLE commission_ledger (
  id           TEXT NOT NULL PRIMARY KEY,
  booking_id   TEXT NOT NULL REFERENCES bookings (id),
  traveller_id TEXT NOT NULL REFERENCES booking_travellers (id),
  branch_id    TEXT NOT NULL REFERENCES users (id),  -- the earner's
  user_id      TEXT NOT NULL REFERENCES users (id),
  user_role    TEXT NOT NULL CHECK (user_role IN ('pusat', 'cabang', 'mitra', 'agen', 'reseller')),
  entry        TEXT NOT NULL CHECK (entry IN ('share', 'reversal')),
  amount       INTEGER NOT NULL,
  granted      INTEGER NOT NULL CHECK (granted >= 0), -- what the node received before passing on
  cut          INTEGER NOT NULL DEFAULT 0 CHECK (cut >= 0), -- of what its rule promised, did not fit
  status       TEXT NOT NULL CHECK (status IN ('pending', 'confirmed', 'disbursed', 'cancelled')),
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  UNIQUE (traveller_id, user_id, entry),
  CHECK ((entry = 'share' AND amount >= 0) OR (entry = 'reversal' AND amount <= 0))
) STRICT;
CREATE INDEX commission_ledger_by_booking ON commission_ledger (booking_id);
CREATE INDEX commission_ledger_by_user ON commission_ledger (user_id, created_at, id);
CREATE INDEX commission_ledger_totals ON commission_ledger (user_id, status, entry, amount); -- summed from it alone
CREATE INDEX commission_ledger_by_branch ON commission_ledger (branch_id);
CREATE INDEX commission_rules_by_grantee ON commission_rules (grantee_id);

CREATE TABLE affiliate_clicks (
  id             TEXT NOT NULL PRIMARY KEY,
  user_id        TEXT NOT NULL REFERENCES users (id),
  visitor_hash   TEXT NOT NULL,                      -- keyed, never the address itself
  landing_path   TEXT NOT NULL,
  clicked_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX affiliate_clicks_by_user ON affiliate_clicks (user_id, clicked_at);

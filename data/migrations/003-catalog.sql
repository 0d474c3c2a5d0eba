-- What the agency sells: packages, their dated departures with rooms and prices, and the seats.

CREATE TABLE airlines (
  code TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE airports (
  code    TEXT NOT NULL PRIMARY KEY,
  name    TEXT NOT NULL,
  city    TEXT NOT NULL,
  country TEXT NOT NULL
) STRICT;

CREATE TABLE hotels (
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  city       TEXT NOT NULL CHECK (city IN ('makkah', 'madinah', 'other')),
  stars      INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
  distance_m INTEGER NOT NULL CHECK (distance_m >= 0),
  UNIQUE (name, city)
) STRICT;

CREATE TABLE packages (
  id                  TEXT NOT NULL PRIMARY KEY,
  name                TEXT NOT NULL,
  slug                TEXT NOT NULL UNIQUE,
  kind                TEXT NOT NULL CHECK (kind IN ('umrah', 'umrah_plus', 'haji_khusus')),
  description         TEXT NOT NULL,
  duration_days       INTEGER NOT NULL CHECK (duration_days BETWEEN 1 AND 90),
  inclusions          TEXT NOT NULL,  -- JSON list of texts
  exclusions          TEXT NOT NULL,  -- JSON list of texts
  terms               TEXT NOT NULL,
  cancellation_policy TEXT NOT NULL,
  max_price           INTEGER NOT NULL CHECK (max_price >= 0), -- highest retail price per person; 0: none set
  status              TEXT NOT NULL CHECK (status IN ('draft', 'published', 'archived')),
  created_at          INTEGER NOT NULL,
  updated_at          INTEGER NOT NULL
) STRICT;
CREATE INDEX packages_by_status ON packages (status, name);

-- For Pusat's eyes only, hence a table of its own.
CREATE TABLE package_costs (
  package_id TEXT NOT NULL PRIMARY KEY REFERENCES packages (id),
  cost       INTEGER NOT NULL CHECK (cost >= 0),
  margin     INTEGER NOT NULL CHECK (margin >= 0), -- per traveller, to distribute as commission
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE departures (
  id               TEXT NOT NULL PRIMARY KEY,
  code             TEXT NOT NULL UNIQUE,
  package_id       TEXT NOT NULL REFERENCES packages (id),
  branch_id        TEXT NOT NULL REFERENCES users (id), -- the office that made it
  departure_date   TEXT NOT NULL,
  return_date      TEXT NOT NULL,
  airline_code     TEXT NOT NULL REFERENCES airlines (code),
  flight_number    TEXT NOT NULL,
  origin_airport   TEXT NOT NULL REFERENCES airports (code),
  route            TEXT NOT NULL,                       -- "SUB-JED-MED-SUB"
  hotel_makkah_id  TEXT REFERENCES hotels (id),
  hotel_madinah_id TEXT REFERENCES hotels (id),
  total_seats      INTEGER NOT NULL CHECK (total_seats BETWEEN 1 AND 1000),
  booked_seats     INTEGER NOT NULL DEFAULT 0,
  status           TEXT NOT NULL CHECK (status IN ('open', 'full', 'closed', 'departed')),
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  CHECK (return_date > departure_date),
  CHECK (booked_seats BETWEEN 0 AND total_seats)
) STRICT;
CREATE INDEX departures_by_date ON departures (departure_date, code);
CREATE INDEX departures_by_status ON departures (status, departure_date);
CREATE INDEX departures_by_package ON departures (package_id, departure_date);

-- Cost and margin as they were when the departure was made. Pusat only.
CREATE TABLE departure_costs (
  departure_id TEXT NOT NULL PRIMARY KEY REFERENCES departures (id),
  cost         INTEGER NOT NULL CHECK (cost >= 0),
  margin       INTEGER NOT NULL CHECK (margin >= 0)
) STRICT;

CREATE TABLE room_types (
  id           TEXT NOT NULL PRIMARY KEY,
  departure_id TEXT NOT NULL REFERENCES departures (id),
  type         TEXT NOT NULL CHECK (type IN ('quint', 'quad', 'triple', 'double', 'single')),
  price        INTEGER NOT NULL CHECK (price > 0),      -- per person
  quota        INTEGER CHECK (quota >= 0),              -- beds; NULL: as many as seats
  booked_count INTEGER NOT NULL DEFAULT 0 CHECK (booked_count >= 0), -- sold and leased beds
  UNIQUE (departure_id, type),
  CHECK (quota IS NULL OR booked_count <= quota)
) STRICT;

-- Every seat of a departure belongs to exactly one pool: the public one, a branch's allotment, or
-- the part of an allotment leased to one workstation. Capacities add up to total_seats. A seat is
-- taken by one conditional update of a pool.
CREATE TABLE seat_pools (
  id           TEXT NOT NULL PRIMARY KEY,
  departure_id TEXT NOT NULL REFERENCES departures (id),
  kind         TEXT NOT NULL CHECK (kind IN ('public', 'allotment', 'lease')),
  owner_id     TEXT REFERENCES users (id),              -- the branch; NULL for the public pool
  device_id    TEXT,                                    -- leases: the workstation
  capacity     INTEGER NOT NULL CHECK (capacity >= 0),
  taken        INTEGER NOT NULL DEFAULT 0,
  closed       INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)), -- a lease given back: keeps only what it sold
  CHECK (taken BETWEEN 0 AND capacity),
  CHECK (closed = 0 OR (kind = 'lease' AND capacity = taken)),
  CHECK ((kind = 'public') = (owner_id IS NULL)),
  CHECK ((kind = 'lease') = (device_id IS NOT NULL))
) STRICT;
CREATE INDEX seat_pools_by_departure ON seat_pools (departure_id);
CREATE UNIQUE INDEX seat_pools_public ON seat_pools (departure_id) WHERE kind = 'public';
CREATE UNIQUE INDEX seat_pools_allotment ON seat_pools (departure_id, owner_id) WHERE kind = 'allotment';
CREATE UNIQUE INDEX seat_pools_lease ON seat_pools (departure_id, device_id) WHERE kind = 'lease';

-- Beds that come with a lease; they are already counted in room_types.booked_count.
CREATE TABLE lease_beds (
  pool_id      TEXT NOT NULL REFERENCES seat_pools (id),
  room_type_id TEXT NOT NULL REFERENCES room_types (id),
  capacity     INTEGER NOT NULL CHECK (capacity >= 0),
  taken        INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (pool_id, room_type_id),
  CHECK (taken BETWEEN 0 AND capacity)
) STRICT;
CREATE INDEX lease_beds_by_room ON lease_beds (room_type_id);

-- What the taken seats of a departure are, by branch and state: the answer to "why is this number
-- 7" that every office may see of every other.
CREATE TABLE seat_counts (
  departure_id TEXT NOT NULL REFERENCES departures (id),
  owner_id     TEXT NOT NULL REFERENCES users (id),
  state        TEXT NOT NULL CHECK (state IN ('held', 'verifying', 'dp_paid', 'paid_full')),
  seats        INTEGER NOT NULL CHECK (seats >= 0),
  PRIMARY KEY (departure_id, owner_id, state)
) STRICT;

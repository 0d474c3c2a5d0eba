-- Bookings, the travellers in them, and the seats they hold.

-- Who pays; often not one of the travellers.
CREATE TABLE payers (
  id         TEXT NOT NULL PRIMARY KEY,
  branch_id  TEXT NOT NULL REFERENCES users (id),
  full_name  TEXT NOT NULL,
  name_key   TEXT NOT NULL,
  phone      TEXT NOT NULL,
  email      TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX payers_by_branch ON payers (branch_id);
CREATE INDEX payers_by_phone ON payers (phone);

CREATE TABLE bookings (
  id             TEXT NOT NULL PRIMARY KEY,
  booking_code   TEXT NOT NULL UNIQUE,
  branch_id      TEXT NOT NULL REFERENCES users (id),
  departure_id   TEXT NOT NULL REFERENCES departures (id),
  departure_date TEXT NOT NULL,                        -- the departure's, for sorting
  seller_id      TEXT NOT NULL REFERENCES users (id),  -- the node that earns
  payer_id       TEXT REFERENCES payers (id),          -- NULL until registered
  contact_key    TEXT NOT NULL,                        -- the payer's folded name, for sorting
  channel        TEXT NOT NULL CHECK (channel IN ('public', 'desk', 'partner', 'import')),
  holder_hash    TEXT,                                 -- not the office's: keyed hash of who holds
  address_hash   TEXT,                                 -- and of the network address from which
  pax_count      INTEGER NOT NULL CHECK (pax_count BETWEEN 1 AND 45),
  total_price    INTEGER NOT NULL CHECK (total_price >= 0),
  amount_paid    INTEGER NOT NULL DEFAULT 0 CHECK (amount_paid >= 0),
  status         TEXT NOT NULL CHECK (status IN (
                   'seat_locked', 'awaiting_verification', 'dp_paid', 'installment', 'paid_full',
                   'cancelled', 'expired')),
  payment_mode   TEXT NOT NULL CHECK (payment_mode IN ('auto', 'manual')),
  notes          TEXT NOT NULL DEFAULT '',
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX bookings_by_time ON bookings (created_at, id);
CREATE INDEX bookings_by_date ON bookings (departure_date, booking_code);
CREATE INDEX bookings_by_contact ON bookings (contact_key, booking_code);
CREATE INDEX bookings_by_status ON bookings (status, created_at, branch_id, seller_id);
CREATE INDEX bookings_by_departure ON bookings (departure_id, status);
CREATE INDEX bookings_by_branch ON bookings (branch_id, created_at);
CREATE INDEX bookings_by_seller ON bookings (seller_id, created_at);
CREATE INDEX bookings_by_payer ON bookings (payer_id);
CREATE INDEX bookings_by_holder ON bookings (holder_hash) WHERE holder_hash IS NOT NULL;
CREATE INDEX bookings_by_address ON bookings (address_hash) WHERE address_hash IS NOT NULL;

CREATE TABLE booking_travellers (
  id           TEXT NOT NULL PRIMARY KEY,
  booking_id   TEXT NOT NULL REFERENCES bookings (id),
  branch_id    TEXT NOT NULL REFERENCES users (id),
  position     INTEGER NOT NULL CHECK (position >= 1),
  pilgrim_id   TEXT REFERENCES pilgrims (id),          -- NULL: paid for, not yet named
  room_type_id TEXT NOT NULL REFERENCES room_types (id),
  price        INTEGER NOT NULL CHECK (price >= 0),
  takes_seat   INTEGER NOT NULL DEFAULT 1 CHECK (takes_seat IN (0, 1)),
  status       TEXT NOT NULL CHECK (status IN ('active', 'cancelled')),
  UNIQUE (booking_id, position)
) STRICT;
CREATE INDEX booking_travellers_by_pilgrim ON booking_travellers (pilgrim_id);
CREATE INDEX booking_travellers_by_room ON booking_travellers (room_type_id);
CREATE INDEX booking_travellers_by_branch ON booking_travellers (branch_id);

-- The seats a booking takes from a pool, from the hold to the end. One per booking.
CREATE TABLE seat_locks (
  booking_id   TEXT NOT NULL PRIMARY KEY REFERENCES bookings (id),
  branch_id    TEXT NOT NULL REFERENCES users (id),
  departure_id TEXT NOT NULL REFERENCES departures (id),
  pool_id      TEXT NOT NULL REFERENCES seat_pools (id),
  seats_locked INTEGER NOT NULL CHECK (seats_locked >= 0),
  locked_at    INTEGER NOT NULL,
  expires_at   INTEGER,                                -- NULL: the clock is stopped
  status       TEXT NOT NULL CHECK (status IN ('active', 'confirmed', 'expired', 'released'))
) STRICT;
CREATE INDEX seat_locks_by_expiry ON seat_locks (expires_at, booking_id) WHERE status = 'active';
CREATE INDEX seat_locks_by_pool ON seat_locks (pool_id, status);
CREATE INDEX seat_locks_by_branch ON seat_locks (branch_id);

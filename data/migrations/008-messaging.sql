-- Messages waiting to be sent. Only a database that is nobody's replica sends them.
CREATE TABLE outbox (
  id         TEXT NOT NULL PRIMARY KEY,
  branch_id  TEXT NOT NULL REFERENCES users (id),
  booking_id TEXT REFERENCES bookings (id),
  channel    TEXT NOT NULL CHECK (channel IN ('whatsapp', 'email')),
  recipient  TEXT NOT NULL,
  template   TEXT NOT NULL,
  body       TEXT NOT NULL,
  status     TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'failed')),
  attempts   INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  queued_at  INTEGER NOT NULL,
  sent_at    INTEGER
) STRICT;
CREATE INDEX outbox_by_status ON outbox (status, queued_at);
CREATE INDEX outbox_by_branch ON outbox (branch_id);
CREATE INDEX outbox_by_booking ON outbox (booking_id, queued_at);

-- Money: what is owed, what came in, how it was divided, and the journal in which every rupiah is
-- found twice.

CREATE TABLE bank_accounts (
  id             TEXT NOT NULL PRIMARY KEY,
  bank_name      TEXT NOT NULL,
  account_number TEXT NOT NULL,
  account_holder TEXT NOT NULL,
  is_active      INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  display_order  INTEGER NOT NULL DEFAULT 0,
  UNIQUE (bank_name, account_number)
) STRICT;

CREATE TABLE payment_invoices (
  id           TEXT NOT NULL PRIMARY KEY,
  booking_id   TEXT NOT NULL REFERENCES bookings (id),
  branch_id    TEXT NOT NULL REFERENCES users (id),
  invoice_code TEXT NOT NULL UNIQUE,
  invoice_type TEXT NOT NULL CHECK (invoice_type IN ('dp', 'installment', 'final', 'full')),
  amount       INTEGER NOT NULL CHECK (amount > 0),
  paid         INTEGER NOT NULL DEFAULT 0,
  due_date     TEXT NOT NULL,
  status       TEXT NOT NULL CHECK (status IN ('unpaid', 'pending', 'paid', 'cancelled')),
  payment_mode TEXT NOT NULL CHECK (payment_mode IN ('auto', 'manual')),
  created_at   INTEGER NOT NULL,
  CHECK (paid BETWEEN 0 AND amount)
) STRICT;
CREATE INDEX payment_invoices_by_booking ON payment_invoices (booking_id, due_date);
CREATE INDEX payment_invoices_by_due ON payment_invoices (status, due_date);
CREATE INDEX payment_invoices_by_branch ON payment_invoices (branch_id);

CREATE TABLE invoice_lines (
  id           TEXT NOT NULL PRIMARY KEY,
  invoice_id   TEXT NOT NULL REFERENCES payment_invoices (id),
  traveller_id TEXT NOT NULL REFERENCES booking_travellers (id),
  position     INTEGER NOT NULL CHECK (position >= 1), -- the traveller's
  branch_id    TEXT NOT NULL REFERENCES users (id),
  amount       INTEGER NOT NULL CHECK (amount > 0),
  paid         INTEGER NOT NULL DEFAULT 0,
  UNIQUE (invoice_id, traveller_id),
  CHECK (paid BETWEEN 0 AND amount)
) STRICT;
CREATE INDEX invoice_lines_by_traveller ON invoice_lines (traveller_id);
CREATE INDEX invoice_lines_by_branch ON invoice_lines (branch_id);

-- A transfer the payer says was made, with its picture.
CREATE TABLE payment_proofs (
  id              TEXT NOT NULL PRIMARY KEY,
  booking_id      TEXT NOT NULL REFERENCES bookings (id),
  invoice_id      TEXT NOT NULL REFERENCES payment_invoices (id),
  branch_id       TEXT NOT NULL REFERENCES users (id),
  document_id     TEXT NOT NULL REFERENCES documents (id),
  content_hash    TEXT NOT NULL,                        -- the document's, to notice a picture sent twice
  bank_account_id TEXT NOT NULL REFERENCES bank_accounts (id),
  sender_name     TEXT NOT NULL,
  sender_key      TEXT NOT NULL,                        -- folded, to notice a sender seen before
  amount_claimed  INTEGER NOT NULL CHECK (amount_claimed > 0),
  submitted_at    INTEGER NOT NULL,
  status          TEXT NOT NULL CHECK (status IN ('waiting', 'approved', 'rejected')),
  reject_reason   TEXT,
  verified_by     TEXT,
  verified_at     INTEGER
) STRICT;
CREATE INDEX payment_proofs_by_status ON payment_proofs (status, submitted_at);
CREATE INDEX payment_proofs_by_time ON payment_proofs (submitted_at, id, branch_id);
CREATE INDEX payment_proofs_by_booking ON payment_proofs (booking_id);
CREATE INDEX payment_proofs_by_branch ON payment_proofs (branch_id);
CREATE INDEX payment_proofs_by_content ON payment_proofs (content_hash);
CREATE INDEX payment_proofs_by_sender ON payment_proofs (sender_key, amount_claimed);
CREATE INDEX payment_proofs_by_invoice ON payment_proofs (invoice_id, status);

-- Money received. A fact: never changed, never deleted; a correction is another row. It names the booking that
-- it is for, and so do receipt, journal and flag; there need not be one. A workstation takes money for a booking
-- that the hub then refuses, and the money is there all the same.
CREATE TABLE payment_transactions (
  id              TEXT NOT NULL PRIMARY KEY,
  booking_id      TEXT NOT NULL,
  branch_id       TEXT NOT NULL REFERENCES users (id),
  method          TEXT NOT NULL CHECK (method IN ('transfer', 'cash', 'midtrans')),
  bank_account_id TEXT REFERENCES bank_accounts (id),
  proof_id        TEXT UNIQUE REFERENCES payment_proofs (id),
  payer_name      TEXT NOT NULL,
  amount          INTEGER NOT NULL CHECK (amount > 0),
  received_at     INTEGER NOT NULL,
  received_day    TEXT NOT NULL,
  received_by     TEXT NOT NULL,
  CHECK ((method = 'transfer') = (bank_account_id IS NOT NULL))
) STRICT;
CREATE INDEX payment_transactions_by_booking ON payment_transactions (booking_id);
CREATE INDEX payment_transactions_by_day ON payment_transactions (received_day);
CREATE INDEX payment_transactions_by_branch ON payment_transactions (branch_id);

-- How money was divided over invoice lines. What no line takes is the booking's credit.
CREATE TABLE payment_allocations (
  id             TEXT NOT NULL PRIMARY KEY,
  transaction_id TEXT NOT NULL REFERENCES payment_transactions (id),
  line_id        TEXT NOT NULL REFERENCES invoice_lines (id),
  branch_id      TEXT NOT NULL REFERENCES users (id),
  amount         INTEGER NOT NULL CHECK (amount > 0),
  UNIQUE (transaction_id, line_id)
) STRICT;
CREATE INDEX payment_allocations_by_line ON payment_allocations (line_id);
CREATE INDEX payment_allocations_by_branch ON payment_allocations (branch_id);

-- Kwitansi: gap-free within a series, one series per workstation and one per office at the hub.
-- A receipt without a transaction is void: its number was used up, but the money had been booked by
-- somebody else.
CREATE TABLE receipts (
  id             TEXT NOT NULL PRIMARY KEY,
  branch_id      TEXT NOT NULL REFERENCES users (id),
  booking_id     TEXT NOT NULL,
  transaction_id TEXT UNIQUE REFERENCES payment_transactions (id),
  series         TEXT NOT NULL,
  number         INTEGER NOT NULL CHECK (number >= 1),
  receipt_code   TEXT NOT NULL UNIQUE,
  amount         INTEGER NOT NULL CHECK (amount > 0),
  issued_day     TEXT NOT NULL,
  issued_at      INTEGER NOT NULL,
  UNIQUE (series, number)
) STRICT;
CREATE INDEX receipts_by_branch ON receipts (branch_id);
CREATE INDEX receipts_by_booking ON receipts (booking_id);

CREATE TABLE accounts (
  code TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'revenue', 'expense'))
) STRICT;

-- Append-only; a correction is a reversing entry. An entry belongs to one branch or to Pusat.
CREATE TABLE journal_entries (
  id         TEXT NOT NULL PRIMARY KEY,
  branch_id  TEXT NOT NULL REFERENCES users (id),
  day        TEXT NOT NULL,
  posted_at  INTEGER NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('payment', 'allocation', 'commission', 'reversal')),
  booking_id TEXT NOT NULL,
  source_id  TEXT NOT NULL,
  UNIQUE (kind, source_id)
) STRICT;
CREATE INDEX journal_entries_by_branch ON journal_entries (branch_id, day);
CREATE INDEX journal_entries_by_booking ON journal_entries (booking_id);

-- Debits are positive, credits negative; an entry's lines add up to zero.
CREATE TABLE journal_lines (
  entry_id  TEXT NOT NULL REFERENCES journal_entries (id),
  position  INTEGER NOT NULL CHECK (position >= 1),
  branch_id TEXT NOT NULL REFERENCES users (id),
  account   TEXT NOT NULL REFERENCES accounts (code),
  party_id  TEXT,                                     -- whose: a bank account, a node, a booking
  amount    INTEGER NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (entry_id, position)
) STRICT;
CREATE INDEX journal_lines_by_account ON journal_lines (account, party_id);
CREATE INDEX journal_lines_by_branch ON journal_lines (branch_id);

-- What was accepted although it does not fit, because it had happened: for somebody to look at.
CREATE TABLE payment_flags (
  id         TEXT NOT NULL PRIMARY KEY,
  branch_id  TEXT NOT NULL REFERENCES users (id),
  booking_id TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN (
               'booking_closed', 'approved_twice', 'was_rejected', 'account_closed',
               'booking_missing', 'margin_missing', 'commission_cut')),
  subject_id TEXT NOT NULL,                             -- the transaction, receipt or traveller
  raised_at  INTEGER NOT NULL,
  closed_at  INTEGER,
  closed_by  TEXT,
  note       TEXT NOT NULL DEFAULT '',
  UNIQUE (kind, subject_id)
) STRICT;
CREATE INDEX payment_flags_open ON payment_flags (raised_at) WHERE closed_at IS NULL;
CREATE INDEX payment_flags_by_branch ON payment_flags (branch_id);
CREATE INDEX payment_flags_by_booking ON payment_flags (booking_id);

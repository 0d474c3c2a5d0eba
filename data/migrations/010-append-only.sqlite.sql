-- Ledgers and the audit trail only grow, in every database that is nobody's replica. (A replica
-- takes back its own predictions when the hub's rows arrive.)
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: audit_log'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: audit_log'); END;
CREATE TRIGGER audit_subjects_no_update BEFORE UPDATE ON audit_subjects
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: audit_subjects'); END;
CREATE TRIGGER audit_subjects_no_delete BEFORE DELETE ON audit_subjects
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: audit_subjects'); END;
CREATE TRIGGER journal_entries_no_update BEFORE UPDATE ON journal_entries
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: journal_entries'); END;
CREATE TRIGGER journal_entries_no_delete BEFORE DELETE ON journal_entries
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: journal_entries'); END;
CREATE TRIGGER journal_lines_no_update BEFORE UPDATE ON journal_lines
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: journal_lines'); END;
CREATE TRIGGER journal_lines_no_delete BEFORE DELETE ON journal_lines
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: journal_lines'); END;
CREATE TRIGGER payment_transactions_no_update BEFORE UPDATE ON payment_transactions
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: payment_transactions'); END;
CREATE TRIGGER payment_transactions_no_delete BEFORE DELETE ON payment_transactions
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: payment_transactions'); END;
CREATE TRIGGER payment_allocations_no_update BEFORE UPDATE ON payment_allocations
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: payment_allocations'); END;
CREATE TRIGGER payment_allocations_no_delete BEFORE DELETE ON payment_allocations
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: payment_allocations'); END;
CREATE TRIGGER receipts_no_update BEFORE UPDATE ON receipts
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: receipts'); END;
CREATE TRIGGER receipts_no_delete BEFORE DELETE ON receipts
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: receipts'); END;
CREATE TRIGGER commission_ledger_no_rewrite BEFORE UPDATE OF booking_id, traveller_id, user_id, entry, amount, granted, cut ON commission_ledger
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: commission_ledger'); END;
CREATE TRIGGER commission_ledger_no_delete BEFORE DELETE ON commission_ledger
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: commission_ledger'); END;
CREATE TRIGGER commission_margins_no_update BEFORE UPDATE ON commission_margins
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: commission_margins'); END;
CREATE TRIGGER commission_margins_no_delete BEFORE DELETE ON commission_margins
  WHEN (SELECT role FROM site) <> 'replica' BEGIN SELECT RAISE (ABORT, 'append-only: commission_margins'); END;

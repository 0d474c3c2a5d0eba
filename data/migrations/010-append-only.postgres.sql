-- Ledgers and the audit trail only grow. (PostgreSQL is never a replica.)
CREATE FUNCTION miqat_refuse_change () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION miqat_refuse_change ();
CREATE TRIGGER audit_subjects_append_only BEFORE UPDATE OR DELETE ON audit_subjects
  FOR EACH ROW EXECUTE FUNCTION miqat_refuse_change ();
CREATE TRIGGER journal_entries_append_only BEFORE UPDATE OR DELETE ON journal_entries
  FOR EACH ROW EXECUTE FUNCTION miqat_refuse_change ();
CREATE TRIGGER journal_lines_append_only BEFORE UPDATE OR DELETE ON journal_lines
  FOR EACH ROW EXECUTE FUNCTION miqat_refuse_change ();
CREATE TRIGGER payment_transactions_append_only BEFORE UPDATE OR DELETE ON payment_transactions
  FOR EACH ROW EXECUTE FUNCTION miqat_refuse_change ();
CREATE TRIGGER payment_allocations_append_only BEFORE UPDATE OR DELETE ON payment_allocations
  FOR EACH ROW EXECUTE FUNCTION miqat_refuse_change ();
CREATE TRIGGER receipts_append_only BEFORE UPDATE OR DELETE ON receipts
  FOR EACH ROW EXECUTE FUNCTION miqat_refuse_change ();
CREATE TRIGGER commission_ledger_no_rewrite BEFORE UPDATE OF booking_id, traveller_id, user_id, entry, amount, granted, cut ON commission_ledger
  FOR EACH ROW EXECUTE FUNCTION miqat_refuse_change ();
CREATE TRIGGER commission_ledger_no_delete BEFORE DELETE ON commission_ledger
  FOR EACH ROW EXECUTE FUNCTION miqat_refuse_change ();
CREATE TRIGGER commission_margins_append_only BEFORE UPDATE OR DELETE ON commission_margins
  FOR EACH ROW EXECUTE FUNCTION miqat_refuse_change ();

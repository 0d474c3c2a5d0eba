-- SQLite numbers such a key by itself.
ALTER TABLE audit_log ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY;

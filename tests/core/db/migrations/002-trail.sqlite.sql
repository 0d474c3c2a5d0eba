-- Runs after the shared script of its version.
CREATE TRIGGER trail_no_delete BEFORE DELETE ON trail BEGIN SELECT RAISE (ABORT, 'append-only: trail'); END;

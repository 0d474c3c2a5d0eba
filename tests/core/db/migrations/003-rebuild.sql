-- Rebuilds a table that another refers to, and corrects an append-only one: both would fail with
-- constraints on.
CREATE TABLE person_new (
  id    TEXT NOT NULL PRIMARY KEY,
  name  TEXT NOT NULL CHECK (name <> ''),
  phone TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO person_new SELECT id, name, phone FROM person;
DROP TABLE person;
ALTER TABLE person_new RENAME TO person;
DELETE FROM trail WHERE what = 'wrong';

-- The search index: names, codes and phones of what people look for. Derived from the rows and
-- never synchronised; each database keeps its own. search_words.rowid is search_rows.id.
CREATE TABLE search_rows (
  id      INTEGER NOT NULL PRIMARY KEY,
  kind    TEXT NOT NULL,         -- the table
  row_key TEXT NOT NULL,
  UNIQUE (kind, row_key)
) STRICT;
CREATE VIRTUAL TABLE search_words USING fts5 (
  words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

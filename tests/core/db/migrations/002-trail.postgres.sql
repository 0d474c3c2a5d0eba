this is not for SQLite

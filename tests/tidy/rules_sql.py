# SPDX-License-Identifier: GPL-3.0-or-later
"""SQL that both engines understand, in tables of statements; tables that sync and audit can carry."""
import hashlib
import os
import re
import sqlite3

from c_source import block_end, code_only, split_entries, statements, without_comments
from rules_layers import AREAS, area_of
from tree import Finding, find_all, line_at, rule

MIGRATIONS = 'data/migrations/'

# What one of the engines does not have, or means differently.
UNPORTABLE = [
    (r'\b(?:I?LIKE|GLOB|REGEXP|SIMILAR)\b', 'no LIKE: search by a key column, or by the search index'),
    (r'\bjson_\w*|->>?', 'no JSON functions'),
    (r'\bAUTOINCREMENT\b', 'ids are made by the writer'),
    (r'\bINSERT\s+OR\b|\bREPLACE\s+INTO\b|\bUPDATE\s+OR\b', 'use ON CONFLICT'),
    (r'\b(?:datetime|strftime|julianday|unixepoch|time)\s*\(|\bdate\s*\(', 'time is a value, bound by name'),
    (r'\bCURRENT_(?:TIME|DATE|TIMESTAMP)\b|\bnow\s*\(', 'time is a value, bound by name'),
    (r'\b(?:rowid|oid|_rowid_)\b', 'rows have ids of their own'),
    (r'\b(?:ifnull|iif|instr|printf|group_concat|total|changes|last_insert_rowid|random|randomblob|hex|typeof)\s*\(',
     'SQLite only'),
    (r'\bPRAGMA\b|\bINDEXED\s+BY\b|\bCOLLATE\b|\bMATCH\b|\bsqlite_\w+', 'SQLite only'),
    (r'\bDEFERR(?:ABLE|ED)\b', 'constraints are immediate'),
    (r'\bSELECT\s+\*|\.\*', 'name the columns'),
    (r'==', 'write ='),
    (r'"', 'texts stand in single quotes'),
    (r'\?\d*', 'values are bound by name'),
    (r'::|\$\d|\bILIKE\b', 'PostgreSQL only'),
]

_SQL_START = re.compile(
    r'"\s*(?:SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s*\(|CREATE\s+(?:TEMP\s+)?TABLE\s)')
_SQL_PIECE = re.compile(r'"[^"]*\b(?:SELECT\s+[\w%]|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+[\w%]+\s+SET|ORDER\s+BY\s|\sWHERE\s)')
_PASTING = (r'\b(g_strdup_printf|g_string_append_printf|g_string_printf|g_strconcat|g_strjoin|g_snprintf|'
            r'g_string_append|g_string_new|snprintf)\s*\(')

# Makes statements on whole rows from the schema's own names, never from outside text.
BUILDERS = ('src/db/',)
# Speaks SQLite to SQLite.
DRIVER = 'src/db/sqlite/'


def without_quoted(sql):
    return re.sub(r"'[^']*'", "''", sql)


@rule('sql.readable', 'Statement tables have the one form that these rules can read.')
def check_readable(tree):
    for statement in statements(tree):
        if statement.sql is None or statement.index is None:
            what = statement.enumerator or statement.store
            yield Finding(statement.path, statement.line,
                          f'{what}: write [SQL_NAME] = "text", an enum without values, and {{ name, sql, N_SQL, mask }}')


@rule('sql.portable', 'Statements use what SQLite 3.40 and PostgreSQL 15 share, unless flagged sqlite_only.')
def check_portable(tree):
    for statement in statements(tree):
        if statement.sql is None or statement.sqlite_only or statement.path.startswith(DRIVER):
            continue
        sql = without_quoted(statement.sql)
        for pattern, reason in UNPORTABLE:
            match = re.search(pattern, sql, re.IGNORECASE)
            if match:
                yield Finding(statement.path, statement.line,
                              f'{statement.enumerator}: {match.group(0).strip()}: {reason}')
        for name in set(re.findall(r':(\w+)\s+IS\s+(?:NOT\s+)?NULL\b', sql)):
            if re.search(r':%s\b(\s+IS\s)?' % name, sql).group(1):
                yield Finding(statement.path, statement.line, f'{statement.enumerator}: compare :{name} first, then '
                              f'":{name} IS NULL": PostgreSQL takes a value\'s type from its first use')
        if re.search(r'\bLIMIT\b', sql) and not re.search(r'\bORDER\s+BY\b', sql):
            yield Finding(statement.path, statement.line, f'{statement.enumerator}: the first of no order')


# Workstations and the demo's bulk load are SQLite; what only they run need not be prepared elsewhere.
SQLITE_PLACES = ('src/sync/miqat-replica', 'src/sync/miqat-offline', 'src/office/', 'src/ctl/demo/')
POSTGRES_TEST = 'tests/core/postgres/test-postgres.c'


@rule('sql.all_prepared', 'Every store is known to the test that prepares its statements on PostgreSQL.')
def check_prepared(tree):
    named = tree.derive('stores', lambda t: ' '.join(
        t.text(path) for path in list(t.under('src/core/', ext=('c',))) + [POSTGRES_TEST] if t.has(path)))
    for path in tree.under('src/', ext=('c',)):
        if path.startswith((DRIVER,) + SQLITE_PLACES):
            continue
        for line, match in find_all(r'^(?:static )?const MiqatStatements (\w+)\s*=', tree.text(path), re.MULTILINE):
            if f'&{match.group(1)}' not in named:
                yield Finding(path, line, f'{match.group(1)}: list it in its area, or in {POSTGRES_TEST}')


@rule('sql.in_tables', 'SQL stands in statement tables and is never pasted together.')
def check_in_tables(tree):
    for path in tree.under('src/', ext=('c',)):
        if path.startswith(BUILDERS):
            continue
        text = without_comments(tree.text(path))
        for line, match in find_all(_PASTING, text):
            call = text[match.end():].split(';', 1)[0]
            if _SQL_PIECE.search(call):
                yield Finding(path, line, f'{match.group(1)}() makes SQL; write a statement and bind values')
        tables = [(match.end(), block_end(text, match.end() - 1)) for match in
                  re.finditer(r'static const char \*const \w+\s*\[\w*\]\s*=\s*\{', text)]
        defines = [match.span() for match in
                   re.finditer(r'^[ \t]*#[ \t]*define(?:[^\n]*\\\n)*[^\n]*', text, re.MULTILINE)]
        for match in _SQL_START.finditer(text):
            if not any(start <= match.start() < end for start, end in tables + defines):
                yield Finding(path, line_at(text, match.start()), 'SQL outside a statement table')


# ---- tables ---------------------------------------------------------------------------------------

def migration_paths(tree):
    return [path for path in tree.under(MIGRATIONS, ext=('sql',))]


def created_tables(tree):
    """name → (path, line, text from CREATE to the semicolon), of shared and SQLite migrations."""
    found = {}
    for path in migration_paths(tree):
        if path.endswith('.postgres.sql'):
            continue
        text = re.sub(r'--[^\n]*', lambda m: ' ' * len(m.group(0)), tree.text(path))
        for match in re.finditer(r'\bCREATE\s+TABLE\s+(\w+)\s*\((.*?);', text, re.DOTALL):
            found[match.group(1)] = (path, line_at(text, match.start()), match.group(0))
    return found


def sqlite_schema(tree):
    """A database that has run the migrations in their order, or the error that stopped it."""
    db = sqlite3.connect(':memory:')
    for path in sorted(migration_paths(tree), key=lambda p: (p[:len(MIGRATIONS) + 3], p.endswith('.sqlite.sql'))):
        if not path.endswith('.postgres.sql'):
            try:
                db.executescript(tree.text(path))
            except sqlite3.Error as error:
                return None, Finding(path, 1, str(error))
    return db, None


@rule('tables.strict_keys', 'Every table is STRICT, has a declared NOT NULL primary key and no generated column.')
def check_strict(tree):
    tables = created_tables(tree)
    db, failure = sqlite_schema(tree)
    if failure is not None:
        yield failure
        return
    for name, (path, line, text) in tables.items():
        if not re.search(r'\)\s*(?:WITHOUT\s+ROWID\s*,\s*)?STRICT\b', text):
            yield Finding(path, line, f'{name} is not STRICT')
        columns = db.execute(f'PRAGMA table_xinfo ({name})').fetchall()
        keys = [column for column in columns if column[5] > 0]
        if not keys:
            yield Finding(path, line, f'{name} has no primary key')
        for column in keys:
            # SQLite calls every key of a STRICT table NOT NULL; PostgreSQL and readers want to see it.
            if not re.search(r'[(,]\s*%s\s+\w+\s+NOT\s+NULL\b' % column[1], text):
                yield Finding(path, line, f'{name}.{column[1]} is a key and may be NULL')
        for column in columns:
            if column[6] > 1:
                yield Finding(path, line, f'{name}.{column[1]} is generated')
            if column[2] not in ('TEXT', 'INTEGER', 'BLOB'):
                yield Finding(path, line, f'{name}.{column[1]} is {column[2]}; write TEXT, INTEGER or BLOB')
        if re.search(r'\bCOLLATE\b|\bAUTOINCREMENT\b|\bDEFERR', text):
            yield Finding(path, line, f'{name}: keys are binary, ids are the writer\'s, constraints immediate')


def declared_tables(tree):
    """(table, path, line, area) of every entry of every MiqatTable list."""
    for path in tree.under('src/core/', ext=('c',)):
        text = without_comments(tree.text(path))
        for match in re.finditer(r'\bconst\s+MiqatTable\s+\w+\s*\[\w*\]\s*=\s*\{', text):
            body = text[match.end():block_end(text, match.end() - 1)]
            for start, tokens in split_entries(body):
                names = [token[1:-1] for token in tokens[:5] if token.startswith('"')]
                if names:
                    yield names[0], path, line_at(text, match.end() + start), area_of(path)


@rule('tables.one_area', 'Every table is declared, with its scope, by exactly one area.')
def check_one_area(tree):
    owners = {}
    tables = created_tables(tree)
    for name, path, line, _ in declared_tables(tree):
        if name in owners:
            yield Finding(path, line, f'{name} is also declared in {owners[name]}')
        owners[name] = path
        if name not in tables:
            yield Finding(path, line, f'no migration makes a table {name}')
    for name, (path, line, _) in tables.items():
        if name not in owners:
            yield Finding(path, line, f'no area declares {name}')


@rule('tables.own_writes', 'An area writes its own tables only, and reads none of an area below it.')
def check_own(tree):
    owner = {name: area for name, _, _, area in declared_tables(tree)}
    for statement in statements(tree):
        area = area_of(statement.path)
        if statement.sql is None or area not in AREAS or area == 'report':
            continue
        sql = without_quoted(statement.sql)
        for match in re.finditer(r'\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|FROM|JOIN)\s+(\w+)', sql):
            other = owner.get(match.group(2))
            if other is None or other == area or other not in AREAS:
                continue
            if match.group(1) not in ('FROM', 'JOIN'):
                yield Finding(statement.path, statement.line, f'{statement.enumerator} writes {match.group(2)} of {other}')
            elif AREAS.index(other) > AREAS.index(area) and area != 'command':
                yield Finding(statement.path, statement.line,
                              f'{statement.enumerator} reads {match.group(2)} of {other}, which stands below')


# ---- migrations -----------------------------------------------------------------------------------

@rule('migrations.in_order', 'Migrations are numbered without a gap, begin by saying why, and are built in.')
def check_order(tree):
    numbers = set()
    listed = tree.text('data/migrations.gresource.xml')
    for path in migration_paths(tree):
        name = os.path.basename(path)
        match = re.fullmatch(r'(\d{3})-[a-z0-9-]+(\.sqlite|\.postgres)?\.sql', name)
        if match is None:
            yield Finding(path, 1, 'called NNN-what.sql, NNN-what.sqlite.sql or NNN-what.postgres.sql')
            continue
        numbers.add(int(match.group(1)))
        if not tree.text(path).startswith('-- '):
            yield Finding(path, 1, 'begins with a comment that says why')
        if f'migrations/{name}</file>' not in listed:
            yield Finding(path, 1, 'data/migrations.gresource.xml does not list it')
    for number in range(1, max(numbers, default=0) + 1):
        if number not in numbers:
            yield Finding(MIGRATIONS, 1, f'there is no migration {number:03}')


@rule('migrations.immutable', 'What data/migrations/SHA256SUMS lists has been released and does not change.')
def check_immutable(tree):
    sums = MIGRATIONS + 'SHA256SUMS'
    if not tree.has(sums):
        return  # Nothing has been released yet.
    for number, line in enumerate(tree.text(sums).splitlines(), 1):
        digest, _, name = line.partition('  ')
        path = MIGRATIONS + name.strip()
        if not tree.has(path):
            yield Finding(sums, number, f'{name} is gone')
        elif hashlib.sha256(tree.bytes(path)).hexdigest() != digest:
            yield Finding(path, 1, 'was released; write a new migration instead')

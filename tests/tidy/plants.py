# SPDX-License-Identifier: GPL-3.0-or-later
"""One violation, or more, for every rule."""
from collections import namedtuple

# Appends `text` to the file (made when missing), or replaces the first match of `replaces`, or, with
# text None, removes the file. `names` must occur in the rule's answer.
Plant = namedtuple('Plant', 'what path text replaces names')

SPDX = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'


def plant(what, path, text, replaces=None, names=None):
    return Plant(what, path, text, replaces, names or path)


def store(sql, mask='0', name='planted'):
    return (SPDX + 'enum { SQL_PLANTED, N_SQL };\n'
            'static const char *const sql[N_SQL] = {\n  [SQL_PLANTED] = ' + sql + ',\n};\n'
            'const MiqatStatements %s_statements = { "%s", sql, N_SQL, %s };\n' % (name, name, mask))


def planted_sql(what, sql, names=None):
    return plant(what, 'src/core/catalog/miqat-planted.c', store('"%s"' % sql), names=names)


TABLE = '\nCREATE TABLE planted (\n  %s\n) %s;\n'
LAST = 'data/migrations/009-sync.sql'
LISTED = ('static const MiqatTable planted_tables[] = {\n  { .name = "%s", .scope = MIQAT_SCOPE_LOCAL },\n'
          '  { NULL },\n};\n')
UI = '<?xml version="1.0" encoding="UTF-8"?>\n<interface domain="miqat">\n%s\n</interface>\n'

PLANTS = [
    # layers
    ('layers.includes', plant('the core using the office', 'src/core/agency/miqat-planted.c',
                              '#include "miqat-shell.h"\n', names='src/office')),
    ('layers.includes', plant('base using the database', 'src/base/miqat-planted.c', '#include "miqat-db.h"\n')),
    ('layers.includes', plant('the receiver using the office', 'src/receiver/http/miqat-planted.c',
                              '#include "miqat-shell.h"\n')),
    ('layers.includes', plant('connect using sync', 'src/connect/xlsx/miqat-planted.c',
                              '#include "miqat-sync-wire.h"\n')),
    ('layers.includes', plant('an area using one below it', 'src/core/catalog/miqat-planted.c',
                              '#include "miqat-invoice.h"\n', names='below')),
    ('layers.includes', plant('another area\'s private header', 'src/core/payment/miqat-planted.c',
                              '#include "miqat-catalog-private.h"\n', names='private')),
    ('layers.includes', plant('a path in an include', 'src/core/payment/miqat-planted.c',
                              '#include "../catalog/miqat-seats.h"\n', names='by its name')),
    ('layers.foreign', plant('GTK in the core', 'src/core/agency/miqat-planted.c', '#include <gtk/gtk.h>\n')),
    ('layers.foreign', plant('libsoup in the core', 'src/core/agency/miqat-planted.c',
                             '#include <libsoup/soup.h>\n')),
    ('layers.foreign', plant('SQLite in sync', 'src/sync/miqat-planted.c', '#include <sqlite3.h>\n')),
    ('layers.foreign', plant('libpq in the receiver', 'src/receiver/http/miqat-planted.c',
                             '#include <libpq-fe.h>\n')),
    ('layers.foreign', plant('GTK in the core\'s build', 'src/core/meson.build', 'planted = [gtk_dep]\n',
                             names='gtk_dep')),
    ('layers.file_names', plant('a second header of one name', 'src/sync/miqat-db.h', '#pragma once\n')),
    ('layers.file_names', plant('a file without our prefix', 'src/sync/planted.c', SPDX)),
    ('layers.folders', plant('a folder that is no area', 'src/office/reservation/miqat-planted.c', SPDX,
                             names='reservation')),
    ('layers.folders', plant('a core folder that is no area', 'src/core/common/miqat-planted.c', SPDX,
                             names='common')),
    ('layers.no_dead_files', plant('a file that is not built', 'src/base/miqat-planted.c', SPDX)),
    ('layers.no_dead_files', plant('a header that nobody includes', 'src/base/miqat-planted.h', SPDX)),
    ('layers.no_dead_files', plant('a test that is not registered', 'tests/unit/test-planted.c', SPDX)),

    # code
    ('calls.banned', plant('strcpy', 'src/base/miqat-planted.c', 'void f (char *a) { strcpy (a, "x"); }\n')),
    ('calls.banned', plant('localtime', 'src/core/agency/miqat-planted.c', 'f = localtime (&now);\n',
                           names='MiqatInstant')),
    ('money.no_fractions', plant('a double in the core', 'src/core/payment/miqat-planted.c',
                                 'static double amount;\n')),
    ('errors.not_swallowed', plant('a logged failure', 'src/core/payment/miqat-planted.c',
                                   'void f (void)\n{\n  g_warning ("no: %s", "x");\n  return;\n}\n')),
    ('errors.assertions_stay', plant('assertions switched off', 'src/base/meson.build',
                                     "c = ['-DG_DISABLE_ASSERT']\n")),
    ('size.files', plant('1001 lines of C', 'src/base/miqat-planted.c', ';\n' * 1001, names='1001')),
    ('size.files', plant('301 lines of header', 'src/base/miqat-planted.h', ';\n' * 301, names='301')),
    ('size.files', plant('301 lines of template', 'ui/widget/miqat-planted.ui', '\n' * 301, names='301')),
    ('size.functions', plant('a function of 71 lines', 'src/base/miqat-planted.c',
                             'static void\nplanted (int a)\n{\n' + '  f ("}");\n' * 68 + '}\n', names='71 lines')),
    ('size.lines', plant('a long line', 'src/base/miqat-planted.c', '/* ' + 'x' * 120 + ' */\n')),
    ('size.lines', plant('a tab', 'src/base/miqat-planted.c', '\tf ();\n', names='tab')),
    ('style.braces', plant('a brace on a line of its own', 'src/base/miqat-planted.c',
                           'static void\nplanted (int a)\n{\n  if (a)\n    {\n      f ();\n    }\n}\n')),
    ('style.braces', plant('an else away from its brace', 'src/base/miqat-planted.c',
                           'static void\nplanted (int a)\n{\n  if (a) {\n    f ();\n  }\n  else\n    g ();\n}\n')),
    ('style.braces', plant('a structure that begins on the next line', 'src/base/miqat-planted.c',
                           'struct planted\n{\n  int a;\n};\n')),
    ('style.headers', plant('a header without #pragma once', 'src/base/miqat-planted.h', SPDX + '/* It. */\n')),

    # SQL
    ('sql.readable', plant('a statement that is no text', 'src/core/catalog/miqat-planted.c',
                           store('make_sql ()'))),
    ('sql.portable', planted_sql('LIKE', "SELECT id FROM packages WHERE name LIKE :name")),
    ('sql.portable', planted_sql('a JSON function', "SELECT json_extract (terms, '$.a') FROM packages")),
    ('sql.portable', planted_sql('INSERT OR', 'INSERT OR IGNORE INTO airlines (code) VALUES (:code)')),
    ('sql.portable', planted_sql('datetime()', "UPDATE packages SET updated_at = datetime('now')")),
    ('sql.portable', planted_sql('rowid', 'SELECT rowid FROM packages')),
    ('sql.portable', planted_sql('SELECT *', 'SELECT * FROM packages')),
    ('sql.portable', planted_sql('LIMIT without an order', 'SELECT id FROM packages LIMIT 1', names='no order')),
    ('sql.portable', planted_sql('a value whose first use has no type',
                                 'SELECT id FROM packages WHERE :id IS NULL OR id = :id', names='compare :id')),
    ('sql.portable', plant('LIKE through a macro', 'src/core/catalog/miqat-planted.c',
                           '#define MATCHING(column) " WHERE " #column " LIKE :name"\n'
                           + store('"SELECT id FROM packages" MATCHING (name)'))),
    ('sql.portable', plant('rowid where another statement is flagged', 'src/core/catalog/miqat-planted.c',
                           store('"SELECT rowid FROM packages"', '1 << 1'))),
    ('sql.all_prepared', plant('a store that no area lists', 'src/core/catalog/miqat-planted.c',
                               store('"SELECT id FROM packages"'))),
    ('sql.in_tables', plant('pasted SQL', 'src/core/catalog/miqat-planted.c',
                            'a = g_strdup_printf ("SELECT id FROM packages WHERE name = \'%s\'", name);\n')),
    ('sql.in_tables', plant('an appended ORDER BY', 'src/office/booking/miqat-planted.c',
                            'g_string_append_printf (sql, " ORDER BY %s", column);\n')),
    ('sql.in_tables', plant('SQL outside a table', 'src/core/catalog/miqat-planted.c',
                            'run (db, "DELETE FROM packages");\n')),
    ('tables.strict_keys', plant('a table that is not STRICT', LAST,
                                 TABLE % ('id TEXT NOT NULL PRIMARY KEY', ''), names='not STRICT')),
    ('tables.strict_keys', plant('a table without a key', LAST, TABLE % ('a TEXT NOT NULL', 'STRICT'),
                                 names='no primary key')),
    ('tables.strict_keys', plant('a key that may be NULL', LAST, TABLE % ('id TEXT PRIMARY KEY', 'STRICT'),
                                 names='may be NULL')),
    ('tables.strict_keys', plant('a generated column', LAST,
                                 TABLE % ('id TEXT NOT NULL PRIMARY KEY, a TEXT AS (id)', 'STRICT'),
                                 names='generated')),
    ('tables.strict_keys', plant('a migration with an error', LAST, 'CREATE TABL planted (a);\n', names='syntax')),
    ('tables.one_area', plant('a table that no area declares', LAST,
                              TABLE % ('id TEXT NOT NULL PRIMARY KEY', 'STRICT'), names='planted')),
    ('tables.one_area', plant('a table of two areas', 'src/core/messaging/miqat-planted.c', LISTED % 'airlines',
                              names='airlines is also')),
    ('tables.one_area', plant('a table that does not exist', 'src/core/messaging/miqat-planted.c',
                              LISTED % 'nothing', names='nothing')),
    ('tables.own_writes', plant('writing another area\'s table', 'src/core/catalog/miqat-planted.c',
                                store('"UPDATE users SET city = :city"'), names='writes users')),
    ('tables.own_writes', plant('reading a table of an area below', 'src/core/agency/miqat-planted.c',
                                store('"SELECT id FROM airlines"'), names='reads airlines')),
    ('migrations.in_order', plant('a gap', 'data/migrations/099-planted.sql', '-- Why.\n', names='098')),
    ('migrations.in_order', plant('a migration that is not built in', 'data/migrations/012-planted.sql',
                                  '-- Why.\n', names='does not list')),
    ('migrations.in_order', plant('a migration that does not say why', 'data/migrations/012-planted.sql',
                                  'SELECT 1;\n', names='says why')),
    ('migrations.immutable', plant('a changed release', 'data/migrations/SHA256SUMS',
                                   '0' * 64 + '  001-site.sql\n', names='001-site.sql')),
    ('migrations.immutable', plant('a lost release', 'data/migrations/SHA256SUMS',
                                   '0' * 64 + '  000-gone.sql\n', names='gone')),

    # the house
    ('licence.spdx', plant('a file without a licence', 'src/base/miqat-planted.c', 'int a;\n')),
    ('licence.spdx', plant('another licence', 'src/base/miqat-planted.c',
                           SPDX + '/* SPDX-License-Identifier: MIT */\n', names='MIT')),
    ('licence.spdx', plant('a lost licence', 'COPYING', None)),
    ('text.no_leftovers', plant('a note for later', 'src/base/miqat-planted.c', '/* FIX' 'ME */\n')),
    ('text.no_machine_paths', plant('a home folder', 'docs/planted.md', 'see /ho' 'me/budi/notes\n')),
    ('text.no_machine_paths', plant('a fixed temporary path', 'src/base/miqat-planted.c', 'open ("/tmp/miqat");\n')),
    ('resources.complete', plant('a template that is not built in', 'ui/widget/miqat-planted.ui', UI % '')),
    ('resources.complete', plant('a listed file that is gone', 'data/migrations.gresource.xml',
                                 '<file>migrations/099.sql</file>\n  </gresource>', '  </gresource>',
                                 names='099.sql')),
    ('dependencies.explained', plant('a library nobody explained', 'meson.build', "d = dependency('planted')\n",
                                     names='planted')),
    ('dependencies.explained', plant('a package nobody explained', 'build-aux/packages.txt', 'planted-package\n',
                                     names='planted-package')),
    ('dependencies.used', plant('a library that nobody uses', 'meson.build', "planted_dep = dependency('glib-2.0')\n",
                                names='planted_dep')),
    ('dependencies.no_hosts', plant('a host in a lock file', 'tests/bench/planted/package-lock.json',
                                    '{"resolved": "https://registry.example/a.tgz"}\n')),
    ('tests.none_skipped', plant('a test that should fail', 'tests/unit/meson.build',
                                 "test('a', b, should_fail: true)\n")),
    ('files.well_formed', plant('broken XML', 'ui/widget/miqat-planted.ui', '<interface><a></interface>')),
    ('files.well_formed', plant('broken JSON', 'data/planted.json', '{"a": }')),
    ('files.well_formed', plant('a script that cannot be run', 'build-aux/planted', '#!/bin/sh\n')),

    # words
    ('ui.translatable', plant('a text that is not translatable', 'ui/widget/miqat-planted.ui',
                              UI % '<object class="GtkLabel"><property name="label">Save it</property></object>')),
    ('ui.buttons_named', plant('a button that says nothing', 'ui/widget/miqat-planted.ui',
                               UI % '<object class="GtkButton"><property name="icon-name">a-symbolic</property>'
                               '</object>')),
    ('ui.baseline', plant('a newer GTK', 'ui/widget/miqat-planted.ui', UI % '<requires lib="gtk" version="4.10"/>')),
    ('ui.classes_exist', plant('a template of nothing', 'ui/widget/miqat-planted.ui',
                               UI % '<template class="MiqatPlanted"/>')),
    ('ui.templates', plant('a widget built in code', 'src/office/home/miqat-planted.c',
                           SPDX + 'G_DEFINE_FINAL_TYPE (MiqatPlanted, miqat_planted, GTK_TYPE_WIDGET)\n',
                           names='ui/home/miqat-planted.ui')),
    ('ui.templates', plant('a template of another class', 'src/office/payment/miqat-claim.c',
                           'G_DEFINE_FINAL_TYPE (MiqatProof,', r'G_DEFINE_FINAL_TYPE \(MiqatClaim,',
                           names='ui/payment/miqat-claim.ui')),
    ('words.potfiles', plant('a file with new words', 'src/base/miqat-planted.c', 'a = _("Planted");\n')),
    ('words.potfiles', plant('a listed file without words', 'po/POTFILES', 'meson.build\n', names='meson.build')),
    ('words.indonesian', plant('a sentence without translation', 'src/base/miqat-planted.c',
                               'a = _("Planted sentence.");\n', names='Planted sentence.')),
    ('words.indonesian', plant('a sentence that nobody says', 'po/id.po',
                               '\nmsgid "Planted rest."\nmsgstr "Sisa."\n', names='Planted rest.')),
    ('words.indonesian', plant('a fuzzy sentence', 'po/id.po', '#, fuzzy\nmsgid "', '^msgid "(?=[^"\n])', names='fuzzy')),
    ('words.placeholders', plant('a lost placeholder', 'po/id.po',
                                 '\nmsgid "Planted {name}."\nmsgstr "Tertanam."\n', names='Planted {name}.')),
    ('words.placeholders', plant('a wrong %-mark', 'po/id.po',
                                 '\n#, c-format\nmsgid "Planted %s"\nmsgstr "Tertanam %d"\n', names='po/id.po')),
    ('words.extractable', plant('a sentence that gettext cannot read', 'src/ctl/miqat-planted.c',
                                'g_print (_("and %" G_GINT64_FORMAT " more"), n);\n')),
    ('words.not_assembled', plant('a sentence from pieces', 'src/office/widget/miqat-planted.c',
                                  'a = g_strconcat (_("You owe "), amount, _(" today"), NULL);\n')),
]

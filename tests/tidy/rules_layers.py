# SPDX-License-Identifier: GPL-3.0-or-later
"""The house (DESIGN: base → db → core → connect, sync → office, receiver, ctl) and who may see whom."""
import os
import re

from c_source import includes
from tree import Finding, find_all, rule

RANK = {'base': 0, 'db': 1, 'core': 2, 'connect': 3, 'sync': 3, 'office': 4, 'receiver': 4, 'ctl': 4}

# An area may use those before it. `report` reads across all.
AREAS = ['command', 'agency', 'catalog', 'pilgrim', 'booking', 'payment', 'commission', 'affiliate',
         'operations', 'messaging', 'report']

# Folders beside the areas: what is not a noun of the business.
OTHER_FOLDERS = {
    'src/office': {'widget', 'gallery', 'home', 'attention'},
    'src/receiver': {'http', 'pages', 'sync', 'server'},
    'src/connect': None,
    'ui': {'widget', 'style', 'office', 'home', 'attention'},
    'tests/office': {'widget', 'support', 'home', 'attention'},
    'tests/core': {'db', 'support', 'verify', 'postgres', 'input'},
}

# Foreign headers by prefix, and the only places that may include them.
FOREIGN = [
    (('gtk/', 'gdk/', 'gsk/', 'adwaita.h', 'gdk-pixbuf/', 'pango/', 'cairo'), ('src/office/',)),
    (('libsoup/',), ('src/receiver/http/', 'src/sync/miqat-sync-http', 'src/connect/')),
    (('sqlite3.h', 'libpq-fe.h'), ('src/db/',)),
    (('sodium.h',), ('src/base/',)),
    (('xlsxwriter',), ('src/connect/',)),
    (('zlib.h',), ('src/connect/', 'src/ctl/demo/')),
    (('poppler',), ('src/office/', 'src/connect/')),
    (('curl/',), ('src/connect/',)),
    (('libsecret/',), ('src/base/', 'src/office/')),
]

# The same in the build files, so that a header cannot arrive with a dependency.
DEPENDENCIES = [
    ('gtk_dep', ('src/office/',)), ('adw_dep', ('src/office/',)),
    ('soup_dep', ('src/receiver/', 'src/sync/', 'src/connect/')),
    ('sqlite_dep', ('src/db/',)), ('pq_dep', ('src/db/',)),
    ('sodium_dep', ('src/base/',)), ('xlsx_dep', ('src/connect/',)),
    ('poppler_dep', ('src/office/', 'src/connect/')),
]


# Private headers that another layer shares, and why.
SHARED = {
    'miqat-site-private.h': ('src/sync/',),  # replay opens transactions of its own
}


def layer_of(path):
    parts = path.split('/')
    return parts[1] if len(parts) > 2 and parts[0] == 'src' else None


def area_of(path):
    parts = path.split('/')
    return parts[2] if len(parts) > 3 and parts[:2] == ['src', 'core'] else None


def project_headers(tree):
    """Unqualified name → paths of our headers."""
    found = {}
    for path in tree.under('src/', ext=('h', 'def')):
        found.setdefault(os.path.basename(path), []).append(path)
    return found


def why_not(path, header):
    """Why `path` may not include `header`, or None."""
    layer, other = layer_of(path), layer_of(header)
    if other != layer and RANK.get(other, 9) >= RANK.get(layer, 0):
        return f'src/{layer} must not see src/{other}'
    shared = SHARED.get(os.path.basename(header), ())
    if header.endswith('-private.h') and other != layer and not path.startswith(shared):
        return f'{os.path.basename(header)} is private to src/{other}'
    area, target = area_of(path), area_of(header)
    if area is None or target is None or area == target:
        return None
    if target in AREAS and area in AREAS and AREAS.index(target) > AREAS.index(area):
        return f'area {area} must not use {target}, which stands below it'
    if header.endswith('-private.h') and target != 'command':
        return f'{os.path.basename(header)} is private to area {target}'
    return None


@rule('layers.includes', 'Includes run one way: through the layers, and through the areas of the core.')
def check_includes(tree):
    headers = tree.derive('project_headers', project_headers)
    for path in tree.c_files('src/'):
        for line, is_system, name in includes(tree.text(path)):
            if is_system:
                continue
            if '/' in name:
                yield Finding(path, line, f'include "{os.path.basename(name)}" by its name alone')
            candidates = headers.get(os.path.basename(name), [])
            own = [header for header in candidates if layer_of(header) == layer_of(path)]
            for header in own or candidates[:1]:
                reason = why_not(path, header)
                if reason is not None:
                    yield Finding(path, line, reason)


@rule('layers.foreign', 'GTK, libsoup, SQLite, libpq, libsodium and the like stay in their places.')
def check_foreign(tree):
    for path in tree.c_files('src/'):
        for line, _, name in includes(tree.text(path)):
            for prefixes, places in FOREIGN:
                if name.startswith(prefixes) and not path.startswith(places):
                    yield Finding(path, line, f'<{name}> belongs to {", ".join(places)}')
    for path in tree.under('src/'):
        if os.path.basename(path) == 'meson.build':
            for dependency, places in DEPENDENCIES:
                for line, _ in find_all(r'\b%s\b' % dependency, tree.text(path)):
                    if not path.startswith(places):
                        yield Finding(path, line, f'{dependency} belongs to {", ".join(places)}')


@rule('layers.file_names', 'No two headers that one file could see share a name, and files are called miqat-….')
def check_names(tree):
    for name, paths in tree.derive('project_headers', project_headers).items():
        for i, path in enumerate(paths):
            for other in paths[:i]:
                apart = layer_of(path) != layer_of(other) and RANK[layer_of(path)] == RANK[layer_of(other)]
                if not apart:
                    yield Finding(path, 1, f'there is also {other}')
    for path in tree.c_files('src/'):
        name = os.path.basename(path)
        if not name.startswith('miqat-') and name != 'main.c':
            yield Finding(path, 1, 'a file of src/ is called miqat-…')


@rule('layers.folders', 'One noun, one folder: office, receiver, ui and tests use the names of the core areas.')
def check_folders(tree):
    for path in tree.under('src/core/', ext=('c', 'h')):
        area = area_of(path)
        if area is not None and area not in AREAS:
            yield Finding(path, 1, f'{area} is no area of the core (see AREAS in {os.path.basename(__file__)})')
    for top, others in OTHER_FOLDERS.items():
        if others is None:
            continue
        for path in tree.under(top + '/'):
            folder = path[len(top) + 1:].split('/')[0]
            if '/' in path[len(top) + 1:] and folder not in others and folder not in AREAS:
                yield Finding(path, 1, f'no area of the core is called {folder}')


@rule('layers.no_dead_files', 'Every source file is built, every header is included, every test is registered.')
def check_dead(tree):
    builds = ' '.join(tree.text(path) for path in tree.paths if os.path.basename(path) == 'meson.build')
    builds = re.sub(r'^\s*#.*$', '', builds, flags=re.MULTILINE)
    named = set(re.findall(r'[\w./-]+', builds))
    stems = {os.path.basename(word) for word in named}
    included = {os.path.basename(name) for path in tree.c_files() for _, _, name in includes(tree.text(path))}
    for path in tree.c_files():
        name = os.path.basename(path)
        stem, ext = os.path.splitext(name)
        if ext == '.h' and name not in included:
            yield Finding(path, 1, 'nobody includes this header')
        if ext == '.c' and name not in stems and not any(stem == 'test-' + word or (
                stem.startswith('test-') and stem.endswith('-' + word)) for word in quoted_beside(tree, path)):
            yield Finding(path, 1, 'no meson.build names this file')


def quoted_beside(tree, path):
    """The words in quotes of the meson.build beside a file: loops make file names of them."""
    build = os.path.join(os.path.dirname(path), 'meson.build')
    return set(re.findall(r"'([\w-]+)'", tree.text(build))) if tree.has(build) else set()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Licences, lists that must be complete, and what must not stand in any file."""
import json
import os
import re
import xml.etree.ElementTree as xml

from tree import Finding, find_all, line_at, rule

LICENCE = 'SPDX-License-Identifier: GPL-3.0-or-later'
CODE = ('c', 'h', 'def', 'py', 'js', 'mjs', 'css')
# Pictures, licences of others, and files that tools write.
NOT_TEXT = ('.svg', '.png', '.jpg', '.webp', '.ico', '.xlsx', '.pdf', '.xz', '.gz', '.db', '.lock', '.po')
NOT_OURS = ('COPYING', 'package-lock.json')


def text_paths(tree):
    for path in tree.paths:
        name = os.path.basename(path)
        if not name.endswith(NOT_TEXT) and name not in NOT_OURS and b'\0' not in tree.bytes(path)[:4096]:
            yield path


@rule('licence.spdx', 'Code names its licence in its first lines, and the licence is there.')
def check_spdx(tree):
    if not tree.has('COPYING') or 'GNU GENERAL PUBLIC LICENSE' not in tree.text('COPYING')[:200]:
        yield Finding('COPYING', 1, 'the text of the GPL is missing')
    for path in text_paths(tree):
        head = '\n'.join(tree.text(path).split('\n')[:4])
        is_code = path.endswith(tuple('.' + ext for ext in CODE)) or head.startswith('#!')
        if is_code and LICENCE not in head:
            yield Finding(path, 1, LICENCE)
        for line, match in find_all(r'^\W*SPDX-License-Identifier: (\S+)', tree.text(path), re.MULTILINE):
            if is_code and match.group(1) != 'GPL-3.0-or-later':
                yield Finding(path, line, f'{match.group(1)} is another licence')


@rule('text.no_leftovers', 'No note to do something later, no conflict marker.')
def check_leftovers(tree):
    words = '|'.join(('TO' 'DO', 'FIX' 'ME', 'XX' 'X', 'HA' 'CK'))
    pattern = r'\b(?:%s)\b|^<{7} |^>{7} ' % words
    for path in text_paths(tree):
        for line, match in find_all(pattern, tree.text(path), re.MULTILINE):
            yield Finding(path, line, match.group(0))


@rule('text.no_machine_paths', 'No path of the machine on which it was written.')
def check_paths(tree):
    pattern = r'(?<![\w.$}])(?<!MIQAT_RESOURCE_PATH ")/(?:work|home|root|Users|mnt|workspace)/[\w.-]+'
    for path in text_paths(tree):
        for line, match in find_all(pattern, tree.text(path)):
            yield Finding(path, line, match.group(0))
        if path.startswith('src/'):
            for line, match in find_all(r'"/tmp\b[^"]*"', tree.text(path)):
                yield Finding(path, line, f'{match.group(0)}: g_dir_make_tmp() or g_get_user_runtime_dir()')


def gresources(tree):
    """(list, line, path of a listed file) of every GResource list."""
    for path in tree.under('src/', 'data/', 'ui/', 'tests/', ext=('xml',)):
        if not path.endswith('.gresource.xml'):
            continue
        text = tree.text(path)
        for match in re.finditer(r'<file\b[^>]*>([^<]+)</file>', text):
            yield path, line_at(text, match.start()), match.group(1).strip()


@rule('resources.complete', 'Every file of a GResource list is there, and every .ui, icon and built-in datum is listed.')
def check_resources(tree):
    listed = set()
    folders = ('', 'data/', 'data/icons/', 'ui/', 'src/office/')
    for path, line, name in gresources(tree):
        candidates = [os.path.normpath(os.path.join(os.path.dirname(path), name))]
        candidates += [os.path.normpath(folder + name) for folder in folders]
        found = [candidate for candidate in candidates if tree.has(candidate)]
        listed.update(found)
        if not found:
            yield Finding(path, line, f'{name} is not there')
    for path in tree.under('ui/', ext=('ui', 'css')):
        if path not in listed:
            yield Finding(path, 1, 'no GResource list has it')
    for path in tree.under('data/siskopatuh/', 'data/icons/symbolic/', ext=('json', 'svg')):
        if path not in listed:
            yield Finding(path, 1, 'no GResource list has it')


@rule('dependencies.explained', 'docs/dependencies.md says what each library and package is for.')
def check_dependencies(tree):
    page = tree.text('docs/dependencies.md') if tree.has('docs/dependencies.md') else ''
    named = set(re.findall(r'`([^`\n]+)`', page))
    for path in tree.paths:
        if os.path.basename(path) == 'meson.build':
            for line, match in find_all(r"\bdependency\('([^']+)'", tree.text(path)):
                if match.group(1) not in named:
                    yield Finding(path, line, f'`{match.group(1)}`')
    if tree.has('build-aux/packages.txt'):
        for line, text in enumerate(tree.text('build-aux/packages.txt').splitlines(), 1):
            for package in text.split('#')[0].replace('|', ' ').split():
                if package not in named:
                    yield Finding('build-aux/packages.txt', line, f'`{package}`')
    for path in tree.paths:
        if os.path.basename(path) == 'package.json':
            wanted = json.loads(tree.text(path))
            for package in {**wanted.get('dependencies', {}), **wanted.get('devDependencies', {})}:
                if package not in named:
                    yield Finding(path, 1, f'`{package}`')


@rule('dependencies.used', 'Every library that the top meson.build looks for is used.')
def check_used(tree):
    others = ' '.join(tree.text(path) for path in tree.paths if path.endswith('/meson.build'))
    for line, match in find_all(r"^(\w+_dep) = (?:dependency|cc\.find_library)\(", tree.text('meson.build'), re.MULTILINE):
        if not re.search(r'\b%s\b' % match.group(1), others):
            yield Finding('meson.build', line, f'{match.group(1)} is used nowhere')


@rule('dependencies.no_hosts', 'Lock files name versions and checksums, not hosts to download from.')
def check_hosts(tree):
    for path in tree.paths:
        if os.path.basename(path) in ('package-lock.json', '.npmrc'):
            for line, match in find_all(r'"resolved"\s*:\s*"[^"]*"|^registry\s*=.*|_authToken', tree.text(path), re.MULTILINE):
                yield Finding(path, line, match.group(0)[:80])


@rule('tests.none_skipped', 'No test is switched off in a build file.')
def check_skipped(tree):
    for path in tree.under('tests/'):
        if os.path.basename(path) == 'meson.build':
            text = tree.text(path)
            for line, match in find_all(r"should_fail\s*:|'skip'\s*:|^\s*#.*\btest\s*\(|if\s+false", text, re.MULTILINE):
                yield Finding(path, line, match.group(0).strip())


@rule('files.well_formed', 'XML and JSON files can be read; scripts may be run; nothing is very large.')
def check_well_formed(tree):
    for path in tree.paths:
        full = os.path.join(tree.root, path)
        if path.endswith(('.ui', '.xml', '.svg', '.xml.in')):
            try:
                xml.fromstring(tree.bytes(path))
            except xml.ParseError as error:
                yield Finding(path, error.position[0], str(error))
        if path.endswith('.json'):
            try:
                json.loads(tree.text(path))
            except ValueError as error:
                yield Finding(path, 1, str(error))
        if tree.bytes(path)[:3] == b'#!/' and not os.access(full, os.X_OK):
            yield Finding(path, 1, 'chmod +x')
        if os.path.getsize(full) > 2 * 1024 * 1024:
            yield Finding(path, 1, 'larger than 2 MB')

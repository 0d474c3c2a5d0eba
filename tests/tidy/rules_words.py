# SPDX-License-Identifier: GPL-3.0-or-later
"""What people read: templates that can be translated and heard, and an Indonesian that is complete."""
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree as xml

from c_source import without_comments
from tree import Finding, find_all, line_at, rule

# Properties that are read by people.
SPOKEN = {'label', 'title', 'subtitle', 'tooltip-text', 'placeholder-text', 'description', 'heading', 'body', 'text'}
BUTTONS = {'GtkButton', 'GtkMenuButton', 'GtkToggleButton'}
LANGUAGE = 'po/id.po'
# Widgets without a template: they only draw, or lay out what they are given.
DRAWN = {'miqat-pattern', 'miqat-picture-canvas', 'miqat-quota-strip', 'miqat-split', 'miqat-stepper'}


def line_of(text, needle):
    at = text.find(needle)
    return line_at(text, at) if at >= 0 else 1


@rule('ui.translatable', 'Every text of a template is marked as translatable.')
def check_translatable(tree):
    pattern = r'<(property|attribute) name="([\w-]+)"((?:\s[^>]*)?)>([^<]*[A-Za-z]{2}[^<]*)<'
    for path in tree.under('ui/', 'src/', ext=('ui',)):
        for line, match in find_all(pattern, tree.text(path)):
            name = match.group(2)
            if name in SPOKEN and not re.search(r'translatable="(yes|true|1)"', match.group(3)):
                if not re.fullmatch(r'Miqat|Rp|[a-z]+(\.[a-z-]+)+', match.group(4).strip()):
                    yield Finding(path, line, f'{name}: {match.group(4).strip()[:40]}')


@rule('ui.buttons_named', 'A button that shows only an icon has a tooltip or an accessible name.')
def check_buttons(tree):
    for path in tree.under('ui/', 'src/', ext=('ui',)):
        try:
            root = xml.fromstring(tree.bytes(path))
        except xml.ParseError:
            continue  # files.well_formed says so
        for element in root.iter('object'):
            names = {child.get('name') for child in element.findall('property')}
            named = names & {'label', 'tooltip-text', 'child', 'tooltip-markup'}
            spoken = element.find("accessibility/property[@name='label']")
            relation = element.find("accessibility/relation[@name='labelled-by']")
            if element.get('class') in BUTTONS and 'icon-name' in names and not named and spoken is None and relation is None:
                icon = element.find("property[@name='icon-name']").text or ''
                yield Finding(path, line_of(tree.text(path), f'>{icon}<'), f'{element.get("class")} {icon}')


@rule('ui.baseline', 'Templates ask for GTK 4.8 and libadwaita 1.2 at most, and belong to one class each.')
def check_baseline(tree):
    most = {'gtk': (4, 8), 'libadwaita': (1, 2)}
    for path in tree.under('ui/', ext=('ui',)):
        text = tree.text(path)
        for line, match in find_all(r'<requires lib="(\w+)" version="(\d+)\.(\d+)"', text):
            if (int(match.group(2)), int(match.group(3))) > most.get(match.group(1), (0, 0)):
                yield Finding(path, line, match.group(0))
        for line, _ in list(find_all(r'<template\b', text))[1:]:
            yield Finding(path, line, 'a second template')


@rule('ui.classes_exist', 'The class of a template is a type of src/office.')
def check_classes(tree):
    code = tree.derive('office_code', lambda t: ' '.join(t.text(p) for p in t.c_files('src/office/')))
    for path in tree.under('ui/', ext=('ui',)):
        for line, match in find_all(r'<template class="(\w+)"', tree.text(path)):
            if not re.search(r'\b%s\b' % match.group(1), code):
                yield Finding(path, line, f'{match.group(1)} is not defined')


@rule('ui.templates', 'A widget of the office has its template, of the same name, in the same folder of ui/.')
def check_templates(tree):
    pattern = r'\bG_DEFINE_\w*TYPE\w*\s*\(\s*(\w+),\s*\w+,\s*(?!ADW_TYPE_APPLICATION\b)(?:GTK|ADW|MIQAT)_TYPE_\w+'
    for path in tree.c_files('src/office/'):
        folder, name = os.path.split(path[len('src/office/'):])
        stem = os.path.splitext(name)[0]
        for line, match in find_all(pattern, tree.text(path)):
            template = f'ui/{folder or "office"}/{stem}.ui'
            there = tree.has(template) and f'<template class="{match.group(1)}"' in tree.text(template)
            if stem not in DRAWN and not there:
                yield Finding(path, line, f'{template} with {match.group(1)} is not there')


@rule('words.potfiles', 'po/POTFILES lists exactly the files with words for people.')
def check_potfiles(tree):
    tool = os.path.join(tree.root, 'build-aux/update-potfiles')
    wanted = subprocess.run([tool, '--print'], capture_output=True, text=True, check=True).stdout.split()
    listed = tree.text('po/POTFILES').split() if tree.has('po/POTFILES') else []
    for path in sorted(set(wanted) - set(listed)):
        yield Finding(path, 1, 'not in po/POTFILES: run build-aux/update-potfiles')
    for path in sorted(set(listed) - set(wanted)):
        yield Finding('po/POTFILES', listed.index(path) + 1, f'{path} has no words')


def read_po(text):
    """(line, msgctxt, msgid, msgid_plural, [msgstr…], flags) of every entry that is in use."""
    entry, field = {'flags': ''}, None
    for number, line in enumerate(text.split('\n') + [''], 1):
        if line.startswith('#,'):
            entry['flags'] += line
        keyword = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+"(.*)"$', line)
        if keyword:
            field = keyword.group(1)
            entry[field] = keyword.group(2)
            entry.setdefault('line', number)
        elif line.startswith('"') and field is not None:
            entry[field] += line[1:-1]
        elif not line.strip():
            if 'msgid' in entry:
                yield entry
            entry, field = {'flags': ''}, None


def key_of(entry):
    return entry.get('msgctxt'), entry['msgid']


def words_of(tree):
    """The entries of a fresh template."""
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, 'miqat.pot')
        tool = os.path.join(tree.root, 'build-aux/make-pot')
        done = subprocess.run([tool, pot], capture_output=True, text=True)
        if done.returncode != 0:
            return None, done.stderr
        with open(pot, encoding='utf-8') as file:
            return list(read_po(file.read())), file.name


def where(tree, entry):
    """A place in the sources of a msgid, for people who look for it."""
    needle = entry['msgid'].split('\\n')[0][:50]
    for path in tree.under('src/', 'ui/', 'data/'):
        if path.endswith(('.c', '.h', '.def', '.ui', '.in')) and needle and needle in tree.text(path):
            return path, line_of(tree.text(path), needle)
    return LANGUAGE, 1


@rule('words.indonesian', 'Every sentence has an Indonesian one in po/id.po; none is fuzzy or left over.')
def check_indonesian(tree):
    wanted, message = words_of(tree)
    if wanted is None:
        yield Finding('build-aux/make-pot', 1, message.strip())
        return
    if not tree.has(LANGUAGE):
        yield Finding(LANGUAGE, 1, f'is missing ({len(wanted)} sentences)')
        return
    present = {key_of(entry): entry for entry in read_po(tree.text(LANGUAGE))}
    for entry in wanted:
        translated = present.get(key_of(entry))
        texts = [text for name, text in (translated or {}).items() if name.startswith('msgstr')]
        if entry['msgid'] == '':
            continue
        if translated is None or not texts or '' in texts:
            yield Finding(*where(tree, entry), f'not translated: "{entry["msgid"]}"')
        elif 'fuzzy' in translated['flags']:
            yield Finding(LANGUAGE, translated['line'], f'fuzzy: "{entry["msgid"]}"')
    known = {key_of(entry) for entry in wanted}
    for key, entry in present.items():
        if key not in known and entry['msgid'] != '':
            yield Finding(LANGUAGE, entry['line'], f'no longer said: "{entry["msgid"]}"')


@rule('words.placeholders', 'A translation keeps the {words}, %-marks, mnemonics and markup of its sentence.')
def check_placeholders(tree):
    if not tree.has(LANGUAGE):
        return
    done = subprocess.run(['msgfmt', '--check', '-o', os.devnull, os.path.join(tree.root, LANGUAGE)],
                          capture_output=True, text=True)
    for line in done.stderr.splitlines() if done.returncode != 0 else []:
        match = re.search(r':(\d+): (.*)', line)
        if match:
            yield Finding(LANGUAGE, int(match.group(1)), match.group(2))
    for entry in read_po(tree.text(LANGUAGE)):
        if entry['msgid'] == '':
            continue
        for name, text in entry.items():
            if not name.startswith('msgstr') or text == '':
                continue
            for pattern in (r'\{\w+\}', r'</?\w+>'):
                if sorted(re.findall(pattern, text)) != sorted(re.findall(pattern, entry['msgid'])):
                    yield Finding(LANGUAGE, entry['line'], f'"{entry["msgid"]}" → "{text}"')
            if entry['msgid'].endswith(('.', '?', '…')) != text.endswith(('.', '?', '…')):
                yield Finding(LANGUAGE, entry['line'], f'ends otherwise: "{text}"')


@rule('words.extractable', 'A sentence is one text: gettext knows PRId64, but not the format macros of GLib.')
def check_extractable(tree):
    for path in tree.c_files('src/'):
        text = without_comments(tree.text(path))
        pattern = r'\b(?:_|N_|C_|ngettext|g_dngettext)\s*\((?:[^;()"]|"(?:\\.|[^"\\])*")*?\b(G_G\w+_FORMAT)'
        for line, match in find_all(pattern, text):
            yield Finding(path, line, f'{match.group(1)}: PRId64 of <inttypes.h> can be extracted')


@rule('words.not_assembled', 'Sentences are whole: no text for people is put together from pieces.')
def check_assembled(tree):
    for path in tree.c_files('src/'):
        text = without_comments(tree.text(path))
        for line, _ in find_all(r'\bg_str(?:concat|join)\s*\([^;]*\b_\s*\("[^;]*\b_\s*\("', text):
            yield Finding(path, line, 'two translated pieces in one text; write one sentence with places in it')

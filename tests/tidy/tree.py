# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the project, and what a rule says about them."""
import os
import re
from collections import namedtuple

# Where something stands that breaks a rule, and what to do about it.
Finding = namedtuple('Finding', 'path line text')

SKIPPED_FOLDERS = {'.git', 'node_modules', '__pycache__', 'subprojects', '.flatpak-builder'}
TOP_FOLDERS = ('src', 'ui', 'data', 'po', 'tests', 'build-aux', 'docs', 'flatpak', '.ci')


class Rule:
    def __init__(self, name, title, check):
        self.name = name
        self.title = title
        self.check = check


RULES = []


def rule(name, title):
    """Registers a generator of findings as a rule; its title says what must hold."""
    def register(check):
        RULES.append(Rule(name, title, check))
        return check
    return register


# Full path, time and size → text; shared, because the selftest looks at one checkout many times.
_read = {}


class Tree:
    """A checkout. Paths are relative to its root, with '/'; texts are read once."""

    def __init__(self, root):
        self.root = root
        self.paths = sorted(self._walk())
        self._texts = {}
        self._derived = {}

    def _walk(self):
        for name in os.listdir(self.root):
            if os.path.isfile(os.path.join(self.root, name)):
                yield name
        for top in TOP_FOLDERS:
            for folder, folders, names in os.walk(os.path.join(self.root, top)):
                folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
                for name in names:
                    if not name.endswith(('.pyc', '.o', '~', '.swp')):
                        yield os.path.relpath(os.path.join(folder, name), self.root)

    def has(self, path):
        return os.path.exists(os.path.join(self.root, path))

    def bytes(self, path):
        with open(os.path.join(self.root, path), 'rb') as file:
            return file.read()

    def text(self, path):
        if path not in self._texts:
            full = os.path.join(self.root, path)
            stat = os.stat(full)
            key = (full, stat.st_mtime_ns, stat.st_size)
            if key not in _read:
                _read[key] = self.bytes(path).decode('utf-8', 'replace')
            self._texts[path] = _read[key]
        return self._texts[path]

    def derive(self, key, make):
        """Something that is made from the files, made once."""
        if key not in self._derived:
            self._derived[key] = make(self)
        return self._derived[key]

    def under(self, *prefixes, ext=None):
        """Paths below one of the folders, with one of the extensions when given."""
        for path in self.paths:
            if any(path.startswith(prefix) for prefix in prefixes):
                if ext is None or os.path.splitext(path)[1][1:] in ext:
                    yield path

    def c_files(self, *prefixes):
        return self.under(*(prefixes or ('src/', 'tests/')), ext=('c', 'h'))


def line_at(text, offset):
    return text.count('\n', 0, offset) + 1


def find_all(pattern, text, flags=0):
    """Pairs of line number and match."""
    for match in re.finditer(pattern, text, flags):
        yield line_at(text, match.start()), match

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that the rules can fail: plants one violation after another in a copy of the project, and
asks the rule that it breaks to name the file. A rule without a plant fails."""
import os
import re
import shutil
import sys
import tempfile

import plants
import run as rules  # noqa: F401  (registers the rules)
from tree import RULES, TOP_FOLDERS, Tree

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))


def copy_project(target):
    tree = Tree(ROOT)
    for path in tree.paths:
        os.makedirs(os.path.dirname(os.path.join(target, path)), exist_ok=True)
        shutil.copy2(os.path.join(ROOT, path), os.path.join(target, path))
    for folder in TOP_FOLDERS:
        os.makedirs(os.path.join(target, folder), exist_ok=True)


def apply(root, plant):
    """Makes the change; returns what puts it back."""
    full = os.path.join(root, plant.path)
    existed = os.path.exists(full)
    before = open(full, 'rb').read() if existed else None
    mode = os.stat(full).st_mode if existed else 0o644
    if plant.text is None:
        os.remove(full)
    else:
        text = before.decode() if existed else ''
        if plant.replaces is not None:
            changed, count = re.subn(plant.replaces, lambda _: plant.text, text, count=1, flags=re.MULTILINE)
            if count == 0:
                raise LookupError(f'{plant.path} has nothing like {plant.replaces}')
        else:
            changed = text + plant.text
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'w', encoding='utf-8') as file:
            file.write(changed)
        os.chmod(full, mode)

    def undo():
        if existed:
            with open(full, 'wb') as file:
                file.write(before)
            os.chmod(full, mode)
        else:
            os.remove(full)
    return undo


def findings(root, rule):
    return {(finding.path, finding.text) for finding in rule.check(Tree(root))}


def try_plant(root, rule, plant):
    """None when the rule noticed, or what went wrong."""
    before = findings(root, rule)
    undo = apply(root, plant)
    try:
        new = findings(root, rule) - before
    finally:
        undo()
    if any(plant.names in path + ' ' + text for path, text in new):
        return None
    return f'{plant.path} was not noticed; new findings: {sorted(new)[:3]}'


def main():
    by_name = {rule.name: rule for rule in RULES}
    cases = [(name, plant) for name, plant in plants.PLANTS]
    missing = sorted(set(by_name) - {name for name, _ in cases})
    print(f'1..{len(cases) + 1}')
    failed = 0
    with tempfile.TemporaryDirectory(prefix='miqat-tidy-') as root:
        copy_project(root)
        for number, (name, plant) in enumerate(cases, 1):
            try:
                trouble = try_plant(root, by_name[name], plant)
            except (LookupError, OSError) as error:
                trouble = f'{type(error).__name__}: {error}'
            print(f'{"ok" if trouble is None else "not ok"} {number} - {name} notices {plant.what}')
            if trouble is not None:
                print(f'# {trouble}')
                failed += 1
    print(f'{"not ok" if missing else "ok"} {len(cases) + 1} - every rule has been broken once')
    if missing:
        print(f'# never broken: {", ".join(missing)}')
    return 1 if failed or missing else 0


if __name__ == '__main__':
    sys.exit(main())

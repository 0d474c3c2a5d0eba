#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether build-aux/summary.py counts what happened: a summary that miscounts hides failures."""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SUMMARY = os.path.join(HERE, '..', '..', 'build-aux', 'summary.py')

# What meson logged, the last line and the exit status that follow.
CASES = [
    ('subtests', [('OK', 'TAP version 13\n1..2\nok 1 /a\nok 2 /b\n')], '2 passed, 0 failed, 0 skipped', 0),
    ('a failed subtest', [('FAIL', '1..2\nok 1 /a\nnot ok 2 /b\n')], '1 passed, 1 failed, 0 skipped', 1),
    ('a skipped subtest', [('OK', '1..2\nok 1 /a\nok 2 /b # SKIP no printer\n')], '1 passed, 0 failed, 1 skipped', 0),
    ('a crash after good subtests', [('ERROR', '1..3\nok 1 /a\n')], '1 passed, 1 failed, 0 skipped', 1),
    ('a time-out that said nothing', [('TIMEOUT', '')], '0 passed, 1 failed, 0 skipped', 1),
    ('programs without TAP', [('OK', ''), ('SKIP', ''), ('FAIL', 'x')], '1 passed, 1 failed, 1 skipped', 1),
    ('nested subtests', [('OK', '# Subtest\n    ok 1 - in\n    not ok 2 - in # TO' 'DO later\nok 1 - out\n')],
     '2 passed, 0 failed, 1 skipped', 0),
    ('words that only look like results', [('OK', 'okay\n# not ok\nok 1 /a\n')], '1 passed, 0 failed, 0 skipped', 0),
    ('nothing at all', [], '0 passed, 0 failed, 0 skipped', 1),
]


def summarise(path):
    done = subprocess.run([sys.executable, SUMMARY, path], capture_output=True, text=True)
    return (done.stdout.splitlines() or [''])[-1], done.returncode


def main():
    failed = 0
    print(f'1..{len(CASES) + 1}')
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, results, line, status) in enumerate(CASES, 1):
            path = os.path.join(folder, 'testlog.json')
            with open(path, 'w', encoding='utf-8') as log:
                for result, stdout in results:
                    log.write(json.dumps({'name': 't', 'result': result, 'stdout': stdout}) + '\n')
            found = summarise(path)
            print(f'{"ok" if found == (line, status) else "not ok"} {number} - {name}')
            if found != (line, status):
                print(f'# {found} instead of {(line, status)}')
                failed += 1
        found = summarise(os.path.join(folder, 'missing.json'))
        good = found == ('0 passed, 1 failed, 0 skipped', 1)
        print(f'{"ok" if good else "not ok"} {len(CASES) + 1} - a log that is missing')
    return 1 if failed or not good else 0


if __name__ == '__main__':
    sys.exit(main())

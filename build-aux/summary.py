#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what meson's tests said, subtest by subtest, and shows the ends of those that failed.

Usage: summary.py TESTLOG.json…  Prints one line "N passed, N failed, N skipped" last, and exits
with 1 when anything failed or nothing ran.
"""
import json
import re
import sys

TAP_LINE = re.compile(r'^\s*(not ok|ok)\b(.*)$')
DIRECTIVE = re.compile(r'#\s*(SKIP|TO' r'DO)\b(.*)', re.IGNORECASE)
TAIL_LINES = 40
SLOW_SECONDS = 20


def count_tap(output):
    """Passed, failed and skipped subtests, and the lines of those that failed or were skipped, each
    with the comments that explain it."""
    counts = {'passed': 0, 'failed': 0, 'skipped': 0}
    shown, explains = [], False
    for line in output.splitlines():
        match = TAP_LINE.match(line)
        if not match:
            if explains and line.lstrip().startswith('#'):
                shown.append(line.strip())
            continue
        explains = False
        if DIRECTIVE.search(match.group(2)):
            counts['skipped'] += 1
            shown.append(line.strip())
        elif match.group(1) == 'ok':
            counts['passed'] += 1
        else:
            counts['failed'] += 1
            shown.append(line.strip())
            explains = True
    return counts, shown


def read_results(path):
    try:
        with open(path, encoding='utf-8', errors='replace') as log:
            for line in log:
                if line.strip():
                    yield json.loads(line)
    except FileNotFoundError:
        yield {'name': path, 'result': 'MISSING', 'stdout': '', 'stderr': 'meson test left no log'}


def count(result):
    """The counts of one test program, and what to show of it."""
    output = result.get('stdout') or ''
    counts, shown = count_tap(output)
    bad = result['result'] not in ('OK', 'SKIP', 'EXPECTEDFAIL')
    if bad:
        tail = (output + '\n' + (result.get('stderr') or '')).rstrip().splitlines()[-TAIL_LINES:]
        if counts['failed'] == 0 or 'Bail out!' in output:
            counts['failed'] = max(counts['failed'], 1)  # crashed, timed out, or said nothing
            shown = shown[:TAIL_LINES] + ['…'] + tail
        shown = shown[:3 * TAIL_LINES]
    elif sum(counts.values()) == 0:
        counts['skipped' if result['result'] == 'SKIP' else 'passed'] = 1
    return counts, bad, shown


def main(paths):
    total = {'passed': 0, 'failed': 0, 'skipped': 0}
    slow = []
    for path in paths:
        for result in read_results(path):
            counts, bad, shown = count(result)
            for key in total:
                total[key] += counts[key]
            if bad or shown:
                print(f"---- {result['name']}: {result['result']}")
                print('\n'.join(shown) + '\n')
            if result.get('duration', 0) > SLOW_SECONDS:
                slow.append((result['duration'], result['name']))
    if slow:
        names = ', '.join(f'{name} {seconds:.0f} s' for seconds, name in sorted(slow, reverse=True))
        print(f'Longer than {SLOW_SECONDS} s: {names}')
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total['failed'] or not total['passed'] else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

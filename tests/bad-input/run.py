#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the table of bad input: run.py BUILD. Speaks TAP, one line a row, and at the end verify must
find nothing half-written."""
import json
import os
import re
import sys
import tempfile

from table import ROWS
from world import CannotBeGiven, World

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')


def read_sentences():
    """Code → the English sentence, from the one place where they stand."""
    with open(os.path.join(ROOT, 'src/base/miqat-problem.def'), encoding='utf-8') as source:
        return dict(re.findall(r'MIQAT_PROBLEM \(\w+,\s+"(\w+)",\s+N_\("(.*)"\)\)', source.read()))


def read_translations():
    """English → Indonesian, from the catalogue."""
    with open(os.path.join(ROOT, 'po/id.po'), encoding='utf-8') as source:
        return {english.replace('\\"', '"'): indonesian.replace('\\"', '"')
                for english, indonesian in re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source.read(), re.M)}


def read_page_words(sentences):
    """Code → the Indonesian sentence of the pages: their own, or that of everybody."""
    translations = read_translations()
    with open(os.path.join(ROOT, 'src/receiver/pages/miqat-page-words.c'), encoding='utf-8') as source:
        own = {name.lower(): sentence
               for name, sentence in re.findall(r'MIQAT_PROBLEM_(\w+), N_ \("(.*)"\) \}', source.read())}
    return {code: translations.get(sentence, '') for code, sentence in {**sentences, **own}.items()}


def check(row, answer, sentences, page_words):
    """What is wrong with the answer, or None."""
    status, problems, text = answer
    if row.code is None:
        return None if status < 400 else f'status {status}: {str(text)[:300]}'
    if not sentences.get(row.code, '').startswith(row.sentence):
        return f'the table and miqat-problem.def disagree about {row.code}'
    if row.where == 'page':
        begin = page_words.get(row.code, '').split('{')[0].strip()
        if status >= 500 or len(begin) < 12 or begin[:40] not in text.replace('&#39;', "'"):
            return f'status {status}, and the page does not say “{begin}”'
        return None
    if row.where == 'rest' and not 400 <= status < 500:
        return f'status {status}: {str(text)[:300]}'
    if row.where == 'ctl' and status != 1:
        return f'exit status {status}: {text[:300]}'
    for problem in problems:
        if problem['code'] == row.code and (row.field is None or problem['field'] == row.field):
            said = problem.get('message') or ''
            return None if said and '{' not in said else f'no sentence: {problem}'
    return f'{row.code} on {row.field} is not among {problems or str(text)[:300]}'


def main(build):
    sentences = read_sentences()
    page_words = read_page_words(sentences)
    failed = 0
    print(f'1..{len(ROWS) + 1}')
    with tempfile.TemporaryDirectory(prefix='miqat-bad-input-') as folder:
        world = World(build, folder)
        try:
            for number, row in enumerate(ROWS, 1):
                try:
                    wrong = check(row, row.send(world), sentences, page_words)
                except CannotBeGiven as reason:
                    print(f'ok {number} - {row.where}: {row.what} # SKIP {reason}')
                    continue
                except Exception as error:  # a row that cannot be given is a failure like any other
                    wrong = f'{type(error).__name__}: {error}'
                failed += wrong is not None
                print(f'{"ok" if wrong is None else "not ok"} {number} - {row.where}: {row.what}')
                if wrong:
                    print('# ' + wrong.replace('\n', '\n# '))
                if world.receiver.poll() is not None:
                    print(f'Bail out! the receiver ended with {world.receiver.returncode}')
                    return 1
        finally:
            world.stop()
        verified = json.loads(world.call('verify', '--format', 'json', '--database', world.database))
        faults = [fault for one in verified['invariants'] for fault in one['faults']]
        print(f'{"ok" if not faults else "not ok"} {len(ROWS) + 1} - nothing is half-written')
        for fault in faults[:10]:
            print(f'# {fault}')
    return 1 if failed or faults else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))

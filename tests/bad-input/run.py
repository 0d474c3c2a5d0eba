#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the table of bad input: run.py BUILD. Speaks TAP, one line for each place of each case; at the end hub
and workstation exchange, agree, and verify finds nothing half-written in either."""
import gettext
import json
import os
import re
import sys
import tempfile

from files import Files
from page import Page
from rest import Rest
from table import TABLE
from ways import Players
from world import CannotBeGiven, World

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..')


class Sentences:
    """What each code says, from the places where the words stand."""

    def __init__(self, build):
        self.common = self.read('src/base/miqat-problem.def', r'MIQAT_PROBLEM \(\w+,\s+"(\w+)",\s+N_\("(.*)"\)\)')
        self.of_pages = self.read('src/receiver/pages/miqat-page-words.c', r'MIQAT_PROBLEM_(\w+),\s+N_ \("(.*)"\) \}')
        with open(os.path.join(build, 'src/receiver/http/id.mo'), 'rb') as catalogue:
            self.indonesian = gettext.GNUTranslations(catalogue)

    @staticmethod
    def read(path, pattern):
        with open(os.path.join(ROOT, path), encoding='utf-8') as source:
            return {code.lower(): sentence for code, sentence in re.findall(pattern, source.read())}

    def get(self, where, code):
        """What may be said: pages speak Indonesian, and what could not even be read is answered so as well."""
        if where == 'page' and code.startswith('database_'):
            code = 'internal'
        english = self.common[code]
        indonesian = self.indonesian.gettext(self.of_pages.get(code, english) if where == 'page' else english)
        if where == 'page':
            return [indonesian]
        return [english, indonesian] if code == 'request_broken' else [english]


def fits(sentence, said):
    """The sentence, whatever stands in place of {words}."""
    return re.fullmatch(re.sub(r'\\\{\w+\\\}', '.+', re.escape(sentence)), said) is not None


def check_answer(case, place, answer, sentences):
    """What is wrong with the answer, or None."""
    if case.code is None:
        return f'refused: {answer.text[:600]}' if answer.refused else None
    if not answer.refused:
        return f'not refused: {answer.text[:600]}'
    expected = [place.says] if place.says else sentences.get(place.where, case.code)
    for problem in answer.problems:
        if (problem.code in (None, case.code) and problem.field == place.field
                and any(fits(sentence, problem.sentence) for sentence in expected)):
            return None
    return f'“{expected[0]}” ({case.code}) is not said of {place.field}: {answer.problems} {answer.text[:600]}'


def read_office_rows():
    """What the office's own test plays."""
    with open(os.path.join(HERE, 'office.json'), encoding='utf-8') as source:
        table = json.load(source)
    return table['rows'] + table['databases']


def take_office_row(case, place, rows):
    """The office's row of this case; what is wrong with it, or None."""
    for row in rows:
        if row['what'].startswith(case.what) and row.get('field') == place.field:
            rows.remove(row)
            said, known = row.get('sentence', ''), case.sentence.split('{')[0]
            agrees = row.get('code', case.code) == case.code and (known.startswith(said) or said.startswith(known))
            return None if agrees else f'office.json says {row}'
    return f'office.json has no row for “{case.what}” at {place.field}'


class Tap:
    def __init__(self):
        self.number, self.failed = 0, 0

    def skip(self, what, reason):
        self.number += 1
        print(f'ok {self.number} - {what} # SKIP {reason}', flush=True)

    def tell(self, what, wrong):
        self.number += 1
        self.failed += bool(wrong)
        print(f'{"not ok" if wrong else "ok"} {self.number} - {what}', flush=True)
        if wrong:
            print('# ' + str(wrong).replace('\n', '\n# '), flush=True)


def play(tap, players, case, place, sentences):
    what = f'{place.where}{": " + place.field if place.field else ""}: {case.what}'
    try:
        tap.tell(what, check_answer(case, place, place.give(players), sentences))
    except CannotBeGiven as reason:
        tap.skip(what, reason)
    except Exception as error:  # what cannot be given is a failure like any other
        tap.tell(what, f'{type(error).__name__}: {error}')


def play_all(tap, players, sentences):
    """FALSE when the receiver did not survive."""
    office_rows = read_office_rows()
    for case in TABLE:
        if case.code is not None and sentences.common.get(case.code) != case.sentence:
            tap.tell(case.what, f'miqat-problem.def says otherwise: {sentences.common.get(case.code)}')
        for place in case.places:
            if place.where == 'office':
                tap.tell(f'office: {place.field}: {case.what} (played by the office)',
                         take_office_row(case, place, office_rows))
            else:
                play(tap, players, case, place, sentences)
            if players.world.receiver.poll() is not None:
                print(f'Bail out! the receiver ended with {players.world.receiver.returncode}: {case.what}')
                return False
    tap.tell('office.json has no row that is not in the table', [row['what'] for row in office_rows])
    return True


def check_afterwards(tap, world):
    world.sync()
    tap.tell('nothing is half-written at the hub', world.find_faults(world.hub))
    tap.tell("nothing is half-written in the office's database", world.find_faults(world.workstation))
    tap.tell('hub and office hold the same', world.find_differences())


def main(build):
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix='miqat-bad-input-') as folder:
        world = World(build, folder)
        rest = Rest(world)
        try:
            if play_all(tap, Players(world, rest, Page(world, rest), Files(world)), Sentences(build)):
                check_afterwards(tap, world)
        finally:
            world.stop_receiver(world.receiver)
    print(f'1..{tap.number}')
    return 1 if tap.failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))

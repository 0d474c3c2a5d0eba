# SPDX-License-Identifier: GPL-3.0-or-later
"""Database files that were cut, overwritten, locked away, or lie on a disk that is full; and what miqatctl and
the receiver say of them."""
import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile

from answers import read_program
from page import Page
from rest import Rest
from world import CannotBeGiven


def truncate(path):
    os.truncate(path, os.path.getsize(path) // 2)


def overwrite(path):
    with open(path, 'r+b') as out:
        out.write(os.urandom(8192))


def make_newer(path):
    with sqlite3.connect(path) as connection:
        connection.execute('PRAGMA user_version = 9999')


def change_key(path):
    with open(path + '.key', 'w', encoding='ascii') as out:
        out.write('5a' * 32 + '\n')


def remove(path):
    os.remove(path)


def leave(_path):
    """Nothing is wrong with it."""


def mount(*arguments):
    if subprocess.run(['mount', *arguments], capture_output=True, check=False).returncode != 0:
        raise CannotBeGiven('only root may mount a disk, and not in every container')


@contextlib.contextmanager
def mounted(place, *arguments):
    mount(*arguments, place)
    try:
        yield
    finally:
        subprocess.run(['umount', '--lazy', place], check=True)


@contextlib.contextmanager
def locked(place):
    """A folder in which nothing can be written; for root, who may write everywhere, a disk that is read-only."""
    if os.getuid() != 0:
        os.chmod(os.path.join(place, 'agency.db'), 0o400)
        os.chmod(place, 0o500)
        yield
        os.chmod(place, 0o700)
        return
    with mounted(place, '--bind', place):
        mount('-o', 'remount,ro,bind', place)
        yield


def fill(place):
    """A file that takes all that is left of a disk."""
    path = os.path.join(place, 'filler')
    with contextlib.suppress(OSError), open(path, 'wb', buffering=0) as out:
        while True:
            out.write(bytes(4096))
    return path


class Files:
    def __init__(self, world):
        self.world = world

    def copy_agency(self, place):
        path = os.path.join(place, 'agency.db')
        with sqlite3.connect(self.world.hub) as source, sqlite3.connect(path) as copy:
            source.backup(copy)
        shutil.copy(self.world.hub + '.key', path + '.key')
        return path

    def new_place(self):
        return tempfile.mkdtemp(dir=self.world.folder)

    # ---- who opens it ---------------------------------------------------------------------------

    def write(self, path):
        return self.world.ctl('run', 'setting.set', '--as', 'system', '--args',
                              json.dumps({'name': 'dp_per_person', 'value': '6000000'}), '--database', path)

    def serve(self, path, listen='127.0.0.1:0'):
        """A second receiver, which must say why it does not begin."""
        return read_program(subprocess.run(
            [self.world.receiver_program, '--database', path, '--listen', listen, '--quiet'], capture_output=True,
            text=True, timeout=20, env=self.world.environment, check=False))

    # ---- what is wrong with it ------------------------------------------------------------------

    def give(self, opened, spoil):
        path = self.copy_agency(self.new_place())
        spoil(path)
        return opened(path)

    def give_locked(self, opened):
        place = self.new_place()
        path = self.copy_agency(place)
        with locked(place):
            return opened(path)

    @contextlib.contextmanager
    def small_disk(self):
        place = self.new_place()
        with mounted(place, '-t', 'tmpfs', '-o', 'size=16m', 'none'):
            yield place, self.copy_agency(place)

    def write_on_full_disk(self):
        with self.small_disk() as (place, path):
            filler = fill(place)
            answer = self.write(path)
            os.remove(filler)
            self.check_mended(path, self.write(path))
            return answer

    def serve_on_full_disk(self, give):
        """A receiver whose disk becomes full while it runs."""
        with self.small_disk() as (place, path):
            receiver, port = self.world.start_receiver(path)
            try:
                filler = fill(place)
                answer = give(port)
                os.remove(filler)
                again = give(port)
            finally:
                self.world.stop_receiver(receiver)
            self.check_mended(path, again)
            return answer

    def check_mended(self, path, answer):
        """With space again the same is done, and of the first try nothing is there."""
        faults = self.world.find_faults(path)
        if answer.refused or faults:
            raise AssertionError(f'not even with space: {answer.text} {faults}')

    def order_by_rest(self, port):
        return Rest(self.world, port).send('POST', '/bookings', self.world.new_hold(1))

    def order_by_page(self, port):
        page = Page(self.world, None, port)
        return page.post('/pesan', page.choose(1))[0]

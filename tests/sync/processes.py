#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hub and workstations as the programs they are: processes.py BUILD. Speaks TAP.

A receiver and two workstations, enrolled with codes, exchange over HTTP. The receiver is killed, before
and in the middle of an exchange: what people did is there once afterwards, and all sides agree.
"""
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

PASSWORD = 'miqat-demo-2026'
SALES = 'sales.sby@demo.example'
KILLS = 6


class Agency:
    def __init__(self, build, folder):
        self.ctl_program = os.path.join(build, 'src/ctl/miqatctl')
        self.receiver_program = os.path.join(build, 'src/receiver/miqat-receiver')
        self.folder = folder
        self.hub = os.path.join(folder, 'hub.db')
        self.password = os.path.join(folder, 'password')
        self.receiver = None
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            self.port = free.getsockname()[1]
        with open(self.password, 'w', encoding='ascii') as out:
            out.write(PASSWORD + '\n')

    def ctl(self, *words):
        return subprocess.run([self.ctl_program, *words], capture_output=True, text=True, timeout=120, check=False)

    def done(self, *words):
        done = self.ctl(*words)
        assert done.returncode == 0, f'{words[0]}: {done.returncode} {done.stdout} {done.stderr}'
        return done.stdout.strip()

    def start(self):
        self.receiver = subprocess.Popen(
            [self.receiver_program, '--database', self.hub, '--listen', f'127.0.0.1:{self.port}', '--quiet'],
            stdout=subprocess.PIPE, text=True)
        assert 'http://' in self.receiver.stdout.readline()

    def kill(self):
        self.receiver.send_signal(signal.SIGKILL)
        self.receiver.wait()
        self.receiver.stdout.close()

    def enrol(self, node):
        path = os.path.join(self.folder, f'{node}.db')
        code = self.done('enrol-code', '--database', self.hub, '--node', node).split()[0]
        self.done('enrol', '--database', path, '--hub', f'http://127.0.0.1:{self.port}', '--code', code)
        self.done('sync', '--database', path)
        return path

    def sync(self, path, who=SALES):
        return self.ctl('sync', '--database', path, '--as', who, '--password-file', self.password)

    def add_pilgrim(self, path, name):
        self.done('run', 'pilgrim.create', '--database', path, '--as', SALES, '--args',
                  f'{{"full_name": "{name}", "gender": "female", "phone": "081234567890"}}')

    def count(self, path, sql):
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as db:
            return db.execute(sql).fetchone()[0]

    def agree(self, *paths):
        for path in paths:
            self.done('compare', '--database', self.hub, '--with', path)
        self.done('verify', '--database', self.hub)


def enrolled(agency):
    """Two offices get their rows, and nothing of the head office's own."""
    agency.start()
    agency.surabaya, agency.jakarta = agency.enrol('SBY'), agency.enrol('JKT')
    assert agency.count(agency.surabaya, 'SELECT count(*) FROM bookings') > 0
    assert agency.count(agency.surabaya, 'SELECT count(*) FROM package_costs') == 0
    agency.agree(agency.surabaya, agency.jakarta)


def without_network(agency):
    """With the receiver killed people work on; what they did arrives when it is back."""
    before = agency.count(agency.hub, 'SELECT count(*) FROM pilgrims')
    agency.kill()
    agency.add_pilgrim(agency.surabaya, 'Ratna Dewi')
    failed = agency.sync(agency.surabaya)
    assert failed.returncode == 1 and failed.stderr, failed
    assert agency.count(agency.surabaya, 'SELECT count(*) FROM pending_commands') == 1
    agency.start()
    assert agency.sync(agency.surabaya).returncode == 0
    assert agency.count(agency.hub, 'SELECT count(*) FROM pilgrims') == before + 1
    agency.done('sync', '--database', agency.jakarta)
    agency.agree(agency.surabaya, agency.jakarta)


def killed_in_the_middle(agency):
    """Killed at another moment of the exchange each time: nothing is lost, and nothing is there twice."""
    before = agency.count(agency.hub, 'SELECT count(*) FROM pilgrims')
    for turn in range(KILLS):
        agency.add_pilgrim(agency.surabaya, f'Siti Nomor {"ABCDEFGH"[turn]}')
        with subprocess.Popen([agency.ctl_program, 'sync', '--database', agency.surabaya, '--as', SALES,
                               '--password-file', agency.password],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            time.sleep(0.05 + 0.06 * turn)
            agency.kill()
            running.wait(60)
        agency.start()
    assert agency.sync(agency.surabaya).returncode == 0
    assert agency.count(agency.surabaya, 'SELECT count(*) FROM pending_commands') == 0
    assert agency.count(agency.hub, 'SELECT count(*) FROM pilgrims') == before + KILLS
    agency.agree(agency.surabaya)


def refused(agency):
    """A wrong password and a database that is no workstation's are told apart."""
    with open(agency.password, 'w', encoding='ascii') as out:
        out.write('salah-sama-sekali-1\n')
    wrong = agency.sync(agency.surabaya)
    assert wrong.returncode == 1 and 'sign_in_wrong' in wrong.stderr, wrong.stderr
    assert agency.ctl('sync', '--database', agency.hub).returncode == 2


def main(build):
    steps = [enrolled, without_network, killed_in_the_middle, refused]
    failed = 0
    print(f'1..{len(steps)}')
    with tempfile.TemporaryDirectory(prefix='miqat-sync-') as folder:
        agency = Agency(build, folder)
        agency.done('demo', '--database', agency.hub)
        try:
            for number, step in enumerate(steps, 1):
                step(agency)
                print(f'ok {number} - {step.__name__.replace("_", " ")}', flush=True)
        except AssertionError as wrong:
            failed = 1
            print(f'not ok {number} - {step.__name__.replace("_", " ")}\n# {wrong}')
        finally:
            agency.kill()
    return failed


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))

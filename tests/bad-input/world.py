# SPDX-License-Identifier: GPL-3.0-or-later
"""The world in which bad input is given: an agency at its hub, a receiver, and the workstation of an
office, all of them real programs with real databases."""
import json
import os
import sqlite3
import subprocess
import threading

from answers import read_program

PASSWORD = 'miqat-demo-2026'
SALES = 'sales.sby@demo.example'
BRANCH_HEAD = 'kepala.sby@demo.example'
DIRECTOR = 'direktur@demo.example'

# What a refusal may add: that it was refused, and that somebody signed in or clicked.
NOT_WRITTEN = {'commands', 'audit_log', 'audit_subjects', 'change_feed', 'refresh_tokens', 'affiliate_clicks',
               'sqlite_sequence'}


class CannotBeGiven(Exception):
    """This machine, or whoever runs the tests, cannot make such a thing."""


def only(rows):
    return rows[0][0]


def at_once(count, give):
    """Everybody presses at the same moment: all answers."""
    answers = []
    people = [threading.Thread(target=lambda: answers.append(give())) for _ in range(count)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return answers


def one_wins(answers):
    """The answer to one of those who came too late."""
    lost = [answer for answer in answers if answer.refused]
    if len(lost) != len(answers) - 1:
        raise AssertionError(f'{len(answers) - len(lost)} of {len(answers)} got it: {answers}')
    return lost[0]


class World:
    def __init__(self, build, folder):
        self.folder = folder
        self.hub, self.workstation = os.path.join(folder, 'hub.db'), os.path.join(folder, 'workstation.db')
        self.ctl_program = os.path.join(build, 'src/ctl/miqatctl')
        self.receiver_program = os.path.join(build, 'src/receiver/miqat-receiver')
        # What a program holds to be its own mistake ends it, and is seen.
        self.environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', 'G_DEBUG': 'fatal-criticals',
                            'GSETTINGS_BACKEND': 'memory'}
        self.call('demo', '--database', self.hub, '--scale', 'small', '--seed', '5')
        self.receiver, self.port = self.start_receiver(self.hub)
        self.enrol()
        self.package_id, self.package_slug, self.departure_id, self.room_id = self.rows(
            """SELECT p.id, p.slug, d.id, r.id FROM packages p JOIN departures d ON d.package_id = p.id
               JOIN room_types r ON r.departure_id = d.id
               WHERE p.max_price > 0 AND d.status = 'open' AND p.status = 'published'
               ORDER BY d.departure_date DESC, r.price LIMIT 1""")[0]

    # ---- databases ------------------------------------------------------------------------------

    def rows(self, sql, *values, database=None):
        with sqlite3.connect(database or self.hub, timeout=10) as connection:
            return connection.execute(sql, values).fetchall()

    def count(self, table):
        return only(self.rows(f'SELECT count(*) FROM {table}'))

    def read_written(self, database):
        """How much of everything there is, and how often anything was changed; lapsed holds are swept at any time."""
        tables = [name for name, in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'", database=database)
                  if name not in NOT_WRITTEN and not name.startswith('search_')]
        counts = self.rows(' UNION ALL '.join(f"SELECT '{name}', count(*) FROM {name}" for name in tables),
                           database=database)
        changes = self.rows("""SELECT count(*) FROM change_feed f JOIN commands c ON c.id = f.command_id
                               WHERE c.name <> 'booking.expire_holds'""", database=database)
        return dict(counts), changes

    def unwritten(self, give, database=None):
        """Gives something; what was refused has left no trace."""
        database = database or self.hub
        before = self.read_written(database)
        answer = give()
        after = self.read_written(database)
        if answer.refused and before != after:
            raise AssertionError(f'refused, and yet written: {before} {after} {answer.text[:300]}')
        return answer

    # ---- programs -------------------------------------------------------------------------------

    def call(self, *words):
        """What must work; its output."""
        return subprocess.run([self.ctl_program, *words], capture_output=True, text=True, timeout=120,
                              env=self.environment, check=True).stdout

    def start_receiver(self, database):
        receiver = subprocess.Popen([self.receiver_program, '--database', database, '--listen', '127.0.0.1:0',
                                     '--trusted-proxy', '--quiet'], stdout=subprocess.PIPE, env=self.environment,
                                    text=True)
        return receiver, int(receiver.stdout.readline().strip().rsplit(':', 1)[1])

    @staticmethod
    def stop_receiver(receiver):
        receiver.terminate()
        receiver.wait(timeout=20)
        receiver.stdout.close()

    def ctl(self, *words, stdin=None):
        return read_program(subprocess.run([self.ctl_program, *words], stdin=stdin, capture_output=True, text=True,
                                           timeout=60, env=self.environment, check=False))

    def run(self, who, command, args, *options, database=None):
        """A command from the shell, as somebody; at the hub unless another database is named."""
        database = database or self.hub
        text = args if isinstance(args, str) else json.dumps(args)
        return self.unwritten(lambda: self.ctl('run', command, '--as', who, '--args', text, '--database', database,
                                               *options), database)

    def do(self, who, command, args):
        """A command that must work; its result."""
        return json.loads(self.call('run', command, '--as', who, '--args', json.dumps(args), '--database',
                                    self.hub))['result']

    # ---- the workstation ------------------------------------------------------------------------

    def enrol(self):
        code = self.call('enrol-code', '--database', self.hub, '--node', 'SBY').split()[0]
        self.call('enrol', '--database', self.workstation, '--hub', f'http://127.0.0.1:{self.port}', '--code', code)
        self.call('sync', '--database', self.workstation)

    def sync(self):
        """What was done at the workstation goes to the hub, and what was done there comes back."""
        password = os.path.join(self.folder, 'password')
        with open(password, 'w', encoding='ascii') as out:
            out.write(PASSWORD + '\n')
        self.call('sync', '--database', self.workstation, '--as', SALES, '--password-file', password)

    def find_faults(self, database):
        verified = json.loads(self.ctl('verify', '--format', 'json', '--database', database).data.stdout)
        return [f'{one}' for invariant in verified['invariants'] for one in invariant['faults']]

    def find_differences(self):
        answer = self.ctl('compare', '--database', self.hub, '--with', self.workstation)
        return [] if answer.data.returncode == 0 else [answer.text]

    # ---- the agency -----------------------------------------------------------------------------

    def new_departure(self, **fields):
        return {'package_id': self.package_id, 'departure_date': '2027-11-02', 'return_date': '2027-11-10',
                'airline_code': 'SV', 'flight_number': 'SV827', 'origin_airport': 'SUB', 'route': 'SUB-JED-MED-SUB',
                'total_seats': 45, 'rooms': [{'type': 'quad', 'price': 30_000_000}], **fields}

    def new_hold(self, pax, departure_id=None, room_id=None):
        return {'departure_id': departure_id or self.departure_id,
                'rooms': [{'room_type_id': room_id or self.room_id, 'pax': pax}]}

    @staticmethod
    def new_registration(**fields):
        return {'payer_name': 'Budi Santoso', 'payer_phone': '081234567890',
                'travellers': [{'full_name': 'Siti Aminah', 'gender': 'female', 'phone': '081234567890'}], **fields}

    def add_departure_of_one_seat(self):
        departure_id = self.do(BRANCH_HEAD, 'departure.add', self.new_departure(total_seats=1))['departure_id']
        return departure_id, only(self.rows('SELECT id FROM room_types WHERE departure_id = ?', departure_id))

    def let_hold_lapse(self, booking_id):
        """As half an hour would: past the programs."""
        with sqlite3.connect(self.hub, timeout=10) as connection:
            connection.execute('UPDATE seat_locks SET expires_at = locked_at - 1 WHERE booking_id = ?', (booking_id,))

    def find_user(self, role):
        return only(self.rows("""SELECT u.email FROM users u JOIN users b ON b.id = u.branch_id
                                 WHERE u.role = ? AND b.site_code = 'SBY' LIMIT 1""", role))

    def find_foreign_booking(self):
        return only(self.rows("""SELECT b.id FROM bookings b JOIN users u ON u.id = b.branch_id
                                 WHERE u.site_code <> 'SBY' LIMIT 1"""))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that plays in the day: the hub with its receiver, two offices behind networks of their
own, a phone; and what a third party reads in their databases."""
import datetime
import gettext
import os
import shutil

from phone import Phone
from programs import Ctl, Network, Receiver, read_rows, wait_for
from screen import Office

PASSWORD = 'miqat-demo-2026'
OFFICES = ('PST', 'SBY')
MONTHS = ('Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des')

# What stands in the hub of the departure's bookings.
FACTS = {
    'hold': 'SELECT booking_code AS booking, seats_locked AS seats, seat_locks.status AS status, '
            '(expires_at - locked_at) / 60000000 AS minutes FROM seat_locks JOIN bookings ON bookings.id = booking_id '
            'WHERE bookings.departure_id = ? ORDER BY booking_code',
    'invoices': 'SELECT booking_code AS booking, invoice_code AS code, invoice_type AS type, amount, paid, '
                'payment_invoices.status AS status FROM payment_invoices JOIN bookings ON bookings.id = booking_id '
                'WHERE departure_id = ? ORDER BY invoice_code',
    'receipts': 'SELECT booking_code AS booking, receipt_code AS code, amount, issued_day FROM receipts '
                'JOIN bookings ON bookings.id = booking_id WHERE departure_id = ? ORDER BY issued_at',
    'ledger': 'SELECT booking_code AS booking, position AS traveller, user_role AS role, full_name AS name, amount, '
              'entry, commission_ledger.status AS status FROM commission_ledger '
              'JOIN bookings ON bookings.id = commission_ledger.booking_id JOIN users ON users.id = user_id '
              'JOIN booking_travellers ON booking_travellers.id = traveller_id '
              'WHERE departure_id = ? ORDER BY booking_code, position, granted, entry',
}


def demo_day():
    """The demo's story ends at half past eight in the morning; the last one that has passed."""
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7)))
    return (now - datetime.timedelta(hours=8, minutes=30)).date()


class Agency:
    def __init__(self, build, report):
        self.report = report
        self.build = build
        self.folder = report.folder
        self.words = gettext.translation('miqat', os.path.join(build, 'po'), ['id']).gettext
        self.today = demo_day()
        self.hub = self._at('hub.db')
        self.ctl = Ctl(os.path.join(build, 'src/ctl/miqatctl'), self.hub)
        self.receiver = None
        self.networks = {}
        self.offices = {}
        self.phones = []
        self.departure = None  # the row of the departure the day is about
        self.booking = None
        self.commands = None
        os.environ['MIQAT_LOCALE_DIR'] = os.path.join(build, 'po')

    def _at(self, name):
        return os.path.join(self.folder, name)

    # ---- programs ------------------------------------------------------------------------------

    def begin(self):
        for name in os.listdir(self.folder):
            path = self._at(name)
            if name.endswith(('.png', '.log', '.xlsx', '.json', '.txt')) or '.db' in name:
                shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)

    def start_receiver(self):
        program = os.path.join(self.build, 'src/receiver/miqat-receiver')
        self.receiver = Receiver(program, self.hub, self.hub + '.vault', self._at('receiver.log'))
        return self.receiver.url

    def open_office(self, code):
        """A new computer of that office: its window, with an empty database, behind a network of its own."""
        network = self.networks[code] = Network(self.receiver.port)
        program = os.path.join(self.build, 'src/office/miqat')
        office = Office(program, ['--database', self.database(code), '--hub', network.url],
                        self._at(f'office-{code.lower()}.log'))
        self.offices[code] = office
        return office

    def database(self, code):
        return self._at(f'office-{code.lower()}.db')

    def open_phone(self):
        phone = Phone(self.receiver.url, self._at('phone.log'))
        self.phones.append(phone)
        return phone

    def stop(self):
        """Ends everything; the first that does not end well is told after all have been."""
        failure = None
        for part in [*self.phones, *self.offices.values(), self.receiver]:
            try:
                if part is not None:
                    part.stop()
            except Exception as error:  # the others must end too
                failure = failure or error
        self.phones, self.offices, self.receiver = [], {}, None
        if failure is not None:
            raise failure

    # ---- people at the offices -----------------------------------------------------------------

    def enrol(self, office, code):
        _ = self.words
        office.enter(_('Code from the head office'), self.ctl.call('enrol-code', '--node', code).strip())
        office.enter(_('Name of this computer'), f'Meja depan {code}')
        office.click(_('Connect'), ('push button',))
        office.wait(_('Password'), seconds=40)

    def sign_in(self, office, email):
        _ = self.words
        office.enter(_('E-mail'), email)
        office.enter(_('Password'), PASSWORD)
        office.keys('Return')
        office.area = None
        office.wait(_('Home'), ('list item',), seconds=40)
        office.area = _('Home')

    def switch_person(self, office, email):
        office.keys('ctrl+l')
        office.area = None
        office.wait(self.words('Password'))
        self.sign_in(office, email)

    # ---- what a third party reads --------------------------------------------------------------

    def rows(self, sql, *values):
        return read_rows(self.hub, sql, *values)

    def row(self, sql, *values):
        found = self.rows(sql, *values)
        return found[0] if found else None

    def office_rows(self, code, sql, *values):
        return read_rows(self.database(code), sql, *values)

    def wait_hub(self, what, sql, *values, seconds=20):
        return wait_for(what, lambda: self.row(sql, *values), seconds)[0]

    def seats(self, departure_id=None):
        """How many of how many are taken, by pool; None while there is no departure."""
        if departure_id is None and self.departure is None:
            return None
        key = departure_id or self.departure['id']
        whole = self.row('SELECT booked_seats, total_seats, status FROM departures WHERE id = ?', key)
        pools = self.rows('SELECT kind, capacity, taken FROM seat_pools WHERE departure_id = ? '
                          'ORDER BY kind', key)
        return {'booked': whole['booked_seats'], 'total': whole['total_seats'], 'status': whole['status'],
                **{pool['kind']: f'{pool["taken"]}/{pool["capacity"]}' for pool in pools}}

    def cursors(self):
        """How far each side is: the hub's newest change, how far each office has read, and how many
        changes of its own wait; None for an office that is not there yet."""
        return {'hub': self.row('SELECT max(seq) AS seq FROM change_feed')['seq'],
                **{code: self._read_cursor(code) if code in self.offices else None for code in OFFICES}}

    def _read_cursor(self, code):
        state = self.office_rows(code, "SELECT value FROM sync_state WHERE name = 'cursor_seq'")
        waiting = self.office_rows(code, 'SELECT count(*) AS n FROM pending_commands')
        return {'read': int(state[0]['value']) if state else None, 'waiting': waiting[0]['n']}

    def series(self, code):
        """In which series an office's computer numbers its receipts."""
        return self.office_rows(code, 'SELECT code FROM site')[0]['code']

    def facts(self):
        """Where everything stands, the same after every step; empty while there is no departure."""
        return {**{name: self.rows(sql, self.departure['id']) if self.departure else []
                   for name, sql in FACTS.items()}, 'cursors': self.cursors()}

    def in_step(self, *codes, seconds=30):
        """Waits until nothing waits in the offices and they have read all that the hub has."""
        def look():
            cursors = self.cursors()
            return all(cursors[code] == {'read': cursors['hub'], 'waiting': 0} for code in codes)
        return wait_for('both sides to be in step', look, seconds)[1]

    # ---- words on the screen -------------------------------------------------------------------

    def label(self, command, parameter):
        """What the form of a command calls a field."""
        if self.commands is None:
            self.commands = {one['name']: one['params'] for one in self.ctl.list('commands', language='id')}
        params = self.commands[command]
        for name in parameter.split('.'):
            found = next(param for param in params if param['name'] == name)
            params = found.get('fields')
        return found['label']

    def look_of_departure(self):
        """How the list of departures shows the day's departure: its date."""
        date = datetime.date.fromisoformat(self.departure['departure_date'])
        return f'{date.day} {MONTHS[date.month - 1]} {date.year}'

    # ---- pictures ------------------------------------------------------------------------------

    def picture(self, part, what):
        path = self.report.picture_path(what)
        part.picture(path)

    @staticmethod
    def money_text(amount):
        return 'Rp\u00a0' + f'{amount:,}'.replace(',', '.')

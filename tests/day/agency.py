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
SEED = 1
MONTHS = ('Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des')


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
        """How many of how many are taken, by pool."""
        key = departure_id or self.departure['id']
        whole = self.row('SELECT booked_seats, total_seats, status FROM departures WHERE id = ?', key)
        pools = self.rows('SELECT kind, capacity, taken FROM seat_pools WHERE departure_id = ? '
                          'ORDER BY kind', key)
        return {'booked': whole['booked_seats'], 'total': whole['total_seats'], 'status': whole['status'],
                **{pool['kind']: f'{pool["taken"]}/{pool["capacity"]}' for pool in pools}}

    def cursors(self):
        """How far each side is: the hub's newest change, and how far each office has read."""
        cursors = {'hub': self.row('SELECT max(seq) AS seq FROM change_feed')['seq']}
        for code in self.offices:
            state = self.office_rows(code, "SELECT value FROM sync_state WHERE name = 'cursor_seq'")
            waiting = self.office_rows(code, 'SELECT count(*) AS n FROM pending_commands')
            cursors[code] = int(state[0]['value']) if state else None
            cursors[f'{code} waiting'] = waiting[0]['n']
        return cursors

    def money(self, booking_id):
        """Invoices, receipts and commission of a booking, as they stand in the hub."""
        return {
            'invoices': self.rows('SELECT invoice_code, invoice_type, amount, paid, status FROM payment_invoices '
                                  'WHERE booking_id = ? ORDER BY invoice_code', booking_id),
            'receipts': self.rows('SELECT receipt_code, amount, issued_day FROM receipts WHERE booking_id = ? '
                                  'ORDER BY issued_at', booking_id),
            'ledger': self.rows('SELECT user_role AS role, full_name AS name, sum(amount) AS amount, '
                                'count(*) AS travellers, commission_ledger.status AS status FROM commission_ledger '
                                'JOIN users ON users.id = user_id WHERE booking_id = ? '
                                'GROUP BY user_role, full_name, commission_ledger.status ORDER BY amount', booking_id),
        }

    def in_step(self, *codes, seconds=30):
        """Waits until nothing waits in the offices and they have read all that the hub has."""
        def look():
            cursors = self.cursors()
            return all(cursors[code] == cursors['hub'] and cursors[f'{code} waiting'] == 0 for code in codes)
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

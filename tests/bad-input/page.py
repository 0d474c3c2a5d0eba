# SPDX-License-Identifier: GPL-3.0-or-later
"""What a visitor does on the public pages, without scripts: open a page, fill in its form, press its button."""
import urllib.parse

from answers import read_page
from pictures import PNG
from rest import ask, new_visitor, send_without_end
from world import at_once, one_wins

URLENCODED = 'application/x-www-form-urlencoded'


def make_multipart(fields, file):
    parts = [f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
             for name, value in fields.items()]
    parts.append(b'--B\r\nContent-Disposition: form-data; name="proof"; filename="bukti.jpg"\r\n'
                 b'Content-Type: image/jpeg\r\n\r\n' + file + b'\r\n--B--\r\n')
    return b''.join(parts)


class Page:
    def __init__(self, world, rest, port=None):
        self.world, self.rest = world, rest
        self.port = port or world.port

    def open(self, path):
        return self.world.unwritten(lambda: read_page(*ask(self.port, 'GET', path)[:2]))

    def post(self, path, fields, file=None, visitor=None):
        """The answer, and where it leads."""
        body = urllib.parse.urlencode(fields) if file is None else make_multipart(fields, file)
        media_type = URLENCODED if file is None else 'multipart/form-data; boundary=B'
        status, body, headers = ask(self.port, 'POST', path, body, {'Content-Type': media_type, **(visitor or {})})
        return read_page(status, body), headers.get('Location')

    def press(self, path, fields, file=None):
        """Refused, it has left no trace, and nothing that was typed is lost."""
        answer = self.world.unwritten(lambda: self.post(path, fields, file)[0])
        lost = [name for name, value in fields.items()
                if name.startswith(('t0_', 'payer_', 'sender_', 'pax')) and not answer.data.holds(name, value)]
        if answer.refused and lost:
            raise AssertionError(f'what was typed is lost: {lost}')
        return answer

    def press_twice(self, path, fields, table, file=None):
        """A hasty finger: one row in that table, and twice the same way to go on."""
        before, visitor = self.world.count(table), new_visitor()
        first, second = (self.post(path, fields, file, visitor) for _ in range(2))
        if self.world.count(table) != before + 1 or first[1] is None or first[1] != second[1]:
            raise AssertionError(f'{self.world.count(table) - before} {table}, {first}, {second}')
        return second[0]

    def post_without_end(self):
        return read_page(*send_without_end(self.port, '/pesan', URLENCODED))

    # ---- choosing -------------------------------------------------------------------------------

    def choose(self, pax, departure_id=None, room_id=None):
        """The form of a package, filled in."""
        shown = self.open(f'/paket/{self.world.package_slug}').data
        return {**shown.hidden_fields(), 'departure_id': departure_id or self.world.departure_id,
                'room_type_id': room_id or self.world.room_id, 'pax': str(pax)}

    def hold(self, pax):
        return self.press('/pesan', self.choose(pax))

    def hold_twice(self):
        return self.press_twice('/pesan', self.choose(1), 'bookings')

    def take_last_seat(self, count=8):
        departure_id, room_id = self.world.add_departure_of_one_seat()
        forms = iter([self.choose(1, departure_id, room_id) for _ in range(count)])
        return one_wins(at_once(count, lambda: self.post('/pesan', next(forms))[0]))

    # ---- registering ----------------------------------------------------------------------------

    def fill_in(self, booking, **fields):
        path = '/pesan/' + urllib.parse.quote(booking['token'])
        return path, {**self.open(path).data.hidden_fields(), 'payer_name': 'Budi Santoso',
                      'payer_phone': '081234567890', 't0_full_name': 'Siti Aminah', 't0_gender': 'female', **fields}

    def register(self, **fields):
        return self.press(*self.fill_in(self.rest.book(), **fields))

    def register_twice(self):
        return self.press_twice(*self.fill_in(self.rest.book()), 'pilgrims')

    def register_too_late(self):
        booking = self.rest.book()
        form = self.fill_in(booking)
        self.world.let_hold_lapse(booking['booking_id'])
        return self.press(*form)

    def open_link(self, token):
        return self.open('/pesan/' + urllib.parse.quote(token))

    # ---- paying ---------------------------------------------------------------------------------

    def fill_in_transfer(self, **fields):
        booking = self.rest.book_registered()
        path = '/pesan/' + urllib.parse.quote(booking['token']) + '/bayar'
        return path, {**self.open(path).data.hidden_fields(), 'bank_account_id': booking['account_id'],
                      'sender_name': 'Hamba Allah', 'amount': '5.000.000', **fields}

    def send_proof(self, file, **fields):
        return self.press(*self.fill_in_transfer(**fields), file)

    def send_proof_twice(self):
        return self.press_twice(*self.fill_in_transfer(), 'payment_proofs', PNG)

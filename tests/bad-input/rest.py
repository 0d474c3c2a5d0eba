# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program of somebody else sends to the receiver: JSON, files, tokens, and bytes that are none of these."""
import base64
import hashlib
import hmac
import http.client
import itertools
import json
import socket
import threading
import time
import urllib.parse
import uuid

from answers import read_envelope
from world import PASSWORD, at_once, one_wins, only

# The address at which several computers of an office sit.
OFFICE = '10.2.0.1'

visitors = itertools.count(1)


def new_visitor():
    """Somebody who was never here before, as nginx tells where from."""
    number = next(visitors)
    return {'X-Real-IP': f'10.0.{number // 250}.{number % 250 + 1}'}


def ask(port, method, path, body=None, headers=None):
    """One request: status, body, headers."""
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
    try:
        connection.request(method, path, body, {**new_visitor(), **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers
    except (BrokenPipeError, ConnectionResetError):
        # The receiver answered and hung up while we were still sending.
        answer = connection.response_class(connection.sock, method=method)
        answer.begin()
        return answer.status, answer.read(), answer.headers
    finally:
        connection.close()


def send_without_end(port, path, media_type):
    """Sends until the receiver hangs up: the status and the body of its answer."""
    answer = bytearray()

    def listen(wire):
        while piece := wire.recv(65536):
            answer.extend(piece)

    with socket.create_connection(('127.0.0.1', port), timeout=60) as wire:
        listener = threading.Thread(target=listen, args=(wire,))
        listener.start()
        wire.sendall(f'POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {media_type}\r\nAccept-Language: en\r\n'
                     'X-Real-IP: 10.1.0.1\r\nTransfer-Encoding: chunked\r\n\r\n'.encode())
        try:
            for _ in range(4000):
                wire.sendall(b'10000\r\n' + b' ' * 65536 + b'\r\n')
        except OSError:
            pass
        listener.join(60)
    head, _, body = bytes(answer).partition(b'\r\n\r\n')
    return int(head.split()[1]), body


def make_id():
    """As programs make the ids of commands: a UUID of version 7."""
    return str(uuid.UUID(int=(uuid.uuid4().int & ~(0xf << 76)) | (7 << 76)))


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def change(token):
    """The same, but for something inside of it."""
    parts = token.split('.')
    parts[-2] = parts[-2][:-2] + ('aa' if parts[-2][-2:] != 'aa' else 'bb')
    return '.'.join(parts)


class Rest:
    def __init__(self, world, port=None):
        self.world = world
        self.port = port or world.port
        self.tokens = {}

    def send(self, method, path, body=None, **headers):
        """`body` is bytes, or what becomes JSON. Names of headers with "_" for "-"."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        named = {name.replace('_', '-'): value for name, value in headers.items() if value is not None}
        named = {'Content-Type': 'application/json', 'Accept-Language': 'en', **named}
        return read_envelope(*ask(self.port, method, '/api/v1' + path, body, named)[:2])

    def give(self, method, path, body=None, who=None, **headers):
        """Something bad: refused, it must have left no trace."""
        if who:
            headers['Authorization'] = 'Bearer ' + self.sign_in(who)
        return self.world.unwritten(lambda: self.send(method, path, body, **headers))

    def give_without_end(self):
        return read_envelope(*send_without_end(self.port, '/api/v1/bookings', 'application/json'))

    # ---- who asks -------------------------------------------------------------------------------

    def sign_in(self, email):
        if email not in self.tokens:
            answer = self.send('POST', '/auth/login', {'email': email, 'password': PASSWORD})
            if answer.refused:
                raise AssertionError(f'{email} cannot sign in: {answer.text}')
            self.tokens[email] = answer.data['access_token']
        return self.tokens[email]

    def ask_with(self, token):
        return self.give('GET', '/commissions', Authorization='Bearer ' + token)

    def sign(self, context, text):
        """As the receiver signs, with its own key."""
        with open(self.world.hub + '.key', encoding='ascii') as source:
            key = bytes.fromhex(source.read().strip())
        purpose = hashlib.blake2b(digest_size=32, key=key, salt=(6).to_bytes(16, 'little'),
                                  person=b'miqat_v1'.ljust(16, b'\0')).digest()
        subkey = hashlib.blake2b(context.encode() + b'\0', digest_size=32, key=purpose).digest()
        return f'{text}.{encode(hmac.new(subkey, text.encode(), hashlib.sha256).digest())}'

    def check_signing(self, context, token):
        if self.sign(context, token.rpartition('.')[0]) != token:
            raise AssertionError('the receiver signs in another way than this test')

    def make_expired_token(self):
        """A real person's, two hours old and truly signed."""
        token = self.sign_in(self.world.find_user('reseller'))
        self.check_signing('jwt', token)
        head, payload, _ = token.split('.')
        past = int(time.time()) - 7200
        claims = {**json.loads(base64.urlsafe_b64decode(payload + '==')), 'iat': past - 900, 'exp': past}
        return self.sign('jwt', f'{head}.{encode(json.dumps(claims, separators=(",", ":")).encode())}')

    def make_expired_link(self, booking):
        """A real booking's, truly signed, of yesterday."""
        self.check_signing('link:booking', booking['token'])
        return self.sign('link:booking', f'{booking["token"].split(".")[0]}.{int(time.time()) - 86400:x}')

    def use_up_address(self):
        """What strangers may send from one address is used up."""
        for _ in range(200):
            answer = self.give('POST', '/departures', {}, Authorization='Bearer a.b.c', X_Real_IP=OFFICE)
            if 'too_many_requests' in answer.text:
                return answer
        raise AssertionError(f'strangers are never slowed down: {answer.text}')

    # ---- bookings -------------------------------------------------------------------------------

    def hold(self, pax, **where):
        return self.give('POST', '/bookings', self.world.new_hold(pax, **where))

    def book(self):
        """Seats that are held, and the link of their booking."""
        answer = self.hold(1)
        if answer.refused:
            raise AssertionError(f'no seats could be held: {answer.text}')
        return answer.data

    def register(self, booking, forged=False, **fields):
        token = change(booking['token']) if forged else booking['token']
        return self.give('POST', f'/bookings/{booking["booking_id"]}/register',
                         self.world.new_registration(**fields), X_Booking_Token=token)

    def book_registered(self):
        """A booking that waits for its down payment."""
        booking = self.book()
        if self.register(booking).refused:
            raise AssertionError(f'{booking} could not be registered')
        booking['invoice_id'] = only(self.world.rows(
            "SELECT id FROM payment_invoices WHERE booking_id = ? AND invoice_type = 'dp'", booking['booking_id']))
        booking['account_id'] = only(self.world.rows('SELECT id FROM bank_accounts LIMIT 1'))
        return booking

    def register_too_late(self):
        booking = self.book()
        self.world.let_hold_lapse(booking['booking_id'])
        return self.register(booking)

    def take_last_seat(self):
        departure_id, room_id = self.world.add_departure_of_one_seat()
        wanted = self.world.new_hold(1, departure_id, room_id)
        return one_wins(at_once(2, lambda: self.send('POST', '/bookings', wanted)))

    def hold_twice(self, first, second):
        """Two requests with one key."""
        headers = {'Idempotency_Key': make_id(), **new_visitor()}
        before = self.world.count('bookings')
        answers = [self.send('POST', '/bookings', self.world.new_hold(pax), **headers) for pax in (first, second)]
        if self.world.count('bookings') != before + 1 or answers[0].refused:
            raise AssertionError(f'{before} and {self.world.count("bookings")} bookings: {answers}')
        if not answers[1].refused and answers[0].data != answers[1].data:
            raise AssertionError(f'two answers: {answers}')
        return answers[1]

    # ---- files ----------------------------------------------------------------------------------

    def send_proof(self, contents, amount='5000000'):
        booking = self.book_registered()
        query = urllib.parse.urlencode({
            'booking_id': booking['booking_id'], 'invoice_id': booking['invoice_id'],
            'bank_account_id': booking['account_id'], 'sender_name': 'Budi Santoso', 'amount': amount,
            'file_name': 'bukti.jpg'})
        return self.give('POST', f'/payments/upload-proof?{query}', contents, Content_Type='image/jpeg',
                         X_Booking_Token=booking['token'])

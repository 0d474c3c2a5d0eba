# SPDX-License-Identifier: GPL-3.0-or-later
"""The world in which bad input is given: a demo agency, miqatctl, and a receiver as real programs."""
import base64
import glob
import hashlib
import hmac
import http.client
import json
import os
import re
import shutil
import socket
import sqlite3
import struct
import subprocess
import tempfile
import threading
import time
import urllib.parse
import uuid
import zlib

PASSWORD = 'miqat-demo-2026'


class CannotBeGiven(Exception):
    """This machine, or whoever runs the tests, cannot make such a thing."""


def mount(*arguments):
    if subprocess.run(['mount', *arguments], capture_output=True, check=False).returncode != 0:
        raise CannotBeGiven('only root may mount a disk, and not in every container')


class World:
    def __init__(self, build, folder):
        self.folder = folder
        self.database = os.path.join(folder, 'hub.db')
        self.ctl_program = os.path.join(build, 'src/ctl/miqatctl')
        self.receiver_program = os.path.join(build, 'src/receiver/miqat-receiver')
        self.environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en'}
        self.call('demo', '--database', self.database, '--scale', 'small', '--seed', '5')
        self.receiver = subprocess.Popen(
            [self.receiver_program, '--database', self.database,
             '--listen', '127.0.0.1:0', '--quiet'],
            stdout=subprocess.PIPE, env=self.environment, text=True)
        line = self.receiver.stdout.readline()
        self.port = int(line.strip().rsplit(':', 1)[1])
        self.tokens = {}
        self.package_id, self.package_slug, self.departure_id, self.room_id = self._find_package()

    def stop(self):
        self.receiver.terminate()
        self.receiver.wait(timeout=20)

    # ---- looking --------------------------------------------------------------------------------

    def rows(self, sql, *values):
        with sqlite3.connect(self.database, timeout=10) as connection:
            return connection.execute(sql, values).fetchall()

    def change(self, sql, *values):
        """As time or an accident would: past the programs."""
        with sqlite3.connect(self.database, timeout=10) as connection:
            connection.execute(sql, values)

    def _find_package(self):
        return self.rows("""SELECT p.id, p.slug, d.id, r.id FROM packages p JOIN departures d ON d.package_id = p.id
                            JOIN room_types r ON r.departure_id = d.id
                            WHERE p.max_price > 0 AND d.status = 'open' AND p.status = 'published'
                            ORDER BY d.departure_date DESC, r.price LIMIT 1""")[0]

    def mitra(self):
        return self.rows("""SELECT u.email FROM users u JOIN users b ON b.id = u.branch_id
                            WHERE u.role = 'mitra' AND b.site_code = 'SBY' LIMIT 1""")[0][0]

    def reseller(self):
        return self.rows("SELECT email FROM users WHERE role = 'reseller' LIMIT 1")[0][0]

    def foreign_booking(self):
        return self.rows("""SELECT b.id FROM bookings b JOIN users u ON u.id = b.branch_id
                            WHERE u.site_code NOT IN ('SBY') LIMIT 1""")[0][0]

    # ---- miqatctl -------------------------------------------------------------------------------

    def call(self, *words):
        return subprocess.run([self.ctl_program, *words], capture_output=True, text=True, timeout=120,
                              env=self.environment, check=True).stdout

    @staticmethod
    def _read_refusal(done):
        """The programs write "miqatctl: code: sentence" or "miqatctl: code: field: sentence" on stderr."""
        problems = [{'field': field or None, 'code': code, 'message': sentence.strip()}
                    for code, field, sentence in re.findall(
                        r'^(?:miqatctl:|miqat-receiver:|\s)\s*([a-z_]+): (?:([a-z_0-9.]+): )?(.*)$', done.stderr, re.M)]
        return done.returncode, problems, done.stderr

    def ctl(self, *words):
        return self._read_refusal(subprocess.run([self.ctl_program, *words], capture_output=True, text=True, timeout=60,
                                                 env=self.environment, check=False))

    def ctl_run(self, command, args, as_who, database=None):
        return self._read_refusal(subprocess.run(
            [self.ctl_program, 'run', command, '--as', as_who, '--args', json.dumps(args), '--database',
             database or self.database], capture_output=True, text=True, timeout=60, env=self.environment,
            check=False))

    def start_receiver(self, path, listen='127.0.0.1:0', before=None):
        """A second receiver, which must say why it does not begin."""
        return self._read_refusal(subprocess.run(
            [self.receiver_program, '--database', path, '--listen', listen, '--quiet'],
            capture_output=True, text=True, timeout=20, env=self.environment, check=False, preexec_fn=before))

    def receiver_with_file(self, kind):
        write, self._write = self._write, self.start_receiver
        try:
            return self.with_file(kind)
        finally:
            self._write = write
            shutil.rmtree(os.path.join(self.folder, 'locked'), ignore_errors=True)

    def receiver_at_same_port(self):
        path = os.path.join(self.folder, 'other.db')
        with sqlite3.connect(self.database) as source, sqlite3.connect(path) as copy:
            source.backup(copy)
        shutil.copy(self.database + '.key', path + '.key')
        return self.start_receiver(path, f'127.0.0.1:{self.port}')

    def with_file(self, kind):
        path = os.path.join(self.folder, f'{kind}.db')
        for left in glob.glob(path + '*'):
            os.remove(left)
        with sqlite3.connect(self.database) as source, sqlite3.connect(path) as copy:
            source.backup(copy)
        shutil.copy(self.database + '.key', path + '.key')
        return getattr(self, '_' + kind.replace('-', '_'))(path)

    def _write(self, path, before=None):
        return self._read_refusal(subprocess.run(
            [self.ctl_program, 'run', 'setting.set', '--as', 'system', '--args',
             json.dumps({'name': 'dp_per_person', 'value': '6000000'}), '--database', path],
            capture_output=True, text=True, timeout=60, env=self.environment, check=False, preexec_fn=before))

    def _truncated(self, path):
        os.truncate(path, os.path.getsize(path) // 2)
        return self._write(path)

    def _noise(self, path):
        with open(path, 'r+b') as out:
            out.write(os.urandom(8192))
        return self._write(path)

    def _foreign_key(self, path):
        with open(path + '.key', 'w', encoding='ascii') as out:
            out.write('5a' * 32 + '\n')
        return self._write(path)

    def _newer(self, path):
        with sqlite3.connect(path) as connection:
            connection.execute('PRAGMA user_version = 9999')
        return self._write(path)

    # The last two need a person with fewer rights, or a small disk; root has neither by nature.
    def _read_only(self, path):
        place = tempfile.mkdtemp(prefix='locked-', dir=self.folder)
        locked = os.path.join(place, 'locked.db')
        shutil.move(path, locked)
        shutil.move(path + '.key', locked + '.key')
        if os.getuid() != 0:
            os.chmod(locked, 0o400)
            os.chmod(place, 0o500)
            return self._write(locked)
        mount('--bind', place, place)
        mount('-o', 'remount,ro,bind', place)
        try:
            return self._write(locked)
        finally:
            subprocess.run(['umount', place], check=True)

    def _full(self, path):
        place = tempfile.mkdtemp(prefix='small-', dir=self.folder)
        mount('-t', 'tmpfs', '-o', 'size=16m', 'none', place)
        try:
            full = os.path.join(place, 'full.db')
            shutil.copy(path, full)
            shutil.copy(path + '.key', full + '.key')
            try:
                with open(os.path.join(place, 'filler'), 'wb') as out:
                    while True:
                        out.write(bytes(4096))
                        out.flush()
            except OSError:
                pass
            return self._write(full)
        finally:
            subprocess.run(['umount', place], check=True)

    # ---- REST -----------------------------------------------------------------------------------

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read(), dict(answer.getheaders())
        except (BrokenPipeError, ConnectionResetError):
            # The receiver answered and hung up while we were still sending.
            answer = connection.response_class(connection.sock, method=method)
            answer.begin()
            return answer.status, answer.read(), dict(answer.getheaders())
        finally:
            connection.close()

    @staticmethod
    def _read_envelope(status, body):
        try:
            envelope = json.loads(body)
        except ValueError:
            return status, [], body.decode('utf-8', 'replace')
        return status, [{'field': None, **problem} for problem in envelope.get('errors') or []], envelope

    def bearer(self, email):
        if email not in self.tokens:
            status, body, _ = self.ask('POST', '/api/v1/auth/login',
                                       json.dumps({'email': email, 'password': PASSWORD}),
                                       {'Content-Type': 'application/json'})
            if status != 200:
                raise AssertionError(f'{email} cannot sign in: {body}')
            self.tokens[email] = json.loads(body)['data']['access_token']
        return self.tokens[email]

    def rest(self, method, path, body, who=None, token=None, token_bearer=None, key=None):
        headers = {'Content-Type': 'application/json'}
        if who or token_bearer:
            headers['Authorization'] = 'Bearer ' + (token_bearer or self.bearer(who))
        if token:
            headers['X-Booking-Token'] = token
        if key:
            headers['Idempotency-Key'] = key
        text = None if body is None else json.dumps(body)
        status, problems, envelope = self._read_envelope(*self.ask(method, path, text, headers)[:2])
        return status, problems, envelope

    def rest_bytes(self, method, path, body):
        return self._read_envelope(*self.ask(method, path, body, {'Content-Type': 'application/json'})[:2])

    def endless_body(self):
        with socket.create_connection(('127.0.0.1', self.port), timeout=60) as wire:
            wire.sendall(b'POST /api/v1/bookings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
                         b'Transfer-Encoding: chunked\r\n\r\n')
            piece = b'10000\r\n' + b' ' * 65536 + b'\r\n'
            answer = b''
            try:
                for _ in range(4000):
                    wire.sendall(piece)
            except OSError:
                pass
            try:
                while data := wire.recv(65536):
                    answer += data
            except OSError:
                pass
        head, _, body = answer.partition(b'\r\n\r\n')
        status = int(head.split()[1]) if head else 0
        if status == 413:  # cut off before anything was parsed: the status is the code
            return status, [{'code': 'body_too_large', 'field': None, 'message': 'The request is too large.'}], body
        return self._read_envelope(status, body)

    def _sign(self, text):
        """As the receiver signs its tokens, with its own key."""
        with open(self.database + '.key', encoding='ascii') as source:
            key = bytes.fromhex(source.read().strip())
        purpose = hashlib.blake2b(digest_size=32, key=key, salt=(6).to_bytes(16, 'little'),
                                  person=b'miqat_v1'.ljust(16, b'\0')).digest()
        subkey = hashlib.blake2b(b'jwt\0', digest_size=32, key=purpose).digest()
        return self._encode(hmac.new(subkey, text.encode(), hashlib.sha256).digest())

    @staticmethod
    def _encode(data):
        return base64.urlsafe_b64encode(data).rstrip(b'=').decode()

    def token_of(self, email, **claims):
        """The token of a real person, some of its claims changed, truly signed."""
        head, payload, signature = self.bearer(email).split('.')
        if self._sign(f'{head}.{payload}') != signature:
            raise AssertionError('the receiver signs in another way than this test')
        text = json.dumps({**json.loads(base64.urlsafe_b64decode(payload + '==')), **claims}, separators=(',', ':'))
        body = f'{head}.{self._encode(text.encode())}'
        return f'{body}.{self._sign(body)}'

    def expired_token(self):
        past = int(time.time()) - 7200
        return self.token_of(self.reseller(), iat=past - 900, exp=past)

    def changed_token(self):
        """A true token in which one thing was changed afterwards."""
        head, payload, signature = self.bearer(self.reseller()).split('.')
        return '.'.join((head, payload[:-2] + ('AA' if payload[-2:] != 'AA' else 'BB'), signature))

    def use_up_address(self):
        """What strangers may send from one address is used up; then somebody who is signed in there."""
        for _ in range(200):
            status, problems, _ = self.rest('POST', '/api/v1/departures', {}, token_bearer='a.b.c')
            if status == 429:
                break
        else:
            raise AssertionError(f'strangers are never slowed down: {problems}')
        return self.rest('POST', '/api/v1/departures', {}, token_bearer='a.b.c')

    # ---- bookings -------------------------------------------------------------------------------

    def new_hold(self, pax):
        return {'departure_id': self.departure_id, 'rooms': [{'room_type_id': self.room_id, 'pax': pax}]}

    def new_registration(self, pax):
        names = ['Siti Aminah', 'Budi Santoso', 'Rina Wati']
        return {'payer_name': 'Budi Santoso', 'payer_phone': '081234567890',
                'travellers': [{'full_name': names[i], 'gender': 'male', 'phone': '081234567890'} for i in range(pax)]}

    def new_departure(self):
        return {'package_id': self.package_id, 'departure_date': '2027-11-02', 'return_date': '2027-11-10',
                'airline_code': 'SV', 'flight_number': 'SV827', 'origin_airport': 'SUB', 'route': 'SUB-JED-MED-SUB',
                'total_seats': 45, 'rooms': [{'type': 'quad', 'price': 30_000_000}]}

    def hold_seats(self, pax):
        self.change("UPDATE bookings SET holder_hash = NULL WHERE holder_hash IS NOT NULL")
        status, problems, envelope = self.rest('POST', '/api/v1/bookings', self.new_hold(pax))
        if status != 201:
            raise AssertionError(f'no seats could be held: {status} {problems}')
        return envelope['data']

    def register_too_late(self):
        booking = self.hold_seats(1)
        self.change('UPDATE seat_locks SET expires_at = locked_at - 1 WHERE booking_id = ?', booking['booking_id'])
        return self.rest('POST', f'/api/v1/bookings/{booking["booking_id"]}/register', self.new_registration(1),
                         token=booking['token'])

    def repeat_with_other_body(self):
        key = str(uuid.UUID(int=(0x0199 << 112) | (7 << 76) | (2 << 62) | 99))
        self.rest('POST', '/api/v1/bookings', self.new_hold(1), key=key)
        return self.rest('POST', '/api/v1/bookings', self.new_hold(2), key=key)

    def race_for_last_seat(self):
        free = self.rows("SELECT capacity - taken FROM seat_pools WHERE departure_id = ? AND kind = 'public'",
                         self.departure_id)[0][0]
        while free > 1:
            self.hold_seats(min(free - 1, 10))
            free -= min(free - 1, 10)
        self.change("UPDATE bookings SET holder_hash = NULL WHERE holder_hash IS NOT NULL")
        answers = []
        clerks = [threading.Thread(target=lambda: answers.append(self.rest('POST', '/api/v1/bookings', self.new_hold(1))))
                  for _ in range(2)]
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()
        won = [answer for answer in answers if answer[0] == 201]
        lost = [answer for answer in answers if answer[0] != 201]
        if len(won) != 1 or len(lost) != 1:
            raise AssertionError(f'{len(won)} got the last seat')
        return lost[0]

    # ---- files ----------------------------------------------------------------------------------

    def upload(self, contents):
        booking = self.hold_seats(1)
        self.rest('POST', f'/api/v1/bookings/{booking["booking_id"]}/register', self.new_registration(1),
                  token=booking['token'])
        invoice, account = self.rows("""SELECT i.id, (SELECT id FROM bank_accounts LIMIT 1) FROM payment_invoices i
                                        WHERE i.booking_id = ? AND i.invoice_type = 'dp'""", booking['booking_id'])[0]
        query = urllib.parse.urlencode({'booking_id': booking['booking_id'], 'invoice_id': invoice,
                                        'bank_account_id': account, 'sender_name': 'Budi Santoso',
                                        'amount': '5000000', 'file_name': 'bukti.jpg'})
        return self._read_envelope(*self.ask('POST', f'/api/v1/payments/upload-proof?{query}', contents,
                                             {'Content-Type': 'image/jpeg', 'X-Booking-Token': booking['token']})[:2])

    @staticmethod
    def png():
        def chunk(kind, data):
            return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
        return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 8, 8, 8, 0, 0, 0, 0))
                + chunk(b'IDAT', zlib.compress(b'\0' * 72)) + chunk(b'IEND', b''))

    @staticmethod
    def jpeg(size):
        return b'\xff\xd8\xff\xe0' + bytes(size) + b'\xff\xd9'

    # ---- pages ----------------------------------------------------------------------------------

    def _post_form(self, path, fields):
        return self.ask('POST', path, urllib.parse.urlencode(fields),
                        {'Content-Type': 'application/x-www-form-urlencoded'})

    @staticmethod
    def _fields(page):
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.decode()))

    def page_hold(self, pax):
        _, page, _ = self.ask('GET', f'/paket/{self.package_slug}')
        fields = {**self._fields(page), 'departure_id': self.departure_id, 'room_type_id': self.room_id, 'pax': str(pax)}
        status, page, _ = self._post_form('/pesan', fields)
        return status, [], page.decode()

    def page_hold_twice(self):
        self.change("UPDATE bookings SET holder_hash = NULL WHERE holder_hash IS NOT NULL")
        _, page, _ = self.ask('GET', f'/paket/{self.package_slug}')
        fields = {**self._fields(page), 'departure_id': self.departure_id, 'room_type_id': self.room_id, 'pax': '1'}
        before = self.rows('SELECT count(*) FROM bookings')[0][0]
        answers = [self._post_form('/pesan', fields) for _ in range(2)]
        made = self.rows('SELECT count(*) FROM bookings')[0][0] - before
        if made != 1 or answers[0][2].get('Location') != answers[1][2].get('Location'):
            raise AssertionError(f'{made} bookings: {answers}')
        return answers[1][0], [], ''

    def page_register(self, **changes):
        booking = self.hold_seats(1)
        path = '/pesan/' + urllib.parse.quote(booking['token'])
        _, page, _ = self.ask('GET', path)
        fields = {**self._fields(page), 'payer_name': 'Budi Santoso', 'payer_phone': '081234567890',
                  't0_full_name': 'Siti Aminah', 't0_gender': 'female',
                  **{f't0_{name}': value for name, value in changes.items()}}
        status, page, _ = self._post_form(path, fields)
        for value in changes.values():  # nothing typed is lost
            if value not in page.decode():
                raise AssertionError(f'what was typed is not on the page any more: {value}')
        return status, [], page.decode()

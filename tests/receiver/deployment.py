#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of data/systemd and data/nginx: the unit as systemd reads it, and a real nginx with our example before
a real receiver. Arguments: the build directory, the unit, the nginx example."""
import contextlib
import http.client
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

NAME = 'umroh.example'


class Place:
    """A receiver on a socket and nginx before it, in one folder."""

    def __init__(self, build, example, folder):
        self.build, self.folder = build, folder
        self.programs = []
        self.http_port, self.https_port = free_ports(2)
        self.config = self.write_config(example)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write_config(self, example):
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', f'/CN={NAME}',
                        '-keyout', self.path('key.pem'), '-out', self.path('cert.pem')], check=True, capture_output=True)
        with open(example, encoding='utf-8') as source:
            text = source.read()
        for old, new in ((r'listen \[::\].*\n', '\n'), ('listen 80;', f'listen 127.0.0.1:{self.http_port};'),
                         ('listen 443 ', f'listen 127.0.0.1:{self.https_port} '),
                         ('/run/miqat/receiver.sock', self.path('receiver.sock')),
                         (r'/etc/letsencrypt/live/[a-z.]*/fullchain', self.path('cert')),
                         (r'/etc/letsencrypt/live/[a-z.]*/privkey', self.path('key')),
                         ('/var/cache/nginx/miqat', self.path('cache')), ('/var/log/nginx', self.folder)):
            text, count = re.subn(old, new, text)
            assert count > 0, f'the example has no {old}'
        user = 'user root;' if os.getuid() == 0 else ''
        temporary = ''.join(f'{kind}_temp_path {self.path(kind)};' for kind in
                            ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
        config = self.path('nginx.conf')
        with open(config, 'w', encoding='utf-8') as out:
            out.write(f'{user} daemon off; master_process on; pid {self.path("nginx.pid")};\n'
                      f'error_log {self.path("error.log")}; events {{ worker_connections 256; }}\n'
                      f'http {{ access_log {self.path("access.log")}; {temporary}\n'
                      'set_real_ip_from 127.0.0.1; real_ip_header X-Test-Client;\n'
                      f'{text}\n}}\n')
        return config

    def nginx(self, *words):
        return ['nginx', '-p', self.folder, '-e', self.path('error.log'), '-c', self.config, *words]

    def start(self):
        database = self.path('hub.db')
        subprocess.run([os.path.join(self.build, 'src/ctl/miqatctl'), 'demo', '--database', database, '--scale', 'small',
                        '--seed', '5'], check=True, capture_output=True, timeout=120)
        self.programs.append(subprocess.Popen(
            [os.path.join(self.build, 'src/receiver/miqat-receiver'), '--database', database, '--quiet',
             '--listen', 'unix:' + self.path('receiver.sock'), '--trusted-proxy', '--public-url', f'https://{NAME}'],
            stdout=subprocess.DEVNULL))
        wait_for(lambda: os.path.exists(self.path('receiver.sock')))
        self.programs.append(subprocess.Popen(self.nginx()))
        wait_for(lambda: can_connect(self.https_port))

    def stop(self):
        for program in reversed(self.programs):
            program.send_signal(signal.SIGTERM)
            program.wait(timeout=20)

    def connect(self):
        context = ssl.create_default_context(cafile=self.path('cert.pem'))
        context.check_hostname = False
        return http.client.HTTPSConnection('127.0.0.1', self.https_port, timeout=20, context=context)

    def ask(self, method, path, body=None, headers=None):
        connection = self.connect()
        with contextlib.closing(connection):
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, path, body, {'Host': NAME, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode('utf-8', 'replace')

    def log(self, name='miqat.log'):
        time.sleep(0.2)
        with open(self.path(name), encoding='utf-8') as lines:
            return lines.read()

    def logs(self):
        return {name: self.log(name) for name in os.listdir(self.folder) if name.endswith('.log')}

    def ask_often(self, path, headers):
        """The statuses of one GET for each of `headers`, all on one connection."""
        connection = self.connect()
        statuses = []
        with contextlib.closing(connection):
            for one in headers:
                connection.request('GET', path, headers={'Host': NAME, **one})
                answer = connection.getresponse()
                answer.read()
                statuses.append(answer.status)
        return statuses


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(('127.0.0.1', 0))
        return [one.getsockname()[1] for one in sockets]


def can_connect(port):
    with socket.socket() as one:
        return one.connect_ex(('127.0.0.1', port)) == 0


def wait_for(condition):
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError('it did not start')


# ---- what is tested ---------------------------------------------------------------------------------

def unit_is_sound(build, unit, folder):
    """systemd understands every line, and finds the service well shut in"""
    with open(unit, encoding='utf-8') as source:
        text = source.read()
    text = re.sub(r'^ExecStart=\S+', 'ExecStart=' + os.path.join(build, 'src/receiver/miqat-receiver'), text, flags=re.M)
    copy = os.path.join(folder, 'miqat-receiver.service')
    with open(copy, 'w', encoding='utf-8') as out:
        out.write(text)
    done = subprocess.run(['systemd-analyze', 'verify', '--man=no', copy], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr.strip(), done.stderr
    done = subprocess.run(['systemd-analyze', 'security', '--offline=yes', '--threshold=25', copy], capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stdout[-400:] + done.stderr


def example_is_sound(place):
    """nginx accepts the example"""
    done = subprocess.run(place.nginx('-t'), capture_output=True, text=True, check=False)
    assert done.returncode == 0 and 'warn' not in done.stderr, done.stderr


def plain_goes_to_tls(place):
    """Whoever comes without TLS is sent to it"""
    connection = http.client.HTTPConnection('127.0.0.1', place.http_port, timeout=20)
    with contextlib.closing(connection):
        connection.request('GET', '/paket?bulan=2027-01', headers={'Host': NAME})
        answer = connection.getresponse()
        assert answer.status == 301, answer.status
        assert answer.getheader('Location') == f'https://{NAME}/paket?bulan=2027-01'


def public_page_is_cached(place):
    """A public page is asked of the receiver once a second, not once a visitor"""
    for _ in range(3):
        status, headers, page = place.ask('GET', '/')
        assert status == 200 and 'Paket' in page
        assert 'max-age=31536000' in headers['Strict-Transport-Security']
    hits = [line.split()[-1] for line in place.log().splitlines() if '"GET / ' in line or '"GET /"' in line]
    assert hits.count('HIT') >= 1, hits


def order_page_is_not(place):
    """A page with an order form is never another visitor's"""
    slug = re.search(r'href="/paket/([a-z0-9-]+)', place.ask('GET', '/paket')[2])[1]
    ids = {re.search(r'name="command_id" value="([^"]+)"', place.ask('GET', f'/paket/{slug}')[2])[1] for _ in range(4)}
    assert len(ids) == 4, ids


def ranges_are_stripped(place):
    """Ranges are not served"""
    page = place.ask('GET', '/')[2]
    style = re.search(r'href="(/[^"]+\.css[^"]*)"', page)[1]
    whole = place.ask('GET', style)
    part = place.ask('GET', style, headers={'Range': 'bytes=0-1,3-4,6-7'})
    assert part[0] == 200 and part[2] == whole[2], part[0]


def sizes_are_limited(place):
    """A large body is refused, but where photos are sent"""
    form = {'Content-Type': 'application/x-www-form-urlencoded'}
    assert place.ask('POST', '/pesan', b'a' * 300_000, form)[0] == 413
    assert place.ask('POST', '/pesan/x/bayar', b'a' * 300_000, form)[0] != 413


def inside_stays_inside(place):
    """Figures of the process are for the machine alone, links to bookings for nobody's log"""
    assert place.ask('GET', '/metrics')[0] == 404
    place.ask('GET', '/pesan/rahasia-sekali')
    log = place.log()
    assert '/pesan/...' in log and 'rahasia-sekali' not in log


def floods_are_stopped(place):
    """Hundreds of requests at once from one address are told to wait"""
    statuses = place.ask_often('/tentang', [{}] * 400)
    assert 429 in statuses and statuses.count(200) >= 100, {one: statuses.count(one) for one in set(statuses)}


def networks_count_as_one(place):
    """All addresses of one customer's IPv6 network are one client, another's are not"""
    statuses = place.ask_often('/tentang', [{'X-Test-Client': f'2001:db8:1:2::{i:x}'} for i in range(1, 401)])
    assert 429 in statuses, 'every address had an allowance of its own'
    assert 200 in statuses, statuses[0]
    assert place.ask_often('/tentang', [{'X-Test-Client': '2001:db8:1:3::1'}]) == [200]


def logs_keep_no_links(place):
    """No log has the link to a booking: not by way of TLS or before it, of an error, or of the page one came from"""
    link, secret = '/pesan/rahasia-sekali', 'rahasia-sekali'
    client = {'X-Test-Client': '192.0.2.7'}
    connection = http.client.HTTPConnection('127.0.0.1', place.http_port, timeout=20)
    with contextlib.closing(connection):
        connection.request('GET', link, headers={'Host': NAME})
        assert connection.getresponse().status == 301
    form = {'Content-Type': 'application/x-www-form-urlencoded', **client}
    assert place.ask('POST', link, b'a' * 300_000, form)[0] == 413
    assert 429 in place.ask_often(link, [client] * 300)
    from_there = {'Referer': f'https://{NAME}{link}', **client}
    assert 429 in place.ask_often(f'/api/bookings/x?token={secret}', [from_there] * 100)
    for name, text in place.logs().items():
        assert secret not in text, f'{name}: ' + next(line for line in text.splitlines() if secret in line)


def say(number, title, test, *given):
    try:
        test(*given)
    except Exception as error:  # whatever it is, the test has failed
        print(f'not ok {number} - {title}\n# ' + f'{type(error).__name__}: {error}'.replace('\n', '\n# '), flush=True)
        return 1
    print(f'ok {number} - {title}', flush=True)
    return 0


def main(build, unit, example):
    tests = [example_is_sound, plain_goes_to_tls, public_page_is_cached, order_page_is_not, ranges_are_stripped,
             sizes_are_limited, inside_stays_inside, floods_are_stopped, networks_count_as_one,
             logs_keep_no_links]
    os.environ['PATH'] += ':/usr/sbin'
    print(f'1..{len(tests) + 1}')
    failed = 0
    with tempfile.TemporaryDirectory(prefix='miqat-deployment-') as folder:
        failed += say(1, unit_is_sound.__doc__, unit_is_sound, build, unit, folder)
        place = Place(build, example, folder)
        try:
            place.start()
            for number, test in enumerate(tests, 2):
                failed += say(number, test.__doc__, test, place)
        finally:
            place.stop()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))

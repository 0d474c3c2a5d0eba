# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs of the day, as separate processes with separate databases: miqatctl, the receiver,
the offices, and a network between them that can be cut."""
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import threading
import time

from report import StepFailed


class Ctl:
    """miqatctl on one database."""

    def __init__(self, program, database):
        self.program = program
        self.database = database

    def call(self, *words, status=0, language='en'):
        result = subprocess.run([self.program, *words, '--database', self.database],
                                capture_output=True, text=True, timeout=120, check=False,
                                env=environment_for(language))
        if result.returncode != status:
            raise StepFailed(f'miqatctl {" ".join(words)} ended with {result.returncode}: '
                             f'{result.stderr.strip() or result.stdout.strip()}')
        return result.stdout

    def list(self, noun, language='en'):
        return json.loads(self.call('list', noun, '--format', 'json', language=language))


class Receiver:
    """miqat-receiver on a free port of this machine."""

    def __init__(self, program, database, vault, log, port=0):
        self.log = open(log, 'ab')
        self.process = subprocess.Popen(
            [program, '--database', database, '--vault', vault, '--listen', f'127.0.0.1:{port}'],
            stdout=subprocess.PIPE, stderr=self.log, text=True, env=environment_for('id'))
        line = self.process.stdout.readline()
        if 'http://' not in line:
            raise StepFailed(f'the receiver did not start, see {os.path.basename(log)}')
        self.url = line[line.index('http://'):].strip()
        self.port = int(self.url.rsplit(':', 1)[1])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise StepFailed('the receiver did not stop when asked') from None
        finally:
            self.log.close()


# An office asks for changes, and lets the hub wait with its answer until there are any.
LONG_POLL = re.compile(rb'^GET \S*/sync/changes\?\S*\bwait=(\d+)')


class Poll:
    """One such request; `answered` is None until the first byte of the answer."""

    def __init__(self, wait):
        self.asked = time.time()
        self.wait = wait
        self.answered = None


class Network:
    """The wire between an office and the receiver: forwards connections until it is cut, and sees which
    requests wait for news."""

    def __init__(self, port):
        self.target = port
        self.connected = True
        self.links = set()
        self.polls = []
        self.lock = threading.Lock()
        self.server = socket.create_server(('127.0.0.1', 0))
        self.url = f'http://127.0.0.1:{self.server.getsockname()[1]}'
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        self.connected = False
        with self.lock:
            for link in list(self.links):
                self._close(link)
            self.links.clear()

    def mend(self):
        self.connected = True

    def first_news(self, since):
        """When a request that waited was first answered after that moment, because there was news and
        not because its time was over; None if none was."""
        return next((poll.answered for poll in list(self.polls)
                     if poll.answered is not None and since <= poll.answered < poll.asked + poll.wait), None)

    @staticmethod
    def _close(link):
        try:
            link.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        link.close()

    def _accept(self):
        while True:
            office, _ = self.server.accept()
            if not self.connected:
                self._close(office)
                continue
            try:
                hub = socket.create_connection(('127.0.0.1', self.target), timeout=5)
                hub.settimeout(None)
            except OSError:
                self._close(office)
                continue
            with self.lock:
                self.links.update((office, hub))
            asked = []  # the polls of this connection
            for source, sink, see in ((office, hub, self._see_request), (hub, office, self._see_answer)):
                threading.Thread(target=self._pump, args=(source, sink, see, asked), daemon=True).start()

    def _see_request(self, data, asked):
        found = LONG_POLL.match(data)
        if found:
            asked.append(Poll(int(found.group(1))))
            self.polls.append(asked[-1])

    @staticmethod
    def _see_answer(_, asked):
        if asked and asked[-1].answered is None:
            asked[-1].answered = time.time()

    def _pump(self, source, sink, see, asked):
        try:
            while data := source.recv(65536):
                see(data, asked)
                sink.sendall(data)
        except OSError:
            pass
        for link in (source, sink):
            with self.lock:
                self.links.discard(link)
            self._close(link)


def read_rows(database, sql, *values):
    """Looks into a database as a third party, read-only: what the day claims is what is stored."""
    with sqlite3.connect(f'file:{database}?mode=ro', uri=True, timeout=10) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql, values)]


def wait_for(what, probe, seconds=15.0):
    """The first true answer of `probe`, and how long it took."""
    started = time.monotonic()
    while True:
        answer = probe()
        if answer:
            return answer, time.monotonic() - started
        if time.monotonic() - started > seconds:
            raise StepFailed(f'waited {seconds:.0f} s in vain for: {what}')
        time.sleep(0.05)


def environment_for(language):
    """The environment of an office: one language, no settings of the user."""
    env = dict(os.environ)
    env.update(LANGUAGE=language, LC_ALL='id_ID.UTF-8' if language == 'id' else 'en_US.UTF-8',
               GDK_BACKEND='x11', GSK_RENDERER='cairo', GDK_DEBUG='gl-disable',
               GSETTINGS_BACKEND='memory')
    env.pop('GTK_A11Y', None)
    return env

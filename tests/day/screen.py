# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at the office's window: finds things by what a screen reader would say, and uses the
real pointer and keyboard (xdotool). GTK 4.8 reports window coordinates only and few actions, so a
control is pressed where it stands."""
import os
import subprocess
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

from programs import environment_for, wait_for  # noqa: E402
from report import StepFailed  # noqa: E402

BORDER = 5        # what GTK draws around a window without a window manager
FIELDS = ('text', 'password text')
ROWS_SHOWN = 250  # of a list; the rest is not on the screen


def tool(*words):
    result = subprocess.run(['xdotool', *map(str, words)], capture_output=True, text=True,
                            timeout=20, check=False)
    if result.returncode != 0:
        raise StepFailed(f'xdotool {" ".join(map(str, words))}: {result.stderr.strip()}')
    return result.stdout


def describe(node):
    try:
        return node.get_name() or '', node.get_role_name() or ''
    except GLib.Error:
        return '', ''


def text_of(node):
    """What stands in an entry or a label."""
    try:
        part = node.get_text_iface()
        return part.get_text(0, part.get_character_count()) if part is not None else ''
    except GLib.Error:
        return ''


def box_of(node):
    try:
        extents = node.get_extents(Atspi.CoordType.WINDOW)
    except GLib.Error:
        return None
    if extents is None or extents.x < -10000 or extents.width < 2 or extents.height < 2:
        return None
    return extents.x, extents.y, extents.width, extents.height


def children_of(node):
    try:
        count = node.get_child_count()
    except GLib.Error:  # it went away while we looked
        return
    for index in range(min(count, ROWS_SHOWN)):
        try:
            child = node.get_child_at_index(index)
        except GLib.Error:
            continue
        if child is not None:
            yield child


def walk(node, depth=0):
    yield node
    if depth < 60:
        for child in children_of(node):
            yield from walk(child, depth + 1)


class Office:
    """One office process and its windows."""

    def __init__(self, program, words, log, language='id'):
        self.log = open(log, 'ab')
        self.process = subprocess.Popen([program, *words], env=environment_for(language),
                                        stdout=self.log, stderr=self.log)
        (self.app, _) = wait_for('the office on the accessibility bus', self._find_app, 40)
        wait_for('the window of the office', self._front, 40)

    def _find_app(self):
        self._check_alive()
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            if app is not None and app.get_process_id() == self.process.pid:
                return app
        return None

    def _check_alive(self):
        if self.process.poll() is not None:
            raise StepFailed(f'the office ended with {self.process.returncode}, '
                             f'see {os.path.basename(self.log.name)}')

    # ---- windows -------------------------------------------------------------------------------

    def _windows(self):
        """The X windows of the process by title; of equal titles the newest."""
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                               capture_output=True, text=True, timeout=20, check=False).stdout.split()
        return {tool('getwindowname', window).rstrip('\n'): window for window in found}

    def _front(self):
        """The frame that a person would use now, a dialog before the window behind it, and its X window."""
        self._check_alive()
        frames = [node for node in children_of(self.app) if box_of(node) is not None]
        if not frames:
            return None
        title = describe(frames[-1])[0]
        windows = self._windows()
        if title not in windows:
            return None
        return frames[-1], windows[title]

    def title(self):
        return describe(self._front()[0])[0]

    # ---- finding -------------------------------------------------------------------------------

    def all(self, name, role=None, exact=True, inside=None):
        """Every visible control of that name in the front window, in the order of reading."""
        start = inside or self._front()[0]
        matches = []
        for node in walk(start):
            has_name, has_role = describe(node)
            if (has_name == name if exact else name in has_name) and (not role or has_role in role):
                if box_of(node) is not None:
                    matches.append(node)
        return matches

    def find(self, name, role=None, exact=True, inside=None, index=-1):
        matches = self.all(name, role, exact, inside)
        return matches[index] if matches and -len(matches) <= index < len(matches) else None

    def wait(self, name, role=None, seconds=20, exact=True, index=-1):
        return wait_for(f'“{name}” on the screen', lambda: self.find(name, role, exact, index=index),
                        seconds)[0]

    def sees(self, text, seconds=20):
        """Waits until something says the text; returns how long that took."""
        return wait_for(f'“{text}” on the screen', lambda: self.find(text, exact=False), seconds)[1]

    def sees_not(self, text, seconds=20):
        wait_for(f'“{text}” to leave the screen', lambda: not self.find(text, exact=False), seconds)

    def texts(self):
        return [name for name, _ in map(describe, walk(self._front()[0])) if name]

    # ---- acting --------------------------------------------------------------------------------

    def focus(self):
        _, window = wait_for('the window of the office', self._front)[0]
        tool('windowraise', window)
        tool('windowfocus', '--sync', window)
        return window

    def press(self, node):
        """The pointer on the middle of a control."""
        window = self.focus()
        box = box_of(node)
        if box is None:
            raise StepFailed('a control went away before it could be pressed')
        x, y, width, height = box
        tool('mousemove', '--window', window, x + width // 2 + BORDER, y + height // 2 + BORDER)
        tool('click', 1)
        time.sleep(0.15)

    def click(self, name, role=None, exact=True, seconds=20, index=-1):
        self.press(self.wait(name, role, seconds, exact, index))

    def enter(self, name, text, index=-1):
        """Replaces what stands in a field, and sees that it stands there."""
        node = self.wait(name, FIELDS, index=index)
        self.scroll_to(node)
        self.press(node)
        self.keys('ctrl+a')
        self.type(text)

    def scroll_to(self, node):
        """A form is longer than its window: turns the wheel until the field can be seen."""
        window = self.focus()
        height = int(tool('getwindowgeometry', '--shell', window).split('HEIGHT=')[1].split()[0])
        for _ in range(40):
            box = box_of(node)
            if box is None or 60 < box[1] and box[1] + box[3] < height - 40:
                return
            tool('mousemove', '--window', window, 40, height // 2)
            tool('click', 5 if box[1] > 60 else 4)
            time.sleep(0.08)
        raise StepFailed('a field could not be scrolled to')

    def choose(self, name, text, index=-1):
        """Opens a list of choices and takes the one that begins with the text."""
        node = self.wait(name, ('combo box',), index=index)
        self.scroll_to(node)
        self.press(node)
        _, position = wait_for(f'the choice “{text}”', lambda: self._find_choice(node, text), 10)[0]
        self.keys('Home', *['Down'] * position, 'Return')

    @staticmethod
    def _find_choice(node, text):
        rows = [row for row in walk(node) if describe(row)[1] == 'list item']
        for position, row in enumerate(rows):
            if any(describe(label)[0].startswith(text) for label in walk(row)):
                return row, position
        return None

    def type(self, text):
        self.focus()
        tool('type', '--delay', '4', '--', text)
        time.sleep(0.1)

    def keys(self, *names):
        self.focus()
        for name in names:
            tool('key', name)
            time.sleep(0.05)

    def picture(self, path):
        window = self.focus()
        time.sleep(0.3)  # the last frame of a movement
        subprocess.run(['import', '-window', window, path], timeout=30, check=True)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise StepFailed('the office did not stop when asked') from None
        finally:
            self.log.close()

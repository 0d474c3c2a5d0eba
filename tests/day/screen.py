# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at the office's window: finds things by what a screen reader would say, and uses the
real pointer and keyboard (xdotool). GTK 4.8 reports window coordinates only and few actions, so a
control is pressed where it stands."""
import os
import re
import subprocess
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

from programs import environment_for, wait_for  # noqa: E402
from report import StepFailed  # noqa: E402

BORDER = 5        # what GTK draws around a window without a window manager
MAIN_WINDOW = 'Miqat'
FIELDS = ('text', 'password text', 'entry')
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
        self.area = None  # which page is looked at; None: the whole window
        self.log = open(log, 'ab')
        self.process = subprocess.Popen([program, *words], env=environment_for(language),
                                        stdout=self.log, stderr=self.log)
        (self.app, _) = wait_for('the office on the accessibility bus', self._find_app, 40)
        # What is remembered of the tree would be out of date.
        self.app.set_cache_mask(Atspi.Cache.NONE)
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

    def _window_ids(self):
        return subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                              capture_output=True, text=True, timeout=20, check=False).stdout.split()

    def _windows(self):
        """The X windows of the process by title; of equal titles the newest."""
        windows = {}
        for window in self._window_ids():
            name = subprocess.run(['xdotool', 'getwindowname', window], capture_output=True, text=True,
                                  timeout=20, check=False)
            if name.returncode == 0:  # it may have gone away
                windows[name.stdout.rstrip('\n')] = window
        return windows

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

    def _page(self):
        """The area on the screen. The pages behind it are in the tree as well, and look as if they
        could be seen."""
        front = self._front()
        if front is None:
            return None
        if self.area is None or describe(front[0])[0] != MAIN_WINDOW:
            return front[0]
        for node in walk(front[0]):
            if describe(node) == (self.area, 'filler'):
                return node
        return None

    def all(self, name, role=None, exact=True, whole=False):
        """Every visible control of that name on the page (or the whole window) in front, in the order of
        reading."""
        start = self._front()[0] if whole else self._page()
        matches = []
        for node in walk(start) if start is not None else ():
            has_name, has_role = describe(node)
            if (has_name == name if exact else name in has_name) and (not role or has_role in role):
                if box_of(node) is not None:
                    matches.append(node)
        return matches

    def find(self, name, role=None, exact=True, whole=False, index=-1):
        matches = self.all(name, role, exact, whole)
        return matches[index] if matches and -len(matches) <= index < len(matches) else None

    def wait(self, name, role=None, seconds=20, exact=True, whole=False, index=-1):
        return wait_for(f'“{name}” on the screen', lambda: self.find(name, role, exact, whole, index),
                        seconds)[0]

    def sees(self, text, seconds=20, whole=False):
        """Waits until something says the text; returns how long that took."""
        return wait_for(f'“{text}” on the screen', lambda: self.find(text, exact=False, whole=whole), seconds)[1]

    def sees_not(self, text, seconds=20, whole=False):
        wait_for(f'“{text}” to leave the screen',
                 lambda: not self.find(text, exact=False, whole=whole), seconds)

    def describe(self):
        """Everything in front, as a screen reader would go through it."""
        return ''.join(f'{role}\t{name}\t{box_of(node)}\n' for node in walk(self._front()[0])
                       for name, role in [describe(node)])

    def says(self, text):
        """The whole of what contains the text; None when nothing does."""
        node = self.find(text, exact=False)
        return describe(node)[0] if node is not None else None

    def wait_closed(self, title, seconds=30):
        """Until the dialog of that title is gone."""
        wait_for(f'the window “{title}” to close', lambda: self._front() and self.title() != title, seconds)

    # ---- acting --------------------------------------------------------------------------------

    def focus(self):
        _, window = wait_for('the window of the office', self._front)[0]
        tool('windowraise', window)
        tool('windowfocus', '--sync', window)
        return window

    def press(self, node):
        """The pointer on the middle of a control."""
        window = self.focus()
        x, y, width, height = self._rest(node)
        tool('mousemove', '--window', window, x + width // 2 + BORDER, y + height // 2 + BORDER)
        tool('click', 1)
        time.sleep(0.15)

    @staticmethod
    def _rest(node):
        """Where a control stands when it has stopped moving."""
        box = box_of(node)
        for _ in range(40):
            time.sleep(0.06)
            before, box = box, box_of(node)
            if box is not None and box == before:
                return box
        raise StepFailed('a control went away before it could be pressed')

    def click(self, name, role=None, exact=True, seconds=20, whole=False, index=-1):
        self.press(self.wait(name, role, seconds, exact, whole, index))

    def go(self, area):
        """Opens an area from the sidebar."""
        def find_item():
            items = self.all(area, ('list item',), exact=False, whole=True)
            return next((item for item in items if describe(item)[0].split(',')[0] == area), None)
        self.press(wait_for(f'“{area}” in the sidebar', find_item)[0])
        self.area = area
        wait_for(f'the page “{area}”', self._page)

    def select(self, text, shows=None):
        """Presses the row of a list that shows the text, until what it is about is shown beside it."""
        def find_row():
            return next((node for node in self.all(text, ('label',), exact=False) if self._is_in_row(node)), None)
        for _ in range(3):
            self.press(wait_for(f'the row “{text}”', find_row)[0])
            try:
                self.sees(shows or text, seconds=4)
                return
            except StepFailed:
                continue
        raise StepFailed(f'“{shows}” was not shown for the row “{text}”')

    @staticmethod
    def _is_in_row(node):
        for _ in range(4):
            node = node.get_parent()
            if node is None:
                return False
            if describe(node)[1] in ('table row', 'list item'):
                return True
        return False

    def enter(self, name, text, index=-1):
        """Replaces what stands in a field, and sees that it stands there."""
        node = self.wait(name, FIELDS, index=index)
        self.scroll_to(node)
        for _ in range(3):  # a list that has just closed may have swallowed the press
            self.press(node)
            self.keys('ctrl+a')
            self.type(text)
            try:
                wait_for(f'“{name}” to be filled in', lambda: self._is_filled(node, text), 1.5)
                return
            except StepFailed:
                continue
        raise StepFailed(f'“{name}” holds “{text_of(node)}” instead of “{text}”')

    @staticmethod
    def _is_filled(node, text):
        """Whether the letters and digits stand there; what is between them the field may choose."""
        seen = text_of(node)
        if describe(node)[1] == 'password text':
            return len(seen) in (0, len(text))  # hidden from readers
        return re.sub(r'\W', '', seen) == re.sub(r'\W', '', text)

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
        windows = len(self._window_ids())
        self._open_list(node, windows)
        rows = wait_for(f'the choices of “{name}”', lambda: self._list_choices(node), 10)[0]
        position = next((at for at, row in enumerate(rows) if row.startswith(text)), None)
        if position is None:
            raise StepFailed(f'“{text}” is none of the choices of “{name}”: {rows}')
        self.keys('Home')
        if position > 0:
            tool('key', '--delay', 8, '--repeat', position, 'Down')
        self.keys('Return')
        wait_for(f'“{text}” to be chosen', lambda: self._shows_choice(node, text), 10)
        wait_for('the list to close', lambda: len(self._window_ids()) <= windows, 10)

    def _open_list(self, node, windows):
        """A list that has just closed may have swallowed the press: then once more."""
        for _ in range(3):
            self.press(node)
            try:
                wait_for('the list to open', lambda: len(self._window_ids()) > windows, 1.5)
                return
            except StepFailed:
                continue
        raise StepFailed('a list of choices did not open')

    @staticmethod
    def _shows_choice(node, text):
        button = next((part for part in walk(node) if describe(part)[1] == 'push button'), None)
        return button is not None and any(describe(part)[0].startswith(text) and box_of(part) is not None
                                          for part in walk(button))

    @staticmethod
    def _list_choices(node):
        """The rows of the open list, those below its edge too; none before it has opened."""
        rows = [row for row in walk(node) if describe(row)[1] == 'list item']
        if not any(box_of(row) for row in rows):
            return []
        return [next((describe(label)[0] for label in walk(row) if describe(label)[1] == 'label'), '')
                for row in rows]

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

# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at the office's window: finds things by what a screen reader would say, and uses the
real pointer and keyboard (xdotool). GTK 4.8 reports window coordinates only and few actions, so a
control is pressed where it stands."""
import subprocess
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

from programs import environment_for, wait_for  # noqa: E402
from report import StepFailed  # noqa: E402

SHADOW = 5  # the border that GTK draws around a window without a window manager


def tool(*words):
    result = subprocess.run(['xdotool', *map(str, words)], capture_output=True, text=True,
                            timeout=20, check=False)
    if result.returncode != 0:
        raise StepFailed(f'xdotool {words[0]}: {result.stderr.strip()}')
    return result.stdout


class Office:
    """One office process and its window."""

    def __init__(self, program, words, log, language='id'):
        self.log = open(log, 'ab')
        self.process = subprocess.Popen([program, *words], env=environment_for(language),
                                        stdout=self.log, stderr=self.log)
        (self.window, _) = wait_for('the window of the office', self._find_window, 30)
        (self.app, _) = wait_for('the office on the accessibility bus', self._find_app, 30)

    def _find_window(self):
        if self.process.poll() is not None:
            raise StepFailed(f'the office ended with {self.process.returncode}, see {self.log.name}')
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                               capture_output=True, text=True, timeout=20, check=False).stdout.split()
        return found[-1] if found else None

    def _find_app(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            if app is not None and app.get_process_id() == self.process.pid:
                return app
        return None

    # ---- finding -------------------------------------------------------------------------------

    def walk(self, node=None, depth=0):
        node = node or self.app
        if depth > 60:
            return
        yield node
        try:
            count = node.get_child_count()
        except Exception:  # the node went away while we looked
            return
        for index in range(min(count, 400)):
            try:
                child = node.get_child_at_index(index)
            except Exception:
                continue
            if child is not None:
                yield from self.walk(child, depth + 1)

    @staticmethod
    def _describe(node):
        try:
            return node.get_name() or '', node.get_role_name() or ''
        except Exception:
            return '', ''

    def find(self, name, role=None, exact=True):
        """The last visible control of that name; None when there is none."""
        match = None
        for node in self.walk():
            has_name, has_role = self._describe(node)
            if (has_name == name if exact else name in has_name) and (role is None or has_role == role):
                box = self.box(node)
                if box is not None and box[2] > 1 and box[3] > 1:
                    match = node
        return match

    @staticmethod
    def box(node):
        try:
            extents = node.get_extents(Atspi.CoordType.WINDOW)
        except Exception:
            return None
        if extents is None or extents.x < -10000:
            return None
        return extents.x, extents.y, extents.width, extents.height

    def wait(self, name, role=None, seconds=15, exact=True):
        return wait_for(f'“{name}” on the screen', lambda: self.find(name, role, exact), seconds)[0]

    def sees(self, text, seconds=15):
        """Waits until some label contains the text; returns how long that took."""
        return wait_for(f'“{text}” on the screen', lambda: self.find(text, exact=False), seconds)[1]

    def texts(self):
        return [name for name, _ in map(self._describe, self.walk()) if name]

    # ---- acting --------------------------------------------------------------------------------

    def focus(self):
        tool('windowraise', self.window)
        tool('windowfocus', self.window)
        time.sleep(0.1)

    def click(self, name, role=None, exact=True, seconds=15):
        node = self.wait(name, role, seconds, exact)
        self.focus()
        x, y, width, height = self.box(node)
        tool('mousemove', '--window', self.window, x + width // 2 + SHADOW, y + height // 2 + SHADOW)
        time.sleep(0.05)
        tool('click', 1)
        time.sleep(0.25)

    def type_into(self, name, text, role=None):
        """Clicks a field, replaces what stands there, and types."""
        self.click(name, role)
        self.keys('ctrl+a')
        self.type(text)

    def type(self, text):
        self.focus()
        tool('type', '--delay', '6', '--', text)
        time.sleep(0.15)

    def keys(self, *names):
        self.focus()
        for name in names:
            tool('key', name)
            time.sleep(0.08)

    def picture(self, path):
        subprocess.run(['import', '-window', self.window, path], timeout=20, check=True)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

# SPDX-License-Identifier: GPL-3.0-or-later
"""What the day saw, step by step: printed as it happens and kept in day.json."""
import json
import os
import time


class StepFailed(Exception):
    """A step of the day did not show what it should have."""


class Report:
    def __init__(self, folder, tap=False):
        self.folder = folder
        self.tap = tap
        self.steps = []
        self.pictures = 0
        self.started = time.monotonic()
        self.step_started = self.started
        os.makedirs(folder, exist_ok=True)

    # ---- words ---------------------------------------------------------------------------------

    def _print(self, text):
        for line in text.split('\n'):
            print(f'# {line}' if self.tap else line, flush=True)

    def say(self, text):
        self._print(f'   {text}')

    def saw(self, **facts):
        """Keeps facts of the current step and prints them."""
        self.steps[-1]['saw'].update(facts)
        for name, value in facts.items():
            if isinstance(value, (list, tuple)) and value and isinstance(value[0], dict):
                for row in value:
                    self.say(f'{name.replace("_", " ")}: ' + ', '.join(f'{key} {row[key]}' for key in row))
            elif isinstance(value, dict):
                self.say(f'{name.replace("_", " ")}: ' + ', '.join(f'{key} {value[key]}' for key in value))
            else:
                self.say(f'{name.replace("_", " ")}: {value}')

    def expect(self, what, actual, wanted):
        if actual != wanted:
            raise StepFailed(f'{what}: {actual!r} instead of {wanted!r}')
        self.steps[-1]['checked'].append(what)
        self.say(f'✓ {what}: {actual}')

    # ---- steps ---------------------------------------------------------------------------------

    def step(self, number, title, seats):
        """Begins a step, with the seats of the departure as they are before it."""
        self.step_started = time.monotonic()
        self._print(f'\n{number}. {title}')
        self.steps.append({'step': number, 'title': title, 'ok': False, 'seats': {'before': seats, 'after': None},
                           'hold': [], 'invoices': [], 'receipts': [], 'ledger': [], 'cursors': None,
                           'saw': {}, 'checked': [], 'pictures': []})

    def stands(self, seats, facts):
        """Keeps how everything stands at the end of the current step."""
        step = self.steps[-1]
        step['seats']['after'] = seats
        step.update(facts)
        self.say(f'seats: {step["seats"]["before"]} → {seats}')
        self.say(', '.join(f'{len(facts[name])} {name}' for name in ('hold', 'invoices', 'receipts', 'ledger')))
        self.say(f'cursors: {facts["cursors"]}')

    def done(self):
        step = self.steps[-1]
        step['ok'] = True
        step['seconds'] = round(time.monotonic() - self.step_started, 1)
        if self.tap:
            print(f'ok {step["step"]} - {step["title"]}', flush=True)
        self.write()

    def fail(self, error):
        step = self.steps[-1]
        step['error'] = str(error)
        step['seconds'] = round(time.monotonic() - self.step_started, 1)
        self._print(f'   ✗ step {step["step"]} failed: {error}')
        if self.tap:
            print(f'not ok {step["step"]} - {step["title"]}', flush=True)
        self.write()

    def picture_path(self, what):
        """Where the next picture goes: 03-halaman-paket.png."""
        self.pictures += 1
        name = f'{self.pictures:02}-{what}.png'
        self.steps[-1]['pictures'].append(name)
        return os.path.join(self.folder, name)

    def write(self):
        with open(os.path.join(self.folder, 'day.json'), 'w', encoding='utf-8') as out:
            json.dump({'ok': bool(self.steps) and all(step['ok'] for step in self.steps),
                       'seconds': round(time.monotonic() - self.started, 1),
                       'steps': self.steps}, out, indent=2, ensure_ascii=False)
            out.write('\n')

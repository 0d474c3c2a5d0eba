# SPDX-License-Identifier: GPL-3.0-or-later
"""What the day saw, step by step: printed as it happens and kept in day.json."""
import json
import os
import time


class StepFailed(Exception):
    """A step of the day did not show what it should have."""


class Report:
    def __init__(self, folder):
        self.folder = folder
        self.steps = []
        self.started = time.monotonic()
        os.makedirs(folder, exist_ok=True)

    def step(self, number, title):
        print(f'\n{number}. {title}', flush=True)
        self.steps.append({'step': number, 'title': title, 'ok': False, 'saw': {}})

    def say(self, text):
        print(f'   {text}', flush=True)

    def saw(self, **facts):
        """Keeps facts of the current step and prints them."""
        self.steps[-1]['saw'].update(facts)
        for name, value in facts.items():
            self.say(f'{name.replace("_", " ")}: {value}')

    def expect(self, what, actual, wanted):
        if actual != wanted:
            raise StepFailed(f'{what}: {actual!r} instead of {wanted!r}')
        self.say(f'{what}: {actual}')

    def done(self):
        self.steps[-1]['ok'] = True
        self.write()

    def fail(self, error):
        if self.steps:
            self.steps[-1]['error'] = str(error)
        self.write()

    def write(self):
        with open(os.path.join(self.folder, 'day.json'), 'w', encoding='utf-8') as out:
            json.dump({'ok': all(step['ok'] for step in self.steps),
                       'seconds': round(time.monotonic() - self.started, 1),
                       'steps': self.steps}, out, indent=2, ensure_ascii=False)
            out.write('\n')

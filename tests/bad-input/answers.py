# SPDX-License-Identifier: GPL-3.0-or-later
"""What the programs answer, read as who receives it would: a list of problems, each with its code (pages
have none), its field and its sentence."""
import json
import re
from collections import namedtuple
from html.parser import HTMLParser

Problem = namedtuple('Problem', 'code field sentence')
Answer = namedtuple('Answer', 'refused problems text data', defaults=('', None))

VOID = {'meta', 'link', 'input', 'img', 'br', 'hr'}


class Element:
    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.text, self.above = tag, attributes, '', None

    def get(self, name):
        return self.attributes.get(name)

    def is_in(self, attribute, value):
        element = self
        while element is not None and element.get(attribute) != value:
            element = element.above
        return element is not None


class Html(HTMLParser):
    """The elements of a page, in their order, each with all text inside of it."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        element = Element(tag, dict(attributes))
        element.above = self.open[-1] if self.open else None
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, _tag):
        self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element.text += data

    def find(self, **attributes):
        return [one for one in self.elements if all(one.get(name) == value for name, value in attributes.items())]

    def hidden_fields(self):
        return {one.get('name'): one.get('value') for one in self.find(type='hidden')}

    def holds(self, name, value):
        """Whether a field stands there with this in it."""
        return any(one.get('value') == value for one in self.find(name=name))


def is_marked(page, field):
    """A field is wrong for people who see it, for those who hear it, and for who reads the summary on top."""
    heard = field.tag == 'fieldset' or field.get('aria-invalid') == 'true'
    return heard and page.find(href='#' + field.get('id'))


def read_page_problems(page):
    for field in page.elements:
        described = field.get('aria-describedby')
        for place in page.find(id=described) if described else []:
            if is_marked(page, field):
                yield Problem(None, field.get('id'), place.text)
    for element in page.elements:
        if element.tag == 'p' and (element.is_in('role', 'alert') or element.is_in('class', 'message')):
            yield Problem(None, None, element.text)


def read_page(status, body):
    text = body.decode()
    page = Html(text)
    return Answer(status >= 400, list(read_page_problems(page)), f'{status} {text}', page)


def read_envelope(status, body):
    text = f'{status} {body.decode("utf-8", "replace")}'
    try:
        envelope = json.loads(body)
    except ValueError:
        return Answer(status >= 400, [], text)
    problems = [Problem(one['code'], one.get('field'), one['message']) for one in envelope.get('errors') or []]
    return Answer(status >= 400, problems, text, envelope.get('data'))


def read_program(done):
    """The programs write "miqatctl: code: sentence" or "miqatctl: code: field: sentence" on stderr."""
    problems = [Problem(code, field or None, sentence) for code, field, sentence in re.findall(
        r'^(?:miqatctl|miqat-receiver): ([a-z_]+): (?:([a-z_0-9.]+): )?(.*)$', done.stderr, re.M)]
    # 1 is a refusal; anything else was not understood, or a crash.
    return Answer(done.returncode == 1, problems, f'{done.returncode} {done.stdout} {done.stderr}', done)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads back a workbook without the library that wrote it."""
import re
import xml.etree.ElementTree as xml
import zipfile

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'


def read_sheet(path):
    """The rows of the first sheet as lists of texts, '' for empty cells. A cell that is not text comes as a
    number: an identity or a telephone must not be one."""
    with zipfile.ZipFile(path) as book:
        shared = []
        if 'xl/sharedStrings.xml' in book.namelist():
            for item in xml.fromstring(book.read('xl/sharedStrings.xml')).iter(f'{MAIN}si'):
                shared.append(_join(item))
        sheet = xml.fromstring(book.read('xl/worksheets/sheet1.xml'))
    return [_read_row(row, shared) for row in sheet.iter(f'{MAIN}row')]


def _read_row(row, shared):
    cells = {_column(cell): _read(cell, shared) for cell in row.iter(f'{MAIN}c')}
    return [cells.get(number, '') for number in range(1, max(cells, default=0) + 1)]


def _column(cell):
    """1 for A1, 32 for AF7."""
    number = 0
    for letter in re.match('[A-Z]+', cell.get('r')).group():
        number = number * 26 + ord(letter) - ord('A') + 1
    return number


def _join(item):
    return ''.join(part.text or '' for part in item.iter(f'{MAIN}t'))


def _read(cell, shared):
    if cell.get('t') == 'inlineStr':
        return _join(cell)
    value = cell.find(f'{MAIN}v')
    if value is None:
        return ''
    return shared[int(value.text)] if cell.get('t') == 's' else float(value.text)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads back a workbook without the library that wrote it."""
import xml.etree.ElementTree as xml
import zipfile

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'


def _rows(path):
    with zipfile.ZipFile(path) as book:
        shared = []
        if 'xl/sharedStrings.xml' in book.namelist():
            for item in xml.fromstring(book.read('xl/sharedStrings.xml')).iter(f'{MAIN}si'):
                shared.append(''.join(part.text or '' for part in item.iter(f'{MAIN}t')))
        sheet = xml.fromstring(book.read('xl/worksheets/sheet1.xml'))
    for row in sheet.iter(f'{MAIN}row'):
        yield [_read(cell, shared) for cell in row.iter(f'{MAIN}c')]


def _read(cell, shared):
    if cell.get('t') == 'inlineStr':
        return ''.join(part.text or '' for part in cell.iter(f'{MAIN}t'))
    value = cell.find(f'{MAIN}v')
    if value is None or value.text is None:
        return ''
    return shared[int(value.text)] if cell.get('t') == 's' else value.text


def read_first_row(path):
    """The headers of the first sheet."""
    return [text for text in next(_rows(path), []) if text]


def count_rows(path):
    """Rows in which something stands."""
    return sum(any(row) for row in _rows(path))

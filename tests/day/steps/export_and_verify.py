# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os

from plan import FAMILY, HEADERS
from workbook import read_sheet


def export_and_verify(day):
    """The workbook for SISKOPATUH, and every invariant"""
    report = day.report
    path = os.path.join(day.folder, f'siskopatuh-{day.departure["code"]}.xlsx')
    day.ctl.call('export', 'siskopatuh', '--departure', day.departure['code'], '--output', path)
    report.saw(file=os.path.basename(path))
    headers, *travellers = read_sheet(path)
    report.expect('headers', headers, HEADERS)
    # What is not known yet stays empty.
    report.expect('travellers', [{header: cell for header, cell in zip(headers, row) if cell} for row in travellers],
                  [make_row(person) for person in FAMILY])
    # Nobody has leased seats yet.
    verify(day, 'verify.json', may_be_empty={'seats.leases_of_one_departure', 'booking.lease_taken'})


def make_row(person):
    """What the ministry's columns hold of somebody who registered on a page."""
    return {
        'Title': 'TUAN' if person['gender'] == 'male' else 'NYONYA',
        'Nama (Sesuai Dengan nama Pada Kartu Vaksin)': person['full_name'].upper(),
        'Nama Ayah': person['father_name'].upper(),
        'Jenis Identitas': 'NIK',
        'No Identitas': person['nik'],
        'Nama Paspor': person['full_name'].upper(),
        'Tempat Lahir': person['place_of_birth'].upper(),
        'Tanggal Lahir(yyyy-mm-dd)': person['date_of_birth'],
        'Alamat': person['address'].upper(),
        'No Hp': person['phone'],
        'KewargaNegaraan': 'WNI',
        'Status Pernikahan': 'MENIKAH',
    }


def verify(day, name, may_be_empty=()):
    """Every invariant has looked at rows, and found no fault."""
    text = day.ctl.call('verify', '--format', 'json')
    with open(os.path.join(day.folder, name), 'w', encoding='utf-8') as out:
        out.write(text)
    rows = json.loads(text)['invariants']
    day.report.saw(invariants=len(rows), rows_checked=sum(row['checked'] for row in rows))
    day.report.expect(f'faults ({name})', [row for row in rows if row['faults']], [])
    day.report.expect(f'invariants that looked at nothing ({name})',
                      [row['name'] for row in rows if row['checked'] == 0 and row['name'] not in may_be_empty], [])

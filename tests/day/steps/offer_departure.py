# SPDX-License-Identifier: GPL-3.0-or-later
import datetime
import json

from plan import CEILING, COST, FACILITY, MARGIN, PACKAGE, PRICE, SEATS, TOO_DEAR


def offer_departure(day):
    """Pusat sets a package and its prices; Surabaya adds a departure"""
    pusat = day.open_office('PST')
    day.picture(pusat, 'pusat-pertama-kali')
    day.enrol(pusat, 'PST')
    day.sign_in(pusat, 'direktur@demo.example')
    day.picture(pusat, 'pusat-beranda')
    edit_package(day, pusat)
    surabaya = day.open_office('SBY')
    day.enrol(surabaya, 'SBY')
    day.sign_in(surabaya, 'kepala.sby@demo.example')
    add_departure(day, surabaya)
    day.in_step('PST', 'SBY')
    day.report.saw(departure=day.departure['code'])
    day.report.expect('cost and margin in the hub', day.row('SELECT cost, margin FROM departure_costs WHERE '
                                                            'departure_id = ?', day.departure['id']),
                      {'cost': COST, 'margin': MARGIN})
    for table in ('package_costs', 'departure_costs'):
        day.report.expect(f'rows of {table} on the computer in Surabaya',
                          day.office_rows('SBY', f'SELECT count(*) AS n FROM {table}')[0]['n'], 0)


def edit_package(day, pusat):
    _, report = day.words, day.report
    pusat.go(_('Packages'))
    pusat.select(PACKAGE)
    pusat.click(_('Edit'), ('push button',))
    title = PACKAGE
    field = day.label('package.edit', 'inclusions')
    pusat.scroll_to(pusat.wait(field, ('push button',)))
    pusat.click(field, ('push button',))
    pusat.type(FACILITY)
    day.picture(pusat, 'pusat-ubah-fasilitas')
    pusat.click(_('Save'), ('push button',))
    pusat.wait_closed(title)
    pusat.sees(FACILITY)
    pusat.click(_('Prices'), ('push button',))
    for parameter, amount in (('cost', COST), ('margin', MARGIN), ('max_price', CEILING)):
        pusat.enter(day.label('package.set_prices', parameter), str(amount))
    day.picture(pusat, 'pusat-modal-dan-margin')
    pusat.click(_('Save'), ('push button',))
    pusat.wait_closed(title)
    package = day.wait_hub('the ceiling in the hub', 'SELECT id, inclusions FROM packages WHERE name = ? '
                           'AND max_price = ? AND inclusions LIKE ?', PACKAGE, CEILING, f'%{FACILITY}%')
    report.expect('facilities in the hub end with', json.loads(package['inclusions'])[-1], FACILITY)
    report.expect('cost and margin of the package in the hub',
                  day.row('SELECT cost, margin FROM package_costs WHERE package_id = ?', package['id']),
                  {'cost': COST, 'margin': MARGIN})
    pusat.sees(day.money_text(CEILING))
    day.picture(pusat, 'pusat-paket')


def add_departure(day, surabaya):
    _, report = day.words, day.report

    def label(parameter):
        return day.label('departure.add', parameter)

    leaves = day.today + datetime.timedelta(days=90)
    surabaya.go(_('Packages'))
    surabaya.select(PACKAGE, shows=FACILITY)
    surabaya.sees(day.money_text(CEILING))
    for words in (_('Cost per person'), _('Margin to distribute')):
        report.expect(f'“{words}” on the screen in Surabaya', surabaya.says(words), None)
    surabaya.go(_('Departures'))
    surabaya.click(_('New departure'), ('push button',))
    surabaya.choose(label('package_id'), PACKAGE)
    surabaya.enter(label('departure_date'), leaves.strftime('%d-%m-%Y'))
    surabaya.enter(label('return_date'), (leaves + datetime.timedelta(days=8)).strftime('%d-%m-%Y'))
    surabaya.choose(label('airline_code'), 'SV')
    surabaya.enter(label('flight_number'), 'SV 827')
    surabaya.choose(label('origin_airport'), 'SUB')
    surabaya.enter(label('route'), 'SUB-JED-MED-SUB')
    surabaya.choose(label('hotel_makkah_id'), 'Darul Aman')
    surabaya.choose(label('hotel_madinah_id'), 'Manazil Uhud')
    surabaya.enter(label('total_seats'), str(SEATS))
    surabaya.choose(label('rooms.type'), _('Quad (4)'))
    surabaya.enter(label('rooms.price'), str(TOO_DEAR))
    title = surabaya.title()
    surabaya.click(_('Add departure'), ('push button',))
    surabaya.sees(day.money_text(CEILING) + '.')
    sentence = surabaya.says(day.money_text(CEILING) + '.')
    day.picture(surabaya, 'surabaya-harga-di-atas-batas')
    report.saw(refused_with=sentence)
    report.expect('departures that day after the refusal', day.rows(
        'SELECT code FROM departures WHERE departure_date = ?', leaves.isoformat()), [])
    surabaya.enter(label('rooms.price'), str(PRICE))
    surabaya.click(_('Add departure'), ('push button',))
    surabaya.wait_closed(title)
    day.departure = day.wait_hub('the departure in the hub', 'SELECT departures.id, departures.code, departure_date, '
                                 'slug FROM departures JOIN packages ON packages.id = package_id '
                                 'WHERE departure_date = ?', leaves.isoformat())
    surabaya.sees(day.departure['code'])
    day.picture(surabaya, 'surabaya-keberangkatan')
    report.expect('the departure', day.row(
        'SELECT airline_code, flight_number, origin_airport, route, makkah.name AS makkah, madinah.name AS madinah, '
        'total_seats, type, price FROM departures JOIN room_types ON departure_id = departures.id '
        'JOIN hotels AS makkah ON makkah.id = hotel_makkah_id JOIN hotels AS madinah ON madinah.id = hotel_madinah_id '
        'WHERE departures.id = ?', day.departure['id']),
        {'airline_code': 'SV', 'flight_number': 'SV827', 'origin_airport': 'SUB', 'route': 'SUB-JED-MED-SUB',
         'makkah': 'Darul Aman Makkah', 'madinah': 'Manazil Uhud', 'total_seats': SEATS, 'type': 'quad',
         'price': PRICE})

# SPDX-License-Identifier: GPL-3.0-or-later
import re

from agency import OFFICES
from plan import COUPLE, FAMILY, GROUP, SEATS
from steps.export_and_verify import verify
from steps.register_by_phone import choose_seats, fill_people, hold_seats


def work_without_network(day):
    """The network is cut; both sides sell; nothing is sold twice"""
    _, report = day.words, day.report
    surabaya, pusat = day.offices['SBY'], day.offices['PST']
    lease_seats(day, pusat, surabaya)
    before = day.seats()
    day.networks['SBY'].cut()
    surabaya.sees(_('Offline'), seconds=30, whole=True)
    day.picture(surabaya, 'surabaya-luring')
    sell_from_lease(day, surabaya)
    phone_number = edit_pilgrim(day, surabaya)
    report.expect('seats in the hub while Surabaya sold two', day.seats()['booked'], before['booked'])
    too_late = choose_by_phone(day)
    sell_last_by_phone(day)
    refuse_one_too_many(day, too_late)
    report.saw(while_cut=day.cursors(), seats_while_cut=day.seats())
    day.networks['SBY'].mend()
    report.saw(seconds_until_in_step=round(day.in_step('SBY', 'PST', seconds=60), 1))
    surabaya.sees(_('In step'), seconds=30, whole=True)
    day.picture(surabaya, 'surabaya-tersinkron')
    after = day.seats()
    report.expect('seats sold', (after['booked'], after['total'], after['status']), (SEATS, SEATS, 'full'))
    report.expect('people in the bookings', day.row(
        "SELECT sum(pax_count) AS people, count(*) AS bookings FROM bookings WHERE departure_id = ? AND status NOT IN "
        "('cancelled', 'expired')", day.departure['id']), {'people': SEATS, 'bookings': 3})
    report.expect('the pilgrim\'s telephone in the hub', day.row('SELECT phone FROM pilgrims WHERE full_name = ?',
                                                                 FAMILY[1]['full_name'])['phone'], phone_number)
    for code in OFFICES:
        compare(day, code)
    refused = day.office_rows('SBY', "SELECT count(*) AS n FROM pending_commands")[0]['n']
    report.expect('changes that wait or were refused in Surabaya', refused, 0)
    verify(day, 'verify-after.json')


def compare(day, code):
    """Row by row, what an office holds is what the hub has of its scope."""
    said = day.ctl.call('compare', '--with', day.database(code)).strip()
    rows, differences = re.fullmatch(r'(\d+) rows compared, (\d+) differences', said).groups()
    day.report.saw(**{f'rows compared in {code}': int(rows)})
    day.report.expect(f'differences between {code} and the hub', int(differences), 0)
    day.report.expect(f'the departure in {code}', day.office_rows(
        code, 'SELECT booked_seats, total_seats, status FROM departures WHERE id = ?', day.departure['id']),
        [{'booked_seats': SEATS, 'total_seats': SEATS, 'status': 'full'}])


def lease_seats(day, pusat, surabaya):
    """Pusat allots two seats to Surabaya; its computer leases them, while there is a network."""
    _ = day.words
    day.switch_person(surabaya, 'kepala.sby@demo.example')
    pusat.go(_('Departures'))
    pusat.select(day.look_of_departure(), shows=day.departure['code'])
    pusat.click(_('Seats for an office…'), ('push button',))
    title = pusat.title()
    pusat.choose(day.label('allotment.set', 'branch_id'), 'Cabang Surabaya')
    pusat.enter(day.label('allotment.set', 'seats'), '2')
    day.picture(pusat, 'pusat-jatah-seat')
    pusat.click(_('Allot'), ('push button',))
    pusat.wait_closed(title)
    day.in_step('SBY')
    surabaya.go(_('Departures'))
    surabaya.select(day.look_of_departure(), shows=day.departure['code'])
    surabaya.click(_('Seats for this computer…'), ('push button',))
    title = surabaya.title()
    surabaya.enter(day.label('lease.grant', 'seats'), '2')
    surabaya.choose(day.label('lease.grant', 'beds.room_type_id'), _('Quad (4)'))
    surabaya.enter(day.label('lease.grant', 'beds.beds'), '2')
    day.picture(surabaya, 'surabaya-jatah-komputer')
    surabaya.click(_('Ask for them'), ('push button',))
    surabaya.wait_closed(title)
    day.in_step('SBY', 'PST')
    day.report.saw(leased=day.seats())


def sell_from_lease(day, surabaya):
    _, report = day.words, day.report
    surabaya.go(_('Departures'))
    surabaya.select(day.look_of_departure())
    surabaya.click(_('New booking'), ('push button',))
    title = surabaya.title()
    surabaya.choose(day.label('booking.create', 'rooms.room_type_id'), _('Quad (4)'))
    surabaya.enter(day.label('booking.create', 'rooms.pax'), '2')
    surabaya.enter(day.label('booking.create', 'payer_name'), GROUP)
    surabaya.enter(day.label('booking.create', 'payer_phone'), '081234500015')
    day.picture(surabaya, 'surabaya-jual-luring')
    surabaya.click(_('Book'), ('push button',))
    surabaya.wait_closed(title)
    surabaya.area = _('Bookings')
    surabaya.sees(GROUP)
    surabaya.sees(_('Certain'))
    sold = day.office_rows('SBY', "SELECT booking_code, pax_count FROM bookings JOIN payers ON payers.id = payer_id "
                           "WHERE full_name = ?", GROUP)
    report.expect('people sold without the network', [row['pax_count'] for row in sold], [2])
    day.picture(surabaya, 'surabaya-terjual-pasti')


def edit_pilgrim(day, surabaya):
    _ = day.words
    surabaya.go(_('Pilgrims'))
    surabaya.enter(_('Search in this list'), FAMILY[1]['full_name'])
    surabaya.select(FAMILY[1]['full_name'], shows=FAMILY[1]['father_name'])
    surabaya.click(_('Edit'), ('push button',))
    title = surabaya.title()
    surabaya.enter(day.label('pilgrim.edit', 'phone'), '081234500099')
    surabaya.click(_('Save'), ('push button',))
    surabaya.wait_closed(title)
    surabaya.sees('0099')
    day.picture(surabaya, 'surabaya-jamaah-luring')
    return '6281234500099'


def choose_by_phone(day):
    """Somebody else looks at the last seats, and hesitates."""
    phone = day.phones[0]
    phone.open(f'/paket/{day.departure["slug"]}')
    choose_seats(day, phone, 1)
    return phone


def refuse_one_too_many(day, phone):
    """The one who hesitated is told so, and nothing is held for them."""
    def look():
        return day.seats(), day.row('SELECT count(*) AS n FROM bookings WHERE departure_id = ?', day.departure['id'])
    before = look()
    phone.tap_text('button', 'Pesan')
    phone.sees(day.words('The last seat has just been taken.'))
    day.picture(phone, 'halaman-terlambat')
    day.report.expect('seats and bookings after one too many', look(), before)


def sell_last_by_phone(day):
    report = day.report
    phone = day.open_phone()
    phone.open(f'/paket/{day.departure["slug"]}')
    hold_seats(day, phone, 2)
    fill_people(phone, COUPLE)
    phone.tap_text('button', 'Lanjut ke pembayaran')
    phone.wait('[name="proof"]')
    phone.open(f'/paket/{day.departure["slug"]}?berangkat={day.departure["id"]}')
    phone.sees('penuh')
    day.picture(phone, 'halaman-penuh')
    report.saw(page_says=phone.text('.quota').replace('\n', ' '))
    report.expect('buttons to book on the full page', [
        button for button in phone.texts('button') if 'Pesan' in button], [])

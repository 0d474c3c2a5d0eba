# SPDX-License-Identifier: GPL-3.0-or-later
"""The seven steps of the day. Each uses what people use (the window, the pages, the command line) and
then reads in the databases whether it is so."""
import datetime
import json
import os
import time

from agency import SEED
from phone import draw_proof
from report import StepFailed
from workbook import read_first_row, count_rows

PACKAGE = 'Umroh Family Holiday Plus Taif 9 Hari'
FACILITY = 'Kereta cepat Haramain'
COST, MARGIN, CEILING = 29_400_000, 5_000_000, 43_000_000
TOO_DEAR, PRICE = 44_500_000, 34_900_000
SEATS = 6
RESELLER = 'RESELLER-SBY'
# Of a margin of 5,000,000, per traveller: what PRD 2.3 says.
SHARES = {'reseller': 500_000, 'agen': 750_000, 'mitra': 500_000, 'cabang': 250_000, 'pusat': 3_000_000}
HEADERS = 32

# Invented people: no regency has the code 91 to 99.
FAMILY = [
    {'full_name': 'Budi Santosa', 'gender': 'male', 'nik': '3591011705850011', 'place_of_birth': 'Surabaya',
     'date_of_birth': '1985-05-17', 'phone': '081234500011', 'address': 'Jl. Contoh Melati No. 4, Surabaya',
     'father_name': 'Harjo Santosa', 'marital_status': 'married'},
    {'full_name': 'Siti Rahmawati', 'gender': 'female', 'nik': '3591015209880012', 'place_of_birth': 'Gresik',
     'date_of_birth': '1988-09-12', 'phone': '081234500012', 'address': 'Jl. Contoh Melati No. 4, Surabaya',
     'father_name': 'Abdul Rahman', 'marital_status': 'married'},
]
COUPLE = [
    {'full_name': 'Agus Firmansyah', 'gender': 'male', 'nik': '3591020301900013', 'place_of_birth': 'Malang',
     'date_of_birth': '1990-01-03', 'phone': '081234500013', 'address': 'Jl. Contoh Kenanga No. 9, Malang',
     'father_name': 'Slamet Firmansyah', 'marital_status': 'married'},
    {'full_name': 'Dewi Anggraini', 'gender': 'female', 'nik': '3591026006920014', 'place_of_birth': 'Malang',
     'date_of_birth': '1992-06-20', 'phone': '081234500014', 'address': 'Jl. Contoh Kenanga No. 9, Malang',
     'father_name': 'Joko Widagdo', 'marital_status': 'married'},
]


# ---- 1 ----------------------------------------------------------------------------------------------

def create_agency(day):
    """An agency is created"""
    report = day.report
    said = day.ctl.call('demo', '--scale', 'small', '--seed', str(SEED), '--today', day.today.isoformat())
    report.say(said.split('\n')[0])
    users = day.ctl.list('users')
    count = {tier: sum(user['tier'] == tier for user in users)
             for tier in ('pusat', 'cabang', 'mitra', 'agen', 'reseller', 'staff')}
    report.saw(network=count)
    report.expect('branches', sorted(user['site'] for user in users if user['tier'] == 'cabang'),
                  ['JKT', 'SBY', 'UPG'])
    report.expect('a mitra, an agen and a reseller below each', [count[tier] for tier in ('mitra', 'agen', 'reseller')],
                  [3, 3, 3])
    report.expect('bank accounts', len(day.rows('SELECT id FROM bank_accounts')), 2)
    packages = day.ctl.list('packages')
    report.saw(packages=[package['name'] for package in packages])
    for name in (PACKAGE, 'Special Turki 14 Hari', "Akhir Ramadhan I'tikaf"):
        if name not in [package['name'] for package in packages]:
            raise StepFailed(f'{name} is not among the packages')
    report.saw(departures=len(day.ctl.list('departures')),
               room_prices=day.rows("SELECT type AS room, min(price) AS least, max(price) AS most FROM room_types "
                                    "WHERE type IN ('quad', 'triple', 'double') GROUP BY type ORDER BY least"))
    report.expect('commission rules', len(day.rows('SELECT id FROM commission_rules')), 10)
    report.saw(receiver=day.start_receiver().rsplit(':', 1)[0] + ':…')


# ---- 2 ----------------------------------------------------------------------------------------------

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
    day.report.saw(departure=day.departure['code'], seats=day.seats(), cursors=day.cursors())
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


# ---- 3 ----------------------------------------------------------------------------------------------

def register_by_phone(day):
    """A pilgrim registers two people through a reseller's link"""
    _, report = day.words, day.report
    surabaya = day.offices['SBY']
    day.switch_person(surabaya, 'kasir.sby@demo.example')
    surabaya.go(_('Bookings'))
    phone = day.open_phone()
    before = day.seats()
    phone.open(f'/paket/{day.departure["slug"]}?ref={RESELLER}')
    check_cookie(day, phone)
    report.expect('the page fits a screen of 375 points', phone.fits(), True)
    day.picture(phone, 'halaman-paket')
    hold_seats(day, phone, 2)
    day.booking = day.wait_hub('the booking in the hub', 'SELECT bookings.id, booking_code, seller_id, full_name AS '
                               "seller FROM bookings JOIN users ON users.id = seller_id WHERE departure_id = ? AND "
                               "bookings.status = 'seat_locked'", day.departure['id'])
    report.expect('the seller', day.booking['seller'], 'Reseller Rungkut')
    hold = day.row('SELECT seats_locked, (expires_at - locked_at) / 60000000 AS minutes, status FROM seat_locks '
                   'WHERE booking_id = ?', day.booking['id'])
    after = day.seats()
    report.saw(hold=hold, seats_before=before, seats_after=after)
    report.expect('seats taken', after['booked'] - before['booked'], 2)
    report.expect('minutes of the hold', hold['minutes'], 30)
    report.saw(countdown=phone.text('.clock').replace('\n', ' '))
    day.picture(phone, 'hitung-mundur')
    fill_people(phone, FAMILY)
    day.picture(phone, 'data-jamaah')
    phone.tap_text('button', 'Lanjut ke pembayaran')
    surabaya.sees(FAMILY[0]['full_name'], seconds=10)
    # Since the hub wrote it; how long the window was searched for the name is part of it.
    written = day.row('SELECT updated_at FROM bookings WHERE id = ?', day.booking['id'])['updated_at']
    day.appeared = round(time.time() - written / 1e6, 2)
    day.picture(surabaya, 'surabaya-booking-muncul')
    send_proof(day, phone, 'bukti-dp', 10_000_000, FAMILY[0]['full_name'])
    row = day.row('SELECT bookings.status, expires_at FROM bookings JOIN seat_locks ON booking_id = bookings.id '
                  'WHERE bookings.id = ?', day.booking['id'])
    report.expect('the booking after the upload', row['status'], 'awaiting_verification')
    report.saw(booking=day.booking['booking_code'], cursors=day.cursors(),
               travellers=len(day.rows('SELECT id FROM booking_travellers WHERE booking_id = ? AND '
                                       'pilgrim_id IS NOT NULL', day.booking['id'])))


def check_cookie(day, phone):
    cookie = phone.driver.get_cookie('miqat_ref')
    if cookie is None:
        raise StepFailed('the reseller\'s link left no cookie')
    left = datetime.datetime.fromtimestamp(cookie['expiry']) - datetime.datetime.now()
    day.report.expect('days of the reseller\'s cookie', round(left.total_seconds() / 86400, 1), 7.0)
    day.report.expect('the cookie is hidden from scripts', cookie['httpOnly'], True)


def hold_seats(day, phone, people):
    """Chooses the date, a quad and how many; “Pesan” holds the seats."""
    phone.tap(f'nav.dates a[href*="{day.departure["id"]}"]')
    room = day.row("SELECT id FROM room_types WHERE departure_id = ? AND type = 'quad'", day.departure['id'])
    phone.type('room_type_id', room['id'])
    phone.type('pax', str(people))
    day.picture(phone, 'pilih-kamar')
    phone.tap_text('button', 'Pesan')


def fill_people(phone, people):
    phone.wait('[name="payer_name"]')
    phone.type('payer_name', people[0]['full_name'])
    phone.type('payer_phone', people[0]['phone'])
    for index, person in enumerate(people):
        for name, value in person.items():
            phone.type(f't{index}_{name}', value)
        phone.type(f't{index}_has_passport', 'belum')


def send_proof(day, phone, name, amount, sender):
    phone.wait('[name="proof"]')
    day.picture(phone, 'transfer-manual')
    path = draw_proof(os.path.join(day.folder, f'{name}.png'),
                      ['Transfer berhasil', '', 'Ke  PT Demo Miqat Wisata', '7770001234', f'Dari  {sender}',
                       f'Jumlah  Rp {amount:,}'.replace(',', '.'), f'Ref  {name}'])
    phone.type('sender_name', sender)
    phone.type('proof', path)
    day.picture(phone, 'kirim-bukti')
    phone.tap_text('button', 'Kirim bukti transfer')
    phone.sees('sudah kami terima')
    day.picture(phone, 'bukti-terkirim')


# ---- 4 ----------------------------------------------------------------------------------------------

def decide_proofs(day):
    """Surabaya sees the booking and decides three proofs"""
    _, report = day.words, day.report
    surabaya = day.offices['SBY']
    report.saw(seconds_until_the_booking_appeared=day.appeared)
    before = day.seats()
    surabaya.go(_('Payments'))
    surabaya.select(FAMILY[0]['full_name'], shows=day.booking['booking_code'])
    surabaya.wait(_('Transfer proof'))
    day.picture(surabaya, 'surabaya-bukti-transfer')
    surabaya.keys('a')
    day.wait_hub('the money in the hub', 'SELECT id FROM payment_transactions WHERE booking_id = ?', day.booking['id'])
    day.in_step('SBY')
    lock = day.row('SELECT status, expires_at FROM seat_locks WHERE booking_id = ?', day.booking['id'])
    report.expect('the seats', (lock['status'], lock['expires_at']), ('confirmed', None))
    report.expect('the booking', booking_status(day), 'dp_paid')
    money = day.money(day.booking['id'])
    report.saw(seats_before=before, seats_after=day.seats(), hold=lock, **money)
    report.expect('receipts', len(money['receipts']), 1)
    expect_shares(day, 'pending')
    message = day.row("SELECT template, recipient, status FROM outbox WHERE booking_id = ? AND status = 'queued' "
                      'ORDER BY queued_at DESC', day.booking['id'])
    if message is None:
        raise StepFailed('no message to the payer is queued')
    report.saw(message=message)
    reject_proofs(day, surabaya)
    report.saw(cursors=day.cursors())


def booking_status(day):
    return day.row('SELECT status FROM bookings WHERE id = ?', day.booking['id'])['status']


def expect_shares(day, status):
    """Who earns how much, to the rupiah."""
    rows = day.rows('SELECT traveller_id, user_role, amount FROM commission_ledger WHERE booking_id = ? AND '
                    "status = ? AND entry = 'share'", day.booking['id'], status)
    by_traveller = {}
    for row in rows:
        by_traveller.setdefault(row['traveller_id'], {})[row['user_role']] = row['amount']
    day.report.expect(f'commission, {status}, of each of two travellers', list(by_traveller.values()), [SHARES, SHARES])


def reject_proofs(day, surabaya):
    """Two proofs that waited since the morning: one keeps its seats, one gives them back."""
    _, report = day.words, day.report
    waiting = day.rows("SELECT payment_proofs.id, booking_id, payers.full_name AS payer, departure_id, pax_count "
                       "FROM payment_proofs JOIN bookings ON bookings.id = booking_id "
                       "JOIN payers ON payers.id = payer_id JOIN users ON users.id = payment_proofs.branch_id "
                       "WHERE payment_proofs.status = 'waiting' AND site_code = 'SBY' ORDER BY submitted_at")
    if len(waiting) < 2:
        raise StepFailed('the demo left fewer than two proofs waiting in Surabaya')
    endings = (('t', 'Nominal tidak sesuai, mohon kirim ulang.', 'menahan seat', 0, 'seat_locked'),
               ('Delete', 'Transfer tidak ditemukan di rekening.', 'mengembalikan seat', 1, 'cancelled'))
    for proof, (key, reason, what, returned, status) in zip(waiting, endings):
        before = day.seats(proof['departure_id'])
        surabaya.select(proof['payer'])
        surabaya.keys(key)
        surabaya.enter(_('Reason'), reason)
        day.picture(surabaya, f'tolak-{what.replace(" ", "-")}')
        surabaya.keys('Return')
        day.wait_hub('the rejection in the hub', "SELECT id FROM payment_proofs WHERE id = ? AND status = 'rejected' "
                     'AND reject_reason = ?', proof['id'], reason)
        after = day.seats(proof['departure_id'])
        report.saw(**{f'rejected ({what})': {'payer': proof['payer'], 'seats before': before['booked'],
                                             'seats after': after['booked']}})
        report.expect(f'seats given back ({what})', before['booked'] - after['booked'], returned * proof['pax_count'])
        report.expect(f'the booking ({what})', day.row('SELECT status FROM bookings WHERE id = ?',
                                                       proof['booking_id'])['status'], status)


# ---- 5 ----------------------------------------------------------------------------------------------

def pay_in_full(day):
    """The rest is paid; commission is confirmed"""
    _, report = day.words, day.report
    surabaya = day.offices['SBY']
    rest = day.row('SELECT total_price - amount_paid AS rest FROM bookings WHERE id = ?', day.booking['id'])['rest']
    surabaya.go(_('Bookings'))
    surabaya.select(FAMILY[0]['full_name'], shows=day.booking['booking_code'])
    surabaya.click(_('Receive money'), ('push button',))
    title = surabaya.title()
    surabaya.enter(day.label('payment.record', 'amount'), str(rest))
    day.picture(surabaya, 'surabaya-terima-pelunasan')
    surabaya.click(_('Issue receipt'), ('push button',))
    surabaya.wait_closed(title)
    day.wait_hub('full payment in the hub', "SELECT id FROM bookings WHERE id = ? AND status = 'paid_full'",
                 day.booking['id'])
    day.in_step('SBY')
    money = day.money(day.booking['id'])
    report.saw(rest=rest, **money)
    report.expect('receipts', len(money['receipts']), 2)
    report.expect('all invoices are paid', sorted({invoice['status'] for invoice in money['invoices']}), ['paid'])
    expect_shares(day, 'confirmed')
    report.saw(seats=day.seats(), cursors=day.cursors())
    surabaya.sees(money['receipts'][-1]['receipt_code'])
    day.picture(surabaya, 'surabaya-lunas')
    day.phones[0].open(day.phones[0].path())
    day.picture(day.phones[0], 'halaman-lunas')


# ---- 6 ----------------------------------------------------------------------------------------------

def export_and_verify(day):
    """The workbook for SISKOPATUH, and every invariant"""
    report = day.report
    path = os.path.join(day.folder, f'siskopatuh-{day.departure["code"]}.xlsx')
    day.ctl.call('export', 'siskopatuh', '--departure', day.departure['code'], '--output', path)
    headers = read_first_row(path)
    report.expect('columns', len(headers), HEADERS)
    report.expect('travellers in the workbook', count_rows(path) - 1, 2)
    report.saw(file=os.path.basename(path), first_headers=headers[:6])
    verify(day, 'verify.json')


def verify(day, name):
    text = day.ctl.call('verify', '--format', 'json')
    with open(os.path.join(day.folder, name), 'w', encoding='utf-8') as out:
        out.write(text)
    found = json.loads(text)
    rows = found['invariants']
    day.report.expect(f'faults in {len(rows)} invariants ({name})', sum(len(row['faults']) for row in rows), 0)
    day.report.saw(rows_checked=sum(row['checked'] for row in rows))


# ---- 7 ----------------------------------------------------------------------------------------------

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
    sell_last_by_phone(day)
    report.saw(while_cut=day.cursors(), seats_while_cut=day.seats())
    day.networks['SBY'].mend()
    report.saw(seconds_until_in_step=round(day.in_step('SBY', 'PST', seconds=60), 1))
    surabaya.sees(_('In step'), seconds=30, whole=True)
    day.picture(surabaya, 'surabaya-tersinkron')
    after = day.seats()
    report.saw(seats_before=before, seats_after=after, cursors=day.cursors())
    report.expect('seats sold', (after['booked'], after['total']), (SEATS, SEATS))
    report.expect('the departure', after['status'], 'full')
    report.expect('the pilgrim\'s telephone in the hub', day.row('SELECT phone FROM pilgrims WHERE full_name = ?',
                                                                 FAMILY[1]['full_name'])['phone'], phone_number)
    for code in ('SBY', 'PST'):
        said = day.ctl.call('compare', '--with', day.database(code)).strip()
        report.saw(**{f'{code} beside the hub': said})
    refused = day.office_rows('SBY', "SELECT count(*) AS n FROM pending_commands")[0]['n']
    report.expect('changes that wait or were refused in Surabaya', refused, 0)
    verify(day, 'verify-after.json')


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
    surabaya.enter(day.label('booking.create', 'payer_name'), 'Rombongan Pak Karso')
    surabaya.enter(day.label('booking.create', 'payer_phone'), '081234500015')
    day.picture(surabaya, 'surabaya-jual-luring')
    surabaya.click(_('Book'), ('push button',))
    surabaya.wait_closed(title)
    surabaya.area = _('Bookings')
    surabaya.sees('Rombongan Pak Karso')
    surabaya.sees(_('Certain'))
    sold = day.office_rows('SBY', "SELECT booking_code, pax_count FROM bookings JOIN payers ON payers.id = payer_id "
                           "WHERE full_name = 'Rombongan Pak Karso'")
    report.saw(sold_without_network=sold)
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


STEPS = [create_agency, offer_departure, register_by_phone, decide_proofs, pay_in_full, export_and_verify,
         work_without_network]

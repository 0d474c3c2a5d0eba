# SPDX-License-Identifier: GPL-3.0-or-later
import datetime
import os
import time

from phone import draw_proof
from plan import DP, FAMILY, RESELLER
from report import StepFailed


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
    report.expect('seats taken', day.seats()['booked'] - before['booked'], 2)
    report.expect('the hold', hold, {'seats_locked': 2, 'minutes': 30, 'status': 'active'})
    report.saw(countdown=phone.text('.clock').replace('\n', ' '))
    day.picture(phone, 'hitung-mundur')
    fill_people(phone, FAMILY)
    day.picture(phone, 'data-jamaah')
    phone.tap_text('button', 'Lanjut ke pembayaran')
    surabaya.sees(FAMILY[0]['full_name'])
    check_live(day)
    day.picture(surabaya, 'surabaya-booking-muncul')
    send_proof(day, phone, 'bukti-dp', 2 * DP, FAMILY[0]['full_name'])
    row = day.row('SELECT bookings.status, expires_at FROM bookings JOIN seat_locks ON booking_id = bookings.id '
                  'WHERE bookings.id = ?', day.booking['id'])
    report.expect('the booking after the upload', row['status'], 'awaiting_verification')
    report.saw(booking=day.booking['booking_code'])
    report.expect('travellers', [row['full_name'] for row in day.rows(
        'SELECT full_name FROM booking_travellers JOIN pilgrims ON pilgrims.id = pilgrim_id WHERE booking_id = ? '
        'ORDER BY position', day.booking['id'])], [person['full_name'] for person in FAMILY])


def check_live(day):
    """The office heard of the booking because it was waiting for news, not because it asked again."""
    now = time.time()
    written = day.row('SELECT updated_at FROM bookings WHERE id = ?', day.booking['id'])['updated_at'] / 1e6
    heard = day.networks['SBY'].first_news(written)
    day.report.expect('the booking came over the live connection', heard is not None and heard <= now, True)
    # How long the window was searched for the name is part of the second figure.
    day.report.saw(seconds_until_the_news_came=round(heard - written, 2),
                   seconds_until_the_booking_appeared=round(now - written, 2))


def check_cookie(day, phone):
    cookie = phone.driver.get_cookie('miqat_ref')
    if cookie is None:
        raise StepFailed('the reseller\'s link left no cookie')
    left = datetime.datetime.fromtimestamp(cookie['expiry']) - datetime.datetime.now()
    day.report.expect('days of the reseller\'s cookie', round(left.total_seconds() / 86400, 1), 7.0)
    day.report.expect('the cookie is hidden from scripts', cookie['httpOnly'], True)


def choose_seats(day, phone, people):
    """The date, a quad and how many."""
    phone.tap(f'nav.dates a[href*="{day.departure["id"]}"]')
    room = day.row("SELECT id FROM room_types WHERE departure_id = ? AND type = 'quad'", day.departure['id'])
    phone.type('room_type_id', room['id'])
    phone.type('pax', str(people))
    day.picture(phone, 'pilih-kamar')


def hold_seats(day, phone, people):
    choose_seats(day, phone, people)
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

# SPDX-License-Identifier: GPL-3.0-or-later
from plan import DP, FAMILY, PRICE, SHARES
from report import StepFailed


def decide_proofs(day):
    """Surabaya sees the booking and decides three proofs"""
    _, report = day.words, day.report
    surabaya = day.offices['SBY']
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
    facts = day.facts()
    report.expect('invoices', [(row['type'], row['paid'], row['amount'], row['status']) for row in facts['invoices']],
                  [('dp', 2 * DP, 2 * DP, 'paid'), ('final', 0, 2 * (PRICE - DP), 'unpaid')])
    report.expect('receipts', [(row['code'], row['amount']) for row in facts['receipts']],
                  [(f'KW-{day.series("SBY")}-000001', 2 * DP)])
    expect_shares(day, 'pending')
    report.expect('the newest message', day.row(
        'SELECT template, recipient, status FROM outbox WHERE booking_id = ? ORDER BY queued_at DESC',
        day.booking['id']), {'template': 'payment_received', 'recipient': '62' + FAMILY[0]['phone'][1:],
                             'status': 'queued'})
    reject_proofs(day, surabaya)


def booking_status(day):
    return day.row('SELECT status FROM bookings WHERE id = ?', day.booking['id'])['status']


def expect_shares(day, status):
    """Who earns how much of each traveller, to the rupiah; and nobody anything else."""
    ledger = day.facts()['ledger']
    day.report.expect('the ledger has only shares, all of them', {(row['entry'], row['status']) for row in ledger},
                      {('share', status)})
    for number in (1, 2):
        day.report.expect(f'commission of traveller {number}, {status}', {
            row['name']: row['amount'] for row in ledger if row['traveller'] == number}, SHARES)
    day.report.expect('rows of the ledger', len(ledger), 2 * len(SHARES))


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

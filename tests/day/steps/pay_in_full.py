# SPDX-License-Identifier: GPL-3.0-or-later
from plan import DP, FAMILY, PRICE, SHARES
from steps.decide_proofs import expect_shares

CASH, BANK, DEPOSITS, COMMISSION_PAYABLE, COMMISSION_EXPENSE = '1100', '1200', '2100', '2200', '5100'


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
    facts = day.facts()
    report.expect('receipts', [row['amount'] for row in facts['receipts']], [2 * DP, 2 * (PRICE - DP)])
    report.expect('invoices', [(row['type'], row['paid'], row['status']) for row in facts['invoices']],
                  [('dp', 2 * DP, 'paid'), ('final', 2 * (PRICE - DP), 'paid')])
    expect_shares(day, 'confirmed')
    check_journal(day)
    surabaya.sees(facts['receipts'][-1]['code'])
    day.picture(surabaya, 'surabaya-lunas')
    day.phones[0].open(day.phones[0].path())
    day.picture(day.phones[0], 'halaman-lunas')


def check_journal(day):
    """Every entry balances, and the accounts hold what was paid and what is owed."""
    entries = day.rows('SELECT entry_id, sum(amount) AS balance, count(*) AS lines FROM journal_entries '
                       'JOIN journal_lines ON entry_id = id WHERE booking_id = ? GROUP BY entry_id', day.booking['id'])
    day.report.expect('journal entries that do not balance', [row for row in entries if row['balance'] != 0], [])
    accounts = day.rows('SELECT account, sum(amount) AS amount FROM journal_entries JOIN journal_lines '
                        'ON entry_id = id WHERE booking_id = ? GROUP BY account ORDER BY account', day.booking['id'])
    passed_on = 2 * (sum(SHARES.values()) - SHARES['Demo Miqat Wisata'])
    day.report.expect('the journal', {row['account']: row['amount'] for row in accounts},
                      {CASH: 2 * (PRICE - DP), BANK: 2 * DP, DEPOSITS: -2 * PRICE,
                       COMMISSION_PAYABLE: -passed_on, COMMISSION_EXPENSE: passed_on})

# SPDX-License-Identifier: GPL-3.0-or-later
from plan import BANK_ACCOUNTS, DUTIES, GRANTS, PACKAGES, RESELLER, SEED, SHARES


def create_agency(day):
    """An agency is created"""
    report = day.report
    said = day.ctl.call('demo', '--scale', 'small', '--seed', str(SEED), '--today', day.today.isoformat())
    report.say(said.split('\n')[0])
    check_network(day)
    check_packages(day)
    report.saw(receiver=day.start_receiver().rsplit(':', 1)[0] + ':…')


def check_network(day):
    report = day.report
    users = day.ctl.list('users')
    report.expect('branches', sorted(user['site'] for user in users if user['tier'] == 'cabang'),
                  ['JKT', 'SBY', 'UPG'])
    report.expect('mitra, agen and reseller', [sum(user['tier'] == tier for user in users)
                                               for tier in ('mitra', 'agen', 'reseller')], [3, 3, 3])
    report.expect('from the reseller up', [row['full_name'] for row in day.rows(
        'SELECT above.full_name FROM users JOIN hierarchy_paths ON descendant_id = users.id '
        'JOIN users AS above ON above.id = ancestor_id WHERE users.affiliate_code = ? ORDER BY path_length',
        RESELLER)], list(SHARES))
    report.expect('duties of the staff', {user['email']: user['duties'] for user in users if user['tier'] == 'staff'},
                  DUTIES)
    report.expect('bank accounts', [account['number'] for account in day.ctl.list('bank_accounts')], BANK_ACCOUNTS)
    rules = day.rows("SELECT role, value, count(*) AS n FROM commission_rules JOIN users ON users.id = granter_id "
                     "WHERE kind = 'flat' AND package_id IS NULL GROUP BY role, value")
    report.expect('what each tier passes on', {rule['role']: rule['value'] for rule in rules}, GRANTS)
    report.expect('commission rules', sum(rule['n'] for rule in rules), 10)


def check_packages(day):
    packages = day.ctl.list('packages')
    departures = day.rows(
        "SELECT name, max(price) FILTER (WHERE type = 'quad') AS quad, max(price) FILTER (WHERE type = 'triple') AS "
        "triple, max(price) FILTER (WHERE type = 'double') AS double FROM departures JOIN packages ON packages.id = "
        "package_id JOIN room_types ON departure_id = departures.id GROUP BY departures.id ORDER BY departure_date")
    day.report.saw(packages=[package['name'] for package in packages], departures=len(departures))
    for name, (days, prices) in PACKAGES.items():
        day.report.expect(f'days of {name}', [package['days'] for package in packages if package['name'] == name],
                          [days])
        day.report.expect(f'quad, triple and double of {name}', [
            (row['quad'], row['triple'], row['double']) for row in departures if row['name'] == name], prices)

# SPDX-License-Identifier: GPL-3.0-or-later
"""What people and programs give us that is wrong, and what they are told. One row each:

    where   rest, page or ctl: where it is given (the office's rows are in office.json)
    what    in words
    send    a function of the world that gives it, and returns (status, problems, text)
    code    the problem's code; None: it is answered as if it had been given once
    field   the field it is about; None: no single field
    sentence  how the sentence begins in English, as miqat-problem.def has it

tests/bad-input/run.py plays every row against real programs and afterwards lets `miqatctl verify` look
for anything half-written.
"""
from collections import namedtuple

Row = namedtuple('Row', 'where what send code field sentence')

PERSON = {'full_name': 'Siti Aminah', 'gender': 'female', 'phone': '0812 3456 7890'}
NIK_15 = '327391150745000'
NIK_NO_SUCH_DAY = '3273913002450001'
DEEP = '[' * 10000 + ']' * 10000


def pilgrim(**fields):
    return lambda world: world.ctl_run('pilgrim.create', {**PERSON, **fields}, as_who='sales.sby@demo.example')


def prices(**fields):
    return lambda world: world.ctl_run(
        'package.set_prices', {'package_id': world.package_id, 'cost': 1, 'margin': 1, **fields},
        as_who='direktur@demo.example')


def departure(**fields):
    return lambda world: world.rest('POST', '/api/v1/departures', {**world.new_departure(), **fields},
                                    who='kepala.sby@demo.example')


def hold(pax, **fields):
    return lambda world: world.rest('POST', '/api/v1/bookings', {**world.new_hold(pax), **fields})


def register(**fields):
    def send(world):
        booking = world.hold_seats(1)
        return world.rest('POST', f'/api/v1/bookings/{booking["booking_id"]}/register',
                          {**world.new_registration(1), **fields}, token=booking['token'])
    return send


def traveller(**fields):
    return register(travellers=[{**PERSON, **fields}])


def proof(contents):
    return lambda world: world.upload(contents(world))


ROWS = [
    # people
    Row('ctl', 'a sixteenth digit missing', pilgrim(nik=NIK_15), 'nik_length', 'nik', 'The NIK has 16 digits'),
    Row('rest', 'a sixteenth digit missing', traveller(nik=NIK_15), 'nik_length', 'travellers.0.nik',
        'The NIK has 16 digits'),
    Row('page', 'a sixteenth digit missing', lambda world: world.page_register(nik=NIK_15), 'nik_length', None,
        'The NIK has 16 digits'),
    Row('ctl', 'a NIK with 30 February in it', pilgrim(nik=NIK_NO_SUCH_DAY), 'nik_date', 'nik',
        'The birth date inside this NIK'),
    Row('rest', 'a NIK with 30 February in it', traveller(nik=NIK_NO_SUCH_DAY), 'nik_date', 'travellers.0.nik',
        'The birth date inside this NIK'),
    Row('rest', '31 February', traveller(date_of_birth='1970-02-31'), 'not_a_day', 'travellers.0.date_of_birth',
        'This day does not exist'),
    Row('ctl', '31 February', pilgrim(date_of_birth='31/02/1970'), 'not_a_day', 'date_of_birth',
        'This day does not exist'),
    Row('rest', 'a phone from abroad', register(payer_phone='65 9123 4567'), 'phone_abroad', 'payer_phone',
        'This number is from abroad'),
    Row('rest', 'emoji in a name', traveller(full_name='Siti 😀 Aminah'), 'not_a_name', 'travellers.0.full_name',
        'A name has letters only'),
    Row('rest', 'an Arabic name', traveller(full_name='فاطمة الزهراء'), 'name_not_latin', 'travellers.0.full_name',
        'Please write the name in Latin letters'),
    Row('rest', 'a name of one word', traveller(full_name='Suharti'), 'name_one_word', 'travellers.0.father_name',
        "A name of one word needs the father's name"),
    Row('page', 'a name of one word', lambda world: world.page_register(full_name='Suharti'), 'name_one_word', None,
        "A name of one word needs the father's name"),
    Row('ctl', 'a name of one word', pilgrim(full_name='Suharti'), 'name_one_word', 'father_name',
        "A name of one word needs the father's name"),
    Row('page', 'emoji in a name', lambda world: world.page_register(full_name='Siti 😀'), 'not_a_name', None,
        'A name has letters only'),
    Row('page', 'an Arabic name', lambda world: world.page_register(full_name='فاطمة الزهراء'), 'name_not_latin', None,
        'Please write the name in Latin letters'),
    Row('page', 'a NIK with 30 February in it', lambda world: world.page_register(nik=NIK_NO_SUCH_DAY), 'nik_date',
        None, 'The birth date inside this NIK'),
    Row('ctl', 'an Arabic name', pilgrim(full_name='فاطمة الزهراء'), 'name_not_latin', 'full_name',
        'Please write the name in Latin letters'),
    Row('ctl', 'emoji in a name', pilgrim(full_name='Siti 😀 Aminah'), 'not_a_name', 'full_name',
        'A name has letters only'),
    Row('ctl', 'a phone from abroad', pilgrim(phone='65 9123 4567'), 'phone_abroad', 'phone',
        'This number is from abroad'),
    # money
    Row('ctl', 'a negative rupiah', prices(cost=-1), 'money_negative', 'cost', 'The amount cannot be less'),
    Row('ctl', 'a fraction of a rupiah', prices(cost=1.5), 'money_fraction', 'cost', 'Amounts are in whole rupiah'),
    Row('ctl', 'a price above 2^53', prices(cost=2 ** 53 + 1), 'money_too_large', None, 'This amount is too large'),
    Row('rest', 'a fraction of a rupiah', departure(rooms=[{'type': 'quad', 'price': 1.5}]), 'money_fraction',
        'rooms.0.price', 'Amounts are in whole rupiah'),
    Row('rest', 'a price above 2^53', departure(rooms=[{'type': 'quad', 'price': 2 ** 53 + 1}]), 'money_too_large',
        None, 'This amount is too large'),
    Row('rest', 'a negative rupiah', departure(rooms=[{'type': 'quad', 'price': -5}]), 'money_negative',
        'rooms.0.price', 'The amount cannot be less'),
    Row('rest', 'a price above the ceiling', departure(rooms=[{'type': 'quad', 'price': 999_000_000}]),
        'price_above_ceiling', 'rooms.0.price', 'The price is above the highest retail price'),
    Row('rest', 'a departure on 31 February', departure(departure_date='2027-02-31'), 'not_a_day', 'departure_date',
        'This day does not exist'),
    Row('rest', 'a cabang setting a cost',
        lambda world: world.rest('POST', f'/api/v1/packages/{world.package_id}/prices', {'cost': 1, 'margin': 1},
                                 who='kepala.sby@demo.example'),
        'not_allowed', None, 'Your duty does not include this'),
    # files
    Row('rest', 'a photo of 12 MB', proof(lambda world: world.jpeg(12 * 1024 * 1024)), 'file_too_large', 'proof',
        'The file is too large'),
    Row('rest', 'a text file called .jpg', proof(lambda world: b'Ini bukan gambar.\n' * 50), 'file_kind', 'proof',
        'This is not a picture'),
    Row('rest', 'a truncated PNG', proof(lambda world: world.png()[:60]), 'file_damaged', 'proof',
        'The file is damaged'),
    Row('rest', 'an empty file', proof(lambda world: b''), 'file_missing', 'proof', 'Please choose a file'),
    # seats
    Row('rest', 'a booking for nobody', hold(0), 'too_small', 'rooms.0.pax', 'The smallest value is'),
    Row('rest', 'a booking for 99 people', hold(99), 'too_large', 'rooms.0.pax', 'The largest value is'),
    Row('page', 'a booking for nobody', lambda world: world.page_hold(0), 'too_small', None, 'The smallest value is'),
    Row('page', 'a booking for 99 people', lambda world: world.page_hold(99), 'too_large', None,
        'The largest value is'),
    Row('page', 'a form sent twice', lambda world: world.page_hold_twice(), None, None, ''),
    Row('rest', 'a hold that expired while the form was open', lambda world: world.register_too_late(),
        'hold_expired', None, 'The 30 minutes are over'),
    Row('rest', 'a command repeated with the same id and another body', lambda world: world.repeat_with_other_body(),
        'command_repeated', None, 'This was already sent with other contents'),
    Row('rest', 'the last seat taken by two at once', lambda world: world.race_for_last_seat(), 'seats_none', None,
        'The last seat has just been taken'),
    # rights
    Row('rest', "a mitra asking for another branch's booking",
        lambda world: world.rest('GET', f'/api/v1/bookings/{world.foreign_booking()}', None, who=world.mitra()),
        'not_yours', None, 'This belongs to another office'),
    Row('rest', 'a reseller creating an agen',
        lambda world: world.rest('POST', '/api/v1/users', {
            'full_name': 'Orang Baru', 'email': 'baru@contoh.example',
            'phone': '081234567890', 'city': 'Surabaya'}, who=world.reseller()),
        'tier_wrong', 'role', 'A {parent} cannot create a {child}'),
    Row('rest', 'a forged token',
        lambda world: world.rest('GET', '/api/v1/commissions', None, token_bearer='a.b.c'), 'token_forged', None,
        'The sign-in is not valid'),
    Row('rest', 'an expired token',
        lambda world: world.rest('GET', '/api/v1/commissions', None, token_bearer=world.expired_token()),
        'token_expired', None, 'The sign-in has expired'),
    Row('rest', 'a token that was changed',
        lambda world: world.rest('GET', '/api/v1/commissions', None, token_bearer=world.changed_token()),
        'token_forged', None, 'The sign-in is not valid'),
    Row('rest', 'junk without end from one address', lambda world: world.use_up_address(), 'too_many_requests', None,
        'Too many requests'),
    Row('rest', 'somebody signed in at that address', departure(), None, None, ''),
    Row('rest', 'no token at all', lambda world: world.rest('GET', '/api/v1/commissions', None), 'not_signed_in',
        None, 'Please sign in'),
    # bytes
    Row('rest', 'JSON nested 10,000 deep', lambda world: world.rest_bytes('POST', '/api/v1/bookings', DEEP.encode()),
        'json_too_deep', None, 'The request is nested too deeply'),
    Row('rest', 'an escape that is none', lambda world: world.rest('GET', '/%zz', None), 'request_broken', None,
        'The request could not be read'),
    Row('rest', 'a zero in the address', lambda world: world.rest('GET', '/%00', None), 'request_broken', None,
        'The request could not be read'),
    Row('rest', 'JSON that is none', lambda world: world.rest_bytes('POST', '/api/v1/bookings', b'{"a":'),
        'json_broken', None, 'The request is not valid JSON'),
    Row('rest', 'one name twice',
        lambda world: world.rest_bytes('POST', '/api/v1/bookings', b'{"a":1,"a":2}'), 'json_duplicate', None,
        'The request names one field twice'),
    Row('rest', 'a body that never ends', lambda world: world.endless_body(), 'body_too_large', None,
        'The request is too large'),
    # a receiver that cannot begin
    Row('ctl', 'a receiver without a database', lambda world: world.start_receiver(world.folder + '/none.db'),
        'database_missing', None, 'There is no database'),
    Row('ctl', 'a receiver on a truncated file', lambda world: world.receiver_with_file('truncated'),
        'database_damaged', None, 'The database file is damaged'),
    Row('ctl', 'a receiver on a newer database', lambda world: world.receiver_with_file('newer'), 'database_newer',
        None, 'The database was written by a newer Miqat'),
    Row('ctl', 'a receiver that cannot write', lambda world: world.receiver_with_file('read-only'),
        'database_read_only', None, 'The database file cannot be written'),
    Row('ctl', 'a receiver with the key of another database', lambda world: world.receiver_with_file('foreign-key'),
        'key_unusable', None, 'The key file is missing'),
    Row('ctl', 'a receiver at a port in use', lambda world: world.receiver_at_same_port(), 'port_in_use', None,
        'Another program already listens'),
    # database files
    Row('ctl', 'an address at which nobody works', lambda world: world.ctl_run(
        'setting.set', {'name': 'dp_per_person', 'value': '6000000'}, as_who='nobody@demo.example'), 'person_unknown',
        'as', 'Nobody with this e-mail address'),
    Row('ctl', 'a new database over one that is there', lambda world: world.ctl('init', '--database', world.database),
        'file_exists', None, '{file} already exists'),
    Row('ctl', 'a workbook over a file that is there', lambda world: world.ctl(
        'export', 'siskopatuh', '--departure', 'X', '--output', world.database, '--database', world.database),
        'file_exists', None, '{file} already exists'),
    Row('ctl', "another database's key", lambda world: world.with_file('foreign-key'), 'key_unusable', None,
        'The key file is missing'),
    Row('ctl', 'a database file that is truncated', lambda world: world.with_file('truncated'), 'database_damaged',
        None, 'The database file is damaged'),
    Row('ctl', 'a database file of random bytes', lambda world: world.with_file('noise'), 'database_damaged', None,
        'The database file is damaged'),
    Row('ctl', 'a database from a newer version', lambda world: world.with_file('newer'), 'database_newer', None,
        'The database was written by a newer Miqat'),
    Row('ctl', 'a database that cannot be written', lambda world: world.with_file('read-only'), 'database_read_only',
        None, 'The database file cannot be written'),
    Row('ctl', 'a full disk', lambda world: world.with_file('full'), 'database_full', None, 'The disk is full'),
]

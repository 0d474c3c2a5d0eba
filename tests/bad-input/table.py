# SPDX-License-Identifier: GPL-3.0-or-later
"""What people and programs give us that is wrong, and what they are told: each bad input once.

    case(what it is, the problem's code, its sentence,
         where it is given, with the field that is named there …)

Nothing of it may be left behind, and nothing that was typed may be lost. A code of None: it is answered as if
it had been given once, or rightly. How each is given stands in ways.py; who plays the table is run.py.
"""
from collections import namedtuple

import files
import pictures
import ways
from rest import OFFICE, change
from ways import (body, ctl, database, departure, desk, office, order, page, payer, prices, proof, receiver, rest,
                  room_price, shell, transferred, traveller)
from world import BRANCH_HEAD

Case = namedtuple('Case', 'what code sentence places')

ABOVE_2_53 = 2 ** 53 + 1
DEEP = '[' * 10000 + ']' * 10000


def case(what, code, sentence, *places):
    return Case(what, code, sentence, sum(places, []))


PEOPLE = [
    case('a sixteenth digit missing', 'nik_length', 'The NIK has 16 digits; {digits} were given.',
         traveller('nik', nik='327391150745000'), office('nik', 'travellers.0.nik')),
    case('a NIK whose date is impossible', 'nik_date',
         'The birth date inside this NIK does not exist; please compare it with the card.',
         traveller('nik', nik='3273913002450001'), office('nik')),
    case('31 February', 'not_a_day', 'This day does not exist. Write it as 2026-06-22.',
         traveller('date_of_birth', date_of_birth='1970-02-31'),
         departure('departure_date', departure_date='2027-02-31'), office('date_of_birth', 'departure_date')),
    case('a phone from abroad', 'phone_abroad',
         'This number is from abroad; write it with + and the country code.',
         payer('payer_phone', payer_phone='65 9123 4567'), traveller('phone', phone='65 9123 4567'),
         office('payer_phone')),
    case('a name of one word', 'name_one_word',
         "A name of one word needs the father's name as well, for passport and visa.",
         traveller('father_name', full_name='Suharti'), office('travellers.0.father_name')),
    case('emoji in a name', 'not_a_name', 'A name has letters only, no pictures or symbols.',
         traveller('full_name', full_name='Siti 😀 Aminah'), office('travellers.0.full_name')),
    case('an Arabic name', 'name_not_latin', 'Please write the name in Latin letters, as in the passport.',
         traveller('full_name', full_name='فاطمة الزهراء'), office('full_name')),
]

MONEY = [
    case('a negative rupiah', 'money_negative', 'The amount cannot be less than zero.',
         prices('cost', cost=-1), room_price(-5), transferred('-5.000.000'), office('cost', 'rooms.0.price')),
    case('a fraction of a rupiah', 'money_fraction', 'Amounts are in whole rupiah, without a fraction.',
         prices('cost', cost=1.5), room_price(1.5), transferred('5.000.000,50'), office('cost', 'amount')),
    case('a price above 2^53', 'money_too_large', 'This amount is too large to be true; please check the digits.',
         prices('max_price', max_price=ABOVE_2_53), room_price(ABOVE_2_53), transferred(str(ABOVE_2_53)),
         office('max_price')),
    case('a price above the ceiling', 'price_above_ceiling',
         'The price is above the highest retail price of {max}.',
         room_price(999_000_000), office('rooms.0.price')),
]

FILES = [
    case('a photo of 12 MB', 'file_too_large',
         'The file is too large; the limit is {max}. A photo from WhatsApp is small enough.',
         proof(pictures.PHOTO_OF_12_MB), office('content_hash')),
    case('a text file called .jpg', 'file_kind',
         'This is not a picture (JPEG or PNG) or a PDF. Please choose another file.',
         proof(pictures.TEXT_CALLED_JPG), office('content_hash')),
    case('a truncated PNG', 'file_damaged', 'The file is damaged or incomplete. Please choose it again.',
         proof(pictures.TRUNCATED_PNG), office('content_hash')),
    case('an empty file', 'file_empty', 'The file is empty. Please choose it again.', office('content_hash')),
    # What a browser sends when no file was chosen.
    case('no file', 'file_missing', 'Please choose a file.', proof(pictures.EMPTY), office('content_hash')),
]

SEATS = [
    case('a booking for nobody', 'too_small', 'The smallest value is {min}.', order(0), office('rooms.0.pax')),
    case('a booking for fewer than nobody', 'too_small', 'The smallest value is {min}.', order(-1)),
    case('a booking for 99 people', 'too_large', 'The largest value is {max}.', order(99), office('rooms.0.pax')),
    case('a number of people in words', 'not_a_number', 'This must be a whole number.', order('dua'),
         office('rooms.0.pax')),
    case('no number of people', 'required', 'Please fill in this field.', page('pax', lambda on: on.page.hold(''))),
    case('the last seat taken by two at once', 'seats_none', 'The last seat has just been taken.',
         rest('rooms', lambda on: on.rest.take_last_seat()), page(None, lambda on: on.page.take_last_seat()),
         ctl('rooms', ways.take_last_seat), office(None)),
    case('a hold that expired while the form was open', 'hold_expired',
         'The 30 minutes are over and the seats were given back. Nothing is lost: choose the room again.',
         rest(None, lambda on: on.rest.register_too_late()),
         page(None, lambda on: on.page.register_too_late(),
              says='Waktu 30 menit sudah habis. Seat dikembalikan, tetapi yang Anda ketik tidak hilang.'),
         ctl(None, ways.register_too_late), office(None)),
    case('a form sent twice', None, 'It counts once.',
         page(None, lambda on: on.page.hold_twice()), page(None, lambda on: on.page.register_twice()),
         page(None, lambda on: on.page.send_proof_twice()), rest(None, lambda on: on.rest.hold_twice(1, 1)),
         ctl(None, lambda on: ways.run_twice(on, 'Siti Aminah', 'Siti Aminah')), office(None)),
    case('a command repeated with the same id and another body', 'command_repeated',
         'This was already sent with other contents; please start again.',
         rest(None, lambda on: on.rest.hold_twice(1, 2)),
         ctl(None, lambda on: ways.run_twice(on, 'Siti Aminah', 'Ratna Dewi'))),
    case('a form closed right after the last letter', None, 'It is there again.', office(None)),
]

RIGHTS = [
    case("a mitra asking for another branch's booking", 'not_yours', 'This belongs to another office.',
         rest(None, lambda on: on.rest.give('GET', f'/bookings/{on.world.find_foreign_booking()}',
                                            who=on.world.find_user('mitra')))),
    case('a cabang setting a cost', 'not_allowed', 'Your duty does not include this.',
         rest(None, lambda on: on.rest.give('POST', f'/packages/{on.world.package_id}/prices',
                                            {'cost': 1, 'margin': 1}, who=BRANCH_HEAD)),
         desk(None, BRANCH_HEAD, 'package.set_prices',
              lambda world: {'package_id': world.package_id, 'cost': 1, 'margin': 1}),
         office(None)),
    case('a reseller creating an agen', 'tier_wrong', 'A {parent} cannot create a {child}.',
         rest('role', lambda on: on.rest.give('POST', '/users', ways.NEW_AGEN, who=on.world.find_user('reseller'))),
         ctl('role', lambda on: on.world.run(on.world.find_user('reseller'), 'user.create', ways.NEW_AGEN))),
    case('somebody who does not work here', 'person_unknown',
         'Nobody with this e-mail address works here; “miqatctl list users” names everybody.',
         desk('as', 'nobody@demo.example', 'pilgrim.create', ways.PERSON)),
    case('no token at all', 'not_signed_in', 'Please sign in.',
         rest(None, lambda on: on.rest.give('GET', '/commissions'))),
    case('a forged token', 'token_forged', 'The sign-in is not valid. Please sign in again.',
         rest(None, lambda on: on.rest.ask_with('a.b.c')),
         rest(None, lambda on: on.rest.ask_with(change(on.rest.sign_in(on.world.find_user('reseller')))))),
    case('an expired token', 'token_expired', 'The sign-in has expired. Please sign in again.',
         rest(None, lambda on: on.rest.ask_with(on.rest.make_expired_token()))),
    case('a forged link to a booking', 'link_forged',
         'This link is not valid. Please open it again from the message you received.',
         rest(None, lambda on: on.rest.register(on.rest.book(), forged=True)),
         page(None, lambda on: on.page.open_link(change(on.rest.book()['token'])))),
    case('an expired link to a booking', 'link_expired', 'This link has expired. Ask the office for a new one.',
         page(None, lambda on: on.page.open_link(on.rest.make_expired_link(on.rest.book())))),
    case('junk without end from one address', 'too_many_requests', 'Too many requests. Please wait a moment.',
         rest(None, lambda on: on.rest.use_up_address())),
    case('work by somebody who is signed in at that address', None, 'It is done.',
         rest(None, lambda on: on.rest.give('POST', '/departures', on.world.new_departure(), who=BRANCH_HEAD,
                                            X_Real_IP=OFFICE))),
]

BYTES = [
    case('JSON nested 10,000 deep', 'json_too_deep', 'The request is nested too deeply.',
         body(DEEP.encode()), ways.typed_args(DEEP)),
    case('JSON that is none', 'json_broken', 'The request is not valid JSON.',
         body(b'{"a":'), ways.typed_args('{"a":'),
         rest(None, lambda on: on.rest.give('POST', '/bookings', b'{}', Content_Type='text/plain'))),
    case('JSON that names nothing', 'not_an_object', 'This must be a group of named values.',
         body(b'[]'), shell('args', BRANCH_HEAD, 'departure.add', '[]')),
    case('one name twice', 'json_duplicate', 'The request names one field twice: {name}.',
         body(b'{"a":1,"a":2}'), ways.typed_args('{"a":1,"a":2}')),
    case('a name that nobody knows', 'unknown_field', 'This field is not known here.',
         rest('warna', lambda on: on.rest.give('POST', '/bookings', {'warna': 1})),
         desk('warna', BRANCH_HEAD, 'departure.add', {'warna': 1})),
    case('a body that never ends', 'body_too_large', 'The request is too large.',
         rest(None, lambda on: on.rest.give_without_end()), page(None, lambda on: on.page.post_without_end())),
    case('arguments that never end', 'json_too_large', 'The request is too large; the limit is {max}.',
         ctl(None, ways.args_without_end), ways.typed_args('@/dev/zero')),
    case('an address that is none', 'request_broken',
         'The request could not be read; its address or its headers are malformed.',
         rest(None, lambda on: on.rest.give('GET', '/%zz')), rest(None, lambda on: on.rest.give('GET', '/%00'))),
    case('a method that is none here', 'method_wrong', 'This address does not accept that kind of request.',
         rest(None, lambda on: on.rest.give('DELETE', '/packages'))),
]

DATABASES = [
    case('no database at all', 'database_missing', 'There is no database at this place.',
         database(files.remove)),
    case('a database file that is truncated', 'database_damaged',
         'The database file is damaged. Please restore the last backup.', database(files.truncate), office(None)),
    case('a database file of random bytes', 'database_damaged',
         'The database file is damaged. Please restore the last backup.', database(files.overwrite), office(None)),
    case('a database from a newer version', 'database_newer',
         'The database was written by a newer Miqat; please update this program.',
         database(files.make_newer), office(None)),
    case('a database that cannot be written', 'database_read_only',
         'The database file cannot be written; please check its permissions.',
         ctl(None, lambda on: on.files.give_locked(on.files.write)),
         receiver(lambda on: on.files.give_locked(on.files.serve)), office(None)),
    case('a full disk', 'database_full', 'The disk is full; nothing was saved. Free some space and try again.',
         ctl(None, lambda on: on.files.write_on_full_disk()),
         rest(None, lambda on: on.files.serve_on_full_disk(on.files.order_by_rest)),
         # A visitor cannot mend the disk, and is not told of it.
         page(None, lambda on: on.files.serve_on_full_disk(on.files.order_by_page)), office(None)),
    case("another database's key", 'key_unusable',
         'The key file is missing, damaged, open to others, or belongs to another database. '
         'Please put the key file of this database back.', database(files.change_key)),
    case('a port in use', 'port_in_use',
         'Another program already listens at this address. Please stop it, or choose another one with --listen.',
         receiver(lambda on: on.files.give(lambda path: on.files.serve(path, f'127.0.0.1:{on.world.port}'),
                                           files.leave))),
    case('a new database over one that is there', 'file_exists',
         '{file} already exists. Please choose another name, or move that file away first.',
         ctl(None, lambda on: on.world.ctl('init', '--database', on.world.hub))),
    case('a new database in a folder that is not there', 'folder_missing',
         'There is no folder {folder}. Please make it first, for the account that runs this.',
         ctl(None, lambda on: on.world.ctl('init', '--database', on.world.hub + '.none/hub.db'))),
    case('a workbook over a file that is there', 'file_exists',
         '{file} already exists. Please choose another name, or move that file away first.',
         ctl(None, lambda on: on.world.ctl('export', 'siskopatuh', '--departure', 'X', '--output', on.world.hub,
                                           '--database', on.world.hub))),
]

TABLE = PEOPLE + MONEY + FILES + SEATS + RIGHTS + BYTES + DATABASES

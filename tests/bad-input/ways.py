# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways in which the same bad input is given, for the table: each of these functions makes the places of a
case, with the field that each place must name.

A Place is where (rest, page, ctl, workstation, receiver, office), the field, and how it is given there. The
office's are rows of office.json, which the office's own test plays through its window.
"""
import json
import subprocess
from collections import namedtuple

from pictures import PNG
from rest import make_id
from world import BRANCH_HEAD, DIRECTOR, SALES, at_once, one_wins

# `give` is a function of the players; the office has its own. `says`: where a page has words of its own.
Place = namedtuple('Place', 'where field give says', defaults=(None,))
Players = namedtuple('Players', 'world rest page files')

JAKARTA = 'sales.jkt@demo.example'
NEW_AGEN = {'role': 'agen', 'full_name': 'Orang Baru', 'email': 'baru@contoh.example', 'phone': '081234567890',
            'city': 'Surabaya'}
PERSON = {'full_name': 'Siti Aminah', 'gender': 'female', 'phone': '0812 3456 7890'}


def rest(field, give):
    return [Place('rest', field, give)]


def page(field, give, says=None):
    return [Place('page', field, give, says)]


def ctl(field, give):
    return [Place('ctl', field, give)]


def receiver(give):
    return [Place('receiver', None, give)]


def office(*fields):
    return [Place('office', field, None) for field in fields]


def shell(field, who, command, args):
    """A command with miqatctl, at the hub."""
    return ctl(field, lambda on: on.world.run(who, command, args(on.world) if callable(args) else args))


def desk(field, who, command, args):
    """A command of an office with miqatctl, at the hub and at its workstation."""
    def give(on):
        return on.world.run(who, command, args(on.world) if callable(args) else args, database=on.world.workstation)
    return shell(field, who, command, args) + [Place('workstation', field, give)]


# ---- people -------------------------------------------------------------------------------------

def traveller(field, **fields):
    """Somebody who travels: in a registration by REST and on the page, and as a pilgrim of an office."""
    on_page = {f't0_{name}': value for name, value in fields.items()}
    people = [{**PERSON, **fields}]
    return (rest(f'travellers.0.{field}', lambda on: on.rest.register(on.rest.book(), travellers=people))
            + page(f't0_{field}', lambda on: on.page.register(**on_page))
            + desk(field, SALES, 'pilgrim.create', {**PERSON, **fields}))


def payer(field, **fields):
    return (rest(field, lambda on: on.rest.register(on.rest.book(), **fields))
            + page(field, lambda on: on.page.register(**fields)))


# ---- money --------------------------------------------------------------------------------------

def prices(field, **fields):
    """Pusat sets what a package costs."""
    def args(world):
        return {'package_id': world.package_id, 'cost': 1, 'margin': 1, **fields}
    return (rest(field, lambda on: on.rest.give('POST', f'/packages/{on.world.package_id}/prices',
                                                {'cost': 1, 'margin': 1, **fields}, who=DIRECTOR))
            + shell(field, DIRECTOR, 'package.set_prices', args))


def departure(field, **fields):
    """An office adds a departure."""
    return (rest(field, lambda on: on.rest.give('POST', '/departures', on.world.new_departure(**fields),
                                                who=BRANCH_HEAD))
            + desk(field, BRANCH_HEAD, 'departure.add', lambda world: world.new_departure(**fields)))


def room_price(price):
    return departure('rooms.0.price', rooms=[{'type': 'quad', 'price': price}])


def transferred(amount):
    """Somebody says how much was transferred."""
    return (rest('amount', lambda on: on.rest.send_proof(PNG, amount=amount))
            + page('amount', lambda on: on.page.send_proof(PNG, amount=amount)))


# ---- files --------------------------------------------------------------------------------------

def proof(contents):
    return (rest('proof', lambda on: on.rest.send_proof(contents))
            + page('proof', lambda on: on.page.send_proof(contents)))


def database(spoil):
    """A file that miqatctl writes to, and with which a receiver begins."""
    return (ctl(None, lambda on: on.files.give(on.files.write, spoil))
            + receiver(lambda on: on.files.give(on.files.serve, spoil)))


# ---- seats --------------------------------------------------------------------------------------

def order(pax):
    return (rest('rooms.0.pax', lambda on: on.rest.hold(pax)) + page('pax', lambda on: on.page.hold(pax))
            + desk('rooms.0.pax', SALES, 'booking.hold', lambda world: world.new_hold(pax)))


def take_last_seat(on):
    """Two shells at once."""
    wanted = json.dumps(on.world.new_hold(1, *on.world.add_departure_of_one_seat()))
    return one_wins(at_once(2, lambda: on.world.ctl('run', 'booking.hold', '--as', SALES, '--args', wanted,
                                                    '--database', on.world.hub)))


def register_too_late(on):
    booking = on.world.do(JAKARTA, 'booking.hold', on.world.new_hold(1))
    on.world.let_hold_lapse(booking['booking_id'])
    return on.world.run(JAKARTA, 'booking.register',
                        on.world.new_registration(booking_id=booking['booking_id']))


def run_twice(on, first, second):
    """Two commands with one id, at the workstation as well as at the hub."""
    answers = []
    for database_file in (on.world.workstation, on.world.hub):
        identity = make_id()
        answers = [on.world.run(SALES, 'pilgrim.create', {**PERSON, 'full_name': name}, '--id', identity,
                                database=database_file) for name in (first, second)]
        if answers[0].refused or (not answers[1].refused and answers[0].data.stdout != answers[1].data.stdout):
            raise AssertionError(f'{answers}')
    return answers[1]


# ---- bytes --------------------------------------------------------------------------------------

def body(contents):
    """Bytes that should be JSON."""
    return rest(None, lambda on: on.rest.give('POST', '/bookings', contents))


def typed_args(text):
    return shell(None, SALES, 'pilgrim.create', text)


def args_without_end(on):
    with subprocess.Popen(['yes', '{"full_name": ['], stdout=subprocess.PIPE) as endless:
        answer = on.world.ctl('run', 'pilgrim.create', '--as', SALES, '--args', '-', '--database', on.world.hub,
                              stdin=endless.stdout)
        endless.terminate()
    return answer

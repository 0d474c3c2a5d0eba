# SPDX-License-Identifier: GPL-3.0-or-later
"""The seven steps of the day. Each uses what people use (the window, the pages, the command line) and
then reads in the databases whether it is so."""
from steps.create_agency import create_agency
from steps.decide_proofs import decide_proofs
from steps.export_and_verify import export_and_verify
from steps.offer_departure import offer_departure
from steps.pay_in_full import pay_in_full
from steps.register_by_phone import register_by_phone
from steps.work_without_network import work_without_network

STEPS = [create_agency, offer_departure, register_by_phone, decide_proofs, pay_in_full, export_and_verify,
         work_without_network]

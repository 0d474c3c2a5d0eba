#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules as tests: one TAP line per rule, and file:line of whatever breaks it.

Usage: run [--root FOLDER] [--list] [RULE…]
"""
import argparse
import os
import sys

import rules_code  # noqa: F401  (each module registers its rules)
import rules_house  # noqa: F401
import rules_layers  # noqa: F401
import rules_sql  # noqa: F401
import rules_words  # noqa: F401
from tree import RULES, Tree

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--root', default=os.path.join(HERE, '..', '..'))
    parser.add_argument('--list', action='store_true', help='names and titles of the rules')
    parser.add_argument('rules', nargs='*', metavar='RULE')
    options = parser.parse_args()

    rules = [rule for rule in RULES if not options.rules or rule.name in options.rules]
    if options.list:
        for rule in rules:
            print(f'{rule.name:28} {rule.title}')
        return 0

    tree = Tree(os.path.realpath(options.root))
    failed = 0
    print(f'1..{len(rules)}')
    for number, rule in enumerate(rules, 1):
        findings = list(rule.check(tree))
        print(f'{"not ok" if findings else "ok"} {number} - {rule.name}: {rule.title}')
        for path, line, text in findings:
            print(f'# {path}:{line}: {text}')
        failed += bool(findings)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())

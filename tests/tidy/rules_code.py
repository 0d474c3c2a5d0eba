# SPDX-License-Identifier: GPL-3.0-or-later
"""What C code may not do, and how large it may grow."""
import re

from c_source import code_only, functions
from tree import Finding, find_all, rule

BANNED = {
    'strcpy': 'g_strlcpy', 'strcat': 'GString', 'strncat': 'GString', 'sprintf': 'g_snprintf',
    'vsprintf': 'g_vsnprintf', 'gets': 'GInputStream', 'strtok': 'g_strsplit', 'gmtime': 'MiqatInstant',
    'localtime': 'MiqatInstant', 'gmtime_r': 'MiqatInstant', 'localtime_r': 'MiqatInstant',
    'atoi': 'g_ascii_string_to_signed', 'atol': 'g_ascii_string_to_signed',
    'atof': 'whole numbers', 'system': 'GSubprocess', 'popen': 'GSubprocess', 'mktemp': 'g_dir_make_tmp',
    'tmpnam': 'g_dir_make_tmp', 'alloca': 'the heap', 'g_alloca': 'the heap',
    'rand': 'miqat_id or libsodium', 'srand': 'a seeded GRand',
}

# The only places below the office where fractions exist, and why.
FRACTIONS = {
    'src/base/miqat-json.c': 'JSON numbers arrive as fractions and are refused as money',
    'src/base/miqat-json-writer.c': 'writes such numbers for pages and benchmarks',
    'src/base/miqat-json-writer.h': 'the same',
}

LIMITS = {'c': 1000, 'h': 300, 'ui': 300, 'py': 1000, 'js': 1000, 'css': 1000}
FUNCTION_LIMIT = 70
LINE_LIMIT = 120


@rule('calls.banned', 'Functions that are unsafe, or that know a clock or zone of their own, are not called.')
def check_banned(tree):
    pattern = r'(?<![\w.>])(%s)\s*\(' % '|'.join(BANNED)
    for path in tree.c_files():
        for line, match in find_all(pattern, code_only(tree.text(path))):
            yield Finding(path, line, f'{match.group(1)}(): use {BANNED[match.group(1)]}')


@rule('money.no_fractions', 'No float and no double in the core and below it.')
def check_fractions(tree):
    for path in tree.c_files('src/base/', 'src/db/', 'src/core/'):
        if path in FRACTIONS:
            continue
        for line, match in find_all(r'\b(float|double|gfloat|gdouble|long double)\b', code_only(tree.text(path))):
            yield Finding(path, line, f'{match.group(1)}: money, percentages and rates are whole numbers')


@rule('errors.not_swallowed', 'A failure below the office goes up as GError, it does not end in the log.')
def check_swallowed(tree):
    pattern = r'\bg_(?:warning|message|critical|log|printerr)\s*\([^;]*;\s*(?:return\b|goto\b|continue\b)'
    for path in tree.c_files('src/base/', 'src/db/', 'src/core/'):
        for line, _ in find_all(pattern, code_only(tree.text(path))):
            yield Finding(path, line, 'logged and carried on')


@rule('errors.assertions_stay', 'Assertions are never compiled out.')
def check_assertions(tree):
    for path in tree.paths:
        if path.endswith(('meson.build', '.c', '.h')):
            for line, match in find_all(r'-DG_DISABLE_(ASSERT|CHECKS)|define\s+(G_DISABLE_ASSERT|NDEBUG)', tree.text(path)):
                yield Finding(path, line, match.group(0))


@rule('size.files', 'Files are short: ' + ', '.join(f'.{ext} ≤ {most}' for ext, most in LIMITS.items()) + ' lines.')
def check_files(tree):
    for path in tree.under('src/', 'ui/', 'data/', 'tests/', 'build-aux/', ext=LIMITS):
        lines = tree.text(path).count('\n')
        most = LIMITS[path.rsplit('.', 1)[1]]
        if lines > most:
            yield Finding(path, most, f'{lines} lines')


@rule('size.functions', f'Functions have at most {FUNCTION_LIMIT} lines (class_init apart).')
def check_functions(tree):
    for path in tree.c_files():
        for function in functions(tree.text(path)):
            lines = function.last_line - function.line + 1
            if lines > FUNCTION_LIMIT and not function.name.endswith('_class_init'):
                yield Finding(path, function.line, f'{function.name}() has {lines} lines')


@rule('size.lines', f'Lines have at most {LINE_LIMIT} characters, quoted text apart, no tabs and no space at the end.')
def check_lines(tree):
    quoted = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'')
    for path in tree.under('src/', 'tests/', 'build-aux/', ext=('c', 'h', 'py')):
        for number, text in enumerate(tree.text(path).split('\n'), 1):
            if len(text) > LINE_LIMIT and len(quoted.sub('""', text)) > LINE_LIMIT:
                yield Finding(path, number, f'{len(text)} characters')
            if '\t' in text:
                yield Finding(path, number, 'a tab')
            if text != text.rstrip():
                yield Finding(path, number, 'space at the end')


@rule('style.braces', 'A brace stands at the end of the line it belongs to; only a function has it on a line of its own.')
def check_braces(tree):
    alone = r'(?:\)|\belse|\bdo|=)[ ]*\n[ ]+\{[ ]*$'
    parted = r'^[ ]*\}[ ]*\n[ ]*else\b'
    headless = r'^(?:typedef )?(?:struct|union|enum)\b[^\n;(]*\n\{'
    for path in tree.c_files():
        for line, match in find_all(f'{alone}|{parted}|{headless}', code_only(tree.text(path)), re.MULTILINE):
            yield Finding(path, line, match.group(0).replace('\n', ' ').strip())


@rule('style.headers', 'Headers begin with a licence, say what they are for, and use #pragma once.')
def check_headers(tree):
    for path in tree.under('src/', ext=('h',)):
        if not re.search(r'^#pragma once$', tree.text(path), re.MULTILINE):
            yield Finding(path, 1, '#pragma once is missing')
        if not re.search(r'\A(?:/\*[^\n]*\*/\n)?/\*', tree.text(path)):
            yield Finding(path, 2, 'no word on what it is for')

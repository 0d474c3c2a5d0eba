# SPDX-License-Identifier: GPL-3.0-or-later
"""As much of C as the rules need: comments and texts out of the way, functions, enumerations, and
the tables of SQL statements with their macros expanded."""
import ast
import functools
import os
import re
from collections import namedtuple

from tree import line_at

Function = namedtuple('Function', 'name line last_line')
Statement = namedtuple('Statement', 'store path line index enumerator sql sqlite_only')

_LITERALS = re.compile(
    r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
_TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"|[A-Za-z_]\w*|\d\w*|\S')


def _blank(match, keep_strings):
    text = match.group(0)
    if text[0] in '"\'':
        if keep_strings:
            return text
        return text[0] + ' ' * (len(text) - 2) + text[0]
    return re.sub(r'[^\n]', ' ', text)


_remember = functools.lru_cache(maxsize=8192)


@_remember
def without_comments(text):
    return _LITERALS.sub(lambda match: _blank(match, True), text)


@_remember
def code_only(text):
    """Comments and the insides of texts are spaces; every line stays where it was."""
    return _LITERALS.sub(lambda match: _blank(match, False), text)


@_remember
def without_directives(code):
    return re.sub(r'^[ \t]*#(?:[^\n]*\\\n)*[^\n]*', lambda m: re.sub(r'[^\n]', ' ', m.group(0)),
                  code, flags=re.MULTILINE)


def _name_before(code, end):
    """The identifier in front of the parenthesis that closes at `end`, and where it begins."""
    depth = 0
    for at in range(end, -1, -1):
        if code[at] == ')':
            depth += 1
        elif code[at] == '(':
            depth -= 1
            if depth == 0:
                match = re.search(r'(\w+)\s*$', code[max(0, at - 200):at])
                return (match.group(1), max(0, at - 200) + match.start(1)) if match else (None, at)
    return None, end


@_remember
def functions(text):
    """The functions that a file defines: a block at the outermost level behind a parenthesis."""
    code = without_directives(code_only(text))
    depth, start, found = 0, None, []
    for match in re.finditer(r'[{}]', code):
        at = match.start()
        if code[at] == '{':
            before = code[:at].rstrip()
            if depth == 0 and before.endswith(')'):
                start = _name_before(code, len(before) - 1)
            depth += 1
            continue
        depth -= 1
        if depth == 0 and start is not None and start[0] is not None:
            found.append(Function(start[0], line_at(code, start[1]), line_at(code, at)))
        if depth == 0:
            start = None
    return found


def block_end(code, opening):
    """Offset of the brace that closes the one at `opening`."""
    depth = 0
    for at in range(opening, len(code)):
        if code[at] == '{':
            depth += 1
        elif code[at] == '}':
            depth -= 1
            if depth == 0:
                return at
    return len(code)


@_remember
def includes(text):
    return list(_each_include(text))


def _each_include(text):
    for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]+([<"])([^>"]+)[>"]', without_comments(text),
                             re.MULTILINE):
        yield line_at(text, match.start()), match.group(1) == '<', match.group(2)


# ---- SQL statement tables ------------------------------------------------------------------------

def _tokens(text):
    return _TOKEN.findall(text)


@_remember
def macros(text):
    """name → (parameters or None, tokens), of the macros that a file defines."""
    found = {}
    pattern = re.compile(r'^[ \t]*#[ \t]*define[ \t]+(\w+)(\([^)]*\))?((?:[^\n]*\\\n)*[^\n]*)',
                         re.MULTILINE)
    for match in pattern.finditer(without_comments(text)):
        parameters = match.group(2)
        if parameters is not None:
            parameters = [name.strip() for name in parameters[1:-1].split(',') if name.strip()]
        found[match.group(1)] = (parameters, _tokens(match.group(3).replace('\\\n', ' ')))
    return found


def _arguments(tokens, at):
    """The argument lists of a macro call whose '(' is at `at`, and where it ends."""
    depth, arguments = 0, [[]]
    while at < len(tokens):
        token = tokens[at]
        depth += token in ('(', '{') and 1 or token in (')', '}') and -1 or 0
        if depth == 0:
            return arguments, at + 1
        if token == ',' and depth == 1:
            arguments.append([])
        elif not (token == '(' and depth == 1):
            arguments[-1].append(token)
        at += 1
    return arguments, at


def expand(tokens, known, depth=0):
    """Macros replaced; what is not known stays."""
    result, at = [], 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token not in known or depth > 20:
            result.append(token)
            continue
        parameters, body = known[token]
        if parameters is not None:
            if at >= len(tokens) or tokens[at] != '(':
                result.append(token)
                continue
            arguments, at = _arguments(tokens, at)
            replaced = dict(zip(parameters, arguments))
            body = [inner for each in body for inner in replaced.get(each, [each])]
            body = _stringify(body, parameters, arguments)
        result += expand(body, known, depth + 1)
    return result


def _stringify(body, parameters, arguments):
    """#parameter becomes text. The replacement above has put its tokens behind the '#'."""
    if '#' not in body:
        return body
    result, at = [], 0
    while at < len(body):
        if body[at] == '#' and at + 1 < len(body):
            result.append('"' + body[at + 1].replace('"', '\\"') + '"')
            at += 2
        else:
            result.append(body[at])
            at += 1
    return result


@_remember
def enumerators(text):
    """enumerator → number, for enumerations without explicit values."""
    found = {}
    code = without_directives(code_only(text))
    for match in re.finditer(r'\benum\b[^{};]*\{', code):
        body = code[match.end():block_end(code, match.end() - 1)]
        if '=' in body:
            continue
        for number, name in enumerate(re.findall(r'\w+', body)):
            found[name] = number
    return found


def split_entries(text):
    """(offset, tokens) of the entries of an initialiser, split at its outermost commas."""
    entry, start, depth = [], None, 0
    for match in _TOKEN.finditer(text):
        token = match.group(0)
        if token == ',' and depth == 0:
            yield start, entry
            entry, start = [], None
            continue
        depth += token in '([{' and 1 or token in ')]}' and -1 or 0
        if start is None:
            start = match.start()
        entry.append(token)
    if entry:
        yield start, entry


def evaluate_mask(tokens, numbers):
    """An integer constant expression of enumerators, or None."""
    words = []
    for token in tokens:
        if token in ('G_GUINT64_CONSTANT', 'G_GINT64_CONSTANT', 'guint64'):
            continue
        if token in numbers:
            words.append(str(numbers[token]))
        elif re.fullmatch(r'(0[xX][0-9a-fA-F]+|\d+)[uUlL]*', token):
            words.append(re.sub(r'[uUlL]+$', '', token))
        elif token in '()|<>~+-':
            words.append(token)
        else:
            return None
    text = ''.join(words).replace('()', '')
    try:
        return eval(compile(ast.parse(text, mode='eval'), 'mask', 'eval'), {'__builtins__': {}})
    except (SyntaxError, TypeError, NameError):
        return None


def _known_of(tree, path):
    """Macros and enumerators that a file sees: its own, and those of the project headers it names."""
    folder_of = tree.derive('headers', lambda t: {os.path.basename(p): p for p in t.under('src/', ext=('h',))})
    known, numbers = {}, {}
    for _, is_system, name in includes(tree.text(path)):
        if not is_system and name in folder_of:
            known.update(macros(tree.text(folder_of[name])))
            numbers.update(enumerators(tree.text(folder_of[name])))
    known.update(macros(tree.text(path)))
    numbers.update(enumerators(tree.text(path)))
    return known, numbers


def _statements_of(tree, path):
    text = without_comments(tree.text(path))
    if 'MiqatStatements' not in text:
        return
    known, numbers = _known_of(tree, path)
    for store in re.finditer(r'\bconst\s+MiqatStatements\s+(\w+)\s*=\s*\{', text):
        fields = [tokens for _, tokens in
                  split_entries(text[store.end():block_end(text, store.end() - 1)])]
        fields = [field[3:] if field[:1] == ['.'] else field for field in fields]
        if len(fields) < 3 or len(fields[1]) != 1:
            yield Statement(store.group(1), path, line_at(text, store.start()), None, None, None, 0)
            continue
        mask = evaluate_mask(fields[3], numbers) if len(fields) > 3 else 0
        array = re.search(r'\b%s\s*\[\w*\]\s*=\s*\{' % re.escape(fields[1][0]), text)
        if array is None or mask is None:
            yield Statement(store.group(1), path, line_at(text, store.start()), None, None, None, 0)
            continue
        body = text[array.end():block_end(text, array.end() - 1)]
        yield from _entries_of(store.group(1), path, text, array.end(), body, mask, known, numbers)


def _entries_of(store, path, text, offset, body, mask, known, numbers):
    for start, tokens in split_entries(body):
        line = line_at(text, offset + start)
        if tokens[0] != '[' or tokens[2:4] != [']', '=']:
            yield Statement(store, path, line, None, None, None, 0)
            continue
        words = expand(tokens[4:], {name: macro for name, macro in known.items() if name != tokens[1]})
        strings = [word for word in words if word.startswith('"')]
        readable = len(strings) == len([word for word in words if word not in '()'])
        index = numbers.get(tokens[1])
        sql = ''.join(ast.literal_eval(word) for word in strings) if readable else None
        only = index is not None and mask >> index & 1 == 1
        yield Statement(store, path, line, index, tokens[1], sql, only)


def statements(tree):
    """Every statement of every store. `sql` is None where the table could not be understood."""
    return tree.derive('statements', lambda t: [
        statement for path in t.under('src/', ext=('c',)) for statement in _statements_of(t, path)])

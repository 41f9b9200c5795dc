# SPDX-License-Identifier: MIT
"""BibTeX and BibLaTeX as entries, each for itself: one that is broken costs no other.

Where an entry ends is told by its braces, as BibTeX does (Oren Patashnik, "BibTeXing", 1988). Where they are not
balanced, the next line that begins an entry begins it. What is inside is read by pybtex.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pybtex.database.input.bibtex import LowLevelParser, month_names
from pybtex.scanner import PybtexSyntaxError
from pybtex.utils import CaseInsensitiveDict

_BEGINS = re.compile(r"@\s*(?P<kind>[A-Za-z][\w-]*)\s*(?P<opener>[{(])", re.ASCII)
_BEGINS_LINE = re.compile(r"\s*@\s*[A-Za-z][\w-]*\s*[{(]\s*[^\s,={}()\"]*\s*,", re.ASCII)
_KEY = re.compile(r"[^,={}\"#\n]*+\s*,|\s*[^\s,={}\"#]+\s*(?=[})]\s*$)")
_LEFT_OVER = re.compile(r"\s*,?\s*[A-Za-z][\w-]*\s*=\s*[{\"\w]", re.ASCII)
_SIGNS = re.compile(r"[{}]")
_SIGNS_OF_PARENTHESES = re.compile(r'[{}()"]')
_BEFORE_ENTRY = re.compile(rf"(?={_BEGINS.pattern})", re.ASCII)
_LONG_LINE = 100_000  # code points; such a line is a file that was written without line breaks
_LONGEST_ENTRY = 32 << 20  # code points
_LONGEST_STRING = 1 << 16  # code points that an abbreviation may stand for; more is a trap
_NOT_ENTRIES = ("comment", "preamble", "string")


@dataclass(slots=True)
class Entry:
    """One entry: its line (from 1), type and key as written, fields by lower-case name, raw, and what is wrong with it."""

    line: int
    kind: str
    key: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    trouble: str = ""


@dataclass(slots=True)
class _Chunk:
    """The text from where an entry begins to where it ends; `trouble` says that its end is a guess."""

    line: int
    text: str
    trouble: str = ""


class _Limited(LowLevelParser):  # type: ignore[misc]
    """pybtex's parser; an abbreviation that is not known stands for itself, and none can stand for very much."""

    def substitute_macro(self, name: str) -> str:
        return str(self.macros.get(name, name))

    def parse_value(self) -> None:
        super().parse_value()
        if sum(map(len, self.current_value)) > len(self.text) + _LONGEST_STRING:
            raise PybtexSyntaxError("its abbreviations stand for too much", self)

    def parse_string_body(self, body_end: Any) -> None:
        super().parse_string_body(body_end)
        if len(self.macros[self.current_field_name]) > _LONGEST_STRING:
            del self.macros[self.current_field_name]
            raise PybtexSyntaxError("an abbreviation stands for too much", self)


def entries(lines: Iterable[str]) -> Iterator[Entry]:
    """Yield the entries in the lines of a file. Comments, preambles and abbreviations are none; broken ones of these are."""
    macros = CaseInsensitiveDict(month_names)
    for chunk in _chunks(lines):
        found = _entry(chunk, macros)
        if found.kind.lower() not in _NOT_ENTRIES or (found.trouble and found.kind.lower() == "string"):
            yield found


def _entry(chunk: _Chunk, macros: Mapping[str, str]) -> Entry:
    begin = _BEGINS.match(chunk.text)
    assert begin is not None
    entry = Entry(chunk.line, begin["kind"], trouble=chunk.trouble)
    kind = entry.kind.lower()
    if kind in ("comment", "preamble"):
        return entry
    if kind == "string":
        _parse(chunk.text, macros, entry)
        return entry
    key = _KEY.match(chunk.text, begin.end())
    entry.key = key[0].rstrip(",").strip() if key else ""
    rest = chunk.text[key.end() if key else begin.end() :]
    _parse(f"@entry{begin['opener']}{rest}", macros, entry)
    return entry


def _parse(text: str, macros: Mapping[str, str], entry: Entry) -> None:
    """Read the fields of `entry` as far as they are whole, each as it is told first."""

    def note(error: PybtexSyntaxError) -> None:
        entry.trouble = entry.trouble or f"{str(error).split(': ', 1)[-1]} in line {entry.line + error.lineno - 1}"

    parser = _Limited(text, keyless_entries=True, macros=macros, handle_error=note)
    for kind, told in parser:
        if kind == "entry":
            for name, value in told[1]:
                entry.fields.setdefault(name.lower(), "".join(value))
        return


def _chunks(lines: Iterable[str]) -> Iterator[_Chunk]:
    """Yield what begins with `@word{`, to the brace that closes it."""
    pending: list[tuple[int, str]] = []  # lines that were read and are to be looked at again, the last one first
    given = ((number, part) for number, line in enumerate(lines, 1) for part in _parted(line))
    after = False  # an entry has just ended
    while True:
        number, text = pending.pop() if pending else next(given, (0, ""))
        if not number:
            return
        begin = _BEGINS.search(text)
        if begin is None:
            if after and _LEFT_OVER.match(text):
                yield _Chunk(number, "@left{", "the entry before ended too early: it has a closing brace too many")
            after = after and not text.strip(" \t},")
            continue
        chunk, rest = _gather(number, text[begin.start() :], given, pending)
        yield chunk
        after = True
        pending += reversed(rest)


def _parted(line: str) -> Iterable[str]:
    """Return a very long line in parts that begin entries, since the rest of a line is looked at once for each entry in it."""
    if len(line) < _LONG_LINE:
        return (line,)
    starts = [0, *(found.start() for found in _BEFORE_ENTRY.finditer(line, 1)), len(line)]
    return (line[start:end] for start, end in pairwise(starts))


def _gather(
    number: int, text: str, given: Iterator[tuple[int, str]], pending: list[tuple[int, str]]
) -> tuple[_Chunk, list[tuple[int, str]]]:
    """Return the chunk that begins with `text`, and the lines that do not belong to it."""
    depth = _Depth(parentheses=_BEGINS.match(text)["opener"] == "(")  # type: ignore[index]
    gathered = [(number, text)]
    size, cut = 0, 0  # `cut` is the place of the first line in it that looks like another entry
    end = depth.take(text)
    while end < 0:
        line = pending.pop() if pending else next(given, None)
        if line is not None:
            begins = _BEGINS_LINE.match(line[1]) is not None
            gathered.append(line)
            size += len(line[1])
        if line is None or (begins and cut) or size > _LONGEST_ENTRY:
            cut = cut or len(gathered)
            said = "it has an opening brace too many" if cut < len(gathered) else "the file ends within it"
            return _Chunk(number, "\n".join(part for _, part in gathered[:cut]), said), gathered[cut:]
        if begins:
            cut = len(gathered) - 1
        end = depth.take(line[1])
    last_number, last = gathered[-1]
    whole = [*(part for _, part in gathered[:-1]), last[:end]]
    return _Chunk(number, "\n".join(whole)), [(last_number, last[end:])] if last[end:].strip() else []


class _Depth:
    """How many braces are open, line after line; an entry in parentheses ends with the one that closes it."""

    def __init__(self, *, parentheses: bool) -> None:
        self._parentheses = parentheses
        self._braces = 0
        self._opened = 0  # parentheses outside of braces and quotes
        self._quoted = False

    def take(self, line: str) -> int:
        """Take in a line; return where in it the entry ends, -1 where it does not."""
        if not self._parentheses:
            for sign in _SIGNS.finditer(line):
                self._braces += 1 if sign[0] == "{" else -1
                if self._braces == 0:
                    return sign.end()
            return -1
        for sign in _SIGNS_OF_PARENTHESES.finditer(line):
            if sign[0] in "{}":
                self._braces = max(self._braces + (1 if sign[0] == "{" else -1), 0)
            elif not self._braces and sign[0] == '"':
                self._quoted = not self._quoted
            elif not self._braces and not self._quoted:
                self._opened += 1 if sign[0] == "(" else -1
                if self._opened == 0:
                    return sign.end()
        return -1

# SPDX-License-Identifier: MIT
"""What the text of a query is cut into: fields, values and operators. Pure, and linear in the length of the text."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from paperdesk.domain.conditions import TEXT_FIELDS
from paperdesk.domain.identity import arxiv_id, doi
from paperdesk.domain.text import visible

FIELDS = {
    "title": "words of the title",
    "abstract": "words of the abstract",
    "author": "names of authors",
    "category": "categories, such as cs.LG",
    "note": "words of your notes",
    "highlight": "words that you highlighted",
    "tag": "a tag, and those below it",
    "source": "where the paper was met",
    "date": "a day, a month, a year, or from..to",
    "before": "before a day, a month or a year",
    "after": "after a day, a month or a year",
    "since": "the last days, weeks, months or years",
    "is": "how it is marked",
    "has": "what belongs to it",
    "upvotes": "the number of votes",
    "id": "an arXiv identifier or a DOI",
    "sort": "the order of the list",
}
SYNONYMS = {
    "ti": "title", "abs": "abstract", "au": "author", "by": "author", "cat": "category", "in": "source",
    "votes": "upvotes", "arxiv": "id", "doi": "id", "key": "id",
}  # fmt: skip
OPERATORS = ("AND", "OR", "NOT")
STARS = "*＊"
# What never counts at the ends of a word. Not `+` and `#`: C++ and C# are words.
EDGES = ",.;:!?'`|[]{}<>‘’‚‛…·•，。、；：！？-‐‑‒–—−－"

_QUOTES = '"“”„‟«»＂「」『』'
_OPENING, _CLOSING = "(（", ")）"
_OPERATOR = frozenset(OPERATORS)
_FIELD_OF = {name: name for name in FIELDS} | SYNONYMS
_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PIECE = re.compile(
    rf"(?P<blank>\s+)|(?P<open>[{_OPENING}])|(?P<close>[{_CLOSING}])|(?P<string>[{_QUOTES}])"
    rf"|(?P<dashes>(?<![^\s{_OPENING}])-+)|(?P<bare>[^\s{_OPENING}{_CLOSING}{_QUOTES}]+)"
)
_JUNK = re.compile(f"[{re.escape(EDGES + STARS)}]*")
_NAME = re.compile(r"([^\W\d_]+)[:：]")
_DASHES = re.compile("-*")
_TO_QUOTE = re.compile('[^"]*(?:""[^"]*)*')
_TO_ANY_QUOTE = re.compile(f"[^{_QUOTES}]*")
_LONGEST_KEY = 400  # code points
_RUN = re.compile(rf'[^\s"]{{1,{_LONGEST_KEY}}}')
_DOI_BEGUN = re.compile(
    r"(?:doi:|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?10\.\d{4,9}(?:\.\d+)*/", re.ASCII | re.IGNORECASE
)
_OWN_KEY = re.compile("t-[0-9a-f]{12}")


class Kind(Enum):
    """What a token is."""

    VALUE = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    LONE = auto()  # a sign that stands alone and means nothing


class Token(NamedTuple):
    """One part of a query, from `start` to `end` in the cleaned text (code points).

    `field` is the canonical name that stands before it, or empty. `value` is what was written, without
    the quotes around it. `quoted` tells that there were any, `closed` that the closing one was there.
    """

    kind: Kind
    start: int
    end: int
    value: str = ""
    field: str = ""
    quoted: bool = False
    closed: bool = False


def clean(text: str) -> str:
    """Return `text` without what nobody sees: control characters and half characters as blanks, zero-width ones gone."""
    return _UNREADABLE.sub(" ", visible(text))


def named_field(text: str, start: int = 0, end: int | None = None) -> tuple[str, int]:
    """Return the canonical field whose name and colon begin at `start`, and where its value begins; else ("", start)."""
    found = _NAME.match(text, start, len(text) if end is None else end)
    field = _FIELD_OF.get(found[1].casefold(), "") if found else ""
    return (field, found.end()) if found and field else ("", start)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text that `clean` returned, in order. Nothing is refused."""
    return _Cutter(text).run()


class _Cutter:
    """Goes through a text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._open_ended = False  # a plain quote was found to have no end; none after it has one

    def run(self) -> Iterator[Token]:
        while piece := _PIECE.match(self._text, self._at):
            start, self._at = piece.span()
            if piece.lastgroup == "bare":
                yield from self._bare(start, piece.end())
            elif piece.lastgroup == "string":
                yield self._string(start)
            elif piece.lastgroup == "dashes":
                yield from self._dashes(start, piece.end())
            elif piece.lastgroup == "open":
                yield Token(Kind.OPEN, start, self._at)
            elif piece.lastgroup == "close":
                yield Token(Kind.CLOSE, start, self._at)

    def _dashes(self, start: int, end: int) -> Iterator[Token]:
        if self._stands_alone(start, end):
            yield Token(Kind.LONE, start, end, self._text[start:end])
        elif (end - start) % 2:
            yield Token(Kind.NOT, start, end, "-")

    def _stands_alone(self, start: int, end: int) -> bool:
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        return (not before or before.isspace() or before in _OPENING + "-") and (
            not after or after.isspace() or after in _CLOSING
        )

    def _string(self, start: int, field: str = "") -> Token:
        """Take the quoted text that opens at `self._at - 1`; a quote in it is written twice."""
        text, begin = self._text, self._at
        closed, value = False, ""
        if text[begin - 1] == '"' and not self._open_ended:
            found = _TO_QUOTE.match(text, begin)
            closed = found is not None and found.end() < len(text)
            self._open_ended = not closed
            if found and closed:
                self._at, value = found.end(), found[0].replace('""', '"')
        if not closed:  # a typographic quote, or a plain one that only a typographic one can close
            found = _TO_ANY_QUOTE.match(text, begin)
            if found:
                self._at, value = found.end(), found[0]
            closed = self._at < len(text)
        if closed:
            self._at += 1
            if text.startswith(tuple(STARS), self._at):
                self._at += 1
                value += "*"
        return Token(Kind.VALUE, start, self._at, value, field, True, closed)

    def _bare(self, start: int, end: int) -> Iterator[Token]:
        text = self._text
        junk = _JUNK.match(text, start, end)
        begin = junk.end() if junk else start
        if begin == end:
            if self._stands_alone(start, end):
                lone = text[start:end]
                yield Token(Kind.VALUE if any(s in lone for s in STARS) else Kind.LONE, start, end, lone)
        elif text[start:end] in _OPERATOR:
            yield Token(Kind[text[start:end]], start, end, text[start:end])
        elif key_end := self._identifier(begin, end):
            self._at = key_end
            yield Token(Kind.VALUE, start, key_end, text[begin:key_end], "id")
        else:
            field, value_start = named_field(text, begin, end)
            if field:
                yield from self._field(field, start, value_start, end)
            else:
                yield Token(Kind.VALUE, start, end, text[start:end])

    def _field(self, field: str, start: int, begin: int, end: int) -> Iterator[Token]:
        text = self._text
        dashes = _DASHES.match(text, begin, end) if field in TEXT_FIELDS else None
        if dashes:
            if len(dashes[0]) % 2:
                yield Token(Kind.NOT, start, begin, "-")
            begin = dashes.end()
        follower = text[end : end + 1]
        if begin < end or not follower or follower not in _QUOTES + _OPENING:
            yield Token(Kind.VALUE, start, end, text[begin:end], field)
            return
        self._at = end + 1
        if follower in _OPENING:
            yield Token(Kind.OPEN, start, self._at, "", field)
        else:
            yield self._string(start, field)

    def _identifier(self, begin: int, end: int) -> int:
        """Return where an identifier that begins at `begin` ends, or 0. A DOI may hold brackets."""
        word = self._text[begin : min(end, begin + _LONGEST_KEY + 1)]
        if "." not in word and "/" not in word and not word.startswith("t-"):
            return 0
        # Only a DOI goes on behind a bracket; looking so far for every word would take time squared.
        run = _RUN.match(self._text, begin) if _DOI_BEGUN.match(word) else None
        for candidate in (_balanced(run[0]) if run else "", word):
            key = candidate.rstrip(EDGES)
            if len(key) <= _LONGEST_KEY and (arxiv_id(key) or doi(key) or _OWN_KEY.fullmatch(key)):
                return begin + len(key)
        return 0


def _balanced(text: str) -> str:
    """Return `text` up to the first closing bracket that none in it opens."""
    depth = 0
    for found in re.finditer(r"[()]", text):
        depth += 1 if found[0] == "(" else -1
        if depth < 0:
            return text[: found.start()]
    return text

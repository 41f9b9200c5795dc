# SPDX-License-Identifier: MIT
"""Where in a text the words of a query stand, to be marked: in a title, a snippet, the reader. Needs no index."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paperdesk.domain.conditions import All, Any, Condition, Not, Phrase, Word
from paperdesk.search.documents import FIELDS
from paperdesk.search.sought import LONGEST, Sought, sought
from paperdesk.search.stems import stem
from paperdesk.search.tokens import Span, spans

MOST_TEXTS = 500  # of one query; others are not marked


class Hit(NamedTuple):
    """A place that is to be marked, `start` to `end` in code points, and which text of the query it is."""

    start: int
    end: int
    text: int


def texts_of(condition: Condition) -> list[Sought]:
    """Return the texts that `condition` wants to be there, in its order, each once."""
    found: dict[Sought, None] = {}
    waiting: list[tuple[Condition, bool]] = [(condition, True)]
    while waiting and len(found) < MOST_TEXTS:
        part, wanted = waiting.pop()
        if isinstance(part, All | Any):
            waiting.extend((inner, wanted) for inner in reversed(part.conditions))
        elif isinstance(part, Not):
            waiting.append((part.condition, not wanted))
        elif isinstance(part, Word | Phrase) and wanted and (text := sought(part)):
            found[text] = None
    return list(found)


class Marker:
    """Finds the words of one query in many texts."""

    def __init__(self, condition: Condition) -> None:
        self._texts = texts_of(condition)
        self._by_stem: dict[str, list[int]] = {}
        self._by_prefix: dict[str, list[int]] = {}
        for number, text in enumerate(self._texts):
            if text.prefix and len(text.words) == 1:
                self._by_prefix.setdefault(text.words[0], []).append(number)
            self._by_stem.setdefault(stem(text.words[0]), []).append(number)
        self._prefixes = tuple(self._by_prefix)

    def __bool__(self) -> bool:
        return bool(self._texts)

    def hits(self, text: str, field: str = "") -> list[Hit]:
        """Return every place of every text of the query, by where it begins; they may overlap.

        `field` names the field that `text` is of, so that what was asked of another one is not marked; empty
        where it is of any.
        """
        return list(self._hits(spans(text), FIELDS[field] if field else None)) if self._texts else []

    def _hits(self, words: list[Span], field: int | None) -> Iterator[Hit]:
        for place, (word, start, end) in enumerate(words):
            for number in self._starting_with(word):
                text = self._texts[number]
                if field is not None and text.field not in (None, field):
                    continue
                if len(text.words) == 1:
                    yield Hit(start, end, number)
                elif _follows(words, place, text):
                    yield Hit(start, words[place + min(len(text.words), LONGEST) - 1].end, number)

    def _starting_with(self, word: str) -> Iterable[int]:
        found = self._by_stem.get(stem(word), ())
        if not word.startswith(self._prefixes):
            return found
        begun = (n for prefix, numbers in self._by_prefix.items() if word.startswith(prefix) for n in numbers)
        return dict.fromkeys((*found, *begun))

    def find(self, text: str, field: str = "") -> list[tuple[int, int]]:
        """Return the places to be marked in `text`, start and end in code points, ascending and apart."""
        return joined(self.hits(text, field))


def _follows(words: list[Span], place: int, text: Sought) -> bool:
    wanted = text.words[:LONGEST]
    if place + len(wanted) > len(words):
        return False
    *whole, last = zip(wanted, words[place : place + len(wanted)], strict=True)
    if not all(stem(want) == stem(span.word) for want, span in whole):
        return False
    want, span = last
    return (text.prefix and span.word.startswith(want)) or stem(want) == stem(span.word)


def joined(hits: Iterable[Hit]) -> list[tuple[int, int]]:
    """Return hits as ranges, those that overlap as one."""
    ranges: list[tuple[int, int]] = []
    for start, end, _ in sorted(hits):
        if ranges and start < ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    return ranges


def find_matches(text: str, condition: Condition, field: str = "") -> list[tuple[int, int]]:
    """Return where in `text` the words of `condition` stand; for many texts make one `Marker`."""
    return Marker(condition).find(text, field)

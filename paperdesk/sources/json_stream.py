# SPDX-License-Identifier: MIT
"""The items of a list in a JSON text of any length, one by one: the text is never held as a whole."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from paperdesk.sources.json_items import Broken, load
from paperdesk.sources.stream import LONGEST_LINE, Stream

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\]]|(?P<open>")|[^\s,:{}\[\]"]++', re.DOTALL)
_BREAKS_OFF = Broken("the file breaks off here; the rest is missing, fetch it again")


def items(stream: Stream, lists: Collection[str]) -> Iterator[Any | Broken]:
    """Yield the items of the list that the text is, or that its outermost object holds under a name of `lists`.

    An object without such a list is itself the only item. What is damaged is `Broken`, and the rest goes on as far as
    brackets tell where an item ends.
    """
    return _Reader(stream, lists).items()


class _Reader:
    """The place in the text: `_text` holds what is not done with, `_place` is how far it was looked at."""

    def __init__(self, stream: Stream, lists: Collection[str]) -> None:
        self._parts = stream.text_parts()
        self._lists = lists
        self._text = ""
        self._ended = False  # whether `_text` reaches to the end
        self._place = 0
        self._depth = 0
        self._inside = 0  # the depth at which items stand, 0 until the list is found
        self._named = False  # whether the last token names a list
        self._begin = -1  # where the present item begins

    def items(self) -> Iterator[Any | Broken]:
        while (token := self._next()) is not None:
            if token == "":
                yield _BREAKS_OFF
                return
            if token in "[{":
                self._open(token)
            elif token in "]}":
                self._depth -= 1
                if self._begin >= 0 and self._depth == self._inside:
                    yield self._take()
                elif self._depth < max(self._inside, 1):
                    if token != ("]" if self._inside else "}"):
                        yield Broken("a bracket closes what was not open; what follows was not read")
                    return
            elif self._inside and self._depth == self._inside:
                yield Broken("a reference is due here, and there is only a value")
            else:
                self._named = self._depth == 1 and token[1:-1] in self._lists
        if self._depth:
            yield _BREAKS_OFF

    def _open(self, bracket: str) -> None:
        if not self._inside and bracket == "[" and (self._depth == 0 or self._named):
            self._inside = self._depth + 1
            self._begin = -1
        elif self._begin < 0 and (self._depth == self._inside):
            self._begin = self._place - 1
        self._depth += 1
        self._named = False

    def _take(self) -> Any | Broken:
        text = self._text[self._begin : self._place]
        self._begin = -1
        try:
            return load(text)
        except ValueError as error:
            return Broken(f"this is not JSON: {' '.join(str(error).split())}"[:300])

    def _next(self) -> str | None:
        """Return the next token, None at the end, an empty one where the text cannot be followed any further."""
        while True:
            found = _TOKEN.search(self._text, self._place)
            closed = found is not None and not found["open"]
            if found is not None and closed and (self._ended or found.end() < len(self._text)):
                self._place = found.end()
                return found[0]
            if self._ended:
                return None if found is None else ""
            start = found.start() if found else len(self._text)
            if not self._read_on(start):
                return ""

    def _read_on(self, start: int) -> bool:
        """Add what comes next to what is still needed, and look at it from `start` on; return whether that may still be an item."""
        keep = self._begin if self._begin >= 0 else start
        self._begin = min(self._begin, 0)
        self._place = start - keep
        part = next(self._parts, None)
        self._ended = part is None
        self._text = self._text[keep:] + (part or "")
        return len(self._text) <= LONGEST_LINE

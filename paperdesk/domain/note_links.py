# SPDX-License-Identifier: MIT
"""Links from a note to other papers, `[[key or title]]` or `[[key|shown]]` in its Markdown; and two notes made one."""

import re
from dataclasses import dataclass

from paperdesk.domain.paper import PaperId
from paperdesk.domain.text import one_line

_LONGEST = 1_000  # code points of a target; titles are shorter
# In a table the bar has a stroke before it.
_LINK = re.compile(rf"\[\[([^\[\]|\r\n]{{1,{_LONGEST}}}?)(?:\\?\|[^\[\]\r\n]{{1,{_LONGEST}}})?\]\]")
RULE = "\n\n---\n\n"


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """A paper that a link can lead to."""

    paper: PaperId
    key: str
    title: str


def targets(text: str) -> tuple[str, ...]:
    """Return what the links in a note name, each once, in the order in which they stand; time grows with the text alone."""
    found = (one_line(match[1]) for match in _LINK.finditer(text))
    return tuple(dict.fromkeys(target for target in found if target))


def joined(note: str, other: str) -> str:
    """Return two notes as one, `other` below a rule; what one of them holds already is not said twice."""
    if not other.strip() or other.strip() in note:
        return note
    if not note.strip() or note.strip() in other:
        return other
    return f"{note.rstrip()}{RULE}{other}"

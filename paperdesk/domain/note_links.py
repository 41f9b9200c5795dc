# SPDX-License-Identifier: MIT
"""Links from a note to other papers: `[[key or title]]` in its Markdown."""

import re
from dataclasses import dataclass

from paperdesk.domain.paper import PaperId
from paperdesk.domain.text import one_line

_LONGEST = 1_000  # code points of a target; titles are shorter
_LINK = re.compile(rf"\[\[([^\[\]\r\n]{{1,{_LONGEST}}})\]\]")


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

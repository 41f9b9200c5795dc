# SPDX-License-Identifier: MIT
"""What is marked in titles and texts at the moment: the words that were searched, and those that are followed."""

from collections.abc import Sequence
from typing import NamedTuple

from paperdesk.domain.conditions import EVERYTHING, Condition
from paperdesk.domain.query_text import has_text
from paperdesk.domain.searches import SavedSearch
from paperdesk.domain.text import visible
from paperdesk.search.marking import Marker
from paperdesk.search.snippets import Snippet, snippet
from paperdesk.ui.wording import BETWEEN_NAMES, names_short

FOUND = ""  # the colour of what was searched; a watch word has a colour of its own
_SNIPPET = 160  # code points


class Mark(NamedTuple):
    """A place to be marked, `start` to `end` in code points, in a colour of `domain.searches` or as `FOUND`."""

    start: int
    end: int
    colour: str


class Marking:
    """Marks what `condition` searched, over what the watch words among `searches` follow."""

    def __init__(self, condition: Condition = EVERYTHING, searches: Sequence[SavedSearch] = ()) -> None:
        self.searches_text = has_text(condition)
        self._found = Marker(condition)
        self._followed = [(Marker(s.condition), s.colour) for s in searches if s.is_watched and has_text(s.condition)]

    def __bool__(self) -> bool:
        return bool(self._found) or bool(self._followed)

    def title(self, text: str) -> tuple[Mark, ...]:
        """Return what is to be marked in a title, as it is shown; what lies on top comes last."""
        return self._marks(text, "title")

    def abstract(self, text: str) -> tuple[Mark, ...]:
        """Return what is to be marked in an abstract, as it is shown."""
        return self._marks(text, "abstract")

    def author(self, name: str) -> tuple[Mark, ...]:
        """Return what is to be marked in the name of an author."""
        return self._marks(name, "author")

    def authors(self, authors: Sequence[str]) -> tuple[Mark, ...]:
        """Return what is to be marked in the line that `wording.authors_short` makes of `authors`, each name as a whole."""
        marks, start = [], 0
        for name, short in names_short(authors):
            found = self.author(visible(name))
            if found:
                marks.append(Mark(start, start + len(short), found[-1].colour))
            start += len(short) + len(BETWEEN_NAMES)
        return tuple(marks)

    def found(self, text: str) -> list[tuple[int, int]]:
        """Return where in an abstract the searched words stand, for going from one to the next."""
        return self._found.find(text, "abstract")

    def snippet(self, text: str) -> Snippet:
        """Return the piece of an abstract that shows best why it was found."""
        return snippet(text, self._found, _SNIPPET, "abstract")

    def _marks(self, text: str, field: str) -> tuple[Mark, ...]:
        marks = [Mark(*place, colour) for marker, colour in self._followed for place in marker.find(text, field)]
        marks.extend(Mark(*place, FOUND) for place in self._found.find(text, field))
        return tuple(marks)

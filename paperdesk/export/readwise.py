# SPDX-License-Identifier: MIT
"""Highlights for Readwise's CSV import: https://readwise.io/import_bulk says the columns.

Tags stand before the note as Readwise has them, `.tag`; the colour's name is one of them.
"""

import re
from collections.abc import Iterable, Iterator

from paperdesk.domain.annotation import Highlight
from paperdesk.domain.exported import Exported
from paperdesk.export.csv import row
from paperdesk.export.exporter import SHOWN, Exporter, Options
from paperdesk.export.markup import pieces_as_text
from paperdesk.export.plain import clean, line, url_of

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the heading and a row for each highlight."""
    yield row(COLUMNS)
    for exported in papers:
        for highlight in exported.paper.highlights:
            yield row(_values(exported, highlight))


def _values(exported: Exported, highlight: Highlight) -> list[str]:
    paper, shown = exported.paper, exported.shown
    return [
        clean(shown.quotes.get(highlight.id, highlight.selector.exact)),
        line(pieces_as_text(shown.title) or paper.title),
        ", ".join(map(line, paper.authors)),
        url_of(paper),
        note(highlight),
        str(highlight.selector.start),
        highlight.created[:19].replace("T", " "),
    ]


def note(highlight: Highlight) -> str:
    """Return the note with the tags before it."""
    tags = [re.sub(r"[^\w/-]+", "-", tag).strip("-") for tag in highlight.tags]
    return "\n".join(filter(None, (" ".join(f".{tag}" for tag in tags if tag), clean(highlight.note).strip())))


EXPORTER = Exporter("readwise", "Readwise highlights (CSV)", ".csv", text, frozenset((SHOWN,)), of_highlights=True)

# SPDX-License-Identifier: MIT
"""The beginning of an export, as it would be written: the first papers, in bounded time and size."""

from dataclasses import dataclass, replace
from datetime import date

from paperdesk.domain.conditions import Has
from paperdesk.domain.errors import Trouble
from paperdesk.export.exporter import Exporter
from paperdesk.export.formats import exporter
from paperdesk.library.view import View
from paperdesk.services.export_scopes import Scope, ids_of
from paperdesk.services.exporting import Export, Order

PAPERS = 3
LONGEST = 60_000  # code points of text
LONGEST_PAGE = 300_000  # of HTML, which cannot be cut anywhere
_PAGES = ("html", "pdf")


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be written of the first `papers` of `total`; `is_page` says that `text` is HTML. `trouble` says why not."""

    text: str = ""
    is_page: bool = False
    papers: int = 0
    total: int = 0
    trouble: str = ""


def preview(view: View, order: Order, scope: Scope, name: str) -> Preview:
    """Return how an export of `scope` by `order` begins; what stands in its way is told, not raised.

    Where nothing but highlights goes out, only papers that have some count.
    """
    try:
        ids = ids_of(view, scope, name)
        if exporter(order.format).of_highlights:
            marked = set(view.ids(Has("highlight"), date.today()))
            ids = [paper for paper in ids if paper in marked]
        run = Export(view, replace(order, ids=ids[:PAPERS], whole=False, heading=scope.heading))
        text, whole = _beginning(run)
    except Trouble as trouble:
        return Preview(trouble=trouble.text)
    is_page = _makes_pages(run.exporter)
    if is_page and not whole:
        return Preview(
            total=len(ids), trouble="The first papers are too long to be shown here; they are written all the same."
        )
    return Preview(text if whole else f"{text}\n…", is_page, min(len(ids), PAPERS), len(ids))


def _beginning(run: Export) -> tuple[str, bool]:
    longest = LONGEST_PAGE if _makes_pages(run.exporter) else LONGEST
    pieces, length = [], 0
    for piece in run.text():
        pieces.append(piece)
        length += len(piece)
        if length > longest:
            return "".join(pieces)[:longest], False
    return "".join(pieces), True


def _makes_pages(exporter: Exporter) -> bool:
    return exporter.layout in _PAGES

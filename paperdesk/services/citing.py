# SPDX-License-Identifier: MIT
"""Papers as they are put into the text of others: citations, BibTeX, links in Markdown, a quote with its source."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from paperdesk.domain.citation_keys import DEFAULT_PATTERN
from paperdesk.domain.errors import BadInput
from paperdesk.domain.exported import Exported, Shown
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.export import citations
from paperdesk.export.citations import Cited
from paperdesk.export.markup import markdown, pieces_as_text
from paperdesk.export.plain import line, url_of
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.services.exporting import Export, Order
from paperdesk.services.shown import title_pieces

MOST = 500  # papers that are cited at once; each takes hundredths of a second


class Copied(NamedTuple):
    """What goes to the clipboard: plain text, and HTML where that says more."""

    plain: str
    html: str = ""


def cite(view: View, ids: Sequence[PaperId], style: str = citations.DEFAULT) -> list[tuple[Paper, Cited]]:
    """Return each of those of `ids` that are there with its citation. Raises `BadInput` for no style, or for too many."""
    _check(ids)
    papers = list(view.papers(ids))
    return list(zip(papers, citations.citations(map(_titled, papers), style), strict=True))


def reference_list(view: View, ids: Sequence[PaperId], style: str = citations.DEFAULT) -> Copied:
    """Return the citations of papers one below the other, numbered or in the order of the alphabet, as the style has it.

    One alone has no number. Raises as `cite`.
    """
    cited = [one for _, one in cite(view, ids, style)]
    if not any(one.number for one in cited):
        cited.sort(key=lambda one: one.plain.casefold())
    numbers = [one.number.replace("1", str(place)) if len(cited) > 1 else "" for place, one in enumerate(cited, 1)]
    lines = list(zip(numbers, cited, strict=True))
    plain = "\n".join(f"{number} {one.plain}".strip() for number, one in lines)
    html = "".join(f"<p>{f'{number} {one.html}'.strip()}</p>" for number, one in lines)
    return Copied(plain, html)


def quote(view: View, paper: PaperId, passage: str, style: str = citations.DEFAULT) -> Copied:
    """Return a passage of a paper in quotation marks, and below it where it stands. Raises `UnknownPaper`, `BadInput`."""
    ((_, cited),) = cite(view, [view.paper(paper).id], style)
    passage = line(passage)
    html = f"<blockquote><p>{escape(passage, quote=False)}</p></blockquote><p>{cited.html}</p>"
    return Copied(f"“{passage}”\n— {cited.plain}", html)


def bibtex(library: Library, ids: Sequence[PaperId], key_pattern: str = DEFAULT_PATTERN) -> Copied:
    """Return papers as BibTeX; their keys are kept, and stay. Raises `BadInput`."""
    _check(ids)
    return Copied("".join(Export(library, Order("bibtex", ids, key_pattern=key_pattern)).text()))


def markdown_links(view: View, ids: Sequence[PaperId]) -> Copied:
    """Return a link to each paper in Markdown, one a line; as HTML, links. Raises `BadInput`."""
    _check(ids)
    links = [(line(pieces_as_text(title_pieces(paper))), url_of(paper)) for paper in view.papers(ids)]
    plain = "\n".join(f"[{markdown(title)}]({_bracketed(url)})" if url else markdown(title) for title, url in links)
    return Copied(plain, "<br>".join(_anchor(title, url) for title, url in links))


def _bracketed(url: str) -> str:
    return re.sub(r"[()]", lambda found: f"%{ord(found[0]):02X}", url)


def _anchor(title: str, url: str) -> str:
    return f'<a href="{escape(url)}">{escape(title, quote=False)}</a>' if url else escape(title, quote=False)


def _titled(paper: Paper) -> Exported:
    """Return a paper with its title as it is shown; that is all that a citation needs."""
    return Exported(paper, shown=Shown(title=title_pieces(paper)))


def _check(ids: Iterable[PaperId]) -> None:
    count = len(list(ids))
    if count > MOST:
        raise BadInput(f"{count:,} papers are too many to be copied at once; choose {MOST} at most, or export them")

# SPDX-License-Identifier: MIT
"""One row a paper as CSV (RFC 4180). What a spreadsheet would take for a formula has an apostrophe before it.

So has a value that begins with apostrophes before such a sign: whoever reads the file back takes off one.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from paperdesk.domain.exported import Exported
from paperdesk.domain.text import guarded
from paperdesk.export.exporter import KEYS, SHOWN, Exporter, Options
from paperdesk.export.markup import pieces_as_text
from paperdesk.export.plain import arxiv_of, clean, doi_of, line

COLUMNS = (
    "key", "citation_key", "title", "authors", "published", "day", "listed", "categories", "tags", "read", "starred",
    "later", "archived", "upvotes", "arxiv", "doi", "link_arxiv", "link_pdf", "link_huggingface", "link_code",
    "link_project", "abstract", "note", "highlights",
)  # fmt: skip
# https://owasp.org/www-community/attacks/CSV_Injection; blanks before the sign do not keep a spreadsheet from it.


def row(values: Sequence[str]) -> str:
    """Return one line of the file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([guarded(clean(value)) for value in values])
    return out.getvalue()


def _values(exported: Exported) -> list[str]:
    paper, shown = exported.paper, exported.shown
    marks = ["yes" if mark else "" for mark in (paper.read, paper.starred, paper.later, paper.archived)]
    quotes = [line(shown.quotes.get(one.id, one.selector.exact)) for one in paper.highlights]
    links = paper.links
    return [
        paper.key, exported.citation_key, line(pieces_as_text(shown.title) or paper.title), "; ".join(map(line, paper.authors)),
        line(paper.published), paper.day, "; ".join(paper.listed), "; ".join(map(line, paper.categories)),
        "; ".join(paper.tags), *marks, str(paper.upvotes), arxiv_of(paper), doi_of(paper),
        links.arxiv, links.pdf, links.huggingface, links.code, links.project,
        clean(pieces_as_text(shown.abstract) or paper.abstract), clean(paper.note), "\n".join(quotes),
    ]  # fmt: skip


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the heading and the rows."""
    yield row(COLUMNS)
    for exported in papers:
        yield row(_values(exported))


EXPORTER = Exporter("csv", "CSV (one row a paper)", ".csv", text, frozenset((KEYS, SHOWN)))

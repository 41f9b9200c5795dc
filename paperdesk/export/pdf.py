# SPDX-License-Identifier: MIT
"""The HTML of a printed document; whoever has Qt lays it out on pages. The template `pdf`."""

from collections.abc import Iterable, Iterator

from paperdesk.domain.exported import Exported
from paperdesk.export.exporter import KEYS, SHOWN, Exporter, Options
from paperdesk.export.layout import laid_out


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the text of the template."""
    return laid_out(papers, options, "pdf")


EXPORTER = Exporter("pdf", "PDF", ".pdf", text, frozenset((KEYS, SHOWN)), layout="pdf", printed=True)

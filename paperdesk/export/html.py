# SPDX-License-Identifier: MIT
"""One page of HTML that loads nothing, for the screen and for paper; the template `html`."""

from collections.abc import Iterable, Iterator

from paperdesk.domain.exported import Exported
from paperdesk.export.exporter import KEYS, SHOWN, Exporter, Options
from paperdesk.export.layout import laid_out


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the text of the template."""
    return laid_out(papers, options, "html")


EXPORTER = Exporter("html", "HTML page", ".html", text, frozenset((KEYS, SHOWN)), layout="html")

# SPDX-License-Identifier: MIT
"""Markdown as any reader of it takes it; the layout is the template `markdown`."""

from collections.abc import Iterable, Iterator

from paperdesk.domain.exported import Exported
from paperdesk.export.exporter import KEYS, SHOWN, Exporter, Options
from paperdesk.export.layout import laid_out


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the text of the template."""
    return laid_out(papers, options, "markdown")


EXPORTER = Exporter("markdown", "Markdown", ".md", text, frozenset((KEYS, SHOWN)), layout="markdown", a_file_each=True)

# SPDX-License-Identifier: MIT
"""Pages for Logseq: properties, blocks, and block ids that stay; the template `logseq`."""

from collections.abc import Iterable, Iterator

from paperdesk.domain.exported import Exported
from paperdesk.export.exporter import KEYS, SHOWN, Exporter, Options
from paperdesk.export.layout import laid_out


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the text of the template."""
    return laid_out(papers, options, "logseq")


EXPORTER = Exporter("logseq", "Logseq", ".md", text, frozenset((KEYS, SHOWN)), layout="logseq", a_file_each=True)

# SPDX-License-Identifier: MIT
"""Notes for an Obsidian vault: YAML front matter, callouts, and block ids that stay; the template `obsidian`."""

from collections.abc import Iterable, Iterator

from paperdesk.domain.exported import Exported
from paperdesk.export.exporter import KEYS, SHOWN, Exporter, Options
from paperdesk.export.layout import laid_out


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the text of the template."""
    return laid_out(papers, options, "obsidian")


EXPORTER = Exporter("obsidian", "Obsidian", ".md", text, frozenset((KEYS, SHOWN)), layout="obsidian", a_file_each=True)

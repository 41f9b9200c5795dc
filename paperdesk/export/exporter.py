# SPDX-License-Identifier: MIT
"""What an exporter is: papers in, text out piece by piece, in bounded memory."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from paperdesk.domain.exported import Exported
from paperdesk.domain.searches import SavedSearch

# What an exporter can ask to be given of a paper beyond `Exported.paper`; each takes time. HELD_KEYS: no key is made.
KEYS, HELD_KEYS, SHOWN, VERSIONS, LEDGER = "keys", "held keys", "shown", "versions", "ledger"


@dataclass(frozen=True, slots=True)
class Options:
    """What is said of one export beside its papers.

    `template` names a layout (empty: the format's own), looked for in the folder `templates` first. `heading` is the
    title of the whole. `searches` and `lone_tags` are given only where the whole library goes out. `colours` are the
    reader's names of the colours of highlights.
    """

    template: str = ""
    templates: Path | None = None
    heading: str = "PaperDesk"
    searches: tuple[SavedSearch, ...] = ()
    lone_tags: tuple[str, ...] = ()
    colours: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format. `text` yields the file piece by piece, drawing one paper after the other.

    `needs` are of those above. `a_file_each` says that a folder of files, one a paper, is the usual
    form; `of_highlights` that nothing but highlights is in it. `layout` names the template that is used where none is
    chosen; `printed` that the text is HTML to be laid out on pages. Text is written as UTF-8 with its line ends as they are.
    """

    name: str
    label: str
    suffix: str
    text: Callable[[Iterable[Exported], Options], Iterator[str]]
    needs: frozenset[str] = frozenset()
    a_file_each: bool = False
    layout: str = ""
    printed: bool = False
    of_highlights: bool = False

    def write(self, papers: Iterable[Exported], out: TextIO, options: Options | None = None) -> None:
        """Write `papers` to `out` as one file."""
        out.writelines(self.text(papers, options or Options()))

# SPDX-License-Identifier: MIT
"""Marks and tags on papers, said as the reader says them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from paperdesk.domain.changes import Changes
from paperdesk.domain.paper import PaperId
from paperdesk.domain.tags import tag_name

if TYPE_CHECKING:
    from paperdesk.library.library import Library

_SAID = {
    ("read", True): "Marked {} read",
    ("read", False): "Marked {} unread",
    ("starred", True): "Starred {}",
    ("starred", False): "Took the star off {}",
    ("later", True): "Kept {} for later",
    ("later", False): "Took {} off Read later",
    ("archived", True): "Archived {}",
    ("archived", False): "Took {} out of the archive",
}


def papers_said(count: int) -> str:
    """Return `1 paper` or `12 papers`."""
    return "1 paper" if count == 1 else f"{count:,} papers"


def mark_papers(library: "Library", papers: Sequence[PaperId], marks: Mapping[str, bool]) -> Changes:
    """Set `marks` (`read`, `starred`, `later`, `archived`; one at least) on `papers`; archiving marks read as well."""
    wanted = dict(marks)
    if wanted.get("archived"):
        wanted.setdefault("read", True)
    first, *others = (_SAID[mark].format(papers_said(len(papers))) for mark in marks.items())
    return library.mark(papers, wanted, "; ".join([first, *(said[0].lower() + said[1:] for said in others)]))


def mark_opened(library: "Library", paper: PaperId) -> Changes:
    """Mark a paper read because it was in front of the reader; not a step that undo would take back."""
    return library.mark([paper], {"read": True}, "Read a paper", undoable=False)


def tag_papers(library: "Library", papers: Sequence[PaperId], names: Sequence[str]) -> Changes:
    """Put tags on papers. Raises `BadInput` for a name that is none."""
    return library.tag(papers, names, f"Tagged {papers_said(len(papers))} {_hashes(names)}")


def untag_papers(library: "Library", papers: Sequence[PaperId], names: Sequence[str]) -> Changes:
    """Take tags off papers. Raises `BadInput` for a name that is none."""
    return library.untag(papers, names, f"Took {_hashes(names)} off {papers_said(len(papers))}")


def remove_papers(library: "Library", papers: Sequence[PaperId]) -> Changes:
    """Take papers out of the library; undo brings them back."""
    return library.hide(papers, f"Removed {papers_said(len(papers))}")


def _hashes(names: Iterable[str]) -> str:
    return " ".join(f"#{tag_name(name)}" for name in names)

# SPDX-License-Identifier: MIT
"""Highlights, notes and the trash, said as the reader says them. Positions are code points of the abstract in force."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from paperdesk.domain.annotation import HighlightId
from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput
from paperdesk.domain.paper import PaperId
from paperdesk.domain.searches import COLOURS
from paperdesk.domain.text import one_line
from paperdesk.services.triage import papers_said, remove_papers

if TYPE_CHECKING:
    from paperdesk.library.library import Library

__all__ = [
    "add_highlight", "change_highlight", "delete_highlights", "highlight_quote", "keep_note", "move_highlight", "purge_trash",
    "remove_papers", "restore_papers", "write_note",
]  # fmt: skip

_SAID = 40  # code points of a passage that a summary repeats


def add_highlight(
    library: "Library",
    paper: PaperId,
    start: int,
    end: int,
    *,
    colour: str = COLOURS[0],
    note: str = "",
    tags: Sequence[str] = (),
    text_hash: str = "",
) -> Changes:
    """Highlight [start, end) of a paper's abstract, widened to whole characters.

    `text_hash` names the text that the positions are meant in: where another has come into force since, the passage
    is looked for in that. Raises `BadInput` for a passage, colour, note or tag that cannot be, and `Trouble` where the
    passage has gone.
    """
    return library.add_highlight(
        paper, start, end, colour=colour, note=note, tags=tags, summary="Highlighted a passage", text_hash=text_hash
    )


def highlight_quote(
    library: "Library",
    paper: PaperId,
    quote: str,
    *,
    prefix: str = "",
    nth: int | None = None,
    colour: str = COLOURS[0],
    note: str = "",
    tags: Sequence[str] = (),
) -> Changes:
    """Highlight the passage that `quote` is, as it is stored or as the reader sees it, with any white space.

    Of several, the one that stands after `prefix`, or the `nth` of those (from 1). Raises `BadInput` where there is
    none, where there is more than one, and as `add_highlight`.
    """
    from paperdesk.services.quotes import places

    if not quote.strip():
        raise BadInput("the quote is empty; write the passage that is to be highlighted")
    found = places(library.paper(paper).abstract, quote, prefix)
    said = f"{_short(quote)!r}" + (f" after {_short(prefix)!r}" if prefix else "")
    if not found:
        raise BadInput(f"the abstract does not hold {said}; `paperdesk show` prints it")
    if nth is None and len(found) > 1:
        raise BadInput(f"{said} occurs {len(found)} times in the abstract; say which with --prefix TEXT or --nth N")
    if nth is not None and not 1 <= nth <= len(found):
        raise BadInput(f"{said} occurs {_times(len(found))} in the abstract; there is no number {nth}")
    start, end = found[(nth or 1) - 1]
    return add_highlight(library, paper, start, end, colour=colour, note=note, tags=tags)


def change_highlight(
    library: "Library",
    highlight: HighlightId,
    *,
    colour: str | None = None,
    note: str | None = None,
    tags: Sequence[str] | None = None,
) -> Changes:
    """Give a highlight another colour, note or tags (all that it is to have); None leaves what it is.

    Raises `BadInput` for a value that cannot be, `Trouble` where the highlight is gone.
    """
    said = {"colour": colour, "note": note, "tags": tags}
    what = " and ".join(name for name, value in said.items() if value is not None)
    summary = f"Changed the {what or 'look'} of a highlight"
    return library.change_highlight(highlight, colour=colour, note=note, tags=tags, summary=summary)


def move_highlight(library: "Library", highlight: HighlightId, start: int, end: int, *, text_hash: str = "") -> Changes:
    """Let a highlight be on [start, end) of the abstract: its edges dragged, or a detached one placed. Raises as `add_highlight`."""
    return library.move_highlight(highlight, start, end, summary="Moved a highlight", text_hash=text_hash)


def delete_highlights(library: "Library", highlights: Sequence[HighlightId]) -> Changes:
    """Delete highlights with the notes on them."""
    count = len(highlights)
    return library.delete_highlights(highlights, f"Deleted {'a highlight' if count == 1 else f'{count:,} highlights'}")


def write_note(library: "Library", paper: PaperId, text: str) -> Changes:
    """Let `text` be the note on a paper; a blank one deletes it.

    What is saved again within a minute, while it is typed, stays one step of undo. Raises `BadInput` for a note
    beyond a million characters.
    """
    return library.write_note(paper, text, _noted(text))


def keep_note(library: "Library", paper: PaperId, text: str, known: Collection[str]) -> tuple[str, str]:
    """Keep a note that is being written, as `write_note` does; what others wrote on the paper meanwhile stays.

    `known` are the notes that the writer has seen or written: any other is joined to `text` below a rule. Returns the
    note as it is now, and what was joined. Raises `BadInput`, and `Trouble` where the paper is gone.
    """
    return library.keep_note(paper, text, _noted(text), known)


def _noted(text: str) -> str:
    return "Wrote a note" if text.strip() else "Deleted a note"


def restore_papers(library: "Library", papers: Sequence[PaperId]) -> Changes:
    """Bring papers back from the trash, with all that belongs to them."""
    return library.restore(papers, f"Restored {papers_said(len(papers))}")


def purge_trash(library: "Library") -> int:
    """Delete for good the papers that were taken out more than 30 days ago; return how many. It cannot be undone."""
    return library.purge()


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SAID else line[: _SAID - 1] + "…"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"

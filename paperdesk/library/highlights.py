# SPDX-License-Identifier: MIT
"""Highlights made, changed, moved and deleted."""

import sqlite3
from collections.abc import Iterable, Sequence

from paperdesk.domain.annotation import HighlightId, Selector
from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.paper import PaperId
from paperdesk.domain.searches import COLOURS
from paperdesk.domain.tags import fold_tag, tag_name
from paperdesk.domain.text import storable
from paperdesk.library import sessions, tags
from paperdesk.library.anchors import place_columns, placed
from paperdesk.library.papers import present
from paperdesk.library.transaction import Row, Transaction

LONGEST_NOTE = 1_000_000  # code points


def add(
    connection: sqlite3.Connection,
    paper: PaperId,
    start: int,
    end: int,
    *,
    colour: str,
    note: str,
    names: Sequence[str],
    summary: str,
    text_hash: str = "",
) -> Changes:
    """Highlight [start, end), in code points, of the abstract in force of `paper`, or of its version `text_hash`.

    Raises `BadInput` for a passage, colour, note or tag that cannot be, `UnknownPaper`, and `Trouble` where the passage
    has no place in the text in force.
    """
    colour, note = colour_of(colour), note_of(note)
    wanted = [tag_name(name) for name in names]
    with Transaction(connection, "highlight", summary) as transaction:
        for there in present(connection, [paper]):
            selector = placed(transaction, there, start, end, text_hash)
            insert(transaction, there, selector, colour=colour, note=note, names=wanted)
    return transaction.changes


def insert(
    transaction: Transaction,
    paper: int,
    selector: Selector,
    *,
    colour: str,
    note: str = "",
    names: Sequence[str] = (),
    created: str = "",
    detached: bool = False,
) -> int:
    """Make one highlight within a transaction; return its id. All values are fit to be stored; `created` is now if empty.

    A `detached` one has no place in the text in force, and its selector names another text than that.
    """
    times = {"created": created or transaction.at, "changed": transaction.at}
    row = {"paper_id": paper, **place_columns(selector, detached=detached), "colour": colour, "note": note, **times}
    highlight = transaction.insert("highlights", row)
    set_tags(transaction, highlight, names)
    return highlight


def change(
    connection: sqlite3.Connection,
    highlight: HighlightId,
    *,
    colour: str | None,
    note: str | None,
    names: Sequence[str] | None,
    summary: str,
) -> Changes:
    """Give a highlight another colour, note or tags; None leaves what it is.

    A note that is written on within a minute stays one step. Raises `BadInput`, and `Trouble` where it is gone.
    """
    values = {} if colour is None else {"colour": colour_of(colour)}
    values |= {} if note is None else {"note": note_of(note)}
    with Transaction(connection, "change highlight", summary) as transaction:
        known = _known(transaction, highlight)
        changed = {c: v for c, v in values.items() if known[c] != v}
        if changed.keys() == {"note"} and known["note"] and note:
            sessions.carry_on(transaction, "highlights", {"id": highlight}, "note")
        tagged = names is not None and set_tags(transaction, highlight, [tag_name(name) for name in names])
        if changed or tagged:
            transaction.update("highlights", {"id": highlight}, {**changed, "changed": transaction.at})
    return transaction.changes


def move(
    connection: sqlite3.Connection,
    highlight: HighlightId,
    start: int,
    end: int,
    *,
    summary: str,
    text_hash: str = "",
) -> Changes:
    """Put a highlight, also a detached one, on [start, end) of the abstract in force. Raises as `add`."""
    with Transaction(connection, "move highlight", summary) as transaction:
        known = _known(transaction, highlight)
        place = place_columns(placed(transaction, known["paper_id"], start, end, text_hash))
        if any(known[c] != v for c, v in place.items()):
            transaction.update("highlights", {"id": highlight}, {**place, "changed": transaction.at})
    return transaction.changes


def delete(connection: sqlite3.Connection, highlights: Iterable[HighlightId], summary: str) -> Changes:
    """Delete highlights with their notes; those that are gone already are passed over."""
    with Transaction(connection, "delete highlight", summary) as transaction:
        for highlight in dict.fromkeys(highlights):
            set_tags(transaction, highlight, [])
            transaction.delete("highlights", {"id": highlight})
    return transaction.changes


def _known(transaction: Transaction, highlight: HighlightId) -> Row:
    found = transaction.rows("SELECT * FROM highlights WHERE id = ?", (highlight,))
    if not found:
        raise Trouble("this highlight is gone; another window or command deleted it")
    return found[0]


def set_tags(transaction: Transaction, highlight: int, names: Sequence[str]) -> bool:
    """Let a highlight have the tags `names`, those and no others; return whether any came or went."""
    sql = "SELECT tag_id, folded FROM highlight_tags JOIN tags ON tags.id = tag_id WHERE highlight_id = ?"
    known = {folded: tag for tag, folded in transaction.execute(sql, (highlight,))}
    wanted = {fold_tag(name): name for name in names}
    for folded in wanted.keys() - known.keys():
        tag = tags.make_tag(transaction, wanted[folded])
        transaction.insert("highlight_tags", {"highlight_id": highlight, "tag_id": tag})
    for folded in known.keys() - wanted.keys():
        transaction.delete("highlight_tags", {"highlight_id": highlight, "tag_id": known[folded]})
        tags.drop_if_unused(transaction, known[folded])
    return wanted.keys() != known.keys()


def colour_of(text: str) -> str:
    """Return `text` where it is a colour of highlights. Raises `BadInput`."""
    if text not in COLOURS:
        raise BadInput(f"{text[:40]!r} is no colour; there are {', '.join(COLOURS)}")
    return text


def note_of(text: str) -> str:
    """Return a note as it is stored: all of its text, or nothing of one that is blank. Raises `BadInput` for a huge one."""
    if len(text) > LONGEST_NOTE:
        raise BadInput(f"a note of {len(text):,} characters is too long; {LONGEST_NOTE:,} is the most")
    return storable(text) if text.strip() else ""

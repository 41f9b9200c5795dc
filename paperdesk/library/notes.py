# SPDX-License-Identifier: MIT
"""The note on a paper: one text in Markdown."""

import sqlite3
from collections.abc import Collection

from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import Trouble
from paperdesk.domain.note_links import joined
from paperdesk.domain.paper import PaperId
from paperdesk.library import sessions
from paperdesk.library.highlights import note_of
from paperdesk.library.papers import note, present
from paperdesk.library.transaction import Transaction


def write(connection: sqlite3.Connection, paper: PaperId, text: str, summary: str) -> Changes:
    """Let `text` be the note on a paper, as it stands; a blank one is none. Raises `BadInput`, `UnknownPaper`.

    What is written within a minute of the latest word on the same note stays one step.
    """
    text = note_of(text)
    with Transaction(connection, "write note", summary) as transaction:
        for there in present(connection, [paper]):
            _go_on(transaction, there, text)
    return transaction.changes


def keep(
    connection: sqlite3.Connection, paper: PaperId, text: str, summary: str, known: Collection[str]
) -> tuple[str, str]:
    """Write a note as `write` does, but lose none that its writer has not seen: one that is not in `known` is joined.

    Returns the note as it is now, and what was joined to it. Raises `BadInput`, and `Trouble` where there is no such
    paper any more.
    """
    theirs = ""
    with Transaction(connection, "write note", summary) as transaction:
        there = next(iter(present(connection, [paper])), None)
        if there is None:
            raise Trouble("its paper is not in the library any more")
        found = note(transaction, there)
        if there != paper:  # merged away meanwhile, and its note into that of the other
            _go_on(transaction, there, _grown(found, known, text))
            return text, ""
        if found not in known:
            text, theirs = note_of(joined(text, found)), found
        _go_on(transaction, there, note_of(text))
    return text, theirs


def _grown(note: str, known: Collection[str], text: str) -> str:
    """Return `note`, which holds one of `known`, with `text` in the place of that."""
    held = next((one.strip() for one in known if one.strip() and one.strip() in note), None)
    return note_of(note.replace(held, text.strip(), 1) if held else joined(note, text))


def _go_on(transaction: Transaction, paper: int, text: str) -> None:
    """Put a note in the place of what it was a moment ago, as the same step."""
    known = note(transaction, paper)
    if text and known and text != known:
        sessions.carry_on(transaction, "notes", {"paper_id": paper}, "text")
    put(transaction, paper, text)


def put(transaction: Transaction, paper: int, text: str) -> None:
    """Let `text` be the note on `paper`, within a transaction."""
    known = note(transaction, paper)
    if not text:
        transaction.delete("notes", {"paper_id": paper})
    elif not known:
        transaction.insert("notes", {"paper_id": paper, "text": text, "changed": transaction.at})
    elif text != known:
        transaction.update("notes", {"paper_id": paper}, {"text": text, "changed": transaction.at})


def join(transaction: Transaction, keep: int, lose: int) -> None:
    """Add the note on the paper `lose` to that on `keep`, below a rule where both have one; what is there already is not said twice."""
    kept, lost = note(transaction, keep), note(transaction, lose)
    if not lost:
        return
    put(transaction, lose, "")
    put(transaction, keep, joined(kept, lost))

# SPDX-License-Identifier: MIT
"""The note on a paper: one text in Markdown."""

import sqlite3

from paperdesk.domain.changes import Changes
from paperdesk.domain.paper import PaperId
from paperdesk.library import sessions
from paperdesk.library.highlights import note_of
from paperdesk.library.papers import note, present
from paperdesk.library.transaction import Transaction

_RULE = "\n\n---\n\n"


def write(connection: sqlite3.Connection, paper: PaperId, text: str, summary: str) -> Changes:
    """Let `text` be the note on a paper, as it stands; a blank one is none. Raises `BadInput`, `UnknownPaper`.

    What is written within a minute of the latest word on the same note stays one step.
    """
    text = note_of(text)
    with Transaction(connection, "write note", summary) as transaction:
        for there in present(connection, [paper]):
            known = note(connection, there)
            if text and known and text != known:
                sessions.carry_on(transaction, "notes", {"paper_id": there}, "text")
            put(transaction, there, text)
    return transaction.changes


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
    if lost.strip() not in kept:
        put(transaction, keep, f"{kept.rstrip()}{_RULE}{lost}" if kept else lost)

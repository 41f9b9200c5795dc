# SPDX-License-Identifier: MIT
"""The versions of a paper's abstract: as soon as there are two, each is kept beside the one in force."""

import sqlite3

from paperdesk.domain.annotation import TextId, TextVersion, text_hash
from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.paper import PaperId
from paperdesk.library.transaction import Row, Transaction

_ALL = "SELECT id, source, text, hash, met FROM texts WHERE paper_id = ? ORDER BY met DESC, id DESC"
_FIRST_MEETING = "SELECT source, met FROM sightings WHERE paper_id = ? ORDER BY met, day, source LIMIT 1"


def versions(connection: sqlite3.Connection, paper: PaperId) -> tuple[TextVersion, ...]:
    """Return the texts of a paper's abstract: the one in force, then the others, the one met last first.

    None for a paper without an abstract. Raises `UnknownPaper`.
    """
    found = connection.execute("SELECT abstract FROM papers WHERE id = ? AND hidden = 0", (paper,)).fetchone()
    if found is None:
        raise UnknownPaper(str(paper))
    (abstract,) = found
    if not abstract:
        return ()
    in_force = text_hash(abstract)
    known = [
        TextVersion(TextId(i), source, text, hashed, met, hashed == in_force)
        for i, source, text, hashed, met in connection.execute(_ALL, (paper,))
    ]
    if not any(version.in_force for version in known):
        source, met = first_meeting(connection, paper)
        known.append(TextVersion(TextId(0), source, abstract, in_force, met, in_force=True))
    return tuple(sorted(known, key=lambda version: not version.in_force))


def first_meeting(connection: sqlite3.Connection | Transaction, paper: int) -> tuple[str, str]:
    """Return the source that brought a paper first, which is where its only text is from, and when."""
    found: tuple[str, str] | None = connection.execute(_FIRST_MEETING, (paper,)).fetchone()
    return found or ("", "")


def known_texts(transaction: Transaction, paper: int) -> dict[str, str]:
    """Return the texts that are kept beside the one in force, by hash; of most papers there are none."""
    return dict(transaction.execute("SELECT hash, text FROM texts WHERE paper_id = ?", (paper,)).fetchall())


def source_in_force(transaction: Transaction, row: Row) -> str:
    """Return the source of the text in force of the paper `row`."""
    sql = "SELECT source FROM texts WHERE paper_id = ? AND hash = ?"
    found = transaction.execute(sql, (row["id"], text_hash(row["abstract"]))).fetchone()
    return str(found[0]) if found else first_meeting(transaction, row["id"])[0]


def keep(transaction: Transaction, paper: int, text: str, source: str, met: str) -> None:
    """Keep one text beside the others; one that is kept already stays as it is."""
    hashed = text_hash(text)
    if not transaction.execute("SELECT 1 FROM texts WHERE paper_id = ? AND hash = ?", (paper, hashed)).fetchone():
        row = {"paper_id": paper, "source": source, "hash": hashed, "met": met, "text": text}
        transaction.insert("texts", row)


def meet_again(transaction: Transaction, paper: int, hashed: str, source: str) -> None:
    """Let a kept text be one that `source` told just now."""
    for found in transaction.rows("SELECT id FROM texts WHERE paper_id = ? AND hash = ?", (paper, hashed)):
        transaction.update("texts", {"id": found["id"]}, {"source": source, "met": transaction.at})


def keep_in_force(transaction: Transaction, row: Row) -> None:
    """Keep the text in force of the paper `row` among its versions, before another one comes."""
    if row["abstract"]:
        source, met = first_meeting(transaction, row["id"])
        keep(transaction, row["id"], row["abstract"], source, met)


def move(transaction: Transaction, lost: int, kept: int) -> None:
    """Let the versions of the paper `lost` be versions of `kept`."""
    have = known_texts(transaction, kept)
    for found in transaction.rows("SELECT id, hash FROM texts WHERE paper_id = ?", (lost,)):
        if found["hash"] in have:
            transaction.delete("texts", {"id": found["id"]})
        else:
            transaction.update("texts", {"id": found["id"]}, {"paper_id": kept})

# SPDX-License-Identifier: MIT
"""Citation keys: made once, when one is first asked for, and kept whatever becomes of the title."""

import json
import sqlite3
from collections.abc import Sequence

from paperdesk.domain.changes import Changes
from paperdesk.domain.citation import CITATION
from paperdesk.domain.citation_keys import check_key, citation_key, is_key, suffixes
from paperdesk.domain.errors import BadInput
from paperdesk.domain.paper import PaperId
from paperdesk.library.papers import present
from paperdesk.library.transaction import Transaction

_AT_ONCE = 500  # papers; the parameters of one statement
_BATCH = 2_000  # papers a transaction, so that others get their turn


def keys(connection: sqlite3.Connection, papers: Sequence[PaperId]) -> dict[PaperId, str]:
    """Return the citation keys of those of `papers` that have one."""
    found: dict[PaperId, str] = {}
    for start in range(0, len(papers), _AT_ONCE):
        some = papers[start : start + _AT_ONCE]
        sql = f"SELECT paper_id, key FROM citation_keys WHERE paper_id IN ({','.join('?' * len(some))})"
        found.update((PaperId(paper), key) for paper, key in connection.execute(sql, some))
    return found


def give(connection: sqlite3.Connection, papers: Sequence[PaperId], pattern: str) -> Changes:
    """Make a key of `pattern` for each of `papers` that has none, in their order; no step that undo would take back.

    Raises `BadInput` for a pattern that cannot be.
    """
    changes = Changes()
    known = keys(connection, papers)
    lacking = [paper for paper in papers if paper not in known]
    for start in range(0, len(lacking), _BATCH):
        with Transaction(connection, "citation keys", "Made citation keys", undoable=False) as transaction:
            _give_some(transaction, lacking[start : start + _BATCH], pattern)
        changes |= transaction.changes
    return changes


def _give_some(transaction: Transaction, papers: Sequence[PaperId], pattern: str) -> None:
    sql = "SELECT key, title, published FROM papers WHERE id = ? AND NOT EXISTS (SELECT 1 FROM citation_keys WHERE paper_id = id)"
    names = "SELECT name FROM paper_authors WHERE paper_id = ? ORDER BY position LIMIT 4"
    for paper in papers:
        row = transaction.execute(sql, (paper,)).fetchone()
        if row is None:
            continue  # gone since, or another process was faster
        key, title, published = row
        authors = [name for (name,) in transaction.execute(names, (paper,))]
        made = _brought(transaction, paper) or citation_key(
            pattern, title=title, authors=authors, published=published, key=key
        )
        transaction.insert("citation_keys", {"paper_id": paper, "key": _free(transaction, made)})


def _brought(transaction: Transaction, paper: int) -> str:
    """Return the key that a reference manager had for the paper, so that what was written with it still compiles."""
    sql = "SELECT extra FROM sightings WHERE paper_id = ? AND extra LIKE '%citation-key%' ORDER BY met"
    for (extra,) in transaction.execute(sql, (paper,)):
        fields = json.loads(extra).get(CITATION)
        key = fields.get("citation-key") if isinstance(fields, dict) else None
        if isinstance(key, str) and is_key(key) and owner(transaction, key) is None:
            return key
    return ""


def _free(transaction: Transaction, key: str) -> str:
    return next(key + suffix for suffix in suffixes() if owner(transaction, key + suffix) is None)


def owner(transaction: Transaction, key: str) -> int | None:
    """Return the paper that has `key`, in any case; None where none has it."""
    found = transaction.execute("SELECT paper_id FROM citation_keys WHERE key = ?", (key,)).fetchone()
    return None if found is None else int(found[0])


def set_key(connection: sqlite3.Connection, paper: PaperId, key: str) -> Changes:
    """Give a paper the citation key that the reader chose. Raises `BadInput` for none, or one that another paper has."""
    check_key(key)
    with Transaction(connection, "citation key", f"Changed the citation key to {key}") as transaction:
        for one in present(connection, [paper]):
            place_key(transaction, one, key)
    return transaction.changes


def place_key(transaction: Transaction, paper: int, key: str) -> None:
    """Put `key` on `paper` inside a transaction. Raises `BadInput` where another paper has it."""
    if owner(transaction, key) not in (None, paper):
        raise BadInput(f"another paper has the citation key {key!r}; choose another one")
    if not transaction.update("citation_keys", {"paper_id": paper}, {"key": key}) and owner(transaction, key) is None:
        transaction.insert("citation_keys", {"paper_id": paper, "key": key})


def move_key(transaction: Transaction, old: int, new: int) -> None:
    """Let the paper `new` have the key of `old` where it has none; a key that was given out stays taken."""
    has_one = transaction.execute("SELECT 1 FROM citation_keys WHERE paper_id = ?", (new,)).fetchone()
    for row in [] if has_one else transaction.rows("SELECT * FROM citation_keys WHERE paper_id = ?", (old,)):
        transaction.delete("citation_keys", {"paper_id": old})
        transaction.insert("citation_keys", {**row, "paper_id": new})

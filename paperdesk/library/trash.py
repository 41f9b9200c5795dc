# SPDX-License-Identifier: MIT
"""The trash: papers that were taken out, with all that belongs to them, for 30 days."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta

from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import Trouble
from paperdesk.domain.identity import canonical_key
from paperdesk.domain.paper import PaperId
from paperdesk.domain.text import storable
from paperdesk.library.schema import LAPSED, MERGED, REMOVED, SHOWN
from paperdesk.library.tags import drop_if_unused
from paperdesk.library.transaction import Transaction, now

DAYS = 30
_OWNING = """SELECT tables.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND columns.name = 'paper_id'"""
_TAGS = """SELECT tag_id FROM paper_tags WHERE paper_id = ?1 UNION
    SELECT tag_id FROM highlight_tags JOIN highlights ON id = highlight_id WHERE paper_id = ?1"""
_BLANKED = """UPDATE papers SET hidden = ?, key = '', title = '', title_hash = 0, published = '', categories = '[]',
    arxiv_id = '', doi = '', other_id = '', link_arxiv = '', link_pdf = '', link_huggingface = '', link_code = '',
    link_project = '', abstract = '', listed = 0, sort_day = '', source = '', upvotes = 0, trend = 0 WHERE id = ?"""


def removals(connection: sqlite3.Connection) -> dict[PaperId, str]:
    """Return the papers in the trash, the one taken out last first, each with when that was (UTC, ISO 8601)."""
    sql = """SELECT paper_id, at FROM removals JOIN papers ON id = paper_id WHERE hidden = ?
        ORDER BY at DESC, paper_id DESC"""
    return {PaperId(paper): at for paper, at in connection.execute(sql, (REMOVED,))}


def find(connection: sqlite3.Connection, key: str) -> PaperId:
    """Return the paper in the trash that `key` names. Raises `Trouble` where there is none."""
    sql = "SELECT paper_id FROM aliases JOIN papers ON id = paper_id WHERE aliases.key = ? AND hidden = ?"
    found = connection.execute(sql, (storable(canonical_key(key)).casefold(), REMOVED)).fetchone()
    if not found:
        raise Trouble(f"no paper in the trash has the key {key!r}; `paperdesk trash list` names them")
    return PaperId(found[0])


def restore(connection: sqlite3.Connection, papers: Iterable[PaperId], summary: str) -> Changes:
    """Bring papers back from the trash, as one change; those that are not in it are passed over."""
    with Transaction(connection, "restore", summary) as transaction:
        for paper in dict.fromkeys(papers):
            found = transaction.execute("SELECT hidden FROM papers WHERE id = ?", (paper,)).fetchone()
            if found and found[0] == REMOVED:
                transaction.update("papers", {"id": paper}, {"hidden": SHOWN})
    return transaction.changes


def due(connection: sqlite3.Connection, moment: str = "") -> list[int]:
    """Return the papers that are longer than 30 days in the trash at `moment` (UTC, ISO 8601; now if empty)."""
    limit = (datetime.fromisoformat(moment or now()) - timedelta(days=DAYS)).isoformat(timespec="milliseconds")
    sql = "SELECT paper_id FROM removals JOIN papers ON id = paper_id WHERE hidden = ? AND at < ?"
    return [paper for (paper,) in connection.execute(sql, (REMOVED, limit.replace("+00:00", "Z")))]


def purge(connection: sqlite3.Connection, moment: str = "") -> int:
    """Delete for good what is longer than 30 days in the trash, with what the log holds of it; return how many papers.

    An empty row stays under each id, which is never given again. Steps that held nothing else are no longer undone.
    """
    if not due(connection, moment):
        return 0
    with Transaction(connection, "purge", undoable=False) as transaction:
        papers = due(connection, moment)  # others may have restored some meanwhile
        if papers:
            transaction.number()
        for paper in papers:
            for one in (paper, *_merged_into(transaction, paper)):
                _empty(transaction, one)
    return len(papers)


def _merged_into(transaction: Transaction, paper: int) -> list[int]:
    sql = "SELECT id FROM papers WHERE hidden = ? AND key IN (SELECT key FROM aliases WHERE paper_id = ?)"
    return [merged for (merged,) in transaction.execute(sql, (MERGED, paper)).fetchall()]


def _empty(transaction: Transaction, paper: int) -> None:
    """Delete what a paper had and what the log holds of it alone."""
    used = [tag for (tag,) in transaction.execute(_TAGS, (paper,)).fetchall()]
    for (relation,) in transaction.execute(_OWNING).fetchall():
        transaction.execute(f"DELETE FROM {relation} WHERE paper_id = ?", (paper,))
    for tag in used:
        drop_if_unused(transaction, tag)
    transaction.execute(_BLANKED, (LAPSED, paper))
    sql = "SELECT DISTINCT change_id FROM change_items WHERE first_paper = ?1 AND last_paper = ?1"
    changes = transaction.execute(sql, (paper,)).fetchall()
    transaction.execute("DELETE FROM change_items WHERE first_paper = ?1 AND last_paper = ?1", (paper,))
    for (change,) in changes:
        transaction.execute(
            "UPDATE changes SET undoable = 0"
            " WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM change_items WHERE change_id = ?1 AND relation <> 'tags')",
            (change,),
        )

# SPDX-License-Identifier: MIT
"""Which notes link to which papers: written with the notes themselves, and asked from both ends."""

import sqlite3
from collections.abc import Iterable

from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.identity import canonical_key, title_hash
from paperdesk.domain.note_links import LinkTarget, targets
from paperdesk.domain.paper import PaperId
from paperdesk.domain.text import one_line, storable
from paperdesk.library.papers import find

_NOTES = "SELECT text FROM notes WHERE paper_id = ?1 UNION ALL SELECT note FROM highlights WHERE paper_id = ?1 AND note <> ''"
_BACK = """SELECT id FROM papers WHERE +hidden = 0 AND id <> ?1 AND id IN (
    SELECT note_links.paper_id FROM note_links JOIN aliases ON aliases.key = note_links.key WHERE aliases.paper_id = ?1
    UNION SELECT note_links.paper_id FROM note_links JOIN papers AS meant USING (title_hash) WHERE meant.id = ?1)
    ORDER BY sort_day DESC, sort_rank, id DESC"""


def refresh(connection: sqlite3.Connection, papers: Iterable[int]) -> None:
    """Let the links of `papers` be those in their notes as they are now; within the transaction that wrote them."""
    for paper in papers:
        connection.execute("DELETE FROM note_links WHERE paper_id = ?", (paper,))
        found: dict[str, int] = {}
        for (text,) in connection.execute(_NOTES, (paper,)):
            for target in targets(text):
                found.setdefault(_key(target), title_hash(target))
        if found:
            connection.executemany(
                "INSERT INTO note_links VALUES (?, ?, ?)", [(paper, *link) for link in found.items()]
            )


def _key(target: str) -> str:
    return storable(canonical_key(target)).casefold()


def backlinks(connection: sqlite3.Connection, paper: PaperId) -> list[PaperId]:
    """Return the papers whose notes link to `paper`, newest first; not itself."""
    return [PaperId(other) for (other,) in connection.execute(_BACK, (paper,))]


def linked(connection: sqlite3.Connection, target: str) -> PaperId | None:
    """Return the paper that a link to `target` leads to: by its key, else by its title; None where there is none."""
    try:
        return find(connection, target)
    except UnknownPaper:
        sql = "SELECT id FROM papers WHERE title_hash = ? AND hidden = 0 ORDER BY id LIMIT 1"
        found = connection.execute(sql, (title_hash(target),)).fetchone()
        return PaperId(found[0]) if found else None


def link_targets(connection: sqlite3.Connection, prefix: str, limit: int) -> list[LinkTarget]:
    """Return at most `limit` papers that a link begun as `prefix` can mean: by the key, or a part of the title.

    Titles that begin so stand first, then those in which a word does; the newest first among equals.
    """
    wanted = one_line(prefix)[:200].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    sql = """SELECT id, key, title FROM papers WHERE hidden = 0
        AND (key LIKE ?1 || '%' ESCAPE '\\' OR title LIKE '%' || ?1 || '%' ESCAPE '\\')
        ORDER BY key NOT LIKE ?1 || '%' ESCAPE '\\' AND title NOT LIKE ?1 || '%' ESCAPE '\\',
        title NOT LIKE '% ' || ?1 || '%' ESCAPE '\\', sort_day DESC, sort_rank, id DESC LIMIT ?2"""
    return [LinkTarget(PaperId(i), key, title) for i, key, title in connection.execute(sql, (wanted, limit))]

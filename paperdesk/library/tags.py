# SPDX-License-Identifier: MIT
"""Tags: paths of words parted by `/`, equal without regard to case, written as they were first written."""

import sqlite3
from collections.abc import Iterable, Sequence

from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import Trouble
from paperdesk.domain.paper import PaperId, Tag, TagId
from paperdesk.domain.tags import fold_tag, tag_name
from paperdesk.library.papers import present
from paperdesk.library.transaction import Transaction


def all_tags(connection: sqlite3.Connection) -> list[Tag]:
    """Return every tag in the order of names, with the papers it holds; those of the tags below it count once."""
    tags = [
        (TagId(i), str(name), str(folded))
        for i, name, folded in connection.execute("SELECT id, name, folded FROM tags")
    ]
    own = _own_papers(connection)
    under: dict[str, dict[int, int]] = {}
    for tag_id, _, folded in tags:
        parts = folded.split("/")
        for depth in range(1, len(parts) + 1):
            under.setdefault("/".join(parts[:depth]), {}).update(own.get(tag_id, {}))
    return [
        Tag(tag_id, name, len(under[folded]), sum(1 for read in under[folded].values() if not read))
        for tag_id, name, folded in sorted(tags, key=lambda tag: tag[2].split("/"))
    ]


def _own_papers(connection: sqlite3.Connection) -> dict[int, dict[int, int]]:
    own: dict[int, dict[int, int]] = {}
    sql = "SELECT tag_id, paper_id, is_read FROM paper_tags JOIN papers ON papers.id = paper_id WHERE hidden = 0"
    for tag_id, paper_id, is_read in connection.execute(sql):
        own.setdefault(tag_id, {})[paper_id] = is_read
    return own


def tag(connection: sqlite3.Connection, papers: Sequence[PaperId], names: Iterable[str], summary: str) -> Changes:
    """Put the tags `names` on `papers`, making those that are not there yet.

    Raises `BadInput` for a name that is none, `UnknownPaper` for an id that never was.
    """
    wanted = [tag_name(name) for name in names]
    with Transaction(connection, "tag", summary) as transaction:
        holders = present(connection, papers)
        for name in wanted if holders else ():
            give_tag(transaction, make_tag(transaction, name), holders)
    return transaction.changes


def give_tag(transaction: Transaction, tag_id: int, papers: Sequence[int]) -> bool:
    """Put the tag on those of `papers` that do not have it; return whether there were any."""
    if len(papers) == 1:
        sql = "SELECT paper_id FROM paper_tags WHERE tag_id = ? AND paper_id = ?"
        have = {paper for (paper,) in transaction.execute(sql, (tag_id, papers[0]))}
    else:
        have = set(_holders(transaction, tag_id))
    lacking = [paper for paper in papers if paper not in have]
    for paper in lacking:
        transaction.insert("paper_tags", {"paper_id": paper, "tag_id": tag_id})
    return bool(lacking)


def untag(connection: sqlite3.Connection, papers: Sequence[PaperId], names: Iterable[str], summary: str) -> Changes:
    """Take the tags `names` off `papers`; a tag that no paper holds any more is removed. Raises as `tag`."""
    unwanted = [fold_tag(name) for name in names]
    with Transaction(connection, "untag", summary) as transaction:
        holders = present(connection, papers)
        for folded in unwanted:
            found = transaction.execute("SELECT id FROM tags WHERE folded = ?", (folded,)).fetchone()
            if not found:
                continue
            for paper in holders:
                transaction.delete("paper_tags", {"paper_id": paper, "tag_id": found[0]})
            drop_if_unused(transaction, found[0])
    return transaction.changes


def rename(connection: sqlite3.Connection, old: str, new: str) -> Changes:
    """Give the tag `old`, and the tags below it, the path `new`; onto a tag that is there, merge the two."""
    new = tag_name(new)
    with Transaction(connection, "rename tag", f"Renamed the tag {old} to {new}") as transaction:
        family = _family(transaction, old)
        if not family:
            raise Trouble(f"there is no tag {old!r}")
        if fold_tag(new).startswith(fold_tag(old) + "/"):
            raise Trouble(f"the tag {old!r} cannot be moved below itself")
        depth = fold_tag(old).count("/") + 1
        for tag_id, name in family:
            _rename_one(transaction, tag_id, "/".join([new, *name.split("/")[depth:]]))
    return transaction.changes


def delete(connection: sqlite3.Connection, name: str) -> Changes:
    """Remove a tag and the tags below it from all papers."""
    with Transaction(connection, "delete tag", f"Deleted the tag {name}") as transaction:
        family = _family(transaction, name)
        if not family:
            raise Trouble(f"there is no tag {name!r}")
        for tag_id, _ in family:
            _delete_one(transaction, tag_id)
    return transaction.changes


def _family(transaction: Transaction, name: str) -> list[tuple[int, str]]:
    folded = fold_tag(name)
    rows = transaction.execute("SELECT id, name, folded FROM tags ORDER BY folded")
    return [(i, n) for i, n, f in rows if f == folded or f.startswith(folded + "/")]


def make_tag(transaction: Transaction, name: str) -> int:
    """Return the tag called `name`, made where it is not there yet."""
    found = transaction.execute("SELECT id FROM tags WHERE folded = ?", (fold_tag(name),)).fetchone()
    return int(found[0]) if found else transaction.insert("tags", {"name": name, "folded": fold_tag(name)})


def _rename_one(transaction: Transaction, tag_id: int, new: str) -> None:
    taken = transaction.execute("SELECT id FROM tags WHERE folded = ? AND id <> ?", (fold_tag(new), tag_id)).fetchone()
    if not taken:
        transaction.update("tags", {"id": tag_id}, {"name": new, "folded": fold_tag(new)})
        return
    give_tag(transaction, taken[0], _holders(transaction, tag_id))
    _give_to_highlights(transaction, taken[0], _highlights(transaction, tag_id))
    _delete_one(transaction, tag_id)


def _holders(transaction: Transaction, tag_id: int) -> list[int]:
    return [p for (p,) in transaction.execute("SELECT paper_id FROM paper_tags WHERE tag_id = ?", (tag_id,))]


def _highlights(transaction: Transaction, tag_id: int) -> list[int]:
    return [h for (h,) in transaction.execute("SELECT highlight_id FROM highlight_tags WHERE tag_id = ?", (tag_id,))]


def _give_to_highlights(transaction: Transaction, tag_id: int, highlights: Sequence[int]) -> None:
    have = set(_highlights(transaction, tag_id))
    for highlight in highlights:
        if highlight not in have:
            transaction.insert("highlight_tags", {"highlight_id": highlight, "tag_id": tag_id})


def _delete_one(transaction: Transaction, tag_id: int) -> None:
    for paper in _holders(transaction, tag_id):
        transaction.delete("paper_tags", {"paper_id": paper, "tag_id": tag_id})
    for highlight in _highlights(transaction, tag_id):
        transaction.delete("highlight_tags", {"highlight_id": highlight, "tag_id": tag_id})
    transaction.delete("tags", {"id": tag_id})


def drop_if_unused(transaction: Transaction, tag_id: int) -> None:
    """Remove a tag that no paper and no highlight has any more."""
    if not is_used(transaction, tag_id):
        transaction.delete("tags", {"id": tag_id})


def is_used(transaction: Transaction, tag_id: int) -> bool:
    """Whether any paper or highlight has the tag."""
    sql = """SELECT EXISTS (SELECT 1 FROM paper_tags WHERE tag_id = ?1)
        OR EXISTS (SELECT 1 FROM highlight_tags WHERE tag_id = ?1)"""
    return bool(transaction.execute(sql, (tag_id,)).fetchone()[0])

# SPDX-License-Identifier: MIT
"""Two records found to be one paper are made one; whatever either held is kept."""

from paperdesk.domain.paper import PaperId
from paperdesk.library.marks import COLUMNS
from paperdesk.library.meetings import refresh_order
from paperdesk.library.transaction import Row, Transaction

_BLANKS = (
    "abstract", "published", "arxiv_id", "doi", "other_id",
    "link_arxiv", "link_pdf", "link_huggingface", "link_code", "link_project",
)  # fmt: skip


def merge_if_one(transaction: Transaction, keep: PaperId, other: PaperId) -> bool:
    """Merge `other` into `keep` unless their identifiers contradict each other; return whether it was done."""
    kept, lost = (transaction.rows("SELECT * FROM papers WHERE id = ?", (p,))[0] for p in (keep, other))
    if any(kept[c] and lost[c] and kept[c] != lost[c] for c in ("arxiv_id", "doi")):
        return False
    merge(transaction, kept, lost)
    return True


def merge(transaction: Transaction, kept: Row, lost: Row) -> None:
    """Move all that belongs to the paper `lost` to the paper `kept` and leave `lost` as a hidden shell for undo."""
    values = {c: lost[c] for c in _BLANKS if lost[c] and not kept[c]}
    values |= {c: int(bool(kept[c] or lost[c])) for c in COLUMNS.values()}
    if kept["categories"] == "[]":
        values["categories"] = lost["categories"]
    key = {**kept, **values}["arxiv_id"] or {**kept, **values}["doi"]
    if key:
        values["key"] = key
    transaction.update("papers", {"id": kept["id"]}, values)
    transaction.update("papers", {"id": lost["id"]}, {"hidden": 2})
    for relation, columns in (("paper_tags", ("tag_id",)), ("sightings", ("source", "day"))):
        _move(transaction, relation, columns, kept["id"], lost["id"])
    _move_authors(transaction, kept["id"], lost["id"])
    for alias in transaction.rows("SELECT key FROM aliases WHERE paper_id = ?", (lost["id"],)):
        transaction.update("aliases", alias, {"paper_id": kept["id"]})
    refresh_order(transaction, kept["id"])


def _move(transaction: Transaction, relation: str, columns: tuple[str, ...], keep: int, lose: int) -> None:
    for row in transaction.rows(f"SELECT * FROM {relation} WHERE paper_id = ?", (lose,)):
        old = {"paper_id": lose, **{c: row[c] for c in columns}}
        new = {**old, "paper_id": keep}
        where = " AND ".join(f"{c} = ?" for c in new)
        if not transaction.execute(f"SELECT 1 FROM {relation} WHERE {where}", tuple(new.values())).fetchone():
            transaction.delete(relation, old)
            transaction.insert(relation, {**row, "paper_id": keep})


def _move_authors(transaction: Transaction, keep: int, lose: int) -> None:
    if transaction.execute("SELECT 1 FROM paper_authors WHERE paper_id = ?", (keep,)).fetchone():
        return
    for row in transaction.rows("SELECT * FROM paper_authors WHERE paper_id = ?", (lose,)):
        transaction.insert("paper_authors", {**row, "paper_id": keep})

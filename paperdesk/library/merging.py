# SPDX-License-Identifier: MIT
"""Two records found to be one paper are made one; whatever either held is kept."""

import json

from paperdesk.domain.record import Sighting
from paperdesk.library import abstracts, notes
from paperdesk.library.citation_keys import move_key
from paperdesk.library.curves import move_meetings
from paperdesk.library.extent import MARK_COLUMNS
from paperdesk.library.keys import move_aliases
from paperdesk.library.meetings import fill_authors, refresh_order, update_sighting
from paperdesk.library.schema import MERGED
from paperdesk.library.transaction import Row, Transaction

_BLANKS = (
    "abstract", "published", "arxiv_id", "doi", "other_id",
    "link_arxiv", "link_pdf", "link_huggingface", "link_code", "link_project",
)  # fmt: skip


def merge_if_one(transaction: Transaction, keep: int, other: int) -> bool:
    """Merge `other` into `keep` unless their identifiers contradict each other; return whether it was done."""
    kept, lost = (transaction.rows("SELECT * FROM papers WHERE id = ?", (p,))[0] for p in (keep, other))
    if any(kept[c] and lost[c] and kept[c] != lost[c] for c in ("arxiv_id", "doi")):
        return False
    _merge(transaction, kept, lost)
    return True


def _merge(transaction: Transaction, kept: Row, lost: Row) -> None:
    """Move all that belongs to the paper `lost` to the paper `kept` and leave `lost` as a hidden shell for undo."""
    values = {c: lost[c] for c in _BLANKS if lost[c] and not kept[c]}
    values |= {c: int(bool(kept[c] or lost[c])) for c in MARK_COLUMNS}
    values["added"] = min(kept["added"], lost["added"])
    if kept["categories"] == "[]":
        values["categories"] = lost["categories"]
    key = {**kept, **values}["arxiv_id"] or {**kept, **values}["doi"]
    if key:
        values["key"] = key
    transaction.update("papers", {"id": kept["id"]}, values)
    transaction.update("papers", {"id": lost["id"]}, {"hidden": MERGED})
    move_aliases(transaction, lost["id"], kept["id"])
    move_key(transaction, lost["id"], kept["id"])
    _move_tags(transaction, kept["id"], lost["id"])
    abstracts.join(transaction, kept, lost)
    notes.join(transaction, kept["id"], lost["id"])
    _move_sightings(transaction, kept["id"], lost["id"])
    move_meetings(transaction, kept["id"], lost["id"])
    authors = transaction.execute("SELECT name FROM paper_authors WHERE paper_id = ? ORDER BY position", (lost["id"],))
    fill_authors(transaction, kept["id"], tuple(name for (name,) in authors))
    refresh_order(transaction, kept["id"])


def _move_tags(transaction: Transaction, keep: int, lose: int) -> None:
    have = {tag for (tag,) in transaction.execute("SELECT tag_id FROM paper_tags WHERE paper_id = ?", (keep,))}
    for row in transaction.rows("SELECT * FROM paper_tags WHERE paper_id = ?", (lose,)):
        transaction.delete("paper_tags", row)
        if row["tag_id"] not in have:
            transaction.insert("paper_tags", {**row, "paper_id": keep})


def _move_sightings(transaction: Transaction, keep: int, lose: int) -> None:
    for row in transaction.rows("SELECT * FROM sightings WHERE paper_id = ?", (lose,)):
        key = {"paper_id": keep, "source": row["source"], "day": row["day"]}
        transaction.delete("sightings", {**key, "paper_id": lose})
        known = transaction.rows(
            "SELECT * FROM sightings WHERE paper_id = ? AND source = ? AND day = ?", tuple(key.values())
        )
        if known:
            columns = ("source", "day", "rank", "upvotes", "comments", "stars", "submitter")
            told = Sighting(**{c: row[c] for c in columns}, extra=json.loads(row["extra"]))
            update_sighting(transaction, key, known[0], told)
        else:
            transaction.insert("sightings", {**row, "paper_id": keep})

# SPDX-License-Identifier: MIT
"""Abstracts of one paper that differ: which is in force, and what becomes of highlights when that changes.

The rules. A text that has the words of a known one, whatever its white space, is that one: sources wrap their lines
differently, and the reader never sees where. Nor is one that breaks off with an ellipsis where a known one goes on. Any
other text is kept beside those that are known. It comes into force where it goes on where the one in force breaks
off, where its source is above that of the one in force (arXiv's own above all others, the sample's summaries below),
and where its source is the same: there the later one counts. What is met again changes nothing, but for a text that
returns: the source of the one in force tells it on a later day than any before, or, where it tells no day, highlights
have lost their place since.
"""

from collections.abc import Iterable

from paperdesk.domain.annotation import text_hash
from paperdesk.domain.record import Record
from paperdesk.library import versions
from paperdesk.library.anchors import settle
from paperdesk.library.transaction import Row, Transaction

_ELLIPSES = ("…", "...")
_SAMPLE = "sample"  # the source of the sample library, whose abstracts are summaries of our own


def meet(transaction: Transaction, row: Row, record: Record) -> bool:
    """Take in the abstract that a record tells of the paper `row`, which has one; return whether it is another."""
    known, told = row["abstract"], record.abstract
    if not told or told == known or not known:
        return False
    words = told.split()
    if not words or words == known.split() or _is_part(words, known.split()):
        return False
    kept = versions.known_texts(transaction, row["id"])
    source = versions.source_in_force(transaction, row)
    for hashed, text in kept.items():
        if words == text.split():
            returns = _outranks(record.sighting.source, source, later=True) and _is_back(
                transaction, row, record, hashed
            )
            if returns:
                versions.meet_again(transaction, row["id"], hashed, record.sighting.source)
                put_in_force(transaction, row["id"], text)
            return returns
    if any(_is_part(words, text.split()) for text in kept.values()):
        return False
    versions.keep_in_force(transaction, row)
    versions.keep(transaction, row["id"], told, record.sighting.source, transaction.at)
    if _is_part(known.split(), words) or _outranks(record.sighting.source, source, later=True):
        put_in_force(transaction, row["id"], told)
    return True


def _is_back(transaction: Transaction, row: Row, record: Record, hashed: str) -> bool:
    """Whether a kept text that is told again is news, and not what was told long ago."""
    source, day = record.sighting.source, record.sighting.day
    if day:
        sql = "SELECT max(day) FROM sightings WHERE paper_id = ? AND source = ?"
        return bool(day > (transaction.execute(sql, (row["id"], source)).fetchone()[0] or ""))
    sql = "SELECT 1 FROM highlights WHERE paper_id = ? AND text_hash = ? AND detached = 1 LIMIT 1"
    return transaction.execute(sql, (row["id"], hashed)).fetchone() is not None


def put_in_force(transaction: Transaction, paper: int, text: str) -> None:
    """Let `text`, which is kept among the versions, be the abstract of `paper`, and its highlights be in that."""
    transaction.update("papers", {"id": paper}, {"abstract": text})
    settle(transaction, paper, anew=True)


def _outranks(source: str, other: str, *, later: bool) -> bool:
    return _rank(source) > _rank(other) or (later and source == other)


def _rank(source: str) -> int:
    return 2 if source.partition(":")[0] == "arxiv" else 0 if source == _SAMPLE else 1


def _is_part(words: list[str], whole: list[str]) -> bool:
    """Whether a text breaks off with an ellipsis where another one goes on."""
    if not words[-1].endswith(_ELLIPSES) or len(words) > len(whole):
        return False
    begun = " ".join(words).rstrip("….").rstrip()
    return " ".join(whole).startswith(begun) and not whole[-1].endswith(_ELLIPSES)


def join(transaction: Transaction, kept: Row, lost: Row) -> None:
    """Move the versions and the highlights of the paper `lost` to the paper `kept`; of two texts the one whose source is above stays.

    Both rows are as they were before the two were made one; `kept` has the abstract of `lost` by now where it had none.
    """
    differ = kept["abstract"] and lost["abstract"] and kept["abstract"].split() != lost["abstract"].split()
    above = differ and _outranks(*(versions.source_in_force(transaction, row) for row in (lost, kept)), later=False)
    for row in (kept, lost):
        if differ or (row is lost and not kept["abstract"]):  # else nothing would tell where the text came from
            versions.keep_in_force(transaction, row)
    versions.move(transaction, lost["id"], kept["id"])
    for (highlight,) in _ids(transaction, lost["id"]):
        transaction.update("highlights", {"id": highlight}, {"paper_id": kept["id"]})
    if above:
        transaction.update("papers", {"id": kept["id"]}, {"abstract": lost["abstract"]})
    settle(transaction, kept["id"], {text_hash(row["abstract"]): row["abstract"] for row in (kept, lost)}, anew=True)


def _ids(transaction: Transaction, paper: int) -> Iterable[tuple[int]]:
    return transaction.execute("SELECT id FROM highlights WHERE paper_id = ? ORDER BY id", (paper,)).fetchall()

# SPDX-License-Identifier: MIT
"""What a reader made elsewhere, joined to what this one has made: added, and never put in its place."""

import sqlite3
from collections.abc import Iterable, Sequence

from paperdesk.domain.annotation import CONTEXT, Highlight, Selector, text_hash
from paperdesk.domain.changes import Changes
from paperdesk.domain.citation_keys import is_key
from paperdesk.domain.errors import BadInput
from paperdesk.domain.paper import MARKS
from paperdesk.domain.record import Kept, Quoted, Record, Shelf
from paperdesk.domain.searches import COLOURS
from paperdesk.domain.tags import fold_tag, tag_name
from paperdesk.domain.text import storable
from paperdesk.library import citation_keys, notes, searches
from paperdesk.library.anchors import place_columns, settle
from paperdesk.library.highlights import LONGEST_NOTE, set_tags
from paperdesk.library.marks import COLUMNS
from paperdesk.library.papers import note as note_on
from paperdesk.library.tags import give_tag, make_tag
from paperdesk.library.transaction import Row, Transaction

_RULE = "\n\n---\n\n"
_FARTHEST = 1 << 40  # code points; a place beyond that is a mistake
_TAGS_OF = "SELECT name FROM tags JOIN highlight_tags ON tag_id = id WHERE highlight_id = ? ORDER BY folded"


def attach(transaction: Transaction, paper: int, record: Record) -> bool:
    """Join what `record` carries to `paper`; return whether any of it was not there yet."""
    changed = _set_marks(transaction, paper, record.marks)
    changed |= _give_tags(transaction, paper, record.tags)
    changed |= _add_note(transaction, paper, record.note)
    changed |= _add_quotes(transaction, paper, record.quotes)
    if record.kept:
        changed |= _add_highlights(transaction, paper, record.kept)
        changed |= _add_citation_key(transaction, paper, record.kept.citation_key)
    return changed


def shelve(connection: sqlite3.Connection, shelf: Shelf, summary: str, step: int | None) -> tuple[Changes, int | None]:
    """Take in what belongs to no paper: tags, and searches of a name that none has yet; return the changes and their step."""
    with Transaction(connection, "import", summary, step=step) as transaction:
        for name in _tag_names(shelf.tags):
            make_tag(transaction, name)
        for name, text, colour in shelf.searches:
            try:
                values = searches.values_of(name, text, colour)
            except BadInput:
                continue  # of a newer version, which may allow more
            if not searches.there(transaction, values):
                searches.insert(transaction, values)
    return transaction.changes, transaction.step


def _set_marks(transaction: Transaction, paper: int, marks: Iterable[str]) -> bool:
    values = {COLUMNS[name]: 1 for name in MARKS if name in marks}
    return bool(values) and transaction.update("papers", {"id": paper}, values)


def _give_tags(transaction: Transaction, paper: int, names: Iterable[str]) -> bool:
    changed = False
    for name in _tag_names(names):
        changed |= give_tag(transaction, make_tag(transaction, name), (paper,))
    return changed


def _tag_names(names: Iterable[str]) -> list[str]:
    """Return those of `names` that can be tags; of what others call one, some are whole sentences."""
    found: dict[str, str] = {}
    for name in names:
        try:
            found.setdefault(fold_tag(name), tag_name(name))
        except BadInput:
            continue
    return list(found.values())


def _add_note(transaction: Transaction, paper: int, told: str) -> bool:
    told = storable(told)[:LONGEST_NOTE]
    known = note_on(transaction, paper) if told.strip() else ""
    joined = _joined(known, told)
    if joined == known:
        return False
    notes.put(transaction, paper, joined)
    return True


def _joined(known: str, told: str) -> str:
    """Return a note with what is `told` below a rule, unless it is in there already."""
    if not told.strip() or told.strip() in known:
        return known
    return f"{known.rstrip()}{_RULE}{told}" if known.strip() else told


def _add_quotes(transaction: Transaction, paper: int, quotes: Sequence[Quoted]) -> bool:
    if not quotes:
        return False
    from paperdesk.domain.anchoring import anchor_quote  # comparing texts is heavy to load, and rare

    text = transaction.execute("SELECT abstract FROM papers WHERE id = ?", (paper,)).fetchone()[0]
    changed = False
    for quote in quotes:
        exact, prefix, suffix = (storable(part) for part in (quote.exact, quote.prefix, quote.suffix))
        if not exact.strip():
            continue
        start = quote.start if quote.start is not None and 0 <= quote.start < _FARTHEST else None
        selector = anchor_quote(text, exact, prefix, suffix, start) if text else None
        detached = selector is None
        if selector is None:
            start = start or 0
            selector = Selector(start, start + len(exact), exact, prefix[-CONTEXT:], suffix[:CONTEXT], "")
        note = storable(quote.note).strip()[:LONGEST_NOTE]
        values = {**place_columns(selector, detached=detached), "colour": quote.colour, "note": note}
        times = {"created": quote.created or transaction.at, "changed": transaction.at}
        changed |= _add(transaction, paper, {**values, **times}, quote.tags)
    return changed


def _add_highlights(transaction: Transaction, paper: int, kept: Kept) -> bool:
    """Add the highlights of another library; those in a text that is not in force here are looked for in the one that is."""
    changed = False
    met: set[int] = set()  # two of theirs are never one of ours
    for highlight in kept.highlights:
        changed |= _add(transaction, paper, _row(transaction, highlight), highlight.tags, met)
    if changed:
        settle(transaction, paper, {text_hash(text.text): text.text for text in kept.texts})
    return changed


def _row(transaction: Transaction, highlight: Highlight) -> dict[str, object]:
    """Return the row of a highlight; under its own number where that is free, so that a library comes back as it was."""
    row = {
        **place_columns(highlight.selector, detached=highlight.detached),
        "colour": highlight.colour,
        "note": highlight.note[:LONGEST_NOTE],
        "created": highlight.created or transaction.at,
        "changed": highlight.changed or transaction.at,
    }
    taken = transaction.execute("SELECT 1 FROM highlights WHERE id = ?", (highlight.id,)).fetchone()
    return row if taken or not 0 < highlight.id < 2**53 else {"id": highlight.id, **row}


def _add(transaction: Transaction, paper: int, row: Row, tags: Iterable[str], met: set[int] | None = None) -> bool:
    """Add a highlight, or what it says more to the one that it is; `met` gathers those of a library that were met."""
    names = _tag_names(tags)
    known = _same(transaction, paper, row, met)
    if known is None:
        colour = row["colour"] if row["colour"] in COLOURS else COLOURS[0]
        made = transaction.insert("highlights", {**row, "paper_id": paper, "colour": colour})
        set_tags(transaction, made, names)
        if met is not None:
            met.add(made)
        return True
    if met is not None:
        met.add(known["id"])
    note = _joined(known["note"], str(row["note"]))
    have = [name for (name,) in transaction.execute(_TAGS_OF, (known["id"],))]
    changed = set_tags(transaction, known["id"], _tag_names([*have, *names]))
    if note != known["note"]:
        changed |= transaction.update("highlights", {"id": known["id"]}, {"note": note, "changed": transaction.at})
    return changed


def _same(transaction: Transaction, paper: int, row: Row, met: set[int] | None) -> Row | None:
    """Return the highlight of `paper` at the same place, or of the same words where it has no place.

    One of another library, which keeps those `met` apart, is also told by the moment in which it was made, wherever it
    has moved since.
    """
    place = (paper, row["start_at"], row["end_at"], row["text_hash"], row["exact"], row["detached"])
    sql = """SELECT * FROM highlights WHERE paper_id = ?1 AND
        ((start_at = ?2 AND detached = ?6 AND ((end_at = ?3 AND text_hash = ?4) OR exact = ?5))
        OR (exact = ?5 AND ?6 AND detached) OR (created = ?7 AND (?8 OR exact = ?5)))
        ORDER BY exact = ?5 DESC, start_at = ?2 DESC, id"""
    found = transaction.rows(sql, (*place, row["created"], met is not None))
    return next((known for known in found if known["id"] not in (met or ())), None)


def _add_citation_key(transaction: Transaction, paper: int, key: str) -> bool:
    """Give a paper the citation key it had, where it has none and no other has that."""
    has_one = transaction.execute("SELECT 1 FROM citation_keys WHERE paper_id = ?", (paper,)).fetchone()
    if has_one or not is_key(key) or citation_keys.owner(transaction, key) is not None:
        return False
    transaction.insert("citation_keys", {"paper_id": paper, "key": key})
    return True

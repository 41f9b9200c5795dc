# SPDX-License-Identifier: MIT
"""Where highlights are in a text, and where they are in another one that has come in its place."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from paperdesk.domain.annotation import Selector, select, text_hash
from paperdesk.domain.clusters import widened
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.library.transaction import Row, Transaction
from paperdesk.library.versions import known_texts

if TYPE_CHECKING:
    from paperdesk.domain.anchoring import Reanchoring

# Those that are said to be in the text in force and are not, those that were and are not; `?3`: all that are detached.
_ASTRAY = """SELECT * FROM highlights WHERE paper_id = ?1
    AND ((NOT detached AND text_hash <> ?2) OR (detached AND (?3 OR text_hash = ?2))) ORDER BY id"""


def place_columns(selector: Selector, *, detached: bool = False) -> dict[str, Any]:
    """Return the columns that say where a highlight is."""
    return {
        "start_at": selector.start,
        "end_at": selector.end,
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
        "text_hash": selector.text_hash,
        "detached": int(detached),
    }


def _selector(row: Row) -> Selector:
    return Selector(row["start_at"], row["end_at"], row["exact"], row["prefix"], row["suffix"], row["text_hash"])


def selected(text: str, start: int, end: int) -> Selector:
    """Return the selector of `text[start:end]`, widened to whole characters as the reader sees them.

    Raises `BadInput` for a range that is empty, outside the text, or of white space alone.
    """
    if not 0 <= start <= end <= len(text):
        raise BadInput(f"the abstract has {len(text):,} characters; {start:,} to {end:,} is no passage of it")
    if not text[start:end].strip():
        raise BadInput("there is nothing to highlight: the passage is empty")
    return select(text, *widened(text, start, end))


def placed(transaction: Transaction, paper: int, start: int, end: int, hashed: str = "") -> Selector:
    """Return the selector of [start, end) in the text in force; `hashed` names the text that is meant, if it may be another.

    Raises as `selected`, and `Trouble` where the text meant has changed since and has no such passage now.
    """
    text = transaction.execute("SELECT abstract FROM papers WHERE id = ?", (paper,)).fetchone()[0]
    if not hashed or hashed == text_hash(text):
        return selected(text, start, end)
    old = known_texts(transaction, paper).get(hashed)
    found = None if old is None else _Places(text, {hashed: old}).of(selected(old, start, end))
    if found is None:
        raise Trouble("the abstract has changed meanwhile, and the passage is not in it any more; select it again")
    return found


def settle(transaction: Transaction, paper: int, texts: Mapping[str, str] | None = None, *, anew: bool = False) -> None:
    """Put the highlights of `paper` that are not in its text in force where they belong there; detach those that are nowhere.

    `texts` are texts by hash that they may be in beside the known versions; `anew` says that another text has come
    into force: detached ones are looked for as well. It costs one look where there is nothing to do.
    """
    if not transaction.execute("SELECT 1 FROM highlights WHERE paper_id = ? LIMIT 1", (paper,)).fetchone():
        return
    text = transaction.execute("SELECT abstract FROM papers WHERE id = ?", (paper,)).fetchone()[0]
    astray = transaction.rows(_ASTRAY, (paper, text_hash(text), anew))
    if not astray:
        return
    places = _Places(text, {**known_texts(transaction, paper), **(texts or {})})
    for row in astray:
        found = places.of(_selector(row))
        place = place_columns(found or _selector(row), detached=found is None)
        transaction.update("highlights", {"id": row["id"]}, place)


class _Places:
    """The places of passages of old texts in a new one."""

    def __init__(self, text: str, old: Mapping[str, str]) -> None:
        self._text = text
        self._hash = text_hash(text)
        self._old = old
        self._moves: dict[str, Reanchoring] = {}

    def of(self, selector: Selector) -> Selector | None:
        """Return where the passage is, None where it is not any more."""
        from paperdesk.domain import anchoring  # comparing texts is heavy to load, and rare

        if selector.text_hash == self._hash:
            return selector
        if not self._text:
            return None
        if selector.text_hash not in self._old:  # it may have come without the text that it was in
            context = (selector.exact, selector.prefix, selector.suffix, selector.start)
            return anchoring.anchor_quote(self._text, *context)
        if selector.text_hash not in self._moves:
            self._moves[selector.text_hash] = anchoring.Reanchoring(self._old[selector.text_hash], self._text)
        found = self._moves[selector.text_hash].place(selector)
        return None if found is None else found.selector

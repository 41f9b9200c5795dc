# SPDX-License-Identifier: MIT
"""The margin's model: the note, the highlights in the order of the text, and those that lost their place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from paperdesk.domain.annotation import Highlight, HighlightId
from paperdesk.domain.paper import Paper
from paperdesk.domain.tags import fold_tag
from paperdesk.domain.text import visible
from paperdesk.ui.colour_names import ColourNames

Index = QModelIndex | QPersistentModelIndex
QuoteOf = Callable[[Highlight], str]


class Kind(StrEnum):
    """What a row is."""

    NOTE = "note"
    HIGHLIGHT = "highlight"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: `text` is the note, the quote as it is shown, or the heading."""

    kind: Kind
    text: str
    highlight: Highlight | None = None


class MarginRole(IntEnum):
    """What a row answers beside Qt's own roles."""

    ENTRY = Qt.ItemDataRole.UserRole + 1
    COLOUR_NAME = Qt.ItemDataRole.UserRole + 2


class MarginModel(QAbstractListModel):
    """The rows of one paper, of the colours and the tag that are asked for."""

    def __init__(self, names: ColourNames, quote_of: QuoteOf, parent: QObject | None = None) -> None:
        """`quote_of` returns what a highlight shows."""
        super().__init__(parent)
        self._names = names
        self._quote_of = quote_of
        self._entries: list[Entry] = []
        self._paper: Paper | None = None
        self._colours: tuple[str, ...] = ()
        self._tag = ""
        names.changed.connect(self._renamed)

    @property
    def count(self) -> int:
        """How many highlights the paper has, shown or not."""
        return len(self._paper.highlights) if self._paper is not None else 0

    @property
    def is_filtered(self) -> bool:
        """Whether only some colours, or a tag, are asked for."""
        return bool(self._colours or self._tag)

    def tags(self) -> list[str]:
        """Return the tags that the paper's highlights have, by name."""
        found = {tag for h in (self._paper.highlights if self._paper is not None else ()) for tag in h.tags}
        return sorted(found, key=fold_tag)

    def show_paper(self, paper: Paper | None) -> None:
        """Show what belongs to `paper`."""
        self._paper = paper
        self._fill()

    def filter(self, colours: Sequence[str], tag: str) -> None:
        """Show the highlights of `colours` (none: all) that have `tag`, or one below it (empty: any)."""
        self._colours, self._tag = tuple(colours), tag
        self._fill()

    def _fill(self) -> None:
        entries = self._made()
        if entries == self._entries:
            return
        if [_key(e) for e in entries] == [_key(e) for e in self._entries]:
            self._entries = entries  # the same rows: what is selected stays
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def _made(self) -> list[Entry]:
        paper = self._paper
        if paper is None:
            return []
        shown = [h for h in paper.highlights if self._asked(h)]
        note = [Entry(Kind.NOTE, visible(paper.note))] if paper.note.strip() and not self.is_filtered else []
        placed = [Entry(Kind.HIGHLIGHT, self._quote_of(h), h) for h in shown if not h.detached]
        lost = [Entry(Kind.HIGHLIGHT, self._quote_of(h), h) for h in shown if h.detached]
        heading = [Entry(Kind.HEADING, "Lost their place when the text changed")] if lost else []
        return note + placed + heading + lost

    def _asked(self, highlight: Highlight) -> bool:
        if self._colours and highlight.colour not in self._colours:
            return False
        wanted = fold_tag(self._tag) if self._tag else ""
        return not wanted or any((fold_tag(tag) + "/").startswith(wanted + "/") for tag in highlight.tags)

    def _renamed(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == MarginRole.ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        highlight = entry.highlight
        if role == MarginRole.COLOUR_NAME and highlight is not None:
            return self._names[highlight.colour]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(entry)
        return None

    def _spoken(self, entry: Entry) -> str:
        highlight = entry.highlight
        if highlight is None:
            return f"Note on the paper: {entry.text}" if entry.kind is Kind.NOTE else entry.text
        parts = [self._names[highlight.colour], entry.text]
        parts += [f"note: {visible(highlight.note)}"] if highlight.note.strip() else []
        parts += [f"tag {tag}" for tag in highlight.tags]
        return ", ".join(parts + (["has lost its place"] if highlight.detached else []))

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self._entries[index.row()] if index.isValid() and index.row() < len(self._entries) else None
        if entry is None or entry.kind is Kind.HEADING:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def row_of(self, highlight: HighlightId) -> int:
        """Return the row of a highlight, -1 where it is not shown."""
        rows = (n for n, e in enumerate(self._entries) if e.highlight is not None and e.highlight.id == highlight)
        return next(rows, -1)


def _key(entry: Entry) -> tuple[str, int, bool]:
    highlight = entry.highlight
    return entry.kind, highlight.id if highlight else 0, highlight.detached if highlight else False

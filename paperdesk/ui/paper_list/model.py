# SPDX-License-Identifier: MIT
"""The list's model: ids of papers and headers of days; a row is fetched when it is looked at."""

import dataclasses
import json
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from paperdesk.domain.changes import Changes
from paperdesk.domain.conditions import Marked
from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.paper import MARKS, PaperId, PaperRow
from paperdesk.domain.query import Listing, Query, Section
from paperdesk.domain.text import visible
from paperdesk.library.view import View
from paperdesk.ui.wording import day_long

if TYPE_CHECKING:
    from paperdesk.search.snippets import Snippet
    from paperdesk.ui.marking import Mark, Marking
    from paperdesk.ui.paper_list.spark import Curves, Points

PAPERS_MIME = "application/x-paperdesk-papers"
FIRST_PAGE = 200  # papers that are seen at once, while the whole list of a large library is still being read
_CACHED_ROWS = 1_000
_CACHED_ABSTRACTS = 200
_FEW = 50  # each costs one walk over the list
_LONGEST_SNIPPED = 20_000  # code points of an abstract in which a snippet is looked for
_SCREEN = 40  # rows before and after one that are read with it
_NEAR = 100  # rows that are looked at one by one

Index = QModelIndex | QPersistentModelIndex


class PaperRole(IntEnum):
    """What a row answers beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1  # PaperRow, None for a header
    SECTION = Qt.ItemDataRole.UserRole + 2  # Section, None for a paper
    NEW = Qt.ItemDataRole.UserRole + 3  # came after the last visit and is unread
    TITLE_MARKS = Qt.ItemDataRole.UserRole + 4  # tuple of Mark, in code points of the title as it is shown
    SNIPPET = Qt.ItemDataRole.UserRole + 5  # Snippet, None where no text was searched
    FOR_ME = Qt.ItemDataRole.UserRole + 6  # a watch word is met
    AUTHOR_MARKS = Qt.ItemDataRole.UserRole + 7  # tuple of Mark, in code points of the line of authors
    CURVE = Qt.ItemDataRole.UserRole + 8  # how its votes rose: points in a unit square, none where that is no curve


@dataclasses.dataclass(frozen=True, slots=True)
class ShownPaper:
    """A row as it is painted: `title` as the reader sees it, and what is marked."""

    row: PaperRow
    title: str
    marks: tuple["Mark", ...] = ()
    snippet: "Snippet | None" = None
    author_marks: tuple["Mark", ...] = ()


class PaperListModel(QStringListModel):
    """One row a paper, in sections by day; a negative entry -n is the header of the n-th section.

    The base class has as many empty strings as there are rows, and nothing else of it is used: a list view asks
    for the number of rows twice for each row that it lays out, and answered in Python that takes half a second
    where there are 100,000.
    """

    def __init__(self, view: View, last_visit: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._last_visit = last_visit
        self._entries: array[int] = array("q")
        self._sections: list[Section] = []
        self._header_rows: list[int] = []
        self._cache: OrderedDict[int, ShownPaper] = OrderedDict()
        self._abstracts: OrderedDict[int, str] = OrderedDict()
        self._marking: Marking | None = None
        self._reads_titles = True
        self._curves: Curves | None = None  # a first paint does without
        self._for_me: frozenset[int] = frozenset()
        self._dragged: Callable[[Sequence[PaperId]], QMimeData] = lambda papers: QMimeData()
        self.query = Query()
        self.paper_count = 0

    @property
    def shows_snippets(self) -> bool:
        """Whether every row has a line more: why it was found."""
        return self._marking is not None and self._marking.searches_text

    def read_titles(self, on: bool) -> None:
        """Show titles as the reader sees them, or as they are stored: a start shows them before it can read TeX."""
        self._reads_titles = on
        self._cache.clear()
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def set_marking(self, marking: "Marking | None") -> None:
        """Mark words in titles, and show snippets where text was searched; None marks nothing."""
        taller = self.shows_snippets
        self._marking = marking
        self._cache.clear()
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
        if self.shows_snippets != taller:
            self.layoutChanged.emit()

    def set_for_me(self, papers: frozenset[int]) -> None:
        """Let `papers` be those for which a watch word is met."""
        if papers != self._for_me and self._entries:
            self._for_me = papers
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
        self._for_me = papers

    def set_dragged(self, made: Callable[[Sequence[PaperId]], QMimeData]) -> None:
        """Let `made` begin what papers are dragged out as; the model adds what the window itself takes."""
        self._dragged = made

    def set_listing(self, listing: Listing, keep: PaperRow | None = None) -> None:
        """Show `listing`; the paper `keep`, which it does not hold, stays in its place, or stands at its day."""
        entries, header_rows = array("q"), []
        for number, section in enumerate(listing.sections, 1):
            header_rows.append(len(entries))
            entries.append(-number)
            entries.extend(listing.ids[section.start : section.start + section.count])
        if not listing.sections:
            entries.extend(listing.ids)
        if keep is not None:
            place = self._place_for(entries, keep.id) or _place_by_day(listing.sections, header_rows, keep.day)
            entries.insert(place, keep.id)
            header_rows = [row + (row >= place) for row in header_rows]
        self._entries, self._sections, self.query = entries, list(listing.sections), listing.query
        self._header_rows = header_rows
        self.paper_count = len(listing.ids)
        self._cache.clear()
        self.setStringList([""] * len(entries))  # resets the model

    def _place_for(self, entries: "array[int]", kept: PaperId) -> int:
        """Return the place after the nearest paper of the same day above `kept` that is still there, 0 for none."""
        row = self.row_of(kept)
        present = set(entries) if row > 0 else set()
        for before in reversed(self._entries[: max(row, 0)]):
            if before < 0:
                break
            if before in present:
                return entries.index(before) + 1
        return 0

    def apply(self, changes: Changes) -> bool:
        """Forget the rows that `changes` touches, and have them painted anew.

        Return whether the headers' numbers of unread papers still hold: of a row that was never looked at,
        nobody knows what it was before.
        """
        if not self._entries:
            self._abstracts.clear()
            self._curves = None
            return True
        if self._curves is not None:
            self._curves.forget(changes.papers)
        if changes.papers is None or len(changes.papers) > _FEW:
            self._cache.clear()
            self._abstracts.clear()
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
            return "read" not in changes.marks
        known = [self._refresh(paper) for paper in changes.papers]
        return "read" not in changes.marks or all(known)

    def _refresh(self, paper: PaperId) -> bool:
        row = self.row_of(paper)
        known = self._cache.pop(paper, None)
        self._abstracts.pop(paper, None)
        if row < 0:
            return True
        now = self._fetch(paper)
        if known is not None and now is not None and known.row.read != now.row.read:
            self._count_unread(row, -1 if now.row.read else 1)
        self.dataChanged.emit(self.index(row), self.index(row))
        return known is not None

    def recount(self, listing: Listing) -> None:
        """Take the numbers of unread papers from `listing`, an answer to the query that is shown."""
        if listing.query != self.query:
            return
        unread = {section.day: section.unread for section in listing.sections}
        for number, section in enumerate(self._sections):
            self._sections[number] = dataclasses.replace(section, unread=unread.get(section.day, 0))
        for row in self._header_rows:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _count_unread(self, row: int, by: int) -> None:
        number = bisect_right(self._header_rows, row) - 1
        if number >= 0:
            section = self._sections[number]
            self._sections[number] = dataclasses.replace(section, unread=section.unread + by)
            header = self.index(self._header_rows[number])
            self.dataChanged.emit(header, header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if entry < 0:
            return self._header_data(self._sections[-entry - 1], role)
        if role == PaperRole.CURVE:
            return self._curve(entry, index.row()) if self._reads_titles else ()
        found = self._fetch(entry)
        return None if found is None else self._paper_data(found, role)

    def _header_data(self, section: Section, role: int) -> Any:
        if role == PaperRole.SECTION:
            return section
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            day = day_long(section.day, date.today())
            return day if role == Qt.ItemDataRole.DisplayRole else f"{day}, {section.unread} unread of {section.count}"
        return None

    def _paper_data(self, shown: ShownPaper, role: int) -> Any:
        row, title = shown.row, shown.title
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == PaperRole.ROW:
            return row
        if role == PaperRole.NEW:
            return bool(self._last_visit) and not row.read and row.added > self._last_visit
        if role == PaperRole.TITLE_MARKS:
            return shown.marks
        if role == PaperRole.SNIPPET:
            return shown.snippet
        if role == PaperRole.AUTHOR_MARKS:
            return shown.author_marks
        if role == PaperRole.FOR_ME:
            return row.id in self._for_me
        if role == Qt.ItemDataRole.AccessibleTextRole:
            marks = (
                ("read" if row.read else "unread"),
                *(name for name in (*MARKS[1:], "noted") if getattr(row, name)),
            )
            return ", ".join((visible(title), *marks, *(f"tag {tag}" for tag in row.tags)))
        return None

    def _curve(self, paper: int, row: int) -> "Points":
        if self._curves is None:
            from paperdesk.ui.paper_list.spark import Curves

            self._curves = Curves(self._view)
        return self._curves.points(paper, self._entries[max(row - _SCREEN, 0) : row + _SCREEN])

    def _fetch(self, paper: int) -> ShownPaper | None:
        found = self._cache.get(paper)
        if found is None:
            row = self._view.rows([PaperId(paper)]).get(PaperId(paper))
            if row is None:
                return None
            found = self._cache[paper] = self._shown(row)
            if len(self._cache) > _CACHED_ROWS:
                self._cache.popitem(last=False)
        return found

    def _shown(self, row: PaperRow) -> ShownPaper:
        if not self._reads_titles:
            return ShownPaper(row, row.title)
        from paperdesk.reading.abstract import render_line  # after the first paint: it takes as long as that

        title = render_line(row.title).plain
        if not self._marking:
            return ShownPaper(row, title)
        marks = self._marking.title(visible(title))
        snippet = self._marking.snippet(self._abstract(row.id)) if self.shows_snippets else None
        return ShownPaper(row, title, marks, snippet, self._marking.authors(row.authors))

    def _abstract(self, paper: PaperId) -> str:
        """Return an abstract as it is shown; the next key typed asks for the same ones again."""
        from paperdesk.reading.abstract import render

        shown = self._abstracts.get(paper)
        if shown is None:
            try:
                stored = self._view.paper(paper).abstract[:_LONGEST_SNIPPED]
            except UnknownPaper:  # taken out since, and kept in the list because it is being read
                stored = ""
            shown = self._abstracts[paper] = render(stored).plain
            if len(self._abstracts) > _CACHED_ABSTRACTS:
                self._abstracts.popitem(last=False)
        return shown

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or index.row() >= len(self._entries) or self._entries[index.row()] < 0:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def paper_at(self, index: Index) -> PaperId | None:
        """Return the paper of a row, None for a header or no row."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        return PaperId(entry) if entry > 0 else None

    def row_of(self, paper: PaperId) -> int:
        """Return the row of a paper, -1 where it is not in the list."""
        try:
            return self._entries.index(paper)
        except ValueError:
            return -1

    def stretches(self, papers: Sequence[PaperId]) -> list[tuple[int, int]]:
        """Return the first and the last row of each unbroken stretch of `papers` in the list."""
        wanted, found = set(papers), list[tuple[int, int]]()
        if len(wanted) < _FEW:
            rows = sorted(row for row in map(self.row_of, wanted) if row >= 0)
        else:
            rows = [row for row, entry in enumerate(self._entries) if entry in wanted]
        for row in rows:
            if found and found[-1][1] == row - 1:
                found[-1] = (found[-1][0], row)
            else:
                found.append((row, row))
        return found

    def papers_between(self, first: int, last: int) -> list[PaperId]:
        """Return the papers of the rows from `first` to `last`."""
        return [PaperId(entry) for entry in self._entries[first : last + 1] if entry > 0]

    def next_unread(self, row: int) -> int:
        """Return the first row from `row` on with an unread paper, -1 for none."""
        near = min(row + _NEAR, len(self._entries))
        for place in range(row, near):
            found = self._fetch(self._entries[place]) if self._entries[place] > 0 else None
            if found is not None and not found.row.read:
                return place
        if near < len(self._entries):  # asked for in one question, not row by row
            unread = set(self._view.ids(Marked("unread"), date.today()))
            return next((place for place in range(near, len(self._entries)) if self._entries[place] in unread), -1)
        return -1

    def is_header(self, row: int) -> bool:
        """Whether a row is the header of a day."""
        return 0 <= row < len(self._entries) and self._entries[row] < 0

    def section_of(self, row: int) -> tuple[int, Section] | None:
        """Return the row of the header that a row stands under, and its section; None where the list has none."""
        number = bisect_right(self._header_rows, row) - 1
        return (self._header_rows[number], self._sections[number]) if number >= 0 else None

    def next_header(self, row: int) -> int:
        """Return the row of the first header below `row`, -1 for none."""
        number = bisect_right(self._header_rows, row)
        return self._header_rows[number] if number < len(self._header_rows) else -1

    def mimeTypes(self) -> list[str]:
        return [PAPERS_MIME, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        papers = [(paper, str(index.data())) for index in indexes if (paper := self.paper_at(index)) is not None]
        mime = self._dragged([paper for paper, _ in papers])
        mime.setData(PAPERS_MIME, json.dumps([paper for paper, _ in papers]).encode())
        mime.setText("\n".join(title for _, title in papers))
        return mime

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction


def _place_by_day(sections: Sequence[Section], header_rows: Sequence[int], day: str) -> int:
    """Return the first place of a day's section, or where it would be; the top of a list without sections."""
    for section, row in zip(sections, header_rows, strict=True):
        if section.day <= day:
            return row + 1 if section.day == day else row
    return header_rows[-1] + sections[-1].count + 1 if sections else 0

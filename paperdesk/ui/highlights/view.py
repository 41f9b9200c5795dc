# SPDX-License-Identifier: MIT
"""The pane of all highlights: a field to search them, filters by colour and tag, and the list."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from paperdesk.domain.annotation import HighlightId, HighlightQuery, HighlightRow
from paperdesk.domain.tags import fold_tag
from paperdesk.domain.text import visible
from paperdesk.library.view import View
from paperdesk.ui.buttons import ComboBox
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.fields import LeavableField
from paperdesk.ui.highlights.delegate import HighlightDelegate
from paperdesk.ui.highlights.model import HighlightListModel, Index
from paperdesk.ui.labels import ShortLabel
from paperdesk.ui.panes import EmptyState
from paperdesk.ui.reader.swatch import SwatchRow
from paperdesk.ui.wording import number

_TYPING_PAUSE = 120  # milliseconds
_LOST = "\0lost"  # what the choice of tags holds for those that lost their place; no tag is called so


class HighlightList(QListView):
    """The rows; letters are commands of the window."""

    def __init__(self, model: HighlightListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("highlightList")
        self.setAccessibleName("All highlights")
        self.setModel(model)
        self.setItemDelegate(HighlightDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt makes the first row current here: its paper would be opened though nobody chose it.
        none = not self.currentIndex().isValid()
        self.selectionModel().blockSignals(none)
        super().focusInEvent(event)
        if none:
            self.selectionModel().clearCurrentIndex()
            self.selectionModel().blockSignals(False)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        self.viewport().update()  # a list view would lay out every row again; here all have one height

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


class HighlightsPane(QWidget):
    """`asked` brings another `HighlightQuery`; `chosen` the row that was gone to, `entered` one to read on at."""

    asked = Signal(object)
    chosen = Signal(object)
    entered = Signal(object)
    left = Signal()
    rename_asked = Signal(str)

    def __init__(self, view: View, names: ColourNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("highlightsPane")
        self.model = HighlightListModel(view, names, self)
        self.list = HighlightList(self.model, self)
        self._quiet = False
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE)
        self._typing.timeout.connect(self._ask)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header(names))
        column.addWidget(self._stack)
        self.setMinimumWidth(260)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(self._enter)

    def _header(self, names: ColourNames) -> QWidget:
        header = QWidget(self)
        header.setObjectName("listHeader")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = LeavableField(header)
        self.search.setObjectName("highlightSearch")
        self.search.setAccessibleName("Search highlights")
        self.search.setPlaceholderText("Search highlights and their notes  (Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._finish)
        self.search.left.connect(self.left)
        title = ShortLabel("Highlights", header)
        title.setObjectName("listTitle")
        self._count = QLabel(header)
        self._count.setObjectName("listCount")
        self.colours = SwatchRow(names, "Show only", header)
        self.colours.picked.connect(self._ask)
        self.colours.rename_asked.connect(self.rename_asked)
        self.tag = ComboBox(header)
        self.tag.setAccessibleName("Show highlights with a tag")
        self.tag.currentIndexChanged.connect(self._ask)
        self.offer(())
        column = QVBoxLayout(header)
        column.setContentsMargins(14, 10, 14, 6)
        column.setSpacing(6)
        column.addWidget(self.search)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.colours)
        column.addLayout(row)
        column.addWidget(self.tag, alignment=Qt.AlignmentFlag.AlignRight)
        return header

    @property
    def query(self) -> HighlightQuery:
        """What is asked for now."""
        tag = str(self.tag.currentData() or "")
        tags = (tag,) if tag and tag != _LOST else ()
        return HighlightQuery(self.search.text().strip(), self.colours.checked(), tags, True if tag == _LOST else None)

    def show_highlights(self, query: HighlightQuery, ids: "object") -> None:
        """Show the answer to `query`, unless something else is asked for since; what is selected stays."""
        if query != self.query:
            return
        current = self.model.highlight_at(self.list.currentIndex())
        top = self.list.verticalScrollBar().value()
        self._quiet = True
        self.model.show(ids)  # type: ignore[arg-type]
        if current is not None:
            self.select(current.id)
        self._quiet = False
        self.list.verticalScrollBar().setValue(top)
        count = len(self.model.ids)
        self._count.setText(number(count) if count else "")
        self._say_empty()
        self._stack.setCurrentIndex(0 if count else 1)

    def _say_empty(self) -> None:
        if self.query != HighlightQuery():
            self.empty.say("Nothing found", "No highlight answers this.", "Show all highlights", self.clear)
        else:
            text = "Open a paper, select what matters in its abstract, and press H or 1 to 5."
            self.empty.say("Nothing is highlighted yet", text, "Show all papers", self.left.emit)

    def clear(self) -> None:
        """Ask for all highlights again."""
        self.search.clear()
        self.colours.show_checked(())
        self.tag.setCurrentIndex(0)
        self._ask()

    def offer(self, tags: Sequence[str]) -> None:
        """Offer `tags` to choose from."""
        if [self.tag.itemData(n) for n in range(2, self.tag.count())] == list(tags) and self.tag.count():
            return
        chosen = str(self.tag.currentData() or "")
        self.tag.blockSignals(True)
        self.tag.clear()
        self.tag.addItem("All tags", "")
        self.tag.addItem("Lost their place", _LOST)
        for tag in tags:
            self.tag.addItem(f"#{visible(tag)}", tag)
        self.tag.setCurrentIndex(max(self.tag.findData(chosen), 0))
        self.tag.blockSignals(False)

    def choose_tag(self, tag: str) -> None:
        """Ask for all highlights that have `tag`."""
        self.clear()
        places = (n for n in range(2, self.tag.count()) if fold_tag(str(self.tag.itemData(n))) == fold_tag(tag))
        self.tag.setCurrentIndex(next(places, 0))

    def select(self, highlight: HighlightId) -> bool:
        """Select a highlight; return whether it is shown."""
        row = self.model.row_of(highlight)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        return row >= 0

    def step(self, by: int) -> bool:
        """Go to the next (1) or the previous (-1) highlight; return whether there is one."""
        row = self.list.currentIndex().row() + by
        if not self.list.currentIndex().isValid():
            row = 0
        if not 0 <= row < len(self.model.ids):
            return False
        self.list.setCurrentIndex(self.model.index(row))
        return True

    def take_focus(self) -> None:
        """Move the keyboard to the list, or to what can be done where it is empty."""
        if self._stack.currentWidget() is self.list:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.empty.take_focus()

    def begin_search(self) -> None:
        """Move the keyboard to the field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def stop(self) -> None:
        """Ask for nothing more: the window closes."""
        self._typing.stop()

    def _ask(self) -> None:
        self._typing.stop()
        self.asked.emit(self.query)

    def _finish(self) -> None:
        if self._typing.isActive():
            self._ask()
        self.take_focus()
        if not self.list.currentIndex().isValid():
            self.step(1)

    def _choose(self, current: QModelIndex, previous: QModelIndex) -> None:
        row = self.model.highlight_at(current)
        if isinstance(row, HighlightRow) and not self._quiet:
            self.chosen.emit(row)

    def _enter(self, index: QModelIndex) -> None:
        row = self.model.highlight_at(index)
        if isinstance(row, HighlightRow):
            self.entered.emit(row)

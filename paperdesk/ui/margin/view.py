# SPDX-License-Identifier: MIT
"""The margin beside the reader: filters, the list of what was marked, and how to place again what lost its place."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from paperdesk.domain.annotation import Highlight, HighlightId
from paperdesk.domain.paper import Paper
from paperdesk.domain.text import visible
from paperdesk.ui.buttons import ComboBox, PushButton
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.flow import FlowLayout
from paperdesk.ui.margin.delegate import MarginDelegate
from paperdesk.ui.margin.model import Entry, Kind, MarginModel, MarginRole, QuoteOf
from paperdesk.ui.reader.swatch import SwatchRow
from paperdesk.ui.wording import number

_NOTHING = "Nothing is highlighted in this paper yet. Select text in the abstract and press H."
_NOT_ASKED = "No highlight of this paper has these colours and this tag."


class MarginList(QListView):
    """The rows; letters are commands of the window."""

    def __init__(self, model: MarginModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("marginList")
        self.setAccessibleName("Highlights of this paper")
        self.setModel(model)
        self.setItemDelegate(MarginDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()  # rows are as high as their lines are many
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


class MarginPane(QWidget):
    """Lists the highlights and the note of a paper. `chosen` brings a highlight that was selected, `entered` one to go to."""

    chosen = Signal(int)
    entered = Signal(int)
    note_asked = Signal()
    place_asked = Signal(int)
    rename_asked = Signal(str)

    def __init__(self, names: ColourNames, quote_of: QuoteOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("margin")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = MarginModel(names, quote_of, self)
        self.list = MarginList(self.model, self)
        self._paper = 0
        self._quiet = False
        self.colours = SwatchRow(names, "Show only", self)
        self.colours.picked.connect(self._filter)
        self.colours.rename_asked.connect(self.rename_asked)
        self.tag = ComboBox(self)
        self.tag.setAccessibleName("Show highlights with a tag")
        self.tag.setToolTip("Show only highlights that have this tag")
        self.tag.currentIndexChanged.connect(self._filter)
        self._empty = QLabel(self)
        self._empty.setObjectName("emptyText")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._empty.setContentsMargins(16, 16, 16, 16)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(self._stack, 1)
        column.addWidget(self._footer())
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.clicked.connect(self._enter)
        self.list.activated.connect(self._enter)
        self.model.modelReset.connect(self._stand)
        self.model.dataChanged.connect(self.list.scheduleDelayedItemsLayout)

    def _header(self) -> QWidget:
        header = QWidget(self)
        header.setObjectName("marginHeader")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = FlowLayout(header, 6)  # in a narrow margin the tags stand in a line of their own
        row.setContentsMargins(12, 4, 6, 4)
        self._title = QLabel("Highlights", header)
        self._title.setObjectName("marginTitle")
        for widget in (self._title, self.colours, self.tag):
            row.addWidget(widget)
        return header

    def _footer(self) -> QWidget:
        self._foot = QWidget(self)
        self._foot.setObjectName("marginFoot")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(12, 6, 12, 6)
        text = QLabel("Select its new place in the text, then", self._foot)
        text.setObjectName("hint")
        text.setWordWrap(True)
        self.place = PushButton("Place again", self._foot)
        self.place.setToolTip("Put the highlight on what is selected (Shift+P)")
        self.place.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.place.clicked.connect(self._ask_place)
        row.addWidget(text, 1)
        row.addWidget(self.place)
        self._foot.hide()
        return self._foot

    # --- showing ---------------------------------------------------------------------------------------

    def show_paper(self, paper: Paper | None) -> None:
        """Show what belongs to `paper`; for another paper than before nothing is filtered."""
        another = (paper.id if paper is not None else 0) != self._paper
        self._paper = paper.id if paper is not None else 0
        current = self.current()
        self._quiet = True
        self.model.show_paper(paper)
        self._offer_tags()
        if another:
            self.colours.show_checked(())
            self.tag.setCurrentIndex(0)
            self.model.filter((), "")
        elif current is not None:
            self.select(current.id)
        self._quiet = False
        self._title.setText(f"Highlights  {number(self.model.count)}" if self.model.count else "Highlights")
        self._stand()

    def current(self) -> Highlight | None:
        """Return the highlight that is selected here."""
        entry = self.list.currentIndex().data(MarginRole.ENTRY)
        return entry.highlight if isinstance(entry, Entry) else None

    def select(self, highlight: HighlightId | None) -> None:
        """Select a highlight that was chosen elsewhere, or none."""
        row = self.model.row_of(highlight) if highlight is not None else -1
        quiet, self._quiet = self._quiet, True
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        else:
            self.list.selectionModel().clear()
        self._quiet = quiet
        self._stand()

    def take_focus(self) -> None:
        """Move the keyboard to the list."""
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def has_content(self) -> bool:
        """Whether the paper has anything to list."""
        return self.model.rowCount() > 0 or self.model.is_filtered

    def empty_text(self) -> str:
        """Return what is said where nothing is listed, an empty text where something is."""
        return self._empty.text() if self._stack.currentWidget() is self._empty else ""

    def _offer_tags(self) -> None:
        tags = self.model.tags()
        if [self.tag.itemData(n) for n in range(1, self.tag.count())] != tags:
            chosen = str(self.tag.currentData() or "")
            self.tag.blockSignals(True)
            self.tag.clear()
            self.tag.addItem("All tags", "")
            for tag in tags:
                self.tag.addItem(f"#{visible(tag)}", tag)
            self.tag.setCurrentIndex(max(self.tag.findData(chosen), 0))
            self.tag.blockSignals(False)
        self.tag.setVisible(bool(tags))

    def _filter(self) -> None:
        self.model.filter(self.colours.checked(), str(self.tag.currentData() or ""))
        self._stand()

    def _stand(self) -> None:
        """Show the list, or why there is none; and how to place again what lost its place."""
        self._empty.setText(_NOT_ASKED if self.model.is_filtered else _NOTHING)
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        current = self.current()
        self._foot.setVisible(current is not None and current.detached)

    def _choose(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._stand()
        entry = current.data(MarginRole.ENTRY)
        if isinstance(entry, Entry) and entry.highlight is not None and not self._quiet:
            self.chosen.emit(entry.highlight.id)

    def _enter(self, index: QModelIndex) -> None:
        entry = index.data(MarginRole.ENTRY)
        if isinstance(entry, Entry) and entry.kind is Kind.NOTE:
            self.note_asked.emit()
        elif isinstance(entry, Entry) and entry.highlight is not None:
            self.entered.emit(entry.highlight.id)

    def _ask_place(self) -> None:
        current = self.current()
        if current is not None:
            self.place_asked.emit(current.id)

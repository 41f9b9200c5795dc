# SPDX-License-Identifier: MIT
"""The dialog of sources. It asks and shows; what it asks for is done by whoever opened it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from paperdesk.domain.feeds import Feed, FeedState
from paperdesk.library.view import View
from paperdesk.ui.buttons import PushButton
from paperdesk.ui.panes import EmptyState
from paperdesk.ui.subscriptions.details import SourceDetails
from paperdesk.ui.subscriptions.model import LINE_ROLE, Index, SubscriptionDelegate, SubscriptionModel

_OPML = "Lists of subscriptions (*.opml *.xml);;All files (*)"


class SourceList(QListView):
    """The subscriptions; `removed` when Delete is pressed."""

    removed = Signal()
    chosen = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()


class SourcesDialog(QDialog):
    """Lists the subscriptions with what can be changed of each."""

    change_asked = Signal(object, object)
    remove_asked = Signal(object)
    fetch_asked = Signal(str)
    add_asked = Signal()
    opml_given = Signal(object)
    opml_wanted = Signal(object)

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sources")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Sources")
        self.setAccessibleName("Sources")
        self._view = view
        self._running: frozenset[str] = frozenset()
        self._states: Mapping[str, FeedState] = {}
        self.model = SubscriptionModel(self)
        self.list = SourceList(self)
        self.list.setObjectName("sourceList")
        self.list.setAccessibleName("Sources")
        self.list.setModel(self.model)
        self.list.setItemDelegate(SubscriptionDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(230)
        self.details = SourceDetails(self)
        self.empty = EmptyState(self)
        self.empty.say(
            "No sources yet",
            "New papers come by themselves from what you subscribe to: Hugging Face, arXiv, any feed, a folder.",
            "Add a source…",
            self.add_asked.emit,
        )
        self._pages = QStackedWidget(self)
        self._lay_out()
        self.list.chosen.connect(self._show_details)
        self.list.removed.connect(self._remove)
        self.details.changed.connect(self.change_asked)
        self.details.fetch_asked.connect(self.fetch_asked)
        self.resize(760, 520)

    def _lay_out(self) -> None:
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.list, 2)
        row.addWidget(self.details, 3)
        self._pages.addWidget(both)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self._pages, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.add = PushButton("&Add…", self)
        self.add.setObjectName("primary")
        self.add.clicked.connect(self.add_asked)
        self.remove = PushButton("&Remove", self)
        self.remove.setToolTip("End the subscription; its papers stay (Del)")
        self.remove.clicked.connect(self._remove)
        self.bring = PushButton("&Import OPML…", self)
        self.bring.clicked.connect(self._ask_opml)
        self.take = PushButton("&Export OPML…", self)
        self.take.clicked.connect(self._ask_where)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.add, self.remove, self.bring, self.take):
            button.setAutoDefault(False)
            foot.addWidget(button)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        foot.addStretch(1)
        foot.addWidget(close)
        return foot

    def refresh(self, running: frozenset[str]) -> None:
        """Show what is subscribed to now, and how it goes; `running` is being fetched."""
        feeds, self._running = self._view.feeds(), running
        self._states = self._view.feed_states()
        current = self.current()
        self.model.show(feeds, self._states, running)
        self._pages.setCurrentIndex(0 if feeds else 1)
        for button in (self.remove, self.take):
            button.setVisible(bool(feeds))
        row = self.model.row_of(current.id) if current is not None else -1
        if feeds and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(max(row, 0)))
        self._show_details()

    def begin(self, source: str = "") -> None:
        """Put the keyboard where the work begins: at the subscription to `source`, or the first."""
        if not self.model.lines:
            self.empty.take_focus()
            return
        rows: Sequence[int] = [row for row, line in enumerate(self.model.lines) if line.feed.source == source]
        self.list.setCurrentIndex(self.model.index(rows[0] if rows else 0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> Feed | None:
        """Return the subscription that is chosen."""
        line = self.list.currentIndex().data(LINE_ROLE)
        return line.feed if line is not None else None

    def _show_details(self) -> None:
        line = self.list.currentIndex().data(LINE_ROLE)
        if line is not None:
            entries = self._view.fetch_log(line.feed.source)
            self.details.show_line(line, entries, running=line.feed.source in self._running)

    def _remove(self) -> None:
        feed = self.current()
        if feed is not None:
            self.remove_asked.emit(feed)

    def _ask_opml(self) -> None:
        dialog = QFileDialog(self, "Import subscriptions", filter=_OPML)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.opml_given.emit(Path(name)))
        dialog.open()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, "Export subscriptions", "subscriptions.opml", _OPML)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("opml")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.opml_wanted.emit(Path(name)))
        dialog.open()

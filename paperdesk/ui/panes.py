# SPDX-License-Identifier: MIT
"""The panes beside each other: list with its header, reader with its bar, and what stands there when they are empty."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from paperdesk.ui.buttons import ComboBox, PushButton, ToolButton
from paperdesk.ui.labels import ShortLabel
from paperdesk.ui.margin.beside import ReaderSplit
from paperdesk.ui.paper_list.view import PaperListView
from paperdesk.ui.reader.tag_editor import TagEditor
from paperdesk.ui.reader.view import ReaderView
from paperdesk.ui.search_field import SearchField
from paperdesk.ui.wording import number, tooltip

_SUBSCRIBE = "Let the day's papers of Hugging Face come to your desk"
_LONGEST_SUGGESTION = 40  # characters that its button shows
_BAR = (
    "back",
    "read",
    "star",
    "later",
    "archive",
    "tag",
    "open-arxiv",
    "open-pdf",
    "smaller",
    "larger",
    "toggle-margin",
)


class EmptyState(QWidget):
    """One sentence, and one button that mends it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyState")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel(self)
        self._title.setObjectName("emptyTitle")
        self._text = QLabel(self)
        self._text.setObjectName("emptyText")
        self._text.setWordWrap(True)
        self.button = PushButton(self)
        self._press: Callable[[], None] = lambda: None
        self.button.clicked.connect(self._pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(10)
        column.addStretch(2)
        for widget in (self._title, self._text):
            widget.setTextFormat(Qt.TextFormat.PlainText)
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        column.addSpacing(6)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)

    def say(self, title: str, text: str, button: str, press: Callable[[], None]) -> None:
        """Show what is the matter, and what can be done."""
        self._title.setText(title)
        self._text.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._press = press

    def said(self) -> str:
        """Return what is shown, in one line."""
        return " ".join(filter(None, (self._title.text(), self._text.text())))

    def take_focus(self) -> None:
        """Move the keyboard to the button."""
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pressed(self) -> None:
        self._press()


class SampleNotice(QWidget):
    """Says that the list holds sample papers, takes them out at one click, and offers to let others come."""

    subscribe_asked = Signal()

    def __init__(self, remove: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sampleNotice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        text = ShortLabel("Sample papers to look around with", self)
        text.setObjectName("hint")
        self.button = PushButton("Remove them", self)
        self.button.setToolTip(remove.toolTip())
        self.button.setAccessibleName(remove.text())
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the list
        self.button.clicked.connect(remove.trigger)
        self.subscribe = PushButton("Subscribe", self)
        self.subscribe.setToolTip(_SUBSCRIBE)
        self.subscribe.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.subscribe.clicked.connect(self.subscribe_asked)
        self.subscribe.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(text, 1)
        row.addWidget(self.subscribe)
        row.addWidget(self.button)
        self.hide()


class SearchStatus(QWidget):
    """How many papers a search found and how fast, what was not understood, and a better spelling."""

    suggested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ShortLabel("", self)
        self._text.setObjectName("hint")
        self.suggestion = PushButton("", self)
        self.suggestion.clicked.connect(self._take)
        self._offered = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self.suggestion)
        self.clear()

    def text(self) -> str:
        """Return what is said."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, found: int, seconds: float, hints: Sequence[str]) -> None:
        """Say how a search ended; a suggestion of the search before goes."""
        papers = "1 paper" if found == 1 else f"{number(found)} papers"
        self._text.setText("  ·  ".join((f"{papers}, {max(seconds * 1000, 1):.0f} ms", *hints)))
        self._text.setToolTip(tooltip("; ".join(hints)) if hints else "")
        self.suggest("")
        self.show()

    def suggest(self, text: str) -> None:
        """Offer a better spelling, an empty one for none."""
        self._offered = text
        shown = text if len(text) <= _LONGEST_SUGGESTION else text[: _LONGEST_SUGGESTION - 1] + "…"
        self.suggestion.setText(f"Did you mean “{shown}”?".replace("&", "&&"))
        self.suggestion.setVisible(bool(text))

    def clear(self) -> None:
        """Say nothing: nothing is searched."""
        self.suggest("")
        self.hide()

    def _take(self) -> None:
        self.suggested.emit(self._offered)


class ListPane(QWidget):
    """Search field, name and count of what is shown, order, and the list."""

    def __init__(self, view: PaperListView, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.search = SearchField(self)
        self.search.setObjectName("searchField")
        self.search.setAccessibleName("Search")
        self.search.setPlaceholderText("Search  (Ctrl+F)")
        self.status = SearchStatus(self)
        self.help = ToolButton(self)
        self.help.setDefaultAction(actions["search-help"])
        self.help.setAccessibleName(actions["search-help"].text())
        self.search.setClearButtonEnabled(True)
        self._title = ShortLabel("", self)
        self._title.setObjectName("listTitle")
        self._count = QLabel(self)
        self._count.setObjectName("listCount")
        self.order = ComboBox(self)
        self.order.setObjectName("sortOrder")
        self.order.setAccessibleName("Order of the list")
        self.order.setToolTip("In which order the papers stand")
        self.empty = EmptyState(self)
        self.sample = SampleNotice(actions["remove-sample"], self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(self._stack)
        column.addWidget(self.sample)

    def buttons(self) -> tuple[QWidget, ...]:
        """Return what can be pressed below the list, or in its place."""
        return self.status.suggestion, self.empty.button, self.sample.subscribe, self.sample.button

    def offer_subscribing(self, offered: bool) -> None:
        """Offer to let the day's papers come, or do so no more."""
        held = self.sample.subscribe.hasFocus()
        self.sample.subscribe.setVisible(offered)
        if held and not offered:
            self.take_focus()

    def show_sample(self, shown: bool) -> None:
        """Say that there are sample papers, or say so no more."""
        held = self.sample.button.hasFocus()
        self.sample.setVisible(shown)
        if held and not shown:
            self.take_focus()

    def take_focus(self) -> None:
        """Move the keyboard to the list, or to what can be done where it is empty."""
        if self._stack.currentWidget() is self.view:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.empty.take_focus()

    def _header(self) -> QWidget:
        header = QWidget(self)
        header.setObjectName("listHeader")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(header)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.search)
        top.addWidget(self.help)
        column.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.order)
        column.addLayout(row)
        column.addWidget(self.status)
        return header

    def show_count(self, title: str, count: int | None) -> None:
        """Show the name of the list and how many papers it holds (None: not known yet); the list, or the empty state."""
        self._title.setText(title)
        self._count.setText(number(count) if count else "")
        self._stack.setCurrentIndex(1 if count == 0 else 0)


class ReaderPane(QWidget):
    """The bar of what can be done with a paper, its text with what stands `beside` and `below` it, its tags."""

    subscribe_asked = Signal()

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.bar_buttons: list[QWidget] = []
        self.reader = ReaderView(self)
        self.body = QSplitter(Qt.Orientation.Vertical, self)
        self.body.setHandleWidth(1)
        self.body.setChildrenCollapsible(False)
        text = QWidget(self)
        self.below = QVBoxLayout(text)
        self.below.setContentsMargins(0, 0, 0, 0)
        self.below.setSpacing(0)
        self.below.addWidget(self.reader, 1)
        self.beside = ReaderSplit(text, self)
        self.body.addWidget(self.beside)
        self.tags = TagEditor(self, after=self.reader)
        self.empty = EmptyState(self)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self.body, 1)
        column.addWidget(self.tags)
        self._column = column
        self._stack = QStackedWidget(self)
        self._stack.addWidget(page)
        self._stack.addWidget(self.empty)
        self._any_papers, self._offers = True, False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.invite(any_papers=True)
        self._stack.setCurrentIndex(1)
        self.setMinimumWidth(300)

    def _bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setObjectName("readerBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(2)
        for name in _BAR:
            if name in ("open-arxiv", "smaller"):
                row.addStretch(1) if name == "smaller" else row.addSpacing(12)
            button = ToolButton(bar)
            button.setDefaultAction(self._actions[name])
            button.setAccessibleName(self._actions[name].text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if name == "back":
                self._back = button
            self.bar_buttons.append(button)
            row.addWidget(button)
        return bar

    def add_below(self, pane: QWidget, line: QWidget, last_stop: QWidget) -> None:
        """Put `pane` below the text, to share its height, and `line` between both and the tags.

        `last_stop` is where the Tab key stops there before it comes to the tags.
        """
        self.body.addWidget(pane)
        self.body.setStretchFactor(0, 1)
        self.body.setStretchFactor(1, 0)
        self._column.insertWidget(self._column.indexOf(self.tags), line)
        self.tags.stand_after(last_stop)

    def show_back(self, shown: bool) -> None:
        """Show the way back to the list, where list and reader take turns."""
        self._back.setVisible(shown)

    def show_reader(self, shown: bool) -> None:
        """Show the paper, or that none is selected."""
        self._stack.setCurrentIndex(0 if shown else 1)

    def invite(self, any_papers: bool) -> None:
        """Say how to choose a paper, where there is one to choose."""
        self._any_papers = any_papers
        if any_papers:
            self.empty.say("No paper selected", "Choose one in the list, or press J for the next.", "", lambda: None)
        elif self._offers:
            self.empty.say("New papers, by themselves", _SUBSCRIBE, "Subscribe", self.subscribe_asked.emit)
        else:
            self.empty.say("", "", "", lambda: None)

    def offer_subscribing(self, offered: bool) -> None:
        """Offer to let the day's papers come where there is no paper to choose, or do so no more."""
        if offered != self._offers:
            self._offers = offered
            self.invite(self._any_papers)

# SPDX-License-Identifier: MIT
"""One subscription: what it is called, when it is fetched, its colour, and how the last fetches went."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget

from paperdesk.domain.feeds import LogEntry
from paperdesk.domain.text import visible
from paperdesk.ui.buttons import PushButton
from paperdesk.ui.labels import ShortLabel
from paperdesk.ui.sidebar.feeds import FeedLine, said
from paperdesk.ui.subscriptions.colour_field import ColourField
from paperdesk.ui.subscriptions.schedule_field import ScheduleField
from paperdesk.ui.wording import number, tooltip

_LOGGED = 30  # fetches that are shown


class SourceDetails(QWidget):
    """Shows a `FeedLine`; each change is told at once: `changed` brings the subscription and what differs."""

    changed = Signal(object, object)
    fetch_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: FeedLine | None = None
        self.title = QLineEdit(self)
        self.title.setObjectName("sourceTitle")
        self.title.setAccessibleName("Title")
        self.title.setMaxLength(120)
        self.address = ShortLabel("", self)
        self.address.setObjectName("hint")
        self.schedule = ScheduleField(self)
        self.colour = ColourField(self)
        self.paused = QCheckBox("Paused", self)
        self.paused.setObjectName("sourcePaused")
        self.said = QLabel(self)
        self.said.setObjectName("sourceState")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.fetch = PushButton("Fetch now", self)
        self.fetch.setAutoDefault(False)
        self.log = QListWidget(self)
        self.log.setObjectName("fetchLog")
        self.log.setAccessibleName("The last fetches of this source")
        self.log.setWordWrap(True)
        self.log.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self.title.editingFinished.connect(lambda: self._tell(title=self.title.text().strip()))
        self.schedule.chosen.connect(lambda text: self._tell(schedule=text))
        self.colour.picked.connect(lambda colour: self._tell(colour=colour))
        self.paused.clicked.connect(lambda on: self._tell(paused=on))
        self.fetch.clicked.connect(self._ask_fetch)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for text, widget in (
            ("Title", self.title),
            ("Source", self.address),
            ("Fetched", self.schedule),
            ("Colour", self.colour),
            ("", self.paused),
        ):
            form.addRow(form_label(text, widget), widget)
        heading = QLabel("Last fetches", self)
        heading.setObjectName("marginTitle")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self.said)
        column.addWidget(self.fetch, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(heading)
        column.addWidget(self.log, 1)

    def show_line(self, line: FeedLine, entries: Sequence[LogEntry], *, running: bool) -> None:
        """Show a subscription; what is being typed of the same one stays."""
        same = self._line is not None and self._line.feed.id == line.feed.id
        self._line = line
        feed, now = line.feed, datetime.now().astimezone()
        if not (same and self.title.hasFocus()):
            self.title.setText(feed.title)
        self.address.setText(visible(feed.source))
        self.address.setToolTip(tooltip(visible(feed.source)))
        if not (same and self.schedule.at.hasFocus()):
            self.schedule.set_text(feed.schedule)
        self.colour.set_colour(feed.colour)
        self.paused.setChecked(feed.paused)
        self.said.setText(line.sentence(now, running=running))
        self.fetch.setEnabled(not running)
        self.log.clear()
        self.log.addItems([log_line(entry, now) for entry in entries[:_LOGGED]] or ["Nothing has been fetched yet"])

    def _tell(self, **differs: object) -> None:
        line = self._line
        if line is not None and any(getattr(line.feed, name) != value for name, value in differs.items()):
            self.changed.emit(line.feed, differs)

    def _ask_fetch(self) -> None:
        if self._line is not None:
            self.fetch_asked.emit(self._line.feed.source)


def form_label(text: str, field: QWidget) -> QLabel:
    """Return a label that stands in the middle of the line of its field."""
    label = QLabel(text)
    label.setMinimumHeight(field.sizeHint().height())
    label.setBuddy(field)
    return label


def log_line(entry: LogEntry, now: datetime) -> str:
    """Return one fetch in words: `today at 07:30   12 new, 3 updated`."""
    when = said(entry.ended, now)
    when = when[:1].upper() + when[1:]
    counts = [f"{number(n)} {word}" for n, word in ((entry.new, "new"), (entry.updated, "updated")) if n]
    told = entry.error or ", ".join(counts) or "nothing new"
    return f"{when}:  {told}"

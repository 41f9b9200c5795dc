# SPDX-License-Identifier: MIT
"""Adds a source: an address, a category of arXiv or a name is looked at first, then subscribed to."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from paperdesk.domain.feeds import HUGGINGFACE, TRENDING
from paperdesk.domain.text import visible
from paperdesk.reading.abstract import render_line
from paperdesk.ui.buttons import ComboBox, PushButton
from paperdesk.ui.subscriptions.details import form_label
from paperdesk.ui.subscriptions.schedule_field import ScheduleField

if TYPE_CHECKING:
    from paperdesk.domain.record import Record
    from paperdesk.services.feeds import Preview

_READY = ((HUGGINGFACE, "Hugging Face daily"), (TRENDING, "Hugging Face trending"), ("arxiv:cs.LG", "arXiv category"))
_CATEGORY = re.compile(r"[a-z-]+\.[A-Z]{2}", re.ASCII)
_LOOKING = "Looking at what it brings…"


class AddSourceDialog(QDialog):
    """`look_asked` brings what was typed, `subscribe_asked` a source with title and schedule."""

    look_asked = Signal(str)
    subscribe_asked = Signal(str, str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("addSource")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Add a source")
        self.setAccessibleName("Add a source")
        self._looked_at = ""  # what the preview is of
        self._source = ""
        self.field = QLineEdit(self)
        self.field.setObjectName("sourceField")
        self.field.setAccessibleName("Address, arXiv category or folder")
        self.field.setPlaceholderText("https://… or arxiv:cs.LG or a folder")
        self.others = ComboBox(self)
        self.others.setAccessibleName("Feeds that the page names")
        self.others.hide()
        self.title = QLineEdit(self)
        self.title.setObjectName("newTitle")
        self.title.setAccessibleName("Title")
        self.title.setMaxLength(120)
        self.title.setPlaceholderText("As it calls itself")
        self.schedule = ScheduleField(self)
        self.said = QLabel(self)
        self.said.setObjectName("hint")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.papers = QListWidget(self)
        self.papers.setObjectName("previewList")
        self.papers.setAccessibleName("Papers that it brings now")
        self.papers.setWordWrap(True)
        self.papers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.look = PushButton("Look", self)
        self.subscribe = PushButton("Subscribe", self)
        self.subscribe.setObjectName("primary")
        self._lay_out()
        self.field.textChanged.connect(self._typed)
        self.others.activated.connect(self._choose_other)
        self.look.clicked.connect(self._look)
        self.subscribe.clicked.connect(self._subscribe)
        self._typed("")
        self.say("Press Return to see what a source brings before you subscribe to it.")
        self.resize(600, 480)

    def _lay_out(self) -> None:
        ready = QHBoxLayout()
        ready.setSpacing(6)
        for source, label in _READY:
            button = PushButton(label, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda checked=False, text=source: self._take(text))
            ready.addWidget(button)
        folder = PushButton("Folder…", self)
        folder.setAutoDefault(False)
        folder.clicked.connect(self._ask_folder)
        ready.addWidget(folder)
        ready.addStretch(1)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.addRow(form_label("Source", self.field), self.field)
        form.addRow("", ready)
        for text, widget in (("Feed", self.others), ("Title", self.title), ("Fetched", self.schedule)):
            form.addRow(form_label(text, widget), widget)
        self._form = form
        form.setRowVisible(self.others, False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.addButton(self.look, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.subscribe, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self.said)
        column.addWidget(self.papers, 1)
        column.addWidget(buttons)

    def say(self, text: str) -> None:
        """Say one sentence above the papers."""
        self.said.setText(text[:1].upper() + text[1:])

    def show_preview(self, asked: str, preview: "Preview") -> None:
        """Show what the source `asked` for brings; one that was asked for before is of no interest."""
        if asked != self._looked_at:
            return
        self._source = preview.source
        self.title.setPlaceholderText(visible(preview.title))
        self._show_others(preview)
        self.papers.clear()
        self.papers.addItems([_paper_line(record) for record in preview.papers])
        count = len(preview.papers)
        found = (
            f"It brings {count} {'paper' if count == 1 else 'papers'} now" if count else "It brings nothing just now"
        )
        self.say(f"{found}{f'. {preview.notes[0]}' if preview.notes and not count else ''}")
        self._offer_subscribing()

    def refuse(self, asked: str, why: str) -> None:
        """Say why a source cannot be looked at; it can be subscribed to all the same where it is one."""
        if asked == self._looked_at:
            self.say(why or "It could not be looked at")
            self.look.setEnabled(True)
            self.subscribe.setEnabled(True)
            self.look.setDefault(True)

    def _show_others(self, preview: "Preview") -> None:
        others: Sequence[tuple[str, str]] = [(one.title, one.address) for one in preview.others]
        self._form.setRowVisible(self.others, len(others) > 1)
        if len(others) > 1 and self.others.count() != len(others):
            self.others.clear()
            for title, address in others:
                self.others.addItem(visible(title or address), address)

    def _offer_subscribing(self) -> None:
        self.look.setEnabled(True)
        self.subscribe.setEnabled(True)
        self.subscribe.setDefault(True)
        if not self.title.hasFocus() and not self.schedule.isAncestorOf(self.focusWidget() or self):
            self.subscribe.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, text: str) -> None:
        self._looked_at = self._source = ""
        self.look.setEnabled(bool(text.strip()))
        self.subscribe.setEnabled(False)
        self.look.setDefault(True)
        self.papers.clear()
        self._form.setRowVisible(self.others, False)

    def _take(self, text: str) -> None:
        self.field.setText(text)
        if text.startswith("arxiv:"):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.setSelection(len("arxiv:"), len(text))
        else:
            self._look()

    def _choose_other(self, row: int) -> None:
        address = str(self.others.itemData(row))
        self._ask(address)

    def _look(self) -> None:
        if self.field.text().strip():
            self._ask(meant(self.field.text()))

    def _ask(self, text: str) -> None:
        self._looked_at = text
        self.look.setEnabled(False)
        self.say(_LOOKING)
        self.look_asked.emit(text)

    def _subscribe(self) -> None:
        source = self._source or meant(self.field.text())
        title = self.title.text().strip() or (self.title.placeholderText() if self._source else "")
        self.subscribe_asked.emit(source, title, self.schedule.text())

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, "Watch a folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take)
        dialog.open()


def meant(text: str) -> str:
    """Return the source that a reader means who leaves out what goes without saying: `cs.LG`, `example.org/feed`."""
    said = text.strip()
    if _CATEGORY.fullmatch(said):
        return f"arxiv:{said}"
    bare = ":" not in said and "." in said and " " not in said and not said.startswith((".", "/", "~", "\\"))
    return f"https://{said}" if bare else said


def _paper_line(record: "Record") -> str:
    day = f"   {record.sighting.day}" if record.sighting.day else ""
    return f"{visible(render_line(record.title).plain)}{day}"

# SPDX-License-Identifier: MIT
"""Chooses when a source is fetched: at each start, every so often, once a day at a time, or only when asked."""

import re

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QTimeEdit, QWidget

from paperdesk.ui.buttons import ComboBox

_EVERY = (
    ("every 15m", "15 minutes"), ("every 30m", "30 minutes"), ("every 1h", "hour"), ("every 3h", "3 hours"),
    ("every 6h", "6 hours"), ("every 12h", "12 hours"), ("every 24h", "day"), ("every 168h", "week"),
)  # fmt: skip
_KINDS = (("every", "Every"), ("at", "Daily at"), ("start", "At each start"), ("never", "Only when I ask"))


class ScheduleField(QWidget):
    """`chosen` brings the schedule as it is written: `every 6h`, `at 07:30`, `start`, `never`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.kind = ComboBox(self)
        self.kind.setObjectName("scheduleKind")
        self.kind.setAccessibleName("When it is fetched")
        for name, label in _KINDS:
            self.kind.addItem(label, name)
        self.every = ComboBox(self)
        self.every.setObjectName("scheduleEvery")
        self.every.setAccessibleName("How often it is fetched")
        for text, label in _EVERY:
            self.every.addItem(label, text)
        self.at = QTimeEdit(self)
        self.at.lineEdit().setTextMargins(7, 0, 0, 0)
        self.at.setObjectName("scheduleAt")
        self.at.setAccessibleName("The time at which it is fetched")
        self.at.setDisplayFormat("HH:mm")
        for inner in self.at.findChildren(QLineEdit):
            inner.setAccessibleName(self.at.accessibleName())
        self._detail = QStackedWidget(self)
        for widget in (self.every, self.at, QWidget(self)):
            self._detail.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.kind)
        row.addWidget(self._detail)
        row.addStretch(1)
        self.kind.currentIndexChanged.connect(self._turned)
        self.every.currentIndexChanged.connect(self._tell)
        self.at.editingFinished.connect(self._tell)
        self.set_text("every 6h")

    def text(self) -> str:
        """Return the schedule that is chosen."""
        kind = str(self.kind.currentData())
        if kind == "every":
            return str(self.every.currentData())
        return f"at {self.at.time().toString('HH:mm')}" if kind == "at" else kind

    def set_text(self, text: str) -> None:
        """Show the schedule `text`; one that is no choice here becomes one."""
        self._quiet = True
        kind = text.split(" ")[0]
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        if kind == "every":
            if self.every.findData(text) < 0:
                self.every.addItem(_spoken(text), text)
            self.every.setCurrentIndex(self.every.findData(text))
        time = QTime.fromString(text.removeprefix("at "), "HH:mm") if kind == "at" else QTime(7, 30)
        self.at.setTime(time)
        self._show_detail()
        self._quiet = False

    def _show_detail(self) -> None:
        self._detail.setCurrentIndex({"every": 0, "at": 1}.get(str(self.kind.currentData()), 2))

    def _turned(self) -> None:
        self._show_detail()
        self._tell()

    def _tell(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.text())


def _spoken(text: str) -> str:
    """Say `every 90m` as `90 minutes`."""
    found = re.fullmatch(r"every (\d+)([mh])", text)
    return f"{found[1]} {'minutes' if found[2] == 'm' else 'hours'}" if found else text

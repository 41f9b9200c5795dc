# SPDX-License-Identifier: MIT
"""Widgets that the space bar presses: elsewhere in the window it reads on."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QToolButton


def _claims(event: QEvent) -> bool:
    """Claim the space bar before the window's shortcut gets it; return whether `event` asked for that."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.key() != Qt.Key.Key_Space or event.modifiers():
        return False
    event.accept()
    return True


class ToolButton(QToolButton):
    """A button with an icon."""

    def event(self, event: QEvent) -> bool:
        return _claims(event) or super().event(event)


class PushButton(QPushButton):
    """A button with a word."""

    def event(self, event: QEvent) -> bool:
        return _claims(event) or super().event(event)


class ComboBox(QComboBox):
    """A choice of one."""

    def event(self, event: QEvent) -> bool:
        return _claims(event) or super().event(event)

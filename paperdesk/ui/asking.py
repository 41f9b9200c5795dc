# SPDX-License-Identifier: MIT
"""Asks the reader for one line of text, to choose one of several, or whether to go on; the window goes on meanwhile."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox, QWidget

from paperdesk.ui.wording import tooltip


def ask_text(window: QWidget, title: str, label: str, value: str, answer: Callable[[str], None]) -> None:
    """Ask for a line of text, `value` standing there already; `answer` gets it if the reader agrees."""
    dialog = _dialog(window, title, label, answer)
    dialog.setTextValue(value)
    dialog.open()


def ask_secret(window: QWidget, title: str, label: str, answer: Callable[[str], None]) -> None:
    """Ask for a line that nobody else is to read."""
    dialog = _dialog(window, title, label, answer)
    dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
    dialog.open()


def ask_choice(window: QWidget, title: str, label: str, choices: Sequence[str], answer: Callable[[str], None]) -> None:
    """Ask for one of `choices`."""
    dialog = _dialog(window, title, label, answer)
    dialog.setComboBoxItems(list(choices))
    dialog.open()


def ask_yes(window: QWidget, title: str, text: str, yes: str, answer: Callable[[], None]) -> None:
    """Ask whether to go on; `answer` is called where the reader presses `yes`."""
    box = QMessageBox(window)
    box.setObjectName("askDialog")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(title)
    box.setAccessibleName(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    button = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(button)
    box.accepted.connect(answer)
    box.open()


def _dialog(window: QWidget, title: str, label: str, answer: Callable[[str], None]) -> QInputDialog:
    dialog = QInputDialog(window)
    dialog.setObjectName("askDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setLabelText(tooltip(label))
    dialog.setMinimumWidth(340)
    dialog.textValueSelected.connect(answer)
    return dialog

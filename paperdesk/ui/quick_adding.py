# SPDX-License-Identifier: MIT
"""Adds a paper by its identifier or address: written into a dialog, or pasted anywhere outside a field of text."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from paperdesk.config.options import Settings
from paperdesk.domain.errors import BadInput, Trouble, UnknownPaper
from paperdesk.ui.browsing import Browsing
from paperdesk.ui.buttons import PushButton
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.errands import Errands, Stopped

if TYPE_CHECKING:
    from paperdesk.services.quick_add import Added

_LONGEST = 50_000  # code points that are looked through
_NOTHING = "What is copied is no arXiv identifier, DOI or address"


class AddDialog(QDialog):
    """Asks for identifiers and addresses."""

    given = Signal(str)

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("addPapers")
        self.setWindowTitle("Add papers")
        self.setAccessibleName("Add papers")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hint = QLabel("arXiv identifiers, DOIs or addresses of papers, as many as you like", self)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.field = QPlainTextEdit(text, self)
        self.field.setObjectName("addField")
        self.field.setAccessibleName("Identifiers and addresses")
        self.field.setPlaceholderText("2404.18212\n10.1038/nature14539\nhttps://…")
        self.field.setTabChangesFocus(True)
        self.field.selectAll()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.add = PushButton("Add", self)
        self.add.setObjectName("primary")
        buttons.addButton(self.add, QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setDefault(True)
        self.add.setToolTip("Ctrl+Return")
        self.add.setShortcut("Ctrl+Return")
        self.add.setEnabled(bool(text.strip()))
        self.field.textChanged.connect(lambda: self.add.setEnabled(bool(self.field.toPlainText().strip())))
        buttons.accepted.connect(self._give)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for widget in (hint, self.field, buttons):
            column.addWidget(widget)
        self.resize(460, 220)

    def _give(self) -> None:
        self.given.emit(self.field.toPlainText())
        self.accept()


class QuickAdding(QObject):
    """Fetches what is named and opens it; `said` tells what went wrong, `began` and `ended` that it goes on."""

    said = Signal(str)
    began = Signal(str)
    ended = Signal()

    def __init__(
        self,
        desk: LibraryDesk,
        errands: Errands,
        settings: Settings,
        browsing: Browsing,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._errands = errands
        self._settings = settings
        self._browsing = browsing
        self._window = window

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does, by its name."""
        return {"add-paper": self.ask, "paste-paper": self.paste}

    def ask(self) -> None:
        """Ask what to add; what is copied stands there already where it is an address or identifier."""
        copied = QGuiApplication.clipboard().text().strip()
        fits = 0 < len(copied) < 200 and len(copied.split()) == 1 and any(sign in copied for sign in ("/", "."))
        dialog = AddDialog(copied if fits else "", self._window)
        dialog.given.connect(self.add)
        dialog.open()

    def paste(self) -> None:
        """Add what is copied, where it is one thing that can be added."""
        copied = QGuiApplication.clipboard().text()[:_LONGEST]
        self._begin(lambda: _checked(copied))

    def add(self, text: str) -> None:
        """Add everything that `text` names."""
        self._begin(lambda: _names(text[:_LONGEST]))

    def _begin(self, names: Callable[[], Sequence[str]]) -> None:
        folder, settings = self._desk.view.folder, self._settings
        self.began.emit("Adding")
        self._errands.run(lambda stopped: _add(folder, names(), settings, stopped), self._added, self._refused)

    def _added(self, added: "Added | None") -> None:
        self.ended.emit()
        self._desk.follow()
        if added is None:
            return
        if added.failed:
            name, why = added.failed[0]
            more = f" (and {len(added.failed) - 1} more)" if len(added.failed) > 1 else ""
            counts = f"{added.sentence()}. " if added.keys else ""
            self.said.emit(f"{counts}{why if name in why else f'{name}: {why}'}{more}")
        elif added.changes:
            self._desk.told.emit(added.changes)
        else:
            self.said.emit("It is in your library already")
        self._open(added.keys)

    def _open(self, keys: Sequence[str]) -> None:
        if not keys:
            return
        try:
            self._browsing.select(self._desk.view.find(keys[0]))
        except (UnknownPaper, Trouble):
            return

    def _refused(self, text: str) -> None:
        self.ended.emit()
        if text:
            self.said.emit(text)


def _names(text: str) -> Sequence[str]:
    from paperdesk.services.quick_add import names_in

    return names_in(text)


def _checked(text: str) -> Sequence[str]:
    """Return what was pasted as the one name that it is. Raises `BadInput` where it is none."""
    from paperdesk.services.quick_add import can_be_added, names_in

    if not can_be_added(text):
        raise BadInput(_NOTHING)
    return names_in(text)


def _add(folder: Path, names: Sequence[str], settings: Settings, stopped: Stopped) -> "Added | None":
    from paperdesk.library.library import Library  # loaded in the errand's own thread, as is what asks the net
    from paperdesk.services.quick_add import quick_add

    with Library(folder) as library:
        return quick_add(library, names, settings, cancelled=stopped)

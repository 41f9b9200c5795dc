# SPDX-License-Identifier: MIT
"""What the window remembers of itself between two starts, in the library folder: never anything of the reader's work."""

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

FILE = "window.ini"


class WindowState:
    """Small values by name; an unreadable file counts as an empty one."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    def bytes(self, name: str) -> QByteArray:
        """Return what Qt saved of a widget, empty where nothing was."""
        value = self._settings.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def text(self, name: str, default: str = "") -> str:
        """Return a text."""
        value = self._settings.value(name)
        return value if isinstance(value, str) else default

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number of 15 digits at most."""
        text = self.text(name)
        return int(text) if re.fullmatch(r"-?[0-9]{1,15}", text) else default

    def keep(self, **values: object) -> None:
        """Keep values for the next start."""
        for name, value in values.items():
            self._settings.setValue(name, value if isinstance(value, QByteArray) else str(value))
        self._settings.sync()

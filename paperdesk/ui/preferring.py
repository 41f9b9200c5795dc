# SPDX-License-Identifier: MIT
"""Keeps what the reader chooses in the preferences, and tells the parts of the window that go by it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from paperdesk.config.options import Settings

PREFERRING_ACTIONS = ("preferences",)


class Preferring(QObject):
    """`changed` brings the name of an option that has another value now; `said` tells what went wrong.

    `asked` brings what is to be done, and of what.
    """

    changed = Signal(str)
    asked = Signal(str, str)
    said = Signal(str)

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does, by its name."""
        return {"preferences": self.show_preferences}

    def show_preferences(self, page: str = "") -> None:
        """Show the preferences, at `page` where it is named."""
        from paperdesk.ui.preferences.dialog import PreferencesDialog  # seldom looked at

        dialog = PreferencesDialog(self._settings, self._window)
        dialog.chosen.connect(self.choose)
        dialog.asked.connect(self.asked)
        dialog.open_at(page)

    def choose(self, name: str, value: Any) -> None:
        """Put the value of an option in force, and keep it."""
        if self._settings[name] == value:
            return
        try:
            self._settings.keep(name, value)
        except OSError as error:
            self.said.emit(f"The setting holds until you quit; it could not be written: {error.strerror}")
        self.changed.emit(name)

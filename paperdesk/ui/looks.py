# SPDX-License-Identifier: MIT
"""The theme and the size of the text: chosen here, kept in the settings, put in force at once."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from paperdesk.config.options import Settings
from paperdesk.ui import theme

SMALLEST, LARGEST = 12, 28  # pixels of text; the limits of the option


class Looks(QObject):
    """Follows the reader and the system; `themed` when widgets must be drawn in other colours."""

    themed = Signal()
    type_changed = Signal(str, int)
    refused = Signal(str)

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._application = application
        application.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    def type(self) -> tuple[str, int]:
        """Return the reading face (empty: ours) and its size in pixels."""
        return str(self._settings["appearance.font"]), int(self._settings["appearance.text_size"])

    def choose_theme(self, choice: str) -> None:
        """Put `light`, `dark` or `system` in force and keep it."""
        self._keep("appearance.theme", choice)
        self._apply()

    def follow(self, option: str) -> None:
        """Put in force what was chosen elsewhere."""
        if option == "appearance.theme":
            self._apply()
        elif option in ("appearance.font", "appearance.text_size"):
            self.type_changed.emit(*self.type())

    def resize_text(self, by: int) -> None:
        """Set the abstract larger or smaller by so many pixels, and keep it."""
        face, pixels = self.type()
        pixels = min(max(pixels + by, SMALLEST), LARGEST)
        self._keep("appearance.text_size", pixels)
        self.type_changed.emit(face, pixels)

    def _scheme_changed(self) -> None:
        if self._settings["appearance.theme"] == "system":
            self._apply()

    def _apply(self) -> None:
        theme.apply_theme(self._application, str(self._settings["appearance.theme"]))
        self.themed.emit()

    def _keep(self, name: str, value: str | int) -> None:
        try:
            self._settings.keep(name, value)
        except OSError as error:
            self.refused.emit(f"The setting holds until you quit; it could not be written: {error.strerror}")

# SPDX-License-Identifier: MIT
"""What the reader calls the colours of highlights; kept in the settings."""

from PySide6.QtCore import QObject, Signal

from paperdesk.config.options import Settings
from paperdesk.domain.text import one_line, visible

_LONGEST = 40  # characters of a name


class ColourNames(QObject):
    """The names in force; `changed` when one is another, `refused` with a sentence where it could not be kept."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings

    def __getitem__(self, colour: str) -> str:
        """Return the name of a colour, with a capital; the colour itself where its name is empty."""
        settings = self._settings
        names = {
            "yellow": settings["highlights.name_yellow"],
            "green": settings["highlights.name_green"],
            "blue": settings["highlights.name_blue"],
            "pink": settings["highlights.name_pink"],
            "orange": settings["highlights.name_orange"],
        }
        name = visible(one_line(str(names[colour])))[:_LONGEST] or colour
        return name[:1].upper() + name[1:]

    def rename(self, colour: str, name: str) -> None:
        """Call a colour `name`; an empty one gives it its own back."""
        try:
            self._settings.keep(f"highlights.name_{colour}", visible(one_line(name))[:_LONGEST])
        except OSError as error:
            self.refused.emit(f"The name holds until you quit; it could not be written: {error.strerror}")
        self.changed.emit()

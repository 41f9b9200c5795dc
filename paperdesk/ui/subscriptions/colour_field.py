# SPDX-License-Identifier: MIT
"""Chooses one of the five colours, or none."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from paperdesk.domain.searches import COLOURS
from paperdesk.ui.buttons import ComboBox
from paperdesk.ui.theme import Theme


class ColourField(ComboBox):
    """`picked` brings the name of a colour, empty for none."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sourceColour")
        self.setAccessibleName("Colour")
        self.setIconSize(QSize(12, 12))
        self.addItem("None", "")
        for colour in COLOURS:
            self.addItem(_swatch(colour), colour.capitalize(), colour)
        self.activated.connect(lambda row: self.picked.emit(str(self.itemData(row))))

    def set_colour(self, colour: str) -> None:
        """Show `colour`, empty for none."""
        self.setCurrentIndex(max(self.findData(colour), 0))


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(24, 24)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(Theme.colours.ink(colour)))
    painter.drawRoundedRect(2, 2, 20, 20, 6, 6)
    painter.end()
    return QIcon(pixmap)

# SPDX-License-Identifier: MIT
"""Buttons for the colours of highlights: a disc each, with the number of its key, so that colour says nothing alone."""

from collections.abc import Collection

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from paperdesk.domain.searches import COLOURS
from paperdesk.ui.buttons import ToolButton
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.theme import Theme
from paperdesk.ui.wording import tooltip

_SIDE = 28  # pixels of the button
_DISC = 18  # of the disc in it


class Swatch(ToolButton):
    """One colour; checked, it has a ring."""

    def __init__(self, colour: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.colour = colour
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setFixedSize(_SIDE, _SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def name(self, name: str, verb: str) -> None:
        """Say what pressing it does: `verb`, and the name of the colour."""
        number = COLOURS.index(self.colour) + 1
        self.setToolTip(tooltip(f"{verb}: {name} ({number})"))
        self.setAccessibleName(f"{verb}: {name}, {self.colour}")

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = Theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(0, 0, _DISC, _DISC)
        disc.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QPen(QColor(colours.ink(self.colour)), 1))
        painter.setBrush(QColor(colours.mark(self.colour)))
        painter.drawEllipse(disc)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            ink = colours.accent if self.isChecked() or self.hasFocus() else colours.muted
            painter.setPen(QPen(QColor(ink), 2 if self.isChecked() else 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(-3, -3, 3, 3))
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(COLOURS.index(self.colour) + 1))
        painter.end()


class SwatchRow(QWidget):
    """A swatch for each colour, in their order; they follow the names. A right click asks for another name."""

    picked = Signal(str)
    rename_asked = Signal(str)

    def __init__(self, names: ColourNames, verb: str, parent: QWidget) -> None:
        """`verb` says what picking a colour does."""
        super().__init__(parent)
        self._names = names
        self._verb = verb
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.swatches = [Swatch(colour, self) for colour in COLOURS]
        for swatch in self.swatches:
            swatch.clicked.connect(self._pick)
            swatch.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            swatch.customContextMenuRequested.connect(self._ask_name)
            row.addWidget(swatch)
        names.changed.connect(self._call)
        self._call()

    def show_checked(self, colours: Collection[str]) -> None:
        """Let the swatches of `colours` be those with a ring."""
        for swatch in self.swatches:
            swatch.setChecked(swatch.colour in colours)

    def checked(self) -> tuple[str, ...]:
        """Return the colours that have a ring."""
        return tuple(swatch.colour for swatch in self.swatches if swatch.isChecked())

    def _pick(self) -> None:
        swatch = self.sender()
        if isinstance(swatch, Swatch):
            self.picked.emit(swatch.colour)

    def _ask_name(self) -> None:
        swatch = self.sender()
        if isinstance(swatch, Swatch):
            self.rename_asked.emit(swatch.colour)

    def _call(self) -> None:
        for swatch in self.swatches:
            swatch.name(self._names[swatch.colour], self._verb)

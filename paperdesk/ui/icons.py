# SPDX-License-Identifier: MIT
"""Icons of one set (Lucide, ISC), drawn in the colours of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from paperdesk.config.paths import resource
from paperdesk.ui.theme import Theme


def icon(name: str) -> QIcon:
    """Return the icon `name` in muted ink, stronger where it is active or checked."""
    colours = Theme.colours
    return _icon(name, colours.muted, colours.text, colours.accent)


@cache
def _icon(name: str, normal: str, active: str, checked: str) -> QIcon:
    return QIcon(_Engine(name, normal, active, checked))


class _Engine(QIconEngine):
    """Draws an icon when it is first looked at, in the size that is asked for."""

    def __init__(self, name: str, normal: str, active: str, checked: str) -> None:
        super().__init__()
        self._name = name
        self._normal = normal
        self._active = active
        self._checked = checked

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.drawPixmap(rect, self.pixmap(rect.size() * painter.device().devicePixelRatioF(), mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        colour = self._active if mode in (QIcon.Mode.Active, QIcon.Mode.Selected) else self._normal
        if state is QIcon.State.On:
            colour = self._checked
        return _pixmap(self._name, colour, size.width(), size.height())

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._normal, self._active, self._checked)


@cache
def _pixmap(name: str, colour: str, width: int, height: int) -> QPixmap:
    drawing = _source(name).replace("currentColor", colour)
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    return pixmap


@cache
def _source(name: str) -> str:
    return resource("icons", "lucide", f"{name}.svg").read_text("utf-8")


def app_icon() -> QIcon:
    """Return PaperDesk's own icon."""
    return QIcon(str(resource("icons", "paperdesk.svg")))

# SPDX-License-Identifier: MIT
"""Icons of one set (Lucide, ISC), drawn in the colours of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from paperdesk.config.paths import resource
from paperdesk.ui.theme import Theme


def icon(name: str) -> QIcon:
    """Return the icon `name` in muted ink, stronger where it is active or checked."""
    colours = Theme.colours
    return _icon(name, colours.muted, colours.text, colours.accent)


@cache
def _icon(name: str, normal: str, active: str, checked: str) -> QIcon:
    made = QIcon()
    for size in (16, 32):
        made.addPixmap(_pixmap(name, normal, size), QIcon.Mode.Normal)
        made.addPixmap(_pixmap(name, active, size), QIcon.Mode.Active)
        made.addPixmap(_pixmap(name, active, size), QIcon.Mode.Selected)
        made.addPixmap(_pixmap(name, checked, size), QIcon.Mode.Normal, QIcon.State.On)
    return made


@cache
def _pixmap(name: str, colour: str, size: int) -> QPixmap:
    drawing = _source(name).replace("currentColor", colour)
    pixmap = QPixmap(QSize(size, size))
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

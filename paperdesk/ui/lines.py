# SPDX-License-Identifier: MIT
"""Text set in a few lines, the last one elided."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

LINE = 18  # pixels of a line of 13-pixel letters


def wrapped(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Return `text` in lines of `width` pixels, `most` of them at most; the last one ends in an ellipsis where there is more."""
    text = " ".join(text.split())
    # Of a very long text no more than can be shown is laid out.
    text = text[: most * max(width, 10) // 2]
    if not text:
        return []
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units = text.encode("utf-16-le", "surrogatepass")  # Qt counts in UTF-16 units
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 10))
        start = line.textStart()
        last = len(lines) == most - 1
        end = len(units) // 2 if last else start + line.textLength()
        piece = units[2 * start : 2 * end].decode("utf-16-le", "replace").strip()
        lines.append(QFontMetrics(font).elidedText(piece, Qt.TextElideMode.ElideRight, width) if last else piece)
    layout.endLayout()
    return lines


def draw_lines(painter: QPainter, place: QRect, lines: Sequence[str], height: int = LINE) -> None:
    """Draw `lines` from the top of `place` on, `height` pixels each."""
    for number, line in enumerate(lines):
        rect = QRect(place.left(), place.top() + number * height, place.width(), height)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)

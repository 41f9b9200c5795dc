# SPDX-License-Identifier: MIT
"""Text in lines: all of it where there is room, elided at the last line where there is not."""

from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter

from paperdesk.ui.lines import draw_lines, wrapped


@pytest.fixture
def font(qapp: Any) -> QFont:
    made = QFont("DejaVu Sans")
    made.setPixelSize(13)
    return made


def test_short_text_stays_whole(font: QFont) -> None:
    assert wrapped("a  few\nwords", font, 300, 3) == ["a few words"]
    assert wrapped("", font, 300, 3) == []


def test_long_text_is_broken_and_its_last_line_elided(font: QFont) -> None:
    text = "many words of a quote that has no room in its lines " * 4
    lines = wrapped(text, font, 150, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert text.startswith(f"{lines[0]} {lines[1]}")
    assert all(QFontMetrics(font).horizontalAdvance(line) <= 150 for line in lines)


def test_letters_beyond_the_first_plane_are_not_cut_apart(font: QFont) -> None:
    lines = wrapped("𝔸𝔹ℂ𝔻 🧪🧪 " * 20, font, 90, 40)
    assert "".join(lines).replace(" ", "").startswith("𝔸𝔹ℂ𝔻🧪🧪𝔸")
    assert not any("\ufffd" in line for line in lines)


def test_very_long_text_takes_no_longer(font: QFont) -> None:
    assert len(wrapped("word " * 400_000, font, 200, 2)) == 2


def test_lines_are_drawn_below_each_other(font: QFont) -> None:
    image = QImage(100, 60, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setFont(font)
    draw_lines(painter, QRect(0, 0, 100, 60), ["one", "two"], 30)
    painter.end()
    inked = {y for y in range(60) for x in range(100) if image.pixelColor(x, y).lightness() < 120}
    assert inked & set(range(30))
    assert inked & set(range(30, 60))

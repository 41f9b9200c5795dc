# SPDX-License-Identifier: MIT
"""Two palettes that can be read, put in force on what is open, as the reader or the system wishes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from paperdesk.ui import theme
from paperdesk.ui.theme import DARK, LIGHT, Colours, Theme


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply_theme(qapp, "light")


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(colour).getRgbF()[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["text", "muted", "accent"])
@pytest.mark.parametrize("ground", ["window", "paper", "sidebar"])
def test_every_ink_can_be_read_on_every_surface(colours: Colours, ink: str, ground: str) -> None:
    assert round(contrast(getattr(colours, ink), getattr(colours, ground)), 1) >= 5.3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_where_it_is_tinted(colours: Colours) -> None:
    for ground in ("hover", "selected", "chip", "badge"):
        assert contrast(colours.text, getattr(colours, ground)) >= 5.3
        assert contrast(colours.muted, getattr(colours, ground)) >= 4.5
    assert contrast(colours.star, colours.paper) >= 4.5


def test_the_palette_and_the_sheet_speak_of_the_theme(qapp: QApplication) -> None:
    for choice, colours in (("dark", DARK), ("light", LIGHT)):
        theme.apply_theme(qapp, choice)
        assert Theme.colours is colours
        assert theme.is_dark() == (choice == "dark")
        assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == colours.paper
        sheet = qapp.styleSheet()
        assert all(colour in sheet for name, colour in colours._asdict().items() if name in ("window", "paper", "text"))
        assert "$" not in sheet


@pytest.mark.parametrize(
    ("scheme", "colours"),
    [(Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Unknown, LIGHT)],
    ids=["dark", "light", "unknown"],
)
def test_as_the_system_follows_it(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, scheme: Qt.ColorScheme, colours: Colours
) -> None:
    monkeypatch.setattr(QStyleHints, "colorScheme", lambda self: scheme)
    theme.apply_theme(qapp, "system")
    assert Theme.colours is colours


def ground(desk: Any, widget: Any) -> str:
    """The colour at the foot of a widget, as it is seen."""
    image = widget.grab().toImage()
    return str(image.pixelColor(image.width() // 2, image.height() - 3).name().upper())


def test_an_open_window_changes_at_once(desk: Any, press: Callable[..., None]) -> None:
    press("j")
    window = desk.window
    for key, colours in (("Ctrl+Shift+D", DARK), ("Ctrl+Shift+L", LIGHT)):
        press(key)
        assert ground(desk, window.reader) == colours.paper
        assert ground(desk, window.sidebar) == colours.sidebar
        assert window.reader.document().find("arXiv").charFormat().foreground().color().name().upper() == colours.accent


def test_the_system_is_followed_while_the_window_is_open(
    build_desk: Callable[..., Any], library_folder: Any, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = build_desk(library_folder, {"appearance.theme": "system"})
    assert ground(desk, desk.window.sidebar) == LIGHT.sidebar
    monkeypatch.setattr(QStyleHints, "colorScheme", lambda self: Qt.ColorScheme.Dark)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert ground(desk, desk.window.sidebar) == DARK.sidebar


def test_a_chosen_theme_does_not_follow(desk: Any, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QStyleHints, "colorScheme", lambda self: Qt.ColorScheme.Dark)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert ground(desk, desk.window.sidebar) == LIGHT.sidebar


def test_the_faces_are_here(qapp: QApplication) -> None:
    theme.load_fonts()
    theme.load_math_font()
    assert {theme.READING_FACE, theme.CHROME_FACE, theme.MATH_FACE} <= set(QFontDatabase.families())


def test_the_reading_face_is_the_readers_own_where_they_chose_one() -> None:
    assert theme.reading_font("", 16).families()[0] == theme.READING_FACE
    assert theme.reading_font("DejaVu Sans", 20).families()[:2] == ["DejaVu Sans", theme.MATH_FACE]
    assert theme.reading_font("", 20).pixelSize() == 20

# SPDX-License-Identifier: MIT
"""Icons of one set, in the ink of the theme, sharp at every scale."""

from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from paperdesk.ui import theme
from paperdesk.ui.actions import ACTIONS
from paperdesk.ui.icons import app_icon, icon
from paperdesk.ui.sidebar.items import SHELVES
from paperdesk.ui.theme import DARK, LIGHT

NAMES = sorted({spec.icon for spec in ACTIONS if spec.icon} | {shelf[1] for shelf in SHELVES.values()} | {"tag", "rss"})


def inks(image: QImage) -> set[str]:
    """The colours of all pixels that are not see-through at all."""
    found = set()
    for x in range(image.width()):
        for y in range(image.height()):
            colour = image.pixelColor(x, y)
            if colour.alpha() == 255:
                found.add(colour.name().upper())
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn(qapp: Any, name: str) -> None:
    image = icon(name).pixmap(QSize(48, 48)).toImage()
    assert LIGHT.muted in inks(image)
    assert all(abs(QColor(ink).lightness() - QColor(LIGHT.muted).lightness()) < 3 for ink in inks(image))


def test_an_icon_is_stronger_where_it_is_active_or_checked(qapp: Any) -> None:
    made = icon("star")
    assert inks(made.pixmap(QSize(48, 48), QIcon.Mode.Active).toImage()) == {LIGHT.text}
    assert inks(made.pixmap(QSize(48, 48), QIcon.Mode.Normal, QIcon.State.On).toImage()) == {LIGHT.accent}


def test_icons_take_the_ink_of_the_theme(qapp: Any) -> None:
    theme.apply_theme(qapp, "dark")
    try:
        assert inks(icon("star").pixmap(QSize(48, 48)).toImage()) == {DARK.muted}
    finally:
        theme.apply_theme(qapp, "light")


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_icons_have_as_many_pixels_as_the_screen(qapp: Any, scale: float) -> None:
    pixmap = icon("star").pixmap(QSize(16, 16), scale)
    assert pixmap.width() == round(16 * scale)


def test_the_programs_own_icon_is_drawn(qapp: Any) -> None:
    assert len(inks(app_icon().pixmap(QSize(64, 64)).toImage())) > 1

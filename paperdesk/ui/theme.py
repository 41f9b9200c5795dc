# SPDX-License-Identifier: MIT
"""The one place of colours, faces and sizes: two palettes over Fusion, and the style sheet in resources/."""

from functools import cache
from string import Template
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from paperdesk.config.paths import resource

READING_FACE = "Source Serif 4"
CHROME_FACE = "Inter"
MATH_FACE = "Noto Sans Math"
_MATH_FILES = "noto-sans-math"
_CHROME_FILES = ("inter-latin-400", "inter-latin-600")  # the weights of a list
# What a bare system falls back to; anything else is the reader's own choice of face and stays.
_NO_CHOICE = ("DejaVu Sans", "Sans Serif", "sans-serif", "Sans", "")


class Colours(NamedTuple):
    """The colours of one theme, as #RRGGBB; contrasts were measured on every surface they stand on."""

    window: str
    paper: str
    sidebar: str
    text: str
    muted: str
    accent: str
    hairline: str
    hover: str
    selected: str
    chip: str
    badge: str
    star: str
    found: str
    yellow: str
    green: str
    blue: str
    pink: str
    orange: str
    gone: str
    inks: tuple[tuple[str, str], ...]

    def ink(self, name: str) -> str:
        """Return the strong ink of a highlight's colour: for bars and lines, at least 3:1 on every surface."""
        return dict(self.inks)[name]

    def mark(self, name: str) -> str:
        """Return the ground of a mark: of a colour that the reader names, or of what was found (an empty name)."""
        return str(getattr(self, name or "found"))


LIGHT = Colours(
    window="#F6F5F2", paper="#FFFFFF", sidebar="#EEECE7", text="#1F2328", muted="#5B6169", accent="#0B5CAD",
    hairline="#DAD7D0", hover="#F3F1EC", selected="#E3ECF6", chip="#EAE8E2", badge="#DDEBDD", star="#9A6700", found="#FFF0B8",
    yellow="#FFE58A", green="#BFE8B0", blue="#BBDDFB", pink="#F9C6D8", orange="#FFD0A3",
    gone="#F6DAD7",
    inks=(("yellow", "#A07800"), ("green", "#4A8A32"), ("blue", "#2B78BD"), ("pink", "#C2477A"), ("orange", "#C0621A")),
)  # fmt: skip
DARK = Colours(
    window="#1B1D21", paper="#212429", sidebar="#17191C", text="#E6E4DF", muted="#A2A8B0", accent="#7DB6F2",
    hairline="#33373D", hover="#282C32", selected="#2A3A4C", chip="#30353C", badge="#24402C", star="#E3B341", found="#5C4A0A",
    yellow="#6B5A12", green="#2F5A2B", blue="#1F4E7A", pink="#6E2F4A", orange="#74481B",
    gone="#57302E",
    inks=(("yellow", "#D9B93C"), ("green", "#7FC070"), ("blue", "#6FAEE8"), ("pink", "#E487AC"), ("orange", "#E29A56")),
)  # fmt: skip


class Theme:
    """What is in force now; widgets ask it when they paint."""

    colours: Colours = LIGHT


@cache
def blend(colours: Colours, names: frozenset[str], depth: int) -> str:
    """Return the ground of `depth` highlights over each other that have the colours `names`, as #RRGGBB.

    The colours are mixed in equal parts; on paper, more of them are a little darker than one.
    """
    grounds = [QColor(colours.mark(name)) for name in names]
    shade = 1 - 0.05 * min(depth - 1, 3) if colours is LIGHT else 1
    red, green, blue = (
        round(sum(part(ground) for ground in grounds) / len(grounds) * shade)
        for part in (QColor.red, QColor.green, QColor.blue)
    )
    return QColor(red, green, blue).name()


def is_dark() -> bool:
    """Whether the dark theme is in force."""
    return Theme.colours is DARK


def apply_theme(application: QApplication, choice: str) -> None:
    """Put `light`, `dark` or `system` in force on all of the application."""
    dark = choice == "dark" or (choice != "light" and _system_is_dark(application))
    Theme.colours = DARK if dark else LIGHT
    application.setPalette(_palette(Theme.colours))
    sheet = resource("style", "paperdesk.qss").read_text("utf-8")
    check = "check-dark.svg" if dark else "check-light.svg"
    pictures = {"chevron": "chevron.svg", "chevron_up": "chevron-up.svg", "check": check}
    places = {name: resource("style", file).as_posix() for name, file in pictures.items()}
    application.setStyleSheet(Template(sheet).substitute(Theme.colours._asdict(), **places))


def _system_is_dark(application: QApplication) -> bool:
    return application.styleHints().colorScheme() is Qt.ColorScheme.Dark


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, colours.window),
        (role.Base, colours.paper),
        (role.AlternateBase, colours.window),
        (role.Button, colours.window),
        (role.ToolTipBase, colours.paper),
        (role.Text, colours.text),
        (role.WindowText, colours.text),
        (role.ButtonText, colours.text),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.paper),
        (role.Accent, colours.accent),
        (role.Mid, colours.hairline),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.muted))
    return palette


@cache
def load_chrome_font() -> None:
    """Make the face of the list and its surroundings known to Qt; done once."""
    for path in sorted(resource("fonts").glob("*.woff2")):
        if path.name.startswith(_CHROME_FILES):
            QFontDatabase.addApplicationFont(str(path))


@cache
def load_fonts() -> None:
    """Make the other faces of text that PaperDesk ships known to Qt; done once."""
    for path in sorted(resource("fonts").glob("*.woff2")):
        if not path.name.startswith((_MATH_FILES, *_CHROME_FILES)):
            QFontDatabase.addApplicationFont(str(path))


@cache
def load_math_font() -> None:
    """Make the face of mathematics known; it takes longer than all others, and the first list does without."""
    for path in resource("fonts").glob(_MATH_FILES + "*.woff2"):
        QFontDatabase.addApplicationFont(str(path))


def chrome_font(application: QApplication) -> QFont:
    """Return the system's own face for chrome, or ours where the system chose none."""
    font = application.font()
    if QFontInfo(font).family() in _NO_CHOICE or font.family() in _NO_CHOICE:
        font.setFamilies([CHROME_FACE, MATH_FACE, "DejaVu Sans"])
    font.setPixelSize(13)
    return font


def chrome_family() -> list[str]:
    """Return the faces of chrome, in the order in which they are tried."""
    return QApplication.font().families()


def reading_font(face: str, pixels: int) -> QFont:
    """Return the face of the abstract, `face` where the reader chose one, at `pixels`."""
    font = QFont()
    font.setFamilies([face or READING_FACE, MATH_FACE, "DejaVu Serif"])
    font.setPixelSize(pixels)
    return font

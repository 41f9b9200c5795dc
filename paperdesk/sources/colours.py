# SPDX-License-Identifier: MIT
"""Colours of highlights, as other programs write them, made one of PaperDesk's."""

import colorsys
import re

from paperdesk.domain.searches import COLOURS

_HUES = {"yellow": 50, "green": 120, "blue": 215, "pink": 340, "orange": 28}  # degrees
_NAMES = {
    "red": "pink", "magenta": "pink", "purple": "pink", "violet": "pink", "rose": "pink", "cyan": "blue", "teal": "green",
    "lime": "green", "gray": "yellow", "grey": "yellow", "gold": "yellow", "brown": "orange",
}  # fmt: skip
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{2})?", re.IGNORECASE)
_LEAST_SATURATION = 0.12


def colour(value: object) -> str:
    """Return the nearest of `COLOURS` for a name or `#rrggbb`, an empty string where `value` is neither."""
    text = value.strip().lower() if isinstance(value, str) else ""
    if text in COLOURS or text in _NAMES:
        return _NAMES.get(text, text)
    found = _HEX.fullmatch(text)
    if not found:
        return ""
    digits = found[1] if len(found[1]) == 6 else "".join(c * 2 for c in found[1])
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, saturation, _ = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < _LEAST_SATURATION:
        return COLOURS[0]
    return min(COLOURS, key=lambda name: _apart(_HUES[name], hue * 360))


def _apart(one: float, other: float) -> float:
    distance = abs(one - other) % 360
    return min(distance, 360 - distance)

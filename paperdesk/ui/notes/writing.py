# SPDX-License-Identifier: MIT
"""What the field does to Markdown as it is typed, as pure functions of text and cursor. Places count UTF-16 units."""

import re
from typing import NamedTuple

_ENTRY = re.compile(r"([ \t]*)(?:([-*+])|([0-9]{1,9})([.)])|(>))([ \t]+)(\[[ xX]\][ \t]+)?")
_ADDRESS = re.compile(r"(?:https?://|doi:|mailto:)\S+", re.IGNORECASE)
_BEGUN = re.compile(r"\[\[([^\[\]|\n]{0,200})$")
_UNFIT = re.compile(r"[\[\]|\s]+")
_LEVEL = "  "


class Edit(NamedTuple):
    """Replaces [start, end) by `text` and selects [anchor, position) afterwards."""

    start: int
    end: int
    text: str
    anchor: int
    position: int


def wrap(text: str, start: int, end: int, mark: str) -> Edit:
    """Put `mark` around [start, end), or take it off where it is there; blanks at the ends stay outside."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    width = len(mark)
    inner = text[start:end]
    if len(inner) > 2 * width and inner.startswith(mark) and inner.endswith(mark) and _is_whole(inner, mark):
        return Edit(start, end, inner[width:-width], start, end - 2 * width)
    if _stands_around(text, start, end, mark):
        return Edit(start - width, end + width, inner, start - width, end - width)
    return Edit(start, end, f"{mark}{inner}{mark}", start + width, end + width)


def _is_whole(inner: str, mark: str) -> bool:
    """Whether `*…*` is not rather the outside of `**…**`."""
    return mark != "*" or not (inner.startswith("**") and not inner.startswith("***"))


def _stands_around(text: str, start: int, end: int, mark: str) -> bool:
    width = len(mark)
    if start < width or text[start - width : start] != mark or text[end : end + width] != mark:
        return False
    stars = len(text[:start]) - len(text[:start].rstrip("*"))
    return mark != "*" or stars != 2  # one star of two is not emphasis


def link(text: str, start: int, end: int, clipboard: str = "") -> Edit:
    """Make [start, end) a link: to the address that was copied, or with the cursor where the address is due."""
    inner = text[start:end]
    copied = clipboard.strip()
    if _ADDRESS.fullmatch(inner):
        made = f"[]({inner})"
        return Edit(start, end, made, start + 1, start + 1)
    address = copied if _ADDRESS.fullmatch(copied) and len(copied) <= 2_000 else ""
    made = f"[{inner}]({address})"
    if not inner:
        return Edit(start, end, made, start + 1, start + 1)
    place = start + len(made) - (0 if address else 1)
    return Edit(start, end, made, place, place)


def break_line(line: str, column: int) -> str | None:
    """Return what Return writes at `column` of `line` to go on with its list or quote; None for a plain line break.

    An empty text means that the entry is empty: its marker is to be taken away instead, which ends the list.
    """
    found = _ENTRY.match(line)
    if not found or column < found.end():
        return None
    if not line[found.end() :].strip():
        return ""
    indent, bullet, count, sign, quote, blanks, task = found.groups()
    marker = bullet or quote or f"{int(count) + 1}{sign}"
    return f"\n{indent}{marker}{blanks}{'[ ] ' if task else ''}"


def shift(line: str, *, deeper: bool) -> str | None:
    """Return an entry of a list one level deeper, or less deep; None where `line` is none or can be no less."""
    found = _ENTRY.match(line)
    if not found or found[5]:
        return None
    if deeper:
        return _LEVEL * (2 if found[3] else 1) + line
    blanks = len(line) - len(line.lstrip(" "))
    return line[min(blanks, len(_LEVEL)) :] if blanks else None


def begun_link(before: str) -> str | None:
    """Return what was typed of a link after `[[`, where the text `before` the cursor ends in one; else None."""
    found = _BEGUN.search(before)
    return found[1] if found else None


def link_to(key: str, title: str) -> str:
    """Return a link to a paper, with its title as the words that are shown."""
    words = _UNFIT.sub(" ", title).strip()
    return f"[[{key}|{words}]]" if words else f"[[{key}]]"

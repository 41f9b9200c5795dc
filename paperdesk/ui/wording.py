# SPDX-License-Identifier: MIT
"""How the window says days, sources, authors and counts."""

import re
from collections.abc import Sequence
from datetime import date

from paperdesk.domain.dates import day_number, is_day
from paperdesk.domain.text import visible

_SOURCES = {
    "huggingface": ("HF", "Hugging Face"),
    "huggingface-trending": ("HF trending", "Trending page"),
    "huggingface:trending": ("HF trending", "Hugging Face trending"),
    "arxiv": ("arXiv", "arXiv"),
    "file": ("file", "Files"),
    "sample": ("sample", "Sample library"),
}
BETWEEN_NAMES = ", "
_MOST_SPANS = 3  # of days on end; more are said by the first and the last
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# What Markdown writes, and what of it is to be read: links, signs at the beginning of a line, emphasis.
_MARKDOWN = (
    (re.compile(r"\[\[(?:[^\[\]|\n]{1,1000}\|)?([^\[\]|\n]{1,1000})\]\]"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,1000})\]\([^()\n]{0,2000}\)"), r"\1"),
    (re.compile(r"^[ >]{0,20}(?:#{1,6} |[-+*] (?:\[[ xX]\] )?)", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__|~~|`)(?=\S)([^*_~`\n]{1,1000}?)\1"), r"\2"),
    (re.compile(r"(?<!\w)([*_])(?=\S)([^*_\n]{1,1000}?)\1(?!\w)"), r"\2"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def source_short(source: str) -> str:
    """Return a source's name for a row of the list."""
    return _SOURCES.get(source, (source, source))[0]


def source_long(source: str) -> str:
    """Return a source's full name."""
    return _SOURCES.get(source, (source, source))[1]


def day_long(day: str, today: date) -> str:
    """Return a heading for a day, a month or a year: `Today`, `Sunday 28 April 2024`, `April 2024`."""
    parts = [int(p) for p in day.split("-")] if day else []
    if not parts:
        return "No date"
    if len(parts) == 1:
        return day
    if len(parts) == 2:
        return month_long(day)
    then = date(*parts)
    distance = (today - then).days
    if distance in (0, 1):
        return "Today" if distance == 0 else "Yesterday"
    return f"{_WEEKDAYS[then.weekday()]} {then.day} {_MONTHS[then.month - 1]} {then.year}"


def day_short(day: str, today: date) -> str:
    """Return a day for a row: `28 Apr`, with the year where it is not this one."""
    parts = day.split("-")
    if len(parts) < 2:
        return day
    month = _MONTHS[int(parts[1]) - 1][:3]
    year = "" if parts[0] == str(today.year) else f" {parts[0]}"
    return f"{int(parts[2])} {month}{year}" if len(parts) == 3 else f"{month} {parts[0]}"


def days_short(days: Sequence[str], today: date) -> str:
    """Return days that `day_short` can say, oldest first and each once, as spans: `20 Nov, 23–25 Nov`.

    Where those are many it is `3 Oct – 25 Nov (17 days)`.
    """
    spans: list[list[str]] = []
    for day in days:
        if spans and is_day(day) and is_day(spans[-1][1]) and day_number(day) == day_number(spans[-1][1]) + 1:
            spans[-1][1] = day
        else:
            spans.append([day, day])
    if len(spans) > _MOST_SPANS:
        return f"{_span(days[0], days[-1], today)} ({number(len(days))} days)"
    return ", ".join(_span(first, last, today) for first, last in spans)


def _span(first: str, last: str, today: date) -> str:
    if first == last:
        return day_short(first, today)
    if first[:7] == last[:7] and is_day(first) and is_day(last):
        return f"{int(first[8:])}–{day_short(last, today)}"
    return f"{day_short(first, today)} – {day_short(last, today)}"


def month_long(month: str) -> str:
    """Return YYYY-MM as `April 2024`."""
    year, number = month.split("-")[:2]
    return f"{_MONTHS[int(number) - 1]} {year}"


def authors_short(authors: Sequence[str], count: int) -> str:
    """Return the family names of the first authors: `Gu, Song, Yin …`."""
    return BETWEEN_NAMES.join(short for _, short in names_short(authors)) + (" …" if count > 3 else "")


def names_short(authors: Sequence[str]) -> list[tuple[str, str]]:
    """Return the first three authors' names that are not blank, each with the family name in it."""
    names = [name for name in authors[:3] if name.split()]
    return [(name, visible(name.split(",")[0] if "," in name else name.split()[-1])) for name in names]


def note_line(text: str) -> str:
    """Return a note in Markdown as one line of plain text, for places that have no room to set it."""
    for pattern, shown in _MARKDOWN:
        text = pattern.sub(shown, text)
    return " ".join(visible(text).split())


def number(value: int) -> str:
    """Return a count with its thousands parted."""
    return f"{value:,}"


def tooltip(text: str) -> str:
    """Return `text` so that a tool tip shows all of it as it is, whatever markup it holds."""
    from html import escape

    return f"<span>{escape(text)}</span>"

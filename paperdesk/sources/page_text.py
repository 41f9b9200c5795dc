# SPDX-License-Identifier: MIT
"""The Trending Papers page, saved as plain text: titles and abstracts in turn, after the furniture of the page.

The page parts its pieces by empty lines. What stands before its date line is furniture; a date without
a year belongs to the latest year in which it is not after the day the file was written. A piece after an
abstract continues it where it reads like prose and not like a title.
"""

import re
from collections.abc import Iterator
from datetime import date

from paperdesk.domain.errors import BadInput
from paperdesk.domain.identity import title_key
from paperdesk.domain.record import Context, Links, Record, Rejected, Sighting
from paperdesk.domain.text import one_line, storable
from paperdesk.sources.stream import Stream

SOURCE = "huggingface-trending"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE_LINE = re.compile(r"([A-Z][a-z]{2,8})\.? (\d{1,2})(?:,? (\d{4}))?", re.ASCII)
_FURNITURE = re.compile(
    r"new|subscribe|(?:get )?trending papers.{0,60}|by ?ak and the research community|view all papers|daily papers|.{0,3}",
    re.IGNORECASE | re.DOTALL,
)
_AUTHORS_LINE = re.compile(r"[-·] ?\d+ authors?", re.IGNORECASE)
_LINK_LINE = re.compile(r"\[LINK: [^\]]*\]\((https?://[^\s)]+)\)", re.IGNORECASE)
_LONGEST_TITLE = 250  # code points
_CARD = "### "


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield the papers of the page in its order. Raises `BadInput` where none can be told."""
    text = storable(stream.read_text()).replace("\r\n", "\n").replace("\r", "\n")
    pieces = [piece.strip() for piece in re.split(r"\n[ \t]*\n", text) if piece.strip()]
    cards = [piece for piece in pieces if piece.startswith(_CARD)]
    day, pieces = _after_date(pieces, context)
    pairs = _cards(pieces) if cards else _pairs([p for p in pieces if not _FURNITURE.fullmatch(p)])
    seen: set[str] = set()
    for title, abstract, code in pairs:
        key = title_key(title)
        if key in seen:
            continue
        seen.add(key)
        sighting = Sighting(SOURCE, day=day, rank=len(seen))
        if abstract:
            yield Record(title, sighting, abstract=abstract, links=Links(code=code))
        else:
            yield Rejected(f"paper {len(seen)}", f"no abstract follows the title {title[:60]!r}")
    if not seen:
        raise BadInput(f"{context.name}: no titles with abstracts were found in this text")


def recognises(text: str) -> bool:
    """Whether the beginning of a text reads like the page: furniture or cards, or a title before an abstract."""
    pieces = [piece.strip() for piece in re.split(r"\r?\n[ \t]*\r?\n", text) if piece.strip()]
    if any(piece.startswith(_CARD) for piece in pieces):
        return True
    pairs = list(_pairs([p for p in pieces if not _FURNITURE.fullmatch(p) and not _DATE_LINE.fullmatch(p)]))
    return any(len(abstract) > 200 for _, abstract, _ in pairs)


def _after_date(pieces: list[str], context: Context) -> tuple[str, list[str]]:
    for place, piece in enumerate(pieces[:40]):
        found = _DATE_LINE.fullmatch(piece)
        if found and found[1].lower()[:3] in _MONTHS:
            told = _day(found, context.file_day)
            return context.day or told, pieces[place + 1 :]
    return context.day or context.file_day, pieces


def _day(found: re.Match[str], file_day: str) -> str:
    month, number = _MONTHS.index(found[1].lower()[:3]) + 1, int(found[2])
    latest = date.fromisoformat(file_day) if file_day else None
    years = [int(found[3])] if found[3] else ([latest.year, latest.year - 1] if latest else [])
    for year in years:
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if found[3] or latest is None or day <= latest:
            return day.isoformat()
    return file_day


def _pairs(pieces: list[str]) -> Iterator[tuple[str, str, str]]:
    place = 0
    while place < len(pieces):
        title = one_line(pieces[place])
        place += 1
        paragraphs: list[str] = []
        while place < len(pieces) and (not paragraphs or _continues(pieces[place])):
            paragraphs.append(pieces[place])
            place += 1
        yield title, "\n\n".join(paragraphs), ""


def _continues(piece: str) -> bool:
    return len(piece) > _LONGEST_TITLE or (len(piece) > 120 and piece.endswith("."))


def _cards(pieces: list[str]) -> Iterator[tuple[str, str, str]]:
    for place, piece in enumerate(pieces):
        if not piece.startswith(_CARD):
            continue
        lines: list[str] = []
        for following in pieces[place + 1 :]:
            if following.startswith("#"):
                break
            lines.extend([*following.split("\n"), ""])
        links = [m[1] for m in map(_LINK_LINE.fullmatch, lines) if m]
        prose = [ln for ln in lines if not _LINK_LINE.fullmatch(ln) and not _AUTHORS_LINE.fullmatch(ln)]
        yield one_line(piece.removeprefix(_CARD)), "\n".join(prose).strip(), links[0] if links else ""

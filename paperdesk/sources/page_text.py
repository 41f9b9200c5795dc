# SPDX-License-Identifier: MIT
"""The Trending Papers page, saved as plain text: titles and abstracts in turn, after the furniture of the page.

The page parts its pieces by empty lines. What stands before its date line is furniture; a date without
a year belongs to the latest year in which it is not after the day in the file's name, else the day the
file was written. A title is what is no prose and stands before prose; prose after an abstract continues
it, and so does a short sentence that no prose follows. Some savers write the titles as Markdown headings: those are
cards, with the lines of a card's foot left out.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date

from paperdesk.domain.errors import BadInput
from paperdesk.domain.identity import title_key
from paperdesk.domain.record import Context, Links, Record, Rejected, Sighting
from paperdesk.domain.text import one_line, storable
from paperdesk.sources import fields
from paperdesk.sources.stream import Stream

SOURCE = "huggingface-trending"
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DATE_LINE = re.compile(r"([A-Z][a-z]{2,8})\.? (\d{1,2})(?:,? (\d{4}))?", re.ASCII)
_LEAP = 8  # years from one 29 February to the next, at most
_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_MARK = re.compile(r"trending papers|and the research community|daily papers", re.IGNORECASE)
_FURNITURE = re.compile(
    r"new|subscribe|(?:get )?trending papers.{0,60}|by ?ak and the research community|view all papers|daily papers|.{0,3}",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN_PAPERS = re.compile(
    r"[\W\d_]{1,12}|[\d.]+[kK]|(?:[-*·•] ?)?\d+ authors?|(?:published|submitted) (?:on|by) .{1,60}|(?:upvote|github) ?[\d.,]*k?",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"(?:(?:previous|next|view all papers|system theme|company|tos|privacy|about|careers|jobs|website|models|datasets|spaces"
    r"|pricing|docs)\s*)+",
    re.IGNORECASE,
)
_LINK_LINE = re.compile(r"\[LINK: [^\]]*\]\((https?://[^\s)]+)\)", re.IGNORECASE)
_LINKED = re.compile(r"\[(.+)\]\[\d+\]", re.DOTALL)
_LINK_END = re.compile(r"\]\[\d+\]")
_LONGEST_TITLE = 250  # code points
_SHORTEST_PROSE = 120  # code points, where it ends as a sentence does
_LONGEST_MARK = 120  # code points
_LEADING = 40  # pieces among which the date is looked for
_CARD = "### "


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield the papers of the page in its order. Raises `BadInput` where none can be told."""
    pieces = _pieces(storable(stream.read_text()))
    day, rest = _after_date(pieces, context)
    seen: set[str] = set()
    papers = _cards(rest) if any(map(_is_card, rest)) else _pairs(rest, sure=len(rest) < len(pieces))
    for title, abstract, code in papers:
        key = title_key(title)
        if key in seen:
            continue
        seen.add(key)
        if abstract:
            yield Record(title, Sighting(SOURCE, day=day, rank=len(seen)), abstract=abstract, links=Links(code=code))
        else:
            yield Rejected(f"paper {len(seen)}", f"no abstract follows the title {title[:60]!r}")
    if not seen:
        raise BadInput(f"{context.name}: no titles with abstracts were found in this text")


def recognises(text: str) -> bool:
    """Whether the beginning of a text is the page: by the page's own words, else by titles and abstracts in strict turn."""
    pieces = _pieces(text)
    leading = [piece for piece in pieces[:_LEADING] if len(piece) <= _LONGEST_MARK]
    dated = any(map(_date_in, leading))
    if any(map(_MARK.search, leading)):
        return dated or any(map(_is_prose, pieces))
    return _in_strict_turn(_after_date(pieces, Context())[1] if dated else pieces)


def _in_strict_turn(pieces: Sequence[str]) -> bool:
    """Whether titles, which are no headings of Markdown, stand each before one paragraph or two, all of them on one line."""
    titles = [place for place in range(len(pieces)) if _is_title(pieces, place)]
    if (
        not titles
        or titles[0]
        or len(pieces) > 3 * len(titles)
        or any(pieces[place].startswith("#") for place in titles)
    ):
        return False
    others = sum(1 for piece in pieces[:-1] if not _is_prose(piece)) - len(titles)  # the last one may be cut
    return others <= 0 and not any("\n" in piece for place in titles for piece in pieces[place : place + 2])


def _pieces(text: str) -> list[str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [piece.strip() for piece in _EMPTY_LINES.split(text) if piece.strip()]


def _is_card(piece: str) -> bool:
    return piece.startswith(_CARD)


def _is_prose(piece: str) -> bool:
    return len(piece) > _LONGEST_TITLE or (len(piece) > _SHORTEST_PROSE and piece.endswith((".", "!", "?", "…")))


def _is_title(pieces: Sequence[str], place: int) -> bool:
    """Whether a piece is no prose itself and stands before prose."""
    piece, following = pieces[place], pieces[place + 1 : place + 2]
    return not _is_prose(piece) and "://" not in piece and any(map(_is_prose, following))


def _is_sentence(piece: str) -> bool:
    return piece.endswith(".") or "://" in piece


def _date_in(piece: str) -> re.Match[str] | None:
    """Return the line of `piece` that is a date."""
    for line in piece.split("\n"):
        found = _DATE_LINE.fullmatch(line.strip())
        if found and any(month.startswith(found[1].lower()) for month in _MONTHS):
            return found
    return None


def _after_date(pieces: list[str], context: Context) -> tuple[str, list[str]]:
    """Return the day of the page and the pieces after its furniture."""
    file_day = fields.day_in_name(context.name) or context.file_day
    for place, piece in enumerate(pieces[:_LEADING]):
        if _is_card(piece) or _is_prose(piece):
            break
        found = _date_in(piece)
        if found:
            return context.day or _day(found, file_day), pieces[place + 1 :]
    return context.day or file_day, list(itertools.dropwhile(_FURNITURE.fullmatch, pieces))


def _day(found: re.Match[str], file_day: str) -> str:
    month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(found[1].lower()))
    if found[3]:
        return fields.day(f"{found[3]}-{month:02}-{int(found[2]):02}") or file_day
    latest = date.fromisoformat(file_day).year if file_day else 0
    days = (fields.day(f"{year:04}-{month:02}-{int(found[2]):02}") for year in range(latest, latest - _LEAP - 1, -1))
    return next((day for day in days if day and day <= file_day), file_day)


def _pairs(pieces: Sequence[str], *, sure: bool) -> Iterator[tuple[str, str, str]]:
    """Yield titles with their abstracts; where it is not `sure` that this is the page, an abstract must read like one."""
    pieces = [piece for piece in pieces if not _BETWEEN_PAPERS.fullmatch(piece)]
    while pieces and _FOOT.fullmatch(pieces[-1]):
        pieces.pop()
    place = 0
    while place < len(pieces):
        title = one_line(pieces[place])
        place += 1
        paragraphs: list[str] = []
        while place < len(pieces) and _belongs(pieces, place, bool(paragraphs), sure):
            paragraphs.append(pieces[place])
            place += 1
        yield title, "\n\n".join(paragraphs), ""


def _belongs(pieces: Sequence[str], place: int, begun: bool, sure: bool) -> bool:
    """Whether a piece is a paragraph of the abstract before it, which has `begun` or not."""
    piece = pieces[place]
    if _is_prose(piece):
        return True
    if begun:
        return _is_sentence(piece) and not _is_title(pieces, place)
    return _is_sentence(piece) or (sure and not _is_title(pieces, place))


def _cards(pieces: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for place, piece in enumerate(pieces):
        if not _is_card(piece):
            continue
        title, lines = _heading(piece)
        for following in pieces[place + 1 :]:
            if following.startswith("#"):
                break
            lines.extend(["", *following.split("\n")])
        links = [m[1] for m in map(_LINK_LINE.fullmatch, lines) if m]
        yield title, _prose(lines), links[0] if links else ""


def _heading(piece: str) -> tuple[str, list[str]]:
    """Return the title of a card, which goes on in indented lines, and the lines below it."""
    first, *lines = piece.removeprefix(_CARD).split("\n")
    while lines and lines[0][:1].isspace():
        first += lines.pop(0)
    title = one_line(first)
    linked = _LINKED.fullmatch(title)
    return linked[1] if linked else title, lines


def _prose(lines: list[str]) -> str:
    """Return the abstract in the lines of a card, without the marks of a link around it and without its foot."""
    text = "\n".join(line for line in lines if not _LINK_LINE.fullmatch(line)).strip()
    if text.startswith("[\n"):
        text = _LINK_END.split(text.removeprefix("["), maxsplit=1)[0]
    kept = text.strip().split("\n")
    while kept and (not kept[-1].strip() or _BETWEEN_PAPERS.fullmatch(kept[-1].strip())):
        kept.pop()
    return "\n".join(kept).strip()

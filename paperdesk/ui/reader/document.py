# SPDX-License-Identifier: MIT
"""Sets one paper as a text document: title, authors, facts, links, abstract. Text is inserted, never interpreted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)

from paperdesk.domain.dates import sortable_day
from paperdesk.domain.paper import Paper, PaperRow
from paperdesk.domain.text import visible
from paperdesk.domain.trend import RISING_DAYS, Meeting, rise
from paperdesk.reading.abstract import render, render_line
from paperdesk.reading.rendering import Rendering, Run, Style
from paperdesk.ui.paper_list.spark import HEIGHT, WIDTH, Points, paint_spark, points_of
from paperdesk.ui.theme import Theme, chrome_family, reading_font
from paperdesk.ui.wording import day_short, days_short, source_long, tooltip

_AUTHORS_SHOWN = 40
_PLACES_SHOWN = 3  # sources that listed a paper, those that did so last
_CURVE = "paperdesk-curve:"  # names a picture of our own; nothing is loaded under it
_LINKS = (("arxiv", "arXiv"), ("pdf", "PDF"), ("huggingface", "Hugging Face"), ("code", "Code"), ("project", "Project"))
PAPER_SCHEME = "paperdesk"  # of addresses that name a paper of the library by its id; no text of a source becomes one
LONG_ABSTRACT = 20_000  # code points, ten times a long one; the rest is announced, not set: the window stays quick


@dataclass(frozen=True, slots=True)
class SetPaper:
    """A paper as it was set: where its abstract begins in the document (UTF-16 units), and its rendering."""

    abstract_start: int
    rendering: Rendering


def set_paper(
    document: QTextDocument,
    paper: Paper,
    similar: Sequence[PaperRow] = (),
    *,
    face: str,
    pixels: int,
    curve: Sequence[Meeting] = (),
) -> SetPaper:
    """Fill `document` with `paper` in the reading face `face` at `pixels`.

    `curve` is how its votes rose, shown beside them; the `similar` ones are named at its foot.
    """
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    writer = _Writer(cursor, face, pixels)
    writer.title(render_line(paper.title))
    writer.authors(paper)
    writer.facts(paper, curve)
    writer.links(paper)
    rendering = render(paper.abstract[:LONG_ABSTRACT])
    start = writer.abstract(rendering, cut=len(paper.abstract) > LONG_ABSTRACT, key=paper.key)
    writer.similar(similar)
    cursor.endEditBlock()
    return SetPaper(start, rendering)


class _Writer:
    """Writes the parts of a paper at a cursor."""

    def __init__(self, cursor: QTextCursor, face: str, pixels: int) -> None:
        self._cursor = cursor
        self._face = face
        self._pixels = pixels
        self._first = True

    def title(self, rendering: Rendering) -> None:
        font = reading_font(self._face, round(self._pixels * 1.5))
        font.setWeight(QFont.Weight.DemiBold)
        self._block(line_height=100, above=4, below=10)
        self._runs(rendering, self._format(font, Theme.colours.text))

    def authors(self, paper: Paper) -> None:
        if not paper.authors:
            return
        names = [visible(name) for name in paper.authors[:_AUTHORS_SHOWN]]
        more = len(paper.authors) - len(names)
        self._block(line_height=115, below=4)
        self._text(", ".join(names) + (f" and {more:,} more" if more else ""), self._chrome(13))

    def facts(self, paper: Paper, curve: Sequence[Meeting]) -> None:
        today = date.today()
        parts = [f"Published {_day(paper.published, today)}" if paper.published else ""]
        parts += _places(paper, today)
        parts.append(" ".join(visible(c) for c in paper.categories[:8]))
        votes = [(meeting.at, meeting.upvotes) for meeting in curve if meeting.upvotes is not None]
        week = rise(votes, (today - timedelta(days=RISING_DAYS)).isoformat())
        told = f", {week:,} this week" if 0 < week < paper.upvotes else ""
        parts.append(f"{paper.upvotes:,} upvotes{told}" if paper.upvotes else "")
        self._block(line_height=115, below=4)
        self._text("  ·  ".join(dict.fromkeys(p for p in parts if p)), self._chrome(13))
        points = points_of(curve)
        if points:
            self._text("  ", self._chrome(13))
            self._picture(points)

    def _picture(self, points: Points) -> None:
        """Set the curve of a rise into the line, as high as its letters."""
        scale = 2  # sharp on dense screens too
        image = QImage(WIDTH * scale, HEIGHT * scale, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        image.setDevicePixelRatio(scale)
        painter = QPainter(image)
        paint_spark(painter, QRectF(0, 0, WIDTH, HEIGHT), points, Theme.colours.muted)
        painter.end()
        document = self._cursor.document()
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(_CURVE), image)
        form = QTextImageFormat()
        form.setName(_CURVE)
        form.setWidth(WIDTH)
        form.setHeight(HEIGHT)
        self._cursor.insertImage(form)

    def links(self, paper: Paper) -> None:
        shown = [(label, getattr(paper.links, name)) for name, label in _LINKS if getattr(paper.links, name)]
        if not shown:
            return
        self._block(line_height=115, below=4)
        for place, (label, address) in enumerate(shown):
            if place:
                self._text("   ", self._chrome(13))
            self._text(label, self._linked(self._chrome(13), address))

    def abstract(self, rendering: Rendering, *, cut: bool, key: str) -> int:
        base = self._format(reading_font(self._face, self._pixels), Theme.colours.text)
        self._block(line_height=118, above=14, below=12)
        start = self._cursor.position()
        if not rendering.plain.strip():
            self._text("No abstract is known for this paper yet.", self._chrome(14))
        self._runs(rendering, base)
        if cut:
            self._block(line_height=115, above=12)
            said = (
                f"This text is very long and only its beginning is shown here; `paperdesk show {key}` prints all of it."
            )
            self._text(said, self._chrome(13))
        return start

    def similar(self, papers: Sequence[PaperRow]) -> None:
        """Name papers, each a link within the program; nothing where there are none."""
        if not papers:
            return
        self._block(line_height=115, above=28, below=6)
        heading = self._chrome(12)
        heading.setFontWeight(QFont.Weight.DemiBold)
        self._text("SIMILAR PAPERS", heading)
        for paper in papers:
            self._block(line_height=115, above=3, below=3)
            title = visible(render_line(paper.title).plain)
            self._text(title, self._linked(self._chrome(13), f"{PAPER_SCHEME}:{paper.id}", tip=""))

    def _runs(self, rendering: Rendering, base: QTextCharFormat) -> None:
        for run in rendering.runs:
            style = self._run_format(run, base)
            for place, paragraph in enumerate(run.text.split("\n")):
                if place:
                    self._cursor.insertBlock()
                self._text(paragraph, style)

    def _run_format(self, run: Run, base: QTextCharFormat) -> QTextCharFormat:
        if run.style is Style.PLAIN and not run.level and not run.href:
            return base
        made = QTextCharFormat(base)
        made.setFontItalic(bool(run.style & Style.ITALIC))
        if run.style & Style.BOLD:
            made.setFontWeight(QFont.Weight.DemiBold)
        if run.style & Style.MONO:
            made.setFontFamilies(["monospace"])
        if run.level:
            up = run.level > 0
            made.setVerticalAlignment(
                QTextCharFormat.VerticalAlignment.AlignSuperScript
                if up
                else QTextCharFormat.VerticalAlignment.AlignSubScript
            )
        return self._linked(made, run.href) if run.href else made

    def _linked(self, base: QTextCharFormat, address: str, tip: str | None = None) -> QTextCharFormat:
        made = QTextCharFormat(base)
        made.setAnchor(True)
        made.setAnchorHref(address)
        made.setForeground(QColor(Theme.colours.accent))
        made.setToolTip(tooltip(visible(address)))
        return made

    def _chrome(self, pixels: int) -> QTextCharFormat:
        font = QFont()
        font.setFamilies(chrome_family())
        font.setPixelSize(pixels)
        return self._format(font, Theme.colours.muted)

    @staticmethod
    def _format(font: QFont, colour: str) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(font)
        made.setForeground(QColor(colour))
        return made

    def _block(self, *, line_height: int, above: int = 0, below: int = 0) -> None:
        block = QTextBlockFormat()
        block.setLineHeight(float(line_height), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setTopMargin(above)
        block.setBottomMargin(below)
        if self._first:
            self._cursor.setBlockFormat(block)
            self._first = False
        else:
            self._cursor.insertBlock(block)

    def _text(self, text: str, style: QTextCharFormat) -> None:
        self._cursor.insertText(text, style)


def _places(paper: Paper, today: date) -> list[str]:
    """Return each source that listed a paper with the days on which it did, the one that did so last at the end."""
    by_source: dict[str, list[str]] = {}
    for sighting in paper.sightings:
        days = by_source.pop(sighting.source, [])
        by_source[sighting.source] = [*days, sighting.day] if sighting.day else days
    said = []
    for source, days in list(by_source.items())[-_PLACES_SHOWN:]:
        known = sorted({day for day in map(sortable_day, days) if day})
        others = [visible(day) for day in dict.fromkeys(days) if not sortable_day(day)]
        told = [days_short(known, today)] if known else []
        said.append(", ".join([source_long(source), *told, *others]))
    return said


def _day(text: str, today: date) -> str:
    """Return a day as it is said; one that cannot be read stays as it came."""
    day = sortable_day(text)
    return day_short(day, today) if day else visible(text)

# SPDX-License-Identifier: MIT
"""What the reader sees of a paper, made for exporters: rendered title and abstract, highlights marked, notes as HTML."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from paperdesk.domain.annotation import Highlight
from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.exported import Piece, Shown
from paperdesk.domain.paper import Paper
from paperdesk.library.view import View
from paperdesk.reading.abstract import render, render_line
from paperdesk.reading.notes import note_html
from paperdesk.reading.rendering import Rendering, Run, Style

TitleOf = Callable[[str], str | None]


def shown(paper: Paper, title_of: TitleOf) -> Shown:
    """Return what is seen of `paper`; `title_of` gives the title of what a `[[link]]` of a note names, or None."""
    abstract = render(paper.abstract)
    return Shown(
        title=title_pieces(paper),
        abstract=tuple(_pieces(abstract, paper.highlights)),
        quotes={one.id: _quote(abstract, one) for one in paper.highlights},
        note_html=note_html(paper.note, title_of) if paper.note.strip() else "",
        notes_html={one.id: note_html(one.note, title_of) for one in paper.highlights if one.note.strip()},
    )


def title_pieces(paper: Paper) -> tuple[Piece, ...]:
    """Return the title of `paper` as it is seen."""
    return tuple(_piece(run, run.text, "") for run in render_line(paper.title).runs)


def titles_in(view: View) -> TitleOf:
    """Return a `title_of` that asks the library."""

    def title_of(named: str) -> str | None:
        try:
            paper = view.linked(named)
            return None if paper is None else render_line(view.paper(paper).title).plain
        except UnknownPaper:  # taken out a moment ago
            return None

    return title_of


def _quote(abstract: Rendering, highlight: Highlight) -> str:
    """Return the marked passage as it is shown; of a detached one, its own text rendered by itself."""
    if highlight.detached:
        return render(highlight.selector.exact).plain
    start, end = abstract.to_shown(highlight.selector.start, highlight.selector.end)
    return abstract.plain[start:end] or highlight.selector.exact


def _pieces(abstract: Rendering, highlights: Sequence[Highlight]) -> Iterator[Piece]:
    """Yield the runs, cut where a highlight begins or ends; where several overlap, the later one gives the colour."""
    ranges = [
        (*abstract.to_shown(one.selector.start, one.selector.end), one.colour) for one in highlights if not one.detached
    ]
    cuts = sorted({place for start, end, _ in ranges for place in (start, end)})
    place = 0
    for run in abstract.runs:
        end = place + len(run.text)
        edges = [place, *(cut for cut in cuts if place < cut < end), end]
        for first, last in pairwise(edges):
            colour = next((colour for start, stop, colour in reversed(ranges) if start <= first and last <= stop), "")
            yield _piece(run, abstract.plain[first:last], colour)
        place = end


def _piece(run: Run, text: str, colour: str) -> Piece:
    style = run.style
    return Piece(
        text,
        italic=Style.ITALIC in style,
        bold=Style.BOLD in style,
        mono=Style.MONO in style,
        formula=Style.MATH in style,
        level=run.level,
        href=run.href,
        colour=colour,
    )

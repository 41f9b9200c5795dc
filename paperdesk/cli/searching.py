# SPDX-License-Identifier: MIT
"""The commands that ask the search index: search, similar, rebuild-index."""

import argparse
import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from paperdesk.cli.opening import to_read
from paperdesk.cli.terminal import Meter, print_json, say, show
from paperdesk.domain.conditions import Condition
from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.query import Query, Sort
from paperdesk.domain.query_print import show as query_text
from paperdesk.domain.query_text import Parsed, parse
from paperdesk.library.view import View
from paperdesk.reading.abstract import render, render_line
from paperdesk.search.errors import IndexBusy, IndexUnusable, IndexUnwritable
from paperdesk.search.index import Index
from paperdesk.search.marking import Marker
from paperdesk.search.snippets import snippet
from paperdesk.services.finding import FEW, Finder
from paperdesk.services.importing import Progress
from paperdesk.services.indexing import Follower, build_index, open_index
from paperdesk.services.search_messages import Found

_SNIPPET = 200  # code points
_PATIENCE = 20.0  # seconds to wait for another process that is writing the index
_BEHIND = "paperdesk: what was added last may be missing: {}"

T = TypeVar("T")
Scored = list[tuple[Paper, float]]


@dataclass(slots=True)
class _Build:
    """Tells how far the building of an index is."""

    meter: Meter
    began: float

    def told(self, done: int, total: int) -> None:
        elapsed = max(time.monotonic() - self.began, 1e-6)
        left = elapsed * (total - done) / done if done else None
        self.meter.show(
            Progress("building the search index", done, done / elapsed, done / total if total else 1.0, left)
        )


@contextlib.contextmanager
def building() -> Iterator[Callable[[int, int], None]]:
    """Show on stderr how far the building of an index is; what is yielded gets done and total."""
    with Meter() as meter:
        yield _Build(meter, time.monotonic()).told


def _built(view: View) -> Index:
    with building() as told:
        return build_index(view, told)


def _current(view: View) -> Index:
    """Return the index with everything in it that the library holds.

    As it stands, with a word on that, where it cannot be written to, or another process is at it for long.
    Raises `IndexBusy`, `IndexUnwritable` where there is none that can be read.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        index = open_index(view.folder)
        try:
            return _brought_up(view, index)
        except (IndexBusy, IndexUnwritable) as trouble:
            if isinstance(trouble, IndexBusy) and time.monotonic() < until:
                continue
            if index is None:
                raise
            say(_BEHIND.format(trouble.text))
            return index


def _brought_up(view: View, index: Index | None) -> Index:
    try:
        if index is not None and Follower(view, index).catch_up():
            return index
    except IndexUnusable:
        pass
    return _built(view)


def answered(view: View, ask: Callable[[Finder], T]) -> T:
    """Return what `ask` finds out; an index in which damage shows is built anew for it."""
    index = _current(view)
    try:
        return ask(Finder(view, index))
    except IndexUnusable:
        index.close()
        index = _built(view)
        return ask(Finder(view, index))
    finally:
        index.close()


def search(options: argparse.Namespace) -> None:
    """Print the papers that a query means."""
    parsed = parse(" ".join(options.query), complete=True)
    query = Query(parsed.condition, Sort(parsed.sort) if parsed.sort else Sort.RELEVANCE)
    with to_read(options) as view:

        def ask(finder: Finder) -> tuple[Found, Condition | None]:
            found = finder.find(query, options.limit)
            return found, finder.suggestion(parsed.condition) if found.total <= FEW else None

        found, meant = answered(view, ask)
        ids = found.listing.ids
        papers = _papers(view, list(zip(map(PaperId, ids), found.scores or [0.0] * len(ids), strict=True)))
    for hint in (*parsed.hints, *found.hints):
        say(f"paperdesk: {hint}")
    _show_found(options, parsed, found, papers, "" if meant is None else query_text(meant, parsed.sort).strip())


def _show_found(options: argparse.Namespace, parsed: Parsed, found: Found, papers: Scored, suggestion: str) -> None:
    marker = Marker(parsed.condition)
    excerpts = [snippet(render(paper.abstract).plain, marker, _SNIPPET, "abstract").text for paper, _ in papers]
    if options.json:
        results = [
            {"key": paper.key, "title": paper.title, "score": round(score, 4), "snippet": excerpt}
            for (paper, score), excerpt in zip(papers, excerpts, strict=True)
        ]
        print_json({"total": found.total, "results": results, "suggestion": suggestion})
        return
    for (paper, _), excerpt in zip(papers, excerpts, strict=True):
        show(_line(paper))
        show(f"    {excerpt}")
    show(f"{found.total:,} found in {found.seconds * 1000:.0f} ms")
    if suggestion:
        show(f"Did you mean: {suggestion}")


def _papers(view: View, found: list[tuple[PaperId, float]]) -> Scored:
    """Return the papers with their scores, but for those taken out since they were found."""
    papers: Scored = []
    for paper, score in found:
        try:
            papers.append((view.paper(paper), score))
        except UnknownPaper:
            continue
    return papers


def _line(paper: Paper) -> str:
    return f"{paper.key:<16} {paper.day:<10}  {render_line(paper.title).plain}"


def similar(options: argparse.Namespace) -> None:
    """Print the papers most like one."""
    with to_read(options) as view:
        paper = view.find(options.key)
        papers = _papers(view, answered(view, lambda finder: finder.similar(paper, options.limit)))
    if options.json:
        print_json([{"key": other.key, "title": other.title, "score": round(score, 4)} for other, score in papers])
        return
    for other, _ in papers:
        show(_line(other))


def rebuild_index(options: argparse.Namespace) -> None:
    """Build the search index anew."""
    began = time.monotonic()
    with to_read(options) as view:
        index = _built(view)
        count = index.count
        index.close()
    seconds = time.monotonic() - began
    if options.json:
        print_json({"indexed": count, "seconds": round(seconds, 3)})
    else:
        show(f"Indexed {count:,} papers in {seconds:.1f} s")

# SPDX-License-Identifier: MIT
"""The commands that ask the search index: search, similar, rebuild-index."""

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from paperdesk.cli.terminal import Meter, print_json, say, show
from paperdesk.config import paths
from paperdesk.domain.paper import Paper
from paperdesk.domain.query import Query, Sort
from paperdesk.domain.query_text import parse
from paperdesk.library.view import View
from paperdesk.reading.abstract import render, render_line
from paperdesk.search.errors import IndexBusy, IndexUnusable
from paperdesk.search.index import Index
from paperdesk.search.marking import Marker
from paperdesk.search.snippets import Snippet, snippet
from paperdesk.services.finding import FEW, Finder
from paperdesk.services.importing import Progress
from paperdesk.services.indexing import build_index, catch_up, open_index

_SNIPPET = 200  # code points
_PATIENCE = 3.0  # seconds to wait for another process that is writing the index


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


def _built(view: View) -> Index:
    with Meter() as meter:
        return build_index(view, _Build(meter, time.monotonic()).told)


def _current(view: View) -> Index:
    """Return the index with everything in it that the library holds, as far as no other process is at it just now."""
    until = time.monotonic() + _PATIENCE
    while True:
        index = open_index(view.folder)
        try:
            if index is not None and catch_up(view, index):
                if index.upto >= view.last_change() or time.monotonic() > until:
                    return index
            else:
                return _built(view)
        except IndexUnusable:
            return _built(view)
        except IndexBusy:
            if time.monotonic() > until:
                raise
        time.sleep(0.1)


@contextmanager
def _finder(options: argparse.Namespace) -> Iterator[Finder]:
    folder = paths.library_dir(options.library)
    with View(folder) as view:
        index = _current(view)
        try:
            yield Finder(view, index)
        finally:
            index.close()


def search(options: argparse.Namespace) -> None:
    """Print the papers that a query means."""
    parsed = parse(" ".join(options.query), complete=True)
    sort = Sort(parsed.sort) if parsed.sort else Sort.RELEVANCE
    with _finder(options) as finder:
        found = finder.find(Query(parsed.condition, sort), options.limit)
        suggestion = finder.suggestion(parsed.condition) if found.total <= FEW else ""
        papers = list(finder.view.papers(found.listing.ids))  # type: ignore[arg-type]
    marker = Marker(parsed.condition)
    excerpts = [snippet(render(paper.abstract).plain, marker, _SNIPPET, "abstract") for paper in papers]
    scores = found.scores or (0.0,) * len(papers)
    for hint in (*parsed.hints, *found.hints):
        say(f"paperdesk: {hint}")
    if options.json:
        results = [
            {"key": paper.key, "title": paper.title, "score": round(score, 4), "snippet": excerpt.text}
            for paper, score, excerpt in zip(papers, scores, excerpts, strict=True)
        ]
        print_json({"total": found.total, "results": results, "suggestion": suggestion})
        return
    for paper, excerpt in zip(papers, excerpts, strict=True):
        _show_result(paper, excerpt)
    show(f"{found.total:,} found in {found.seconds * 1000:.0f} ms")
    if suggestion:
        show(f"Did you mean: {suggestion}")


def _show_result(paper: Paper, excerpt: Snippet) -> None:
    show(f"{paper.key:<16} {paper.day:<10}  {render_line(paper.title).plain}")
    show(f"    {excerpt.text}")


def similar(options: argparse.Namespace) -> None:
    """Print the papers most like one."""
    with _finder(options) as finder:
        paper = finder.view.find(options.key)
        found = finder.similar(paper, options.limit)
        papers = list(finder.view.papers([other for other, _ in found]))
    if options.json:
        print_json(
            [
                {"key": other.key, "title": other.title, "score": round(score, 4)}
                for other, (_, score) in zip(papers, found, strict=True)
            ]
        )
        return
    for other in papers:
        show(f"{other.key:<16} {other.day:<10}  {render_line(other.title).plain}")


def rebuild_index(options: argparse.Namespace) -> None:
    """Build the search index anew."""
    began = time.monotonic()
    with View(paths.library_dir(options.library)) as view:
        index = _built(view)
        count = index.count
        index.close()
    seconds = time.monotonic() - began
    if options.json:
        print_json({"indexed": count, "seconds": round(seconds, 3)})
    else:
        show(f"Indexed {count:,} papers in {seconds:.1f} s")

# SPDX-License-Identifier: MIT
"""Highlights in the window: 500 on one abstract, and the view of 50,000 beside that of 500: `bench_highlights.py`.

Showing is measured from the paper to the painted text, opening from the key to the painted rows; medians.
"""

import dataclasses
import os
import random
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))
import corpus
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from paperdesk.app import Desk, build
from paperdesk.domain.annotation import Highlight, HighlightId, select
from paperdesk.domain.query import Query
from paperdesk.domain.searches import COLOURS
from paperdesk.library.library import Library
from paperdesk.services.annotating import add_highlight

FRAME = 16.0  # milliseconds
ROUNDS = 15
FEW, MANY = 500, 50_000
A_PAPER = 40


def library(count: int) -> Path:
    """Return a library of 2,000 papers with `count` highlights; it is made once."""
    folder = corpus.WORK / f"highlights-{count}"
    if (folder / "made").exists():
        return folder
    from paperdesk.services.importing import import_files

    corpus.WORK.mkdir(exist_ok=True)
    rng = random.Random(7)
    with Library(folder) as opened:
        import_files(opened, [corpus.write(corpus.WORK / "corpus-2000.jsonl", 2_000)])
        made = 0
        for paper in opened.listing(Query()).ids:
            length = len(opened.paper(paper).abstract)
            for _ in range(A_PAPER if length > 200 else 0):
                if made < count:
                    start = rng.randrange(length - 100)
                    add_highlight(opened, paper, start, start + rng.randrange(10, 90), colour=rng.choice(COLOURS))
                    made += 1
    (folder / "made").touch()
    return folder


def turn(milliseconds: int = 0) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def opened(folder: Path) -> Desk:
    """Return a window on a library, settled."""
    desk = build(folder, {"reading.mark_read_after": 0.0})
    desk.window.resize(1280, 800)
    desk.window.show()
    desk.window.browsing.go("all")
    turn(2_000)
    return desk


def painting(desk: Desk, count: int) -> tuple[float, float, float]:
    """Return the milliseconds to take in `count` new highlights on one abstract, to paint them first, and once more."""
    reader, rng = desk.window.reader, random.Random(1)
    desk.window.paper_list.step(1)
    while len(reader.paper.abstract) < 1_200:
        desk.window.paper_list.step(1)
    turn(600)
    paper, shown, first, again = reader.paper, [], [], []
    for round_ in range(ROUNDS):
        made = []
        for number in range(count):
            start = rng.randrange(len(paper.abstract) - 60)
            selector = select(paper.abstract, start, start + rng.randrange(1, 60))
            made.append(Highlight(HighlightId(number + 1), paper.id, selector, rng.choice(COLOURS), "n" * (number % 2)))
        began = time.perf_counter()
        reader.show_paper(dataclasses.replace(paper, highlights=tuple(made), note=str(round_)))
        shown.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        reader.viewport().repaint()
        first.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        reader.viewport().repaint()
        again.append((time.perf_counter() - began) * 1000)
    return statistics.median(shown), statistics.median(first), statistics.median(again)


def opening(desk: Desk) -> float:
    """Return the milliseconds until the view of all highlights stands painted."""
    shelving, times = desk.window.annotations.shelving, []
    for _ in range(ROUNDS):
        desk.window.browsing.go("all")
        if shelving.pane is not None:
            shelving.pane.model.show(type(shelving.pane.model.ids)("q"))
        turn(300)
        began = time.perf_counter()
        shelving.go()
        while shelving.pane is None or not len(shelving.pane.model.ids):
            QApplication.processEvents()
        shelving.pane.list.viewport().repaint()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def main() -> int:
    """Print the figures beside their bounds."""
    if not corpus.REAL.exists():
        print("bench_highlights: the corpus is not here; nothing was measured")
        return 0
    few = opened(library(FEW))
    shown, first, again = painting(few, FEW)
    few_opened = opening(few)
    few.close()
    many = opened(library(MANY))
    many_opened = opening(many)
    many.close()
    print(
        f"{FEW} highlights on one abstract: taken in within {shown:.1f} ms, painted first in {first:.1f}"
        f" and again in {again:.1f} (bound {FRAME:.0f})"
    )
    print(f"view of all: {FEW:,} open in {few_opened:.1f} ms, {MANY:,} in {many_opened:.1f}")
    return 0 if first < FRAME and many_opened < few_opened * 1.5 + FRAME else 1


if __name__ == "__main__":
    sys.exit(main())

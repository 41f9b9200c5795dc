# SPDX-License-Identifier: MIT
"""The window on 100k papers: selecting, scrolling, memory, and a long run: `bench_desk.py [COUNT]`.

Selecting is measured from the key to the painted abstract. The memory is compared with that of an empty window of
three panes, and that of the long run (10,000 scroll steps, 1,000 papers opened) with that at its beginning.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))
import corpus
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from paperdesk.app import Desk, build

FRAME = 16.0  # milliseconds


def megabytes() -> float:
    """Return the memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def floor_megabytes() -> float:
    """Return the peak memory of the empty window."""
    code = (
        "import os, resource, sys; sys.argv = ['floor']; import floor_window as f\n"
        "f.os._exit = lambda code: (print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss), os.kill(os.getpid(), 9))\n"
        "f.main()"
    )
    environment = os.environ | {"BENCH_BEGAN": "0", "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    return int(done.stdout.split()[-1]) / 1024


def turn(milliseconds: int = 0) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def select(desk: Desk, steps: int) -> list[float]:
    """Return the milliseconds from each step to the next paper until its abstract stands painted."""
    times = []
    window = desk.window
    for _ in range(steps):
        began = time.perf_counter()
        window.paper_list.step(1)
        window.reader.viewport().repaint()
        window.paper_list.viewport().repaint()
        times.append((time.perf_counter() - began) * 1000)
        QApplication.processEvents()
    return times


def scroll(desk: Desk, steps: int) -> list[float]:
    """Return the milliseconds of each of `steps` repaints from one end of the list to the other."""
    view = desk.window.paper_list
    bar = view.verticalScrollBar()
    times = []
    for step in range(steps):
        began = time.perf_counter()
        bar.setValue(bar.maximum() * step // max(steps - 1, 1))
        view.viewport().repaint()
        times.append((time.perf_counter() - began) * 1000)
    return times


def main() -> int:
    """Print the figures beside their bounds."""
    if not corpus.REAL.exists():
        print("bench_desk: the corpus is not here; nothing was measured")
        return 0
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    floor = floor_megabytes()
    desk = build(corpus.library(count), {"reading.mark_read_after": 0.0})
    desk.window.resize(1280, 800)
    desk.window.show()
    desk.window.sidebar.choose("all")
    turn(3000)
    fetched = []
    rows = desk.library.rows
    desk.library.rows = lambda ids: fetched.extend(ids) or rows(ids)  # type: ignore[method-assign]
    selected = select(desk, 200)
    scrolled = scroll(desk, 2_000)
    per_step = len(fetched) / 2_200
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    before = megabytes()
    scroll(desk, 10_000)
    desk.window.paper_list.scrollToTop()
    long_run = select(desk, 1_000)
    after = megabytes()
    fine = statistics.median(selected)
    print(f"{count:,} papers, {desk.window.model.rowCount():,} rows")
    print(f"select to painted abstract: median {fine:.1f} ms (bound {FRAME:.0f}), p95 {sorted(selected)[190]:.1f} ms")
    middle, late = statistics.median(scrolled), sorted(scrolled)[1900]
    print(f"scroll step: median {middle:.1f} ms, p95 {late:.1f} ms, {per_step:.1f} rows fetched a step")
    print(f"peak memory {peak:.0f} MB, empty window {floor:.0f} MB, difference {peak - floor:.0f} MB (bound 150)")
    print(
        f"10,000 scroll steps and 1,000 papers: {before:.0f} to {after:.0f} MB, median {statistics.median(long_run):.1f} ms"
    )
    desk.close()
    return 0 if fine < FRAME and peak - floor <= 150 and after - before < 20 else 1


if __name__ == "__main__":
    sys.exit(main())

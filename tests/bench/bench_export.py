# SPDX-License-Identifier: MIT
"""Exports of a large library: how long each format takes, and how much memory the process holds at most.

python tests/bench/bench_export.py [PAPERS] [FORMAT…]; each format runs in a process of its own.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import library

from paperdesk.domain.query import Query
from paperdesk.library.library import Library
from paperdesk.services.exporting import Export, Order

FORMATS = ("jsonl", "bibtex", "ris", "csv")


def run(count: int, name: str) -> None:
    """Export to a file and print seconds, papers a second, and peak memory before and after."""
    with Library(library(count)) as opened:
        ids = opened.page(Query(), -1)
        before = _peak()
        calls = 0

        def told(progress: object) -> None:
            nonlocal calls
            calls += 1

        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            export = Export(opened, Order(name, ids, whole=True), on_progress=told)
            report = export.to_file(Path(folder) / "out")
            seconds = time.perf_counter() - began
            size = report.files[0].stat().st_size
    print(
        f"{name:<10} {report.papers:>7,} papers {seconds:7.1f} s {report.papers / seconds:8,.0f}/s {size / 1e6:7.1f} MB"
        f"   peak {before:.0f} -> {_peak():.0f} MB, told {calls:,} times"
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run every format, or those named."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) == 4 and sys.argv[3] == "--here":
        run(count, sys.argv[2])
        return
    for name in sys.argv[2:] or FORMATS:
        subprocess.run([sys.executable, __file__, str(count), name, "--here"], check=True)


if __name__ == "__main__":
    main()

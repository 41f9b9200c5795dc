# SPDX-License-Identifier: MIT
"""A whole library out and in again: `bench_round_trip.py [FORMAT [COUNT]]`; times, and the memory the import took at most."""

import resource
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus

from paperdesk.library.library import Library
from paperdesk.services.exporting import Export, Order
from paperdesk.services.importing import import_files
from paperdesk.services.other_library import papers_of


def peak() -> float:
    """Return the most memory that this process had at once, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Export the corpus and import what was exported into an empty library."""
    name = sys.argv[1] if len(sys.argv) > 1 else "jsonl"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    if not corpus.REAL.exists():
        print("bench_round_trip: the corpus is not here; nothing was measured")
        return 0
    folder = corpus.WORK / "round-trip"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    out = folder / "out"
    with Library(corpus.library(count)) as source:
        began = time.perf_counter()
        Export(source, Order(name, papers_of(source), whole=True)).to_file(out)
        print(f"{name} out: {time.perf_counter() - began:.1f} s, {out.stat().st_size >> 20} MB; peak {peak():.0f} MB")
    with Library(folder / "library") as target:
        began = time.perf_counter()
        report = import_files(target, [out], format_name=name if name != "jsonl" else "")
        print(f"{name} in: {time.perf_counter() - began:.1f} s, {report.sentence()}; peak {peak():.0f} MB")
        began = time.perf_counter()
        again = import_files(target, [out], format_name=name if name != "jsonl" else "")
        print(f"{name} again: {time.perf_counter() - began:.1f} s, {again.sentence()}; peak {peak():.0f} MB")
    return 0 if report.records == count and not report.rejected else 1


if __name__ == "__main__":
    sys.exit(main())

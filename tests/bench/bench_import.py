# SPDX-License-Identifier: MIT
"""Import of the 100k corpus beside a bare executemany of the same rows and authors: `bench_import.py [COUNT]`."""

import json
import shutil
import sqlite3
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus

from paperdesk.library.library import Library
from paperdesk.services.importing import import_files


def bare(source: Path, target: Path) -> float:
    """Return the seconds that sqlite3 alone takes for the rows that the library would hold."""
    papers = [json.loads(line) for line in source.open(encoding="utf-8")]
    db = sqlite3.connect(target, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA cache_size = -32000")
    db.execute("PRAGMA wal_autocheckpoint = 8000")
    db.execute(
        "CREATE TABLE papers (id INTEGER PRIMARY KEY, key TEXT, title TEXT, abstract TEXT, date TEXT, categories TEXT, url TEXT)"
    )
    db.execute(
        "CREATE TABLE authors (paper_id INTEGER, position INTEGER, name TEXT, PRIMARY KEY (paper_id, position)) WITHOUT ROWID"
    )
    began = time.perf_counter()
    for start in range(0, len(papers), 2000):
        part = list(enumerate(papers[start : start + 2000], start))
        db.execute("BEGIN")
        db.executemany(
            "INSERT INTO papers VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (i, p["id"], p["title"], p["abstract"], p["date"], json.dumps(p["categories"]), p["url"])
                for i, p in part
            ],
        )
        db.executemany(
            "INSERT INTO authors VALUES (?, ?, ?)",
            [(i, place, name) for i, p in part for place, name in enumerate(p["authors"])],
        )
        db.execute("COMMIT")
    seconds = time.perf_counter() - began
    db.close()
    return seconds


def main() -> int:
    """Print both times and their ratio."""
    if not corpus.REAL.exists():
        print("bench_import: the corpus is not here; nothing was measured")
        return 0
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = corpus.WORK
    folder.mkdir(exist_ok=True)
    source = corpus.write(folder / f"corpus-{count}.jsonl", count)
    ratios = []
    for _ in range(2):
        shutil.rmtree(folder / "library", ignore_errors=True)
        for leftover in folder.glob("bare.db*"):
            leftover.unlink()
        floor = bare(source, folder / "bare.db")
        with Library(folder / "library") as library:
            began = time.perf_counter()
            report = import_files(library, [source])
            seconds = time.perf_counter() - began
        ratios.append(seconds / floor)
        print(
            f"{report.sentence()}: {seconds:.2f} s; bare sqlite3 {floor:.2f} s; ratio {seconds / floor:.2f} (bound 3)"
        )
    return 0 if min(ratios) <= 3 else 1


if __name__ == "__main__":
    sys.exit(main())

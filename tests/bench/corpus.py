# SPDX-License-Identifier: MIT
"""The 100k corpus of the benchmarks: the real abstracts, and seeded mixtures of pairs of them up to the number."""

import gzip
import itertools
import json
import random
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from paperdesk.library.library import Library
from paperdesk.services.importing import import_files

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
WORK = Path(tempfile.gettempdir()) / "paperdesk-bench"
REAL = DATA / "corpus" / "abstracts.jsonl.gz"
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def lines(count: int) -> Iterator[str]:
    """Yield `count` JSON lines, the same every time."""
    with gzip.open(REAL, "rt", encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in itertools.islice(file, count))
    with gzip.open(REAL, "rt", encoding="utf-8") as file:
        papers = [json.loads(line) for line in file]
    rng = random.Random(20260428)
    rng.shuffle(papers)
    for number, (first, second) in enumerate(itertools.pairwise(papers)):
        if number >= count - len(papers):
            return
        yield json.dumps(_mixed(first, second, number), ensure_ascii=False)


def _mixed(first: dict[str, object], second: dict[str, object], number: int) -> dict[str, object]:
    one, two = (_SENTENCE.split(str(p["abstract"])) for p in (first, second))
    text = " ".join(s for pair in itertools.zip_longest(one[::2], two[1::2]) for s in pair if s)
    return {**first, "id": f"mix-{number}", "title": f"{first['title']} ({number})", "abstract": text, "url": ""}


def write(target: Path, count: int) -> Path:
    """Write the corpus as JSON Lines unless it is there already; return its path."""
    if not target.exists():
        partial = target.with_suffix(".partial")
        with partial.open("w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in lines(count))
        partial.replace(target)
    return target


def library(count: int) -> Path:
    """Return the folder of a library that holds `count` papers of the corpus; it is made once."""
    folder = WORK / f"library-{count}"
    if not (folder / "made").exists():
        WORK.mkdir(exist_ok=True)
        with Library(folder) as library:
            import_files(library, [write(WORK / f"corpus-{count}.jsonl", count)])
        (folder / "made").touch()
    return folder

# SPDX-License-Identifier: MIT
"""How long the library takes for highlights and notes, at 500 and at 50,000 of them: `bench_annotations.py [PAPERS]`."""

import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import corpus

from paperdesk.domain.annotation import HighlightId, HighlightQuery, select
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.domain.searches import COLOURS
from paperdesk.library.highlights import insert
from paperdesk.library.library import Library
from paperdesk.library.transaction import Transaction
from paperdesk.library.view import View
from paperdesk.services import annotating
from paperdesk.services.importing import import_files

SIZES = (500, 50_000)
PAGE = 200


def fill(library: Library, count: int, rng: random.Random) -> None:
    """Let the library have `count` highlights, five on a paper."""
    ids = list(library.listing(Query()).ids)
    have = library.annotation_counts()["highlights"]
    with Transaction(library._connection, "highlight", "filled") as transaction:
        for number in range(have, count):
            paper = ids[number // 5 % len(ids)]
            text = library.paper(PaperId(paper)).abstract
            start = rng.randrange(max(1, len(text) - 60))
            if text[start : start + 50]:
                note = f"note {number}" if number % 7 == 0 else ""
                insert(
                    transaction,
                    paper,
                    select(text, start, min(len(text), start + 50)),
                    colour=rng.choice(COLOURS),
                    note=note,
                )


def told(name: str, ask: Callable[[], Any], times: int = 50) -> Any:
    """Print how long `ask` takes, in milliseconds; return what it returned."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        found = ask()
        taken.append((time.perf_counter() - began) * 1000)
    print(f"  {name:<34} median {statistics.median(taken):8.2f} ms   worst {max(taken):8.2f} ms")
    return found


def ask(view: View) -> None:
    """Print how long questions take."""
    first = told("the first page of all", lambda: view.highlights(HighlightQuery(), PAGE))
    told("its rows", lambda: view.highlight_rows([HighlightId(h) for h in first]))
    told("all ids", lambda: view.highlights(HighlightQuery()), 10)
    told("those of a colour", lambda: view.highlights(HighlightQuery(colours=("green",))), 10)
    told("those with two words", lambda: view.highlights(HighlightQuery("neural network")), 10)
    paper = PaperId(view.listing(Query(), 1).ids[0])
    told("a paper with five", lambda: view.paper(paper))
    told("papers for a link begun", lambda: view.link_targets("atten", 8), 10)


def main() -> int:
    """Print all times."""
    if not corpus.REAL.exists():
        print("bench_annotations: the corpus is not here; nothing was measured")
        return 0
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    corpus.WORK.mkdir(exist_ok=True)
    folder = corpus.WORK / "annotated"
    shutil.rmtree(folder, ignore_errors=True)
    rng = random.Random(1)
    for size in SIZES:
        with Library(folder) as library:
            if size == SIZES[0]:
                import_files(library, [corpus.write(corpus.WORK / f"corpus-{papers}.jsonl", papers)])
            fill(library, size, rng)
        print(f"{size:,} highlights in {papers:,} papers")
        with View(folder) as view:
            ask(view)
    with Library(folder) as library:
        paper = PaperId(library.listing(Query(), 1).ids[0])
        told("making one", lambda: annotating.add_highlight(library, paper, 3, 9))
        told("writing on a note", lambda: annotating.write_note(library, paper, f"note {rng.random()}"))
    return 0


if __name__ == "__main__":
    sys.exit(main())

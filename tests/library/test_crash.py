# SPDX-License-Identifier: MIT
"""A process that is killed at any moment loses nothing that it has acknowledged, and leaves a sound library."""

import contextlib
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from paperdesk.domain.query import Query
from paperdesk.library.library import Library
from paperdesk.library.view import View

KILLS = 20
_STAGES = 6  # of a batch of papers: none, added, starred, tagged, the tag undone, and redone
_WORK = """
import sys
from itertools import count
from pathlib import Path
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library

library = Library(Path(sys.argv[1]))
for batch in count(int(sys.argv[2])):
    def done(stage):
        print(batch, stage, flush=True)
    records = [
        Record(f"Paper {n} of Batch {batch}", Sighting("list", "2025-01-01", n), "What it is about. " * 50, ("Jie Wu", f"A {n}"),
               arxiv_id=f"2404.{batch * 30 + n:05}")
        for n in range(30)
    ]
    step = library.add(records[:15], "added").step
    library.add(records[15:], "added", step=step)
    done(1)
    ids = [library.find(record.arxiv_id) for record in records]
    library.mark(ids, {"starred": True}, "starred")
    done(2)
    library.tag(ids, [f"batch/{batch}"], "tagged")
    done(3)
    library.undo()
    done(4)
    library.redo()
    done(5)
"""


def _work_and_die(folder: Path, first: int, rng: random.Random) -> dict[int, int]:
    """Let a process work on batches from `first` on and kill it; return the stage that each was acknowledged to have."""
    command = [sys.executable, "-c", _WORK, str(folder), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(rng.randrange(12))]
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(rng.uniform(0, 0.03))
        process.kill()
        lines += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL
    # The last line may be cut off: then it was not said.
    whole = [line.split() for line in lines if line.endswith("\n")]
    return {int(batch): int(stage) for batch, stage in whole}


def _stage(view: View, batch: int) -> int:
    """Return the stage that a batch has in the library. Half of one is none of them."""
    keys = [f"2404.{batch * 30 + n:05}" for n in range(30)]
    papers = [paper for paper in view.papers(view.page(Query(), -1)) if paper.key in keys]
    if not papers:
        return 0
    if len(papers) == 15:
        return 0  # the first of the two halves that the import came in
    assert len(papers) == 30
    assert all(len(paper.authors) == 2 and paper.sightings for paper in papers)
    (starred,) = {paper.starred for paper in papers}
    (tagged,) = {paper.tags for paper in papers}
    assert tagged in ((), (f"batch/{batch}",))
    return 3 if tagged else 2 if starred else 1


def test_nothing_that_was_acknowledged_is_lost(folder: Path, assert_sound: Callable[[Path], None]) -> None:
    Library(folder).close()
    rng = random.Random(20260428)
    first, acknowledged = 0, 0
    for _ in range(KILLS):
        said = _work_and_die(folder, first, rng)
        assert_sound(folder)
        with View(folder) as view:
            for batch in range(first, max(said, default=first) + 2):
                stage, due = _stage(view, batch), said.get(batch, 0)
                # What was being done when the end came may be done, or not.
                reached = {0: {0, 1}, 1: {1, 2}, 2: {2, 3}, 3: {3, 2}, 4: {2, 3}, 5: {3}}[due]
                assert stage in reached, f"batch {batch} was at stage {due}"
        acknowledged += len(said)
        first = max(said, default=first) + 2
    assert acknowledged > KILLS // 2
    with Library(folder) as library:
        papers = len(library.page(Query(), -1))
        while library.undo():
            pass
        assert library.page(Query(), -1) == []
        while library.redo():
            pass
        assert len(library.page(Query(), -1)) == papers
    assert_sound(folder)

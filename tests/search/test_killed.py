# SPDX-License-Identifier: MIT
"""A process that is killed while it writes leaves the last commit, and no lock."""

import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from paperdesk.domain.conditions import EVERYTHING, Word
from paperdesk.search.documents import Document
from paperdesk.search.index import Index

# After commit n the index holds the papers n - 40 to n, each with the words of its last commit.
CHILD = """
import sys
from pathlib import Path
from paperdesk.search import batch, policies
from paperdesk.search.documents import Document
from paperdesk.search.index import Index

policies.SMALLEST = 2
index = Index.open(Path(sys.argv[1]))
number = index.upto
while True:
    number += 1
    papers = range(max(1, number - 40), number + 1)
    document = lambda n: Document(n, f"word paper{n}", "some more words " * 20)
    if number % 7 == 0:
        batch.FULL = 500
        index.rebuild(map(document, papers), number)
    else:
        index.update([document(number)], [number - 41], number)
        if index.merge_is_due:
            index.merge()
    print(number, flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment(folder: Path, seed: int) -> None:
    rng = random.Random(seed)
    Index.create(folder)
    told = 0
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", CHILD, str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout
        for _ in range(rng.randrange(1, 9)):
            told = int(child.stdout.readline())
        # Work of this process, so that the other one is somewhere in its own.
        np.sort(np.random.default_rng(seed).random(rng.randrange(1, 400_000)))
        child.kill()
        told = max([told, *map(int, child.stdout.read().split())])
        child.stdout.close()
        child.wait()
        check(Index.open(folder), told)


def check(index: Index, told: int) -> None:
    upto = index.upto
    assert upto in (told, told + 1)  # it may have committed and not come to say so
    expected = set(range(max(1, upto - 40), upto + 1))
    for condition in (EVERYTHING, Word("word"), Word("paper", prefix=True)):
        ids = index.matches(condition, lambda fact: np.empty(0, np.int64)).ids.tolist()
        assert sorted(ids) == sorted(expected)
    index.verify()


def test_what_a_dead_process_left_behind_is_cleared_away(folder: Path) -> None:
    index = Index.create(folder)
    (folder / "MAIN_left.pst").write_bytes(b"half")
    (folder / "MAIN_2.part").write_bytes(b"half")
    (folder / "MAIN.tmp").mkdir()
    (folder / "MAIN.tmp" / "MAIN_run.trm").write_bytes(b"half")
    index.update([Document(1, "word")], [], 1)
    assert sorted(p.suffix for p in folder.iterdir()) == ["", ".doc", ".pst", ".toc", ".trm"]

# SPDX-License-Identifier: MIT
"""A process that is killed while highlights and notes are made: no acknowledged one is lost, and none is half there."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from paperdesk.domain.annotation import HighlightId, HighlightQuery
from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record
from paperdesk.library.library import Library
from paperdesk.library.view import View

KILLS = 100
PAPERS = 5
TEXT = " ".join(f"word{n} of a text" for n in range(40))
# Has everything loaded, and forks a child for every line that it is sent. A child writes for ever: highlights with a
# tag, notes as they are typed, changes and deletions; it says what it did once that is done.
_NURSERY = """
import os, sys
from itertools import count
from pathlib import Path
from paperdesk.domain.annotation import HighlightId
from paperdesk.library.library import Library
from paperdesk.services import annotating

def work(first):
    print("pid", os.getpid(), flush=True)
    library = Library(Path(sys.argv[1]))
    for n in count(first):
        paper = 1 + n % 5
        annotating.add_highlight(library, paper, n % 300, n % 300 + 9, note=f"made {n} [[{n % 7}]]", tags=[f"tag/{n}"])
        print("made", n, flush=True)
        for part in ("typed", "typed on", "typed on and on"):
            annotating.write_note(library, paper, f"{part} {n} [[word {n % 7}]]")
            print("note", paper, n, part.replace(" ", "_"), flush=True)
        made = max(library.paper(paper).highlights, key=lambda highlight: highlight.id).id
        annotating.change_highlight(library, made, colour="pink", note=f"changed {n}", tags=[f"changed/{n}"])
        print("changed", n, flush=True)
        if n % 3 == 0:
            annotating.delete_highlights(library, [made])
            print("deleted", n, flush=True)

for line in sys.stdin:
    child = os.fork()
    if not child:
        work(int(line))
    os.waitpid(child, 0)
    print("dead", flush=True)
"""
STAGES = ("", "made", "changed", "deleted")


class Nursery:
    """Starts children and kills them at any moment; knows what they said that they had done."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.stages: dict[int, str] = {}
        self.notes: dict[int, str] = {}

    def line(self) -> list[str]:
        assert self._process.stdout is not None
        return self._process.stdout.readline().split()

    def hear(self, words: list[str]) -> None:
        if words[0] == "note":
            self.notes[int(words[1])] = f"{words[3].replace('_', ' ')} {words[2]}"
        else:
            self.stages[int(words[1])] = words[0]

    def live_and_die(self, first: int, rng: random.Random) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{first}\n")
        self._process.stdin.flush()
        word, child = self.line()
        assert word == "pid"
        for _ in range(rng.randrange(14)):
            self.hear(self.line())
        sum(range(rng.randrange(60_000)))  # work of our own, so that the child is anywhere in its own
        os.kill(int(child), signal.SIGKILL)
        while (words := self.line()) != ["dead"]:
            self.hear(words)


@contextmanager
def nursery(folder: Path) -> Iterator[Nursery]:
    command = [sys.executable, "-c", _NURSERY, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Nursery(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(30) == 0


def check(view: View, said: Nursery, first: int) -> int:
    """Assert that all that was acknowledged is there and nothing is there by half; return the next number to begin with."""
    rows = view.highlight_rows([HighlightId(h) for h in view.highlights(HighlightQuery())]).values()
    there: dict[int, str] = {}
    for row in rows:
        stage, number = row.note.split()[:2]
        assert stage in ("made", "changed")
        assert row.tags == ((f"tag/{number}",) if stage == "made" else (f"changed/{number}",))
        assert (row.colour == "pink") == (stage == "changed")
        assert row.paper == 1 + int(number) % PAPERS
        assert int(number) not in there, "made twice"
        there[int(number)] = stage
    last = max([*said.stages, first - 1])
    for number in range(last + 2):
        due = STAGES.index(said.stages.get(number, ""))
        gone = "deleted" if due >= STAGES.index("changed") and number % 3 == 0 else ""
        found = there.get(number, gone)
        assert STAGES.index(found) in (due, due + 1), f"highlight {number} was {STAGES[due]!r} and is {found!r}"
        said.stages[number] = found  # what was being done when the end came may be done, or not
    for paper in range(1, PAPERS + 1):
        note = view.paper(PaperId(paper)).note
        words = note.split(" [[")[0]
        if words != said.notes.get(paper, ""):  # the next that would have been acknowledged
            part, number = words.rsplit(" ", 1)
            assert part in ("typed", "typed on", "typed on and on")
            assert int(number) in (last, last + 1)
            assert note == f"{words} [[word {int(number) % 7}]]"
            said.notes[paper] = words
    return last + 2


def test_killed_a_hundred_times(
    folder: Path, record: Callable[..., Record], assert_sound: Callable[[Path], None]
) -> None:
    with Library(folder) as library:
        titles = [f"Title of a Paper Number {n}" for n in range(PAPERS)]
        library.add([record(t, abstract=TEXT, arxiv_id=f"2401.{n:05}") for n, t in enumerate(titles)], "added")
    rng, first = random.Random(20260531), 0
    with nursery(folder) as children:
        for attempt in range(KILLS):
            children.live_and_die(first, rng)
            with View(folder) as view:
                first = check(view, children, first)
            if attempt % 10 == 9:
                assert_sound(folder)
    assert len([number for number, stage in children.stages.items() if stage]) > KILLS
    with Library(folder) as library:
        made = len(library.highlights(HighlightQuery()))
        while library.undo():
            pass
        assert not library.highlights(HighlightQuery())
        while library.redo():
            pass
        assert len(library.highlights(HighlightQuery())) == made
    assert_sound(folder)

# SPDX-License-Identifier: MIT
"""A long day at the desk, in short: many steps in one run, nothing ends early, nothing grows."""

import gc
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A library of 3,000 papers over 100 days."""
    folder = tmp_path / "large"
    with Library(folder) as library:
        records = [
            Record(
                title=f"Paper {n} on the long way through a list of very many others",
                sighting=Sighting("huggingface", f"2024-{n // 30 % 12 + 1:02}-{n // 360 % 28 + 1:02}", n % 30, n % 200),
                abstract=f"Number {n} says that $x_{{{n}}} \\in \\mathbb{{R}}^{{d}}$ and more. " * 8,
                authors=("Ada Lovelace", "Alan Turing"),
                arxiv_id=f"{2400 + n // 100_000}.{n:05}",
            )
            for n in range(3_000)
        ]
        library.add(records, "Made papers")
    return folder


def test_hundreds_of_steps_and_papers(build_desk: Callable[..., Any], large: Path, press: Callable[..., None]) -> None:
    desk = build_desk(large)
    window, view = desk.window, desk.window.paper_list
    bar = view.verticalScrollBar()

    def scroll(steps: int) -> None:
        for step in range(steps):
            bar.setValue((step * 911) % bar.maximum())
            view.viewport().repaint()

    def read(papers: int) -> None:
        for _ in range(papers):
            view.step(1)
            window.reader.viewport().repaint()

    scroll(80)
    read(20)
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, sys.getrefcount(None), len(gc.get_objects())
    scroll(300)
    read(60)
    gc.collect()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, sys.getrefcount(None), len(gc.get_objects())
    assert window.reader.paper is not None
    assert after[0] - before[0] < 20_000, "kilobytes of memory"
    assert after[1] > before[1] - 1_000, "references of None"
    assert after[2] - before[2] < 5_000, "Python's objects"

# SPDX-License-Identifier: MIT
"""What the library holds, in numbers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from paperdesk.domain.paper import Paper
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.services.importing import import_files
from paperdesk.services.statistics import statistics
from paperdesk.services.triage import mark_papers, remove_papers, tag_papers


def test_numbers_are_those_of_what_is_shown(
    library: Library,
    papers: Callable[[View], dict[str, Paper]],
    write: Callable[..., Path],
    abstract: Callable[..., Any],
) -> None:
    assert statistics(library) == {
        "papers": 0, "unread": 0, "starred": 0, "later": 0, "archived": 0, "tags": 0,
        "highlights": 0, "detached": 0, "notes": 0, "days": 0, "sources": {},
    }  # fmt: skip
    import_files(library, [write("a.jsonl", [abstract(n, date=f"2024-06-{n:02}") for n in range(1, 7)])], source="one")
    import_files(
        library,
        [write("b.jsonl", [abstract(n, date=f"2024-06-{n:02}") for n in (6, 7)])],
        source="two",
        day="2024-06-20",
    )
    ids = {key: paper.id for key, paper in papers(library).items()}
    mark_papers(library, [ids["2406.00001"]], {"starred": True, "later": True})
    mark_papers(library, [ids["2406.00002"]], {"archived": True})
    tag_papers(library, [ids["2406.00003"]], ["x", "y"])
    remove_papers(library, [ids["2406.00004"]])
    assert statistics(library) == {
        "papers": 6, "unread": 5, "starred": 1, "later": 1, "archived": 1, "tags": 2,
        "highlights": 0, "detached": 0, "notes": 0, "days": 5, "sources": {"one": 5, "two": 2},
    }  # fmt: skip

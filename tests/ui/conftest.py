# SPDX-License-Identifier: MIT
"""Papers made to order for the window's tests."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.paper import MARKS
from paperdesk.domain.record import Links, Record, Sighting
from paperdesk.library.library import Library


@pytest.fixture
def make_library(tmp_path: Path) -> Callable[..., Path]:
    """Make a library of papers, each a mapping of what differs from a plain paper; return its folder.

    The n-th paper has the key `2404.0000n`, the title `Paper n` and the day 2024-04-28. Beside the fields of
    a record, `day`, `upvotes`, `source`, `tags` and the marks can be given.
    """
    folder = tmp_path / "made"

    def make(*papers: Mapping[str, Any]) -> Path:
        with Library(folder) as library:
            library.add([_record(number, paper) for number, paper in enumerate(papers, 1)], "Made papers")
            for number, paper in enumerate(papers, 1):
                ids = [library.find(f"2404.{number:05}")]
                marks = {name: True for name in MARKS if paper.get(name)}
                if paper.get("tags"):
                    library.tag(ids, paper["tags"], "Tagged")
                if marks:
                    library.mark(ids, marks, "Marked")
        return folder

    return make


def _record(number: int, paper: Mapping[str, Any]) -> Record:
    sighting = Sighting(
        paper.get("source", "huggingface"), paper.get("day", "2024-04-28"), number, paper.get("upvotes")
    )
    return Record(
        title=paper.get("title", f"Paper {number}"),
        sighting=sighting,
        abstract=paper.get("abstract", "An abstract of a few words."),
        authors=tuple(paper.get("authors", ("Ada Lovelace", "Alan Turing"))),
        arxiv_id=f"2404.{number:05}",
        published=paper.get("published", "2024-04-20"),
        categories=tuple(paper.get("categories", ("cs.LG",))),
        links=paper.get("links", Links()),
    )


@pytest.fixture
def highlight() -> Callable[..., None]:
    """Highlight a quote of the n-th made paper's abstract: `highlight(folder, 1, "of a few", colour="blue")`."""
    from paperdesk.services.annotating import highlight_quote

    def make(folder: Path, number: int, quote: str, **values: Any) -> None:
        with Library(folder) as library:
            highlight_quote(library, library.find(f"2404.{number:05}"), quote, **values)

    return make


@pytest.fixture
def change_text() -> Callable[..., None]:
    """Let another text of the n-th made paper come: `change_text(folder, 1, "The new text.")`."""

    def change(folder: Path, number: int, abstract: str) -> None:
        with Library(folder) as library:
            library.add(
                [_record(number, {"abstract": abstract, "day": "2024-05-01", "source": "arxiv"})], "Another text"
            )

    return change

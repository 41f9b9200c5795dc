# SPDX-License-Identifier: MIT
"""All highlights of a library: in the order of papers and their texts, by colour, tag, word and whether they are detached."""

from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.annotation import HighlightId, HighlightQuery, HighlightRow
from paperdesk.domain.record import Record
from paperdesk.library.library import Library

OLD, NEW = "Cats and dogs are animals. Über alles.", "Graphs are made of vertices and edges."


@pytest.fixture
def library(library: Library, record: Callable[..., Record]) -> Library:
    """Two papers, the newer one second, with five highlights; the last one is of a paper that was taken out."""
    library.add([record("An Older Title of Ours", arxiv_id="2401.00001", abstract=OLD, day="2024-01-01")], "a")
    library.add([record("The Newer Title of Ours", arxiv_id="2402.00002", abstract=NEW, day="2024-02-01")], "b")
    library.add([record("What Was Taken Out", arxiv_id="2403.00003", abstract=NEW, day="2024-03-01")], "c")

    def mark(key: str, quote: str, colour: str, note: str = "", tags: tuple[str, ...] = ()) -> None:
        paper = library.find(key)
        start = library.paper(paper).abstract.index(quote)
        said: dict[str, Any] = {"colour": colour, "note": note, "tags": tags}
        library.add_highlight(paper, start, start + len(quote), summary="highlighted", **said)

    mark("2401.00001", "Über alles", "yellow", "Ein Lied", ("song", "both"))  # 1
    mark("2401.00001", "dogs", "green", "100% right", ("animal/dog", "both"))  # 2
    mark("2402.00002", "edges", "green")  # 3
    mark("2402.00002", "vertices", "pink", tags=("animal",))  # 4
    mark("2403.00003", "Graphs", "blue")  # 5
    library.hide([library.find("2403.00003")], "removed")
    return library


def found(library: Library, **asked: Any) -> list[int]:
    return list(library.highlights(HighlightQuery(**asked)))


def test_all_stand_in_the_order_of_papers_and_texts(library: Library) -> None:
    assert found(library) == [4, 3, 2, 1]
    assert list(library.highlights(HighlightQuery(), first=3)) == [4, 3, 2]


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ({"colours": ("green",)}, [3, 2]),
        ({"colours": ("green", "pink")}, [4, 3, 2]),
        ({"colours": ("mauve",)}, []),
        ({"tags": ("animal",)}, [4, 2]),
        ({"tags": ("ANIMAL/dog",)}, [2]),
        ({"tags": ("both", "song")}, [1]),
        ({"tags": ("anim",)}, []),
        ({"text": "DOGS"}, [2]),
        ({"text": "über"}, [1]),
        ({"text": "lied ein"}, [1]),
        ({"text": "100%"}, [2]),
        ({"text": "%"}, [2]),
        ({"text": "newer"}, [4, 3]),
        ({"text": "newer edges"}, [3]),
        ({"text": "nowhere"}, []),
        ({"text": "  "}, [4, 3, 2, 1]),
        ({"text": "dogs", "colours": ("yellow",)}, []),
        ({"detached": False}, [4, 3, 2, 1]),
        ({"detached": True}, []),
        ({"text": "\ud800'\"; --", "tags": ("x\ud800",)}, []),
    ],
)
def test_filters(library: Library, asked: dict[str, Any], due: list[int]) -> None:
    assert found(library, **asked) == due


def test_detached_ones_stand_last_in_their_paper(library: Library, record: Callable[..., Record]) -> None:
    told = record(
        "The Newer Title of Ours", arxiv_id="2402.00002", abstract="Graphs are made of lines and edges.", source="arxiv"
    )
    library.add([told], "another text")
    assert found(library) == [3, 4, 2, 1]
    assert found(library, detached=True) == [4]
    assert library.annotation_counts() == {"highlights": 4, "detached": 1, "notes": 0}
    assert library.highlight_rows([HighlightId(4)])[HighlightId(4)].quote == "vertices"


def test_rows_show_what_a_list_needs(library: Library) -> None:
    rows = library.highlight_rows([HighlightId(i) for i in (2, 3, 99)])
    assert set(rows) == {2, 3}
    row = rows[HighlightId(2)]
    assert row == HighlightRow(
        HighlightId(2), library.find("2401.00001"), "2401.00001", "An Older Title of Ours", "dogs", "green", "100% right",
        ("animal/dog", "both"), False, row.created,
    )  # fmt: skip
    many = [HighlightId(i) for i in range(1, 2_000)]
    assert len(library.highlight_rows(many)) == 5


def test_a_colour_of_another_version_is_shown_as_one_that_is_known(library: Library) -> None:
    library._connection.execute("UPDATE highlights SET colour = 'mauve' WHERE id = 3")
    assert library.highlight_rows([HighlightId(3)])[HighlightId(3)].colour == "yellow"
    assert library.highlight(HighlightId(3)).colour == "yellow"

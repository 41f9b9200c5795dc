# SPDX-License-Identifier: MIT
"""The list's model, drawn as text: ids in sections, rows fetched on sight, numbers that follow changes."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from paperdesk.domain.changes import Changes
from paperdesk.domain.conditions import Marked, Tagged
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query, Sort
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.ui.paper_list.model import PAPERS_MIME, PaperListModel, PaperRole

PAPERS = (
    {"title": "MixFormer", "day": "2024-04-28", "tags": ["vision", "ml/nets"], "starred": True},
    {"title": "A <b>bold</b> claim", "day": "2024-04-28", "read": True},
    {"title": "Older, kept", "day": "2024-04-27", "later": True},
    {"title": "Undated", "day": "", "published": ""},
)


@contextmanager
def shown(folder: Path, query: Query | None = None, last_visit: str = "") -> Iterator[tuple[PaperListModel, Library]]:
    """A model on a library, with the whole answer to `query` in it."""
    with View(folder) as view, Library(folder) as library:
        model = PaperListModel(view, last_visit)
        model.set_listing(view.listing(query or Query()))
        yield model, library
        model.deleteLater()


def test_papers_stand_in_sections_by_day_with_their_marks_and_tags(
    qapp: Any, make_library: Callable[..., Path], picture: Callable[[Any], list[str]]
) -> None:
    with shown(make_library(*PAPERS)) as (model, _):
        assert picture(model) == [
            "== 2024-04-28, 1 of 2 unread",
            "● ★ MixFormer #ml/nets #vision",
            "  ☆ A <b>bold</b> claim",
            "== 2024-04-27, 1 of 1 unread",
            "● ☆ Older, kept later",
            "== no day, 1 of 1 unread",
            "● ☆ Undated",
        ]
        assert model.paper_count == 4


def test_other_orders_have_no_sections(
    qapp: Any, make_library: Callable[..., Path], picture: Callable[[Any], list[str]]
) -> None:
    with shown(make_library(*PAPERS), Query(sort=Sort.TITLE)) as (model, _):
        assert [line[4:] for line in picture(model)] == [
            "A <b>bold</b> claim",
            "MixFormer #ml/nets #vision",
            "Older, kept later",
            "Undated",
        ]
        assert model.section_of(2) is None
        assert model.next_header(0) == -1


def test_it_keeps_qts_rules(qapp: Any, qtmodeltester: Any, make_library: Callable[..., Path]) -> None:
    with shown(make_library(*PAPERS)) as (model, library):
        qtmodeltester.check(model, force_py=True)
        ids = list(map(PaperId, library.listing(Query()).ids))
        model.apply(library.mark(ids, {"read": True}, "Marked"))
        model.set_listing(library.listing(Query(Marked("unread"))))
        qtmodeltester.check(model, force_py=True)


def test_no_row_is_loaded_before_it_is_looked_at(
    qapp: Any, make_library: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    folder = make_library(*({} for _ in range(300)))
    with View(folder) as view:
        model = PaperListModel(view, "")
        rows = view.rows
        monkeypatch.setattr(view, "rows", lambda ids: asked.extend(ids) or rows(ids))
        model.set_listing(view.listing(Query()))
        assert (model.rowCount(), asked) == (301, [])
        assert model.index(7).data() == "Paper 7"
        assert model.index(7).data(PaperRole.ROW).key == "2404.00007"
        assert len(asked) == 1
        model.deleteLater()


def test_what_changed_is_painted_anew_and_the_header_counts_along(
    qapp: Any, make_library: Callable[..., Path], picture: Callable[[Any], list[str]]
) -> None:
    with shown(make_library(*PAPERS)) as (model, library):
        assert picture(model)[1].startswith("●")
        touched: list[tuple[int, int]] = []
        model.dataChanged.connect(lambda first, last: touched.append((first.row(), last.row())))
        holds = model.apply(library.mark([library.find("2404.00001")], {"read": True}, "Marked"))
        assert holds
        assert picture(model)[:2] == ["== 2024-04-28, 0 of 2 unread", "  ★ MixFormer #ml/nets #vision"]
        assert sorted(touched) == [(0, 0), (1, 1)]


def test_a_row_that_was_never_seen_leaves_the_headers_in_doubt_until_a_recount(
    qapp: Any, make_library: Callable[..., Path], picture: Callable[[Any], list[str]]
) -> None:
    with shown(make_library(*PAPERS)) as (model, library):
        holds = model.apply(library.mark([library.find("2404.00001")], {"read": True}, "Marked"))
        assert not holds
        model.recount(library.listing(Query(Tagged("other"))))
        assert picture(model)[0] == "== 2024-04-28, 1 of 2 unread"
        model.recount(library.listing(Query()))
        assert picture(model)[0] == "== 2024-04-28, 0 of 2 unread"


@pytest.mark.parametrize("papers", [None, frozenset(map(PaperId, range(1, 200)))], ids=["unnamed", "many"])
def test_many_changes_are_one_signal(qapp: Any, make_library: Callable[..., Path], papers: Any) -> None:
    with shown(make_library(*PAPERS)) as (model, _):
        touched: list[tuple[int, int]] = []
        model.dataChanged.connect(lambda first, last: touched.append((first.row(), last.row())))
        model.apply(Changes(9, "", papers, marks=frozenset({"starred"})))
        assert touched == [(0, 6)]


def test_changes_to_an_empty_list_or_to_strangers_touch_nothing(qapp: Any, make_library: Callable[..., Path]) -> None:
    with shown(make_library(*PAPERS), Query(Tagged("none"))) as (model, _):
        model.dataChanged.connect(lambda *_: pytest.fail("an empty list has no rows to paint"))
        assert model.apply(Changes(9, "", None))
        assert model.apply(Changes(9, "", frozenset({PaperId(1)}), marks=frozenset({"read"})))


def test_the_paper_that_is_read_stays_in_its_place(
    qapp: Any, make_library: Callable[..., Path], picture: Callable[[Any], list[str]]
) -> None:
    folder = make_library(*({"day": f"2024-04-{28 - n // 3}"} for n in range(9)))
    with shown(folder, Query(Marked("unread"))) as (model, library):
        kept = library.find("2404.00005")
        library.mark([library.find("2404.00004"), kept], {"read": True}, "Marked")
        model.set_listing(library.listing(Query(Marked("unread"))), library.rows([kept])[kept])
        assert picture(model) == [
            "== 2024-04-28, 3 of 3 unread",
            "● ☆ Paper 1",
            "● ☆ Paper 2",
            "● ☆ Paper 3",
            "== 2024-04-27, 1 of 1 unread",
            "  ☆ Paper 5",
            "● ☆ Paper 6",
            "== 2024-04-26, 3 of 3 unread",
            "● ☆ Paper 7",
            "● ☆ Paper 8",
            "● ☆ Paper 9",
        ]
        assert model.section_of(5) == model.section_of(6) == (4, library.listing(Query(Marked("unread"))).sections[1])
        assert model.next_header(0) == 4


@pytest.mark.parametrize(
    ("day", "row"),
    [("2024-04-29", 0), ("2024-04-28", 1), ("2024-04-27", 3), ("2024-04-26", 4), ("2024-04-01", 6), ("", 6)],
    ids=["before all", "first day", "between", "last day", "after all", "no day"],
)
def test_a_paper_that_comes_back_stands_at_its_day(
    qapp: Any, make_library: Callable[..., Path], day: str, row: int
) -> None:
    days = ["2024-04-28", "2024-04-28", "2024-04-26", "2024-04-26", day]
    folder = make_library(*({"day": d, "published": "", "read": n == 4} for n, d in enumerate(days)))
    with View(folder) as view:
        model = PaperListModel(view, "")
        kept = view.rows([view.find("2404.00005")])[view.find("2404.00005")]
        model.set_listing(view.listing(Query(Marked("unread"))), kept)
        assert model.row_of(kept.id) == row
        model.deleteLater()


def test_papers_since_the_last_visit_are_new_until_they_are_read(
    qapp: Any, make_library: Callable[..., Path], picture: Callable[[Any], list[str]]
) -> None:
    folder = make_library(*PAPERS)
    with shown(folder, last_visit="2020-01-01T00:00:00.000Z") as (model, _):
        assert [line.endswith(" new") for line in picture(model) if "==" not in line] == [True, False, True, True]
    with shown(folder, last_visit="2999-01-01T00:00:00.000Z") as (model, _):
        assert not any(line.endswith(" new") for line in picture(model))
    with shown(folder) as (model, _):
        assert not any(line.endswith(" new") for line in picture(model)), "on the first visit everything would be"


def test_what_a_screen_reader_hears(qapp: Any, make_library: Callable[..., Path]) -> None:
    with shown(make_library({"title": "A\u202eB", "tags": ["x"], "starred": True})) as (model, _):
        heard = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
        assert heard == ["Sunday 28 April 2024, 1 unread of 1", "AB, unread, starred, tag x"]


def test_headers_can_be_neither_chosen_nor_dragged(qapp: Any, make_library: Callable[..., Path]) -> None:
    with shown(make_library(*PAPERS)) as (model, _):
        assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
        assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsDragEnabled
        mime = model.mimeData([model.index(row) for row in range(3)])
        assert json.loads(bytes(mime.data(PAPERS_MIME).data())) == [model.paper_at(model.index(r)) for r in (1, 2)]
        assert mime.text() == "MixFormer\nA <b>bold</b> claim"


def test_the_next_unread_paper_is_found_however_far_it_is(qapp: Any, make_library: Callable[..., Path]) -> None:
    folder = make_library(*({"read": n not in (2, 250)} for n in range(300)))
    with shown(folder) as (model, _):
        assert [model.next_unread(row) for row in (0, 3, 4, 251, 252, 300)] == [3, 3, 251, 251, -1, -1]
    with shown(folder, Query(Marked("unread"))) as (model, library):
        library.mark([library.find("2404.00003")], {"read": True}, "Marked")
        assert model.next_unread(0) == 2


def test_neighbours_are_selected_as_one_stretch(qapp: Any, make_library: Callable[..., Path]) -> None:
    with shown(make_library(*({} for _ in range(9)))) as (model, library):
        papers = [library.find(f"2404.{n:05}") for n in (8, 1, 2, 3, 5)]
        assert model.stretches(papers) == [(1, 3), (5, 5), (8, 8)]
        assert model.stretches([]) == []

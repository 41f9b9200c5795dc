# SPDX-License-Identifier: MIT
"""What is shown: shelves, orders, the search; what stays in a list, and what finds its way to a paper."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.services import triage
from paperdesk.ui import browsing, counting
from paperdesk.ui import desk as desk_module


def titles(desk: Any, picture: Callable[[Any], list[str]]) -> list[str]:
    return [line[4:] for line in picture(desk.window.model) if not line.startswith("==")]


MIXED = (
    {"title": "Zebra", "upvotes": 3},
    {"title": "attention is all", "upvotes": 500, "starred": True, "day": "2024-04-27"},
    {"title": "Bread", "upvotes": 90, "read": True, "day": "2024-04-26", "tags": ["food"]},
    {"title": "Attention and butter", "archived": True, "day": "2024-04-25", "source": "arxiv", "tags": ["food/dairy"]},
)


@pytest.fixture
def mixed(build_desk: Callable[..., Any], make_library: Callable[..., Path]) -> Any:
    return build_desk(make_library(*MIXED))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("inbox", ["Zebra", "attention is all"]),
        ("starred", ["attention is all"]),
        ("later", []),
        ("all", ["Zebra", "attention is all", "Bread #food", "Attention and butter #food/dairy"]),
        ("archive", ["Attention and butter #food/dairy"]),
        ("tag:food", ["Bread #food", "Attention and butter #food/dairy"]),
        ("tag:food/dairy", ["Attention and butter #food/dairy"]),
        ("source:arxiv", ["Attention and butter #food/dairy"]),
        ("day:2024-04-27", ["attention is all"]),
        ("month:2024-04", ["Zebra", "attention is all", "Bread #food", "Attention and butter #food/dairy"]),
    ],
)
def test_every_entry_shows_what_it_names(
    mixed: Any, settle: Callable[[Any], None], picture: Callable[[Any], list[str]], name: str, shown: list[str]
) -> None:
    mixed.window.browsing.go(name)
    settle(mixed)
    assert titles(mixed, picture) == shown


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("Ctrl+Shift+1", "Zebra"),
        ("Ctrl+Shift+2", "attention is all"),
        ("Ctrl+Shift+3", "Attention and butter #food/dairy"),
    ],
)
def test_orders(
    mixed: Any,
    press: Callable[..., None],
    settle: Callable[[Any], None],
    picture: Callable[[Any], list[str]],
    key: str,
    first: str,
) -> None:
    press("Ctrl+5", "Ctrl+Shift+2", key)
    settle(mixed)
    assert titles(mixed, picture)[0] == first
    assert mixed.window.list_pane.order.currentText().lower() == mixed.window.browsing.query.sort.value


def test_the_order_is_chosen_in_the_header_too(
    mixed: Any, settle: Callable[[Any], None], picture: Callable[[Any], list[str]]
) -> None:
    mixed.window.browsing.go("all")
    order = mixed.window.list_pane.order
    order.setCurrentIndex(order.findText("Title"))
    settle(mixed)
    assert titles(mixed, picture)[-1] == "Zebra"


def test_words_filter_titles_in_any_case_and_order(
    mixed: Any, press: Callable[..., None], qtbot: Any, picture: Callable[[Any], list[str]]
) -> None:
    press("Ctrl+5", "/", *"BUTTER attention")
    qtbot.waitUntil(lambda: titles(mixed, picture) == ["Attention and butter #food/dairy"])


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", '"', "🧪", "a" * 5_000, ";DROP TABLE papers", "<b>"])
def test_no_word_breaks_the_search(mixed: Any, qtbot: Any, text: str) -> None:
    with qtbot.waitSignal(mixed.window.browsing.listed):
        mixed.window.list_pane.search.setText(text)
    assert mixed.window.model.paper_count <= 2  # what holds no word asks for nothing


def test_return_selects_the_first_paper_found_however_fast_one_types(
    mixed: Any, press: Callable[..., None], qtbot: Any
) -> None:
    press("Ctrl+5", "/", *"bread", "Return")
    qtbot.waitUntil(lambda: mixed.window.reader.paper is not None)
    assert mixed.window.reader.paper.title == "Bread"
    assert mixed.window.paper_list.hasFocus()


def test_return_keeps_a_selection_that_is_found(
    mixed: Any, press: Callable[..., None], qtbot: Any, settle: Any
) -> None:
    press("Ctrl+5", "/", *"att")  # two papers, found by title and by the index, whichever answers
    qtbot.waitUntil(lambda: not mixed.window.browsing._typing.isActive())
    settle(mixed)
    mixed.window.paper_list.step(1)
    mixed.window.paper_list.step(1)
    press("Ctrl+F", "Return")
    settle(mixed)
    assert mixed.window.reader.paper.title == "Attention and butter"


def test_escape_ends_the_search_and_shows_everything_again(mixed: Any, press: Callable[..., None], qtbot: Any) -> None:
    press("/", *"nothing like it")
    qtbot.waitUntil(lambda: mixed.window.list_pane.empty.isVisible())
    press("Esc")
    qtbot.waitUntil(lambda: mixed.window.model.paper_count == 2)
    qtbot.waitUntil(mixed.window.paper_list.hasFocus)
    assert mixed.window.list_pane.search.text() == ""


def test_what_is_read_stays_until_one_turns_away(
    mixed: Any, press: Callable[..., None], settle: Callable[[Any], None], picture: Callable[[Any], list[str]]
) -> None:
    press("j", "u")
    settle(mixed)
    assert picture(mixed.window.model)[1] == "  ☆ Zebra"
    press("j", "s")
    settle(mixed)
    assert "  ☆ Zebra" in picture(mixed.window.model)
    press("Ctrl+5", "Ctrl+1")
    settle(mixed)
    assert titles(mixed, picture) == ["attention is all"]


def test_what_loses_its_star_stays_while_it_is_looked_at(
    mixed: Any, press: Callable[..., None], settle: Callable[[Any], None], picture: Callable[[Any], list[str]]
) -> None:
    with Library(mixed.library.folder) as library:
        library.mark([library.find("2404.00001")], {"starred": True}, "Starred")
    press(
        "Ctrl+3",
    )
    settle(mixed)
    press("j", "s")
    settle(mixed)
    assert "● ☆ Zebra" in picture(mixed.window.model)
    assert mixed.window.reader.paper.title == "Zebra"


def test_what_is_archived_leaves_and_the_next_is_shown(
    mixed: Any, press: Callable[..., None], settle: Callable[[Any], None], picture: Callable[[Any], list[str]]
) -> None:
    press("j", "e")
    settle(mixed)
    assert titles(mixed, picture) == ["attention is all"]
    assert mixed.window.reader.paper.title == "attention is all"
    press("e")
    settle(mixed)
    assert mixed.window.list_pane.empty.said().startswith("All read")


def test_what_is_removed_leaves_every_list(
    mixed: Any, press: Callable[..., None], settle: Callable[[Any], None], picture: Callable[[Any], list[str]]
) -> None:
    press("Ctrl+5")
    settle(mixed)
    press("j", "j", "Del")
    settle(mixed)
    assert titles(mixed, picture) == ["Zebra", "Bread #food", "Attention and butter #food/dairy"]
    assert mixed.window.reader.paper.title == "Bread"
    with Library(mixed.library.folder) as library:
        triage.remove_papers(library, [mixed.window.reader.paper.id])
    mixed.desk.follow()
    settle(mixed)
    assert titles(mixed, picture) == ["Zebra", "Attention and butter #food/dairy"]
    assert mixed.window.reader.paper is None


def test_a_paper_that_is_not_in_sight_is_found_in_all_papers(
    mixed: Any, settle: Callable[[Any], None], press: Callable[..., None]
) -> None:
    press("/", *"zebra")
    mixed.window.open_key("2404.00004")
    settle(mixed)
    assert mixed.window.browsing.label == "All papers"
    assert mixed.window.reader.paper.title == "Attention and butter"
    assert mixed.window.list_pane.search.text() == ""


def test_a_paper_can_be_asked_for_before_anything_is_shown(
    qtbot: Any, make_library: Callable[..., Path], settle: Callable[[Any], None]
) -> None:
    from paperdesk import app

    desk = app.build(make_library(*MIXED), {"reading.mark_read_after": 0.0})
    desk.window.open_key("2404.00003")
    desk.window.show()
    settle(desk)
    shown = (desk.window.browsing.name, desk.window.reader.paper.title, desk.window.paper_list.current_paper())
    desk.close()
    assert shown == ("all", "Bread", 3)


def test_the_reader_is_faster_than_the_first_count(
    qtbot: Any, make_library: Callable[..., Path], settle: Callable[[Any], None]
) -> None:
    from paperdesk import app

    desk = app.build(make_library(*MIXED), {"reading.mark_read_after": 0.0})
    desk.window.actions_by_name["go-starred"].trigger()
    settle(desk)
    name = desk.window.browsing.name
    desk.close()
    assert name == "starred"


def test_headers_count_what_others_read_out_of_sight(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], settle: Callable[[Any], None]
) -> None:
    desk = build_desk(make_library(*({} for _ in range(60))))
    with Library(desk.library.folder) as library:
        library.mark([library.find("2404.00055")], {"read": True}, "Elsewhere")
    desk.desk.follow()
    settle(desk)
    assert desk.window.model.section_of(1)[1].unread == 59
    assert desk.window.model.rowCount() == 61


def test_many_marked_read_at_once_leave_the_inbox(
    build_desk: Callable[..., Any],
    make_library: Callable[..., Path],
    press: Callable[..., None],
    settle: Callable[[Any], None],
) -> None:
    desk = build_desk(make_library(*({} for _ in range(500))))
    press("Ctrl+A", "u")
    settle(desk)
    assert desk.window.list_pane.empty.said().startswith("All read")
    assert desk.window.toast.text() == "Marked 500 papers read"
    press("Ctrl+Z")
    settle(desk)
    assert desk.window.model.paper_count == 500
    assert desk.library.marks_counts()["inbox"].total == 500


def test_papers_of_a_file_come_into_the_list_that_is_open(
    desk: Any, settle: Callable[[Any], None], tmp_path: Path, qtbot: Any
) -> None:
    path = tmp_path / "more.jsonl"
    path.write_text(
        json.dumps({"id": "2406.00001", "title": "A newcomer", "abstract": "x", "date": "2026-01-05"}), "utf-8"
    )
    desk.window.import_files([str(path)])
    qtbot.waitUntil(lambda: desk.window.model.paper_count == 45)
    settle(desk)
    assert desk.window.model.index(1).data() == "A newcomer"


def test_a_count_that_fails_does_not_end_the_counting(
    desk: Any, settle: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch, press: Callable[..., None]
) -> None:
    from paperdesk.library import listing

    def broken(*arguments: Any) -> None:
        raise RuntimeError("a bug in counting")

    with monkeypatch.context() as patched:
        patched.setattr(listing, "marks_counts", broken)
        press("j", "s")
        settle(desk)
    assert "a bug in counting" in desk.window.toast.text()
    press("l")
    settle(desk)
    assert desk.window.browsing.counted.marks["later"].total == 1


def test_a_window_that_stays_open_overnight_shows_the_new_today(
    build_desk: Callable[..., Any],
    make_library: Callable[..., Path],
    settle: Callable[[Any], None],
    picture: Callable[[Any], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [date(2024, 4, 28)]

    class Clock(date):
        @classmethod
        def today(cls) -> date:
            return now[0]

    for module in (browsing, counting, desk_module):
        monkeypatch.setattr(module, "date", Clock)
    desk = build_desk(make_library({"day": "2024-04-28"}, {"day": "2024-04-29"}))
    desk.window.browsing.go("today")
    settle(desk)
    assert titles(desk, picture) == ["Paper 1"]
    now[0] = date(2024, 4, 29)
    desk.desk.follow()
    settle(desk)
    assert titles(desk, picture) == ["Paper 2"]
    desk.window.browsing.go("all")
    desk.window.browsing.go("today")
    settle(desk)
    assert titles(desk, picture) == ["Paper 2"]


def test_sightings_of_a_known_paper_move_it(
    mixed: Any, settle: Callable[[Any], None], picture: Callable[[Any], list[str]]
) -> None:
    with Library(mixed.library.folder) as library:
        library.add([Record("attention is all", Sighting("arxiv", "2024-05-05"), arxiv_id="2404.00002")], "Seen again")
    mixed.desk.follow()
    settle(mixed)
    assert titles(mixed, picture) == ["attention is all", "Zebra"]


def test_an_entry_of_the_same_papers_has_its_own_name(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], settle: Callable[[Any], None]
) -> None:
    day = date.today().isoformat()
    desk = build_desk(make_library({"day": day}))
    with Library(desk.library.folder) as library:
        library.save_search("Mine", f"date:{day}")
    desk.desk.follow()
    settle(desk)
    for entry, name in (("today", "Today"), ("search:1", "Mine"), ("today", "Today")):
        desk.window.browsing.go(entry)
        settle(desk)
        assert desk.window.list_pane._title.text() == name


def test_what_is_not_understood_is_told_without_an_index_too(
    mixed: Any, press: Callable[..., None], qtbot: Any
) -> None:
    press("Ctrl+5")
    with qtbot.waitSignal(mixed.window.browsing.listed):
        mixed.window.list_pane.search.setText("is:banana upvotes:>80 ")
    qtbot.waitUntil(lambda: "it can be read, unread" in mixed.window.list_pane.status.text())
    assert mixed.window.list_pane.status.text().startswith("2 papers, ")
    press("/", "Esc")
    qtbot.waitUntil(lambda: mixed.window.list_pane.status.text() == "")


def test_an_order_that_is_typed_is_not_the_one_that_was_chosen(mixed: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(mixed.window.browsing.listed):
        mixed.window.list_pane.search.setText("sort:title ")
    assert (mixed.window.browsing.query.sort.value, mixed.window.browsing.order.value) == ("title", "newest")


def test_a_shelf_that_is_not_there_is_told_of(mixed: Any, press: Callable[..., None]) -> None:
    press("Ctrl+7")
    assert mixed.window.toast.text() == "Nothing is followed yet; type a search and follow it with Ctrl+Shift+F"
    assert mixed.window.browsing.name == "inbox"

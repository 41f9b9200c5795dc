# SPDX-License-Identifier: MIT
"""Searching in the real window, while others change the library, files of the index vanish and processes die."""

import json
import os
import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.services import following
from paperdesk.services.indexing import index_folder
from paperdesk.ui.paper_list.model import PaperRole

PATIENCE = 20_000  # milliseconds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of 60 papers about graphs and 60 about sound, in turns, over six days."""
    with Library(tmp_path / "library") as library:
        library.add([record(n) for n in range(1, 121)], "added")
    return tmp_path / "library"


def record(number: int, title: str = "") -> Record:
    return Record(
        title or f"{'Graph' if number % 2 else 'Sound'} number{number}",
        Sighting("page", f"2025-01-{1 + number % 6:02}", number),
        abstract="We study what it is. " * 5 + f"It is {'a graph' if number % 2 else 'sound'}, they say.",
        arxiv_id=f"2501.{number:05}",
        authors=("Ada Lovelace",),
    )


@pytest.fixture
def desk(build_desk: Callable[..., Any], folder: Path, qtbot: Any) -> Any:
    """A window on all of them, with an index."""
    made = build_desk(folder)
    made.search.start()
    qtbot.waitUntil(lambda: made.search.is_ready and not made.search.state.building, timeout=PATIENCE)
    made.window.browsing.go("all")
    qtbot.waitUntil(lambda: made.window.model.paper_count == 120)
    return made


def write(desk: Any, qtbot: Any, text: str, count: int) -> None:
    """Type a search and wait for so many papers."""
    with qtbot.waitSignal(desk.window.browsing.listed, timeout=PATIENCE):
        desk.window.list_pane.search.setText(text)
    found(desk, qtbot, count)


def found(desk: Any, qtbot: Any, count: int) -> None:
    qtbot.waitUntil(lambda: desk.window.model.paper_count == count, timeout=PATIENCE)


def titles(desk: Any) -> list[str]:
    model = desk.window.model
    rows = [model.index(row) for row in range(model.rowCount())]
    return [str(index.data()) for index in rows if index.data(PaperRole.ROW) is not None]


# --- others change the library -------------------------------------------------------------------------


def test_what_others_commit_enters_and_leaves_the_results(
    desk: Any, folder: Path, qtbot: Any, command_line: Callable[..., str], tmp_path: Path, press: Callable[..., None]
) -> None:
    write(desk, qtbot, "zebra", 0)
    path = tmp_path / "more.jsonl"
    path.write_text(
        json.dumps({"id": "2502.00001", "title": "A zebra", "abstract": "x", "date": "2025-01-09"}), "utf-8"
    )
    command_line(folder, "import", str(path))
    found(desk, qtbot, 1)
    command_line(folder, "tag", "2501.00002", "zebra/foal")
    found(desk, qtbot, 2)
    assert titles(desk) == ["A zebra", "Sound number2"]
    command_line(folder, "undo")
    found(desk, qtbot, 1)
    desk.window.paper_list.step(1)
    press("Esc")
    desk.window.paper_list.step(1)
    desk.window.commands.remove()
    found(desk, qtbot, 0)
    desk.window.commands.undo()
    found(desk, qtbot, 1)


def test_a_refresh_holds_the_selection_and_the_place(
    desk: Any, folder: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperdesk.ui.browsing.FIRST_PAGE", 20)  # what is looked at is beyond the first page
    write(desk, qtbot, "graph", 60)
    view = desk.window.paper_list
    view.select_paper(61)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 37)
    before = view.visualRect(view.currentIndex()).top()
    with Library(folder) as library:
        library.tag([library.find("2501.00003")], ["new"], "tagged")
    with qtbot.waitSignals([desk.search.state_changed, desk.window.browsing.listed], timeout=PATIENCE):
        desk.desk.follow()
    found(desk, qtbot, 60)
    assert view.current_paper() == 61
    assert desk.window.reader.paper.id == 61
    assert view.visualRect(view.currentIndex()).top() == before


def test_the_unread_of_days_stay_right_while_papers_are_read(desk: Any, qtbot: Any) -> None:
    write(desk, qtbot, "graph", 60)
    model = desk.window.model

    def counted() -> dict[str, tuple[int, int]]:
        sections = [model.index(row).data(PaperRole.SECTION) for row in range(model.rowCount())]
        return {s.day: (s.unread, s.count) for s in sections if s is not None}

    assert counted() == {f"2025-01-{day:02}": (20, 20) for day in (6, 4, 2)}
    desk.window.paper_list.step(1)
    desk.window.commands.toggle("read")
    qtbot.waitUntil(lambda: counted()["2025-01-06"] == (19, 20))
    with Library(desk.library.folder) as library:  # far below what is in sight
        library.mark([library.find("2501.00115")], {"read": True}, "read")
    desk.desk.follow()
    qtbot.waitUntil(lambda: counted() == {"2025-01-06": (19, 20), "2025-01-04": (20, 20), "2025-01-02": (19, 20)})


def test_a_tag_of_the_sidebar_is_searched_within(desk: Any, folder: Path, qtbot: Any) -> None:
    with Library(folder) as library:
        library.tag([library.find(f"2501.{n:05}") for n in (1, 2, 3)], ["mine"], "tagged")
    desk.desk.follow()
    qtbot.waitUntil(lambda: desk.window.browsing._sidebar.choose("tag:mine"), timeout=PATIENCE)
    found(desk, qtbot, 3)
    write(desk, qtbot, "graph", 2)
    assert sorted(titles(desk)) == ["Graph number1", "Graph number3"]
    write(desk, qtbot, "graph OR sound", 3)
    desk.window.browsing.go("day:2025-01-03")
    found(desk, qtbot, 20)


# --- typing --------------------------------------------------------------------------------------------


def test_the_last_of_what_is_typed_is_answered(desk: Any, qtbot: Any, press: Callable[..., None]) -> None:
    press("/")
    for word in ("graph", "sound", "number11", "nothing", "number12"):
        desk.window.list_pane.search.setText(word)
        desk.window.browsing._search()  # as if each had stood long enough
    found(desk, qtbot, 2)
    assert sorted(titles(desk)) == ["Sound number12", "Sound number120"]
    assert desk.window.list_pane.search.hasFocus()


def test_an_answer_that_comes_late_is_dropped(desk: Any, qtbot: Any) -> None:
    write(desk, qtbot, "number12 ", 1)
    number = desk.search.process_id
    os.kill(number, signal.SIGSTOP)
    desk.window.list_pane.search.setText("graph")
    desk.window.browsing._search()
    desk.window.list_pane.search.setText("is:unread")  # which the library answers
    found(desk, qtbot, 120)
    os.kill(number, signal.SIGCONT)
    with qtbot.waitSignal(desk.search.counted, timeout=PATIENCE):  # so the answer before it has come as well
        desk.search.ask_counts([], None)
    assert desk.window.model.paper_count == 120


def test_typing_goes_on_while_the_process_does_not_answer(desk: Any, qtbot: Any, press: Callable[..., None]) -> None:
    number = desk.search.process_id
    os.kill(number, signal.SIGSTOP)
    late = threading.Timer(20, os.kill, (number, signal.SIGCONT))
    late.start()
    press("/", *"number12")
    with qtbot.waitSignal(desk.window.browsing._typing.timeout):
        pass
    press("0")
    assert desk.window.list_pane.search.text() == "number120"
    assert late.is_alive()
    late.cancel()
    late.join()
    os.kill(number, signal.SIGCONT)
    found(desk, qtbot, 1)


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "((",
        "-",
        "title:",
        "***",
        "a" * 9_000,
        "date:banana",
        "\u202eabc",
        "🧪",
        "\\",
        "x OR " * 1_500,
        "(a)+$" * 400,
    ],
    ids=["quote", "brackets", "not", "field", "stars", "long", "date", "rtl", "emoji", "slash", "many", "expression"],
)
def test_no_text_breaks_the_search(desk: Any, qtbot: Any, text: str) -> None:
    with qtbot.waitSignal(desk.window.browsing.listed, timeout=PATIENCE):
        desk.window.list_pane.search.setText(text)
    assert desk.window.toast.text() == ""
    assert desk.window.model.paper_count <= 120


# --- the index is not there ----------------------------------------------------------------------------


def test_titles_answer_until_there_is_an_index(build_desk: Callable[..., Any], folder: Path, qtbot: Any) -> None:
    desk = build_desk(folder)
    desk.window.browsing.go("all")
    said: list[str] = []
    desk.window.browsing.listed.connect(lambda listing: said.append(desk.window.list_pane.status.text()))
    write(desk, qtbot, "number12 ", 2)  # as letters: 12 and 120
    assert said[-1].endswith("titles only, until the search index is ready")
    found(desk, qtbot, 1)
    qtbot.waitUntil(lambda: "titles only" not in desk.window.list_pane.status.text())
    write(desk, qtbot, "study", 120)


@pytest.mark.parametrize("how", ["deleted", "folder", "emptied", "cut"])
def test_what_becomes_of_the_index_is_no_error_on_screen(desk: Any, folder: Path, qtbot: Any, how: str) -> None:
    write(desk, qtbot, "graph", 60)
    for path in list(index_folder(folder).iterdir()):
        if how == "deleted":
            path.unlink(missing_ok=True)
        elif how == "folder":
            shutil.rmtree(index_folder(folder), ignore_errors=True)
        elif path.exists():
            os.truncate(path, 0 if how == "emptied" else path.stat().st_size // 2)
    with Library(folder) as library:
        library.add([record(121)], "added")
    desk.desk.follow()
    found(desk, qtbot, 61)
    write(desk, qtbot, "sound lovelace", 60)
    write(desk, qtbot, "study", 121)
    assert desk.window.toast.text() == ""
    assert desk.window.statusBar().currentMessage() == ""


def test_a_process_that_is_killed_comes_back_unseen(desk: Any, qtbot: Any) -> None:
    write(desk, qtbot, "graph", 60)
    number = desk.search.process_id
    os.kill(number, signal.SIGSTOP)
    desk.window.list_pane.search.setText("sound number12 ")
    desk.window.browsing._search()
    os.kill(number, signal.SIGKILL)
    found(desk, qtbot, 1)
    assert desk.window.toast.text() == ""


def test_a_process_that_stays_dead_leaves_titles_and_says_so(desk: Any, qtbot: Any) -> None:
    write(desk, qtbot, "graph", 60)
    for _ in range(4):
        number = desk.search.process_id
        os.kill(number, signal.SIGKILL)
        qtbot.waitUntil(lambda number=number: desk.search.process_id != number, timeout=PATIENCE)
    assert (
        desk.window.toast.text() == "The search process ends again and again; until it runs, titles alone are searched"
    )
    write(desk, qtbot, "number12 ", 2)
    assert "titles only" in desk.window.list_pane.status.text()
    write(desk, qtbot, "is:unread", 120)


# --- beginning and end ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["search:1", "for-me"])
def test_a_window_opens_where_it_was_left(build_desk: Callable[..., Any], folder: Path, qtbot: Any, name: str) -> None:
    with Library(folder) as library:
        following.save_search(library, "sound", "Loud")
        following.follow(library, "number12")
    first = build_desk(folder)
    qtbot.waitUntil(lambda: first.window.browsing._sidebar.choose(name))
    found(first, qtbot, 60 if name == "search:1" else 1)
    first.close()
    again = build_desk(folder)
    assert again.window.browsing.name == name
    found(again, qtbot, 60 if name == "search:1" else 1)
    assert again.window.browsing.label == ("Loud" if name == "search:1" else "For me")
    with Library(folder) as library:
        for search in library.searches():
            library.delete_search(search.id)
    again.close()
    last = build_desk(folder)
    qtbot.waitUntil(lambda: last.window.browsing.name == "inbox")


@pytest.mark.parametrize("moment", ["before it starts", "as it starts", "while it searches", "while it builds"])
def test_closing_leaves_nothing_behind(build_desk: Callable[..., Any], folder: Path, qtbot: Any, moment: str) -> None:
    """That no process is left, every test with a window asks at its end."""
    desk = build_desk(folder)
    if moment != "before it starts":
        desk.search.start()
    number = desk.search.process_id
    if moment == "while it searches":
        qtbot.waitUntil(lambda: desk.search.is_ready, timeout=PATIENCE)
        for word in ("graph", "sound") * 50:
            desk.window.list_pane.search.setText(word)
            desk.window.browsing._search()
    if moment == "while it builds":
        qtbot.waitUntil(lambda: desk.search.state.building or desk.search.is_ready, timeout=PATIENCE)
        desk.search.rebuild()
    desk.window.close()
    desk.close()
    assert number is None or not Path(f"/proc/{number}").exists()
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("search-")] == []

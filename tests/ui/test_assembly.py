# SPDX-License-Identifier: MIT
"""The window shows its list first; what stands around it is made after the first paint, or when it is asked for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QListView, QTextBrowser, QTreeView

from paperdesk import app
from paperdesk.ui.paper_list.model import PaperRole


@pytest.fixture
def started(qtbot: Any, library_folder: Path) -> Iterator[app.Desk]:
    """A desk that was built and not shown yet."""
    desk = app.build(library_folder, {"appearance.theme": "light", "reading.mark_read_after": 0.0})
    yield desk
    desk.close()


class FirstPaint(QObject):
    """Notes what the window had when its list was painted first."""

    def __init__(self, desk: app.Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows = -1
        self.was_complete = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - the name is Qt's
        if event.type() == QEvent.Type.Paint and self.rows < 0:
            self.rows, self.was_complete = self._desk.window.model.rowCount(), self._desk.window.is_complete
        return False


def test_the_list_is_painted_with_papers_before_the_rest_is_made(started: app.Desk, qtbot: Any) -> None:
    seen = FirstPaint(started)
    started.window.paper_list.viewport().installEventFilter(seen)
    with qtbot.waitSignal(started.window.completed):
        started.window.show()
    assert seen.rows > 40
    assert not seen.was_complete
    assert started.window.is_complete


@pytest.mark.parametrize(
    ("kind", "name"), [(QTextBrowser, "reader"), (QTreeView, "sidebar"), (QLineEdit, "searchField")]
)
def test_whoever_asks_for_a_part_by_its_name_gets_it_before_the_window_shows(
    started: app.Desk, kind: type, name: str
) -> None:
    assert started.window.findChild(kind, name) is not None


def test_the_list_can_be_found_without_making_the_rest(started: app.Desk) -> None:
    assert started.window.findChild(QListView, "paperList") is started.window.paper_list
    assert not started.window.is_complete


@pytest.mark.parametrize(
    "ask",
    [
        lambda desk: desk.search,
        lambda desk: desk.window.actions(),
        lambda desk: desk.window.menuBar().actions(),
        lambda desk: desk.window.statusBar(),
        lambda desk: desk.window.findChildren(QLineEdit),
        lambda desk: desk.window.browsing,
    ],
)
def test_every_other_way_to_ask_finds_the_whole_window(started: app.Desk, ask: Callable[[app.Desk], Any]) -> None:
    assert ask(started)
    assert started.window.is_complete


def test_a_part_that_never_is_there_is_an_error(started: app.Desk) -> None:
    with pytest.raises(AttributeError, match="no part"):
        _ = started.window.nothing_of_this_name


def test_the_list_stays_where_it_is_while_the_rest_comes(
    build_desk: Callable[..., Any], library_folder: Path, qtbot: Any
) -> None:
    def corner(window: Any) -> tuple[int, int, int]:
        place = window.paper_list.mapTo(window, window.paper_list.rect().topLeft())
        return place.x(), place.y(), window.paper_list.width()

    build_desk(library_folder).close()
    again = app.build(library_folder, {"appearance.theme": "light", "reading.mark_read_after": 0.0})
    with qtbot.waitSignal(again.window.completed):
        again.window.show()
        before = corner(again.window)
    qtbot.waitUntil(lambda: corner(again.window) == before)
    again.close()


def test_titles_are_read_as_tex_once_all_is_made(started: app.Desk, command_line: Callable[..., str]) -> None:
    started.window.model.read_titles(False)
    file = started.window.desk.view.folder / "one.jsonl"
    file.write_text('{"id": "2401.00001", "title": "A bound of $\\\\sqrt{n}$", "abstract": "x"}\n', "utf-8")
    command_line(started.window.desk.view.folder, "import", str(file))
    paper = started.window.desk.view.find("2401.00001")
    started.window.open_key("2401.00001")
    model = started.window.model
    titles = [model.index(row).data() for row in range(model.rowCount())]
    rows = [model.index(row).data(PaperRole.ROW) for row in range(model.rowCount())]
    place = next(number for number, row in enumerate(rows) if row is not None and row.id == paper)
    assert "$" not in titles[place]
    assert "√" in titles[place]


def test_a_window_closed_before_its_first_paint_leaves_nothing(library_folder: Path, qapp: Any) -> None:
    desk = app.build(library_folder, {"appearance.theme": "light"})
    desk.close()
    assert not desk.window.is_complete
    desk.window.complete()
    assert not desk.window.is_complete

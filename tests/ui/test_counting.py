# SPDX-License-Identifier: MIT
"""The sidebar's numbers: what the library counts, and what the index does, each beside the entry that it is of."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.library.library import Library
from paperdesk.services import following
from paperdesk.ui.sidebar.model import SidebarRole

PAPERS = (
    {"title": "Graphs of words", "authors": ("Ann Lee",)},
    {"title": "Words alone", "read": True},
    {"title": "Pictures", "abstract": "Pictures of a graph."},
    {"title": "Sound", "starred": True},
)


@pytest.fixture
def searched(build_desk: Callable[..., Any], make_library: Callable[..., Path], qtbot: Any) -> Any:
    """A window with an index, two saved searches and two watch words."""
    folder = make_library(*PAPERS)
    with Library(folder) as library:
        following.save_search(library, "graph")
        following.save_search(library, "is:starred")
        following.follow(library, "author:lee", colour="blue")
        following.follow(library, "sound OR pictures")
    desk = build_desk(folder)
    desk.search.start()
    qtbot.waitUntil(lambda: desk.search.is_ready, timeout=20_000)
    return desk


def counts(desk: Any) -> dict[str, tuple[int, int]]:
    """Total and unread of the entries that the index counts, by label."""
    model = desk.window.sidebar_model
    found: dict[str, tuple[int, int]] = {}
    for heading in ("searches", "following", None):
        top = model.index_named(heading) if heading else model.index_named("").parent()
        for row in range(model.rowCount(top)):
            index = model.index(row, 0, top)
            name, count = index.data(SidebarRole.NAME), index.data(SidebarRole.COUNT)
            if name.startswith("search:") or name == "for-me":
                found[index.data()] = (count.total, count.unread)
    return found


EXPECTED = {
    "graph": (2, 2),
    "is:starred": (1, 1),
    "author:lee": (1, 1),
    "sound OR pictures": (2, 2),
    "For me": (3, 3),
}


def test_searches_are_counted_and_follow_what_is_read(
    searched: Any, press: Callable[..., None], qtbot: Any, settle: Callable[[Any], None]
) -> None:
    qtbot.waitUntil(lambda: counts(searched) == EXPECTED)
    assert searched.window.model._for_me == {1, 3, 4}
    press("Ctrl+5", "j", "u")
    read = {"graph": (2, 1), "author:lee": (1, 0), "For me": (3, 2)}
    qtbot.waitUntil(lambda: counts(searched) == EXPECTED | read)
    press("Ctrl+Z")
    qtbot.waitUntil(lambda: counts(searched) == EXPECTED)


def test_numbers_stay_with_their_entry_when_entries_move(searched: Any, qtbot: Any) -> None:
    """Also before they are counted anew: an entry never shows the number of another."""
    qtbot.waitUntil(lambda: counts(searched) == EXPECTED)
    seen: list[dict[str, tuple[int, int]]] = []
    searched.window.browsing.counts_came.connect(lambda counted: seen.append(counts(searched)))
    graph = searched.library.searches()[0]
    searched.window.searching.move(graph, 1)
    qtbot.waitUntil(lambda: [s.name for s in searched.library.searches()][:2] == ["is:starred", "graph"] and bool(seen))
    assert all(shown == EXPECTED for shown in seen)


def test_without_watch_words_nothing_is_for_the_reader(searched: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: counts(searched) == EXPECTED)
    for search in searched.library.searches()[2:]:
        searched.window.searching.delete(search)
    qtbot.waitUntil(lambda: set(counts(searched)) == {"graph", "is:starred"})
    qtbot.waitUntil(lambda: not searched.window.model._for_me)


def test_an_answer_on_searches_that_are_gone_is_dropped(
    searched: Any, qtbot: Any, settle: Callable[[Any], None]
) -> None:
    qtbot.waitUntil(lambda: counts(searched) == EXPECTED)
    number = searched.search.process_id
    os.kill(number, signal.SIGSTOP)
    searched.window.browsing.count()
    settle(searched)
    for search in searched.library.searches():
        searched.window.searching.delete(search)
    settle(searched)
    assert not searched.window.model._for_me
    os.kill(number, signal.SIGCONT)
    with qtbot.waitSignal(searched.search.counted, timeout=20_000):
        pass
    assert not searched.window.model._for_me


def test_a_search_that_another_process_saves_is_counted_too(
    searched: Any, command_line: Callable[..., str], qtbot: Any
) -> None:
    qtbot.waitUntil(lambda: counts(searched) == EXPECTED)
    command_line(searched.library.folder, "watch", "add", "alone")
    qtbot.waitUntil(lambda: counts(searched) == EXPECTED | {"alone": (1, 0), "For me": (4, 3)})

# SPDX-License-Identifier: MIT
"""The library as the window sees it: verbs come back as changes, and so does what others do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import LibraryTrouble, Trouble
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.library.library import Library
from paperdesk.services import triage
from paperdesk.ui.desk import LibraryDesk

ONE = PaperId(1)


@pytest.fixture
def bench(qapp: Any, library_folder: Path) -> Iterator[tuple[LibraryDesk, list[Any], list[Any]]]:
    """A desk without a window, what it tells, and what it says has changed."""
    desk = LibraryDesk(library_folder)
    told: list[Any] = []
    changed: list[Any] = []
    desk.told.connect(told.append)
    desk.changed.connect(changed.append)
    yield desk, told, changed
    desk.close()
    desk.deleteLater()


def star(library: Library) -> Changes:
    return triage.mark_papers(library, [ONE], {"starred": True})


def test_a_verb_is_told_and_changes(bench: Any, qtbot: Any) -> None:
    desk, told, changed = bench
    then: list[str] = []
    desk.write(star, then=lambda: then.append("then"))
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].summary == "Starred 1 paper"
    assert [c.papers for c in changed] == [frozenset({ONE})]
    assert then == ["then"]
    assert desk.view.paper(ONE).starred


def test_a_verb_that_changes_nothing_says_so_if_there_is_something_to_say(bench: Any, qtbot: Any) -> None:
    desk, told, changed = bench
    desk.write(star)
    desk.write(star)
    desk.write(star, otherwise="It has a star already")
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [c.summary for c in told] == ["Starred 1 paper", "It has a star already"]
    assert not told[1].undoable
    assert len(changed) == 1


def test_a_verb_that_fails_calls_nothing(bench: Any, qtbot: Any) -> None:
    desk, told, changed = bench

    def fail(library: Library) -> Changes:
        raise Trouble("no")

    troubles: list[str] = []
    desk.jobs.troubled.connect(troubles.append)
    desk.write(fail, then=lambda: pytest.fail("it did not succeed"))
    qtbot.waitUntil(lambda: troubles == ["no"])
    assert (told, changed) == ([], [])


def test_what_is_done_quietly_changes_and_is_not_told(bench: Any, qtbot: Any) -> None:
    desk, told, changed = bench
    desk.write_quietly(star)
    qtbot.waitUntil(lambda: bool(changed))
    assert told == []


def test_what_others_do_is_seen_within_a_second(bench: Any, library_folder: Path, qtbot: Any) -> None:
    _, told, changed = bench
    with Library(library_folder) as library:
        library.mark([ONE], {"later": True}, "Elsewhere")
    qtbot.waitUntil(lambda: bool(changed), timeout=1_000)
    assert (changed[0].summary, changed[0].marks) == ("Elsewhere", {"later"})
    assert told == []


def test_what_others_did_before_ones_own_verb_comes_along(bench: Any, library_folder: Path, qtbot: Any) -> None:
    desk, told, changed = bench
    with Library(library_folder) as library:
        library.mark([PaperId(2)], {"later": True}, "Elsewhere")
    desk.write(star)
    qtbot.waitUntil(lambda: bool(told))
    assert frozenset().union(*(c.papers for c in changed)) == {ONE, PaperId(2)}
    desk.follow()
    desk.listing(Query(), told.append)
    qtbot.waitUntil(lambda: len(told) == 2)
    numbers = [c.number for c in changed]
    assert numbers == sorted(set(numbers)), "nothing is told twice"


def test_a_library_that_is_lost_is_told_once(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, _, _ = bench
    lost: list[str] = []
    desk.lost.connect(lost.append)

    def gone() -> int:
        raise LibraryTrouble("the disk is gone")

    monkeypatch.setattr(desk.view, "data_version", gone)
    desk.follow()
    assert lost == ["the disk is gone"]
    assert not any(timer.isActive() for timer in desk.findChildren(QTimer))


def test_lists_are_answered_whole_or_by_their_first_page(bench: Any, qtbot: Any) -> None:
    desk, _, _ = bench
    answers: list[Any] = []
    desk.listing(Query(), answers.append, 5)
    desk.listing(Query(), answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert [len(answer.ids) for answer in answers] == [5, 44]


def test_a_command_line_is_followed(
    desk: Any, command_line: Callable[..., str], qtbot: Any, press: Callable[..., None]
) -> None:
    press("j")
    key = desk.window.reader.paper.key
    command_line(desk.library.folder, "tag", key, "from/outside")
    qtbot.waitUntil(lambda: desk.window.reader.paper.tags == ("from/outside",), timeout=1_500)
    qtbot.waitUntil(lambda: desk.window.sidebar_model.index_named("tag:from/outside").isValid(), timeout=1_500)
    command_line(desk.library.folder, "undo")
    qtbot.waitUntil(lambda: desk.window.reader.paper.tags == (), timeout=1_500)

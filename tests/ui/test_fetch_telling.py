# SPDX-License-Identifier: MIT
"""What the window shows of fetching, told by a fetcher's own signals."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QProgressBar

from paperdesk.domain.feeds import FetchReport
from paperdesk.services.fetching import FetchProgress
from paperdesk.ui.fetch_telling import FetchTelling
from paperdesk.ui.fetching import WindowFetcher


class Told(WindowFetcher):
    """A fetcher that runs what a test says."""

    sources: frozenset[str] = frozenset()

    @property
    def running(self) -> frozenset[str]:
        return self.sources

    def run(self, *sources: str) -> None:
        """Let `sources` be what is being fetched."""
        self.sources = frozenset(sources)
        self.state_changed.emit()


@pytest.fixture
def fetcher(desk: Any, tmp_path: Path) -> Told:
    return Told(tmp_path, desk.window.settings, desk.window)


@pytest.fixture
def telling(desk: Any, fetcher: Told) -> Iterator[FetchTelling]:
    window = desk.window
    made = FetchTelling(fetcher, window.telling, window.progress, window.importer, window)
    made.name({"a": "Lab", "b": "arXiv cs.LG"}, offline=False)
    yield made
    window.progress.end()


def bar(desk: Any) -> QProgressBar:
    found: QProgressBar = desk.window.findChild(QProgressBar, "fetchProgress")
    return found


def test_each_running_source_is_told_in_the_status_line(desk: Any, fetcher: Told, telling: FetchTelling) -> None:
    fetcher.run("a", "b")
    assert desk.window.progress.text() == "Fetching Lab · arXiv cs.LG"
    fetcher.progressed.emit(FetchProgress("a", "", 1, 2, 7))
    assert desk.window.progress.text() == "Fetching Lab 1 of 2, 7 new · arXiv cs.LG"
    assert bar(desk).isVisible()
    assert bar(desk).value() == 250
    assert telling.under_way


def test_a_round_is_told_when_the_last_source_has_ended(
    desk: Any, fetcher: Told, telling: FetchTelling, qtbot: Any
) -> None:
    fetcher.run("a", "b")
    fetcher.ended.emit("a", FetchReport(new=2))
    fetcher.run("b")
    assert desk.window.progress.isVisible()
    fetcher.ended.emit("b", FetchReport(new=1))
    with qtbot.waitSignal(telling.finished) as finished:
        fetcher.run()
    assert finished.args == [{"Lab": 2, "arXiv cs.LG": 1}]
    assert desk.window.toast.text() == "2 new from Lab, 1 from arXiv cs.LG"
    assert desk.window.progress.isHidden()


def test_what_is_asked_for_is_shown_at_once_and_answered(desk: Any, fetcher: Told, telling: FetchTelling) -> None:
    telling.expect()
    assert desk.window.progress.text() == "Fetching"
    fetcher.run("a")
    fetcher.ended.emit("a", FetchReport())
    fetcher.run()
    assert desk.window.toast.text() == "Nothing new"
    assert not telling.under_way


def test_what_nobody_asked_for_and_brings_nothing_is_not_told(desk: Any, fetcher: Told, telling: FetchTelling) -> None:
    desk.window.toast.say("before")
    fetcher.run("a")
    fetcher.ended.emit("a", FetchReport(error="it is broken"))
    fetcher.run()
    assert desk.window.toast.text() == "before"


def test_an_import_keeps_the_status_line(desk: Any, fetcher: Told, telling: FetchTelling, tmp_path: Path) -> None:
    desk.window.importer.start([tmp_path / "nothing.json"])
    fetcher.run("a")
    assert desk.window.progress.text() == "Importing"


def test_offline_is_a_quiet_sign(desk: Any, telling: FetchTelling, fetcher: Told) -> None:
    desk.window.statusBar().addPermanentWidget(telling.sign)
    telling.name({}, offline=True)
    assert telling.sign.isVisible()
    telling.name({}, offline=False)
    assert telling.sign.isHidden()


def test_trouble_of_the_library_is_told(desk: Any, fetcher: Told, telling: FetchTelling) -> None:
    fetcher.troubled.emit("the library is locked")
    assert desk.window.toast.text() == "The library is locked"


def test_the_details_of_a_round_can_be_read(
    desk: Any, fetcher: Told, telling: FetchTelling, press: Callable[..., None]
) -> None:
    from PySide6.QtWidgets import QPlainTextEdit, QPushButton

    fetcher.run("a")
    fetcher.ended.emit("a", FetchReport(new=1, notes=("item 3: it has no title",)))
    fetcher.run()
    more = {button.text(): button for button in desk.window.toast.findChildren(QPushButton)}["Details"]
    assert more.isVisible()
    more.click()
    dialog = next(w for w in desk.window.findChildren(QPlainTextEdit) if w.window() is not desk.window)
    assert dialog.toPlainText() == "Lab: item 3: it has no title"
    dialog.window().close()

# SPDX-License-Identifier: MIT
"""What is dragged out of the list: papers for our own sidebar, and a file for everybody else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent

from paperdesk.ui.dragging import URLS
from paperdesk.ui.paper_list.model import PAPERS_MIME


@pytest.fixture
def drag(build_desk: Callable[..., Any], make_library: Callable[..., Path], settle: Any) -> Callable[..., Any]:
    """Build a desk of two papers and begin to drag them; return the desk and what is dragged."""

    def begin(**settings: Any) -> tuple[Any, QMimeData]:
        desk = build_desk(make_library({"title": "Nets: <1>"}, {"title": "Two"}), settings)
        model = desk.window.model
        rows = [model.index(n) for n in range(model.rowCount()) if model.paper_at(model.index(n)) is not None]
        mime = model.mimeData(rows)
        settle(desk)
        return desk, mime

    return begin


def file_of(mime: QMimeData) -> Path:
    (url,) = mime.urls()
    return Path(url.toLocalFile())


def test_papers_are_a_file_beside_what_the_sidebar_takes(drag: Any, qtbot: Any) -> None:
    desk, mime = drag()
    assert desk.library.citation_keys([1]) == {}
    file_of(mime)
    qtbot.waitUntil(lambda: desk.library.citation_keys([1]) == {1: "lovelace2024nets"})
    assert set(mime.formats()) == {PAPERS_MIME, "text/plain", URLS}
    assert mime.hasUrls()
    path = file_of(mime)
    assert path.name == "2 papers.bib"
    assert "@misc{lovelace2024nets," in path.read_text("utf-8")
    assert file_of(mime) == path


def test_no_file_is_made_before_one_is_asked_for_and_all_go_with_the_window(drag: Any) -> None:
    desk, mime = drag()
    assert mime.text() == "Nets: <1>\nTwo"
    assert desk.window.outgoing.dragging._files is None
    path = file_of(mime)
    assert path.exists()
    desk.close()
    assert not path.exists()


@pytest.mark.parametrize(("name", "suffix", "text"), [("ris", ".ris", "TI  - Two"), ("markdown", ".md", "# Two")])
def test_the_reader_chooses_the_format(drag: Any, name: str, suffix: str, text: str) -> None:
    _, mime = drag(**{"dragging.format": name})
    assert file_of(mime).suffix == suffix
    assert text in file_of(mime).read_text("utf-8")


def test_papers_can_still_be_dropped_on_a_tag(drag: Any) -> None:
    desk, mime = drag()
    assert desk.window.sidebar_model.mimeTypes() == [PAPERS_MIME]
    assert mime.data(PAPERS_MIME).data() == b"[1, 2]"


def test_our_own_papers_dropped_on_the_window_are_no_file_to_import(drag: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, mime = drag()
    window = desk.window
    entering = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    monkeypatch.setattr(entering, "source", lambda: window.paper_list, raising=False)
    window.dragEnterEvent(entering)
    assert window.outgoing.dragging._files is None

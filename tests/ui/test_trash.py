# SPDX-License-Identifier: MIT
"""The trash: what was taken out, last first, and back it comes with all that belongs to it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from paperdesk.ui.trash import TrashDialog

Settle = Callable[[Any], None]


@pytest.fixture
def desk(build_desk: Callable[..., Any], make_library: Callable[..., Path], highlight: Callable[..., None]) -> Any:
    folder = make_library({"title": "One"}, {"title": "Two"}, {"title": "Three"})
    highlight(folder, 2, "of a few")
    return build_desk(folder)


def trash(desk: Any) -> TrashDialog:
    (found,) = [d for d in desk.window.findChildren(TrashDialog) if d.isVisible()]
    return found


def titles(desk: Any) -> list[str]:
    model = trash(desk).model
    return [str(model.index(n).data()) for n in range(model.rowCount())]


def remove(desk: Any, *keys: str) -> None:
    from paperdesk.library.library import Library
    from paperdesk.services.annotating import remove_papers

    with Library(desk.library.folder) as library:
        for key in keys:
            remove_papers(library, [library.find(key)])
    desk.desk.follow()


def test_an_empty_trash_says_so(desk: Any, press: Callable[..., None]) -> None:
    press("Ctrl+9")
    assert trash(desk).said().startswith("The trash is empty.")
    assert not trash(desk).restore.isVisible()
    press("Esc")


def test_papers_are_restored_with_what_belongs_to_them(
    desk: Any, press: Callable[..., None], settle: Settle, qtbot: Any
) -> None:
    remove(desk, "2404.00001", "2404.00002")
    settle(desk)
    press("Ctrl+9")
    assert titles(desk) == ["Two", "One"]
    assert "Two, Lovelace, Turing · removed" in str(trash(desk).model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    press("Return")
    settle(desk)
    assert titles(desk) == ["One"]
    paper = desk.library.paper(desk.library.find("2404.00002"))
    assert [h.selector.exact for h in paper.highlights] == ["of a few"]
    assert desk.window.toast.text() == "Restored 1 paper"
    press("Esc")


def test_several_are_restored_at_once(desk: Any, press: Callable[..., None], settle: Settle, qtbot: Any) -> None:
    remove(desk, "2404.00001", "2404.00002")
    settle(desk)
    press("Ctrl+9", "Ctrl+A", "Return")
    settle(desk)
    assert titles(desk) == []
    assert desk.window.toast.text() == "Restored 2 papers"
    press("Esc")

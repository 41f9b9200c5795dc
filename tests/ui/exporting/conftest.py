# SPDX-License-Identifier: MIT
"""What the tests of the dialog of exports share: a desk with three papers, and the dialog opened on it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.ui.exporting.dialog import ExportDialog


@pytest.fixture
def desk(build_desk: Callable[..., Any], make_library: Callable[..., Path], highlight: Callable[..., None]) -> Any:
    folder = make_library({"title": "One", "tags": ["rl"]}, {"title": "Two"}, {"title": "Three", "day": "2024-05-05"})
    highlight(folder, 2, "of a few")
    return build_desk(folder)


@pytest.fixture
def open_dialog(press: Callable[..., None], qtbot: Any) -> Callable[[Any], ExportDialog]:
    """Open the dialog by its key, and wait until it shows its first preview."""

    def show(desk: Any) -> ExportDialog:
        press("Ctrl+Shift+E")
        qtbot.waitUntil(lambda: any(d.isVisible() for d in desk.window.findChildren(ExportDialog)))
        (dialog,) = [d for d in desk.window.findChildren(ExportDialog) if d.isVisible()]
        qtbot.waitUntil(lambda: bool(dialog.preview.said()))
        return dialog

    return show


@pytest.fixture
def choose(qtbot: Any) -> Callable[..., None]:
    """Choose a format, and a kind of scope, and wait until the preview follows."""

    def run(dialog: ExportDialog, name: str, scope: str = "") -> None:
        names = [dialog.format.itemData(n).name for n in range(dialog.format.count())]
        dialog.preview.show_preview(_NOTHING)
        dialog.format.setCurrentIndex(names.index(name))
        if scope:
            kinds = [dialog.scope.itemData(n).kind for n in range(dialog.scope.count())]
            dialog.scope.setCurrentIndex(kinds.index(scope))
        dialog._change()
        qtbot.waitUntil(lambda: dialog.preview.said() != "Waiting")

    return run


def _nothing() -> Any:
    from paperdesk.services.export_preview import Preview

    return Preview(trouble="waiting")


_NOTHING = _nothing()

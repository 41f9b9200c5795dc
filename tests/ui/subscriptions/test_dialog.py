# SPDX-License-Identifier: MIT
"""The dialog of sources on a real library."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.services import feeds
from paperdesk.ui.subscriptions.dialog import SourcesDialog


@pytest.fixture
def dialog(qtbot: Any, tmp_path: Path) -> Iterator[SourcesDialog]:
    with Library(tmp_path) as library:
        for source in ("huggingface", "arxiv:cs.LG"):
            feeds.subscribe(library, source)
    view, parent = View(tmp_path), QWidget()
    qtbot.addWidget(parent)
    made = SourcesDialog(view, parent)
    made.refresh(frozenset())
    made.show()
    yield made
    view.close()


def test_it_shows_each_source_with_its_details(dialog: SourcesDialog) -> None:
    dialog.begin("arxiv:cs.LG")
    assert dialog.details.title.text() == "arXiv cs.LG"
    QTest.keyClick(dialog.list, Qt.Key.Key_Up)
    assert dialog.details.title.text() == "Hugging Face daily papers"


def test_delete_ends_the_chosen_one(dialog: SourcesDialog, qtbot: Any) -> None:
    dialog.begin("arxiv:cs.LG")
    with qtbot.waitSignal(dialog.remove_asked) as asked:
        QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert asked.args[0].source == "arxiv:cs.LG"


def test_without_a_source_it_offers_to_add_one(dialog: SourcesDialog, tmp_path: Path, qtbot: Any) -> None:
    with Library(tmp_path) as library:
        for feed in library.feeds():
            library.delete_feed(feed.id)
    dialog.refresh(frozenset())
    assert dialog.empty.isVisible()
    assert not dialog.remove.isVisible()
    dialog.begin()
    with qtbot.waitSignal(dialog.add_asked):
        dialog.empty.button.click()


def test_lists_of_subscriptions_are_asked_for(dialog: SourcesDialog, tmp_path: Path, qtbot: Any) -> None:
    (tmp_path / "in.opml").write_text("<opml/>")
    dialog.bring.click()
    with qtbot.waitSignal(dialog.opml_given) as given:
        dialog.findChild(QFileDialog).fileSelected.emit(str(tmp_path / "in.opml"))
    assert given.args == [tmp_path / "in.opml"]
    dialog.findChild(QFileDialog).reject()

# SPDX-License-Identifier: MIT
"""The sidebar's model: a refresh changes numbers and leaves the tree; papers can be dropped on tags only."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt

from paperdesk.domain.conditions import Marked, Tagged
from paperdesk.domain.query import Count, Query
from paperdesk.ui.paper_list.model import PAPERS_MIME
from paperdesk.ui.sidebar.items import SidebarItem
from paperdesk.ui.sidebar.model import SidebarModel, SidebarRole


def tree(unread: int = 1) -> list[SidebarItem]:
    return [
        SidebarItem("inbox", "Inbox", Query(Marked("unread")), Count(9, unread), "inbox"),
        SidebarItem(
            "tags", "Tags",
            children=[
                SidebarItem("tag:ml", "ml", Query(Tagged("ml")), Count(2, 1), "tag", "ml",
                            [SidebarItem("tag:ml/<b>", "<b>", Query(Tagged("ml/<b>")), Count(1, 1), "tag", "ml/<b>")]),
            ],
        ),
    ]  # fmt: skip


@pytest.fixture
def model(qapp: Any) -> Iterator[SidebarModel]:
    made = SidebarModel()
    made.show_items(tree())
    yield made
    made.deleteLater()


def dragged(papers: list[int], form: str = PAPERS_MIME) -> QMimeData:
    mime = QMimeData()
    mime.setData(form, json.dumps(papers).encode())
    return mime


def test_it_keeps_qts_rules(model: SidebarModel, qtmodeltester: Any) -> None:
    qtmodeltester.check(model, force_py=True)


def test_every_entry_tells_its_name_its_counts_and_how_it_sounds(model: SidebarModel) -> None:
    index = model.index_named("tag:ml/<b>")
    assert index.data() == "<b>"
    assert index.data(SidebarRole.COUNT) == Count(1, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "<b>, 1 unread of 1"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "<span>&lt;b&gt;: 1 unread of 1</span>"
    assert not model.index_named("tag:none").isValid()


def test_new_numbers_leave_the_tree_as_it_is(model: SidebarModel) -> None:
    model.modelReset.connect(lambda: pytest.fail("the tree was made anew"))
    model.rowsInserted.connect(lambda *_: pytest.fail("the tree was made anew"))
    changed: list[str] = []
    model.dataChanged.connect(lambda first, last, roles=(): changed.append(first.data(SidebarRole.NAME)))
    assert not model.show_items(tree(unread=5))
    assert set(changed) == {"inbox"}
    assert model.index_named("inbox").data(SidebarRole.COUNT).unread == 5


def test_new_entries_make_it_anew(model: SidebarModel) -> None:
    items = tree()
    items.insert(1, SidebarItem("all", "All papers", Query(), Count(9, 1)))
    assert model.show_items(items)
    assert model.index_named("all").row() == 1


def test_a_heading_can_be_reached_but_not_selected(model: SidebarModel) -> None:
    assert model.flags(model.index_named("tags")) == Qt.ItemFlag.ItemIsEnabled
    assert model.flags(model.index_named("inbox")) & Qt.ItemFlag.ItemIsSelectable


def test_papers_dropped_on_a_tag_are_told(model: SidebarModel) -> None:
    told: list[tuple[Any, str]] = []
    model.papers_dropped.connect(lambda papers, tag: told.append((papers, tag)))
    assert model.dropMimeData(dragged([3, 5]), Qt.DropAction.CopyAction, -1, -1, model.index_named("tag:ml/<b>"))
    assert told == [([3, 5], "ml/<b>")]


@pytest.mark.parametrize("name", ["inbox", "tags", ""])
def test_papers_cannot_be_dropped_elsewhere(model: SidebarModel, name: str) -> None:
    model.papers_dropped.connect(lambda *_: pytest.fail("nothing was dropped on a tag"))
    index = model.index_named(name) if name else QModelIndex()
    assert not model.canDropMimeData(dragged([3]), Qt.DropAction.CopyAction, -1, -1, index)
    assert not model.dropMimeData(dragged([3]), Qt.DropAction.CopyAction, -1, -1, index)
    assert not name or not model.flags(index) & Qt.ItemFlag.ItemIsDropEnabled


def test_other_things_cannot_be_dropped_on_a_tag(model: SidebarModel) -> None:
    index = model.index_named("tag:ml")
    assert not model.dropMimeData(dragged([3], "text/plain"), Qt.DropAction.CopyAction, -1, -1, index)
    assert model.mimeTypes() == [PAPERS_MIME]

# SPDX-License-Identifier: MIT
"""The list of subscriptions: rows keep their place while how they stand changes."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QListView

from paperdesk.domain.feeds import Feed, FeedId, FeedState, kind_of
from paperdesk.ui.subscriptions.model import SubscriptionDelegate, SubscriptionModel


def feed(number: int, source: str = "huggingface", title: str = "", colour: str = "") -> Feed:
    return Feed(FeedId(number), kind_of(source), title or f"Source {number}", source, "every 6h", colour)


@pytest.fixture
def model(qapp: Any, qtmodeltester: Any) -> SubscriptionModel:
    made = SubscriptionModel(qapp)
    made.show([feed(1), feed(2, "arxiv:cs.LG")], {}, frozenset())
    qtmodeltester.check(made)
    return made


def test_a_row_says_how_fetching_goes(model: SubscriptionModel) -> None:
    state = FeedState("huggingface", error="it is gone; look again", failures=1)
    model.show([feed(1), feed(2, "arxiv:cs.LG")], {"huggingface": state}, frozenset({"arxiv:cs.LG"}))
    said = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert said == ["Source 1, It is gone; look again", "Source 2, Fetching now"]


def test_only_other_subscriptions_reset_the_list(model: SubscriptionModel, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show([feed(1, title="Another"), feed(2, "arxiv:cs.LG")], {}, frozenset())
    with qtbot.waitSignal(model.modelReset):
        model.show([feed(2, "arxiv:cs.LG")], {}, frozenset())
    assert (model.row_of(2), model.row_of(1)) == (0, -1)


def test_markup_in_a_title_is_shown_as_it_is(model: SubscriptionModel) -> None:
    model.show([feed(3, title="<b>Lab</b>")], {}, frozenset())
    assert model.index(0).data() == "<b>Lab</b>"
    assert "<b>" not in model.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_each_sign_and_colour_is_painted(model: SubscriptionModel, qtbot: Any) -> None:
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setItemDelegate(SubscriptionDelegate(view))
    view.resize(300, 200)
    pictures = set()
    for state, running, colour in (
        (FeedState("huggingface"), frozenset[str](), ""),
        (FeedState("huggingface"), frozenset[str](), "pink"),
        (FeedState("huggingface"), frozenset({"huggingface"}), ""),
        (FeedState("huggingface", error="x", offline=True), frozenset[str](), ""),
        (FeedState("huggingface", error="x"), frozenset[str](), ""),
    ):
        model.show([feed(1, title="Same", colour=colour)], {"huggingface": state}, running)
        image = QImage(view.size(), QImage.Format.Format_ARGB32)
        view.render(image)
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == 5

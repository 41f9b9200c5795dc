# SPDX-License-Identifier: MIT
"""The names of sidebar entries tell their queries."""

from datetime import date

import pytest

from paperdesk.domain.conditions import Days, Marked, Source, Tagged
from paperdesk.domain.query import Query, Sort
from paperdesk.ui.sidebar.shelves import SHELVES, query_of

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("starred", Marked("starred")),
        ("today", Days("2026-03-04", "2026-03-04")),
        ("tag:ml/optim", Tagged("ml/optim")),
        ("source:arxiv", Source("arxiv")),
        ("month:2026-02", Days("2026-02", "2026-02")),
    ],
)
def test_a_name_tells_its_query(name: str, condition: object) -> None:
    assert query_of(name, TODAY) == Query(condition)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["", "search:3", "for-me", "nothing", "tag:", "colour:red"])
def test_a_name_that_tells_none_is_told_apart(name: str) -> None:
    assert query_of(name, TODAY) is None


def test_every_shelf_has_a_query() -> None:
    assert all(query_of(name, TODAY) is not None for name in SHELVES)


def test_what_rises_is_in_the_order_of_the_votes_of_this_week() -> None:
    query = query_of("rising", date(2026, 3, 2))
    assert query is not None
    assert query.sort is Sort.RISING

# SPDX-License-Identifier: MIT
"""The sidebar as plain values: shelves, days by month and year, sources, the tag tree, each with its counts."""

from collections.abc import Sequence
from datetime import date

import pytest

from paperdesk.domain.conditions import All, Days, Marked, Not, Source, Tagged
from paperdesk.domain.paper import Tag, TagId
from paperdesk.domain.query import Count, Query
from paperdesk.ui.sidebar.items import NO_COUNTS, SHELVES, Counts, SidebarItem, item_named, sidebar_items

TODAY = date(2024, 4, 29)


def counts(
    days: dict[str, Count] | None = None, sources: dict[str, Count] | None = None, tags: Sequence[Tag] = ()
) -> Counts:
    return Counts(dict(NO_COUNTS.marks), days or {}, sources or {}, tags)


def picture(items: Sequence[SidebarItem], depth: int = 0) -> list[str]:
    """Draw entries as text: `  Label unread/total`."""
    lines = []
    for item in items:
        number = f" {item.count.unread}/{item.count.total}" if item.count.total else ""
        lines.append("  " * depth + item.label + number)
        lines += picture(item.children, depth + 1)
    return lines


def test_the_shelves_stand_first_and_empty_groups_are_left_out() -> None:
    assert picture(sidebar_items(counts(), TODAY)) == [
        "Inbox",
        "Today",
        "Starred",
        "Read later",
        "Rising",
        "All papers",
        "Highlights",
        "Archive",
    ]


def test_shelves_count_what_they_hold() -> None:
    marks = {name: Count(n, n - 1) for n, name in enumerate(("all", "inbox", "starred", "later", "archived"), 2)}
    items = sidebar_items(Counts(marks, {"2024-04-29": Count(9, 8)}, {}, ()), TODAY)
    assert picture(items)[:8] == [
        "Inbox 2/3", "Today 8/9", "Starred 3/4", "Read later 4/5", "Rising", "All papers 1/2", "Highlights", "Archive 5/6",
    ]  # fmt: skip


def test_highlights_are_counted_themselves_not_their_papers() -> None:
    made = sidebar_items(Counts(counts().marks, {}, {}, (), highlights=12, rising=3), TODAY)
    assert [(item.name, item.number) for item in made if item.number is not None] == [("rising", 3), ("highlights", 12)]


def test_days_of_the_latest_year_stand_by_month_and_older_months_by_year() -> None:
    days = {
        "2024-04-29": Count(3, 1),
        "2024-04-28": Count(2, 2),
        "2024-03-01": Count(1, 0),
        "2024": Count(4, 4),
        "2023-12-31": Count(5, 0),
        "2023-12": Count(1, 1),
        "2022": Count(7, 7),
    }
    (group,) = [item for item in sidebar_items(counts(days), TODAY) if item.name == "days"]
    assert picture(group.children) == [
        "April 2024 3/5",
        "  Today 1/3",
        "  Yesterday 2/2",
        "March 2024 0/1",
        "  Friday 1 March 0/1",
        "2024 4/4",
        "2023 1/6",
        "  December 2023 1/6",
        "    Sunday 31 December 0/5",
        "2022 7/7",
    ]


def test_each_entry_of_a_day_a_month_and_a_year_is_a_query() -> None:
    items = sidebar_items(counts({"2024-04-28": Count(1, 1), "2023-01-05": Count(1, 1)}), TODAY)
    asked = {item.name: item.query for item in _all(items)}
    assert asked["day:2024-04-28"] == Query(Days("2024-04-28", "2024-04-28"))
    assert asked["month:2024-04"] == Query(Days("2024-04", "2024-04"))
    assert asked["year:2023"] == Query(Days("2023", "2023"))
    assert asked["today"] == Query(Days("2024-04-29", "2024-04-29"))
    assert asked["inbox"] == Query(All((Marked("unread"), Not(Marked("archived")))))
    assert asked["days"] is None


def _all(items: Sequence[SidebarItem]) -> list[SidebarItem]:
    return [found for item in items for found in (item, *_all(item.children))]


def test_tags_are_a_tree_in_the_order_of_names() -> None:
    tags = [
        Tag(TagId(1), "ML/Vision", 3, 1),
        Tag(TagId(2), "ml/nets/deep", 2, 2),
        Tag(TagId(3), "optim", 1, 0),
        Tag(TagId(4), "optim/convex", 1, 0),
    ]
    (group,) = [item for item in sidebar_items(counts(tags=tags), TODAY) if item.name == "tags"]
    assert picture(group.children) == [
        "ML 3/5",
        "  Vision 1/3",
        "  nets 2/2",
        "    deep 2/2",
        "optim 0/1",
        "  convex 0/1",
    ]
    assert [item.query for item in _all(group.children)][:2] == [Query(Tagged("ML")), Query(Tagged("ML/Vision"))]


def test_sources_have_readable_names() -> None:
    sources = {"huggingface": Count(2, 1), "sample": Count(1, 1), "arxiv:cs.LG": Count(1, 1)}
    (group,) = [item for item in sidebar_items(counts(sources=sources), TODAY) if item.name == "sources"]
    assert picture(group.children) == ["Hugging Face 1/2", "Sample library 1/1", "arxiv:cs.LG 1/1"]
    assert group.children[0].query == Query(Source("huggingface"))


def test_names_are_unique() -> None:
    tags = [Tag(TagId(1), "days"), Tag(TagId(2), "inbox"), Tag(TagId(3), "a/b")]
    days = {"2024-04-29": Count(1), "2023-04-29": Count(1), "2023": Count(1)}
    names = [item.name for item in _all(sidebar_items(counts(days, {"inbox": Count(1)}, tags), TODAY))]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "name", [*SHELVES, "tag:a/b", "source:huggingface", "day:2024-04-28", "month:2024-04", "year:2023"]
)
def test_an_entry_is_known_by_its_name_before_anything_is_counted(name: str) -> None:
    days = {"2024-04-28": Count(1), "2023-01-01": Count(1)}
    tags = [Tag(TagId(1), "a/b", 1)]
    found = {i.name: i for i in _all(sidebar_items(counts(days, {"huggingface": Count(1)}, tags), TODAY))}
    assert item_named(name, TODAY).query == found[name].query


@pytest.mark.parametrize("name", ["", "nonsense", "days", "tag:", "colour:red"])
def test_a_name_that_is_none_means_the_inbox(name: str) -> None:
    assert item_named(name, TODAY).name == "inbox"

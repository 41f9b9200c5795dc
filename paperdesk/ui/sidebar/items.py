# SPDX-License-Identifier: MIT
"""The sidebar as a tree of plain values: each entry is a query with its counts. No Qt here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from paperdesk.domain.conditions import Condition, Days, Marked, Tagged
from paperdesk.domain.feeds import Feed, FeedState
from paperdesk.domain.paper import Tag
from paperdesk.domain.query import Count, Query, Sort
from paperdesk.domain.query_text import parse
from paperdesk.domain.searches import SavedSearch, for_me
from paperdesk.library.view import View
from paperdesk.ui.sidebar.feeds import FeedLine, feed_conditions, feed_line, feed_query, lone_sources, name_of
from paperdesk.ui.sidebar.shelves import SHELVES, query_of, source_query
from paperdesk.ui.wording import day_long, month_long, source_long


@dataclass(slots=True)
class SidebarItem:
    """One entry. `name` tells it from all others and outlives a refresh; `query` is None for a heading.

    `number` is what is counted where that is not unread papers.
    """

    name: str
    label: str
    query: Query | None = None
    count: Count = field(default_factory=Count)
    icon: str = ""
    tag: str = ""
    children: list["SidebarItem"] = field(default_factory=list)
    number: int | None = None
    search: SavedSearch | None = None
    feed: FeedLine | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that the sidebar counts, read at once in the background."""

    marks: dict[str, Count]
    days: dict[str, Count]
    sources: dict[str, Count]
    tags: Sequence[Tag]
    searches: Sequence[SavedSearch] = ()
    highlights: int = 0
    feeds: Sequence[Feed] = ()
    feed_states: Mapping[str, FeedState] = field(default_factory=dict)
    rising: int = 0


_RISING = Marked("rising")
_MARK_OF_SHELF = {"archive": "archived"}


NO_COUNTS = Counts({name: Count() for name in ("all", "inbox", "starred", "later", "archived")}, {}, {}, ())


def item_named(name: str, today: date) -> SidebarItem:
    """Return the entry called `name` as far as its name tells it, before anything is counted; the inbox for no such name."""
    query = query_of(name, today)
    if query is None or name in SHELVES:
        return _shelf(name if name in SHELVES else "inbox", NO_COUNTS, today)
    return SidebarItem(name, name.partition(":")[2], query)


def find_item(items: Sequence[SidebarItem], name: str) -> SidebarItem | None:
    """Return the entry called `name` among `items` and those right below them."""
    everyone = [*items, *(child for item in items for child in item.children)]
    return next((item for item in everyone if item.name == name), None)


def own_sort(item: SidebarItem) -> str:
    """Return the order that an entry asks for itself, empty for that of all lists."""
    if item.search is not None:
        return parse(item.search.text, complete=True).sort
    return item.query.sort.value if item.query is not None and item.query.sort is not Sort.NEWEST else ""


def read_counts(view: View) -> Counts:
    """Read what the sidebar counts."""
    return Counts(
        view.marks_counts(), view.day_counts(), view.source_counts(), view.tags(), view.searches(),
        view.annotation_counts()["highlights"], view.feeds(), view.feed_states(), len(view.ids(_RISING, date.today())),
    )  # fmt: skip


def counted_conditions(searches: Sequence[SavedSearch], feeds: Sequence[Feed] = ()) -> list[Condition]:
    """Return what the index has to count: each search, each of `feeds` that it knows, and all watch words as one."""
    return [*(search.condition for search in searches), *feed_conditions(feeds), for_me(list(searches))]


def sidebar_items(counts: Counts, today: date, found: Sequence[Count] = ()) -> list[SidebarItem]:
    """Return the top entries of the sidebar, those below them as their children.

    `found` are the counts of `counted_conditions`, empty while they are not known.
    """
    shelves = [_shelf(name, counts, today) for name in SHELVES]
    searches = list(counts.searches)
    conditions = counted_conditions(searches, counts.feeds)
    numbers = list(found) if len(found) == len(conditions) else [Count()] * len(conditions)
    items = [_search(search, count) for search, count in zip(searches, numbers, strict=False)]
    if any(search.is_watched for search in searches):
        shelves.insert(1, SidebarItem("for-me", "For me", Query(for_me(searches)), numbers[-1], "sparkles"))
    by_condition = dict(zip(conditions, numbers, strict=True))
    groups = [
        SidebarItem("searches", "Searches", children=[i for i in items if not _is_watched(i)]),
        SidebarItem("following", "Following", children=[i for i in items if _is_watched(i)]),
        SidebarItem("days", "Days", children=_months(counts.days, today)),
        SidebarItem("sources", "Sources", children=_sources(counts, by_condition)),
        SidebarItem("tags", "Tags", children=_tags(counts.tags)),
    ]
    return shelves + [group for group in groups if group.children]


def _search(search: SavedSearch, count: Count) -> SidebarItem:
    query = parse(search.text, complete=True)
    sort = Sort(query.sort) if query.sort else Sort.NEWEST
    icon = "circle" if search.is_watched else "search"
    return SidebarItem(f"search:{search.id}", search.name, Query(query.condition, sort), count, icon, search=search)


def _is_watched(item: SidebarItem) -> bool:
    return item.search is not None and item.search.is_watched


def _day_query(day: str) -> Query:
    return Query(Days(day, day))


def _shelf(name: str, counts: Counts, today: date) -> SidebarItem:
    label, icon, _ = SHELVES[name]
    if name == "highlights":
        return SidebarItem(name, label, query_of(name, today), icon=icon, number=counts.highlights)
    if name == "rising":
        return SidebarItem(name, label, query_of(name, today), icon=icon, number=counts.rising)
    of_day = counts.days.get(today.isoformat(), Count())
    count = of_day if name == "today" else counts.marks[_MARK_OF_SHELF.get(name, name)]
    return SidebarItem(name, label, query_of(name, today), count, icon)


def _months(days: dict[str, Count], today: date) -> list[SidebarItem]:
    """Group days by month, and the months of all but the latest year by year."""
    months: dict[str, SidebarItem] = {}
    for day, count in days.items():
        month = months.setdefault(day[:7], SidebarItem(f"month:{day[:7]}", _month_label(day[:7]), _day_query(day[:7])))
        _add(month, count)
        if len(day) == 10:
            month.children.append(
                SidebarItem(f"day:{day}", day_long(day, today).removesuffix(f" {day[:4]}"), _day_query(day), count)
            )
    latest = max((name[:4] for name in months), default="")
    shown: dict[str, SidebarItem] = {}
    for name, month in months.items():
        year = name[:4]
        if year == latest and name != year:
            shown[name] = month
            continue
        parent = shown.setdefault(year, SidebarItem(f"year:{year}", year, _day_query(year)))
        _add(parent, month.count)
        if name != year:  # papers of which only the year is known stand under it themselves
            parent.children.append(month)
    return list(shown.values())


def _add(item: SidebarItem, count: Count) -> None:
    item.count = Count(item.count.total + count.total, item.count.unread + count.unread)


def _month_label(month: str) -> str:
    return month_long(month) if len(month) == 7 else month


def _sources(counts: Counts, found: Mapping[Condition, Count]) -> list[SidebarItem]:
    """Return the subscriptions in the reader's order, then what else papers came from."""
    items = []
    for feed in counts.feeds:
        query, name = feed_query(feed), name_of(feed)
        count = found.get(query.condition) or counts.sources.get(name.partition(":")[2], Count())
        line = feed_line(feed, counts.feed_states)
        items.append(SidebarItem(name, feed.title, query, count, "rss", feed=line))
    for source in lone_sources(counts.sources, counts.feeds):
        items.append(
            SidebarItem(f"source:{source}", source_long(source), source_query(source), counts.sources[source], "rss")
        )
    return items


def _tags(tags: Sequence[Tag]) -> list[SidebarItem]:
    top: list[SidebarItem] = []
    made: dict[str, SidebarItem] = {}
    for tag in tags:
        parts = tag.name.split("/")
        siblings = top
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth])
            item = made.get(path.casefold())
            if item is None:
                item = SidebarItem(
                    f"tag:{path.casefold()}", parts[depth - 1], Query(Tagged(path)), icon="tag", tag=path
                )
                made[path.casefold()] = item
                siblings.append(item)
            if depth == len(parts):
                item.count = Count(tag.count, tag.unread)
            siblings = item.children
    for item in top:
        _count_parents(item)
    return top


def _count_parents(item: SidebarItem) -> None:
    """Give a parent that is no tag of its own the sum of what is below it."""
    for child in item.children:
        _count_parents(child)
    if item.children and not item.count.total:
        item.count = Count(sum(c.count.total for c in item.children), sum(c.count.unread for c in item.children))

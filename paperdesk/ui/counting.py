# SPDX-License-Identifier: MIT
"""What the sidebar's entries hold: facts counted by the library, searches by the index, both in the background."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paperdesk.domain.conditions import Condition
from paperdesk.domain.query import Count
from paperdesk.domain.searches import SavedSearch
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.paper_list.model import PaperListModel
from paperdesk.ui.search_client import SearchClient
from paperdesk.ui.sidebar.items import Counts, SidebarItem, counted_conditions, read_counts, sidebar_items
from paperdesk.ui.sidebar.view import SidebarView

if TYPE_CHECKING:
    from paperdesk.services.search_messages import CountsAnswer


class Counting(QObject):
    """Keeps the sidebar's numbers; tells the list which papers are for the reader. `came` brings every new `Counts`."""

    came = Signal(object)

    def __init__(
        self, desk: LibraryDesk, client: SearchClient, sidebar: SidebarView, model: PaperListModel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._client = client
        self._sidebar = sidebar
        self._model = model
        self._under_way = 0
        self._again = False
        self._asked: tuple[int, Sequence[Condition]] = (0, ())
        self._found: dict[Condition, Count] = {}
        self.choosing = ""  # the entry that is chosen when what it holds is counted
        self.counts: Counts | None = None
        client.counted.connect(self._searches_counted)

    @property
    def searches(self) -> Sequence[SavedSearch]:
        """The saved searches and watch words, as they were counted last."""
        return self.counts.searches if self.counts else ()

    def totals(self) -> dict[str, int]:
        """Return how many papers each saved search and watch word holds, as far as that is known."""
        return {s.name: self._found[s.condition].total for s in self.searches if s.condition in self._found}

    def items(self) -> list[SidebarItem]:
        """Return the sidebar's entries with what is known of their numbers."""
        counts = self.counts
        if counts is None:
            return []
        conditions = counted_conditions(counts.searches, counts.feeds)
        return sidebar_items(counts, date.today(), [self._found.get(c, Count()) for c in conditions])

    def count(self, choose: str = "") -> None:
        """Count everything anew, then choose the entry `choose`; what is asked for meanwhile is done once, afterwards."""
        if self._under_way and not choose:
            self._again = True
            return
        self._under_way += 1
        self.choosing = choose or self.choosing
        self._desk.jobs.read(read_counts, partial(self._counted, bool(choose)), self._give_up)

    def count_searches(self) -> None:
        """Count what the saved searches and watch words hold."""
        conditions = counted_conditions(self.searches, self.counts.feeds if self.counts else ())
        if len(conditions) == 1:  # no more than that all watch words of none are met
            self._asked = (0, ())  # an answer that is on its way is of searches that are gone
            self._model.set_for_me(frozenset())
        elif self._client.is_ready:
            watched = any(search.is_watched for search in self.searches)
            self._asked = (self._client.ask_counts(conditions, conditions[-1] if watched else None), conditions)

    def _give_up(self) -> None:
        self._under_way -= 1

    def _counted(self, chooses: bool, counts: Counts) -> None:
        self._under_way -= 1
        self.counts = counts
        self._sidebar.show_items(self.items())
        self.count_searches()
        self.came.emit(counts)
        if chooses and self.choosing:
            self._choose()
        if self._again and not self._under_way:
            self._again = False
            self.count()

    def _choose(self) -> None:
        name, self.choosing = self.choosing, ""
        if self._sidebar.chosen_name() != name and not self._sidebar.choose(name):
            self._sidebar.choose("inbox")

    def _searches_counted(self, answer: "CountsAnswer") -> None:
        serial, conditions = self._asked
        if answer.serial != serial or len(answer.counts) != len(conditions):
            return
        self._found = dict(zip(conditions, answer.counts, strict=True))
        self._model.set_for_me(frozenset(answer.mine))
        self._sidebar.show_items(self.items())

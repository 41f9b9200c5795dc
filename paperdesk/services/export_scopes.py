# SPDX-License-Identifier: MIT
"""Which papers an export is of: what the reader selected or listed, a tag, some days, or what was marked since the last."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from paperdesk.domain.conditions import Condition, Days, Tagged
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.library.view import View

SELECTION, LISTED, TAG, DAYS, SINCE, EVERYTHING = "selection", "listed", "tag", "days", "since", "everything"


@dataclass(frozen=True, slots=True)
class Scope:
    """A choice of papers: of its `kind` one of those above, with the tag, or the first and last day as `first..last`.

    `ids` are the papers of a selection or a list, `label` is what those are called.
    """

    kind: str
    value: str = ""
    ids: Sequence[PaperId] = ()
    label: str = ""

    @property
    def heading(self) -> str:
        """What an export of them is headed with."""
        names = {TAG: f"#{self.value}", DAYS: self.label or self.value.replace("..", " to ")}
        names |= {SINCE: "new highlights", EVERYTHING: "all papers"}
        return f"PaperDesk: {names.get(self.kind) or self.label or 'papers'}"


def export_name(format_name: str, target: Path | None) -> str:
    """Return what the library calls an export to one place, so that it knows since when it is to tell."""
    return json.dumps([format_name, str(target.absolute()) if target else "-", ""], ensure_ascii=False)


def ids_of(view: View, scope: Scope, name: str = "") -> list[PaperId]:
    """Return the papers that `scope` means now, in the order in which they are listed; `name` as of `export_name`."""
    if scope.kind in (SELECTION, LISTED):
        return list(scope.ids)
    if scope.kind == SINCE:
        fresh = set(view.annotated_since(view.last_export(name)))
        return [paper for paper in _listed(view, Query()) if paper in fresh]
    conditions: dict[str, Condition] = {TAG: Tagged(scope.value)}
    if scope.kind == DAYS:
        first, _, last = scope.value.partition("..")
        conditions[DAYS] = Days(first, last or first)
    condition = conditions.get(scope.kind)
    return _listed(view, Query() if condition is None else Query(condition))


def _listed(view: View, query: Query) -> list[PaperId]:
    return [PaperId(paper) for paper in view.listing(query).ids]


def week_of(day: date) -> str:
    """Return the first and the last day of the week that `day` is in, as a scope of days has them."""
    monday = day - timedelta(days=day.weekday())
    return f"{monday.isoformat()}..{(monday + timedelta(days=6)).isoformat()}"

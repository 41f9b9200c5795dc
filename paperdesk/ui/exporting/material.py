# SPDX-License-Identifier: MIT
"""Gathers what the dialog of exports offers; read in the background."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from paperdesk.domain.paper import PaperId
from paperdesk.export.formats import exporters
from paperdesk.library.view import View
from paperdesk.services.export_scopes import DAYS, EVERYTHING, LISTED, SELECTION, SINCE, TAG, Scope, week_of
from paperdesk.services.export_templates import templates_for
from paperdesk.ui.exporting.choices import Material
from paperdesk.ui.wording import day_long, number

_WEEKS, _DAYS = 26, 120  # that are offered


def material(
    view: View, selected: Sequence[PaperId], listed: Sequence[PaperId], label: str, folder: Path, today: date
) -> Material:
    """Return what there is to export; `listed` are the papers shown under the name `label`, `folder` that of templates."""
    tags = [tag.name for tag in view.tags()]
    days = _days([day for day in view.day_counts() if len(day) == 10], today)
    scopes: list[tuple[Scope, str]] = []
    if selected:
        count = len(selected)
        name = "the selected paper" if count == 1 else f"{number(count)} selected papers"
        scopes.append(
            (Scope(SELECTION, ids=selected, label=_title(view, selected) or name), name[:1].upper() + name[1:])
        )
    if listed:
        scopes.append((Scope(LISTED, ids=listed, label=label), f"What is listed: {label} ({number(len(listed))})"))
    if tags:
        scopes.append((Scope(TAG), "A tag"))
    if days:
        scopes.append((Scope(DAYS), "A day or a week"))
    scopes += [(Scope(SINCE), "Marked since the last export"), (Scope(EVERYTHING), "The whole library")]
    several = exporters()
    layouts = {exporter.layout for exporter in several if exporter.layout}
    return Material(several, scopes, tags, days, {layout: templates_for(layout, folder) for layout in layouts})


def _title(view: View, selected: Sequence[PaperId]) -> str:
    """Return the title of the one paper that is selected: the file is called by it."""
    if len(selected) != 1:
        return ""
    from paperdesk.reading.abstract import render_line

    return next((render_line(paper.title).plain for paper in view.papers(selected)), "")


def _days(days: Sequence[str], today: date) -> list[tuple[str, str]]:
    weeks = list(dict.fromkeys(week_of(date.fromisoformat(day)) for day in days))[:_WEEKS]
    found = [(week, _week(week)) for week in weeks]
    return found + [(f"{day}..{day}", day_long(day, today)) for day in days[:_DAYS]]


def _week(week: str) -> str:
    monday = date.fromisoformat(week.partition("..")[0])
    return f"Week of {day_long(monday.isoformat(), date.max).partition(' ')[2]}"

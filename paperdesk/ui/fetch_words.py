# SPDX-License-Identifier: MIT
"""What is said of fetching: how far it is, and how it ended. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperdesk.ui.wording import number

if TYPE_CHECKING:
    from paperdesk.domain.feeds import FetchReport
    from paperdesk.services.fetching import FetchProgress

_OFFLINE = "No network: new papers come by themselves when there is one"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a round of fetching ended: one sentence (empty for nothing worth saying), and what could not be had."""

    sentence: str
    details: tuple[str, ...] = ()
    trouble: bool = False


def progress_line(titles: Mapping[str, str], known: "Mapping[str, FetchProgress]", running: Sequence[str]) -> str:
    """Say how far each source that is being fetched is, in one line."""
    said = []
    for source in running:
        title, progress = titles.get(source, source), known.get(source)
        steps = f" {progress.done} of {progress.total}" if progress is not None and progress.total else ""
        new = f", {number(progress.new)} new" if progress is not None and progress.new else ""
        waits = f": {progress.waiting}" if progress is not None and progress.waiting else ""
        said.append(f"{title}{steps}{new}{waits}")
    return f"Fetching {' · '.join(said)}" if said else ""


def fraction(known: "Mapping[str, FetchProgress]", running: Sequence[str]) -> float:
    """Return how much of what is being fetched is done, from 0 to 1, as far as sources tell."""
    parts = [p.done / p.total if (p := known.get(source)) is not None and p.total else 0.0 for source in running]
    return sum(parts) / len(parts) if parts else 0.0


def outcome(titles: Mapping[str, str], reports: "Mapping[str, FetchReport]", *, asked: bool) -> Outcome:
    """Say how a round of fetching ended; `asked` where the reader asked for it, who is told also that nothing came."""
    new = [(titles.get(s, s), report.new) for s, report in reports.items() if report.new]
    failed = {titles.get(s, s): r.error for s, r in reports.items() if r.error and not r.offline and not r.busy}
    offline = [s for s, report in reports.items() if report.offline]
    busy = [titles.get(s, s) for s, report in reports.items() if report.busy]
    notes = [f"{titles.get(s, s)}: {note}" for s, report in reports.items() for note in report.notes]
    lines = (*(f"{title}: {why}" for title, why in failed.items()), *notes)
    parts = [_came(new)] if new else []
    if any(report.cancelled for report in reports.values()):
        parts.append("Stopped; what came stays" if asked or new else "")
    if failed and asked:
        title, why = next(iter(failed.items()))
        rest = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
        parts.append(f"{title}: {why}{rest}")
    if asked and offline:
        parts.append(
            _OFFLINE if len(offline) == len(reports) else f"{titles.get(offline[0], offline[0])} cannot be reached"
        )
    if asked and busy and not parts:
        parts.append(f"{busy[0]} is being fetched by another window or command")
    if asked and not any(parts):
        parts.append("Nothing new")
    return Outcome(". ".join(filter(None, parts)), lines if new or asked else (), trouble=bool(failed) and not new)


def _came(new: Sequence[tuple[str, int]]) -> str:
    (first, count), *others = sorted(new, key=lambda pair: -pair[1])
    said = f"{number(count)} new from {first}"
    if len(others) == 1:
        return f"{said}, {number(others[0][1])} from {others[0][0]}"
    return f"{said}, {number(sum(n for _, n in others))} from {len(others)} more" if others else said


def is_quiet(now: str, since: str, until: str) -> bool:
    """Whether the time `now` lies in the hours from `since` to `until` (all HH:MM), which may go over midnight."""
    if not since or not until or since == until:
        return False
    return since <= now < until if since < until else now >= since or now < until


def notice(new: Mapping[str, int], matches: Mapping[str, int]) -> tuple[str, str]:
    """Return title and text of a notice of new papers: `new` by source, `matches` by saved search."""
    total = sum(new.values())
    title = f"{number(total)} new {'paper' if total == 1 else 'papers'}"
    lines = [" · ".join(f"{name} {number(count)}" for name, count in new.items() if count)]
    found = [f"{name} ({number(count)})" for name, count in matches.items() if count > 0]
    if found:
        shown = ", ".join(found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else "")
        lines.append(f"In your searches: {shown}")
    return title, "\n".join(lines)

# SPDX-License-Identifier: MIT
"""Sends papers to the Zotero that runs on this machine, with their tags, notes and highlights."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from paperdesk.domain.exported import Exported
from paperdesk.domain.paper import PaperId
from paperdesk.export.plain import url_of
from paperdesk.export.zotero_items import zotero_item
from paperdesk.library.view import View
from paperdesk.services.looping import run_until
from paperdesk.services.shown import shown, titles_in
from paperdesk.services.triage import papers_said
from paperdesk.sources.zotero_connector import ZoteroConnector

CHUNK = 25  # items a request: few enough for Zotero to answer in seconds
Told = Callable[[int, int], None]


@dataclass(slots=True)
class Session:
    """What one run of the program has sent to the Zotero at `base`: the same content is not sent there twice."""

    base: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    sent: set[str] = field(default_factory=set)


@dataclass(slots=True)
class SendReport:
    """How a sending ended: papers that were sent now, and those that Zotero had from this session as they are."""

    sent: int = 0
    before: int = 0
    cancelled: bool = False

    def sentence(self) -> str:
        """Say it."""
        said = f"Sent {papers_said(self.sent)} to Zotero"
        if not self.sent and self.before:
            said = f"Zotero has {'it' if self.before == 1 else 'them'} already, as sent before"
        elif self.before:
            said += f"; {self.before:,} {'is' if self.before == 1 else 'are'} there already"
        return f"{said}; stopped" if self.cancelled else said


def send(
    view: View,
    ids: Sequence[PaperId],
    session: Session,
    *,
    colours: Mapping[str, str] | None = None,
    on_progress: Told = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> SendReport:
    """Send papers, some at a time; what Zotero has taken stays there after a stop. Raises `Trouble`.

    `on_progress` gets how many of how many are done. It waits for Zotero: not for a thread that others wait for.
    """
    report = SendReport()

    async def all_of_them() -> None:
        async with ZoteroConnector(session.base) as zotero:
            await zotero.ping()
            done = 0
            for chunk in _chunks(view, ids, colours or {}):
                if cancelled():
                    report.cancelled = True
                    return
                await _send(zotero, session, chunk, report)
                done += len(chunk)
                on_progress(done, len(ids))

    run_until(all_of_them, cancelled)
    report.cancelled = report.cancelled or cancelled()
    return report


async def _send(
    zotero: ZoteroConnector, session: Session, chunk: Sequence[tuple[Exported, dict[str, Any]]], report: SendReport
) -> None:
    fresh = [(exported, item) for exported, item in chunk if item["id"] not in session.sent]
    report.before += len(chunk) - len(fresh)
    if not fresh:
        return
    items = [item for _, item in fresh]
    name = uuid.uuid5(uuid.NAMESPACE_OID, " ".join((session.id, *(item["id"] for item in items)))).hex
    await zotero.save(name, items, url_of(fresh[0][0].paper) or "https://arxiv.org/")
    session.sent.update(item["id"] for item in items)
    report.sent += len(items)


def _chunks(
    view: View, ids: Sequence[PaperId], colours: Mapping[str, str]
) -> Iterator[list[tuple[Exported, dict[str, Any]]]]:
    title_of = titles_in(view)
    for start in range(0, len(ids), CHUNK):
        papers = view.papers(ids[start : start + CHUNK])
        whole = [Exported(paper, shown=shown(paper, title_of)) for paper in papers]
        yield [(exported, zotero_item(exported, colours)) for exported in whole]

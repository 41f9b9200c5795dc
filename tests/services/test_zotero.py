# SPDX-License-Identifier: MIT
"""Sending papers to Zotero: what arrives there, nothing twice, and what is said where it does not go well."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.errors import Trouble
from paperdesk.domain.paper import PaperId
from paperdesk.library.library import Library
from paperdesk.services import annotating, triage, zotero
from paperdesk.services.importing import import_files
from paperdesk.services.zotero import Session, send


class Connector:
    """What a Zotero that runs here answers."""

    def __init__(self, server: Any, reply: Any) -> None:
        self.url = f"{server.url}/"
        self.server = server
        self.sessions: set[str] = set()
        self.items: list[dict[str, Any]] = []
        self.requests: list[dict[str, Any]] = []
        self._reply = reply
        server.answers["/connector/ping"] = reply(b'{"prefs":{"automaticSnapshots":true}}')
        server.answers["/connector/saveItems"] = self._save

    def _save(self, asked: Any) -> Any:
        value = json.loads(asked.body)
        self.requests.append(value)
        if value["sessionID"] in self.sessions:
            return self._reply(b'{"error":"SESSION_EXISTS"}', 409)
        self.sessions.add(value["sessionID"])
        self.items += value["items"]
        return self._reply(b"{}", 201)


@pytest.fixture
def connector(server: Any, paper_server: Any) -> Connector:
    return Connector(server, paper_server.Reply)


@pytest.fixture
def ids(library: Library, write: Callable[..., Path]) -> list[PaperId]:
    lines = [
        {
            "id": f"2401.{n:05}",
            "title": f"Nets of $x^{n}$",
            "abstract": f"Abstract {n} of <b>.",
            "authors": ["Ann van Lee", "Qwen Team"],
            "date": "2024-01-02",
        }
        for n in range(1, 61)
    ]
    import_files(library, [write("papers.jsonl", lines)])
    return [library.find(f"2401.{n:05}") for n in range(1, 61)]


def test_a_paper_arrives_with_its_tags_note_and_highlights(
    library: Library, ids: list[PaperId], connector: Connector
) -> None:
    triage.tag_papers(library, ids[:1], ["rl/offline"])
    annotating.write_note(library, ids[0], "A *note* <script>.")
    annotating.highlight_quote(library, ids[0], "Abstract 1", note="Why?", colour="green", tags=["idea"])
    report = send(library, ids[:1], Session(connector.url), colours={"green": "method"})
    assert report.sentence() == "Sent 1 paper to Zotero"
    (item,) = connector.items
    notes = [note["note"] for note in item.pop("notes")]
    assert notes[0].startswith("<p>A <em>note</em>")
    assert "<script" not in notes[0]
    assert "<blockquote><p>Abstract 1</p></blockquote><p><i>method, #idea</i></p><p>Why?</p>" in notes[1]
    item.pop("id")
    assert item == {
        "itemType": "preprint",
        "title": "Nets of x¹",
        "creators": [
            {"firstName": "Ann", "lastName": "van Lee", "creatorType": "author"},
            {"lastName": "Qwen Team", "fieldMode": 1, "creatorType": "author"},
        ],
        "abstractNote": "Abstract 1 of <b>.",
        "date": "2024-01-02",
        "url": "https://arxiv.org/abs/2401.00001",
        "DOI": "10.48550/arXiv.2401.00001",
        "repository": "arXiv",
        "archiveID": "arXiv:2401.00001",
        "tags": [{"tag": "rl/offline"}],
        "attachments": [],
    }


def test_many_go_some_at_a_time_with_progress(library: Library, ids: list[PaperId], connector: Connector) -> None:
    told: list[tuple[int, int]] = []
    report = send(library, ids, Session(connector.url), on_progress=lambda *how: told.append(how))
    assert (report.sent, len(connector.items)) == (60, 60)
    assert [len(request["items"]) for request in connector.requests] == [25, 25, 10]
    assert told == [(25, 60), (50, 60), (60, 60)]
    assert len({request["sessionID"] for request in connector.requests}) == 3


def test_nothing_is_sent_twice_in_a_session_unless_it_differs(
    library: Library, ids: list[PaperId], connector: Connector
) -> None:
    session = Session(connector.url)
    send(library, ids[:2], session)
    assert send(library, ids[:1], session).sentence() == "Zotero has it already, as sent before"
    assert send(library, ids[:3], session).sentence() == "Sent 1 paper to Zotero; 2 are there already"
    triage.tag_papers(library, ids[:1], ["new"])
    assert send(library, ids[:1], session).sent == 1
    assert len(connector.items) == 4


def test_an_answer_that_breaks_off_leads_to_no_second_copy(
    library: Library, ids: list[PaperId], connector: Connector, server: Any, paper_server: Any
) -> None:
    saves = iter([True])

    def cut(asked: Any) -> Any:
        if asked.path.endswith("saveItems") and next(saves, False):
            connector._save(asked)
            return paper_server.Reply(b"{", length=900)
        return None

    server.fault_for = cut
    report = send(library, ids[:2], Session(connector.url))
    assert (report.sent, len(connector.items), len(connector.requests)) == (2, 2, 2)


def test_it_stops_between_two_requests(library: Library, ids: list[PaperId], connector: Connector) -> None:
    report = send(library, ids, Session(connector.url), cancelled=lambda: len(connector.requests) >= 1)
    assert report.cancelled
    assert report.sent <= 50
    assert report.sentence().endswith("; stopped")


@pytest.mark.parametrize(
    ("path", "reply", "said"),
    [
        ("ping", (b"<html>My router</html>", 200), "is not Zotero; check the option zotero.base_url"),
        ("ping", (b"", 403), "refuses what does not come from this machine"),
        ("saveItems", (b'{"libraryEditable":false}', 500), "read-only; choose another one there"),
        ("saveItems", (b"oops", 500), "it answers 500"),
    ],
)
def test_what_goes_wrong_is_said(
    library: Library, ids: list[PaperId], connector: Connector, paper_server: Any, path: str, reply: Any, said: str
) -> None:
    connector.server.answers[f"/connector/{path}"] = paper_server.Reply(*reply)
    with pytest.raises(Trouble, match=said):
        send(library, ids[:1], Session(connector.url))


@pytest.mark.parametrize("pong", [(b"{}", 200), (b"", 404)])
def test_what_takes_items_need_not_say_that_it_is_zotero(
    library: Library, ids: list[PaperId], connector: Connector, paper_server: Any, pong: Any
) -> None:
    connector.server.answers["/connector/ping"] = paper_server.Reply(*pong)
    assert send(library, ids[:1], Session(connector.url)).sent == 1
    for answer in ((b"", 404), (b"fine", 200)):  # nobody that takes anything
        connector.server.answers["/connector/saveItems"] = paper_server.Reply(*answer)
        with pytest.raises(Trouble, match="is not Zotero"):
            send(library, ids[:1], Session(connector.url))


def test_where_zotero_does_not_run_that_is_said(library: Library, ids: list[PaperId], server: Any) -> None:
    server.close()
    with pytest.raises(Trouble, match=r"^Zotero is not running: start it and try again$"):
        send(library, ids[:1], Session(server.url))


def test_a_request_is_as_zotero_wants_it(library: Library, ids: list[PaperId], connector: Connector) -> None:
    send(library, ids[:1], Session(connector.url))
    (asked,) = connector.server.asked_for("/connector/saveItems")
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["x-zotero-connector-api-version"] == "3"
    assert connector.requests[0]["uri"] == "https://arxiv.org/abs/2401.00001"
    assert zotero.CHUNK == 25

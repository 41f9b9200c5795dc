# SPDX-License-Identifier: MIT
"""The commands `cite` and `zotero`."""

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def filled(paperdesk, papers_file):
    """A library of three papers."""
    paperdesk("import", str(papers_file(3)))
    return paperdesk


def test_cite_prints_a_list_of_references(filled) -> None:
    done = filled("cite", "2401.00002", "2401.00001", "2401.00002", "--style", "ieee")
    lines = done.out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("[1] A. Lee 2") or "“Title number 2,”" in lines[0]
    assert lines[1].startswith("[2] ")


def test_cite_in_json_says_each_by_its_key(filled) -> None:
    done = filled("--json", "cite", "2401.00002", "2401.00001")
    assert done.json["style"] == "apa"
    assert [one["key"] for one in done.json["citations"]] == ["2401.00002", "2401.00001"]
    assert "Title number 2" in done.json["citations"][0]["text"]
    assert "<i>Title number 2</i>" in done.json["citations"][0]["html"]


def test_what_cannot_be_cited_is_told(filled) -> None:
    assert filled("cite", "2401.99999").error == "no paper has the key '2401.99999'"
    assert filled("cite", "2401.00001", "--style", "x").status == 2


@pytest.fixture
def zotero(server: Any, paper_server: Any, tmp_path: Path) -> dict[str, Any]:
    """A Zotero that runs here, and the settings that name it."""
    got: dict[str, Any] = {"items": []}

    def save(asked: Any) -> Any:
        got["items"] += json.loads(asked.body)["items"]
        return paper_server.Reply(b"", 201)

    server.answers["/connector/ping"] = paper_server.Reply(b"Zotero is running")
    server.answers["/connector/saveItems"] = save
    config = tmp_path / "settings.toml"
    config.write_text(f'[zotero]\nbase_url = "{server.url}"\n')
    return got | {"env": {"PAPERDESK_CONFIG": str(config)}}


def test_papers_go_to_zotero_by_key_or_query(filled, zotero) -> None:
    assert filled("zotero", "2401.00001", "2401.00003", env=zotero["env"]).out == "Sent 2 papers to Zotero\n"
    done = filled("zotero", "title:number", "--json", env=zotero["env"])
    assert done.json == {"sent": 3, "before": 0, "cancelled": False}
    assert len(zotero["items"]) == 5


def test_zotero_that_does_not_run_and_papers_that_are_not_there_are_told(filled, zotero, server) -> None:
    assert "no paper has the key '2401.77777'" in filled("zotero", "2401.77777", env=zotero["env"]).error
    server.close()
    assert filled("zotero", "2401.00001", env=zotero["env"]).error == "Zotero is not running: start it and try again"

# SPDX-License-Identifier: MIT
"""How arXiv is asked, and what its answers may be; the recorded ones among them."""

import json
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.errors import BadAnswer, BadInput
from paperdesk.domain.record import Record
from paperdesk.sources import arxiv_api as api
from paperdesk.sources.http_client import Answer

BASE = "http://arxiv.test"


def answer(body: bytes, start: int = 0) -> Answer:
    return Answer(f"{BASE}/api/query?start={start}", 200, body)


def test_addresses_are_those_of_the_contract() -> None:
    assert api.query_address(BASE, "cs.LG", 100) == (
        f"{BASE}/api/query?search_query=cat%3Acs.LG&start=100&max_results=100&sortBy=submittedDate&sortOrder=descending"
    )
    assert "search_query=ti%3Aflow&" in api.query_address(BASE, "ti:flow", 0)
    assert api.ids_address(f"{BASE}/", ["2404.18212", "hep-th/9901001"]) == (
        f"{BASE}/api/query?id_list=2404.18212,hep-th/9901001&start=0&max_results=2"
    )
    assert api.rss_address(BASE, "cs.LG+cs.CL") == f"{BASE}/rss/cs.LG+cs.CL"


def test_a_whole_answer_is_whole_and_a_cut_one_is_not(paper_server: Any) -> None:
    body = paper_server.arxiv_feed([paper_server.arxiv_entry("2404.18212")], total=37)
    assert (api.check(answer(body)), api.total(answer(body))) == ("", 37)
    assert api.check(answer(body[:-20])) == "arXiv's answer breaks off"


@pytest.mark.parametrize("body", [b"", b"<html>Log in</html>", b'{"a": 1}'])
def test_something_else_is_no_answer(body: bytes) -> None:
    with pytest.raises(BadAnswer, match="something else came"):
        api.check(answer(body))


def test_an_empty_page_is_believed_only_where_the_papers_are_at_an_end(paper_server: Any) -> None:
    empty = paper_server.arxiv_feed([], total=37)
    with pytest.raises(BadAnswer, match="an empty page"):
        api.check(answer(empty))
    assert api.check(answer(empty, start=37)) == ""
    assert api.read(answer(empty, start=37)) == []


def test_arxivs_own_error_is_told(paper_server: Any) -> None:
    entry = paper_server.arxiv_entry("x", title="Error", summary="incorrect id format").replace(
        "http://arxiv.org/abs/xv1", "http://arxiv.org/api/errors#x", 1
    )
    with pytest.raises(BadInput, match="arXiv answered with an error: incorrect id format"):
        api.read(answer(paper_server.arxiv_feed([entry])))


def test_recorded_answers_are_read(data: Path) -> None:
    papers = {}
    for file in sorted((data / "arxiv" / "atom_recorded").glob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        found = Answer(told["url"], told["status_code"], told["body"].encode())
        assert api.check(found) == ""
        if told["status_code"] == 200:
            papers[file.stem] = len([item for item in api.read(found) if isinstance(item, Record)])
    assert papers["q_testing_s0_m10_bc5a6c384fe9"] == papers["q_testing_s10_m10_34e56e15aaac"] == 10
    assert 0 in papers.values()

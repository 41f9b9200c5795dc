# SPDX-License-Identifier: MIT
"""How Hugging Face is asked, and what its answers may be."""

import json
from typing import Any

import pytest

from paperdesk.domain.errors import BadAnswer, BadInput
from paperdesk.domain.record import Record, Rejected
from paperdesk.sources import huggingface_api as api
from paperdesk.sources.http_client import Answer


def answer(body: Any) -> Answer:
    return Answer("http://hf.test/api", 200, body if isinstance(body, bytes) else json.dumps(body).encode())


def test_addresses_are_those_of_the_contract() -> None:
    assert (
        api.day_address("http://hf.test/", "2026-03-02", 1)
        == "http://hf.test/api/daily_papers?date=2026-03-02&limit=100&p=1"
    )
    assert api.trending_address("http://hf.test", 0) == "http://hf.test/api/daily_papers?sort=trending&limit=100&p=0"


@pytest.mark.parametrize("body", [b" ", b"\xef\xbb\xbf\n", b"<html>", b"\n<!doctype html>", b'{"error": {"code": 5}}'])
def test_what_is_no_list_is_no_answer(body: bytes) -> None:
    with pytest.raises(BadAnswer, match=r"^hf\.test"):
        api.check(answer(body))


@pytest.mark.parametrize(
    ("body", "whole"), [(b"[]", True), (b'[{"a": 1', False), (b"[1]x", False), (b"[" * 200_000, False)]
)
def test_what_is_cut_is_told(body: bytes, whole: bool) -> None:
    assert (api.check(answer(body)) == "") == whole


def test_items_are_ranked_over_pages_and_named_by_their_list(hf_item: Any) -> None:
    found = api.read(answer([hf_item(1), 7, hf_item(2)]), "2026-03-02", first=101, source="huggingface:trending")
    records = [item for item in found if isinstance(item, Record)]
    assert [(r.sighting.rank, r.sighting.day, r.sighting.source) for r in records] == [
        (101, "2026-03-02", "huggingface:trending"),
        (103, "2026-03-02", "huggingface:trending"),
    ]
    assert [item.item for item in found if isinstance(item, Rejected)] == ["item 2"]


def test_a_day_without_papers_is_none_and_no_error() -> None:
    assert api.read(answer([]), "2026-03-02") == api.read(answer({"papers": []}), "2026-03-02") == []
    with pytest.raises(BadInput):
        api.read(answer({"other": 1}), "2026-03-02")

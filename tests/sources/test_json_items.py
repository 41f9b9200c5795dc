# SPDX-License-Identifier: MIT
"""Lists of papers in JSON: wrapped, cut, damaged; what is whole is found, and hostile text takes no longer than any."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.errors import BadInput
from paperdesk.sources.json_items import Broken, items_in

ITEMS = [{"title": f"T{n}", "note": 'a ] } , "quoted" \\ {'} for n in range(5)]
TEXT = json.dumps(ITEMS)
DEEP = "[" * 100_000 + "]" * 100_000


def whole(text: str) -> list[Any]:
    return [item for item in items_in(text, "x")[0] if not isinstance(item, Broken)]


def broken(text: str) -> list[str]:
    return [item.why for item in items_in(text, "x")[0] if isinstance(item, Broken)]


@pytest.mark.parametrize("name", ["papers", "dailyPapers", "daily_papers", "results", "items", "data"])
def test_a_list_is_found_in_its_wrapper(name: str) -> None:
    items, wrapper = items_in(json.dumps({"date": "2024-06-12", name: ITEMS}), "x")
    assert items == ITEMS
    assert wrapper["date"] == "2024-06-12"


def test_one_paper_alone_is_a_list_of_one() -> None:
    for paper in (
        {"paper": {"title": "T"}},
        {"title": "T", "abstract": "A", "date": "2020"},
        {"title": "T", "id": "2406.00001"},
    ):
        assert items_in(json.dumps(paper), "x") == ([paper], {})


NO_PAPERS = {
    "1": "it holds only 1;",
    '"text"': 'it holds only "text"',
    json.dumps("x" * 10**6): 'it holds only "xxx',
    "null": "only null",
    "NaN": "only NaN",
    "[]": "no papers that day",
    '{"papers": []}': "no papers that day",
    "{}": "holds no papers",
    '{"error": "gone\\nfor good"}': "it says: gone for good",
    '{"status": "no_data", "message": "none today"}': "it says: none today",
    '{"title": "A schema", "type": "object"}': "holds no papers",
    '{"error": {"code": 3}}': "holds no papers",
    "": "this is not JSON",
    "{": "this is not JSON",
    "[": "this is not JSON",
    "[{": "this is not JSON",
    "nonsense": "this is not JSON",
    '{"paper": {"authors": [{"name": "Ann"}, {"na': "this is not JSON",
    DEEP: "nested too deeply",
    '{"a":' * 100_000: "nested too deeply",
}


@pytest.mark.parametrize(("text", "why"), NO_PAPERS.items(), ids=[text[:24] for text in NO_PAPERS])
def test_where_no_papers_are_one_line_says_so(text: str, why: str) -> None:
    with pytest.raises(BadInput) as caught:
        items_in(text, "x.json")
    assert caught.value.text.startswith("x.json: ")
    assert why in caught.value.text
    assert "\n" not in caught.value.text
    assert len(caught.value.text) < 400


@given(st.integers(0, len(TEXT) - 1))
def test_of_a_list_cut_anywhere_all_whole_items_are_found(length: int) -> None:
    cut = TEXT[:length]
    complete = sum(length >= len(json.dumps(ITEMS[: n + 1])) - 1 for n in range(len(ITEMS)))
    if not complete:
        with pytest.raises(BadInput):
            items_in(cut, "x")
        return
    assert whole(cut) == ITEMS[:complete]
    assert broken(cut) == ["the file breaks off here; the rest is missing, fetch it again"]


@pytest.mark.parametrize(
    "bad",
    [
        '{"title": "unclosed \\" }',
        '{"a": 1 "b": 2}',
        "{'title': 'python'}",
        "nonsense",
        DEEP,
        '{"n": ' + "9" * 5_000 + "}",
        "{]",
    ],
    ids=["quote", "comma", "python", "word", "deep", "digits", "brackets"],
)
def test_one_damaged_item_costs_no_other_before_it(bad: str) -> None:
    text = f"[{json.dumps(ITEMS[0])}, {bad}, {json.dumps(ITEMS[1])}, {json.dumps(ITEMS[2])}]"
    found = whole(text)
    assert found[0] == ITEMS[0]
    assert broken(text)
    if bad not in ('{"title": "unclosed \\" }', "{]"):  # those leave it open where they end
        assert found == ITEMS[:3]
        assert len(broken(text)) == 1


def test_a_damaged_item_in_a_wrapper_is_passed_over() -> None:
    text = f'{{"tags": ["a"], "papers": [{{"x": nope}}, {json.dumps(ITEMS[0])}]}}'
    assert whole(text) == ITEMS[:1]


def test_a_list_of_damage_alone_is_given_up() -> None:
    text = f"[{json.dumps(ITEMS[0])}, {'{nope}, ' * 5_000}{json.dumps(ITEMS[1])}]"
    assert whole(text) == ITEMS[:1]
    assert len(broken(text)) == 200


def test_objects_in_a_row_are_a_list() -> None:
    assert whole("\n".join(map(json.dumps, ITEMS))) == ITEMS
    assert whole(", ".join(map(json.dumps, ITEMS)) + ",") == ITEMS


def test_what_follows_a_list_is_told() -> None:
    assert whole(TEXT + " trailing") == ITEMS
    assert broken(TEXT + " trailing")[0].startswith("what follows the list is not JSON")


def test_line_breaks_in_strings_do_no_harm() -> None:
    assert items_in('[{"title": "two\nlines\tand a tab"}]', "x")[0] == [{"title": "two\nlines\tand a tab"}]


def test_a_key_that_is_there_twice_counts_as_it_stands_last() -> None:
    assert items_in('[{"title": "a", "title": "b"}]', "x")[0] == [{"title": "b"}]


HOSTILE = {
    "words": "x," * 300_000,
    "items": '{"a":},' * 100_000,
    "quotes": '{"a": "' + '\\"' * 500_000,
    "open": "{" * 300_000,
    "escapes": '"\\' * 300_000,
    "blanks": " \n," * 300_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_given_up_soon(text: str) -> None:
    with pytest.raises(BadInput, match="this is not JSON"):
        items_in(f"[{text}", "x")

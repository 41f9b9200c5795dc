# SPDX-License-Identifier: MIT
"""Items of a list one by one: whatever it is wrapped in, however it is cut into parts, as far as it is whole."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.sources.json_items import Broken
from paperdesk.sources.json_stream import items
from paperdesk.sources.stream import Stream


def read(text: str | bytes) -> list[Any]:
    data = text.encode() if isinstance(text, str) else text
    return list(items(Stream(io.BytesIO(data), len(data), "x"), ("items",)))


def whys(found: list[Any]) -> list[Any]:
    return [item.why[:24] if isinstance(item, Broken) else item for item in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"a":1},{"b":[1,{"c":"]}"}]}]', [{"a": 1}, {"b": [1, {"c": "]}"}]}]),
        ('{"config":{"items2":[1]},"x":"items","items": [{"a":1},{"b":2}],"z":[{"q":1}]}', [{"a": 1}, {"b": 2}]),
        ('{"title":"T","author":[{"family":"x"}]}', [{"title": "T", "author": [{"family": "x"}]}]),
        ('{"a":1}\n{"b":2}', [{"a": 1}, {"b": 2}]),
        ("[]", []),
        ("", []),
        ("words", []),
        ('[{"a":1},{"b":', [{"a": 1}, "the file breaks off here"]),
        ('[{"a":1}', [{"a": 1}, "the file breaks off here"]),
        ('[{"a":"never', ["the file breaks off here"]),
        ('[{"a" 1},{"b":2}]', ["this is not JSON: Expect", {"b": 2}]),
        ('[{"a":1},"x",3,{"b":2}]', [{"a": 1}, "a reference is due here,", "a reference is due here,", {"b": 2}]),
        ('[{"a":1}},{"b":2}]', [{"a": 1}, "a bracket closes what wa"]),
    ],
)
def test_items_are_read_as_far_as_they_are_whole(text: str, expected: list[Any]) -> None:
    assert whys(read(text)) == expected


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(max_size=6), VALUES, max_size=4), max_size=6), st.booleans())
def test_what_was_written_comes_back(values: list[Any], wrapped: bool) -> None:
    assert read(json.dumps({"n": 1, "items": values} if wrapped else values)) == values


def test_a_long_list_is_read_in_parts() -> None:
    many = [{"id": n, "text": 'x"\\[é' * (n % 300)} for n in range(5_000)]
    assert read(json.dumps(many)) == many
    assert read(json.dumps({"items": many}, ensure_ascii=False, indent=1).encode("utf-16")) == many


def test_bytes_that_are_no_text_are_replaced_and_told() -> None:
    data = b'[{"a":"\xff\xfe\x80\x81\x82"},{"b":1}]'
    stream = Stream(io.BytesIO(data), len(data), "x")
    assert [list(item) for item in items(stream, ())] == [["a"], ["b"]]
    assert "cannot be read in its encoding" in stream.damage


def test_what_never_ends_is_given_up() -> None:
    assert whys(read("[" * 3_000_000)) == ["the file breaks off here"]
    assert whys(read('[{"a":"' + "x" * (20 << 20))) == ["the file breaks off here"]

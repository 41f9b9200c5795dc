# SPDX-License-Identifier: MIT
"""A quote is found in the text as it is stored and as it is shown, with any white space, and nowhere else."""

import gzip
import json
import random
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.reading.abstract import render
from paperdesk.services.quotes import places


@pytest.mark.parametrize(
    ("text", "quote", "prefix", "found"),
    [
        ("one two one", "one", "", [(0, 3), (8, 11)]),
        ("one two one", "one", "two", [(8, 11)]),
        ("one two one", "one", "t w o", [(8, 11)]),
        ("one\n\n two", " one two ", "", [(0, 9)]),
        ("aaa", "aa", "", [(0, 2)]),
        ("One", "one", "", []),
        ("a.b axb", "a.b", "", [(0, 3)]),
        ("rate $O(n^2)$ shown", "O(n2)", "", [(5, 13)]),
        ("rate $O(n^2)$ shown", "n2) shown", "", [(8, 19)]),
        ("rate $O(n^2)$ shown", "$O(n^2)$", "rate", [(5, 13)]),
        ("say {\\em this} and this", "this", "say", [(9, 13)]),
        ("say {\\em this} and this", "this", "and", [(19, 23)]),
        ("x", "", "", []),
        ("", "x", "", []),
        ("x y", "x\u00a0y", "", [(0, 3)]),
    ],
)
def test_places(text: str, quote: str, prefix: str, found: list[tuple[int, int]]) -> None:
    assert places(text, quote, prefix) == found


@given(
    st.text(alphabet="ab $\\{}^_\n\u0301é👩", max_size=40), st.text(alphabet="ab $\\^", max_size=5), st.text(max_size=3)
)
def test_any_quote_of_any_text_is_placed_within_it(text: str, quote: str, prefix: str) -> None:
    found = places(text, quote, prefix)
    assert found == sorted(set(found))
    assert all(0 <= start < end <= len(text) for start, end in found)


def test_whatever_is_selected_in_a_real_abstract_is_found_where_it_was(data: Path) -> None:
    """As shown, and as stored: the range found is the one that was meant, or overlaps it where there are several."""
    rng = random.Random(7)
    with gzip.open(data / "corpus" / "abstracts.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["abstract"] for line in islice(lines, 0, 6_000, 10)]
    selections = 0
    for text in texts:
        shown = render(text)
        for _ in range(3):
            start = rng.randrange(max(1, len(shown.plain) - 1))
            end = min(len(shown.plain), start + rng.randrange(1, 90))
            quote = shown.plain[start:end]
            first, last = start + len(quote) - len(quote.lstrip()), start + len(quote.rstrip())
            if first >= last:
                continue
            meant = shown.to_source(first, last)
            found = places(text, quote)
            assert any(a < meant[1] and meant[0] < b for a, b in found), (text, quote)
            if len(found) == 1 and text[meant[0] : meant[1]].split() != quote.split():
                assert found == [meant]
            selections += 1
            a = rng.randrange(len(text))
            stored = text[a : a + 50]
            assert not stored.strip() or any(
                x <= a + len(stored) - len(stored.lstrip()) < y for x, y in places(text, stored)
            )
    assert selections > 1_000

# SPDX-License-Identifier: MIT
"""The targets of links in notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.note_links import targets


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See [[2404.18212]] and [[Attention is all you need]].", ("2404.18212", "Attention is all you need")),
        ("[[ a  b ]] [[a b]]", ("a b",)),
        ("[[]] [[ ]] [one] [[two", ()),
        ("[[[three]]]", ("three",)),
        ("[[a\nb]]", ()),
        ("[[a[b]c]]", ()),
        ("[[" + "x" * 1_001 + "]]", ()),
        ("", ()),
    ],
)
def test_targets(text: str, found: tuple[str, ...]) -> None:
    assert targets(text) == found


@given(st.text(alphabet="[]a\n ", max_size=200))
def test_any_text_has_targets_that_are_lines(text: str) -> None:
    for target in targets(text):
        assert target
        assert "\n" not in target
        assert target == target.strip()


def test_many_brackets_take_no_time() -> None:
    assert targets("[[" * 200_000) == ()
    assert targets("[[a" * 200_000) == ()

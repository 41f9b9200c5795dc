# SPDX-License-Identifier: MIT
"""Links are found in all their forms, and two notes become one that holds both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.note_links import RULE, joined, targets


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[2404.18212]]", ("2404.18212",)),
        ("[[2404.18212|the old one]] and [[A  title ]]", ("2404.18212", "A title")),
        (r"|[[10.1/x\|in a table]]|", ("10.1/x",)),
        ("[[a]] [[a|again]] [[b]]", ("a", "b")),
        ("[[a|]] [[|b]] [[ ]] [[]] [a] [[a\nb]]", ()),
        ("[[[a]]]", ("a",)),
        ("[[" * 50_000, ()),
        ("[[a|" * 50_000, ()),
    ],
)
def test_what_the_links_name(text: str, named: tuple[str, ...]) -> None:
    assert targets(text) == named


@pytest.mark.parametrize(
    ("note", "other", "both"),
    [
        ("a", "b", f"a{RULE}b"),
        ("a\n\n", "b", f"a{RULE}b"),
        ("a", "", "a"),
        ("", "b", "b"),
        (" ", "b", "b"),
        ("ab c", "b", "ab c"),
        ("b", "ab c", "ab c"),
    ],
)
def test_two_notes_are_joined(note: str, other: str, both: str) -> None:
    assert joined(note, other) == both


@given(st.text(max_size=20), st.text(max_size=20))
def test_nothing_of_either_is_lost_and_nothing_said_twice(note: str, other: str) -> None:
    both = joined(note, other)
    assert note.strip() in both
    assert other.strip() in both
    assert joined(both, other) == both

# SPDX-License-Identifier: MIT
"""Completing queries: what is offered at the cursor, and what the text becomes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdesk.domain.conditions import MARKS, POSSESSIONS
from paperdesk.domain.query_completion import MOST, Completion, completions
from paperdesk.domain.query_text import parse
from paperdesk.domain.query_tokens import FIELDS
from paperdesk.domain.query_values import SORTS

TAGS = ["rl", "rl/offline", "to read", "Äpfel", '"odd" one']
AUTHORS = ["Jie Wu", "Wu", "Jürgen Müller", "Geoffrey Hinton"]


def applied(text: str, completion: Completion) -> str:
    return text[: completion.start] + completion.text + text[completion.end :]


def offered(marked: str) -> list[str]:
    """What the text becomes with each completion; `|` marks the cursor."""
    cursor = marked.index("|")
    text = marked.replace("|", "", 1)
    return [applied(text, c) for c in completions(text, cursor, TAGS, AUTHORS)]


@pytest.mark.parametrize(
    ("marked", "outcomes"),
    [
        ("|", []),
        ("ti|", ["title:"]),
        ("TI|", ["title:"]),
        ("a -ti| b", ["a -title: b"]),
        ("(ti|", ["(title:"]),
        ("ti|tle:x", ["title:x"]),
        ("a|", ["abstract:", "author:", "after:", "id:"]),
        ("vot|", ["upvotes:"]),
        ("h|", ["highlight:", "has:"]),
        ("xyz|", []),
        ("2024|", []),
        ('"ti|', []),
        ("is:|", [f"is:{mark}" for mark in MARKS]),
        ("is:un|", ["is:unread"]),
        ("IS:UN| b", ["IS:unread b"]),
        ("is:un|read", ["is:unread"]),
        ("has:|", [f"has:{what}" for what in POSSESSIONS]),
        ("sort:|", [f"sort:{sort}" for sort in SORTS]),
        ("sort:t| a", ["sort:trending a", "sort:title a"]),
        ("tag:r|", ["tag:rl", "tag:rl/offline", 'tag:"to read"']),
        ("-tag:off|", ["-tag:rl/offline"]),
        ("tag:ap|", ["tag:Äpfel"]),
        ('tag:"to r|', ['tag:"to read"']),
        ('tag:"to r| is:unread', ['tag:"to read" is:unread']),
        ('tag:"to r| title:"x"', ['tag:"to read" title:"x"']),
        ('tag:"to r|ead" x', ['tag:"to read" x']),
        ("tag:odd|", ['tag:"""odd"" one"']),
        ("author:wu|", ['author:"Jie Wu"', "author:Wu"]),
        ("by:mull|", ['by:"Jürgen Müller"']),
        ("title:wu|", []),
        ("date:20|", []),
        ("tag:r |", []),
    ],
)
def test_what_is_offered(marked: str, outcomes: list[str]) -> None:
    assert offered(marked) == outcomes


def test_every_field_is_offered_for_its_first_letter_with_what_it_is() -> None:
    for name, about in FIELDS.items():
        assert Completion(0, 1, f"{name}:", about) in completions(name, 1)


def test_no_more_than_fit_a_list_and_the_first_go_first() -> None:
    many = [f"tag{n}" for n in range(1000)]
    assert [c.text for c in completions("tag:tag", 7, many)] == many[:MOST]


@given(st.text(st.sampled_from('atirg:"-() é\0İ/'), max_size=25), st.integers(-3, 30))
@settings(max_examples=200, deadline=None)
def test_any_text_and_cursor_can_be_completed(text: str, cursor: int) -> None:
    for completion in completions(text, cursor, TAGS, AUTHORS):
        assert 0 <= completion.start <= min(cursor, len(text)) <= completion.end <= len(text)
        assert parse(applied(text, completion), complete=True)


@given(st.text(min_size=1, max_size=20).filter(lambda t: t.strip("#/ ")))
@settings(max_examples=100, deadline=None)
def test_a_completed_author_is_read_without_a_hint_on_quotes(name: str) -> None:
    for completion in completions("author:", 7, authors=[f"Ann {name}"]):
        parsed = parse(f"author:{completion.text} is:read", complete=True)
        assert not any("quote" in hint for hint in parsed.hints)

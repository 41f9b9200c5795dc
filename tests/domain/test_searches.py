# SPDX-License-Identifier: MIT
"""Kept queries: what they ask for, and what all that is followed asks for together."""

from paperdesk.domain.conditions import EVERYTHING, Any, Marked, Not, Phrase, Word
from paperdesk.domain.searches import SavedSearch, SearchId, for_me


def kept(text: str, colour: str = "") -> SavedSearch:
    return SavedSearch(SearchId(1), text, text, colour)


def test_a_colour_makes_a_watch_word() -> None:
    assert kept("graph", "blue").is_watched
    assert not kept("graph").is_watched


def test_what_is_kept_is_whole() -> None:
    assert kept("graph").condition == Word("graph")  # and no beginning of a word, as while it is typed
    assert kept('"chain of thought').condition == Phrase("chain of thought")
    assert kept("is:unread sort:title").condition == Marked("unread")


def test_for_me_is_any_that_is_followed_and_nothing_where_none_is() -> None:
    assert for_me([kept("a", "blue"), kept("b"), kept("c OR d", "pink")]) == Any((Word("a"), Word("c"), Word("d")))
    assert for_me([kept("a", "blue")]) == Word("a")
    assert for_me([kept("a")]) == for_me([]) == Not(EVERYTHING)

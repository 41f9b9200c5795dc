# SPDX-License-Identifier: MIT
"""Saved searches and watch words as the reader says it: names and colours that nobody has to think of."""

import pytest

from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.searches import COLOURS
from paperdesk.library.library import Library
from paperdesk.services import following


def kept(library: Library) -> list[tuple[str, str, str]]:
    return [(search.name, search.text, search.colour) for search in library.searches()]


def test_a_search_is_called_by_its_own_words(library: Library) -> None:
    following.save_search(library, " graph   -video ")
    following.save_search(library, "graph", "Mine")
    long = "graph OR " * 30 + "video"
    following.save_search(library, long)
    assert kept(library)[:2] == [("graph -video", "graph -video", ""), ("Mine", "graph", "")]
    name, text, _ = kept(library)[2]
    assert (len(name), name[-1], text) == (60, "…", long)


@pytest.mark.parametrize("text", ["", " ", "*", "sort:title", "date:banana", "()", "-"])
def test_what_asks_for_nothing_is_not_kept(library: Library, text: str) -> None:
    for keep in (following.save_search, following.follow):
        with pytest.raises(BadInput, match="asks for nothing"):
            keep(library, text)
    following.save_search(library, "graph")
    (search,) = library.searches()
    with pytest.raises(BadInput, match="asks for nothing"):
        following.change_search(library, search, name="graph", text=text, colour="")
    assert kept(library) == [("graph", "graph", "")]


def test_a_search_is_changed(library: Library) -> None:
    following.follow(library, "graph")
    following.change_search(library, library.searches()[0], name="Nets", text="net OR graph", colour="pink")
    assert kept(library) == [("Nets", "net OR graph", "pink")]


def test_each_watch_word_gets_the_colour_that_is_used_least(library: Library) -> None:
    for place in range(7):
        following.follow(library, f"word{place}")
    assert [colour for _, _, colour in kept(library)] == [*COLOURS, *COLOURS[:2]]
    following.follow(library, "mine", colour="blue")
    assert kept(library)[-1] == ("mine", "mine", "blue")


def test_following_again_changes_what_is_said_anew_and_nothing_else(library: Library) -> None:
    following.follow(library, "graph OR net", "Nets", "pink")
    assert not following.follow(library, " graph  OR net")
    following.follow(library, "graph OR net", colour="green")
    assert kept(library) == [("Nets", "graph OR net", "green")]
    following.follow(library, "graph", "NETS")
    assert kept(library) == [("NETS", "graph", "green")]
    following.follow(library, "graph", "Graphs")
    assert kept(library) == [("Graphs", "graph", "green")]
    following.follow(library, "Graph OR x")
    assert kept(library)[1:] == [("Graph OR x", "Graph OR x", "yellow")]


def test_unfollowing_by_name_or_text_in_any_case(library: Library) -> None:
    for text, name in (("graph OR net", "Nets"), ("sound", ""), ("nets", "Other")):
        following.follow(library, text, name)
    following.save_search(library, "sound")
    following.unfollow(library, "nets")
    assert [name for name, _, _ in kept(library)] == ["sound", "sound", "Other"]
    following.unfollow(library, " SOUND ")
    following.unfollow(library, "nets")
    assert kept(library) == [("sound", "sound", "")]
    with pytest.raises(Trouble, match="no watch word is called 'sound'"):
        following.unfollow(library, "sound")

# SPDX-License-Identifier: MIT
"""What is marked in titles and texts: the searched words over those that are followed."""

from paperdesk.domain.query_text import parse
from paperdesk.domain.searches import SavedSearch, SearchId
from paperdesk.ui.marking import FOUND, Marking
from paperdesk.ui.wording import authors_short


def marking(text: str = "", *watched: tuple[str, str]) -> Marking:
    searches = [SavedSearch(SearchId(n), query, query, colour) for n, (query, colour) in enumerate(watched, 1)]
    return Marking(parse(text, complete=True).condition, searches)


def marked(text: str, marks: object) -> list[tuple[str, str]]:
    return [(text[start:end], colour) for start, end, colour in marks]  # type: ignore[attr-defined]


def test_searched_words_lie_over_followed_ones() -> None:
    title = "Attention is all you need"
    marks = marking("attention", ('"attention is"', "green")).title(title)
    assert marked(title, marks) == [("Attention is", "green"), ("Attention", FOUND)]


def test_a_word_is_marked_in_every_form_that_the_search_finds() -> None:
    text = "Training trains the trained; a train is naïve. 𝔸 naive trainer"
    assert [word for word, _ in marked(text, marking("train naive").abstract(text))] == [
        "Training", "trains", "trained", "train", "naïve", "naive",
    ]  # fmt: skip


def test_what_was_asked_of_another_field_is_not_marked() -> None:
    both = marking("title:graph author:lee")
    assert marked("graph lee", both.title("graph lee")) == [("graph", FOUND)]
    assert both.abstract("graph lee") == ()


def test_names_are_marked_where_the_author_is_asked_for_or_anything() -> None:
    both = marking("lovelace title:ada", ("author:ada", "blue"))
    assert marked("Ada Lovelace", both.author("Ada Lovelace")) == [("Ada", "blue"), ("Lovelace", FOUND)]


def test_nothing_to_mark_is_false() -> None:
    assert not marking("is:unread")
    assert not marking("", ("tag:x", "blue"))
    assert marking("-graph").searches_text
    assert not marking("-graph")
    assert marking("", ("graph", "blue"))


def test_a_saved_search_without_a_colour_marks_nothing() -> None:
    assert not Marking(searches=[SavedSearch(SearchId(1), "graph", "graph")])


def test_the_snippet_shows_why_a_paper_was_found() -> None:
    abstract = "We begin with a few words. " * 20 + "Then graphs come, and graphs stay. " + "And on it goes. " * 20
    found = marking("graph").snippet(abstract)
    assert [found.text[a:b] for a, b in found.marks] == ["graphs", "graphs"]
    assert len(found.text) <= 162
    assert marking("graph").found(abstract) == [
        (place, place + 6) for place in range(len(abstract)) if abstract.startswith("graphs", place)
    ]


def test_a_followed_author_is_marked_in_the_line_of_family_names() -> None:
    authors = ["Yuzhou Gu", "  ", "Song, Zhao", "Junze Yin", "Lichen Zhang"]
    line = authors_short(authors, 4)
    marks = marking("", ("author:yin", "green"), ('author:"zhao song"', "blue")).authors(authors)
    assert line == "Gu, Song …"
    assert marked(line, marks) == []
    assert marked(line, marking("", ("author:gu", "green")).authors(authors)) == [("Gu", "green")]
    assert marked(line, marking("author:zhao").authors(authors)) == [("Song", FOUND)]

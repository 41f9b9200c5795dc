# SPDX-License-Identifier: MIT
"""A highlight is found again in a changed text, or detached, and never placed where it does not belong."""

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperdesk.domain.anchoring import ALIKE, Reanchoring, anchor_quote, find_quote
from paperdesk.domain.annotation import Selector, select

TEXT = (
    "We study how readers mark papers. A highlight is a promise that a passage stays. Our method follows each passage "
    "through every version of its text. On forty texts it loses none, and it places none wrongly. The code is open."
)
NUMBERS = [f"w{number}" for number in range(30)]


def marked(text: str, quote: str, nth: int = 0) -> Selector:
    """The selector of the quote's n-th place."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return select(text, at, at + len(quote))


def placed(old: str, new: str, quote: str, nth: int = 0) -> tuple[str, str] | None:
    """What the quote became, and how."""
    found = Reanchoring(old, new).place(marked(old, quote, nth))
    return (found.selector.exact, found.how) if found else None


words = st.lists(
    st.sampled_from("alpha beta gamma . , $ é e\u0301 😀 👩\u200d🔬 模型 \n".split(" ")), min_size=1, max_size=40
)
texts = st.one_of(words.map(" ".join), st.text(min_size=1, max_size=50))


@given(st.data(), texts)
def test_in_the_same_text_every_selector_stays(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    selector = select(text, start, data.draw(st.integers(start + 1, len(text))))
    found = Reanchoring(text, text).place(selector)
    assert found is not None
    assert (found.selector, found.how, found.similarity) == (selector, "verbatim", 1.0)


@given(st.data(), texts, st.one_of(texts, st.just("")))
@example(None, "\n", " ").via("white space alone")
@example(None, "\ud800a", "a\ud800").via("lone surrogates")
@settings(max_examples=400)
def test_what_is_placed_is_a_selector_of_the_new_text(data: st.DataObject | None, old: str, new: str) -> None:
    start = data.draw(st.integers(0, len(old) - 1)) if data else 0
    selector = select(old, start, data.draw(st.integers(start + 1, len(old))) if data else len(old))
    found = Reanchoring(old, new).place(selector)
    if found:
        assert found.selector == select(new, found.selector.start, found.selector.end)
        assert ALIKE <= found.similarity <= 1
        assert (found.how == "edited") == (found.selector.exact != selector.exact)


@given(st.data(), st.integers(2, 30), st.sampled_from(["x ", "x y z ", "x. Y z. ", "😀 x\n", "x " * 200]))
@settings(max_examples=300)
def test_what_is_put_in_outside_moves_a_highlight_by_its_length(data: st.DataObject, count: int, put: str) -> None:
    starts = [sum(len(word) + 1 for word in NUMBERS[:number]) for number in range(count + 1)]
    old = " ".join(NUMBERS[:count]) + " "
    first = data.draw(st.integers(0, count - 1))
    last = data.draw(st.integers(first + 1, count))
    at = data.draw(st.sampled_from([*range(first + 1), *range(last, count + 1)]))
    selector = select(old, starts[first], starts[last] - 1)
    found = Reanchoring(old, old[: starts[at]] + put + old[starts[at] :]).place(selector)
    assert found is not None
    shift = len(put) if at <= first else 0
    assert (found.selector.start, found.selector.end) == (selector.start + shift, selector.end + shift)
    assert found.selector.exact == selector.exact


@given(st.data(), st.integers(8, 30))
def test_what_is_taken_out_outside_moves_a_highlight_back(data: st.DataObject, count: int) -> None:
    first = data.draw(st.integers(2, count - 2))
    quote = " ".join(NUMBERS[first : first + 2])
    old = " ".join(NUMBERS[:count])
    gone = data.draw(st.integers(0, first - 2))
    new = old.replace(NUMBERS[gone] + " ", "", 1)
    found = Reanchoring(old, new).place(marked(old, quote))
    assert found is not None
    assert found.selector == marked(new, quote)


def test_a_passage_that_was_moved_is_followed() -> None:
    one, two = "Our method follows each passage through every version of its text. ", "The code is open."
    new = TEXT.replace(one, "").replace(two, two + " " + one)
    assert placed(TEXT, new, "each passage through") == ("each passage through", "moved")
    assert placed(TEXT, new, "The code is open") == ("The code is open", "verbatim")


def test_a_moved_sentence_is_not_taken_for_its_like() -> None:
    one = "On the first task, which asks for topics of talks, the score goes from 0.1 to 0.9."
    two = "On the second task, which asks for tones of talks, the score goes from 0.3 to 0.8."
    old, new = f"Both were tried. {one} {two} The end.", f"Both were tried. {two} The end. {one}"
    assert placed(old, new, one) == (one, "moved")
    found = Reanchoring(old, new).place(marked(old, two))
    assert found is not None
    assert found.selector == marked(new, two)


def test_a_short_word_goes_with_its_sentence() -> None:
    old = "The cat runs after the red ball. The dog sleeps under the old tree. The bird sings."
    new = "The dog sleeps under the old tree. The bird sings. The cat runs after the red ball."
    found = Reanchoring(old, new).place(marked(old, "The", 0))
    assert found is not None
    assert found.selector == marked(new, "The", 2)


def test_a_word_of_a_sentence_taken_out_is_not_found_in_another() -> None:
    new = TEXT.replace(" A highlight is a promise that a passage stays.", "")
    assert placed(TEXT, new, "passage") is None
    assert placed(TEXT, new, "passage", 1) == ("passage", "verbatim")


def test_one_of_two_hundred_places_is_the_right_one() -> None:
    old = " ".join(f"The model wins game {number}." for number in range(200))
    new = "A word before. " + old.replace("game 50.", "game fifty.").replace("The model wins game 120. ", "")
    route = Reanchoring(old, new)
    for nth in (0, 49, 50, 51, 119, 121, 199):
        found = route.place(marked(old, "model", nth))
        assert found is not None
        assert found.selector == marked(new, "model", nth - (nth > 120))


def test_each_of_two_hundred_equal_sentences_keeps_its_number() -> None:
    old = "All models are wrong. " * 200
    route = Reanchoring(old, "Said before: " + old)
    for nth in (0, 7, 199):
        found = route.place(marked(old, "models", nth))
        assert found is not None
        assert found.selector.start == marked(old, "models", nth).start + 13


@pytest.mark.parametrize(
    ("old", "new", "quote", "edited"),
    [
        (TEXT, TEXT.replace("highlight", "higlight"), "highlight", "higlight"),
        (TEXT, TEXT.replace("a promise", "a firm promise"), "is a promise that", "is a firm promise that"),
        (TEXT, TEXT.replace("Our method", "Our new method"), "Our method follows each", "Our new method follows each"),
        (TEXT, TEXT.replace("On forty texts it", "On forty-two texts it"), "forty texts", "forty-two texts"),
        (
            "It costs $O(n^{2})$ steps in all.",
            "It costs O(n^2) steps in all.",
            "costs $O(n^{2})$ steps",
            "costs O(n^2) steps",
        ),
        (
            TEXT,
            TEXT.replace("papers. A highlight", "papers.\n\n  A highlight"),
            "papers. A high",
            "papers.\n\n  A high",
        ),
        (
            "我们提出一种新的模型并且开放代码。",
            "我们提出一种更新的模型并且开放代码。",
            "一种新的模型",
            "一种更新的模型",
        ),
        (
            "A cafe\u0301 of readers 😀 meets.",
            "A café of readers 😀 meets.",
            "cafe\u0301 of readers 😀",
            "café of readers 😀",
        ),
    ],
)
def test_a_quote_that_was_lightly_edited_is_followed(old: str, new: str, quote: str, edited: str) -> None:
    assert placed(old, new, quote) == (edited, "edited")


def test_no_blank_is_left_where_the_end_of_a_quote_went() -> None:
    old = "A model that gives up recurrence altogether and lets every position look at every other one."
    new = "A model that gives up all recurrence and lets every position look at every other one."
    start = old.index("gives")
    placed = Reanchoring(old, new).place(select(old, start, old.index(" and lets")))
    assert placed is not None
    assert placed.selector.exact == "gives up all recurrence"


def test_a_passage_that_was_written_anew_is_detached() -> None:
    new = TEXT.replace(
        "Our method follows each passage through every version of its text.",
        "Language models of any size were trained on the same crawl for one epoch.",
    )
    assert placed(TEXT, new, "follows each passage through every version") is None
    assert placed(TEXT, new, "each") is None
    assert placed(TEXT, new, "The code is open") == ("The code is open", "verbatim")
    assert placed(TEXT, "", "The code is open") is None


def test_it_comes_back_with_its_text() -> None:
    selector = marked(TEXT, "places none wrongly")
    other = "Nothing of the kind."
    assert Reanchoring(TEXT, other).place(selector) is None
    found = Reanchoring(TEXT, TEXT + " Indeed.").place(selector)
    assert found is not None
    assert found.selector.exact == "places none wrongly"


def test_a_selector_of_another_text_is_placed_by_its_quote() -> None:
    selector = marked("Long before. " + TEXT, "places none wrongly")
    found = Reanchoring("unrelated", TEXT).place(selector)
    assert found is not None
    assert found.selector == marked(TEXT, "places none wrongly")


def test_many_highlights_on_one_text_are_all_placed() -> None:
    rng = random.Random(1)
    new = TEXT.replace("forty", "fifty")
    route = Reanchoring(TEXT, new)
    for _ in range(5000):
        start = rng.randrange(len(TEXT) - 40)
        found = route.place(select(TEXT, start, start + 40))
        assert found is not None
        assert abs(found.selector.start - start) <= 5


def test_a_highlight_over_a_text_of_megabytes_is_placed() -> None:
    rng = random.Random(2)
    rows = [" ".join(f"n{rng.randrange(10**6)}" for _ in range(12)) + "." for _ in range(20_000)]
    old = "\n".join(rows)
    new = "\n".join("changed " + row if number % 500 == 3 else row for number, row in enumerate(rows))
    found = Reanchoring(old, new).place(select(old, 0, len(old)))
    assert found is not None
    assert (found.selector.start, found.selector.end) == (0, len(new))


def test_a_quote_is_found_at_all_its_places_best_context_first() -> None:
    text = "one cat, two cat, three cat"
    assert [found.start for found in find_quote(text, "cat")] == [4, 13, 24]
    assert [found.context for found in find_quote(text, "cat")] == [1, 1, 1]
    best, *others = find_quote(text, "cat", "two ", ", three")
    assert (best.start, best.end, best.context) == (13, 16, 1)
    assert all(other.context < 1 for other in others)
    assert find_quote(text, "dog") == find_quote(text, "") == find_quote("", "cat") == []
    assert [found.start for found in find_quote("aaa", "aa")] == [0, 1]


def test_as_its_context_decays_a_place_is_told_less_surely() -> None:
    found = [find_quote(TEXT, "passage", prefix)[0].context for prefix in ("that a ", "thxt a ", "thxt x ", "xhxtxxx")]
    assert found == sorted(found, reverse=True)
    assert found[0] == 1


def test_a_quote_from_outside_is_found_verbatim_nearest_to_where_it_was() -> None:
    text = "a model, a model, a model"
    assert anchor_quote(text, "model") == marked(text, "model", 0)
    assert anchor_quote(text, "model", start=19) == marked(text, "model", 2)
    assert anchor_quote("x model y model", "model", "y ") == marked("x model y model", "model", 1)


def test_a_quote_from_outside_is_found_over_other_line_breaks_and_by_likeness() -> None:
    wrapped = TEXT.replace(" ", "\n")
    selector = anchor_quote(wrapped, "follows each passage")
    assert selector is not None
    assert selector.exact == "follows\neach\npassage"
    selector = anchor_quote(TEXT, "Our methods follow each passage through all versions")
    assert selector is not None
    assert selector.exact == "Our method follows each passage through every version"
    selector = anchor_quote(TEXT * 3, (TEXT * 2).replace("forty", "many").replace("readers", "people"))
    assert selector is not None
    assert selector.start % len(TEXT) == 0


@given(texts, texts, st.text(max_size=32), st.text(max_size=32), st.one_of(st.none(), st.integers(-5, 200)))
@settings(max_examples=300)
def test_a_quote_from_outside_is_a_selector_or_none(
    text: str, exact: str, prefix: str, suffix: str, start: int | None
) -> None:
    selector = anchor_quote(text, exact, prefix, suffix, start)
    if selector:
        assert selector == select(text, selector.start, selector.end)
    if exact.strip() and exact in text:
        assert selector is not None
        assert selector.exact == exact


def test_what_stands_nowhere_is_not_found() -> None:
    assert anchor_quote(TEXT, "Nothing of this kind was ever written down here") is None
    assert anchor_quote(TEXT, "passwge") is None
    assert anchor_quote(TEXT, " \n") is None
    assert anchor_quote(TEXT, "") is None
    assert anchor_quote("", "a") is None

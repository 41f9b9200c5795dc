# SPDX-License-Identifier: MIT
"""A highlight is found again in a changed text, or detached, and never placed where it does not belong."""

from hypothesis import given, settings
from hypothesis import strategies as st

from paperdesk.domain.anchoring import Reanchoring, anchor_quote, find_quote
from paperdesk.domain.annotation import Selector, select

TEXT = (
    "We study how readers mark papers. A highlight is a promise that a passage stays. Our method follows each passage "
    "through every version of its text. On forty texts it loses none, and it places none wrongly. The code is open."
)


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
    st.sampled_from("alpha beta gamma delta . , $ é e\u0301 😀 模型 \n".split(" ")), min_size=1, max_size=40
)


@given(st.data(), st.one_of(words.map(" ".join), st.text(min_size=1, max_size=50)))
def test_in_the_same_text_every_selector_stays(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    selector = select(text, start, data.draw(st.integers(start + 1, len(text))))
    found = Reanchoring(text, text).place(selector)
    assert found is not None
    assert found.selector == selector


@given(st.data(), words.map(" ".join), st.one_of(words.map(" ".join), st.text(max_size=60)))
@settings(max_examples=300)
def test_what_is_placed_is_a_selector_of_the_new_text(data: st.DataObject, old: str, new: str) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    selector = select(old, start, data.draw(st.integers(start + 1, len(old))))
    found = Reanchoring(old, new).place(selector)
    if found:
        assert found.selector == select(new, found.selector.start, found.selector.end)
        assert 0 <= found.similarity <= 1


def test_a_quote_is_found_at_all_its_places_best_context_first() -> None:
    text = "one cat, two cat, three cat"
    assert [found.start for found in find_quote(text, "cat")] == [4, 13, 24]
    assert find_quote(text, "cat", "two ", ", three")[0].start == 13
    assert find_quote(text, "dog") == find_quote(text, "") == find_quote("", "cat") == []


def test_a_passage_that_was_moved_is_followed() -> None:
    one, two = "Our method follows each passage through every version of its text. ", "The code is open."
    new = TEXT.replace(one, "").replace(two, two + " " + one)
    assert placed(TEXT, new, "each passage through") == ("each passage through", "moved")


def test_a_misspelt_word_is_followed() -> None:
    assert placed(TEXT, TEXT.replace("highlight", "higlight"), "highlight") == ("higlight", "edited")


def test_a_quote_without_its_old_text_is_found_by_likeness() -> None:
    selector = anchor_quote(TEXT, "Our methods follow each passage through all versions")
    assert selector is not None
    assert selector.exact == "Our method follows each passage through every version"
    assert anchor_quote(TEXT, "Nothing of this kind was ever written down here") is None

# SPDX-License-Identifier: MIT
"""What changed between two versions of a text tells all of both, word by word."""

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperdesk.domain.differences import Difference, differences

texts = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(["the", "cat", "sat", ".", "\n", " ", "é", "e\u0301", "😀", "模型", "$x^2$"]), max_size=30
    ).map(" ".join),
)


@given(texts, texts)
@example("", "")
@example("a  b", "a b")
@settings(max_examples=300)
def test_the_steps_joined_are_both_texts(old: str, new: str) -> None:
    steps = differences(old, new)
    assert "".join(step.text for step in steps if step.kind != "new") == old
    assert "".join(step.text for step in steps if step.kind != "gone") == new
    assert all(step.text for step in steps)
    assert all(one.kind != two.kind for one, two in itertools.pairwise(steps))


@given(texts)
def test_a_text_differs_in_nothing_from_itself(text: str) -> None:
    assert differences(text, text) == ((Difference("same", text),) if text else ())


def test_words_are_compared_whole() -> None:
    assert differences("We train a model.", "We trained a model.") == (
        Difference("same", "We "),
        Difference("gone", "train"),
        Difference("new", "trained"),
        Difference("same", " a model."),
    )


def test_what_was_moved_is_gone_and_new() -> None:
    old = "Alpha beats beta. Gamma and delta lose all their games. Omega wins."
    new = "Gamma and delta lose all their games. Alpha beats beta. Omega wins."
    assert [(s.kind, s.text) for s in differences(old, new) if s.kind != "same"] == [
        ("gone", "Alpha beats beta. "),
        ("new", "Alpha beats beta. "),
    ]


def test_signs_of_a_script_without_blanks_are_words() -> None:
    assert [s for s in differences("我们提出模型", "我们提出新模型") if s.kind != "same"] == [Difference("new", "新")]

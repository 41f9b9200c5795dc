# SPDX-License-Identifier: MIT
"""What tells that a text lost its TeX."""

import pytest

from paperdesk.reading.lost import Loss, loss


@pytest.mark.parametrize(
    "text",
    [
        "is mathcal{O}(n)",
        "a varepsilon of it",
        "2times faster",
        "in {rm GeV}",
        "the text{max} of",
        "μge 3",
        "O(epsilon^{-3})",
        "over 1{2}",
        "10^{-21},eV",
        "T^+to ZW",
        "sqrt n steps",
        "hat q^{ij}",
    ],
)
def test_lost_tex_is_told(text: str) -> None:
    assert loss(text) is Loss.TEX


@pytest.mark.parametrize("text", ["O(n^2)", "the F_1 score", "a muP scheme", "sim 50 of them", "512 times 512"])
def test_what_may_be_mathematics_is_looked_at(text: str) -> None:
    assert loss(text) is Loss.SOME


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain words.",
        "three times more",
        "epsilon-greedy alpha",
        "a set {text} of sets",
        "1" * 1000,
        "αβγ in Greek",
    ],
    ids=["empty", "words", "times", "greek", "braces", "digits", "letters"],
)
def test_most_texts_are_none(text: str) -> None:
    assert loss(text) is Loss.NONE

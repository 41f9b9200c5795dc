# SPDX-License-Identifier: MIT
"""Words are cut into the names they were glued from, and words of the language are not cut."""

import pytest

from paperdesk.reading import glued


@pytest.mark.parametrize(
    ("word", "due"),
    [
        ("nLvarepsilon", ("n", "L", "varepsilon")),
        ("Omegasubseteq", ("Omega", "subseteq")),
        ("mtimes", ("m", "times")),
        ("timessim", ("times", "sim")),
        ("alpha", ("alpha",)),
        ("imagerightarrowcondition", ("image", "rightarrow", "condition")),
        ("JJJrangle", ("JJJ", "rangle")),
        ("DESItimes", ("D", "E", "S", "I", "times")),
    ],
)
def test_names_are_found(word: str, due: glued.Pieces) -> None:
    assert glued.pieces(word) == due


WORDS = "sometimes strangle alphabet determine checkpoint Stella Hastings ChatGPT FastBERT unless the a I"


@pytest.mark.parametrize("word", [*WORDS.split(), "x" * 100, "times" * 30])
def test_words_are_not_cut(word: str) -> None:
    assert glued.pieces(word) == ()


def test_a_cut_covers_its_word() -> None:
    for word in ("nLvarepsilon", "gammabetatimes", "XXrightarrowEnglish", "cccccrangle"):
        assert "".join(glued.pieces(word)) == word


@pytest.mark.parametrize(("word", "due"), [("muP", ("mu", "P")), ("alphaXiv", ()), ("PiC", ()), ("muTransfer", ())])
def test_greek_letters_before_capitals(word: str, due: glued.Pieces) -> None:
    assert glued.with_capitals(word) == due


@pytest.mark.parametrize(("word", "due"), [("bto", ("b", "to")), ("rle", ("r", "le")), ("all", ()), ("age", ())])
def test_letters_before_short_names(word: str, due: glued.Pieces) -> None:
    assert glued.with_short(word) == due


@pytest.mark.parametrize(("word", "due"), [("mum", ("mu", "m")), ("muJy", ("mu", "J", "y")), ("must", ()), ("mu", ())])
def test_micro_before_a_unit(word: str, due: glued.Pieces) -> None:
    assert glued.micro(word) == due


def test_only_names_that_are_no_words_are_certain() -> None:
    assert glued.certain(("varepsilon",))
    assert glued.certain(("m", "epsilon"))
    assert not glued.certain(("times",))
    assert not glued.certain(("min", "max"))

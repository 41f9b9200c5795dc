# SPDX-License-Identifier: MIT
"""Letters of other alphabets in ASCII."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.transliteration import ascii_letters


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("Schmidhuber, Jürgen", "Schmidhuber, Jurgen"),
        ("Łukasz Øster Ærø Straße", "Lukasz Oster Aero Strasse"),
        ("Иванов Щука", "Ivanov Shchuka"),
        ("αβ-VAE Θ", "av-VAE Th"),
        ("ﬁne Ⅳ", "fine IV"),
        ("李 😀", " "),
        ("plain", "plain"),
    ],
)
def test_letters_are_spelt(text: str, spelt: str) -> None:
    assert ascii_letters(text) == spelt


@given(st.text())
def test_nothing_else_is_left(text: str) -> None:
    assert ascii_letters(text).isascii()

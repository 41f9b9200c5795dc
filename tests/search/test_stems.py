# SPDX-License-Identifier: MIT
"""Which words are of one stem."""

import pytest

from paperdesk.search.stems import stem


@pytest.mark.parametrize(
    "forms",
    [
        "iterate iterates iterated iterating iteration iterations iterative",
        "run runs running",
        "plan plans planned planning",
        "quantize quantized quantization quantizing",
        "optimize optimizing optimization",
        "model models modeling modelling",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


def test_other_words_have_other_stems() -> None:
    assert len({stem(word) for word in ("network", "networth", "new", "news", "general", "generate")}) == 6


def test_what_is_no_english_word_is_its_own_stem() -> None:
    for word in ("gpt4s", "модели", "模", "as", "2404"):
        assert stem(word) == word

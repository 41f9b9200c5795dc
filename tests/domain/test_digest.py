# SPDX-License-Identifier: MIT
"""A digest as a value: its days in words, how much there is of what, and the first sentence of an abstract."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.digest import SENTENCE, Digest, Edition, Section, first_sentence


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        ("2026-11-25", "2026-11-25", "Wednesday, 25 November 2026"),
        ("2026-11-19", "2026-11-25", "19 to 25 November 2026"),
        ("2026-10-28", "2026-11-03", "28 October to 3 November 2026"),
        ("2025-12-28", "2026-01-03", "28 December 2025 to 3 January 2026"),
    ],
)
def test_the_days_in_words(first: str, last: str, title: str) -> None:
    assert Edition(first, last).title == title
    assert Edition(first, last).is_weekly == (first != last)


def test_the_subject_says_how_much_there_is() -> None:
    edition = Edition("2026-11-25", "2026-11-25")
    made = Digest(
        edition, (Section("trending", "T", (), 12), Section("search", "a", (), 2), Section("search", "b", (), 1))
    )
    assert made.subject == "PaperDesk: Wednesday, 25 November 2026 (12 trending, 3 in your searches)"
    assert made
    assert not Digest(edition)
    assert Digest(edition).subject == "PaperDesk: Wednesday, 25 November 2026"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Large models are hard to train, and harder still to serve at a low cost. We fix it.",
            "Large models are hard to train, and harder still to serve at a low cost.",
        ),
        ("We fix it. It is fast and it works on any of the machines that we had here. More.",
         "We fix it. It is fast and it works on any of the machines that we had here."),
        (
            "The method of Smith et al. Improves upon earlier ones, e.g. Those of J. R. Lee, by a wide margin. More.",
            "The method of Smith et al. Improves upon earlier ones, e.g. Those of J. R. Lee, by a wide margin.",
        ),
        ("Version 2.5 of the model outperforms 3.1 of the other by 4.2 points on all of them (!). More.",
         "Version 2.5 of the model outperforms 3.1 of the other by 4.2 points on all of them (!)."),
        ("", ""),
        ("short\n one", "short one"),
    ],
)  # fmt: skip
def test_the_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@given(st.text(max_size=600))
def test_it_is_never_too_long_and_always_from_the_beginning(text: str) -> None:
    said = first_sentence(text)
    assert len(said) <= SENTENCE
    assert "\n" not in said
    assert " ".join(text.split()).startswith(said.rstrip("…").rstrip()) or said.endswith("…")

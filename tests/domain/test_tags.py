# SPDX-License-Identifier: MIT
"""Names of tags: written one way, equal without regard to case, refused where nothing is left of them."""

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperdesk.domain.errors import BadInput
from paperdesk.domain.tags import LONGEST, fold_tag, tag_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ml", "ml"),
        (" Machine  Learning ", "Machine Learning"),
        ("#ml", "ml"),
        ("##ml", "ml"),
        ("/#ml", "ml"),
        ("ml//vision/", "ml/vision"),
        (" ml / Vision ", "ml/Vision"),
        ("C#", "C#"),
        ("a/#b", "a/#b"),
        ("ml\u200b\u202e", "ml"),
        ("e\u0301", "é"),
        ("line\nbreak\0", "line break\ufffd"),
    ],
)
def test_a_name_is_written_in_one_way(text: str, name: str) -> None:
    assert tag_name(text) == name


@pytest.mark.parametrize(
    "text", ["", " ", "#", "/", "# / #", "\u200b"], ids=["none", "blank", "sign", "stroke", "both", "unseen"]
)
def test_nothing_is_no_name(text: str) -> None:
    with pytest.raises(BadInput, match="no name for a tag"):
        tag_name(text)


def test_a_name_has_a_longest_length() -> None:
    assert len(tag_name("a" * LONGEST)) == LONGEST
    with pytest.raises(BadInput, match="longer than 200"):
        tag_name("a" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("one", "other"), [("ML/Vision", "ml/vision"), ("Straße", "STRASSE"), ("#ml", "ML"), ("É", "e\u0301")]
)
def test_spellings_of_one_tag_fold_to_one(one: str, other: str) -> None:
    assert fold_tag(one) == fold_tag(other)


@given(st.text(max_size=30) | st.text("#/ aA\u0301\u200b", max_size=12))
@example("##a")
@example("# #a")
@settings(max_examples=300)
def test_a_name_is_its_own_name(text: str) -> None:
    with contextlib.suppress(BadInput):
        name = tag_name(text)
        assert tag_name(name) == name
        assert fold_tag(name) == fold_tag(text)
        assert all(part and part == part.strip() for part in name.split("/"))

# SPDX-License-Identifier: MIT
"""Names taken apart as BibTeX and CSL want them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.names import Name, split_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jie Wu", Name("Wu", "Jie")),
        ("Wu, Jie", Name("Wu", "Jie")),
        ("  V.  Mnih ", Name("Mnih", "V.")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", "van")),
        ("van Beethoven, Ludwig", Name("Beethoven", "Ludwig", "van")),
        ("Aäron van den Oord", Name("Oord", "Aäron", "van den")),
        ("Charles de la Vallée Poussin", Name("Vallée Poussin", "Charles", "de la")),
        ("Martin Luther King Jr.", Name("King", "Martin Luther", "", "Jr.")),
        ("Martin Luther King, Jr.", Name("King", "Martin Luther", "", "Jr.")),
        ("Vincent van Gogh, III", Name("Gogh", "Vincent", "van", "III")),
        ("Room 12, Jr.", Name(literal="Room 12, Jr.")),
        ("King, Jr., Martin", Name("King", "Martin", "", "Jr.")),
        ("King, Martin, III", Name("King", "Martin", "", "III")),
        ("OpenAI", Name(literal="OpenAI")),
        ("Qwen Team", Name(literal="Qwen Team")),
        ("The ATLAS Collaboration", Name(literal="The ATLAS Collaboration")),
        ("李飞飞", Name(literal="李飞飞")),
        ("One, Two, Three", Name(literal="One, Two, Three")),
        (",", Name(literal="")),
    ],
)
def test_a_name_is_taken_apart(text: str, name: Name) -> None:
    assert split_name(text) == name


def test_the_form_for_sorting_has_the_particle_first_and_the_suffix_last() -> None:
    assert split_name("Ludwig van Beethoven").sorted_form == "van Beethoven, Ludwig"
    assert split_name("Martin Luther King Jr.").sorted_form == "King, Martin Luther, Jr."
    assert split_name("Qwen Team").sorted_form == "Qwen Team"


@given(st.text(max_size=40))
def test_no_name_is_lost_and_the_form_for_sorting_means_the_same(text: str) -> None:
    name = split_name(text)
    words = sorted(text.replace(",", " ").split())
    kept = f"{name.literal} {name.family} {name.given} {name.particle} {name.suffix}"
    assert sorted(kept.replace(",", " ").split()) == words
    if not name.literal and name.family and name.given:
        assert split_name(name.sorted_form) == name

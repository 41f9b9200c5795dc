# SPDX-License-Identifier: MIT
"""What a paper and a tag say of themselves."""

from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.paper import Paper, PaperId, Tag, TagId
from paperdesk.domain.record import Links, Sighting


def _paper(*sightings: Sighting) -> Paper:
    return Paper(
        id=PaperId(1), key="2404.18212", aliases=(), title="A Title", authors=(), abstract="", published="", day="",
        categories=(), tags=(), read=False, starred=False, later=False, archived=False, upvotes=0, links=Links(),
        sightings=sightings, added="2025-01-01T00:00:00.000Z",
    )  # fmt: skip


def test_a_paper_names_each_day_of_listing_once_and_in_order() -> None:
    sightings = [
        Sighting("hf", "2025-01-02"),
        Sighting("page"),
        Sighting("hf", "2025-01-01"),
        Sighting("page", "2025-01-02"),
    ]
    assert _paper(*sightings).listed == ("2025-01-01", "2025-01-02")
    assert _paper(Sighting("page")).listed == ()


def test_the_label_of_a_tag_is_the_end_of_its_path() -> None:
    assert Tag(TagId(1), "ml/vision/3d").label == "3d"
    assert Tag(TagId(2), "ml").label == "ml"


def test_an_unknown_key_is_named_on_one_line() -> None:
    assert UnknownPaper("a\nb").text == r"no paper has the key 'a\nb'"

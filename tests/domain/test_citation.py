# SPDX-License-Identifier: MIT
"""What reference managers know beside: kept with the sighting, found again over all of them."""

from paperdesk.domain.citation import citation_extra, citation_of
from paperdesk.domain.record import Sighting


def test_what_paperdesk_has_a_place_for_and_what_says_nothing_is_not_kept_twice() -> None:
    fields = {"title": "T", "DOI": "10.1000/a", "volume": "3", "issue": "", "editor": [], "type": "article-journal"}
    assert citation_extra(fields) == {"csl": {"volume": "3", "type": "article-journal"}}
    assert citation_extra({"title": "T", "page": ""}) == {}


def test_all_sightings_are_asked_and_the_one_that_says_more_comes_first() -> None:
    sightings = [
        Sighting("a", extra={"csl": {"volume": "1"}}),
        Sighting("b", extra={"csl": {"volume": "2", "page": "3-4"}}),
        Sighting("c", extra={"csl": "text", "other": 1}),
        Sighting("d", extra={"csl": {"issue": "5"}}),
    ]
    assert citation_of(sightings) == {"volume": "2", "page": "3-4", "issue": "5"}
    assert citation_of([Sighting("x")]) == {}

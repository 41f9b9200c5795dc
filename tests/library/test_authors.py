# SPDX-License-Identifier: MIT
"""The authors of the library, those of the most papers first."""

from collections.abc import Callable

from paperdesk.domain.record import Record
from paperdesk.library.library import Library


def test_the_most_frequent_authors_of_what_is_shown(library: Library, record: Callable[..., Record]) -> None:
    names = [("Ann", "Bo"), ("Bo", "Cy"), ("Bo",), ("Cy", "Ann"), ("Dee", "Dee"), ("Eve", "Cy")]
    library.add([record(f"Title {n}", arxiv_id=f"2401.{n:05}", authors=who) for n, who in enumerate(names, 1)], "added")
    assert library.frequent_authors(3) == ["Bo", "Cy", "Ann"]
    library.hide([library.find("2401.00006")], "removed")
    assert library.frequent_authors(10)[:3] == ["Bo", "Ann", "Cy"]
    assert "Eve" not in library.frequent_authors(10)
    assert library.frequent_authors(0) == []


def test_nobody_wrote_nothing(library: Library) -> None:
    assert library.frequent_authors(10) == []

# SPDX-License-Identifier: MIT
"""Changes say enough for a view to decide, and two of them can be taken as one."""

from paperdesk.domain.changes import MANY, Changes
from paperdesk.domain.paper import PaperId


def _papers(*ids: int) -> frozenset[PaperId]:
    return frozenset(map(PaperId, ids))


def test_no_change_is_false_and_touches_nothing() -> None:
    assert not Changes()
    assert not Changes().touches(PaperId(1))


def test_a_change_touches_what_it_names_and_all_if_it_names_none() -> None:
    some = Changes(1, papers=_papers(3))
    assert some
    assert some.touches(PaperId(3))
    assert not some.touches(PaperId(4))
    assert Changes(1, papers=None).touches(PaperId(4))


def test_two_changes_reach_as_far_as_both() -> None:
    one = Changes(4, "first", _papers(1), lists=True, marks=frozenset({"read"}), undoable=True)
    other = Changes(7, "second", _papers(2), tags=True, marks=frozenset({"starred"}))
    assert one | other == Changes(
        7, "second", _papers(1, 2), lists=True, marks=frozenset({"read", "starred"}), tags=True, undoable=True
    )


def test_no_change_adds_nothing() -> None:
    one = Changes(4, "first", _papers(1))
    assert one | Changes() == one
    assert Changes() | one == one


def test_an_unnamed_summary_gives_way() -> None:
    assert (Changes(1, "said") | Changes(2)).summary == "said"


def test_more_papers_than_are_worth_naming_are_all() -> None:
    half = MANY // 2 + 1
    one, other = Changes(1, papers=_papers(*range(half))), Changes(2, papers=_papers(*range(half, 2 * half)))
    assert (one | other).papers is None
    assert (one | Changes(2, papers=None)).papers is None
    assert (one | one).papers is None or len((one | one).papers or ()) == half

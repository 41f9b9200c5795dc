# SPDX-License-Identifier: MIT
"""Tags on papers: one whatever its case, kept as first written, moved and merged with those below it."""

from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.conditions import Tagged
from paperdesk.domain.errors import BadInput, Trouble, UnknownPaper
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record
from paperdesk.library.library import Library

Make = Callable[..., Record]


@pytest.fixture
def ids(library: Library, record: Make) -> list[PaperId]:
    """Three papers in the library."""
    library.add([record(f"Paper Number {n} of Three", arxiv_id=f"2404.0000{n}") for n in range(3)], "added")
    return [library.find(f"2404.0000{n}") for n in range(3)]


def _tags(library: Library) -> dict[str, int]:
    return {tag.name: tag.count for tag in library.tags()}


def test_a_tag_is_kept_as_it_was_first_written(library: Library, ids: list[PaperId]) -> None:
    changes = library.tag(ids[:2], ["ML/Vision"], "tagged")
    assert (changes.papers, changes.tags, changes.lists, changes.summary) == (frozenset(ids[:2]), True, True, "tagged")
    library.tag([ids[2]], ["#ml/vision"], "tagged")
    assert _tags(library) == {"ML/Vision": 3}
    assert library.paper(ids[2]).tags == ("ML/Vision",)


def test_a_tag_that_is_there_is_no_change(library: Library, ids: list[PaperId]) -> None:
    library.tag(ids, ["ml", "ML"], "tagged")
    assert not library.tag(ids, ["Ml"], "tagged again")
    assert not library.tag([], ["other"], "tagged nothing")
    assert _tags(library) == {"ml": 3}


def test_several_tags_are_one_undo(library: Library, ids: list[PaperId], read_all: Any) -> None:
    before = read_all(library.folder)
    library.tag([*ids, *ids], ["a", "b/c", "d"], "tagged")
    assert _tags(library) == {"a": 3, "b/c": 3, "d": 3}
    library.undo()
    assert read_all(library.folder) == before


@pytest.mark.parametrize("names", [["ok", "///"], ["ok", "x" * 201]], ids=["no name", "too long"])
@pytest.mark.parametrize("verb", ["tag", "untag"])
def test_a_name_that_is_none_changes_nothing(library: Library, ids: list[PaperId], verb: str, names: list[str]) -> None:
    library.tag(ids, ["ok"], "tagged")
    before = library.last_change()
    with pytest.raises(BadInput):
        getattr(library, verb)(ids, names, "tagged")
    assert library.last_change() == before
    assert _tags(library) == {"ok": 3}


@pytest.mark.parametrize("verb", ["tag", "untag"])
def test_a_paper_that_never_was_is_named(library: Library, ids: list[PaperId], verb: str) -> None:
    with pytest.raises(UnknownPaper, match="99"):
        getattr(library, verb)([ids[0], PaperId(99)], ["ml"], "tagged")
    assert _tags(library) == {}


def test_the_last_paper_takes_its_tag_along(library: Library, ids: list[PaperId]) -> None:
    library.tag(ids[:2], ["ml", "other"], "tagged")
    library.untag([ids[0]], ["ML"], "untagged")
    assert _tags(library) == {"ml": 1, "other": 2}
    library.untag([ids[1], ids[2]], ["ml", "nothing"], "untagged")
    assert _tags(library) == {"other": 2}
    assert not library.untag(ids, ["ml"], "untagged")
    library.undo()
    assert _tags(library) == {"ml": 1, "other": 2}


def test_tags_below_count_once_and_stand_in_order(library: Library, ids: list[PaperId]) -> None:
    library.tag([ids[0]], ["ml", "ml/vision", "ml/vision/3d"], "tagged")
    library.tag([ids[1]], ["ML/Vision", "ml-ops"], "tagged")
    library.tag([ids[2]], ["ml/vision/3d", "Zoo"], "tagged")
    library.mark([ids[1]], {"read": True}, "read")
    assert [(t.name, t.count, t.unread) for t in library.tags()] == [
        ("ml", 3, 2), ("ml/vision", 3, 2), ("ml/vision/3d", 2, 2), ("ml-ops", 1, 0), ("Zoo", 1, 1),
    ]  # fmt: skip
    library.hide([ids[2]], "removed")
    assert _tags(library) == {"ml": 2, "ml/vision": 2, "ml/vision/3d": 1, "ml-ops": 1, "Zoo": 0}


def test_a_tag_is_renamed_with_those_below_it(library: Library, ids: list[PaperId], read_all: Any) -> None:
    library.tag(ids, ["ml", "ml/vision/3d", "mlx"], "tagged")
    before = read_all(library.folder)
    changes = library.rename_tag("ML", "Learning/Machine")
    assert changes.papers is None
    assert changes.tags
    assert changes.lists
    assert changes.summary == "Renamed the tag ML to Learning/Machine"
    assert _tags(library) == {"Learning/Machine": 3, "Learning/Machine/vision/3d": 3, "mlx": 3}
    library.undo()
    assert read_all(library.folder) == before


def test_a_tag_can_change_its_case(library: Library, ids: list[PaperId]) -> None:
    library.tag(ids, ["ml", "ml/vision"], "tagged")
    library.rename_tag("ml", "ML")
    assert _tags(library) == {"ML": 3, "ML/vision": 3}
    assert not library.rename_tag("ml", "ML")


def test_a_tag_renamed_onto_another_is_merged_into_it(library: Library, ids: list[PaperId], read_all: Any) -> None:
    library.tag(ids[:2], ["a", "a/x"], "tagged")
    library.tag(ids[1:], ["B", "b/X"], "tagged")
    before = read_all(library.folder)
    library.rename_tag("a", "b")
    assert _tags(library) == {"B": 3, "b/X": 3}
    assert library.page(Query(Tagged("a")), -1) == []
    library.undo()
    assert read_all(library.folder) == before


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [("a/a", "a", {"a": 3, "a/a": 3}), ("a", "b/a", {"b/a": 3, "b/a/a": 3, "b/a/a/a": 3}), ("a/a", "a/b", {"a": 3, "a/b": 3, "a/b/a": 3})],
)  # fmt: skip
def test_a_tag_can_move_along_its_path(
    library: Library, ids: list[PaperId], old: str, new: str, after: dict[str, int]
) -> None:
    library.tag(ids, ["a", "a/a", "a/a/a"], "tagged")
    library.rename_tag(old, new)
    assert _tags(library) == after


def test_letters_that_fold_to_more_are_no_part_of_what_is_below(library: Library, ids: list[PaperId]) -> None:
    library.tag(ids, ["Straße", "STRASSE/Haus"], "tagged")
    library.rename_tag("straße", "Weg")
    assert _tags(library) == {"Weg": 3, "Weg/Haus": 3}


@pytest.mark.parametrize(
    ("verb", "arguments", "why"),
    [
        ("rename_tag", ("none", "new"), "there is no tag 'none'"),
        ("rename_tag", ("ml", "ML/below"), "cannot be moved below itself"),
        ("rename_tag", ("ml", " / "), "no name for a tag"),
        ("rename_tag", ("ml", "x" * 199), "longer than 200"),
        ("delete_tag", ("none",), "there is no tag 'none'"),
        ("delete_tag", ("",), "no name for a tag"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    library: Library, ids: list[PaperId], verb: str, arguments: tuple[str, ...], why: str
) -> None:
    library.tag(ids, ["ml", "ml/vision"], "tagged")
    with pytest.raises(Trouble, match=why):
        getattr(library, verb)(*arguments)
    assert _tags(library) == {"ml": 3, "ml/vision": 3}
    assert library.undoable() == "tagged"


def test_a_deleted_tag_is_gone_from_all_papers_also_hidden_ones(
    library: Library, ids: list[PaperId], read_all: Any
) -> None:
    library.tag(ids, ["ml", "ml/vision", "mlx"], "tagged")
    library.hide([ids[0]], "removed")
    before = read_all(library.folder)
    changes = library.delete_tag("Ml")
    assert changes.papers == frozenset(ids)
    assert _tags(library) == {"mlx": 2}
    library.undo()
    assert read_all(library.folder) == before

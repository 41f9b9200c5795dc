# SPDX-License-Identifier: MIT
"""Saved searches and watch words in the library: kept, changed, moved and deleted, each of which undo takes back."""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record
from paperdesk.domain.searches import COLOURS, SavedSearch, SearchId
from paperdesk.library import schema
from paperdesk.library.library import Library
from paperdesk.library.view import View

Verb = Callable[[Library], Any]


@pytest.fixture
def kept(library: Library) -> Library:
    """A library with three saved searches and two watch words."""
    for name in ("one", "two", "three"):
        library.save_search(name, f"text {name}")
    library.save_search("Red", "red", "pink")
    library.save_search("Sky", "sky OR air", "blue")
    return library


def shown(library: View) -> list[str]:
    return [f"{s.name}: {s.text}" + (f" in {s.colour}" if s.colour else "") for s in library.searches()]


ALL = ["one: text one", "two: text two", "three: text three", "Red: red in pink", "Sky: sky OR air in blue"]


def test_each_kind_stands_in_its_order(kept: Library) -> None:
    assert shown(kept) == ALL
    assert [search.is_watched for search in kept.searches()] == [False, False, False, True, True]


@pytest.mark.parametrize(
    ("verb", "after"),
    [
        (lambda library: library.save_search("four", "x"), [*ALL[:3], "four: x", *ALL[3:]]),
        (lambda library: library.save_search("ONE", "other"), ["ONE: other", *ALL[1:]]),
        (lambda library: library.save_search("one", "one", "green"), [*ALL, "one: one in green"]),
        (lambda library: library.save_search("RED", "red wine", "pink"), [*ALL[:3], "RED: red wine in pink", ALL[4]]),
        (lambda library: library.save_search("Blue", "sky OR air", "blue"), [*ALL[:4], "Blue: sky OR air in blue"]),
        (lambda library: library.change_search(SearchId(2), name="2", text="t"), [ALL[0], "2: t", *ALL[2:]]),
        (
            lambda library: library.change_search(SearchId(4), name="red", text="red", colour="green"),
            [*ALL[:3], "red: red in green", ALL[4]],
        ),
        (lambda library: library.move_search(SearchId(3), 0), [ALL[2], ALL[0], ALL[1], *ALL[3:]]),
        (lambda library: library.move_search(SearchId(1), 99), [ALL[1], ALL[2], ALL[0], *ALL[3:]]),
        (lambda library: library.move_search(SearchId(5), 0), [*ALL[:3], ALL[4], ALL[3]]),
        (lambda library: library.delete_search(SearchId(2)), [ALL[0], *ALL[2:]]),
        (lambda library: library.delete_search(SearchId(4)), [*ALL[:3], ALL[4]]),
    ],
    ids=["save", "save over", "follow beside", "follow over", "follow again", "change", "recolour", "first", "last",
         "move watched", "delete", "unfollow"],
)  # fmt: skip
def test_what_is_done_can_be_undone_and_done_again(kept: Library, verb: Verb, after: list[str]) -> None:
    changes = verb(kept)
    assert (changes.searches, changes.lists, changes.papers, changes.undoable) == (True, False, frozenset(), True)
    assert changes.summary
    assert shown(kept) == after
    kept.undo()
    assert shown(kept) == ALL
    kept.redo()
    assert shown(kept) == after


@pytest.mark.parametrize(
    "verb",
    [
        lambda library: library.save_search("one", "text one"),
        lambda library: library.move_search(SearchId(1), 0),
        lambda library: library.move_search(SearchId(1), -5),
        lambda library: library.change_search(SearchId(1), name=" one ", text="text  one"),
        lambda library: library.delete_search(SearchId(99)),
    ],
    ids=["save", "move", "move up", "change", "delete"],
)
def test_what_changes_nothing_is_no_change(kept: Library, verb: Verb) -> None:
    number = kept.last_change()
    assert not verb(kept)
    assert kept.last_change() == number
    assert shown(kept) == ALL


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (("", "x", ""), "is no name"),
        ((" \u200b ", "x", ""), "is no name"),
        (("x" * 121, "x", ""), "is no name"),
        (("x", " ", ""), "a query of 1 to 4,000"),
        (("x", "y" * 4_001, ""), "a query of 1 to 4,000"),
        (("x", "y", "mauve"), "is no colour; there are yellow, green, blue, pink, orange"),
    ],
    ids=["no name", "unseen name", "long name", "no text", "long text", "no colour"],
)
def test_what_cannot_be_kept(kept: Library, values: tuple[str, str, str], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        kept.save_search(*values)
    name, text, colour = values
    with pytest.raises(BadInput, match=why):
        kept.change_search(SearchId(4), name=name, text=text, colour=colour or "blue")
    assert shown(kept) == ALL


def test_a_search_never_changes_its_kind_or_takes_the_name_of_another(kept: Library) -> None:
    with pytest.raises(BadInput, match="no colour"):
        kept.change_search(SearchId(1), name="one", text="x", colour="blue")
    with pytest.raises(BadInput, match="no colour"):
        kept.change_search(SearchId(4), name="Red", text="x")
    with pytest.raises(BadInput, match="another search is called 'TWO'"):
        kept.change_search(SearchId(1), name="TWO", text="x")
    assert kept.change_search(SearchId(1), name="sky", text="x")  # the name of a watch word is free
    assert shown(kept)[0] == "sky: x"


@pytest.mark.parametrize("verb", ["change", "move"])
def test_a_search_that_another_deleted_is_gone(kept: Library, verb: str) -> None:
    with Library(kept.folder) as other:
        other.delete_search(SearchId(1))
    with pytest.raises(Trouble, match="another window or command deleted it"):
        kept.change_search(SearchId(1), name="x", text="x") if verb == "change" else kept.move_search(SearchId(1), 1)


def test_surrogates_and_line_breaks_are_stored_as_what_can_be(library: Library) -> None:
    library.save_search("a\ud800\nb", "x\x00 \t y\udfff")
    assert shown(library) == ["a\ufffd b: x\ufffd y\ufffd"]


def test_a_colour_of_another_version_is_shown_as_one_that_is_known(kept: Library) -> None:
    with contextlib.closing(sqlite3.connect(kept.folder / "library.db")) as db, db:
        db.execute("UPDATE searches SET colour = 'mauve' WHERE id = 4")
    assert shown(kept)[3] == f"Red: red in {COLOURS[0]}"


def contents(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables of the former version."""
    with contextlib.closing(sqlite3.connect(folder / "library.db")) as db:
        tables = [table for table in schema.TABLES if table != "searches"]
        return {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


def test_a_library_without_searches_gets_the_table_and_keeps_all_else(
    folder: Path, record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as former:
        others = {name: step for name, step in schema.STEPS.items() if name != "m002_searches"}
        former.setattr(schema, "STEPS", others)
        former.setattr("paperdesk.library.connection.STEPS", schema.STEPS)
        former.setattr("paperdesk.library.migrations.STEPS", schema.STEPS)
        with Library(folder) as library:
            library.add([record()], "added")
            library.tag(library.page(Query(), 1), ["ml"], "tagged")
    before = contents(folder)
    with View(folder) as view:  # who only reads brings it up to date too
        assert view.searches() == []
    assert contents(folder) == before
    assert [path.name.split("-")[1] for path in (folder / "backups").glob("*.db")] == ["m002_searches"]
    with Library(folder) as library:
        library.save_search("mine", "graph")
        assert library.searches() == [SavedSearch(SearchId(1), "mine", "graph")]
        library.undo()
        assert library.searches() == []
        library.undo()
        assert library.tags() == []

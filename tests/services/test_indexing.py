# SPDX-License-Identifier: MIT
"""The index follows the library: what is committed is in it, what is taken out is not, and marks never touch it."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.conditions import EVERYTHING, Condition, Identified, Phrase, Word
from paperdesk.domain.errors import Trouble
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query_text import parse
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.search.errors import IndexUnusable
from paperdesk.search.index import Index
from paperdesk.services import indexing
from paperdesk.services.finding import Finder
from paperdesk.services.indexing import Follower, build_index, index_folder, open_index


def record(number: int, title: str = "", **said: Any) -> Record:
    sighting = Sighting(said.pop("source", "page"), said.pop("day", "2025-01-01"))
    return Record(title or f"Title number{number}", sighting, arxiv_id=f"2501.{number:05}", **said)


class Kept:
    """A library with its index, and who keeps that."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.index = build_index(library)
        self.follower = Follower(library, self.index)

    def find(self, query: str) -> set[int]:
        return set(Finder(self.library, self.index).ids(parse(query, complete=True).condition))

    def files(self) -> dict[str, int]:
        """The files of the index, each with when it was written."""
        return {path.name: path.stat().st_mtime_ns for path in index_folder(self.library.folder).iterdir()}


@pytest.fixture
def kept(library: Library) -> Iterator[Kept]:
    library.add([record(n, abstract="Some words.", authors=("Ann Lee",)) for n in range(1, 6)], "added")
    made = Kept(library)
    yield made
    made.index.close()


def test_every_kind_of_text_is_found(library: Library) -> None:
    library.add(
        [
            record(1, "Graphs of $\\alpha$-words", abstract="With $H_2O$ and na\\\"ive {\\em text}.", authors=("J. M\\\"uller",),
                   categories=("cs.LG",), source="huggingface"),
            record(2, "Other"),
        ],
        "added",
    )  # fmt: skip
    library.tag([PaperId(1)], ["machine learning/theory"], "tagged")
    kept = Kept(library)
    for query in (
        "graph", "title:words", "abstract:naive", "author:müller", "category:cs.LG", "theory", "huggingface", "H2O",
        '"naive text"', "2501.00001", "-other", "text",
    ):  # fmt: skip
        assert kept.find(query) == {1}, query
    assert kept.find("*") == {1, 2}
    kept.index.close()


def test_what_is_new_changed_tagged_or_merged_is_taken_in(kept: Kept) -> None:
    library = kept.library
    library.add([record(6, "Newcomer"), record(1, abstract="Rather longer words than before, with zebras.")], "added")
    library.tag([PaperId(2)], ["fish"], "tagged")
    assert kept.find("newcomer") == set()
    assert kept.follower.catch_up()
    assert (kept.find("newcomer"), kept.find("fish"), kept.find("number1")) == ({6}, {2}, {1})
    library.rename_tag("fish", "fowl")
    kept.follower.catch_up()
    assert (kept.find("fish"), kept.find("fowl")) == (set(), {2})
    library.delete_tag("fowl")
    kept.follower.catch_up()
    assert kept.find("fowl") == set()
    library.undo()
    kept.follower.catch_up()
    assert kept.find("fowl") == {2}


def test_what_is_taken_out_leaves_and_comes_back(kept: Kept) -> None:
    kept.library.hide([PaperId(3)], "removed")
    assert kept.find("title") == {1, 2, 4, 5}  # even before the index is brought up to date
    kept.follower.catch_up()
    assert kept.find("title") == {1, 2, 4, 5}
    kept.library.undo()
    kept.follower.catch_up()
    assert kept.find("title") == {1, 2, 3, 4, 5}
    kept.library.undo()  # the import itself
    kept.follower.catch_up()
    assert (kept.find("*"), kept.index.count) == (set(), 0)
    kept.library.redo()
    kept.follower.catch_up()
    assert kept.find("*") == {1, 2, 3, 4, 5}


def test_papers_that_are_one_are_found_as_one(library: Library) -> None:
    library.add([Record("Attention is all you need", Sighting("page"), abstract="Zebras.", doi="10.1000/one")], "added")
    library.add([record(7, "Attention is all you need", source="huggingface", authors=("Vaswani",))], "added")
    kept = Kept(library)
    both = kept.find("attention")
    library.add(
        [Record("Attention is all you need", Sighting("arxiv"), doi="10.1000/one", arxiv_id="2501.00007")], "added"
    )
    kept.follower.catch_up()
    assert len(both) == 2
    (one,) = kept.find("attention")
    assert kept.find("zebras vaswani") == {one}
    assert kept.find("2501.00007 ") == kept.find("10.1000/one") == kept.find("huggingface") == {one}
    kept.index.close()


def test_marks_and_searches_write_nothing(kept: Kept) -> None:
    before = kept.files()
    for _ in range(3):
        kept.library.mark([PaperId(1)], {"read": True, "starred": True}, "marked")
        kept.library.save_search("mine", "graph")
        kept.library.undo()
        kept.library.undo()
        assert kept.follower.catch_up()
    assert kept.files() == before


def test_many_changes_without_a_text_are_noted_once(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "_FAR", 10)
    for n in range(12):
        kept.library.mark([PaperId(1)], {"read": n % 2 == 0}, "marked")
        kept.follower.catch_up()
    assert kept.index.upto >= kept.library.last_change() - 10
    assert kept.find("title") == {1, 2, 3, 4, 5}


def test_too_much_at_once_asks_for_a_new_index(kept: Kept) -> None:
    kept.library.add([record(n) for n in range(100, 4_102)], "added")
    before = kept.files()
    assert not kept.follower.catch_up()
    assert kept.files() == before


@pytest.mark.parametrize("count", [1, 499, 500, 501, 1_001])
def test_what_comes_in_several_commits_is_there_whole(kept: Kept, count: int) -> None:
    kept.library.add([record(n, f"Newcomer {n}") for n in range(100, 100 + count)], "added")
    assert kept.follower.catch_up()
    assert len(kept.find("newcomer")) == count
    assert kept.index.upto == kept.library.last_change()


def test_a_catching_up_that_is_cut_off_begins_again(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "AT_ONCE", 10)
    kept.library.add([record(n, "Newcomer") for n in range(100, 135)], "added")
    update, upto = Index.update, kept.index.upto
    done = []

    def cut_off(index: Index, *arguments: Any) -> None:
        done.append(1)
        if len(done) == 3:
            raise KeyboardInterrupt
        update(index, *arguments)

    monkeypatch.setattr(Index, "update", cut_off)
    with pytest.raises(KeyboardInterrupt):
        kept.follower.catch_up()
    assert kept.index.upto == upto
    again = Index.open(index_folder(kept.library.folder))
    assert Follower(kept.library, again).catch_up()
    assert len(kept.find("newcomer")) == 35
    again.close()


def test_two_who_follow_one_library_leave_it_as_one_would(kept: Kept) -> None:
    """Each is behind at times, as when two processes write in turns."""
    other_index = Index.open(index_folder(kept.library.folder))
    others = [kept.follower, Follower(kept.library, other_index)]
    rng = random.Random(7)
    for n in range(100, 140):
        verb = rng.randrange(4)
        if verb == 0:
            kept.library.add([record(n, f"Newcomer {n}")], "added")
        elif verb == 1:
            kept.library.tag([PaperId(rng.randrange(1, 6))], [f"tag{rng.randrange(3)}"], "tagged")
        elif verb == 2:
            kept.library.mark([PaperId(1)], {"read": bool(n % 2)}, "marked")
        else:
            kept.library.undo()
        for follower in rng.sample(others, rng.randrange(3)):
            assert follower.catch_up()
    for follower in others:
        assert follower.catch_up()
        assert follower.holds_all()
    fresh = build_index(kept.library)
    for query in ("newcomer", "tag0", "tag1", "tag2", "title", "*"):
        ids = set(Finder(kept.library, fresh).ids(parse(query, complete=True).condition))
        assert kept.find(query) == ids, query
    fresh.close()
    other_index.close()


def test_the_index_of_another_library_is_recognised(kept: Kept, tmp_path: Path) -> None:
    with Library(tmp_path / "other") as other:
        other.add([record(n) for n in range(1, 4)], "added")
        assert not Follower(other, kept.index).holds_all()
        for n in range(1, 20):
            kept.library.tag([PaperId(1)], [f"t{n}"], "tagged")
        kept.follower.catch_up()
        assert not Follower(other, kept.index).catch_up()  # it is further than the whole log


def test_an_index_that_is_not_there_is_none(library: Library) -> None:
    assert open_index(library.folder) is None
    index_folder(library.folder).mkdir()
    assert open_index(library.folder) is None
    index_folder(library.folder).rmdir()
    index_folder(library.folder).write_bytes(b"a file")
    assert open_index(library.folder) is None
    with pytest.raises(Trouble, match="the search index cannot be written"):
        build_index(library)


def test_building_tells_how_far_it_is_and_can_be_stopped(library: Library) -> None:
    from paperdesk.search.evaluating import Cancelled

    library.add([record(n) for n in range(1, 1_202)], "added")
    told: list[tuple[int, int]] = []
    build_index(library, lambda *progress: told.append(progress)).close()
    assert told == [(0, 1_201), (500, 1_201), (1_000, 1_201), (1_201, 1_201)]
    with pytest.raises(Cancelled):
        build_index(library, lambda *progress: None, lambda: True)
    index = open_index(library.folder)
    assert index is not None
    assert index.count == 1_201
    index.close()


def test_damage_is_met_as_such_and_mended_by_building(kept: Kept) -> None:
    folder = index_folder(kept.library.folder)
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(IndexUnusable):
        kept.follower.catch_up()
    shutil.rmtree(folder)
    with pytest.raises(IndexUnusable):
        kept.follower.catch_up()
    kept.index = build_index(kept.library)
    assert kept.find("title") == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    "condition", [EVERYTHING, Word("title"), Phrase("some words"), Identified("2501.00001")], ids=repr
)
def test_an_empty_library_has_an_empty_index(
    library: Library, condition: Condition, papers: Callable[..., Any]
) -> None:
    kept = Kept(library)
    assert kept.follower.catch_up()
    assert list(Finder(library, kept.index).ids(condition)) == []
    assert papers(library) == {}
    kept.index.close()

# SPDX-License-Identifier: MIT
"""The life of an index: made, kept up to date, shared, built anew."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from paperdesk.domain.conditions import EVERYTHING, Word
from paperdesk.search import batch, policies, store
from paperdesk.search.documents import Document
from paperdesk.search.errors import IndexBusy, IndexUnusable, IndexUnwritable
from paperdesk.search.evaluating import Cancelled
from paperdesk.search.index import STEP, Index

Found = Callable[..., set[int]]


def papers(first: int, last: int, text: str = "some words") -> list[Document]:
    return [Document(n, f"{text} number{n}") for n in range(first, last)]


def test_without_an_index_there_is_one_sentence(folder: Path) -> None:
    with pytest.raises(IndexUnusable, match="no search index"):
        Index.open(folder)


def test_a_new_index_is_empty(folder: Path, found: Found) -> None:
    index = Index.create(folder)
    assert (index.upto, index.count, found(index, EVERYTHING), index.merge_is_due) == (0, 0, set(), False)
    assert index.suggest(["word"]) == ""
    assert index.similar(1, 5).papers.tolist() == []


def test_what_is_put_in_is_found_and_what_is_taken_out_is_not(folder: Path, found: Found) -> None:
    index = Index.create(folder)
    index.update([Document(1, "first"), Document(2, "second")], [], 5)
    assert (found(index, Word("first")), index.upto, index.count) == ({1}, 5, 2)
    index.update([Document(1, "changed")], [2], 8)
    assert (found(index, Word("first")), found(index, Word("second")), found(index, EVERYTHING)) == (set(), set(), {1})
    index.update([Document(2, "second again")], [2, 77], 9)
    assert (found(index, Word("second")), index.upto, index.count) == ({2}, 9, 2)


def test_of_one_paper_twice_the_last_one_stands(folder: Path, found: Found) -> None:
    index = Index.create(folder)
    index.update([Document(1, "first"), Document(1, "second")], [], 1)
    assert (found(index, Word("first")), found(index, Word("second"))) == (set(), {1})


def test_a_commit_of_nothing_but_how_far(folder: Path, found: Found) -> None:
    index = Index.create(folder)
    index.update(papers(1, 4), [], 3)
    index.update([], [], 4)
    assert (Index.open(folder).upto, found(index, EVERYTHING)) == (4, {1, 2, 3})


def test_what_another_one_commits_is_seen(folder: Path, found: Found) -> None:
    mine, other = Index.create(folder), Index.open(folder)
    for number in range(1, 20):
        other.update([Document(number, "word")], [number - 3], number)
        assert found(mine, Word("word")) == set(range(max(1, number - 2), number + 1))
        assert mine.upto == number


def test_an_answer_stands_whatever_comes_after_it(folder: Path) -> None:
    index = Index.create(folder)
    index.update(papers(1, 10), [], 1)
    matches = index.matches(Word("some"), lambda fact: np.empty(0, np.int64))
    for number in range(30):
        index.update([Document(1, "other")], range(2, 10), number)
    assert matches.total == 9
    assert sorted(matches.ranked(20).papers.tolist()) == list(range(1, 10))


def test_many_commits_make_few_segments(folder: Path, found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "SMALLEST", 2)
    index = Index.create(folder)
    for number in range(1, 70):
        index.update([Document(number, "word")], [], number)
    while index.merge_is_due:
        index.merge()
    assert len(list(folder.glob("*.pst"))) <= 10
    assert found(index, Word("word")) == set(range(1, 70))
    assert index.upto == 69
    assert {path.suffix for path in folder.iterdir()} <= {".toc", ".doc", ".trm", ".pst", ""}
    assert len(list(folder.glob("*.toc"))) == 1


def test_deleted_documents_do_not_pile_up(folder: Path, found: Found) -> None:
    index = Index.create(folder)
    index.update(papers(1, 100), [], 1)
    size = sum(path.stat().st_size for path in folder.glob("*.pst"))
    index.update([], range(1, 90), 2)
    while index.merge_is_due:
        index.merge()
    assert sum(path.stat().st_size for path in folder.glob("*.pst")) < size
    index.update([], range(1, 100), 3)
    index.update([], [], 4)
    assert (found(index, EVERYTHING), list(folder.glob("*.pst"))) == (set(), [])


def test_it_is_built_in_parts_that_fit_in_memory(folder: Path, found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "FULL", 100)
    index = Index.build(folder, papers(1, 200), 7)
    assert (index.count, index.upto) == (199, 7)
    assert found(index, Word("number123")) == {123}
    assert found(index, Word("some")) == set(range(1, 200))
    assert len(list(folder.glob("*.pst"))) == 1
    assert not list(folder.glob("*.tmp"))


def test_progress_is_told(folder: Path) -> None:
    told: list[int] = []
    Index.build(folder, papers(0, STEP + 3), 1, told.append)
    assert told == [STEP, STEP + 3]


def test_a_build_that_is_cancelled_or_fails_leaves_the_old_index(folder: Path, found: Found) -> None:
    index = Index.create(folder)
    index.update(papers(1, 4), [], 3)
    before = {path.name for path in folder.iterdir()}

    def broken() -> Iterator[Document]:
        yield from papers(5, 5 + 2 * STEP)
        raise ValueError("the caller's own")

    with pytest.raises(Cancelled):
        index.rebuild(papers(5, 6), 9, cancelled=lambda: True)
    with pytest.raises(ValueError, match="own"):
        index.rebuild(broken(), 9)
    assert {path.name for path in folder.iterdir()} == before
    assert (found(index, EVERYTHING), Index.open(folder).upto) == ({1, 2, 3}, 3)


def test_the_old_index_answers_while_it_is_built_anew(folder: Path, found: Found) -> None:
    old = Index.create(folder)
    old.update(papers(1, 4), [], 3)
    seen = []

    def documents() -> Iterator[Document]:
        for document in papers(10, 10 + 2 * STEP):
            if document.paper == 10 + STEP:
                seen.append((found(old, EVERYTHING), Index.open(folder).upto))
            yield document

    new = Index.build(folder, documents(), 50)
    assert seen == [({1, 2, 3}, 3)]
    assert found(old, EVERYTHING) == found(new, EVERYTHING) == set(range(10, 10 + 2 * STEP))
    assert old.upto == new.upto == 50


def test_it_takes_the_place_of_whatever_was_there(folder: Path, found: Found) -> None:
    folder.mkdir()
    (folder / "_MAIN_41.toc").write_bytes(b"\x80\x04K\x01.")
    (folder / "MAIN_abc.seg").write_bytes(b"of Whoosh itself")
    (folder / "MAIN.tmp").mkdir()
    (folder / "MAIN.tmp" / "left.run").write_bytes(b"behind")
    index = Index.build(folder, papers(1, 3), 1)
    assert found(index, EVERYTHING) == {1, 2}
    assert not (folder / "MAIN_abc.seg").exists()
    assert not (folder / "MAIN.tmp").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, folder: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    for place in (blocked, blocked / "index"):
        with pytest.raises(IndexUnwritable):
            Index.build(place, [], 1)
        with pytest.raises(IndexUnusable):
            Index.open(place)


def test_a_commit_that_the_disk_refuses_leaves_what_was(folder: Path, found: Found) -> None:
    index = Index.create(folder)
    index.update(papers(1, 4), [], 3)
    before = {path.name for path in folder.iterdir()}
    (table,) = folder.glob("*.toc")
    blocked = (
        folder / f"MAIN_{int(table.stem.split('_')[-1]) + 1}.part"
    )  # where the table of the next commit is written
    blocked.mkdir()
    with pytest.raises(IndexUnwritable):
        index.update(papers(7, 9), [1], 4)
    blocked.rmdir()
    assert {path.name for path in folder.iterdir()} == before
    assert (found(index, EVERYTHING), index.upto) == ({1, 2, 3}, 3)
    index.update(papers(7, 9), [1], 4)
    assert found(index, EVERYTHING) == {2, 3, 7, 8}


def test_two_do_not_write_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.0)
    index = Index.create(folder)
    with store.writing(store.Store(folder)), pytest.raises(IndexBusy):
        index.update(papers(1, 2), [], 1)
    index.update(papers(1, 2), [], 1)
    assert index.count == 1


def test_who_comes_second_waits(folder: Path) -> None:
    index = Index.create(folder)
    other = threading.Thread(target=lambda: Index.open(folder).update(papers(2, 3), [], 2))
    with store.writing(store.Store(folder)) as writer:
        other.start()
        writer.commit_upto(1, policies.small_merged)
    other.join()
    assert (index.count, index.upto) == (1, 2)


def test_the_room_is_entered_without_qt_and_sql() -> None:
    code = (
        "import sys, paperdesk.search.index as i, paperdesk.search.snippets; "
        "print([m for m in sys.modules if m.startswith(('PySide6', 'sqlite', 'paperdesk.library'))])"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_is_said_when_whoosh_is_compiled(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    code = "import paperdesk.search.codec"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stderr == ""

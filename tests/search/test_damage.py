# SPDX-License-Identifier: MIT
"""Whatever is done to the files of an index, it answers as before, or says that it has to be built anew."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdesk.domain.conditions import EVERYTHING, All, Not, Phrase, Word
from paperdesk.search.documents import Document
from paperdesk.search.errors import IndexUnusable
from paperdesk.search.index import Index

QUESTIONS = (
    EVERYTHING,
    Word("word"),
    Word("w", prefix=True),
    Word("word", "title"),
    Phrase("number word"),
    All((Not(Word("some")), Word("number3", prefix=True))),
)
KINDS = ("toc", "doc", "trm", "pst")


def build(folder: Path) -> None:
    index = Index.create(folder)
    index.update([Document(n, f"number{n} word", "some number word " * n) for n in range(1, 40)], [], 1)
    index.update([Document(n, f"other{n} word", "more words") for n in range(40, 60)], [3, 4], 2)


def ask_everything(index: Index) -> list[object]:
    answers: list[object] = [index.upto, index.count, index.suggest(["wrod"]), index.similar(1, 5).papers.tolist()]
    for question in QUESTIONS:
        matches = index.matches(question, lambda fact: np.empty(0, np.int64))
        answers += [matches.ids.tolist(), matches.ranked(10).papers.tolist(), matches.words()]
    return answers


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "index"
    build(folder)
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "index"))


def swap(path: Path) -> None:
    other = next(p for p in sorted(path.parent.glob(f"*{path.suffix}")) if p != path)
    kept = path.read_bytes()
    path.write_bytes(other.read_bytes())
    other.write_bytes(kept)


def swap_kinds(path: Path) -> None:
    other = next(p for p in sorted(path.parent.iterdir()) if p.suffix not in (path.suffix, "") and p != path)
    kept = path.read_bytes()
    path.write_bytes(other.read_bytes())
    other.write_bytes(kept)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
    "one-byte": lambda path: path.write_bytes(path.read_bytes()[:1]),
    "halved": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "byte-short": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"x"),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "noise": lambda path: path.write_bytes(np.random.default_rng(1).bytes(path.stat().st_size)),
    "folder": lambda path: (path.unlink(), path.mkdir()),
    "other-kind": swap_kinds,
    "pickle": lambda path: path.write_bytes(b"cos\nsystem\n(S'touch run'\ntR."),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_told_and_building_anew_mends_it(
    whole: Path, tmp_path: Path, kind: str, damage: Callable[[Path], object]
) -> None:
    for number, name in enumerate(path.name for path in whole.glob(f"*.{kind}")):
        copy = Path(shutil.copytree(whole, tmp_path / str(number)))
        damage(copy / name)
        with pytest.raises(IndexUnusable):
            ask_everything(Index.open(copy))
        index = Index.build(copy, [Document(1, "mended")], 9)
        assert index.matches(Word("mended"), lambda fact: np.empty(0, np.int64)).ids.tolist() == [1]


@pytest.mark.parametrize("kind", ["doc", "trm", "pst"])
def test_files_of_two_segments_exchanged_are_told(copy: Path, kind: str) -> None:
    swap(next(copy.glob(f"*.{kind}")))
    with pytest.raises(IndexUnusable):
        Index.open(copy)


def test_an_old_table_under_a_new_name_is_told(copy: Path) -> None:
    (table,) = copy.glob("*.toc")
    table.rename(copy / "_MAIN_99.toc")
    with pytest.raises(IndexUnusable):
        Index.open(copy)


def test_an_index_of_another_version_is_told(copy: Path) -> None:
    (table,) = copy.glob("*.toc")
    table.write_bytes(table.read_bytes().replace(b"search index 1 ", b"search index 0 "))
    with pytest.raises(IndexUnusable, match="another version"):
        Index.open(copy)


def test_the_lock_may_go_and_the_folder_too(copy: Path) -> None:
    (copy / "MAIN_WRITELOCK").unlink()
    index = Index.open(copy)
    index.update([Document(1, "word")], [], 3)
    assert index.upto == 3
    shutil.rmtree(copy)
    with pytest.raises(IndexUnusable):
        ask_everything(index)


@pytest.mark.parametrize("kind", KINDS)
def test_damage_under_an_open_index_is_told_or_does_not_matter(copy: Path, whole: Path, kind: str) -> None:
    expected = ask_everything(Index.open(whole))
    index = Index.open(copy)
    for path in copy.glob(f"*.{kind}"):
        path.write_bytes(path.read_bytes()[:5000])
    try:
        assert ask_everything(index) == expected
    except IndexUnusable:
        assert kind == "pst"


def test_damage_met_while_merging_is_told(copy: Path) -> None:
    index = Index.open(copy)
    for path in copy.glob("*.pst"):
        data = bytearray(path.read_bytes())
        data[4096:] = b"\xff" * (len(data) - 4096)
        path.write_bytes(data)
    with pytest.raises(IndexUnusable):
        index.update([Document(1000, "word")], range(5, 30), 3)  # so many are deleted that what is left is merged


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(KINDS), st.data())
def test_changed_bytes_raise_nothing_else(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    copy = Path(shutil.copytree(whole, tmp_path_factory.mktemp("changed") / "index"))
    path = data.draw(st.sampled_from(sorted(copy.glob(f"*.{kind}"))))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content) - 1))
        noise = data.draw(st.binary(min_size=1, max_size=64))
        content[start : start + len(noise)] = noise[: len(content) - start]
    path.write_bytes(content)
    try:
        index = Index.open(copy)
        ask_everything(index)
        index.verify()
    except IndexUnusable:
        pass
    shutil.rmtree(copy)


def test_verifying_finds_what_reading_does_not_notice(copy: Path) -> None:
    Index.open(copy).verify()
    path = sorted(copy.glob("*.pst"), key=lambda p: -p.stat().st_size)[0]
    data = bytearray(path.read_bytes())
    data[4096] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexUnusable):
        Index.open(copy).verify()

# SPDX-License-Identifier: MIT
"""A large file is read by a process of its own, and comes in as it would from here."""

import contextlib
import gzip
import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.errors import BadInput
from paperdesk.domain.query import Query
from paperdesk.domain.record import Context, Links, Quoted, Record, Rejected, Sighting
from paperdesk.library.library import Library
from paperdesk.services import batches as module
from paperdesk.services.batches import BATCH, Batch, Failure, _unpacked, batches, batches_of_process, packed
from paperdesk.services.importing import import_files
from paperdesk.sources.formats import format_named
from paperdesk.sources.stream import open_stream


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file of three batches with a broken line in the second."""
    file = tmp_path / "many.jsonl"
    lines = [json.dumps({"id": f"own-{n}", "title": f"Paper {n}", "authors": ["Ann"], "url": ""}) for n in range(5_000)]
    lines[2_500] = "{broken"
    file.write_text("\n".join(lines), "utf-8")
    return file


def _read(path: Path, day: str = "") -> Iterator[Batch]:
    with open_stream(path) as stream:
        yield from batches_of_process(path, stream, format_named("jsonl"), Context(path.name, day))


def test_a_process_yields_what_is_read_here(many: Path) -> None:
    with open_stream(many) as stream:
        here = list(batches(stream, format_named("jsonl"), Context(many.name), ahead=False))
    there = list(_read(many))
    assert [batch.items for batch in there] == [batch.items for batch in here]
    assert [len(batch.items) for batch in there] == [BATCH, BATCH, 1_000]
    assert there[1].items[500] == Rejected("line 2501", there[1].items[500].why)  # type: ignore[union-attr]
    positions = [batch.position for batch in there]
    assert positions == sorted(positions)
    assert positions[-1] == many.stat().st_size


def test_what_is_around_the_bytes_goes_along(many: Path) -> None:
    first = next(iter(next(_read(many, "2026-01-02")).items))
    assert isinstance(first, Record)
    assert first.sighting.day == "2026-01-02"


def test_damage_and_the_items_before_it_are_told(many: Path) -> None:
    cut = many.with_suffix(".jsonl.gz")
    cut.write_bytes(gzip.compress(many.read_bytes())[:-2_000])
    found = list(_read(cut))
    assert "cut off" in found[-1].damage
    assert sum(len(batch.items) for batch in found) > 2_000


def test_an_import_of_a_large_file_is_as_of_a_small_one(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library(tmp_path / "small") as library:
        small = import_files(library, [many])
        of_small = [paper.title for paper in library.papers(library.page(Query(), 10_000))]
    monkeypatch.setattr("paperdesk.services.importing.LARGE", 0)
    with Library(tmp_path / "large") as library:
        large = import_files(library, [many])
        of_large = [paper.title for paper in library.papers(library.page(Query(), 10_000))]
    assert (large.new, large.rejected) == (small.new, small.rejected) == (4_999, small.rejected)
    assert of_large == of_small


def test_stopping_ends_the_process(many: Path) -> None:
    before = _children()
    reading = _read(many)
    next(reading)
    assert len(_children() - before) == 1
    reading.close()  # type: ignore[attr-defined]
    assert _children() == before


def test_a_process_that_is_ended_from_outside_is_one_sentence(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    start = module.start

    def noted(*arguments: str, **options: int) -> object:
        process = start(*arguments, **options)
        started.append(process.pid)
        return process

    monkeypatch.setattr(module, "start", noted)
    reading = _read(many)
    next(reading)
    os.kill(started[0], signal.SIGKILL)
    with pytest.raises(BadInput, match="ended from outside"):
        list(reading)


def test_what_the_process_cannot_do_is_told(many: Path) -> None:
    class Unknown:
        name = "nothing"

    with open_stream(many) as stream:
        (batch,) = batches_of_process(many, stream, Unknown(), Context(many.name))  # type: ignore[arg-type]
    assert "no format 'nothing'" in str(batch.trouble)


def test_a_bug_in_the_process_is_told_as_one(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = module.start
    monkeypatch.setattr(module, "start", lambda *arguments, **options: start(*arguments, "one too many", **options))
    with pytest.raises(Failure, match="TypeError"):
        next(_read(many))


def test_without_a_process_the_file_is_read_here(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: object, **options: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(module, "start", refused)
    assert sum(len(batch.items) for batch in _read(many)) == 5_000


@given(
    st.builds(
        Record,
        title=st.text(),
        sighting=st.builds(Sighting, source=st.text(), upvotes=st.none() | st.integers()),
        abstract=st.text(),
        authors=st.tuples(st.text()),
        links=st.builds(Links, arxiv=st.text(), project=st.text()),
        tags=st.tuples(st.text()),
        quotes=st.tuples(st.builds(Quoted, exact=st.text())),
        marks=st.frozensets(st.sampled_from(["read", "starred"])),
    )
    | st.builds(Rejected, st.text(), st.text())
)
def test_an_item_is_the_same_after_packing(item: Record | Rejected) -> None:
    assert _unpacked(packed(item)) == item


def _children() -> set[str]:
    found: set[str] = set()
    for path in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found |= set(path.read_text("utf-8").split())
    return found

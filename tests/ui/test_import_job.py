# SPDX-License-Identifier: MIT
"""An import as the window follows it: progress, a way to stop, and every end told."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.import_job import ImportJob


@pytest.fixture
def bench(qapp: Any, library_folder: Path) -> Iterator[tuple[ImportJob, LibraryDesk, list[Any]]]:
    """An import job, its desk, and what it tells in order."""
    desk = LibraryDesk(library_folder)
    job = ImportJob(desk)
    told: list[Any] = []
    job.began.connect(lambda: told.append("began"))
    job.progressed.connect(told.append)
    job.ended.connect(told.append)
    job.idle.connect(lambda: told.append("idle"))
    yield job, desk, told
    desk.close()
    job.deleteLater()
    desk.deleteLater()


@pytest.fixture
def many(tmp_path: Path) -> Callable[[int], Path]:
    """Write a file of that many papers."""

    def write(count: int, name: str = "many.jsonl") -> Path:
        path = tmp_path / name
        lines = (json.dumps({"id": f"n{n}", "title": f"Number {n}", "abstract": "Text."}) for n in range(count))
        path.write_text("\n".join(lines), "utf-8")
        return path

    return write


def test_an_import_begins_progresses_and_ends(bench: Any, many: Callable[[int], Path], qtbot: Any) -> None:
    job, _, told = bench
    job.start([many(6_000)])
    assert job.busy
    qtbot.waitUntil(lambda: told[-1] != "idle" and hasattr(told[-1], "sentence"), timeout=20_000)
    assert told[0] == "began"
    assert told[-2] == "idle"
    assert told[-1].sentence() == "Imported: 6000 new, 0 updated, 0 unchanged"
    progress = told[1:-2]
    assert [p.records for p in progress] == sorted(p.records for p in progress)
    assert all(p.name == "many.jsonl" and 0 < p.fraction <= 1 and p.rate > 0 for p in progress)
    assert progress
    assert not job.busy


def test_a_stopped_import_keeps_what_is_done(bench: Any, many: Callable[[int], Path], qtbot: Any) -> None:
    job, desk, told = bench
    job.progressed.connect(lambda progress: job.cancel())
    job.start([many(20_000)])
    qtbot.waitUntil(lambda: hasattr(told[-1], "sentence"), timeout=20_000)
    report = told[-1]
    assert report.cancelled
    assert report.sentence().startswith("Stopped: ")
    assert 0 < report.new < 20_000
    assert desk.view.marks_counts()["all"].total == 44 + report.new


def test_a_new_import_does_not_revive_one_that_was_stopped(bench: Any, many: Callable[..., Path], qtbot: Any) -> None:
    job, _, told = bench
    job.start([many(20_000, "first.jsonl")])
    job.cancel()
    job.start([many(10, "second.jsonl")])
    qtbot.waitUntil(
        lambda: told[-1] != "idle" and len([t for t in told if hasattr(t, "sentence")]) == 2, timeout=20_000
    )
    first, second = [t for t in told if hasattr(t, "sentence")]
    assert first.cancelled
    assert (second.records, second.cancelled) == (10, False)
    assert told.count("idle") == 1


def test_an_import_that_fails_is_over_too(bench: Any, tmp_path: Path, qtbot: Any, monkeypatch: Any) -> None:
    from paperdesk.services import importing

    job, desk, told = bench
    bugs: list[BaseException] = []
    desk.jobs.broken.connect(bugs.append)

    def broken(*arguments: Any, **named: Any) -> None:
        raise RuntimeError("a bug in a parser")

    monkeypatch.setattr(importing, "import_files", broken)
    job.start([tmp_path / "x"])
    qtbot.waitUntil(lambda: told == ["began", "idle"])
    assert [str(bug) for bug in bugs] == ["a bug in a parser"]
    assert not job.busy


def test_the_sample_comes_and_goes(bench: Any, qtbot: Any) -> None:
    job, desk, told = bench
    said: list[str] = []
    desk.told.connect(lambda changes: said.append(changes.summary))
    job.remove_sample()
    job.remove_sample()
    job.start_sample()
    qtbot.waitUntil(lambda: hasattr(told[-1], "sentence") if told else False)
    assert said == ["Removed the sample library (44 papers)", "The sample library is not in your library"]
    assert desk.view.marks_counts()["all"].total == 44

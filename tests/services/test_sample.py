# SPDX-License-Identifier: MIT
"""The sample library: in through the same import, out in one step, back with undo; from a checkout and from a wheel."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from paperdesk.domain.paper import Paper
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.services.importing import import_files
from paperdesk.services.sample import SAMPLE, add_sample, remove_sample
from paperdesk.services.triage import mark_papers, tag_papers

Papers = Callable[[View], dict[str, Paper]]
ROOT = Path(__file__).resolve().parents[2]


def test_the_sample_comes_in_under_its_own_source(library: Library, papers: Papers) -> None:
    report = add_sample(library)
    found = papers(library)
    assert (report.new, report.rejected) == (len(found), [])
    assert len(found) >= 38
    assert {s.source for paper in found.values() for s in paper.sightings} == {SAMPLE}
    assert all(paper.abstract and paper.authors and paper.listed for paper in found.values())


def test_it_goes_in_one_step_and_comes_back_with_undo(library: Library, papers: Papers) -> None:
    add_sample(library)
    before = papers(library)
    first = next(iter(before.values()))
    mark_papers(library, [first.id], {"starred": True})
    tag_papers(library, [first.id], ["mine"])
    marked = papers(library)
    changes = remove_sample(library)
    assert papers(library) == {}
    assert changes.summary == f"Removed the sample library ({len(before)} papers)"
    assert (changes.undoable, library.undoable()) == (True, changes.summary)
    library.undo()
    assert papers(library) == marked
    assert papers(library)[first.key].tags == ("mine",)


def test_what_another_source_has_brought_stays(library: Library, papers: Papers, write: Callable[..., Path]) -> None:
    add_sample(library)
    paper = next(iter(papers(library).values()))
    import_files(library, [write("a.jsonl", [{"id": paper.key, "title": paper.title}])])
    remove_sample(library)
    assert list(papers(library)) == [paper.key]


def test_it_can_be_removed_and_brought_in_again_and_again(library: Library, papers: Papers) -> None:
    for _ in range(2):
        assert add_sample(library).new >= 38
        assert add_sample(library).new == 0
        assert remove_sample(library)
        assert not remove_sample(library)
    assert papers(library) == {}


def test_it_comes_in_from_where_a_wheel_puts_it(tmp_path: Path) -> None:
    """In a wheel the resources lie inside the package, and there is no checkout beside it."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "paperdesk", site / "paperdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources" / "sample", site / "paperdesk" / "resources" / "sample")
    code = """
import json, sys, paperdesk
from pathlib import Path
from paperdesk.library.library import Library
from paperdesk.services.sample import add_sample
with Library(Path(sys.argv[1])) as library:
    report = add_sample(library)
print(json.dumps([paperdesk.__file__, report.new, len(report.rejected)]))
"""
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-c", code, str(tmp_path / "library")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=True)
    found: list[Any] = json.loads(done.stdout)
    assert Path(found[0]).is_relative_to(site)
    assert found[1] >= 38
    assert found[2] == 0

# SPDX-License-Identifier: MIT
"""Real files of other programs: no entry is lost, each that is broken is told, none twice."""

import json
import re
from pathlib import Path

from paperdesk.domain.query import Query
from paperdesk.library.library import Library
from paperdesk.services.importing import import_files

_NOT_ENTRIES = ("comment", "string", "preamble", "xdata")


def rough(path: Path) -> int | None:
    """Count the entries of a file by a pattern, None where it is in no format that is read."""
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-be" if data[:1] == b"\0" else "utf-8"
    encoding = "utf-16-le" if data[1:2] == b"\0" and encoding == "utf-8" else encoding
    text = data.decode(encoding, "replace").lstrip("\ufeff")
    if path.suffix == ".bib":
        kinds = re.findall(r"(?im)^\s*@\s*(\w+)\s*[{(]", text)
        return sum(kind.lower() not in _NOT_ENTRIES for kind in kinds)
    if path.suffix == ".ris":
        return len(re.findall(r"(?m)^\s*ER  -", text))
    if path.suffix == ".enw":
        return max(len(re.findall(r"(?m)^%0", text)), 1)
    if path.suffix == ".isi":
        return len(re.findall(r"(?m)^PT ", text))
    if path.suffix == ".nbib":
        return len(re.findall(r"(?m)^PMID", text))
    if path.suffix == ".json":
        return _in_json(text)
    return None


def _in_json(text: str) -> int:
    value = json.loads(text)
    if isinstance(value, dict):
        value = value.get("items", [value])
    return sum(item.get("itemType") not in ("note", "attachment") for item in value)


def files(data: Path) -> list[Path]:
    folders = ("bbt_import", "csl_json", "jabref_bib", "jabref_import")
    return [path for folder in folders for path in sorted((data / "interop" / folder).iterdir()) if path.is_file()]


def test_no_entry_of_a_real_file_is_lost(data: Path, library: Library) -> None:
    for path in files(data):
        expected = rough(path)
        if expected is None:
            continue
        report = import_files(library, [path])
        met = report.records + sum("has no title" in told.why or "line" in told.item for told in report.rejected)
        if expected == 0:
            assert (report.records, report.turned_away) == (0, 1), path.name
        else:
            assert met == expected, (path.name, report.sentence(), report.rejected)


def test_what_is_not_read_is_told_in_a_line_and_leaves_nothing(data: Path, library: Library) -> None:
    for path in files(data):
        if rough(path) is None:
            report = import_files(library, [path])
            assert report.records or report.rejected, path.name
            assert all(rejected.why and "\n" not in rejected.why for rejected in report.rejected)


def test_the_second_time_brings_nothing_new(data: Path, library: Library) -> None:
    paths = [path for path in files(data) if rough(path)]
    first = import_files(library, paths)
    again = import_files(library, paths)
    assert (again.new, again.records) == (0, first.records)


def test_annotations_of_the_w3c_come_in(data: Path, library: Library) -> None:
    folder = data / "interop" / "w3c_anno" / "samples" / "correct"
    for path in sorted(folder.iterdir()):
        report = import_files(library, [path])
        assert bool(report.records) == (path.name != "example41.json"), path.name
    quotes = [h.selector.exact for paper in library.papers(library.page(Query(), -1)) for h in paper.highlights]
    assert "anotation" in quotes

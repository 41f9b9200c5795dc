# SPDX-License-Identifier: MIT
"""JSON Lines of abstracts: each line for itself, good or bad; the real corpus wholly."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Parse = Callable[..., Any]
LINE = {
    "id": "2406.00001",
    "title": "A  title\nin two lines",
    "abstract": " Text as it is. ",
    "authors": ["Ann Lee", "Bo Wu"],
    "date": "2024-06-11",
    "categories": ["cs.LG", "cs.CL"],
    "url": "https://arxiv.org/abs/2406.00001v2",
}


def lines(*values: Any) -> str:
    return "\n".join(value if isinstance(value, str) else json.dumps(value) for value in values)


def test_a_line_is_read_whole(parse: Parse) -> None:
    found = parse(lines(LINE), "jsonl")
    record = found.record
    assert (record.title, record.abstract, record.authors) == (
        "A title in two lines",
        " Text as it is. ",
        ("Ann Lee", "Bo Wu"),
    )
    assert (record.arxiv_id, record.published, record.categories) == ("2406.00001", "2024-06-11", ("cs.LG", "cs.CL"))
    assert (record.sighting.source, record.sighting.day) == ("file", "")
    assert parse(lines(LINE), "jsonl", day="2024-07-01").record.sighting.day == "2024-07-01"


@pytest.mark.parametrize(
    ("fields", "arxiv", "doi", "other", "project"),
    [
        ({"id": "2020.acl-main.7", "url": "https://aclanthology.org/2020.acl-main.7"}, "", "", "2020.acl-main.7", "https://aclanthology.org/2020.acl-main.7"),
        ({"id": "10.1000/X"}, "", "10.1000/x", "", "https://arxiv.org/x"),
        ({"id": "17"}, "", "", "", "https://arxiv.org/x"),
        ({"id": 17, "key": "k1"}, "", "", "", "https://arxiv.org/x"),
        ({"id": None, "key": " k1 "}, "", "", "k1", "https://arxiv.org/x"),
        ({"doi": "10.1000/X"}, "2406.00001", "10.1000/x", "", ""),
    ],
)  # fmt: skip
def test_identifiers(parse: Parse, fields: dict[str, Any], arxiv: str, doi: str, other: str, project: str) -> None:
    record = parse(lines(LINE | {"url": "https://arxiv.org/x"} | fields), "jsonl").record
    assert (record.arxiv_id, record.doi, record.other_id, record.links.project) == (arxiv, doi, other, project)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-06-11T12:00:00Z", "2024-06-11"),
        ("2019", "2019"),
        (2019, "2019"),
        ("spring", "spring"),
        ([2019], ""),
        (None, ""),
    ],
)
def test_a_day_is_read_and_other_words_are_kept(parse: Parse, date: Any, expected: str) -> None:
    assert parse(lines(LINE | {"date": date}), "jsonl").record.published == expected


def test_bad_lines_are_told_by_number_and_the_good_ones_are_in(parse: Parse) -> None:
    deep = '{"title": ' + "[" * 100_000
    bad = [
        '{"title": "cut',
        "nonsense",
        "[1]",
        "3",
        '{"title": ""}',
        '{"abstract": "x"}',
        '{"title": ["x"]}',
        deep,
        '{"n": ' + "9" * 5_000 + "}",
    ]
    found = parse(lines(LINE, *bad, "", "   ", LINE | {"id": "2406.00002"}), "jsonl")
    assert [r.arxiv_id for r in found.records] == ["2406.00001", "2406.00002"]
    assert [r.item for r in found.rejected] == [f"line {n}" for n in range(2, 2 + len(bad))]
    assert all(r.why and len(r.why) < 320 and "\n" not in r.why for r in found.rejected)


def test_numbers_beyond_all_bounds_are_passed_over(parse: Parse) -> None:
    text = (
        '{"title": "T", "abstract": NaN, "date": 1e999, "authors": [NaN], "categories": %s, "id": "a", "id": "b"}'
        % ("9" * 300)
    )
    record = parse(text, "jsonl").record
    assert (record.title, record.abstract, record.published, record.other_id) == ("T", "", "inf", "b")


def test_a_line_that_is_not_utf_8_costs_no_other(parse: Parse) -> None:
    content = lines(LINE).encode() + b'\n{"title": "caf\xe9"}\n' + lines(LINE).encode()
    found = parse(content, "jsonl")
    assert len(found.records) == 2
    assert [(r.item, r.why) for r in found.rejected] == [
        ("line 2", "byte 14 of it is not UTF-8; save the file as UTF-8")
    ]


def test_windows_line_ends_and_utf_16_are_read(parse: Parse) -> None:
    text = (lines(LINE, LINE | {"title": "Two\u2028"}) + "\n").replace("\n", "\r\n")
    assert parse(text, "jsonl").titles == ["A title in two lines", "Two"]
    assert parse(text.encode("utf-16"), "jsonl").titles == ["A title in two lines", "Two"]


def test_a_cut_packing_gives_its_whole_lines(parse: Parse) -> None:
    many = [LINE | {"id": f"2406.{n:05}", "abstract": f"{n * 7919 % 65537} " * 40} for n in range(2_000)]
    packed = gzip.compress(lines(*many).encode())
    found = parse(packed[: len(packed) // 2], "jsonl")
    assert len(found.records) > 500
    assert [r.arxiv_id for r in found.records] == [f"2406.{n:05}" for n in range(len(found.records))]
    assert len(found.rejected) == 1
    assert "cut off or damaged" in found.damage


def test_an_item_of_a_hugging_face_list_may_stand_on_a_line(parse: Parse, hf_item: Callable[..., Any]) -> None:
    found = parse(lines(LINE, hf_item(5), hf_item(6, {"title": ""})), "jsonl", name="2024-06-12.jsonl")
    record = found.records[1]
    assert (record.arxiv_id, record.abstract[:8], record.sighting.upvotes) == ("2406.00005", "Abstract", 7)
    assert (record.sighting.source, record.sighting.day) == ("huggingface", "2024-06-12")
    assert [(r.item, r.why) for r in found.rejected] == [("line 3", "it has no title")]


def test_the_whole_corpus_is_read(data: Path, parse_path: Parse) -> None:
    file = data / "corpus" / "abstracts.jsonl.gz"
    found = parse_path(file)
    assert (found.format, found.rejected, found.damage) == ("jsonl", [], "")
    with gzip.open(file, "rt", encoding="utf-8") as content:
        for line, record in zip(content, found.records, strict=True):
            value = json.loads(line)
            named = any(map(str.isalpha, value["id"]))
            assert (record.arxiv_id or record.other_id) == (value["id"] if named or record.arxiv_id else "")
            assert record.abstract == value["abstract"]
            assert record.published == value["date"]


def test_every_hard_case_is_read_whole(data: Path, parse_path: Parse) -> None:
    file = data / "corpus" / "hardcases.jsonl"
    found = parse_path(file)
    told = [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]
    assert (len(found.records), found.rejected) == (len(told), [])
    for record, value in zip(found.records, told, strict=True):
        assert record.title == " ".join(value["title"].split())
        assert record.abstract == value["abstract"]
        assert list(record.authors) == list(
            dict.fromkeys(" ".join(name.split()) for name in value["authors"] if name.strip())
        )

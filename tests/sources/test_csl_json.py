# SPDX-License-Identifier: MIT
"""CSL-JSON: every field, names and dates in all their forms, broken items told one by one."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput

Parse = Callable[..., Any]
ITEM = {
    "id": "lee2024",
    "type": "article-journal",
    "title": "A title\nin two lines",
    "author": [
        {"family": "Lee", "given": "Ann"},
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der", "suffix": "Jr."},
        {"literal": "The Group"},
        "Odd Name",
        {"given": ""},
        17,
    ],
    "container-title": "A Journal",
    "volume": 3,
    "page": "10-20",
    "issued": {"date-parts": [["2024", 6, 11], [2024, 7]]},
    "abstract": "Text as $it$ is.",
    "DOI": "10.1000/ABC",
    "URL": "https://example.org/a",
    "keyword": "vision, reading list; second",
    "note": "A note of mine",
    "accessed": {"date-parts": [[2024, 1]]},
    "editor": [{"family": "Ed", "given": "E."}],
}


def test_an_item_is_read_whole(parse: Parse) -> None:
    record = parse(json.dumps([ITEM]), "csl-json").record
    assert record.title == "A title in two lines"
    assert record.authors == ("Ann Lee", "Jan van der Berg Jr.", "The Group", "Odd Name")
    assert (record.published, record.doi, record.abstract) == ("2024-06-11", "10.1000/abc", "Text as $it$ is.")
    assert (record.tags, record.note) == (("vision", "reading list", "second"), "A note of mine")
    assert record.links.project == "https://example.org/a"
    assert record.sighting.source == "csl-json"
    kept = ("type", "container-title", "page", "URL", "accessed", "editor")
    assert record.sighting.extra["csl"] == {name: ITEM[name] for name in kept} | {
        "volume": "3",
        "citation-key": "lee2024",
    }


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [[2024]]}, "2024"),
        ({"date-parts": [["2024", "6"]]}, "2024-06"),
        ({"date-parts": [[2024, 13]]}, "2024"),
        ({"date-parts": [[]]}, ""),
        ({"date-parts": "2024"}, ""),
        ({"raw": "2024-06-11"}, "2024-06-11"),
        ({"literal": "spring"}, "spring"),
        ("2024-06", "2024-06"),
        (2024, "2024"),
        (None, ""),
    ],
)
def test_dates(parse: Parse, issued: Any, published: str) -> None:
    assert parse(json.dumps([ITEM | {"issued": issued}]), "csl-json").record.published == published


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ({"number": "arXiv:2404.18212"}, "2404.18212"),
        ({"URL": "http://arxiv.org/abs/2404.18212v1"}, "2404.18212"),
        ({"DOI": "10.48550/arXiv.2404.18212"}, "2404.18212"),
        ({"archive_location": "2404.18212"}, "2404.18212"),
        ({"publisher": "arXiv", "id": "http://arxiv.org/abs/2404.18212"}, "2404.18212"),
    ],
)
def test_the_arxiv_identifier_is_found(parse: Parse, fields: dict[str, str], arxiv: str) -> None:
    record = parse(json.dumps([ITEM | {"DOI": ""} | fields]), "csl-json").record
    assert (record.arxiv_id, record.doi) == (arxiv, "")


def test_broken_items_are_told_and_the_others_are_in(parse: Parse) -> None:
    items = ["text", 3, [1], {"id": "x", "title": ["no", 1]}, {"id": "y", "title": 3}, {"author": "A"}, ITEM]
    found = parse(json.dumps(items), "csl-json")
    assert found.titles == ["no", "A title in two lines"]
    assert [r.item for r in found.rejected] == ["item 1", "item 2", "item 3", "item 5 (y)", "item 6"]
    cut = parse(json.dumps([ITEM, ITEM])[:-40], "csl-json")
    assert (len(cut.records), [r.item for r in cut.rejected]) == (1, ["item 2"])


@pytest.mark.parametrize("wrapped", [[ITEM], {"items": [ITEM]}, {"references": [ITEM]}, ITEM])
def test_it_is_recognised_and_read_however_it_is_wrapped(parse: Parse, wrapped: Any) -> None:
    found = parse(json.dumps(wrapped), name="a.json")
    assert (found.format, found.titles) == ("csl-json", ["A title in two lines"])


def test_a_file_without_items_is_told(parse: Parse) -> None:
    with pytest.raises(BadInput, match="there is no reference in it"):
        parse("[]", "csl-json")

# SPDX-License-Identifier: MIT
"""Zotero's items as JSON: fields, tags, notes, annotations of attachments."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Quoted
from paperdesk.sources.zotero import date

Parse = Callable[..., Any]
ITEM = {
    "itemType": "conferencePaper",
    "title": "A title",
    "creators": [
        {"creatorType": "author", "firstName": "Ann", "lastName": "Lee"},
        {"creatorType": "author", "name": "The Group"},
        {"creatorType": "editor", "firstName": "Ed", "lastName": "Itor"},
    ],
    "abstractNote": "Text as it is.",
    "date": "2024-06-00 June 2024",
    "proceedingsTitle": "Proceedings",
    "pages": "1-9",
    "url": "https://example.org/a",
    "extra": ["DOI: 10.1000/ABC", "Something else"],
    "citationKey": "lee2024",
    "tags": [{"tag": "vision"}, "reading list", {"tag": ""}, 3],
    "notes": [{"note": "<p>A <b>bold</b> word</p>"}, "plain", {"note": 3}],
    "attachments": [
        {
            "url": "https://example.org/a.pdf",
            "annotations": [
                {
                    "annotationType": "highlight",
                    "annotationText": "marked words",
                    "annotationColor": "#5fb236",
                    "annotationComment": "why",
                    "tags": [{"tag": "key"}],
                    "dateAdded": "2024-06-12T10:00:00Z",
                },
                {"annotationType": "ink"},
                None,
            ],
        }
    ],
}
EXPORT = {"config": {"label": "BetterBibTeX JSON", "options": {"items": []}}, "items": [ITEM], "collections": {}}


def test_an_item_is_read_with_all_that_a_reader_made(parse: Parse) -> None:
    record = parse(json.dumps(EXPORT), "zotero").record
    assert (record.title, record.authors, record.published) == ("A title", ("Ann Lee", "The Group"), "2024-06")
    assert (record.doi, record.abstract) == ("10.1000/abc", "Text as it is.")
    assert (record.links.project, record.links.pdf) == ("https://example.org/a", "https://example.org/a.pdf")
    assert (record.tags, record.note) == (("vision", "reading list"), "A **bold** word\n\nplain")
    assert record.quotes == (
        Quoted("marked words", colour="green", note="why", tags=("key",), created="2024-06-12T10:00:00Z"),
    )
    csl = record.sighting.extra["csl"]
    assert csl["container-title"] == "Proceedings"
    assert (csl["type"], csl["citation-key"], csl["note"]) == ("paper-conference", "lee2024", "Something else")


def test_items_of_the_web_api_and_what_is_no_paper(parse: Parse) -> None:
    items = [
        {"key": "A", "data": ITEM},
        {"itemType": "note", "note": "x"},
        {"itemType": "attachment"},
        {"itemType": "book"},
        3,
    ]
    found = parse(json.dumps(items), "zotero")
    assert found.titles == ["A title"]
    assert [(r.item, r.why[:15]) for r in found.rejected] == [
        ("item 4", "it has no title"),
        ("item 5", "a reference is "),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-06-11 11 June 2024", "2024-06-11"),
        ("2024-06-00 June 2024", "2024-06"),
        ("2024-00-00 2024", "2024"),
        ("June 11, 2024", "2024-06-11"),
        ("11 June 2024", "2024-06-11"),
        ("6/2024", "2024"),
        ("in press", "in press"),
        ("", ""),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert date(text) == expected


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ({"extra": "arXiv: 2404.18212 [cs]"}, "2404.18212"),
        ({"url": "http://arxiv.org/abs/2404.18212"}, "2404.18212"),
        ({"archiveID": "arXiv:2404.18212"}, "2404.18212"),
        ({"publicationTitle": "arXiv:2404.18212 [cs]"}, "2404.18212"),
    ],
)
def test_the_arxiv_identifier_is_found(parse: Parse, fields: dict[str, str], arxiv: str) -> None:
    assert parse(json.dumps([ITEM | {"extra": ""} | fields]), "zotero").record.arxiv_id == arxiv


def test_it_is_recognised_and_an_empty_one_told(parse: Parse) -> None:
    assert parse(json.dumps(EXPORT), name="a.json").format == "zotero"
    assert parse(json.dumps([ITEM])).format == "zotero"
    with pytest.raises(BadInput, match="there is no item in it"):
        parse('{"items": []}', "zotero")

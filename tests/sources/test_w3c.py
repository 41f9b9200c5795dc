# SPDX-License-Identifier: MIT
"""W3C Web Annotations: one, a list, a collection; grouped by what they are about; the W3C's own samples."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Quoted

Parse = Callable[..., Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotation(
    source: Any = "https://arxiv.org/abs/2404.18212", exact: str = "marked words", **fields: Any
) -> dict[str, Any]:
    selector = [
        {"type": "TextPositionSelector", "start": 7, "end": 19},
        {"type": "TextQuoteSelector", "exact": exact, "prefix": "before ", "suffix": " after"},
    ]
    target = {"source": source, "selector": selector}
    return {"@context": CONTEXT, "type": "Annotation", "target": target, **fields}


def test_a_highlight_is_read_with_its_note_tags_and_colour(parse: Parse) -> None:
    body = [
        {"type": "TextualBody", "purpose": "commenting", "value": "why"},
        {"type": "TextualBody", "purpose": "tagging", "value": "key"},
        {"type": "TextualBody", "purpose": "classifying", "value": "green"},
    ]
    told = annotation(
        {"id": "https://arxiv.org/abs/2404.18212", "label": "A title"}, body=body, created="2024-06-12T10:00:00Z"
    )
    record = parse(json.dumps(told), "w3c").record
    assert (record.title, record.arxiv_id, record.other_id, record.sighting.source) == (
        "A title",
        "2404.18212",
        "",
        "w3c",
    )
    assert record.quotes == (
        Quoted("marked words", "before ", " after", 7, "green", "why", ("key",), "2024-06-12T10:00:00Z"),
    )
    styled = annotation(stylesheet={"value": ".h { background: pink; }"})
    assert parse(json.dumps(styled), "w3c").record.quotes[0].colour == "pink"


@pytest.mark.parametrize(
    ("source", "title", "arxiv", "doi", "other"),
    [
        ("https://arxiv.org/abs/2404.18212v2", "arXiv:2404.18212", "2404.18212", "", ""),
        ("https://doi.org/10.1000/X", "doi:10.1000/x", "", "10.1000/x", ""),
        ("urn:paperdesk:10.1000%2Fx", "doi:10.1000/x", "", "10.1000/x", ""),
        ("https://example.org/page", "https://example.org/page", "", "", "https://example.org/page"),
        ({"source": {"id": "https://example.org/page", "title": "Named"}}, "Named", "", "", "https://example.org/page"),
    ],
)
def test_what_it_is_about(parse: Parse, source: Any, title: str, arxiv: str, doi: str, other: str) -> None:
    record = parse(json.dumps(annotation(source)), "w3c").record
    assert (record.title, record.arxiv_id, record.doi, record.other_id) == (title, arxiv, doi, other)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda items: items,
        lambda items: {"@context": CONTEXT, "type": "AnnotationPage", "items": items},
        lambda items: {
            "@context": CONTEXT,
            "type": "AnnotationCollection",
            "first": {"type": "AnnotationPage", "items": items},
        },
        lambda items: {"@context": CONTEXT, "@graph": items},
    ],
)
def test_a_collection_is_grouped_by_source(parse: Parse, wrap: Callable[[Any], Any]) -> None:
    items = [annotation(exact="one"), annotation("https://example.org/x"), annotation(exact="two")]
    found = parse(json.dumps(wrap(items)))
    assert found.format == "w3c"
    assert [[quote.exact for quote in record.quotes] for record in found.records] == [["one", "two"], ["marked words"]]


def test_what_has_no_quote_is_a_note_of_the_paper(parse: Parse) -> None:
    told = [
        {"type": "Annotation", "bodyValue": "first", "target": "https://example.org/x"},
        {
            "type": "Annotation",
            "body": {"value": "<b>second</b>", "format": "text/html"},
            "target": ["https://example.org/x"],
        },
        {"type": "Annotation", "body": "https://example.org/post", "target": {"id": "https://example.org/x"}},
    ]
    record = parse(json.dumps(told), "w3c").record
    assert record.note == "first\n\n**second**\n\n<https://example.org/post>"


@pytest.mark.parametrize("target", [None, 3, {}, {"source": None}, [], {"selector": [[]]}])
def test_an_annotation_of_nothing_is_told(parse: Parse, target: Any) -> None:
    found = parse(json.dumps([{"type": "Annotation", "target": target}, annotation()]), "w3c")
    assert len(found.records) == 1
    assert [(r.item, r.why[:16]) for r in found.rejected] == [("annotation 1", "it names nothing")]


@pytest.mark.parametrize("text", ["[]", "{}", "3", "nonsense", '{"type": "AnnotationCollection"}'])
def test_a_file_without_annotations_is_told(parse: Parse, text: str) -> None:
    with pytest.raises(BadInput, match=r"there is no annotation in it|this is not JSON"):
        parse(text, "w3c")


def test_collections_in_collections_end(parse: Parse) -> None:
    value: Any = annotation()
    for _ in range(200):
        value = {"items": [value]}
    found = parse(json.dumps(value), "w3c")
    assert (found.records, len(found.rejected)) == ([], 1)


def test_the_samples_of_the_w3c_are_read(data: Path, parse_path: Parse) -> None:
    for path in sorted((data / "interop" / "w3c_anno" / "samples" / "correct").iterdir()):
        if path.name != "example41.json":  # a collection that only names its pages
            found = parse_path(path, "w3c")
            assert found.records, path.name
            assert not found.rejected

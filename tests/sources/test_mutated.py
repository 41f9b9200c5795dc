# SPDX-License-Identifier: MIT
"""Valid files of every format that readers keep references in, cut, doubled, garbled: a sentence at worst, never a crash."""

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record, Rejected, Shelf
from paperdesk.sources.formats import format_named
from paperdesk.sources.stream import Stream

CSL = {
    "id": "a", "type": "article-journal", "title": "T", "author": [{"family": "L", "given": "A"}],
    "issued": {"date-parts": [[2024, 6, 11]]}, "keyword": "a, b", "accessed": {"raw": "x"}, "note": "n",
}  # fmt: skip
ZOTERO = {
    "itemType": "book", "title": "T", "creators": [{"lastName": "L", "firstName": "A"}], "date": "2024-06-00 June",
    "extra": ["DOI: 10.1000/x"], "tags": [{"tag": "t"}], "notes": [{"note": "<p>x <![b</p>"}],
    "attachments": [{"url": "https://a.org/x.pdf", "annotations": [{"annotationText": "q", "annotationColor": "#ff0"}]}],
}  # fmt: skip
ANNOTATION = {
    "@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "created": "2024",
    "body": [{"purpose": "tagging", "value": "t"}, {"items": [{"value": "v"}]}],
    "target": {"source": {"id": "https://a.org"}, "selector": [{"type": "TextQuoteSelector", "exact": "q", "refinedBy": {}}]},
}  # fmt: skip
PAPER = {
    "kind": "paper", "key": "2406.00001", "arxiv_id": "2406.00001", "title": "T", "authors": ["A L"], "abstract": "Text.",
    "added": "2024-06-11T10:00:00.000Z", "links": {"pdf": "https://a.org"}, "tags": ["t"], "starred": True, "note": "n",
    "sightings": [{"source": "s", "day": "2024-06-11", "upvotes": 3, "extra": {"a": 1}, "met": "2024-06-11T10:00:00.000Z"}],
    "meetings": [{"source": "s", "at": "2024-06-11", "upvotes": 3}], "texts": [{"source": "s", "text": "Text.", "in_force": True}],
    "highlights": [{"id": 1, "quote": "Te", "start": 0, "end": 2, "text_hash": "0" * 64, "color": "blue", "tags": ["t"]}],
}  # fmt: skip
LIBRARY = (
    {"paperdesk": 1, "kind": "library"},
    PAPER,
    {"kind": "tag", "name": "x"},
    {"kind": "search", "name": "n", "query": "q"},
)
VALID = {
    "jsonl-library": "".join(json.dumps(line) + "\n" for line in (*LIBRARY, {"kind": "end", "papers": 1})),
    "bibtex": '@string{a = "b"}\n@article{k, title = {T \\\'e {X}}, author = {L, A and B}, month = jun # "~1", year = 2024,'
    ' crossref = {p}, doi = "10.1000/x", note = a # {y}}\n@proceedings(p, title={P}, file = {x:http\\://a.org/b.pdf:PDF})\n',
    "ris": "TY  - JOUR\nTI  - T\n  more\nAU  - L, A, Jr\nPY  - 2024/06/11/\nSP  - 1\nEP  - 2\nKW  - a;b\nN1  - <p>n</p>\nER  - \n",
    "endnote": "%0 Journal Article\n%T T\n%A L, A\n%D 2024\n%K a\nb\n\n%0 Book\n%T U\n",
    "pubmed": "PMID- 1\nTI  - T\n      more\nFAU - L, A\nDP  - 2014 Jan 15\nLID - 10.1/x [doi]\n\nPMID- 2\nTI  - U\n",
    "web-of-science": "FN x\nVR 1.0\nPT J\nAU L, A\n   M, B\nTI T\nPD JAN\nPY 2006\nER\n\nEF\n",
    "csl-json": json.dumps([CSL, CSL]),
    "zotero": json.dumps({"config": {"a": 1}, "items": [ZOTERO, {"data": ZOTERO}]}),
    "w3c": json.dumps({"type": "AnnotationCollection", "first": {"items": [ANNOTATION]}, "items": [ANNOTATION]}),
    "readwise": 'Highlight,Book Title,Book Author,Note,Color,Tags,Location\n"q, ""x""\ny",T,A and B,.t n,blue,"a,b",7\nz,U,,,,,\n',
    "zotero-rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:b="http://purl.org/net/biblio#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><b:Book rdf:about="#1"><dc:title>T</dc:title><dc:date>6/2024</dc:date>'
    "<dc:identifier>DOI 10.1/x</dc:identifier></b:Book></rdf:RDF>",
}
NOISE = st.sampled_from(
    [
        *"{}[]\"',;:=@#%\\$<>&()~\n\r\t-",
        "\0",
        "\ufeff",
        "\ud800",
        "null",
        "1e999",
        "[" * 300,
        "{" * 300,
        '"',
        "</",
        "<![",
    ]
)
STEP = st.tuples(st.sampled_from(["cut", "drop", "double", "put"]), st.floats(0, 1), st.integers(1, 12), NOISE)


def mutated(text: str, steps: list[tuple[str, float, int, str]]) -> bytes:
    for kind, share, length, noise in steps:
        place = int(share * len(text))
        if kind == "cut":
            text = text[:place]
        elif kind == "drop":
            text = text[:place] + text[place + length :]
        elif kind == "double":
            text = text[:place] + text[place : place + length] * 2 + text[place + length :]
        else:
            text = text[:place] + noise + text[place:]
    return text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("name", VALID)
def test_what_is_whole_is_read_without_a_word(name: str) -> None:
    data = VALID[name].encode()
    found = list(format_named(name).read(Stream(io.BytesIO(data), len(data), "x"), Context("x")))
    assert found
    assert all(
        isinstance(item, Shelf)
        or (isinstance(item, Record) and item.title in ("T", "T é X", "T more", "P", "U", "https://a.org"))
        for item in found
    )


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEP, min_size=1, max_size=6))
def test_what_was_garbled_costs_a_sentence_at_most(name: str, steps: list[tuple[str, float, int, str]]) -> None:
    data = mutated(VALID[name], steps)
    stream = Stream(io.BytesIO(data), len(data), "x")
    try:
        stream.check()
        items = list(format_named(name).read(stream, Context("x")))
    except BadInput as error:
        assert error.text.startswith("x: ")  # noqa: PT017 - most are read and not refused
        return
    for item in items:
        assert isinstance(item, Record | Rejected | Shelf)
        if isinstance(item, Shelf):
            continue
        if isinstance(item, Rejected):
            assert item.why
            continue
        assert item.title
        quoted = [
            text for quote in item.quotes for text in (quote.exact, quote.prefix, quote.suffix, quote.note, *quote.tags)
        ]
        for text in (item.title, item.abstract, item.published, item.note, *item.authors, *item.tags, *quoted):
            assert text.encode("utf-8").decode("utf-8") == text
        json.dumps(item.sighting.extra)

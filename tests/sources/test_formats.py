# SPDX-License-Identifier: MIT
"""Which format a content is in, and that no content makes a parser raise anything but a sentence."""

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.sources.formats import FORMATS, format_named, recognise
from paperdesk.sources.stream import Stream, open_stream

Parse = Callable[..., Any]
NAMES = [known.name for known in FORMATS]
ATOM = '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
LINE = json.dumps({"id": "a", "title": "T", "abstract": "A"})
ITEM = json.dumps({"paper": {"id": "2406.00001", "title": "T"}})
CONTENTS = {
    "one line": (LINE, "jsonl"),
    "lines": (f"{LINE}\n{LINE}\n", "jsonl"),
    "lines, the first bad": ('{"title": "cut}\n' + LINE, "jsonl"),
    "lines, the first a header": ('{"version": 1}\n' + LINE, "jsonl"),
    "lines of items": (f"{ITEM}\n{ITEM}", "jsonl"),
    "list": (f"[{ITEM}]", "huggingface"),
    "list over lines": (f"[\n  {ITEM}\n]", "huggingface"),
    "wrapper": ('{\n "papers": [\n' + ITEM + "]}", "huggingface"),
    "references": ('[{"type": "book", "title": "T", "author": []}]', "csl-json"),
    "lines with a type": (
        '{"type": "article", "title": "T", "authors": []}\n{"type": "article", "title": "U"}',
        "jsonl",
    ),
    "items of Zotero": ('{"config": {}, "items": [{"itemType": "book", "title": "T"}]}', "zotero"),
    "annotations": ('{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation"}', "w3c"),
    "a library": ('{"paperdesk":1,"kind":"library"}\n{"kind":"paper","authors":[]}', "jsonl-library"),
    "entries": ("@article{a,\n title = {T}}", "bibtex"),
    "tagged lines": ("TY  - JOUR\nTI  - T\nER  - ", "ris"),
    "a table": ("Highlight,Book Title\nx,T", "readwise"),
    "wrapper on a line": ('{"papers": [' + ITEM + "]}", "huggingface"),
    "placeholder": ("1", "huggingface"),
    "text in quotes": ('"text"', "huggingface"),
    "cut list": ("[" + ITEM + ', {"pap', "huggingface"),
    "page": ("<!doctype html><html></html>", "page-html"),
    "arXiv's feed": (f'{ATOM}<link href="http://arxiv.org/api/query?id_list=2406.00001"/>', "arxiv"),
    "feed": (ATOM, "feed"),
    "feed with a prefix": ('<atom:feed xmlns:atom="http://www.w3.org/2005/Atom">', "feed"),
    "RSS": ('<?xml version="1.0"?><rss version="2.0"><channel>', "feed"),
    "RSS 1.0": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">',
        "feed",
    ),
}


@pytest.mark.parametrize("mark", ["", "\ufeff", "\n \t\r\n"], ids=["bare", "marked", "after blanks"])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize(("content", "expected"), CONTENTS.values(), ids=CONTENTS)
def test_a_format_is_recognised_by_its_content(
    tmp_path: Path, content: str, expected: str, packed: bool, mark: str
) -> None:
    path = tmp_path / "input"
    path.write_bytes(gzip.compress((mark + content).encode()) if packed else (mark + content).encode())
    for name in ("input", "input.txt", "input.json.gz", "input.html"):
        with open_stream(path) as stream:
            assert recognise(stream, name).name == expected


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        ("garbage\n" + LINE, "a.jsonl", "jsonl"),
        ("garbage\n" + LINE, "a.NDJSON.gz", "jsonl"),
        (f"[{ITEM}]", "a.jsonl", "huggingface"),
        ('{"title": "' + "x" * 70_000, "a.jsonl", "jsonl"),
        ("[garbage", "a.json", "huggingface"),
    ],
)
def test_a_name_helps_where_the_content_does_not_tell(content: str, name: str, expected: str) -> None:
    assert recognise(Stream(io.BytesIO(content.encode()), 0, name), name).name == expected


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png", "a binary file"),
        (b"SQLite format 3\0\x10\0", "library.db", "a binary file"),
        (b"PK\x03\x04\0\0", "a.zip", "a binary file"),
        (b"<rss version='2.0'><channel/></rss>", "a.xml", "the feed holds nothing now"),
        (b"<records/>", "a.xml", "XML that is no feed"),
        (b"[build-system]\nrequires = []", "a.toml", "text without titles and abstracts"),
        (b"not json", "a.json", "this is not JSON; look whether it was saved whole"),
        (b"plain words", "-", "text without titles and abstracts"),
    ],
)  # fmt: skip
def test_what_is_in_no_format_is_said_with_what_it_looks_like(
    parse: Parse, content: bytes, name: str, why: str
) -> None:
    with pytest.raises(BadInput) as caught:
        parse(content, name=name)
    assert caught.value.text.startswith(f"{name}: ")
    assert why in caught.value.text


def test_a_first_line_longer_than_the_head_is_read_all_the_same(parse: Parse) -> None:
    first = json.dumps({"id": "b", "title": "Long", "abstract": "x" * 200_000, "authors": ["A", "B"]})
    assert parse(f"{first}\n{LINE}\n").titles == ["Long", "T"]


def test_a_format_has_its_name_and_no_other_is_known() -> None:
    assert [format_named(name).name for name in NAMES] == NAMES
    with pytest.raises(BadInput, match=f"there is no format 'x'; there are: {', '.join(NAMES)}"):
        format_named("x")


# --- anything at all ------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
FIELD_NAMES = st.sampled_from(
    (
        "id title summary abstract authors name paper details publishedAt upvotes numComments githubRepo githubStars github_links"
        " projectPage submittedOnDailyAt submittedOnDailyBy organization ai_keywords mediaUrls categories date url pdf_url papers"
        " dailyPapers data error doi key"
    ).split()
)
PAPERS = st.dictionaries(FIELD_NAMES, VALUES | st.dictionaries(FIELD_NAMES, VALUES, max_size=5), max_size=8)
LISTS = PAPERS | st.lists(PAPERS | VALUES, max_size=4)
JSON = st.builds(lambda value, cut: json.dumps(value)[: cut or None].encode(), LISTS, st.integers(0, 80))
PIECES = st.sampled_from(
    [
        *(
            "<html>",
            "<article>",
            "<h3>",
            "<p>",
            '<div data-props="{&quot;papers&quot;:[{}]}">',
            ATOM,
            "<entry>",
            "</entry>",
        ),
        *("<title>", "</title>", "<id>", "http://arxiv.org/abs/2406.00001", "</feed>", "<!DOCTYPE x [", "&amp;", "]]>"),
        *("Apr 28", "\n\n", "### ", "new", "byAK and the research community", "[LINK: x](https://a.org)", "[", "][1]"),
        *("{", "}", '"', "\\", "word. " * 40, "\0", "\ufeff", "A Title"),
    ]
)
MARKUP = st.lists(PIECES | TEXTS, max_size=14).map(lambda pieces: "".join(pieces).encode("utf-8", "replace"))
PACKED = st.builds(lambda content, cut: gzip.compress(content)[: cut or None], JSON | MARKUP, st.integers(0, 60))
ANYTHING = (
    st.binary(max_size=120)
    | JSON
    | MARKUP
    | PACKED
    | MARKUP.map(lambda b: b.decode().encode("utf-16"))
    | st.just(b"\xff\xfe")
)


@pytest.mark.parametrize("name", [*NAMES, ""], ids=[*NAMES, "recognised"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=ANYTHING, file_name=st.sampled_from(["x", "x.json", "x.jsonl", "2024-06-12.html"]))
def test_no_content_makes_a_parser_raise_anything_but_a_sentence(name: str, content: bytes, file_name: str) -> None:
    stream = Stream(io.BytesIO(content), len(content), file_name)
    try:
        stream.check()
        chosen = format_named(name) if name else recognise(stream, file_name)
        items = list(chosen.read(stream, Context(file_name, "", "2024-06-12")))
    except BadInput as error:
        assert error.text.startswith(f"{file_name}: ")  # noqa: PT017 - most contents are read and not refused
        return
    for item in items:
        assert isinstance(item, Record | Rejected)
        if isinstance(item, Record):
            assert item.title
            for text in (item.title, item.abstract, item.other_id, item.published, *item.authors, *item.categories):
                assert text.encode("utf-8").decode("utf-8") == text
        else:
            assert item.why

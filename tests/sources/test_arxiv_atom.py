# SPDX-License-Identifier: MIT
"""arXiv's Atom: real recordings, feeds that break off, and XML that means harm."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput

Parse = Callable[..., Any]
HEAD = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">'


def entry(number: int = 1, **parts: str) -> str:
    told = {
        "id": f"http://arxiv.org/abs/2406.{number:05}v2",
        "title": f"Title\n  number {number}",
        "summary": f" A summary of number {number}. ",
        "published": "2024-06-11T17:59:46Z",
        "author": "<name>Ann Lee</name>",
    } | parts
    return "<entry>" + "".join(f"<{tag}>{text}</{tag.split()[0]}>" for tag, text in told.items()) + "</entry>"


def feed(*entries: str, head: str = HEAD) -> str:
    return f"{head}<title>arXiv Query</title>{''.join(entries)}</feed>"


def test_an_entry_is_read_whole(parse: Parse) -> None:
    more = """<author><name>Bo Wu</name></author><arxiv:doi>10.1000/A 10.1000/B</arxiv:doi><arxiv:comment>5
        pages</arxiv:comment><arxiv:primary_category term="cs.LG"/><category term="cs.CL"/><category term="cs.LG"/>
        <updated>2024-07-01T00:00:00Z</updated></entry>"""
    record = parse(feed(entry(3).replace("</entry>", more)), day="2024-06-12").record
    assert (record.title, record.arxiv_id, record.doi) == ("Title number 3", "2406.00003", "10.1000/a")
    assert (record.abstract, record.authors) == ("A summary of number 3.", ("Ann Lee", "Bo Wu"))
    assert (record.published, record.categories) == ("2024-06-11", ("cs.LG", "cs.CL"))
    assert (record.sighting.source, record.sighting.day) == ("arxiv", "2024-06-12")
    assert record.sighting.extra == {"comment": "5 pages", "updated": "2024-07-01"}
    assert record.links.pdf == "https://arxiv.org/pdf/2406.00003"


def test_markup_inside_a_title_is_read_as_its_text(parse: Parse) -> None:
    assert parse(feed(entry(title='An <i xmlns="x">odd</i> title'))).record.title == "An odd title"


def test_entities_of_xml_itself_are_text(parse: Parse) -> None:
    assert parse(feed(entry(title="a &lt;b&gt; &amp; &#233;"))).record.title == "a <b> & é"


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "utf-16", "windows-1251", "us-ascii"])
def test_the_declared_encoding_counts(parse: Parse, encoding: str) -> None:
    title = {"iso-8859-1": "Thé", "windows-1251": "Обучение", "us-ascii": "The"}.get(encoding, "Thé 变")
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + feed(entry(title=title))
    assert parse(text.encode(encoding)).record.title == title


@pytest.mark.parametrize("encoding", ["gbk", "no-such-thing", "utf-7"])
def test_an_encoding_that_cannot_be_read_is_told(parse: Parse, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + feed(entry())
    with pytest.raises(BadInput, match=r"^input: this XML is"):
        parse(text)


def test_a_feed_that_breaks_off_gives_its_whole_entries(parse: Parse) -> None:
    text = feed(entry(1), entry(2), entry(3))
    found = parse(text[: text.index("2406.00003")])
    assert found.titles == ["Title number 1", "Title number 2"]
    assert [r.item for r in found.rejected] == ["entry 3"]
    assert "breaks off" in found.rejected[0].why


def test_entries_without_a_title_are_told(parse: Parse) -> None:
    found = parse(feed(entry(1, title=" "), entry(2)))
    assert found.titles == ["Title number 2"]
    assert [(r.item, r.why) for r in found.rejected] == [("entry 1", "it has no title")]


def test_days_that_are_none_are_kept_as_text(parse: Parse) -> None:
    assert parse(feed(entry(published="0000-00-00T00:00:00Z"))).record.published == "0000-00-00T00:00:00Z"


LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
BOMB = f'<!DOCTYPE f [<!ENTITY a "ha">{LAUGHS}]>'
HOSTILE = {
    "laughs": (BOMB + feed(entry(title="&i;")), "declares entities or a document type"),
    "external": (
        '<!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + feed(entry(title="&x;")),
        "declares entities",
    ),
    "parameter": (
        '<!DOCTYPE f [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>' + feed(entry()),
        "declares entities",
    ),
    "dtd": ('<!DOCTYPE feed SYSTEM "http://127.0.0.1:9/feed.dtd">' + feed(entry()), "declares entities"),
    "undeclared": (feed(entry(title="&nbsp;")), "this XML is broken"),
    "namespace": (feed(entry(), head='<feed xmlns="http://example.org/other">'), "is no Atom feed"),
    "no entries": (feed(), "the answer holds no papers"),
    "cut": (HEAD + "<entry><title>T", "breaks off"),
    "attributes": (HEAD + "<entry " + " ".join(f'a{n}="x"' for n in range(200_000)), "breaks off"),
    "deep": (HEAD + "<x>" * 200_000, "breaks off"),
}


@pytest.mark.parametrize(("text", "why"), HOSTILE.values(), ids=HOSTILE)
def test_xml_that_means_harm_or_is_none_is_refused_in_a_line(parse: Parse, text: str, why: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(text, "arxiv")
    assert caught.value.text.startswith("input: ")
    assert why in caught.value.text
    assert "\n" not in caught.value.text


def test_deep_and_wide_entries_are_read(parse: Parse) -> None:
    deep = "<x>" * 50_000 + "</x>" * 50_000
    assert parse(feed(entry(summary=deep))).record.title == "Title number 1"
    many = "".join(f"<author><name>Author {n}</name></author>" for n in range(10_000))
    assert len(parse(feed(entry().replace("</entry>", many + "</entry>"))).record.authors) == 10_001


def test_recorded_answers_are_read(data: Path, parse: Parse) -> None:
    bodies = [
        json.loads(file.read_text("utf-8"))["body"]
        for file in sorted((data / "arxiv" / "atom_recorded").glob("*.json"))
    ]
    answers = [(body, re.findall(r"<id>http://arxiv.org/abs/(.+?)v\d+</id>", body)) for body in bodies]
    assert sum(len(identifiers) for _, identifiers in answers) == 23
    for body, identifiers in answers:
        if not identifiers:
            continue
        found = parse(body)
        assert [record.arxiv_id for record in found.records] == identifiers
        assert all(r.abstract and r.authors and r.categories and r.published for r in found.records)
        assert found.rejected == []


def test_recorded_answers_without_papers_say_so(data: Path, parse: Parse) -> None:
    folder = data / "arxiv" / "atom_recorded"
    unknown, malformed = (
        json.loads(next(folder.glob(name)).read_text("utf-8"))["body"] for name in ("id_0000*", "id_abc*")
    )
    with pytest.raises(BadInput, match="the answer holds no papers"):
        parse(unknown)
    found = parse(malformed)
    assert found.records == []
    assert "arXiv answered with an error" in found.rejected[0].why

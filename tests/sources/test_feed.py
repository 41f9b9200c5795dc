# SPDX-License-Identifier: MIT
"""Feeds of every kind: what they say of papers is taken, their markup is not, and what is hostile is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdesk.domain.errors import BadInput, NothingThere
from paperdesk.domain.record import Context, Record
from paperdesk.sources import feed
from paperdesk.sources.stream import Stream

Parse = Callable[..., Any]


def rss(*items: str, title: str = "News of nets", head: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{title}</title><link>http://example.org/blog/</link>{head}{"".join(items)}</channel></rss>'


def item(inner: str = "", title: str = "A title") -> str:
    return f"<item><title>{title}</title>{inner}</item>"


def test_an_item_is_read_with_its_fields(parse: Parse) -> None:
    found = parse(
        rss(
            item(
                "<link>https://arxiv.org/abs/2406.00001v2</link><guid>x1</guid><dc:creator>Jie Wu, Ann Lee</dc:creator>"
                "<category>cs.LG</category><category>two words</category><pubDate>Mon, 02 Mar 2026 23:30:00 -0500</pubDate>"
                "<description>Short.</description>"
            )
        )
    )
    record = found.record
    assert found.format == "feed"
    assert (record.title, record.abstract, record.authors) == ("A title", "Short.", ("Jie Wu", "Ann Lee"))
    assert (record.arxiv_id, record.other_id, record.published) == ("2406.00001", "", "2026-03-03")
    assert (record.categories, record.sighting.source, record.sighting.day) == (("cs.LG",), "News of nets", "")
    assert record.links.arxiv == "https://arxiv.org/abs/2406.00001"


def test_an_item_of_nothing_but_a_title_is_a_record(parse: Parse) -> None:
    record = parse(rss(item())).record
    assert (record.title, record.published, record.other_id, record.links.project) == ("A title", "", "", "")


def test_an_item_without_a_title_is_told_with_its_place(parse: Parse) -> None:
    found = parse(rss(item(), "<item><link>http://example.org/1</link></item>", item(title="Other")))
    assert found.titles == ["A title", "Other"]
    assert [(r.item, r.why) for r in found.rejected] == [("entry 2", "it has no title")]


def test_relative_links_are_made_whole(parse: Parse) -> None:
    text = rss(item("<link>/papers/7</link>")).replace("<rss ", '<rss xml:base="http://example.org/blog/" ')
    assert parse(text).record.links.project == "http://example.org/papers/7"


@pytest.mark.parametrize(
    ("told", "abstract"),
    [
        ("a &lt; b and &amp;amp; so on", "a < b and & so on"),
        ("$x&lt;y$ holds &lt;think&gt; here", "$x<y$ holds <think> here"),
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two &lt;b&gt;bold&lt;/b&gt;&lt;/p&gt;", "One\n\nTwo bold"),
        ("<![CDATA[<p>Up<script>steal()</script><style>p{}</style> down</p>]]>", "Up   down"),
        ("<![CDATA[<img src='file:///etc/passwd'>Seen<iframe src='http://x'>no</iframe>]]>", "Seen"),
        ("<![CDATA[<p>never closed <script>for ever]]>", "never closed"),
    ],
)
def test_markup_goes_and_what_only_looks_like_it_stays(parse: Parse, told: str, abstract: str) -> None:
    assert parse(rss(item(f"<description>{told}</description>"))).record.abstract == abstract


def test_the_longest_text_is_the_abstract(parse: Parse) -> None:
    inner = (
        "<description>Short.</description><content:encoded><![CDATA[<p>Far longer than that.</p>]]></content:encoded>"
    )
    assert parse(rss(item(inner))).record.abstract == "Far longer than that."


def test_facts_told_one_a_paragraph_are_taken_apart(parse: Parse) -> None:
    told = "<p>Authors: Jie Wu, Ann Lee</p><p>Upvotes: 52</p><p>Summary: We look: closely.</p>"
    record = parse(rss(item(f"<description><![CDATA[{told}]]></description>"))).record
    assert (record.abstract, record.authors, record.sighting.upvotes) == (
        "We look: closely.",
        ("Jie Wu", "Ann Lee"),
        52,
    )


def test_arxivs_daily_feed_lists_by_day_under_arxivs_name(parse: Parse) -> None:
    told = "arXiv:2509.00001v1 Announce Type: replace-cross \nAbstract: We bound $x&lt;y$."
    inner = f"<link>https://arxiv.org/abs/2509.00001</link><description>{told}</description>"
    inner += "<dc:creator>Jie Wu, Ann Lee</dc:creator><pubDate>Thu, 18 Sep 2025 00:00:00 -0400</pubDate>"
    record = parse(rss(item(inner), title="cs.CV updates on arXiv.org")).record
    assert (record.abstract, record.authors) == ("We bound $x<y$.", ("Jie Wu", "Ann Lee"))
    assert (record.sighting.source, record.sighting.day) == ("arxiv", "2025-09-18")
    assert (record.published, record.sighting.extra) == ("", {"announced": "replace-cross"})


def test_atom_is_read_too(parse: Parse) -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><entry><title type="html">A &amp;lt;b&amp;gt;t</title>'
        '<id>urn:uuid:1</id><link href="https://doi.org/10.1000/ABC"/><author><name>Jie Wu</name></author>'
        "<author><name>Ann Lee</name></author><updated>2026-03-02T10:00:00Z</updated><content>Said.</content></entry></feed>"
    )
    record = parse(text).record
    assert (record.doi, record.authors, record.abstract) == ("10.1000/abc", ("Jie Wu", "Ann Lee"), "Said.")
    assert (record.published, record.sighting.source) == ("2026-03-02", "Notes")


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss [<!ENTITY a "b">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!doctype rss [\n<!ATTLIST a b CDATA "c">]>',
    ],
)
def test_a_document_type_of_its_own_is_refused(parse: Parse, head: str) -> None:
    with pytest.raises(BadInput, match="declares entities or a document type"):
        parse(rss(item()).replace("<rss", f"{head}<rss", 1), "feed")


def test_the_plain_document_type_of_old_feeds_is_none_of_its_own(parse: Parse) -> None:
    head = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://example.org/rss-0.91.dtd">'
    assert parse(rss(item()).replace("<rss", f"{head}<rss", 1), "feed").titles == ["A title"]


def test_what_is_no_feed_is_said_so(parse: Parse) -> None:
    with pytest.raises(BadInput, match="this is no feed"):
        parse("<html><body>Log in</body></html>", "feed")
    with pytest.raises(NothingThere, match="holds nothing now"):
        parse(rss(), "feed")


def test_a_feed_that_breaks_off_gives_what_is_whole_and_says_so(parse: Parse) -> None:
    text = rss(*(item(f"<link>http://example.org/{n}</link>", f"Title {n}") for n in range(5)))
    found = parse(text[: text.index("Title 3") + 4])
    assert found.titles[:3] == ["Title 0", "Title 1", "Title 2"]
    assert "breaks off" in found.rejected[-1].why


def test_very_many_items_are_bounded(parse: Parse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "_MOST_ITEMS", 20)
    found = parse(rss(*(item(title=f"Title {n}") for n in range(30))))
    assert len(found.records) == 20
    assert found.rejected[0].why == "only the first 20 of 30 entries are read"


@pytest.mark.parametrize("when", ["yesterday", "Mon, 32 Mar 2026 08:00:00 +0000", "9999-99-99", "", "0000-01-01"])
def test_dates_that_are_none_are_none(parse: Parse, when: str) -> None:
    assert parse(rss(item(f"<pubDate>{when}</pubDate>"))).record.published == ""


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    data = f'<rss version="2.0"><channel><title>T</title><item><title>A</title><description>{text}</description></item>'.encode(
        "utf-8", "replace"
    )
    import io

    try:
        found = list(feed.read(Stream(io.BytesIO(data), len(data), "x"), Context("x")))
    except BadInput:
        return
    assert all("\0" not in item.abstract for item in found if isinstance(item, Record))


def test_real_feeds_are_read(data: Path, parse_path: Parse) -> None:
    mirror = parse_path(data / "hf" / "rss_huangboming" / "feed.xml")
    assert mirror.rejected == []
    assert all(r.arxiv_id and r.authors and r.sighting.upvotes is not None for r in mirror.records)
    assert not any(r.abstract.startswith("Authors:") for r in mirror.records)
    other = parse_path(data / "arxiv" / "rss" / "gbrammer_author.xml")
    assert len({r.arxiv_id for r in other.records}) == len(other.records) == 200

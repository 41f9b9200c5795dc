# SPDX-License-Identifier: MIT
"""Subscribing as a reader says it: names, addresses, pages with feeds, lists of other readers."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.config.options import Settings
from paperdesk.domain.errors import BadInput, Refused, Trouble
from paperdesk.library.library import Library
from paperdesk.services import feeds
from paperdesk.services.fetching import utc_now
from paperdesk.services.gathering import Bases
from paperdesk.sources.http_client import Client


@pytest.fixture
def bases(server: Any) -> Bases:
    names = ("sources.huggingface.base_url", "sources.arxiv.base_url", "sources.arxiv.rss_url", "sources.doi.base_url")
    return Bases.of(Settings(dict.fromkeys(names, server.url)))


@pytest.fixture
def preview(bases: Bases) -> Callable[[str], feeds.Preview]:
    def run(text: str) -> feeds.Preview:
        async def look() -> feeds.Preview:
            async with Client() as client:
                return await feeds.preview(client, bases, text, utc_now())

        return asyncio.run(look())

    return run


@pytest.mark.parametrize(
    ("text", "source", "title"),
    [
        ("huggingface", "huggingface", "Hugging Face daily papers"),
        ("HF", "huggingface", "Hugging Face daily papers"),
        ("huggingface:trending", "huggingface:trending", "Hugging Face trending"),
        ("arXiv: cs.LG ", "arxiv:cs.LG", "arXiv cs.LG"),
        ("arxiv:all:attention AND cat:cs.CL", "arxiv:all:attention AND cat:cs.CL", "arXiv all:attention AND cat:cs.CL"),
        ("arxiv-rss:cs.LG", "arxiv-rss:cs.LG", "arXiv cs.LG (daily)"),
        ("HTTPS://example.org/Feed", "https://example.org/Feed", "example.org/Feed"),
        ("/data/papers", "/data/papers", "papers"),
    ],
)
def test_what_can_be_subscribed_to(library: Library, text: str, source: str, title: str) -> None:
    feeds.subscribe(library, text)
    (feed,) = library.feeds()
    assert (feed.source, feed.title, feed.schedule) == (source, title, "every 6h")


@pytest.mark.parametrize(
    "text", ["", "papers", "arxiv:", "arxiv-rss:all:x", "https://a b/", "ftp:x", "http://" + "x" * 3_000, "arxiv:a\nb"]
)
def test_what_cannot_is_told_what_can(library: Library, text: str) -> None:
    with pytest.raises(BadInput):
        feeds.subscribe(library, text)
    assert library.feeds() == []


def test_a_source_goes_by_its_title_or_its_name(library: Library) -> None:
    feeds.subscribe(library, "https://example.org/feed", "My Blog")
    feeds.subscribe(library, "arxiv:cs.LG")
    assert feeds.named(library, "my blog") == "https://example.org/feed"
    assert feeds.named(library, "arXiv:cs.LG") == "arxiv:cs.LG"
    assert feeds.named(library, "huggingface") == "huggingface"  # not subscribed to, and all the same a source
    with pytest.raises(Trouble, match="there is no source called 'other'"):
        feeds.known(library, "other")
    assert feeds.unsubscribe(library, "MY BLOG").summary == "Ended the subscription to My Blog"


def test_changing_one_thing_leaves_the_others(library: Library) -> None:
    feeds.subscribe(library, "arxiv:cs.LG", "ML", "at 7:30", "blue")
    feeds.change(library, library.feeds()[0], paused=True)
    feeds.change(library, library.feeds()[0], schedule="every 2 days")
    (feed,) = library.feeds()
    assert (feed.title, feed.schedule, feed.colour, feed.paused) == ("ML", "every 48h", "blue", True)
    with pytest.raises(BadInput):
        feeds.change(library, feed, schedule="now and then")


def test_lists_of_subscriptions_go_out_and_come_in(library: Library, bases: Bases, tmp_path: Path) -> None:
    for text, title in (
        ("huggingface", ""),
        ("arxiv:cs.LG", "ML & <more>"),
        ("https://example.org/f?a=1&b=2", 'A "blog"'),
    ):
        feeds.subscribe(library, text, title)
    path = tmp_path / "list.opml"
    path.write_text(feeds.opml_text(library, bases), "utf-8")
    with Library(tmp_path / "other") as other:
        assert feeds.import_opml(other, path) == (3, [])
        assert [(f.source, f.title) for f in other.feeds()] == [(f.source, f.title) for f in library.feeds()]
        assert feeds.import_opml(other, path) == (0, [])


def test_a_list_with_bad_lines_and_equal_titles_brings_the_rest(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "list.opml"
    path.write_text(
        '<opml><body><outline text="Folder"><outline text="News" xmlUrl="http://a.org/1"/>'
        '<outline text="NEWS" xmlUrl="http://a.org/2"/></outline><outline text="Odd" paperdesk="arxiv-rss:?"/></body></opml>'
    )
    new, lines = feeds.import_opml(library, path)
    assert (new, [line.split(":")[0] for line in lines]) == (2, ["Odd"])
    assert [feed.title for feed in library.feeds()] == ["News", "NEWS (2)"]


@pytest.mark.parametrize(
    "content", [b"", b"<opml>", b"<opml><body/></opml>", b'<!DOCTYPE x [<!ENTITY a "b">]><opml/>', b"\xff\xfe"]
)
def test_what_is_no_list_is_told(library: Library, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.opml"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"list\.opml"):
        feeds.import_opml(library, path)
    with pytest.raises(BadInput, match="it cannot be read"):
        feeds.import_opml(library, tmp_path / "none")


def test_a_preview_shows_what_a_feed_brings(preview: Any, server: Any, paper_server: Any, library: Library) -> None:
    items = [(f"Title {n}", f"http://e.org/{n}") for n in range(30)]
    server.answers["/feed"] = paper_server.Reply(paper_server.rss("News", items))
    found = preview(f"{server.url}/feed")
    assert (found.title, len(found.papers), found.papers[0].title) == ("News", 20, "Title 0")
    assert library.page == library.page
    assert server.requests[0].headers["accept"] == "*/*"


def test_a_page_leads_to_its_feeds(preview: Any, server: Any, paper_server: Any) -> None:
    page = (
        '<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" title="All" href="/feed">'
        '<link rel="alternate" type="application/atom+xml" href="other.xml"><link rel="stylesheet" href="/x.css">'
        '<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd"></head></html>'
    )
    server.answers["/blog/"] = paper_server.Reply(page.encode(), content_type="text/html")
    server.answers["/feed"] = paper_server.Reply(paper_server.rss("News", [("A title", "http://e.org/1")]))
    found = preview(f"{server.url}/blog/")
    assert (found.source, found.title, len(found.papers)) == (f"{server.url}/feed", "News", 1)
    assert [(other.title, other.address) for other in found.others] == [
        ("All", f"{server.url}/feed"),
        (f"{server.url}/blog/other.xml", f"{server.url}/blog/other.xml"),
    ]
    assert [asked.path for asked in server.requests] == ["/blog/", "/feed"]


def test_a_page_without_a_feed_is_told(preview: Any, server: Any, paper_server: Any) -> None:
    server.answers["/"] = paper_server.Reply(b"<html><body>Hello</body></html>", content_type="text/html")
    with pytest.raises(BadInput, match="this page names no feed"):
        preview(f"{server.url}/")
    with pytest.raises(Refused, match="answers 404"):
        preview(f"{server.url}/none")


def test_a_preview_of_a_source_asks_for_little(preview: Any, server: Any, paper_server: Any, tmp_path: Path) -> None:
    server.answers["/api/daily_papers"] = lambda asked: paper_server.json_reply(
        [paper_server.hf_item(n) for n in range(50)]
    )
    found = preview("huggingface")
    assert (len(found.papers), len(server.requests)) == (20, 1)
    assert preview(str(tmp_path)).notes == ("what is put there is taken in",)
    with pytest.raises(BadInput, match="there is no such file or folder"):
        preview(str(tmp_path / "none"))

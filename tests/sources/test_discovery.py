# SPDX-License-Identifier: MIT
"""What a page tells of its feeds and of the paper that it is about; pages are as bad as pages are."""

import pytest

from paperdesk.sources.discovery import feeds_in, paper_in

AT = "https://e.org/blog/post"


def test_feeds_are_named_with_their_titles_and_whole_addresses() -> None:
    page = b"""<link rel="Alternate nofollow" type="application/RSS+xml; charset=x" href="../feed" title=" All
    of it "><link rel=alternate type=application/atom+xml href=//f.org/atom><link rel=alternate type=text/html href=/x>
    <link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" type="application/rss+xml">"""
    assert [(feed.title, feed.address) for feed in feeds_in(page, AT)] == [
        ("All of it", "https://e.org/feed"),
        ("https://f.org/atom", "https://f.org/atom"),
    ]


@pytest.mark.parametrize(
    "page", [b"", b"\0\0", b"<link rel=alternate type=application/rss+xml href='http://[::1'>", b"<" * 10_000, b"plain"]
)
def test_pages_without_any_are_no_trouble(page: bytes) -> None:
    assert feeds_in(page, AT) == []
    assert paper_in(page, AT) is None


def test_a_paper_is_told_by_its_tags() -> None:
    page = (
        '<meta name="citation_title" content="Über alles &lt;b&gt;"><meta name="citation_author" content="Lee, Ann">'
        '<meta name="citation_author" content="Bo Wu"><meta name="citation_arxiv_id" content="2404.18212">'
        '<meta name="citation_date" content="2024/04/28"><meta name="citation_abstract" content="We look.">'
    ).encode()
    record = paper_in(page, "https://arxiv.org/abs/2404.18212v2")
    assert record is not None
    assert (record.title, record.authors, record.arxiv_id) == ("Über alles <b>", ("Ann Lee", "Bo Wu"), "2404.18212")
    assert (record.published, record.abstract, record.links.project) == ("2024-04-28", "We look.", "")


def test_a_paper_without_identifiers_goes_by_its_address() -> None:
    record = paper_in(b'<meta name="DC.title" content="Notes"><meta name="DC.creator" content="Ann Lee">', AT)
    assert record is not None
    assert (record.other_id, record.links.project, record.authors) == (AT, AT, ("Ann Lee",))

# SPDX-License-Identifier: MIT
"""A page of HTML: whole by itself, everything escaped, highlights marked."""

from dataclasses import replace
from html.parser import HTMLParser

from paperdesk.domain.exported import Piece, Shown


class Balance(HTMLParser):
    """Finds tags that are not closed, and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_is_whole_and_loads_nothing(hostile, write) -> None:
    parser = Balance()
    text = write("html", hostile, heading="<mine>")
    parser.feed(text)
    assert parser.open == []
    assert {address.split(":")[0] for address in parser.addresses} == {"https"}
    assert "url(" not in text
    assert "default-src 'none'" in text
    assert "<title>&lt;mine&gt;</title>" in text


def test_what_is_seen_of_a_paper_is_there(exported, write) -> None:
    pieces = (Piece("We "), Piece("study", colour="green"), Piece(" x"), Piece("2", level=-1))
    seen = replace(exported(), shown=Shown(title=(Piece("A & B"),), abstract=pieces, note_html="<p><em>n</em></p>"))
    text = write("html", [seen])
    assert "<h1>A &amp; B</h1>" in text
    assert 'We <mark class="green">study</mark> x<sub>2</sub>' in text
    assert "<p><em>n</em></p>" in text
    assert '<blockquote class="green"' in text

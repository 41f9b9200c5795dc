# SPDX-License-Identifier: MIT
"""The mail of a digest: read back by the standard library's parser, loading nothing, whatever titles and notes hold."""

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest

from paperdesk.config.paths import resource
from paperdesk.domain.digest import Digest, Edition, Entry, Section
from paperdesk.domain.errors import BadInput
from paperdesk.domain.exported import Exported
from paperdesk.export.digest import html, mail, text

EDITION = Edition("2026-11-25", "2026-11-25")
WRITTEN = datetime(2026, 11, 26, 7, 30, tzinfo=UTC)


def digest_of(papers: list[Exported], **said: object) -> Digest:
    """A digest that holds the papers in every kind of section."""
    plain = tuple(Entry(one, one.paper.abstract[:200], ((0, 3),), risen=4) for one in papers)
    sections = (
        Section("trending", "Trending", plain, len(plain) + 5),
        Section("rising", "Still rising", plain, len(plain)),
        Section("search", str(said.get("name", "nets")), plain, len(plain), "green"),
        Section("highlights", "What you marked", plain, len(plain)),
    )
    return Digest(EDITION, sections, (("green", "method"),))


def read(message: EmailMessage) -> EmailMessage:
    found = email.message_from_bytes(message.as_bytes(), policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def posted(made: Digest) -> EmailMessage:
    whom = Address("Ann Lee", "ann", "example.org")
    return mail(made, sender=whom, to=(whom,), written=WRITTEN, name="digest-x")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.shown += data


def parsed(source: str) -> _Tags:
    tags = _Tags()
    tags.feed(source)
    return tags


def test_both_parts_are_read_back(exported) -> None:
    found = read(posted(digest_of([exported()])))
    assert (
        found["Subject"]
        == "PaperDesk: Wednesday, 25 November 2026 (6 trending, 1 rising, 1 in your searches, 1 you marked)"
    )
    assert found["From"] == found["To"] == "Ann Lee <ann@example.org>"
    assert found["Date"].datetime == WRITTEN
    assert found["Message-ID"] == "<digest-x@paperdesk.invalid>"
    assert [part.get_content_type() for part in found.iter_parts()] == ["text/plain", "text/html"]
    plain = found.get_body(("plain",)).get_content()
    rich = parsed(found.get_body(("html",)).get_content()).shown
    for said in (
        "Deep Nets of One Kind",
        "Ann Lee, Bo van der Wu, Qwen Team",
        "We study",
        "method",
        "Why?",
        "5 more",
        "+4",
    ):
        assert said in plain, said
        assert said in rich, said
    assert "https://arxiv.org/abs/2406.00001" in plain
    assert max(map(len, plain.split("\n"))) <= 80


def test_it_loads_nothing_and_its_style_is_inline(exported) -> None:
    found = parsed(html(digest_of([exported()])))
    assert {tag for tag, _ in found.tags} & {
        "img",
        "link",
        "script",
        "iframe",
        "object",
        "form",
        "input",
        "base",
    } == set()
    assert [attrs for _, attrs in found.tags if attrs.keys() & {"src", "background", "srcset", "onload"}] == []
    source = html(digest_of([exported()]))
    assert "url(" not in source
    assert "@import" not in source
    bare = [tag for tag, attrs in found.tags if tag in ("p", "h1", "h2", "a", "td", "body") and "style" not in attrs]
    assert bare == []
    assert "prefers-color-scheme: dark" in source
    links = [attrs["href"] for tag, attrs in found.tags if tag == "a"]
    assert links
    assert all(link and re.match(r"https?://", link) for link in links)


def test_hostile_papers_are_shown_as_they_are(hostile) -> None:
    made = digest_of(hostile, name="</script>{{ config }}\r\nBcc: x@y.z")
    found = read(posted(made))
    assert found["Bcc"] is None
    assert len(found.defects) == 0
    assert all(not part.defects for part in found.walk())
    source = found.get_body(("html",)).get_content()
    tags = parsed(source)
    assert not {tag for tag, _ in tags.tags} & {"script", "img"}
    for said in ("../../etc/passwd", "{{ config }}", "</script>", "😀 🤖", "\\input{x}", "=cmd()"):
        assert said in tags.shown, said
        assert said in found.get_body(("plain",)).get_content(), said
    assert "\x1b" not in source
    assert "\x00" not in source


def test_no_line_break_gets_into_a_header(exported) -> None:
    paper = exported()
    made = digest_of([replace(paper, paper=replace(paper.paper, title="x\r\nBcc: a@b.c\r\n\r\nbody"))])
    head = posted(made).as_bytes().split(b"\r\n\r\n", 1)[0]
    assert b"Bcc" not in head


def test_a_paper_told_of_before_is_told_shortly(exported) -> None:
    one = Entry(exported(), "A sentence.")
    twice = Digest(EDITION, (Section("trending", "T", (one,), 1), Section("search", "s", (one,), 1)))
    assert text(twice).count("Ann Lee") == 1
    assert parsed(html(twice)).shown.count("Deep Nets of One Kind") >= 2
    assert parsed(html(twice)).shown.count("Ann Lee") == 1


def test_links_into_the_program_lead_nowhere_in_a_mail(exported, paper, highlighted) -> None:
    one = exported(highlighted(paper()))
    notes = dict.fromkeys(one.shown.notes_html, '<p><a href="paperdesk:2406.2">Other</a></p>')
    one = replace(one, shown=replace(one.shown, notes_html=notes))
    made = Digest(EDITION, (Section("highlights", "H", (Entry(one),), 1),))
    assert "paperdesk:2406.2" not in html(made)
    assert "Other" in html(made)


def test_the_readers_own_template_comes_first_and_cannot_run_for_ever(exported, tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    own = tmp_path / "mail" / "digest-text.j2"
    own.write_text("{% for section in papers %}{{ section.title }};{% endfor %}", "utf-8")
    assert text(digest_of([exported()]), tmp_path) == "Trending;Still rising;nets;What you marked;"
    own.write_text(
        "{% for s in papers %}{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}{% endfor %}"
    )
    with pytest.raises(BadInput, match="does not come to an end"):
        text(digest_of([exported()]), tmp_path)


def test_the_help_tells_every_field(exported) -> None:
    from paperdesk.export import digest

    section = digest._section(digest_of([exported()]).sections[0], {}, set())
    told = resource("help", "templates.md").read_text("utf-8").split("## The digest as a mail\n")[1]
    rows = re.findall(r"^\| (`.*?) \|", told, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(section)
    from paperdesk.export.layout import fields

    more = set(section["papers"][0]) - set(fields(exported(), {}))
    assert {name for name in more if f"`{name}`" not in told} == set()

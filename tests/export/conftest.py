# SPDX-License-Identifier: MIT
"""What the tests of exporters share: papers on their way out, also hostile ones."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from paperdesk.domain.annotation import Highlight, HighlightId, select
from paperdesk.domain.exported import Exported, Piece, Shown
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.record import Links, Sighting
from paperdesk.export.exporter import Options
from paperdesk.export.formats import exporter

HOSTILE = (
    "../../etc/passwd",
    "CON",
    "x" * 300,
    "😀 🤖",
    "=cmd()",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "---",
    "{{ config }} {% for x in y %}",
    "%00 100% of a_b & c #1 ~ ^ $5 < | > \" '' `` --",
    r"\input{x} $\input{y}$ \end{document}",
    "</script><script>alert(1)</script> <!-- --> ]]> &amp; &lt;",
    "a {unbalanced } brace } {",
    "line one\nline two\r\n\r\n# heading\n- item\n    code\n1. one\tTY  - BOOK\nER  - ",
    "key: value # no comment\n- yes\n*x* __y__ `z` [[link]] ((ref)) [a](javascript:alert(1)) a:: b ==m== %%c%%",
    "\u202eright to left\u2028new\x00\x1b[31mred\x9b",
    " and , Jr., and others ",
)


def a_paper(**said: Any) -> Paper:
    """A paper of which everything is known; `said` changes it."""
    told: dict[str, Any] = {
        "id": PaperId(7),
        "key": "2406.00001",
        "aliases": ("10.1000/deep.nets_1",),
        "title": "Deep Nets of One Kind",
        "authors": ("Ann Lee", "Bo van der Wu", "Qwen Team"),
        "abstract": "We study nets. They are deep.\n\nAnd wide.",
        "published": "2024-06-11",
        "day": "2024-06-12",
        "categories": ("cs.LG", "stat.ML"),
        "tags": ("rl/offline", "to read"),
        "read": True,
        "starred": False,
        "later": True,
        "archived": False,
        "upvotes": 7,
        "links": Links(
            arxiv="https://arxiv.org/abs/2406.00001",
            pdf="https://arxiv.org/pdf/2406.00001",
            code="https://github.com/a/b_c",
        ),
        "sightings": (Sighting("page", "2024-06-12", rank=1, upvotes=7),),
        "added": "2024-06-12T08:00:00.000Z",
        "highlights": (),
        "note": "A *note*.",
    }
    return Paper(**(told | said))


def on_its_way(paper: Paper, citation_key: str = "lee2024deep") -> Exported:
    """The paper with what is seen of it, as plain as it can be."""
    notes = {one.id: f"<p>{one.note.replace('&', '&amp;').replace('<', '&lt;')}</p>" for one in paper.highlights}
    shown = Shown(
        title=(Piece(" ".join(paper.title.split())),),
        abstract=(Piece(paper.abstract),),
        quotes={one.id: one.selector.exact for one in paper.highlights},
        note_html=f"<p>{paper.note.replace('&', '&amp;').replace('<', '&lt;')}</p>" if paper.note else "",
        notes_html=notes,
    )
    return Exported(paper, citation_key, shown)


def marked(paper: Paper, start: int = 0, end: int = 8, number: int = 3, **said: Any) -> Paper:
    """The paper with one highlight more."""
    told: dict[str, Any] = {"colour": "green", "note": "Why?", "tags": ("idea", "to do")}
    told |= {"created": "2024-06-13T09:10:11.000Z", "changed": "2024-06-14T09:10:11.000Z"}
    one = Highlight(HighlightId(number), paper.id, select(paper.abstract, start, end), **(told | said))
    return replace(paper, highlights=(*paper.highlights, one))


@pytest.fixture(scope="session")
def paper() -> Callable[..., Paper]:
    """Make a paper."""
    return a_paper


@pytest.fixture(scope="session")
def highlighted() -> Callable[..., Paper]:
    """Add a highlight to a paper."""
    return marked


@pytest.fixture(scope="session")
def exported() -> Callable[..., Exported]:
    """Send a paper on its way; without one, a paper with a highlight."""

    def make(paper: Paper | None = None, citation_key: str = "lee2024deep") -> Exported:
        return on_its_way(marked(a_paper()) if paper is None else paper, citation_key)

    return make


@pytest.fixture(scope="session")
def hostile() -> list[Exported]:
    """Papers whose every text of the reader's or of a source's means something to some format."""
    found = []
    for number, text in enumerate(HOSTILE):
        stored = text.replace("\x00", "\ufffd")
        abstract = f"{stored} and more text, so that something can be marked."
        paper = a_paper(
            key=f"2406.{number:05}",
            title=" ".join(stored.split()),
            abstract=abstract,
            authors=(stored, f"{stored} Lee"),
            published=stored[:20],
            tags=(stored[:50].replace("/", "-"),),
            categories=(stored[:20],),
            note=stored,
            highlights=(),
        )
        length = max(1, len(stored))
        found.append(on_its_way(marked(paper, 0, length, number + 1, note=stored, tags=(stored[:40],)), f"key{number}"))
    return found


@pytest.fixture(scope="session")
def write() -> Callable[..., str]:
    """Return what a format makes of papers."""

    def run(name: str, papers: Iterable[Exported], **said: Any) -> str:
        return "".join(exporter(name).text(iter(papers), Options(**said)))

    return run

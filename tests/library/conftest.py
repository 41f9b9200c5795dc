# SPDX-License-Identifier: MIT
"""What the tests of the library share: libraries on disk, their whole content as values, and what must always hold."""

import contextlib
import json
import math
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.annotation import select, text_hash
from paperdesk.domain.note_links import targets
from paperdesk.domain.record import Record, Sighting
from paperdesk.domain.tags import fold_tag
from paperdesk.library.library import Library

Contents = dict[str, list[tuple[Any, ...]]]

TABLES = (
    "papers", "paper_authors", "aliases", "sightings", "tags", "paper_tags", "searches", "citation_keys", "feeds",
    "meetings", "texts", "highlights", "highlight_tags", "notes", "note_links",
)  # fmt: skip
_UNOWNED = ("tags", "searches", "feeds", "highlight_tags")
NO_RANK = 1_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place for a library that is not there yet."""
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    """An empty library, open."""
    with Library(folder) as opened:
        yield opened


@pytest.fixture
def record() -> Callable[..., Record]:
    """Make records: `record("A Title", arxiv_id="…", source="hf", day="2025-01-01", upvotes=3)`."""

    def make(title: str = "Deep Residual Learning for Image Recognition", **said: Any) -> Record:
        names = ("day", "rank", "upvotes", "comments", "stars", "submitter", "extra")
        sighting = Sighting(said.pop("source", "page"), **{n: said.pop(n) for n in names if n in said})
        return Record(title, sighting, **said)

    return make


@pytest.fixture(scope="session")
def read_all() -> Callable[[Path], Contents]:
    """Read every row of every table but the log, without papers that count as never met and what belonged to them."""
    return _read_all


def _read_all(folder: Path) -> Contents:
    with contextlib.closing(sqlite3.connect(folder / "library.db")) as db:
        contents = {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
        lapsed = {paper for (paper,) in db.execute("SELECT id FROM papers WHERE hidden = 3")}
        owner = {t: [c[1] for c in db.execute(f"PRAGMA table_info({t})")] for t in TABLES}
    for table in TABLES:
        owned = "id" if table == "papers" else "paper_id"
        place = owner[table].index(owned) if table not in _UNOWNED else None
        rows = [row for row in contents[table] if place is None or row[place] not in lapsed]
        contents[table] = sorted(rows, key=lambda row: json.dumps(row))
    return contents


@pytest.fixture(scope="session")
def assert_sound() -> Callable[[Path], None]:
    """Assert what must hold of any library at any time."""
    return _assert_sound


def _assert_sound(folder: Path) -> None:
    with contextlib.closing(sqlite3.connect(folder / "library.db")) as db:
        db.row_factory = sqlite3.Row
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for paper in db.execute("SELECT * FROM papers"):
            sightings = db.execute("SELECT * FROM sightings WHERE paper_id = ?", (paper["id"],)).fetchall()
            keys = {key for (key,) in db.execute("SELECT key FROM aliases WHERE paper_id = ?", (paper["id"],))}
            votes = db.execute(
                "SELECT at, upvotes FROM meetings WHERE paper_id = ? ORDER BY at", (paper["id"],)
            ).fetchall()
            _assert_paper(paper, sightings, keys, [(row["at"], row["upvotes"] or 0) for row in votes])
            highlights = db.execute("SELECT * FROM highlights WHERE paper_id = ?", (paper["id"],)).fetchall()
            assert not highlights or paper["hidden"] != 2, "a merged paper keeps nothing"
            for highlight in highlights:
                _assert_highlight(highlight, paper["abstract"])
        linked = {paper for (paper,) in db.execute("SELECT DISTINCT paper_id FROM note_links")}
        noted = "SELECT paper_id, text FROM notes UNION ALL SELECT paper_id, note FROM highlights"
        assert linked == {paper for paper, text in db.execute(noted) if targets(text)}
        removed = {paper for (paper,) in db.execute("SELECT paper_id FROM removals")}
        assert removed == {paper for (paper,) in db.execute("SELECT id FROM papers WHERE hidden = 1")}
        for tag in db.execute("SELECT * FROM tags"):
            assert tag["folded"] == fold_tag(tag["name"])
        for paper in db.execute("SELECT paper_id, group_concat(position) AS places FROM paper_authors GROUP BY 1"):
            places = sorted(int(p) for p in paper["places"].split(","))
            assert places == list(range(len(places)))


def _assert_highlight(highlight: sqlite3.Row, text: str) -> None:
    """What is not detached stands where it says, in the text in force; what is detached says of another text."""
    in_force = text_hash(text)
    assert highlight["detached"] == (highlight["text_hash"] != in_force)
    if not highlight["detached"]:
        start, end = highlight["start_at"], highlight["end_at"]
        selector = select(text, start, end)
        assert (highlight["exact"], highlight["prefix"], highlight["suffix"]) == (
            selector.exact, selector.prefix, selector.suffix,
        )  # fmt: skip


def _assert_paper(
    paper: sqlite3.Row, sightings: list[sqlite3.Row], keys: set[str], votes: list[tuple[str, int]]
) -> None:
    if paper["hidden"] == 2:
        assert not sightings, "a merged paper keeps nothing"
        assert not votes
        assert not keys
        return
    if paper["hidden"] != 3:
        named = {paper["key"], paper["arxiv_id"]} - {""}
        assert named <= keys
        assert not paper["arxiv_id"] or paper["key"] == paper["arxiv_id"]
        assert sightings, "a paper was met somewhere"
    _assert_order(paper, sightings, votes)


def _assert_order(paper: sqlite3.Row, sightings: list[sqlite3.Row], seen: list[tuple[str, int]]) -> None:
    """Work out anew where a paper stands, from its sightings and what was seen of its votes."""
    day = max((s["day"] for s in sightings), default="")
    ranks = [s["rank"] for s in sightings if s["day"] == day and s["rank"] is not None]
    votes = max([s["upvotes"] or 0 for s in sightings] + [0])
    last = max((s["met"] for s in sightings if s["day"] == day), default="")
    sources = {s["source"] for s in sightings if s["day"] == day and s["met"] == last}
    assert paper["listed"] == (1 if day else 0)
    assert paper["sort_rank"] == min(ranks, default=NO_RANK)
    assert paper["upvotes"] == votes
    assert paper["source"] in (sources or {""})
    published = paper["published"]
    if day or not published:
        assert paper["sort_day"] == day
    else:
        assert paper["sort_day"] in (published, published[:10], "")
    if votes > max([count for _, count in seen] + [0]):
        seen = sorted([*seen, (paper["sort_day"], votes)])
    weight, most = _weight(paper["sort_day"]), 0
    for at, count in seen:
        weight += max(count - most, 0) * _weight(at)
        most = max(most, count)
    assert math.isclose(paper["trend"], weight.log10(), abs_tol=1e-9)


def _weight(at: str) -> Decimal:
    """What one vote of that time weighs: ten times as much as one of three days before."""
    parts = [int(part) for part in at[:10].split("-") if part]
    days = date(*[*parts, 1, 1][:3]).toordinal() if parts else 0
    clock = [int(part) for part in at[11:19].split(":")] if len(at) > 18 else [0, 0, 0]
    seconds = days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    return Decimal(10) ** (Decimal(seconds) / (3 * 86_400))

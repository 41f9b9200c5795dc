# SPDX-License-Identifier: MIT
"""What the tests of services share: an empty library of one's own, papers in it, and the real data where it is there."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.paper import Paper
from paperdesk.domain.query import Query
from paperdesk.library.connection import DATABASE
from paperdesk.library.library import Library
from paperdesk.library.view import View

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data, where it is there."""
    if not DATA.exists():
        pytest.skip("the real data is not here")
    return DATA


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library; sound at the end of every test."""
    with Library(tmp_path / "library") as made:
        yield made
    connection = sqlite3.connect(tmp_path / "library" / DATABASE)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


@pytest.fixture
def papers() -> Callable[[View], dict[str, Paper]]:
    """Return all papers that a library shows, by key."""
    return lambda view: {paper.key: paper for paper in view.papers(view.page(Query(), -1))}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file: bytes as they are, text as UTF-8, a list as JSON Lines of its items."""

    def run(name: str, content: Any) -> Path:
        path = tmp_path / name
        if isinstance(content, list):
            content = "".join(json.dumps(item) + "\n" for item in content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return run


@pytest.fixture
def abstract() -> Callable[..., dict[str, Any]]:
    """Make a line of a file of abstracts."""

    def make(number: int = 1, **fields: Any) -> dict[str, Any]:
        return {
            "id": f"2406.{number:05}",
            "title": f"Title number {number}",
            "abstract": f"Abstract number {number}.",
            "authors": ["Ann Lee", f"Bo Wu {number}"],
            "date": "2024-06-11",
            **fields,
        }

    return make

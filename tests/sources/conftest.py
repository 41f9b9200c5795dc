# SPDX-License-Identifier: MIT
"""What the tests of parsers share: a parser run on bytes as on a file, and the real data where it is there."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.sources.formats import format_named, recognise
from paperdesk.sources.stream import open_stream

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@dataclass(frozen=True)
class Parsed:
    """What a parser made of a content."""

    format: str
    records: list[Record]
    rejected: list[Rejected]
    damage: str

    @property
    def record(self) -> Record:
        """The only record."""
        assert len(self.records) == 1, self
        return self.records[0]

    @property
    def titles(self) -> list[str]:
        return [record.title for record in self.records]


def parse_file(path: Path, format_name: str = "", day: str = "", file_day: str = "", name: str = "") -> Parsed:
    """Read a file as the import does; the format is recognised where none is named."""
    name = name or path.name
    with open_stream(path) as stream:
        chosen = format_named(format_name) if format_name else recognise(stream, name)
        items = list(chosen.read(stream, Context(name, day, file_day)))
        records = [item for item in items if isinstance(item, Record)]
        return Parsed(chosen.name, records, [i for i in items if isinstance(i, Rejected)], stream.damage)


@pytest.fixture
def parse(tmp_path: Path) -> Callable[..., Parsed]:
    """Parse bytes or text as a file called `name`."""

    def run(content: bytes | str, format_name: str = "", name: str = "input", **context: str) -> Parsed:
        path = tmp_path / "content"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return parse_file(path, format_name, name=name, **context)

    return run


@pytest.fixture
def parse_path() -> Callable[..., Parsed]:
    """Parse a file where it lies."""
    return parse_file


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data, where it is there."""
    if not DATA.exists():
        pytest.skip("the real data is not here")
    return DATA


@pytest.fixture
def hf_item() -> Callable[..., dict[str, Any]]:
    """Make an item of a Hugging Face list; `paper` updates what is inside, other names what is around it."""

    def make(number: int = 1, paper: dict[str, Any] | None = None, **around: Any) -> dict[str, Any]:
        inner = {
            "id": f"2406.{number:05}",
            "title": f"Title number {number}",
            "summary": f"Abstract number {number}, which says a little.",
            "authors": [{"_id": "a", "name": "Ann Lee", "hidden": False}, {"_id": "b", "name": "Bo Wu"}],
            "publishedAt": "2024-06-11T23:30:00.000Z",
            "upvotes": 7,
        }
        return {"paper": inner | (paper or {}), "publishedAt": "2024-06-11T19:30:00.000Z", "numComments": 2, **around}

    return make

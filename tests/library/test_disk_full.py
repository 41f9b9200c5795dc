# SPDX-License-Identifier: MIT
"""A full disk refuses a change with a sentence, keeps everything as it was, and is forgotten when there is room."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.errors import LibraryTrouble
from paperdesk.domain.record import Record
from paperdesk.library.arrivals import add_records
from paperdesk.library.connection import DATABASE, open_connection, world
from paperdesk.library.library import Library
from paperdesk.library.undo import redo, undo

Make = Callable[..., Record]


def test_a_change_without_room_is_refused_and_done_when_there_is(
    folder: Path, record: Make, read_all: Any, assert_sound: Any
) -> None:
    with closing(open_connection(folder)) as connection, world(folder / DATABASE):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 30}")
        batch = [record(f"Paper Number {n} of Many", abstract="Text. " * 1000) for n in range(100)]
        add_records(connection, batch[:10], "few")
        before = read_all(folder)
        with (
            pytest.raises(LibraryTrouble, match="disk is full; nothing was changed") as refused,
            world(folder / DATABASE),
        ):
            add_records(connection, batch, "many")
        assert refused.value.text.startswith(str(folder / DATABASE))
        assert not connection.in_transaction
        assert read_all(folder) == before
        assert undo(connection).summary == "Undo: few"
        assert redo(connection).summary == "Redo: few"
        assert read_all(folder) == before
        connection.execute("PRAGMA max_page_count = 1000000")
        assert add_records(connection, batch, "many").changes
    assert_sound(folder)


_UNDER_A_LIMIT = """
import resource, sys
from pathlib import Path
from paperdesk.domain.errors import LibraryTrouble
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library

def batch(number):
    return [Record(f"Paper {number}.{n} of Many", Sighting("page"), "Text. " * 200) for n in range(50)]

with Library(Path(sys.argv[1])) as library:
    library.add(batch(0), "added")
    library.mark(library.page(Query(), -1), {"read": True}, "marked")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, hard))
    added = 1
    try:
        while True:
            library.add(batch(added), "added")
            added += 1
    except LibraryTrouble as trouble:
        print(trouble.text)
    print(added, len(library.page(Query(), -1)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    library.add(batch(added), "added")
    print(len(library.page(Query(), -1)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_file_that_cannot_grow_is_told_and_works_on_when_it_can(folder: Path, assert_sound: Any) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _UNDER_A_LIMIT, str(folder)], capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    sentence, counts, after = done.stdout.splitlines()
    added, papers = map(int, counts.split())
    assert sentence.startswith(f"{folder / DATABASE}: the disk")
    assert "nothing was changed" in sentence
    assert papers == added * 50
    assert int(after) == papers + 50
    assert_sound(folder)
    with Library(folder) as library:
        assert library.marks_counts()["all"].unread == papers

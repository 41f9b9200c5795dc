# SPDX-License-Identifier: MIT
"""A library opens where it can be used; anything else is refused with a sentence and left as it was."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from paperdesk.domain.errors import LibraryTooNew, LibraryTrouble
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record
from paperdesk.library.connection import open_connection, open_read_only, snapshot, world
from paperdesk.library.library import Library
from paperdesk.library.view import View

OPENERS = pytest.mark.parametrize("opener", [open_connection, open_read_only], ids=["to write", "to read"])
Opener = Callable[[Path], sqlite3.Connection]


@pytest.fixture
def made(folder: Path, record: Callable[..., Record]) -> Path:
    """The folder of a library with one paper in it, closed."""
    with Library(folder) as library:
        library.add([record()], "added")
    return folder


@contextlib.contextmanager
def _database(folder: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(folder / "library.db", isolation_level=None)) as db:
        yield db


def _assert_refused(folder: Path, opener: Opener, why: str) -> None:
    """Assert that opening says `why` on one line that names the file, and changes no byte of it."""
    file = folder / "library.db"
    before = file.read_bytes()
    with pytest.raises(LibraryTrouble, match=why) as refused:
        opener(folder)
    assert str(file) in refused.value.text
    assert "\n" not in refused.value.text
    assert file.read_bytes() == before


def test_a_library_is_made_where_there_is_none(folder: Path) -> None:
    with contextlib.closing(open_connection(folder / "deep" / "down")) as connection:
        assert connection.execute("SELECT count(*) FROM papers").fetchone() == (0,)
    assert not (folder / "deep" / "down" / "backups").exists()


@pytest.mark.parametrize("name", ["with blanks", "é 'quoted' \"😀\"", "100% a?b#c", "x" * 200])
def test_a_library_may_lie_anywhere(tmp_path: Path, name: str, record: Callable[..., Record]) -> None:
    with Library(tmp_path / name) as library:
        library.add([record()], "added")
    with View(tmp_path / name) as view:
        assert len(view.page(Query(), 10)) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


@OPENERS
def test_every_connection_keeps_the_promises(made: Path, opener: Opener) -> None:
    with contextlib.closing(opener(made)) as connection:
        pragmas = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "synchronous", "trusted_schema")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "trusted_schema": 0}


def test_reading_needs_a_library(folder: Path) -> None:
    with pytest.raises(LibraryTrouble, match="no library here yet"):
        open_read_only(folder)
    assert not folder.exists()


def test_reading_what_was_only_begun_is_no_bug(folder: Path) -> None:
    folder.mkdir()
    (folder / "library.db").touch()
    with pytest.raises(LibraryTrouble, match="no library here yet"):
        open_read_only(folder)
    open_connection(folder).close()
    open_read_only(folder).close()


def test_a_reader_cannot_write(made: Path) -> None:
    with View(made) as view, pytest.raises(LibraryTrouble, match="permissions"), world(made):
        view._connection.execute("DELETE FROM papers")


@OPENERS
@pytest.mark.parametrize(
    "content",
    [b"This is a text.\n" * 100, b"\x89PNG\r\n" + bytes(5000), b"SQLite format 3\x00" + b"\xff" * 4000, b"x"],
    ids=["text", "picture", "only the head", "one letter"],
)
def test_a_file_of_another_kind_is_left_alone(folder: Path, opener: Opener, content: bytes) -> None:
    folder.mkdir()
    (folder / "library.db").write_bytes(content)
    _assert_refused(folder, opener, "not a PaperDesk library")


@OPENERS
@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO notes (text) VALUES ('theirs');",
        "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT);"
        "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('logs', 'm001');",
        "PRAGMA application_id = 252006674; CREATE TABLE t (x);",
        "PRAGMA application_id = 252006674;",
        "PRAGMA application_id = 1346654027; CREATE TABLE t (x);",
    ],
    ids=["plain", "with migrations", "with an id", "empty with an id", "with our id"],
)
def test_the_database_of_another_program_is_left_alone(folder: Path, opener: Opener, script: str) -> None:
    folder.mkdir()
    with _database(folder) as db:
        db.executescript(script)
    _assert_refused(folder, opener, "another program|not a PaperDesk library")


@OPENERS
@pytest.mark.parametrize("kept", [0.5, 0.99, 1.0], ids=["half", "the last page", "a few bytes"])
def test_a_truncated_library_is_left_alone(made: Path, opener: Opener, kept: float) -> None:
    file = made / "library.db"
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * kept)] if kept < 1 else content[:-100])
    _assert_refused(made, opener, "damaged; restore one of the files in backups/")


@OPENERS
@pytest.mark.parametrize(
    "script",
    [
        "CREATE TRIGGER evil AFTER INSERT ON papers BEGIN DELETE FROM papers; END",
        "CREATE TRIGGER papers AFTER INSERT ON papers BEGIN DELETE FROM papers; END",
        "CREATE VIEW evil AS SELECT * FROM papers",
    ],
    ids=["trigger", "trigger named as a table", "view"],
)
def test_a_planted_trigger_or_view_is_refused(made: Path, opener: Opener, script: str) -> None:
    with _database(made) as db:
        db.execute(script)
    _assert_refused(made, opener, "trigger or a view")


@OPENERS
def test_a_library_without_one_of_its_tables_is_refused(made: Path, opener: Opener) -> None:
    with _database(made) as db:
        db.execute("DROP TABLE sightings")
    _assert_refused(made, opener, "damaged")


@OPENERS
def test_a_newer_library_is_refused_as_newer(made: Path, opener: Opener) -> None:
    with _database(made) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('paperdesk', 'm999_later', '')"
        )
        db.execute("CREATE VIEW theirs AS SELECT 1")  # which a newer one may well have
    with pytest.raises(LibraryTooNew):
        opener(made)
    _assert_refused(made, opener, r"newer PaperDesk \(step m999_later\)")


@OPENERS
def test_a_folder_where_the_file_is_due_is_named(folder: Path, opener: Opener) -> None:
    (folder / "library.db").mkdir(parents=True)
    with pytest.raises(LibraryTrouble, match=r"library\.db: there is a folder"):
        opener(folder)


def test_a_file_where_the_folder_is_due_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("theirs")
    with pytest.raises(LibraryTrouble, match="File exists"):
        open_connection(file)
    assert file.read_text() == "theirs"


_AS_NOBODY = """
import os, sys
from pathlib import Path
import paperdesk.library.migrations
from paperdesk.domain.errors import LibraryTrouble
from paperdesk.library.library import Library
os.setuid(65534)
try:
    with Library(Path(sys.argv[1])) as library:
        library.keep_fact("name", "value")
except LibraryTrouble as trouble:
    print(trouble.text)
else:
    print("written")
"""


@pytest.fixture
def place_of_another() -> Iterator[Path]:
    """A folder that anyone can look into and only its owner can write."""
    folder = Path(tempfile.mkdtemp(prefix="paperdesk-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become someone else")
@pytest.mark.parametrize("present", [False, True], ids=["no library yet", "with a library"])
def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(place_of_another: Path, present: bool) -> None:
    if present:
        Library(place_of_another).close()
    before = {entry.name: entry.read_bytes() for entry in place_of_another.iterdir()}
    command = [sys.executable, "-c", _AS_NOBODY, str(place_of_another)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ, "HOME": "/"})
    assert "permissions" in done.stdout, done.stderr
    assert str(place_of_another / "library.db") in done.stdout
    assert {entry.name: entry.read_bytes() for entry in place_of_another.iterdir()} == before


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_BUSY, "another program is writing"),
        (sqlite3.SQLITE_IOERR_WRITE, "could not be read or written"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "damaged"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "permissions"),
        (sqlite3.SQLITE_INTERRUPT, "what it said"),
    ],
)
def test_trouble_of_the_world_has_a_sentence(error: int, sentence: str) -> None:
    trouble = sqlite3.OperationalError("what it said")
    trouble.sqlite_errorcode = error
    with pytest.raises(LibraryTrouble, match=f"^place: .*{sentence}"), world(Path("place")):
        raise trouble


def test_a_mistake_of_ours_stays_a_bug(library: Library) -> None:
    for bug in ("SELECT nothing FROM nowhere", "INSERT INTO papers (key) VALUES (NULL)"):
        with pytest.raises((sqlite3.OperationalError, sqlite3.IntegrityError)), world(library.folder):
            library._connection.execute(bug)


def test_a_missing_folder_has_the_words_of_the_system() -> None:
    with pytest.raises(LibraryTrouble, match="place: Not a directory"), world(Path("place")):
        raise NotADirectoryError(20, "Not a directory")


def test_a_snapshot_does_not_see_what_others_write_meanwhile(library: Library, record: Callable[..., Record]) -> None:
    with contextlib.closing(open_read_only(library.folder)) as reader:
        count = "SELECT count(*) FROM papers"
        with snapshot(reader):
            assert reader.execute(count).fetchone() == (0,)
            library.add([record()], "added")
            with snapshot(reader):
                assert reader.execute(count).fetchone() == (0,)
        assert reader.execute(count).fetchone() == (1,)
        with pytest.raises(ZeroDivisionError), snapshot(reader):
            raise ZeroDivisionError
        assert not reader.in_transaction

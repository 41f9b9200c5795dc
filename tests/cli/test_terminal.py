# SPDX-License-Identifier: MIT
"""The terminal around the program: pipes, full disks, odd encodings, Ctrl+C, progress, and how little is loaded to read."""

import contextlib
import json
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ENCODINGS = {
    "C": {"LC_ALL": "C", "LANG": "C"},
    "C and no way out": {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "utf-16": {"PYTHONIOENCODING": "utf-16"},
}


@pytest.fixture
def odd(paperdesk: Run, papers_file: Callable[..., Path]) -> str:
    """A title and an abstract that few encodings hold, and that a terminal would obey."""
    title = "Thé 变 😀 \u202eoverride\u202c \x1b[2J\x1b]0;owned\x07 \x9b1m"
    assert paperdesk("import", str(papers_file(1, title=title, abstract=f"{title}\nSecond line."))).status == 0
    return title


# --- output ---------------------------------------------------------------------------------------------


def test_a_terminal_is_never_told_to_do_anything(paperdesk: Run, odd: str) -> None:
    paperdesk("tag", "2401.00001", "a\x1bb")
    for command in (
        ["list"],
        ["show", "2401.00001"],
        ["show", "\x1b[2J"],
        ["mark", "2401.00001"],
        ["undo"],
        ["import", "\x1b[2J\x9b"],
    ):
        done = paperdesk(*command)
        printed = done.out + done.err
        assert printed
        assert not {c for c in printed if (ord(c) < 32 or 127 <= ord(c) < 160) and c != "\n"}, printed
        assert "\u202e" not in printed
    assert "Thé 变 😀 override" in paperdesk("list").out


def test_json_holds_what_is_stored(paperdesk: Run, odd: str) -> None:
    assert paperdesk("show", "2401.00001", "--json").json["title"] == " ".join(odd.split())


@pytest.mark.usefixtures("odd")
@pytest.mark.parametrize("env", ENCODINGS.values(), ids=ENCODINGS)
def test_output_in_any_encoding(process: Run, paperdesk: Run, env: dict[str, str]) -> None:
    raw = process("list", env=env)
    assert (raw.status, raw.err) == (0, "")
    for command in (["list", "--json"], ["show", "2401.00001", "--json"]):
        done = process(*command, env=env)
        assert done.status == 0
        if "utf-16" not in env.values():
            assert done.json == paperdesk(*command).json
    assert process("show", "变😀", env=env).status == 1


def closed(process: Run, *arguments: str) -> Any:
    """Run the program with a standard output that nobody reads."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return process(*arguments, stdout=writer)
    finally:
        os.close(writer)


def test_a_closed_pipe_is_no_trouble(process: Run, paperdesk: Run, papers_file: Callable[..., Path]) -> None:
    paperdesk("import", str(papers_file(2_000)))
    for command in (
        ["list", "--limit", "1"],
        ["list", "--limit", "2000", "--json"],
        ["stats"],
        ["--help"],
        ["--version"],
    ):
        done = closed(process, *command)
        assert (done.status, done.err) == (0, ""), command
    done = closed(process, "import", str(papers_file(5, name="more.jsonl", title="Another title")), "--json")
    assert (done.status, done.err) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", [["list"], ["list", "--json", "--limit", "1000"], ["stats"]], ids=" ".join)
def test_a_full_disk_is_one_line(
    process: Run, paperdesk: Run, papers_file: Callable[..., Path], command: list[str]
) -> None:
    paperdesk("import", str(papers_file(1_000)))
    with open("/dev/full", "wb") as full:
        done = process(*command, stdout=full)
    assert done.error == "standard output: it cannot be written: No space left on device"


def test_streams_that_were_closed_from_the_first(
    paperdesk: Run, folder: Path, papers_file: Callable[..., Path]
) -> None:
    paperdesk("import", str(papers_file()))
    run = f'PAPERDESK_LIBRARY="$1" exec "{sys.executable}" -m paperdesk'

    def shell(redirected: str) -> tuple[int, str, str]:
        done = subprocess.run(
            ["sh", "-c", f"{run} {redirected}", "sh", str(folder)], capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    assert shell("list >&-") == (0, "", "")
    assert shell("list --json >&-") == (0, "", "")
    assert shell("show nothing 2>&-") == (1, "", "")
    assert shell("stats --json 2>&-")[0] == 0
    assert shell("import - <&-") == (1, "", "paperdesk: error: standard input: it is closed; name a file\n")


# --- reading commands are light -------------------------------------------------------------------------


READING = ("list", "list --json", "show 2401.00001", "show 2401.00001 --json", "stats", "undo", "show none")


@pytest.mark.parametrize("command", READING)
def test_little_is_loaded_to_read(paperdesk: Run, folder: Path, papers_file: Callable[..., Path], command: str) -> None:
    paperdesk("import", str(papers_file()))
    code = "import sys; from paperdesk.__main__ import main; main(sys.argv[1:]); print('loaded', *sorted(sys.modules))"
    environment = {**os.environ, "PAPERDESK_LIBRARY": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", code, *command.split()], capture_output=True, text=True, env=environment, check=True
    )
    loaded = done.stdout.splitlines()[-1].split()
    assert loaded[0] == "loaded"
    heavy = (
        "PySide6",
        "shiboken6",
        "sqlite_utils",
        "lxml",
        "defusedxml",
        "whoosh",
        "importlib.metadata",
        "asyncio",
        "hypothesis",
    )
    assert {name for name in loaded if name.startswith(heavy)} == set()


# --- Ctrl+C and progress --------------------------------------------------------------------------------


@contextlib.contextmanager
def started(folder: Path, *arguments: str, **how: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the program beside the test; it is gone at the end."""
    environment = {**os.environ, "PAPERDESK_LIBRARY": str(folder)}
    child = subprocess.Popen([sys.executable, "-m", "paperdesk", *arguments], env=environment, **how)
    try:
        yield child
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout, child.stderr):
            if stream:
                stream.close()


def feed(child: "subprocess.Popen[bytes]", count: int, first: int = 1) -> None:
    """Write lines; the program may have ended meanwhile."""
    assert child.stdin
    with contextlib.suppress(BrokenPipeError):
        for n in range(first, first + count):
            line = {"id": f"p-{n}", "title": f"Title number {n} of the stream", "abstract": "x" * 200}
            child.stdin.write(json.dumps(line).encode() + b"\n")
        child.stdin.flush()


def wait_for_papers(paperdesk: Run, folder: Path, count: int) -> None:
    """Look until the library holds `count` papers; every look takes its time in SQLite and none is timed."""
    while True:
        if (folder / "library.db").exists():
            done = paperdesk("stats", "--json")
            if done.status == 0 and done.json["papers"] >= count:
                return


@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_ctrl_c_keeps_what_is_done_and_says_so(paperdesk: Run, folder: Path, as_json: bool) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with started(folder, "import", "-", *(["--json"] if as_json else []), **pipes) as child:
        feed(child, 3_500)
        wait_for_papers(paperdesk, folder, 2_000)
        child.send_signal(signal.SIGINT)
        feed(child, 3_000, first=3_501)
        out, err = child.communicate(timeout=60)
    assert child.returncode == 1
    found = paperdesk("stats", "--json").json["papers"]
    assert 2_000 <= found <= 4_000
    said = f"paperdesk: error: stopped; the {found:,} papers taken in before stay, and undo takes them back\n"
    assert err.decode() == said
    if as_json:
        assert json.loads(out) == {"new": found, "updated": 0, "unchanged": 0, "rejected": []}
    else:
        assert out.decode() == f"Stopped: {found} new, 0 updated, 0 unchanged\n"
    paperdesk("undo")
    assert paperdesk("stats", "--json").json["papers"] == 0


def test_a_second_ctrl_c_ends_at_once_and_keeps_what_is_done(paperdesk: Run, folder: Path) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with started(folder, "import", "-", **pipes) as child:
        feed(child, 3_500)
        wait_for_papers(paperdesk, folder, 2_000)
        child.send_signal(signal.SIGINT)
        while child.poll() is None:
            child.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):  # it came with the first and counted as one
                child.wait(timeout=1)
        out, err = child.communicate(timeout=60)
    assert (child.returncode, out) == (1, b"")
    assert err == b"paperdesk: error: interrupted; what was done before stays\n"
    assert paperdesk("stats", "--json").json["papers"] >= 2_000


def test_progress_on_a_terminal_tells_items_rate_and_time_left(folder: Path, papers_file: Callable[..., Path]) -> None:
    file = papers_file(9_000, name="a-name-\x1b[2J-" + "long-" * 20 + ".jsonl", length=4)
    ours, theirs = pty.openpty()
    with started(folder, "import", str(file), stdout=subprocess.PIPE, stderr=theirs) as child:
        os.close(theirs)
        shown = b"".join(read_all(ours))
        assert child.stdout
        assert child.stdout.read() == b"Imported: 9000 new, 0 updated, 0 unchanged\n"
        assert child.wait() == 0
    os.close(ours)
    lines = shown.decode().split("\r\x1b[K")
    told = [line for line in lines if line]
    assert [int(line.split(" papers")[0].replace(",", "")) for line in told] == [2_000, 4_000, 6_000, 8_000, 9_000]
    assert all("/s" in line and "%" in line and "s left" in line for line in told)
    assert all(len(line) < 80 and "\x1b" not in line for line in told)
    assert lines[-1] == ""


def read_all(descriptor: int) -> Iterator[bytes]:
    """Yield what a terminal shows until the program has left it."""
    while select.select([descriptor], [], [], 60)[0]:
        try:
            part = os.read(descriptor, 65_536)
        except OSError:  # how Linux says that nobody holds the other end
            return
        if not part:
            return
        yield part


def test_progress_is_for_terminals_alone(process: Run, papers_file: Callable[..., Path]) -> None:
    assert process("import", str(papers_file(3_000))).err == ""


# --- plug-ins -------------------------------------------------------------------------------------------


def test_a_plug_in_reads_and_a_broken_one_is_told_once(process: Run, tmp_path: Path) -> None:
    site = tmp_path / "site"
    info = site / "plugins-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plugins\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[paperdesk.sources]\nstars = stars:stars\nbroken = broken:x\n")
    (site / "broken.py").write_text("raise RuntimeError('of its own')")
    (site / "stars.py").write_text(
        "from paperdesk.domain.record import Record, Sighting\n"
        "from paperdesk.sources.formats import Format\n"
        "def read(stream, context):\n"
        "    yield Record(stream.read_text()[3:].strip(), Sighting('stars'))\n"
        "stars = Format('stars', 'stars', lambda head, name: head.startswith('***'), read)\n"
    )
    files = []
    for name in ("one", "two"):
        (tmp_path / name).write_text(f"***{name} of the stars")
        files.append(name)
    env = {"PYTHONPATH": str(site)}
    done = process("import", *files, "--json", env=env)
    assert (done.status, done.json["new"]) == (0, 2)
    assert done.err == "paperdesk: the plug-in broken is left out: RuntimeError: of its own\n"
    assert process("import", *files, "--format", "stars", env=env).status == 0
    assert "page, stars" in process("import", "one", "--format", "none", env=env).err

# SPDX-License-Identifier: MIT
"""Formats of other packages: used where they are sound, left out and told where they are not."""

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record
from paperdesk.sources import plugins
from paperdesk.sources.formats import format_named, recognise
from paperdesk.sources.stream import Stream

GOOD = """
from paperdesk.domain.record import Record, Sighting
from paperdesk.sources.formats import Format

def read(stream, context):
    for line in stream.read_text().splitlines()[1:]:
        yield Record(line, Sighting("stars"), abstract="from a plug-in")

stars = Format("stars", "a list of stars", lambda head, name: head.startswith("***"), read)
"""
SHAKY = """
from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Record, Sighting
from paperdesk.sources.formats import Format

def fail(head, name):
    raise ZeroDivisionError("of the plug-in")

def half(stream, context):
    yield Record("first", Sighting("half"))
    raise RuntimeError("half way")

def refuse(stream, context):
    raise BadInput("its own sentence")
    yield

blind = Format("blind", "", fail, half)
half_way = Format("half", "", lambda head, name: head.startswith("half"), half)
wrong = Format("wrong", "", lambda head, name: head.startswith("wrong"), lambda stream, context: iter(["text"]))
refusing = Format("refusing", "", lambda head, name: head.startswith("refuse"), refuse)
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Put packages with entry points where Python finds them, as an installer does."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    plugins.forget()

    def put(points: dict[str, str], **modules: str) -> None:
        for name, code in modules.items():
            (tmp_path / f"{name}.py").write_text(code)
        info = tmp_path / "some_plugins-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: some-plugins\nVersion: 1.0\n")
        entries = "".join(f"{name} = {target}\n" for name, target in points.items())
        (info / "entry_points.txt").write_text(f"[paperdesk.sources]\n{entries}")

    yield put
    plugins.forget()
    for name in set(sys.modules) - before:
        if name.startswith("pd_"):
            del sys.modules[name]


def of(text: str) -> Stream:
    return Stream(io.BytesIO(text.encode()), 0, "x")


def read(text: str) -> list[object]:
    stream = of(text)
    return list(recognise(stream, "x").read(stream, Context("x")))


def test_a_plug_in_is_recognised_named_and_read(install: Callable[..., None]) -> None:
    install({"stars": "pd_stars:stars"}, pd_stars=GOOD)
    assert recognise(of("***\nOne\nTwo"), "x").name == "stars"
    assert format_named("stars").label == "a list of stars"
    assert [item.title for item in read("***\nOne\nTwo") if isinstance(item, Record)] == ["One", "Two"]
    assert plugins.left_out() == ()


def test_formats_of_our_own_come_first_and_load_no_plug_in(install: Callable[..., None]) -> None:
    install({"stars": "pd_stars:stars"}, pd_stars=GOOD)
    assert recognise(of("[]"), "x").name == "huggingface"
    assert format_named("page").name == "page"
    assert "pd_stars" not in sys.modules
    assert plugins.left_out() == ()


@pytest.mark.parametrize(
    ("point", "code", "why"),
    [
        ("pd_bad:x", "raise RuntimeError('broken at import')", "RuntimeError: broken at import"),
        ("pd_bad:x", "import sys\nsys.exit(3)", "SystemExit: 3"),
        ("pd_bad:x", "def (", "SyntaxError"),
        ("pd_bad:x", "y = 1", "AttributeError"),
        ("pd_gone:x", "", "ModuleNotFoundError"),
        ("pd_bad:x", "x = 'not a format'", "it is no Format"),
    ],
    ids=["raises", "exits", "syntax", "no name", "no module", "no format"],
)
def test_a_broken_plug_in_is_left_out_and_told_once(
    install: Callable[..., None], caplog: pytest.LogCaptureFixture, point: str, code: str, why: str
) -> None:
    install({"bad": point, "stars": "pd_stars:stars"}, pd_bad=code, pd_stars=GOOD)
    for _ in range(3):
        assert len(read("***\nOne")) == 1
    assert len(plugins.left_out()) == 1
    assert plugins.left_out()[0].startswith("the plug-in bad is left out: ")
    assert why in plugins.left_out()[0]
    assert len(caplog.records) == 1


def test_what_a_plug_in_does_wrong_is_said_of_the_file(install: Callable[..., None]) -> None:
    points = {name: f"pd_shaky:{name}" for name in ("blind", "half_way", "wrong", "refusing")}
    install(points, pd_shaky=SHAKY)
    stream = of("half")
    items = recognise(stream, "x").read(stream, Context("x"))
    assert isinstance(next(items), Record)
    with pytest.raises(BadInput, match="x: the plug-in half failed: RuntimeError: half way"):
        next(items)
    with pytest.raises(BadInput, match="x: the plug-in wrong failed: TypeError: it yields str"):
        read("wrong")
    with pytest.raises(BadInput, match="its own sentence"):
        read("refuse")
    with pytest.raises(BadInput, match="the format was not recognised"):
        read("something else")


def test_the_formats_that_are_there_include_those_of_plug_ins(install: Callable[..., None]) -> None:
    install({"stars": "pd_stars:stars"}, pd_stars=GOOD)
    with pytest.raises(BadInput, match=r"there are: .*jsonl, .*page, stars$"):
        format_named("x")

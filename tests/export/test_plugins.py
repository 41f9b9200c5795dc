# SPDX-License-Identifier: MIT
"""Exporters of other packages: used where they are sound, left out or told of where not."""

from importlib.metadata import EntryPoint

import pytest

from paperdesk.domain.errors import BadInput, LibraryTrouble
from paperdesk.export import plugins
from paperdesk.export.exporter import Exporter, Options
from paperdesk.export.formats import NAMES, exporter, exporters

TEXT = """
from paperdesk.export.exporter import Exporter

def keys(papers, options):
    for one in papers:
        yield one.paper.key + "\\n"

def broken(papers, options):
    yield "x"
    raise KeyError("no")

def odd(papers, options):
    yield 3

GOOD = Exporter("keys", "Keys", ".txt", keys)
BROKEN = Exporter("broken", "Broken", ".txt", broken)
ODD = Exporter("odd", "Odd", ".txt", odd)
NONE = 7
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A package with exporters, and one that cannot be loaded."""
    (tmp_path / "other_exporters.py").write_text(TEXT)
    monkeypatch.syspath_prepend(tmp_path)
    found = [
        EntryPoint(name.lower(), f"other_exporters:{name}", plugins.GROUP)
        for name in ("GOOD", "BROKEN", "ODD", "NONE", "MISSING")
    ]
    monkeypatch.setattr("paperdesk.config.plugins.entry_points", lambda group: found if group == plugins.GROUP else [])
    plugins.forget()
    yield
    plugins.forget()


def run(name: str, papers) -> str:
    return "".join(exporter(name).text(papers, Options()))


def test_a_sound_one_is_an_exporter_like_others(installed, exported) -> None:
    assert run("keys", [exported()]) == "2406.00001\n"
    assert [one.name for one in exporters()] == [*NAMES, "keys", "broken", "odd"]


def test_broken_ones_are_told(installed, exported) -> None:
    with pytest.raises(BadInput, match="the plug-in broken failed: KeyError"):
        run("broken", [exported()])
    with pytest.raises(BadInput, match="yields int where text is due"):
        run("odd", [exported()])
    assert [text.split(":")[0] for text in plugins.left_out()] == [
        "the plug-in none is left out",
        "the plug-in missing is left out",
    ]


def test_trouble_of_the_papers_is_not_the_plugins(installed) -> None:
    def papers():
        raise LibraryTrouble("gone")
        yield

    with pytest.raises(LibraryTrouble, match="gone"):
        run("keys", papers())


def test_nothing_is_told_before_anything_was_asked_for() -> None:
    plugins.forget()
    assert plugins.left_out() == ()
    assert isinstance(exporter("csv"), Exporter)

# SPDX-License-Identifier: MIT
"""What the thread of an export does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from paperdesk.export.formats import exporter
from paperdesk.services.export_scopes import EVERYTHING, SINCE, Scope
from paperdesk.services.exporting import ExportReport, Order
from paperdesk.ui.exporting.choices import Wanted
from paperdesk.ui.exporting.work import carry_out


def run(folder: Path, wanted: Wanted, **how: Any) -> ExportReport | Path:
    told = {"over": False, "on_progress": lambda progress: None, "cancelled": lambda: False} | how
    return carry_out(folder, wanted, Order(wanted.exporter.name, ()), **told)


def test_a_stop_leaves_nothing_and_counts_as_no_export(
    make_library: Callable[..., Path], highlight: Callable[..., None], tmp_path: Path
) -> None:
    folder = make_library({}, {})
    highlight(folder, 1, "of a few")
    wanted = Wanted(exporter("readwise"), Scope(SINCE), False, "", tmp_path / "x.csv")
    stopped = run(folder, wanted, cancelled=lambda: True)
    assert isinstance(stopped, ExportReport)
    assert stopped.cancelled
    assert list(tmp_path.glob("x*")) == []
    whole = run(folder, wanted)
    assert isinstance(whole, ExportReport)
    assert whole.papers == 1


def test_a_file_in_the_way_is_returned_and_replaced_when_told_to(
    make_library: Callable[..., Path], tmp_path: Path
) -> None:
    folder, path = make_library({}), tmp_path / "x.csv"
    path.write_text("theirs")
    wanted = Wanted(exporter("csv"), Scope(EVERYTHING), False, "", path)
    assert run(folder, wanted) == path
    assert path.read_text() == "theirs"
    assert isinstance(run(folder, wanted, over=True), ExportReport)
    assert "2404.00001" in path.read_text("utf-8")

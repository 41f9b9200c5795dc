# SPDX-License-Identifier: MIT
"""The picture of the modules is drawn from the code, and it looks like the plan."""

import importlib.util
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def drawing() -> ModuleType:
    """The program that draws."""
    spec = importlib.util.spec_from_file_location("modules", ROOT / "packaging" / "modules.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_room_that_is_there_is_drawn_with_its_modules(drawing: ModuleType) -> None:
    texts = {element.text for element in ET.fromstring(drawing.draw()).iter("{http://www.w3.org/2000/svg}text")}
    rooms = {
        path.stem
        for path in (ROOT / "paperdesk").iterdir()
        if not path.name.startswith("__") and path.suffix in ("", ".py")
    }
    assert rooms - texts == set()
    assert {"ui", "library", "services", "domain", "config", "reading", "sources", "app"} <= rooms
    assert "main_window" in texts


def test_the_columns_are_those_of_the_plan(drawing: ModuleType) -> None:
    planned = "config ─► domain ─► { library | search | sources | reading | export } ─► services ─► { ui | cli } ─► app"
    columns = [tuple(part.strip("{} ").split(" | ")) for part in planned.split(" ─► ")]
    assert [column for column in drawing.COLUMNS if column != ("__main__",)] == columns


def test_no_arrow_points_back_or_to_a_sibling(drawing: ModuleType) -> None:
    column = {room: place for place, rooms in enumerate(drawing.COLUMNS) for room in rooms}
    _, edges = drawing.rooms_and_edges()
    assert edges
    back = [
        (one, other) for one, other in edges if column[one] <= column[other] and (one, other) != ("__main__", "app")
    ]
    assert back == []


def test_it_is_written_where_it_is_asked_for(
    drawing: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "new" / "modules.svg"
    monkeypatch.setattr("sys.argv", ["modules.py", str(target)])
    assert drawing.main() == 0
    assert ET.parse(target).getroot().tag.endswith("svg")

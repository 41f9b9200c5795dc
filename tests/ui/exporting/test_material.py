# SPDX-License-Identifier: MIT
"""What the dialog of exports offers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from paperdesk.library.view import View
from paperdesk.ui.exporting.material import material


def test_only_what_there_is_is_offered(make_library: Callable[..., Path], tmp_path: Path) -> None:
    with View(make_library({"title": "One"})) as view:
        found = material(view, [], [], "Inbox", tmp_path, date(2024, 5, 1))
        assert [scope.kind for scope, _ in found.scopes] == ["days", "since", "everything"]
        found = material(view, [view.find("2404.00001")], [1], "Inbox", tmp_path, date(2024, 4, 28))  # type: ignore[list-item]
    assert [scope.kind for scope, _ in found.scopes][:2] == ["selection", "listed"]
    assert found.scopes[0][0].label == "One"
    assert list(found.days) == [
        ("2024-04-22..2024-04-28", "Week of 22 April 2024"),
        ("2024-04-28..2024-04-28", "Today"),
    ]
    assert found.templates["pdf"] == ["pdf"]

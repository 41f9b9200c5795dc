# SPDX-License-Identifier: MIT
"""Marks in the reader: on exactly the words that were searched and followed, one after the other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QTextCursor

from paperdesk.domain.query_text import parse
from paperdesk.ui.marking import Marking
from paperdesk.ui.reader.marks import ReaderMarks


def marked(reader: Any) -> list[str]:
    """The texts that are marked, in the order in which they are painted."""
    return [QTextCursor(selection.cursor).selectedText() for selection in reader.extraSelections()]


def test_words_beyond_the_first_plane_and_accents_are_marked_where_they_stand(
    build_desk: Callable[..., Any], make_library: Callable[..., Path]
) -> None:
    abstract = "𝔸𝔹 a Naïve café, 🧪 naive; the cafe\N{COMBINING ACUTE ACCENT}s of $\\alpha$-naïveté."
    desk = build_desk(make_library({"title": "🧪 Naïve cafés", "abstract": abstract}))
    desk.window.paper_list.step(1)
    marks = ReaderMarks(desk.window.reader)
    marks.set_marking(Marking(parse("naive cafe", complete=True).condition))
    assert marked(desk.window.reader) == [
        "Naïve", "cafés", "Naïve", "café", "naive", "cafe\N{COMBINING ACUTE ACCENT}s",
    ]  # fmt: skip
    assert marks.count() == 4

# SPDX-License-Identifier: MIT
"""Readwise's CSV: its columns, a row a highlight, tags before the note."""

import csv
import io


def test_a_row_for_each_highlight(exported, paper, highlighted, write) -> None:
    mine = highlighted(highlighted(paper()), 9, 13, 4, note="", tags=())
    rows = list(csv.reader(io.StringIO(write("readwise", [exported(mine), exported(paper())]), newline="")))
    assert rows == [
        ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"],
        [
            "We study", "Deep Nets of One Kind", "Ann Lee, Bo van der Wu, Qwen Team", "https://arxiv.org/abs/2406.00001",
            ".idea .to-do\nWhy?", "0", "2024-06-13 09:10:11",
        ],
        [
            "nets", "Deep Nets of One Kind", "Ann Lee, Bo van der Wu, Qwen Team", "https://arxiv.org/abs/2406.00001",
            "", "9", "2024-06-13 09:10:11",
        ],
    ]  # fmt: skip

# SPDX-License-Identifier: MIT
"""Highlights of Readwise: both tables, line breaks in quotes, rows that are none."""

from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Quoted
from paperdesk.domain.text import guarded

Parse = Callable[..., Any]
EXPORT = """Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags
"one, two
three",A Title,Ann Lee and Bo Wu,,why,blue,"key,method",page,7,2024-06-12 10:00:00+00:00,"shelf,to read"
four,A Title,Ann Lee and Bo Wu,,,,,page,,,
five,Another,,,,,,,,,
"""
IMPORT = """Highlight,Title,Author,URL,Note,Location,Date\r
'=quoted,A Title,"Ann Lee, Bo Wu",https://arxiv.org/abs/2404.18212,".green .key
A note",12,2024-06-12 10:00:00\r
"""


def test_the_export_is_read(parse: Parse) -> None:
    found = parse(EXPORT)
    assert (found.format, found.titles, found.rejected) == ("readwise", ["A Title", "Another"], [])
    first = found.records[0]
    assert (first.authors, first.tags) == (("Ann Lee", "Bo Wu"), ("shelf", "to read"))
    assert first.quotes == (
        Quoted("one, two\nthree", "", "", 7, "blue", "why", ("key", "method"), "2024-06-12 10:00:00+00:00"),
        Quoted("four"),
    )


@pytest.mark.parametrize("said", ["%% on top", "|x|", " =1", "''=1", "＝1", "'quoted'", "100%"])
def test_what_an_export_guards_against_spreadsheets_is_as_it_was(parse: Parse, said: str) -> None:
    record = parse(f'Highlight,Title\r\n"{guarded(said)}",A\r\n').record
    assert record.quotes == (Quoted(said.strip()),)


def test_the_table_for_its_import_is_read(parse: Parse) -> None:
    record = parse(IMPORT).record
    assert (record.arxiv_id, record.authors) == ("2404.18212", ("Ann Lee", "Bo Wu"))
    assert record.quotes == (Quoted("=quoted", "", "", 12, "", "A note", ("green", "key"), "2024-06-12 10:00:00"),)


def test_rows_that_are_none_are_told(parse: Parse) -> None:
    found = parse("Highlight,Book Title\n,A\nx,\ny\n\nz,B\n", "readwise")
    assert found.titles == ["B"]
    assert [(r.item, r.why) for r in found.rejected] == [
        ("line 2", "it has no highlight"),
        ("line 3", "it has no title"),
        ("line 4", "it has no title"),
    ]


def test_a_quotation_mark_that_never_closes_is_told(parse: Parse) -> None:
    found = parse('Highlight,Book Title\nx,A\n"' + "y\n" * 200_000 + "z,B\n", "readwise")
    assert found.titles[0] == "A"
    assert "quotation mark that is not closed" in found.rejected[0].why


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "Highlight\nx\n", "Highlight,Book Title\n", '"'])
def test_another_table_and_an_empty_one_are_told(parse: Parse, text: str) -> None:
    with pytest.raises(BadInput, match=r"columns Highlight and Book Title are due|there is no highlight in it"):
        parse(text, "readwise")

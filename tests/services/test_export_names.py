# SPDX-License-Identifier: MIT
"""Names of files: safe on every system whatever a title says, and told apart also where case does not count."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pathvalidate import validate_filename

from paperdesk.domain.errors import BadInput
from paperdesk.domain.exported import Exported, Piece, Shown
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.record import Links
from paperdesk.services.export_names import check_pattern, file_stem, folded, free_stem, safe_stem


def exported(title: str, key: str = "2406.00001", citation_key: str = "lee2024deep") -> Exported:
    paper = Paper(PaperId(7), key, (), title, ("Ann Lee",), "", "2024-06", "", (), (), *[False] * 4, 0, Links(), (), "")
    return Exported(paper, citation_key, Shown(title=(Piece(title),)))


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("../../etc/passwd", "etc passwd"),
        ("a:b", "a b"),
        ("Why? <Because> [x] #1 ^2 | y*", "Why Because x 1 2 y"),
        ("trailing dots and blanks ... ", "trailing dots and blanks"),
        (".hidden", "hidden"),
        ("CON", "lee2024deep"),
        ("nul.txt", "lee2024deep"),
        ("Aux .net", "Aux_.net"),
        ("COM1 . x", "COM1_. x"),
        ("Beyond .NET", "Beyond .NET"),
        ("😀😀", "lee2024deep"),
        ("a\0b\u202e", "a b"),
        ("x" * 300, "x" * 120),
        ("ü" * 300, "ü" * 90),
        ("—", "lee2024deep"),
        ("%00", "%00"),
        ("深度学习", "深度学习"),
    ],
)
def test_a_title_as_a_name(title: str, stem: str) -> None:
    found = file_stem("{title}", exported(title))
    if title in ("CON", "nul.txt"):
        assert found not in ("CON", "nul", "nul.txt")
        validate_filename(found + ".md", platform="universal")
    else:
        assert found == stem


def test_the_pattern_is_the_readers() -> None:
    found = exported("A Title")
    assert file_stem("{citekey}", found) == "lee2024deep"
    assert file_stem("{year} - {author} - {title} ({key})", found) == "2024 - Ann Lee - A Title (2406.00001)"
    assert file_stem("{citekey}", exported("A", key="10.1000/a/b", citation_key="")) == "10.1000-a-b"
    for pattern in ("{nobody}", "plain", ""):
        with pytest.raises(BadInput, match=r"export.file_name"):
            check_pattern(pattern)


@given(st.text(max_size=300))
@example("CON.")
@example("com1.x")
@example("..")
@example("a" * 119 + " .b")
@example("COM¹")
def test_every_name_is_safe_everywhere(title: str) -> None:
    stem = safe_stem(title)
    assert safe_stem(stem) == stem
    name = file_stem("{title}", exported(title, citation_key="")) + ".md"
    validate_filename(name, platform="universal")
    assert len(name.encode("utf-8")) <= 255
    assert Path(name).name == name
    assert not name.startswith(".")
    assert not re.search(r'[\\/:*?"<>|#^\[\]\x00-\x1f]|[. ]\.md$', name)


def test_two_that_differ_in_case_alone_are_told_apart() -> None:
    taken = {folded("Deep Nets.md")}
    assert free_stem("deep nets", ".md", taken, "lee2024deep") == "deep nets (lee2024deep)"
    taken.add(folded("DEEP NETS (LEE2024DEEP).md"))
    assert free_stem("deep nets", ".md", taken, "lee2024deep") == "deep nets 2"
    assert free_stem("other", ".md", taken, "x") == "other"


def test_two_that_differ_in_how_letters_are_composed_are_told_apart() -> None:
    assert folded("u\u0308ber") == folded("ÜBER")

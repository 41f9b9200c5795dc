# SPDX-License-Identifier: MIT
"""What keys do to Markdown. In the pictures `<` and `>` are the ends of the selection, `|` is the cursor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.ui.notes.writing import Edit, begun_link, break_line, link, link_to, shift, wrap


def read(picture: str) -> tuple[str, int, int]:
    if "|" in picture:
        return picture.replace("|", ""), picture.index("|"), picture.index("|")
    start = picture.index("<")
    return picture.replace("<", "").replace(">", ""), start, picture.index(">") - 1


def draw(text: str, edit: Edit) -> str:
    after = text[: edit.start] + edit.text + text[edit.end :]
    if edit.anchor == edit.position:
        return after[: edit.anchor] + "|" + after[edit.anchor :]
    return f"{after[: edit.anchor]}<{after[edit.anchor : edit.position]}>{after[edit.position :]}"


@pytest.mark.parametrize(
    ("before", "mark", "after"),
    [
        ("a <b> c", "**", "a **<b>** c"),
        ("a **<b>** c", "**", "a <b> c"),
        ("a <**b**> c", "**", "a <b> c"),
        ("a < b > c", "**", "a  **<b>**  c"),
        ("a |", "**", "a **|**"),
        ("a **|**", "**", "a |"),
        ("<b>", "*", "*<b>*"),
        ("*<b>*", "*", "<b>"),
        ("**<b>**", "*", "***<b>***"),
        ("***<b>***", "*", "**<b>**"),
        ("<**b**>", "*", "*<**b**>*"),
    ],
)
def test_a_mark_comes_and_goes(before: str, mark: str, after: str) -> None:
    text, start, end = read(before)
    assert draw(text, wrap(text, start, end, mark)) == after


@given(st.text(alphabet="ab *_\n", max_size=12), st.integers(0, 12), st.integers(0, 12), st.sampled_from(["*", "**"]))
def test_a_mark_that_was_put_on_comes_off_again(text: str, one: int, two: int, mark: str) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    edit = wrap(text, start, end, mark)
    assert 0 <= edit.start <= edit.end <= len(text)
    after = text[: edit.start] + edit.text + text[edit.end :]
    assert after.replace("*", "") == text.replace("*", "")
    assert 0 <= edit.anchor <= edit.position <= len(after)


@pytest.mark.parametrize(
    ("before", "copied", "after"),
    [
        ("see <this>", "https://a.org", "see [this](https://a.org)|"),
        ("see <this>", "some words", "see [this](|)"),
        ("see |", "https://a.org", "see [|](https://a.org)"),
        ("see |", "", "see [|]()"),
        ("see <https://a.org>", "", "see [|](https://a.org)"),
        ("<doi:10.1/x>", "https://a.org", "[|](doi:10.1/x)"),
    ],
)
def test_a_link_is_made(before: str, copied: str, after: str) -> None:
    text, start, end = read(before)
    assert draw(text, link(text, start, end, copied)) == after


@pytest.mark.parametrize(
    ("line", "column", "written"),
    [
        ("- a", 3, "\n- "),
        ("  * a", 5, "\n  * "),
        ("- ab", 3, "\n- "),
        ("3. a", 4, "\n4. "),
        ("9) a", 4, "\n10) "),
        ("- [x] a", 7, "\n- [ ] "),
        ("> a", 3, "\n> "),
        ("- ", 2, ""),
        ("- [ ] ", 6, ""),
        ("a", 1, None),
        ("-a", 2, None),
        ("- a", 1, None),
        ("", 0, None),
    ],
)
def test_return_goes_on_with_a_list(line: str, column: int, written: str | None) -> None:
    assert break_line(line, column) == written


@pytest.mark.parametrize(
    ("line", "deeper", "shifted"),
    [
        ("- a", True, "  - a"),
        ("1. a", True, "    1. a"),
        ("    - a", False, "  - a"),
        (" - a", False, "- a"),
        ("- a", False, None),
        ("a", True, None),
        ("> a", True, None),
    ],
)
def test_an_entry_goes_deeper_and_back(line: str, deeper: bool, shifted: str | None) -> None:
    assert shift(line, deeper=deeper) == shifted


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        ("see [[", ""),
        ("[[att", "att"),
        ("[[a]] [[b c", "b c"),
        ("[[a]]", None),
        ("[[a|b", None),
        ("[a", None),
        ("", None),
    ],
)
def test_a_link_to_a_paper_is_begun(before: str, typed: str | None) -> None:
    assert begun_link(before) == typed


def test_a_link_to_a_paper_has_its_title() -> None:
    assert link_to("2404.18212", "A [new] way | to\n see") == "[[2404.18212|A new way to see]]"
    assert link_to("2404.18212", "[]") == "[[2404.18212]]"

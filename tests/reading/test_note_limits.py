# SPDX-License-Identifier: MIT
"""What no one writes is shown as it was typed; what people write is untouched."""

from paperdesk.reading.notes import note_html


def html(text: str) -> str:
    return note_html(text, lambda target: None)


def test_quotes_are_nested_so_far_and_no_further() -> None:
    assert html("> " * 8 + "x").count("<blockquote>") == 8
    made = html("> " * 50 + "x")
    assert made.count("<blockquote>") == 8
    assert made.count("&gt;") == 42


def test_a_table_of_many_columns_stays_text() -> None:
    def table(columns: int) -> str:
        return "\n".join("|".join(cell * columns) for cell in "a-b")

    assert "<table>" in html(table(60))
    assert "<table>" not in html(table(100))
    assert html(table(100)).count("|") == 297


def test_a_paragraph_of_open_brackets_stays_text_and_the_next_is_set() -> None:
    made = html("[" * 3_000 + " *a*\n\n*b*")
    assert "*a*" in made
    assert "<em>b</em>" in made


def test_a_long_page_of_links_and_emphasis_is_set() -> None:
    made = html("\n".join(f"- **{n}**: *see* [that](https://a.org/{n}) and `this_{n}`" for n in range(600)))
    assert made.count("<a href=") == made.count("<strong>") == made.count("<em>") == made.count("<code>") == 600


def test_rules_and_headings_stay_what_they_are_however_many() -> None:
    assert html("a\n\n---\n" * 1_000).count("<hr>") == 1_000

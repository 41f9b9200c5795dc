# SPDX-License-Identifier: MIT
"""The page saved as text: furniture, dates without years, titles and abstracts in turn, and all the other texts that are not it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput
from paperdesk.sources.page_text import recognises

Parse = Callable[..., Any]
HEADER = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nbyAK and the research community\n\n"


def prose(number: int, sentences: int = 6) -> str:
    return " ".join(f"Sentence {n} of abstract {number} says what was done and why it works." for n in range(sentences))


def page(*pieces: str, date: str = "Apr 28") -> str:
    return HEADER + "\n\n".join([date, *pieces] if date else pieces)


PAIRS = [piece for n in range(1, 4) for piece in (f"Paper {n}: A Title of its Own", prose(n))]


def test_titles_and_abstracts_in_turn(parse: Parse) -> None:
    found = parse(page(*PAIRS), day="2024-04-28")
    assert found.format == "page"
    assert found.titles == PAIRS[::2]
    assert [r.abstract for r in found.records] == PAIRS[1::2]
    assert [(r.sighting.source, r.sighting.day, r.sighting.rank) for r in found.records] == [
        ("huggingface-trending", "2024-04-28", rank) for rank in (1, 2, 3)
    ]
    assert found.rejected == []


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n \t\xa0\n"], ids=["windows", "old mac", "blank lines"])
def test_line_ends_of_all_kinds_part_the_pieces(parse: Parse, ends: str) -> None:
    text = page(*PAIRS).replace("\n\n", ends if "\n \t" in ends else ends * 2)
    assert parse(text).titles == PAIRS[::2]
    assert parse("\ufeff\n\n" + text + ends * 3).titles == PAIRS[::2]


@pytest.mark.parametrize(
    ("line", "file_day", "name", "expected"),
    [
        ("Apr 28", "2024-04-28", "", "2024-04-28"),
        ("Apr 28", "2024-04-27", "", "2023-04-28"),
        ("Apr 28", "2026-11-25", "", "2026-04-28"),
        ("Dec 31", "2025-01-01", "", "2024-12-31"),
        ("Feb 29", "2027-06-01", "", "2024-02-29"),
        ("Feb 30", "2027-06-01", "", "2027-06-01"),
        ("April 28, 2021", "2024-05-01", "", "2021-04-28"),
        ("Apr 28 2021", "2024-05-01", "", "2021-04-28"),
        ("Apr. 28", "2024-05-01", "", "2024-04-28"),
        ("Apr 31, 2021", "2024-05-01", "", "2024-05-01"),
        ("Apr 28", "2026-11-25", "trending-2024-05-01.txt", "2024-04-28"),
        ("Apr 28", "", "", ""),
        ("", "2024-05-01", "", "2024-05-01"),
        ("", "2024-05-01", "trending-2024-04-28.txt", "2024-04-28"),
    ],
)
def test_the_day_of_the_page(parse: Parse, line: str, file_day: str, name: str, expected: str) -> None:
    found = parse(page(*PAIRS, date=line), file_day=file_day, name=name or "page.txt")
    assert {r.sighting.day for r in found.records} == {expected}
    assert found.titles == PAIRS[::2]
    told = parse(page(*PAIRS, date=line), file_day=file_day, name=name or "page.txt", day="2020-02-02")
    assert {r.sighting.day for r in told.records} == {"2020-02-02"}


@pytest.mark.parametrize(
    "title", ["DPO", "S4", "New", "Trending Papers in Search: A Survey", "Market 12", "GPT-4", "Daily Papers", "π"]
)
def test_a_title_that_looks_like_furniture_is_a_title(parse: Parse, title: str) -> None:
    assert parse(page(title, prose(1), *PAIRS)).titles == [title, *PAIRS[::2]]


def test_a_title_may_end_as_a_sentence_does(parse: Parse) -> None:
    titles = ["Learning in the Wild.", "Why Does it Work?", "Attention, Again!"]
    pieces = [piece for n, title in enumerate(titles) for piece in (title, prose(n))]
    found = parse(page(*pieces))
    assert found.titles == titles
    assert [r.abstract for r in found.records] == pieces[1::2]


def test_an_abstract_of_several_paragraphs_is_one(parse: Parse) -> None:
    paragraphs = [prose(1), prose(2), "The code is at https://example.org/code.", PAIRS[2], PAIRS[3]]
    found = parse(page(PAIRS[0], *paragraphs))
    assert found.titles == [PAIRS[0], PAIRS[2]]
    assert found.records[0].abstract == "\n\n".join(paragraphs[:3])
    assert parse(page(PAIRS[0], prose(1), "A last sentence.")).record.abstract == f"{prose(1)}\n\nA last sentence."


def test_a_title_without_an_abstract_is_told_and_takes_nobodys(parse: Parse) -> None:
    found = parse(page(PAIRS[0], PAIRS[1], "A Title Alone", *PAIRS[2:], "Another Alone"))
    assert found.titles == PAIRS[::2]
    assert [r.abstract for r in found.records] == PAIRS[1::2]
    assert [(r.item, r.why) for r in found.rejected] == [
        ("paper 2", "no abstract follows the title 'A Title Alone'"),
        ("paper 5", "no abstract follows the title 'Another Alone'"),
    ]


def test_short_abstracts_belong_to_their_titles(parse: Parse) -> None:
    found = parse(page("First", "It is short", "Second", "Short too.", "Third", prose(3)))
    assert [(r.title, r.abstract) for r in found.records] == [
        ("First", "It is short"),
        ("Second", "Short too."),
        ("Third", prose(3)),
    ]


def test_what_stands_between_papers_is_passed_over(parse: Parse) -> None:
    between = ["12", "· 8 authors", "Published on Jan 13", "11.3k", "Upvote 44", "-"]
    pieces = [piece for n in range(0, 6, 2) for piece in (PAIRS[n], PAIRS[n + 1], *between)]
    found = parse(page(*pieces))
    assert [(r.title, r.abstract) for r in found.records] == list(zip(PAIRS[::2], PAIRS[1::2], strict=True))


def test_the_foot_of_the_page_is_no_paper(parse: Parse) -> None:
    found = parse(page(*PAIRS, "Previous", "1", "2", "Next", "System theme", "Company\nTOS\nPrivacy", "Models", "Docs"))
    assert (found.titles, found.rejected) == (PAIRS[::2], [])
    assert found.records[-1].abstract == PAIRS[-1]
    assert parse(page("Spaces", prose(1), *PAIRS)).titles[0] == "Spaces"


def test_a_paper_that_is_there_twice_counts_once(parse: Parse) -> None:
    found = parse(page(*PAIRS, PAIRS[0].upper(), PAIRS[1], "Fourth of All", prose(4)))
    assert [(r.title, r.sighting.rank) for r in found.records][3:] == [("Fourth of All", 4)]


def test_a_title_over_two_lines_is_one_line_and_an_abstract_stays_as_it_is(parse: Parse) -> None:
    wrapped = prose(1).replace(". ", ".\n")
    record = parse(page("A Title\n  over two lines", wrapped)).record
    assert (record.title, record.abstract) == ("A Title over two lines", wrapped)


def test_cards_are_read_without_their_feet(parse: Parse) -> None:
    text = (
        "# A dump\n\n## Trending Papers\n\n## by AK and the research community\n\n"
        f"### One: a title\n  in two lines\n\n{prose(1)}\n- 8 authors\n[LINK: GitHub 11k](https://github.com/a/b)\n\n"
        f"### [Two: a linked title][32]\n\n[\n\n{prose(2)}\n\nA second paragraph.\n\n][33]\n"
        "[\n* 3 authors\n][34]\n·\nMay 30\n[\n65\n][35]\n\n"
        f"### Three\n{prose(3)}\n\n### One: a title in two lines\n\n{prose(1)}\n"
    )
    found = parse(text, day="2026-06-29")
    assert found.titles == ["One: a title in two lines", "Two: a linked title", "Three"]
    assert [r.abstract for r in found.records] == [prose(1), f"{prose(2)}\n\nA second paragraph.", prose(3)]
    assert [r.links.code for r in found.records] == ["https://github.com/a/b", "", ""]


def test_the_day_of_cards_is_that_of_the_page_and_of_none_of_them(parse: Parse) -> None:
    text = f"Trending Papers\n\nJun 29\n[\n-\n][31]\n\n### One\n\n{prose(1)}\n\nMay 30\n\n### Two\n\n{prose(2)}"
    assert {r.sighting.day for r in parse(text, file_day="2026-07-02").records} == {"2026-06-29"}
    undated = text.replace("Jun 29\n", "")
    assert {r.sighting.day for r in parse(undated, file_day="2026-07-02").records} == {"2026-07-02"}


@pytest.mark.parametrize(
    "text", ["Only a title", HEADER, "a\n\nb\n\nc", HEADER + "Apr 28"], ids=["title", "header", "letters", "date"]
)
def test_where_no_paper_is_a_line_says_so(parse: Parse, text: str) -> None:
    try:
        found = parse(text, "page")
    except BadInput as error:
        assert error.text == "input: no titles with abstracts were found in this text"  # noqa: PT017 - either will do
    else:
        assert found.records == []
        assert found.rejected


OTHER_TEXTS = {
    "licence": f"The Licence\n\nCopyright (c) 2024\n\n{prose(1)}\n\n{prose(2)}\n\nTHE END",
    "letter": f"Dear all,\n\n{prose(1)}\n\n{prose(2)}\n\nYours,\n\nAnn",
    "essay": "On Things\n\n" + "\n\n".join(prose(n) for n in range(9)),
    "python": 'import os\n\n\ndef run() -> None:\n    """' + prose(1) + '"""\n\n    os.stat("x")\n',
    "markdown": f"# Heading\n\n{prose(1)}\n\n### Part\n\n{prose(2)}",
    "wrapped": "A heading\n\n" + prose(1).replace(". ", ".\n") + "\n\nAnother\n\n" + prose(2).replace(". ", ".\n"),
    "word": "hello",
}


@pytest.mark.parametrize("text", OTHER_TEXTS.values(), ids=OTHER_TEXTS)
def test_other_texts_are_not_taken_for_the_page(parse: Parse, text: str) -> None:
    with pytest.raises(
        BadInput, match="the format was not recognised: this looks like text without titles and abstracts"
    ):
        parse(text)


def test_the_page_is_told_by_its_words_or_by_strict_turn() -> None:
    assert recognises(page(*PAIRS))
    assert recognises(page(*PAIRS, date=""))
    assert recognises(page("Short", "One."))
    assert recognises("\n\n".join(PAIRS))
    assert recognises("Apr 28\n\n" + "\n\n".join(PAIRS))
    assert recognises(page(*PAIRS)[:900])


def test_no_text_of_other_kinds_in_the_real_data_is_taken_for_the_page(data: Path) -> None:
    folders = (
        "bbt_import",
        "jabref_bib",
        "jabref_import",
        "csl_tests",
        "commonmark",
        "../arxiv/abs",
        "../arxiv/listings_mail",
    )
    files = [file for folder in folders for file in sorted((data / "interop" / folder).iterdir()) if file.is_file()]
    texts = [file.read_bytes()[:65_536].decode("utf-8", "replace") for file in files]
    assert len(texts) > 400
    assert [text[:80] for text in texts if not text.startswith(("<", "{", "[")) and recognises(text)] == []


def test_the_saved_page_is_read_whole(data: Path, parse_path: Parse) -> None:
    """Compared with a split of the file that knows nothing of the parser."""
    text = (data / "seed-page.txt").read_text("utf-8")
    pieces = [
        piece.strip() for piece in re.split(r"\n\s*\n", text[text.index("Apr 28") + len("Apr 28") :]) if piece.strip()
    ]
    found = parse_path(data / "seed-page.txt", day="2024-04-28")
    assert len(pieces) == 2 * 58
    assert found.titles == pieces[::2]
    assert [r.abstract for r in found.records] == pieces[1::2]
    assert found.rejected == []
    assert len(set(found.titles)) == 58
    assert {r.sighting.day for r in parse_path(data / "seed-page.txt", file_day="2025-02-03").records} == {"2024-04-28"}


def test_excerpts_of_the_real_page_give_their_papers(data: Path, parse_path: Parse) -> None:
    for file, count in (
        ("trending_page_text_2026-01_excerpt.md", 5),
        ("search_page_links-dump_2026-06-29_excerpt.txt", 5),
    ):
        found = parse_path(data / "hf" / "pagetext" / file)
        text = " ".join((data / "hf" / "pagetext" / file).read_text("utf-8").split())
        assert (len(found.records), found.rejected) == (count, [])
        for record in found.records:
            assert record.title in text
            assert " ".join(record.abstract.split()) in text
            assert not re.search(r"authors|\]\[|^\[", record.title + record.abstract)

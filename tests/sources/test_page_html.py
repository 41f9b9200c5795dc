# SPDX-License-Identifier: MIT
"""The page saved as HTML: cards as JSON in an attribute, cards as articles, and HTML of every other kind."""

import html
import json
from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput

Parse = Callable[..., Any]
Make = Callable[..., dict[str, Any]]


def props(value: Any, target: str = "DailyPapers") -> str:
    text = html.escape(value if isinstance(value, str) else json.dumps(value), quote=True)
    return f'<div class="SVELTE_HYDRATER" data-target="{target}" data-props="{text}"></div>'


def page(*body: str, head: str = '<meta charset="utf-8"><title>Daily Papers</title>') -> str:
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{''.join(body)}</body></html>"


def article(number: int, abstract: str = "An abstract with <b>markup</b> &amp; <i>x</i>.") -> str:
    return (
        f'<article><div>12</div><h3><a href="/papers/2406.{number:05}">Title <em>number</em>\n {number}</a></h3>'
        f"<p>short</p><p>{abstract}</p><script>var x = 'not text'</script></article>"
    )


def test_cards_in_an_attribute_are_read(parse: Parse, hf_item: Make) -> None:
    value = {
        "dailyPapers": [hf_item(1, {"title": 'A "quoted" <title> & more'}), hf_item(2)],
        "isLoggedIn": False,
        "langs": ["en"],
    }
    found = parse(
        page("<p>before</p>", props({"other": [{"title": "no paper"}]}, "Other"), props(value)), day="2024-06-12"
    )
    assert found.format == "page-html"
    assert found.titles == ['A "quoted" <title> & more', "Title number 2"]
    record = found.records[0]
    assert (record.arxiv_id, record.sighting.rank, record.sighting.upvotes) == ("2406.00001", 1, 7)
    assert (record.sighting.source, record.sighting.day) == ("huggingface-trending", "2024-06-12")
    assert record.authors == ("Ann Lee", "Bo Wu")


def test_a_paper_in_two_attributes_is_read_once(parse: Parse, hf_item: Make) -> None:
    both = props({"dailyPapers": [hf_item(1), hf_item(2)]}) + props(
        {"trendingPapers": [hf_item(2), hf_item(3)]}, "TrendingPapers"
    )
    assert parse(page(both)).titles == [f"Title number {n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "bad", ['{"dailyPapers": [', "[" * 100_000 + "apers", '"papers"', '{"papers": 3}', '{"papers": [1, "x"]}']
)
def test_an_attribute_that_holds_no_papers_leaves_the_articles(parse: Parse, bad: str) -> None:
    assert parse(page(props(bad), article(7))).record.arxiv_id == "2406.00007"


def test_articles_are_read(parse: Parse) -> None:
    found = parse(
        page("<nav><h3>Menu</h3></nav>", article(1), "<article><p>no title</p></article>", article(2, "x" * 300))
    )
    assert found.titles == ["Title number 1", "Title number 2"]
    assert [r.abstract for r in found.records] == ["An abstract with markup & x.", "x" * 300]
    assert [r.links.huggingface for r in found.records] == [
        f"https://huggingface.co/papers/2406.0000{n}" for n in (1, 2)
    ]
    assert [r.sighting.rank for r in found.records] == [1, 2]


@pytest.mark.parametrize(
    ("name", "file_day", "day", "expected"),
    [
        ("p.html", "2024-06-14", "", "2024-06-14"),
        ("2024-06-12.html", "2024-06-14", "", "2024-06-12"),
        ("p.html", "2024-06-14", "2024-06-01", "2024-06-01"),
    ],
)
def test_the_day_of_the_page(parse: Parse, hf_item: Make, name: str, file_day: str, day: str, expected: str) -> None:
    for body in (article(1), props({"dailyPapers": [hf_item(1)]})):
        assert parse(page(body), name=name, file_day=file_day, day=day).record.sighting.day == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_text_is_read_in_its_encoding(parse: Parse, encoding: str) -> None:
    text = page(article(1, "Théorie de l’été"), head=f'<meta charset="{encoding}">')
    assert parse(text.encode(encoding)).record.abstract == "Théorie de l’été"


BEGINNINGS = (
    "<html>",
    "<HTML lang=en>",
    "<!-- saved from url=(0025)https://huggingface.co/ -->\n<html>",
    "<body>",
    "\ufeff\n<!doctype HTML>",
)


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_html_is_recognised_by_its_beginning(parse: Parse, beginning: str) -> None:
    assert parse(beginning + article(1), name="saved.json").format == "page-html"


@pytest.mark.parametrize(
    "text",
    [
        page("<h1>Log in</h1><form></form>"),
        "<html>",
        page(props({"dailyPapers": []})),
        page("<article></article>"),
        "<html>\0\0</html>",
        "<html><",
    ],
    ids=["login", "nothing", "no papers", "empty article", "zeros", "cut"],
)
def test_html_without_papers_says_so(parse: Parse, text: str) -> None:
    with pytest.raises(BadInput, match=r"^input: this (page holds no papers; save|HTML cannot be read)"):
        parse(text)


def test_hostile_html_is_read_and_nothing_is_loaded(parse: Parse) -> None:
    text = page(
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><link rel="import" href="http://127.0.0.1:9/x"><iframe src="file:///etc/passwd"></iframe>',
        article(1, "&e; <img src='http://127.0.0.1:9/y'> text\0 here"),
        "<div>" * 20_000,
    )
    assert parse(text).record.abstract == "&e;  text\ufffd here"

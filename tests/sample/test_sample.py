# SPDX-License-Identifier: MIT
"""The shipped sample library: well-formed, labelled as ours, and free of doubles."""

import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.identity import arxiv_id, title_key

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sample"
LABEL = "Sample summary in PaperDesk's own words. "
FILES = sorted(FOLDER.glob("*.json"))
ITEMS = [(file.stem, item) for file in FILES for item in json.loads(file.read_text(encoding="utf-8"))]

each_item = pytest.mark.parametrize(("day", "item"), ITEMS, ids=[item["paper"]["id"] for _, item in ITEMS])


def test_there_are_enough_papers_and_days() -> None:
    assert len(ITEMS) >= 38
    assert len(FILES) >= 5
    assert len({file.stem[:7] for file in FILES}) >= 2


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_named_for_its_day_and_lists_papers(file: Path) -> None:
    assert date.fromisoformat(file.stem).isoformat() == file.stem
    assert len(json.loads(file.read_text(encoding="utf-8"))) > 0


def test_no_paper_is_there_twice() -> None:
    ids = Counter(item["paper"]["id"] for _, item in ITEMS)
    titles = Counter(title_key(item["title"]) for _, item in ITEMS)
    assert [key for key, times in (ids + titles).items() if times > 1] == []


@each_item
def test_the_identifier_is_canonical(day: str, item: dict[str, Any]) -> None:
    assert item["paper"]["id"]
    assert arxiv_id(item["paper"]["id"]) == item["paper"]["id"]


@each_item
def test_title_and_authors_are_clean(day: str, item: dict[str, Any]) -> None:
    names = [author["name"] for author in item["paper"]["authors"]]
    texts = [item["title"], *names]
    assert names
    assert len(names) == len(set(names))
    assert all(text and text == " ".join(text.split()) for text in texts)
    assert item["title"] == item["paper"]["title"]


@each_item
def test_the_summary_says_that_it_is_ours(day: str, item: dict[str, Any]) -> None:
    summary = item["summary"]
    assert summary == item["paper"]["summary"]
    assert summary.startswith(LABEL)
    assert summary == " ".join(summary.split())
    assert 400 < len(summary) < 1200
    assert summary.count("$") % 2 == 0


@each_item
def test_braces_in_formulas_are_balanced(day: str, item: dict[str, Any]) -> None:
    for formula in re.findall(r"\$([^$]+)\$", item["summary"]):
        bare = formula.replace(r"\{", "").replace(r"\}", "")
        assert bare.count("{") == bare.count("}"), formula
        assert formula == formula.strip()


@each_item
def test_it_was_published_before_it_is_listed_and_in_the_month_of_its_id(day: str, item: dict[str, Any]) -> None:
    published = datetime.fromisoformat(item["publishedAt"])
    assert item["publishedAt"] == item["paper"]["publishedAt"]
    assert published.utcoffset() is not None
    assert published.date() < date.fromisoformat(day)
    # A paper sent in on the last days of a month may bear the number of the next, when it is announced.
    number = item["paper"]["id"]
    months = int(f"20{number[:2]}") * 12 + int(number[2:4]) - (published.year * 12 + published.month)
    assert months == 0 or (months == 1 and published.day >= 26)


@each_item
def test_votes_are_round_and_no_stars_are_claimed(day: str, item: dict[str, Any]) -> None:
    assert item["paper"]["upvotes"] % 10 == 0
    assert 5 <= item["paper"]["upvotes"] <= 240
    assert item["numComments"] == 0
    assert "githubStars" not in item["paper"]
    assert item["submittedBy"] == {"fullname": "PaperDesk sample"}


@each_item
def test_addresses_are_whole(day: str, item: dict[str, Any]) -> None:
    paper = item["paper"]
    assert re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+", paper.get("githubRepo", "https://github.com/none/none"))
    assert re.fullmatch(r"https://[\w.-]+(/[^\s]*)?", paper.get("projectPage", "https://none"))


def test_some_summaries_show_math_and_links() -> None:
    summaries = [item["summary"] for _, item in ITEMS]
    assert sum("$" in summary for summary in summaries) >= 15
    assert sum("https://" in summary for summary in summaries) >= 5


def test_the_readme_says_what_is_made_up_and_counts_right() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "Made up" in readme
    assert "CC0" in readme
    assert len(ITEMS) == 44
    assert "Forty-four" in readme

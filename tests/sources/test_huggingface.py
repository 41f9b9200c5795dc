# SPDX-License-Identifier: MIT
"""Hugging Face lists in all their forms: what a field says, which of two counts, and what the real years hold."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Parse = Callable[..., Any]
Make = Callable[..., dict[str, Any]]


def test_an_item_is_read_whole(parse: Parse, hf_item: Make) -> None:
    item = hf_item(
        7,
        {
            "githubRepo": "https://github.com/a/b\n",
            "projectPage": " https://a.org",
            "githubStars": 5,
            "ai_keywords": ["x", "y", ""],
            "ai_summary": "In short.",
            "ai_summary_model": "some-model",
            "mediaUrls": ["https://cdn.org/7.mp4"],
            "discussionId": "d7",
            "githubRepoAddedBy": "auto",
            "submittedOnDailyAt": "2024-06-12T00:47:57.997Z",
        },
        submittedBy={"fullname": "Ann", "name": "ann"},
        thumbnail="https://cdn.org/7.png",
        isAuthorParticipating=True,
        organization={"_id": "1", "name": "lab", "fullname": "The Lab"},
    )
    record = parse(json.dumps([hf_item(1), item]), name="2024-06-12.json").records[1]
    assert (record.title, record.arxiv_id, record.published) == ("Title number 7", "2406.00007", "2024-06-11")
    assert record.authors == ("Ann Lee", "Bo Wu")
    assert record.abstract == "Abstract number 7, which says a little."
    seen = record.sighting
    assert (seen.source, seen.day, seen.rank) == ("huggingface", "2024-06-12", 2)
    assert (seen.upvotes, seen.comments, seen.stars, seen.submitter) == (7, 2, 5, "Ann")
    assert seen.extra == {
        "ai_keywords": ["x", "y"],
        "ai_summary": "In short.",
        "ai_summary_model": "some-model",
        "mediaUrls": ["https://cdn.org/7.mp4"],
        "discussionId": "d7",
        "githubRepoAddedBy": "auto",
        "submittedOnDailyAt": "2024-06-12T00:47:57.997Z",
        "isAuthorParticipating": True,
        "thumbnail": "https://cdn.org/7.png",
        "organization": "The Lab",
        "organizationPage": "lab",
        "submitterPage": "ann",
    }
    links = record.links
    assert (links.code, links.project) == ("https://github.com/a/b", "https://a.org")
    assert (links.arxiv, links.huggingface) == (
        "https://arxiv.org/abs/2406.00007",
        "https://huggingface.co/papers/2406.00007",
    )
    assert links.pdf == "https://arxiv.org/pdf/2406.00007"


@pytest.mark.parametrize(
    ("name", "day", "paper", "expected"),
    [
        ("2024-06-12.json", "2024-01-01", {}, "2024-01-01"),
        ("2024-06-12.json", "", {"submittedOnDailyAt": "2024-06-13T01:00:00Z"}, "2024-06-12"),
        ("day.json", "", {"submittedOnDailyAt": "2024-06-13T01:00:00Z"}, "2024-06-13"),
        ("day.json", "", {"submittedOnDailyAt": "soon"}, "2024-06-11"),
        ("day.json", "", {}, "2024-06-11"),
    ],
    ids=["told", "in the name", "submitted", "unreadable", "published"],
)
def test_the_listing_day(
    parse: Parse, hf_item: Make, name: str, day: str, paper: dict[str, Any], expected: str
) -> None:
    assert parse(json.dumps([hf_item(1, paper)]), name=name, day=day).record.sighting.day == expected


def test_the_day_of_a_wrapper_is_that_of_its_list_and_a_papers_own_date_is_not(parse: Parse) -> None:
    paper = {"title": "T", "abstract": "A", "date": "2020-01-01"}
    assert parse(json.dumps({"date": "2024-06-12", "papers": [paper]})).record.sighting.day == "2024-06-12"
    alone = parse(json.dumps(paper), "huggingface").record
    assert (alone.published, alone.sighting.day) == ("2020-01-01", "")


def test_what_scrapers_write_is_read(parse: Parse) -> None:
    item = {
        "title": "A scraped title",
        "paper_url": "https://huggingface.co/papers/2602.23152",
        "authors": ["Ann Lee", "someone42"],
        "stars": "1,234",
        "details": {
            "title": "A scraped title",
            "abstract": None,
            "arxiv_page_url": "https://arxiv.org/abs/2602.23152",
            "pdf_url": "https://arxiv.org/pdf/2602.23152",
            "github_links": ["https://github.com/huggingface", "https://github.com/ann/code"],
        },
        "scraped_date": "2026-03-01",
    }
    record = parse(json.dumps([item])).record
    assert (record.arxiv_id, record.abstract, record.sighting.day) == ("2602.23152", "", "2026-03-01")
    assert (record.links.code, record.sighting.stars, record.published) == (
        "https://github.com/ann/code",
        1234,
        "2026-02",
    )
    item["details"]["abstract"] = "A scraped\ntitle"
    assert parse(json.dumps([item])).record.abstract == ""


@pytest.mark.parametrize(
    ("item", "arxiv", "doi", "other"),
    [
        ({"id": "2406.00001v3"}, "2406.00001", "", ""),
        ({"id": "hep-th/9901001"}, "hep-th/9901001", "", ""),
        ({"arxiv_id": "arXiv:2406.00001"}, "2406.00001", "", ""),
        ({"id": "10.1000/ABC"}, "", "10.1000/abc", ""),
        ({"id": "2406.00001", "doi": "https://doi.org/10.1000/ABC."}, "2406.00001", "10.1000/abc", ""),
        ({"id": "acl-2020-7"}, "", "", "acl-2020-7"),
        ({"id": "42"}, "", "", ""),
        ({"id": 42}, "", "", ""),
        ({"url": "https://arxiv.org/abs/2406.00001"}, "2406.00001", "", ""),
    ],
)
def test_identifiers(parse: Parse, item: dict[str, Any], arxiv: str, doi: str, other: str) -> None:
    record = parse(json.dumps([{"title": "T", "summary": "S", **item}])).record
    assert (record.arxiv_id, record.doi, record.other_id) == (arxiv, doi, other)


@pytest.mark.parametrize("title", [None, "", "  \n", 7, ["T"], {}, "\u200b\u202e"], ids=repr)
def test_an_item_without_a_title_is_rejected_with_its_place(parse: Parse, hf_item: Make, title: Any) -> None:
    found = parse(json.dumps([hf_item(1), hf_item(2, {"title": title})]))
    assert len(found.records) == 1
    assert [(r.item, r.why) for r in found.rejected] == [("item 2", "it has no title")]


def test_the_title_around_the_paper_counts_where_the_papers_own_is_none(parse: Parse, hf_item: Make) -> None:
    assert parse(json.dumps([hf_item(1, {"title": 7}, title=" The \n title ")])).record.title == "The title"


def test_what_cannot_be_stored_is_replaced_or_left_out(parse: Parse, hf_item: Make) -> None:
    text = json.dumps(
        [
            hf_item(
                1,
                {"title": "A\ud800B\0", "summary": "x\ufffey\udc00", "ai_summary": "bad \ud800"},
                submittedBy="\ud800",
            )
        ]
    )
    record = parse(text).record
    assert (record.title, record.abstract, record.sighting.submitter) == ("A\ufffdB\ufffd", "x\ufffdy\ufffd", "\ufffd")
    assert "ai_summary" not in record.sighting.extra


def test_the_abstract_is_kept_as_it_is_written(parse: Parse, hf_item: Make) -> None:
    summary = "  Hard-wrapped\n  text with <think>, </a> and $x$.\n"
    assert parse(json.dumps([hf_item(1, {"summary": summary})])).record.abstract == summary


def test_a_large_item_is_read(parse: Parse, hf_item: Make) -> None:
    authors = [{"name": f"Author {n}"} for n in range(10_000)] + [{"hidden": True}, {"name": "Author 1"}]
    record = parse(
        json.dumps([hf_item(1, {"title": "t" * 100_000, "summary": "a" * 5_000_000, "authors": authors})])
    ).record
    assert (len(record.title), len(record.abstract), len(record.authors)) == (100_000, 5_000_000, 10_000)


def test_numbers_that_are_none_are_none(parse: Parse) -> None:
    text = '[{"title": "T", "upvotes": NaN, "githubStars": 1e999, "numComments": %s}]' % ("9" * 300)
    seen = parse(text).record.sighting
    assert (seen.upvotes, seen.stars, seen.comments) == (None, None, None)


def test_items_that_are_no_papers_are_told_with_their_place(parse: Parse, hf_item: Make) -> None:
    found = parse(json.dumps([3, None, [], "text", hf_item(5), {"title": "R", "itemType": "book"}]))
    assert [r.item for r in found.rejected] == ["item 1", "item 2", "item 3", "item 4", "item 6"]
    assert found.record.sighting.rank == 5
    assert "reference manager" in found.rejected[-1].why


def test_items_in_pythons_notation_are_read(parse: Parse, hf_item: Make, recwarn: pytest.WarningsRecorder) -> None:
    bad = ["__import__('os').system('true')", "{'title': 'a'", "'\\d'", "(" * 5_000, "-" * 50_000 + "1"]
    found = parse(json.dumps([repr(hf_item(1)), *bad]))
    assert found.record.arxiv_id == "2406.00001"
    assert len(found.rejected) == len(bad)
    assert not recwarn.list


def test_a_list_that_breaks_off_gives_what_is_whole(parse: Parse, hf_item: Make) -> None:
    text = json.dumps([hf_item(n) for n in range(1, 6)])
    found = parse(text[: text.index("2406.00004")])
    assert found.titles == [f"Title number {n}" for n in (1, 2, 3)]
    assert [r.item for r in found.rejected] == ["item 4"]


# --- the real years -------------------------------------------------------------------------------------


def days(data: Path) -> list[Path]:
    return sorted(file for folder in ("daily", "daily_restored") for file in (data / "hf" / folder).glob("*.json"))


def test_every_item_of_every_real_day_is_read_with_its_fields(data: Path, parse_path: Parse) -> None:
    for file in days(data):
        items = json.loads(file.read_text("utf-8"))
        found = parse_path(file)
        assert found.rejected == [], file.name
        assert len(found.records) == len(items), file.name
        for item, record in zip(items, found.records, strict=True):
            assert_kept(item, record)
            assert record.sighting.day == file.stem


EXTRA = (
    "ai_summary", "ai_keywords", "ai_summary_model", "discussionId", "thumbnail", "mediaUrl", "mediaUrls",
    "submittedOnDailyAt", "githubRepoAddedBy", "isAuthorParticipating",
)  # fmt: skip


def assert_kept(item: dict[str, Any], record: Any) -> None:
    """Compare a record with the item it was made of, field for field."""
    paper, seen = item["paper"], record.sighting
    assert record.arxiv_id == paper["id"]
    assert record.title == " ".join(paper["title"].split())
    assert record.abstract == paper["summary"]
    assert set(record.authors) == {" ".join(author["name"].split()) for author in paper["authors"]} - {""}
    assert record.published == paper["publishedAt"][:10]
    assert (seen.upvotes, seen.comments, seen.stars) == (
        paper["upvotes"],
        item["numComments"],
        paper.get("githubStars"),
    )
    by = paper.get("submittedOnDailyBy") or item.get("submittedBy") or {}
    assert seen.submitter == " ".join(by.get("fullname", "").split())
    for name in ("githubRepo", "projectPage"):
        told = paper.get(name, "").split()
        assert (record.links.code if name == "githubRepo" else record.links.project) == (told[0] if told else "")
    everything = {**item, **paper}
    for name in EXTRA:
        told = everything.get(name)
        assert seen.extra.get(name) == ((list(filter(None, told)) if isinstance(told, list) else told) or None), name
    for name in ("organization", "submitterOrganization"):
        assert seen.extra.get(name) == (everything[name]["fullname"].strip() if name in everything else None)


# What a reader has no use for: pictures and standing of people, keys of the site's own database.
NO_USE = ("_id", "avatar", "avatarUrl", "isPro", "isHf", "isHfAdmin", "isMod", "isUserFollowing", "followerCount", "type", "status",
          "statusLastChangedAt", "hidden", "user", "id", "fullname", "name")  # fmt: skip
KEPT = (
    *EXTRA, "numComments", "organization", "paper", "authors", "githubRepo", "githubStars", "projectPage", "publishedAt",
    "submittedOnDailyBy", "summary", "title", "upvotes", "submittedBy", "submitterOrganization",
)  # fmt: skip


def test_there_is_no_field_that_nobody_thought_of(data: Path) -> None:
    inventory = json.loads((data / "hf" / "field_inventory.json").read_text("utf-8"))
    names = {field["path"].rsplit(".", 1)[-1].removesuffix("[]") for field in inventory["fields"]}
    assert names - set(KEPT) - set(NO_USE) == set()


@pytest.mark.parametrize("folder", ["scraped_atharva", "scraped_binchang"])
def test_scraped_days_are_read_wholly(data: Path, parse_path: Parse, folder: str) -> None:
    for file in sorted((data / "hf" / folder).glob("*.json")):
        value = json.loads(file.read_text("utf-8"))
        items = value["papers"] if isinstance(value, dict) else value
        found = parse_path(file)
        assert found.rejected == []
        assert [r.title for r in found.records] == [" ".join(item["title"].split()) for item in items]
        for item, record in zip(items, found.records, strict=True):
            told = item.get("details", item)
            assert record.arxiv_id == told["pdf_url"].rsplit("/", 1)[-1].removesuffix(".pdf")
            assert record.sighting.day == file.stem
            assert record.abstract == ("" if told["abstract"] in (None, told["title"]) else told["abstract"])
            assert set(record.authors) == set(item["authors"])


def test_odd_files_give_what_is_there_or_say_what_is_wrong(data: Path, parse_path: Parse) -> None:
    from paperdesk.domain.errors import BadInput

    counts, words = {}, {}
    for file in sorted((data / "hf" / "odd").iterdir()):
        try:
            found = parse_path(file)
            counts[file.name.split("_2")[0]] = (len(found.records), len(found.rejected))
            assert all(record.abstract and record.arxiv_id for record in found.records)
        except BadInput as error:
            words[file.name.split("_")[0]] = error.text
    assert counts == {"cleaned_title_id_summary": (9, 0), "list_of_python_repr_strings": (3, 0), "refresh": (16, 0)}
    assert set(words) == {"error", "placeholder", "wrapper"}
    told = {
        path.name.split("_")[0]: json.loads(path.read_text("utf-8")) for path in (data / "hf" / "odd").glob("*.json")
    }
    assert told["error"]["error"] in words["error"]
    assert "holds only 1;" in words["placeholder"]
    assert told["wrapper"]["message"] in words["wrapper"]

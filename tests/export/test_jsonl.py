# SPDX-License-Identifier: MIT
"""JSON Lines: every line is one object, and nothing that a paper holds is missing."""

import json

from paperdesk.domain.annotation import Highlight, HighlightId, TextId, TextVersion, select, text_hash
from paperdesk.domain.exported import Exported, Ledger, Standing
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.record import Links, Sighting
from paperdesk.domain.searches import SavedSearch, SearchId
from paperdesk.export.jsonl import lines, paper_object

TEXT = "A text\u2028with every\nkind of line."
PAPER = Paper(
    id=PaperId(7),
    key="2406.00001",
    aliases=("10.1/x", "own-1"),
    title="=cmd() \U0001f600 </script>",
    authors=("Ann Lee", "Bo Wu"),
    abstract=TEXT,
    published="2024-06",
    day="2024-06-11",
    categories=("cs.LG",),
    tags=("rl/offline",),
    read=True,
    starred=False,
    later=True,
    archived=False,
    upvotes=7,
    links=Links(arxiv="https://arxiv.org/abs/2406.00001"),
    sightings=(Sighting("page", "2024-06-11", rank=0, upvotes=0, extra={"a": [1, None, ""]}), Sighting("file")),
    added="2024-06-12T00:00:00.000Z",
    highlights=(
        Highlight(HighlightId(3), PaperId(7), select(TEXT, 0, 6), "green", "why?", ("x",), created="2024-06-13"),
    ),
    note="---\n{{ config }}",
)
EXPORTED = Exported(
    PAPER,
    "lee2024cmd",
    versions=(
        TextVersion(TextId(1), "page", TEXT, text_hash(TEXT), "2024", True),
        TextVersion(TextId(2), "file", "Older.", text_hash("Older."), "2023", False),
    ),
    ledger=Ledger(
        "2406.00001",
        "10.1/x",
        "own-1",
        ("2024-06-12", "2024-06-14"),
        (Standing("hf", "2024-06-12", "2024-06-11", 0, 3),),
    ),
)


def test_a_file_has_a_head_a_line_a_paper_and_an_end() -> None:
    searches = [SavedSearch(SearchId(1), "RL", "tag:rl"), SavedSearch(SearchId(2), "Diffusion", "diffusion", "blue")]
    text = "".join(lines([EXPORTED, EXPORTED], searches, ["lone"]))
    assert text.endswith("\n")
    values = [json.loads(line) for line in text.split("\n")[:-1]]
    assert values[0] == {"paperdesk": 1, "kind": "library"}
    assert [value["kind"] for value in values] == ["library", "paper", "paper", "tag", "search", "search", "end"]
    assert values[4:] == [
        {"kind": "search", "name": "RL", "query": "tag:rl", "color": ""},
        {"kind": "search", "name": "Diffusion", "query": "diffusion", "color": "blue"},
        {"kind": "end", "papers": 2},
    ]


def test_a_paper_keeps_everything() -> None:
    value = json.loads(json.dumps(paper_object(EXPORTED)))
    assert value["key"] == "2406.00001"
    assert value["aliases"] == ["10.1/x", "own-1"]
    assert (value["arxiv_id"], value["doi"], value["other_id"]) == ("2406.00001", "10.1/x", "own-1")
    assert (value["title"], value["abstract"], value["note"]) == (PAPER.title, TEXT, PAPER.note)
    assert value["read"]
    assert value["later"]
    assert "starred" not in value
    assert value["sightings"] == [
        {
            "source": "page",
            "day": "2024-06-11",
            "rank": 0,
            "upvotes": 0,
            "extra": {"a": [1, None, ""]},
            "met": "2024-06-12",
        },
        {"source": "file", "met": "2024-06-14"},
    ]
    assert value["meetings"] == [{"source": "hf", "at": "2024-06-12", "day": "2024-06-11", "rank": 0, "upvotes": 3}]
    assert [(text["text"], text["in_force"]) for text in value["texts"]] == [(TEXT, True), ("Older.", False)]
    assert value["citation_key"] == "lee2024cmd"


def test_a_highlight_keeps_both_selectors() -> None:
    (value,) = paper_object(EXPORTED)["highlights"]
    assert (value["start"], value["end"], value["quote"], value["text_hash"]) == (0, 6, TEXT[:6], text_hash(TEXT))
    assert (value.get("prefix", ""), value["suffix"]) == ("", TEXT[6:38])
    assert (value["color"], value["note"], list(value["tags"])) == ("green", "why?", ["x"])


def test_one_version_of_a_text_is_the_abstract() -> None:
    assert "texts" not in paper_object(Exported(PAPER, versions=EXPORTED.versions[:1]))

# SPDX-License-Identifier: MIT
"""A paper as JSON: the keys that scripts rely on, and values that any JSON reader takes."""

import json
from collections.abc import Callable
from pathlib import Path

from paperdesk.domain.paper import Paper
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.services.importing import import_files
from paperdesk.services.paper_json import paper_json
from paperdesk.services.sample import add_sample

CONTRACT = [
    "key", "aliases", "title", "authors", "abstract", "abstract_shown", "published", "listed", "categories", "tags", "read",
    "starred", "later", "archived", "upvotes", "links", "highlights", "note",
]  # fmt: skip


def test_the_keys_are_those_of_the_contract_and_the_values_plain(
    library: Library, papers: Callable[[View], dict[str, Paper]]
) -> None:
    add_sample(library)
    for key, paper in papers(library).items():
        value = paper_json(paper)
        assert list(value) == [*CONTRACT, "sightings"]
        assert json.loads(json.dumps(value, allow_nan=False)) == value
        assert (value["key"], value["abstract"], value["listed"]) == (key, paper.abstract, list(paper.listed))
        assert list(value["links"]) == ["arxiv", "pdf", "huggingface", "code", "project"]
        assert all(isinstance(value[mark], bool) for mark in ("read", "starred", "later", "archived"))
        assert (value["highlights"], value["note"]) == ([], "")


def test_the_abstract_is_given_as_stored_and_as_shown(
    library: Library, papers: Callable[[View], dict[str, Paper]], write: Callable[..., Path]
) -> None:
    stored = "A rate of $O(n^2)$\nis <b>shown</b>."
    import_files(library, [write("a.jsonl", [{"id": "2406.00001", "title": "T", "abstract": stored}])])
    value = paper_json(papers(library)["2406.00001"])
    assert value["abstract"] == stored
    assert "$" not in value["abstract_shown"]
    assert "<b>shown</b>" in value["abstract_shown"]

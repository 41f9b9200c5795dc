# SPDX-License-Identifier: MIT
"""Names of sources in their one form; how reports are said."""

import pytest

from paperdesk.domain.errors import BadInput
from paperdesk.domain.feeds import FetchReport, Validators, is_category, kind_of, source_named


@pytest.mark.parametrize(
    ("source", "kind"),
    [("huggingface", "huggingface"), ("huggingface:trending", "huggingface"), ("arxiv:cs.LG", "arxiv"),
     ("arxiv-rss:cs.LG", "arxiv"), ("https://e.org/f", "feed"), ("/data", "folder"), ("C:\\papers", "folder")],
)  # fmt: skip
def test_a_name_tells_the_kind_and_means_itself(source: str, kind: str) -> None:
    assert kind_of(source) == kind
    assert source_named(source) == source


@pytest.mark.parametrize(
    ("query", "is_one"),
    [
        ("cs.LG", True),
        ("hep-th", True),
        ("astro-ph.GA", True),
        ("cat:cs.LG", False),
        ("all:deep", False),
        ("deep nets", False),
    ],
)
def test_categories_are_told_from_queries(query: str, is_one: bool) -> None:
    assert is_category(query) == is_one


@pytest.mark.parametrize("text", ["", " ", "hugging", "arxiv:", "arxiv-rss:", "http://", "https://e.org/a b"])
def test_what_is_no_source_is_told(text: str) -> None:
    if text == "http://":
        assert source_named(text) == text  # asking it says what is wrong
        return
    with pytest.raises(BadInput):
        source_named(text)


def test_reports_are_said_in_a_line() -> None:
    assert FetchReport(1, 2, 3).sentence() == "1 new, 2 updated, 3 unchanged"
    assert FetchReport(1, cancelled=True).sentence() == "stopped: 1 new, 0 updated, 0 unchanged"
    assert FetchReport(error="no answer").sentence() == "no answer"
    assert not Validators(items=3)
    assert Validators(modified="Mon")

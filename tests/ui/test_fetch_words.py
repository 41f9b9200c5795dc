# SPDX-License-Identifier: MIT
"""What is said of fetching."""

import pytest

from paperdesk.domain.feeds import FetchReport
from paperdesk.services.fetching import FetchProgress
from paperdesk.ui.fetch_words import fraction, is_quiet, notice, outcome, progress_line

TITLES = {"huggingface": "Hugging Face", "arxiv:cs.LG": "arXiv cs.LG", "f": "Lab"}
ERROR = FetchReport(error="example.org answers 500: it is broken; try again later")
OFFLINE = FetchReport(error="x cannot be reached", offline=True)


def said(*, asked: bool = True, **reports: FetchReport) -> str:
    names = {"hf": "huggingface", "arxiv": "arxiv:cs.LG", "lab": "f"}
    return outcome(TITLES, {names[name]: report for name, report in reports.items()}, asked=asked).sentence


def test_progress_tells_each_source_on_its_own() -> None:
    known = {
        "huggingface": FetchProgress("huggingface", "2026-03-01", 3, 5, 1200),
        "f": FetchProgress("f", waiting="it is busy (waiting 9 s)"),
    }
    line = progress_line(TITLES, known, ["arxiv:cs.LG", "f", "huggingface"])
    assert line == "Fetching arXiv cs.LG · Lab: it is busy (waiting 9 s) · Hugging Face 3 of 5, 1,200 new"
    assert fraction(known, ["huggingface", "f"]) == pytest.approx(0.3)
    assert (progress_line(TITLES, {}, []), fraction({}, [])) == ("", 0.0)


def test_what_came_is_told_the_most_first() -> None:
    assert said(hf=FetchReport(new=12)) == "12 new from Hugging Face"
    assert said(hf=FetchReport(new=2), arxiv=FetchReport(new=9)) == "9 new from arXiv cs.LG, 2 from Hugging Face"
    three = {"hf": FetchReport(new=2), "arxiv": FetchReport(new=1_900), "lab": FetchReport(new=1)}
    assert said(**three) == "1,900 new from arXiv cs.LG, 3 from 2 more"


def test_who_did_not_ask_hears_of_new_papers_alone() -> None:
    assert said(asked=False, hf=FetchReport(unchanged=4)) == ""
    assert said(asked=False, hf=ERROR) == ""
    assert said(asked=False, hf=OFFLINE) == ""
    assert said(asked=False, hf=FetchReport(new=1), arxiv=ERROR) == "1 new from Hugging Face"


def test_who_asked_hears_how_it_ended_in_any_case() -> None:
    assert said(hf=FetchReport(unchanged=4)) == "Nothing new"
    assert said(hf=ERROR).startswith("Hugging Face: example.org answers 500")
    assert said(hf=ERROR, arxiv=ERROR).endswith("(and 1 more)")
    assert said(hf=OFFLINE) == "No network: new papers come by themselves when there is one"
    assert said(hf=OFFLINE, arxiv=FetchReport(new=1)) == "1 new from arXiv cs.LG. Hugging Face cannot be reached"
    assert said(hf=FetchReport(cancelled=True, new=3)) == "3 new from Hugging Face. Stopped; what came stays"
    assert said(hf=FetchReport(error="busy", busy=True)) == "Hugging Face is being fetched by another window or command"


def test_details_have_a_line_for_everything_that_could_not_be_had() -> None:
    told = outcome(TITLES, {"huggingface": FetchReport(new=1, notes=("2024-01-01: x",)), "f": ERROR}, asked=True)
    assert told.details == (f"Lab: {ERROR.error}", "Hugging Face: 2024-01-01: x")


@pytest.mark.parametrize(
    ("now", "since", "until", "quiet"),
    [
        ("23:10", "22:00", "07:00", True),
        ("06:59", "22:00", "07:00", True),
        ("07:00", "22:00", "07:00", False),
        ("12:00", "10:00", "14:00", True),
        ("14:00", "10:00", "14:00", False),
        ("12:00", "", "07:00", False),
        ("12:00", "12:00", "12:00", False),
    ],
)
def test_quiet_hours_may_go_over_midnight(now: str, since: str, until: str, quiet: bool) -> None:
    assert is_quiet(now, since, until) is quiet


def test_a_notice_says_how_many_came_and_which_searches_they_are_in() -> None:
    title, text = notice({"Hugging Face": 8, "arXiv cs.LG": 4, "Lab": 0}, {"RL": 3, "Graphs": 0})
    assert title == "12 new papers"
    assert text == "Hugging Face 8 · arXiv cs.LG 4\nIn your searches: RL (3)"
    assert notice({"Lab": 1}, {}) == ("1 new paper", "Lab 1")
    assert notice({"Lab": 7}, {f"s{n}": 1 for n in range(7)})[1].endswith("s4 (1) and 2 more")

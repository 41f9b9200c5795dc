# SPDX-License-Identifier: MIT
"""The HTML of pages for paper: a paper begins a page, and the heading is the title of the whole."""


def test_each_paper_begins_a_page(exported, write) -> None:
    text = write("pdf", [exported(), exported()], heading="Mine")
    assert text.count("Deep Nets of One Kind</p>") == 2
    assert text.count("page-break-before: always") == 1
    assert "<title>Mine</title>" in text


def test_highlights_are_marked(exported, write) -> None:
    assert '<span class="green">We study</span>' in write("pdf", [exported()])

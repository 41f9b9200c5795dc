# SPDX-License-Identifier: MIT
"""A note for Obsidian: front matter that YAML reads, callouts, block ids at the end of them."""

import re

import yaml
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.export.plain import line


def front_matter(text: str) -> dict[str, object]:
    return yaml.safe_load(re.match(r"---\n(.*?)^---\n", text, re.DOTALL | re.MULTILINE)[1])


def test_a_note(exported, write) -> None:
    text = write("obsidian", [exported()], colours=(("green", "method"),))
    front = front_matter(text)
    assert (front["title"], front["key"], front["citekey"]) == ("Deep Nets of One Kind", "2406.00001", "lee2024deep")
    assert front["tags"] == ["rl/offline", "to-read"]
    assert front["aliases"] == ["Deep Nets of One Kind", "2406.00001"]
    assert (front["read"], front["starred"]) == (True, False)
    assert "> [!abstract]- Abstract\n> We study nets. They are deep.\n>\n> And wide.\n" in text
    assert "> [!tip] method\n> We study\n>\n> Why?\n>\n> #idea #to-do\n\n^h3\n" in text


def test_several_in_one_file_have_one_front_matter(exported, write) -> None:
    text = write("obsidian", [exported(citation_key="a"), exported(citation_key="b")])
    assert front_matter(text)["citekey"] == "a"
    assert yaml.safe_load(text.split("```yaml\n")[1].split("```")[0])["citekey"] == "b"


@given(title=st.text(max_size=40), authors=st.lists(st.text(max_size=20), max_size=3))
def test_front_matter_says_the_same(exported, paper, write, title: str, authors: list[str]) -> None:
    front = front_matter(write("obsidian", [exported(paper(title=title, authors=tuple(authors)))]))
    assert front.get("title", "") == line(title)
    assert front.get("authors", []) == list(map(line, authors))

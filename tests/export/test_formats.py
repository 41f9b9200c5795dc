# SPDX-License-Identifier: MIT
"""Every format: found by its name, streaming, and safe whatever a title or note says."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
import yaml
from markdown_it import MarkdownIt

from paperdesk.domain.errors import BadInput
from paperdesk.export.exporter import Options
from paperdesk.export.formats import NAMES, exporter, exporters

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def test_the_names_of_the_contract_are_there() -> None:
    contract = "markdown obsidian logseq html pdf bibtex biblatex csl-json ris w3c readwise csv jsonl".split()
    assert set(contract) <= set(NAMES)
    assert [one.name for one in exporters()][: len(NAMES)] == list(NAMES)


def test_an_unknown_name_is_told_with_those_that_there_are() -> None:
    with pytest.raises(BadInput, match=r"no format 'word'; there are markdown, .*jsonl"):
        exporter("word")


@pytest.mark.parametrize("name", NAMES)
def test_a_format_draws_one_paper_after_the_other(name, exported) -> None:
    drawn = []

    def papers():
        for number in range(50):
            drawn.append(number)
            yield exported(citation_key=f"key{number}")

    text = exporter(name).text(papers(), Options())
    assert not drawn
    size = 0
    for piece in text:
        size += len(piece)
        if len(drawn) == 20:
            break
    assert size > 0
    assert len(drawn) == 20


@pytest.mark.parametrize("name", NAMES)
def test_no_paper_is_a_file_too(name, write) -> None:
    assert isinstance(write(name, []), str)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_hostile_gets_through(name, hostile, write) -> None:
    text = write(name, hostile)
    text.encode("utf-8")
    if name != "jsonl":
        assert not CONTROL.search(text), CONTROL.findall(text)
    CHECKS[name](text, len(hostile))


class _Tags(HTMLParser):
    """Gathers what is alive in HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.alive: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        live = [value or "" for name, value in attrs if name.startswith("on") or "script:" in (value or "").lower()]
        if tag in ("script", "iframe", "object", "embed", "img", "link", "base", "form") or live:
            self.alive.append(f"{tag} {live}")

    def handle_comment(self, data: str) -> None:
        self.alive.append(data)


def assert_nothing_alive(html: str) -> None:
    parser = _Tags()
    parser.feed(html)
    assert parser.alive == []


def check_html(text: str, count: int) -> None:
    assert_nothing_alive(text)
    assert text.count("2406.") >= count


def check_markdown(text: str, count: int) -> None:
    assert_nothing_alive(MarkdownIt("commonmark").render(text))
    assert text.count("2406.") >= count


def check_bibtex(text: str, count: int) -> None:
    assert len(re.findall(r"^@\w+\{key\d+,$", text, re.MULTILINE)) == count
    assert r"\input" not in text
    assert "\\end" not in text
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0


def check_json(text: str, count: int) -> None:
    assert len(json.loads(text)) == count
    assert "</script" not in text


def check_ris(text: str, count: int) -> None:
    lines = text.split("\n")
    assert sum(line.startswith("TY  - ") for line in lines) == count
    assert sum(line.startswith("ER  - ") for line in lines) == count
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) or not line for line in lines)


def check_w3c(text: str, count: int) -> None:
    value = json.loads(text)
    assert value["total"] == len(value["first"]["items"]) == count
    assert "</script" not in text


def check_csv(text: str, count: int) -> None:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == count + 1
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@|%]|[\t\r\n]", cell)]


def check_jsonl(text: str, count: int) -> None:
    values = [json.loads(line) for line in text.split("\n")[:-1]]
    assert [value["kind"] for value in values] == ["library", *["paper"] * count, "end"]


CHECKS = {
    "markdown": check_markdown, "obsidian": check_markdown, "logseq": check_markdown, "html": check_html, "pdf": check_html,
    "bibtex": check_bibtex, "biblatex": check_bibtex, "csl-json": check_json, "ris": check_ris, "zotero": check_ris,
    "w3c": check_w3c, "readwise": check_csv, "csv": check_csv, "jsonl": check_jsonl,
}  # fmt: skip


@pytest.mark.parametrize("number", range(16))
def test_the_front_matter_of_anything_is_yaml_that_says_the_same(number, hostile, write) -> None:
    paper = hostile[number].paper
    text = write("obsidian", [hostile[number]])
    _, front, rest = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    value = yaml.safe_load(front)
    clean = " ".join(CONTROL.sub(" ", paper.title.replace("\u2028", "\n")).split())
    assert value["title"] == clean
    assert value["key"] == paper.key
    assert rest.startswith("\n# ")

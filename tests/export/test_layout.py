# SPDX-License-Identifier: MIT
"""Templates: where they are found, what they are given, and that the help tells all of it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from paperdesk.config.paths import resource
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.export.layout import FILTERS, fields, template_file, template_names


def test_the_readers_template_comes_first(tmp_path: Path, exported, write) -> None:
    (tmp_path / "markdown.j2").write_text("{% for paper in papers %}mine: {{ paper.key }}{% endfor %}", "utf-8")
    assert template_file("markdown", tmp_path) == tmp_path / "markdown.j2"
    assert write("markdown", [exported()], templates=tmp_path) == "mine: 2406.00001"
    assert template_file("obsidian", tmp_path).parent == resource("templates")
    assert set(template_names(tmp_path)) == {"markdown", "obsidian", "logseq", "html", "pdf"}


@pytest.mark.parametrize("name", ["../markdown", "/etc/passwd", "", ".hidden", "a/b", "x" * 101, "nobody"])
def test_a_template_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="template"):
        template_file(name, tmp_path)


def test_a_template_that_cannot_be_read_is_told(tmp_path: Path, exported, write) -> None:
    (tmp_path / "markdown.j2").write_bytes(b"\xff\xfe")
    with pytest.raises(Trouble, match=r"markdown.j2: the template cannot be read"):
        write("markdown", [exported()], templates=tmp_path)


def told_in_help(heading: str) -> set[str]:
    text = resource("help", "templates.md").read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_the_help_tells_every_field(exported) -> None:
    values = fields(exported(), {})
    assert told_in_help("A paper") == set(values)
    assert told_in_help("A highlight") == set(values["highlights"][0])
    assert told_in_help("Filters of PaperDesk") == set(FILTERS)


def test_what_a_template_is_given_is_plain(exported) -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(type(name) is str and plain(one) for name, one in value.items())
        return all(map(plain, value)) if isinstance(value, list) else isinstance(value, str | int | bool)

    assert plain(fields(exported(), {"green": "method"}))


def test_names_of_blocks_stay_the_same(exported) -> None:
    before = fields(exported(), {})["highlights"][0]
    other = exported()
    after = fields(replace(other, paper=replace(other.paper, title="New", note="")), {"green": "other"})["highlights"][
        0
    ]
    assert [before[name] for name in ("id", "block", "uuid")] == [after[name] for name in ("id", "block", "uuid")]
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", before["uuid"])


def test_yaml_leaves_out_what_is_empty() -> None:
    assert FILTERS["yaml"]({"a": "", "b": [], "c": None, "d": False, "e": 0}) == "d: false\ne: 0\n"
    text = FILTERS["yaml"]({"a": "---", "b": ["yes", "1", "x: y # z", "\tq"], "c": "😀"})
    assert yaml.safe_load(text) == {"a": "---", "b": ["yes", "1", "x: y # z", "\tq"], "c": "😀"}


@pytest.mark.parametrize(
    ("text", "tag"), [("machine learning", "machine-learning"), ("rl/offline", "rl/offline"), ("2024", "2024-"), ("#x", "x"), ("—", "")]
)  # fmt: skip
def test_tags_for_obsidian(text: str, tag: str) -> None:
    assert FILTERS["tag"](text) == tag


def test_values_and_blocks_for_logseq() -> None:
    assert FILTERS["property"]("[[x]] {{y}} ((z)) #t\na") == r"[\[x]] {\{y}} (\(z)) \#t a"
    assert FILTERS["block"]("a:: b\nc", 2) == "a:\\: b\n  c"

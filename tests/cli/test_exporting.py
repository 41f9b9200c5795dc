# SPDX-License-Identifier: MIT
"""The command `export`: to standard output, a file, a folder; by query; what it prints, and what it never does."""

import csv
import io
import json
import os
import stat
from pathlib import Path

import pytest
import yaml

from paperdesk.cli.grammar import EXPORTS
from paperdesk.export.formats import NAMES

FORMATS = "markdown obsidian logseq html bibtex biblatex csl-json ris zotero w3c readwise csv jsonl".split()


@pytest.fixture
def filled(paperdesk, papers_file):
    """A library of three papers."""
    paperdesk("import", str(papers_file(3)))
    return paperdesk


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_standard_output(filled, name) -> None:
    done = filled("export", "--format", name)
    assert (done.status, done.err) == (0, "")
    assert name in ("w3c", "readwise") or done.out.count("Title number") >= 3


def test_a_query_says_which_papers(filled) -> None:
    filled("tag", "2401.00002", "rl")
    rows = list(csv.DictReader(io.StringIO(filled("export", "tag:rl", "--format", "csv").out)))
    assert [row["key"] for row in rows] == ["2401.00002"]
    assert "number 3" in filled("export", "abstract:3", "--format", "bibtex").out
    assert filled("export", "nothing-like-this", "--format", "bibtex").out == ""


def test_a_file_is_written_and_written_anew(filled, tmp_path) -> None:
    done = filled("export", "--format", "bibtex", "--output", "refs.bib")
    path = tmp_path / "refs.bib"
    assert done.out == f"Exported 3 papers to {path}\n"
    assert path.read_text("utf-8").count("@misc{ann") == 3
    filled("tag", "2401.00002", "rl")
    assert filled("export", "tag:rl", "--format", "bibtex", "--output", "refs.bib").status == 0
    assert path.read_text("utf-8").count("@misc{") == 1


def test_a_file_that_is_not_ours_or_not_as_we_left_it_stays(filled, tmp_path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("theirs")
    assert "is not as PaperDesk wrote it" in filled("export", "--format", "bibtex", "--output", "refs.bib").error
    assert path.read_text() == "theirs"
    path.unlink()
    filled("export", "--format", "bibtex", "--output", "refs.bib")
    path.write_text(path.read_text("utf-8") + "% mine\n")
    assert "is not as PaperDesk wrote it" in filled("export", "--format", "bibtex", "--output", "refs.bib").error
    assert path.read_text("utf-8").endswith("% mine\n")


def test_a_folder_gets_a_file_a_paper(filled, tmp_path) -> None:
    done = filled("export", "--format", "obsidian", "--output", "vault", "--json")
    files = {Path(name).name for name in done.json["files"]}
    assert files == {"Title number 1.md", "Title number 2.md", "Title number 3.md"}
    assert (done.json["papers"], done.json["kept"]) == (3, [])
    front = (tmp_path / "vault" / "Title number 2.md").read_text("utf-8").split("---\n")[1]
    assert yaml.safe_load(front)["key"] == "2401.00002"


def test_one_file_of_markdown_where_its_name_says_so(filled, tmp_path) -> None:
    assert filled("export", "--format", "markdown", "--output", "all.md").status == 0
    assert (tmp_path / "all.md").read_text("utf-8").count("\n## Abstract\n") == 3


def test_json_without_output_is_one_document(filled) -> None:
    value = filled("export", "--format", "bibtex", "--json").json
    assert (value["format"], value["papers"], value["files"]) == ("bibtex", 3, [])
    assert value["text"].count("@misc") == 3


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--format", "bibtex", "--output", "no/such/folder/x.bib"), "the folder .* is not there"),
        (("--format", "obsidian", "--output", "no/such/folder"), "the folder .* is not there"),
        (("--format", "bibtex", "--output", "."), "this is a folder"),
        (("--format", "obsidian", "--output", "papers.jsonl"), "this is a file"),
        (("--format", "markdown", "--template", "nobody"), "no template 'nobody'.*there are html, logseq"),
        (("--format", "markdown", "--template", "../x"), "no name of a template"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(filled, arguments, why) -> None:
    import re

    assert re.search(why, filled("export", *arguments).error)


def test_a_full_or_forbidden_place_is_told_and_nothing_stays(filled, tmp_path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    if os.geteuid() != 0:
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
        assert "cannot be written" in filled("export", "--format", "bibtex", "--output", "locked/x.bib").error
        folder.chmod(0o700)
    assert "No space left" in filled("export", "--format", "bibtex", "--output", "/dev/full").error
    assert list(folder.iterdir()) == []


def test_an_unknown_format_is_wrong_usage(filled) -> None:
    done = filled("export", "--format", "word")
    assert done.status == 2
    assert "there are markdown" in done.err


def test_a_template_of_the_reader_is_used(filled, tmp_path) -> None:
    settings = tmp_path / "config" / "settings.toml"
    folder = settings.parent / "templates"
    folder.mkdir(parents=True)
    (folder / "short.j2").write_text("{% for paper in papers %}{{ paper.key }};{% endfor %}")
    env = {"PAPERDESK_CONFIG": str(settings)}
    done = filled("export", "--format", "markdown", "--template", "short", env=env)
    assert sorted(done.out.strip(";").split(";")) == ["2401.00001", "2401.00002", "2401.00003"]
    (folder / "short.j2").write_text("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}")
    done = filled("export", "--format", "markdown", "--template", "short", env=env)
    assert "template short: it does not come to an end" in done.error


def test_the_pattern_of_keys_is_the_readers(filled, tmp_path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('[export]\ncitation_key = "{Auth}-{key}"\n')
    env = {"PAPERDESK_CONFIG": str(settings)}
    assert "@misc{Ann-2401.00001," in filled("export", "--format", "bibtex", env=env).out
    settings.write_text('[export]\ncitation_key = "{nobody}"\n')
    assert "export.citation_key: {nobody} is no field" in filled("export", "--format", "bibtex", env=env).error


def test_pages_are_laid_out_from_the_command_line(filled, process, tmp_path) -> None:
    done = process("export", "--format", "pdf", "--output", str(tmp_path / "papers.pdf"), "--json")
    assert done.status == 0, done.err
    assert done.json["files"] == [str(tmp_path / "papers.pdf")]
    assert (tmp_path / "papers.pdf").read_bytes().startswith(b"%PDF-")


def test_other_formats_never_load_qt(filled, folder, process) -> None:
    code = (
        "import sys; from paperdesk.__main__ import main; main(['export', '--format', 'html', '--output', sys.argv[1]]);"
        "sys.exit('PySide6' in sys.modules)"
    )
    import subprocess
    import sys

    environment = {**os.environ, "PAPERDESK_LIBRARY": str(folder)}
    target = str(folder.parent / "page.html")
    done = subprocess.run([sys.executable, "-c", code, target], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (folder.parent / "page.html").exists()


def test_only_what_was_annotated_since(filled) -> None:
    def keys(*query: str) -> list[str]:
        text = filled("export", *query, "--format", "csv", "--since-last").out
        return sorted(row["key"] for row in csv.DictReader(io.StringIO(text)))

    assert keys() == []
    filled("highlight", "2401.00002", "--quote", "Abstract")
    filled("note", "2401.00003", "--text", "mine")
    assert keys("date:2024") == ["2401.00002", "2401.00003"]
    assert keys() == ["2401.00002", "2401.00003"]
    assert keys() == []
    filled("mark", "2401.00001", "--star")
    filled("note", "2401.00003", "--text", "more")
    assert keys() == ["2401.00003"]
    assert keys("date:2024") == ["2401.00003"]


def test_what_failed_is_not_taken_for_told(filled, tmp_path) -> None:
    filled("highlight", "2401.00002", "--quote", "Abstract")
    (tmp_path / "h.csv").write_text("theirs")
    command = ("export", "--format", "readwise", "--since-last", "--output", "h.csv")
    assert filled(*command).status == 1
    (tmp_path / "h.csv").unlink()
    assert filled(*command).status == 0
    assert (tmp_path / "h.csv").read_text("utf-8").count("\n") == 2


def test_jsonl_of_everything_holds_saved_searches(filled) -> None:
    filled("watch", "add", "diffusion", "--name", "Diffusion")
    values = [json.loads(line) for line in filled("export", "--format", "jsonl").out.splitlines()]
    assert [value["kind"] for value in values] == ["library", "paper", "paper", "paper", "search", "end"]
    values = [json.loads(line) for line in filled("export", "date:2024", "--format", "jsonl").out.splitlines()]
    assert [value["kind"] for value in values] == ["library", "paper", "paper", "paper", "end"]


def test_the_help_names_every_format() -> None:
    assert EXPORTS.split(", ") == list(NAMES)

# SPDX-License-Identifier: MIT
"""BibTeX and BibLaTeX: fields, names, dates, identifiers; each broken entry told, the others in."""

from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput

Parse = Callable[..., Any]
ENTRY = r"""% a comment of no effect
@inproceedings{lee2024,
  title     = {On {CORDIC} and $\alpha$-divergence},
  author    = {Lee, Ann and Wu, Bo and {The Group and Friends} and others},
  booktitle = "Proceedings of the " # conf,
  year      = 2024, month = jun,
  pages     = {10--20},
  volume    = {3}, number = {4},
  doi       = {https://doi.org/10.1000/ABC},
  url       = {https://example.org/a\_b},
  abstract  = {We show 5\% more.
    And again.},
  keywords  = {vision, reading list},
  annote    = {Read this \emph{twice}.},
}
"""


def bib(*parts: str) -> str:
    return '@string{conf = "Conference"}\n' + "\n".join(parts)


def test_an_entry_is_read_whole(parse: Parse) -> None:
    record = parse(bib(ENTRY), "bibtex").record
    assert record.title == r"On CORDIC and $\alpha$-divergence"
    assert record.authors == ("Ann Lee", "Bo Wu", "The Group and Friends")
    assert (record.published, record.doi, record.arxiv_id) == ("2024-06", "10.1000/abc", "")
    assert record.abstract == "We show 5% more.\n    And again."
    assert record.links.project == "https://example.org/a_b"
    assert (record.tags, record.note) == (("vision", "reading list"), "Read this twice.")
    assert (record.sighting.source, record.sighting.day) == ("bibtex", "")
    assert record.sighting.extra == {
        "csl": {
            "type": "paper-conference",
            "container-title": "Proceedings of the Conference",
            "volume": "3",
            "issue": "4",
            "page": "10-20",
            "citation-key": "lee2024",
            "URL": "https://example.org/a_b",
        }
    }


@pytest.mark.parametrize(
    ("fields", "arxiv", "doi"),
    [
        ("eprint = {2404.18212v2}, archiveprefix = {arXiv}", "2404.18212", ""),
        ("eprint = {hep-th/9901001}, eprinttype = {arxiv}", "hep-th/9901001", ""),
        ("eprint = {2404.18212}", "2404.18212", ""),
        ("eprint = {2404.18212}, eprinttype = {jstor}", "", ""),
        ("journal = {arXiv preprint arXiv:2404.18212}", "2404.18212", ""),
        ("howpublished = {arXiv:2404.18212 [cs.CL]}", "2404.18212", ""),
        ("publisher = {arXiv}, doi = {10.48550/ARXIV.2404.18212}", "2404.18212", ""),
        ("url = {http://arxiv.org/abs/2404.18212v1}", "2404.18212", ""),
        ("url = {https://dx.doi.org/10.1000/X}", "", "10.1000/x"),
        ("doi = {10.1000/a\\_b}", "", "10.1000/a_b"),
        ("note = {An extended version is arXiv:2404.18212}", "", ""),
    ],
)
def test_identifiers(parse: Parse, fields: str, arxiv: str, doi: str) -> None:
    record = parse(f"@misc{{k, title = {{T}}, {fields}}}", "bibtex").record
    assert (record.arxiv_id, record.doi, record.other_id) == (arxiv, doi, "")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("date = {2024-06-11}", "2024-06-11"),
        ("date = {2024-06/2024-07}", "2024-06"),
        ("year = {2024}, month = 6", "2024-06"),
        ("year = 2024, month = {June}, day = 3", "2024-06-03"),
        ('year = 2024, month = "11~" # jun', "2024-06-11"),
        ("year = {2024}, month = {foo}", "2024"),
        ("year = {in press}", "in press"),
        ("year = {99999}", "99999"),
        ("", ""),
    ],
)
def test_dates(parse: Parse, fields: str, expected: str) -> None:
    assert parse(f"@misc{{k, title = {{T}}, {fields}}}", "bibtex").record.published == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Knuth, Donald E.", ("Donald E. Knuth",)),
        ("Donald E. Knuth AND Ann Lee", ("Donald E. Knuth", "Ann Lee")),
        ("van der Berg, Jan\n and Lee,\tAnn", ("Jan van der Berg", "Ann Lee")),
        ("King, Jr., Martin", ("Martin King Jr.",)),
        (r"{\'E}va Tardos and {Barnes and Noble, Inc.}", ("Éva Tardos", "Barnes and Noble, Inc.")),
        ("family=Beauvoir, given=Simone, prefix=de", ("Simone de Beauvoir",)),
        ("and and others", ("and",)),
        ("", ()),
    ],
)
def test_names(parse: Parse, author: str, expected: tuple[str, ...]) -> None:
    found = parse(f"@misc{{k, title = {{T}}, author = {{{author}}}}}", "bibtex").record.authors
    assert found == expected


def test_what_an_entry_refers_to_is_inherited_wherever_it_stands(parse: Parse) -> None:
    text = """@inproceedings{a, title={A}, crossref={P}} @inproceedings{lost, title={L}, crossref={none}}
    @proceedings{p, title={The Proceedings}, year=2020, publisher={ACM}} @inproceedings{b, title={B}, year=2021, crossref=p}"""
    records = {record.title: record for record in parse(text, "bibtex").records}
    assert set(records) == {"A", "B", "L", "The Proceedings"}
    assert (records["A"].published, records["B"].published) == ("2020", "2021")
    for title in "AB":
        assert records[title].sighting.extra["csl"]["container-title"] == "The Proceedings"


def test_marks_and_tags_of_other_programs(parse: Parse) -> None:
    record = parse("@misc{k, title={T}, readstatus={read}, groups={to cite}, keywords={a; b, c\n;a}}", "bibtex").record
    braced = parse("@misc{k, title={T}, keywords={{a, b}, c {D}}, eprintclass={cs.LG}}", "bibtex").record
    assert (braced.tags, braced.categories) == (("a, b", "c D"), ("cs.LG",))
    assert (record.marks, record.tags) == ({"read"}, ("a", "b, c", "to cite"))


# --- broken ---------------------------------------------------------------------------------------------

GOOD = "@misc{good, title = {Good}}\n"


@pytest.mark.parametrize(
    ("broken", "titles", "item", "why"),
    [
        ("@article{bad, title = {Never {closed},\n year = 2020\n}\n", [], "entry bad (line 1)", "opening brace too many"),
        ("@article{bad, title = {Closed}, note = {Never {closed},\n}\n", ["Closed"], "entry bad (line 1)", "what stands before"),
        ("@article{bad,\n title = {Early}},\n year = 2020\n}\n", ["Early"], "line 3", "closing brace too many"),
        ("@article{bad,\n title = {One} year = 2020\n}\n", ["One"], "entry bad (line 1)", "in line 2; what stands before"),
        ('@article{bad, title = "quoted" unquoted"}\n', ["quoted"], "entry bad (line 1)", "expected"),
        ("@article{bad, year = 2020}\n", [], "entry bad (line 1)", "it has no title"),
        ("@article{bad}\n", [], "entry bad (line 1)", "it has no title"),
        ("@article{}\n", [], "line 1", "it has no title"),
        ("@article{bad, title = {" + "{" * 200 + "}" * 200 + "}}\n", [], "entry bad (line 1)", "too many nested braces"),
    ],
)  # fmt: skip
def test_a_broken_entry_is_told_and_costs_no_other(
    parse: Parse, broken: str, titles: list[str], item: str, why: str
) -> None:
    found = parse(broken + GOOD, "bibtex")
    assert found.titles == [*titles, "Good"]
    assert [r.item for r in found.rejected] == [item]
    assert why in found.rejected[0].why
    assert "\n" not in found.rejected[0].why


def test_a_file_that_ends_within_an_entry_gives_those_before(parse: Parse) -> None:
    found = parse(GOOD + ENTRY[:120], "bibtex")
    assert found.titles == ["Good", r"On CORDIC and $\alpha$-divergence"]
    assert [r.why[:23] for r in found.rejected] == ["the file ends within it"]


def test_comments_preambles_and_stray_text_are_passed_over(parse: Parse) -> None:
    text = "a@b.org {x}\n@comment{jabref-meta: x;}\n@preamble{ {\\def\\x{y}} # 1 }\n@Comment text\n" + GOOD
    found = parse(text, "bibtex")
    assert (found.titles, found.rejected) == (["Good"], [])


def test_abbreviations_go_round_no_circle_and_stand_for_no_gigabytes(parse: Parse) -> None:
    doubling = "\n".join(f"@string{{s{n + 1} = s{n} # s{n}}}" for n in range(60))
    text = f'@string{{a = b}}\n@string{{b = a}}\n@string{{s0 = "0123456789"}}\n{doubling}\n@misc{{k, title = a # s1, note = s60}}\n'
    found = parse(text + GOOD, "bibtex")
    assert found.titles == ["b" + "0123456789" * 2, "Good"]
    assert all("abbreviation" in r.why for r in found.rejected)
    many = f"@misc{{k, title = {' # '.join(['s12'] * 5000)}}}\n"
    found = parse(text + many + GOOD, "bibtex")
    assert found.titles[-1] == "Good"
    assert "stand for too much" in found.rejected[-1].why


def test_entries_of_one_key_are_all_read(parse: Parse) -> None:
    assert parse("@misc{k, title={A}}\n@misc{k, title={B}}", "bibtex").titles == ["A", "B"]


def test_entries_in_parentheses_on_one_line_and_with_no_key(parse: Parse) -> None:
    text = '@article(k1, title = "with ) and {)}") @misc{k 2, title = {T}} @misc{, title = {No key}}\n'
    text += "@misc{\ntitle={None at all}}@misc{k3 ,title={X}}"
    found = parse(text, "bibtex")
    assert (found.titles, found.rejected) == (["with ) and )", "T", "No key", "None at all", "X"], [])
    assert found.records[1].sighting.extra["csl"]["citation-key"] == "k 2"


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_other_line_ends_and_tabs_are_read(parse: Parse, ending: str) -> None:
    content = bib(ENTRY, GOOD).replace("  ", "\t").replace("\n", ending)
    assert parse(content, "bibtex").titles == [r"On CORDIC and $\alpha$-divergence", "Good"]


def test_other_encodings_are_read_and_told(parse: Parse) -> None:
    text = "@misc{k, title = {Müller was here}}\n" + GOOD
    assert parse(text.encode("utf-16"), "bibtex").titles[0] == "Müller was here"
    western = parse(text.encode("latin-1"), "bibtex")
    assert (western.titles[0], "Windows-1252" in western.damage) == ("Müller was here", True)
    mixed = parse(text.encode() + "@misc{j, title = {日本}}".encode("shift-jis"), "bibtex")
    assert (mixed.titles[:2], "line 3 is not UTF-8" in mixed.damage) == (["Müller was here", "Good"], True)


@pytest.mark.parametrize("text", ["% only a comment", "@comment{x}", "no entries, but a@b.org"])
def test_a_file_without_entries_is_told(parse: Parse, text: str) -> None:
    with pytest.raises(BadInput, match="there is no entry in it"):
        parse(text, "bibtex")


def test_twenty_thousand_entries_also_on_one_line(parse: Parse) -> None:
    entries = [f"@misc{{k{n}, title = {{Title {n}}}, author = {{Lee, Ann}}}}" for n in range(20_000)]
    assert len(parse("\n".join(entries), "bibtex").records) == 20_000
    assert len(parse(" ".join(entries), "bibtex").records) == 20_000


def test_it_is_recognised(parse: Parse) -> None:
    assert parse(ENTRY.lstrip("% \n")).format == "bibtex"
    assert parse("@article{a,title={T}}").format == "bibtex"
    assert parse("Some words first\n\n  @Book { key2 ,\n title = {T}}").format == "bibtex"

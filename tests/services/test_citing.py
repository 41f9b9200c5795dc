# SPDX-License-Identifier: MIT
"""Papers for the text of others: lists of references, BibTeX with keys that stay, links, quotes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from paperdesk.domain.errors import BadInput, UnknownPaper
from paperdesk.domain.paper import PaperId
from paperdesk.library.library import Library
from paperdesk.services import citing
from paperdesk.services.importing import import_files

Write = Callable[..., Path]
PAPERS = [
    {"id": "2401.00002", "title": "Zebras at $O(n^2)$ [sic]", "abstract": "Stripes.", "authors": ["Zoe Zorn"], "date": "2024-01-02"},
    {"id": "2401.00001", "title": "Ants <b>", "abstract": "Six legs.", "authors": ["Ann Ant"], "date": "2024-01-01"},
]  # fmt: skip


@pytest.fixture
def ids(library: Library, write: Write) -> list[PaperId]:
    import_files(library, [write("papers.jsonl", PAPERS)])
    return [library.find("2401.00002"), library.find("2401.00001")]


def test_one_citation_has_the_title_as_it_is_shown(library: Library, ids: list[PaperId]) -> None:
    copied = citing.reference_list(library, ids[:1])
    assert copied.plain.startswith("Zorn, Z. (2024). Zebras at O(n²) [sic] (arXiv:2401.00002).")
    assert "<i>Zebras at O(n²) [sic]</i>" in copied.html


def test_a_list_is_in_the_order_of_the_alphabet_or_numbered(library: Library, ids: list[PaperId]) -> None:
    lines = citing.reference_list(library, ids, "apa").plain.split("\n")
    assert [line[:4] for line in lines] == ["Ant,", "Zorn"]
    lines = citing.reference_list(library, ids, "ieee").plain.split("\n")
    assert [line[:10] for line in lines] == ["[1] Z. Zor", "[2] A. Ant"]
    assert citing.reference_list(library, ids, "ieee").html.startswith("<p>[1] Z. Zorn")


def test_bibtex_has_keys_that_stay(library: Library, ids: list[PaperId]) -> None:
    made = citing.bibtex(library, ids).plain
    assert made.count("@misc{") == 2
    assert library.citation_keys(ids) == {ids[0]: "zorn2024zebras", ids[1]: "ant2024ants"}
    assert citing.bibtex(library, ids, "{year}{auth}").plain == made


def test_links_in_markdown_say_a_title_as_it_is(library: Library, ids: list[PaperId]) -> None:
    copied = citing.markdown_links(library, ids)
    first, second = copied.plain.split("\n")
    assert first == r"[Zebras at O(n²) \[sic\]](https://arxiv.org/abs/2401.00002)"
    assert second.endswith("](https://arxiv.org/abs/2401.00001)")
    assert copied.html.endswith('<br><a href="https://arxiv.org/abs/2401.00001">Ants &lt;b&gt;</a>')


def test_a_quote_says_where_it_stands(library: Library, ids: list[PaperId]) -> None:
    copied = citing.quote(library, ids[1], "Six\n <legs>")
    assert copied.plain.startswith("“Six <legs>”\n— Ant, A. (2024). Ants <b>")
    assert copied.html.startswith(
        "<blockquote><p>Six &lt;legs&gt;</p></blockquote><p>Ant, A. (2024). <i>Ants &lt;b&gt;</i>"
    )


def test_what_cannot_be_is_told(library: Library, ids: list[PaperId]) -> None:
    with pytest.raises(BadInput, match="no citation style 'x'"):
        citing.reference_list(library, ids, "x")
    with pytest.raises(BadInput, match="501 papers are too many"):
        citing.markdown_links(library, [ids[0]] * 501)
    with pytest.raises(UnknownPaper):
        citing.quote(library, PaperId(99), "x")

# SPDX-License-Identifier: MIT
"""EndNote's and PubMed's XML: fields, broken and hostile files, those of other programs' tests."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput

Parse = Callable[..., Any]
ENDNOTE = """<xml><records><record>
  <rec-number>1</rec-number><ref-type name="Journal Article">17</ref-type>
  <contributors><authors><author><style face="normal">Lee, Ann</style></author><author>The Group</author></authors></contributors>
  <titles><title><style>A title
    goes on</style></title><secondary-title>A Journal</secondary-title></titles>
  <pages>1-9</pages><volume>3</volume><number>4</number>
  <dates><year>2024</year><pub-dates><date>Jun 11</date></pub-dates></dates>
  <keywords><keyword>vision</keyword><keyword>to read</keyword></keywords>
  <electronic-resource-num>10.1000/ABC</electronic-resource-num>
  <urls><related-urls><url>https://arxiv.org/abs/2404.18212</url></related-urls></urls>
  <abstract>Text as it is.</abstract><research-notes>A note</research-notes>
</record><record><titles/></record></records></xml>"""
PUBMED = """<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://example.org/x.dtd"><PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID>7</PMID><Article>
  <Journal><JournalIssue><Volume>21</Volume><PubDate><Year>2016</Year><Month>May</Month></PubDate></JournalIssue><Title>J</Title></Journal>
  <ArticleTitle>A <i>title</i></ArticleTitle><ELocationID EIdType="doi">10.1000/x</ELocationID>
  <Abstract><AbstractText>One.</AbstractText><AbstractText>Two.</AbstractText></Abstract>
  <AuthorList><Author><LastName>Lee</LastName><ForeName>Ann</ForeName></Author>
    <Author><CollectiveName>The Group</CollectiveName></Author></AuthorList>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""


def test_endnotes_is_read(parse: Parse) -> None:
    found = parse(ENDNOTE)
    assert (found.format, [(r.item, r.why) for r in found.rejected]) == (
        "xml-references",
        [("reference 2", "it has no title")],
    )
    record = found.record
    assert (record.title, record.authors, record.published) == (
        "A title goes on",
        ("Ann Lee", "The Group"),
        "2024-06-11",
    )
    assert (record.doi, record.arxiv_id, record.tags, record.note) == (
        "10.1000/abc",
        "2404.18212",
        ("vision", "to read"),
        "A note",
    )
    csl = record.sighting.extra["csl"]
    assert (csl["container-title"], csl["volume"], csl["issue"], csl["type"]) == (
        "A Journal",
        "3",
        "4",
        "article-journal",
    )


def test_pubmeds_is_read(parse: Parse) -> None:
    found = parse(PUBMED)
    record = found.record
    assert (found.format, record.sighting.source) == ("xml-references", "pubmed")
    assert (record.title, record.authors, record.published) == ("A title", ("Ann Lee", "The Group"), "2016-05")
    assert (record.doi, record.abstract) == ("10.1000/x", "One.\n\nTwo.")


def test_a_cut_file_gives_what_is_whole(parse: Parse) -> None:
    found = parse(ENDNOTE[:-40])
    assert found.titles == ["A title goes on"]
    assert "broken or breaks off" in found.rejected[-1].why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><records>&b;</records>', "declares entities"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><records>&a;</records>', "declares entities"),
        ("<records/>", "there is no reference"),
        ("words", "this XML is broken"),
    ],
)
def test_what_is_hostile_or_something_else_is_refused(parse: Parse, content: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        parse(content, "xml-references")


def test_files_of_other_programs_tests_are_read(data: Path, parse_path: Parse) -> None:
    folder = data / "interop" / "jabref_import"
    counts = {path.name: path.read_text("utf-8").count("<record>") for path in folder.glob("EndnoteXml*.xml")}
    assert len(counts) == 5
    for name, count in counts.items():
        found = parse_path(folder / name)
        assert len(found.records) + len(found.rejected) == count, name
    for path in folder.glob("MedlineImporter*.xml"):
        assert parse_path(path).format == "xml-references"

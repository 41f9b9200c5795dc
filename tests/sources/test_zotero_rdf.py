# SPDX-License-Identifier: MIT
"""Zotero's RDF: items with what they refer to; cut off, hostile, of another kind."""

from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput

Parse = Callable[..., Any]
HEAD = """<rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
"""
ITEM = """<bib:Article rdf:about="https://example.org/a">
  <z:itemType>journalArticle</z:itemType>
  <dcterms:isPartOf rdf:resource="urn:issn:1234-5678"/>
  <bib:authors><rdf:Seq>
    <rdf:li><foaf:Person><foaf:surname>Lee</foaf:surname><foaf:givenName>Ann</foaf:givenName></foaf:Person></rdf:li>
    <rdf:li><foaf:Person><foaf:surname>The Group</foaf:surname></foaf:Person></rdf:li>
  </rdf:Seq></bib:authors>
  <dcterms:isReferencedBy rdf:resource="#item_5"/>
  <link:link rdf:resource="#item_6"/>
  <dc:subject>vision</dc:subject>
  <dc:subject><z:AutomaticTag><rdf:value>automatic</rdf:value></z:AutomaticTag></dc:subject>
  <dc:title>A title &amp; more</dc:title>
  <dcterms:abstract>Text as it is.</dcterms:abstract>
  <dc:date>June 11, 2024</dc:date>
  <bib:pages>10-20</bib:pages>
  <dc:identifier>DOI 10.1000/ABC</dc:identifier>
  <dc:identifier><dcterms:URI><rdf:value>https://example.org/a</rdf:value></dcterms:URI></dc:identifier>
</bib:Article>
"""
OTHERS = """<bib:Journal rdf:about="urn:issn:1234-5678">
  <dc:title>A Journal</dc:title><prism:volume>3</prism:volume><prism:number>4</prism:number>
  <dc:identifier>ISSN 1234-5678</dc:identifier>
</bib:Journal>
<bib:Memo rdf:about="#item_5"><rdf:value>&lt;p&gt;A &lt;b&gt;bold&lt;/b&gt; note&lt;/p&gt;</rdf:value></bib:Memo>
<z:Attachment rdf:about="#item_6"><z:itemType>attachment</z:itemType>
  <dc:identifier><dcterms:URI><rdf:value>https://arxiv.org/pdf/2404.18212</rdf:value></dcterms:URI></dc:identifier>
</z:Attachment>
"""
SHORT = "<bib:Book><z:itemType>book</z:itemType><dc:title>Another</dc:title></bib:Book>\n"
END = "</rdf:RDF>"


def test_an_item_is_read_with_its_notes_and_tags(parse: Parse) -> None:
    record = parse(HEAD + ITEM + OTHERS + END, "zotero-rdf").record
    assert (record.title, record.authors) == ("A title & more", ("Ann Lee", "The Group"))
    assert (record.published, record.doi, record.arxiv_id) == ("2024-06-11", "10.1000/abc", "2404.18212")
    assert (record.tags, record.note) == (("vision", "automatic"), "A **bold** note")
    assert record.abstract == "Text as it is."
    csl = record.sighting.extra["csl"]
    assert {name: csl[name] for name in ("container-title", "volume", "issue", "page", "ISSN")} == {
        "container-title": "A Journal",
        "volume": "3",
        "issue": "4",
        "page": "10-20",
        "ISSN": "1234-5678",
    }


def test_items_without_title_are_told(parse: Parse) -> None:
    found = parse(HEAD + SHORT.replace("Another", " ") + SHORT + END, "zotero-rdf")
    assert (found.titles, [(r.item, r.why) for r in found.rejected]) == (["Another"], [("item 1", "it has no title")])


def test_a_cut_file_gives_what_is_whole(parse: Parse) -> None:
    found = parse(HEAD + SHORT + ITEM[:300], "zotero-rdf")
    assert found.titles == ["Another"]
    assert "broken or breaks off" in found.rejected[0].why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "declares entities or a document type"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "declares entities or a document type"),
        ("<records/>", "this XML is no RDF of Zotero"),
        ("no XML", "this XML is broken"),
        (HEAD + END, "there is no item in it"),
    ],
)
def test_what_is_hostile_or_something_else_is_refused(parse: Parse, content: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        parse(content, "zotero-rdf")


def test_it_is_recognised(parse: Parse) -> None:
    assert parse('<?xml version="1.0"?>\n' + HEAD + SHORT + END).format == "zotero-rdf"

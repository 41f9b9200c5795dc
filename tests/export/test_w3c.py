# SPDX-License-Identifier: MIT
"""W3C annotations: both selectors, and what the W3C's own test material asks of annotations and collections."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from rdflib import RDF, Graph, Namespace
from referencing import Registry
from referencing.jsonschema import DRAFT4

from paperdesk.domain.record import Links
from paperdesk.export.w3c import annotation

MATERIAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "interop" / "w3c_anno"
OA = Namespace("http://www.w3.org/ns/oa#")


def test_an_annotation_has_both_selectors(exported) -> None:
    paper = exported().paper
    found = annotation(paper, paper.highlights[0])
    position, quote = found["target"]["selector"]
    assert position == {"type": "TextPositionSelector", "start": 0, "end": 8}
    assert quote == {"type": "TextQuoteSelector", "exact": "We study", "prefix": "", "suffix": paper.abstract[8:40]}
    assert found["target"]["source"]["id"] == "https://arxiv.org/abs/2406.00001"
    assert (found["motivation"], found["created"]) == ("commenting", "2024-06-13T09:10:11.000Z")
    assert [(body["purpose"], body["value"]) for body in found["body"]] == [
        ("commenting", "Why?"), ("classifying", "green"), ("tagging", "idea"), ("tagging", "to do"),
    ]  # fmt: skip


def test_a_paper_without_an_address_has_a_name(paper, highlighted) -> None:
    mine = highlighted(paper(key="t-ä b", aliases=(), links=Links()), note="", created="yesterday")
    found = annotation(mine, mine.highlights[0])
    assert found["target"]["source"]["id"] == "urn:paperdesk:t-%C3%A4%20b"
    assert found["id"] == "urn:paperdesk:t-%C3%A4%20b:3"
    assert found["motivation"] == "highlighting"
    assert "created" not in found


def test_a_collection_counts_what_it_holds(exported, paper, write) -> None:
    value = json.loads(write("w3c", [exported(), exported(paper()), exported()], heading="Mine"))
    assert (value["@context"], value["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    assert (value["label"], value["total"]) == ("Mine", 2)
    assert value["first"]["partOf"] == value["id"]
    assert len(value["first"]["items"]) == 2
    assert json.loads(write("w3c", []))["total"] == 0


@pytest.fixture(scope="module")
def holds():
    """Whether a value meets the assertions of a folder of the W3C's test material that carry an expectation."""
    if not MATERIAL.exists():
        pytest.skip("the real data is not here")
    definitions = [json.loads(path.read_text("utf-8")) for path in (MATERIAL / "definitions").glob("*.json")]
    registry = Registry().with_resources([(one["id"], DRAFT4.create_resource(one)) for one in definitions])

    def run(place: str, value: object) -> bool:
        schema = json.loads((MATERIAL / place).read_text("utf-8"))
        return Draft4Validator(schema, registry=registry).is_valid(value)

    return run


MUST = (
    "3.1-annotationContextValidated 3.1-annotationIdValidated 3.1-annotationTypeValidated 3.1-bodyKeyFound 3.1-targetKeyFound"
    " 3.2-bodyObjectsRecognized 3.2-targetObjectsRecognized 3.3.1-annotationCreatedImplemented"
    " 3.3.1-annotationCreatedValidated 3.3.1-annotationModifiedImplemented 3.3.1-annotationModifiedValidated"
    " 3.3.5-annotationMotivationImplemented 3.3.5-annotationSingleMotivationImplemented 4.4-annotationStylesheetImplemented"
    " specificResource/4.2-selectorFound specificResource/4.2-selectorValidIfPresent specificResource/4.2.4-prefix"
    " specificResource/4.2.4-suffix specificResource/4.2.4-textQuoteSelector specificResource/4.2.4-textQuoteSelectorValid"
    " specificResource/4.2.5-textPositionSelector specificResource/4.2-TextDataPositionSelectorValid"
    " specificResource/4.4-styleClass specificResource/4.4-styleClassValidIfPresent"
).split()
MUST_COLLECTION = (
    "5.1-collectionContextValidated 5.1-collectionFirstImplemented 5.1-collectionFirstValidated 5.1-collectionIdValidated"
    " 5.1-collectionLabelImplemented 5.1-collectionLabelValidated 5.1-collectionTotalImplemented"
    " 5.1-collectionTotalValidated 5.1-collectionTypeValidated"
).split()


@pytest.mark.parametrize("name", MUST)
def test_an_annotation_is_what_the_w3c_asks(holds, paper, highlighted, name: str) -> None:
    mine = highlighted(paper(), 3, 8)
    assert holds(
        f"annotations/{name}.json",
        {"@context": "http://www.w3.org/ns/anno.jsonld"} | annotation(mine, mine.highlights[0]),
    )


@pytest.mark.parametrize("name", MUST_COLLECTION)
def test_a_collection_is_what_the_w3c_asks(holds, exported, write, name: str) -> None:
    assert holds(f"collections/{name}.json", json.loads(write("w3c", [exported()])))


@pytest.mark.filterwarnings("ignore:.*ConjunctiveGraph:DeprecationWarning")
def test_as_linked_data_it_says_the_same(exported, write) -> None:
    """Read as RDF with the terms of the W3C's context that are used, spelt out here since nothing is fetched."""
    value = json.loads(write("w3c", [exported()]))
    id_typed = {"@type": "@id"}
    value["@context"] = {
        "@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type", "as": "http://www.w3.org/ns/activitystreams#",
        "AnnotationCollection": "as:OrderedCollection", "first": {"@id": "as:first", **id_typed},
        "items": {"@id": "as:items", "@container": "@list"}, "body": {"@id": "hasBody"}, "target": {"@id": "hasTarget"},
        "source": {"@id": "hasSource"}, "selector": {"@id": "hasSelector"},
    }  # fmt: skip
    graph = Graph().parse(data=json.dumps(value), format="json-ld")
    (one,) = graph.subjects(RDF.type, OA.Annotation)
    (target,) = graph.objects(one, OA.hasTarget)
    assert str(next(graph.objects(target, OA.hasSource))) == "https://arxiv.org/abs/2406.00001"
    kinds = {kind for selector in graph.objects(target, OA.hasSelector) for kind in graph.objects(selector, RDF.type)}
    assert kinds == {OA.TextPositionSelector, OA.TextQuoteSelector}

"""Web annotations: the shape the W3C asks for, and no address that no vocabulary gave."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from exoannotate.domain.records import Curator, Document, FieldEntry, Value
from exoannotate.export.bundle import bundle
from exoannotate.export.exporter import Options
from exoannotate.export.formats import exporter
from exoannotate.export.jsonld import address
from exoannotate.export.table import About, ProjectContents, choose

from .samples import row


def annotations(contents: ProjectContents, about: About, *records: str) -> tuple[Any, list[Any]]:
    stream = io.BytesIO()
    of = bundle(choose([row(record) for record in records]), contents, about)
    exporter("jsonld").write(of, stream, Options())
    whole = json.loads(stream.getvalue())
    return whole, whole["first"]["items"]


def test_the_collection_says_where_it_comes_from(contents: ProjectContents, about: About) -> None:
    whole, items = annotations(contents, about, "r2", "r1")
    assert whole["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert whole["type"] == "AnnotationCollection" and whole["first"]["type"] == "AnnotationPage"
    assert whole["total"] == len(items) == 2
    assert whole["exo:filter"] == "therapy ~ temo" and len(whole["exo:digest"]) == 64
    assert (whole["generator"]["exo:version"], whole["exo:formatVersion"]) == ("0.1.0", "1.0")


def test_a_record_is_an_annotation_of_its_quotes(contents: ProjectContents, about: About) -> None:
    _, (made,) = annotations(contents, about, "r1")
    assert made["type"] == "Annotation" and made["motivation"] == "describing"
    assert made["exo:assertion"] == {
        "id": "http://purl.obolibrary.org/obo/ECO_0000304", "exo:identifier": "ECO:0000304"
    }  # fmt: skip
    assert [target["selector"][0]["exact"] for target in made["target"]] == [
        "Exosomes carry miR-0.", "Exosomes carry miR-1."
    ]  # fmt: skip
    first = made["target"][0]
    assert first["selector"][0] == {
        "type": "TextQuoteSelector", "exact": "Exosomes carry miR-0.", "prefix": "before ", "suffix": " after"
    }  # fmt: skip
    assert first["selector"][1] == {
        "type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3778", "value": "page=8"
    }  # fmt: skip
    assert first["exo:page"] == "372"
    assert first["source"]["id"] == "https://doi.org/10.1000/r"
    assert first["source"]["exo:file"] == "ni:///sha-256;" + "_" * 42 + "8"


def test_names_of_vocabularies_have_their_address_and_others_have_none(
    contents: ProjectContents, about: About
) -> None:  # fmt: skip
    _, (made,) = annotations(contents, about, "r1")
    known, own, note = made["body"]
    assert known["type"] == "SpecificResource" and known["purpose"] == "identifying"
    assert known["source"] == "https://identifiers.org/mirbase.mature:MIMAT0000076"
    assert (known["exo:identifier"], known["exo:source"], known["exo:field"]) == ("MIMAT0000076", "miRBase", "cargo")
    assert own["type"] == "TextualBody" and own["value"] == "PD‐L1 (up)" and "source" not in own
    assert note["exo:field"] == "note"
    _, (empty,) = annotations(contents, about, "r3")
    assert empty["body"][0]["exo:reason"] == "unclear"


@pytest.mark.parametrize(
    ("identifier", "found"),
    [
        ("CHEBI:72564", "http://purl.obolibrary.org/obo/CHEBI_72564"),
        ("MESH:D005909", "http://id.nlm.nih.gov/mesh/D005909"),
        ("CVCL_0022", "https://identifiers.org/cellosaurus:CVCL_0022"),
        ("MI0000077", "https://identifiers.org/mirbase:MI0000077"),
        ("HGNC:5", "https://identifiers.org/HGNC:5"),
        *((unknown, "") for unknown in ("lab:1", "", "CHEBI:", "CHEBI:1 2", "GO:../x", "javascript:alert", "CVCL_")),
    ],
)
def test_addresses(identifier: str, found: str) -> None:
    assert address(identifier) == found


def test_people_and_papers_without_identifiers(contents: ProjectContents) -> None:
    held = ProjectContents(
        documents=(Document("d1", "", "", "T"),),
        passages=contents.passages[:1],
        records=contents.records[:1],
        entries=(FieldEntry("r1", "cargo", (Value("x", identifier="own:1", source="my list"),)),),
        links=contents.links[1:2],
        curators=(Curator("c1", "Ana", "0000-0002-1825-0097"),),
    )
    _, (made,) = annotations(held, About(), "r1")
    assert made["target"][0]["source"]["id"].startswith("ni:///sha-256;")
    assert made["body"][0]["exo:identifier"] == "own:1" and made["body"][0]["type"] == "TextualBody"

"""A project of two reviews with records of every kind a summary tells, made without any PDF and always the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.completeness import settle
from exoannotate.domain.geometry import Quad
from exoannotate.domain.records import (
    CandidateDecision,
    Curator,
    Document,
    FieldEntry,
    Link,
    Passage,
    Record,
    Study,
    Value,
)
from exoannotate.store.rows import insert
from exoannotate.workspace.session import Session

TIME = "2026-01-02T03:04:05.000Z"
ANA, BEN = Curator("ana", "Ana Author"), Curator("ben", "Ben Second")
DOCUMENTS = (
    Document(
        "d1",
        "1" * 64,
        "a" * 64,
        "Exosomes in the resistance of glioma",
        "Guo, Y.; Li, X.",
        2025,
        "J Transl Med",
        "10.1186/s12967-025-1",
        pages=14,
        reading="done",
        added=TIME,
        curator="ana",
        volume="23",
        page_range="365-378",
    ),
    Document(
        "d2",
        "2" * 64,
        "b" * 64,
        "Vesicles & drugs: a review",
        "Moreau P",
        2024,
        "Cells",
        "10.3390/cells-2",
        pages=20,
        reading="under way",
        added=TIME,
        curator="ana",
        volume="13",
        issue="4",
        page_range="12",
    ),
    Document("d3", "3" * 64, "c" * 64, "A paper that waits", "Zhu Q", 2023, pages=9, added=TIME, curator="ana"),
)
STUDIES = (
    Study(
        "s1",
        "d1",
        "12. Chuang HY, Su YK, Liu HW, et al. Preclinical evidence of STAT3 inhibitor pacritinib "
        "overcoming temozolomide resistance. Cancers. 2019;11(7):937.",
        "12",
        "Chuang HY, Su YK, Liu HW",
        2019,
        "Preclinical evidence of STAT3 inhibitor pacritinib overcoming temozolomide resistance",
        "Cancers",
        "10.3390/cancers11070937",
        "31269723",
        volume="11",
        issue="7",
        page_range="937",
    ),
    Study(
        "s2",
        "d1",
        "13. Yin J, Zeng A, Zhang Z, et al. Exosomal transfer of miR-1238. EBioMedicine. 2019;42:238.",
        "13",
        "Yin J, Zeng A, Zhang Z, Shi Z, Yan W, You Y",
        2019,
        "Exosomal transfer of miR-1238 contributes to temozolomide-resistance in glioblastoma",
        "EBioMedicine",
        "10.1016/j.ebiom.2019.03.016",
        volume="42",
        page_range="238-251",
    ),
    Study(
        "s3",
        "d2",
        "4. Chuang HY et al. (2019) Preclinical evidence. https://doi.org/10.3390/CANCERS11070937",
        "4",
        "Chuang HY",
        2019,
        "Preclinical evidence of STAT3 inhibitor pacritinib overcoming temozolomide resistance",
        "Cancers",
        "10.3390/CANCERS11070937",
    ),
    Study(
        "s4",
        "d2",
        "9. Zeng A, Wei Z, Yan W. Exosomal transfer of miR-151a. Cancer Lett. 2018;436:10-21.",
        "9",
        "Zeng A, Wei Z, Yan W",
        2018,
        "Exosomal transfer of miR-151a enhances chemosensitivity to temozolomide",
        "Cancer Lett",
        "10.1016/j.canlet.2018.08.004",
        volume="436",
        page_range="10-21",
    ),
    Study(
        "s5",
        "d2",
        "10. Zhang Z, Yin J, Lu C. Exosomal transfer of long non-coding RNA SBF2-AS1. 2019.",
        "10",
        "Zhang Z, Yin J, Lu C",
        2019,
        "Exosomal transfer of long non-coding RNA SBF2-AS1 enhances chemoresistance",
        "J Exp Clin Cancer Res",
        "10.1186/s13046-019-1139-6",
        retracted=1,
        volume="38",
        page_range="166",
    ),
    Study("s6", "d1", "20. Yin 2019b, a poster of the same year", "20"),
    Study(
        "s7",
        "d2",
        "31. Ricklefs F, Mineo M. Immune evasion mediated by PD-L1. Sci Adv. 2018;4:eaar2766.",
        "31",
        "Ricklefs F, Mineo M",
        2018,
        "Immune evasion mediated by PD-L1 on glioblastoma-derived extracellular vesicles",
        "Sci Adv",
        "10.1126/sciadv.aar2766",
        volume="4",
        page_range="eaar2766",
    ),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One record: the places it was read at (document and page label), what its fields say, and who made it."""

    id: str
    places: tuple[tuple[str, str], ...]
    fields: dict[str, str]
    review: str = ""
    curator: str = "ana"


TMZ = "temozolomide"
UP, DOWN = "resistance increased", "sensitivity increased"
RECORDS: tuple[Told, ...] = (
    Told(
        "r01",
        (("d1", "365"), ("d1", "366")),
        {
            "cargo": "miR-21",
            "cargo_class": "miRNA",
            "therapy": TMZ,
            "effect": UP,
            "donor": "macrophage|M2",
            "recipient": "U87; U251",
            "perturbation": "natural transfer",
            "targets": "PTEN|down",
            "system": "cell line; animal",
            "level": "D preclinical",
            "primary_study": "s1",
            "vesicle_term": "exosomes",
        },
        "accepted",
    ),
    Told(
        "r02",
        (("d2", "4"),),
        {
            "cargo": "miRNA-21",
            "therapy": "TMZ",
            "effect": UP,
            "donor": "glioma-associated macrophage",
            "perturbation": "cargo overexpressed",
            "system": "cell line",
            "primary_study": "s3",
            "vesicle_term": "exosome",
        },
    ),
    Told(
        "r03",
        (("d1", "367"),),
        {
            "cargo": "miR-21",
            "therapy": TMZ,
            "effect": DOWN,
            "perturbation": "cargo lost",
            "targets": "PTEN|down; STAT3|up",
            "mechanism": "signalling",
            "system": "cell line",
            "primary_study": "s2",
            "donor": "macrophage|M2",
            "vesicle_term": "exosomes",
        },
        "accepted",
    ),
    Told(
        "r04",
        (("d1", "368"),),
        {
            "cargo": "miR-1238",
            "therapy": TMZ,
            "effect": UP,
            "donor": "glioma cell|resistant",
            "perturbation": "natural transfer",
            "system": "cell line; patient samples",
            "primary_study": "s2",
        },
    ),
    Told(
        "r05",
        (("d2", "5"),),
        {
            "cargo": "SBF2-AS1",
            "cargo_class": "lncRNA",
            "therapy": TMZ,
            "effect": UP,
            "donor": "glioma cell|resistant",
            "perturbation": "natural transfer",
            "system": "cell line",
            "primary_study": "s5",
        },
    ),
    Told(
        "r06",
        (("d2", "6"),),
        {
            "cargo": "miR-151a",
            "therapy": TMZ,
            "effect": DOWN,
            "donor": "glioma cell",
            "perturbation": "vesicle given as treatment",
            "mechanism": "DNA repair",
            "targets": "XRCC4|down",
            "system": "animal",
            "primary_study": "s4",
        },
    ),
    Told(
        "r07",
        (("d1", "369"),),
        {
            "cargo": "miR-151a",
            "therapy": TMZ,
            "effect": UP,
            "donor": "mesenchymal stem cell",
            "perturbation": "natural transfer",
            "system": "cell line",
            "primary_study": "s6",
        },
        curator="ben",
    ),
    Told(
        "r08",
        (("d1", "365"),),
        {
            "cargo_class": "whole vesicle",
            "therapy": "chemotherapy, not named",
            "effect": UP,
            "donor": "tumour cell; stromal cells of the microenvironment",
            "recipient": "tumour cell",
            "perturbation": "natural transfer",
            "primary_study": "no reference given",
        },
    ),
    Told(
        "r09",
        (("d1", "365"),),
        {
            "cargo_class": "whole vesicle",
            "therapy": "chemotherapy, not named",
            "effect": DOWN,
            "perturbation": "vesicle depletion",
            "primary_study": "no reference given",
            "donor": "!not reported",
        },
    ),
    Told(
        "r10",
        (("d2", "7"),),
        {
            "cargo": "PTPRZ1-MET",
            "cargo_class": "protein",
            "therapy": TMZ,
            "effect": UP,
            "perturbation": "correlation only",
            "system": "patient samples",
            "donor": "!not reported",
            "primary_study": "this document",
        },
    ),
    Told(
        "r11",
        (("d2", "8"),),
        {
            "cargo": "PD-L1",
            "therapy": "!not applicable",
            "effect": "other phenotype|immune escape",
            "donor": "glioblastoma stem cell",
            "system": "cell line",
            "primary_study": "s7",
        },
    ),
    Told(
        "r12",
        (("d2", "8"),),
        {
            "cargo": "H19",
            "therapy": "bevacizumab",
            "effect": "no effect",
            "donor": "U87",
            "perturbation": "natural transfer",
            "system": "cell line",
            "primary_study": "s4",
        },
    ),
    Told("r13", (("d2", "9"),), {"cargo": "miR-9", "therapy": TMZ, "effect": UP, "donor": "U87"}),  # a draft
    Told(
        "r14",
        (("d2", "9"),),
        {
            "cargo": "miR-30b-3p",
            "therapy": TMZ,
            "effect": UP,
            "donor": "U87",
            "primary_study": "s4",
            "perturbation": "natural transfer",
        },
        "rejected",
    ),
)


def make(path: Path, records: tuple[Told, ...] = RECORDS) -> None:
    """The project file."""
    with Session.create(path, "Ana Author") as session:
        edits: list[RowEdit] = [insert(row) for row in (ANA, BEN, *DOCUMENTS, *STUDIES)]
        passages: dict[tuple[str, str], str] = {}
        for told in records:
            for document, page in told.places:
                if (document, page) not in passages:
                    key = passages[document, page] = f"p-{document}-{page}"
                    edits.append(insert(_passage(key, document, page)))
        for told in records:
            edits += _record(told, passages)
        edits += [
            insert(CandidateDecision("d1", f"{n:064d}", said, 6, 0, TIME, "ana"))  # type: ignore[arg-type]
            for n, said in enumerate(("taken", "taken", "rejected", "later"))
        ]
        session.run(Change("Made", tuple(edits)))


def _passage(key: str, document: str, page: str) -> Passage:
    quads = (Quad(int(page) if page.isdecimal() else 0, 1.0, 2.0, 3.0, 2.0, 3.0, 4.0, 1.0, 4.0),)
    return Passage(
        key,
        document,
        f"What stands on page {page}.",
        f"What stands on page {page}.",
        "",
        "",
        0.5,
        0,
        page,
        quads,
        "1" * 64,
        "a" * 64,
        "test 1",
        "resistance",
        created=TIME,
        changed=TIME,
        curator="ana",
    )


def _record(told: Told, passages: dict[tuple[str, str], str]) -> list[RowEdit]:
    entries = {name: _entry(told, name, text) for name, text in told.fields.items()}
    reviewer = ("ben" if told.curator == "ana" else "ana") if told.review else ""
    record = settle(
        Record(
            told.id,
            review=told.review,
            reviewer=reviewer,
            reviewed=TIME if reviewer else "",  # type: ignore[arg-type]
            created=TIME,
            changed=TIME,
            curator=told.curator,
        ),
        entries,
    )
    links = [Link(told.id, passages[place], n, TIME, told.curator) for n, place in enumerate(told.places)]
    return [insert(row) for row in (record, *entries.values(), *links)]


def _entry(told: Told, name: str, text: str) -> FieldEntry:
    if text.startswith("!"):
        return FieldEntry(told.id, name, reason=text[1:], changed=TIME, curator=told.curator)  # type: ignore[arg-type]
    if name == "primary_study":
        study = next((one for one in STUDIES if one.id == text), None)
        value = Value(study.text, identifier=study.id, source="studies") if study else Value(text)
        return FieldEntry(told.id, name, (value,), changed=TIME, curator=told.curator)
    values = []
    for part in text.split("; "):
        words, _, detail = part.partition("|")
        known = {
            "TMZ": ("temozolomide", "CHEBI:72564"),
            "temozolomide": ("temozolomide", "CHEBI:72564"),
            "miR-21": ("hsa-miR-21-5p", "MIMAT0000076"),
            "miRNA-21": ("hsa-miR-21-5p", "MIMAT0000076"),
        }
        of, id = known.get(words, ("", ""))
        values.append(Value(words, of, id, "ChEBI" if id.startswith("C") else "miRBase" if id else "", detail))
    return FieldEntry(told.id, name, tuple(values), changed=TIME, curator=told.curator)

"""The shipped tables read into terms: what kind each is, what a person must be told, and how common it is.

2026-11: how common a term is (its weight, 0 first) comes from what the tables tell: our own list of common terms, cell
lines of the large panels, antineoplastic drugs, tumours, coding genes. Rejected: counts of names in papers, for which
no free table stands at hand. A weight decides only between names that were matched as strictly.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

Shelf = Literal[
    "genes", "families", "mirnas", "cell lines", "cell types", "drugs", "chemicals", "diseases", "pathways",
    "fluids", "vesicles", "methods", "biomarkers",
]  # fmt: skip
SHELVES: tuple[Shelf, ...] = (
    "genes", "families", "mirnas", "cell lines", "cell types", "drugs", "chemicals", "diseases", "pathways",
    "fluids", "vesicles", "methods", "biomarkers",
)  # fmt: skip
"""Terms stand together by what they are, so that a field can ask its own first."""

FIELD_SHELVES: dict[str, tuple[Shelf, ...]] = {
    "cargo": ("mirnas", "genes", "families", "chemicals", "drugs"),
    "donor": ("cell types", "cell lines", "fluids"),
    "recipient": ("cell types", "cell lines", "fluids"),
    "therapy": ("drugs",),
    "targets": ("genes", "families", "mirnas", "pathways"),
    "mechanism": ("pathways",),
    "disease": ("diseases",),
    "specimen": ("fluids",),
    "vesicle_term": ("vesicles",),
    "isolation": ("methods",),
    "assays": ("methods",),
    "clinical_value": ("biomarkers",),
}
"""The tables of each field, by its name."""

KIND_SHELVES: dict[str, Shelf] = {
    "gene": "genes", "lncrna gene": "genes", "mirna gene": "genes", "rna gene": "genes", "pseudogene": "genes",
    "family": "families", "mirna": "mirnas", "mirna hairpin": "mirnas", "mirna removed": "mirnas",
    "circrna": "genes", "fusion": "genes", "cell line": "cell lines", "cell type": "cell types", "drug": "drugs",
    "metabolite": "chemicals", "lipid": "chemicals", "disease": "diseases", "pathway": "pathways",
    "process": "pathways", "fluid": "fluids", "vesicle": "vesicles", "method": "methods", "biomarker": "biomarkers",
}  # fmt: skip
"""Where terms of each kind stand."""

COMMON = 0
LONGEST_NOTE = 400


_decode = json.JSONDecoder().decode


class Row(NamedTuple):
    """One line of a shipped table."""

    id: str
    kind: str
    name: str
    synonyms: tuple[str, ...]
    extra: dict[str, Any]


class Shelved(NamedTuple):
    """A term as the index keeps it. ``weight``: 0 (common) to 99. ``later_words``: found by a later word as well.
    ``common``: synonyms that are used as much as the preferred name."""

    shelf: Shelf
    id: str
    kind: str
    name: str
    synonyms: tuple[str, ...]
    note: str
    weight: int
    later_words: bool = True
    common: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One shipped file and how a line of it becomes a term."""

    file: str
    label: str
    term: Callable[[Row], Shelved]


def read(path: Path) -> Iterator[Row]:
    """The lines of a table, plain or compressed. Raises OSError, or ValueError for a file that is no such table."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    lines = text.split("\n")
    for line in lines[1:]:  # the first one names the columns
        if line:
            id, kind, name, synonyms, extra = line.split("\t")
            yield Row(id, kind, name, tuple(synonyms.split("|")) if synonyms else (), _decode(extra) if extra else {})


_GENES = {
    "protein_coding_gene": ("gene", 10),
    "lncRNA_gene": ("lncrna gene", 14),
    "miRNA_gene": ("mirna gene", 60),
    "pseudogene": ("pseudogene", 80),
    "other_gene": ("rna gene", 50),
}


def _gene(row: Row) -> Shelved:
    kind, weight = _GENES[row.kind]
    if kind == "mirna gene":
        # What miRBase calls the hairpin is its own entry.
        synonyms = tuple(name for name in row.synonyms if not name.startswith("hsa-"))
        return Shelved("genes", row.id, kind, row.name, synonyms, "", weight, later_words=False)
    long_name = row.extra.get("name", "")
    synonyms = (*row.synonyms, long_name) if long_name and long_name != row.name else row.synonyms
    return Shelved("genes", row.id, kind, row.name, synonyms, "", weight, later_words=weight < 20)


def _family(row: Row) -> Shelved:
    return Shelved("families", row.id, "family", row.name, row.synonyms, "", 20)


def _mirna(row: Row) -> Shelved:
    human = row.extra.get("species") == "hsa"
    if row.kind == "miRNA_removed":
        note = f"Removed from miRBase in release {row.extra.get('removed_in_release', '')}."
        return Shelved("mirnas", row.id, "mirna removed", row.name, row.synonyms, note, 90, later_words=False)
    if row.kind == "miRNA_hairpin":
        weight = 50 if human else 80
        return Shelved("mirnas", row.id, "mirna hairpin", row.name, row.synonyms, "", weight, later_words=False)
    # Those that were found first are the abundant ones, which most papers are about.
    weight = 5 + min(int(row.id.removeprefix("MIMAT")) // 500, 20) if human else 70
    return Shelved("mirnas", row.id, "mirna", row.name, row.synonyms, "", weight, later_words=False)


def _cell_line(row: Row) -> Shelved:
    known = bool(row.extra.get("panel") or row.extra.get("depmap"))
    brain = bool(row.extra.get("brain"))
    weight = 10 if known and brain else 15 if known else 25 if brain else 85 if row.extra.get("parent") else 60
    if row.kind == "cell_line_bto":
        candidates = row.extra.get("cellosaurus_candidates") or []
        note = f"Cellosaurus has several lines of this name: {', '.join(candidates)}." if len(candidates) > 1 else ""
        return Shelved("cell lines", row.id, "cell line", row.name, row.synonyms, note, max(weight, 30))
    return Shelved(
        "cell lines", row.id, "cell line", row.name, row.synonyms, _shortened(row.extra.get("problem", "")), weight
    )


def _cell_type(row: Row) -> Shelved:
    return Shelved("cell types", row.id, "cell type", row.name, row.synonyms, "", 20 if row.kind == "cell_type" else 30)


def _drug(row: Row) -> Shelved:
    weight = 15 if row.extra.get("antineoplastic") else 25 if row.extra.get("drugbank") else 45
    return Shelved("drugs", row.id, "drug", row.name, row.synonyms, "", weight)


def _chemical(row: Row) -> Shelved:
    return Shelved("chemicals", row.id, row.kind, row.name, row.synonyms, "", 30)


def _disease(row: Row) -> Shelved:
    return Shelved("diseases", row.id, "disease", row.name, row.synonyms, "", 20 if row.extra.get("neoplasm") else 55)


_PATHWAYS = {
    "go_biological_process": ("process", 25),
    "go_cellular_component": ("process", 30),
    "reactome_pathway": ("pathway", 35),
    "wikipathways_pathway": ("pathway", 40),
    "mesh_process": ("process", 45),
}


def _pathway(row: Row) -> Shelved:
    kind, weight = _PATHWAYS[row.kind]
    return Shelved("pathways", row.id, kind, row.name, row.synonyms, "", weight)


_COMMON: dict[str, tuple[Shelf, str]] = {
    "pathway_mechanism": ("pathways", "pathway"),
    "ev_term": ("vesicles", "vesicle"),
    "biofluid": ("fluids", "fluid"),
    "biomarker_type": ("biomarkers", "biomarker"),
    "ev_method": ("methods", "method"),
    "cell_type": ("cell types", "cell type"),
    "metabolite": ("chemicals", "metabolite"),
    "drug": ("drugs", "drug"),
    "disease": ("diseases", "disease"),
}


def _common(row: Row) -> Shelved:
    shelf, kind = _COMMON[row.kind]
    # A pathway is often called by its gene's name, which means the gene in the first place.
    weight = 15 if shelf == "pathways" else COMMON
    return Shelved(shelf, row.id, kind, row.name, row.synonyms, "", weight)


def common_names(folder: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """What papers call a term, by its kind and preferred name. Raises OSError or ValueError."""
    return {(row.kind, row.name): row.synonyms for row in read(folder / COMMON_NAMES)}


def _shortened(note: str) -> str:
    return note if len(note) <= LONGEST_NOTE else f"{note[:LONGEST_NOTE].rsplit(' ', 1)[0]} …"


TABLES: tuple[Table, ...] = (
    Table("priority_terms.tsv", "Common terms", _common),
    Table("genes.tsv.gz", "Genes", _gene),
    Table("families_complexes.tsv", "Protein families and complexes", _family),
    Table("mirnas.tsv.gz", "microRNAs", _mirna),
    Table("cell_lines.tsv.gz", "Cell lines", _cell_line),
    Table("cell_types.tsv", "Cell types", _cell_type),
    Table("drugs.tsv.gz", "Drugs", _drug),
    Table("metabolites_lipids.tsv.gz", "Metabolites and lipids", _chemical),
    Table("diseases.tsv.gz", "Diseases", _disease),
    Table("pathways_mechanisms.tsv.gz", "Pathways and processes", _pathway),
)
"""The shipped tables that hold terms."""
COMMON_NAMES = "common_names.tsv"
"""Our own table of what papers call things whose table has another name; it adds names and no identifier."""
ENGLISH_WORDS = "english_word_aliases.tsv"
"""The table of names that are English words as well."""

RAW_KINDS: dict[str, str] = {
    **{raw: kind for raw, (kind, _) in (_GENES | _PATHWAYS).items()},
    **{raw: kind for raw, (_, kind) in _COMMON.items()},
    "protein_family_or_complex": "family", "miRNA_mature": "mirna", "miRNA_hairpin": "mirna hairpin",
    "miRNA_removed": "mirna removed", "cell_line": "cell line", "cell_line_bto": "cell line",
    "cell_type_mesh": "cell type",
}  # fmt: skip
"""The kinds of terms by the words of the shipped tables, so that a newer table of the same shape can be imported."""

_SOURCES = {
    "HGNC": "HGNC", "FPLX": "FamPlex", "MI": "miRBase", "MIMAT": "miRBase", "CVCL": "Cellosaurus", "BTO": "BTO",
    "CL": "Cell Ontology", "MESH": "MeSH", "CHEBI": "ChEBI", "MONDO": "MONDO", "DOID": "Disease Ontology",
    "GO": "GO", "REACT": "Reactome", "WP": "WikiPathways", "UBERON": "UBERON",
}  # fmt: skip


def source_of(id: str) -> str:
    """The authority an identifier of the shipped tables belongs to; "" for none."""
    if not id:
        return ""
    prefix = id.split(":", 1)[0] if ":" in id else id.split("_", 1)[0].rstrip("0123456789")
    return _SOURCES[prefix]

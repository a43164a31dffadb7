"""EVIDENCE_FIELDS: the one tuple that draws the form, the table, the exports, the help and the schema.

Sources of the lists: CIViC evidence items, MISEV2023 (10.1002/jev2.12404), EV-TRACK, ECO (2024-07-19), Biolink.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from exoannotate.domain import plain_values
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.records import REASONS, FieldEntry, Reason, Value
from exoannotate.domain.roles import ROLES

FieldKind = Literal["entities", "choice", "choices", "study", "text", "tags", "number", "date"]
"""entities: names, several; choice and choices: of a list; study: a primary study; text: a sentence; tags: words;
number and date: of own fields."""

Need = Literal["complete", "optional", "automatic"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a closed list with its help in plain words; ``identifier`` where a vocabulary names it."""

    value: str
    help: str = ""
    identifier: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the evidence record.

    ``name`` is used by commands, exports and the file, ``label`` by the window and table heads. ``details`` are the
    allowed qualifiers of a value ("up", "down"), ``detail_label`` names a free one. ``open`` lists take other
    values too. ``column`` is the head of the default exported table, "" for the long form only. ``meaning`` is
    the highlight meaning whose hue the field shares.
    """

    name: str
    label: str
    kind: FieldKind
    group: str
    help: str
    need: Need = "optional"
    choices: tuple[Choice, ...] = ()
    open: bool = False
    details: tuple[str, ...] = ()
    detail_label: str = ""
    column: str = ""
    meaning: str = ""

    @property
    def many(self) -> bool:
        """Whether the field takes several values."""
        return self.kind in ("entities", "choices", "tags")

    @property
    def shown_name(self) -> str:
        """What a sentence calls the field: its name, or the label of one the users added."""
        return self.label if ":" in self.name else self.name

    def choice(self, text: str) -> Choice | None:
        """The choice a user means: its value, or the start of it when only one fits ("D", "miR" do not clash)."""
        wanted = " ".join(text.split()).casefold()
        exact = [c for c in self.choices if c.value.casefold() == wanted]
        starting = [c for c in self.choices if wanted and c.value.casefold().startswith(wanted)]
        found = exact or starting
        return found[0] if len(found) == 1 else None


def _choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, help) for value, help in pairs)


CARGO_CLASSES = _choices(
    ("miRNA", "microRNA, mature or precursor"),
    ("lncRNA", "long non-coding RNA"),
    ("circRNA", "circular RNA"),
    ("mRNA", "messenger RNA"),
    ("other RNA", "tRNA fragments, Y RNA, piRNA and the like"),
    ("DNA", "genomic or mitochondrial DNA"),
    ("protein", "proteins, peptides, fusions"),
    ("lipid", "lipids and lipid mediators"),
    ("metabolite", "small molecules of metabolism"),
    ("drug", "a drug loaded into the vesicle"),
    ("siRNA/antisense", "loaded silencing RNA"),
    ("whole vesicle", "no cargo is named: the vesicle as such"),
    ("other", "anything else"),
)

EFFECTS = _choices(
    ("resistance increased", "less response to the therapy was observed"),
    ("sensitivity increased", "more response to the therapy was observed"),
    ("no effect", "the response was observed and did not change"),
    ("mixed", "different responses in different settings"),
    ("associated (marker)", "goes with the response, no direction stated"),
    ("other phenotype", "immune escape, growth, invasion, angiogenesis, stemness …"),
)

PERTURBATIONS = _choices(
    ("natural transfer", "vesicles passed on or put on cells"),
    ("vesicle depletion", "release stopped or vesicles removed: GW4869, Rab27a, exosome-free medium"),
    ("uptake block", "uptake stopped: heparin, dynasore, blocking peptide"),
    ("cargo overexpressed", "more of the cargo in the donor"),
    ("cargo lost", "cargo knocked down, silenced, absent"),
    ("vesicle given as treatment", "loaded, engineered or therapeutic vesicle"),
    ("correlation only", "no intervention: levels in patients or cells"),
)

LEVELS = _choices(
    ("A validated", "proven or consensus association in people"),
    ("B clinical", "clinical trial or other primary patient data"),
    ("C case", "individual case reports"),
    ("D preclinical", "animals, cell lines, organoids"),
    ("E inferential", "indirect evidence"),
)

ASSAYS = (
    Choice("viability", "cell viability assay", "ECO:0005004", "ECO"),
    Choice("apoptosis", "apoptosis assay", "ECO:0005034", "ECO"),
    Choice("qPCR", "quantitative PCR", "ECO:0000231", "ECO"),
    Choice("western blot", "western blot", "ECO:0000112", "ECO"),
    Choice("co-culture", "donor and recipient cells grown together"),
    Choice("vesicle uptake", "labelled vesicles followed into cells"),
    Choice("particle tracking", "size and number of particles"),
)

MISEV_TERMS = ("EV", "small EV", "large EV", "EV mimetic", "synthetic vesicle", "non-vesicular particle")

EVIDENCE_FIELDS: tuple[Field, ...] = (
    Field("cargo", "Cargo", "entities", "Core",
          "What the vesicle delivers: miR-21, PD-L1, … Leave empty with class “whole vesicle” when none is named.",
          need="complete", column="Cargo", meaning="cargo"),
    Field("cargo_class", "Class", "choice", "Details", "The kind of cargo.",
          choices=CARGO_CLASSES, column="Class", meaning="cargo"),
    Field("donor", "Donor", "entities", "Core",
          "The cells that release the vesicle, with their state (hypoxic, resistant …), or a body fluid.",
          need="complete", detail_label="state", column="Donor", meaning="donor"),
    Field("recipient", "Recipient", "entities", "Details", "The cells that take the vesicle up.",
          detail_label="state", column="Recipient", meaning="donor"),
    Field("therapy", "Therapy", "entities", "Core",
          "Drugs, radiation, drug classes, or “chemotherapy, not named”.",
          need="complete", column="Therapy", meaning="therapy"),
    Field("effect", "Effect", "choice", "Core", "What was observed, not what it means for the cargo.",
          need="complete", choices=EFFECTS, detail_label="phenotype", column="Effect", meaning="resistance"),
    Field("perturbation", "Perturbation", "choice", "Details", "What was done to the vesicle or its cargo.",
          choices=PERTURBATIONS),
    Field("role", "Role", "choice", "Details",
          "What the effect implies for the cargo or vesicle. Computed; set it only to overrule, with a note.",
          need="automatic", choices=tuple(Choice(r) for r in ROLES), detail_label="why overruled", column="Role"),
    Field("primary_study", "Primary study", "study", "Source",
          "The entry of the review's reference list behind the claim; or “this document”; or “no reference given”.",
          need="complete", column="Primary study"),
    Field("statement", "Statement", "text", "Source", "The claim in your own words; never the quote.",
          column="Statement"),
    Field("mechanism", "Mechanism", "choices", "Biology", "How the response changes.",
          choices=_choices(("drug efflux", ""), ("drug inactivation", ""), ("DNA repair", ""),
                           ("apoptosis evasion", ""), ("autophagy", ""), ("EMT", "epithelial-mesenchymal transition"),
                           ("stemness", ""), ("metabolism", ""), ("immune modulation", ""), ("target loss", ""),
                           ("signalling", ""), ("other", "")),
          column="Mechanism / target", meaning="mechanism"),
    Field("targets", "Targets", "entities", "Biology", "Genes, RNAs or pathways the effect runs through, up or down.",
          details=("up", "down"), column="Mechanism / target", meaning="mechanism"),
    Field("cargo_origin", "Cargo origin", "choice", "Biology", "How the cargo came to be in the vesicle.",
          choices=_choices(("endogenous", "made by the donor as it is"),
                           ("overexpressed in donor", "the donor was made to make more"),
                           ("loaded", "put in by hand")), meaning="cargo"),
    Field("cargo_level", "Cargo level", "choice", "Biology", "How much cargo, and compared with what.",
          choices=_choices(("up", ""), ("down", ""), ("present", ""), ("absent", "")),
          detail_label="compared with", meaning="cargo"),
    Field("therapy_interaction", "Therapies together", "choice", "Biology", "How several therapies belong together.",
          choices=_choices(("combination", "given together"), ("sequential", "one after the other"),
                           ("substitutes", "each on its own")), meaning="therapy"),
    Field("claim", "Claim", "choice", "Biology", "Whether the passage speaks for the claim (the default) or not.",
          choices=_choices(("supports", "the passage speaks for the claim"),
                           ("does not support", "the passage speaks against it"))),
    Field("disease", "Disease", "entities", "Setting", "The disease studied; the document's unless set here."),
    Field("system", "System", "choices", "Setting", "What it was shown in.",
          choices=_choices(("patient samples", ""), ("animal", ""), ("cell line", ""), ("primary cells", ""),
                           ("organoid", ""), ("in silico", ""), ("not reported", "")), column="System"),
    Field("assays", "Assays", "choices", "Setting", "How it was measured.", choices=ASSAYS, open=True),
    Field("specimen", "Specimen", "choices", "Setting", "The body fluid or tissue; numbers as printed.",
          choices=_choices(("serum", ""), ("plasma", ""), ("CSF", "cerebrospinal fluid"), ("urine", ""), ("saliva", ""),
                           ("tissue", "")), detail_label="numbers as printed"),
    Field("vesicle_term", "Vesicle", "entities", "Setting", "The vesicle as printed, and the MISEV term for it.",
          details=MISEV_TERMS),
    Field("isolation", "Isolation", "choices", "Setting", "How the vesicles were isolated.",
          choices=_choices(("differential ultracentrifugation", ""), ("density gradient", ""), ("size exclusion", ""),
                           ("filtration", ""), ("precipitation/kit", ""), ("immunocapture", ""), ("other", ""),
                           ("not reported", ""))),
    Field("characterised", "Characterised", "choice", "Setting", "Whether the vesicles were characterised.",
          choices=_choices(("yes", ""), ("partly", ""), ("no", ""), ("not stated", "")), detail_label="EV-TRACK id"),
    Field("level", "Level", "choice", "Judgement", "Level of evidence, in CIViC letters.",
          choices=LEVELS, column="Level"),
    Field("rating", "Rating", "choice", "Judgement", "How well this claim is supported, 1 to 5 stars; not the journal.",
          choices=_choices(("1", "one star"), ("2", ""), ("3", ""), ("4", ""), ("5", "five stars"))),
    Field("clinical_value", "Clinical value", "choices", "Judgement", "What it could be used for.",
          choices=_choices(("resistance marker", ""), ("diagnostic", ""), ("prognostic", ""),
                           ("therapeutic target", ""), ("delivery vehicle", ""), ("none stated", "")),
          column="Clinical value", meaning="marker"),
    Field("confidence", "Confidence", "choice", "Judgement", "How sure you are that you read it right.",
          choices=_choices(("sure", ""), ("fairly sure", ""), ("unsure", ""))),
    Field("tags", "Tags", "tags", "Judgement", "Words of your own to filter by."),
    Field("note", "Note", "text", "Judgement", "Anything else."),
)  # fmt: skip

CORE_FIELDS = ("cargo", "donor", "therapy", "effect")
"""A record needs one of these to be saved, and each of them (or a reason) and a primary study to be complete."""


def field(name: str, own: tuple[Field, ...] = ()) -> Field:
    """The field called ``name`` (its name or label, any case), among those of every record and the project's ``own``.

    Raises BadValueError that names the allowed ones.
    """
    wanted = name.strip().casefold().replace(" ", "_").replace("-", "_")
    for candidate in (*EVIDENCE_FIELDS, *own):
        if wanted in (candidate.name, candidate.label.casefold().replace(" ", "_").replace("-", "_")):
            return candidate
    names = ", ".join([*(f.name for f in EVIDENCE_FIELDS), *(f"“{f.label}”" for f in own)])
    raise BadValueError(f"There is no field “{name}”.", f"The fields are: {names}.")


_SEPARATOR = re.compile(r"[;|](?![^\[\]]*\])")


def values(of: Field, texts: tuple[str, ...]) -> tuple[Value, ...]:
    """What a user typed as values of a field.

    Names and list values may be separated by ";" or "|" outside of brackets; a qualifier stands behind in square
    brackets: ``ABCB1 [up]``. Raises BadValueError for a value that a closed list does not hold, naming those it holds.
    """
    parts: list[str] = []
    for text in texts:
        parts += _SEPARATOR.split(text) if of.many else [text]
    found = tuple(_value(of, part.strip()) for part in parts if part.strip())
    if len(found) > 1 and not of.many:
        raise BadValueError(f"“{of.label}” takes one value, and {len(found)} were given.")
    return tuple(dict.fromkeys(found))


def _value(of: Field, text: str) -> Value:
    detail = ""
    if text.endswith("]") and " [" in text and (of.details or of.detail_label):
        text, detail = text[:-1].rsplit(" [", 1)
        text, detail = text.strip(), " ".join(detail.split())
        known = [d for d in of.details if d.casefold() == detail.casefold()]
        if of.details and not known:
            raise BadValueError(
                f"“{detail}” cannot qualify a value of “{of.label}”.", f"Allowed are: {', '.join(of.details)}."
            )
        detail = known[0] if known else detail
    if of.kind != "text":
        text = " ".join(text.split())  # a name that was broken over lines is the same name
    if of.kind in ("number", "date"):
        return Value(_plain(of, text))
    if not of.choices:
        return Value(text.strip(), detail=detail)
    choice = of.choice(text)
    if choice is not None:
        return Value(choice.value, identifier=choice.identifier, source=choice.source, detail=detail)
    if of.open:
        return Value(text.strip(), detail=detail)
    allowed = ", ".join(c.value for c in of.choices)
    raise BadValueError(f"“{text}” is not a value of “{of.shown_name}”.", f"Allowed are: {allowed}.")


def _plain(of: Field, text: str) -> str:
    try:
        return plain_values.number(text) if of.kind == "number" else plain_values.date(text)
    except BadValueError as error:
        raise BadValueError(f"“{of.label}”: {error.message}", error.hint) from None


def reason(text: str) -> Reason:
    """The reason for an empty field that a user typed. Raises BadValueError that names the four."""
    wanted = " ".join(text.split()).casefold()
    for known in REASONS:
        if known == wanted:
            return known
    raise BadValueError(f"“{text}” is not a reason for an empty field.", f"Allowed are: {', '.join(REASONS)}.")


def entry_text(entry: FieldEntry | None) -> str:
    """What a table cell shows: the values, else the reason in brackets, else nothing."""
    if entry is None:
        return ""
    return entry.text or (f"[{entry.reason}]" if entry.reason else "")

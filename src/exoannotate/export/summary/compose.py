"""Findings told in sentences: which template says what, and what stands in its placeholders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from exoannotate.domain.citing import cited_as
from exoannotate.domain.claims import STANCE_OF
from exoannotate.domain.findings import Direction, Finding, Findings, Keys, joined
from exoannotate.domain.records import Document
from exoannotate.domain.wording import counted
from exoannotate.export.printed import name_of
from exoannotate.export.summary import words
from exoannotate.export.summary.model import Clause, Paragraph, Section, Sentence, Source, some
from exoannotate.export.summary.templates import Templates, clause

Values = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Material:
    """What sentences are made from. ``documents``: by id; ``paper_of``: the key of each document as a paper that can be
    cited; ``pages``: by record and document the page labels; ``retracted``: keys of papers that were retracted."""

    found: Findings
    documents: Mapping[str, Document]
    paper_of: Mapping[str, str]
    pages: Mapping[str, Mapping[str, Keys]]
    retracted: frozenset[str] = frozenset()
    templates: Templates = field(default_factory=dict)


class Composer:
    """Makes the clauses of one summary."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.found = material.found

    # What is cited ---------------------------------------------------------------------------------------------------

    def keys(self, records: Iterable[str]) -> Keys:
        """The papers behind records: the primary study of each, or where it was read when none is named."""
        found = self.found
        return joined(
            (found.papers[record],) if found.papers.get(record) else self._read_in(record) for record in records
        )

    def _read_in(self, record: str) -> Keys:
        documents = self.found.documents.get(record, ())
        return tuple(self.material.paper_of[key] for key in documents if key in self.material.paper_of)

    def _clause(self, id: str, records: Keys, values: Values, keys: Keys = ()) -> Clause:
        return clause(id, self.material.templates, records, values, keys)

    # Findings --------------------------------------------------------------------------------------------------------

    def values(self, finding: Finding, direction: Direction) -> Values:
        """What the placeholders of a finding stand for."""
        subject = words.subject(finding, direction)
        therapy = words.therapy(finding, direction)
        many = len(direction.records)
        records = counted(many, "record")
        systems, levels = words.systems(direction), words.levels(direction)
        single = many == 1 and len(direction.studies) == 1 and not finding.disputed and _causal(direction)
        drafts = sum(self.found.rows[record]["status"] == "draft" for record in direction.records)
        draft = "" if not drafts else "in draft" if drafts == many else f"{drafts:,} in draft"
        mentions = words.mentions(len(direction.passages))
        referenced = bool(direction.studies) or not _causal(direction) or finding.disputed
        untold = single or (many == 1 and bool(systems)) or (referenced and not direction.studies)
        return {
            "subject": subject,
            "it": words.it(subject),
            "path": words.path(finding, direction),
            "finding": words.did(direction, therapy),
            "response": words.response(direction, therapy),
            "therapy": therapy,
            "studies": words.studies(direction),
            "studies_count": len(direction.studies),
            "records": records,
            "records_count": many,
            "mentions": mentions,
            "systems": systems,
            "levels": levels,
            "details": "; ".join(filter(None, ("" if untold else records, draft, systems)))
            or ("" if single else mentions),
        }

    def sentences(self, finding: Finding) -> list[Sentence]:
        """One finding; where it is not about one cargo, a sentence for each thing that is said."""
        if any(one.column == "cargo" for one in finding.by):
            return [self.sentence(finding)]
        return [self.sentence(replace(finding, directions=(direction,))) for direction in finding.directions]

    def sentence(self, finding: Finding) -> Sentence:
        """One finding: its directions, and what the first one runs through."""
        first, *rest = finding.directions
        clauses = [self._main(finding, first)]
        if not finding.disputed:
            clauses += self._through(first)
        for direction in rest:
            apart = finding.disputed and _stance(direction) != _stance(first)
            values = self._side(finding, direction) if apart else self.values(finding, direction)
            id = "other_side" if apart else "also"
            clauses.append(self._clause(id, direction.records, values, self.keys(direction.records)))
        return Sentence(some(clauses))

    def _side(self, finding: Finding, direction: Direction) -> Values:
        """The values of one side of a contradiction: who gave the vesicles may be what tells the sides apart."""
        values = self.values(finding, direction)
        if path := words.path(finding, direction):
            values["details"] = f"{values['details']}; {path}"
        return values

    def _main(self, finding: Finding, direction: Direction) -> Clause:
        values = self._side(finding, direction) if finding.disputed else self.values(finding, direction)
        if finding.disputed:
            id = "contradiction"
        elif direction.against:
            id = "against"
        elif direction.role in ("marks resistance", "marks sensitivity", "marker"):
            id = "marker"
        elif direction.role == "no effect":
            id = "no_effect"
        elif direction.role == "not derivable":
            id = "other"
        elif not direction.studies:
            documents = self.found.documents_of(direction.records)
            values["papers"] = words.one(len(documents), "paper")
            values["name"] = "names" if len(documents) == 1 else "name"
            id = "unreferenced"
        else:
            id = "single" if direction.weight == 1 else "agree"
        return self._clause(id, direction.records, values, self.keys(direction.records))

    def _through(self, direction: Direction) -> list[Clause]:
        """The targets and mechanisms, each with the records that name one; they are cited where these are fewer."""
        made = []
        whole = self.keys(direction.records)
        targets, ways = direction.said["targets"], direction.said["mechanism"]
        # “Through EGFR, by way of signalling” says nothing more; “other” is no name.
        ways = tuple(one for one in ways if one.text not in (("other", "signalling") if targets else ("other",)))
        told = {"targets": words.targets(targets), "mechanisms": words.mechanisms(ways)}
        for id, given in (("targets", targets), ("mechanisms", ways)):
            if not told[id]:
                continue
            named = {record for said in given for record in said.records}
            records = tuple(record for record in direction.records if record in named)
            keys = self.keys(records)
            made.append(self._clause(id, records, dict(told), () if set(keys) == set(whole) else keys))
        return made

    # Singles told together -------------------------------------------------------------------------------------------

    def pooled(self, group: Sequence[tuple[Finding, Direction]]) -> Sentence:
        """Several findings of one study each that say the same of the same therapy, in one sentence."""
        records = joined(direction.records for _, direction in group)
        first = self.values(*group[0])
        values: Values = {"count": len(group), "finding": first["finding"], "therapy": first["therapy"]}
        clauses = [self._clause("pooled_lead", records, values)]
        for at, (finding, direction) in enumerate(group):
            item = self.values(finding, direction)
            one = self._clause("pooled_item", direction.records, item, self.keys(direction.records))
            clauses.append(_behind(one, at, len(group)))
        clauses.append(self._clause("pooled_end", records, values))
        return Sentence(some(clauses))

    def told(self, findings: Sequence[Finding]) -> list[Sentence]:
        """All findings, those of single studies that are alike together, in the order of the first of each."""
        pools: dict[tuple[str, str], list[tuple[Finding, Direction]]] = {}
        order: list[Finding | tuple[str, str]] = []
        for finding in findings:
            direction = finding.directions[0]
            alone = len(finding.directions) == 1 and direction.weight == 1 and len(direction.studies) == 1
            if alone and _causal(direction) and not direction.said["targets"] and not direction.said["mechanism"]:
                same = direction.role, words.therapy(finding, direction)
                if same not in pools:
                    order.append(same)
                pools.setdefault(same, []).append((finding, direction))
            else:
                order.append(finding)
        made = []
        for one in order:
            if isinstance(one, Finding):
                made += self.sentences(one)
            else:
                group = pools[one]
                made += [self.pooled(group)] if len(group) > 1 else self.sentences(group[0][0])
        return made

    # What it all comes to --------------------------------------------------------------------------------------------

    def lead(self) -> Sentence:
        """The counts of everything, kinds of counts apart."""
        found, records = self.found, self.found.records
        values: Values = {
            "records": counted(len(records), "record"),
            "studies": counted(len(found.studies), "primary study"),
            "mentions": words.mentions(len(found.passages_of(records))),
            "papers": counted(len(found.documents_of(records)), "paper"),
            "findings": counted(len(found.all), "finding"),
            "findings_count": len(found.all),
        }
        clauses = [self._clause("lead", records, values)]
        unnamed = tuple(record for record in records if not found.papers[record])
        if unnamed:
            values = {"count": len(unnamed), "of": len(records), "records": counted(len(unnamed), "record")}
            clauses.append(self._clause("unnamed", unnamed, values))
        return Sentence(some(clauses))

    def retracted(self) -> list[Sentence]:
        """That cited studies were retracted, where some were."""
        keys = tuple(key for key in self.found.studies if key in self.material.retracted)
        if not keys:
            return []
        records = tuple(record for record, key in self.found.papers.items() if key in self.material.retracted)
        values: Values = {"count": len(keys), "studies": counted(len(keys), "primary study"),
                          "has": "has" if len(keys) == 1 else "have"}  # fmt: skip
        return [Sentence((self._clause("retracted", records, values, keys),))]

    def rest(self, findings: Sequence[Finding]) -> Sentence:
        """How many findings a paragraph does not tell one by one, and what they rest on."""
        records = joined(one.records for one in findings)
        values: Values = {
            "findings": counted(len(findings), "finding"),
            "records": counted(len(records), "record"),
            "studies": counted(len(joined(one.studies for one in findings)), "primary study"),
        }
        return Sentence((self._clause("rest", records, values),))  # their papers would be more than the text

    def intro(self, findings: Sequence[Finding], columns: Sequence[str]) -> Paragraph:
        """What stands below the heading of several findings, gathered by columns."""
        by = " and ".join(column.replace("_", " ") for column in columns)
        many = counted(len(findings), "finding")
        order = ", those with most primary studies first" if len(findings) > 1 else ""
        return _line("", f"{many} by {by}{order}", joined(one.records for one in findings))

    def gaps(self, *, disputed: bool = True) -> list[Sentence]:
        """What is missing or divided in all of it: a sentence about findings and one about records."""
        found = self.found
        of_findings = (
            ("gap_disputed", [one for one in found.all if one.disputed and disputed]),
            ("gap_single", [one for one in found.all if _rests_on_one(one)]),
            ("gap_target", [one for one in found.all if not _through_something(one)]),
        )
        told = [(id, joined(one.records for one in held), len(held)) for id, held in of_findings]
        return [*self._gaps("gaps_of_findings", told, len(found.all)), *self._gaps_of_records()]

    def _gaps_of_records(self) -> list[Sentence]:
        found = self.found
        every = found.records
        named = {of: {record for one in found.all for direction in one.directions for said in direction.said[of]
                      for record in said.records} for of in ("donor", "system")}  # fmt: skip
        patients = {record for one in found.all for direction in one.directions for said in direction.said["system"]
                    if said.text == "patient samples" for record in said.records}  # fmt: skip
        told = [
            ("gap_study", tuple(record for record in every if not found.papers[record])),
            ("gap_donor", tuple(record for record in every if record not in named["donor"])),
            ("gap_system", tuple(record for record in every if record not in named["system"])),
            ("gap_patients", every if named["system"] and not patients else ()),
        ]
        return self._gaps("gaps_of_records", [(id, records, len(records)) for id, records in told], len(every))

    def _gaps(self, opening: str, told: Sequence[tuple[str, Keys, int]], of: int) -> list[Sentence]:
        """One sentence of several gaps, each a clause with the records it is told of."""
        held = [(id, records, many) for id, records, many in told if records]
        if not held:
            return []
        whole: Values = {"count": of, "of": of}
        clauses = [self._clause(opening, joined(records for _, records, _ in held), whole)]
        for at, (id, records, many) in enumerate(held):
            one = self._clause(id, records, {"count": many, "of": of})
            clauses.append(_behind(one, at, len(held)))
        return [Sentence(some(clauses))]

    # Lines below a heading -------------------------------------------------------------------------------------------

    def section(self, finding: Finding) -> Section:
        """One finding in full: its sentence, and a line for each thing that is told of it."""
        paragraphs = [Paragraph(tuple(self.sentences(finding)))]
        records = finding.records
        passages, documents = self.found.passages_of(records), self.found.documents_of(records)
        many = len(finding.studies)
        named = counted(many, "primary study") if many else "no primary study named"
        unnamed = sum(1 for record in records if not self.found.papers[record])
        support = [
            named + (f" and {counted(unnamed, 'record')} without one" if unnamed and many else ""),
            counted(len(records), "record"),
            f"mentioned in {words.mentions(len(passages))} of {counted(len(documents), 'paper')}",
        ]
        paragraphs.append(_line("Support", "; ".join(support), records))
        for label, of in _LINES:
            line = self._values_line(label, finding, of)
            if line is not None:
                paragraphs.append(line)
        statuses: dict[str, list[str]] = {}
        for record in records:
            statuses.setdefault(self.found.rows[record]["status"], []).append(record)
        paragraphs.append(
            _line("Review", ", ".join(f"{len(held):,} {said}" for said, held in statuses.items()), records)
        )
        gaps = _gaps_of(finding, self.found)
        if gaps:
            paragraphs.append(_line("Gaps", "; ".join(gaps), records))
        return Section(words.heading(finding), tuple(paragraphs), 2)

    def _values_line(self, label: str, finding: Finding, fields: Sequence[str]) -> Paragraph | None:
        """What records say in some fields, each value with how many say it; a clause for each field."""
        clauses: list[Clause] = []
        for of in fields:
            parts: dict[str, dict[str, None]] = {}
            for direction in finding.directions:
                for said in direction.said[of]:
                    text = words.cells(said) if of in ("donor", "recipient") else _shown(said.text, said.detail)
                    parts.setdefault(text, {}).update(dict.fromkeys(said.records))
            if not parts:
                continue
            told = words.listed([f"{text} ({len(held):,})" for text, held in parts.items()], most=8)
            if of == "recipient":
                told = f"to {told}" if clauses else f"taken up by {told}"
            before = "" if not clauses else " " if of == "recipient" else "; "
            clauses.append(Clause((before + told,), some(joined(parts.values()))))
        if not clauses:
            return None
        return Paragraph((Sentence(some(clauses)),), label)

    # Where it was read -----------------------------------------------------------------------------------------------

    def sources(self) -> tuple[Source, ...]:
        """Each record with the places it was read at."""
        told = []
        for record, row in self.found.rows.items():
            places = []
            for document in self.found.documents.get(record, ()):
                labels = self.material.pages.get(record, {}).get(document, ())
                known = self.material.documents.get(document)
                if known is not None:
                    places.append((cited_as(known, ""), labels))
            told.append(Source(record, words.short(name_of(row) or "a record"), tuple(places)))
        return tuple(told)


def _behind(clause: Clause, at: int, many: int) -> Clause:
    """An item of a list in a sentence, with the comma or “and” before it."""
    before = "" if at == 0 else " and " if at == many - 1 else ", "
    return replace(clause, runs=(before, *clause.runs)) if before else clause


def _causal(direction: Direction) -> bool:
    return direction.role in ("promotes resistance", "restores sensitivity") and not direction.against


def _stance(direction: Direction) -> tuple[str, bool]:
    return STANCE_OF.get(direction.role, direction.role), direction.against


_LINES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Cells", ("donor", "recipient")),
    ("Targets", ("targets",)),
    ("Mechanisms", ("mechanism",)),
    ("System", ("system",)),
    ("Level", ("level",)),
)
"""The lines of a finding and the fields they tell."""


def _shown(text: str, detail: str) -> str:
    return words.short(f"{text}, {detail}" if detail else text)


def _line(label: str, text: str, records: Keys) -> Paragraph:
    return Paragraph((Sentence((Clause((text,), some(records)),)),), label)


def _rests_on_one(finding: Finding) -> bool:
    return len(finding.studies) == 1 and all(not d.unnamed for d in finding.directions)


def _through_something(finding: Finding) -> bool:
    return any(d.said["targets"] or d.said["mechanism"] for d in finding.directions)


def _gaps_of(finding: Finding, found: Findings) -> list[str]:
    """What is missing in one finding, in a few words each."""
    told = []
    said = {of: any(d.said[of] for d in finding.directions) for of in ("donor", "system", "targets", "mechanism")}
    if _rests_on_one(finding):
        told.append("one primary study alone")
    if any(d.unnamed for d in finding.directions):
        many = sum(1 for record in finding.records if not found.papers[record])
        told.append(f"{counted(many, 'record')} without a primary study")
    if not said["donor"]:
        told.append("donor cells not named")
    if not said["targets"] and not said["mechanism"]:
        told.append("no target or mechanism named")
    if not said["system"]:
        told.append("experimental system not stated")
    elif not any(one.text == "patient samples" for d in finding.directions for one in d.said["system"]):
        told.append("no samples of patients")
    return told

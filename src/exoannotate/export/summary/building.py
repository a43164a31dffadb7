"""A summary built: a paragraph for a grant, or the whole evidence finding by finding."""

from __future__ import annotations

from typing import Literal, get_args

from exoannotate.domain.findings import BY
from exoannotate.domain.flow import Counts
from exoannotate.domain.wording import counted
from exoannotate.export.summary import methods
from exoannotate.export.summary.compose import Composer, Material
from exoannotate.export.summary.model import Paragraph, Section, Summary

Form = Literal["paragraph", "structured"]
FORMS: tuple[Form, ...] = get_args(Form)
MOST = 25
"""Findings that a paragraph tells one by one; the others are counted, and the structured form has them all."""

TITLES = {"paragraph": "Evidence on vesicle cargo and response to therapy",
          "structured": "Evidence summary: vesicle cargo and response to therapy"}  # fmt: skip


def build(material: Material, counts: Counts, form: Form) -> Summary:
    """The summary of findings. Where there are none it says what is missing, and nothing else."""
    found = material.found
    title, remarks = TITLES[form], _remarks(material)
    if not found.records:
        return Summary(title, missing=_missing(material, counts), remarks=remarks)
    composer = Composer(material)
    sections = _paragraph(composer) if form == "paragraph" else _structured(composer)
    told = (methods.section(counts, found, material.templates),)
    return Summary(title, sections, told, methods.flow(counts, found), composer.sources(), remarks=remarks)


def _paragraph(composer: Composer) -> tuple[Section, ...]:
    found = composer.found
    sentences = [composer.lead(), *composer.told(found.all[:MOST])]
    if set(found.by) != set(BY):
        sentences += [composer.sentence(one) for one in found.disputed[:MOST]]
    if found.all[MOST:]:
        sentences.append(composer.rest(found.all[MOST:]))
    limits = (*composer.retracted(), *composer.gaps())
    paragraphs = [Paragraph(tuple(sentences)), *([Paragraph(limits)] if limits else [])]
    return (Section("", tuple(paragraphs), 0),)


def _structured(composer: Composer) -> tuple[Section, ...]:
    found = composer.found
    sections = [Section("Overview", (Paragraph((composer.lead(), *composer.retracted())),))]
    gaps = composer.gaps(disputed=False)
    if gaps:
        sections.append(Section("Gaps", (Paragraph(tuple(gaps)),)))
    for head, held in (
        ("Contradictory evidence", list(found.disputed)),
        ("Findings", [one for one in found.all if not one.disputed]),
    ):
        if held:
            sections.append(Section(head, (composer.intro(held, found.by if head == "Findings" else BY),)))
            sections += [composer.section(one) for one in held]
    return tuple(sections)


def _missing(material: Material, counts: Counts) -> tuple[str, ...]:
    found = material.found
    if found.drafts:
        many = counted(len(found.drafts), "record")
        is_are = "is" if len(found.drafts) == 1 else "are"
        return (f"There is nothing to summarise yet: {many} {is_are} still in draft. Fill what is missing in them, or "
                "include drafts.",)  # fmt: skip
    if found.silent:
        return ("There is nothing to summarise yet: no record says which effect was observed.",)
    if found.rejected:
        return ("There is nothing to summarise: all records were rejected.",)
    if counts.records:
        return ("There is nothing to summarise: no record passes the filter.",)
    if counts.passages:
        return ("There is nothing to summarise yet: passages are highlighted, and none has a record.",)
    return ("There is nothing to summarise yet: the project has no records.",)


def _remarks(material: Material) -> tuple[str, ...]:
    found = material.found
    told = []
    for keys, what in ((found.drafts, "in draft"), (found.silent, "without an effect")):
        if keys:
            was = "was" if len(keys) == 1 else "were"
            told.append(f"{counted(len(keys), 'record')} {what} {was} left out.")
    drafts = [key for key, row in found.rows.items() if row["status"] == "draft"]
    if drafts:
        told.append(f"{counted(len(drafts), 'record')} in this summary {'is' if len(drafts) == 1 else 'are'} "
                    "still in draft.")  # fmt: skip
    return tuple(told)

"""CSL-JSON: what citation processors, Zotero and pandoc read.

``item`` is one paper of the project as a CSL item with an id; ``read`` and ``write`` are whole files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from exoannotate.domain import works
from exoannotate.domain.records import Document, Study
from exoannotate.domain.works import Work
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.references import papers
from exoannotate.export.references.reading import Found, Problem, decoded, not_one
from exoannotate.export.safe import Cleaner
from exoannotate.export.table import Bundle


# Any: an item is JSON.
def item(paper: Document | Study) -> dict[str, Any]:
    """A paper of the project as a CSL item, its id that of the row. Of a study that is known only as printed in a
    reference list, the entry is taken apart. People who are not told are the author with the literal “et al.”."""
    return {"id": paper.id, **works.as_csl(works.of(paper))}


def items(found: Iterable[Work]) -> list[dict[str, Any]]:
    """Works as CSL items, their ids the citation keys that ``papers.keyed`` gave them."""
    return [{"id": work.key, **works.as_csl(work)} for work in found]


def read(data: bytes) -> Found:
    """The works of a CSL-JSON file; an entry that is none is named. Raises BadValueError when it is no such file."""
    try:
        whole = json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        deep = isinstance(error, RecursionError)
        raise not_one("CSL-JSON", "it is nested too deeply" if deep else str(error)) from error
    if isinstance(whole, dict):
        whole = whole.get("items", [whole] if "type" in whole else None)
    if not isinstance(whole, list):
        raise not_one("CSL-JSON", "it holds no list of references")
    found, problems = [], []
    for number, one in enumerate(whole, 1):
        work = works.from_csl(one) if isinstance(one, dict) else Work()
        if not (work.title or work.doi or work.pmid):
            problems.append(Problem(number, "", "it has no title, DOI or PMID"))
            continue
        found.append(work if work.key else works.with_key(work, one.get("id")))
    return Found(tuple(found), tuple(problems))


def write(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    """The papers of the evidence as a list of CSL items."""
    cleaner = Cleaner()
    found = papers.of(bundle.contents)
    text = json.dumps(items(found), ensure_ascii=False, indent=1)
    stream.write(cleaner.escapable(text).encode("utf-8") + b"\n")
    return Report(len(found), cleaner.replaced)


EXPORTER = Exporter(
    "csl-json",
    ".json",
    "References as CSL-JSON",
    "The primary studies and papers quoted, each once, for Zotero, pandoc and citation processors.",
    write,
    counts="papers",
)

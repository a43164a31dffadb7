"""A Word document with the evidence as a table for a manuscript: landscape, ruled as journals do, repeated head,
caption, and the numbered references the rows name.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from exoannotate.domain.errors import ExoError
from exoannotate.domain.evidence import Column, EvidenceRow
from exoannotate.export import printed, wordparts
from exoannotate.export.citing import References
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.printed import MOST_COLUMNS
from exoannotate.export.safe import Cleaner
from exoannotate.export.spans import Span
from exoannotate.export.table import Bundle

if TYPE_CHECKING:
    from docx.document import Document

MAX_ROWS = 32_000
"""Word gives up on tables with more rows than 32,767."""
FONT, SIZE, SMALL = "Arial", 8, 7
"""Type of the table and of the notes below it, in points; 7 to 8 pt is what journals set tables in."""
_LONGEST_PROPERTY = 255
"""What a property of a document may hold."""
_PAGE, _MARGIN = (16838, 11906), 1020
"""A4 landscape and its margin, in twentieths of a point."""


def _write(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    if len(bundle.table.rows) > MAX_ROWS:
        raise ExoError(f"A table of Word holds {MAX_ROWS:,} rows, and there are more.",
                       "Filter the table, or export it as Excel, CSV or JSON.")  # fmt: skip
    import docx

    cleaner = Cleaner()
    references = References(bundle.contents, options.style, (row.record for row in bundle.table.rows))
    document = docx.Document()
    _set_up(document, Cleaner().text(printed.origin(bundle)))
    stream.write(wordparts.without_times(document, "".join(_body(bundle, references, cleaner, options))))
    return Report(len(bundle.table.rows), cleaner.replaced)


def _body(bundle: Bundle, references: References, cleaner: Cleaner, options: Options) -> Iterator[str]:
    yield _line(f"Table 1. {printed.caption(bundle)}", cleaner, size=SIZE + 1, bold=True)
    # The table numbers the references in the order of its rows.
    columns = printed.columns_of(bundle)
    if len(columns) <= MOST_COLUMNS:
        yield _table(bundle, columns, references, cleaner, options)
    else:
        yield from _one_by_one(bundle, columns, references, cleaner, options)
    for note in printed.notes(bundle):
        yield _line(note, cleaner, size=SMALL)
    cited = references.numbered()
    if cited:
        yield _line("References", cleaner, size=SIZE + 1, bold=True, space_before=8)
        yield from _styled(references, cleaner) or (_line(f"{n}. {text}", cleaner, size=SIZE) for n, text in cited)


def _styled(references: References, cleaner: Cleaner) -> str:
    """The references with the looks of a citation style, "" for the plain one."""
    from exoannotate.export.summary.page import Listed
    from exoannotate.export.summary.word import Writer

    return Writer(cleaner).block(Listed(references.styled()))


def _set_up(document: Document, origin: str) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt, Twips

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(_PAGE[0]), Twips(_PAGE[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(_MARGIN)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    about = document.core_properties
    about.title, about.author, about.comments = "Evidence table", "", origin[:_LONGEST_PROPERTY]
    about.created = about.modified = wordparts.FIXED
    about.last_modified_by = ""


# The table -------------------------------------------------------------------------------------------------------


def _table(
    bundle: Bundle, columns: tuple[Column, ...], references: References, cleaner: Cleaner, options: Options
) -> str:
    held = bundle.table

    def cells(row: EvidenceRow) -> list[str]:
        return [printed.cell(bundle, references, row, column) for column in columns]

    room = _PAGE[0] - 2 * _MARGIN
    some = map(cells, islice(held.rows, printed.SEEN))
    widths = [round(room * share) for share in printed.shares(columns, some)]
    lines = [wordparts.row((cleaner.text(column.head) for column in columns), widths, head=True)]
    for title, rows in held.sections():
        heading = printed.heading(bundle, title)
        if heading:
            lines.append(wordparts.over_all(cleaner.text(heading), widths))
        lines += (wordparts.row(map(cleaner.text, cells(row)), widths) for row in options.each(rows))
    return wordparts.table(lines, widths)


def _one_by_one(
    bundle: Bundle, columns: tuple[Column, ...], references: References, cleaner: Cleaner, options: Options
) -> Iterator[str]:
    """Each record as a list of what it says, field by field."""
    room = _PAGE[0] - 2 * _MARGIN
    widths = [room // 5, room - room // 5]
    number = 0
    for title, rows in bundle.table.sections():
        heading = printed.heading(bundle, title)
        if heading:
            yield _line(heading, cleaner, size=SIZE + 1, bold=True, space_before=12)
        for row in options.each(rows):
            number += 1
            yield _line(f"Record {number}. {printed.name_of(row)}", cleaner, size=SIZE, bold=True, space_before=8)
            said = ((column.head, printed.cell(bundle, references, row, column)) for column in columns)
            lines = (wordparts.row((head, cleaner.text(cell)), widths) for head, cell in said if cell)
            yield wordparts.table(lines, widths)


def _line(text: str, cleaner: Cleaner, *, size: int, bold: bool = False, space_before: int = 4) -> str:
    look = f'{"<w:keepNext/>" * bold}<w:spacing w:before="{20 * space_before}" w:after="40"/>'
    return wordparts.paragraph(wordparts.run(Span(" ".join(cleaner.text(text).split()), bold=bold), size), look)


EXPORTER = Exporter(
    "docx",
    ".docx",
    "Word document",
    "A table for a manuscript or a grant: landscape, repeated head, caption and numbered references.",
    _write,
)

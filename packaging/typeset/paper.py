"""Puts the placed marks on paper and writes the PDF file; the same marks give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pymupdf

from .lines import font, plain
from .pages import ACCENT, BLACK, HEIGHT, WIDTH, Ink, Mark, Rule
from .script import Review

STAMP = "D:20260105090000Z"


def draw(page: pymupdf.Page, marks: Sequence[Mark]) -> None:
    """Put the marks of one page on paper, in their order."""
    writer: pymupdf.TextWriter | None = None
    colour = BLACK

    def flush() -> None:
        if writer is not None:
            writer.write_text(page, color=colour)

    for mark in marks:
        if isinstance(mark, Ink):
            if writer is None or mark.colour != colour:
                flush()
                writer, colour = pymupdf.TextWriter(page.rect), mark.colour
            writer.append((mark.x, mark.y), mark.text, font=font(mark.style), fontsize=mark.size)
            continue
        flush()
        writer = None
        if isinstance(mark, Rule):
            page.draw_line((mark.x0, mark.y0), (mark.x1, mark.y1), color=mark.colour, width=mark.thick)
        else:
            box = pymupdf.Rect(mark.x0, mark.y0, mark.x1, mark.y1)
            page.draw_rect(box, color=ACCENT, fill=(0.93, 0.96, 0.98), width=0.7, radius=0.12)
    flush()


def xmp(review: Review) -> str:
    """The descriptive packet that journals put into their PDFs."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(plain(review.title))}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>"
        f"{escape(plain(review.authors))}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    )


def write(path: Path, review: Review, pages: Sequence[Sequence[Mark]]) -> None:
    """Write the pages as a PDF with its title, author and page labels."""
    document = pymupdf.Document()
    for marks in pages:
        draw(document.new_page(width=WIDTH, height=HEIGHT), marks)
    document.set_metadata(
        {
            "title": plain(review.title),
            "author": plain(review.authors),
            "subject": review.journal,
            "keywords": review.keywords,
            "creator": "exoannotate sample maker",
            "producer": "exoannotate sample maker",
            "creationDate": STAMP,
            "modDate": STAMP,
        }
    )
    document.set_xml_metadata(xmp(review))
    if review.page_labels:
        document.set_page_labels([{"startpage": 0, "prefix": "", "style": "D", "firstpagenum": review.first_page}])
    document.subset_fonts()
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path), garbage=3, deflate=True, no_new_id=True)
    document.close()

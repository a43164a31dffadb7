"""Areas of figures and tables: highlighted with a picture of what is seen there, moved, and told by their caption.

Decision (2026-11): an area is a passage with an empty quote, one quad and a picture. The picture is taken when the
area is marked, so that what a record rests on can still be seen when the PDF is not at hand.
"""

from __future__ import annotations

from dataclasses import replace

from exoannotate.domain.change import Change
from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.geometry import PageRect, Quad, quad_of
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Passage
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.pdf.pixels import fitting_scale
from exoannotate.pdf.png import png
from exoannotate.store.rows import insert, update
from exoannotate.workspace import passages, texts
from exoannotate.workspace.documents import open_document
from exoannotate.workspace.session import Session

LEAST = 8.0
"""Points: a smaller width or height is a slip of the hand."""
_SCALE = 200 / 72
"""Pixels per point of a picture: 200 dpi."""
_MOST_PIXELS = 2_000_000
_MOST_BYTES = 1_500_000
"""A picture stands in the project file, which is sent by mail: what is larger is drawn smaller."""
_NEAR = 60.0
"""Points between an area and the caption that belongs to it."""


def clipped(rect: PageRect, info: PdfInfo) -> PageRect:
    """The rectangle cut to its page. Raises BadValueError when there is no such page or nothing sensible is left."""
    if not 0 <= rect.page < info.pages:
        raise BadValueError(f"There is no page {rect.page}.", f"This document has the pages 0 to {info.pages - 1}.")
    width, height = info.sizes[rect.page]
    xs, ys = sorted((rect.x0, rect.x1)), sorted((rect.y0, rect.y1))
    cut = PageRect(rect.page, max(xs[0], 0.0), max(ys[0], 0.0), min(xs[1], width), min(ys[1], height))
    if not (cut.width >= LEAST and cut.height >= LEAST):
        raise BadValueError(
            f"This area is too small or lies outside the page, which measures {width:.0f} × {height:.0f} points.",
            f"Nothing was highlighted. Mark at least {LEAST:.0f} × {LEAST:.0f} points.",
        )
    return cut


def draw(pdf: PdfClient, info: PdfInfo, rect: PageRect) -> bytes:
    """A picture of an area as a PNG. Takes a moment. Raises PageError."""
    scale = fitting_scale(rect.width, rect.height, _SCALE, _MOST_PIXELS)
    while True:
        picture = pdf.picture(info, rect.page, scale, clip=rect).result()
        try:
            made = png(picture.memory, picture.width, picture.height, picture.stride)
        finally:
            picture.release()
        if len(made) <= _MOST_BYTES or scale < 0.5:
            return made
        scale *= 0.7


def highlight(
    session: Session,
    document_id: str,
    info: PdfInfo,
    rect: PageRect,
    picture: bytes,
    text: PageText | None = None,
    *,
    meaning: str = "resistance",
    note: str = "",
) -> Passage:
    """Highlight an area with its picture. Without a note, the caption beside it becomes the note.

    ``text`` is that of the page, where it is known. Raises ExoError.
    """
    made = new_area(session, document_id, info, rect, picture, text, meaning=meaning, note=note)
    session.run(Change("Highlight an area", (insert(made),)))
    return made


def new_area(
    session: Session,
    document_id: str,
    info: PdfInfo,
    rect: PageRect,
    picture: bytes,
    text: PageText | None = None,
    *,
    meaning: str = "resistance",
    note: str = "",
) -> Passage:
    """What ``highlight`` writes, not yet written but for its picture, which is kept already. Raises ExoError."""
    document = session.project.document(document_id)
    rect = clipped(rect, info)
    time = now()
    return Passage(
        id=new_id(),
        document=document.id,
        quote="",
        raw="",
        prefix="",
        suffix="",
        position=_position(info, rect),
        page_index=rect.page,
        page_label=texts.label(document, info, rect.page, text),
        quads=(quad_of(rect),),
        file_sha256=info.sha256,
        text_sha256=document.text_sha256,
        extractor=info.extractor,
        meaning=passages.meaning_id(session, meaning),
        note=note or (caption(text, rect) if text else ""),
        created=time,
        changed=time,
        curator=session.curator.id,
        picture=session.project.keep_picture(picture),
    )


def highlight_in_file(
    session: Session,
    pdf: PdfClient,
    document_id: str,
    rect: PageRect,
    *,
    meaning: str = "resistance",
    note: str = "",
    password: str = "",
) -> Passage:
    """``highlight`` with all it needs taken from the document's PDF; ``pdf`` must be able to draw."""
    passages.meaning_id(session, meaning)  # a wrong word is told before the work is done
    info = open_document(session, pdf, document_id, password)
    try:
        rect = clipped(rect, info)
        text = texts.pages(pdf, info, (rect.page,), keep=not password).get(rect.page)
        return highlight(session, document_id, info, rect, draw(pdf, info, rect), text, meaning=meaning, note=note)
    finally:
        pdf.close(info)


def move(session: Session, passage_id: str, info: PdfInfo, rect: PageRect, picture: bytes) -> None:
    """Give an area other corners and a new picture. Raises ExoError when it is no area of this file."""
    passage = session.project.passage(passage_id)
    if not passage.is_area or passage.file_sha256 != info.sha256 or rect.page != passage.page_index:
        raise ExoError("This highlight cannot be moved here.", "Nothing was changed.")
    rect = clipped(rect, info)
    after = replace(
        passage,
        quads=(quad_of(rect),),
        position=_position(info, rect),
        picture=session.project.keep_picture(picture),
        changed=now(),
    )
    session.run(Change("Move an area", (update(passage, after),)))


def place_again(session: Session, passage_id: str, info: PdfInfo, rect: PageRect, picture: bytes,
                text: PageText | None = None) -> Passage:  # fmt: skip
    """Put an area that was not found again where a reader marked it; it keeps its note and its records.

    Raises ExoError when the file is not the one the document's highlights belong to.
    """
    passage = session.project.passage(passage_id)
    document = session.project.document(passage.document)
    if not passage.is_area or info.sha256 != document.sha256:
        raise ExoError("The document that is shown is not the one this area belongs to.", "Nothing was changed.")
    rect = clipped(rect, info)
    after = replace(
        passage,
        quads=(quad_of(rect),),
        position=_position(info, rect),
        page_index=rect.page,
        page_label=texts.label(document, info, rect.page, text),
        file_sha256=info.sha256,
        text_sha256=document.text_sha256,
        state="exact",
        score=1.0,
        picture=session.project.keep_picture(picture),
        changed=now(),
    )
    session.run(Change("Re-attach highlight", (update(passage, after),)))
    return after


def caption(text: PageText, rect: PageRect) -> str:
    """The caption that stands in an area or nearest above or below it, "" when none is near."""
    found: list[tuple[float, str]] = []
    for paragraph in text.paragraphs:
        if paragraph.kind != "caption":
            continue
        gaps = [_gap(quad, rect) for quad in text.quads(paragraph.start, paragraph.end)]
        if gaps and min(gaps) <= _NEAR:
            found.append((min(gaps), text.text[paragraph.start : paragraph.end]))
    return min(found)[1] if found else ""


def _gap(quad: Quad, rect: PageRect) -> float:
    """Points between a line and an area; a line beside it counts as far."""
    box = quad.bounds()
    across = max(box.x0 - rect.x1, rect.x0 - box.x1, 0.0)
    down = max(box.y0 - rect.y1, rect.y0 - box.y1, 0.0)
    return down + 3 * across


def _position(info: PdfInfo, rect: PageRect) -> float:
    height = max(1.0, info.sizes[rect.page][1])
    return min(1.0, (rect.page + min(rect.y0 / height, 0.999)) / max(1, info.pages))

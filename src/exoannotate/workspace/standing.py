"""Where a passage stands: its words as printed there, what surrounds them, page and places, and the file read."""

from __future__ import annotations

from dataclasses import replace

from exoannotate.domain.errors import ExoError
from exoannotate.domain.records import Document, Passage
from exoannotate.pdf.client import PdfInfo
from exoannotate.reading import selection as reading_selection
from exoannotate.reading.anchors import describe
from exoannotate.reading.document import DocumentText
from exoannotate.reading.selection import Selection
from exoannotate.workspace import texts


def standing(
    passage: Passage, document: Document, info: PdfInfo, whole: DocumentText, selection: Selection
) -> Passage:  # fmt: skip
    """The passage at a selection of an open file; its quote, state and score are left as they are.

    Raises ExoError when the text of the selection is not in ``whole``.
    """
    pages = {page.page: page for page in whole.pages}
    first, last = selection.spans[0], selection.spans[-1]
    start, end = whole.place(first.page, first.start), whole.place(last.page, last.end)
    if start is None or end is None:
        raise ExoError("The text of this page is not there yet.", "Nothing was changed. Try again in a moment.")
    around = describe(whole.text, start, end)
    page_length = max(1, len(pages[first.page].text))
    return replace(
        passage,
        raw=reading_selection.raw(pages, selection),
        prefix=around.prefix,
        suffix=around.suffix,
        # Pages count alike, so that the place does not depend on how many of them have been read so far.
        position=min(1.0, (first.page + first.start / page_length) / max(1, info.pages)),
        page_index=first.page,
        page_label=texts.label(document, info, first.page, pages[first.page]),
        quads=reading_selection.quads(pages, selection),
        file_sha256=info.sha256,
        text_sha256=document.text_sha256,
        extractor=texts.extractor(info, pages[first.page]),
    )

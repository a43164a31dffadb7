"""Commands about scans: recognise."""

from __future__ import annotations

from pathlib import Path

import click

from exoannotate.cli.answers import JSON, answer, examples, password_from, pdf_client, say
from exoannotate.cli.documents import PASSWORD
from exoannotate.domain.errors import BadValueError
from exoannotate.workspace import documents, scans


@click.command(epilog=examples("recognise scan.pdf", "recognise scan.pdf --page 0 --language deu+eng", "text scan.pdf"))
@click.argument("pdf", type=click.Path(path_type=Path, readable=False))
@click.option("--page", type=int, help="Only this page, counted from 0.")
@click.option("--language", default="eng", help="As Tesseract names it; several joined by “+” (default: eng).")
@PASSWORD
@JSON
def recognise(pdf: Path, page: int | None, language: str, password_file: Path | None, as_json: bool) -> int:
    """Recognise the text of scanned pages with Tesseract, so that it can be selected, searched and quoted.

    The PDF is not changed: the text is kept with your other caches, and every project with this PDF finds it. Pages
    that have text of their own are left alone.
    """
    password = password_from(password_file)
    with pdf_client() as client:
        info = documents.open_pdf(client, pdf, password)
        if page is not None and not 0 <= page < info.pages:
            raise BadValueError(f"There is no page {page}.", f"This file has the pages 0 to {info.pages - 1}.")

        def tell(done: int, total: int) -> None:
            if done < total and not as_json:
                say(f"page {done + 1} of {total} …", err=True)

        wanted = None if page is None else (page,)
        found = scans.recognise(client, info, wanted, language, keep=not password, progress=tell)
    told = [
        {
            "page": number,
            "language": text.recognised.language,
            "words": text.recognised.words,
            "doubtful": text.recognised.doubtful,
            "certainty": text.recognised.certainty,
        }
        for number, text in sorted(found.pages.items())
        if text.recognised
    ]
    nothing = not told and not found.failed
    words = "There is no scanned page here: nothing was recognised." if nothing else found.sentence()
    answer({"pages": told, "failed": list(found.failed)}, as_json, words)
    return 1 if found.failed and not told else 0


COMMANDS = (recognise,)

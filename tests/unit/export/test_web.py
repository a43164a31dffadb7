"""The web page: whole without a script, and with nothing alive in it but our own, whatever the project says."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from exoannotate import resources
from exoannotate.cli import main
from exoannotate.export import web
from exoannotate.export.bundle import bundle
from exoannotate.export.exporter import Options
from exoannotate.export.table import About, Bundle, ProjectContents, choose
from exoannotate.workspace.session import Session

from .samples import HOSTILE, UNFIT, row

LIVE = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)', "' autofocus onfocus='alert(1)", "<svg/onload=alert(1)>", "javascript:alert(1)",
    "</td></tr></table><iframe src=http://example.org>", "<!--", "-->", "]]>", "<style>*{display:none}</style>",
    "&lt;script&gt;", "&#60;script&#62;", "<base href=http://example.org>", "<meta http-equiv=refresh content=0>",
    "\u202e<b>evil\u202c", "\u2066\u2067\u2068", "a\0<script\0>", "</title><script>", "{{7*7}}", "`${alert(1)}`",
    "<a href=\"javascript:alert(1)\">x</a>", "\u2028alert(1)", "<\u0130mg>", "\ufeff<script>", "'\"><plaintext>",
    "https://doi.org/10.1000/\"onclick=alert(1)", "10.1000/<script>alert(1)</script>", *HOSTILE[:12], UNFIT,
)  # fmt: skip
TAGS = frozenset(
    "html head meta title style body h1 h2 h3 p div table thead tbody tr th td a article dl dt dd figure blockquote "
    "figcaption cite img ol li bdi footer script".split()
)
ATTRIBUTES = frozenset("lang charset http-equiv content name scope dir class id href rel value alt src".split())


class Seen(HTMLParser):
    """What a browser would find."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": [], "td": [], "dd": [], "blockquote": []}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in ("meta", "img"):
            self.open.append(tag)
        if tag in self.inside:
            self.inside[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "every part is closed where it was opened"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.inside:
            self.inside[self.open[-1]][-1] += data


def page_of(of: Bundle) -> str:
    stream = io.BytesIO()
    web.EXPORTER.write(of, stream, Options())
    return stream.getvalue().decode("utf-8")


@pytest.fixture
def hostile(contents: ProjectContents) -> Bundle:
    """Every text of the project is one that wants to be more."""
    rows = tuple(row("r1", cargo=text, therapy=text, note=text, donor=text) for text in LIVE)
    (passage, *rest), (document, *others) = contents.passages, contents.documents
    passages = tuple(
        replace(passage, id=f"x{i}", quote=text, page_label=text, note=text) for i, text in enumerate(LIVE)
    )
    made = replace(
        contents,
        passages=(*passages, passage, *rest),
        documents=(replace(document, title=LIVE[0], authors=LIVE[2], doi=f'10.1000/">{LIVE[0]}'), *others),
        links=tuple(replace(contents.links[0], passage=p.id, ordinal=i) for i, p in enumerate(passages)),
    )  # fmt: skip
    whole = bundle(choose(rows, "long"), made, About(filter=LIVE[1], app_version=LIVE[2]))
    return replace(whole, contents=replace(whole.contents, passages=passages, links=made.links))


def test_no_text_of_a_project_is_alive(hostile: Bundle) -> None:
    page = page_of(hostile)
    seen = Seen(page)
    assert set(seen.tags) <= TAGS and {name for _, name, _ in seen.attributes} <= ATTRIBUTES
    assert seen.inside["script"] == [web.SCRIPT] and seen.inside["style"] == [web.STYLE] and not seen.open
    for tag, name, value in seen.attributes:
        if name == "href":
            assert re.fullmatch(r"#record-\d+|https://doi\.org/10\.[\w./%~-]+", value), value
        if name == "src":
            assert tag == "img" and value.startswith("data:image/png;base64,")
    assert "\0" not in page and not re.search("[\x01-\x08\ud800-\udfff]", page)
    # And every text is there, as it was written.
    for text in ("<script>alert(1)</script>", "&lt;script&gt;", '" onmouseover="alert(1)', "\u202e<b>evil\u202c"):
        assert text in seen.inside["dd"] and text in seen.inside["blockquote"], text


def test_the_policy_allows_our_script_and_style_and_nothing_else(hostile: Bundle) -> None:
    page = page_of(hostile)
    policy = next(value for tag, name, value in Seen(page).attributes if (tag, name) == ("meta", "content"))
    for text in (web.SCRIPT, web.STYLE):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy and text in page
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy and "http" not in policy
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_pictures_stand_beside_their_quotes(contents: ProjectContents) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(20)
    passages = tuple(replace(p, picture="k" if p.id == "p1" else "other") for p in contents.passages)
    whole = bundle(choose((row("r1", cargo="miR-1"),)), replace(contents, passages=passages), About())
    page = page_of(replace(whole, pictures={"k": png, "other": b"<svg onload=alert(1)>"}))
    sources = [value for tag, name, value in Seen(page).attributes if (tag, name) == ("img", "src")]
    assert sources == [f"data:image/png;base64,{base64.b64encode(png).decode()}"]


def test_the_sample_by_command(tmp_path: Path) -> None:
    out = tmp_path / "evidence.html"
    sample = str(resources.path("sample", "sample.exo"))
    assert main(["export", sample, "--format", "html", "--out", str(out)]) == 0
    seen = Seen(out.read_text("utf-8"))
    assert seen.tags.count("article") == 8 and seen.tags.count("tr") == 9
    with Session.open(Path(sample), read_only=True) as session:
        linked = {link.passage for link in session.project.links()}
        quotes = {passage.shown for passage in session.project.passages() if passage.id in linked}
    assert set(seen.inside["blockquote"]) == quotes and len(quotes) > 5

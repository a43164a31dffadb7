"""A figure as SVG: well formed, nothing live in it, hostile words stay words."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from exoannotate.domain.figures.kinds import FIGURES, draw
from exoannotate.domain.figures.material import Material
from exoannotate.domain.records import MEANINGS
from exoannotate.export.svg import svg
from tests.ui.evidence_rows import ROWS, row

HOSTILE = (
    "<script>alert(1)</script>",
    '"><image href="http://x.org/a.png"/>',
    "url(javascript:1)",
    "a\x00\ud800\u202eb & ]]>",
)
SVG = "{http://www.w3.org/2000/svg}"


HUE = replace(MEANINGS[0], colour='red"/><script>', letter="</text>")


@pytest.mark.parametrize("kind", [figure.id for figure in FIGURES])
def test_nothing_is_live_and_hostile_words_are_shown(kind: str) -> None:
    rows = tuple(row(str(k), cargo=name, donor=name, therapy=name, level=name, system=name, role="promotes resistance",
                     primary_study=f"{name} 2019") for k, name in enumerate(HOSTILE))  # fmt: skip
    data = svg(draw(kind, Material((*rows, *ROWS), filter=HOSTILE[0], meanings=(HUE,))))
    tree = ElementTree.fromstring(data)
    allowed = {"svg", "title", "desc", "defs", "pattern", "g", "rect", "path", "line", "text"}
    assert {node.tag.removeprefix(SVG) for node in tree.iter()} <= allowed
    for node in tree.iter():
        for name, value in node.attrib.items():
            assert not name.lower().startswith("on") and "href" not in name.lower()
            assert not re.search(r"url\((?!#)|javascript:|https?:", value), (name, value)
    assert tree.find(f"{SVG}desc") is not None and HOSTILE[0] in str(tree.findtext(f"{SVG}desc"))
    titles = [node.text or "" for node in tree.iter(f"{SVG}title")]
    if kind != "counts":
        assert any("<script>" in title for title in titles)
    assert MEANINGS[0].colour in data.decode()  # what is no colour is none
    assert b"DOCTYPE" not in data and b"ENTITY" not in data


def test_its_size_is_that_of_the_column_and_its_words_can_be_selected() -> None:
    data = svg(draw("map", Material(ROWS), 85))
    tree = ElementTree.fromstring(data)
    assert float(tree.attrib["width"].removesuffix("pt")) == pytest.approx(85 / 25.4 * 72, abs=0.01)
    assert "Arial" in tree.attrib["font-family"] and "sans-serif" in tree.attrib["font-family"]
    assert "miR-21" in [node.text for node in tree.iter(f"{SVG}text")]
    assert data == svg(draw("map", Material(ROWS), 85))

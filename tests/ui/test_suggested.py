"""What a passage gives a new record: what its first letters say, however many follow."""

from __future__ import annotations

from exoannotate.domain.records import Passage
from exoannotate.ui.record.suggested import AT_ONCE, drafts_of
from exoannotate.workspace import terms

SAYS = "Exosomal miR-21 from M2 macrophages made glioma cells resistant to temozolomide. "
PADDING = "The weather was fair on that day. "


def passage(quote: str) -> Passage:
    return Passage("p", "d", quote, quote, "", "", 0.0, 0, "1", (), "", "", "", "")


def test_only_so_many_letters_are_read_while_somebody_waits() -> None:
    names = terms.warm()
    (said,) = drafts_of(passage(SAYS + PADDING * 10_000), names)
    assert said.texts["cargo"] == "miR-21" and said.texts["therapy"] == "temozolomide"
    late = PADDING * (AT_ONCE // len(PADDING) + 1) + SAYS
    (unsaid,) = drafts_of(passage(late), names)
    assert not unsaid.texts


def test_names_are_filled_where_no_effect_could_be_read() -> None:
    names = terms.warm()
    (said,) = drafts_of(
        passage("Exosomal miR-21 from M2 macrophages met glioma cells in a dish with temozolomide."), names
    )
    assert said.texts["cargo"] == "miR-21" and said.texts["therapy"] == "temozolomide"
    assert (
        "effect" not in said.texts and "perturbation" not in said.texts and said.suggested["cargo"]
    )  # to be looked at
    (nothing,) = drafts_of(passage("The weather was fair on that day."), names)
    assert not nothing.texts

"""The dialog that asks where a file is saved: the kind chosen in its list and the end of the name always agree."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget


def save_dialog(parent: QWidget, title: str, start: Path | str, *kinds: str) -> QFileDialog:
    """A dialog to connect and open. Each kind is words for the list with one ending: "Web page (*.html)"."""
    dialog = QFileDialog(parent, title, str(start), ";;".join(kinds))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(_suffix(kinds[0]))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filterSelected.connect(partial(_on_chosen, dialog))
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    if line is not None:  # a dialog of the system has none; there the end of the name is what counts
        line.textEdited.connect(partial(_on_typed, dialog))
    return dialog


def _suffix(kind: str) -> str:
    return kind.rpartition("*.")[2].rstrip(")")


def _on_chosen(dialog: QFileDialog, kind: str) -> None:
    dialog.setDefaultSuffix(_suffix(kind))
    for name in dialog.selectedFiles():
        dialog.selectFile(str(Path(name).with_suffix(f".{_suffix(kind)}")))


def _on_typed(dialog: QFileDialog, name: str) -> None:
    suffix = Path(name).suffix.lower().removeprefix(".")
    kind = next((kind for kind in dialog.nameFilters() if _suffix(kind) == suffix), "")
    if kind and suffix != _suffix(dialog.selectedNameFilter()):
        dialog.selectNameFilter(kind)
        dialog.setDefaultSuffix(suffix)

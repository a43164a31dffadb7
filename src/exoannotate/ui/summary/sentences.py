"""The sentences of summaries, to be changed: all situations at the left, the template of one and what it knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.errors import BadValueError
from exoannotate.export.summary import templates
from exoannotate.export.summary.templates import KINDS
from exoannotate.ui.look import ROW, L, M, S
from exoannotate.ui.window.notices import plain_label

_LIST = 250  # pixels
HOW = (
    "Words between {{ }} are filled from the records. {% if path %} … {% endif %} stands there only when there is one. "
    "Behind a name may stand |capital, |lower or |many('study', 'studies'). “cited” sets the references."
)


class _Situations(QStringListModel):
    """The situations in rows as high as everywhere; those with a sentence of one's own are marked."""

    def __init__(self, dialog: SentencesDialog) -> None:
        super().__init__([one.label for one in KINDS], dialog)
        self._dialog = dialog

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, ROW)
        if role == Qt.ItemDataRole.DisplayRole and index.isValid():
            one = KINDS[index.row()]
            wrong = one.id in self._dialog.wrong
            return f"{one.label}{' – cannot be used' if wrong else ' – changed' if self._dialog.is_own(one.id) else ''}"
        return super().data(index, role)


class SentencesDialog(QDialog):
    """Edits copies of the sentences; ``kept`` hands them over."""

    kept = Signal(dict)  # all sentences by id

    def __init__(self, own: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sentences of summaries")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.texts = {**templates.defaults(), **own}
        self.wrong: dict[str, str] = {}
        self.model = _Situations(self)
        self.list = QListView()
        self.list.setAccessibleName("Situations")
        self.list.setModel(self.model)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFixedWidth(_LIST)
        self.list.setUniformItemSizes(True)
        self.head = plain_label("", role="title", wrap=True)
        self.help = plain_label("", role="muted", wrap=True)
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName("The sentence")
        self.editor.setTabChangesFocus(True)
        self.names = plain_label("", wrap=True)
        self.names.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message = plain_label("", role="danger", wrap=True)
        self.back = QPushButton("As it came")
        self.back.setToolTip("Take back what was changed in this sentence")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self._lay_out()
        self.buttons.accepted.connect(self._on_save)
        self.buttons.rejected.connect(self.reject)
        self.back.clicked.connect(self._on_back)
        self.editor.textChanged.connect(self._on_typed)
        self.list.selectionModel().currentChanged.connect(self._on_chosen)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(860, 520)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(S)
        for widget in (self.head, self.help):
            right.addWidget(widget)
        right.addWidget(self.editor, 1)
        right.addWidget(self.message)
        right.addWidget(self.names)
        right.addWidget(plain_label(HOW, role="muted", wrap=True))
        right.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        both = QHBoxLayout()
        both.setSpacing(M)
        both.addWidget(self.list)
        both.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addLayout(both, 1)
        whole.addWidget(self.buttons)

    @property
    def shown(self) -> templates.Kind:
        """The situation that is shown."""
        return KINDS[self.list.currentIndex().row()]

    def is_own(self, id: str) -> bool:
        """Whether a sentence differs from the one that came along."""
        return self.texts[id].strip() != templates.defaults()[id]

    def show_kind(self, id: str) -> None:
        """Go to a situation."""
        at = next(at for at, one in enumerate(KINDS) if one.id == id)
        self.list.setCurrentIndex(self.model.index(at, 0))

    @Slot(QModelIndex, QModelIndex)
    def _on_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        of = KINDS[now.row()]
        self.head.setText(of.label)
        self.help.setText(of.help)
        self.names.setText("It knows: " + ", ".join(of.names))
        self.editor.blockSignals(True)
        self.editor.setPlainText(self.texts[of.id])
        self.editor.blockSignals(False)
        self._tell()

    @Slot()
    def _on_typed(self) -> None:
        of = self.shown
        text = " ".join(self.editor.toPlainText().split())
        self.texts[of.id] = text
        self.wrong.pop(of.id, None)
        try:
            templates.check(of.id, text)
        except BadValueError as error:
            self.wrong[of.id] = str(error)
        index = self.list.currentIndex()
        self.model.dataChanged.emit(index, index)
        self._tell()

    def _tell(self) -> None:
        self.message.setText(self.wrong.get(self.shown.id, ""))
        self.message.setVisible(bool(self.message.text()))
        self.save.setEnabled(not self.wrong)
        self.back.setEnabled(self.is_own(self.shown.id))

    @Slot()
    def _on_back(self) -> None:
        self.editor.setPlainText(templates.defaults()[self.shown.id])
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_save(self) -> None:
        self.kept.emit(dict(self.texts))
        self.accept()

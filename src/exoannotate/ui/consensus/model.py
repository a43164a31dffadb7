"""The claims of a round as a list, and the fields of one as a table in which somebody chooses."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.fields import values
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.look import Look
from exoannotate.workspace.consensus import Chosen, Claim, Claims, Said
from exoannotate.workspace.records import FieldInput

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOTHING = "–"


class ClaimsModel(QAbstractListModel):
    """One line a claim: how it stands, and its words."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.claims: tuple[Claim, ...] = ()
        self._names: dict[str, str] = {}

    def show(self, found: Claims) -> None:
        """Show these claims."""
        self.beginResetModel()
        self.claims, self._names = found.all, dict(found.names)
        self.endResetModel()

    def state(self, claim: Claim) -> str:
        """How a claim stands, in a word or two."""
        if claim.agreed:
            return "✓ agreed"
        if claim.earlier:
            return f"again: {len(claim.open)} to choose" if claim.open else "again"
        if len(claim.records) == 1:
            return f"only {self._names.get(next(iter(claim.records)), '?')}"
        return f"{len(claim.open)} to choose" if claim.open else "all alike"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.claims)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        claim = self.claims[index.row()]
        page = claim.passages[0].page_label if claim.passages else ""
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return f"{self.state(claim)}  ·  p. {page}  {claim.quote}"
        if role == Role.ToolTipRole:
            return plain_tooltip(f"{claim.title}, p. {page}: {claim.quote}")
        if role == Role.ForegroundRole and claim.agreed:
            return self._look.colour("muted")
        return None


class FieldsModel(QAbstractTableModel):
    """A field a row: what each person says, what is taken marked and bold, and a last column to say something else."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._claim: Claim | None = None
        self.people: tuple[str, ...] = ()
        self._names: dict[str, str] = {}
        self.rows: tuple[Said, ...] = ()
        self._all_shown = False
        self.taken: dict[str, str] = {}
        self.typed: dict[str, str] = {}

    def show(self, claim: Claim | None, names: dict[str, str]) -> None:
        """Show the fields of a claim; nothing is chosen yet where people differ, unless it was agreed on before."""
        self.beginResetModel()
        self._claim, self._names = claim, names
        self.people = tuple(claim.records) if claim is not None else ()
        self.typed = {}
        said = claim.said if claim is not None else ()
        self.taken = {one.field.name: next(iter(one.texts)) for one in said if not one.asks}
        for one in said if claim is not None else ():
            text = claim.before.get(one.field.name, "") if claim is not None else ""
            person = next((key for key, theirs in one.texts.items() if theirs == text), "")
            if person:
                self.taken[one.field.name] = person
            elif text and not text.startswith("["):  # a reason is chosen again
                self.typed[one.field.name] = text
        self._lay_out()
        self.endResetModel()

    def show_alike(self, shown: bool) -> None:
        """Show the fields in which all say the same, too, or only those that are of interest."""
        self.beginResetModel()
        self._all_shown = shown
        self._lay_out()
        self.endResetModel()

    @property
    def alike(self) -> int:
        """In how many fields all say the same."""
        return sum(one.alike for one in self._claim.said) if self._claim is not None else 0

    def _lay_out(self) -> None:
        said = self._claim.said if self._claim is not None else ()
        kept = [one for one in said if self._all_shown or not one.alike or len(self.people) == 1]
        self.rows = tuple(sorted(kept, key=lambda one: (not one.asks, one.alike)))

    def left(self) -> tuple[str, ...]:
        """The fields in which nothing is chosen yet, as people read them."""
        return tuple(one.field.label for one in self._asking() if one.field.name not in self.taken | self.typed)

    def _asking(self) -> tuple[Said, ...]:
        return self._claim.open if self._claim is not None else ()

    def chosen(self) -> Chosen:
        """What was chosen, for ``consensus.agree``. Raises BadValueError for what a field cannot say."""
        found: dict[str, str | FieldInput] = dict(self.taken)
        for one in self._claim.said if self._claim is not None else ():
            if text := self.typed.get(one.field.name):
                found[one.field.name] = FieldInput(values(one.field, (text,)))
        return found

    def choose(self, row: int, column: int) -> None:
        """Take what the person of a column says; the same again does nothing."""
        one = self.rows[row]
        if 1 <= column <= len(self.people) and self.people[column - 1] in one.texts:
            self.taken[one.field.name] = self.people[column - 1]
            self.typed.pop(one.field.name, None)
            self._row_changed(row)

    def step(self, row: int, way: int) -> None:
        """Take what the next or the previous person says."""
        there = [column for column, person in enumerate(self.people, 1) if person in self.rows[row].texts]
        now = self.taken.get(self.rows[row].field.name, "")
        at = self.people.index(now) + 1 if now else 0
        wanted = [c for c in there if c > at] if way > 0 else [c for c in reversed(there) if c < at or not at]
        if wanted:
            self.choose(row, wanted[0])

    def _row_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.people) + 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        if 1 <= section <= len(self.people):
            person = self.people[section - 1]
            return self._names.get(person, person)
        return "Field" if section == 0 else "Something else"

    def flags(self, index: Index) -> Qt.ItemFlag:
        kept = super().flags(index)
        last = index.isValid() and index.column() == self.columnCount() - 1
        return kept | Qt.ItemFlag.ItemIsEditable if last else kept

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, column = self.rows[index.row()], index.column()
        name = one.field.name
        open_still = one.asks and name not in self.taken | self.typed
        if column == 0:
            said, taken = one.field.label, False
        elif column <= len(self.people):
            person = self.people[column - 1]
            said = one.texts.get(person, NOTHING)
            taken = name not in self.typed and self.taken.get(name) == person and person in one.texts
        else:
            said, taken = self.typed.get(name, ""), name in self.typed
        if role == Role.EditRole:
            return self.typed.get(name) or one.texts.get(self.taken.get(name, ""), "")
        if role == Role.DisplayRole:
            mark = "● " if column == 0 and open_still else "✓ " if taken else ""
            return f"{mark}{said}"
        if role == Role.ToolTipRole:
            return plain_tooltip(said)
        if role == Role.AccessibleTextRole:
            head = self.headerData(column, Qt.Orientation.Horizontal)
            return f"{head}: {said}" + (", taken" if taken else ", to choose" if column == 0 and open_still else "")
        if role == Role.FontRole and (taken or (column == 0 and open_still)):
            font = QFont()
            font.setBold(True)
            return font
        if role == Role.ForegroundRole and (one.alike or said == NOTHING):
            return self._look.colour("muted")
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if not index.isValid() or role != Role.EditRole or index.column() != self.columnCount() - 1:
            return False
        one, text = self.rows[index.row()], " ".join(str(value).split())
        try:
            values(one.field, (text,))
        except BadValueError:
            return False
        if text:
            self.typed[one.field.name] = text
        else:
            self.typed.pop(one.field.name, None)
        self._row_changed(index.row())
        return True

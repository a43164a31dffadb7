"""What a screen reader is told: Qt's own accessible tree, walked with everything in it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

Role = QAccessible.Role
_AT_MOST = 60  # children that are walked: a table says the same of its further rows
_SLACK = 3  # pixels by which parts of one row may stand higher or lower
_SPOKEN = {
    Role.Button, Role.ButtonMenu, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.EditableText, Role.List,
    Role.Table, Role.Tree, Role.Link, Role.MenuItem, Role.PageTab, Role.Slider, Role.SpinBox, Role.ListItem,
    Role.Dialog, Role.ColumnHeader,
}  # fmt: skip
"""Roles that mean nothing without a name."""
_SILENT = {Role.ScrollBar, Role.Grip, Role.Border, Role.ToolTip, Role.Splitter, Role.Separator}


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that can be read, with what is in it. ``place``: on the screen, in pixels."""

    role: Role
    name: str
    value: str
    focusable: bool
    place: QRect
    children: tuple[Node, ...] = field(default=(), repr=False)

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The tree as text, a thing a line."""
        yield f"{'  ' * depth}{self.role.name}: {self.name}"
        for child in self.children:
            yield from child.lines(depth + 1)

    def walked(self) -> Iterator[Node]:
        """This one and all in it, in the order in which it is read."""
        yield self
        for child in self.children:
            yield from child.walked()

    @property
    def speaks(self) -> bool:
        """Whether anything in it is read aloud."""
        return any(node.name.strip() and node.role not in _SILENT for node in self.walked())


def read(widget: QWidget) -> Node:
    """The tree of a window or a part of it."""
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None
    return _node(told)


def _node(told: QAccessibleInterface) -> Node:
    children = (told.child(at) for at in range(min(told.childCount(), _AT_MOST)))
    state = told.state()
    return Node(
        told.role(),
        told.text(QAccessible.Text.Name),
        told.text(QAccessible.Text.Value),
        bool(state.focusable) and not state.disabled,
        told.rect(),
        tuple(_node(child) for child in children if child is not None and child.isValid() and not _hidden(child)),
    )


def _hidden(told: QAccessibleInterface) -> bool:
    # A window beside this one is a child of it, too, and is read by itself.
    widget = told.object()
    apart = isinstance(widget, QWidget) and widget.isWindow()
    return bool(told.state().invisible) or apart


def nameless(root: Node) -> list[str]:
    """Controls, and whatever the keyboard reaches, that have no name; each by the names above it."""
    return [f"read without a name: {path}" for path in _nameless(root, ())]


def _nameless(node: Node, above: tuple[str, ...]) -> Iterator[str]:
    path = (*above, node.name) if node.name.strip() else above
    if not node.name.strip() and (node.role in _SPOKEN or node.focusable):
        yield f"{node.role.name} in {' > '.join(above[-3:])}"
    for child in node.children:
        yield from _nameless(child, path)


def misplaced(root: Node) -> list[str]:
    """Things that stand before others on the screen, line by line, and are read after them."""
    found = []
    for node in root.walked():
        if node.role is Role.EditableText:
            continue  # the small buttons in a line are Qt's
        spoken = [child for child in _beside_one_another(node.children) if child.speaks]
        for one, other in pairwise(spoken):
            a, b = one.place, other.place
            above = b.bottom() <= a.top() + _SLACK and b.left() < a.right()  # not the head of a further column
            # A tall part is read before the one below its neighbour.
            same_row = b.center().y() <= a.center().y() + _SLACK and a.top() < b.bottom()
            if above or (same_row and b.right() <= a.left() + _SLACK):
                found.append(f"read too late: {_called(other)} after {_called(one)} in {_called(node)}")
    return found


def _beside_one_another(children: tuple[Node, ...]) -> list[Node]:
    """Without what has no place, and without what floats over others, which is rightly read last."""
    placed: list[Node] = []
    for child in children:
        common = [child.place & one.place for one in placed]
        floats = any(both.width() > _SLACK and both.height() > _SLACK for both in common)
        if not child.place.isEmpty() and not floats:
            placed.append(child)
    return placed


def _called(node: Node) -> str:
    spoken = next((one.name for one in node.walked() if one.name.strip()), "")
    return f"{node.role.name} “{spoken[:40]}”"
